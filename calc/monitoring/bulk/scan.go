package bulk

import (
	"bytes"
	"maps"
	"slices"

	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// spare is how many bytes behind a chunk may be looked at.
const spare = 64

// entry is an outlet and a pollutant as written in the file, one for each
// pair, with what it is counted under. Files repeat their pairs in the same
// order, so an entry remembers which one came after it.
type entry struct {
	outlet, pollutant string
	series            []*series // one for each Value column; nil where not accounted for
	next              *entry
}

type series struct {
	name  Name
	month int // month of block
	block *Block
	all   map[int]*Block
}

// contested says which intervals are left to the second pass; nil in the first.
type contested map[Name]map[int][]uint64

// scanner adds up the rows of the chunks one worker is given.
type scanner struct {
	layout    *Layout
	contested contested
	last      int // number of the last column that matters
	values    int // Value columns

	clock   clock
	entries map[string]*entry
	series  map[Name]*series
	prev    *entry
	key     []byte

	chunk, line int // where the scanner is: chunk, and line within it
	found       []quantity.Decimal
	tally       monitoring.Tally
	rows        int64
	problems    map[string][]place
	sequential  bool
}

// place is a Problem before the lines of the chunks before it are known.
type place struct {
	chunk, line int
	name        Name
}

func newScanner(l *Layout, c contested) *scanner {
	s := &scanner{layout: l, contested: c, last: -1, clock: newClock(l), entries: map[string]*entry{}, series: map[Name]*series{}, problems: map[string][]place{}}
	for i, m := range l.Columns {
		if m != Ignore {
			s.last = i
		}
		if m == Value {
			s.values++
		}
	}
	s.found = make([]quantity.Decimal, s.values)
	s.tally.Reasons = map[string]int64{}
	return s
}

// scan reads the lines of one chunk, buf[:end]; each ends in a newline, and
// buf goes on for spare bytes behind them.
func (s *scanner) scan(chunk int, buf []byte, end int) (lines int) {
	s.chunk, s.line = chunk, 0
	for pos := 0; pos < end && !s.sequential; s.line++ {
		next, ok := s.row(buf, pos)
		if !ok {
			next = pos + bytes.IndexByte(buf[pos:end], '\n') + 1
			s.slow(buf[pos : next-1])
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
	flow, value := quantity.Decimal{}, 0
	for i, means := range s.layout.Columns[:s.last+1] {
		switch means {
		case Ignore:
			if buf[pos] == '"' {
				return 0, false
			}
			pos = s.cellEnd(buf, pos)
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
	if pos, ok = s.lineEnd(buf, pos); !ok {
		return 0, false
	}
	if guess == nil {
		if len(outlet) > 0 && outlet[0] == '"' || len(pollutant) > 0 && pollutant[0] == '"' {
			return 0, false
		}
		guess = s.entry(outlet, pollutant)
	}
	s.prev = guess
	s.rows++
	s.add(guess, flow)
	return pos, true
}

// stands reports whether the cell at pos is text.
func (s *scanner) stands(text string, buf []byte, pos int) bool {
	n := len(text)
	if pos+n >= len(buf) || string(buf[pos:pos+n]) != text {
		return false
	}
	c := buf[pos+n]
	return c == s.layout.Delimiter || c == '\n' || c == '\r'
}

// cellEnd finds the end of a cell without quotes.
func (s *scanner) cellEnd(buf []byte, pos int) int {
	for ; pos < len(buf); pos++ {
		if c := buf[pos]; c == s.layout.Delimiter || c == '\n' || c == '\r' {
			break
		}
	}
	return min(pos, len(buf)-1)
}

// lineEnd expects the end of the line at pos, or columns that do not matter.
func (s *scanner) lineEnd(buf []byte, pos int) (next int, ok bool) {
	if buf[pos] == s.layout.Delimiter {
		n := bytes.IndexByte(buf[pos:], '\n')
		if n < 0 || bytes.IndexByte(buf[pos:pos+n], '"') >= 0 {
			return 0, false
		}
		return pos + n + 1, true
	}
	if buf[pos] == '\r' {
		pos++
	}
	return pos + 1, buf[pos] == '\n'
}

// add adds the values found in a row.
func (s *scanner) add(e *entry, flow quantity.Decimal) {
	s.tally.Read += int64(s.values)
	if s.clock.outside {
		s.tally.Outside += int64(s.values)
		return
	}
	for i, series := range e.series {
		if series == nil {
			s.invalid(Name{e.outlet, e.pollutant}, OtherSeries)
			continue
		}
		b := series.block
		if series.month != s.clock.month || b == nil {
			b = s.blockOf(series, s.clock.month)
		}
		if b.contestedAt(s.clock.slot) {
			b.enter(s.clock.slot, contest{value: s.found[i], flow: flow, rows: 1, chunk: s.chunk, line: s.line})
			b.filled[s.clock.slot>>6] |= 1 << (s.clock.slot & 63)
			continue
		}
		b.fill(s.clock.slot)
		b.take(s.found[i], flow)
	}
}

func (s *scanner) invalid(n Name, reason string) {
	s.tally.Invalid++
	s.tally.Reasons[reason]++
	// A line is kept whole: which of its values come first is settled later, by
	// name.
	held := s.problems[reason]
	if k := len(held); k < MaxProblems || (held[k-1].chunk == s.chunk && held[k-1].line == s.line) {
		s.problems[reason] = append(held, place{s.chunk, s.line, n})
	}
}

// entry finds or makes the entry of a pair and remembers that it follows the
// one before.
func (s *scanner) entry(outlet, pollutant []byte) *entry {
	s.key = append(append(append(s.key[:0], outlet...), '\n'), pollutant...)
	e := s.entries[string(s.key)]
	if e == nil {
		e = &entry{outlet: string(outlet), pollutant: string(pollutant), series: make([]*series, s.values)}
		for i := range e.series {
			if name, ok := s.layout.Names(outlet, pollutant, i); ok {
				e.series[i] = s.seriesOf(name)
			}
		}
		s.entries[string(s.key)] = e
	}
	if s.prev != nil {
		s.prev.next = e
	}
	return e
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

// slow hands a row to the importer and adds up what comes back.
func (s *scanner) slow(line []byte) {
	if bytes.Count(line, []byte{'"'})%2 != 0 {
		s.sequential = true
		return
	}
	line = bytes.TrimSuffix(line, []byte{'\r'})
	if len(bytes.TrimSpace(line)) == 0 {
		return
	}
	s.rows++
	for _, row := range s.layout.Slow(line) {
		s.tally.Read++
		month, slot := slotOf(row.Start, s.layout.Minutes)
		switch {
		case row.Outside:
			s.tally.Outside++
		case row.Reason != "":
			s.invalid(row.Name, row.Reason)
		default:
			s.addRow(row, month, slot)
		}
	}
}

func (s *scanner) addRow(row Row, month, slot int) {
	b := s.blockOf(s.seriesOf(row.Name), month)
	switch {
	case b.contestedAt(slot):
		b.enter(slot, contest{value: row.Value, flow: row.Flow, nonDetect: row.NonDetect, rows: 1, chunk: s.chunk, line: s.line})
		b.filled[slot>>6] |= 1 << (slot & 63)
	case row.NonDetect:
		b.fill(slot)
		b.takeUndetected(row.Value, row.Flow)
	default:
		b.fill(slot)
		b.takeAny(row.Value, row.Flow)
	}
}

// sortedNames lists the names of the series a scanner has met.
func sortedNames(m map[Name]*series) []Name {
	return slices.SortedFunc(maps.Keys(m), compareNames)
}
