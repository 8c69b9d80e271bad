package totals

import (
	"math/bits"
	"sync"

	"tidai/calc/monitoring"
)

// block is one series in one period, a month, or a day where days are told
// apart: the sums of its values, and a bit for every interval that has one.
type block struct {
	sums      sums
	filled    []uint64
	contested []uint64 // intervals with several values, which are in no sum once they are settled

	invalid            map[string]int64
	first, last        monitoring.Minute // of values that are in no interval of the block
	seen               bool
	duplicate          int64
	conflicts, clashes int64 // intervals whose values differ; their values

	spans  []span    // what of the files has values of the block
	part   int32     // the last that had
	window int32     // when its contested intervals are settled
	claims *claimSet // of its contested intervals, while they are settled
}

// span is a stretch of parts; file is that of the last.
type span struct{ file, from, to int32 }

// between is the farthest step from a span to a part of another file that joins
// it: days that each have a file are one span for a month. What lies between is
// read again with them.
const between = 3

// reaches reports whether a span that ends so goes on with o.
func (s span) reaches(o span) bool { return o.file == s.file || o.from <= s.to+between }

// with is a span that both are in.
func (s span) with(o span) span {
	return span{max(s.file, o.file), min(s.from, o.from), max(s.to, o.to)}
}

func newBlock(slots int) *block {
	bits := make([]uint64, (slots+63)/64)
	return &block{filled: bits, part: -1}
}

// fill marks an interval, and notes if it has a value already.
func (b *block) fill(slot int32) {
	w, bit := slot>>6, uint64(1)<<(slot&63)
	if b.filled[w]&bit != 0 {
		b.contest(int(w), bit)
	}
	b.filled[w] |= bit
}

func (b *block) contest(w int, bits uint64) {
	if b.contested == nil {
		b.contested = make([]uint64, len(b.filled))
	}
	b.contested[w] |= bits
}

func (b *block) contestedAt(slot int32) bool {
	return b.contested != nil && b.contested[slot>>6]&(1<<(slot&63)) != 0
}

// see takes a time in that no interval of the block stands for.
func (b *block) see(at monitoring.Minute) {
	if !b.seen {
		b.first, b.last, b.seen = at, at, true
	}
	b.first, b.last = min(b.first, at), max(b.last, at)
}

func (b *block) reject(at monitoring.Minute, reason string, n int64) {
	if b.invalid == nil {
		b.invalid = map[string]int64{}
	}
	b.invalid[reason] += n
	b.see(at)
}

// touch notes that a part of a file has values of the block.
func (b *block) touch(file, part int32) {
	b.part = part
	b.spans = addSpan(b.spans, span{file, part, part})
}

// merge adds another goroutine's block. Intervals that both have filled are
// contested.
func (b *block) merge(o *block) {
	for i, filled := range o.filled {
		if both := b.filled[i] & filled; both != 0 {
			b.contest(i, both)
		}
		b.filled[i] |= filled
	}
	for i, w := range o.contested {
		if w != 0 {
			b.contest(i, w)
		}
	}
	b.sums.merge(o.sums)
	for reason, n := range o.invalid {
		b.reject(o.first, reason, n)
	}
	if o.seen {
		b.see(o.first)
		b.see(o.last)
	}
	b.spans = mergeSpans(b.spans, o.spans)
}

func addSpan(list []span, s span) []span {
	if n := len(list); n > 0 && list[n-1].reaches(s) {
		list[n-1] = list[n-1].with(s)
		return list
	}
	return append(list, s)
}

// mergeSpans joins two lists in the order of parts.
func mergeSpans(p, q []span) []span {
	out := make([]span, 0, max(len(p), len(q)))
	for len(p) > 0 || len(q) > 0 {
		if len(q) == 0 || len(p) > 0 && p[0].from <= q[0].from {
			out, p = addSpan(out, p[0]), p[1:]
		} else {
			out, q = addSpan(out, q[0]), q[1:]
		}
	}
	return out
}

// bounds returns the first minute of the first and of the last interval that
// has a value, and of what else was seen.
func (b *block) bounds(begin monitoring.Minute, minutes int32) (first, last monitoring.Minute) {
	lo, hi := -1, -1
	for i, w := range b.filled {
		if w == 0 {
			continue
		}
		if lo < 0 {
			lo = i<<6 + bits.TrailingZeros64(w)
		}
		hi = i<<6 + 63 - bits.LeadingZeros64(w)
	}
	if lo < 0 {
		return b.first, b.last
	}
	first, last = begin+monitoring.Minute(lo)*monitoring.Minute(minutes), begin+monitoring.Minute(hi)*
		monitoring.Minute(minutes)
	if b.seen {
		first, last = min(first, b.first), max(last, b.last)
	}
	return first, last
}

// claimSet holds what is said of the contested intervals of a block; all
// goroutines share it.
type claimSet struct {
	mu        sync.Mutex
	contested []uint64
	before    []int32 // contested intervals before each word of the bits
	claims    []claim
	contest   contest
}

func (a *adder) newClaimSet(contested []uint64) *claimSet {
	c := &claimSet{contested: contested, before: make([]int32, len(contested)), contest: a.newContest()}
	n := 0
	for i, w := range contested {
		c.before[i] = int32(n)
		n += bits.OnesCount64(w)
	}
	c.claims = make([]claim, n)
	return c
}

// take takes a value of a contested interval.
func (c *claimSet) take(slot int32, g given, at place, file int32) {
	w := c.contested[slot>>6] & (1<<(slot&63) - 1)
	i := int(c.before[slot>>6]) + bits.OnesCount64(w)
	c.mu.Lock()
	c.contest.take(&c.claims[i], g, at, file)
	c.mu.Unlock()
}

// each goes through the contested intervals in order of time.
func (c *claimSet) each(do func(slot int32, c *claim)) {
	i := 0
	for w, word := range c.contested {
		for ; word != 0; word &= word - 1 {
			do(int32(w<<6+bits.TrailingZeros64(word)), &c.claims[i])
			i++
		}
	}
}
