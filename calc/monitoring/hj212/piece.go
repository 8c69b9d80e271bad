package hj212

import (
	"cmp"
	"io"
	"math"
	"slices"
	"strings"
)

// A file can be read in pieces that begin where a sound frame does: whatever
// stands before it, a reader comes to it with nothing in hand but the parts of
// split messages, and what it has reported. Both are put together in the order
// of the pieces, so that messages, counts and problems are those of the file
// in one piece, wherever it is cut.

// Piece is what was read of a piece of a file, its lines counted from its own
// beginning.
type Piece struct {
	ledger
	from, to Place // to is behind the piece, in lines of the piece
	parts    []heldPart
	messages int // whole ones
}

// heldPart is a part of a split message, on its way to the others.
type heldPart struct {
	m      Message
	body   string
	raw    []byte
	before int // whole messages of the piece that came before it
}

// NextFrame finds the first sound frame that begins at from or behind; size
// where there is none. Frames begin there for every reader of the file.
func NextFrame(r io.ReaderAt, size, from int64) (int64, error) {
	const most = headBytes + mostSegment + checkBytes
	buf := make([]byte, min(4*most, size-from))
	for from < size {
		n, err := r.ReadAt(buf[:min(int64(len(buf)), size-from)], from)
		if err != nil && err != io.EOF {
			return 0, err
		}
		last := from+int64(n) == size
		at, found := soundFrame(buf[:n], last)
		if found || last {
			return from + int64(at), nil
		}
		from += int64(max(at, 1))
	}
	return size, nil
}

// soundFrame finds a sound frame in b, or how much of b has none; last says
// that nothing is behind b.
func soundFrame(b []byte, last bool) (at int, found bool) {
	const most = headBytes + mostSegment + checkBytes
	for {
		i := nextHead(b[at:])
		if i < 0 {
			if last {
				return len(b), false
			}
			return len(b) - headBytes + 1, false
		}
		at += i
		if at > 0 && at+most > len(b) && !last {
			return at, false
		}
		length, _ := fourDigits(b[at+2 : at+headBytes])
		if sound(b[at:min(len(b), at+headBytes+length+checkBytes)], length) {
			return at, true
		}
		at++
	}
}

// Scan reads the frames that begin in [from, to), two beginnings of frames as
// NextFrame finds them, or the ends of the file. Every message that is whole
// in the piece goes to fn, which must copy what it keeps; places are counted
// from the piece's beginning, offsets from the file's. An error is one of r or
// of fn.
func (o Options) Scan(r io.ReaderAt, size, from, to int64, fn func(*Message) error) (*Piece, error) {
	start := Place{Line: 1, Column: 1, Offset: from}
	p := &Piece{ledger: o.ledger(math.MaxInt), from: start}
	s := &scanner{ledger: &p.ledger, at: start, to: to,
		win: newWindow(io.NewSectionReader(r, from, size-from), to-from),
		fn:  func(m *Message) error { p.messages++; return fn(m) }, part: p.hold}
	err := s.run()
	s.win.close()
	p.to = s.at
	return p, err
}

func (p *Piece) hold(m *Message, body string, raw []byte) error {
	p.parts = append(p.parts, heldPart{m.own(), strings.Clone(body), slices.Clone(raw), p.messages})
	return nil
}

// Join puts pieces together.
type Join struct {
	ledger        // of the parts, since the last piece
	sum    ledger // of the file
	at     Place
	joiner joiner
	onces  map[string]bool
}

// Join begins to put pieces together. Messages whose parts were split go to
// fn, with their places in the file.
func (o Options) Join(fn func(*Message) error) *Join {
	j := &Join{ledger: o.ledger(math.MaxInt), sum: o.ledger(mostNames), at: Place{Line: 1, Column: 1}}
	j.late = true
	j.joiner = joiner{ledger: &j.ledger, fn: fn, waiting: newWaiting()}
	return j
}

// At is where the next piece begins.
func (j *Join) At() Place { return j.at }

// Add adds the next piece. before is called before a split message may go to
// fn, with the number of whole messages of the piece that come before it; it
// may be nil. An error is that of fn or before.
func (j *Join) Add(p *Piece, before func(messages int) error) error {
	for i := range p.parts {
		h := &p.parts[i]
		j.seq = h.m.Place.Offset
		h.m.Place = h.m.Place.from(j.at)
		if before != nil {
			if err := before(h.before); err != nil {
				return err
			}
		}
		if err := j.joiner.part(&h.m, h.body, h.raw); err != nil {
			return err
		}
	}
	end := p.to.from(j.at)
	for i := range p.problems {
		p.problems[i].Place = p.problems[i].Place.from(j.at)
	}
	for i := range p.stats.Unknown {
		p.stats.Unknown[i].Place = p.stats.Unknown[i].Place.from(j.at)
	}
	for i := range p.stats.Systems {
		p.stats.Systems[i].Place = p.stats.Systems[i].Place.from(j.at)
	}
	j.take(&p.ledger)
	j.sum.stats.measure(j.at, end)
	j.at = end
	return nil
}

// Done ends the file, and returns what was found in all of it.
func (j *Join) Done() ([]Problem, Stats) {
	j.seq = math.MaxInt64
	j.joiner.giveUpAll()
	j.take(&ledger{})
	return j.sum.sorted(), j.sum.stats
}

// from returns the place in the file of one in a piece that begins at start.
func (p Place) from(start Place) Place {
	if p.Line == 1 {
		p.Column += start.Column - 1
	}
	p.Line += start.Line - 1
	return p
}

// take adds the ledger of a piece, and what putting its parts together came to.
func (j *Join) take(l *ledger) {
	all := slices.Concat(l.problems, l.over, j.problems, j.over)
	slices.SortStableFunc(all, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.seq, b.seq), cmp.Compare(order(a.late), order(b.late)))
	})
	j.sum.stats.add(&l.stats)
	j.sum.stats.add(&j.stats)
	for _, p := range all {
		if p.once != "" && !j.first(&p, l) {
			j.sum.stats.count(p.Severity, -1)
			continue
		}
		if len(j.sum.problems) < j.sum.most {
			j.sum.problems = append(j.sum.problems, p)
		}
	}
	for _, list := range [][]UnknownCode{l.stats.Unknown, j.stats.Unknown} {
		for _, u := range list {
			if i, ok := j.sum.unknown[strings.ToUpper(u.Code)]; ok {
				j.sum.stats.Unknown[i].Fields += u.Fields
			}
		}
	}
	j.problems, j.over, j.stats = j.problems[:0], j.over[:0], Stats{}
	clear(j.unknown)
	clear(j.marks)
	clear(j.versions)
}

func order(late bool) int {
	if late {
		return 1
	}
	return 0
}

// first reports whether a problem that is reported once is there for the first
// time, and whether there is still room for its kind.
func (j *Join) first(p *Problem, l *ledger) bool {
	switch {
	case strings.HasPrefix(p.once, onceMark):
		mark := p.once[len(onceMark):]
		if j.sum.marks[mark] || len(j.sum.marks) >= mostNames {
			return false
		}
		j.sum.marks[mark] = true
	case strings.HasPrefix(p.once, onceUnknown):
		return j.firstUnknown(p, l)
	default:
		if j.onces[p.once] {
			return false
		}
		if j.onces == nil {
			j.onces = map[string]bool{}
		}
		j.onces[p.once] = true
	}
	return true
}

func (j *Join) firstUnknown(p *Problem, l *ledger) bool {
	key := p.once[len(onceUnknown):]
	known := j.sum.unknown
	if _, ok := known[key]; ok {
		return false
	}
	if len(known) >= mostNames {
		if known[""] > 0 {
			return false
		}
		known[""] = 1
		*p = p.manyCodes()
		p.Message, p.Remedy = manyCodes()
		return true
	}
	from := l
	if p.late {
		from = &j.ledger
	}
	u := from.stats.Unknown[from.unknown[key]]
	u.Fields = 0 // they are added to those of other pieces
	known[key] = len(j.sum.stats.Unknown)
	j.sum.stats.Unknown = append(j.sum.stats.Unknown, u)
	return true
}

// add adds counts up; codes and lines are others' concern.
func (s *Stats) add(o *Stats) {
	s.Frames += o.Frames
	s.Whole += o.Whole
	s.Parts += o.Parts
	s.Broken += o.Broken
	s.Repeated += o.Repeated
	s.Orphaned += o.Orphaned
	s.Encrypted += o.Encrypted
	for _, x := range o.Systems {
		s.skip(x)
	}
	s.Messages += o.Messages
	s.Joined += o.Joined
	s.ByKind.RealTime += o.ByKind.RealTime
	s.ByKind.Minutes += o.ByKind.Minutes
	s.ByKind.Hour += o.ByKind.Hour
	s.ByKind.Day += o.ByKind.Day
	s.ByKind.Other += o.ByKind.Other
	for i, n := range o.ByVersion {
		s.ByVersion[i] += n
	}
	s.Problems += o.Problems
	s.Warnings += o.Warnings
}
