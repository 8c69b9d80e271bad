package bulk

import (
	"math/bits"

	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Block is what the plain rows of one series in one month come to: exact sums,
// and a bit for every interval that a row has filled.
type Block struct {
	Used     int64
	Mass     quantity.DecimalSum // concentration × flow
	Values   quantity.DecimalSum // of concentrations
	Flow     quantity.DecimalSum
	Min, Max quantity.Decimal
	filled   []uint64

	// While the rows are written to the same number of places their sums are
	// kept here, where adding needs no search; see flush.
	places [2]int8
	lo     uint64
	hi     int64
	value  int64
	flow   int64

	claimed   []uint64 // intervals that odd rows fill
	collided  []uint64 // intervals that several rows fill, one of them plain
	contested []uint64 // shared by all workers of the second pass: intervals whose rows are all odd
}

func newBlock(slots int) *Block { return &Block{filled: make([]uint64, (slots+63)/64)} }

// fill marks an interval, and notes if it was filled before.
func (b *Block) fill(slot int) {
	w, bit := slot>>6, uint64(1)<<(slot&63)
	if b.filled[w]&bit != 0 {
		b.collide(w, bit)
	}
	b.filled[w] |= bit
}

func (b *Block) collide(w int, bits uint64) {
	if b.collided == nil {
		b.collided = make([]uint64, len(b.filled))
	}
	b.collided[w] |= bits
}

// claim marks an interval that an odd row fills.
func (b *Block) claim(slot int) {
	if b.claimed == nil {
		b.claimed = make([]uint64, len(b.filled))
	}
	b.claimed[slot>>6] |= 1 << (slot & 63)
}

func (b *Block) contestedAt(slot int) bool {
	return b.contested != nil && b.contested[slot>>6]&(1<<(slot&63)) != 0
}

// take adds a value c and its flow q, both as written: not negative, below
// 10^14.
func (b *Block) take(c, q quantity.Decimal) {
	if b.places != [2]int8{c.Exp, q.Exp} || (b.flow|b.value|b.hi) > 1<<60 {
		b.flush()
		b.places = [2]int8{c.Exp, q.Exp}
	}
	switch {
	case b.Used == 0:
		b.Min, b.Max = c, c
	case c.Exp == b.Min.Exp && c.Exp == b.Max.Exp:
		b.Min.Coef = min(b.Min.Coef, c.Coef)
		b.Max.Coef = max(b.Max.Coef, c.Coef)
	default:
		b.widen(c, c)
	}
	b.Used++
	hi, lo := bits.Mul64(uint64(c.Coef), uint64(q.Coef))
	var carry uint64
	b.lo, carry = bits.Add64(b.lo, lo, 0)
	b.hi += int64(hi) + int64(carry)
	b.value += c.Coef
	b.flow += q.Coef
}

func (b *Block) widen(least, greatest quantity.Decimal) {
	if least.Cmp(b.Min) < 0 {
		b.Min = least
	}
	if greatest.Cmp(b.Max) > 0 {
		b.Max = greatest
	}
}

// flush moves what was added at the present places into the sums.
func (b *Block) flush() {
	b.Mass.AddWide(b.lo, b.hi, int(b.places[0])+int(b.places[1]))
	b.Values.AddWide(uint64(b.value), 0, int(b.places[0]))
	b.Flow.AddWide(uint64(b.flow), 0, int(b.places[1]))
	b.lo, b.hi, b.value, b.flow = 0, 0, 0, 0
}

// merge adds another worker's block. Intervals that both have filled become
// collisions.
func (b *Block) merge(o *Block) {
	b.flush()
	o.flush()
	for i, filled := range o.filled {
		if both := b.filled[i] & filled; both != 0 {
			b.collide(i, both)
		}
		b.filled[i] |= filled
	}
	for i, w := range o.collided {
		if w != 0 {
			b.collide(i, w)
		}
	}
	if b.claimed == nil {
		b.claimed = o.claimed
	} else {
		for i, w := range o.claimed {
			b.claimed[i] |= w
		}
	}
	if o.Used > 0 {
		if b.Used == 0 {
			b.Min, b.Max = o.Min, o.Max
		} else {
			b.widen(o.Min, o.Max)
		}
	}
	b.Used += o.Used
	b.Mass.Merge(&o.Mass)
	b.Values.Merge(&o.Values)
	b.Flow.Merge(&o.Flow)
}

// collisions returns the intervals several rows fill; any says whether there
// is one. Odd rows alone are no collision: the importer has them all.
func (b *Block) collisions() (slots []uint64, any bool) {
	for i, w := range b.claimed {
		if both := w & b.filled[i]; both != 0 {
			b.collide(i, both)
		}
	}
	return b.collided, b.collided != nil
}

// Bounds returns the first minute of the first and of the last interval that a
// row fills.
func (m Month) Bounds(minutes int) (first, last monitoring.Minute) {
	begin := beginOf(m.Year, m.Month)
	lo, hi := -1, -1
	for i, w := range m.filled {
		if w == 0 {
			continue
		}
		if lo < 0 {
			lo = i<<6 + bits.TrailingZeros64(w)
		}
		hi = i<<6 + 63 - bits.LeadingZeros64(w)
	}
	return begin + monitoring.Minute(lo*minutes), begin + monitoring.Minute(hi*minutes)
}

// Forget frees what only Bounds needs.
func (b *Block) Forget() { b.filled, b.collided = nil, nil }
