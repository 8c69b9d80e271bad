package totals

import (
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// Twelve hours in mg/L, then twelve in ug/L under the same header, in one day;
// whatever the order of rows. A step of 20, and one sign for no value, are none.
func TestStepWithinAMonth(t *testing.T) {
	for _, c := range []struct{ first, then, want string }{
		{"0.2", "200", "from 2025-01-01 12:00 (a.csv:14) on, the mean goes from 6 values with 0.2 mg/L to 6 with 200 mg/L"},
		{"150", "0.15", "from 6 values with 150 mg/L to 6 with 0.15 mg/L"},
		{"0.2", "4", ""},
	} {
		rs := hours(calc.Lead, "mg/L", append(repeated(c.first, 12), repeated(c.then, 12)...), []string{"10"})
		for i := range 3 {
			got := ""
			for _, f := range asked(t, 1+i, rs) {
				got += f.Message.EN
			}
			if !strings.Contains(got, c.want) || c.want == "" && got != "" {
				t.Errorf("%s then %s: %q, want %q", c.first, c.then, got, c.want)
			}
			slices.Reverse(rs)
		}
	}
}

// In one hour of 24, the second, hexavalent chromium is above chromium, though
// its mean is far below: 0.9 against 0.5 mg/L. Not detected below 0.004 mg/L it
// says nothing; above the limit of chromium that is not detected it does.
func TestHexavalentInOneHour(t *testing.T) {
	six, all := repeated("0.1", 24), repeated("0.5", 24)
	six[1] = "0.9"
	rs := append(hours(calc.Chromium, "mg/L", all, []string{"10"}), hours(calc.CrVI, "mg/L", six, []string{"10"})...)
	found := asked(t, 2, rs)
	const want = "in 1 intervals, the first: 2025-01-01 01:00 (a.csv:3: Cr6+ 0.9 mg/L, a.csv:3: Cr 0.5 mg/L)"
	if len(found) != 1 || found[0].Code != CodeHexavalent || found[0].Count != 1 ||
		!strings.Contains(found[0].Message.EN, want) {
		t.Errorf("found %v", found)
	}
	rs[24+1].Concentration.NonDetect = true
	if found := asked(t, 2, rs); len(found) > 0 {
		t.Errorf("not detected: %v", found)
	}
	rs[2].Concentration.NonDetect, rs[2].Concentration.Decimal = true, rs[24].Concentration.Decimal
	rs[2].Concentration.Coef = 0 // a limit of 0 mg/L is below 0.1
	if found := asked(t, 2, rs); len(found) != 1 || !strings.Contains(found[0].Message.EN, "Cr <0 mg/L") {
		t.Errorf("chromium not detected: %v", found)
	}
}

// Two outlets with both metals, 751 hours each, and 24 hours of lead, whose 1
// and 500 leave room for a step, are 3,028 values, above a limit of 3,000.
// Nothing is looked at one by one then, and the run says so once. Within the
// limit (750 × 4) nothing is said, nor where no doubt is left: one metal, all
// values alike.
func TestTooManyForOneByOne(t *testing.T) {
	both := func(n int) []monitoring.Reading {
		var rs []monitoring.Reading
		for _, outlet := range []string{"A", "B"} {
			list := append(hours(calc.Chromium, "mg/L", repeated("0.5", n), []string{"10"}),
				hours(calc.CrVI, "mg/L", repeated("0.1", n), []string{"10"})...)
			for i := range list {
				list[i].Outlet = outlet
			}
			rs = append(rs, list...)
		}
		return rs
	}
	lead := hours(calc.Lead, "mg/L", slices.Repeat([]string{"1", "500"}, 12), []string{"10"})
	for i := range lead {
		lead[i].Outlet = "B"
	}
	found := askedUpTo(t, 3000, 2, append(both(751), lead...))
	const want = "3028 values are more than the 3000 that are compared one by one, and only means of each month " +
		"were compared; not checked are steps within a month (about a thousandfold): B Pb; hexavalent " +
		"chromium against chromium interval by interval: A, B"
	if len(found) != 1 || found[0].Code != CodeNotOneByOne || found[0].Severity != calc.Note ||
		found[0].Message.EN != want {
		t.Errorf("found %v, want %s", found, want)
	}
	if found := askedUpTo(t, 3000, 2, both(750)); len(found) > 0 {
		t.Errorf("within the limit: %v", found)
	}
	alike := hours(calc.Lead, "mg/L", repeated("0.5", 3001), []string{"10"})
	if found := askedUpTo(t, 3000, 2, alike); len(found) > 0 {
		t.Errorf("no doubt: %v", found)
	}
}

// Lead that changes its unit is looked at though cadmium, which leaves no doubt,
// has more values than the limit.
func TestOneByOneOfTheDoubtful(t *testing.T) {
	rs := hours(calc.Lead, "mg/L", append(repeated("0.2", 12), repeated("200", 12)...), []string{"10"})
	rs = append(rs, hours(calc.Cadmium, "mg/L", repeated("0.5", 3001), []string{"10"})...)
	found := askedUpTo(t, 3000, 2, rs)
	if len(found) != 1 || found[0].Code != CodeStep || !strings.Contains(found[0].Message.EN, "2025-01-01 12:00") {
		t.Errorf("found %v", found)
	}
}
