package monitoring

import (
	"maps"
	"slices"

	"tidai/calc/quantity"
)

// state is what is known of a slot of time.
type state uint8

const (
	nothing state = iota // no row
	valid
	stopped // a row says the source stood still
	invalid
)

// slot is one interval of a series: its row, or rows that say the same.
type slot struct {
	conc, flow quantity.Decimal
	place      rowAt // of the first row
	rows       int32 // of the same file as the first
	units      uint8 // index of the pair of units
	state      state
	why        reason
	flag       Flag
	limit      bool // conc is a detection limit
	flows      bool // invalid, but its flow was measured
	twice      bool // rows contradict each other
}

// rowAt is the place of a row; file is an index of the collection.
type rowAt struct {
	row  int32
	col  uint16
	file uint16
}

// more is what a slot with several rows remembers of those beside the first.
type more struct {
	files map[uint16]int32 // rows of other files
	other rowAt            // the first row beside the first
}

const chunkLen = 512

// grid holds the slots of one length of interval. Memory grows with the time
// that has data, not with rows.
type grid struct {
	step   int32 // minutes
	chunks map[int32]*[chunkLen]slot
	more   map[int32]*more
	lastNo int32 // the chunk looked at last
	last   *[chunkLen]slot
}

func newGrid(step int32) *grid {
	return &grid{step: step, chunks: map[int32]*[chunkLen]slot{}, more: map[int32]*more{}}
}

// index is the slot a time falls into.
func (g *grid) index(m Minute) int32 { return int32(floorDiv(int(m), int(g.step))) }

func (g *grid) start(i int32) Minute { return Minute(i * g.step) }

// at returns a slot to read; nil where there are no rows.
func (g *grid) at(i int32) *slot {
	c := g.chunk(i)
	if c == nil {
		return nil
	}
	if s := &c[i-int32(floorDiv(int(i), chunkLen))*chunkLen]; s.state != nothing {
		return s
	}
	return nil
}

// make returns a slot to write.
func (g *grid) make(i int32) *slot {
	n := int32(floorDiv(int(i), chunkLen))
	c := g.chunk(i)
	if c == nil {
		c = new([chunkLen]slot)
		g.chunks[n] = c
		g.lastNo, g.last = n, c
	}
	return &c[i-n*chunkLen]
}

// chunk is the chunk of a slot; nil where there is none.
func (g *grid) chunk(i int32) *[chunkLen]slot {
	n := int32(floorDiv(int(i), chunkLen))
	if g.last != nil && g.lastNo == n {
		return g.last
	}
	c := g.chunks[n]
	if c != nil {
		g.lastNo, g.last = n, c
	}
	return c
}

// each visits the slots that have rows, in order of time, from one slot up to
// but without another.
func (g *grid) each(from, to int32, visit func(i int32, s *slot)) {
	for _, n := range slices.Sorted(maps.Keys(g.chunks)) {
		if (n+1)*chunkLen <= from || n*chunkLen >= to {
			continue
		}
		c := g.chunks[n]
		for k := range c {
			if i := n*chunkLen + int32(k); c[k].state != nothing && i >= from && i < to {
				visit(i, &c[k])
			}
		}
	}
}

// put adds a row to its slot. before orders rows by file name and number, so
// that the first row of a slot does not depend on the order of reading.
func (g *grid) put(i int32, s slot, same func(a, b *slot) bool, before func(a, b rowAt) bool) {
	have := g.make(i)
	if have.state == nothing {
		*have = s
		return
	}
	g.again(i, have, s, same, before)
}

// again adds a row to a slot that has one.
func (g *grid) again(i int32, have *slot, s slot, same func(a, b *slot) bool, before func(a, b rowAt) bool) {
	m := g.more[i]
	if m == nil {
		m = &more{files: map[uint16]int32{}, other: s.place}
		g.more[i] = m
	}
	twice := have.twice || s.twice || !same(have, &s)
	first, second := have.place, s.place
	if before(second, first) {
		first, second = second, first
		*have, s = s, *have
	}
	if before(second, m.other) || m.other == first {
		m.other = second
	}
	have.twice = twice
	if s.place.file == have.place.file {
		have.rows += s.rows
	} else {
		m.files[s.place.file] += s.rows
		have.rows += m.files[have.place.file]
		delete(m.files, have.place.file)
	}
}
