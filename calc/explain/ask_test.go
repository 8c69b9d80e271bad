package explain_test

import (
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/explain"
	"tidai/calc/substitution"

	"pgregory.net/rapid"
)

// ownG makes G-L1 a line of the project's own discharger (以新带老).
var ownG = []edit{{"id = \"G-L1\"\ndischarger = \"G\"", "id = \"G-L1\"\ndischarger = \"F\""},
	{"id = \"G-DA001\"\ncode = \"DA001\"\ndischarger = \"G\"",
		"id = \"G-DA001\"\ncode = \"DA003\"\ndischarger = \"F\""},
	{"number = \"91220100MA0TE5TG09001P\"\ndischarger = \"G\"",
		"number = \"91220300MA0TE5TF0J001P\"\ndischarger = \"F\""}}

func ask(t *testing.T, id string, edits ...edit) explain.Answer {
	t.Helper()
	a, ok := base(t, edits...).Ask(id)
	if !ok {
		t.Fatalf("no source %s", id)
	}
	return a
}

func leadOf(t *testing.T, a explain.Answer) explain.MetalAnswer {
	t.Helper()
	i := slices.IndexFunc(a.Metals, func(m explain.MetalAnswer) bool { return m.Pollutant == calc.Lead })
	if i < 0 {
		t.Fatalf("nothing on lead: %v", a.Metals)
	}
	return a.Metals[i]
}

func says(t *testing.T, a explain.Answer, want string) {
	t.Helper()
	if !slices.ContainsFunc(a.Changes, func(x calc.Text) bool { return strings.Contains(x.EN, want) }) {
		t.Errorf("%s: no %q in %v", a.Source.Source.ID, want, a.Changes)
	}
}

// The base dossier needs 50 kg/a; S1 gives 18, S2 4.72, both of the same
// industry, and S3 of another industry the other 27.28 of its 40.
func TestAskUsed(t *testing.T) {
	a := ask(t, "S3")
	m := leadOf(t, a)
	if a.State != substitution.SourceUsed || a.Ahead != 2 || a.Beside != 0 {
		t.Errorf("%s, %d before, %d beside", a.State, a.Ahead, a.Beside)
	}
	wantAmount(t, "used", m.Used, "27.28 kg/a")
	var before []string
	for _, b := range m.Before {
		before = append(before, b.Source+" "+b.Amount.Value().Exact())
	}
	slices.Sort(before)
	if !slices.Equal(before, []string{"S1 18", "S2 4.72"}) {
		t.Errorf("before it %v", before)
	}
	says(t, a, "without this source: lead is short by 27.28 kg/a")
	// 88 − 50 of S1 is not needed: S3 is not drawn on, and would be above 88 + 4.72.
	b := ask(t, "S3", edit{`amount = "30 kg/a"`, `amount = "100 kg/a"`})
	if b.State != substitution.SourceUnused {
		t.Fatalf("S3 is %s", b.State)
	}
	wantAmount(t, "used above", leadOf(t, b).From, "92.72 kg/a")
	says(t, b, "more than 92.72 kg/a of lead (now 50)")
}

// Reading 5: the deadline on the day of commissioning is early enough, the day
// after is not; then 27.28 of S3 are used.
func TestAskDeadline(t *testing.T) {
	a := ask(t, "S3", edit{"deadline = 2026-02-28", "deadline = 2027-10-02"})
	if a.State != substitution.SourceRefused || leadOf(t, a).Used.OK() {
		t.Errorf("%s, %v", a.State, leadOf(t, a).Used)
	}
	says(t, a, "accepted with a deadline of 2027-10-01 or earlier; then 27.28 kg/a of lead is used, lead is no "+
		"longer short")
}

func TestAskWithoutCure(t *testing.T) {
	a := ask(t, "S2", edit{"[[source]]\nid = \"S2\"\nline = \"H-L1\"",
		"[[source]]\nid = \"S2\"\nvoid = \"示例\"\nline = \"H-L1\""})
	if a.State != substitution.SourceRefused {
		t.Errorf("S2 is %s", a.State)
	}
	says(t, a, "there is no cure")
	if _, ok := base(t).Ask("S9"); ok {
		t.Error("S9 is no source")
	}
}

// Own reduction: 18 kg/a less of it is 18 kg/a more of demand.
func TestAskOwn(t *testing.T) {
	a := ask(t, "S1", ownG...)
	if a.State != substitution.SourceOwn {
		t.Fatalf("S1 is %s", a.State)
	}
	says(t, a, "the demand of lead is 50.0 rather than 32.0 kg/a")
}

// JL-4.1: what is used still needs its city.
func TestAskOpinion(t *testing.T) {
	a := ask(t, "S1", edit{"city_opinion = \"示例函〔2026〕4号\"\n", ""})
	b := ask(t, "S2", edit{"city_opinion = \"示例函〔2026〕4号\"\n", ""})
	c := ask(t, "S3", edit{"city_opinion = \"示例函〔2026〕4号\"\n", ""})
	n := 0
	for _, x := range []explain.Answer{a, b, c} {
		if slices.ContainsFunc(x.Changes, func(y calc.Text) bool {
			return strings.Contains(y.EN,
				"state city_opinion")
		}) != (x.Source.Source.CityOpinion == "") {
			t.Errorf("%s: %v", x.Source.Source.ID, x.Changes)
		}
		if x.Source.Source.CityOpinion == "" {
			n++
		}
	}
	if n == 0 {
		t.Error("no source lacks its opinion")
	}
}

// Of every example: what a source is said to give is what the plan draws, and
// a source said to be needed above a demand is drawn on at a milligram more.
func TestAskAgreesWithThePlan(t *testing.T) {
	for _, name := range []string{"plating", "lead-battery", "smelting", "leather", "mining", "pvc"} {
		c := example(t, name)
		p := c.Planned()
		for _, s := range p.Result.Sources {
			a, ok := c.Ask(s.Source.ID)
			if !ok || a.State != p.StateOf(s) {
				t.Fatalf("%s %s: %v, %s", name, s.Source.ID, ok, a.State)
			}
			for _, m := range a.Metals {
				i := slices.IndexFunc(p.Allocations, func(x substitution.Allocation) bool {
					return x.Source == s.Source.ID && x.Pollutant == m.Pollutant && x.Medium == m.Medium
				})
				if (i >= 0) != m.Used.OK() || i >= 0 && !p.Allocations[i].Amount.Value().Equal(m.Used.Value()) {
					t.Errorf("%s %s %s: used %v", name, s.Source.ID, m.Pollutant, m.Used)
				}
				if m.Reason.ZH == "" || m.Reason.EN == "" {
					t.Errorf("%s %s %s: no reason", name, s.Source.ID, m.Pollutant)
				}
			}
		}
	}
}

// Of any dossier: an answer agrees with the plan, its reasons are there, and a
// source not used is needed only above the demand there is.
func TestAskProperties(t *testing.T) {
	first := base(t).Dossier()
	rapid.Check(t, func(t *rapid.T) {
		c := opened(terms(t, region(t, first)))
		p := c.Planned()
		for _, s := range p.Result.Sources {
			a, ok := c.Ask(s.Source.ID)
			if !ok || a.State != p.StateOf(s) {
				t.Fatalf("%s: %v %s", s.Source.ID, ok, a.State)
			}
			for _, m := range a.Metals {
				x, used := leadFrom(p, s.Source.ID)
				if used != m.Used.OK() || used && !x.Amount.Value().Equal(m.Used.Value()) {
					t.Fatalf("%s: used %v, allocated %v", s.Source.ID, m.Used.Value(), x.Amount.Value())
				}
				if m.From.OK() && kilograms(m.From).Cmp(kilograms(m.Demand)) < 0 {
					t.Fatalf("%s is not used at %s, and needed above %s", s.Source.ID, m.Demand.Value(), m.From.Value())
				}
				if m.Reason.ZH == "" || m.Reason.EN == "" {
					t.Fatalf("%s: no reason", s.Source.ID)
				}
			}
		}
	})
}

// leadFrom is what the plan draws of a source, all of it lead.
func leadFrom(p substitution.Plan, source string) (substitution.Allocation, bool) {
	i := slices.IndexFunc(p.Allocations, func(a substitution.Allocation) bool { return a.Source == source })
	if i < 0 {
		return substitution.Allocation{}, false
	}
	return p.Allocations[i], true
}
