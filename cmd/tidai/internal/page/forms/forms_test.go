package forms

import (
	"bytes"
	"testing"

	"tidai/cmd/tidai/internal/page"
)

// The mark that tells footnotes from powers reaches no other form.
func TestMarksStayInWord(t *testing.T) {
	p := page.Page{Doc: page.Doc{Title: "x", Verdict: "1" + page.MarkBegin + "¹"},
		Main: page.Table{Columns: []page.Column{{Head: "x"}}, Rows: [][]string{{"1" + page.MarkBegin + "¹"}}}}
	for _, form := range []page.Format{page.Terminal, page.Markdown, page.HTML, page.CSV} {
		data, err := Write(p, form, 80)
		if err != nil || bytes.Contains(data, []byte(page.MarkBegin)) {
			t.Errorf("%s: %v", form, err)
		}
	}
}
