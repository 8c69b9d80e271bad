package calc

import (
	"errors"
	"math/big"

	"tidai/calc/quantity"
)

// ErrNotLinear says that an amount is no straight line in what is varied.
var ErrNotLinear = errors.New("not linear")

// With returns the derivation with q in the place of every number that is
// selects, computed anew from there up. What does not rest on such a number
// stays the same step.
func (s Step) With(is func(Step) bool, q quantity.Quantity) Step {
	return (&variation{is: is, value: q, seen: map[*node]Step{}}).rebuild(s)
}

// Rebuild computes the derivation anew, from its leaves up. For every number
// edit says what stands in its place: it sees the number as it was and as it
// follows from what changed below it, and returns the latter where nothing
// else is wanted. What nothing changes below stays the same step; a number
// that could not be computed is passed on without being asked for.
func (s Step) Rebuild(edit func(was, now Step) Step) Step {
	return (&variation{edit: edit, seen: map[*node]Step{}}).rebuild(s)
}

// StraightLine is an amount as an exact straight line: Constant + Slope·x, in the
// amount's own unit, with x in the unit of what is varied.
type StraightLine struct{ Constant, Slope *big.Rat }

// StraightLine finds the straight line the amount is in the numbers that is selects, x
// of them in unit. Of a least or greatest number only the operand that was
// taken is followed, and roundings are left out, so the line holds as long as
// the same operand is taken: compare with With at the points of interest.
// ErrNotLinear where the amount is no straight line.
func (s Step) StraightLine(is func(Step) bool, unit quantity.Unit) (StraightLine, error) {
	at := func(x int64) (*big.Rat, error) {
		v := (&variation{is: is, value: quantity.Int(x, unit), seen: map[*node]Step{}, taken: true}).rebuild(s)
		if err := v.Err(); err != nil {
			return nil, err
		}
		q, err := v.Value().In(s.Value().Unit())
		return q.Rat(), err
	}
	var y [4]*big.Rat
	for i, x := range []int64{1, 2, 3, 5} {
		var err error
		if y[i], err = at(x); err != nil {
			return StraightLine{}, err
		}
	}
	slope := new(big.Rat).Sub(y[1], y[0])
	twice := new(big.Rat).Add(slope, slope)
	if new(big.Rat).Sub(y[2], y[1]).Cmp(slope) != 0 || new(big.Rat).Sub(y[3], y[2]).Cmp(twice) != 0 {
		return StraightLine{}, ErrNotLinear
	}
	return StraightLine{Constant: new(big.Rat).Sub(y[0], slope), Slope: slope}, nil
}

// variation rebuilds a derivation with one number changed.
type variation struct {
	is    func(Step) bool
	value quantity.Quantity
	edit  func(was, now Step) Step // Rebuild: in the place of is and value
	taken bool                     // follow what was taken, leave roundings out
	seen  map[*node]Step
}

func (v *variation) rebuild(s Step) Step {
	if s.Err() != nil {
		return s
	}
	if done, ok := v.seen[s.n]; ok {
		return done
	}
	out := s
	switch {
	case v.edit != nil:
		if len(s.n.operands) > 0 {
			out = v.derived(s)
		}
		out = v.edit(s, out)
	case v.is(s):
		out = Given(s.n.symbol, s.n.term, v.value, s.n.origin)
	case len(s.n.operands) > 0:
		out = v.derived(s)
	}
	v.seen[s.n] = out
	return out
}

func (v *variation) derived(s Step) Step {
	n := s.n
	if v.taken {
		if i := s.Chosen(); i >= 0 {
			return v.rebuild(n.operands[i])
		}
		if n.op.rounds() {
			return v.rebuild(n.operands[0])
		}
	}
	operands, same := make([]Step, len(n.operands)), true
	for i, o := range n.operands {
		operands[i] = v.rebuild(o)
		same = same && operands[i] == o
	}
	if same {
		return s
	}
	switch n.op {
	case OpConvert:
		return operands[0].In(n.value.Unit())
	case OpRound, OpRoundDown, OpRoundUp:
		return operands[0].In(n.value.Unit()).rounded(n.op, n.clause, n.interval)
	case OpProduct, OpQuotient:
		return derive(n.symbol, n.term, n.op, n.clause, operands).In(n.value.Unit())
	}
	return derive(n.symbol, n.term, n.op, n.clause, operands)
}

// Numbers lists the distinct steps of the derivation, s first, in the order of
// first use.
func (s Step) Numbers() []Step {
	var out []Step
	seen := map[*node]bool{}
	var walk func(Step)
	walk = func(t Step) {
		if t.n == nil || seen[t.n] {
			return
		}
		seen[t.n] = true
		out = append(out, t)
		for _, o := range t.n.operands {
			walk(o)
		}
	}
	walk(s)
	return out
}
