package integrity

import (
	"slices"
	"strconv"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// impossible reports values that no water or gas can have, each kind once
// with its number and first place.
func (c *checker) impossible() {
	if len(c.all) == 0 {
		c.notMade(CodeImpossible, 0, "没有读数", "there are no readings")
		return
	}
	c.made(CodeImpossible, len(c.all))
	for _, k := range []struct {
		is     func(*Sample) bool
		zh, en string
	}{
		{func(x *Sample) bool { return x.C.Set && x.C.Sign() < 0 }, "浓度为负", "a concentration below zero"},
		{func(x *Sample) bool { return x.Flow.Set && x.Flow.Sign() < 0 }, "流量为负", "a flow below zero"},
		{func(x *Sample) bool {
			return x.C.Set && c.Top.Set && !x.NonDetect && x.Flag != monitoring.OverRange &&
				order(x.C.Decimal, c.Top.Decimal) > 0
		}, "浓度高于量程上限而未标超量程", "a concentration above the range top without the flag T"},
		{func(x *Sample) bool {
			return x.C.Set && c.Saturation.Set && !x.NonDetect && order(x.C.Decimal, c.Saturation.Decimal) > 0
		}, "浓度高于饱和值", "a concentration above saturation"},
	} {
		n, first := 0, (*Sample)(nil)
		for i := range c.all {
			if !k.is(&c.all[i]) {
				continue
			}
			if n++; n == 1 {
				first = &c.all[i]
			}
		}
		if n == 0 {
			continue
		}
		figures := []calc.Figure{counted("读数", "readings", n, first.Place)}
		if first.C.Set {
			figures = append(figures, reading("首个浓度", "first concentration", first.C.Decimal, c.Unit, first.Place))
		}
		if first.Flow.Set {
			figures = append(figures, reading("首个流量", "first flow", first.Flow.Decimal, c.FlowUnit, first.Place))
		}
		c.find(CodeImpossible, calc.Warning, first.Place,
			calc.Textf("%s 个读数%s，首个在 %s", "%s readings have %s, the first at %s", strconv.Itoa(n),
				calc.Text{ZH: k.zh, EN: k.en}, first.Start.String()), figures...)
	}
	c.placeholders()
	c.steps()
}

// stopped reports discharge while the source stood still: by its flag, or by
// the ledger. A reading counts where it lies wholly within the stop.
func (c *checker) stopped() {
	flagged := false
	for i := range c.all {
		flagged = flagged || c.all[i].Flag == monitoring.Stopped
	}
	if len(c.Stops) == 0 && !flagged {
		c.notMade(CodeStopped, len(c.all), "没有停产记录，也没有停运标记",
			"no stop is stated and no reading carries the flag F")
		return
	}
	c.made(CodeStopped, len(c.all))
	var flows, values []Sample
	for i := range c.all {
		x := &c.all[i]
		if !c.still(x) {
			continue
		}
		if x.Flow.Set && x.Flow.Sign() > 0 {
			flows = append(flows, *x)
		}
		if x.C.Set && !x.NonDetect && x.C.Sign() > 0 && (!c.Detection.Set || order(x.C.Decimal, c.Detection.Decimal) >
			0) {
			values = append(values, *x)
		}
	}
	if len(flows) > 0 {
		first := flows[0]
		c.find(CodeStopped, calc.Warning, first.Place,
			calc.Textf("停产期间有 %s 个读数流量大于零，首个在 %s",
				"while the line stood still %s readings have a flow, the first at %s", strconv.Itoa(len(flows)),
				first.Start.String()),
			counted("读数", "readings", len(flows), first.Place), reading("首个流量", "first flow", first.Flow.Decimal,
				c.FlowUnit, first.Place))
	}
	if len(values) > 0 {
		first := values[0]
		c.find(CodeStopped, calc.Note, first.Place,
			calc.Textf("停产期间有 %s 个读数检出，首个在 %s",
				"while the line stood still %s readings detect the metal, the first at %s", strconv.Itoa(len(values)),
				first.Start.String()),
			counted("读数", "readings", len(values), first.Place), reading("首个浓度", "first concentration",
				first.C.Decimal, c.Unit, first.Place))
	}
}

func (c *checker) still(x *Sample) bool {
	if x.Flag == monitoring.Stopped {
		return true
	}
	end := int64(x.Start) + int64(x.Minutes)
	return slices.ContainsFunc(c.Stops, func(s Span) bool { return s.Start <= x.Start && end <= int64(s.End) })
}
