package application_test

import (
	"os"
	"testing"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

const seventh = "../../testdata/factors/seventh/"

// A seventh industry by data alone: standard, specification, capacity base,
// class and key industry come from a folder of factor files. Amounts by hand in
// testdata/factors/seventh/ORIGIN.md: 20000 t × 3 m3/t × 0.2 g/m3 = 12 kg of
// lead, a tenth of it cadmium; the source gives 20 − 5 = 15 and 2 − 0.5 = 1.5.
func TestSeventhIndustry(t *testing.T) {
	base, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	book, found := base.With(os.DirFS(seventh+"factors"), "factors")
	if len(found) > 0 {
		t.Fatal(found)
	}
	d, findings := dossier.Open(seventh + "dossier")
	c, err := application.Open(application.Input{Dossier: d, Book: book, Findings: findings})
	if err != nil || calc.HasErrors(findings) {
		t.Fatal(err, findings)
	}
	got := map[string]string{}
	for _, x := range c.Named() {
		if q, err := x.Step.Value().In(quantity.KgPerYear); err == nil {
			got[x.Name] = q.Exact()
		}
		if err := x.Step.Recheck(); x.Step.OK() && err != nil {
			t.Errorf("%s: %v", x.Name, err)
		}
	}
	for name, want := range map[string]string{"DW001/Pb/permitted": "12", "DW001/Cd/permitted": "1.2",
		"demand/Pb": "12", "demand/Cd": "1.2",
		"source:S1/Pb/water": "15", "source:S1/Cd/water": "1.5", "allocation:S1/Pb": "12"} {
		if got[name] != want {
			t.Errorf("%s is %q, want %s", name, got[name], want)
		}
	}
	if s := c.Planned().Status; s != "complete" {
		t.Errorf("the plan is %s", s)
	}
	for _, l := range c.Scope().Lines {
		if l.Industry.Value != "example-stone" || l.Specification.Value != "示例规范 1-2026" {
			t.Errorf("%s is %+v", l.Line.ID, l)
		}
	}
	// Without the folder the line is of no key industry: nothing of it is in the program.
	bare, _ := application.Open(application.Input{Dossier: d, Book: base, Findings: findings})
	if !calc.HasErrors(bare.Scope().Findings) {
		t.Error("the built-in table takes class 3099 for a key industry")
	}
}
