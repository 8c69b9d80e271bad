package estimate

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Rounded is a result with its uncertainty as they are printed: the
// uncertainty with one or two significant digits, the result to the same
// place.
type Rounded struct {
	Value, U string
}

// String joins the two as "12.35 ± 0.12".
func (r Rounded) String() string { return r.Value + " ± " + r.U }

// Round rounds a result and its uncertainty as JJF 1059.1-2012 5.3.8 asks
// (recalled, not seen in print): the uncertainty to one or two significant
// digits by GB/T 8170, the result to the same place. digits is 1 or 2; 0
// takes two where the first digit of the uncertainty is 1 or 2, else one.
// The result stays exact until it is rounded. An uncertainty that is not
// above zero, or digits beyond, are errors.
func Round(value *big.Rat, u float64, digits int) (Rounded, error) {
	exact := new(big.Rat)
	if !(u > 0) || !finite(u) || exact.SetFloat64(u) == nil {
		return Rounded{}, calc.Explain("不确定度 %v 不是正数，无法据此修约",
			"the uncertainty %v is not above zero, so nothing can be rounded by it", u)
	}
	if digits < 0 || digits > 2 {
		return Rounded{}, calc.Explain("不确定度取 1 或 2 位有效数字，不是 %d 位",
			"an uncertainty has 1 or 2 significant digits, not %d", digits)
	}
	if digits == 0 {
		digits = 1
		if first := new(big.Rat).Quo(exact, quantity.Pow10(exponent(exact))); first.Cmp(big.NewRat(3, 1)) < 0 {
			digits = 2
		}
	}
	rounded := quantity.RoundSignificant(exact, digits)
	places := digits - 1 - exponent(rounded) // 9.96 at two digits is 10, not 10.0
	return Rounded{Value: quantity.Fixed(value, places), U: quantity.Fixed(rounded, places)}, nil
}

// exponent is the decimal exponent of the first digit of x > 0.
func exponent(x *big.Rat) int {
	n := 0
	for x.Cmp(quantity.Pow10(n+1)) >= 0 {
		n++
	}
	for x.Cmp(quantity.Pow10(n)) < 0 {
		n--
	}
	return n
}
