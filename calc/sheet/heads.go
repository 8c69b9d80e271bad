package sheet

import (
	"bytes"
	"errors"
	"io"
)

// Head is what is seen of one sheet of a workbook without reading all of it.
type Head struct {
	Name          string
	Hidden        bool
	HiddenColumns []Range // only Col1 and Col2 are set
	Rows          []Row   // the first rows that have cells; they stay valid
	Fault         error   // the sheet cannot be read: what is wrong with it
}

// HiddenColumn reports whether a column is hidden.
func (h *Head) HiddenColumn(col int) bool {
	for _, r := range h.HiddenColumns {
		if r.Col1 <= col && col <= r.Col2 {
			return true
		}
	}
	return false
}

// Heads returns the first rows of every sheet of an XLSX file, in their order,
// without sheets that are charts; a CSV file has none. Which sheet Options
// state plays no part.
func Heads(r io.ReaderAt, size int64, o Options, rows int) ([]Head, error) {
	o = o.withDefaults()
	text := o
	text.Sheet, text.Sheets = "", nil
	if d, err := text.look(r, size); err != nil || d.Format != XLSX {
		return nil, err
	}
	b, err := openBook(r, size, o)
	if err != nil {
		return nil, err
	}
	styles, err := b.cellStyles()
	if err != nil {
		return nil, err
	}
	var out []Head
	for _, s := range b.sheets {
		h := Head{Name: s.name, Hidden: s.hidden}
		reader := &sheetReader{b: b, name: s.name, styles: styles, fn: func(r *Row) error {
			h.Rows = append(h.Rows, cloned(r))
			if len(h.Rows) >= rows {
				return ErrNextSheet
			}
			return nil
		}}
		if err := b.readSheet(reader, s); !errors.Is(err, ErrNextSheet) {
			h.Fault = err
		}
		h.HiddenColumns = reader.hidden
		out = append(out, h)
	}
	return out, nil
}

// cloned copies a row, so that it outlives its reading.
func cloned(r *Row) Row {
	out := *r
	out.Cells = append([]Cell(nil), r.Cells...)
	for i := range out.Cells {
		out.Cells[i].Text = bytes.Clone(out.Cells[i].Text)
	}
	return out
}
