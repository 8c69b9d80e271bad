package application

import (
	"errors"

	"tidai/calc"
	"tidai/factors"
)

// RestingOn lists, for each figure of the law by its id, the names of the results
// that rest on it; for a gap or a suspect figure those that could not be computed
// because of it.
func (c *Case) RestingOn() map[string][]string {
	out := map[string][]string{}
	for _, t := range c.Named() {
		for _, f := range t.Step.Factors() {
			out[f.Origin().Factor] = append(out[f.Origin().Factor], t.Name)
		}
		if id := lacking(t.Step); id != "" {
			out[id] = append(out[id], t.Name)
		}
	}
	return out
}

// lacking is the id of the gap or the suspect figure for which there is no
// result; "" where there is one, or none for another reason.
func lacking(s calc.Step) string {
	var e *factors.LookupError
	switch {
	case s.OK() || !errors.As(s.Err(), &e):
		return ""
	case errors.Is(e.Reason, factors.ErrSuspect):
		return e.Values[0].ID
	}
	return e.Gap
}
