package substitution

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
)

// example plans one of the bundled dossiers. Expected values are those of its
// ORIGIN.md, worked by hand from the tables of the standards.
func example(t *testing.T, name string) Plan {
	t.Helper()
	p := planWith(inputOf(t, name))
	for _, s := range steps(p) {
		if s.OK() {
			if err := s.Recheck(); err != nil {
				t.Errorf("recheck: %v", err)
			}
		}
	}
	return p
}

// inputOf opens a bundled dossier.
func inputOf(t *testing.T, name string) given {
	t.Helper()
	d, findings := dossier.Open("../../testdata/dossiers/" + name)
	if len(findings) > 0 {
		t.Fatalf("dossier %s: %v", name, findings)
	}
	book := builtin(t)
	policy, ok := book.Policy(d.Policy)
	if !ok {
		t.Fatalf("no policy %q", d.Policy)
	}
	return given{Dossier: d, Book: book, Policy: policy}
}

// exactly compares a step with an exact fraction in kg/a.
func exactly(t *testing.T, name string, s calc.Step, want string) {
	t.Helper()
	w, ok := new(big.Rat).SetString(want)
	if !ok {
		t.Fatalf("%s: bad expectation %q", name, want)
	}
	if err := s.Err(); err != nil {
		t.Errorf("%s: %v, want %s kg/a", name, err, want)
	} else if s.Value().Unit().String() != "kg/a" || s.Value().Rat().Cmp(w) != 0 {
		t.Errorf("%s: got %s, want %s kg/a", name, s.Value(), want)
	}
}

func needOf(t *testing.T, p Plan, pol calc.Pollutant) Need {
	t.Helper()
	i := slices.IndexFunc(p.Needs, func(n Need) bool { return n.Pollutant == pol })
	if i < 0 {
		t.Fatalf("no need of %s", pol)
	}
	return p.Needs[i]
}

func rows(p Plan) string {
	var out []string
	for _, a := range p.Allocations {
		out = append(out, fmt.Sprintf("%s %s %s %s %s", a.Pollutant, a.Source, a.Tier, a.Preference,
			a.Amount.Value().Exact()))
	}
	return strings.Join(out, "\n")
}

func tally(p Plan) map[string]int {
	out := map[string]int{}
	for _, f := range p.Findings {
		out[string(f.Severity)+" "+f.Code]++
	}
	return out
}

func TestPlatingByHand(t *testing.T) {
	p := example(t, "plating")
	if p.Status != Complete {
		t.Errorf("status %s", p.Status)
	}
	for _, w := range []struct {
		outlet string
		p      calc.Pollutant
		want   string
	}{
		{"DW001", calc.Chromium, "124"},                 // 1.0 mg/L × (500 × 200 000 + 200 × 120 000) L
		{"DW001", calc.CrVI, "124/5"},                   // 0.2 mg/L × the same
		{"DW002", calc.Cadmium, "2/5"},                  // 0.05 × 200 × 40 000
		{"DW002", calc.Lead, "6/5"},                     // 0.2 × 200 × 30 000
		{"DA001", calc.Chromium, "355653324/624964375"}, // 0.38 × 57 600 g × 0.05 × 51.9961/99.9943
	} {
		i := slices.IndexFunc(p.Result.Outlets, func(a permit.Assessment) bool {
			return a.Target() == w.outlet &&
				a.Pollutant == w.p
		})
		if i < 0 {
			t.Errorf("%s of %s is not assessed", w.p, w.outlet)
			continue
		}
		exactly(t, w.outlet+"/"+string(w.p), p.Result.Outlets[i].Contribution, w.want)
	}
	cr := needOf(t, p, calc.Chromium)
	exactly(t, "own Cr", cr.Own, "5")
	exactly(t, "demand Cr", cr.Demand, "74726413949/624964375")
	exactly(t, "same-industry Cr", cr.SameSupply, "120")
	exactly(t, "demand Cd", needOf(t, p, calc.Cadmium).Demand, "2/5")
	pb := needOf(t, p, calc.Lead)
	exactly(t, "demand Pb", pb.Demand, "6/5")
	exactly(t, "same-industry Pb", pb.SameSupply, "3/5")
	exactly(t, "other-industry Pb", pb.OtherSupply, "10")
	want := `Pb S1 same-industry same-city 0.6
Pb S4 other-industry province 0.6
Cd S1 same-industry same-city 0.3
Cd S2 same-industry province 0.1
Cr S1 same-industry same-city 75
Cr S2 same-industry province 27854085824/624964375`
	if got := rows(p); got != want {
		t.Errorf("allocations\n%s\nwant\n%s", got, want)
	}
	expect := map[string]int{"warning TD-RED-001": 1, "warning TD-RED-017": 1, "warning TD-SUB-007": 1,
		"warning TD-SUB-011": 4,
		"note TD-PER-007":    2, "note TD-PER-010": 1, "note TD-RED-018": 1, "note TD-SUB-010": 1, "note TD-SUB-014": 1}
	if got := tally(p); fmt.Sprint(got) != fmt.Sprint(expect) {
		t.Errorf("findings %v, want %v", got, expect)
	}
}

func TestLeadBatteryByHand(t *testing.T) {
	p := example(t, "lead-battery")
	if p.Status != Short {
		t.Errorf("status %s", p.Status)
	}
	pb := needOf(t, p, calc.Lead)
	exactly(t, "air", pb.Air, "60")
	exactly(t, "water", pb.Water, "48")
	exactly(t, "demand", pb.Demand, "108")
	exactly(t, "allocated", pb.Allocated, "183956/3125")
	exactly(t, "shortfall", pb.Shortfall, "153544/3125")
	want := `Pb S2 same-industry same-city 4.86592
Pb S1 same-industry province 54`
	if got := rows(p); got != want {
		t.Errorf("allocations\n%s\nwant\n%s", got, want)
	}
	expect := map[string]int{"error TD-RED-003": 1, "warning TD-SUB-007": 1,
		"warning TD-SUB-011": 4,
		"warning TD-PER-012": 2, "warning TD-RED-028": 1, "note TD-INT-026": 2, "note TD-PER-007": 2,
		"note TD-RED-023": 2, "note TD-SUB-014": 1}
	if got := tally(p); fmt.Sprint(got) != fmt.Sprint(expect) {
		t.Errorf("findings %v, want %v", got, expect)
	}
}
