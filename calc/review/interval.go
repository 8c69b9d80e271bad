package review

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
)

// span is an interval of quantities of one dimension.
type span struct{ lo, hi quantity.Quantity }

// bounds encloses what a derivation can come to where every intermediate
// number was rounded to the digits an author prints, or to more of them. It
// encloses too much rather than too little: what lies outside cannot come from
// rounding.
type bounds struct {
	slack func(calc.Step) *big.Rat // half an interval, in the unit of the number; nil: not rounded
	seen  map[calc.Step]span
	open  bool // a divisor may be zero: nothing is known
}

// of encloses a step, its own rounding left out.
func (b *bounds) of(s calc.Step) span {
	if x, ok := b.seen[s]; ok {
		return x
	}
	v := s.Value()
	x := span{v, v}
	if operands := s.Operands(); len(operands) > 0 {
		spans := make([]span, len(operands))
		for i, o := range operands {
			spans[i] = widen(b.of(o), b.slack(o))
		}
		x = b.apply(s, spans)
	}
	b.seen[s] = x
	return x
}

func widen(x span, by *big.Rat) span {
	if by == nil {
		return x
	}
	u := x.lo.Unit()
	return span{quantity.New(new(big.Rat).Sub(x.lo.Rat(), by), u), quantity.New(new(big.Rat).Add(x.hi.Rat(), by), u)}
}

func (b *bounds) apply(s calc.Step, in []span) span {
	out := in[0]
	for _, next := range in[1:] {
		out = b.fold(s.Op(), out, next)
	}
	u := s.Value().Unit()
	lo, errLo := out.lo.In(u)
	hi, errHi := out.hi.In(u)
	if errLo != nil || errHi != nil {
		b.open = true
		return span{s.Value(), s.Value()}
	}
	if i := s.Interval(); i != nil { // rounding never leaves the interval around its ends
		return widen(span{lo, hi}, i)
	}
	return span{lo, hi}
}

func (b *bounds) fold(op calc.Op, x, y span) span {
	switch op {
	case calc.OpSum:
		return span{b.must(x.lo.Add(y.lo)), b.must(x.hi.Add(y.hi))}
	case calc.OpDifference:
		return span{b.must(x.lo.Sub(y.hi)), b.must(x.hi.Sub(y.lo))}
	case calc.OpLeast:
		return span{b.pick(x.lo, y.lo, -1), b.pick(x.hi, y.hi, -1)}
	case calc.OpGreatest:
		return span{b.pick(x.lo, y.lo, 1), b.pick(x.hi, y.hi, 1)}
	case calc.OpProduct:
		return b.corners(x, y, func(p, q quantity.Quantity) (quantity.Quantity, error) { return p.Mul(q), nil })
	case calc.OpQuotient:
		if y.lo.Sign() <= 0 && y.hi.Sign() >= 0 {
			b.open = true
			return x
		}
		return b.corners(x, y, quantity.Quantity.Div)
	}
	b.open = true
	return x
}

// corners takes the least and the greatest of an operation at the ends.
func (b *bounds) corners(x, y span, f func(p, q quantity.Quantity) (quantity.Quantity, error)) span {
	first := b.must(f(x.lo, y.lo))
	out := span{first, first}
	for _, next := range []quantity.Quantity{b.must(f(x.lo, y.hi)), b.must(f(x.hi, y.lo)), b.must(f(x.hi, y.hi))} {
		out = span{b.pick(out.lo, next, -1), b.pick(out.hi, next, 1)}
	}
	return out
}

// pick is the lesser (sign −1) or greater (+1) of two quantities.
func (b *bounds) pick(x, y quantity.Quantity, sign int) quantity.Quantity {
	c, err := x.Cmp(y)
	if err != nil {
		b.open = true
	}
	if c*sign < 0 {
		return y
	}
	return x
}

func (b *bounds) must(q quantity.Quantity, err error) quantity.Quantity {
	if err != nil {
		b.open = true
	}
	return q
}
