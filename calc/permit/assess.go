package permit

import (
	"cmp"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// Codes of the findings this package reports.
const (
	CodeNoRule       = "TD-PER-001" // the specification's table has no row
	CodeNoFactor     = "TD-PER-002" // a limit, volume or performance value is missing
	CodeTwice        = "TD-PER-003" // one product counted at two outlets
	CodeMixed        = "TD-PER-004" // lines of several specifications at one outlet
	CodeUnattributed = "TD-PER-005" // an amount of a shared outlet without its line
	CodeUnknown      = "TD-PER-006" // emission not determined at all
	CodeLower        = "TD-PER-007" // source intensity far from the permitted amount
	CodeSimplified   = "TD-PER-008" // simplified management carries no amount
	CodeNoOutlet     = "TD-PER-009" // a metal that leaves by no outlet
	CodeByIntensity  = "TD-PER-010" // general outlet counted by source intensity
	CodeNotComputed  = "TD-PER-011" // formula could not be computed
	CodeWhichOutlet  = "TD-PER-013" // a source intensity that falls on no outlet, or on several
	CodeHigher       = "TD-PER-012" // source intensity above the permitted amount
	CodeByPermit     = "TD-PER-015" // whether a general outlet carries an amount is left to the permit
	CodeConverted    = "TD-PER-014" // volume per raw hide converted to wet blue, our reading
	CodeTwoActuals   = "TD-PER-016" // last year's actual emission as stated is not what the monitoring data give
	CodeNoLastYear   = "TD-PER-017" // the ratchet applies and the monitoring data do not give last year's emission
)

// Method is one way to an annual amount.
type Method string

// The methods; the first five can bind.
const (
	ByFormula   Method = "formula"
	ByQuota     Method = "quota"
	ByEIA       Method = "eia"
	ByPromise   Method = "promise"
	ByActual    Method = "actual"
	ByIntensity Method = "intensity"
)

// Methods lists the methods.
var Methods = calc.Words[Method]{
	{Key: ByFormula, Name: calc.Text{ZH: "技术规范公式", EN: "specification formula"}},
	{Key: ByQuota, Name: calc.Text{ZH: "总量控制指标", EN: "total-control quota"}},
	{Key: ByEIA, Name: calc.Text{ZH: "环评文件及批复", EN: "EIA amount"}},
	{Key: ByPromise, Name: calc.Text{ZH: "自愿承诺", EN: "written promise"}},
	{Key: ByActual, Name: calc.Text{ZH: "上年实际排放量", EN: "last year's actual emission"}},
	{Key: ByIntensity, Name: calc.Text{ZH: "源强核算", EN: "source intensity"}},
}

// Name returns the method's name in words.
func (m Method) Name() calc.Text { return Methods.Name(m) }

// Candidate is one amount offered, and whether it binds.
type Candidate struct {
	Method Method
	Detail calc.Text // which document, which factor
	Amount calc.Step
	Binds  bool
	Why    calc.Text // why it binds or does not
	Chosen bool
	Side   *SideAmount // of ByIntensity: the account behind it
}

// Admissible reports whether the amount may be compared and counted at all. A
// candidate without a value, or shown for plausibility only, may not.
func (c Candidate) Admissible() bool {
	return c.Amount.OK() && (c.Side == nil || c.Side.Inadmissible == calc.Text{})
}

// Assessment is the answer for one pollutant at one outlet, or at all main
// outlets of a unit together where the specification counts them so.
type Assessment struct {
	Outlets    []dossier.Outlet
	Pollutant  calc.Pollutant
	Medium     calc.Medium
	Feeds      []dossier.LineProduct
	Rule       factors.Rule
	Candidates []Candidate
	Permitted  calc.Step // least of the candidates that bind; no value where the text permits no amount
	NoAmount   calc.Text // why there is no permitted amount

	// Contribution is what the outlet adds to the new emission: the permitted
	// amount, or by reading 4 the EIA or source-intensity amount of an outlet
	// that has none.
	Contribution calc.Step
	CountedBy    Method    // method of the contribution
	Uncounted    calc.Text // why nothing is added (counted at the workshop outlet)

	// Faults are the errors for which an amount could not be computed.
	Faults []calc.Finding
}

// Target names the assessment: "DW001", or "DA001+DA002".
func (a Assessment) Target() string {
	ids := make([]string, len(a.Outlets))
	for i, o := range a.Outlets {
		ids[i] = o.ID
	}
	return strings.Join(ids, "+")
}

// SideAmount is a source-intensity amount computed elsewhere, printed beside
// the permitted one.
type SideAmount struct {
	Line, Outlet string
	Pollutant    calc.Pollutant
	Medium       calc.Medium
	Detail       calc.Text
	Key          calc.IntensityMethod
	Amount       calc.Step // normal and abnormal together
	Abnormal     calc.Step // of it, out of normal operation; no value where none is stated
	Fugitive     calc.Step // beside it, not captured; no value where none is
	Inadmissible calc.Text // why it is shown and never counted; empty where it may count
	Order        factors.Order
	At           calc.Position
	Faults       []calc.Finding // errors for which there is no amount
}

// Input is what an assessment needs.
type Input struct {
	Dossier *dossier.Dossier
	Book    *factors.Book
	Policy  factors.Policy
	On      calc.Date
	Lines   []string // lines assessed
	Side    []SideAmount

	Monitored []LastYear // by outlet and pollutant
}

type assessor struct {
	Input
	findings []calc.Finding
	lines    map[string]bool
	free     map[unit]bool // units that last year's actual emission does not hold
}

// Assess computes every outlet × pollutant that the lines feed, in the order
// of outlet ids and of calc.Pollutants: the order of records in the dossier
// changes nothing.
func Assess(in Input) ([]Assessment, []calc.Finding) {
	a := &assessor{Input: in, lines: map[string]bool{}}
	for _, id := range in.Lines {
		a.lines[id] = true
	}
	var out []Assessment
	groups := a.groups()
	a.place(groups)
	a.free = a.perUnit(groups)
	for _, g := range groups {
		out = append(out, a.assess(g))
	}
	a.checkTwice(out)
	a.checkNoOutlet(out)
	a.settle(out)
	return out, a.findings
}

func (a *assessor) report(f calc.Finding) { a.findings = append(a.findings, a.Policy.Cited(f)) }

// group is what is assessed together.
type group struct {
	outlets   []dossier.Outlet
	pollutant calc.Pollutant
	feeds     []dossier.LineProduct
	rule      factors.Rule
	side      []SideAmount // source-intensity amounts that belong here
	err       error
	faults    []calc.Finding // errors by which there is no rule
}

// groups collects outlet × pollutant pairs; outlets of one discharger whose
// rule counts the unit as a whole become one group, so that no product is
// counted once per stack.
func (a *assessor) groups() []*group {
	var out []*group
	byUnit := map[string]*group{}
	outlets := slices.Clone(a.Dossier.Outlets)
	slices.SortFunc(outlets, func(x, y dossier.Outlet) int { return cmp.Compare(x.ID, y.ID) })
	for _, o := range outlets {
		feeds := slices.DeleteFunc(a.Dossier.FeedsOf(o), func(f dossier.LineProduct) bool {
			return !a.lines[f.Line.ID]
		})
		for _, p := range calc.Pollutants.Values() {
			carrying := carrying(feeds, p)
			if len(carrying) == 0 || (len(o.Pollutants) > 0 && !slices.Contains(o.Pollutants, p)) {
				continue
			}
			g := &group{outlets: []dossier.Outlet{o}, pollutant: p, feeds: carrying}
			before := len(a.findings)
			g.rule, g.err = a.rule(o, p, carrying)
			g.faults = errorsOf(a.findings[before:])
			if g.err == nil && g.rule.WholeUnit {
				key := o.Discharger + "|" + g.rule.ID + "|" + string(p)
				if first := byUnit[key]; first != nil {
					first.outlets = append(first.outlets, o)
					first.feeds = union(first.feeds, carrying)
					continue
				}
				byUnit[key] = g
			}
			out = append(out, g)
		}
	}
	return out
}

func carrying(feeds []dossier.LineProduct, p calc.Pollutant) []dossier.LineProduct {
	var out []dossier.LineProduct
	for _, f := range feeds {
		if slices.Contains(f.Product.Pollutants, p) {
			out = append(out, f)
		}
	}
	return out
}

func union(a, b []dossier.LineProduct) []dossier.LineProduct {
	for _, f := range b {
		if !slices.ContainsFunc(a, func(g dossier.LineProduct) bool {
			return f.Line.ID == g.Line.ID && f.Product.ID == g.Product.ID
		}) {
			a = append(a, f)
		}
	}
	return a
}

// rule finds the row of the specification's table; lines of two
// specifications at one outlet are an error, because then no one formula
// holds.
func (a *assessor) rule(o dossier.Outlet, p calc.Pollutant, feeds []dossier.LineProduct) (factors.Rule, error) {
	spec := feeds[0].Line.Specification
	for _, f := range feeds[1:] {
		if f.Line.Specification != spec {
			a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeMixed, Severity: calc.Error, At: o.At,
				Subject: "outlet:" + o.ID,
				Message: calc.Textf("排放口 %s 接纳了适用不同技术规范的生产线（%s、%s）",
					"outlet %s receives lines of different specifications (%s, %s)", o.ID, spec, f.Line.Specification),
				Remedy: calc.Text{ZH: "按生产线拆分排放口，或核对 specification",
					EN: "split the outlet by line, or check specification"}})
			return factors.Rule{}, calc.Explain("适用不同的技术规范", "lines of different specifications")
		}
	}
	hasVolume := !(o.Flow.Set && o.Time.Set) && !o.Received.Set
	r, err := a.Book.RuleFor(factors.RuleQuery{Specification: spec, Industry: feeds[0].Line.Industry, Medium: o.Medium,
		Outlet: string(o.Position), Grade: string(o.Grade), Pollutant: p,
		Process: feeds[0].Product.Process, Stacks: o.Stacks, Centralised: o.Centralised, HasVolume: hasVolume})
	if err != nil && p.Other() {
		return unnamed(spec), nil
	}
	if err != nil {
		a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeNoRule, Severity: calc.Error, At: o.At,
			Subject: "outlet:" + o.ID,
			Message: calc.Textf("%s 没有适用于排放口 %s 的 %s 的公式：%s", "%s has no formula for outlet %s, %s: %s",
				spec, o.ID, string(p), calc.ErrorText(err)),
			Remedy: calc.Text{ZH: "核对 specification、position、grade",
				EN: "check specification, position and grade"}})
		return r, err
	}
	return a.byPermit(o, p, r), nil
}

// unnamed is the rule for a metal beyond the five of which a specification or
// its standard says nothing: that is no fault of the dossier, and the amount
// comes from its documents or its source intensity.
func unnamed(spec string) factors.Rule {
	return factors.Rule{ID: "other-metal", Specification: spec, Clause: calc.Clause{Instrument: spec},
		Formula: factors.NoAmount, Reason: calc.Text{ZH: "规范或其标准没有该金属的数值",
			EN: "the specification or its standard has no figure for this metal"}}
}

func (a *assessor) assess(g *group) Assessment {
	o := g.outlets[0]
	as := Assessment{Outlets: g.outlets, Pollutant: g.pollutant, Medium: o.Medium, Feeds: g.feeds, Rule: g.rule,
		Faults: g.faults}
	before := len(a.findings)
	switch {
	case g.err != nil:
		as.NoAmount = calc.Text{ZH: "没有适用的公式", EN: "no formula applies"}
	case g.rule.Formula == factors.NoAmount:
		as.NoAmount = g.rule.Reason
	case g.pollutant.Other() && isLookup(a.evaluate(g).Err()):
		as.Rule = unnamed(g.rule.Specification)
		as.NoAmount = as.Rule.Reason
	default:
		as.Candidates = append(as.Candidates, a.formula(g))
	}
	as.Candidates = append(as.Candidates, a.documents(g)...)
	as.Candidates = append(as.Candidates, a.side(g)...)
	as.Faults = append(as.Faults, errorsOf(a.findings[before:])...)
	for _, x := range g.side {
		if !x.Amount.OK() || x.Inadmissible != (calc.Text{}) {
			as.Faults = append(as.Faults, errorsOf(x.Faults)...)
		}
	}
	a.choose(&as)
	return as
}

func errorsOf(fs []calc.Finding) []calc.Finding {
	var out []calc.Finding
	for _, f := range fs {
		if f.Severity == calc.Error {
			out = append(out, f)
		}
	}
	return out
}

// formula is the specification's own amount.
func (a *assessor) formula(g *group) Candidate {
	c := Candidate{Method: ByFormula, Binds: true,
		Detail: calc.Text{ZH: g.rule.Clause.String(), EN: g.rule.Clause.String()},
		Why:    calc.Text{ZH: "技术规范规定的方法，应从严比较", EN: "the specification's own method; always compared"}}
	c.Amount = a.evaluate(g)
	if err := c.Amount.Err(); err != nil {
		code := CodeNotComputed
		if isLookup(err) {
			code = CodeNoFactor
		}
		fault := a.outletAtFault(g)
		cure, at := a.cureOf(g, fault, err)
		a.report(calc.Finding{Stage: calc.StagePermit, Code: code, Severity: calc.Error, At: at,
			Subject: "outlet:" + fault.ID, Clause: g.rule.Clause,
			Message: calc.Textf("排放口 %s 的 %s 许可排放量无法计算：%s",
				"the permitted emission of %[2]s at outlet %[1]s cannot be computed: %[3]s",
				fault.ID, string(g.pollutant), calc.ErrorText(err)),
			Remedy: cure})
		c.Binds = false
		c.Why = calc.Text{ZH: "无法计算", EN: "could not be computed"}
	}
	return c
}

// outletAtFault is the first outlet of what is counted together whose own amount
// cannot be computed.
func (a *assessor) outletAtFault(g *group) dossier.Outlet {
	for _, o := range g.outlets {
		if g.rule.Formula != factors.PerformanceFormula && a.outletAmount(g, o).Err() != nil {
			return o
		}
	}
	return g.outlets[0]
}

// cureOf says what to check; where an outlet names a stack that the table does
// not have for its route, which ones it has; where capacity counts another base than the
// formula, which that is; and where it is to be mended.
func (a *assessor) cureOf(g *group, o dossier.Outlet, err error) (calc.Text, calc.Position) {
	if counted, asked, ok := quantity.Bases(err); ok {
		return calc.Textf("%s 按“%s”计，材料的产能按“%s”计：capacity 改为按“%s”计的产能，或核对 process",
			"%s counts \"%s\", the capacity of the dossier \"%s\": state the capacity in \"%s\", or check process",
			g.rule.Specification, asked, counted, asked), o.At
	}
	process := g.feeds[0].Product.Process
	for _, f := range g.feeds {
		if g.receives(a.Dossier, o, f) {
			process = f.Product.Process
		}
	}
	var stacks []string
	if g.rule.ByStack {
		for _, v := range a.Book.Values(factors.Query{Kind: factors.BenchmarkVolume,
			Instrument: g.rule.Volume.Instrument, Medium: o.Medium, Process: process, On: a.On}) {
			if v.Stack != "" && v.Process != "" && !slices.Contains(stacks, v.Stack) {
				stacks = append(stacks, v.Stack)
			}
		}
	}
	if slices.ContainsFunc(o.Stacks, func(s string) bool { return !slices.Contains(stacks, s) }) && len(stacks) > 0 {
		in := g.rule.Volume.Instrument
		return calc.Textf("排放口 %s 的 stacks 改为工艺“%s”的行：%s",
			"state at outlet %s stacks of the process %s: %s", o.ID, a.Book.NameOf(factors.ProcessCodes, process, in),
			a.Book.CodesOf(factors.StackCodes, stacks, in)), o.StacksAt
	}
	return calc.Text{ZH: "核对 process、limit_class、capacity 的单位，或用 --factors 补充数值",
		EN: "check process, limit_class and the unit of capacity, or supply the value with --factors"}, o.At
}

// choose takes the least amount of those that bind.
func (a *assessor) choose(as *Assessment) {
	var binding []calc.Step
	var index []int
	for i, c := range as.Candidates {
		if c.Binds && c.Amount.OK() {
			binding = append(binding, c.Amount)
			index = append(index, i)
		}
	}
	if len(as.NoAmount.EN) > 0 || len(binding) == 0 || !as.Candidates[0].Binds {
		as.Permitted = calc.Missing("E许可", "permitted-emission", calc.Explain("%[2]s 没有 %[1]s 的许可排放量",
			"no permitted emission of %s at %s", string(as.Pollutant), as.Target()))
		return
	}
	strict := calc.Clause{Instrument: as.Rule.Clause.Instrument, Locator: "5.2.1（从严）"}
	as.Permitted = calc.Least("E许可", "permitted-emission", strict, binding...).In(quantity.KgPerYear)
	if as.Permitted.Op() == calc.OpConvert {
		as.Candidates[index[as.Permitted.Operands()[0].Chosen()]].Chosen = true
	} else {
		as.Candidates[index[as.Permitted.Chosen()]].Chosen = true
	}
	a.compareIntensity(as)
}

// compareIntensity sets the source intensity beside the permitted amount
// (reading 9). Below it, it does not bind, but a reviewer should see by how
// much the permit exceeds what the line is said to emit; above it, the line as
// designed cannot keep its permit.
func (a *assessor) compareIntensity(as *Assessment) {
	for _, c := range as.Candidates {
		if c.Method != ByIntensity || c.Binds || !c.Admissible() || !as.Permitted.OK() {
			continue
		}
		n, err := c.Amount.Value().Cmp(as.Permitted.Value())
		if err != nil || n == 0 {
			continue
		}
		f := calc.Finding{Stage: calc.StagePermit, Key: calc.RuleStrictest, At: as.Outlets[0].At,
			Subject: "outlet:" + as.Target(),
			Figures: []calc.Figure{{Name: ByIntensity.Name(), Amount: c.Amount},
				{Name: calc.Text{ZH: "许可排放量", EN: "permitted emission"}, Amount: as.Permitted}}}
		args := []any{as.Target(), as.Pollutant.Name(), c.Detail, c.Amount.Value().ShownAmount(), as.Permitted.Value().
			ShownAmount()}
		if n < 0 {
			f.Code, f.Severity = CodeLower, calc.Note
			f.Message = calc.Textf("%s 的%s：%s核算的源强 %s kg/a 低于许可排放量 %s kg/a，但不单独具有约束力",
				"%s, %s: the source intensity by %s, %s kg/a, is below the permitted %s kg/a, but does not bind by itself", args...)
			f.Remedy = calc.Text{ZH: "如环评以源强核定排放量，应写明 fixed_by = \"intensity\"",
				EN: "if the EIA fixes the source-intensity amount, state fixed_by = \"intensity\""}
		} else {
			f.Code, f.Severity = CodeHigher, calc.Warning
			f.Message = calc.Textf("%s 的%s：%s核算的源强 %s kg/a 高于许可排放量 %s kg/a，按此设计不能达到许可要求",
				"%s, %s: the source intensity by %s, %s kg/a, is above the permitted %s kg/a: as designed, the line "+
					"cannot keep its permit", args...)
			f.Remedy = calc.Text{ZH: "核对系数与治理效率，或加强治理措施",
				EN: "check the factor and the removal efficiency, or improve the treatment"}
		}
		a.report(f)
	}
}

// checkTwice reports a product whose metal is counted at two outlets by a
// formula that counts each outlet for itself.
func (a *assessor) checkTwice(all []Assessment) {
	seen := map[string]string{}
	for _, as := range all {
		if !as.Permitted.OK() || as.Rule.WholeUnit || as.Rule.Formula != factors.CapacityVolumeLimit {
			continue
		}
		for _, key := range as.countedBy() {
			f := key.feed
			if first, ok := seen[key.text]; ok {
				a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeTwice, Severity: calc.Error,
					At: as.Outlets[0].At, Subject: "outlet:" +
						as.Target(),
					Message: calc.Textf("产品 %s/%s 的 %s 同时计入排放口 %s 和 %s",
						"product %s/%s has its %s counted at outlet %s and at %s",
						f.Line.ID, f.Product.ID, string(as.Pollutant), first, as.Target()),
					Remedy: calc.Text{ZH: "用 outlet.pollutants 限定每个排放口的污染物，或按排放口拆分产品产能",
						EN: "restrict each outlet with outlet.pollutants, or split the product's capacity by outlet"}})
				continue
			}
			seen[key.text] = as.Target()
		}
	}
}

type countKey struct {
	text string
	feed dossier.LineProduct
}

// countedBy lists what the assessment counts: a product's metal, and where
// volumes are tabulated by stack, each stack of it. A row split over outlets by
// share is not counted twice.
func (a Assessment) countedBy() []countKey {
	var out []countKey
	o := a.Outlets[0]
	if o.Share.Set {
		return nil
	}
	stacks := []string{""}
	if a.Rule.ByStack {
		stacks = o.Stacks
	}
	for _, f := range a.Feeds {
		for _, stack := range stacks {
			out = append(out,
				countKey{strings.Join([]string{f.Line.ID, f.Product.ID, string(a.Pollutant), string(a.Medium), stack},
					"|"), f})
		}
	}
	return out
}

// checkNoOutlet reports a metal of an assessed line that leaves by no outlet:
// what is not counted must not look like zero.
func (a *assessor) checkNoOutlet(all []Assessment) {
	for _, line := range a.Dossier.Lines {
		if !a.lines[line.ID] {
			continue
		}
		for _, prod := range line.Products {
			for _, p := range prod.Pollutants {
				if slices.ContainsFunc(all, func(as Assessment) bool {
					return as.Pollutant == p &&
						as.feeds(line.ID, prod.ID)
				}) {
					continue
				}
				a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeNoOutlet, Severity: calc.Error, At: prod.At,
					Subject: "line:" + line.ID,
					Message: calc.Textf("%s/%s 含 %s，但没有排放口接纳", "%s/%s carries %s, but no outlet receives it",
						line.ID, prod.ID, string(p)),
					Remedy: calc.Text{ZH: "在排放口的 receives 中加入该生产线，或从 pollutants 中删除",
						EN: "add the line to an outlet's receives, or remove the metal from pollutants"}})
			}
		}
	}
}

func (a Assessment) feeds(line, product string) bool {
	return slices.ContainsFunc(a.Feeds, func(f dossier.LineProduct) bool {
		return f.Line.ID == line &&
			f.Product.ID == product
	})
}

// sortByDate orders amounts with the latest document first.
func sortByDate(list []dossier.EIA) []dossier.EIA {
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(x, y dossier.EIA) int {
		return cmp.Or(cmp.Compare(y.Date.String(), x.Date.String()), cmp.Compare(x.ID, y.ID))
	})
	return out
}
