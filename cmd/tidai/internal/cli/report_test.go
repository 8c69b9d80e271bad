package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Amounts by the hand calculations of the ORIGIN.md of each dossier stand in
// the chapter, in all its readable forms, and each of them has a sheet.
func TestChapterAmounts(t *testing.T) {
	for dossier, amounts := range map[string][]string{
		"plating":      {"119.57", "44.57", "75.0", "0.100", "demand/Cr"},
		"lead-battery": {"49.13", "58.87", "54.0", "4.87", "demand/Pb"},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		var b, errs bytes.Buffer
		e := &env{in: strings.NewReader(""), out: &b, err: &errs, lookup: func(string) (string, bool) {
			return "",
				false
		}, now: time.Now, width: func() int { return 0 }}
		if code := run([]string{"report", filepath.Join(repository, "testdata", "dossiers", dossier), "-o", dir},
			e); code != exitDone && code != exitStanding {
			t.Fatalf("%s: exit code %d: %s", dossier, code, errs.String())
		}
		for _, name := range []string{"chapter.md", "chapter.html"} {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			sheets := bytes.Index(data, []byte("计算书"))
			if sheets < 0 {
				t.Fatalf("%s %s has no calculation sheets", dossier, name)
			}
			for _, want := range amounts {
				if !bytes.Contains(data, []byte(want)) {
					t.Errorf("%s %s lacks %s", dossier, name, want)
				}
			}
			if last := amounts[len(amounts)-1]; !bytes.Contains(data[sheets:], []byte(last)) {
				t.Errorf("%s %s: no sheet of %s", dossier, name, last)
			}
			for _, head := range []string{"削减措施", "责任主体", "完成时限", "削减来源", "削减源"} {
				if !bytes.Contains(data, []byte(head)) {
					t.Errorf("%s %s lacks the field %s", dossier, name, head)
				}
			}
		}
	}
}
