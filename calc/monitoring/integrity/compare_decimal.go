package integrity

import (
	"math"

	"tidai/calc/quantity"
)

// order compares two decimals exactly. Nearly all readings and limits fit
// into 64 bits when brought to one place; the rest are compared at length.
func order(a, b quantity.Decimal) int {
	x, y, fits := a.Coef, b.Coef, true
	switch {
	case a.Exp > b.Exp:
		x, fits = raised(x, int(a.Exp)-int(b.Exp))
	case a.Exp < b.Exp:
		y, fits = raised(y, int(b.Exp)-int(a.Exp))
	}
	switch {
	case !fits:
		return a.Cmp(b)
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// raised returns x·10ⁿ where it fits.
func raised(x int64, n int) (int64, bool) {
	for ; n > 0 && x != 0; n-- {
		if x > math.MaxInt64/10 || x < math.MinInt64/10 {
			return 0, false
		}
		x *= 10
	}
	return x, true
}
