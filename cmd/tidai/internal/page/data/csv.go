package data

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"

	"tidai/cmd/tidai/internal/page"
)

// CSV writes a table for Chinese Excel, which takes a file for UTF-8
// only where it begins with a byte order mark.
func CSV(t page.Grid) ([]byte, error) {
	var b bytes.Buffer
	w := NewCSV(&b, t.Columns)
	for _, row := range t.Rows {
		w.Spans(row)
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// File is a CSV file that is being written.
type File struct {
	*csv.Writer
	columns []page.Head
	cells   []string
}

// NewCSV begins a file with its heads.
func NewCSV(to io.Writer, columns []page.Head) *File {
	w := &File{Writer: csv.NewWriter(to), columns: columns, cells: make([]string, len(columns))}
	w.UseCRLF = true
	for i, c := range columns {
		w.cells[i] = c.Head
	}
	if len(columns) > 0 {
		w.cells[0] = "\ufeff" + w.cells[0]
	}
	w.Write(w.cells) // keeps its first error for Error
	return w
}

// Spans writes a row of running texts, without their marks.
func (w *File) Spans(cells []page.Spans) {
	w.cells = w.cells[:0]
	for i, s := range cells {
		w.cells = append(w.cells, Text(s.String(), w.columns[i].Right))
	}
	w.Write(w.cells)
}

// Row writes a row; Error tells what went wrong.
func (w *File) Row(cells []string) {
	w.cells = w.cells[:0]
	for i, s := range cells {
		w.cells = append(w.cells, Text(s, w.columns[i].Right))
	}
	w.Write(w.cells)
}

// Text keeps a text from being run as a formula when a spreadsheet opens
// the file.
func Text(s string, number bool) string {
	s = page.Clean(s)
	if !number && s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}
