package book

import (
	"math/big"
	"strings"

	"tidai/calc/quantity"
)

// mostDigits is how many digits of a number a spreadsheet holds.
const mostDigits = 15

// Holds reports whether a cell holds a number, written exactly, without loss.
func Holds(exact string) bool {
	digits := strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(exact), "0")
	return !strings.Contains(exact, "/") && len(digits) <= mostDigits
}

// Decimal is a number as a cell holds it: exact where it can.
func Decimal(r *big.Rat) string {
	if e := quantity.Exact(r); Holds(e) {
		return e
	}
	return quantity.Shown(r, mostDigits+2)
}

// Scaled writes a factor behind a reference, in whole numbers.
func Scaled(f *big.Rat) string {
	out := ""
	if f.Num().Cmp(big.NewInt(1)) != 0 {
		out = "*" + f.Num().String()
	}
	if !f.IsInt() {
		out += "/" + f.Denom().String()
	}
	return out
}

// Places is the formula of how many decimals show an amount: three significant
// digits and at least two decimals.
func Places(amount string) string {
	return "IF(" + amount + "=0,2,MAX(2,2-INT(LOG10(ABS(" + amount + ")))))"
}

// HalfEven is GB/T 8170 as a formula: a spreadsheet's ROUND takes halves away
// from zero. A half is what is within 10⁻¹² of one, since binary numbers do
// not hold 2.675; a half is rounded as twice its half.
func HalfEven(x, places string) string {
	y := "(" + x + ")*10^" + places
	return "IF(ABS(ABS(" + y + "-TRUNC(" + y + "))-0.5)<=1E-12*MAX(1,ABS(" + y + ")),2*ROUND((" + y + ")/2,0),ROUND(" +
		y + ",0))/10^" + places
}

// ToMultiple rounds to a multiple of an interval, halves to the even one.
func ToMultiple(x string, interval *big.Rat) string {
	by := Decimal(interval)
	return HalfEven("("+x+")/"+by, "0") + "*" + by
}

// ToMultipleBelow rounds down to a multiple; what is within 10⁻¹² of one is one.
func ToMultipleBelow(x string, interval *big.Rat) string {
	by := Decimal(interval)
	y := "(" + x + ")/" + by
	return "INT(" + y + "+" + guard(y) + ")*" + by
}

// ToMultipleAbove rounds up to a multiple; what is within 10⁻¹² of one is one.
func ToMultipleAbove(x string, interval *big.Rat) string {
	by := Decimal(interval)
	y := "(" + x + ")/" + by
	return "-INT(-" + y + "+" + guard(y) + ")*" + by
}

func guard(y string) string { return "1E-12*MAX(1,ABS(" + y + "))" }

// AgreeOr is the formula that says whether two cells hold the same number.
func AgreeOr(a, b, yes, no string) string {
	return "IF(ABS(" + a + "-" + b + ")<1E-12*MAX(1,ABS(" + a + `)),"` + yes + `","` + no + `")`
}
