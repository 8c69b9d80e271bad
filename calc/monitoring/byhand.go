package monitoring

import (
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
)

// byHand makes the candidates of manual and enforcement samples, by the family
// of formulas the specification prints.
func (x *accounter) byHand() {
	if len(x.manual.samples) == 0 {
		return
	}
	family := x.Rule.ManualFamily()
	c := Candidate{Method: ByManual, Family: family, Formula: x.Rule.Clause, Usable: true,
		Detail: calc.Textf("%d 个样品，%s 类公式", "%d samples, formula of family %s", len(x.manual.samples), family)}
	switch family {
	case "A":
		points := x.manual.points(false)
		c.Amounts = x.manual.byPolicy(func(p NonDetect) calc.Step { return familyA(points, x.Rule.Clause, p) })
	case "B":
		points, h := x.manual.points(false), x.time()
		c.Amounts = x.manual.byPolicy(func(p NonDetect) calc.Step { return familyB(points, h, x.Rule.Clause, p) })
	case "C":
		x.byMean(c)
		return
	case "D":
		points := x.manual.points(true)
		c.Amounts = x.manual.byPolicy(func(p NonDetect) calc.Step { return familyD(points, x.Rule.Clause, p) })
		x.checkDays()
	default:
		c.Usable, c.Why = false, calc.Textf("%s没有手工监测的公式", "%s prints no formula for manual data",
			x.Specification)
	}
	x.candidate(c)
}

// candidate adds a candidate; one without an amount is not usable.
func (x *accounter) candidate(c Candidate) {
	if err := c.Amounts.Of(x.Policy).Err(); err != nil && c.Usable {
		c.Usable, c.Why = false, calc.ErrorText(err)
		x.find(CodeNoTime, calc.Error, calc.Textf("%s 的手工监测排放量无法核算：%s",
			"the amount of %s by manual data cannot be computed: %s", x.subject(), c.Why),
			calc.Text{ZH: "补充样品的流量、时段（duration），或 [[actual_basis]] 中的 operating、metered",
				EN: "supply the samples' flow or segment time (duration), or operating, metered of the actual basis"})
	}
	x.Candidates = append(x.Candidates, c)
}

// time is h of family B: the emission time, or all days of the period (HJ
// 1036-2019).
func (x *accounter) time() calc.Step {
	if x.Rule.TimeIs == "period" {
		from, to := x.Period.bounds()
		n := quantity.Int(int64(to-from)/minutesPerDay, day)
		return calc.Given("h", "period-time", n, calc.Origin{Kind: calc.FromDefinition, Note: x.Period.From.String() +
			" … " + x.Period.To.String()})
	}
	if !x.Basis.Operating.Set {
		return calc.Missing("h", "emission-time", calc.Explain("没有核算时段的排放时间（operating）",
			"the emission time of the period (operating) is not stated"))
	}
	return x.Basis.Operating.Step("h", "emission-time")
}

// byPolicy is an amount of the samples under each policy; where nothing lies below the
// detection limit all are one derivation.
func (m *manual) byPolicy(f func(NonDetect) calc.Step) ByPolicy {
	if slices.ContainsFunc(m.samples, func(s *sample) bool { return s.Concentration.NonDetect }) {
		return byPolicy(f)
	}
	s := f(Zero)
	return ByPolicy{Zero: s, Half: s, Limit: s}
}

// byMean makes the two readings of family C.
func (x *accounter) byMean(c Candidate) {
	metered := x.Basis.Metered.Step("Q", "metered-volume")
	if !x.Basis.Metered.Set {
		metered = calc.Missing("Q", "metered-volume", calc.Explain("没有废水总流量（metered）",
			"the metered total volume (metered) is not stated"))
	}
	points := x.manual.points(false)
	plain, weighted := c, c
	plain.Variant, weighted.Variant = string(Arithmetic), string(FlowWeighted)
	plain.Detail = calc.Textf("%s；算术平均浓度", "%s; arithmetic mean concentration", c.Detail)
	weighted.Detail = calc.Textf("%s；流量加权平均浓度", "%s; flow-weighted mean concentration", c.Detail)
	plain.Amounts = x.manual.byPolicy(func(p NonDetect) calc.Step {
		return familyC(points, metered, false,
			x.Rule.Clause, p)
	})
	weighted.Amounts = x.manual.byPolicy(func(p NonDetect) calc.Step {
		return familyC(points, metered, true,
			x.Rule.Clause, p)
	})
	if err := weighted.Amounts.Of(x.Policy).Err(); err != nil && plain.Amounts.Of(x.Policy).OK() {
		// samples without flow: only the other reading is there
		weighted.Usable, weighted.Why = false, calc.ErrorText(err)
		x.candidate(plain)
		x.Candidates = append(x.Candidates, weighted)
		return
	}
	takeWeighted := x.Weighting == FlowWeighted
	if x.Weighting == Conservative {
		a, b := plain.Amounts.Of(x.Policy).Value(), weighted.Amounts.Of(x.Policy).Value()
		if cmp, err := a.Cmp(b); err == nil {
			takeWeighted = (cmp < 0) == (x.Use != BeforeState) && cmp != 0
		}
	}
	taken, other := plain, weighted
	if takeWeighted {
		taken, other = weighted, plain
	}
	x.candidate(taken)
	other.Usable, other.Why = false, calc.Text{ZH: "规范未说明平均浓度如何加权；未采用的一种读法",
		EN: "the text does not say how the mean is weighted; the reading not taken"}
	x.Candidates = append(x.Candidates, other)
	if taken.Amounts.Of(x.Policy).OK() && !taken.Amounts.Of(x.Policy).Value().Equal(other.Amounts.Of(x.Policy).
		Value()) {
		x.find(CodeWeighting, calc.Warning,
			calc.Textf("%s 未说明平均排放浓度如何加权；采用%s的读法",
				"%s does not say how the mean concentration is weighted; the reading taken is: %s", x.Specification,
				taken.Detail),
			calc.Text{ZH: "向审批部门确认加权方法", EN: "ask the authority how to weight"},
			calc.Figure{Name: calc.Text{ZH: "采用", EN: "taken"}, Amount: taken.Amounts.Of(x.Policy)},
			calc.Figure{Name: calc.Text{ZH: "另一读法", EN: "the other reading"}, Amount: other.Amounts.Of(x.Policy)})
	}
}

// checkDays compares the days sampled with the days of emission: family D adds
// up sampled days and nothing else.
func (x *accounter) checkDays() {
	if !x.Basis.Operating.Set {
		x.find(CodeDays, calc.Warning, calc.Textf("公式只累加有样品的 %d 日；未写明排放时间，无法核对是否每日监测",
			"the formula adds up the %d days with a sample only; without the emission time nothing shows that every "+
				"day was sampled", x.manual.days()),
			calc.Text{ZH: "在 [[actual_basis]] 中写明 operating", EN: "state operating in [[actual_basis]]"})
		return
	}
	days, err := x.Basis.Operating.Amount.In(day)
	if err != nil || days.Rat().Cmp(quantity.Int(int64(x.manual.days()), day).Rat()) <= 0 {
		return
	}
	sev := calc.Error
	if x.Use == BeforeState {
		sev = calc.Warning // less than was emitted: conservative
	}
	x.find(CodeDays, sev, calc.Textf("排放 %s 日，只有 %d 日有样品；公式不外推，结果偏小",
		"%s days of emission, %d with a sample; the formula does not extrapolate, so the result is too small",
		days.Exact(), x.manual.days()),
		calc.Text{ZH: "补充每日监测数据，或说明缺测日的核算方法",
			EN: "supply data for every day, or say how the others are accounted"})
}
