package integrity

import (
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/stat/distuv"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// chiSquare compares counts with expected shares.
func chiSquare(counts []int, shares []float64) (x2, p float64) {
	n := 0
	for _, k := range counts {
		n += k
	}
	for i, k := range counts {
		e := float64(n) * shares[i]
		x2 += (float64(k) - e) * (float64(k) - e) / e
	}
	return x2, distuv.ChiSquared{K: float64(len(counts) - 1)}.Survival(x2)
}

// changing lists the detected readings above zero, each run of equal ones
// once: a frozen value is another check's. With them the place of the first.
func (c *checker) changing() ([]quantity.Decimal, monitoring.Place) {
	if c.changes == nil {
		c.changes = make([]quantity.Decimal, 0, len(c.detected))
		for i := range c.detected {
			d := c.detected[i].C.Decimal
			if n := len(c.changes); d.Sign() > 0 && (n == 0 || c.changes[n-1] != d) {
				if n == 0 {
					c.changed = i
				}
				c.changes = append(c.changes, d)
			}
		}
	}
	if len(c.changes) == 0 {
		return nil, monitoring.Place{}
	}
	return c.changes, c.detected[c.changed].Place
}

// placed is a reading to the last place it is given to.
type placed struct {
	digit int
	value float64 // in units of that place
	unit  float64
}

// lastDigit compares the last digits with an even distribution. That they
// should be even holds only where readings move by many units of the last
// place; otherwise the check is not made. Converters and conversions of units
// leave uneven digits too, in real data as well, so it is a note.
func (c *checker) lastDigit() {
	changing, at := c.changing()
	list, least := lastPlaces(changing), c.rules.count("digit-readings")
	if len(list) < least {
		c.notMade(CodeLastDigit, len(list), "变化且位数一致的读数只有 %d 个，不足 %d 个",
			"only %d readings that change and are given to one place, fewer than %d", len(list), least)
		return
	}
	digits, steps := make([]int, 10), make([]float64, 0, len(list))
	for i, x := range list {
		digits[x.digit]++
		if i > 0 {
			steps = append(steps, math.Abs(x.value*x.unit-list[i-1].value*list[i-1].unit)/x.unit)
		}
	}
	if step := nth(steps, len(steps)/2); step < c.rules.float("digit-step") {
		c.notMade(CodeLastDigit, len(list), "相邻读数之差的中位数只有 %s 个末位单位",
			"the median step between neighbours is only %s units of the last place", strconv.FormatFloat(step, 'f', 0,
				64))
		return
	}
	c.made(CodeLastDigit, len(list))
	x2, p := chiSquare(digits, slices.Repeat([]float64{0.1}, 10))
	if p >= c.rules.float("digit-chance") {
		return
	}
	c.find(CodeLastDigit, calc.Note, at,
		calc.Textf("%s 个读数的末位数字不均匀：最多的是 %s（%s 次），χ² = %s，p %s",
			"the last digits of %s readings are uneven: most often %s (%s times), χ² = %s, p %s",
			strconv.Itoa(len(list)), strconv.Itoa(most(digits)), strconv.Itoa(digits[most(digits)]),
			strconv.FormatFloat(x2, 'f', 1, 64), probability(p)),
		counted("读数", "readings", len(list), at), described("χ²（自由度 9）", "χ² (9 degrees of freedom)", x2, at),
		described("p", "p", p, at),
		c.rules.figure("digit-readings"), c.rules.figure("digit-step"), c.rules.figure("digit-chance"))
}

func most(counts []int) int {
	best := 0
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
	}
	return best
}

// lastPlaces finds the place each reading is given to. A Decimal has lost its
// trailing zeros, so it is the finest place within the readings' order of
// magnitude: instruments that print significant digits give smaller numbers
// to finer places. An order of magnitude with few readings, or of which not a
// quarter reach that place, as after a conversion or where two instruments
// were used, is left out: even digits leave a tenth short, those rounded to 0
// and 5 a half.
func lastPlaces(list []quantity.Decimal) []placed {
	const few = 20
	orders := map[int]*exponents{}
	sizes := make([]int16, len(list))
	var last *exponents
	for i, x := range list {
		size := magnitude(x)
		sizes[i] = int16(size)
		if last == nil || i > 0 && sizes[i-1] != sizes[i] {
			if last = orders[size]; last == nil {
				last = &exponents{finest: math.MaxInt8}
				orders[size] = last
			}
		}
		last.add(x)
	}
	out := make([]placed, 0, len(list))
	for i, x := range list {
		if last == nil || i == 0 || sizes[i-1] != sizes[i] {
			last = orders[int(sizes[i])]
		}
		up := int(x.Exp) - int(last.finest)
		if !last.reached() || last.n < few || up > 17 {
			continue
		}
		p := placed{value: float64(x.Coef) * tens[uint8(up)], unit: tens[uint8(last.finest)]}
		if up == 0 {
			p.digit = int(x.Coef % 10)
		}
		out = append(out, p)
	}
	return out
}

// magnitude is the power of ten of the first digit of a number above zero.
func magnitude(d quantity.Decimal) int {
	n := 0
	for x := d.Coef; x >= 10; x /= 10 {
		n++
	}
	return n + int(d.Exp)
}

// exponents counts the places that numbers are given to.
type exponents struct {
	finest int8
	at     [256]int
	n      int
}

func (e *exponents) add(d quantity.Decimal) {
	e.finest = min(e.finest, d.Exp)
	e.at[uint8(d.Exp)]++
	e.n++
}

// reached says whether a quarter reaches the finest place.
func (e *exponents) reached() bool { return e.at[uint8(e.finest)]*4 >= e.n }

// lastPlace is the finest place of a list, and whether a quarter of it
// reaches it.
func lastPlace(list []Sample) (exp int8, ok bool) {
	e := exponents{finest: math.MaxInt8}
	for i := range list {
		e.add(list[i].C.Decimal)
	}
	return e.finest, e.reached()
}

// benford are the shares of the leading digits 1 to 9.
func benford() []float64 {
	out := make([]float64, 9)
	for i := range out {
		out[i] = math.Log10(1 + 1/float64(i+1))
	}
	return out
}

// leading compares the leading digits with the law of Benford. It holds only
// for many readings that span orders of magnitude; and readings that follow
// each other are not independent, so χ² is divided by the design effect
// (1+ρ)/(1−ρ) of a first-order dependence of their logarithms.
func (c *checker) leading() {
	list, at := c.changing()
	least := c.rules.count("leading-readings")
	if len(list) < least {
		c.notMade(CodeLeading, len(list), "变化的读数只有 %d 个，不足 %d 个",
			"only %d readings that change, fewer than %d", len(list), least)
		return
	}
	logs, counts := make([]float64, len(list)), make([]int, 9)
	for i, x := range list {
		logs[i] = math.Log10(float(x))
		first := x.Coef
		for first >= 10 {
			first /= 10
		}
		counts[first-1]++
	}
	unsorted := slices.Clone(logs)
	span := math.Pow(10, nth(unsorted, len(logs)*99/100)-nth(unsorted, len(logs)/100))
	if span < c.rules.float("leading-span") {
		c.notMade(CodeLeading, len(list), "读数的范围太窄（%s 倍）", "the readings span too little (a factor of %s)",
			strconv.FormatFloat(span, 'f', 0, 64))
		return
	}
	rho := max(lagOne(logs), 0)
	if rho > 0.95 {
		c.notMade(CodeLeading, len(list), "相邻读数几乎不变", "neighbouring readings hardly differ")
		return
	}
	c.made(CodeLeading, len(list))
	x2, _ := chiSquare(counts, benford())
	x2 *= (1 - rho) / (1 + rho)
	p := distuv.ChiSquared{K: 8}.Survival(x2)
	if p >= c.rules.float("leading-chance") {
		return
	}
	c.find(CodeLeading, calc.Note, at,
		calc.Textf("%s 个读数的首位数字不合本福德定律：首位为 1 的有 %s 个，χ² = %s（已按相邻读数的相关修正），p %s",
			"the leading digits of %s readings do not follow the law of Benford: %s begin with 1, χ² = %s "+
				"(corrected for neighbours that depend on each other), p %s",
			strconv.Itoa(len(list)), strconv.Itoa(counts[0]), strconv.FormatFloat(x2, 'f', 1, 64), probability(p)),
		counted("读数", "readings", len(list), at), counted("首位为 1", "beginning with 1", counts[0], at),
		described("χ²（自由度 8，已修正）", "χ² (8 degrees of freedom, corrected)", x2, at), described("p", "p", p, at),
		described("相邻读数的相关系数", "correlation of neighbours", rho, at), c.rules.figure("leading-readings"),
		c.rules.figure("leading-span"), c.rules.figure("leading-chance"))
}

// lagOne is the correlation of neighbours.
func lagOne(x []float64) float64 {
	var mean, top, bottom float64
	for _, v := range x {
		mean += v
	}
	mean /= float64(len(x))
	for i, v := range x {
		bottom += (v - mean) * (v - mean)
		if i > 0 {
			top += (v - mean) * (x[i-1] - mean)
		}
	}
	if bottom == 0 {
		return 1
	}
	return top / bottom
}
