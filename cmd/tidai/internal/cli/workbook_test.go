package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

var bundled = []string{"plating", "lead-battery", "leather", "smelting", "pvc", "mining"}

// some of the examples, where all of them take long: two with -short, one with
// water and one with air.
func some() []string {
	if testing.Short() {
		return bundled[:2]
	}
	return bundled
}

// say runs a command and returns what it prints.
func say(t testing.TB, args ...string) ([]byte, int) {
	t.Helper()
	var b, errs bytes.Buffer
	e := &env{in: strings.NewReader(""), out: &b, err: &errs, lookup: func(string) (string, bool) { return "", false },
		now: time.Now, width: func() int { return 0 }}
	code := run(args, e)
	return b.Bytes(), code
}

// amount is a target as `explain DIR` lists it: the workbook has no part in it.
type amount struct{ Exact, Shown, Unit string }

func amountsOf(t testing.TB, dir string) (map[string]*amount, bool) {
	t.Helper()
	out, code := say(t, "explain", dir, "--format", "json")
	var doc struct {
		Targets []struct {
			Name   string
			Amount *amount
		}
	}
	if code != exitDone || json.Unmarshal(out, &doc) != nil {
		return nil, false
	}
	all := map[string]*amount{}
	for _, x := range doc.Targets {
		all[x.Name] = x.Amount
	}
	return all, true
}

// exactly reads a decimal or a fraction.
func exactly(t testing.TB, s string) float64 {
	t.Helper()
	over, under, isRatio := strings.Cut(s, "/")
	a, err := strconv.ParseFloat(over, 64)
	if err != nil {
		t.Fatal(err)
	}
	if !isRatio {
		return a
	}
	b, err := strconv.ParseFloat(under, 64)
	if err != nil {
		t.Fatal(err)
	}
	return a / b
}

func near(a, b float64) bool {
	return math.Abs(a-b) <= 1e-12*math.Max(math.Abs(a), math.Abs(b))
}

func workbook(t testing.TB, dir string) *book {
	t.Helper()
	name := filepath.Join(t.TempDir(), "chapter.xlsx")
	if _, code := say(t, "report", dir, "-o", name); code != exitDone && code != exitStanding {
		t.Fatalf("%s: exit code %d", dir, code)
	}
	return openWorkbook(t, name)
}

// shownOf finds the rows of the calculations by the names of their targets.
func (b *book) targets(t testing.TB) map[string]int {
	t.Helper()
	out := map[string]int{}
	for r := 2; r <= b.last("计算"); r++ {
		for name := range strings.SplitSeq(b.text("计算", fmt.Sprintf("B%d", r)), "; ") {
			if name != "" {
				out[name] = r
			}
		}
	}
	return out
}

// Every amount is a formula that comes, by an evaluator that shares nothing
// with the tool, to the exact value and to the digits that the tool shows; and
// the value beside the formula is the same.
func TestWorkbookAmounts(t *testing.T) {
	for _, name := range some() {
		dir := filepath.Join(repository, "testdata", "dossiers", name)
		want, ok := amountsOf(t, dir)
		if !ok {
			t.Fatalf("%s: no amounts", name)
		}
		b := workbook(t, dir)
		at := b.targets(t)
		n := 0
		for target, w := range want {
			row, found := at[target]
			if !found {
				t.Errorf("%s: %s has no row", name, target)
				continue
			}
			value, shown := fmt.Sprintf("F%d", row), fmt.Sprintf("I%d", row)
			if w == nil {
				if b.formula("计算", value) != "" || b.text("计算", value) != "" {
					t.Errorf("%s: %s has no value, the workbook says %q", name, target, b.text("计算", value))
				}
				continue
			}
			n++
			if b.formula("计算", value) == "" || b.formula("计算", shown) == "" {
				t.Errorf("%s: %s is no formula", name, target)
			}
			if got := b.number("计算", shown); got != exactly(t, w.Shown) && !near(got, exactly(t, w.Shown)) {
				t.Errorf("%s: %s = %v, want %s", name, target, got, w.Shown)
			}
			if got := b.cached("计算", shown); got != exactly(t, w.Shown) {
				t.Errorf("%s: %s is stored as %v, want %s", name, target, got, w.Shown)
			}
			if unit := b.text("计算", fmt.Sprintf("G%d", row)); unit == w.Unit &&
				!b.close("计算", value, exactly(t, w.Exact)) {
				t.Errorf("%s: %s = %v before rounding, want %s", name, target, b.number("计算", value), w.Exact)
			}
		}
		if n < 5 {
			t.Errorf("%s: only %d amounts", name, n)
		}
		for _, sheet := range b.sheets {
			b.everyFormula(sheet, func(cell string) {
				if b.isText(sheet, cell) {
					return
				}
				if got, stored := b.number(sheet, cell), b.cached(sheet, cell); !b.close(sheet, cell, stored) {
					t.Errorf("%s: %s!%s = %v, stored as %v (%s)", name, sheet, cell, got, stored,
						b.formula(sheet, cell))
				}
			})
		}
	}
}

var placeOf = regexp.MustCompile(`^(\S+\.toml):(\d+)$`)

// A changed input cell comes to what the tool says of the dossier with that
// line changed. What the plan assigns is not chosen anew by a formula, so what
// depends on it is left out.
func TestWorkbookFollowsInputs(t *testing.T) {
	for _, name := range some() {
		dir := filepath.Join(repository, "testdata", "dossiers", name)
		before, _ := amountsOf(t, dir)
		changes, moved := 0, 0
		b := workbook(t, dir)
		var rows []int
		for r := 2; r <= b.last("输入"); r++ {
			if placeOf.MatchString(b.text("输入", fmt.Sprintf("E%d", r))) {
				rows = append(rows, r)
			}
		}
		most := 15 // or so, of a dossier
		if testing.Short() {
			most = 5
		}
		for i, r := range rows {
			if i%(len(rows)/most+1) != 0 {
				continue
			}
			place := placeOf.FindStringSubmatch(b.text("输入", fmt.Sprintf("E%d", r)))
			cell := fmt.Sprintf("C%d", r)
			old := b.text("输入", cell)
			line, _ := strconv.Atoi(place[2])
			fresh := strconv.FormatFloat(exactly(t, old)*1.25, 'f', -1, 64)
			after, ok := amountsOf(t, changed(t, dir, filepath.Base(place[1]), line, old, fresh))
			if !ok {
				continue // the dossier does not stand with it
			}
			b.set("输入", cell, exactly(t, fresh))
			changes++
			for target, row := range b.targets(t) {
				w, was := after[target], before[target]
				if w == nil || was == nil || strings.HasPrefix(target, "alloc") || strings.HasPrefix(target,
					"shortfall") {
					continue
				}
				if w.Exact != was.Exact {
					moved++
				}
				got := b.number("计算", fmt.Sprintf("I%d", row))
				if w.Shown == "0" && got < 0 {
					continue // that a reduction cannot be negative is a condition: it is not in the formula
				}
				if !near(got, exactly(t, w.Shown)) {
					t.Errorf("%s: with %s:%d %s → %s, %s = %v, want %s (was %s)", name, place[1], line, old, fresh,
						target, got, w.Shown, was.Shown)
				}
			}
		}
		t.Logf("%s: %d inputs changed, %d amounts moved", name, changes, moved)
		if changes < 2 || moved < 2 {
			t.Errorf("%s: %d inputs could be changed, %d amounts moved", name, changes, moved)
		}
	}
}

// changed copies a dossier with one number of one line changed.
func changed(t testing.TB, dir, file string, line int, old, fresh string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), filepath.Base(dir))
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(to, file)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	number := regexp.MustCompile(`(^|[^0-9.])` + regexp.QuoteMeta(old) + `($|[^0-9.])`)
	if len(number.FindAllString(lines[line-1], -1)) != 1 {
		return filepath.Join(to, "none") // not there, or not alone
	}
	lines[line-1] = number.ReplaceAllString(lines[line-1], "${1}"+fresh+"${2}")
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")), 0o666); err != nil {
		t.Fatal(err)
	}
	return to
}

// A text that looks like a formula stays a text, and what XML cannot hold is
// not in the file.
func TestWorkbookHostile(t *testing.T) {
	dir := changedText(t, filepath.Join(repository, "testdata", "dossiers", "plating"))
	b := workbook(t, dir)
	title := b.text("说明", "A1")
	if !strings.HasPrefix(title, `=1+1<&>"]]>`) {
		t.Errorf("title %q", title)
	}
	if f := b.formula("说明", "A1"); f != "" {
		t.Errorf("the title is a formula: %s", f)
	}
}

var projectName = regexp.MustCompile(`(?m)^name\s*=\s*"[^"]*"`)

func changedText(t testing.TB, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "hostile")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(to, "*.toml"))
	done := false
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		i := bytes.Index(data, []byte("[project]"))
		if i < 0 {
			continue
		}
		at := projectName.FindIndex(data[i:])
		if at == nil {
			continue
		}
		done = true
		fresh := slices.Concat(data[:i+at[0]], []byte(`name = "=1+1<&>\"]]>"`), data[i+at[1]:])
		if err := os.WriteFile(name, fresh, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if !done {
		t.Fatal("no [project]")
	}
	return to
}

// Half to even at exact halves, that binary numbers hold or do not, and of
// negative ones; expected by hand.
func TestHalfEvenFormula(t *testing.T) {
	b := workbook(t, filepath.Join(repository, "testdata", "dossiers", "plating"))
	row := b.targets(t)["demand/Cr"]
	formula := b.formula("计算", fmt.Sprintf("I%d", row))
	value := fmt.Sprintf("F%d", row)
	if !strings.Contains(formula, value) {
		t.Fatal(formula)
	}
	for x, want := range map[float64]float64{2.675: 2.68, 2.665: 2.66, 2.665000001: 2.67, 0.125: 0.125, 1.125: 1.12,
		1.135: 1.14, -2.675: -2.68, -2.665: -2.66, 119.565: 119.56, 119.575: 119.58,
		0.012345: 0.0123, 0.01235: 0.0124, 0.01225: 0.0122, 1000.005: 1000, 1000.015: 1000.02, 0: 0, 3: 3} {
		b.set("计算", value, x)
		if got := b.number("计算", fmt.Sprintf("I%d", row)); !near(got, want) {
			t.Errorf("%v is rounded to %v, want %v", x, got, want)
		}
	}
}

// BenchmarkWorkbook writes the workbook of a dossier.
func BenchmarkWorkbook(b *testing.B) {
	dir := filepath.Join(repository, "testdata", "dossiers", "plating")
	for b.Loop() {
		say(b, "report", dir, "-o", filepath.Join(b.TempDir(), "x.xlsx"))
	}
}

// bare is the name of a sheet as LibreOffice writes it, without quotes.
var bare = regexp.MustCompile(`(^|[^'\p{L}])(\p{L}+)!`)

func openWorkbook(t testing.TB, name string) *book {
	t.Helper()
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := &book{t: t, known: map[string]float64{}, cells: map[string]bookCell{}, rows: map[string]int{}}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		b.sheets, b.rows[sheet] = append(b.sheets, sheet), len(rows)
		for i, row := range rows {
			for j, text := range row {
				cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
				formula, err := f.GetCellFormula(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				b.cells[sheet+"!"+cell] = bookCell{text, bare.ReplaceAllString(formula, "${1}'${2}'!")}
			}
		}
	}
	return b
}
