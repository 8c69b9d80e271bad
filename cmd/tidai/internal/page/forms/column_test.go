package forms

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/data"
)

type metalRow struct {
	pollutant calc.Pollutant
	city      string
}

var metals = page.Table[metalRow]{Name: "metal", Columns: []page.Column{
	page.PollutantOf("pollutant", page.H("重金属", "metal"), func(r metalRow) calc.Pollutant { return r.pollutant }),
}}

// A column is one line: added to a copy of a table, it stands in every form, and in the
// schema.
func TestColumnIsOneLine(t *testing.T) {
	more := metals
	more.Columns = append(slices.Clone(metals.Columns),
		page.TextOf("home_city", page.H("所在市", "home city"), func(r metalRow) string { return r.city }))

	v := page.Voice{Lang: calc.EN}
	rows := []metalRow{{calc.Lead, "Example City"}}
	for name, table := range map[string]page.Table[metalRow]{"as it was": metals, "with the column": more} {
		want := name == "with the column"
		p := page.Page{Lang: calc.EN, Main: table.With(v, rows).CSV(), Data: table.With(v, rows).List(),
			Doc: page.Doc{Title: "t", Sections: []page.Section{{Blocks: []page.Block{table.With(v, rows).Block()}}}}}
		for _, form := range []page.Format{page.Terminal, page.Markdown, page.HTML, page.Word, page.CSV, page.JSON} {
			out, err := Write(p, form, 80)
			if err != nil {
				t.Fatal(err)
			}
			text := readable(t, out)
			head := "home city"
			if form == page.JSON {
				head = `"home_city"`
			}
			if strings.Contains(text, head) != want || strings.Contains(text, "Example City") != want {
				t.Errorf("%s, %s: head %v, value %v", name, form, strings.Contains(text, head),
					strings.Contains(text, "Example City"))
			}
		}
		schema, err := data.JSON(page.SchemaOf("metals", table))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(schema), `"home_city"`) != want {
			t.Errorf("%s: the schema does not say so", name)
		}
	}
}

// readable is what a form says: of a zip, its parts.
func readable(t *testing.T, out []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		return string(out)
	}
	var text strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&text, r); err != nil {
			t.Fatal(err)
		}
	}
	return text.String()
}

// A format is one writer and one line in the list: what the list says is what is known.
func TestFormsAreWhatTheListSays(t *testing.T) {
	for command, want := range map[string]string{
		"check": "table json csv md html docx", "plan": "table json csv md html docx ics",
		"review": "table json csv md html docx sarif junit",
	} {
		var got []string
		for _, f := range Of(command) {
			got = append(got, string(f.Key))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s writes %v, want %s", command, got, want)
		}
	}
	was := List
	defer func() { List = was }()
	List = append(slices.Clone(List), Form{Key: "shout", write: func(p page.Page, _ int) ([]byte, error) {
		return []byte(strings.ToUpper(p.Doc.Title)), nil
	}})
	out, err := Write(page.Page{Doc: page.Doc{Title: "a title"}}, "shout", 80)
	if err != nil || string(out) != "A TITLE" {
		t.Errorf("%q %v", out, err)
	}
	if list := Of("check"); list[len(list)-1].Key != "shout" {
		t.Error("a new form is not offered")
	}
}
