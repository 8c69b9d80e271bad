// Package quantity holds exact numbers with units: it reads them, computes
// with them and rounds them by GB/T 8170.
//
// Rules: a number is a rational, never a float; decimal text goes in and is
// exact inside; nothing is rounded except by the functions of round.go; units
// that do not fit are an error, not a conversion.
package quantity

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Quantity is an exact number with a unit. The zero Quantity is the
// dimensionless number zero.
type Quantity struct {
	value *big.Rat
	unit  Unit
}

// Limits on what Parse accepts, so that hostile input such as 1e999999999 is
// an error and not a hang. What Parse accepts, String writes within the limits.
const (
	MaxText     = 160                     // bytes of the whole text
	MaxDigits   = 40                      // digits of the number, zeros at its ends not counted
	MaxExponent = 30                      // absolute value of a decimal exponent
	maxPlaces   = MaxDigits + MaxExponent // digits on either side of the point, written out
)

// New returns value in unit. The value is copied.
func New(value *big.Rat, unit Unit) Quantity {
	return Quantity{value: new(big.Rat).Set(value), unit: unit}
}

// Int returns a whole number in unit.
func Int(n int64, unit Unit) Quantity { return Quantity{value: new(big.Rat).SetInt64(n), unit: unit} }

// Must is Parse for literals known to be right, and panics otherwise: an entry
// for the tests of all packages.
func Must(s string) Quantity {
	q, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return q
}

// Parse reads a number with its unit, such as "300000 m2/a", "30万m2/a",
// "0.5毫克/升" or "95 %". A thousands separator is refused, because in
// 1,234 the comma can be read in two ways.
func Parse(s string) (Quantity, error) {
	if len(s) > MaxText {
		return Quantity{}, problem("数量超过 %d 字节", "quantity is longer than %d bytes", MaxText)
	}
	if !utf8.ValidString(s) {
		return Quantity{}, problem("数量不是有效的 UTF-8 文本", "quantity is not valid UTF-8")
	}
	text := strings.TrimSpace(foldWidth(s))
	if text == "" {
		return Quantity{}, problem("数量为空", "quantity is empty")
	}
	number, rest := cutNumber(text)
	if number == "" {
		return Quantity{}, problem("数量 %q 不是以数字开头", "quantity %q does not begin with a number", s)
	}
	if strings.HasPrefix(rest, ",") {
		return Quantity{}, problem("数量 %q：数字不要加千位分隔符",
			"quantity %q: write the number without thousands separators", s)
	}
	if strings.HasPrefix(rest, ".") {
		return Quantity{}, problem("数量 %q：数字有两个小数点", "quantity %q: the number has two decimal points", s)
	}
	if secondNumber(strings.TrimSpace(rest)) {
		return Quantity{}, problem("数量 %q：两个数字连写", "quantity %q: two numbers stand one after the other", s)
	}
	value, err := ParseNumber(number)
	if err != nil {
		return Quantity{}, within("数量", "quantity", s, err)
	}
	unit, err := ParseUnit(rest)
	if err != nil {
		return Quantity{}, within("数量", "quantity", s, err)
	}
	return Quantity{value: value, unit: unit}, nil
}

// secondNumber reports whether a unit's text begins with a number of its own;
// the only unit that does is one over something, such as "1/a".
func secondNumber(unit string) bool {
	if unit == "" || !isDigit(unit[0]) {
		return false
	}
	under, ok := strings.CutPrefix(unit, "1/")
	return !ok || (under != "" && isDigit(under[0]))
}

// cutNumber splits the leading decimal number off text.
func cutNumber(text string) (number, rest string) {
	i := 0
	if i < len(text) && (text[i] == '+' || text[i] == '-') {
		i++
	}
	start := i
	for i < len(text) && (isDigit(text[i]) || text[i] == '.') {
		if text[i] == '.' && strings.Contains(text[start:i], ".") {
			break
		}
		i++
	}
	if i == start || text[start:i] == "." {
		return "", text
	}
	if i+1 < len(text) && (text[i] == 'e' || text[i] == 'E') {
		j := i + 1
		if text[j] == '+' || text[j] == '-' {
			j++
		}
		digits := j
		for j < len(text) && isDigit(text[j]) {
			j++
		}
		if j > digits {
			i = j
		}
	}
	return text[:i], text[i:]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// ParseNumber reads a plain decimal number with an optional exponent and
// returns it exactly. Fractions, hexadecimal and separators are refused.
func ParseNumber(s string) (*big.Rat, error) {
	if len(s) > MaxText {
		return nil, problem("数字超过 %d 字节", "number is longer than %d bytes", MaxText)
	}
	number, rest := cutNumber(s)
	if number == "" || rest != "" {
		return nil, problem("%q 不是十进制数", "%q is not a decimal number", clip(s))
	}
	if err := checkLimits(strings.TrimLeft(number, "+-")); err != nil {
		return nil, err
	}
	r, ok := new(big.Rat).SetString(number)
	if !ok {
		return nil, problem("%q 不是十进制数", "%q is not a decimal number", clip(s))
	}
	return r, nil
}

// checkLimits looks at the text of a number without sign, before anything is
// computed from it.
func checkLimits(number string) error {
	mantissa, exponent := number, 0
	if i := strings.IndexAny(number, "eE"); i >= 0 {
		mantissa = number[:i]
		e, err := strconv.Atoi(number[i+1:])
		if err != nil || e < -MaxExponent || e > MaxExponent {
			return problem("指数超出 ±%d", "number has an exponent beyond ±%d", MaxExponent)
		}
		exponent = e
	}
	whole, decimals, _ := strings.Cut(mantissa, ".")
	if digits := strings.Trim(whole+decimals, "0"); len(digits) > MaxDigits {
		return problem("数字超过 %d 位", "number has more than %d digits", MaxDigits)
	}
	if len(strings.TrimLeft(whole, "0"))+exponent > maxPlaces {
		return problem("数字过大：小数点前超过 %d 位",
			"number is too large: more than %d digits before the decimal point", maxPlaces)
	}
	if len(strings.TrimRight(decimals, "0"))-exponent > maxPlaces {
		return problem("数字过小：小数点后超过 %d 位",
			"number is too small: more than %d digits after the decimal point", maxPlaces)
	}
	return nil
}

func clip(s string) string {
	if len(s) <= 40 {
		return s
	}
	cut := 40
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// Rat returns a copy of the number, in the quantity's own unit.
func (q Quantity) Rat() *big.Rat { return new(big.Rat).Set(q.rat()) }

func (q Quantity) rat() *big.Rat {
	if q.value == nil {
		return new(big.Rat)
	}
	return q.value
}

// Unit returns the unit.
func (q Quantity) Unit() Unit { return q.unit }

// Sign returns -1, 0 or +1.
func (q Quantity) Sign() int { return q.rat().Sign() }

func (q Quantity) base() *big.Rat { return new(big.Rat).Mul(q.rat(), q.unit.scale()) }

// In converts q to unit u, exactly.
func (q Quantity) In(u Unit) (Quantity, error) {
	if !q.unit.Same(u) {
		return Quantity{}, misfit(q.unit, u)
	}
	return Quantity{value: new(big.Rat).Quo(q.base(), u.scale()), unit: u}, nil
}

func orOne(u Unit) string {
	if s := u.String(); s != "" {
		return s
	}
	return "a plain number"
}

// Mul returns q × p in base units; use In for the unit wanted.
func (q Quantity) Mul(p Quantity) Quantity {
	return Quantity{value: new(big.Rat).Mul(q.base(), p.base()), unit: combine(q.unit, p.unit, 1)}
}

// Div returns q ÷ p in base units. Division by zero is an error.
func (q Quantity) Div(p Quantity) (Quantity, error) {
	if p.Sign() == 0 {
		return Quantity{}, fmt.Errorf("division by zero")
	}
	return Quantity{value: new(big.Rat).Quo(q.base(), p.base()), unit: combine(q.unit, p.unit, -1)}, nil
}

// Add returns q + p in the unit of q.
func (q Quantity) Add(p Quantity) (Quantity, error) {
	r, err := p.In(q.unit)
	if err != nil {
		return Quantity{}, err
	}
	return Quantity{value: r.value.Add(r.value, q.rat()), unit: q.unit}, nil
}

// Sub returns q − p in the unit of q.
func (q Quantity) Sub(p Quantity) (Quantity, error) {
	r, err := p.In(q.unit)
	if err != nil {
		return Quantity{}, err
	}
	return Quantity{value: new(big.Rat).Sub(q.rat(), r.value), unit: q.unit}, nil
}

// Cmp compares two quantities of the same dimension: -1, 0 or +1.
func (q Quantity) Cmp(p Quantity) (int, error) {
	if !q.unit.Same(p.unit) {
		return 0, misfit(q.unit, p.unit)
	}
	return q.base().Cmp(p.base()), nil
}

// Equal reports whether q and p are the same amount, whatever their spelling.
func (q Quantity) Equal(p Quantity) bool {
	c, err := q.Cmp(p)
	return err == nil && c == 0
}

// Exact returns the number without its unit: a decimal where it ends, else a
// fraction "p/q".
func (q Quantity) Exact() string { return Exact(q.rat()) }

// String returns the exact number and the unit.
func (q Quantity) String() string {
	if u := q.unit.String(); u != "" {
		return q.Exact() + " " + u
	}
	return q.Exact()
}
