package review

import (
	"os"
	"slices"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
)

// A dossier beside itself states nothing otherwise; with one fact changed in the
// copy that fact is named, at its line, and nothing else.
func TestBeside(t *testing.T) {
	open := func(name string, set ...dossier.Change) *dossier.Dossier {
		d, findings := dossier.ParseVariant(os.DirFS("../../testdata/dossiers/"+name), dossier.Variant{Set: set})
		if calc.HasErrors(findings) {
			t.Fatal(findings)
		}
		return d
	}
	for _, name := range examples {
		if got := Beside(open(name), open(name)); len(got) != 0 {
			t.Errorf("%s beside itself: %v", name, got)
		}
	}
	d := open("plating")
	for path, value := range map[string]string{
		"permit.B-P.version.2023.amount.Cr.amount": "76 kg/a",
		"permit.B-P.version.2023.valid_to":         "2029-01-31",
		"line.A-L2.product.deco.capacity":          "210000 m2/a",
		"discharger.B.management":                  "simplified",
	} {
		got := Beside(d, open("plating", dossier.Change{Path: path, Value: value}))
		if len(got) != 1 || got[0].Code != CodeBeside || got[0].At.IsZero() {
			t.Errorf("%s = %s: %v", path, value, got)
		}
	}
	// Another project that takes the same lines: each source of both is named.
	other := *d
	other.Project.Name = "示例另一项目"
	got := Beside(d, &other)
	unlike := func(f calc.Finding) bool { return f.Key != calc.RuleUsedOnce }
	if len(got) != len(d.Sources) || slices.ContainsFunc(got, unlike) {
		t.Errorf("%d findings for %d sources: %v", len(got), len(d.Sources), got)
	}
}
