package substitution

import (
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
)

func outletOf(t *testing.T, p Plan, target string, pol calc.Pollutant) permit.Assessment {
	t.Helper()
	i := slices.IndexFunc(p.Result.Outlets, func(a permit.Assessment) bool { return a.Target() == target && a.Pollutant == pol })
	if i < 0 {
		t.Fatalf("%s of %s is not assessed", pol, target)
	}
	return p.Result.Outlets[i]
}

// The accounts of the plating example: analogy 0.42 × 40 000/50 000 = 42/125;
// balance 3 566.5 − 3 566.2 = 3/10. Neither binds, the permitted 0.4 stays.
func TestPlatingMethodsByHand(t *testing.T) {
	p := example(t, "plating")
	want := map[dossier.IntensityMethod]string{dossier.Analogy: "42/125", dossier.Balance: "3/10"}
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
