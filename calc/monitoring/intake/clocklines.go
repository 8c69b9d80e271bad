package intake

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"unicode/utf8"

	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/sheet"
)

// clockLook is what the rows of a table say of its clock, and of a column that
// may be a totaliser's.
type clockLook struct {
	evidence
	set    dossier.MonitoringFiles
	table  *table
	looked int    // rows
	meters bool   // rows are readings of a totaliser
	flows  bool   // rows are flows
	sample string // first time whose day and month cannot be told apart
	meter  rising
}

func newClockLook(first *Layout, set dossier.MonitoringFiles) *clockLook {
	x := &clockLook{set: set, table: newTable(set, first, &faults{}, &monitoring.FileRecord{}, nil)}
	x.begins, x.ends = first.Begin > 0, first.End > 0 && first.Begin == 0
	return x
}

func (x *clockLook) begin(p *page) {
	own := *p.layout
	own.Clock = Clock{Order: x.set.DateOrder}
	x.table.layout, x.hasLast, x.table.lastDay = &own, false, moment{}
}

// row takes a row in; the error is errStop when nothing is open any more.
func (x *clockLook) row(p *page, r *sheet.Row) error {
	if r.Number <= p.layout.HeaderEnd {
		return nil
	}
	x.take(r)
	return x.counted()
}

// take reports whether the row's time could be read.
func (x *clockLook) take(r *sheet.Row) bool {
	t := x.table
	t.cells, t.row = r.Cells, r.Number
	m, _, text, ok := t.moment()
	switch {
	case ok:
		x.see(m, r.Number)
		if t.layout.Long && t.layout.FlowCol == 0 {
			kind := t.name(t.text(t.layout.PollutantCol)).kind
			x.meters, x.flows = x.meters || kind == meterName, x.flows || kind == flowName
		}
		t.flowSeen(&x.meter)
		if m.open && x.sample == "" {
			x.sample = text
		}
	case x.unread == "":
		x.unread = text
	}
	return ok
}

func (x *clockLook) counted() error {
	if x.looked++; x.looked%evidenceRows == 0 && x.enough(x.set) {
		return errStop
	}
	return nil
}

// errAsCells says that lines must be read as cells, from the beginning.
var errAsCells = errors.New("lines with quotes, or the like")

// lines reads the rows of a text file whose time is one cell without splitting
// them; a line with the time of the line before says nothing new. It sees what
// row sees, or the error is errAsCells.
func (x *clockLook) lines(p *page, file File, d sheet.Dialect, from int64) error {
	x.begin(p)
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	number := p.first
	for size := file.Size(); from < size; {
		text, err := readLines(file, *room, from, min(from+lookChunk, size), size)
		if err != nil || !asPlain(text, d, from) {
			return errAsCells // which says what is wrong
		}
		from += int64(len(text))
		if number, err = x.plainLines(text, number, d); err != nil {
			return err
		}
	}
	return nil
}

// lookChunk is how much is read at a time where a few rows may be enough; it
// leaves room for the end of its last line.
const lookChunk = framesHead - 8<<10

// rooms are buffers for looking at files: there may be many.
var rooms = sync.Pool{New: func() any {
	b := make([]byte, framesHead)
	return &b
}}

func (x *clockLook) plainLines(text []byte, number int, d sheet.Dialect) (next int, err error) {
	col := x.table.layout.Time
	var last []byte // time of the line before
	known, ok := false, false
	cells := make([]sheet.Cell, col)
	for ; len(text) > 0; number++ {
		end := bytes.IndexByte(text, '\n')
		line := bytes.TrimSuffix(text[:end], []byte("\r"))
		if text = text[end+1:]; len(line) == 0 {
			continue
		}
		if len(line) > longest {
			return number, errAsCells
		}
		cell, found := cellOf(line, d.Delimiter, col)
		switch {
		case found && known && bytes.Equal(cell, last):
			if ok {
				x.rows++
			}
		case !found:
			ok, known = x.take(&sheet.Row{Number: number}), false
		case d.Encoding == sheet.GB18030 && beyondASCII(cell):
			return number, errAsCells
		default:
			cells[col-1] = sheet.Cell{Text: cell, Kind: sheet.Text, Col: col}
			if len(cell) == 0 {
				cells[col-1].Kind = sheet.Empty
			}
			ok, known, last = x.take(&sheet.Row{Number: number, Cells: cells}), true, cell
		}
		if err := x.counted(); err != nil {
			return number, err
		}
	}
	return number, nil
}

// cellOf finds a cell of a line without quotes.
func cellOf(line []byte, delimiter byte, col int) (cell []byte, found bool) {
	for ; col > 1; col-- {
		at := bytes.IndexByte(line, delimiter)
		if at < 0 {
			return nil, false
		}
		line = line[at+1:]
	}
	if at := bytes.IndexByte(line, delimiter); at >= 0 {
		line = line[:at]
	}
	return line, true
}

// linesAlone reports whether a look at the lines of a page shows its clock: the
// time is one cell, and no column is watched for readings of a totaliser.
func (p *page) linesAlone(set dossier.MonitoringFiles, d sheet.Dialect) bool {
	l := p.layout
	gb := d.Encoding == sheet.GB18030
	return p.sheet == "" && p.first > 0 && len(p.forms) == 0 && d.Format == sheet.CSV && !d.CR &&
		set.Encoding == "" && (strings.HasPrefix(d.Encoding, sheet.UTF8) || gb && d.Delimiter != '|') &&
		!(l.Long && l.FlowCol == 0) && l.Time > 0 && l.Day+l.Hour+l.Begin+l.End+l.MeterCol == 0 &&
		l.Column(l.FlowCol).Role != Volume
}

// asPlain reports whether no line of a text holds what only the reader of
// cells understands. GB 18030 was looked at in the head of the file only.
func asPlain(text []byte, d sheet.Dialect, at int64) bool {
	if bytes.IndexByte(text, '"') >= 0 || bytes.IndexByte(text, 0) >= 0 || loneReturn(text) {
		return false
	}
	if d.Encoding == sheet.GB18030 {
		return at+int64(len(text)) < sheet.SniffBytes
	}
	return utf8.Valid(text) && (!d.ASCII || !beyondASCII(text))
}

// loneReturn reports whether a carriage return stands before anything but a
// line end.
func loneReturn(text []byte) bool {
	return bytes.IndexByte(text, '\r') >= 0 && bytes.Count(text, []byte("\r")) != bytes.Count(text, []byte("\r\n"))
}
