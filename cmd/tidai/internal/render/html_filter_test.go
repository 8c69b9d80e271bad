package render

import (
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/review"
)

// Findings of several grades can be hidden by grade, without a script; on paper
// all of them stand.
func TestHTMLFilter(t *testing.T) {
	grade := func(g review.Grade) *Kind { return &Kind{string(g), string(g)} }
	page := func(records ...Record) string {
		data, err := Page{Lang: calc.EN,
			Doc: Doc{Title: "x", Sections: []Section{{Title: "f", Blocks: []Block{{Records: records}}}}}}.Write(HTML, 0)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	two := page(Record{Head: "a", Kind: grade(review.Grave)}, Record{Head: "b", Kind: grade(review.Slight)},
		Record{Head: "c", Kind: grade(review.Slight)}, Record{Head: "d"})
	for _, want := range []string{`class="k-grave" checked> grave (1)<`, `class="k-slight" checked> slight (2)<`,
		`<article class="k-slight">`, "<article>\n<p class=\"head\">d"} {
		if !strings.Contains(two, want) {
			t.Errorf("no %s", want)
		}
	}
	if one := page(Record{Head: "a", Kind: grade(review.Grave)}); strings.Contains(one, "<fieldset") {
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
