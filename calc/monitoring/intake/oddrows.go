package intake

import (
	"errors"
	"slices"
	"unicode/utf8"

	"tidai/calc/monitoring"
	"tidai/calc/sheet"
)

// errInOrder ends the reading of chunks: what a file holds can only be
// understood in order.
var errInOrder = errors.New("the file can be read in order only")

// rows reads the rows of a text file that are not plain, as cells, and names
// the series of those that are.
type rows struct {
	*plain
	source *Looked
	table  *table
	sink   Sink
	cells  []sheet.Cell
}

// chunkPart is what a chunk comes to, apart from its values; rows count from 1
// in it.
type chunkPart struct {
	faults faults
	record monitoring.FileRecord
	lines  int
}

func newRows(s *Looked, p *plain, sink Sink) *rows {
	return &rows{plain: p, source: s, sink: sink,
		table: newTable(s.Set, s.Layout, &faults{}, &monitoring.FileRecord{}, sink.Take)}
}

// in says which chunk what follows is of.
func (x *rows) in(s *Looked, p *chunkPart) {
	x.table.file, x.table.faults, x.table.record = s.Name, &p.faults, &p.record
}

func beyondASCII(text []byte) bool {
	return slices.ContainsFunc(text, func(c byte) bool { return c >= utf8.RuneSelf })
}

// odd reads a row as cells.
func (x *rows) odd(line int, text []byte) error {
	if x.dialect.ASCII && beyondASCII(text) {
		return errInOrder // what follows settles the encoding
	}
	cells, err := sheet.SplitLine(text, x.dialect, x.cells[:0])
	if err != nil {
		return errInOrder
	}
	if x.cells = cells; len(cells) == 0 {
		return nil
	}
	if err := x.table.data(&sheet.Row{Number: line + 1, Cells: cells}); err != nil {
		return err
	}
	if x.table.pending != nil || x.table.blocks > 0 {
		return errInOrder // another header: what follows is laid out otherwise
	}
	return nil
}

// settle finds where the values of the rows of a pair go.
func (x *rows) settle(p *pair) {
	as := *p
	ok := [3]bool{}
	as.outlet, ok[0] = x.decode([]byte(p.outlet))
	as.pollutant, ok[1] = x.decode([]byte(p.pollutant))
	as.firm, ok[2] = x.decode([]byte(p.firm))
	if p.odd = ok != [3]bool{true, true, true}; p.odd {
		return
	}
	x.plain.settlePair(&as, x.table, x.sink)
	p.bins, p.odd, p.of = as.bins, as.odd, as.of
}

func (p *plain) settlePair(x *pair, t *table, sink Sink) {
	var ok bool
	x.bins, ok = p.bins(t, sink, x.outlet, x.pollutant)
	x.odd = !ok || t.layout.FirmCol == 1 && beginsSummary(x.firm)
	if x.of = t.set.Outlet; x.of == "" {
		x.of, _ = t.outletNamed(x.outlet)
	}
}

// firm keeps the firm of a pair, once in each part.
func (x *rows) firm(p *pair, part, row int) {
	p.told = part
	if name, ok := x.decode([]byte(p.firm)); ok {
		x.table.faults.firm(p.of, name, faultPlace{row: row, col: x.table.layout.FirmCol})
	}
}

// bins are where the values of the rows of an outlet and a pollutant go; ok is
// false where no row of the two is plain.
func (p *plain) bins(t *table, sink Sink, outlet, pollutant string) (out []Bin, ok bool) {
	l := t.layout
	of := Series{Outlet: t.set.Outlet, Minutes: p.minutes, HasFlow: l.FlowCol > 0, FlowUnit: l.Column(l.FlowCol).Unit}
	if of.Outlet == "" {
		if of.Outlet, ok = t.outletNamed(outlet); !ok {
			return nil, false
		}
	}
	if !l.Long {
		for _, m := range p.values {
			of.Pollutant, of.Unit, of.Col, of.Flag = m.Pollutant, l.Column(m.Value).Unit, m.Value, monitoring.NoFlag
			if m.Flag > 0 || l.MarkOf > 0 {
				of.Flag = monitoring.Normal
			}
			out = append(out, sink.Bin(of))
		}
		return out, true
	}
	if l.PollutantCol == 1 && beginsSummary(pollutant) {
		return nil, false
	}
	named, c := t.name(pollutant), l.Column(l.ValueCol)
	if named.kind != metalName || !c.HasUnit || !isConcentration(c.Unit) || named.hasUnit &&
		named.unit.String() != c.Unit.String() {
		return nil, false
	}
	of.Pollutant, of.Unit = named.pollutant, c.Unit
	return []Bin{sink.Bin(of)}, true
}

// decode decodes a cell without quotes.
func (x *rows) decode(text []byte) (string, bool) {
	if len(text) == 0 {
		return "", true
	}
	if slices.Contains(text, '"') || x.dialect.ASCII && beyondASCII(text) {
		return "", false
	}
	cells, err := sheet.SplitLine(text, x.dialect, nil)
	if err != nil || len(cells) != 1 {
		return "", false
	}
	return string(cells[0].Text), true
}
