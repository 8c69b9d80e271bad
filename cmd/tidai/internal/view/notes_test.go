package view

import (
	"regexp"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/forms"
	"tidai/factors"
)

// sentence is English prose: three words in a row. Ids and keys are none.
var sentence = regexp.MustCompile(`[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}`)

// commands that a page tells people to give.
var commands = regexp.MustCompile(`tidai( [a-z]+)+`)

// TestNotesInChinese: no page about the law the tool carries has English prose in its
// Chinese form.
func TestNotesInChinese(t *testing.T) {
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]page.Page{
		"factors": Factors(book.All(), "", calc.ZH),
		"gaps":    Gaps(Doubts{Gaps: book.Gaps(), Values: book.All()}, calc.ZH),
		"checks":  Checks(book.Checks(), calc.ZH),
	}
	var tasks TaskList
	for _, v := range book.All() {
		pages["value "+v.ID] = Factor(v, nil, calc.ZH)
		tasks.Tasks = append(tasks.Tasks, TaskOf(v, ""))
	}
	for _, g := range book.Gaps() {
		tasks.Tasks = append(tasks.Tasks, TaskOf(g.Value(), g.Looked))
	}
	pages["tasks"] = Tasks(tasks, calc.ZH)
	for _, in := range ListedOf(book, book.Instruments()) {
		pages["instrument "+in.ID] = Instrument(ShownInstrument{Listed: in, Provisions: book.Provisions(in.ID)},
			calc.ZH)
	}
	for _, p := range book.Policies() {
		pages["policy "+p.ID] = Policy(p, calc.ZH)
	}
	for name, p := range pages {
		formats := []page.Format{page.Terminal, page.CSV}
		if strings.HasPrefix(name, "value ") { // "factors" has its row of CSV
			formats = formats[:1]
		}
		for _, format := range formats {
			out, err := forms.Write(p, format, 1000)
			if err != nil {
				t.Fatal(name, err)
			}
			if s := sentence.Find(commands.ReplaceAll(out, nil)); s != nil {
				t.Errorf("%s, %s: %q", name, format, s)
			}
		}
	}
}
