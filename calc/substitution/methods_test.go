package substitution

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/permit"
)

func outletOf(t *testing.T, p Plan, target string, pol calc.Pollutant) permit.Assessment {
	t.Helper()
	i := slices.IndexFunc(p.Result.Outlets, func(a permit.Assessment) bool {
		return a.Target() == target &&
			a.Pollutant == pol
	})
	if i < 0 {
		t.Fatalf("%s of %s is not assessed", pol, target)
	}
	return p.Result.Outlets[i]
}

// The accounts of the plating example: analogy 0.42 × 40 000/50 000 = 42/125;
// balance 3 566.5 − 3 566.2 = 3/10. Neither binds, the permitted 0.4 stays.
func TestPlatingMethodsByHand(t *testing.T) {
	p := example(t, "plating")
	want := map[calc.IntensityMethod]string{calc.Analogy: "42/125", calc.Balance: "3/10"}
	for _, a := range p.Result.Accounts {
		if w, ok := want[a.Method]; ok {
			exactly(t, string(a.Method), a.Amount, w)
			if !a.Admissible() {
				t.Errorf("%s: %s", a.Method, a.Inadmissible.EN)
			}
			delete(want, a.Method)
		}
	}
	if len(want) > 0 {
		t.Errorf("no account by %v", want)
	}
	as := outletOf(t, p, "DW002", calc.Cadmium)
	exactly(t, "permitted", as.Permitted, "2/5")
	p = read(t, p, "strictest", "all-methods")
	exactly(t, "under the strictest of all methods", outletOf(t, p, "DW002", calc.Cadmium).Permitted, "3/10")
}

// The balance of a smelter, 40 × 0.6 = 24, is shown and never counted, not even
// under the strictest of all methods.
func TestSmelterBalanceIsPlausibilityOnly(t *testing.T) {
	p := read(t, example(t, "smelting"), "strictest", "all-methods")
	as := outletOf(t, p, "DW001", calc.Arsenic)
	exactly(t, "permitted", as.Permitted, "30")
	i := slices.IndexFunc(as.Candidates, func(c permit.Candidate) bool { return c.Method == permit.ByIntensity })
	if i < 0 {
		t.Fatal("the balance is not shown")
	}
	c := as.Candidates[i]
	exactly(t, "balance", c.Amount, "24")
	if c.Binds || c.Admissible() || !strings.Contains(c.Why.EN, "plausibility only") {
		t.Errorf("binds %v, admissible %v: %s", c.Binds, c.Admissible(), c.Why.EN)
	}
}

// rung finds a method of a ladder; accounts by their accounting method.
func rung(t *testing.T, a permit.Assessment, name string) permit.Rung {
	t.Helper()
	for _, r := range a.Ladder().Rungs {
		if string(r.Method) == name || (r.Side != nil && string(r.Side.Key) == name) {
			return r
		}
	}
	t.Fatalf("%s has no %s", a.Target(), name)
	return permit.Rung{}
}

// The turning points of the examples, by hand.
func TestTurningPointsByHand(t *testing.T) {
	for _, c := range []struct {
		dossier, outlet string
		p               calc.Pollutant
		method, term    string
		low, high       string
	}{
		// 300 g / 8 000 m3
		{"plating", "DW002", calc.Cadmium, "formula", "limit", "", "3/80"},
		// 0.3 / (40 000/50 000)
		{"plating", "DW002", calc.Cadmium, "analogy", "analogue-emission", "", "3/8"},
		// 0.3 / 0.42 × 50 000
		{"plating", "DW002", calc.Cadmium, "analogy", "capacity", "", "250000/7"},
		// 10 683 g / 96 000 m3
		{"lead-battery", "DW001", calc.Lead, "formula", "limit", "", "3561/32000"},
		// 13 200 g / 60 万kVAh
		{"lead-battery", "DW001", calc.Lead, "emission-factor", "emission-factor", "", "220"},
		// 1 − 10.683/132, in %
		{"lead-battery", "DW001", calc.Lead, "generation-factor", "removal-efficiency", "40439/440", ""},
		// 84.3 kg / 600 000 kVAh, in g
		{"lead-battery", "DA001+DA002", calc.Lead, "formula", "performance-value", "", "281/2000"},
		// 60 kg / 60 万kVAh
		{"lead-battery", "DA001+DA002", calc.Lead, "emission-factor", "emission-factor", "", "1"},
		// 42 560 g / 120 000 m3
		{"leather", "DW001", calc.Chromium, "formula", "limit", "", "133/375"},
		// 1 − 60/6 080, in %
		{"leather", "DW001", calc.Chromium, "generation-factor", "removal-efficiency", "7525/76", ""},
		// 1 500 g / 4 000 m3
		{"pvc", "DW001", calc.Mercury, "formula", "limit", "", "3/8"},
	} {
		r := rung(t, outletOf(t, example(t, c.dossier), c.outlet, c.p), c.method)
		i := slices.IndexFunc(r.Flips, func(f permit.Flip) bool { return f.Term == c.term })
		if i < 0 {
			t.Errorf("%s %s %s does not turn on %s: %+v", c.dossier, c.outlet, c.method, c.term, r.Flips)
			continue
		}
		for _, end := range []struct {
			name string
			got  *big.Rat
			want string
		}{{"low", r.Flips[i].Low, c.low}, {"high", r.Flips[i].High, c.high}} {
			got := ""
			if end.got != nil {
				got = end.got.RatString()
			}
			if got != end.want {
				t.Errorf("%s %s %s %s, %s: got %q, want %q", c.dossier, c.outlet, c.method, c.term, end.name, got,
					end.want)
			}
		}
	}
}
