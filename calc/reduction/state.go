package reduction

import (
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// State is what monitoring data say of one state of a line.
type State struct {
	Amount   calc.Step // kg/a, at the output of the period
	Scaled   calc.Step // kg/a, specific emission × approved capacity; only of an accounting report (JL-3.2b)
	Period   monitoring.Period
	Outlets  []string
	Methods  []monitoring.Method // of the outlets, each once
	Filled   int64               // hours filled in; in a before-state they count as zero
	Unproven calc.Text           // why the amount proves no reduction; empty where it may
}

// add adds an outlet; what could not be computed stays so.
func (s *State) add(amount, scaled calc.Step) {
	s.Amount, s.Scaled = plus(s.Amount, amount), plus(s.Scaled, scaled)
	if !s.Amount.OK() && s.Unproven == (calc.Text{}) {
		s.Unproven = calc.ErrorText(s.Amount.Err())
	}
}

// plus adds what comes next to a sum; of the two either may be absent.
func plus(sum, next calc.Step) calc.Step {
	var parts []calc.Step
	for _, s := range []calc.Step{sum, next} {
		if s.Err() != calc.ErrAbsent {
			parts = append(parts, s)
		}
	}
	return calc.Total(next.Symbol(), next.TermKey(), calc.Clause{}, parts...)
}

func (s *State) missing(err error) {
	gone := calc.Missing("E实际", "actual-emission", err)
	s.add(gone, gone)
}

func (s *State) describe(a monitoring.Account, use monitoring.Use) {
	s.Outlets = append(s.Outlets, a.Outlet.ID)
	if m := methodOf(a); m != "" && !slices.Contains(s.Methods, m) {
		s.Methods = append(s.Methods, m)
	}
	s.Filled += a.Tally.Substituted
	if why := unproven(a, use); s.Unproven == (calc.Text{}) {
		s.Unproven = why
	}
}
