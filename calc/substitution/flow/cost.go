package flow

import (
	"math/big"
	"math/bits"
)

// Levels is how many unit costs stand one above the other.
const Levels = 6

// Cost is what one unit costs, most important level first: a lower cost on a
// level outweighs any difference on the levels behind it.
type Cost [Levels]int64

// Cmp compares lexicographically.
func (c Cost) Cmp(d Cost) int {
	for l := range c {
		switch {
		case c[l] < d[l]:
			return -1
		case c[l] > d[l]:
			return 1
		}
	}
	return 0
}

func (c Cost) minus(d Cost) Cost {
	for l := range c {
		c[l] -= d[l]
	}
	return c
}

// PlanCost is the cost of a whole plan, level by level. It has no bound.
type PlanCost [Levels]*big.Int

func newPlanCost() PlanCost {
	var t PlanCost
	for l := range t {
		t[l] = new(big.Int)
	}
	return t
}

// add adds the cost of units at a unit cost.
func (t PlanCost) add(c Cost, units int64) {
	for l, x := range c {
		if x != 0 && units != 0 {
			t[l].Add(t[l], new(big.Int).Mul(big.NewInt(x), big.NewInt(units)))
		}
	}
}

// plus adds another total.
func (t PlanCost) plus(u PlanCost) {
	for l := range t {
		t[l].Add(t[l], u[l])
	}
}

func (t PlanCost) clone() PlanCost {
	u := newPlanCost()
	u.plus(t)
	return u
}

// Cmp compares lexicographically.
func (t PlanCost) Cmp(u PlanCost) int {
	for l := range t {
		if c := t[l].Cmp(u[l]); c != 0 {
			return c
		}
	}
	return 0
}

// packed is a Cost in two machine words, for the inner loops. The levels lie
// beside one another in fields so wide that the costs of a whole cycle of the
// network stay inside: packed costs then order cycles as the levels do.
type packed struct{ hi, lo int64 }

func (a packed) plus(b packed) packed  { return packed{a.hi + b.hi, a.lo + b.lo} }
func (a packed) minus(b packed) packed { return packed{a.hi - b.hi, a.lo - b.lo} }
func (a packed) negative() bool        { return a.hi < 0 || (a.hi == 0 && a.lo < 0) }
func (a packed) less(b packed) bool    { return a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo) }

// none is the cost of a pair that may not be joined.
var none = packed{hi: 1<<63 - 1}

// packing is how the levels of one problem lie in the two words.
type packing struct {
	width [Levels]uint
	split int // levels before it lie in hi
}

// wordBits is what one word holds; a sum of two must not overflow.
const wordBits = 61

// newPacking makes room for sums of up to length unit costs, and one more, with
// levels no larger than most: for every price of a node and every reduced cost,
// which are sums along a path or a cycle.
func newPacking(most Cost, length int) (packing, error) {
	p := packing{}
	for l := range most {
		hi, lo := bits.Mul64(uint64(most[l]), uint64(length+2))
		if hi != 0 || lo >= 1<<wordBits {
			return p, ErrTooLarge
		}
		p.width[l] = uint(bits.Len64(lo)) + 1
	}
	p.split = Levels
	var low, high uint
	for p.split > 0 && low+p.width[p.split-1] <= wordBits {
		p.split--
		low += p.width[p.split]
	}
	for _, w := range p.width[:p.split] {
		high += w
	}
	if high > wordBits {
		return p, ErrTooLarge
	}
	return p, nil
}

func (p packing) pack(c Cost) packed {
	var out packed
	for l, x := range c {
		word := &out.lo
		if l < p.split {
			word = &out.hi
		}
		*word = *word<<p.width[l] + x
	}
	return out
}

// unpack is the inverse of pack for anything the widths have room for.
func (p packing) unpack(x packed) Cost {
	var c Cost
	for l := Levels - 1; l >= 0; l-- {
		word := &x.lo
		if l < p.split {
			word = &x.hi
		}
		half := int64(1) << (p.width[l] - 1)
		c[l] = (*word+half)&(2*half-1) - half
		*word = (*word - c[l]) >> p.width[l]
	}
	return c
}
