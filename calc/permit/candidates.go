package permit

import (
	"errors"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// lookupError marks a value the factors do not have.
type lookupError struct{ err error }

func (e lookupError) Error() string { return e.err.Error() }
func (e lookupError) Unwrap() error { return e.err }

func isLookup(err error) bool {
	var l lookupError
	return errors.As(err, &l)
}

// evaluate computes the rule's formula for a group: outlet by outlet, summed,
// and held to the rule's cap.
func (a *assessor) evaluate(g *group) calc.Step {
	r := g.rule
	if r.Formula == factors.PerformanceFormula {
		return ByPerformance(r.Clause, r.Unit, a.performance(g, r.Performance)...)
	}
	terms := make([]calc.Step, len(g.outlets))
	for i, o := range g.outlets {
		terms[i] = a.outletAmount(g, o)
	}
	total := calc.Total("E", "permitted-emission", r.Clause, terms...)
	if r.Cap == (factors.Selector{}) {
		return total
	}
	limit := ByPerformance(r.Clause, r.Unit, a.performance(g, r.Cap)...).Named("E绩效", "performance-cap")
	return a.capped(r.Clause, total, limit, terms)
}

// capped holds the amount to the cap of HJ 863.1-2017 5.2.3.2.1 (reading 6):
// by default the sum over the main outlets is compared with it; under the
// reading per-outlet the cap applies as soon as one outlet exceeds it.
func (a *assessor) capped(by calc.Clause, total, limit calc.Step, terms []calc.Step) calc.Step {
	if a.Policy.Choice("lead_zinc_cap") != "per-outlet" {
		return calc.Least("E", "permitted-emission", by, total, limit)
	}
	for _, term := range terms {
		if c, err := term.Value().Cmp(limit.Value()); term.OK() && limit.OK() && err == nil && c > 0 {
			return limit.Named("E", "permitted-emission")
		}
	}
	return total
}

func (a *assessor) performance(g *group, sel factors.Selector) []Volume {
	values := make([]Volume, len(g.feeds))
	for i, f := range g.feeds {
		values[i] = Volume{
			PerProduct: a.find(lookup{kind: factors.Performance, symbol: "A", from: sel, outlet: g.outlets[0],
				pollutant: g.pollutant, feed: f}),
			Capacity: a.capacity(g, f)}
	}
	return values
}

// outletAmount is the formula's amount at one outlet of the group.
func (a *assessor) outletAmount(g *group, o dossier.Outlet) calc.Step {
	r := g.rule
	switch r.Formula {
	case factors.CapacityVolumeLimit:
		var volumes []Volume
		for _, f := range g.feeds {
			if g.receives(a.Dossier, o, f) {
				volumes = append(volumes, Volume{PerProduct: a.volume(g, o, f), Capacity: a.capacity(g, f)})
			}
		}
		return ByCapacityVolumeLimit(r.Clause, r.Unit, a.limit(g, o), volumes...)
	case factors.FlowLimitTime:
		return ByFlow(r.Clause, r.Unit, o.Flow.Step("Q", "design-flow"), a.limit(g, o),
			o.Time.Step("T", "operating-time"))
	case factors.ReceivedVolumeLimit:
		return ByReceivedVolume(r.Clause, r.Unit, a.limit(g, o),
			o.Received.Step("Q", "received-volume"), o.Design.Step("Q设计", "design-volume"))
	}
	return calc.Missing("E", "permitted-emission", calc.Explain("未知的公式 %q", "formula %q is not known",
		string(r.Formula)))
}

func (g *group) receives(d *dossier.Dossier, o dossier.Outlet, f dossier.LineProduct) bool {
	return slices.ContainsFunc(d.FeedsOf(o), func(x dossier.LineProduct) bool {
		return x.Line.ID == f.Line.ID && x.Product.ID == f.Product.ID
	})
}

// volume is the benchmark volume of one product at one outlet: the rows of the
// stacks that leave there, added up where several are merged; a part of it
// where one row leaves by two outlets; and under special limits what the
// policy's reading makes of two tables that disagree (HJ 859.1).
func (a *assessor) volume(g *group, o dossier.Outlet, f dossier.LineProduct) calc.Step {
	r := g.rule
	q := lookup{kind: factors.BenchmarkVolume, symbol: "Q", from: r.Volume, outlet: o, pollutant: g.pollutant, feed: f}
	total := calc.Step{}
	switch {
	case !r.ByStack:
		total = a.find(q)
	case len(o.Stacks) == 0:
		return calc.Missing("Q", "benchmark-volume",
			calc.Explain("排放口 %s 没有写明对应基准烟气量表的哪一行（stacks）",
				"outlet %s does not say which row of the gas-volume table it carries (stacks)", o.ID))
	default:
		parts := make([]calc.Step, len(o.Stacks))
		for i, stack := range o.Stacks {
			q.stack = stack
			parts[i] = a.find(q)
		}
		total = calc.Total("Q", "benchmark-volume", r.Clause, parts...)
	}
	if o.LimitClass == calc.SpecialLimits && r.SpecialVolume != (factors.Selector{}) {
		total = a.specialVolume(g, q, total)
	}
	if o.Share.Set {
		total = calc.Product("Q", "benchmark-volume", r.Clause, total, o.Share.Step("x", "share"))
	}
	return total
}

// limit is the concentration limit at an outlet; where it receives products
// of several processes with limits of their own, the strictest of them.
func (a *assessor) limit(g *group, o dossier.Outlet) calc.Step {
	var steps []calc.Step
	seen := map[string]bool{}
	for _, f := range g.feeds {
		if !g.receives(a.Dossier, o, f) {
			continue
		}
		s := a.find(lookup{kind: factors.Limit, symbol: "C", from: g.rule.Limit, outlet: o, pollutant: g.pollutant,
			feed: f})
		if id := s.Origin().Factor; !s.OK() || !seen[id] {
			seen[id] = true
			steps = append(steps, s)
		}
	}
	if len(steps) == 1 {
		return steps[0]
	}
	return calc.Least("C", "limit", g.rule.Clause, steps...)
}

// lookup is one factor wanted for an outlet and a product.
type lookup struct {
	kind      factors.Kind
	symbol    string
	from      factors.Selector
	outlet    dossier.Outlet
	pollutant calc.Pollutant
	feed      dossier.LineProduct
	stack     string
}

// find looks one factor up; the outlet's own standard stands in where the rule
// names none (HJ 942, HJ 1120).
func (a *assessor) find(l lookup) calc.Step {
	o := l.outlet
	instrument := l.from.Instrument
	if instrument == "" {
		instrument = o.Standard
	}
	if instrument == "" {
		return calc.Missing(l.symbol, string(l.kind), lookupError{calc.Explain("排放口 %s 没有写明排放标准",
			"outlet %s names no emission standard", o.ID)})
	}
	q := factors.Query{Kind: l.kind, Instrument: instrument, Pollutant: l.pollutant, Medium: o.Medium,
		Outlet: l.from.Outlet, Stack: l.stack,
		Class: string(o.LimitClass), Industry: l.feed.Line.Industry, Process: l.feed.Product.Process,
		Product: l.feed.Product.Hide, On: a.On}
	v, err := a.Book.Find(q)
	if errors.Is(err, factors.ErrUseMeasured) {
		if u := l.feed.Product.UnitVolume; u.Set {
			return u.Step(l.symbol, "measured-volume")
		}
	}
	if err != nil {
		return calc.Missing(l.symbol, string(l.kind), lookupError{err})
	}
	return v.Step(l.symbol)
}

// documents are the amounts that documents fix for the outlets: quota, EIA,
// promise (permitted.md 1.1).
func (a *assessor) documents(g *group) []Candidate {
	var out []Candidate
	for _, q := range a.Dossier.Quotas {
		if c, ok := a.ceiling(g, ByQuota, q); ok {
			c.Why = calc.Text{ZH: "依法分解落实的总量控制指标", EN: "total-control quota allotted to the discharger"}
			out = append(out, c)
		}
	}
	since, _ := a.Policy.Date("eia_amount_since")
	for _, e := range sortByDate(a.Dossier.EIAs) {
		out = append(out, a.eia(g, e, since)...)
	}
	out = append(out, a.heldTo(g)...)
	for _, q := range a.Dossier.Promises {
		if c, ok := a.ceiling(g, ByPromise, q); ok {
			c.Why = calc.Text{ZH: "排污单位书面承诺的更严数值",
				EN: "stricter amount the discharger promised in writing"}
			out = append(out, c)
		}
	}
	return out
}

func (a *assessor) ceiling(g *group, m Method, q dossier.Ceiling) (Candidate, bool) {
	amount, ok := a.stated(g, []dossier.StatedAmount{q.StatedAmount})
	return Candidate{Method: m, Amount: amount, Binds: amount.OK(),
		Detail: calc.Textf("%s", "%s", q.Document)}, ok
}

// eia offers an approval's amount. It binds where the approval is dated
// 2015-01-01 or later (HJ 942-2018 5.2.1), or where the approval fixes it as
// total-control quota, whatever its date (our reading).
func (a *assessor) eia(g *group, e dossier.EIA, since calc.Date) []Candidate {
	if e.Filing {
		return nil
	}
	amount, ok := a.stated(g, e.Amounts)
	if !ok {
		return nil
	}
	c := Candidate{Method: ByEIA, Amount: amount, Detail: calc.Textf("%s（%s）", "%s (%s)", e.Number, e.Date.String())}
	control := false
	for _, x := range e.Amounts {
		control = control || (x.TotalControl && x.Pollutant == g.pollutant)
	}
	switch {
	case !amount.OK():
		c.Why = calc.Text{ZH: "无法归属到所核算的生产线", EN: "cannot be attributed to the lines assessed"}
	case !e.Date.Before(since):
		c.Binds = true
		c.Why = calc.Textf("环评批复日期不早于 %s", "EIA approval dated %s or later", since.String())
	case control:
		c.Binds = true
		c.Why = calc.Text{ZH: "环评批复的总量控制指标，不论批复日期",
			EN: "approved as total-control quota, whatever its date"}
	default:
		c.Why = calc.Textf("环评批复早于 %s，不具约束力", "EIA approval before %s does not bind", since.String())
	}
	return []Candidate{c}
}

// stated sums a document's amounts for the group's outlets and pollutant. ok
// is false where the document says nothing. An outlet that also serves lines
// not assessed needs the amount stated by line.
func (a *assessor) stated(g *group, amounts []dossier.StatedAmount) (calc.Step, bool) {
	var parts []calc.Step
	for _, o := range g.outlets {
		for _, x := range amounts {
			if x.Outlet != o.ID || x.Pollutant != g.pollutant {
				continue
			}
			if x.Line != "" && !a.lines[x.Line] {
				continue
			}
			if x.Line == "" && a.shared(o, g.pollutant) {
				a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeUnattributed, Severity: calc.Warning, At: x.At,
					Subject: "outlet:" +
						o.ID,
					Message: calc.Textf("排放口 %s 还接纳其他生产线，%s 的数值未按生产线列出，不能采用",
						"outlet %s also serves other lines, and the amount of %s is not stated by line: it cannot be used", o.ID, string(x.Pollutant)),
					Remedy: calc.Text{ZH: "为该数值加上 line", EN: "add line to the amount"}})
				return calc.Missing("E", "stated-amount", calc.Explain("排放口 %s 的数值没有按生产线列出",
					"amount of outlet %s is not stated by line", o.ID)), true
			}
			parts = append(parts, x.Value.Step("E", "stated-amount").In(quantity.KgPerYear))
		}
	}
	return calc.Total("E", "stated-amount", calc.Clause{}, parts...), len(parts) > 0
}

func (a *assessor) shared(o dossier.Outlet, p calc.Pollutant) bool {
	for _, f := range carrying(a.Dossier.FeedsOf(o), p) {
		if !a.lines[f.Line.ID] {
			return true
		}
	}
	return false
}

// side offers the source-intensity amounts. They bind only where the policy
// takes all methods, or the EIA says that it fixed them (reading 9).
func (a *assessor) side(g *group) []Candidate {
	all := a.Policy.Choice("strictest") == "all-methods"
	var out []Candidate
	for _, s := range g.side {
		c := Candidate{Method: ByIntensity, Amount: s.Amount, Detail: s.Detail,
			Why: calc.Text{ZH: "并列比较；未被环评采用时不具约束力",
				EN: "shown beside; does not bind unless the EIA fixes it"}}
		c.Side = &s
		if c.Side.Inadmissible != (calc.Text{}) {
			c.Why = s.Inadmissible
		} else if (all || a.fixedByIntensity(g)) && s.Amount.OK() {
			c.Binds = true
			c.Why = calc.Text{ZH: "环评以源强核定，或政策参数取全部方法从严",
				EN: "the EIA fixes it, or the policy takes the strictest of all methods"}
		}
		out = append(out, c)
	}
	return out
}

// place gives every source-intensity amount to the one group of outlets it
// belongs to. An account that names no outlet is of the whole line: where the
// line's metal leaves by several outlets it cannot be given to each of them,
// and where it leaves by none it must not vanish.
func (a *assessor) place(groups []*group) {
	for _, s := range a.Side {
		var found []*group
		for _, g := range groups {
			if s.Pollutant == g.pollutant && s.Medium == g.outlets[0].Medium && g.has(s) {
				found = append(found, g)
			}
		}
		if s.Outlet == "" {
			found = beforeTheTotalOutlet(found)
		}
		if len(found) == 1 {
			found[0].side = append(found[0].side, s)
			continue
		}
		names := make([]string, len(found))
		for i, g := range found {
			names[i] = g.outlets[0].ID
		}
		a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeWhichOutlet, Severity: calc.Error,
			Key: calc.RuleStrictest,
			At:  s.At, Subject: "line:" + s.Line,
			Message: calc.Textf("生产线 %s 的%s源强没有落到唯一的排放口（%s），不能计入",
				"the source intensity of %[2]s of line %[1]s does not fall on one outlet (%[3]s) and cannot be counted",
				s.Line, s.Pollutant.Name(), outletList(names)),
			Remedy: calc.Text{ZH: "用 outlet 指明排放口；经多个排放口排放的，分别核算",
				EN: "name the outlet; account for each outlet where it leaves by several"}})
	}
}

func outletList(names []string) calc.Text {
	if len(names) == 0 {
		return calc.Text{ZH: "没有排放口", EN: "none"}
	}
	list := strings.Join(names, ", ")
	return calc.Text{ZH: list, EN: list}
}

// beforeTheTotalOutlet leaves out total outlets where a workshop outlet takes
// the same metal: it is the same water again.
func beforeTheTotalOutlet(groups []*group) []*group {
	first := slices.DeleteFunc(slices.Clone(groups), func(g *group) bool {
		return g.outlets[0].Position ==
			calc.TotalOutlet
	})
	if len(first) > 0 {
		return first
	}
	return groups
}

func (g *group) has(s SideAmount) bool {
	if s.Outlet != "" {
		for _, o := range g.outlets {
			if o.ID == s.Outlet {
				return true
			}
		}
		return false
	}
	for _, f := range g.feeds {
		if f.Line.ID == s.Line {
			return true
		}
	}
	return false
}

func (a *assessor) fixedByIntensity(g *group) bool {
	for _, e := range a.Dossier.EIAs {
		for _, x := range e.Amounts {
			if x.FixedBy == "intensity" && x.Pollutant == g.pollutant && x.Outlet == g.outlets[0].ID {
				return true
			}
		}
	}
	return false
}
