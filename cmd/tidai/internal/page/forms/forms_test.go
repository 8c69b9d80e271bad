package forms

import (
	"strings"
	"testing"

	"tidai/cmd/tidai/internal/page"
)

// A number keeps its footnote in every form that has footnotes, under the number that
// the reader meets first; a spreadsheet gets the number alone. m³ is no mark.
func TestFootnotesInEveryForm(t *testing.T) {
	g, h := page.Note{Key: "g", Text: "G = 1 g"}, page.Note{Key: "h", Text: "H = 2 g"}
	cell := page.Row("x", page.Span{Text: "9", Number: &page.Number{Notes: []page.Note{h}}})
	grid := page.Grid{Columns: []page.Head{{Head: "name"}, {Head: "m³", Right: true}}, Rows: [][]page.Spans{cell}}
	text := page.Spanf("of %s kg", page.Span{Text: "5.0", Number: &page.Number{Notes: []page.Note{h, g}}})
	p := page.Page{Main: grid, Doc: page.Doc{Title: "t", Sections: []page.Section{
		{Title: "a", Blocks: []page.Block{{Table: &grid}, {Text: text}, {Doubts: true}}}}}}
	for form, want := range map[page.Format][]string{
		page.Terminal: {"9¹", "of 5.0¹˙² kg", "¹ H = 2 g", "² G = 1 g", "m³"},
		page.Markdown: {"| 9¹ |", "of 5.0¹˙² kg", "¹ H = 2 g", "² G = 1 g"},
		page.HTML:     {">9¹<", "of 5.0¹˙² kg", "¹ H = 2 g", "² G = 1 g"},
		page.CSV:      {"x,9\r\n"},
	} {
		data, err := Write(p, form, 80)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(string(data), w) {
				t.Errorf("%s lacks %q:\n%s", form, w, data)
			}
		}
	}
}
