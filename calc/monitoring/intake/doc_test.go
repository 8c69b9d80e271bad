package intake

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// documented are the rows of the table under a heading of docs/monitoring.md:
// what is written, and what it is read as.
func documented(t *testing.T, heading string) [][2]string {
	t.Helper()
	doc, err := os.ReadFile("../../../docs/monitoring.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, found := strings.Cut(string(doc), "### "+heading+"\n")
	text, _, _ = strings.Cut(text, "\n##")
	var out [][2]string
	for _, m := range regexp.MustCompile("(?m)^\\| `(.+?)` \\| (.+) \\|$").FindAllStringSubmatch(text, -1) {
		out = append(out, [2]string{m[1], m[2]})
	}
	if !found || len(out) < 3 {
		t.Fatalf("%s: %d rows in docs/monitoring.md", heading, len(out))
	}
	return out
}

// Every form that the documentation shows is read as it says.
func TestDocumentedForms(t *testing.T) {
	flags, _ := newFlags(nil)
	tables := map[string]func(string) string{
		"表头": func(s string) string {
			h := readHeading(s)
			said := meaning(Column{Role: h.role, Pollutant: h.pollutant})
			if h.unitText != "" {
				said += " [" + h.unit.String() + "]"
			}
			return said
		},
		"单位": func(s string) string {
			if u, ok := ParseUnit(s); ok {
				return u.String()
			}
			return "不认识"
		},
		"时间": func(s string) string {
			m, ok := parseMoment(s, "")
			if at, fine := m.at(); ok && fine {
				return at.String()
			}
			return "不读"
		},
		"标记": func(s string) string {
			if flag, ok := flags.read(s); ok {
				return string(rune(flag))
			}
			return "不认识"
		},
		"检出限": func(s string) string {
			h := readHeading(s)
			return strings.TrimSpace(h.limit.Decimal.String() + " " + h.limit.Unit.String())
		},
	}
	for heading, read := range tables {
		for _, row := range documented(t, heading) {
			if got := read(row[0]); got != row[1] && !(got == "不读" && strings.HasPrefix(row[1], "不读：")) {
				t.Errorf("%s %s: read as %s, the documentation says %s", heading, row[0], got, row[1])
			}
		}
	}
}

// The values of the documentation, read out of a table.
func TestDocumentedValues(t *testing.T) {
	for _, row := range documented(t, "数值") {
		cell := `"` + strings.ReplaceAll(row[0], `"`, `""`) + `"`
		got, found, _ := briefs(t, hourly, table1("总铅(mg/L),流量(m3/h)", "7,1", cell+",1"))
		got = strings.TrimPrefix(strings.TrimPrefix(got, "c=7mg/L q=1m3/h"), "; ")
		value, flag, _ := strings.Cut(strings.TrimPrefix(got, "c="), " q=1m3/h")
		said := strings.TrimSuffix(value, "mg/L")
		switch {
		case strings.HasPrefix(said, "<"):
			said = "未检出，检出限 " + said[1:]
		case flag != "":
			said = "标记" + flag
		case strings.Contains(found, CodeLimit):
			said = "未检出，检出限另见"
		case strings.Contains(found, CodeNoValue):
			said = "无数值"
		case strings.Contains(found, CodeNumber):
			said = "不读"
		}
		if said != row[1] && !(said == "不读" && strings.HasPrefix(row[1], "不读：")) {
			t.Errorf("%s: read as %s (%s %s), the documentation says %s", row[0], said, got, found, row[1])
		}
	}
}
