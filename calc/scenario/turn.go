package scenario

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
)

// TurnKind says how surely a turning point is known.
type TurnKind string

// The kinds.
const (
	Crossing TurnKind = "crossing" // the balance is exactly zero there
	Jump     TurnKind = "jump"     // it jumps there from enough to short
	Between  TurnKind = "between"  // it turns between two values; where exactly is not known
)

// TurnKinds lists the kinds.
var TurnKinds = calc.Words[TurnKind]{
	{Key: Crossing, Name: calc.Text{ZH: "恰好为零", EN: "exactly zero"}},
	{Key: Jump, Name: calc.Text{ZH: "跳变", EN: "a jump"}},
	{Key: Between, Name: calc.Text{ZH: "两值之间", EN: "between two values"}},
}

// Turn is a value at which the balance of a metal turns between enough and
// short. It was found by planning, and planning again at it and just beside it
// confirmed it.
type Turn struct {
	Key
	Kind      TurnKind
	At        quantity.Quantity // Crossing, Jump
	Low, High quantity.Quantity // Between; and the values just beside At at which it was confirmed
	Above     bool              // enough above it; else below
	Holds     bool              // at At itself there is enough
	Safe      quantity.Quantity // rounded towards enough, and confirmed by planning
	LowAt     calc.Step         // balance at Low
	HighAt    calc.Step
}

// enough reports whether a metal is not short; known is false where there is
// no balance.
func enough(l Level) (yes, known bool) {
	if !l.Balance.OK() {
		return false, false
	}
	return l.Balance.Sign() >= 0, true
}

// halvings bounds the search: the last stretch is 2⁻⁴⁸ of a step of the range.
const halvings = 48

// turn looks for the turning point between two values.
func (s *sweeper) turn(k Key, a, b Point) (Turn, bool) {
	if a.Value.Rat().Cmp(b.Value.Rat()) > 0 {
		a, b = b, a
	}
	safeA, knownA := enough(a.Level(k))
	safeB, knownB := enough(b.Level(k))
	if !knownA || !knownB || safeA == safeB {
		return Turn{}, false
	}
	x := &stretch{sweeper: s, key: k, a: a, b: b, above: safeB, from: a.Value.Rat(), to: b.Value.Rat()}
	t := x.search()
	t.Safe = x.safe(t)
	return t, true
}

// search halves the stretch until the balance is a straight line on it, or it
// is too short for anything but a jump.
func (x *stretch) search() Turn {
	width := new(big.Rat).Sub(x.to, x.from)
	beside := width.Quo(width, new(big.Rat).SetInt64(1<<20))
	for range halvings {
		if root, ok := x.straight(); ok {
			if t, ok := x.confirm(root, beside, Crossing); ok {
				return t
			}
		}
		if !x.halve() {
			return x.between()
		}
	}
	if t, ok := x.confirm(simplest(x.a.Value.Rat(), x.b.Value.Rat()), beside, Jump); ok &&
		(t.Kind == Crossing || x.gap(t)) {
		return t
	}
	return x.between()
}

// stretch is two values between which the balance turns.
type stretch struct {
	*sweeper
	key   Key
	a, b  Point
	above bool     // enough at b
	from  *big.Rat // the points of the range it began with
	to    *big.Rat
}

func (x *stretch) balance(p Point) *big.Rat {
	q, err := p.Level(x.key).Balance.Value().In(quantity.KgPerYear)
	if err != nil {
		return new(big.Rat)
	}
	return q.Rat()
}

// point plans at a value between; ok is false where there is no balance.
func (x *stretch) point(v *big.Rat) (Point, bool) {
	p, err := x.at(quantity.New(v, x.a.Value.Unit()), Version.Planned)
	if err != nil {
		return Point{}, false
	}
	_, known := enough(p.Level(x.key))
	return p, known
}

// part is the value at a share of the stretch.
func (x *stretch) part(num, denom int64) *big.Rat {
	low := x.a.Value.Rat()
	way := new(big.Rat).Sub(x.b.Value.Rat(), low)
	return low.Add(low, way.Mul(way, big.NewRat(num, denom)))
}

// straight solves for zero where the balance is a straight line on the
// stretch, as far as two values inside tell.
func (x *stretch) straight() (*big.Rat, bool) {
	fa, fb := x.balance(x.a), x.balance(x.b)
	rise := new(big.Rat).Sub(fb, fa)
	if rise.Sign() == 0 {
		return nil, false
	}
	for _, part := range [][2]int64{{1, 2}, {1, 5}} {
		p, ok := x.point(x.part(part[0], part[1]))
		if !ok {
			return nil, false
		}
		want := new(big.Rat).Mul(rise, big.NewRat(part[0], part[1]))
		if x.balance(p).Cmp(want.Add(want, fa)) != 0 {
			return nil, false
		}
	}
	root := new(big.Rat).Sub(x.b.Value.Rat(), x.a.Value.Rat())
	root.Mul(root, fa.Neg(fa)).Quo(root, rise)
	return root.Add(root, x.a.Value.Rat()), true
}

// halve keeps the half in which the balance turns; false where it cannot be
// told.
func (x *stretch) halve() bool {
	p, ok := x.point(x.part(1, 2))
	if !ok {
		return false
	}
	if safe, _ := enough(p.Level(x.key)); safe == x.above {
		x.b = p
	} else {
		x.a = p
	}
	return true
}

// confirm plans at the value and just beside it.
func (x *stretch) confirm(at, beside *big.Rat, kind TurnKind) (Turn, bool) {
	here, ok := x.point(at)
	switch met := ok && x.balance(here).Sign() == 0; {
	case !ok || (kind == Crossing && !met):
		return Turn{}, false
	case met:
		kind = Crossing
	}
	low, okLow := x.point(new(big.Rat).Sub(at, beside))
	high, okHigh := x.point(new(big.Rat).Add(at, beside))
	if !okLow || !okHigh {
		return Turn{}, false
	}
	safeLow, _ := enough(low.Level(x.key))
	safeHigh, _ := enough(high.Level(x.key))
	if safeLow == safeHigh || safeHigh != x.above {
		return Turn{}, false
	}
	holds, _ := enough(here.Level(x.key))
	return Turn{Key: x.key, Kind: kind, At: here.Value, Low: low.Value, High: high.Value, Above: x.above, Holds: holds,
		LowAt: low.Level(x.key).Balance, HighAt: high.Level(x.key).Balance}, true
}

// gap reports whether the balance jumps on the last stretch, and does not only
// pass through zero steeply: most of the change just beside it happens there.
func (x *stretch) gap(t Turn) bool {
	last := new(big.Rat).Sub(x.balance(x.b), x.balance(x.a))
	low, errLow := t.LowAt.Value().In(quantity.KgPerYear)
	high, errHigh := t.HighAt.Value().In(quantity.KgPerYear)
	if errLow != nil || errHigh != nil {
		return false
	}
	around := new(big.Rat).Sub(high.Rat(), low.Rat())
	return last.Abs(last).Cmp(around.Abs(around).Mul(around, big.NewRat(1, 2))) >= 0
}

func (x *stretch) between() Turn {
	return Turn{Key: x.key, Kind: Between, Low: x.a.Value, High: x.b.Value, Above: x.above,
		LowAt: x.a.Level(x.key).Balance, HighAt: x.b.Level(x.key).Balance}
}

// safe is the value of the turn rounded towards the side where there is enough,
// to three significant digits or as many more as it takes to stay between the
// two points of the range; planning at it confirmed that there is enough.
func (x *stretch) safe(t Turn) quantity.Quantity {
	from, round := t.At, quantity.SignificantDown
	if t.Kind == Between {
		from = t.Low
		if x.above {
			from = t.High
		}
	}
	v, sign := from.Rat(), from.Sign()
	if x.above == (sign >= 0) { // away from zero
		round = quantity.SignificantUp
	}
	for digits := 3; digits <= 15 && sign != 0; digits++ {
		r := round(new(big.Rat).Abs(v), digits)
		if sign < 0 {
			r.Neg(r)
		}
		if r.Cmp(x.from) < 0 || r.Cmp(x.to) > 0 {
			continue
		}
		if p, ok := x.point(r); ok {
			if yes, _ := enough(p.Level(x.key)); yes {
				return p.Value
			}
		}
	}
	if t.Kind != Between && !t.Holds {
		if x.above {
			return t.High
		}
		return t.Low
	}
	return from
}

// simplest is the fraction with the least denominator in the closed stretch
// from low to high (Stern–Brocot), where a jump lies as a rule.
func simplest(low, high *big.Rat) *big.Rat {
	if low.Sign() < 0 && high.Sign() > 0 {
		return new(big.Rat)
	}
	if high.Sign() <= 0 {
		x := simplest(new(big.Rat).Neg(high), new(big.Rat).Neg(low))
		return x.Neg(x)
	}
	whole := new(big.Int).Quo(low.Num(), low.Denom()) // low is not negative
	floor := new(big.Rat).SetInt(whole)
	if floor.Cmp(low) == 0 {
		return floor
	}
	next := new(big.Rat).Add(floor, big.NewRat(1, 1))
	if next.Cmp(high) <= 0 {
		return next
	}
	rest := simplest(new(big.Rat).Inv(new(big.Rat).Sub(high, floor)), new(big.Rat).Inv(new(big.Rat).Sub(low, floor)))
	return floor.Add(floor, rest.Inv(rest))
}
