package plausibility

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/factors"
)

// states holds the states of every source against each other and against what
// was really emitted.
func (d *doubter) states() {
	for _, s := range d.Reduced.Sources {
		for _, r := range s.Rows {
			if !d.caused[causeKey(s.Source.ID, r.Pollutant, r.Medium)] {
				d.actualAgainst(s, r)
				d.beforeAgainstAfter(s, r)
			}
		}
	}
	d.outputs()
}

// actualAgainst is A12: what is stated as actual emission must have been
// permitted.
func (d *doubter) actualAgainst(s reduction.SourceResult, r reduction.Row) {
	var parts []calc.Step
	at := s.Source.At
	for _, a := range s.Source.Actual {
		o, _ := d.Dossier.Outlet(a.Outlet)
		if a.Pollutant != r.Pollutant || o.Medium != r.Medium && a.Medium != r.Medium {
			continue
		}
		if len(parts) == 0 {
			at = a.Value.At
		}
		parts = append(parts, a.Value.Step("E实际", "actual-emission").In(quantity.KgPerYear))
	}
	if len(parts) == 0 {
		return
	}
	actual := calc.Total("E实际", "actual-emission", calc.Clause{}, parts...)
	q := question{code: CodeActual, severity: calc.Error, at: at, subject: "source:" + s.Source.ID, stated: actual,
		expected: r.Before, against: calc.Text{ZH: "许可排放量", EN: "permitted"},
		of: calc.Textf("来源 %s 的%s（%s）实际排放量", "source %s: actual emission of %s (%s)", s.Source.ID,
			r.Pollutant.Name(),
			r.Medium.Name()),
		remedy: calc.Text{ZH: "核对两数的单位、年度和排放口；确属超许可排放的，另案处理，不能作为来源的依据",
			EN: "check units, year and outlet of both; emission above the permit is a case of its own and no ground " +
				"for a reduction"},
		decided: []factors.Bound{d.bound(CodeActual, "rounding")}}
	ratio, ok := ratioOf(actual, r.Before)
	if !ok {
		d.without(q, calc.Text{ZH: "没有可比的许可排放量", EN: "no permitted emission to compare with"})
		return
	}
	q.message = calc.Textf("来源 %s 的%s（%s）实际排放量 %s kg/a 超过削减前的许可排放量 %s kg/a，是其 %s",
		"source %s: the actual emission of %s (%s), %s kg/a, is above the %s kg/a permitted before: %s it",
		s.Source.ID, r.Pollutant.Name(), r.Medium.Name(), shownKg(actual), shownKg(r.Before), shownRatio(ratio))
	if powerOfTen(ratio, big.NewRat(3, 1)) {
		q.message = calc.Textf("%s（%s）", "%s (%s)", q.message, named(ratio, d.bound(CodeFormula, "slip")))
	}
	d.settle(q, d.exceeds(CodeActual, actual, r.Before))
}

// beforeAgainstAfter is A5: no measure short of closing takes off so much, and
// none adds.
func (d *doubter) beforeAgainstAfter(s reduction.SourceResult, r reduction.Row) {
	before, ok := kg(r.Before)
	after, there := kg(r.After)
	if !ok || !there || s.Source.Basis == dossier.Closure {
		return
	}
	bound := d.bound(CodeStates, "most")
	ratio := new(big.Rat).Quo(before, after)
	q := question{code: CodeStates, severity: calc.Warning, at: statedAt(s.Source.At, r.After),
		subject: "source:" + s.Source.ID, stated: r.After, expected: r.Before,
		against: calc.Text{ZH: "削减前", EN: "before"}, decided: []factors.Bound{bound},
		of: calc.Textf("来源 %s 的%s（%s）前后", "source %s: %s (%s), before and after", s.Source.ID,
			r.Pollutant.Name(),
			r.Medium.Name()),
		message: calc.Textf("来源 %s 的%s（%s）由 %s kg/a 减到 %s kg/a，削减前是削减后的 %s（%s）",
			"source %s: %s (%s) falls from %s to %s kg/a, before is %s after (%s)", s.Source.ID, r.Pollutant.Name(),
			r.Medium.Name(), shownKg(r.Before), shownKg(r.After), shownRatio(ratio),
			named(new(big.Rat).Inv(ratio), d.bound(CodeFormula, "slip"))),
		remedy: calc.Text{ZH: "核对两份文件的单位和小数点；确属如此的，说明措施",
			EN: "check unit and point in both documents; where it is so, say by which measure"}}
	if more := new(big.Rat).Inv(ratio); more.Cmp(d.bound(CodeStates, "more").Amount.Rat()) > 0 {
		q.message = calc.Textf("来源 %s 的%s（%s）削减后 %s kg/a 多于削减前 %s kg/a，是其 %s（%s）",
			"source %s: %s (%s) after, %s kg/a, is more than before, %s kg/a: %s it (%s)", s.Source.ID,
			r.Pollutant.Name(),
			r.Medium.Name(), shownKg(r.After), shownKg(r.Before), shownRatio(more),
			named(more, d.bound(CodeFormula, "slip")))
		d.raise(q)
		return
	}
	d.settle(q, ratio.Cmp(bound.Amount.Rat()) > 0)
}

// outputs is T4: what was made in a year against the approved capacity.
func (d *doubter) outputs() {
	for _, b := range d.Dossier.Bases {
		if wholeYear(b) {
			d.outputsOf(b.Output)
		}
	}
	for _, y := range d.Dossier.Years {
		d.outputsOf(y.Output)
	}
}

func (d *doubter) outputsOf(list []dossier.LineOutput) {
	for _, o := range list {
		l, ok := d.Dossier.Line(o.Line)
		if !ok {
			continue
		}
		p, ok := l.Product(o.Product)
		if o.Product == "" && len(l.Products) == 1 {
			p, ok = l.Products[0], true
		}
		if ok && p.Capacity.Set {
			d.outputAgainst(l, p, o)
		}
	}
}

// wholeYear reports whether a basis is of a year, as none of whose days is
// named is.
func wholeYear(b dossier.ActualBasis) bool {
	return b.From.IsZero() && b.To.IsZero() || b.From.AddDays(364) == b.To || b.From.AddDays(365) == b.To
}

func (d *doubter) outputAgainst(l dossier.Line, p dossier.Product, o dossier.LineOutput) {
	year := calc.Given("t", "period", quantity.Must("1 a"), calc.Origin{Kind: calc.FromDefinition})
	capacity := calc.Product("S", "capacity", calc.Clause{}, p.CapacityStep("S"), year)
	output := o.Amount.Step("P", "output")
	ratio := calc.Quotient("P/S", "share", calc.Clause{}, output, capacity).In(quantity.One)
	if !ratio.OK() {
		return
	}
	high, gross := d.bound(CodeOutput, "high"), d.bound(CodeOutput, "gross")
	x := ratio.Value().Rat()
	q := question{code: CodeOutput, severity: calc.Warning, at: o.Amount.At, subject: "line:" + l.ID, stated: output,
		expected: capacity, against: calc.Text{ZH: "产能", EN: "capacity"}, decided: []factors.Bound{high},
		of: calc.Textf("生产线 %s 一年的产量", "output of line %s of a year", l.ID),
		message: calc.Textf("生产线 %s 一年的产量 %s 是批准产能 %s 的 %s",
			"line %s: the output of a year, %s, is %[4]s the approved capacity, %[3]s",
			l.ID, o.Amount.Written, p.Capacity.Written, shownRatio(x)),
		remedy: calc.Text{ZH: "核对产量和产能的单位（万）与年度；超产能生产的，先办理手续",
			EN: "check the units of output and capacity and the year; production above the approval needs a new one"}}
	if x.Cmp(gross.Amount.Rat()) > 0 {
		q.severity, q.decided = calc.Error, []factors.Bound{gross}
	}
	above := x.Cmp(high.Amount.Rat()) > 0
	if above && powerOfTen(x, big.NewRat(3, 1)) {
		q.message = calc.Textf("%s（%s）", "%s (%s)", q.message, named(x, d.bound(CodeFormula, "slip")))
	}
	d.settle(q, above)
}

// efficiencies looks at removal efficiencies that are stated, not taken from a
// manual.
func (d *doubter) efficiencies() {
	for _, in := range d.Dossier.Intensities {
		d.efficiency(in, "line:"+in.Line)
	}
	for _, s := range d.Dossier.Sources {
		for _, in := range s.Before {
			d.efficiency(in, "source:"+s.ID)
		}
		for _, in := range s.After {
			d.efficiency(in, "source:"+s.ID)
		}
	}
}

func (d *doubter) efficiency(in dossier.Intensity, subject string) {
	if !in.Efficiency.Set || in.Removal != "" {
		return
	}
	eta := in.Efficiency.Step("η", "removal-efficiency").In(quantity.One)
	if !eta.OK() {
		return
	}
	x := eta.Value().Rat()
	least, most := d.bound(CodeEfficiency, "least"), d.bound(CodeEfficiency, "most")
	of := calc.Textf("%s的去除效率", "removal efficiency of %s", in.Pollutant.Name())
	q := question{code: CodeEfficiency, severity: calc.Warning, at: in.Efficiency.At, subject: subject, of: of,
		stated:   eta,
		expected: most.Step(), against: calc.Text{ZH: "上限", EN: "most"}, decided: []factors.Bound{least, most},
		message: d.outsideOf(in, eta, least, most),
		remedy: calc.Text{ZH: "核对百分号和小数点；无误的，附监测报告",
			EN: "check the per cent and the point; where it is right, give the report"}}
	outside := x.Cmp(share(least)) < 0 || x.Cmp(share(most)) > 0
	d.settle(q, outside)
	if !outside {
		d.againstManual(in, q)
	}
}

// againstManual is C2: an efficiency above the best mean of the trade by more
// than a part of what that leaves.
func (d *doubter) againstManual(in dossier.Intensity, q question) {
	q.code, q.of = CodeTechnique, calc.Textf("%s与手册", "%s and the manual", q.of)
	best, ok := d.bestRemoval(in)
	if !ok {
		d.without(q, calc.Text{ZH: "手册没有该行业、污染物和介质的去除效率",
			EN: "the manual has no efficiency of the trade, metal and medium"})
		return
	}
	bound := d.bound(CodeTechnique, "part")
	mean := asPart(best.Amount)
	rest := new(big.Rat).Sub(big.NewRat(1, 1), mean)
	limit := new(big.Rat).Add(mean, new(big.Rat).Mul(rest, bound.Amount.Rat()))
	q.clause, q.expected, q.against = best.Clause, best.Step("η"), calc.Text{ZH: "手册", EN: "manual"}
	q.decided = []factors.Bound{bound}
	q.message = calc.Textf("%s的去除效率 %s 高于产排污系数手册该行业最好的 %s（%s）一半余量以上",
		"the removal efficiency of %s, %s, lies more than half the rest above the best of the trade in the "+
			"manual, %s (%s)",
		in.Pollutant.Name(), in.Efficiency.Written, best.Amount.String(), best.Clause.String())
	q.remedy = calc.Text{ZH: "附进出口同步监测报告；没有的，改用手册的去除效率",
		EN: "give a report of inlet and outlet measured together; without one take the manual's removal"}
	d.settle(q, q.stated.Value().Rat().Cmp(limit) > 0)
}

// share is a bound in per cent as a part of one.
func share(b factors.Bound) *big.Rat { return asPart(b.Amount) }

// outsideOf says that an efficiency lies out of any range, and what it may have
// been meant to be.
func (d *doubter) outsideOf(in dossier.Intensity, eta calc.Step, least, most factors.Bound) calc.Text {
	message := calc.Textf("%s的去除效率 %s 不在 %s 至 %s 之间",
		"the removal efficiency of %s, %s, is not between %s and %s",
		in.Pollutant.Name(), in.Efficiency.Written, least.Amount.String(), most.Amount.String())
	if x := eta.Value().Rat(); x.Sign() > 0 && x.Cmp(big.NewRat(1, 100)) < 0 {
		percent := quantity.Exact(quantity.RoundSignificant(new(big.Rat).Mul(x, big.NewRat(10000, 1)), 4))
		message = calc.Textf("%s；是否应为 %s %%？", "%s; should it be %s %%?", message, percent)
	}
	return message
}

// bestRemoval is the highest mean efficiency that the manual gives for a metal
// of the trade in a medium.
func (d *doubter) bestRemoval(in dossier.Intensity) (factors.Value, bool) {
	l, ok := d.Dossier.Line(in.Line)
	if !ok {
		return factors.Value{}, false
	}
	var best factors.Value
	for _, v := range d.Book.Values(factors.Query{Kind: factors.Removal, Industry: l.Industry, Pollutant: in.Pollutant,
		Medium: in.Medium, On: d.On}) {
		if v.Industry != l.Industry || v.Suspect || v.Absent || v.Text != "" {
			continue
		}
		if c, err := v.Amount.Cmp(best.Amount); best.ID == "" || err == nil && c > 0 {
			best = v
		}
	}
	return best, best.ID != ""
}
