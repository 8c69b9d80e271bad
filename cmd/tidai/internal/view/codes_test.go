package view

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"tidai/calc"
	"unicode"
)

// Every code that the sources can report has a meaning in both languages, and no
// meaning is of a code that nothing reports.
func TestCodesAreComplete(t *testing.T) {
	root := os.DirFS("../../../..")
	pattern := regexp.MustCompile(`"(TD-[A-Z]{3}-[0-9]{3})"`)
	reported := map[string]bool{}
	for _, dir := range []string{"calc", "cmd", "factors"} {
		err := fs.WalkDir(root, dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			data, err := fs.ReadFile(root, path)
			for _, m := range pattern.FindAllSubmatch(data, -1) {
				reported[string(m[1])] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(reported) < 250 {
		t.Fatalf("only %d codes found in the sources", len(reported))
	}
	known, stages := map[string]bool{}, map[string]calc.Stage{}
	for i, m := range codeMeanings() {
		known[m.code] = true
		if i > 0 && codeMeanings()[i-1].code >= m.code {
			t.Errorf("%s is not in order, or twice", m.code)
		}
		if !calc.Stages.Has(m.stage) {
			t.Errorf("%s is of the stage %q", m.code, m.stage)
		}
		if letters := m.code[3:6]; stages[letters] != "" && stages[letters] != m.stage {
			t.Errorf("%s is of %s, other codes with its letters are of %s", m.code, m.stage, stages[letters])
		} else {
			stages[letters] = m.stage
		}
		if m.means.EN == "" || !strings.ContainsFunc(m.means.ZH,
			func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: %+v", m.code, m.means)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(reported)) {
		if !known[code] {
			t.Errorf("%s has no meaning in codes.txt", code)
		}
	}
	for code := range known {
		if !reported[code] {
			t.Errorf("nothing reports %s", code)
		}
	}
}
