package monitoring

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
)

// Where the permit specification prints no limit, the specification of continuous
// monitoring has one: 75 % of each quarter. Below it no annual amount comes of the
// data, and before a reduction they are no evidence of it.
func TestLeastCapture(t *testing.T) {
	rs := waterHours(t, "0.2", "10")
	// Days 0 to 22 of the first quarter are missing: 23 of 90, 74.4 % are left.
	few := rs[23*24:]
	for use, usable := range map[Use]bool{AfterState: false, Compliance: false, BeforeState: true} {
		r, fs := Assess(input(world(), mainRule, use, few...))
		a := one(t, r, "DW001", calc.Chromium)
		c := a.Candidates[0]
		if c.Usable != usable || !has(fs, CodeReferred, calc.Error) {
			t.Errorf("%s: usable %v, findings %v", use, c.Usable, fs)
		}
		if use == BeforeState && !strings.Contains(a.TooFew.ZH, "2025年第1季度有效捕集率 74.4%，低于 75.0%") {
			t.Errorf("%s: %q", use, a.TooFew.ZH)
		}
	}
	// 22 of 90: 75.6 %.
	r, fs := Assess(input(world(), mainRule, AfterState, rs[22*24:]...))
	if a := one(t, r, "DW001", calc.Chromium); !a.Candidates[0].Usable || a.TooFew != (calc.Text{}) {
		t.Errorf("75.6 %% do not carry the amount: %v", fs)
	}
	// Stops ask for no data: of a quarter of 90 days, 60 of them stops, 7 of 30 are missing (76.7 %).
	stopped := waterHours(t, "0.2", "10")
	for i := range 60 * 24 {
		stopped[i].Flag = Stopped
	}
	r, fs = Assess(input(world(), mainRule, AfterState, append(stopped[:60*24:60*24], stopped[67*24:]...)...))
	if a := one(t, r, "DW001", calc.Chromium); !a.Candidates[0].Usable {
		t.Errorf("stops count as missing: %v", fs)
	}
	// The edition of 2007: nobody has read its least, so there is none to fall short of.
	in := input(world(), mainRule, AfterState, few...)
	in.WaterRule = "hjt356-2007"
	if _, fs = Assess(in); has(fs, CodeReferred, calc.Error) {
		t.Error("a limit that nobody has read was applied")
	}
}

// A permit specification's own limit goes before that of continuous monitoring.
func TestPrintedLimitGoesFirst(t *testing.T) {
	rule := mainRule
	rule.Gap, rule.GapBinds = "missing-25", true
	// 23 days of the first quarter are 6.3 % of the year.
	_, fs := Assess(input(world(), rule, AfterState, waterHours(t, "0.2", "10")[23*24:]...))
	if has(fs, CodeReferred, calc.Error) || has(fs, CodeCapture, calc.Error) {
		t.Errorf("findings %v", fs)
	}
}

// Samples of two days do not stand for a year in which each day asks for one
// (HJ 855-2017: total chromium of a workshop, daily).
func TestTooFewSamples(t *testing.T) {
	book, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	d := world()
	d.Lines[0].Specification, d.Lines[0].Industry = "HJ 855-2017", "electroplating"
	samples := func(days int) []Reading {
		var out []Reading
		for i := range days {
			out = append(out, Reading{Kind: Manual, Outlet: "DW001", Pollutant: calc.Chromium,
				Start: minuteOf(t, "2025-01-01", 0) + Minute(i*1440), Concentration: val(t, "0.2", "mg/L"),
				Flow: val(t, "100", "m3/d"), Report: "R", Place: Place{"s.csv", i + 2, 2}})
		}
		return out
	}
	for _, c := range []struct {
		days int
		sev  calc.Severity
		few  bool
		// 274 of 365: 91 are missing, 24.9 %
	}{{2, calc.Error, true}, {273, calc.Error, true}, {274, calc.Warning, false}} {
		in := input(d, mainRule, AfterState, samples(c.days)...)
		in.Book, in.Rule = book, nil
		r, fs := Assess(in)
		a := one(t, r, "DW001", calc.Chromium)
		if !has(fs, CodeFrequency, c.sev) || (a.TooFew != calc.Text{}) != c.few {
			t.Errorf("%d days: %q, %v", c.days, a.TooFew.ZH, fs)
		}
	}
	// Emission on 60 days only: 50 samples are enough, and 40 are not.
	d.Bases = []dossier.ActualBasis{{Outlet: "DW001", Operating: stated("60 d")}}
	for days, few := range map[int]bool{50: false, 40: true} {
		in := input(d, mainRule, AfterState, samples(days)...)
		in.Book, in.Rule = book, nil
		r, _ := Assess(in)
		if a := one(t, r, "DW001", calc.Chromium); (a.TooFew != calc.Text{}) != few {
			t.Errorf("%d of 60 days: %q", days, a.TooFew.ZH)
		}
	}
}

// A mean needs a sample in each quarter, though the specification asks for more
// (HJ 863.1-2017 and its likes: daily): with fewer it does not stand for the year.
func TestSamplesOfEachQuarter(t *testing.T) {
	book, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	d := world()
	d.Lines[0].Specification, d.Lines[0].Industry = "HJ 863.1-2017", "lead-zinc-smelting"
	d.Bases = []dossier.ActualBasis{{Outlet: "DW001", Operating: stated("300 d"), Required: dossier.No}}
	for days, few := range map[string]bool{"2025-02-01 2025-05-01 2025-08-01 2025-11-01": false,
		"2025-02-01 2025-03-01 2025-08-01 2025-11-01": true, "2025-06-30 2025-07-01": true} {
		var rs []Reading
		for i, day := range strings.Fields(days) {
			rs = append(rs, Reading{Kind: Manual, Outlet: "DW001", Pollutant: calc.Lead, Start: minuteOf(t, day, 0),
				Concentration: val(t, "0.2", "mg/L"), Flow: val(t, "100", "m3/d"), Duration: val(t, "75", "d"),
				Report: day, Place: Place{"s.csv", i + 2, 2}})
		}
		in := input(d, mainRule, AfterState, rs...)
		in.Book, in.Rule = book, nil
		r, fs := Assess(in)
		a := one(t, r, "DW001", calc.Lead)
		want := calc.Warning
		if few {
			want = calc.Error
		}
		if (a.TooFew != calc.Text{}) != few || !has(fs, CodeFrequency, want) {
			t.Errorf("%s: %q, %v, sampled %+v", days, a.TooFew.ZH, fs, a.Sampled)
		}
	}
}

// How much must be valid, how far back is looked and from when on an edition counts
// is data (factors/validity): no source of this package has such a number.
func TestValidityIsData(t *testing.T) {
	number := regexp.MustCompile(`NewRat\((25|75|90), 100\)|NewRat\((1|3), 4\)|NewRat\(9, 10\)|(25|75|90) ?%%|` +
		`\b92\b|2020-03-2[34]|Year: 2020`)
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) < 40 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			code, _, _ := strings.Cut(line, "//")
			if !strings.HasSuffix(name, "_test.go") && number.MatchString(code) {
				t.Errorf("%s:%d: %s", name, i+1, line)
			}
		}
	}
}
