package monitoring

import (
	"math"

	"tidai/calc"
	"tidai/calc/monitoring/estimate"
	"tidai/calc/quantity"
)

// Relative expanded uncertainties (k = 2) taken where nothing is stated. They
// are assumptions of this tool, of the size of the tolerances of HJ 75-2017 and
// HJ 355-2019 (recalled), and every text that rests on them says so.
const (
	assumedConcentration = 0.20
	assumedFlow          = 0.10
)

// Interval is how well an amount is known. It describes: nothing is decided by
// it.
type Interval struct {
	Low, High    calc.Step // 95 %, two-sided
	Least, Most  calc.Step // one-sided: the amount is at least, at most this with 95 %
	Method       calc.Text
	Observations int // samples whose scatter is in it
}

// IntervalOf is the interval of an amount that rests on monitoring data: the
// law of propagation of uncertainty (JJF 1059.1-2012) over its derivation. Each
// sample stands for its stretch of time no better than the samples agree with
// one another, by their standard deviation; concentrations share one relative
// error of 20 % and flows one of 10 % (k = 2), assumed. All else counts as
// exact. The ends are rounded to four digits and not below zero.
func IntervalOf(s calc.Step) (Interval, error) {
	m, n, err := modelOf(s)
	if err != nil {
		return Interval{}, err
	}
	p, err := m.Propagate()
	if err != nil {
		return Interval{}, err
	}
	out := Interval{Observations: n, Method: assumptions}
	for _, end := range []struct {
		to *calc.Step
		x  float64
	}{{&out.Low, p.Interval95.Lower}, {&out.High, p.Interval95.Upper}, {&out.Least, p.Lower}, {&out.Most, p.Upper}} {
		if *end.to, err = endOf(s, end.x, out.Method); err != nil {
			return Interval{}, err
		}
	}
	return out, nil
}

var assumptions = calc.Text{
	ZH: "不确定度传播律（JJF 1059.1），95 %；假定浓度 ±20 %、流量 ±10 %（k=2），样品间离散按标准差",
	EN: "Law of propagation (JJF 1059.1), 95 %; concentrations ±20 % and flows ±10 % (k=2) assumed, samples as they scatter"}

// modelOf is an amount as a function of its inputs, and how many samples
// scatter in it.
func modelOf(s calc.Step) (estimate.Model, int, error) {
	spread, n := scatter(s)
	m, err := estimate.FromStep(s, func(leaf calc.Step) (estimate.Stated, bool) { return assumed(leaf, spread) })
	return m, n, err
}

func endOf(s calc.Step, x float64, how calc.Text) (calc.Step, error) {
	r, err := quantity.ParseNumber(estimate.Shown(math.Max(x, 0), 4))
	if err != nil {
		return calc.Step{}, err
	}
	return calc.Given(s.Symbol(), s.TermKey(), quantity.New(r, s.Value().Unit()), calc.Origin{Kind: calc.FromDefinition,
		Note: how.EN}), nil
}

// scatter is the relative standard deviation of the concentrations of the
// samples below a step, in their common unit; 0 for fewer than three.
func scatter(s calc.Step) (relative float64, n int) {
	var values []float64
	sum := 0.0
	for _, leaf := range s.Leaves() {
		if !leaf.OK() || leaf.TermKey() != "measured-concentration" && leaf.TermKey() != "detection-limit" {
			continue
		}
		q, err := leaf.Value().In(commonUnit(leaf))
		if err != nil {
			continue
		}
		x, _ := q.Rat().Float64()
		values, sum = append(values, x), sum+x
	}
	n = len(values)
	if n < 3 || sum == 0 {
		return 0, n
	}
	mean, squares := sum/float64(n), 0.0
	for _, x := range values {
		squares += (x - mean) * (x - mean)
	}
	return math.Sqrt(squares/float64(n-1)) / mean, n
}

// commonUnit is the unit concentrations of a kind are compared in.
func commonUnit(leaf calc.Step) quantity.Unit {
	if _, err := leaf.Value().In(quantity.MilligramPerN); err == nil {
		return quantity.MilligramPerN
	}
	return quantity.MilligramPerL
}

func assumed(leaf calc.Step, spread float64) (estimate.Stated, bool) {
	conc := estimate.Shared{Key: "concentration", Name: calc.Text{ZH: "浓度测量", EN: "measurement of concentrations"},
		U: relative(assumedConcentration)}
	flow := estimate.Shared{Key: "flow", Name: calc.Text{ZH: "流量测量", EN: "measurement of flows"},
		U: relative(assumedFlow)}
	if leaf.Origin().Series != nil { // a total of concentrations times flows
		return estimate.Stated{Shared: []estimate.Shared{conc, flow}}, true
	}
	switch leaf.TermKey() {
	case "measured-concentration", "detection-limit", "half-year-concentration", "day-concentration":
		x := estimate.Stated{Shared: []estimate.Shared{conc}}
		if v, _ := leaf.Value().Rat().Float64(); spread > 0 && v > 0 {
			x.Own = estimate.Uncertainty{U: spread, Relative: true, K: 1}
		}
		return x, true
	case "measured-flow", "measured-volume-total", "metered-volume", "half-year-volume", "filled-volume":
		return estimate.Stated{Shared: []estimate.Shared{flow}}, true
	case "filled-value":
		return estimate.Stated{Shared: []estimate.Shared{conc, flow}}, true
	}
	return estimate.Stated{}, false
}

func relative(u float64) estimate.Uncertainty {
	return estimate.Uncertainty{U: u, Relative: true, K: 2}
}
