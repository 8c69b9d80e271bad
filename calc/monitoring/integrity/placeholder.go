package integrity

import (
	"strconv"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// apart is how many times the greatest other value a placeholder must be.
const apart = 3

// placeholders asks about numbers that look like signs for no value: the
// greatest of all, of such a form, far above every other.
func (c *checker) placeholders() {
	c.placeholder(c.Unit, calc.Text{ZH: "浓度", EN: "concentration"}, func(x *Sample) (quantity.Decimal, bool) {
		return x.C.Decimal, x.C.Set && !x.NonDetect
	})
	c.placeholder(c.FlowUnit, calc.Text{ZH: "流量", EN: "flow"}, func(x *Sample) (quantity.Decimal, bool) {
		return x.Flow.Decimal, x.Flow.Set
	})
}

func (c *checker) placeholder(unit quantity.Unit, what calc.Text, of func(*Sample) (quantity.Decimal, bool)) {
	var most, next quantity.Decimal
	var at []Sample
	for i := range c.all {
		x := &c.all[i]
		d, ok := of(x)
		ok = ok && (x.Flag == monitoring.NoFlag || x.Flag == monitoring.Normal || x.Flag == monitoring.ManualEntry)
		switch order := d.Cmp(most); {
		case !ok:
		case order > 0:
			most, next, at = d, most, []Sample{*x}
		case order == 0 && len(at) > 0:
			at = append(at, *x)
		case d.Cmp(next) > 0:
			next = d
		}
	}
	if len(at) == 0 || !monitoring.Placeholder(most) {
		return
	}
	if three := (quantity.Decimal{Coef: apart * next.Coef, Exp: next.Exp}); most.Cmp(three) < 0 {
		return
	}
	first := at[0]
	c.find(CodeImpossible, calc.Warning, first.Place,
		calc.Textf("%s %s 像占位值，共 %s 个，首个在 %s；其余最大为 %s",
			"the %s %s looks like a sign for no value; there are %s, the first at %s; the greatest of the others is %s",
			what, most.String(), strconv.Itoa(len(at)), first.Start.String(), next.String()),
		counted("读数", "readings", len(at), first.Place),
		reading("占位值", "sign for no value", most, unit, first.Place),
		reading("其余最大", "greatest of the others", next, unit, first.Place))
}
