package review

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var quoted = regexp.MustCompile("`([a-z-…]+)`")

// documented are the mistakes that the table of docs/review.md names. A name that begins with
// a hyphen has the beginning of the one before it; one that ends with … is a family.
func documented(t *testing.T) (whole, families []string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/review.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		row, ok := strings.CutPrefix(line, "| ")
		if !ok || !strings.HasPrefix(row, "`") {
			continue
		}
		first, _, _ := strings.Cut(row, " | ")
		before := ""
		for _, m := range quoted.FindAllStringSubmatch(first, -1) {
			name := m[1]
			if strings.HasPrefix(name, "-") {
				name = before[:strings.LastIndex(before, "-")] + name
			}
			before = name
			if family, ok := strings.CutSuffix(name, "…"); ok {
				families = append(families, family)
			} else {
				whole = append(whole, name)
			}
		}
		if strings.Contains(row, "(`result-…`)") {
			families = append(families, "result-")
		}
	}
	if len(whole) < 30 {
		t.Fatalf("the table names %q", whole)
	}
	return whole, families
}

// Every mistake that the examples can be tried for has its row in docs/review.md.
func TestMistakesAreDocumented(t *testing.T) {
	whole, families := documented(t)
	for _, name := range examples {
		p, book := planOf(t, name)
		r := &reviewer{Input: Input{Plan: p, Book: book, AsOf: p.AsOf}, targets: Targets(p, nil),
			seen: map[string]int{}}
		var wrong []compared
		for _, x := range r.targets {
			if x.Step.OK() {
				o := r.figure(Submitted{Target: x.Name, Written: "1", Unit: x.Step.Value().Unit().String()})
				n, _ := readNumber(o.Submitted)
				wrong = append(wrong, compared{&o, n, x})
			}
		}
		for _, m := range r.mistakes(wrong) {
			if !slices.Contains(whole, m.name) && !slices.ContainsFunc(families, func(f string) bool {
				return strings.HasPrefix(m.name, f)
			}) {
				t.Errorf("%s: docs/review.md has no row of %s", name, m.name)
			}
		}
	}
}
