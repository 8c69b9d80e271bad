package intake

import (
	"bytes"
	"unicode/utf8"

	"tidai/calc/quantity"
)

// spare is how many bytes behind a chunk may be looked at.
const spare = 64

// longest is the longest row that is plain; what becomes of longer ones is for
// the reader of cells to say.
const longest = 4096

// pair is an outlet and a pollutant as written in the file, with where their
// values go. Files repeat their pairs in the same order, so a pair remembers
// which one came after it.
type pair struct {
	outlet, pollutant, firm string
	odd                     bool // no row of the pair is plain
	bins                    []Bin
	next                    *pair

	of   string // the outlet that is meant
	told int    // the last part in which its firm was kept
}

// scanner hands over the plain rows of the chunks one goroutine is given.
type scanner struct {
	*plain
	rows   *rows
	beyond bool // the chunk is valid UTF-8: cells that do not matter may hold any of it

	clock clock
	pairs map[string]*pair
	prev  *pair
	key   []byte
	found []quantity.Decimal
	said  string // the last remark that says nothing on the state of the values

	part         int // chunks so far
	line         int // from 0 in the chunk
	first, prior int // plain rows of the chunk, from 1; 0 where there is none
	count        int64
	err          error
}

func newScanner(s *Looked, p *plain, sink Sink) *scanner {
	return &scanner{plain: p, rows: newRows(s, p, sink), clock: newClock(p), pairs: map[string]*pair{},
		found: make([]quantity.Decimal, p.each())}
}

// scan reads the lines of one chunk, buf[:end]; each ends in a newline, and
// buf goes on for spare bytes behind them.
func (s *scanner) scan(buf []byte, end int) {
	s.line, s.first, s.prior, s.count, s.err = 0, 0, 0, 0, nil
	s.part++
	s.beyond = s.utf8 && utf8.Valid(buf[:end])
	for pos := 0; pos < end && s.err == nil; s.line++ {
		next, ok := s.row(buf, pos)
		if !ok {
			next = pos + bytes.IndexByte(buf[pos:end], '\n') + 1
			s.err = s.rows.odd(s.line, buf[pos:next-1])
		}
		pos = next
	}
}

// row hands a plain row over and returns where the next one begins; ok is false
// where it is not plain, and then nothing was handed over.
func (s *scanner) row(buf []byte, pos int) (next int, ok bool) {
	guess := (*pair)(nil)
	if s.prev != nil {
		guess = s.prev.next
	}
	var outlet, pollutant, firm []byte
	flow, value, begin := quantity.Decimal{}, 0, pos
	for i, means := range s.columns[:s.last+1] {
		switch means {
		case ignored:
			if pos, ok = s.skip(buf, pos); !ok {
				return 0, false
			}
		case remarkCell:
			if pos, ok = s.remark(buf, pos, i); !ok {
				return 0, false
			}
		case ordinal:
			for buf[pos]-'0' <= 9 {
				pos++
			}
		case timeCell:
			if pos, ok = s.clock.read(buf, pos); !ok {
				return 0, false
			}
		case outletCell:
			if guess != nil && s.stands(guess.outlet, buf, pos) {
				pos += len(guess.outlet)
				outlet = buf[pos-len(guess.outlet) : pos]
				break
			}
			guess = nil
			from := pos
			pos = s.cellEnd(buf, pos)
			outlet = buf[from:pos]
		case pollutantCell:
			from := pos
			if guess != nil && s.stands(guess.pollutant, buf, pos) {
				pos += len(guess.pollutant)
			} else {
				guess = nil
				pos = s.cellEnd(buf, pos)
			}
			pollutant = buf[from:pos]
		case firmCell:
			from := pos
			if guess != nil && s.stands(guess.firm, buf, pos) {
				pos += len(guess.firm)
			} else {
				guess = nil
				pos = s.cellEnd(buf, pos)
			}
			firm = buf[from:pos]
		case valueCell, flowCell:
			c, e, p, plain := scanNumber(buf, pos)
			if !plain {
				return 0, false
			}
			pos = p
			if means == flowCell {
				flow = quantity.Decimal{Coef: c, Exp: e}
			} else {
				s.found[value] = quantity.Decimal{Coef: c, Exp: e}
				value++
			}
		case flagCell:
			if buf[pos] != 'N' {
				return 0, false
			}
			pos++
		}
		if buf[pos] == s.dialect.Delimiter && i < s.last {
			pos++
		} else if i < s.last {
			return 0, false
		}
	}
	if pos, ok = s.lineEnd(buf, pos); !ok || pos-begin > longest {
		return 0, false
	}
	if guess == nil {
		guess = s.pair(outlet, pollutant, firm)
	}
	if guess.odd {
		return 0, false
	}
	if len(firm) > 0 && guess.told != s.part {
		s.rows.firm(guess, s.part, s.line+1)
	}
	s.prev = guess
	s.take(guess, flow)
	return pos, true
}

// take hands over the values found in a row.
func (s *scanner) take(p *pair, flow quantity.Decimal) {
	s.count++
	if s.prior = s.line + 1; s.first == 0 {
		s.first = s.prior
	}
	for i, c := range p.bins {
		c.Take(s.clock.start, s.found[i], flow, s.line+1)
	}
}

// pair finds or makes a pair and remembers that it follows the one before.
func (s *scanner) pair(outlet, pollutant, firm []byte) *pair {
	s.key = pairKey(s.key, outlet, pollutant, firm)
	p := s.pairs[string(s.key)]
	if p == nil {
		p = &pair{outlet: string(outlet), pollutant: string(pollutant), firm: string(firm)}
		s.rows.settle(p)
		if len(s.pairs) < mostPairs {
			s.pairs[string(s.key)] = p
		}
	}
	if s.prev != nil {
		s.prev.next = p
	}
	return p
}

func pairKey(key, outlet, pollutant, firm []byte) []byte {
	key = append(append(append(key[:0], outlet...), '\n'), pollutant...)
	return append(append(key, '\n'), firm...)
}

// mostPairs bounds the memory that rows without sense can take.
const mostPairs = 1 << 18
