package cli

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-runewidth"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/forms"
)

// testEnv is an environment of which every part is fixed.
func testEnv(vars map[string]string) (*env, *bytes.Buffer, *bytes.Buffer) {
	var out, errs bytes.Buffer
	return &env{in: strings.NewReader(""), out: &out, err: &errs, width: func() int { return 0 },
		lookup: func(key string) (string, bool) { v, ok := vars[key]; return v, ok },
		now:    func() time.Time { return time.Date(2026, 8, 1, 23, 59, 0, 0, time.FixedZone("CST", 8*3600)) },
	}, &out, &errs
}

// TestToday takes the day from the injected clock.
func TestToday(t *testing.T) {
	e, out, errs := testEnv(nil)
	if code := run([]string{"plan", example("plating"), "--as-of", "today", "--format", "json"}, e); code != exitDone {
		t.Fatalf("exit %d: %s", code, errs)
	}
	if !strings.Contains(out.String(), `"as_of": "2026-08-01"`) {
		t.Error("as_of is not the day of the clock")
	}
}

// TestSameBytes runs everything twice: equal input gives equal bytes in every
// form.
func TestSameBytes(t *testing.T) {
	for _, name := range some() {
		for _, command := range [][]string{{"scope"}, {"check"}, {"permit"}, {"reduce"}, {"plan"}, {"explain"},
			{"explain", "allocated/Pb"}} {
			args := append([]string{command[0], example(name)}, command[1:]...)
			first, second := pagesOf(args), pagesOf(args)
			if len(first) != len(second) || len(first) == 0 && len(command) == 1 { // not every dossier has every number
				t.Errorf("%v wrote %d and %d pages", args, len(first), len(second))
				continue
			}
			for i := range first {
				for _, form := range []page.Format{page.Terminal, page.JSON, page.CSV, page.Markdown, page.HTML} {
					a, err := forms.Write(first[i], form, defaultWidth)
					b, again := forms.Write(second[i], form, defaultWidth)
					if err != nil || again != nil || len(a) == 0 || !bytes.Equal(a, b) {
						t.Errorf("%v as %s: two runs differ, or say nothing: %v %v", args, form, err, again)
					}
				}
			}
		}
	}
}

// pagesOf runs a command and returns the pages it writes.
func pagesOf(args []string) []page.Page {
	var seen []page.Page
	e, _, _ := testEnv(nil)
	e.watch = func(p page.Page) { seen = append(seen, p) }
	run(args, e)
	return seen
}

// hourlyMercury is a file of real hourly readings.
var hourlyMercury = filepath.Join(repository, "calc", "monitoring", "intake", "testdata", "hg-hourly.csv")

// TestPageFits draws every page at many widths: no line is wider than the
// terminal, in either language.
func TestPageFits(t *testing.T) {
	cells := runewidth.Condition{EastAsianWidth: false}
	widths := []int{60, 72, 80, 93, 100, 120, 160}
	if testing.Short() {
		widths = []int{60, 80, 120}
	}
	for _, args := range [][]string{
		{"scope", example("plating")}, {"check", example("plating")}, {"permit", example("lead-battery")},
		{"reduce", example("plating")}, {"plan", example("plating")},
		{"plan", example("lead-battery")}, {"monitor", hourlyMercury, "--column", "HGC=Hg", "--hour-mark", "beginning"},
		{"explain", example("plating")}, {"actual", example("plating")}, {"actual", example("lead-battery")},
		{"policy", "clauses"}, {"policy", "show"}, {"policy", "coverage"}, {"factors", "list"},
		{"factors", "show", "gb21900.t2.water.cr"},
	} {
		for _, lang := range []string{"zh", "en"} {
			var seen []page.Page
			e, out, _ := testEnv(map[string]string{"COLUMNS": "80"})
			e.watch = func(p page.Page) { seen = append(seen, p) }
			run(append([]string{"--lang", lang}, args...), e)
			if len(seen) != 1 {
				t.Fatalf("%v wrote %d pages", args, len(seen))
			}
			for _, width := range widths {
				drawn, err := forms.Write(seen[0], page.Terminal, width)
				if err != nil || width == 80 && string(drawn) != out.String() {
					t.Errorf("%v: error %v, or another page at 80", args, err)
				}
				for line := range strings.Lines(string(drawn)) {
					if n := cells.StringWidth(strings.TrimRight(line, "\n")); n > width {
						t.Errorf("%v --lang %s at %d: %d cells: %s", args, lang, width, n, line)
					}
				}
			}
		}
	}
}

// TestWidth: COLUMNS goes before the terminal, nonsense before neither.
func TestWidth(t *testing.T) {
	for _, row := range []struct {
		columns  string
		terminal int
		want     int
	}{
		{"80", 120, 80}, {"", 120, 120}, {"wide", 120, 120}, {"-1", 0, 100}, {"", 0, 100}, {"100000", 0, 400},
	} {
		e, _, _ := testEnv(map[string]string{"COLUMNS": row.columns})
		e.width = func() int { return row.terminal }
		if got := e.columns(); got != row.want {
			t.Errorf("COLUMNS=%q, terminal %d: %d, want %d", row.columns, row.terminal, got, row.want)
		}
	}
}

// TestLanguage: --lang goes before LC_ALL, that before LANG.
func TestLanguage(t *testing.T) {
	for _, row := range []struct {
		args []string
		vars map[string]string
		want calc.Lang
	}{
		{nil, map[string]string{"LANG": "zh_CN.UTF-8"}, calc.ZH},
		{nil, map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, calc.EN},
		{nil, map[string]string{"LANG": "en_US", "LC_MESSAGES": "zh_TW"}, calc.ZH},
		{nil, map[string]string{"LANG": "de_DE.UTF-8"}, calc.EN},
		{[]string{"plan", "--lang", "zh"}, map[string]string{"LANG": "en_US"}, calc.ZH},
		{[]string{"--lang=en", "plan"}, map[string]string{"LANG": "zh_CN"}, calc.EN},
		{[]string{"plan", "--", "--lang", "zh"}, map[string]string{"LANG": "en_US"}, calc.EN},
		{[]string{"--lang", "fr"}, map[string]string{"LANG": "zh_CN"}, calc.ZH},
	} {
		got := chooseLang(row.args, func(key string) (string, bool) { v, ok := row.vars[key]; return v, ok })
		if got != row.want {
			t.Errorf("%v %v: %s, want %s", row.args, row.vars, got, row.want)
		}
	}
}

// brokenPipe is a stream that cannot be written.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

// TestBrokenOutput: a result that could not be written is not done.
func TestBrokenOutput(t *testing.T) {
	e, _, errs := testEnv(nil)
	e.out = brokenPipe{}
	if code := run([]string{"plan", example("plating")}, e); code != exitFailed {
		t.Errorf("exit %d", code)
	}
	if !strings.Contains(errs.String(), "tidai: error: broken pipe") {
		t.Errorf("stderr: %s", errs)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"demand/Cr", "demand/Cd", "new/Cr", "DW001/Cr/permitted"}
	if got := nearest("demand/cr", names, 1); len(got) != 1 || got[0] != "demand/Cr" {
		t.Errorf("got %v", got)
	}
	if got := nearest("nothing like it", names, 3); got != nil {
		t.Errorf("got %v", got)
	}
	if got := distance("替代", "替换"); got != 1 {
		t.Errorf("distance %d, want 1", got)
	}
}

// Charts are for terminals: not in files, not in pipes, and not with --plain.
func TestCharts(t *testing.T) {
	for _, row := range []struct {
		terminal int
		more     []string
		want     bool
	}{{100, nil, true}, {0, nil, false}, {100, []string{"--plain"}, false}, {100, []string{"--format", "md"}, false}} {
		for _, command := range [][]string{{"compare", example("leather")}, {"sweep", example("leather"), "--set",
			"source.S1.keep=0:20:10 %"}} {
			e, out, _ := testEnv(map[string]string{})
			e.width = func() int { return row.terminal }
			run(append(command, row.more...), e)
			if got := strings.Contains(out.String(), "█"); got != row.want {
				t.Errorf("%q on %d columns: chart %v, want %v", append(command, row.more...), row.terminal, got,
					row.want)
			}
		}
	}
}
