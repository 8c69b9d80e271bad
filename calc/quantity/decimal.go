package quantity

import (
	"cmp"
	"math/big"
	"math/bits"
)

// Decimal is an exact decimal number of at most 18 digits, Coef × 10^Exp: the
// form in which readings are held and summed in bulk. That holds every number
// a program prints of a float64, which has up to 17. Longer numbers are for
// ParseNumber; nothing is ever shortened to fit.
type Decimal struct {
	Coef int64
	Exp  int8
}

const (
	decimalDigits = 18
	decimalExp    = 60
)

// ParseDecimal reads a plain decimal number with optional sign and exponent.
// ok is false where the text is no number, or one that does not fit: ask
// ParseNumber which. Trailing zeros do not change the value that is returned.
func ParseDecimal(text []byte) (d Decimal, ok bool) {
	i, negative := 0, false
	if len(text) > 0 && (text[0] == '-' || text[0] == '+') {
		negative, i = text[0] == '-', 1
	}
	var coef int64
	exp, digits, seen, point := 0, 0, false, false
	for ; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			seen = true
			if coef != 0 || c != '0' {
				digits++
			}
			if digits > decimalDigits {
				if c != '0' || !point {
					return Decimal{}, false
				}
				continue // a zero behind the point and the digits that fit
			}
			coef = coef*10 + int64(c-'0')
			if point {
				exp--
			}
		case c == '.' && !point:
			point = true
		case (c == 'e' || c == 'E') && seen:
			e, fits := smallInt(text[i+1:])
			if !fits {
				return Decimal{}, false
			}
			exp, i = exp+e, len(text)
		default:
			return Decimal{}, false
		}
	}
	if !seen {
		return Decimal{}, false
	}
	if negative {
		coef = -coef
	}
	return decimal(coef, exp)
}

// decimal takes trailing zeros out of the coefficient, so that equal numbers
// are equal values.
func decimal(coef int64, exp int) (Decimal, bool) {
	if coef == 0 {
		return Decimal{}, true
	}
	for coef%10 == 0 {
		coef /= 10
		exp++
	}
	if exp < -decimalExp || exp > decimalExp {
		return Decimal{}, false
	}
	return Decimal{Coef: coef, Exp: int8(exp)}, true
}

func smallInt(text []byte) (n int, ok bool) {
	negative := false
	if len(text) > 0 && (text[0] == '-' || text[0] == '+') {
		negative, text = text[0] == '-', text[1:]
	}
	if len(text) == 0 || len(text) > 3 {
		return 0, false
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	if negative {
		n = -n
	}
	return n, true
}

// DecimalOf returns r as a Decimal where it is one.
func DecimalOf(r *big.Rat) (Decimal, bool) {
	text := Exact(r)
	return ParseDecimal([]byte(text))
}

// Sign is −1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.Coef < 0:
		return -1
	case d.Coef > 0:
		return 1
	}
	return 0
}

// Rat returns the number.
func (d Decimal) Rat() *big.Rat {
	return new(big.Rat).Mul(new(big.Rat).SetInt64(d.Coef), pow10(int(d.Exp)))
}

// In returns the number as a quantity of the unit.
func (d Decimal) In(u Unit) Quantity { return New(d.Rat(), u) }

// Cmp compares two decimals exactly.
func (d Decimal) Cmp(e Decimal) int {
	if d.Exp == e.Exp {
		switch {
		case d.Coef < e.Coef:
			return -1
		case d.Coef > e.Coef:
			return 1
		}
		return 0
	}
	if d.Sign() != e.Sign() || d.Coef == 0 {
		return cmp.Compare(d.Sign(), e.Sign())
	}
	if d.Exp < e.Exp {
		return -e.Cmp(d)
	}
	by := int(d.Exp) - int(e.Exp)
	if by >= len(tens) {
		return d.Rat().Cmp(e.Rat())
	}
	// of one sign: d.Coef × 10^by against e.Coef
	hi, lo := bits.Mul64(uint64(max(d.Coef, -d.Coef)), tens[by])
	c := cmp.Or(cmp.Compare(hi, 0), cmp.Compare(lo, uint64(max(e.Coef, -e.Coef))))
	if d.Coef < 0 {
		return -c
	}
	return c
}

// tens are the powers of ten that fit.
var tens = func() (powers [20]uint64) {
	powers[0] = 1
	for i := 1; i < len(powers); i++ {
		powers[i] = 10 * powers[i-1]
	}
	return powers
}()

// Times returns the product where it is a Decimal.
func (d Decimal) Times(e Decimal) (product Decimal, ok bool) {
	hi, lo := bits.Mul64(uint64(max(d.Coef, -d.Coef)), uint64(max(e.Coef, -e.Coef)))
	if hi != 0 || lo >= tens[decimalDigits] {
		return Decimal{}, false
	}
	coef := int64(lo)
	if (d.Coef < 0) != (e.Coef < 0) {
		coef = -coef
	}
	return decimal(coef, int(d.Exp)+int(e.Exp))
}

// plus adds coef × 10^exp, where the sum is a Decimal.
func (d Decimal) plus(coef int64, exp int) (sum Decimal, ok bool) {
	if d.Coef == 0 || coef == 0 {
		if coef == 0 {
			coef, exp = d.Coef, int(d.Exp)
		}
		return fitting(coef, exp)
	}
	lowest := min(int(d.Exp), exp)
	a, ok1 := scaled(d.Coef, int(d.Exp)-lowest)
	b, ok2 := scaled(coef, exp-lowest)
	if !ok1 || !ok2 {
		return Decimal{}, false
	}
	return fitting(a+b, lowest)
}

// fitting is coef × 10^exp where it has no more digits than a Decimal may have.
func fitting(coef int64, exp int) (Decimal, bool) {
	if coef >= int64(tens[decimalDigits]) || coef <= -int64(tens[decimalDigits]) {
		return Decimal{}, false
	}
	return decimal(coef, exp)
}

// scaled is x × 10^by where that has at most 18 digits, so that two of them add up.
func scaled(x int64, by int) (int64, bool) {
	if by > decimalDigits {
		return 0, false
	}
	hi, lo := bits.Mul64(uint64(max(x, -x)), tens[by])
	if hi != 0 || lo >= tens[decimalDigits] {
		return 0, false
	}
	return x * int64(tens[by]), true
}

// String writes the number exactly.
func (d Decimal) String() string { return Exact(d.Rat()) }

// DecimalSum is an exact sum of decimals and of products of two. The order of
// adding does not matter, and sums of parts merge into the sum of the whole.
// The zero DecimalSum is an empty sum.
type DecimalSum struct {
	terms []term
	n     int64
}

// term is what was added at one power of ten: a 128-bit integer in two's
// complement, and what has overflowed it.
type term struct {
	exp  int16
	lo   uint64
	hi   int64
	over *big.Int
}

// Add adds a number.
func (s *DecimalSum) Add(d Decimal) {
	s.n++
	if d.Coef != 0 {
		s.at(int16(d.Exp)).add(uint64(d.Coef), d.Coef>>63)
	}
}

// AddProduct adds the product of two numbers.
func (s *DecimalSum) AddProduct(a, b Decimal) {
	s.n++
	if a.Coef == 0 || b.Coef == 0 {
		return
	}
	hi, lo := bits.Mul64(uint64(max(a.Coef, -a.Coef)), uint64(max(b.Coef, -b.Coef)))
	if (a.Coef < 0) != (b.Coef < 0) {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
	}
	s.at(int16(a.Exp)+int16(b.Exp)).add(lo, int64(hi))
}

// Merge adds all that t has added.
func (s *DecimalSum) Merge(t *DecimalSum) {
	s.n += t.n
	for i := range t.terms {
		from, to := &t.terms[i], s.at(t.terms[i].exp)
		to.add(from.lo, from.hi)
		if from.over != nil {
			to.spill(from.over)
		}
	}
}

// Empty reports whether nothing but zeros was added.
func (s *DecimalSum) Empty() bool { return len(s.terms) == 0 }

// Count says how many numbers and products were added.
func (s *DecimalSum) Count() int64 { return s.n }

// Reset makes the sum empty and keeps its memory.
func (s *DecimalSum) Reset() { s.terms, s.n = s.terms[:0], 0 }

// Decimal returns the sum where it is a Decimal; ok is false where it has too many
// digits, or may have: ask Rat then.
func (s *DecimalSum) Decimal() (d Decimal, ok bool) {
	for i := range s.terms {
		t := &s.terms[i]
		if t.over != nil || t.hi != int64(t.lo)>>63 {
			return Decimal{}, false
		}
		if d, ok = d.plus(int64(t.lo), int(t.exp)); !ok {
			return Decimal{}, false
		}
	}
	return d, true
}

// Rat returns the sum.
func (s *DecimalSum) Rat() *big.Rat {
	total := new(big.Rat)
	for i := range s.terms {
		t := &s.terms[i]
		whole := t.whole()
		if t.over != nil {
			whole.Add(whole, t.over)
		}
		x := new(big.Rat).SetInt(whole)
		if x.Mul(x, pow10(int(t.exp))); i == 0 {
			total = x
			continue
		}
		total.Add(total, x)
	}
	return total
}

func (s *DecimalSum) at(exp int16) *term {
	for i := range s.terms {
		if s.terms[i].exp == exp {
			return &s.terms[i]
		}
	}
	s.terms = append(s.terms, term{exp: exp})
	return &s.terms[len(s.terms)-1]
}

func (t *term) add(lo uint64, hi int64) {
	var carry uint64
	t.lo, carry = bits.Add64(t.lo, lo, 0)
	t.hi += hi + int64(carry)
	if t.hi > 1<<61 || t.hi < -1<<61 { // far from overflow: one product is below 10^36 < 2^120
		t.spill(t.whole())
		t.lo, t.hi = 0, 0
	}
}

func (t *term) spill(n *big.Int) {
	if t.over == nil {
		t.over = new(big.Int)
	}
	t.over.Add(t.over, n)
}

func (t *term) whole() *big.Int {
	n := new(big.Int).Lsh(big.NewInt(t.hi), 64)
	return n.Add(n, new(big.Int).SetUint64(t.lo))
}

// AddWide adds a 128-bit integer in two's complement × 10^exp: what a caller
// has summed by itself at one power of ten. It does not count.
func (s *DecimalSum) AddWide(lo uint64, hi int64, exp int) {
	if lo != 0 || hi != 0 {
		s.at(int16(exp)).add(lo, hi)
	}
}

// Trim returns the same number without trailing zeros in its coefficient:
// equal numbers trimmed are equal values.
func (d Decimal) Trim() Decimal {
	t, ok := decimal(d.Coef, int(d.Exp))
	if !ok {
		return d // its exponent would leave the range: such a number is as it was
	}
	return t
}
