package page

import "math/big"

// Chart is a small chart of bars for a terminal: amounts from a common zero,
// what is missing to the left of it.
type Chart struct{ Bars []Bar }

// Bar is one row of a chart.
type Bar struct {
	Name  string
	Value *big.Rat // nil: not known
	Text  string   // behind the bar
}

// Ends are the least and the greatest value drawn, zero included.
func Ends(bars []Bar) (low, high *big.Rat) {
	low, high = new(big.Rat), new(big.Rat)
	take := func(x *big.Rat) {
		switch {
		case x == nil:
		case x.Cmp(low) < 0:
			low = x
		case x.Cmp(high) > 0:
			high = x
		}
	}
	for _, b := range bars {
		take(b.Value)
	}
	return low, high
}

// Scale says which cell border of room is nearest to a value from low to high;
// nil is zero. There is none where all values are one.
func Scale(low, high *big.Rat, room int) func(*big.Rat) int {
	span := new(big.Rat).Sub(high, low)
	if span.Sign() == 0 {
		return nil
	}
	return func(x *big.Rat) int {
		r := new(big.Rat)
		if x != nil {
			r.Set(x)
		}
		r.Sub(r, low).Mul(r, big.NewRat(int64(room), 1)).Quo(r, span).Add(r, big.NewRat(1, 2))
		return int(new(big.Int).Quo(r.Num(), r.Denom()).Int64())
	}
}
