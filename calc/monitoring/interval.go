package monitoring

import (
	"math"
	"strings"

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
// law of propagation of uncertainty (JJF 1059.1-2012) over its derivation. The
// mean of n samples of an account scatters by s/√n, with Student's t of n − 1
// degrees of freedom (of the effective ones where several uncertainties meet);
// below three samples s counts as at least their mean. Concentrations share
// one relative error of 20 % and flows one of 10 % (k = 2), assumed: the
// tolerance of an instrument enters once, beside what the samples show. All
// else counts as exact. The ends are cut at zero and rounded to four digits.
func IntervalOf(s calc.Step) (Interval, error) {
	e, err := endsOf(s)
	if err != nil {
		return Interval{}, err
	}
	return e.interval(s)
}

// Interval is the interval of an account's amount. Values below the detection
// limit lie anywhere from zero to their limits: it reaches from the low end of
// what there is with zeros to the high end of what there is with limits,
// whatever the policy. With everything undetected it begins at zero.
func (a Account) Interval() (Interval, error) {
	e, err := endsOf(a.Amount)
	if err != nil {
		return Interval{}, err
	}
	for _, s := range a.undetected() {
		other, err := endsOf(s)
		if err != nil {
			return Interval{}, err
		}
		e.reach(other)
		e.method = fromZero(e.method)
	}
	return e.interval(a.Amount)
}

// undetected are the amounts with values below the detection limit at zero and
// at their limits; none where they do not differ.
func (a Account) undetected() []calc.Step {
	low, high := a.Totals.Zero, a.Totals.Limit
	if !low.OK() || !high.OK() || low.Value().Equal(high.Value()) {
		return nil
	}
	return []calc.Step{low, high}
}

// ends are an interval before it is rounded, in the unit of the amount.
type ends struct {
	low, high, least, most float64
	observations           int
	method                 calc.Text
}

func endsOf(s calc.Step) (ends, error) {
	m, samples, err := modelOf(s)
	if err != nil {
		return ends{}, err
	}
	p, err := m.Propagate()
	if err != nil {
		return ends{}, err
	}
	return ends{low: cut(p.Interval95.Lower), high: cut(p.Interval95.Upper), least: cut(p.Lower), most: cut(p.Upper),
		observations: samples.observations(), method: restsOn(samples, p)}, nil
}

// cut ends at zero: no emission is negative.
func cut(x float64) float64 { return math.Max(x, 0) }

func (e *ends) reach(o ends) {
	e.low, e.least = min(e.low, o.low), min(e.least, o.least)
	e.high, e.most = max(e.high, o.high), max(e.most, o.most)
}

func (e ends) interval(s calc.Step) (Interval, error) {
	out := Interval{Observations: e.observations, Method: e.method}
	for _, end := range []struct {
		to *calc.Step
		x  float64
	}{{&out.Low, e.low}, {&out.High, e.high}, {&out.Least, e.least}, {&out.Most, e.most}} {
		r, err := quantity.ParseNumber(estimate.Shown(end.x, 4))
		if err != nil {
			return Interval{}, err
		}
		*end.to = calc.Given(s.Symbol(), s.TermKey(), quantity.New(r, s.Value().Unit()),
			calc.Origin{Kind: calc.FromDefinition, Note: e.method.EN})
	}
	return out, nil
}

// restsOn says in words how an interval was made.
func restsOn(samples scatters, p estimate.Propagated) calc.Text {
	how := calc.Text{ZH: "不确定度传播律（JJF 1059.1），约 95 %；假定浓度 ±20 %、流量 ±10 %（k=2），各计一次",
		EN: "Law of propagation (JJF 1059.1), about 95 %; concentrations ±20 % and flows ±10 % (k = 2) assumed, each " +
			"once"}
	if !math.IsInf(p.Freedom, 1) {
		how = calc.Textf("%s；样品均值按标准误 s/√n 和 t 分布",
			"%s; means of samples by their standard error s/√n and Student's t", how)
	}
	if samples.few() {
		how = calc.Textf("%s；样品不足 %d 个，离散无从得知，标准差按不小于均值计",
			"%s; fewer than %d samples do not show how they scatter: their standard deviation counts as at least "+
				"their mean", how, fewSamples)
	}
	if p.Interval95.Lower < 0 || p.Lower < 0 {
		how = calc.Textf("%s；区间在零处截断", "%s; the interval is cut at zero", how)
	}
	return how
}

func fromZero(how calc.Text) calc.Text {
	const zh = "；未检出从零计到检出限"
	if strings.HasSuffix(how.ZH, zh) {
		return how
	}
	return calc.Text{ZH: how.ZH + zh, EN: how.EN + "; values not detected from zero to their limits"}
}

// modelOf is an amount as a function of its inputs, and how the samples below
// it scatter.
func modelOf(s calc.Step) (estimate.Model, scatters, error) {
	samples := scattersOf(s)
	m, err := estimate.FromStep(s, samples.stated)
	return m, samples, err
}

// stated is what is assumed of a leaf, and found of a sample.
func (s scatters) stated(leaf calc.Step) (estimate.Stated, bool) {
	conc := estimate.Shared{Key: "concentration", Name: calc.Text{ZH: "浓度测量", EN: "measurement of concentrations"},
		U: relative(assumedConcentration)}
	flow := estimate.Shared{Key: "flow", Name: calc.Text{ZH: "流量测量", EN: "measurement of flows"},
		U: relative(assumedFlow)}
	switch {
	case leaf.Origin().Series != nil, leaf.TermKey() == "filled-value": // concentrations times flows
		return estimate.Stated{Shared: []estimate.Shared{conc, flow}}, true
	case isConcentration(leaf):
		return estimate.Stated{Own: s.own(leaf), Shared: []estimate.Shared{conc}}, true
	case isFlow(leaf):
		return estimate.Stated{Shared: []estimate.Shared{flow}}, true
	}
	switch leaf.TermKey() {
	case "half-year-concentration", "day-concentration":
		return estimate.Stated{Shared: []estimate.Shared{conc}}, true
	case "metered-volume", "half-year-volume", "filled-volume":
		return estimate.Stated{Shared: []estimate.Shared{flow}}, true
	}
	return estimate.Stated{}, false
}

func relative(u float64) estimate.Uncertainty {
	return estimate.Uncertainty{U: u, Relative: true, K: 2}
}
