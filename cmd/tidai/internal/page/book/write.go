package book

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"tidai/cmd/tidai/internal/page"
)

// author writes the workbooks and their notes.
const author = "tidai"

// Write makes the file of a workbook. The same workbook gives the same bytes.
// excelize's stream writer has the formula and its value in one cell; the
// value stands there for who reads the file without computing it.
func Write(title string, sheets []*Sheet, names []Name) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	f.SetZipWriter(inOrder)
	if err := properties(f, title); err != nil {
		return nil, err
	}
	ids, err := styles(f)
	if err != nil {
		return nil, err
	}
	for i, s := range sheets {
		if err := place(f, i, s); err != nil {
			return nil, err
		}
		w := &writer{file: f, Sheet: s, styles: ids, heights: s.rowHeights()}
		if err := w.write(); err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	for _, n := range names {
		if err := f.SetDefinedName(&excelize.DefinedName{Name: n.Name, RefersTo: n.Refers}); err != nil {
			return nil, fmt.Errorf("%s: %w", n.Name, err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// corePart says what the document is. That of a new file of excelize has a day
// of 2006, and what is not there needs no day.
const (
	corePart = "docProps/core.xml"
	noCore   = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`
)

// properties are those of the file: whose it is, and that it is computed anew
// when it is opened.
func properties(f *excelize.File, title string) error {
	f.Pkg.Store(corePart, []byte(noCore))
	if err := f.SetDocProps(&excelize.DocProperties{Title: page.Clean(title), Creator: author,
		LastModifiedBy: author}); err != nil {
		return err
	}
	if err := f.SetAppProps(&excelize.AppProperties{Application: author}); err != nil {
		return err
	}
	remove := false // the names of those who change it
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{FilterPrivacy: &remove}); err != nil {
		return err
	}
	anew, version := true, uint(191029) // of the calculation: Excel 2019
	return f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &anew, CalcID: &version})
}

// place makes room for a sheet at its place; a new file has one sheet.
func place(f *excelize.File, i int, s *Sheet) error {
	if i == 0 {
		return f.SetSheetName(f.GetSheetName(0), s.Name)
	}
	_, err := f.NewSheet(s.Name)
	return err
}

// writer writes a sheet.
type writer struct {
	*Sheet
	file    *excelize.File
	styles  []int
	heights []float64 // of the rows
}

// write keeps the order of the stream writer: the properties of the sheet
// stand before its rows, and the notes must be known before it ends.
func (w *writer) write() error {
	if err := w.layout(); err != nil {
		return err
	}
	stream, err := w.file.NewStreamWriter(w.Name)
	if err != nil {
		return err
	}
	// Each width is put before those already set, and the file wants columns in order.
	for i, width := range slices.Backward(w.Widths) {
		if err := stream.SetColWidth(i+1, i+1, float64(width)); err != nil {
			return err
		}
	}
	if err := w.heads(stream); err != nil {
		return err
	}
	if err := w.notes(); err != nil {
		return err
	}
	for i, row := range w.Rows {
		if err := w.row(stream, i, row); err != nil {
			return err
		}
	}
	return stream.Flush()
}

// heads keeps the head in sight, and prints it on every page.
func (w *writer) heads(stream *excelize.StreamWriter) error {
	if w.Heads == 0 {
		return nil
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: w.Heads, TopLeftCell: CellName(w.Heads, 0),
		ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: w.Name,
		RefersTo: fmt.Sprintf("%s!$1:$%d", w.quoted(), w.Heads)})
}

func (w *writer) row(stream *excelize.StreamWriter, i int, row []Cell) error {
	values := make([]any, len(row))
	for j, c := range row {
		value, err := c.value()
		if err != nil {
			return fmt.Errorf("%s: %w", CellName(i, j), err)
		}
		values[j] = excelize.Cell{StyleID: w.styles[c.Style], Formula: c.Formula, Value: value}
	}
	return stream.SetRow(CellName(i, 0), values, excelize.RowOpts{Height: w.heights[i]})
}

// value is what the file holds of a cell: a text, a number, or nothing. A
// formula without its value is refused: who only reads the file would see none.
func (c Cell) value() (any, error) {
	switch {
	case c.Text != "":
		return page.Clean(c.Text), nil
	case c.Number != "":
		return strconv.ParseFloat(c.Number, 64)
	case c.Formula != "":
		return nil, fmt.Errorf("the formula %s has no value", c.Formula)
	}
	return nil, nil
}

// rowHeights are those of each row's longest wrapped text: not every program works
// them out when it opens the file. 0 is the height of one line.
func (s *Sheet) rowHeights() []float64 {
	const line, most = 13, 400 // points
	out := make([]float64, len(s.Rows))
	for r, row := range s.Rows {
		lines := 1
		for i, c := range row {
			if (c.Style == Wrapped || c.Style == Head) && i < len(s.Widths) {
				lines = max(lines, linesIn(page.Clean(c.Text), s.Widths[i]-1))
			}
		}
		if lines > 1 {
			out[r] = min(float64(lines*line+2), most)
		}
	}
	return out
}

// linesIn is how many lines of a width a text takes.
func linesIn(text string, width int) int { return (page.Width(text) + width - 1) / width }

// notes adds the notes, each as large as its text.
func (w *writer) notes() error {
	if !w.hasNotes() {
		return nil
	}
	for i, h := range w.heights { // a note is as high as the rows it lies over
		if h > 0 {
			if err := w.file.SetRowHeight(w.Name, i+1, h); err != nil {
				return err
			}
		}
	}
	for i, row := range w.Rows {
		for j, c := range row {
			if c.Note == "" {
				continue
			}
			if err := w.file.AddComment(w.Name, comment(CellName(i, j), c.Note)); err != nil {
				return err
			}
		}
	}
	return nil
}

func comment(at, note string) excelize.Comment {
	const perLine, digit, line, margin, size = 46, 8, 17, 12, 9 // 46 digits; pixels; points
	lines := strings.Split(note, "\n")
	high := 0
	for i, text := range lines {
		lines[i] = page.Clean(text)
		high += max(1, linesIn(lines[i], perLine))
	}
	return excelize.Comment{Cell: at, Author: author, Width: perLine * digit, Height: uint(high*line + margin),
		Paragraph: []excelize.RichTextRun{{Text: strings.Join(lines, "\n"),
			Font: &excelize.Font{Family: font, Size: size, Charset: &chinese, ColorTheme: &dark}}}}
}
