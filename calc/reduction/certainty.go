package reduction

import (
	"tidai/calc"
	"tidai/calc/monitoring"
)

// Worst and best ends of the monitored amounts, for those who ask whether
// their uncertainty matters.
const (
	AgainstClaim = false // least before, most after
	ForClaim     = true
)

// Within is the same with every monitored amount at an end of its 95 %
// interval: for the claim, most before and least after, or against it. An
// amount without interval stays. An interval that reaches down to nothing says
// that too little is known: against the claim nothing is what counts, for the
// claim the amount stays. It describes and decides nothing.
func (m *Monitored) Within(forClaim bool) *Monitored {
	end := func(high bool) func(monitoring.Account) calc.Step {
		return func(a monitoring.Account) calc.Step {
			x, err := a.Interval()
			switch {
			case err != nil, !high && forClaim && x.Low.Sign() == 0:
				return a.Amount
			case high:
				return x.High
			}
			return x.Low
		}
	}
	return m.with(end(forClaim), end(!forClaim))
}

// safe is the reduction of what was really emitted that holds with 95 %
// probability: description, for an enterprise that plans on it.
func safe(before, after calc.Step) (monitoring.Interval, bool) {
	if !before.OK() || !after.OK() {
		return monitoring.Interval{}, false
	}
	x, err := monitoring.IntervalOf(calc.Difference("ΔE实际", "actual-reduction", calc.Clause{}, before, after))
	return x, err == nil
}
