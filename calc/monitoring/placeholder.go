package monitoring

import "tidai/calc/quantity"

// integerEnds are numbers that instruments and their connections give where there
// is no value: the ends of integers of 16 and 32 bits.
var integerEnds = []int64{32767, 65535, 2147483647, 4294967295}

// Placeholder reports whether a number may be a sign for no value: three nines
// or more and nothing else, or the end of an integer, wherever the decimal
// point stands, and not below 99. Whether it is one, the other values tell.
func Placeholder(d quantity.Decimal) bool {
	d = d.Trim()
	coef := max(d.Coef, -d.Coef)
	whole := coef
	for e := d.Exp; e < 0 && whole > 0; e++ {
		whole /= 10
	}
	if d.Exp > 0 || whole < 99 {
		return false
	}
	for _, e := range integerEnds {
		if coef == e {
			return true
		}
	}
	for ; coef%10 == 9; coef /= 10 {
		if coef == 9 {
			return d.Coef >= 999 || d.Coef <= -999
		}
	}
	return false
}
