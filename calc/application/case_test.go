package application

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/reduction"
	"tidai/factors"
)

// opened opens an example, or one with changes, and counts how often its
// monitoring files are opened.
func opened(t testing.TB, name string, v dossier.Variant) (*Case, map[string]int) {
	t.Helper()
	dir := filepath.Join("../../testdata/dossiers", name)
	text := func(v dossier.Variant) (*dossier.Dossier, []calc.Finding) { return dossier.OpenVariant(dir, v) }
	d, findings := text(v)
	if d == nil {
		t.Fatal(findings)
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	read, in := map[string]int{}, FilesIn(dir)
	c, err := Open(Input{Dossier: d, Book: book, Text: text, Findings: findings,
		Files: func(name string) (File, error) { read[name]++; return in(name) }})
	if err != nil {
		t.Fatal(err)
	}
	return c, read
}

func set(pairs ...string) dossier.Variant {
	var v dossier.Variant
	for i := 0; i < len(pairs); i += 2 {
		v.Set = append(v.Set, dossier.Change{Path: pairs[i], Value: pairs[i+1]})
	}
	return v
}

// varied is a version of a case whose text must be readable.
func varied(t testing.TB, c *Case, v dossier.Variant) *Case {
	t.Helper()
	out, findings := c.Vary(v)
	if out == nil || calc.HasErrors(findings) {
		t.Fatal(findings)
	}
	return out
}

func TestStageComputesOnce(t *testing.T) {
	n := 0
	compute := func(x int) int { n++; return x + 1 }
	s := next(nil, nil, 6, compute)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if s.get() != 7 {
				t.Error("another result")
			}
		})
	}
	wg.Wait()
	if n != 1 {
		t.Errorf("computed %d times", n)
	}
	if next(nil, s, 6, compute) != s || next(nil, s, 8, compute) == s {
		t.Error("a stage is shared where it reads the same, and only there")
	}
	put := holding[int](3)
	if next(put, s, 6, compute) != put || put.get() != 3 || next(nil, put, 6, compute) != put || n != 1 {
		t.Error("what was put in place stays, also in later versions that read the same")
	}
}

// The files of an example are read once for the plan and once for the actual
// emissions, however much is asked of the case.
func TestFilesAreReadOnce(t *testing.T) {
	c, read := opened(t, "lead-battery", dossier.Variant{})
	opened := func() (least, most int) {
		for _, n := range read {
			least, most = min(least, n), max(most, n)
		}
		return least, most
	}
	c.Explained()
	_, once := opened()
	for range 3 {
		c.Explained()
		c.Named()
	}
	c.Opinion()
	c.Reviewed()
	varied(t, c, set("project.name", "另一名称")).Opinion()
	if len(read) == 0 {
		t.Fatal("no file was read")
	}
	if _, most := opened(); most > 2*once {
		t.Errorf("a file was opened %d times, %d times for one reading: %v", most, once, read)
	}
}

// shared names the stages that a version has of the case it was made from.
func shared(c, v *Case) string {
	a, b := reflect.ValueOf(c.stages), reflect.ValueOf(v.stages)
	var out []string
	for i := range a.NumField() {
		if a.Field(i).Pointer() == b.Field(i).Pointer() {
			out = append(out, a.Type().Field(i).Name)
		}
	}
	return strings.Join(out, " ")
}

// A version shares what it must, and computes anew what the change touches.
func TestVersionsShare(t *testing.T) {
	c, _ := opened(t, "lead-battery", dossier.Variant{})
	if got := shared(c, c.With(Change{})); got != "scope readings monitored actual" {
		t.Errorf("before anything is assessed: shared %q: a comparison leaves out what costs", got)
	}
	c.Reduced()
	outlets := *c.Dossier()
	outlets.Outlets = slices.Clone(outlets.Outlets)
	outlets.Outlets[0].Position = calc.Workshop
	sources := *c.Dossier()
	sources.Sources = sources.Sources[:1]
	for name, x := range map[string]struct {
		version *Case
		want    string
	}{
		"nothing": {c.With(Change{Findings: true}),
			"scope readings monitored actual reduced doubted needed allocated planned " +
				"explained reviewed"},
		"without findings":    {c.With(Change{}), "scope readings monitored actual reduced doubted needed allocated"},
		"the project's name":  {varied(t, c, set("project.name", "另一名称")), "readings monitored actual"},
		"what a source keeps": {varied(t, c, set("source.S1.keep", "10 %")), "readings monitored actual"},
		"a line's capacity":   {varied(t, c, set("line.H-L1.product.capacity", "9万 kVAh/a")), ""},
		"an outlet":           {c.With(Change{Dossier: &outlets}), ""},
		"the sources":         {c.With(Change{Dossier: &sources}), "readings monitored actual"},
		"the date of law":     {c.With(Change{On: calc.MustDate("2023-01-01")}), "scope"},
		"non-detects":         {c.With(Change{NonDetect: monitoring.Zero}), "scope readings actual"},
		"what the files gave": {c.WithReadings(&reduction.Monitored{}), "scope actual"},
		"the assessment":      {c.WithReduced(c.Reduced()), "scope readings monitored actual"},
		"the needs":           {c.WithNeeds(c.Needed().Needs), "scope readings monitored actual reduced doubted"},
		"the needs, then nothing": {c.WithNeeds(nil).With(Change{Findings: true}),
			"scope readings monitored actual reduced doubted"},
		"a basis of an actual": {varied(t, c, set("actual_basis.H-DW001-2025.output.amount", "6万 kVAh")), ""},
	} {
		if got := shared(c, x.version); got != x.want {
			t.Errorf("%s: shared %q, want %q", name, got, x.want)
		}
	}
}

// Who cuts what a case hands out changes nothing for the next who asks.
func TestResultsAreTheCallersOwn(t *testing.T) {
	c, _ := opened(t, "leather", dossier.Variant{})
	all := func() []any {
		return []any{c.Explained(), c.Reviewed(), c.Scope(), c.Findings(), c.Actual().Findings, c.Standing()}
	}
	was := all()
	p := c.Explained()
	if len(p.Findings) == 0 || len(p.Result.Sources) == 0 || len(p.Result.Sources[0].Rows) == 0 {
		t.Fatal("nothing to cut")
	}
	p.Findings = slices.DeleteFunc(p.Findings, func(calc.Finding) bool { return true })
	p.Needs[0].Demand = calc.Step{}
	p.Result.Sources[0].Refusals = nil
	clear(p.Result.Sources[0].Rows)
	clear(p.Allocations)
	r := c.Reviewed()
	clear(r.Outcomes)
	clear(r.Plan.Findings)
	clear(c.Scope().Findings)
	clear(c.Findings())
	clear(c.Actual().Findings)
	clear(c.Standing())
	for i, now := range all() {
		if !reflect.DeepEqual(now, was[i]) {
			t.Errorf("result %d is not what it was", i)
		}
	}
}

// changes that a version can have, each with the values it can take.
var changes = []struct {
	path   string
	values []string
}{
	{"project.name", []string{"甲", "乙"}},
	{"project.commissioning", []string{"2026-01-01", "2027-12-01"}},
	{"source.S1.keep", []string{"10 %", "50 %", "100 %"}},
	{"source.S1.deadline", []string{"2025-01-01", "2029-01-01"}},
	{"source.S2.lot", []string{"1 kg/a", "500 kg/a"}},
	{"source.S2.price", []string{"10 元/kg"}},
	{"date", []string{"2023-05-01", "2026-08-31"}},
}

// A version gives what a case opened on the changed text gives, also a version
// of a version.
func TestVersionsGiveWhatFreshCasesGive(t *testing.T) {
	r := rand.New(rand.NewPCG(20221201, 15))
	for _, name := range []string{"plating", "lead-battery", "leather"} {
		first, _ := opened(t, name, dossier.Variant{})
		c := first
		for range 8 {
			var pairs []string
			for _, x := range changes {
				if r.IntN(3) == 0 {
					pairs = append(pairs, x.path, x.values[r.IntN(len(x.values))])
				}
			}
			version, findings := c.Vary(set(pairs...))
			if version == nil {
				t.Fatal(findings)
			}
			fresh, _ := opened(t, name, set(pairs...))
			if got, want := described(version), described(fresh); got != want {
				t.Errorf("%s with %q:\n%s\nwant\n%s", name, pairs, got, want)
			}
			c = version
		}
		if got, want := described(varied(t, c, dossier.Variant{})), described(first); got != want {
			t.Errorf("%s: back to what it was:\n%s\nwant\n%s", name, got, want)
		}
	}
}

// described is all that a plan says and comes to.
func described(c *Case) string {
	p := c.Explained()
	var sb strings.Builder
	fmt.Fprintln(&sb, p.Status, p.On, p.AsOf)
	for _, x := range c.Targets() {
		fmt.Fprintln(&sb, x.Name, x.Step.Value(), x.Step.Err())
	}
	for _, x := range p.Repairs {
		fmt.Fprintln(&sb, x.Kind, x.Sources, x.Text.EN)
	}
	for _, x := range p.Obligations {
		fmt.Fprintln(&sb, x.Code, x.Source, x.Due, x.Done)
	}
	for _, f := range c.Standing() {
		fmt.Fprintln(&sb, f.Severity, f.Code, f.Subject, f.At, f.Message.EN)
	}
	return sb.String()
}

// A region opens its dossiers and plans once.
func TestRegion(t *testing.T) {
	list, findings := dossier.OpenRegion("../../testdata/regions/example")
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]int{}
	r, err := OpenRegion(RegionInput{List: list, Findings: findings, Book: book,
		Files: func(d *dossier.Dossier) func(string) (File, error) {
			open := FilesIn(d.Dir)
			return func(name string) (File, error) { read[d.Dir+"/"+name]++; return open(name) }
		}})
	if err != nil || calc.HasErrors(r.Findings()) {
		t.Fatal(err, r.Findings())
	}
	p, ok := r.Plan()
	if !ok || len(p.Projects) != len(list.Projects) || len(r.Dossiers()) != 1+len(list.Projects) {
		t.Fatalf("%v, %d projects", ok, len(p.Projects))
	}
	was := maps.Clone(read)
	if again, _ := r.Plan(); len(again.Flows) != len(p.Flows) || !maps.Equal(read, was) || len(read) == 0 {
		t.Errorf("files opened %v, then %v", was, read)
	}
}
