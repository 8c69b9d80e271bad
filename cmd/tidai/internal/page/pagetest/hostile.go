// Package pagetest has pages that tests of writers need.
package pagetest

import (
	"math/big"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
)

// Hostile is text that would be markup, leave an attribute or turn the reading
// direction if it were written as it is.
const Hostile = "\"'><script>alert(1)</script><img src=x onerror=y>&lt;\u202e\x01 ]]> {{.}} https://example.com"

// Page has every block a page can have, each text of it Hostile, and carries itself
// in the other language; blocks come last.
func Page(blocks ...page.Block) page.Page {
	table := &page.Grid{Columns: []page.Head{{Head: Hostile}, {Head: "n", Right: true}, {Head: "w", Wrap: true}},
		Rows: [][]page.Spans{page.Row(Hostile, page.Span{Text: "1.20", Number: &page.Number{Sheet: "once"}},
			page.Span{Text: Hostile, Number: &page.Number{Sheet: "no such sheet"}})}}
	doc := page.Doc{Title: Hostile, Verdict: Hostile, Facts: []page.Field{{Name: Hostile, Text: page.T(Hostile)}},
		Cards: []page.Card{{Name: Hostile, State: Hostile, Short: true,
			Fields: []page.Field{{Name: Hostile, Text: page.T(Hostile)}}}},
		Lead: []page.Section{{Title: "text"}, {Title: Hostile, Blocks: []page.Block{{Text: page.T(Hostile)}}}},
		Sections: []page.Section{{Findings: true, Title: Hostile,
			Blocks: []page.Block{{Table: table, Narrow: table, Records: []page.Record{{Head: page.T("the same again")}},
				Notes: page.Texts([]string{Hostile})},
				{Records: []page.Record{{Head: page.T(Hostile),
					Fields: []page.Field{{Name: Hostile, Text: page.T(Hostile)}}}},
					List: page.Texts([]string{Hostile})},
				{Tree: []page.TreeLine{{Lead: "", Below: "", Text: page.T(Hostile)},
					{Lead: "└─ ", Below: "", Text: page.T(Hostile)}}},
				{Records: []page.Record{{Head: page.T("once")}}},
				{Tree: []page.TreeLine{{Lead: "", Below: "", Text: page.T("1.20 = 1.20")}}, Sheet: "once"},
				{Chart: &page.Chart{Bars: []page.Bar{{Name: Hostile, Value: big.NewRat(3, 1), Text: Hostile},
					{Name: "short", Value: big.NewRat(-1, 1), Text: "-1"},
					{Name: "not known", Value: nil, Text: "—"}}}}}},
			{Blocks: append([]page.Block{{Text: page.T("untitled")}}, blocks...)}}}
	return page.Page{Lang: calc.ZH, Doc: doc, Other: func() page.Doc { return doc }}
}
