package plausibility

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// yearAmount is one metal of one year at one outlet.
type yearAmount struct {
	dossier.Year
	amount dossier.YearAmount
	kg     calc.Step // kg/a
	output calc.Step // no value where none, or several of different kinds, are stated
}

// oneYear turns an amount of a calendar year into one per year.
func oneYear(s calc.Step, unit quantity.Unit) calc.Step {
	if s.OK() && !s.Value().Unit().Same(unit) {
		year := calc.Given("t", "period", quantity.Must("1 a"), calc.Origin{Kind: calc.FromDefinition})
		s = calc.Quotient(s.Symbol(), s.TermKey(), calc.Clause{}, s, year)
	}
	return s.In(unit)
}

// years looks at the records of past years: against one another, against what
// was made, and each in itself.
func (d *doubter) years() {
	series := map[string][]yearAmount{}
	var order []string
	for _, y := range d.Dossier.Years {
		d.dust(y)
		d.water(y)
		for _, a := range y.Amounts {
			x := yearAmount{Year: y, amount: a, kg: oneYear(a.Value.Step("E", "actual-emission"), quantity.KgPerYear),
				output: outputOf(y)}
			d.massOf(x)
			d.withinPermit(x)
			key := y.Outlet + "|" + string(a.Pollutant)
			if series[key] == nil {
				order = append(order, key)
			}
			series[key] = append(series[key], x)
		}
	}
	for _, key := range order {
		list := series[key]
		slices.SortStableFunc(list, func(a, b yearAmount) int { return cmp.Compare(a.Year.Year, b.Year.Year) })
		for i, x := range list {
			d.idle(x)
			if i > 0 {
				d.sinceLastYear(list[:i], x)
			}
		}
	}
}

// outputOf is what was made in a year, where that is one figure.
func outputOf(y dossier.Year) calc.Step {
	parts := make([]calc.Step, len(y.Output))
	for i, o := range y.Output {
		parts[i] = o.Amount.Step("P", "output")
	}
	if len(parts) == 0 {
		return calc.Missing("P", "output", calc.ErrAbsent)
	}
	return calc.Total("P", "output", calc.Clause{}, parts...)
}

func (x yearAmount) of() calc.Text {
	return calc.Textf("%s 年，排放口 %s，%s", "%s, outlet %s, %s", fmt.Sprint(x.Year.Year), x.Outlet,
		x.amount.Pollutant.Name())
}

func (x yearAmount) ask(code string, severity calc.Severity) question {
	return question{code: code, severity: severity, at: x.amount.Value.At, subject: "outlet:" + x.Outlet, of: x.of(),
		stated: x.kg}
}

// figures counts the digits' worth of a number as written: "12.0 kg" is 120 of
// its last place.
func figures(written string) int {
	n := 0
	for _, c := range written {
		switch {
		case c >= '0' && c <= '9':
			n = min(n*10+int(c-'0'), 1_000_000)
		case c != '.' && c != ',':
			return n
		}
	}
	return n
}

// sinceLastYear is A6, A8 and A9: a year against those before it. What was made
// explains a change by the same factor.
func (d *doubter) sinceLastYear(before []yearAmount, x yearAmount) {
	last := before[len(before)-1]
	q := x.ask(CodeYear, calc.Warning)
	switch {
	case last.Year.Year != x.Year.Year-1:
		d.without(q, calc.Text{ZH: "没有上一年的数值", EN: "no figure of the year before"})
		return
	case x.Partial || last.Partial:
		d.without(q, calc.Text{ZH: "两年中有一年非全年生产", EN: "one of both years was not worked whole"})
		return
	}
	d.copied(last, x)
	q.expected, q.against = last.kg, calc.Text{ZH: "上一年", EN: "the year before"}
	least := int(d.number(CodeYear, "resolution").Num().Int64())
	ratio, ok := ratioOf(x.kg, last.kg)
	if !ok || figures(x.amount.Value.Written) < least && figures(last.amount.Value.Written) < least {
		d.quiet(q)
		return
	}
	if made, known := ratioOf(x.output, last.output); known {
		ratio = new(big.Rat).Quo(ratio, made)
	}
	if d.above(ratio, CodeYear, "high") || d.atMost(ratio, CodeYear, "low") {
		q.message = calc.Textf("%s：%s kg，上一年 %s kg；产量变化不能解释，相对上一年为 %s（%s）",
			"%s: %s kg, the year before %s kg; output does not explain it: %s the year before (%s)", q.of,
			x.kg.Value().ShownAmount(), last.kg.Value().ShownAmount(), shownRatio(ratio),
			named(ratio, d.bound(CodeFormula, "slip")))
		q.remedy = calc.Text{ZH: "核对两年的单位和小数点；确有变化的，说明原因",
			EN: "check unit and point of both years; where it is so, say why"}
		q.decided = d.checks[CodeYear].Bounds
		d.raise(q)
		return
	}
	d.quiet(q)
	d.sinceThreeYears(before, x)
}

// sinceThreeYears is A8: a year against the mean of the three before it.
func (d *doubter) sinceThreeYears(before []yearAmount, x yearAmount) {
	q := x.ask(CodeMean, calc.Note)
	if len(before) < 3 {
		d.without(q, calc.Text{ZH: "不足三年", EN: "fewer than three years"})
		return
	}
	var kg, made []calc.Step
	for _, b := range before[len(before)-3:] {
		if b.Partial {
			d.without(q, calc.Text{ZH: "三年中有一年非全年生产", EN: "one of the three years was not worked whole"})
			return
		}
		kg, made = append(kg, b.kg), append(made, b.output)
	}
	three := calc.Given("n", "count", quantity.Int(3, quantity.One), calc.Origin{Kind: calc.FromDefinition})
	mean := calc.Quotient("E", "actual-emission", calc.Clause{}, calc.Total("ΣE", "actual-emission", calc.Clause{},
		kg...),
		three).In(quantity.KgPerYear)
	ratio, ok := ratioOf(x.kg, mean)
	q.expected, q.against = mean, calc.Text{ZH: "前三年平均", EN: "mean of three years"}
	if !ok {
		d.quiet(q)
		return
	}
	output := calc.Quotient("P", "output", calc.Clause{}, calc.Total("ΣP", "output", calc.Clause{}, made...), three)
	if more, known := ratioOf(x.output, output); known {
		ratio = new(big.Rat).Quo(ratio, more)
	}
	switch {
	case d.above(ratio, CodeMean, "high"):
		q.severity = calc.Warning
	case d.above(ratio, CodeMean, "more"), ratio.Cmp(d.number(CodeMean, "less")) < 0:
	default:
		d.quiet(q)
		return
	}
	q.message = calc.Textf("%s：%s kg，前三年平均 %s kg；扣除产量变化后为平均的 %s",
		"%s: %s kg, mean of the three years before %s kg; without the change of output %s the mean", q.of,
		x.kg.Value().ShownAmount(), mean.Value().ShownAmount(), shownRatio(ratio))
	q.remedy = calc.Text{ZH: "核对数值；确有变化的，说明原因", EN: "check the figure; where it is so, say why"}
	q.decided = d.checks[CodeMean].Bounds
	d.raise(q)
}

// copied is A9: the same digits as last year.
func (d *doubter) copied(last, x yearAmount) {
	q := x.ask(CodeCopied, calc.Warning)
	q.expected, q.against = last.kg, calc.Text{ZH: "上一年", EN: "the year before"}
	least := int(d.number(CodeCopied, "resolution").Num().Int64())
	same := sameDigits(last.Year, x.Year) && figures(x.amount.Value.Written) >= least
	q.message = calc.Textf("%s：%s，与上一年一字不差，是否照抄？",
		"%s: %s, to the last digit that of the year before: copied?",
		q.of, x.amount.Value.Written)
	q.remedy = calc.Text{ZH: "按当年执行报告填写；确实相同的，说明核算方法",
		EN: "take the figure of that year's report; where both are equal, say how they were accounted"}
	d.settle(q, same)
}

// sameDigits reports whether every metal of two years has the same figure: who
// copies, copies all.
func sameDigits(a, b dossier.Year) bool {
	for _, x := range a.Amounts {
		if slices.ContainsFunc(b.Amounts, func(y dossier.YearAmount) bool {
			return y.Pollutant == x.Pollutant && y.Value.Written != x.Value.Written
		}) {
			return false
		}
	}
	return true
}

// idle is A10: emission without output, and output without emission.
func (d *doubter) idle(x yearAmount) {
	q := x.ask(CodeIdle, calc.Warning)
	if len(x.Output) == 0 || !x.output.OK() {
		d.without(q, calc.Text{ZH: "没有当年产量", EN: "no output of that year"})
		return
	}
	q.expected, q.against = x.output, calc.Text{ZH: "产量", EN: "output"}
	q.remedy = calc.Text{ZH: "核对产量和排放量；当年停产的，写 partial = true",
		EN: "check output and emission; for a year with a stop state partial = true"}
	made, left := x.output.Sign() > 0, x.kg.OK() && x.kg.Sign() > 0
	switch {
	case made && !left:
		q.message = calc.Textf("%s：产量 %s，而排放量为零", "%s: output %s, emission zero", q.of, shown(x.output))
	case !made && left && !x.Partial:
		q.severity = calc.Error
		q.message = calc.Textf("%s：产量为零，而排放量为 %s kg", "%s: no output, and an emission of %s kg", q.of,
			x.kg.Value().ShownAmount())
	}
	d.settle(q, q.message != calc.Text{})
}

// withinPermit is A12 for a year: what left against what was permitted then.
func (d *doubter) withinPermit(x yearAmount) {
	permitted, name, doubted := d.permittedIn(x.Year.Year, x.Outlet, x.amount.Pollutant)
	q := x.ask(CodeActual, calc.Error)
	switch {
	case !permitted.OK():
		d.without(q, calc.Text{ZH: "没有当年有效的许可排放量", EN: "no permitted emission of that year"})
		return
	case doubted:
		d.without(q, calc.Text{ZH: "许可排放量本身存疑", EN: "the permitted emission is doubtful itself"})
		return
	}
	q.expected, q.against = permitted, calc.Text{ZH: "许可排放量", EN: "permitted"}
	q.message = calc.Textf("%s：实际排放 %s kg，超过%s的许可排放量 %s kg/a",
		"%s: %s kg were emitted, above the %[4]s kg/a "+
			"of %[3]s", q.of, shownKg(x.kg), name, shownKg(permitted))
	q.remedy = calc.Text{ZH: "核对单位、年度和排放口；确属超许可排放的，另案处理",
		EN: "check unit, year and outlet; emission above the permit is a case of its own"}
	q.decided = d.checks[CodeActual].Bounds
	d.settle(q, d.exceeds(CodeActual, x.kg, permitted))
}

func shownKg(s calc.Step) string {
	if !s.OK() {
		return "—"
	}
	return s.Value().ShownAmount()
}

// permittedIn is the most that a permit allowed an outlet in a year, and whether
// that is asked about itself.
func (d *doubter) permittedIn(year int, outlet string, p calc.Pollutant) (most calc.Step, name calc.Text,
	doubted bool) {
	most = calc.Missing("E", "stated-amount", calc.ErrAbsent)
	for _, permit := range d.Dossier.Permits {
		for _, v := range permit.Versions {
			if v.ValidFrom.Year > year || v.ValidTo.Year < year {
				continue
			}
			var parts []calc.Step
			for _, a := range v.Amounts {
				if a.Outlet == outlet && a.Pollutant == p {
					parts = append(parts, a.Value.Step("E", "stated-amount").In(quantity.KgPerYear))
					doubted = doubted || d.asked[a.Value.At]
				}
			}
			total := calc.Total("E", "stated-amount", calc.Clause{}, parts...)
			if len(parts) == 0 || !total.OK() {
				continue
			}
			if !most.OK() || d.exceeds(CodeActual, total, most) {
				most = total
				name = calc.Textf("排污许可证 %s（版本 %s）", "permit %s (version %s)", permit.ID, v.ID)
			}
		}
	}
	return most, name, doubted
}
