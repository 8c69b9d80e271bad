package intake

import (
	"slices"
	"unicode/utf8"

	"tidai/calc/monitoring"
	"tidai/calc/monitoring/bulk"
	"tidai/calc/sheet"
)

// bulkWorker is one goroutine's importer.
type bulkWorker struct {
	*bulkFile
	table  *table
	sink   Sink
	parts  map[int]*bulkPart
	chunk  int
	cells  []sheet.Cell
	claims []bulk.Claim
}

// bulkPart is what the odd rows of one chunk come to; rows count from 1 in it.
type bulkPart struct {
	faults faults
	record monitoring.FileRecord
}

func (b *bulkFile) worker() bulk.Worker {
	w := &bulkWorker{bulkFile: b, parts: map[int]*bulkPart{}, chunk: -1, sink: b.sinks()}
	w.table = newTable(b.set, b.layout, &faults{}, &monitoring.FileRecord{}, func(r monitoring.Reading) error {
		if w.sink.Take(r, w.chunk) {
			w.claims = append(w.claims, bulk.Claim{Name: bulk.Name{Outlet: r.Outlet, Pollutant: string(r.Pollutant)},
				Start: r.Start})
		}
		return nil
	})
	return w
}

func beyondASCII(text []byte) bool {
	return slices.ContainsFunc(text, func(c byte) bool { return c >= utf8.RuneSelf })
}

// Odd reads a row as the reader of New does.
func (w *bulkWorker) Odd(chunk, line int, text []byte) ([]bulk.Claim, error) {
	if w.dialect.ASCII && beyondASCII(text) {
		return nil, bulk.ErrSequential // what follows settles the encoding
	}
	cells, err := sheet.SplitLine(text, w.dialect, w.cells[:0])
	if err != nil {
		return nil, bulk.ErrSequential
	}
	w.cells, w.claims = cells, w.claims[:0]
	if len(cells) == 0 {
		return nil, nil
	}
	if chunk != w.chunk {
		p := &bulkPart{}
		w.chunk, w.parts[chunk], w.table.faults, w.table.record = chunk, p, &p.faults, &p.record
	}
	err = w.table.data(&sheet.Row{Number: line + 1, Cells: cells})
	return w.claims, err
}

// Names names the series of a row, as the reader of New would.
func (w *bulkWorker) Names(outlet, pollutant []byte, value int) (bulk.Name, bool) {
	n := bulk.Name{Outlet: w.set.Outlet}
	if n.Outlet == "" {
		text, ok := w.decode(outlet)
		if text = plainText(text); !ok {
			return n, false
		}
		if n.Outlet, ok = w.table.outlets[text]; !ok {
			n.Outlet = text
		}
		if !ok && text == "" {
			return n, false
		}
	}
	if !w.layout.Long {
		n.Pollutant = string(w.values[value].Pollutant)
		return n, true
	}
	text, ok := w.decode(pollutant)
	if !ok || w.layout.PollutantCol == 1 && beginsSummary(text) {
		return n, false
	}
	named, c := w.table.name(text), w.layout.Column(w.layout.ValueCol)
	n.Pollutant = string(named.pollutant)
	plainUnit := c.HasUnit && isConcentration(c.Unit) && (!named.hasUnit || named.unit.String() == c.Unit.String())
	return n, named.kind == metalName && plainUnit
}

// decode decodes a cell without quotes.
func (w *bulkWorker) decode(text []byte) (string, bool) {
	if len(text) == 0 {
		return "", true
	}
	if w.dialect.ASCII && beyondASCII(text) {
		return "", false
	}
	cells, err := sheet.SplitLine(text, w.dialect, nil)
	if err != nil || len(cells) != 1 {
		return "", false
	}
	return string(cells[0].Text), true
}
