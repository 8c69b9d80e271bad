package totals

import (
	"math/bits"

	"tidai/calc/quantity"
)

// amounts are exact sums of values in one pair of units. Values are added at
// one number of decimals where they can be; what does not fit that way goes
// into the sums at once.
type amounts struct {
	n     int64
	value quantity.DecimalSum
	flow  quantity.DecimalSum
	mass  quantity.DecimalSum // concentration × flow

	least, most quantity.Decimal
	extremes    bool // least and most are set
	mostFlow    quantity.Decimal

	// The values since the last flush, at the same numbers of decimals.
	places   [2]int8
	lo       uint64 // of the masses, with hi
	hi       int64
	c, q     int64
	min, max int64
	flowMax  int64
	some     bool
}

// small bounds what is added quickly: a product is below 2^94 then, and 2^13
// values do not overflow.
const (
	small          = 1 << 47
	mostPlacesHeld = 9
)

var powers = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14}

// add adds a concentration, not negative, and its flow, zero where there is
// none.
func (a *amounts) add(c, q quantity.Decimal) {
	a.n++
	if c.Exp != a.places[0] || q.Exp != a.places[1] {
		var ok bool
		if c, q, ok = a.align(c, q); !ok {
			a.slowly(c, q)
			return
		}
	}
	if c.Coef >= small || q.Coef >= small || a.c >= 1<<60 || a.q >= 1<<60 || a.hi >= 1<<60 {
		a.slowly(c, q)
		return
	}
	if !a.some {
		a.min, a.max, a.some = c.Coef, c.Coef, true
	} else {
		a.min, a.max = min(a.min, c.Coef), max(a.max, c.Coef)
	}
	a.flowMax = max(a.flowMax, q.Coef)
	hi, lo := bits.Mul64(uint64(c.Coef), uint64(q.Coef))
	var carry uint64
	a.lo, carry = bits.Add64(a.lo, lo, 0)
	a.hi += int64(hi) + int64(carry)
	a.c += c.Coef
	a.q += q.Coef
}

// align writes both numbers with the decimals of the sums, or gives the sums
// more of them.
func (a *amounts) align(c, q quantity.Decimal) (quantity.Decimal, quantity.Decimal, bool) {
	more := [2]int8{min(a.places[0], c.Exp), min(a.places[1], q.Exp)}
	if more[0] < -mostPlacesHeld || more[1] < -mostPlacesHeld {
		return c, q, false
	}
	if more != a.places {
		a.flush()
		a.places = more
	}
	var okC, okQ bool
	c, okC = scaled(c, more[0])
	q, okQ = scaled(q, more[1])
	return c, q, okC && okQ
}

// scaled writes a number with exponent exp, which is not above its own.
func scaled(d quantity.Decimal, exp int8) (quantity.Decimal, bool) {
	by := int(d.Exp) - int(exp)
	if d.Coef == 0 {
		return quantity.Decimal{Exp: exp}, true
	}
	if by >= len(powers) || d.Coef >= small/powers[by] {
		return d, false
	}
	return quantity.Decimal{Coef: d.Coef * powers[by], Exp: exp}, true
}

// slowly adds numbers of any size.
func (a *amounts) slowly(c, q quantity.Decimal) {
	a.flush()
	a.value.Add(c)
	a.flow.Add(q)
	a.mass.AddProduct(c, q)
	a.widen(c, c)
	a.widenFlow(q)
}

func (a *amounts) widen(least, most quantity.Decimal) {
	if !a.extremes || least.Cmp(a.least) < 0 {
		a.least = least.Trim()
	}
	if !a.extremes || most.Cmp(a.most) > 0 {
		a.most = most.Trim()
	}
	a.extremes = true
}

func (a *amounts) widenFlow(most quantity.Decimal) {
	if most.Coef != 0 && most.Cmp(a.mostFlow) > 0 {
		a.mostFlow = most.Trim()
	}
}

// flush moves what was added quickly into the sums.
func (a *amounts) flush() {
	if !a.some {
		return
	}
	a.value.AddWide(uint64(a.c), 0, int(a.places[0]))
	a.flow.AddWide(uint64(a.q), 0, int(a.places[1]))
	a.mass.AddWide(a.lo, a.hi, int(a.places[0])+int(a.places[1]))
	a.widen(quantity.Decimal{Coef: a.min, Exp: a.places[0]}, quantity.Decimal{Coef: a.max, Exp: a.places[0]})
	a.widenFlow(quantity.Decimal{Coef: a.flowMax, Exp: a.places[1]})
	a.c, a.q, a.lo, a.hi, a.flowMax, a.some = 0, 0, 0, 0, 0, false
}

// merge adds what another has, which is done with then.
func (a *amounts) merge(o *amounts) {
	a.flush()
	o.flush()
	a.n += o.n
	mergeSum(&a.value, &o.value)
	mergeSum(&a.flow, &o.flow)
	mergeSum(&a.mass, &o.mass)
	if o.extremes {
		a.widen(o.least, o.most)
	}
	a.widenFlow(o.mostFlow)
}

func mergeSum(to, from *quantity.DecimalSum) {
	if to.Empty() {
		*to = *from
		return
	}
	to.Merge(from)
}

// sum is the values in one pair of units, those not detected apart.
type sum struct {
	unit, flowUnit int16
	hasFlow        bool
	detected       amounts
	limits         *amounts // nil where all were detected
}

func (s *sum) add(c, q quantity.Decimal, nonDetect bool) {
	if !nonDetect {
		s.detected.add(c, q)
		return
	}
	if s.limits == nil {
		s.limits = &amounts{}
	}
	s.limits.add(c, q)
}

func (s *sum) n() int64 { return s.detected.n + s.notDetected() }

func (s *sum) notDetected() int64 {
	if s.limits == nil {
		return 0
	}
	return s.limits.n
}

func (s *sum) merge(o *sum) {
	s.detected.merge(&o.detected)
	if o.limits == nil {
		return
	}
	if s.limits == nil {
		s.limits = &amounts{}
	}
	s.limits.merge(o.limits)
}

// sums are told apart by their units; there is nearly always one.
type sums []*sum

func (x *sums) of(unit, flowUnit int16, hasFlow bool) *sum {
	s := x.find(unit, flowUnit, hasFlow)
	if s == nil {
		s = &sum{unit: unit, flowUnit: flowUnit, hasFlow: hasFlow}
		*x = append(*x, s)
	}
	return s
}

func (x *sums) find(unit, flowUnit int16, hasFlow bool) *sum {
	for _, s := range *x {
		if s.unit == unit && s.flowUnit == flowUnit && s.hasFlow == hasFlow {
			return s
		}
	}
	return nil
}

// merge takes the sums of another over, which is done with then.
func (x *sums) merge(o sums) {
	for _, s := range o {
		if to := x.find(s.unit, s.flowUnit, s.hasFlow); to != nil {
			to.merge(s)
		} else {
			*x = append(*x, s)
		}
	}
}
