package plausibility

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

// times looks at hours of operation, at operation rates, and at what a stack
// carries.
func (d *doubter) times() {
	for _, o := range d.Dossier.Outlets {
		d.hours(o.Time, calc.Textf("排放口 %s 的年运行时间", "operating time of outlet %s", o.ID), "outlet:"+o.ID)
		d.stack(o)
	}
	accounts := func(list []dossier.Intensity, subject string) {
		for _, in := range list {
			d.hours(in.Time, calc.Textf("%s的年排放时间", "discharge time of %s", in.Pollutant.Name()), subject)
			d.rate(in, subject)
		}
	}
	for _, in := range d.Dossier.Intensities {
		accounts([]dossier.Intensity{in}, "line:"+in.Line)
	}
	for _, s := range d.Dossier.Sources {
		accounts(s.Before, "source:"+s.ID)
		accounts(s.After, "source:"+s.ID)
	}
}

// hours is T1: a year has 8,760 hours, and few lines work less than some
// hundreds of them.
func (d *doubter) hours(t dossier.Stated, what calc.Text, subject string) {
	if !t.Set {
		return
	}
	least, most := d.bound(CodeHours, "usual"), d.bound(CodeHours, "most")
	q := question{code: CodeHours, severity: calc.Warning, at: t.At, subject: subject, of: what, stated: t.Step("T",
		"time"),
		expected: most.Step(), against: calc.Text{ZH: "一年", EN: "a year"}, decided: []factors.Bound{least, most},
		remedy: calc.Text{ZH: "核对工作制度：每日小时数、每年天数和单位",
			EN: "check hours a day, days a year and the unit"}}
	switch {
	case exceedsBound(q.stated, most):
		q.severity = calc.Error
		q.message = calc.Textf("%s %s 长于一年（%s）", "%s, %s, is longer than a year (%s)", what, t.Written,
			most.Amount.String())
	case belowBound(q.stated, least):
		q.message = calc.Textf("%s %s 少于通常的 %s", "%s, %s, is less than the usual %s", what, t.Written,
			least.Amount.String())
	}
	d.settle(q, q.message != calc.Text{})
}

// rate asks for an operation rate of a treatment that runs half the time: what
// it then leaves untreated is the larger part of the emission.
func (d *doubter) rate(in dossier.Intensity, subject string) {
	if !in.Rate.Set {
		return
	}
	least := d.bound(CodeRate, "least")
	q := question{code: CodeRate, severity: calc.Warning, at: in.Rate.At, subject: subject,
		stated: in.Rate.Step("k", "operation-rate"), expected: least.Step(), decided: []factors.Bound{least},
		against: calc.Text{ZH: "下限", EN: "least"},
		of:      calc.Textf("%s的治理设施运行率", "operation rate of the treatment of %s", in.Pollutant.Name()),
		remedy: calc.Text{ZH: "运行率为治理设施运行时间除以生产时间；核对百分号",
			EN: "the rate is running time of the treatment by production time; check the per cent"}}
	q.message = calc.Textf("%s %s 低于 %s", "%s, %s, is below %s", q.of, in.Rate.Written, least.Amount.String())
	d.settle(q, belowBound(q.stated, least))
}

// stack is T2: flow is velocity times area.
func (d *doubter) stack(o dossier.Outlet) {
	if !o.Velocity.Set {
		return
	}
	v := o.Velocity.Step("v", "velocity")
	q := question{code: CodeStack, severity: calc.Warning, at: o.Velocity.At, subject: "outlet:" + o.ID, stated: v,
		of:      calc.Textf("排放口 %s 的烟气流速", "gas velocity of outlet %s", o.ID),
		remedy:  calc.Text{ZH: "核对流速、面积、流量的单位", EN: "check the units of velocity, area and flow"},
		decided: d.checks[CodeStack].Bounds}
	for _, end := range []struct {
		least, most string
		severity    calc.Severity
	}{{"possible-least", "possible-most", calc.Error}, {"usual-least", "usual-most", calc.Warning}} {
		least, most := d.bound(CodeStack, end.least), d.bound(CodeStack, end.most)
		if belowBound(v, least) || exceedsBound(v, most) {
			q.severity = end.severity
			q.message = calc.Textf("%s %s 不在 %s 至 %s 之间", "%s, %s, is not between %s and %s", q.of,
				o.Velocity.Written,
				least.Amount.String(), most.Amount.String())
			d.raise(q)
			return
		}
	}
	d.quiet(q)
	if !o.Area.Set || !o.StackFlow.Set {
		return
	}
	q.at, q.stated = o.StackFlow.At, o.StackFlow.Step("Q", "flow")
	q.of = calc.Textf("排放口 %s 的工况流量", "gas flow of outlet %s", o.ID)
	q.expected = calc.Product("Q", "flow", calc.Clause{}, v, o.Area.Step("A", "area")).In(o.StackFlow.Amount.Unit())
	q.against = calc.Text{ZH: "流速乘面积", EN: "velocity times area"}
	ratio, ok := ratioOf(q.stated, q.expected)
	if !ok {
		d.without(q, calc.Text{ZH: "流速或流量为零", EN: "velocity or flow is zero"})
		return
	}
	off := new(big.Rat).Abs(new(big.Rat).Sub(ratio, big.NewRat(1, 1)))
	q.message = calc.Textf("%s %s，而流速 %s 乘面积 %s 为 %s", "%s, %s, while velocity %s times area %s is %s", q.of,
		o.StackFlow.Written, o.Velocity.Written, o.Area.Written, shown(q.expected))
	d.settle(q, off.Cmp(d.number(CodeStack, "slack")) > 0)
}
