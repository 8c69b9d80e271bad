//go:build office

package cli

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The chapters of all examples in both languages as LibreOffice lays them out:
// title, formulas (drawn by its own typesetter), chart, footnotes, and every
// demand to the digit that `explain` shows.
func TestWordInOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("starts LibreOffice")
	}
	dir := t.TempDir()
	var files []string
	for _, name := range bundled {
		for _, lang := range []string{"zh", "en"} {
			file := filepath.Join(dir, name+"-"+lang+".docx")
			if _, code := say(t, "report", "../../../../testdata/dossiers/"+name, "-o", file, "--lang", lang); code ==
				exitFailed || code == exitUsage {
				t.Fatalf("%s: exit %d", file, code)
			}
			files = append(files, file)
		}
	}
	args := append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "pdf",
		"--outdir", dir}, files...)
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	words := map[string]struct{ title, computed, figure, doubts string }{
		"zh": {"重金属污染物排放总量核算与削减替代方案", "的计算", "图 1", "未核对原文的数值"},
		"en": {"heavy-metal emissions and substitution plan", "computed", "Figure 1", "Figures not read in the text"},
	}
	for _, file := range files {
		pdf := strings.TrimSuffix(file, ".docx") + ".pdf"
		out, err := exec.Command("pdftotext", "-layout", pdf, "-").Output()
		if err != nil {
			t.Fatalf("%s: %v", pdf, err)
		}
		text := string(out)
		flat := strings.Join(strings.Fields(text), "")
		lang := strings.TrimSuffix(file, ".docx")[len(file)-len(".docx")-2:]
		wanted := []string{words[lang].title, words[lang].computed, words[lang].doubts}
		if !strings.HasPrefix(filepath.Base(file), "pvc") { // substitution is waived: nothing to draw
			wanted = append(wanted, words[lang].figure)
		}
		for _, want := range wanted {
			if !strings.Contains(flat, strings.Join(strings.Fields(want), "")) {
				t.Errorf("%s: %q is not on any page", filepath.Base(file), want)
			}
		}
		info, err := exec.Command("pdfinfo", pdf).Output()
		if err != nil {
			t.Fatal(err)
		}
		pages, _ := strconv.Atoi(regexp.MustCompile(`Pages: +(\d+)`).FindStringSubmatch(string(info))[1])
		if pages < 5 || pages > 80 {
			t.Errorf("%s: %d pages", filepath.Base(file), pages)
		}
		amounts, ok := amountsOf(t, "../../../../testdata/dossiers/"+strings.TrimSuffix(filepath.Base(file),
			"-"+lang+".docx"))
		if !ok {
			t.Fatal("no amounts")
		}
		n := 0
		for name, a := range amounts {
			if strings.HasPrefix(name, "demand/") && a != nil {
				n++
				if !strings.Contains(flat, a.Shown) {
					t.Errorf("%s: %s = %s is not on any page", filepath.Base(file), name, a.Shown)
				}
			}
		}
		if n == 0 {
			t.Errorf("%s: no demand", filepath.Base(file))
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.pdf")); len(left) != len(files) {
		t.Errorf("%d of %d files were laid out", len(left), len(files))
	}
}
