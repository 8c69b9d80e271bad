package intake

import (
	"os"
	"strings"
	"testing"

	"tidai/calc"
)

// Every table of docs/monitoring.md is read as the text there says: without an
// error, and every row with a value.
func TestDocumentedLayouts(t *testing.T) {
	text, err := os.ReadFile("../../../docs/monitoring.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "\n## 版式")
	section, _, _ = strings.Cut(section, "\n## ")
	parts := strings.Split(section, "```csv\n")
	if !found || len(parts) < 7 {
		t.Fatalf("%d tables in the section on layouts", len(parts)-1)
	}
	for _, part := range parts[1:] {
		table, _, _ := strings.Cut(part, "```")
		set := hourly
		if strings.Contains(table, "DW001") { // it names its outlets
			set.Outlet = ""
		}
		got, records, findings := readAll(t, set, map[string]string{"a.csv": table})
		if len(got) < 2 || calc.HasErrors(findings) || records[0].Tally.Invalid > 0 {
			t.Errorf("%d readings, findings %+v of\n%s", len(got), findings, table)
		}
		for _, r := range got {
			if !r.Concentration.Set || r.Start.Date().Month != 3 {
				t.Errorf("%s of\n%s", brief(r), table)
			}
		}
	}
}
