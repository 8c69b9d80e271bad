package render

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/factors"
)

func TestWrap(t *testing.T) {
	for _, row := range []struct {
		name, text string
		width      int
		want       []string
	}{
		{"spaces", "one two three", 8, []string{"one two", "three"}},
		{"Chinese breaks anywhere", "削减替代方案", 8, []string{"削减替代", "方案"}},
		{"a comma never begins a line", "削减替代，方案", 8, []string{"削减替", "代，方案"}},
		{"an opening bracket never ends one", "削减替（代）", 8, []string{"削减替", "（代）"}},
		{"a mark stays with its number", "总铬 44.6¹⁻⁴", 8, []string{"总铬", "44.6¹⁻⁴"}},
		{"words stay whole", "执行 GB 21900-2008", 12, []string{"执行 GB", "21900-2008"}},
		{"a path breaks behind its signs", "testdata/dossiers/plating", 20, []string{"testdata/dossiers/", "plating"}},
		{"nothing", "", 8, []string{""}},
		{"control characters", "a\x1b[31mb\nc", 20, []string{"a[31mb c"}},
	} {
		if got := wrap(row.text, row.width); !slices.Equal(got, row.want) {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

// FuzzWrap: no line is too wide, and nothing but blanks is lost.
func FuzzWrap(f *testing.F) {
	f.Add("削减来源：关停后注销许可证的有效许可排放量（许可证 B-P，2026-01-31 关停）", 20)
	f.Add("（（（（（（（（（（", 4)
	f.Add("，，，，，，，，，，", 3)
	f.Fuzz(func(t *testing.T, text string, w int) {
		w = 2 + abs(w)%200
		lines := wrap(text, w)
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		for _, l := range lines {
			if width(l) > w {
				t.Errorf("%q is %d cells, at most %d", l, width(l), w)
			}
		}
		if got, want := squeeze(strings.Join(lines, "")), squeeze(clean(text)); got != want {
			t.Errorf("%q became %q", want, got)
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

// TestTableAligns: a Chinese character is two cells, and numbers align at
// their last digit whatever marks stand behind.
func TestTableAligns(t *testing.T) {
	got := drawTable(Table{
		Columns: []Column{{Head: "重金属"}, {Head: "kg/a", Right: true}, {Head: "说明", Wrap: true}},
		Rows:    [][]string{{"铬 Cr", "75.0¹⁻⁴", "甲"}, {"Pb", "0.600", "乙"}},
	}, 80)
	want := strings.Join([]string{
		"────────────────────────",
		" 重金属   kg/a     说明",
		"────────────────────────",
		" 铬 Cr    75.0¹⁻⁴  甲",
		" Pb      0.600     乙",
		"────────────────────────", ""}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAddsUp(t *testing.T) {
	for _, row := range []struct {
		total string
		parts []string
		want  bool
	}{
		{"125", []string{"124", "0.569"}, false},
		{"108", []string{"48.0", "60.0"}, true},
		{"1.20", []string{"1.20", none}, true},
		{none, []string{"1"}, true},
	} {
		if got := addsUp(row.total, row.parts...); got != row.want {
			t.Errorf("%s of %v: %v", row.total, row.parts, got)
		}
	}
}

func TestMarkdownEscapes(t *testing.T) {
	if got := mdText("a|b *c* <d> [e]"); got != `a\|b \*c\* &lt;d> \[e\]` {
		t.Errorf("got %s", got)
	}
}

func TestCSVText(t *testing.T) {
	for _, row := range []struct {
		text   string
		number bool
		want   string
	}{{"=1+1", false, "'=1+1"}, {"@x", false, "'@x"}, {"-5.00", true, "-5.00"}, {none, true, none},
		{"铬", false, "铬"}} {
		if got := csvText(row.text, row.number); got != row.want {
			t.Errorf("%q: %q, want %q", row.text, got, row.want)
		}
	}
}

// TestCSVWords: a user's own words in the column of numbers are no formula.
func TestCSVWords(t *testing.T) {
	v := factors.Value{ID: "x", Kind: factors.Limit, Text: "=1+1"}
	for name, page := range map[string]Page{"list": Factors([]factors.Value{v}, "", calc.EN),
		"gaps": Gaps(Doubts{Values: []factors.Value{{ID: "x", Text: "=1+1", Status: calc.StatusRecalled}}}, calc.EN)} {
		out, err := page.Write(CSV, 0)
		if err != nil || !strings.Contains(string(out), ",'=1+1,") {
			t.Errorf("%s: %s %v", name, out, err)
		}
	}
}

// TestTermsComplete finds a word for every glossary key the rooms use.
func TestTermsComplete(t *testing.T) {
	root := "../../../.."
	call := regexp.MustCompile(
		`calc\.(?:Given|Factor|Product|Sum|Difference|Quotient|Least|Greatest|Missing|ZeroAmount|Definition)\("[^"]*", "([a-z-]+)"|(?:Named|\.Step|decided|total)\("[^"]*", "([a-z-]+)"`)
	for _, dir := range []string{"calc/dossier", "calc/intensity", "calc/monitoring/integrity", "calc/permit",
		"calc/reduction", "calc/substitution", "calc/substitution/region", "factors"} {
		files, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", dir, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range call.FindAllStringSubmatch(string(data), -1) {
				if key := m[1] + m[2]; terms[key].ZH == "" || terms[key].EN == "" {
					t.Errorf("%s: no words for the term %s", name, key)
				}
			}
		}
	}
}

// TestKindsComplete finds words in both languages for every kind there is.
func TestKindsComplete(t *testing.T) {
	data, err := os.ReadFile("../../../../factors/types.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^\t\w+ +Kind += "([a-z-]+)"`).FindAllStringSubmatch(string(data), -1)
	if len(found) != 23 {
		t.Errorf("%d kinds", len(found))
	}
	for _, m := range found {
		if words := kinds[factors.Kind(m[1])]; words.ZH == "" || words.EN == "" {
			t.Errorf("no words for the kind %s", m[1])
		}
	}
}

// A head breaks inside a word only where nothing else can give way: text
// beside it wraps first.
func TestHeadsBreakLast(t *testing.T) {
	table := Table{Columns: []Column{{Head: "method", Wrap: true}, {Head: "kg/a", Right: true},
		{Head: "difference", Right: true}, {Head: "why", Wrap: true}},
		Rows: [][]string{{"generation factor", "1¹˙²", "2", "larger difference; the least of all methods is taken"}}}
	if text := drawTable(table, 60); !strings.Contains(text, "kg/a") || !strings.Contains(text, "difference  ") {
		t.Errorf("heads are broken:\n%s", text)
	}
	numbers := Table{Columns: []Column{{Head: "difference", Right: true}, {Head: "difference", Right: true}},
		Rows: [][]string{{"1", "2"}}}
	if text := drawTable(numbers, 18); strings.Contains(text, "difference") {
		t.Errorf("the table does not give way:\n%s", text)
	}
}
