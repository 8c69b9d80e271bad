package book

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"tidai/calc/sheet"
	"tidai/cmd/tidai/internal/page"
)

// sample has every kind of cell, notes on two sheets of several, and names.
func sample() ([]*Sheet, []Name) {
	var names Names
	numbers := &Sheet{Name: "输入", Heads: 1, Widths: []int{26, 14, 18}}
	numbers.Add(TextCells(Head, "名称", "数值", "a long head that takes three lines of the column")...)
	for i := range 40 {
		at := Place{numbers, len(numbers.Rows), 1}
		numbers.Add(Cell{Text: "产能", Style: Wrapped}, Cell{Number: fmt.Sprint(i, ".25"), Style: Input,
			Note: "dossier.toml:1\n" + strings.Repeat("a long note ", i)}, Cell{Text: names.Add("in_capacity", at)})
	}
	sums := &Sheet{Name: "计算 & 'x' 1", Heads: 2, Widths: []int{6, 34}}
	sums.Add(TextCells(Head, "no.", "sum")...)
	sums.Add(TextCells(Head, "", "kg/a")...)
	sums.Add(Cell{Text: "1"}, Cell{Formula: Place{numbers, 1, 1}.From(sums) + "+1", Number: "1.25", Note: "一",
		Style: Shown})
	sums.Add(Cell{Text: "2"}, Cell{Formula: AgreeOr("B3", "B3", "一致", "不一致"), Text: "一致"})
	words := &Sheet{Name: "说明", Widths: []int{24, 110}}
	words.Add(Cell{Text: "=1+1", Style: Title})
	words.Add()
	words.Add(Cell{}, Cell{Text: "  二 ", Style: Wrapped})
	return []*Sheet{words, numbers, sums, {Name: "empty"}, {Name: "a", Heads: 1, Rows: [][]Cell{{{Text: "x"}}}},
		{Name: "b"}, {Name: "c"}}, names.List
}

// reading is what the two readers, ours and excelize's, say of a file.
type reading struct {
	ours   map[string]sheet.Cell // by sheet!cell
	theirs *excelize.File
}

func read(t rapid.TB, file []byte) *reading {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	f.Close() // what it has read stays
	r := &reading{ours: map[string]sheet.Cell{}, theirs: f}
	list, err := sheet.Sheets(bytes.NewReader(file), int64(len(file)), sheet.Options{})
	if err != nil || !slices.Equal(list, f.GetSheetList()) {
		t.Fatalf("%v: sheets %q and %q", err, list, f.GetSheetList())
	}
	for _, name := range list {
		_, err := sheet.Rows(bytes.NewReader(file), int64(len(file)), sheet.Options{Sheet: name},
			func(row *sheet.Row) error {
				for _, c := range row.Cells {
					c.Text = bytes.Clone(c.Text)
					r.ours[name+"!"+CellName(row.Number-1, c.Col-1)] = c
				}
				return nil
			})
		if err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// check compares a cell with what was read: kind, text or value, formula, note.
func (r *reading) check(t rapid.TB, sheetName, at string, c Cell) {
	t.Helper()
	ours := r.ours[sheetName+"!"+at]
	text, err := r.theirs.GetCellValue(sheetName, at)
	if err != nil {
		t.Fatal(err)
	}
	formula, err := r.theirs.GetCellFormula(sheetName, at)
	if err != nil {
		t.Fatal(err)
	}
	if formula != c.Formula || ours.Formula != (c.Formula != "") {
		t.Errorf("%s: formula %q, want %q (ours: %v)", at, formula, c.Formula, ours.Formula)
	}
	switch {
	case c.Text != "":
		want := page.Clean(c.Text)
		if text != want || string(ours.Text) != want || ours.Kind != sheet.Text && want != "" {
			t.Errorf("%s: text %q and %q (%v), want %q", at, text, ours.Text, ours.Kind, want)
		}
	case c.Number != "":
		want, _ := strconv.ParseFloat(c.Number, 64)
		theirs, err := strconv.ParseFloat(text, 64)
		mine, err2 := strconv.ParseFloat(string(ours.Text), 64)
		if err != nil || err2 != nil || theirs != want || mine != want || ours.Kind != sheet.Number {
			t.Errorf("%s: number %q and %q (%v), want %s", at, text, ours.Text, ours.Kind, c.Number)
		}
	default:
		if text != "" || len(ours.Text) > 0 || ours.Kind != sheet.Empty {
			t.Errorf("%s: %q and %q (%v), want nothing", at, text, ours.Text, ours.Kind)
		}
	}
}

// Every cell, note and name is read back as it was written.
func TestReadBack(t *testing.T) {
	s, names := sample()
	b, err := Write("项目 <1>", s, names)
	if err != nil {
		t.Fatal(err)
	}
	r := read(t, b)
	if len(r.theirs.GetSheetList()) != len(s) {
		t.Fatalf("sheets %q", r.theirs.GetSheetList())
	}
	for _, x := range s {
		for i, row := range x.Rows {
			for j, c := range row {
				r.check(t, x.Name, CellName(i, j), c)
			}
		}
		checkNotes(t, r.theirs, x)
	}
	var got []Name
	for _, n := range r.theirs.GetDefinedName() {
		if n.Scope == "Workbook" {
			got = append(got, Name{n.Name, n.RefersTo})
		}
	}
	if !slices.Equal(got, names) {
		t.Errorf("names %v, want %v", got, names)
	}
	props, err := r.theirs.GetDocProps()
	if err != nil || props.Title != "项目 <1>" || props.Creator != "tidai" {
		t.Errorf("%v: properties %+v", err, props)
	}
	if p, err := r.theirs.GetCalcProps(); err != nil || p.FullCalcOnLoad == nil || !*p.FullCalcOnLoad {
		t.Errorf("%v: not computed anew on opening", err)
	}
}

func checkNotes(t *testing.T, f *excelize.File, s *Sheet) {
	t.Helper()
	comments, err := f.GetComments(s.Name)
	if err != nil {
		t.Fatal(err)
	}
	notes := map[string]string{}
	for _, c := range comments {
		if len(c.Paragraph) != 1 || c.Author != "tidai" {
			t.Fatalf("%s: a note like %+v", s.Name, c)
		}
		notes[c.Cell] = c.Paragraph[0].Text
	}
	n := 0
	for i, row := range s.Rows {
		for j, c := range row {
			if c.Note == "" {
				continue
			}
			n++
			if got := notes[CellName(i, j)]; got != c.Note {
				t.Errorf("%s!%s: note %q, want %q", s.Name, CellName(i, j), got, c.Note)
			}
		}
	}
	if n != len(notes) {
		t.Errorf("%s: %d notes, want %d", s.Name, len(notes), n)
	}
}

// Whatever texts, numbers and formulas stand in a table, they are read back.
func TestReadBackAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOf(rapid.SampledFrom([]rune("=+ab 0<>&\"'\n\t\x01_x000D铅总€𠮷é_\u2063")))
		number := rapid.Custom(func(t *rapid.T) string {
			return rapid.StringMatching(`-?[1-9][0-9]{0,16}(\.[0-9]{0,16}[1-9])?`).Draw(t, "digits")
		})
		cell := rapid.Custom(func(t *rapid.T) Cell {
			c := Cell{Style: Style(rapid.IntRange(int(Plain), int(Shown)).Draw(t, "style"))}
			switch rapid.IntRange(0, 4).Draw(t, "kind") {
			case 0:
				c.Text = word.Draw(t, "text")
			case 1:
				c.Number = number.Draw(t, "number")
			case 2:
				c.Formula, c.Number = `IF(A1<2,"&",A1)`, number.Draw(t, "value")
			case 3:
				c.Formula, c.Text = "'铅 <1>'!$A$1", "x"+word.Draw(t, "value")+"x" // no space at its ends
			}
			return c
		})
		s := &Sheet{Name: rapid.SampledFrom([]string{"铅 <1>", "x"}).Draw(t, "name"),
			Rows: rapid.SliceOfN(rapid.SliceOfN(cell, 0, 5), 1, 10).Draw(t, "rows")}
		b, err := Write(word.Draw(t, "title"), []*Sheet{s}, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := read(t, b)
		for i, row := range s.Rows {
			for j, c := range row {
				r.check(t, s.Name, CellName(i, j), c)
			}
		}
	})
}

// A formula without its value, and a number that is none, are refused.
func TestRefused(t *testing.T) {
	for name, c := range map[string]Cell{"no value": {Formula: "1+1"}, "no number": {Number: "1/3"},
		"a word": {Formula: "1", Number: "one"}} {
		if b, err := Write("x", []*Sheet{{Name: "x", Rows: [][]Cell{{c}}}}, nil); err == nil {
			t.Errorf("%s: %d bytes", name, len(b))
		}
	}
	if _, err := Write("x", []*Sheet{{Name: "x"}}, []Name{{"not a name", "x!$A$1"}}); err == nil {
		t.Error("a name that is none was written")
	}
}

// A note is as high as its text.
func TestNoteSize(t *testing.T) {
	short, long := comment("A1", "a"), comment("A1", strings.Repeat("铅", 100)+"\n\nb")
	if short.Height != 29 || long.Height != 17*7+12 || short.Width != long.Width {
		t.Errorf("%d and %d high", short.Height, long.Height)
	}
}
