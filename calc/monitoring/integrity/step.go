package integrity

import (
	"math"
	"strconv"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// stepRun is how many values on either side of a step are compared: few enough
// are all apart by chance where values spread widely and hang together.
const stepRun = 24

// steps asks about concentrations that change by about a thousand times from
// one stretch to the next, as they do where a unit changes.
func (c *checker) steps() {
	least, most := math.Inf(1), 0.0
	for i := range c.all {
		if x, ok := detected(&c.all[i]); ok {
			least, most = min(least, x), max(most, x)
		}
	}
	if most < monitoring.LeastStep*least {
		return
	}
	var in []float64
	var at []*Sample
	for i := range c.all {
		if x, ok := detected(&c.all[i]); ok {
			in, at = append(in, x), append(at, &c.all[i])
		}
	}
	found := monitoring.Steps(in, stepRun)
	if len(found) == 0 {
		return
	}
	i := found[0]
	mean := func(list []float64) string {
		return strconv.FormatFloat(monitoring.Mean(list), 'g', 3, 64) + " " + c.Unit.String()
	}
	c.find(CodeImpossible, calc.Warning, at[i].Place,
		calc.Textf("从 %s 起，均值从之前 %s 个的 %s 变为之后 %s 个的 %s，相差约三个数量级；共 %s 处；核对两段数据的"+
			"单位（mg/L 与 ug/L）",
			"from %s on, the mean goes from %s values with %s to %s with %s, about a thousand times; there are %s such "+
				"steps; check the units of both stretches (mg/L and ug/L)",
			at[i].Start.String(), strconv.Itoa(stepRun), mean(in[i-stepRun:i]),
			strconv.Itoa(stepRun), mean(in[i:i+stepRun]), strconv.Itoa(len(found))),
		counted("处", "steps", len(found), at[i].Place),
		reading("之前", "before", at[i-1].C.Decimal, c.Unit, at[i-1].Place),
		reading("之后", "behind", at[i].C.Decimal, c.Unit, at[i].Place))
}

// detected is a valid concentration that was detected.
func detected(x *Sample) (float64, bool) {
	valid := x.Flag == monitoring.NoFlag || x.Flag == monitoring.Normal || x.Flag == monitoring.ManualEntry
	return float64(x.C.Coef) * math.Pow10(int(x.C.Exp)), valid && x.C.Set && !x.NonDetect
}
