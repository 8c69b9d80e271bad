package totals

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// asked adds readings up and returns what is asked about them.
func asked(t testing.TB, goroutines int, rs []monitoring.Reading) []calc.Finding {
	t.Helper()
	return askedUpTo(t, mostClose, goroutines, rs)
}

// askedUpTo is asked with another limit for comparing one by one.
func askedUpTo(t testing.TB, limit int64, goroutines int, rs []monitoring.Reading) []calc.Finding {
	t.Helper()
	a := newAdder(Options{By: []By{ByOutlet}}, readings{rs, goroutines}, []string{"a.csv"})
	a.mostClose = limit
	if err := a.add(); err != nil {
		t.Fatal(err)
	}
	out, err := a.doubtful()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// hours are readings of a series hour by hour, on the lines 2, 3, ….
func hours(p calc.Pollutant, unit string, values, flows []string) []monitoring.Reading {
	var out []monitoring.Reading
	for i, v := range values {
		r := hourOf(at("2025-01-01", 0)+monitoring.Minute(60*i), value(v, unit), value(flows[i%len(flows)], "m3/h"))
		r.Pollutant, r.Place.Row = p, 2+i
		out = append(out, r)
	}
	return out
}

func repeated(v string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// A sign for no value stands apart from all others; a high value among high
// ones does not, nor does one that is no such sign.
func TestPlaceholders(t *testing.T) {
	for _, c := range []struct {
		values, flows []string
		want          string
	}{
		{[]string{"0.5", "9999", "0.5", "0.6", "9999"}, []string{"10"},
			"the concentration 9999 mg/L looks like a sign for no value; there are 2, the first at a.csv:3; the greatest " +
				"of the others is 0.6 mg/L"},
		{[]string{"0.5", "999.9", "300"}, []string{"10"}, "999.9 mg/L looks"},
		{[]string{"0.5", "999.9", "400"}, []string{"10"}, ""}, // 400 is more than a third
		{[]string{"0.5", "655.35", "3"}, []string{"10"}, "655.35 mg/L looks"},
		{[]string{"0.5", "9998", "3"}, []string{"10"}, ""},
		{[]string{"0.5", "99.9", "1"}, []string{"10"}, "99.9 mg/L"},
		{[]string{"0.5", "9.99", "0.1"}, []string{"10"}, ""}, // an ordinary number
		{[]string{"0.5", "99", "0.1"}, []string{"10"}, ""},
		{[]string{"0.5", "0.5", "0.5"}, []string{"10", "65535", "10"}, "the flow 65535 m3/h looks like"},
	} {
		for goroutines := 1; goroutines < 3; goroutines++ {
			got := ""
			for _, f := range asked(t, goroutines, hours(calc.Lead, "mg/L", c.values, c.flows)) {
				got += f.Code + " " + f.Message.EN
			}
			if !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
				t.Errorf("%v %v: %s, want %s", c.values, c.flows, got, c.want)
			}
		}
	}
}

// 744 hours of January at 0.2 and 24 of February at 200: the unit changed. In
// mg/L and ug/L that is no step, nor is one to 20.
func TestSteps(t *testing.T) {
	january := hours(calc.Lead, "mg/L", repeated("0.2", 744), []string{"10"})
	february := func(v, unit string) []monitoring.Reading {
		rs := hours(calc.Lead, unit, repeated(v, 24), []string{"10"})
		for i := range rs {
			rs[i].Start += 744 * 60
		}
		return append(rs, january...)
	}
	for _, c := range []struct{ v, unit, want string }{
		{"200", "mg/L", "the mean goes from 2025-01 with 0.2 mg/L to 2025-02 with 200 mg/L"}, {"200", "ug/L", ""},
		{"20", "mg/L", ""}, {"0.0002", "mg/L", "0.0002 mg/L"},
	} {
		got := ""
		for _, f := range asked(t, 1, february(c.v, c.unit)) {
			got += f.Message.EN
		}
		if !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s %s: %q, want %q", c.v, c.unit, got, c.want)
		}
	}
}

// Hexavalent chromium is a part of chromium.
func TestHexavalent(t *testing.T) {
	for _, c := range []struct{ six, unit, want string }{
		{"0.6", "mg/L", "in 24 intervals, the first: 2025-01-01 00:00 (a.csv:2: Cr6+ 0.6 mg/L, a.csv:2: Cr 0.5 mg/L)"},
		{"0.4", "mg/L", ""},
		{"400", "ug/L", ""}, {"600", "ug/L", "600 ug/L"},
	} {
		rs := append(hours(calc.Chromium, "mg/L", repeated("0.5", 24), []string{"10"}),
			hours(calc.CrVI, c.unit, repeated(c.six, 24), []string{"10"})...)
		got := ""
		for _, f := range asked(t, 1, rs) {
			got += f.Message.EN
		}
		if !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s %s: %q, want %q", c.six, c.unit, got, c.want)
		}
	}
}

// Clean data stay quiet: lognormal concentrations of all spreads that occur,
// written to three digits, chromium with a share that is hexavalent. Fewer than
// one file in a thousand may be asked about.
func TestCleanDataAreNotAskedAbout(t *testing.T) {
	files := 3000
	if testing.Short() {
		files = 500
	}
	rng := rand.New(rand.NewPCG(16, 8))
	alarms := 0
	for range files {
		sigma, middle := 0.1+1.4*rng.Float64(), math.Pow(10, -3+6*rng.Float64())
		all, six, flows := []string{}, []string{}, []string{}
		for range 60 {
			c := middle * math.Exp(sigma*rng.NormFloat64())
			all = append(all, fmt.Sprintf("%.3g", c))
			six = append(six, fmt.Sprintf("%.3g", c*rng.Float64()))
			flows = append(flows, fmt.Sprintf("%.3g", 30*math.Exp(0.5*rng.NormFloat64())))
		}
		rs := append(hours(calc.Chromium, "mg/L", all, flows), hours(calc.CrVI, "mg/L", six, flows)...)
		for i := range rs { // two months
			rs[i].Start += monitoring.Minute(i%60/30) * 31 * minutesPerDay
		}
		if found := asked(t, 1, rs); len(found) > 0 {
			alarms++
			t.Log(found[0].Message.EN)
		}
	}
	if alarms*1000 > files {
		t.Errorf("%d of %d clean files are asked about", alarms, files)
	}
}
