package view

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/forms"
	"tidai/factors"
)

// TestCSVWords: a user's own words in the column of numbers are no formula.
func TestCSVWords(t *testing.T) {
	v := factors.Value{ID: "x", Kind: factors.Limit, Text: "=1+1"}
	for name, p := range map[string]page.Page{"list": Factors([]factors.Value{v}, "", calc.EN),
		"gaps": Gaps(Doubts{Values: []factors.Value{{ID: "x", Text: "=1+1", Status: calc.StatusRecalled}}}, calc.EN)} {
		out, err := forms.Write(p, page.CSV, 0)
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
