package sheet

import (
	"bytes"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// SerialDate turns the serial number of a date into civil time, rounded to
// the second (half to even) from its exact decimal value.
//
// In the 1900 system day 1 is 1900-01-01 and day 60 the 1900-02-29 that never
// was, for which ok is false; before day 1 there is only a time, and year,
// month and day are 0. In the 1904 system day 0 is 1904-01-01. Numbers below 0
// or beyond the year 9999 are no dates.
func SerialDate(serial string, date1904 bool) (y, m, d, h, min, s int, ok bool) {
	seconds, ok := serialSeconds(serial)
	if !ok {
		return 0, 0, 0, 0, 0, 0, false
	}
	day := int(seconds / 86400)
	rest := int(seconds % 86400)
	h, min, s = rest/3600, rest/60%60, rest%60
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC) // right from day 61 on
	switch {
	case date1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case day == 0:
		return 0, 0, 0, h, min, s, true
	case day == 60:
		return 1900, 2, 29, h, min, s, false
	case day < 60:
		epoch = epoch.AddDate(0, 0, 1)
	}
	t := epoch.AddDate(0, 0, day)
	return t.Year(), int(t.Month()), t.Day(), h, min, s, t.Year() <= 9999
}

// serialSeconds is serial × 86400, rounded half to even.
func serialSeconds(serial string) (uint64, bool) {
	if len(serial) > 64 || !isNumber([]byte(serial)) {
		return 0, false
	}
	whole, fraction, _ := strings.Cut(serial, ".")
	w, err1 := strconv.ParseUint(whole, 10, 24)
	f, err2 := strconv.ParseUint("0"+fraction, 10, 64)
	if err1 != nil || err2 != nil || len(fraction) > 18 {
		return exactSeconds(serial)
	}
	scale := uint64(1)
	for range fraction {
		scale *= 10
	}
	hi, lo := bits.Mul64(f, 86400)
	q, rem := bits.Div64(hi, lo, scale)
	if rem > scale/2 || rem*2 == scale && q%2 == 1 {
		q++
	}
	return w*86400 + q, true
}

// exactSeconds is serialSeconds for exponents and many digits.
func exactSeconds(serial string) (uint64, bool) {
	if i := strings.IndexAny(serial, "eE"); i >= 0 {
		if e, err := strconv.Atoi(serial[i+1:]); err != nil || e > 8 || e < -400 {
			return 0, false
		}
	}
	x, ok := new(big.Rat).SetString(serial)
	if !ok || x.Sign() < 0 || x.Cmp(big.NewRat(1<<24, 1)) > 0 {
		return 0, false
	}
	x.Mul(x, big.NewRat(86400, 1))
	q, rem := new(big.Int).QuoRem(x.Num(), x.Denom(), new(big.Int))
	if c := rem.Lsh(rem, 1).Cmp(x.Denom()); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return q.Uint64(), true
}

// Typed is the number a person typed or sees in Excel, which works in binary
// and saves 17 digits: 7.0000000000000007E-2 for 0.07. A number of more than
// 15 significant digits is rounded to 15 (half to even); any other, and what
// is no number, is returned as it is.
func Typed(number []byte) []byte {
	if !isNumber(number) {
		return number
	}
	mantissa, exponent := number, 0
	if i := bytes.IndexAny(number, "eE"); i >= 0 {
		mantissa = number[:i]
		exponent, _ = strconv.Atoi(string(number[i+1:]))
	}
	negative := mantissa[0] == '-'
	whole, fraction, _ := bytes.Cut(bytes.TrimLeft(mantissa, "+-"), []byte("."))
	digits := append(append([]byte(nil), whole...), fraction...)
	exponent -= len(fraction)
	digits = bytes.TrimLeft(digits, "0")
	if len(bytes.TrimRight(digits, "0")) <= 15 {
		return number
	}
	digits, exponent = round15(digits, exponent)
	out := []byte(nil)
	if negative {
		out = append(out, '-')
	}
	return appendDecimal(out, digits, exponent)
}

// round15 rounds more than 15 digits to 15 and drops zeros at their end.
func round15(digits []byte, exponent int) ([]byte, int) {
	n, rest := new(big.Int), digits[15:]
	n.SetString(string(digits[:15]), 10)
	half := bytes.TrimRight(rest, "0")
	if rest[0] > '5' || rest[0] == '5' && (len(half) > 1 || n.Bit(0) == 1) {
		n.Add(n, big.NewInt(1))
	}
	out := n.Append(nil, 10)
	exponent += len(rest)
	short := bytes.TrimRight(out, "0")
	return short, exponent + len(out) - len(short)
}

// appendDecimal writes digits × 10^exponent, without an exponent where that
// takes few zeros.
func appendDecimal(out, digits []byte, exponent int) []byte {
	point := len(digits) + exponent
	switch {
	case point > 20 || point < -10:
		out = append(out, digits...)
		return strconv.AppendInt(append(out, 'E'), int64(exponent), 10)
	case exponent >= 0:
		return append(append(out, digits...), strings.Repeat("0", exponent)...)
	case point <= 0:
		return append(append(append(out, "0."...), strings.Repeat("0", -point)...), digits...)
	}
	return append(append(append(out, digits[:point]...), '.'), digits[point:]...)
}
