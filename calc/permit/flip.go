package permit

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Flip says for which values of one number an amount is the strictest of the
// ladder, everything else as stated. It is solved exactly: the amounts are
// straight lines in the number.
type Flip struct {
	Term, Symbol string
	Now          quantity.Quantity // value of the number as stated
	Low, High    *big.Rat          // strictest from Low to High, in the unit of Now; nil: as far as the number can go
	Never        bool              // at no value
}

// Always reports whether the amount is the strictest at every value.
func (f Flip) Always() bool { return !f.Never && f.Low == nil && f.High == nil }

// LowShown and HighShown write the ends with three significant digits, or as
// many more as it takes, rounded into the range: at the number as printed the
// amount is the strictest.
func (f Flip) LowShown() string { return f.end(f.Low, quantity.SignificantUp) }

// HighShown is the upper end; see LowShown.
func (f Flip) HighShown() string { return f.end(f.High, quantity.SignificantDown) }

func (f Flip) end(x *big.Rat, round func(*big.Rat, int) *big.Rat) string {
	if x == nil {
		return ""
	}
	most := greatest(f.Term, f.Now.Unit())
	for digits := 3; digits <= 12; digits++ {
		r := round(x, digits)
		inside := (f.Low == nil || r.Cmp(f.Low) >= 0) && (f.High == nil || r.Cmp(f.High) <= 0)
		if atEnd := most != nil && r.Cmp(most) >= 0 && x.Cmp(most) < 0; inside && !atEnd {
			return quantity.Exact(r)
		}
	}
	return quantity.Exact(x)
}

// shares are the terms that run from 0 to 1.
var shares = []string{"removal-efficiency", "operation-rate", "medium-share", "capture-share", "share"}

// greatest is the greatest value a number can have, nil where there is none.
func greatest(term string, unit quantity.Unit) *big.Rat {
	if !slices.Contains(shares, term) {
		return nil
	}
	one, err := quantity.Int(1, quantity.One).In(unit)
	if err != nil {
		return nil
	}
	return one.Rat()
}

// Numbers an amount may turn on, in the order in which they are tried: first
// the one a method is about, then how much is made.
var (
	turning = []string{"mean-concentration", "limit", "removal-efficiency", "medium-share", "analogue-emission",
		"performance-value", "performance", "emission-factor", "generation-factor", "stated-amount"}
	activity = []string{"activity", "capacity", "analogue-output"}
)

// flips solves for the numbers of one amount against all others that count.
func flips(c calc.Step, others []calc.Step) []Flip {
	var out []Flip
	for _, terms := range [][]string{turning, activity} {
		for _, term := range terms {
			x, ok := one(c, term)
			if !ok {
				continue
			}
			if f, ok := solve(c, others, x); ok {
				out = append(out, f)
				break
			}
		}
	}
	return out
}

// one is the only number of a term below c; where several differ there is no
// one value to speak of.
func one(c calc.Step, term string) (calc.Step, bool) {
	var found []calc.Step
	for _, n := range c.Numbers() {
		if n.TermKey() != term || (len(n.Operands()) > 0 && term != "mean-concentration") {
			continue
		}
		if !slices.ContainsFunc(found, func(f calc.Step) bool { return sameNumber(f)(n) }) {
			found = append(found, n)
		}
	}
	if len(found) != 1 {
		return calc.Step{}, false
	}
	return found[0], true
}

// sameNumber selects a number wherever it stands in other amounts: the same
// factor, or the same statement of the dossier, under whatever letter.
func sameNumber(x calc.Step) func(calc.Step) bool {
	id := x.Leaf()
	return func(n calc.Step) bool { return n == x || (id.Placed() && n.Leaf() == id) }
}

// solve intersects, over all other amounts, where c is not above them. ok is
// false where c does not depend on x, or no straight line holds to the ends.
func solve(c calc.Step, others []calc.Step, x calc.Step) (Flip, bool) {
	is, unit := sameNumber(x), x.Value().Unit()
	own, err := c.StraightLine(is, unit)
	if err != nil || own.Slope.Sign() == 0 {
		return Flip{}, false
	}
	f := Flip{Term: x.TermKey(), Symbol: x.Symbol(), Now: x.Value()}
	low, high := new(big.Rat), greatest(f.Term, unit)
	for _, other := range others {
		line, err := other.StraightLine(is, unit)
		if err != nil {
			return Flip{}, false
		}
		scale := ratio(other.Value().Unit(), c.Value().Unit())
		slope := new(big.Rat).Sub(own.Slope, new(big.Rat).Mul(scale, line.Slope))
		rest := new(big.Rat).Sub(new(big.Rat).Mul(scale, line.Constant), own.Constant)
		switch { // slope·x <= rest
		case slope.Sign() == 0 && rest.Sign() < 0:
			return never(f), !branches([]calc.Step{c, other}, is)
		case slope.Sign() == 0:
		case slope.Sign() > 0:
			high = smaller(high, new(big.Rat).Quo(rest, slope))
		default:
			low = larger(low, new(big.Rat).Quo(rest, slope))
		}
	}
	if high != nil && (low.Cmp(high) > 0 || high.Sign() == 0) { // at zero there is no emission to compare
		return never(f), !branches(append([]calc.Step{c}, others...), is)
	}
	if low.Sign() > 0 {
		f.Low = low
	}
	if most := greatest(f.Term, unit); high != nil && (most == nil || high.Cmp(most) < 0) {
		f.High = high
	}
	return f, f.confirmed(c, others, is)
}

// branches reports whether x also stands where it was not taken, below a least
// or greatest number: then a straight line is only part of the truth, and what
// is not confirmed at an end is not said.
func branches(all []calc.Step, is func(calc.Step) bool) bool {
	for _, s := range all {
		for _, n := range s.Numbers() {
			for i, o := range n.Operands() {
				if taken := n.Chosen(); taken >= 0 && i != taken && slices.ContainsFunc(o.Numbers(), is) {
					return true
				}
			}
		}
	}
	return false
}

func never(f Flip) Flip {
	f.Never = true
	return f
}

func ratio(from, to quantity.Unit) *big.Rat {
	q, err := quantity.Int(1, from).In(to)
	if err != nil {
		return new(big.Rat)
	}
	return q.Rat()
}

func smaller(a, b *big.Rat) *big.Rat {
	if a != nil && a.Cmp(b) <= 0 {
		return a
	}
	return b
}

func larger(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

// confirmed computes the amounts anew at both ends, least and greatest numbers
// included: the amount is not above any other there, and equals one of them.
func (f Flip) confirmed(c calc.Step, others []calc.Step, is func(calc.Step) bool) bool {
	for _, end := range []*big.Rat{f.Low, f.High} {
		if end == nil {
			continue
		}
		q := quantity.New(end, f.Now.Unit())
		mine, meets := c.With(is, q), false
		for _, other := range others {
			n, err := mine.Value().Cmp(other.With(is, q).Value())
			if err != nil || n > 0 {
				return false
			}
			meets = meets || n == 0
		}
		if !meets {
			return false
		}
	}
	return true
}
