package bulk

import (
	"math/bits"

	"tidai/calc/quantity"
)

// Block is what the rows of one series in one month come to: exact sums, and
// a bit for every interval that a row has filled.
type Block struct {
	Used      int64 // values, those not detected included
	NonDetect int64
	Mass      quantity.DecimalSum // concentration × flow of the detected values
	Undetect  quantity.DecimalSum // detection limit × flow of the others
	Flow      quantity.DecimalSum
	Min, Max  quantity.Decimal // of the detected values; zero where there are none
	filled    []uint64

	// While the rows are written to the same number of places their sums are
	// kept here, where adding needs no search; see flush.
	places [2]int8
	lo     uint64
	hi     int64
	flow   int64

	collided  []uint64 // intervals that several rows of one worker fill
	contested []uint64 // shared by all workers of the second pass: intervals left to it
	settled   map[int]*contest
}

func newBlock(slots int) *Block { return &Block{filled: make([]uint64, (slots+63)/64)} }

// fill marks an interval and reports whether it was empty.
func (b *Block) fill(slot int) {
	w, bit := slot>>6, uint64(1)<<(slot&63)
	if b.filled[w]&bit != 0 {
		if b.collided == nil {
			b.collided = make([]uint64, len(b.filled))
		}
		b.collided[w] |= bit
	}
	b.filled[w] |= bit
}

// take adds a detected value c and its flow q, both as written: not negative,
// below 10^14.
func (b *Block) take(c, q quantity.Decimal) {
	if b.places != [2]int8{c.Exp, q.Exp} || b.flow > 1<<61 || b.hi > 1<<60 {
		b.flush()
		b.places = [2]int8{c.Exp, q.Exp}
	}
	b.limits(c)
	b.Used++
	hi, lo := bits.Mul64(uint64(c.Coef), uint64(q.Coef))
	var carry uint64
	b.lo, carry = bits.Add64(b.lo, lo, 0)
	b.hi += int64(hi) + int64(carry)
	b.flow += q.Coef
}

// takeUndetected adds a value below the detection limit c.
func (b *Block) takeUndetected(c, q quantity.Decimal) {
	b.Used++
	b.NonDetect++
	b.Undetect.AddProduct(c, q)
	b.Flow.Add(q)
}

// takeAny adds a detected value of any sign and size.
func (b *Block) takeAny(c, q quantity.Decimal) {
	b.limits(c)
	b.Used++
	b.Mass.AddProduct(c, q)
	b.Flow.Add(q)
}

func (b *Block) limits(c quantity.Decimal) {
	switch {
	case b.Used == b.NonDetect:
		b.Min, b.Max = c, c
	case c.Exp == b.Min.Exp && c.Exp == b.Max.Exp:
		b.Min.Coef = min(b.Min.Coef, c.Coef)
		b.Max.Coef = max(b.Max.Coef, c.Coef)
	default:
		b.widen(c, c)
	}
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
	b.Flow.AddWide(uint64(b.flow), b.flow>>63, int(b.places[1]))
	b.lo, b.hi, b.flow = 0, 0, 0
}

// merge adds another worker's block. Intervals that both have filled become
// collisions.
func (b *Block) merge(o *Block) {
	b.flush()
	o.flush()
	for i := range b.filled {
		if both := b.filled[i] & o.filled[i]; both != 0 || o.collided != nil {
			if b.collided == nil {
				b.collided = make([]uint64, len(b.filled))
			}
			b.collided[i] |= both
			if o.collided != nil {
				b.collided[i] |= o.collided[i]
			}
		}
		b.filled[i] |= o.filled[i]
	}
	if o.Used > o.NonDetect {
		if b.Used == b.NonDetect {
			b.Min, b.Max = o.Min, o.Max
		} else {
			b.widen(o.Min, o.Max)
		}
	}
	b.Used += o.Used
	b.NonDetect += o.NonDetect
	b.Mass.Merge(&o.Mass)
	b.Undetect.Merge(&o.Undetect)
	b.Flow.Merge(&o.Flow)
	b.mergeContests(o)
}

// Covered is the number of intervals that rows fill.
func (b *Block) Covered() int64 {
	var n int
	for _, w := range b.filled {
		n += bits.OnesCount64(w)
	}
	return int64(n)
}

// Filled reports whether a row fills the interval with that number in the
// month.
func (b *Block) Filled(slot int) bool {
	return slot>>6 < len(b.filled) && b.filled[slot>>6]&(1<<(slot&63)) != 0
}
