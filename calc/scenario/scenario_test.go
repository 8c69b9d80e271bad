package scenario

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring/estimate"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/factors"
)

const dossiers = "../../testdata/dossiers/"

// planOf plans an example with changes; faults of the input end the test.
func planOf(t testing.TB, name string, v dossier.Variant) substitution.Plan {
	t.Helper()
	d, fs := dossier.OpenVariant(dossiers+name, v)
	for _, f := range fs {
		if f.Severity == calc.Error {
			t.Fatal(f)
		}
	}
	return planned(t, d)
}

func planned(t testing.TB, d *dossier.Dossier) substitution.Plan {
	t.Helper()
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	policy, _ := book.Policy(d.Policy)
	r := reduction.Assess(reduction.Input{Dossier: d, Book: book, Policy: policy, On: d.Date})
	return substitution.Demand(substitution.Input{Dossier: d, Policy: policy}, r).Allocate().
		Plan(substitution.Against{})
}

func set(pairs ...string) dossier.Variant {
	var v dossier.Variant
	for i := 0; i < len(pairs); i += 2 {
		v.Set = append(v.Set, dossier.Change{Path: pairs[i], Value: pairs[i+1]})
	}
	return v
}

func cr(t testing.TB, r Result) Level {
	t.Helper()
	i := slices.IndexFunc(r.Levels, func(l Level) bool { return l.Pollutant == calc.Chromium })
	if i < 0 {
		t.Fatal("no level of Cr")
	}
	return r.Levels[i]
}

func is(t testing.TB, what string, s calc.Step, want string) {
	t.Helper()
	got := "none"
	if s.OK() {
		q, err := s.Value().In(quantity.KgPerYear)
		if err != nil {
			t.Fatal(err)
		}
		got = q.Exact()
		if err := s.Recheck(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got != want {
		t.Errorf("%s = %s, want %s", what, got, want)
	}
}

// testdata/dossiers/leather/ORIGIN.md: S1 45, S2 9.6, S3 10.185: 64.785; demand
// 0.5 mg/L × 12 m3/t × 10000 t = 60. Without S2: 55.185, short by 4.815. A
// smaller plant of 9000 t needs 54.
func TestCompare(t *testing.T) {
	base := planOf(t, "leather", dossier.Variant{})
	without := planOf(t, "leather", set("source.S2.void", "示例"))
	smaller := planOf(t, "leather", set("line.A-L1.product.1.capacity", "9000 t 生皮/a"))
	c := Compare([]Case{{Plan: base}, {Plan: without}, {Plan: smaller}, {Plan: base}}, nil)
	if len(c.Keys) != 1 || len(c.Results) != 4 {
		t.Fatalf("%+v", c.Keys)
	}
	for i, want := range []struct{ usable, demand, balance, short, change string }{
		{"64.785", "60", "4.785", "none", "none"},
		{"55.185", "60", "-4.815", "4.815", "-9.6"},
		{"64.785", "54", "10.785", "none", "0"},
		{"64.785", "60", "4.785", "none", "0"},
	} {
		l := cr(t, c.Results[i])
		is(t, "usable", l.Usable, want.usable)
		is(t, "demand", l.Demand, want.demand)
		is(t, "balance", l.Balance, want.balance)
		is(t, "short", l.Shortfall, want.short)
		is(t, "change", l.Change, want.change)
		if l.Certainty.Available() || l.Certainty.Why.ZH == "" {
			t.Errorf("certainty without data: %+v", l.Certainty)
		}
	}
	if c.Results[1].Same || c.Results[2].Same || !c.Results[3].Same || c.Results[0].Same {
		t.Error("only the last is the same as the first")
	}
}

// lead-battery: S1 is an EIA difference, S2 closes, S3 changes its permit.
func TestCapacity(t *testing.T) {
	c := Compare([]Case{{Plan: planOf(t, "lead-battery", dossier.Variant{})}}, nil)
	var got []string
	for _, x := range c.Results[0].Capacity {
		got = append(got, x.Source+" "+x.Remaining.Value().String()+" "+x.Why.EN)
	}
	want := []string{"S1", "S2 0", "S3"}
	for i := range want {
		if i >= len(got) || !strings.HasPrefix(got[i], want[i]) {
			t.Fatalf("%q", got)
		}
	}
	for _, x := range c.Results[0].Capacity {
		if x.Source != "S2" && !x.Remaining.Value().Equal(x.Approved.Value()) {
			t.Errorf("%s keeps its line: %s", x.Source, x.Remaining.Value())
		}
	}
}

// ORIGIN.md 2.7 of lead-battery has ten duties by the notice and the permit
// regulation (keeping records needs the laws, which are not given here) and one
// done; the first due day of the open ones is 2027-03-31 (base total), the last
// 2027-06-30.
func TestDuties(t *testing.T) {
	c := Compare([]Case{{Plan: planOf(t, "lead-battery", dossier.Variant{})}}, nil)
	d := c.Results[0].Duties
	if d.All != 10 || d.Done != 1 || d.Next.String() != "2027-03-31" || d.NextCode != "base-total" ||
		d.Last.String() != "2027-06-30" {
		t.Errorf("%+v", d)
	}
}

// One number known to ±5 % (normal, one standard deviation): 10.185 is 1455 ×
// 0.007, and the others count as exact. 64.785 − 1.645 × 0.05 × 45 = 61.08 for
// an uncertainty of the one amount of S1 before (72 kg/a ± 2.25, k = 1).
func TestCertainty(t *testing.T) {
	plan := planOf(t, "leather", dossier.Variant{})
	stated := func(leaf calc.Step) (estimate.Stated, bool) {
		if leaf.Value().Exact() == "72" {
			return estimate.Stated{Own: estimate.Uncertainty{U: 2.25}}, true
		}
		return estimate.Stated{}, false
	}
	c := certaintyOf(LevelOf(plan, Key{Pollutant: calc.Chromium}).Usable, stated)
	if c.Lower != "61.1" || c.Exact == 0 || c.Method.ZH == "" {
		t.Errorf("%+v", c)
	}
	none := certaintyOf(LevelOf(plan, Key{Pollutant: calc.Chromium}).Usable, func(calc.Step) (estimate.Stated,
		bool) {
		return estimate.Stated{}, false
	})
	if none.Available() {
		t.Errorf("a bound from nothing: %+v", none)
	}
}

func TestRange(t *testing.T) {
	for text, want := range map[string]string{
		"0.90:0.92:0.01":               "0.9 0.91 0.92",
		"0.90:0.92:0.015":              "0.9 0.915 0.92",
		"90:92:1 %":                    "90 % 91 % 92 %",
		"90 %:92 %:1 %":                "90 % 91 % 92 %",
		"3:1:-1":                       "3 2 1",
		"10000:12000:1000 t 生皮/a":      "10000 t 生皮/a 11000 t 生皮/a 12000 t 生皮/a",
		"1万m2/a:2万m2/a:5000 m2/a":      "1 万m2/a 1.5 万m2/a 2 万m2/a",
		"0.1:0.3:0.1":                  "0.1 0.2 0.3", // no float would end there
		"-1:1:1":                       "-1 0 1",
		" 1 kg/a : 2 kg/a : 0.5 kg/a ": "1 kg/a 1.5 kg/a 2 kg/a",
	} {
		r, err := ParseRange(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var got []string
		for _, v := range r.Values() {
			got = append(got, v.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	for text, says := range map[string]string{
		"":                     "FROM:TO:STEP",
		"1:2":                  "FROM:TO:STEP",
		"1:2:3:4":              "FROM:TO:STEP",
		"1:2:0":                "zero",
		"1:1:1":                "ends where it begins",
		"1:2:-1":               "away",
		"1:2:5":                "larger than the range",
		"0:1:0.0001":           "more than 1000",
		"a:2:1":                "does not begin with a number",
		"1 kg/a:2 m2/a:1 kg/a": "is not",
		"1 kg/a:2:1":           "write the unit",
		"1:2 kg/a:1 kg/a":      "write the unit",
		"0.9:0.99:1 %":         "larger than the range",
		"1:1e999999999:1":      "exponent",
	} {
		if _, err := ParseRange(text); err == nil || !strings.Contains(err.Error(), says) || calc.ErrorText(err).ZH ==
			"" {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
	}
	if r, err := ParseRange("0:999:1"); err != nil || len(r.Values()) != MaxPoints {
		t.Errorf("%v", err)
	}
}

// Simplest fractions by hand: between 0.3 and 0.4 lies 1/3; between 3.1 and
// 3.2 lies 22/7 with 16/5 = 3.2 at the end having the smaller denominator.
func TestSimplest(t *testing.T) {
	for _, c := range [][3]string{{"3/10", "4/10", "1/3"}, {"31/10", "32/10", "16/5"}, {"31/10", "319/100", "19/6"},
		{"-1", "1", "0"}, {"-4/10", "-3/10", "-1/3"},
		{"5", "5", "5"}, {"0", "1/9", "0"}, {"999/1000", "1001/1000", "1"}} {
		x := func(s string) *big.Rat { r, _ := new(big.Rat).SetString(s); return r }
		if got := simplest(x(c[0]), x(c[1])); got.Cmp(x(c[2])) != 0 {
			t.Errorf("[%s, %s]: %s, want %s", c[0], c[1], got.RatString(), c[2])
		}
	}
}
