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
	join := func(sum, next calc.Step) calc.Step {
		switch {
		case sum.Err() == calc.ErrAbsent:
			return next
		case !sum.OK():
			return sum
		case !next.OK():
			return next
		}
		return calc.Sum(next.Symbol(), next.TermKey(), calc.Clause{}, sum, next)
	}
	s.Amount, s.Scaled = join(s.Amount, amount), join(s.Scaled, scaled)
	if !s.Amount.OK() && s.Unproven == (calc.Text{}) {
		s.Unproven = calc.ErrorText(s.Amount.Err())
	}
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
