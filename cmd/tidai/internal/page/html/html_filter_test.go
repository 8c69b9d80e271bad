package html

import (
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/review"
	"tidai/cmd/tidai/internal/page"
)

// Findings of several grades can be hidden by grade, without a script; on paper
// all of them stand.
func TestHTMLFilter(t *testing.T) {
	grade := func(g review.Grade) *page.Kind { return &page.Kind{ID: string(g), Name: string(g)} }
	written := func(records ...page.Record) string {
		data, err := Write(page.Page{Lang: calc.EN,
			Doc: page.Doc{Title: "x",
				Sections: []page.Section{{Title: "f", Blocks: []page.Block{{Records: records}}}}}})
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	two := written(page.Record{Head: page.T("a"), Kind: grade(review.Grave)},
		page.Record{Head: page.T("b"), Kind: grade(review.Slight)},
		page.Record{Head: page.T("c"), Kind: grade(review.Slight)}, page.Record{Head: page.T("d")})
	for _, want := range []string{`class="k-grave" checked> grave (1)<`, `class="k-slight" checked> slight (2)<`,
		`<article class="k-slight">`, "<article>\n<p class=\"head\">d"} {
		if !strings.Contains(two, want) {
			t.Errorf("no %s", want)
		}
	}
	if one := written(page.Record{Head: page.T("a"), Kind: grade(review.Grave)}); strings.Contains(one, "<fieldset") {
		t.Error("one kind has a filter")
	}
	for _, g := range []review.Grade{review.Grave, review.Larger, review.Common, review.Slight} {
		if !strings.Contains(pageStyle, "section:has(.filter .k-"+string(g)+":not(:checked)) article.k-"+string(g)) {
			t.Errorf("the style sheet hides no %s", g)
		}
	}
	if i := strings.Index(pageStyle, "section:has(.filter"); !strings.HasSuffix(strings.TrimSpace(pageStyle[:i]),
		"@media screen {") {
		t.Error("findings may be hidden on paper")
	}
}
