package plausibility

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/factors"
)

// question is one comparison of what is stated with what it is held against.
type question struct {
	code     string
	severity calc.Severity
	at       calc.Position
	subject  string
	clause   calc.Clause
	of       calc.Text // what is compared, for the list of all
	message  calc.Text
	remedy   calc.Text
	stated   calc.Step
	expected calc.Step // no value: nothing to hold it against but the bounds
	against  calc.Text // what expected is; "参照" where empty
	decided  []factors.Bound
}

// quiet records that a comparison found nothing.
func (d *doubter) quiet(q question) {
	d.look(q.code, Passed, Look{At: q.at, Of: q.of, Stated: q.stated, Expected: q.expected, Against: q.against})
}

// without records that there is nothing to compare with, and why.
func (d *doubter) without(q question, why calc.Text) {
	d.look(q.code, NoReference, Look{At: q.at, Of: q.of, Stated: q.stated, Why: why})
}

// raise records a doubt and asks.
func (d *doubter) raise(q question) {
	d.look(q.code, Doubtful, Look{At: q.at, Of: q.of, Stated: q.stated, Expected: q.expected, Against: q.against})
	f := calc.Finding{Stage: calc.StagePlausibility, Code: q.code, Severity: q.severity, Clause: q.clause, At: q.at,
		Subject: q.subject, Message: q.message, Remedy: q.remedy}
	if q.stated.OK() {
		f.Figures = append(f.Figures, calc.Figure{Name: calc.Text{ZH: "写明", EN: "stated"}, Amount: q.stated})
	}
	if q.expected.OK() {
		name := q.against
		if name == (calc.Text{}) {
			name = calc.Text{ZH: "参照", EN: "reference"}
		}
		f.Figures = append(f.Figures, calc.Figure{Name: name, Amount: q.expected})
	}
	d.ask(f, q.decided...)
}

// settle raises a question where there is doubt, else records that there is none.
func (d *doubter) settle(q question, doubtful bool) {
	if doubtful {
		d.raise(q)
		return
	}
	d.quiet(q)
}

// ratioOf is one figure as a multiple of another; ok is false where either is
// missing or zero, or they measure different things.
func ratioOf(a, b calc.Step) (ratio *big.Rat, ok bool) {
	if !a.OK() || !b.OK() || a.Sign() <= 0 || b.Sign() <= 0 {
		return nil, false
	}
	s := calc.Quotient("x", "share", calc.Clause{}, a, b).In(quantity.One)
	if !s.OK() {
		return nil, false
	}
	return s.Value().Rat(), true
}

// number is a bound without its unit, a percentage as a part of one.
func (d *doubter) number(code, id string) *big.Rat { return share(d.bound(code, id)) }

// atLeast and atMost compare a ratio with a bound.
func (d *doubter) atLeast(x *big.Rat, code, id string) bool { return x.Cmp(d.number(code, id)) >= 0 }

func (d *doubter) above(x *big.Rat, code, id string) bool { return x.Cmp(d.number(code, id)) > 0 }

func (d *doubter) atMost(x *big.Rat, code, id string) bool { return x.Cmp(d.number(code, id)) <= 0 }

// exceedsBound reports whether a figure is above a bound, in the bound's unit.
func exceedsBound(s calc.Step, b factors.Bound) bool {
	if !s.OK() {
		return false
	}
	c, err := s.Value().Cmp(b.Amount)
	return err == nil && c > 0
}

// belowBound reports whether a figure is below a bound.
func belowBound(s calc.Step, b factors.Bound) bool {
	if !s.OK() {
		return false
	}
	c, err := s.Value().Cmp(b.Amount)
	return err == nil && c < 0
}

// shown writes a figure with its unit.
func shown(s calc.Step) string {
	if !s.OK() {
		return "—"
	}
	return s.Value().ShownAmount() + " " + s.Value().Unit().String()
}

// termOf finds the first step of a derivation that stands for a term.
func termOf(s calc.Step, term string) (calc.Step, bool) {
	if !s.OK() {
		return calc.Step{}, false
	}
	if s.TermKey() == term {
		return s, true
	}
	for _, o := range s.Operands() {
		if found, ok := termOf(o, term); ok {
			return found, true
		}
	}
	return calc.Step{}, false
}
