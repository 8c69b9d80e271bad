package plausibility

import (
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

// concentration is one that is stated of an outlet.
type concentration struct {
	dossier.Stated
	outlet    string
	line      string
	pollutant calc.Pollutant
	medium    calc.Medium
	subject   string
	year      int  // 0: of no year, judged by the law in force
	before    bool // of the state before a reduction
}

// concentrations looks at every concentration that is stated: at those of
// accounts and of past years.
func (d *doubter) concentrations() {
	for _, in := range d.Dossier.Intensities {
		d.ofAccount(in, "line:"+in.Line, false)
	}
	for _, s := range d.Dossier.Sources {
		for _, in := range s.Before {
			d.ofAccount(in, "source:"+s.ID, true)
		}
		for _, in := range s.After {
			d.ofAccount(in, "source:"+s.ID, false)
		}
	}
	for _, y := range d.Dossier.Years {
		for _, a := range y.Amounts {
			o, _ := d.Dossier.Outlet(y.Outlet)
			line := ""
			if feeds := d.Dossier.FeedsOf(o); len(feeds) > 0 {
				line = feeds[0].Line.ID
			}
			d.discharged(concentration{a.Concentration, y.Outlet, line, a.Pollutant, o.Medium, "outlet:" + y.Outlet,
				y.Year,
				false})
		}
	}
}

func (d *doubter) ofAccount(in dossier.Intensity, subject string, before bool) {
	medium := in.Medium
	if o, ok := d.Dossier.Outlet(in.Outlet); ok {
		medium = o.Medium
	}
	c := concentration{outlet: in.Outlet, line: in.Line, pollutant: in.Pollutant, medium: medium, subject: subject,
		before: before}
	for _, s := range in.Samples {
		if c.Stated = s.Concentration; !s.NotDetected {
			d.discharged(c)
		}
	}
	c.Stated = in.Treated
	d.discharged(c)
	d.treated(c)
	c.Stated = in.Inlet
	d.possible(c)
	d.untreated(c)
}

func (c concentration) ask(code string) question {
	return question{code: code, severity: calc.Warning, at: c.At, subject: c.subject, stated: c.Step("ρ",
		"concentration"),
		of: calc.Textf("%s，%s，%s浓度", "%s, %s, concentration of %s", c.subject, c.medium.Name(), c.pollutant.Name())}
}

// discharged is C6: a concentration against the limit in force at its outlet.
func (d *doubter) discharged(c concentration) {
	if !c.Set || !d.possible(c) {
		return
	}
	q := c.ask(CodeAboveLimit)
	limit, by, ok := d.limitOf(c)
	if !ok {
		d.without(q, calc.Text{ZH: "该排放口没有可比的浓度限值", EN: "no limit of the outlet to compare with"})
		return
	}
	q.expected, q.against, q.clause = limit, calc.Text{ZH: "排放限值", EN: "limit"}, by
	ratio, ok := ratioOf(q.stated, limit)
	if !ok {
		if q.stated.OK() && q.stated.Sign() == 0 {
			d.quiet(q)
			return
		}
		d.without(q, calc.Text{ZH: "浓度与限值的单位不同", EN: "concentration and limit are in different units"})
		return
	}
	if d.atLeast(ratio, CodeAboveLimit, "gross") {
		q.severity = calc.Error
	}
	q.message = calc.Textf("%s的浓度 %s 高于排放限值 %s，是其 %s",
		"the concentration of %s, %s, is above the limit, %s: %s it",
		c.pollutant.Name(), c.Written, shown(limit), shownRatio(ratio))
	q.remedy = calc.Text{ZH: "核对单位（毫克与微克）和小数点、排放口的限值类别；确属超标的，另案处理",
		EN: "check the unit (mg or µg) and point, and the limit class of the outlet; a true exceedance is a case of " +
			"its own"}
	q.decided = d.checks[CodeAboveLimit].Bounds
	d.settle(q, d.above(ratio, CodeAboveLimit, "high"))
}

// limitOf is the limit by which the formula of the outlet counts. Before an
// order imposed special limits, the general ones held.
func (d *doubter) limitOf(c concentration) (limit calc.Step, by calc.Clause, ok bool) {
	o, known := d.Dossier.Outlet(c.outlet)
	if !known || c.line == "" {
		return calc.Step{}, calc.Clause{}, false
	}
	class := calc.LimitClass("")
	if o.LimitClass == calc.SpecialLimits && (c.before || c.year > 0 && (o.LimitSince.IsZero() ||
		c.year <= o.LimitSince.Year)) {
		class = calc.NewLimits
	}
	for _, e := range d.expect([]string{c.line}, d.On, class) {
		if e.covers(c.outlet, c.pollutant) {
			limit, ok = termOf(e.formula, "limit")
			return limit, limit.Clause(), ok
		}
	}
	return calc.Step{}, calc.Clause{}, false
}

// possible is C7: no water or gas carries so much; it reports whether it is
// possible.
func (d *doubter) possible(c concentration) bool {
	if !c.Set {
		return true
	}
	q := c.ask(CodeConcentration)
	q.severity = calc.Error
	bound := d.bound(CodeConcentration, "water")
	if c.medium == calc.Air {
		bound = d.bound(CodeConcentration, "air")
	}
	q.expected, q.against, q.decided = bound.Step(), calc.Text{ZH: "上限", EN: "most"}, []factors.Bound{bound}
	q.message = calc.Textf("%s的浓度 %s 不可能：高于 %s", "a concentration of %s of %s cannot be: above %s",
		c.pollutant.Name(), c.Written, bound.Amount.String())
	q.remedy = calc.Text{ZH: "核对单位和小数点", EN: "check unit and point"}
	above := exceedsBound(q.stated, bound)
	d.settle(q, above)
	return !above
}

// untreated is C4: what goes into a treatment against the range of the guide.
func (d *doubter) untreated(c concentration) {
	if !c.Set || c.medium != calc.Water {
		return
	}
	q := c.ask(CodeUntreated)
	l, _ := d.Dossier.Line(c.line)
	least, most := d.tradeBound(CodeUntreated, l.Industry, string(c.pollutant), "least"),
		d.tradeBound(CodeUntreated, l.Industry, string(c.pollutant), "most")
	if most.ID == "" {
		d.without(q, calc.Text{ZH: "指南没有该行业和污染物的范围",
			EN: "the guide has no range of this trade and metal"})
		return
	}
	factor := d.number(CodeUntreated, "factor")
	q.expected, q.against, q.decided = most.Step(), calc.Text{ZH: "指南上限", EN: "most of the guide"},
		[]factors.Bound{least, most}
	q.clause = calc.Clause{Instrument: "HJ 1306-2023", Locator: "表B.1"}
	high, ok := ratioOf(q.stated, most.Step())
	doubtful := ok && high.Cmp(factor) > 0
	text := "≤ " + most.Amount.String()
	if least.ID != "" {
		low, known := ratioOf(q.stated, least.Step())
		doubtful = doubtful || known && low.Cmp(new(big.Rat).Inv(factor)) < 0
		text = least.Amount.String() + "–" + most.Amount.String()
	}
	q.message = calc.Textf("处理前废水%s浓度 %s 远在指南范围 %s 之外",
		"%s in the untreated water, %s, lies far outside the guide's "+
			"range, %s", c.pollutant.Name(), c.Written, text)
	q.remedy = calc.Text{ZH: "核对单位和取样点；无误的，附监测报告",
		EN: "check the unit and where it was sampled; where it is right, give the report"}
	d.settle(q, doubtful)
}

// treated is C5: what a treatment is said to leave, against the best of the
// guides.
func (d *doubter) treated(c concentration) {
	if !c.Set || c.medium != calc.Water {
		return
	}
	q := c.ask(CodeBest)
	l, _ := d.Dossier.Line(c.line)
	best := d.tradeBound(CodeBest, l.Industry, string(c.pollutant), "best")
	if best.ID == "" {
		d.without(q, calc.Text{ZH: "指南没有该行业和污染物的最佳水平",
			EN: "the guides give no best level of this trade and metal"})
		return
	}
	q.expected, q.against, q.decided = best.Step(), calc.Text{ZH: "指南最佳水平", EN: "best of the guide"},
		[]factors.Bound{best}
	ratio, ok := ratioOf(q.stated, best.Step())
	q.message = calc.Textf("处理后%s设计浓度 %s，好于指南最佳水平 %s 十倍以上",
		"%s after treatment, %s, is designed more than ten times better than the best of the guide, %s",
		c.pollutant.Name(),
		c.Written, best.Amount.String())
	q.remedy = calc.Text{ZH: "核对单位和小数点；无误的，附同类工程的监测报告",
		EN: "check unit and point; where it is right, give the report of a like plant"}
	d.settle(q, ok && new(big.Rat).Inv(ratio).Cmp(d.number(CodeBest, "factor")) > 0)
}

// tradeBound is a bound of a check for a trade and a metal: "leather.Cr.best".
func (d *doubter) tradeBound(code, industry, what, end string) factors.Bound {
	id := strings.Join([]string{industry, what, end}, ".")
	list := d.checks[code].Bounds
	if i := slices.IndexFunc(list, func(b factors.Bound) bool { return b.ID == id }); i >= 0 {
		return list[i]
	}
	return factors.Bound{}
}
