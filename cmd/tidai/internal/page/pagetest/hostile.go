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
	table := &page.Table{Columns: []page.Column{{Head: Hostile}, {Head: "n", Right: true}, {Head: "w", Wrap: true}},
		Rows: [][]string{{Hostile, "1.20", Hostile}}, Refs: [][]string{{"", "once", "no such sheet"}}}
	doc := page.Doc{Title: Hostile, Verdict: Hostile, Facts: []page.Field{{Name: Hostile, Text: Hostile}},
		Cards: []page.Card{{Name: Hostile, State: Hostile, Short: true,
			Fields: []page.Field{{Name: Hostile, Text: Hostile}}}},
		Lead: []page.Section{{Title: "text"}, {Title: Hostile, Blocks: []page.Block{{Text: Hostile}}}},
		Sections: []page.Section{{Findings: true, Title: Hostile,
			Blocks: []page.Block{{Table: table, Narrow: table, Records: []page.Record{{Head: "the same again"}},
				Notes: []string{Hostile}},
				{Records: []page.Record{{Head: Hostile, Fields: []page.Field{{Name: Hostile, Text: Hostile}}}},
					List: []string{Hostile}},
				{Tree: []page.TreeLine{{Lead: "", Below: "", Text: Hostile}, {Lead: "└─ ", Below: "", Text: Hostile}}},
				{Records: []page.Record{{Head: "once"}}},
				{Tree: []page.TreeLine{{Lead: "", Below: "", Text: "1.20 = 1.20"}}, Sheet: "once"},
				{Chart: &page.Chart{Bars: []page.Bar{{Name: Hostile, Value: big.NewRat(3, 1), Text: Hostile},
					{Name: "short", Value: big.NewRat(-1, 1), Text: "-1"},
					{Name: "not known", Value: nil, Text: "—"}}}}}},
			{Blocks: append([]page.Block{{Text: "untitled"}}, blocks...)}}}
	return page.Page{Lang: calc.ZH, Doc: doc, Other: func() page.Doc { return doc }}
}
