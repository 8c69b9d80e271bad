package plausibility

import (
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
	"tidai/calc/quantity"
	"tidai/factors"
)

// unclaimed is a row of a specification's tables that no outlet of a line
// claims: a stack, the gas or the water of a route.
type unclaimed struct {
	medium calc.Medium
	stack  string
	row    string // what the specification calls it
	clause calc.Clause
	adds   []addition // what it would add, metal by metal
	first  bool       // of its medium the line states no outlet at all
}

type addition struct {
	pollutant calc.Pollutant
	amount    calc.Step
}

// outlets looks at every line for outlets that its specification tabulates and
// the dossier does not state.
func (d *doubter) outlets() {
	for _, l := range d.Dossier.Lines {
		if !d.hasOutlet(l) {
			continue // nothing is said of the line's outlets: it is mentioned only
		}
		for _, p := range l.Products {
			for _, u := range d.unclaimedOf(l, p) {
				d.askOutlet(l, p, u)
			}
		}
	}
}

func (d *doubter) hasOutlet(l dossier.Line) bool {
	return slices.ContainsFunc(d.Dossier.Outlets, func(o dossier.Outlet) bool {
		return slices.ContainsFunc(o.Receives, func(f dossier.Feed) bool { return f.Line == l.ID })
	})
}

// outletsOf lists the outlets of a medium that receive a product.
func (d *doubter) outletsOf(l dossier.Line, p dossier.Product, m calc.Medium) []dossier.Outlet {
	var out []dossier.Outlet
	for _, o := range d.Dossier.Outlets {
		if o.Medium == m && slices.Contains(o.Receives, dossier.Feed{Line: l.ID}) ||
			o.Medium == m && slices.Contains(o.Receives, dossier.Feed{Line: l.ID, Product: p.ID}) {
			out = append(out, o)
		}
	}
	return out
}

// unclaimedOf compares a product's outlets with the rows of its specification.
func (d *doubter) unclaimedOf(l dossier.Line, p dossier.Product) []unclaimed {
	var out []unclaimed
	for _, m := range calc.Media.Values() {
		there := d.outletsOf(l, p, m)
		rows := d.rowsOf(l, p, m)
		for i, r := range rows {
			if claimed(there, r.stack) || alternativeClaimed(d.checks[CodeOutlet], l.Specification, there, r.stack) ||
				alternativeListed(d.checks[CodeOutlet], l.Specification, rows[:i], r.stack) {
				continue
			}
			r.medium, r.first = m, len(there) == 0
			r.adds = d.additions(l, p, r)
			out = append(out, r)
		}
	}
	return out
}

func claimed(outlets []dossier.Outlet, stack string) bool {
	if stack == "" {
		return len(outlets) > 0
	}
	return slices.ContainsFunc(outlets, func(o dossier.Outlet) bool { return slices.Contains(o.Stacks, stack) })
}

// alternatives are rows of a table of which a plant has one or the other.
func alternatives(c factors.Check, spec, stack string) []string {
	for _, a := range c.Alternatives {
		if a.Specification == spec && slices.Contains(a.Stacks, stack) {
			return a.Stacks
		}
	}
	return nil
}

func alternativeClaimed(c factors.Check, spec string, outlets []dossier.Outlet, stack string) bool {
	return slices.ContainsFunc(alternatives(c, spec, stack), func(s string) bool { return claimed(outlets, s) })
}

func alternativeListed(c factors.Check, spec string, rows []unclaimed, stack string) bool {
	other := alternatives(c, spec, stack)
	return slices.ContainsFunc(rows, func(r unclaimed) bool { return slices.Contains(other, r.stack) })
}

// rowsOf lists what a specification tabulates for a product in a medium: the
// stacks, where volumes are tabulated by stack, else one row, where an amount is
// permitted at all.
func (d *doubter) rowsOf(l dossier.Line, p dossier.Product, m calc.Medium) []unclaimed {
	position := calc.Stack
	if m == calc.Water {
		position = calc.Workshop
	}
	var out []unclaimed
	for _, metal := range p.Pollutants {
		r, err := d.Book.RuleFor(factors.RuleQuery{Specification: l.Specification, Industry: l.Industry, Medium: m,
			Outlet: string(position), Grade: string(calc.MainOutlet), Pollutant: metal, Process: p.Process,
			HasVolume: true})
		if err != nil || r.Formula == factors.NoAmount || r.Limit.Instrument == "" && r.Formula !=
			factors.PerformanceFormula {
			continue // no amount, or of a specification for any trade: it tabulates no outlets
		}
		if !r.ByStack {
			out = addRow(out, unclaimed{clause: r.Clause})
			continue
		}
		for _, v := range d.Book.Values(factors.Query{Kind: factors.BenchmarkVolume, Instrument: r.Volume.Instrument,
			Medium: m, Industry: l.Industry, Process: p.Process, On: d.On}) {
			if v.Stack != "" && v.Process != "" {
				out = addRow(out, unclaimed{stack: v.Stack, clause: v.Clause, row: v.Describe})
			}
		}
	}
	return out
}

func addRow(rows []unclaimed, r unclaimed) []unclaimed {
	if slices.ContainsFunc(rows, func(x unclaimed) bool { return x.stack == r.stack }) {
		return rows
	}
	return append(rows, r)
}

// additions computes what a row would add to what is permitted, as if an outlet
// claimed it under the limits of the line's other outlets.
func (d *doubter) additions(l dossier.Line, p dossier.Product, u unclaimed) []addition {
	class := d.classOf(l, p, u.medium)
	without := *d.Dossier
	without.Outlets = slices.Clone(d.Dossier.Outlets)
	for i := range without.Outlets {
		if without.Outlets[i].LimitClass == "" {
			without.Outlets[i].LimitClass = class
		}
	}
	with := without
	o := dossier.Outlet{At: l.At, ID: "?", Discharger: l.Discharger, Medium: u.medium,
		Position: calc.Workshop, Grade: calc.MainOutlet, Receives: []dossier.Feed{{Line: l.ID, Product: p.ID}},
		LimitClass: class}
	if u.medium == calc.Air {
		o.Position = calc.Stack
	}
	if u.stack != "" {
		o.Stacks = []string{u.stack}
	}
	with.Outlets = append(slices.Clone(without.Outlets), o)
	before := d.assess(&without, []string{l.ID}, d.On)
	var out []addition
	for _, e := range d.assess(&with, []string{l.ID}, d.On) {
		if !slices.ContainsFunc(e.Outlets, func(x dossier.Outlet) bool { return x.ID == o.ID }) || !e.formula.OK() {
			continue
		}
		amount := e.formula
		for _, b := range before { // of what is counted together, the difference
			if b.Pollutant == e.Pollutant && b.formula.OK() && b.Rule.WholeUnit && b.Rule.ID == e.Rule.ID {
				amount = calc.Difference("ΔE", "permitted-emission", e.Rule.Clause, amount, b.formula)
			}
		}
		if amount.OK() && amount.Sign() > 0 {
			out = append(out, addition{e.Pollutant, amount.In(quantity.KgPerYear)})
		}
	}
	return out
}

// classOf is the class of limits of the line's other outlets, those of the same
// medium first.
func (d *doubter) classOf(l dossier.Line, p dossier.Product, m calc.Medium) calc.LimitClass {
	for _, medium := range []calc.Medium{m, calc.Water, calc.Air} {
		for _, o := range d.outletsOf(l, p, medium) {
			if o.LimitClass != "" {
				return o.LimitClass
			}
		}
	}
	return calc.NewLimits
}

// askOutlet is an error where a project states nothing of a medium, a warning
// for one row of a project, and a note elsewhere: a forgotten outlet of a source
// only makes its reduction smaller.
func (d *doubter) askOutlet(l dossier.Line, p dossier.Product, u unclaimed) {
	adds, figures := list(u.adds)
	if len(u.adds) == 0 {
		adds = calc.Text{ZH: "多少尚不能确定", EN: "an amount that is not determined"}
	}
	severity := calc.Note
	if slices.Contains(d.Dossier.Project.Lines, l.ID) && l.NoOutlet == "" {
		severity = calc.Warning
		if u.first && u.medium == calc.Air {
			severity = calc.Error
		}
	}
	message := calc.Textf("生产线 %s 没有写明%s排放口，按公式应增加 %s",
		"line %s states no outlet of %s; by the formula it would add %s", l.ID, u.medium.Name(), adds)
	if u.stack != "" {
		message = calc.Text{
			ZH: fmt.Sprintf("生产线 %s 没有排放口对应“%s”（stacks = %q），按公式应增加 %s", l.ID, u.row,
				u.stack, adds.ZH),
			EN: fmt.Sprintf("no outlet of line %s claims the stack %q of its route; by the formula it would add %s",
				l.ID, u.stack, adds.EN)}
	}
	if l.NoOutlet != "" {
		message = calc.Textf("%s；申请材料说明：%s", "%s; the dossier says: %s", message, l.NoOutlet)
	}
	d.ask(calc.Finding{Stage: calc.StagePlausibility, Code: CodeOutlet, Severity: severity,
		Clause: u.clause, At: p.At, Subject: "line:" + l.ID,
		Message: message, Figures: figures,
		Remedy: calc.Text{ZH: "补充 [[outlet]]；合并排放的，各行写进同一排放口的 stacks；" +
			"确无此排放口的，在 [[line]] 写 no_outlet = \"原因\"",
			EN: "add the [[outlet]]; where stacks are merged, state all rows in stacks of one; where there truly is " +
				"none, state no_outlet = \"reason\" in the [[line]]"}})
}

// metals looks at the metals of every product: those that the specification
// permits for the process and the dossier does not list, and those it does not
// know there.
func (d *doubter) metals() {
	for _, l := range d.Dossier.Lines {
		if !d.hasOutlet(l) {
			continue
		}
		for _, p := range l.Products {
			d.missingMetals(l, p)
			d.foreignMetals(l, p)
		}
	}
}

// missingMetals asks where the specification names the metals of a route. The
// formula says what they would add at the outlets there are.
func (d *doubter) missingMetals(l dossier.Line, p dossier.Product) {
	if !slices.Contains(d.checks[CodeMetal].Specifications, l.Specification) {
		return
	}
	have := d.expect([]string{l.ID}, d.On, "")
	byOutlet, order := map[string][]expected{}, []string{}
	for _, e := range d.assess(d.withAllMetals(l, p), []string{l.ID}, d.On) {
		listed := slices.ContainsFunc(have, func(h expected) bool {
			return h.Medium == e.Medium && h.covers(e.Outlets[0].ID, e.Pollutant)
		})
		if listed || e.Rule.Formula == factors.NoAmount || e.Rule.Formula == "" || !receives(e.Assessment, l, p) {
			continue
		}
		if byOutlet[e.Target()] == nil {
			order = append(order, e.Target())
		}
		byOutlet[e.Target()] = append(byOutlet[e.Target()], e)
	}
	for _, target := range order {
		d.askMetals(l, p, byOutlet[target])
	}
}

// withAllMetals is the dossier with a product that carries every metal, through
// outlets that admit all of them.
func (d *doubter) withAllMetals(l dossier.Line, p dossier.Product) *dossier.Dossier {
	with := *d.Dossier
	with.Lines, with.Outlets = slices.Clone(d.Dossier.Lines), slices.Clone(d.Dossier.Outlets)
	i := slices.IndexFunc(with.Lines, func(x dossier.Line) bool { return x.ID == l.ID })
	with.Lines[i].Products = slices.Clone(l.Products)
	j := slices.IndexFunc(l.Products, func(x dossier.Product) bool { return x.ID == p.ID })
	with.Lines[i].Products[j].Pollutants = calc.QuotaPollutants
	for k := range with.Outlets {
		with.Outlets[k].Pollutants = nil
	}
	return &with
}

func receives(a permit.Assessment, l dossier.Line, p dossier.Product) bool {
	return slices.ContainsFunc(a.Feeds, func(f dossier.LineProduct) bool {
		return f.Line.ID == l.ID && f.Product.ID == p.ID
	})
}

func (d *doubter) askMetals(l dossier.Line, p dossier.Product, gone []expected) {
	severity, at := calc.Note, gone[0].Outlets[0].At
	if slices.Contains(d.Dossier.Project.Lines, l.ID) {
		severity = calc.Warning
	}
	var adds []addition
	for _, e := range gone {
		if !slices.Contains(p.Pollutants, e.Pollutant) {
			at = p.At
		}
		adds = append(adds, addition{e.Pollutant, e.formula})
	}
	text, figures := list(adds)
	d.ask(calc.Finding{Stage: calc.StagePlausibility, Code: CodeMetal, Severity: severity,
		Clause: gone[0].Rule.Clause, At: at, Subject: "line:" + l.ID,
		Message: calc.Textf("%s/%s 的工艺在排放口 %s 还有技术规范许可的污染物没有列出：%s",
			"the specification permits further metals of the process of %s/%s at outlet %s that are not listed: %s",
			l.ID, p.ID, gone[0].Target(), text),
		Remedy: calc.Text{ZH: "在产品和排放口的 pollutants 中补充；原料确不含的，在方案中附检验报告",
			EN: "add them to pollutants of the product and of the outlet; where the raw material does not carry " +
				"them, give the analysis with the plan"},
		Figures: figures})
}

// list writes metals with their amounts, and makes figures of those there are.
func list(adds []addition) (text calc.Text, figures []calc.Figure) {
	var zh, en []string
	for _, a := range adds {
		amount := calc.Text{ZH: "（数值未定）", EN: "(not determined)"}
		if a.amount.OK() {
			amount = calc.Textf("%s kg/a", "%s kg/a", a.amount.Value().ShownAmount())
			figures = append(figures, calc.Figure{Name: a.pollutant.Name(), Amount: a.amount})
		}
		zh = append(zh, a.pollutant.Name().ZH+" "+amount.ZH)
		en = append(en, a.pollutant.Name().EN+" "+amount.EN)
	}
	return calc.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}, figures
}

// foreignMetals asks for a metal that neither the specification nor the census
// manual knows at the trade.
func (d *doubter) foreignMetals(l dossier.Line, p dossier.Product) {
	for _, metal := range p.Pollutants {
		if !metal.Quota() || metal.Other() || d.knows(l, p, metal) {
			continue
		}
		d.ask(calc.Finding{Stage: calc.StagePlausibility, Code: CodeForeign, Severity: calc.Warning,
			At: p.At, Subject: "line:" + l.ID,
			Clause: calc.Clause{Instrument: l.Specification},
			Message: calc.Textf("%s/%s 列有%s，而该工艺的技术规范不许可%s，产排污系数也没有该行业的%s",
				"%[1]s/%[2]s lists %[3]s, for which the specification permits no amount at this process and no "+
					"coefficient of the trade is known", l.ID, p.ID, metal.Name(), metal.Name(), metal.Name()),
			Remedy: calc.Text{ZH: "核对 pollutants；确有的，写明原料或辅料来源",
				EN: "check pollutants; where it is there, say from which material"}})
	}
}

func (d *doubter) knows(l dossier.Line, p dossier.Product, metal calc.Pollutant) bool {
	for _, m := range calc.Media.Values() {
		position := calc.Stack
		if m == calc.Water {
			position = calc.Workshop
		}
		r, err := d.Book.RuleFor(factors.RuleQuery{Specification: l.Specification, Industry: l.Industry, Medium: m,
			Outlet: string(position), Grade: string(calc.MainOutlet), Pollutant: metal, Process: p.Process})
		if err != nil || r.Formula != factors.NoAmount {
			return true // where no rule is found others say so
		}
	}
	for _, kind := range []factors.Kind{factors.GenerationFactor, factors.EmissionFactor, factors.Limit} {
		if len(d.Book.Values(factors.Query{Kind: kind, Industry: l.Industry, Pollutant: metal})) > 0 &&
			slices.ContainsFunc(d.Book.Values(factors.Query{Kind: kind, Industry: l.Industry, Pollutant: metal}),
				func(v factors.Value) bool { return v.Industry == l.Industry }) {
			return true
		}
	}
	return false
}
