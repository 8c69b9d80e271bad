package quantity

import (
	"math/big"
)

// RoundTo rounds x to the nearest multiple of interval by GB/T 8170-2008 3.2
// and 3.3: a tie goes to the even multiple, negative numbers round by their
// absolute value, and the rounding is done once, from the unrounded value.
// The 0.5-unit and 0.2-unit roundings of 3.3 are intervals of their own.
// A zero or negative interval returns x.
func RoundTo(x, interval *big.Rat) *big.Rat {
	if interval.Sign() <= 0 {
		return new(big.Rat).Set(x)
	}
	ratio := new(big.Rat).Quo(x, interval)
	return new(big.Rat).Mul(new(big.Rat).SetInt(halfEven(ratio)), interval)
}

// FloorTo is the greatest multiple of interval that is not above x. A zero or
// negative interval returns x.
func FloorTo(x, interval *big.Rat) *big.Rat {
	if interval.Sign() <= 0 {
		return new(big.Rat).Set(x)
	}
	ratio := new(big.Rat).Quo(x, interval)
	floor := new(big.Int).Div(ratio.Num(), ratio.Denom()) // the denominator is positive: Euclid's division is the floor
	return new(big.Rat).Mul(new(big.Rat).SetInt(floor), interval)
}

// CeilTo is the least multiple of interval that is not below x. A zero or
// negative interval returns x.
func CeilTo(x, interval *big.Rat) *big.Rat {
	negative := FloorTo(new(big.Rat).Neg(x), interval)
	return negative.Neg(negative)
}

func halfEven(r *big.Rat) *big.Int {
	abs := new(big.Rat).Abs(r)
	quo, rem := new(big.Int).QuoRem(abs.Num(), abs.Denom(), new(big.Int))
	switch twice := rem.Lsh(rem, 1); twice.Cmp(abs.Denom()) {
	case 1:
		quo.Add(quo, big.NewInt(1))
	case 0:
		if quo.Bit(0) == 1 {
			quo.Add(quo, big.NewInt(1))
		}
	}
	if r.Sign() < 0 {
		quo.Neg(quo)
	}
	return quo
}

// Pow10 returns 10 to the power n.
func Pow10(n int) *big.Rat { return new(big.Rat).Set(pow10(n)) }

// powers are those of −mostPower to mostPower; nobody writes to them.
var powers = func() (all [2*mostPower + 1]*big.Rat) {
	for i := range all {
		all[i] = powerOfTen(i - mostPower)
	}
	return all
}()

const mostPower = 40

// pow10 is Pow10 for those who only read it.
func pow10(n int) *big.Rat {
	if -mostPower <= n && n <= mostPower {
		return powers[n+mostPower]
	}
	return powerOfTen(n)
}

func powerOfTen(n int) *big.Rat {
	abs := n
	if abs < 0 {
		abs = -abs
	}
	p := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(abs)), nil))
	if n < 0 {
		p.Inv(p)
	}
	return p
}

// RoundPlaces rounds x to the given number of decimal places (negative:
// tens, hundreds …) by GB/T 8170.
func RoundPlaces(x *big.Rat, places int) *big.Rat { return RoundTo(x, pow10(-places)) }

// RoundSignificant rounds x to the given number of significant digits by
// GB/T 8170. Zero stays zero.
func RoundSignificant(x *big.Rat, digits int) *big.Rat {
	if x.Sign() == 0 {
		return new(big.Rat)
	}
	return RoundPlaces(x, digits-1-magnitude(x))
}

// SignificantDown rounds x ≥ 0 down to the given number of significant digits,
// for a bound that must not be overstated. This is no rounding by GB/T 8170.
func SignificantDown(x *big.Rat, digits int) *big.Rat {
	r := RoundSignificant(x, digits)
	if r.Cmp(x) > 0 {
		r.Sub(r, pow10(magnitude(x)+1-digits))
	}
	return r
}

// SignificantUp rounds x ≥ 0 up, for a bound that must not be understated.
func SignificantUp(x *big.Rat, digits int) *big.Rat {
	r := RoundSignificant(x, digits)
	if r.Cmp(x) < 0 {
		r.Add(r, pow10(magnitude(x)+1-digits))
	}
	return r
}

// magnitude returns the decimal exponent of the leading digit of x ≠ 0:
// 0 for 1…9, -1 for 0.1…0.9, 3 for 1000…9999.
func magnitude(x *big.Rat) int {
	abs := new(big.Rat).Abs(x)
	n := len(abs.Num().String()) - len(abs.Denom().String())
	if abs.Cmp(pow10(n)) < 0 {
		n--
	}
	return n
}

// Fixed rounds x to places decimals and writes them all, trailing zeros
// included: they state the precision.
func Fixed(x *big.Rat, places int) string {
	if places < 0 {
		return RoundPlaces(x, places).FloatString(0)
	}
	// FloatString rounds half away from zero; on a value already rounded by
	// GB/T 8170 it has nothing left to round.
	return RoundPlaces(x, places).FloatString(places)
}

// Shown writes x with at least the given number of significant digits, as
// tables show amounts: the digits before the decimal point are never replaced
// by zeros, so 3153 stays 3153 at three digits, while 0.0612345 is 0.0612.
func Shown(x *big.Rat, digits int) string { return Fixed(x, significantPlaces(x, digits)) }

// significantPlaces is how many decimals show so many significant digits.
func significantPlaces(x *big.Rat, digits int) int {
	if x.Sign() == 0 {
		return 0
	}
	places := digits - 1 - magnitude(x)
	if rounded := RoundPlaces(x, places); rounded.Sign() != 0 && magnitude(rounded) > magnitude(x) {
		places-- // 9.996 at three digits is 10.0, not 10.00
	}
	return max(places, 0)
}

// shownPlaces is the decimal places of an amount that tables show where it has
// them.
const shownPlaces = 2

// ShownAmount writes x as tables show amounts: with three significant digits,
// and with up to two decimals that it has besides, so that a demand of 119.57
// does not look like a supply of 120, nor 1626.5 like 1626. Zeros at the end say
// that more follows: 120.001 is 120.00, 120 is 120.
func ShownAmount(x *big.Rat) string { return Fixed(x, amountPlaces(x)) }

func amountPlaces(x *big.Rat) int {
	has, ends := decimalPlaces(x.Denom())
	if !ends || has > shownPlaces {
		has = shownPlaces
	}
	return max(significantPlaces(x, 3), has)
}

// Exact writes x as a decimal where the decimal ends, else as "p/q".
func Exact(x *big.Rat) string {
	if x.IsInt() {
		return x.Num().String()
	}
	if places, ok := decimalPlaces(x.Denom()); ok {
		return x.FloatString(places)
	}
	return x.String()
}

// decimalPlaces tells how many decimals a fraction with this denominator has;
// ok is false when it never ends.
func decimalPlaces(denom *big.Int) (places int, ok bool) {
	twos := int(denom.TrailingZeroBits())
	rest := new(big.Int).Rsh(denom, uint(twos))
	fives, five, quo, rem := 0, big.NewInt(5), new(big.Int), new(big.Int)
	for quo.QuoRem(rest, five, rem); rem.Sign() == 0; quo.QuoRem(rest, five, rem) {
		rest.Set(quo)
		fives++
	}
	return max(twos, fives), rest.IsInt64() && rest.Int64() == 1
}

// Shown is the number of q at the given significant digits, without unit.
func (q Quantity) Shown(digits int) string { return Shown(q.rat(), digits) }

// ShownAmount is the number of q as tables show amounts, without unit.
func (q Quantity) ShownAmount() string { return ShownAmount(q.rat()) }

// RoundedAmount is q as ShownAmount writes it, as a quantity: what a reader of the
// printed number adds up.
func (q Quantity) RoundedAmount() Quantity {
	return New(RoundPlaces(q.rat(), amountPlaces(q.rat())), q.unit)
}

// Fixed is the number of q at the given decimal places, without unit.
func (q Quantity) Fixed(places int) string { return Fixed(q.rat(), places) }
