package application_test

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/factors"
)

// The tannery of the example needs 0.5 mg/L × 12 m3/t × 10000 t/a = 60 kg/a of
// chromium (its ORIGIN.md), and its sources give more.
func Example() {
	dir := "../../testdata/dossiers/leather"
	d, findings := dossier.Open(dir)
	book, err := factors.Builtin()
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := application.Open(application.Input{Dossier: d, Findings: findings, Book: book,
		Files: application.FilesIn(dir)})
	if err != nil {
		fmt.Println(err)
		return
	}
	p := c.Planned()
	for _, n := range p.Needs {
		fmt.Println(n.Pollutant, n.Demand.Value())
	}
	fmt.Println(p.Status.Name().EN)
	// Output:
	// Cr 60 kg/a
	// plan complete
}

// With half of what source S1 gives kept by its transferor, the plan is short:
// what the monitoring data give is not read again for that.
func ExampleCase_Vary() {
	dir := "../../testdata/dossiers/leather"
	text := func(v dossier.Variant) (*dossier.Dossier, []calc.Finding) { return dossier.OpenVariant(dir, v) }
	d, findings := text(dossier.Variant{})
	book, _ := factors.Builtin()
	c, _ := application.Open(application.Input{Dossier: d, Findings: findings, Book: book,
		Files: application.FilesIn(dir), Text: text})
	v, _ := c.Vary(dossier.Variant{Set: []dossier.Change{{Path: "source.S1.keep", Value: "50 %"}}})
	fmt.Println(v.Planned().Status.Name().EN)
	// Output:
	// short of sources, not approvable
}
