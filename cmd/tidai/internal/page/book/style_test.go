package book

import (
	"testing"

	"github.com/xuri/excelize/v2"
)

// What a sheet looks like on screen and paper.
func TestLook(t *testing.T) {
	s, names := sample()
	b, err := Write("x", s, names)
	if err != nil {
		t.Fatal(err)
	}
	f := read(t, b).theirs
	numbers := s[1]
	for i, want := range numbers.Widths {
		col, _ := excelize.ColumnNumberToName(i + 1)
		if got, err := f.GetColWidth(numbers.Name, col); err != nil || got != float64(want) {
			t.Errorf("%v: column %s is %v wide, want %d", err, col, got, want)
		}
	}
	if got, err := f.GetRowHeight(numbers.Name, 1); err != nil || got != 3*13+2 {
		t.Errorf("%v: the head is %v high", err, got)
	}
	if p, err := f.GetPanes(s[2].Name); err != nil || !p.Freeze || p.YSplit != 2 || p.TopLeftCell != "A3" {
		t.Errorf("%v: panes %+v", err, p)
	}
	l, err := f.GetPageLayout(numbers.Name)
	if err != nil || *l.Size != a4 || *l.Orientation != "landscape" || *l.FitToHeight != 0 {
		t.Errorf("%v: layout %+v", err, l)
	}
	p, err := f.GetSheetProps(numbers.Name)
	if err != nil || !*p.FitToPage || *p.DefaultRowHeight != rowHeight {
		t.Errorf("%v: properties %+v", err, p)
	}
	if h, err := f.GetHeaderFooter(numbers.Name); err != nil || h.OddFooter != footer {
		t.Errorf("%v: footer %+v", err, h)
	}
	if v, err := f.GetSheetView(numbers.Name, 0); err != nil || *v.ShowGridLines {
		t.Errorf("%v: view %+v", err, v)
	}
	if d, err := f.GetSheetDimension(numbers.Name); err != nil || d != "A1:C41" {
		t.Errorf("%v: dimension %s", err, d)
	}
	titles := map[string]string{}
	for _, n := range f.GetDefinedName() {
		if n.Name == "_xlnm.Print_Titles" {
			titles[n.Scope] = n.RefersTo
		}
	}
	if len(titles) != 3 || titles[s[2].Name] != "'计算 & ''x'' 1'!$1:$2" {
		t.Errorf("titles %v", titles)
	}
}

// Texts stay texts, also those a person types later; numbers do not.
func TestStyles(t *testing.T) {
	s := &Sheet{Name: "x"}
	for style := Plain; style <= Shown; style++ {
		s.Add(Cell{Style: style})
	}
	b, err := Write("x", []*Sheet{s}, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := read(t, b).theirs
	for style := Plain; style <= Shown; style++ {
		id, err := f.GetCellStyle("x", CellName(int(style), 0))
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		format := asText
		if style >= Number {
			format = general
		}
		if got.NumFmt != format || got.Font.Family != font {
			t.Errorf("style %d: %+v", style, got)
		}
		if wraps := got.Alignment != nil && got.Alignment.WrapText; wraps != (style == Head || style == Wrapped) {
			t.Errorf("style %d wraps: %v", style, wraps)
		}
		if filled := len(got.Fill.Color) > 0; filled != (style == Input) {
			t.Errorf("style %d: fill %+v", style, got.Fill)
		}
		if borders := len(got.Border); borders != map[Style]int{Head: 2}[style] {
			t.Errorf("style %d: %d borders", style, borders)
		}
	}
}
