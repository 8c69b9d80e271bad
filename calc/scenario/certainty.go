package scenario

import (
	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/estimate"
	"tidai/calc/quantity"
)

// Uncertainty says what is stated about the uncertainty of a leaf of a
// derivation; false where nothing is.
type Uncertainty func(leaf calc.Step) (estimate.Stated, bool)

// Certainty is the lower bound of an amount that is claimed: it is at least
// that with 95 % probability, as far as uncertainties are stated. It describes
// and decides nothing.
type Certainty struct {
	Lower  string    // kg/a, three significant digits; "" where it is not available
	Method calc.Text // how it was made
	Exact  int       // leaves about which nothing is stated: they count as exact
	Why    calc.Text // why it is not available
}

// Available reports whether there is a bound.
func (c Certainty) Available() bool { return c.Lower != "" }

// lowerDigits are the significant digits of a bound.
const lowerDigits = 3

// certaintyOf finds the bound by Monte Carlo (JJF 1059.2-2012), which does not
// assume that the result is nearly normal. Nothing stated is not certain: the
// bound is then not available.
func certaintyOf(amount calc.Step, stated Uncertainty) Certainty {
	if !amount.OK() || amount.Sign() <= 0 {
		return Certainty{Why: calc.Text{ZH: "没有可用量", EN: "nothing is usable"}}
	}
	if stated == nil {
		return monitoredCertainty(amount)
	}
	none := Certainty{Why: calc.Text{ZH: "没有给出不确定度，无法评定", EN: "no uncertainty is stated: not available"}}
	m, err := estimate.FromStep(amount.In(quantity.KgPerYear), stated)
	if err != nil {
		return Certainty{Why: calc.ErrorText(err)}
	}
	if len(m.Inputs) == 0 {
		return none
	}
	s, err := m.MonteCarlo(estimate.Trials{})
	if err != nil {
		return Certainty{Why: calc.ErrorText(err)}
	}
	return Certainty{Lower: estimate.Shown(s.Lower, lowerDigits), Exact: len(m.Exact),
		Method: calc.Textf("蒙特卡洛 %d 次，95 %% 单侧", "Monte Carlo, %d trials, one-sided 95 %%", s.Trials.N)}
}

// monitoredCertainty is the bound of an amount that rests on monitoring data,
// under the uncertainties assumed for these; all else counts as exact. Where no
// monitoring data stand below, nothing can be said.
func monitoredCertainty(amount calc.Step) Certainty {
	none := Certainty{Why: calc.Text{ZH: "没有给出不确定度，也不以监测数据为基础，无法评定",
		EN: "no uncertainty is stated and no monitoring data stand below: not available"}}
	x, err := monitoring.IntervalOf(amount.In(quantity.KgPerYear))
	if err != nil || x.Low.Value().Equal(x.High.Value()) {
		return none
	}
	return Certainty{Lower: x.Least.Value().Shown(lowerDigits), Method: calc.Textf("%s；其余数按准确计",
		"%s; all other numbers count as exact", x.Method)}
}
