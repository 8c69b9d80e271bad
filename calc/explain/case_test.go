package explain_test

import (
	"fmt"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
	"tidai/factors"

	"pgregory.net/rapid"
)

// edit changes one statement of the base dossier, whose figures are in package
// substitution.
type edit struct{ old, new string }

// base opens the base dossier with changes.
func base(t testing.TB, edits ...edit) *application.Case {
	t.Helper()
	raw, err := os.ReadFile("../reduction/testdata/base.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for _, e := range edits {
		if !strings.Contains(text, e.old) {
			t.Fatalf("the base dossier has no %q", e.old)
		}
		text = strings.Replace(text, e.old, e.new, 1)
	}
	d, findings := dossier.Parse(fstest.MapFS{"dossier.toml": {Data: []byte(text)}})
	if calc.HasErrors(findings) {
		t.Fatal(findings)
	}
	return opened(d)
}

// opened opens a dossier that has no files of monitoring data.
func opened(d *dossier.Dossier) *application.Case {
	book, err := factors.Builtin()
	if err != nil {
		panic(err)
	}
	c, err := application.Open(application.Input{Dossier: d, Book: book})
	if err != nil {
		panic(err)
	}
	return c
}

// example opens a bundled dossier with its monitoring data.
func example(t testing.TB, name string) *application.Case {
	t.Helper()
	dir := "../../testdata/dossiers/" + name
	d, findings := dossier.Open(dir)
	if calc.HasErrors(findings) {
		t.Fatal(findings)
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	c, err := application.Open(application.Input{Dossier: d, Book: book, Files: application.FilesIn(dir)})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func planOf(t testing.TB, edits ...edit) substitution.Plan { return base(t, edits...).Explained() }

func wantAmount(t *testing.T, name string, s calc.Step, want string) {
	t.Helper()
	switch {
	case want == "" && s.OK():
		t.Errorf("%s: got %s, want no value", name, s.Value())
	case want != "" && !s.OK():
		t.Errorf("%s: %v, want %s", name, s.Err(), want)
	case want != "" && !s.Value().Equal(quantity.Must(want)):
		t.Errorf("%s: got %s, want %s", name, s.Value(), want)
	}
}

func kilograms(s calc.Step) *big.Rat {
	q, err := s.Value().In(quantity.KgPerYear)
	if !s.OK() || err != nil {
		return new(big.Rat)
	}
	return q.Rat()
}

// on adds statements to a source of the base dossier.
func on(source string, lines ...string) edit {
	head := "id = \"" + source + "\"\nline = "
	return edit{head, "id = \"" + source + "\"\n" + strings.Join(lines, "\n") + "\nline = "}
}

// region adds n closed plating or battery lines of random amounts and places
// to the base dossier.
func region(t *rapid.T, base *dossier.Dossier) *dossier.Dossier {
	d := *base
	n := rapid.IntRange(0, 8).Draw(t, "sources")
	for i := range n {
		id := fmt.Sprintf("R%d", i)
		grams := rapid.Int64Range(0, 40_000).Draw(t, "g/a of "+id)
		city := rapid.SampledFrom([]string{"220100", "220200", "220300"}).Draw(t, "city")
		industry := rapid.SampledFrom([]string{"lead-battery", "electroplating"}).Draw(t, "industry")
		d = *plus(&d, id, grams, city, industry)
	}
	return &d
}

// plus adds one closed line that gives grams/7 of lead a year: sevenths, so
// that no decimal ends.
func plus(base *dossier.Dossier, id string, grams int64, city, industry string) *dossier.Dossier {
	d := *base
	amount := quantity.New(big.NewRat(grams, 7), quantity.MustUnit("g/a"))
	own := dossier.Discharger{ID: id, Name: "示例" + id, City: city, County: city[:4] + "02",
		Management: calc.KeyManagement}
	d.Dischargers = append(slices.Clone(d.Dischargers), own)
	d.Lines = append(slices.Clone(d.Lines), dossier.Line{ID: id, Discharger: id, Industry: industry,
		GBT4754:  map[string]string{"lead-battery": "3843", "electroplating": "3360"}[industry],
		Products: []dossier.Product{{ID: "p", Pollutants: []calc.Pollutant{calc.Lead}}}})
	d.Outlets = append(slices.Clone(d.Outlets), dossier.Outlet{ID: id, Discharger: id, Medium: calc.Water,
		Receives: []dossier.Feed{{Line: id}}})
	d.Permits = append(slices.Clone(d.Permits), dossier.Permit{ID: id, Discharger: id,
		Cancelled: calc.MustDate("2026-02-01"),
		Versions: []dossier.PermitVersion{{ID: "v", ValidFrom: calc.MustDate("2022-01-01"),
			ValidTo: calc.MustDate("2027-01-01"),
			Amounts: []dossier.StatedAmount{{Outlet: id, Pollutant: calc.Lead, Value: dossier.Stated{Amount: amount,
				Set: true}}}}}})
	d.Sources = append(slices.Clone(d.Sources), dossier.ReductionSource{ID: id, Line: id, Basis: dossier.Closure,
		Permit: id, VersionBefore: "v",
		Closed: calc.MustDate("2026-01-15"), Deadline: calc.MustDate("2026-06-30"), Responsible: "x",
		Measures: []string{"eliminate-outdated"}, Evidence: []string{"x"}})
	return &d
}

// terms gives the random sources of a region terms of their own.
func terms(t *rapid.T, d *dossier.Dossier) *dossier.Dossier {
	out := *d
	out.Sources = nil
	for _, s := range d.Sources {
		if strings.HasPrefix(s.ID, "R") {
			s.Whole = rapid.IntRange(0, 3).Draw(t, "whole") == 0
			if rapid.IntRange(0, 2).Draw(t, "with lot") == 0 {
				s.Lot = dossier.Stated{Set: true, Amount: quantity.Int(rapid.Int64Range(1, 4000).Draw(t, "lot g/a"),
					quantity.MustUnit("g/a"))}
			}
			if rapid.IntRange(0, 2).Draw(t, "keeps") == 0 {
				s.Keep = dossier.Stated{Set: true, Amount: quantity.Int(rapid.Int64Range(0, 100).Draw(t, "keep %"),
					quantity.MustUnit("%"))}
			}
			if rapid.Bool().Draw(t, "priced") {
				s.Price = dossier.Stated{Set: true, Amount: quantity.Int(rapid.Int64Range(0, 900).Draw(t, "price"),
					quantity.MustUnit("元/kg"))}
			}
		}
		out.Sources = append(out.Sources, s)
	}
	return &out
}
