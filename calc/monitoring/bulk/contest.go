package bulk

import "tidai/calc/quantity"

// Several rows for one interval cannot be judged while chunks are added up in
// any order: which of them comes first is not known. So a file in which there
// are any is read twice. The second time the rows of those intervals are
// compared instead of added; equal ones count once, and where any two differ
// none counts.

// contest is what the rows of one interval have said so far.
type contest struct {
	value, flow quantity.Decimal
	nonDetect   bool
	rows        int64
	conflict    bool
	chunk       int // first row
	line        int
}

func (b *Block) contestedAt(slot int) bool {
	return b.contested != nil && b.contested[slot>>6]&(1<<(slot&63)) != 0
}

// enter adds a row's claim to an interval.
func (b *Block) enter(slot int, claim contest) {
	if b.settled == nil {
		b.settled = map[int]*contest{}
	}
	held := b.settled[slot]
	if held == nil {
		b.settled[slot] = &claim
		return
	}
	held.join(&claim)
}

// join compares two claims; the result is the same in either order.
func (c *contest) join(o *contest) {
	if c.conflict || o.conflict || c.nonDetect != o.nonDetect || c.value.Cmp(o.value) != 0 || c.flow.Cmp(o.flow) != 0 {
		c.conflict = true
	}
	c.rows += o.rows
	if o.chunk < c.chunk || (o.chunk == c.chunk && o.line < c.line) {
		c.chunk, c.line = o.chunk, o.line
	}
}

func (b *Block) mergeContests(o *Block) {
	for slot, claim := range o.settled {
		b.enter(slot, *claim)
	}
}

// settle adds up what the contests came to and forgets them. conflicts are
// the rows of intervals about which rows disagree.
func (b *Block) settle(report func(slot int, c *contest)) (duplicates, conflicts int64) {
	for slot, c := range b.settled {
		if c.conflict {
			conflicts += c.rows
			b.filled[slot>>6] &^= 1 << (slot & 63)
			report(slot, c)
			continue
		}
		duplicates += c.rows - 1
		if c.nonDetect {
			b.takeUndetected(c.value, c.flow)
		} else {
			b.takeAny(c.value, c.flow)
		}
	}
	b.settled = nil
	return duplicates, conflicts
}
