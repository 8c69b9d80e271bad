//go:build office

package cli

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// storedValue is the value beside a formula.
var storedValue = regexp.MustCompile(`(</f>)<v>[^<]*</v>`)

// rewrite copies a workbook with every sheet edited.
func rewrite(t *testing.T, from, to string, edit func(sheet, text string) string) {
	t.Helper()
	r, err := zip.OpenReader(from)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if name, ok := strings.CutPrefix(f.Name, "xl/worksheets/sheet"); ok {
			data = []byte(edit(strings.TrimSuffix(name, ".xml"), string(data)))
		}
		out, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// inputSheet is the place of the inputs among the sheets.
const inputSheet = "2"

// LibreOffice believes a value that stands beside its formula; so all of them
// are taken out. It comes to every amount that the tool shows, from the formulas alone; and after an input was changed,
// to those of the
// changed dossier.
func TestOfficeRecalculates(t *testing.T) {
	dir := t.TempDir()
	wants, moved := map[string]map[string]*amount{}, map[string]bool{}
	var files []string
	for _, name := range bundled {
		from := filepath.Join(repository, "testdata", "dossiers", name)
		made := filepath.Join(dir, name+"-made.xlsx")
		if _, code := say(t, "report", from, "-o", made); code != exitDone && code != exitStanding {
			t.Fatalf("%s: exit code %d", name, code)
		}
		same := filepath.Join(dir, name+".xlsx")
		rewrite(t, made, same, func(_, text string) string { return storedValue.ReplaceAllString(text, "$1") })
		wants[name], _ = amountsOf(t, from)
		files = append(files, same)
		b := openWorkbook(t, made)
		for r := 2; r <= b.last("输入"); r++ {
			place := placeOf.FindStringSubmatch(b.text("输入", fmt.Sprintf("E%d", r)))
			if place == nil {
				continue
			}
			old := b.text("输入", fmt.Sprintf("C%d", r))
			line, _ := strconv.Atoi(place[2])
			fresh := strconv.FormatFloat(exactly(t, old)*1.25, 'f', -1, 64)
			after, ok := amountsOf(t, changed(t, from, filepath.Base(place[1]), line, old, fresh))
			if !ok || !differs(wants[name], after) {
				continue
			}
			other := filepath.Join(dir, name+"-changed.xlsx")
			cell := regexp.MustCompile(fmt.Sprintf(`(<c r="C%d" s="[0-9]+">)<v>[^<]*</v>`, r))
			rewrite(t, made, other, func(sheet, text string) string {
				if sheet == inputSheet {
					text = cell.ReplaceAllString(text, "${1}<v>"+fresh+"</v>")
				}
				return storedValue.ReplaceAllString(text, "$1")
			})
			wants[name+"-changed"], moved[name+"-changed"] = after, true
			files = append(files, other)
			break
		}
	}
	if len(moved) < 3 {
		t.Fatalf("only %d dossiers could be changed", len(moved))
	}
	out := filepath.Join(dir, "out")
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out}, files...)
	if said, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, said)
	}
	for name, want := range wants {
		b := openWorkbook(t, filepath.Join(out, name+".xlsx"))
		n := 0
		for target, row := range b.targets(t) {
			w := want[target]
			if w == nil || moved[name] && (strings.HasPrefix(target, "alloc") || strings.HasPrefix(target,
				"shortfall") || w.Shown == "0") {
				continue
			}
			n++
			if got := b.cached("计算", fmt.Sprintf("I%d", row)); !near(got, exactly(t, w.Shown)) {
				t.Errorf("%s: LibreOffice comes to %s = %v, want %s", name, target, got, w.Shown)
			}
			if !moved[name] && b.text("计算", fmt.Sprintf("G%d", row)) == w.Unit {
				if got := b.cached("计算", fmt.Sprintf("F%d", row)); !near(got, exactly(t, w.Exact)) &&
					!b.close("计算", fmt.Sprintf("F%d", row), exactly(t, w.Exact)) {
					t.Errorf("%s: LibreOffice comes to %s = %v before rounding, want %s", name, target, got, w.Exact)
				}
			}
		}
		if n < 5 {
			t.Errorf("%s: only %d amounts", name, n)
		}
	}
}

func differs(a, b map[string]*amount) bool {
	for name, x := range a {
		if y := b[name]; strings.HasPrefix(name, "new/") && x != nil && y != nil && x.Exact != y.Exact {
			return true
		}
	}
	return false
}
