package bulk

import (
	"bytes"
	"maps"
	"slices"
	"unicode/utf8"

	"tidai/calc/quantity"
)

// spare is how many bytes behind a chunk may be looked at.
const spare = 64

// longest is the longest row that is plain; what becomes of longer ones is for
// the importer to say.
const longest = 4096

// entry is an outlet and a pollutant as written in the file, one for each
// pair, with what it is counted under. Files repeat their pairs in the same
// order, so an entry remembers which one came after it.
type entry struct {
	outlet, pollutant string
	odd               bool      // no row of the pair is plain
	series            []*series // one for each Value column
	next              *entry
}

type series struct {
	name  Name
	month int // month of block
	block *Block
	all   map[int]*Block
}

// contested says which intervals are left to the importer in the second pass;
// nil in the first.
type contested map[Name]map[int][]uint64

// scanner adds up the rows of the chunks one worker is given.
type scanner struct {
	layout    *Layout
	worker    Worker
	contested contested
	last      int  // number of the last column that matters
	values    int  // Value columns
	beyond    bool // the chunk is valid UTF-8: cells that do not matter may hold any of it

	clock   clock
	entries map[string]*entry
	series  map[Name]*series
	prev    *entry
	key     []byte
	found   []quantity.Decimal

	chunk, line   int // where the scanner is: chunk, and line within it
	first, latest place
	rows, outside int64
	err           error
}

// place is a line before the lines of the chunks before it are known; none is
// a chunk below zero.
type place struct{ chunk, line int }

func (p place) before(o place) bool {
	return p.chunk < o.chunk || p.chunk == o.chunk && p.line < o.line
}

func newScanner(l *Layout, c contested) *scanner {
	s := &scanner{layout: l, worker: l.Worker(), contested: c, last: -1, clock: newClock(l),
		entries: map[string]*entry{}, series: map[Name]*series{},
		first: place{chunk: -1}, latest: place{chunk: -1}}
	for i, m := range l.Columns {
		if m != Ignore {
			s.last = i
		}
		if m == Value {
			s.values++
		}
	}
	s.found = make([]quantity.Decimal, s.values)
	return s
}

// scan reads the lines of one chunk, buf[:end]; each ends in a newline, and
// buf goes on for spare bytes behind them.
func (s *scanner) scan(chunk int, buf []byte, end int) (lines int) {
	s.chunk, s.line = chunk, 0
	s.beyond = s.layout.UTF8 && utf8.Valid(buf[:end])
	for pos := 0; pos < end && s.err == nil; s.line++ {
		next, ok := s.row(buf, pos)
		if !ok {
			next = pos + bytes.IndexByte(buf[pos:end], '\n') + 1
			s.odd(buf[pos : next-1])
		}
		pos = next
	}
	return s.line
}

// row adds up a plain row and returns where the next one begins; ok is false
// where it is not plain, and then nothing was added.
func (s *scanner) row(buf []byte, pos int) (next int, ok bool) {
	guess := (*entry)(nil)
	if s.prev != nil {
		guess = s.prev.next
	}
	var outlet, pollutant []byte
	flow, value, begin := quantity.Decimal{}, 0, pos
	for i, means := range s.layout.Columns[:s.last+1] {
		switch means {
		case Ignore:
			if pos, ok = s.skip(buf, pos); !ok {
				return 0, false
			}
		case Ordinal:
			for buf[pos]-'0' <= 9 {
				pos++
			}
		case Time:
			if pos, ok = s.clock.read(buf, pos); !ok {
				return 0, false
			}
		case Outlet:
			if guess != nil && s.stands(guess.outlet, buf, pos) {
				pos += len(guess.outlet)
				outlet = buf[pos-len(guess.outlet) : pos]
				break
			}
			guess = nil
			from := pos
			pos = s.cellEnd(buf, pos)
			outlet = buf[from:pos]
		case Pollutant:
			from := pos
			if guess != nil && s.stands(guess.pollutant, buf, pos) {
				pos += len(guess.pollutant)
			} else {
				guess = nil
				pos = s.cellEnd(buf, pos)
			}
			pollutant = buf[from:pos]
		case Value, Flow:
			c, e, p, plain := number(buf, pos)
			if !plain {
				return 0, false
			}
			pos = p
			if means == Flow {
				flow = quantity.Decimal{Coef: c, Exp: e}
			} else {
				s.found[value] = quantity.Decimal{Coef: c, Exp: e}
				value++
			}
		case Flag:
			if buf[pos] != 'N' {
				return 0, false
			}
			pos++
		}
		if buf[pos] == s.layout.Delimiter && i < s.last {
			pos++
		} else if i < s.last {
			return 0, false
		}
	}
	if pos, ok = s.lineEnd(buf, pos); !ok || pos-begin > longest {
		return 0, false
	}
	if guess == nil {
		guess = s.entry(outlet, pollutant)
	}
	if guess.odd || s.contested != nil && s.contests(guess) {
		return 0, false
	}
	s.prev = guess
	s.add(guess, flow)
	return pos, true
}

// add adds the values found in a row.
func (s *scanner) add(e *entry, flow quantity.Decimal) {
	s.rows++
	s.latest = place{s.chunk, s.line}
	if s.first.chunk < 0 {
		s.first = s.latest
	}
	if s.clock.outside {
		s.outside += int64(s.values)
		return
	}
	for i, series := range e.series {
		b := series.block
		if series.month != s.clock.month || b == nil {
			b = s.blockOf(series, s.clock.month)
		}
		b.fill(s.clock.slot)
		b.take(s.found[i], flow)
	}
}

// contests reports whether other rows claim an interval of this one.
func (s *scanner) contests(e *entry) bool {
	for _, series := range e.series {
		if !s.clock.outside && s.blockOf(series, s.clock.month).contestedAt(s.clock.slot) {
			return true
		}
	}
	return false
}

// entry finds or makes the entry of a pair and remembers that it follows the
// one before.
func (s *scanner) entry(outlet, pollutant []byte) *entry {
	s.key = append(append(append(s.key[:0], outlet...), '\n'), pollutant...)
	e := s.entries[string(s.key)]
	if e == nil {
		e = &entry{outlet: string(outlet), pollutant: string(pollutant), series: make([]*series, s.values)}
		for i := range e.series {
			name, ok := s.layout.named(s.worker, outlet, pollutant, i)
			if !ok {
				e.odd = true
				break
			}
			e.series[i] = s.seriesOf(name)
		}
		if len(s.entries) < mostEntries {
			s.entries[string(s.key)] = e
		}
	}
	if s.prev != nil {
		s.prev.next = e
	}
	return e
}

// mostEntries bounds the memory that rows without sense can take.
const mostEntries = 1 << 18

// named asks for the names of a pair; quotes make rows odd.
func (l *Layout) named(w Worker, outlet, pollutant []byte, value int) (Name, bool) {
	if bytes.IndexByte(outlet, '"') >= 0 || bytes.IndexByte(pollutant, '"') >= 0 {
		return Name{}, false
	}
	return w.Names(outlet, pollutant, value)
}

func (s *scanner) seriesOf(name Name) *series {
	x := s.series[name]
	if x == nil {
		x = &series{name: name, all: map[int]*Block{}}
		s.series[name] = x
	}
	return x
}

func (s *scanner) blockOf(x *series, month int) *Block {
	b := x.all[month]
	if b == nil {
		b = newBlock(slotsPerMonth(s.layout.Minutes))
		b.contested = s.contested[x.name][month]
		x.all[month] = b
	}
	x.month, x.block = month, b
	return b
}

// odd hands a row to the importer.
func (s *scanner) odd(text []byte) {
	claims, err := s.worker.Odd(s.chunk, s.line, text)
	if s.err = err; err != nil || s.contested != nil {
		return
	}
	for _, c := range claims {
		month, slot := slotOf(c.Start, s.layout.Minutes)
		s.blockOf(s.seriesOf(c.Name), month).claim(slot)
	}
}

// sortedNames lists the names of the series a scanner has met.
func sortedNames(m map[Name]*series) []Name {
	return slices.SortedFunc(maps.Keys(m), compareNames)
}
