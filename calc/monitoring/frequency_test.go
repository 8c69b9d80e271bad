package monitoring

import (
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

// lead is a recycled-lead smelter's stack: HJ 863.4-2018 tables 11 to 15 ask
// for Pb at the furnace every month.
func lead(t *testing.T, on string, readings ...Reading) (Result, []calc.Finding) {
	t.Helper()
	book, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	d := world()
	d.Lines[0].Specification, d.Lines[0].Products[0].Process = "HJ 863.4-2018", "secondary-lead"
	in := input(d, mainRule, Compliance, readings...)
	in.Book, in.On, in.Years = book, calc.MustDate(on), []int{2024}
	return Assess(in)
}

func sampleOn(t *testing.T, date string) Reading {
	return Reading{Kind: Manual, Outlet: "DA001", Pollutant: calc.Lead, Start: minuteOf(t, date, 0),
		Concentration: val(t, "0.4", "mg/Nm3"), Flow: val(t, "100", "Nm3/h"), Place: Place{File: "a.csv", Row: 2}}
}

func TestFrequencyOfAYear(t *testing.T) {
	var all []Reading
	for _, m := range []string{"01", "02", "04", "05", "06", "07", "08", "09", "10", "11"} { // not March, not December
		all = append(all, sampleOn(t, "2024-"+m+"-29"))
	}
	// a second one in a month counts once, the authority's is not the
	// discharger's, and one without a value is none
	all = append(all, sampleOn(t, "2024-04-30"), sampleOn(t, "2025-03-01"))
	enforced := sampleOn(t, "2024-03-05")
	enforced.Kind, enforced.Place = Enforcement, Place{File: "b.csv", Row: 2}
	all = append(all, enforced, Reading{Kind: Manual, Outlet: "DA001", Pollutant: calc.Lead,
		Start: minuteOf(t, "2024-12-01", 0), Flow: val(t, "100", "Nm3/h"), Place: Place{File: "a.csv", Row: 99}})
	r, found := lead(t, "2026-03-31", all...)
	s := one(t, r, "DA001", calc.Lead).Sampled
	if s == nil || s.Frequency.Term != factors.Monthly || s.Found != 10 || s.Required != 12 ||
		strings.Join(s.Missing, " ") != "2024-03 2024-12" {
		t.Fatalf("%+v", s)
	}
	if !has(found, CodeFrequency, calc.Warning) {
		t.Error("no finding")
	}
}

// Before a term has ended nothing is missing of it.
func TestFrequencyOfAnUnfinishedYear(t *testing.T) {
	r, found := lead(t, "2024-03-15", sampleOn(t, "2024-01-10"), sampleOn(t, "2024-02-29"))
	s := one(t, r, "DA001", calc.Lead).Sampled
	if s.Found != 2 || s.Required != 2 || len(s.Missing) != 0 || has(found, CodeFrequency, calc.Warning) {
		t.Errorf("%+v", s)
	}
}

// Days without emission ask for no sample; nor does a stop the instrument shows.
func TestFrequencyOfDays(t *testing.T) {
	book, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		operating string
		required  int
	}{{"", 366}, {"300 d", 300}, {"4801 h", 201}, {"9000 h", 366}} {
		d := world()
		d.Lines[0].Specification, d.Lines[0].Products[0].Process = "HJ 863.4-2018", "secondary-lead"
		if c.operating != "" {
			d.Bases = []dossier.ActualBasis{{Outlet: "DW001", Operating: stated(c.operating)}}
		}
		x := sampleOn(t, "2024-02-29")
		x.Outlet, x.Concentration, x.Flow = "DW001", val(t, "0.1", "mg/L"), val(t, "10", "m3/d")
		in := input(d, mainRule, Compliance, x)
		in.Book, in.Years = book, []int{2024}
		r, _ := Assess(in)
		s := one(t, r, "DW001", calc.Lead).Sampled
		if s.Found != 1 || s.Required != c.required || strings.Join(s.Missing, " ") !=
			"2024-01-01…2024-02-28 2024-03-01…2024-12-31" {
			t.Errorf("%s: %+v", c.operating, s)
		}
	}
}

func TestTermKeys(t *testing.T) {
	for _, c := range []struct {
		term      factors.Term
		day, want string
	}{{factors.Weekly, "2024-01-07", "2024 W01"}, {factors.Weekly, "2024-01-08", "2024 W02"},
		{factors.Weekly, "2024-12-31", "2024 W52"},
		{factors.Quarterly, "2024-04-01", "2024 Q2"}, {factors.HalfYearly, "2024-06-30", "2024 H1"},
		{factors.Yearly, "2024-06-30", "2024"}, {factors.Daily, "2024-02-29", "2024-02-29"}} {
		if got := termKey(c.term, calc.MustDate(c.day)); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.term, c.day, got, c.want)
		}
	}
}
