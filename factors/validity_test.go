package factors

import (
	"testing"

	"tidai/calc"
)

// The edition is that of the day the data end, unless one is chosen; figures that
// are not known are absent.
func TestValidity(t *testing.T) {
	data, err := validityFiles.ReadFile(validityFile)
	if err != nil {
		t.Fatal(err)
	}
	if _, findings := parseValidity(validityFile, data); len(findings) > 0 {
		t.Error(findings)
	}
	for _, c := range []struct {
		medium calc.Medium
		on, id string
		want   string
	}{
		{calc.Water, "2025-12-31", "", "hj356-2019"}, {calc.Water, "2020-03-24", "", "hj356-2019"},
		{calc.Water, "2020-03-23", "", "hjt356-2007"}, {calc.Water, "2025-12-31", "hjt356-2007", "hjt356-2007"},
		{calc.Air, "2025-12-31", "", "hj75-2017"}, {calc.Air, "2025-12-31", "hj356-2019", "hj75-2017"},
	} {
		r, ok := ValidityOf(c.medium, calc.MustDate(c.on), c.id)
		if !ok || r.ID != c.want {
			t.Errorf("%s %s %q: %q, want %q", c.medium, c.on, c.id, r.ID, c.want)
		}
	}
	old, _ := ValidityOf(calc.Water, calc.MustDate("2019-12-31"), "")
	if old.Least.Set || old.Day.Set {
		t.Error("HJ/T 356-2007 has figures that nobody has read")
	}
	for _, id := range []string{"hj75-2017", "hj356-2019"} {
		r, _ := ValidityOf(calc.Water, calc.Date{}, id)
		if id == "hj75-2017" {
			r, _ = ValidityOf(calc.Air, calc.Date{}, id)
		}
		if !r.Least.Set || r.Least.Status != calc.StatusTranscript || r.Least.Amount.Exact() != "75" {
			t.Errorf("%s: %+v", id, r.Least)
		}
	}
}

// What two instruments on water say, both at second hand (HJ/T 92
// leaves such values out of the total, SL 219 takes half for means and zero for totals).
func TestNonDetectRules(t *testing.T) {
	got := ""
	for _, r := range NonDetectRules() {
		got += r.Instrument + " " + r.Of + " " + r.Counts + " " + string(r.Status) + "\n"
	}
	if want := "HJ/T 92-2002 total left-out transcript\nSL 219-2013 mean half transcript\n" +
		"SL 219-2013 total zero transcript\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// What may be missing: 25 % and 75 % by the names of the rules, and of samples what
// automatic data may lack.
func TestValidityShares(t *testing.T) {
	for _, c := range []struct {
		id, want string
		status   calc.Status
	}{{Missing25, "25", calc.StatusText}, {Capture75, "75", calc.StatusText}, {MissingSamples, "25", ""}} {
		if f := ValidityShare(c.id); !f.Set || f.Amount.Exact() != c.want || f.Status != c.status {
			t.Errorf("%s: %+v", c.id, f)
		}
	}
	gas, _ := ValidityOf(calc.Air, calc.Date{}, "hj75-2017")
	if !gas.Near.Set || gas.Near.Amount.Exact() != "90" || gas.Near.Status != calc.StatusTranscript {
		t.Errorf("near: %+v", gas.Near)
	}
}
