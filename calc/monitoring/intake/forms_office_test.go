//go:build office

package intake

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// officeCase is one table before LibreOffice writes it again.
type officeCase struct {
	data   data
	sheets []written
}

// Every layout written again by LibreOffice, as XLSX and, where it is one
// sheet, as CSV, gives the same readings.
func TestOfficeWritesTheSameReadings(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	want := map[string][]string{}
	var books []string
	for i, name := range slices.Sorted(maps.Keys(dataForms)) {
		for seed := range 3 {
			c := rapid.Custom(func(t *rapid.T) officeCase {
				d := drawData(t)
				return officeCase{d, dataForms[name](t, d)}
			}).Example(10*i + seed)
			text, err := asXLSX(c.sheets)
			if err != nil {
				t.Fatal(err)
			}
			file := fmt.Sprintf("%d-%d.xlsx", i, seed)
			want[file] = c.data.readings()
			books = append(books, filepath.Join(dir, file))
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			if len(c.sheets) == 1 && !strings.HasPrefix(name, "day reports, ") && name != "day reports in sheets" {
				want[strings.TrimSuffix(file, ".xlsx")+".csv"] = want[file]
			}
		}
	}
	for _, kind := range []string{"xlsx:Calc MS Excel 2007 XML", "csv:Text - txt - csv (StarCalc):44,34,76,1"} {
		args := append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", kind,
			"--outdir",
			out}, books...)
		if said, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v\n%s", err, said)
		}
	}
	for file, lines := range want {
		text, err := os.ReadFile(filepath.Join(out, file))
		if err != nil {
			t.Fatal(err)
		}
		if got, findings := linesOf(t, string(text)); !slices.Equal(got, lines) {
			t.Errorf("%s: %d readings, want %d\n%.300s\nwant\n%.300s\nfindings %+v of\n%.600q", file, len(got),
				len(lines),
				strings.Join(got, "\n"), strings.Join(lines, "\n"), findings, text)
		}
	}
}
