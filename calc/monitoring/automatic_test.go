package monitoring

import (
	"math/big"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// hourly makes hours from a start with the same values.
func hourly(t testing.TB, from string, n int, c, q string) []Reading {
	start := minuteOf(t, from, 0)
	conc, flow := val(t, c, "mg/m3"), val(t, q, "Nm3/h")
	out := make([]Reading, n)
	for i := range out {
		out[i] = Reading{Kind: Automatic, Outlet: "DA001", Pollutant: calc.Lead, Start: start + Minute(i*60),
			Minutes: 60, Concentration: conc, Flow: flow, Flag: Normal,
			Place: Place{"auto.csv", i + 2, 3}}
	}
	return out
}

const hoursOf2025 = 8760

// A whole year: 8760 h × 0.5 mg/m3 × 1000 Nm3/h = 4.38 kg.
func TestAutomaticGas(t *testing.T) {
	r, fs := Assess(input(world(), mainRule, AfterState, hourly(t, "2025-01-01", hoursOf2025, "0.5", "1000")...))
	a := one(t, r, "DA001", calc.Lead)
	wantKg(t, "a year", a.Amount, "4.38")
	if a.Tally.Used != hoursOf2025 || !a.Tally.Balanced() || len(a.Gaps) != 0 {
		t.Errorf("tally %+v gaps %v findings %v", a.Tally, a.Gaps, fs)
	}
	if len(a.Quarters) != 4 || a.Quarters[0].Slots != 90*24 || a.Quarters[2].Slots != 92*24 ||
		a.Quarters[3].Capture.Cmp(big.NewRat(1, 1)) != 0 {
		t.Errorf("quarters %+v", a.Quarters)
	}
	if len(a.Rolling) != 2 {
		t.Fatalf("rolling %+v", a.Rolling)
	}
	wantKg(t, "rolling", a.Rolling[1].Amount, "4.38")
}

// Leap year, hour 24:00 as the next day's first: 8784 hours of 2024.
func TestLeapYear(t *testing.T) {
	rs := hourly(t, "2024-01-01", 8784, "0.5", "1000")
	last, ok := At(calc.MustDate("2024-02-28"), 24, 0)
	if !ok || last != minuteOf(t, "2024-02-29", 0) {
		t.Fatal("24:00")
	}
	r, _ := Assess(input(world(), mainRule, AfterState, rs...))
	a := one(t, r, "DA001", calc.Lead)
	wantKg(t, "leap year", a.Amount, "4.392")
	if a.Quarters[0].Slots != 91*24 {
		t.Errorf("Q1 has %d hours", a.Quarters[0].Slots)
	}
}

// Units: 500 ug/m3 and L/s, and volumes of the hour.
func TestUnitsOfFlow(t *testing.T) {
	rs := hourly(t, "2025-01-01", hoursOf2025, "0.5", "1000")
	for i := range rs {
		switch i % 3 {
		case 1:
			rs[i].Concentration, rs[i].Flow = val(t, "500", "ug/Nm3"), val(t, "1000", "Nm3")
		case 2:
			rs[i].Flow = val(t, "24000", "Nm3/d")
		}
	}
	r, _ := Assess(input(world(), mainRule, AfterState, rs...))
	wantKg(t, "mixed units", one(t, r, "DA001", calc.Lead).Amount, "4.38")
	for i := range rs { // actual state: m3/h of gas is no standard flow
		rs[i].Flow = val(t, "1000", "m3/h")
	}
	r, _ = Assess(input(world(), mainRule, AfterState, rs...))
	if a := one(t, r, "DA001", calc.Lead); a.Amount.OK() || a.Tally.Reasons["unit-of-flow"] != hoursOf2025 {
		t.Errorf("actual state passed: %+v", a.Tally)
	}
}

// Waste water by the day and by the hour: 365 d × 0.2 mg/L × 120 m3/d = 8.76 kg.
func TestAutomaticWater(t *testing.T) {
	var days []Reading
	for i := range 365 {
		days = append(days, Reading{Kind: Automatic, Outlet: "DW001", Pollutant: calc.Chromium,
			Start: minuteOf(t, "2025-01-01", 0) + Minute(i*1440), Minutes: 1440,
			Concentration: val(t, "0.2", "mg/L"), Flow: val(t, "120", "m3/d"), Place: Place{"w.csv", i + 2, 2}})
	}
	r, _ := Assess(input(world(), mainRule, AfterState, days...))
	wantKg(t, "daily", one(t, r, "DW001", calc.Chromium).Amount, "8.76")
	// The day by hours: 6 h of 0.5 mg/L × 10 m3/h and 18 h of 0.1 × 3.333… would not end; 0.1 × 3 m3/h: (30+5.4) g =
	// 35.4 g/d, 12.921 kg.
	var hours []Reading
	for i := range hoursOf2025 {
		c, q := "0.1", "3"
		if i%24 < 6 {
			c, q = "0.5", "10"
		}
		hours = append(hours, Reading{Kind: Automatic, Outlet: "DW001", Pollutant: calc.Chromium,
			Start: minuteOf(t, "2025-01-01", 0) + Minute(i*60), Minutes: 60,
			Concentration: val(t, c, "mg/L"), Flow: val(t, q, "m3/h"), Place: Place{"h.csv", i + 2, 2}})
	}
	r, _ = Assess(input(world(), mainRule, AfterState, hours...))
	wantKg(t, "hourly", one(t, r, "DW001", calc.Chromium).Amount, "12.921")
	// Both: the same time is not added twice.
	r, _ = Assess(input(world(), mainRule, AfterState, append(hours, days...)...))
	a := one(t, r, "DW001", calc.Chromium)
	wantKg(t, "both", a.Amount, "12.921")
	if a.Tally.Duplicate != 365 || !a.Tally.Balanced() {
		t.Errorf("tally %+v", a.Tally)
	}
}

// Minutes: 45 valid minutes make an hour, 44 do not; its value is their mean.
func TestMinutes(t *testing.T) {
	mk := func(n int) []Reading {
		var rs []Reading
		for i := range n {
			c := "1"
			if i%3 == 0 {
				c = "4"
			}
			rs = append(rs, Reading{Kind: Automatic, Outlet: "DA001", Pollutant: calc.Lead,
				Start: minuteOf(t, "2025-03-01", 7) + Minute(i), Minutes: 1,
				Concentration: val(t, c, "mg/m3"), Flow: val(t, "1000", "Nm3/h"), Place: Place{"m.csv", i + 2, 2}})
		}
		return rs
	}
	// 15 of 45 minutes are 4, 30 are 1: mean 2 mg/m3 × 1000 m3 = 2 g.
	r, _ := Assess(input(world(), mainRule, BeforeState, mk(45)...))
	a := one(t, r, "DA001", calc.Lead)
	wantKg(t, "45 minutes", a.Amount, "0.002")
	if a.Tally.Used != 45 || !a.Tally.Balanced() {
		t.Errorf("tally %+v", a.Tally)
	}
	r, _ = Assess(input(world(), mainRule, BeforeState, mk(44)...))
	if a = one(t, r, "DA001", calc.Lead); a.Amount.OK() || a.Tally.Invalid != 44 ||
		a.Tally.Reasons["incomplete-hour"] != 44 {
		t.Errorf("44 minutes made an hour: %v %+v", a.Amount.Value(), a.Tally)
	}
}

func TestClassesAddUp(t *testing.T) {
	rs := hourly(t, "2025-01-01", 30, "1", "1000")
	rs = append(rs, rs[3], rs[3]) // two repeats
	again := rs[5]
	again.Concentration, again.Place = val(t, "2", "mg/m3"), Place{"other.csv", 9, 3} // contradicts
	rs = append(rs, again, rs[5])
	rs[7].Flag, rs[8].Flag, rs[9].Flag, rs[10].Flag = Stopped, Fault, ManualEntry, 'Q'
	rs[11].Concentration.Set = false
	rs[12].Concentration = val(t, "-0.1", "mg/m3")
	rs[13].Start += 5
	rs[14].Minutes = 7                           // no part of an hour
	rs[15].Start = minuteOf(t, "2024-12-31", 23) // outside the year
	rs[16].Start = minuteOf(t, "1971-01-01", 0)  // outside the window
	in := input(world(), mainRule, BeforeState, rs...)
	in.Years = []int{2025}
	r, fs := Assess(in)
	a := one(t, r, "DA001", calc.Lead)
	want := Tally{Read: 34, Used: 20, Invalid: 10, Duplicate: 2, Outside: 2}
	// used: 30 − contradicting 1 − D,S,Q,no value,negative,unaligned,interval 7 − outside 2 = 20, of them one stop
	got := a.Tally
	if got.Read != want.Read || got.Used != want.Used || got.Invalid != want.Invalid ||
		got.Duplicate != want.Duplicate || got.Outside != want.Outside || !got.Balanced() {
		t.Errorf("tally %+v, want %+v", got, want)
	}
	for reason, n := range map[string]int64{"contradicting": 3, "flag-D": 1, "flag-S": 1, "unknown-flag": 1,
		"no-value": 1, "negative": 1, "not-on-the-interval": 1, "interval": 1} {
		if got.Reasons[reason] != n {
			t.Errorf("%s: %d, want %d", reason, got.Reasons[reason], n)
		}
	}
	wantKg(t, "19 hours", a.Amount, "0.019")
	if !has(fs, CodeContradict, calc.Warning) {
		t.Error("no finding on the contradiction")
	}
	// Flag S where the dossier allows it.
	d := world()
	d.Monitoring[0].ManualEntry = true
	in = input(d, mainRule, BeforeState, rs...)
	in.Years = []int{2025}
	r, _ = Assess(in)
	wantKg(t, "20 hours", one(t, r, "DA001", calc.Lead).Amount, "0.02")
}

// withGap is 2025 with a peak at one hour and a gap.
func withGap(t *testing.T, peakAt, gapFrom, gap int) []Reading {
	rs := hourly(t, "2025-01-01", hoursOf2025, "1", "1000")
	rs[peakAt].Concentration = val(t, "5", "mg/m3")
	return append(rs[:gapFrom:gapFrom], rs[gapFrom+gap:]...)
}

// HJ 75: the vectors of the two lengths of gap and the two ranges of the
// capture rate. Base 8760 h × 1 g; the peak adds 4 g where it lies in the
// window that is looked back on.
func TestSubstitution(t *testing.T) {
	for _, c := range []struct {
		name             string
		peak, from, gap  int
		rule             FillRule
		each             string // g
		filled           string // kg of gap
		source, unfilled int
	}{
		// Q1 2160 h. 10 h missing: α = 99.5 %.
		{"10 h, peak 180 h before", 820, 1000, 10, Max180, "5", "0.05", 820, 0},
		{"10 h, peak 181 h before", 819, 1000, 10, Max180, "1", "0.01", 820, 0},
		{"24 h", 976, 1000, 24, Max180, "5", "0.12", 976, 0},
		{"25 h, peak 720 h before", 280, 1000, 25, Max720, "5", "0.125", 280, 0},
		{"25 h, peak 721 h before", 279, 1000, 25, Max720, "1", "0.025", 280, 0},
		// 432 h missing: α = 80 %.
		{"432 h, peak far back", 1, 1700, 432, Max2160, "5", "2.16", 1, 0},
		// 216 h of 2160: α = 90 %.
		{"216 h", 1600, 1700, 216, Max720, "5", "1.08", 1600, 0},
		{"217 h", 1, 1700, 217, Max2160, "5", "1.085", 1, 0},
		// 540 h: α = 75 %; 541 h: below.
		{"540 h", 1, 1500, 540, Max2160, "5", "2.7", 1, 0},
		{"541 h", 1, 1500, 541, NoFill, "", "", 0, 541},
	} {
		t.Run(c.name, func(t *testing.T) {
			rs := withGap(t, c.peak, c.from, c.gap)
			r, _ := Assess(input(world(), mainRule, AfterState, rs...))
			a := one(t, r, "DA001", calc.Lead)
			if len(a.Gaps) != 1 {
				t.Fatalf("gaps %+v", a.Gaps)
			}
			g := a.Gaps[0]
			if g.Rule != c.rule || g.Slots != c.gap || g.Whole != c.gap || a.Unfilled != c.unfilled ||
				g.From != minuteOf(t, "2025-01-01", 0)+Minute(c.from*60) {
				t.Errorf("gap %+v", g)
			}
			measured := new(big.Rat).SetInt64(int64(hoursOf2025 - c.gap + 4))
			if c.each == "" {
				if a.Amount.OK() {
					t.Errorf("amount %s though nothing fills the gap", a.Amount.Value())
				}
				return
			}
			if g.Source != minuteOf(t, "2025-01-01", 0)+Minute(c.source*60) ||
				!g.Each.Value().Equal(quantity.Must(c.each+" g")) {
				t.Errorf("gap filled with %s of %s", g.Each.Value(), g.Source)
			}
			want := measured.Mul(measured, big.NewRat(1, 1000))
			want.Add(want, rat(c.filled))
			wantKg(t, c.name, a.Amount, quantity.Exact(want))
			if a.Tally.Substituted != int64(c.gap) {
				t.Errorf("%d substituted", a.Tally.Substituted)
			}
		})
	}
}

// In a before-state filled hours count as zero; the gap rule still binds.
func TestBeforeStateFillsNothing(t *testing.T) {
	rs := withGap(t, 976, 1000, 24)
	r, fs := Assess(input(world(), mainRule, BeforeState, rs...))
	a := one(t, r, "DA001", calc.Lead)
	wantKg(t, "measured only", a.Amount, "8.740") // 8736 + 4 g
	if !has(fs, CodeNoEvidence, calc.Note) {
		t.Error("not said")
	}
}

// A stop is no gap: it is neither in the capture rate nor filled.
func TestStops(t *testing.T) {
	rs := hourly(t, "2025-01-01", hoursOf2025, "1", "1000")
	for i := 500; i < 1500; i++ {
		rs[i].Flag, rs[i].Concentration, rs[i].Flow = Stopped, Value{}, Value{}
	}
	rs = append(rs[:1600:1600], rs[1608:]...) // 8 h missing of 2160 − 1000
	r, _ := Assess(input(world(), mainRule, AfterState, rs...))
	a := one(t, r, "DA001", calc.Lead)
	wantKg(t, "stops", a.Amount, "7.76")
	if q := a.Quarters[0]; q.Stopped != 1000 || q.Missing != 8 || q.Capture.Cmp(big.NewRat(1152, 1160)) != 0 {
		t.Errorf("Q1 %+v", q)
	}
}

// The limits of missing data: binding, referred to, and the way out.
func TestGapRules(t *testing.T) {
	book, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	assess := func(rule func(*Input)) (Account, []calc.Finding) {
		// 2191 of 8760 missing: more than 25 %
		in := input(world(), mainRule, AfterState, hourly(t, "2025-01-01", hoursOf2025-2191, "1", "1000")...)
		in.Book = book
		rule(&in)
		r, fs := Assess(in)
		return one(t, r, "DA001", calc.Lead), fs
	}
	with := func(in *Input, gap string, binds bool) {
		rule := mainRule
		rule.Gap, rule.GapBinds, rule.HalfYear = gap, binds, true
		in.Rule = fixed(rule)
	}
	a, fs := assess(func(in *Input) { with(in, "missing-25", true) })
	if a.Amount.OK() || !has(fs, CodeCapture, calc.Error) || !has(fs, CodeNoMethod, calc.Error) {
		t.Errorf("more than 25 %% missing carried the amount: %v", fs)
	}
	a, fs = assess(func(in *Input) { with(in, "missing-25", false); in.Use = BeforeState })
	if !has(fs, CodeReferred, calc.Error) {
		t.Error("referred to: not said")
	}
	wantKg(t, "before, referred", a.Amount, "6.569")
	// No fault: the missing 2191 h of the second half-year (7 h of September … December: all in H2) by H1's means: 1
	// mg/m3 × 1000 Nm3.
	a, _ = assess(func(in *Input) {
		with(in, "missing-25", true)
		in.Facts.Bases = []dossier.ActualBasis{{Outlet: "DA001", NoFault: "EV1"}}
	})
	wantKg(t, "half-year", a.Amount, "8.76")
	if !a.Candidates[1].Chosen || a.Candidates[1].Method != ByHalfYear {
		t.Errorf("%+v", a.Candidates)
	}
	// 2190 of 8760 are exactly 25 %: not more. Q4 (2208 h) has 18 h left, so HJ 75 fills nothing.
	in := input(world(), mainRule, AfterState, hourly(t, "2025-01-01", hoursOf2025-2190, "1", "1000")...)
	with(&in, "missing-25", true)
	_, fs = Assess(in)
	if has(fs, CodeCapture, calc.Error) {
		t.Error("25 % is not more than 25 %")
	}
	if !has(fs, CodeUnfilled, calc.Warning) {
		t.Errorf("that nothing fills 2190 h is not said: %v", fs)
	}
	// Capture: Q4 below 75 %.
	a, fs = assess(func(in *Input) { with(in, "capture-75", true) })
	if a.Amount.OK() || !has(fs, CodeCapture, calc.Error) {
		t.Error("a quarter below 75 % carried the amount")
	}
}

// HJ 356 by analogy: a missing day takes the greatest valid daily emission,
// or, by the edition of 2007, the mean of as many days before.
func TestWaterGaps(t *testing.T) {
	var rs []Reading
	for i := range 365 {
		c := "1"
		switch i {
		case 3:
			c = "9"
		case 98:
			c = "3"
		}
		if i == 100 || i == 101 {
			continue
		}
		rs = append(rs, Reading{Kind: Automatic, Outlet: "DW001", Pollutant: calc.Chromium,
			Start: minuteOf(t, "2025-01-01", 0) + Minute(i*1440), Minutes: 1440,
			Concentration: val(t, c, "mg/L"), Flow: val(t, "10", "m3/d"), Place: Place{"w.csv", i + 2, 2}})
	}
	// Measured: 361 days of 10 g, one of 90, one of 30: 3.73 kg.
	in := input(world(), mainRule, AfterState, rs...)
	r, _ := Assess(in)
	// Without a stated check 92 days are looked back on, from day 8: + 2 · 30 g.
	wantKg(t, "2019", one(t, r, "DW001", calc.Chromium).Amount, "3.79")
	d := world()
	d.Monitoring[0].Checks = []calc.Date{calc.MustDate("2025-06-01"), calc.MustDate("2025-01-03")}
	checked := input(d, mainRule, AfterState, rs...)
	r, _ = Assess(checked)
	a := one(t, r, "DW001", calc.Chromium)
	wantKg(t, "2019, since the check", a.Amount, "3.91") // + 2 · 90 g
	if len(a.Gaps) != 1 || !a.Gaps[0].Checked {
		t.Errorf("gaps %+v", a.Gaps)
	}
	in.WaterRule = "hjt356-2007"
	r, _ = Assess(in)
	wantKg(t, "2007", one(t, r, "DW001", calc.Chromium).Amount, "3.77") // + 2 · (30+10)/2 g
}

// Hours of waste water: a day with 18 hours of 24 is valid (75 % of those in
// operation), and its missing hours are its mean; a day with 17 is replaced. Hours
// of a stop ask for no data, and are none.
func TestWaterHours(t *testing.T) {
	mk := func(missing, stopped int, more ...func(*Input)) Account {
		var rs []Reading
		for i := range hoursOf2025 {
			if i >= 240 && i < 240+missing {
				continue
			}
			c := "1"
			if i >= 240 && i < 264 {
				c = "0.5"
			}
			x := Reading{Kind: Automatic, Outlet: "DW001", Pollutant: calc.Chromium,
				Start: minuteOf(t, "2025-01-01", 0) + Minute(i*60), Minutes: 60,
				Concentration: val(t, c, "mg/L"), Flow: val(t, "1", "m3/h"), Place: Place{"h.csv", i + 2, 2}}
			if i >= 240+missing && i < 240+missing+stopped {
				x.Flag = Stopped
			}
			rs = append(rs, x)
		}
		in := input(world(), mainRule, AfterState, rs...)
		for _, m := range more {
			m(&in)
		}
		r, _ := Assess(in)
		return one(t, r, "DW001", calc.Chromium)
	}
	// 364 days of 24 g, and the day: 18 h of 0.5 g and 6 h of their mean = 12 g.
	wantKg(t, "18 hours", mk(6, 0).Amount, "8.748")
	// 17 h: the greatest valid daily emission, 24 g.
	wantKg(t, "17 hours", mk(7, 0).Amount, "8.76")
	// 12 h of a stop; 9 of the other 12 are enough: 12 h of 0.5 g = 6 g. 8 are not: 24 g.
	wantKg(t, "9 of 12", mk(3, 12).Amount, "8.742")
	wantKg(t, "8 of 12", mk(4, 12).Amount, "8.76")
	most := func(in *Input) { in.DayShare = big.NewRat(20, 24) }
	wantKg(t, "20 of 24 asked for", mk(4, 0, most).Amount, "8.748")
	wantKg(t, "19 of 24", mk(5, 0, most).Amount, "8.76")
}

func TestRequiredAutomatic(t *testing.T) {
	rule := family("A")
	rule.RequiredWhere = []factors.RequiredAutomatic{{Pollutant: calc.Chromium}}
	r, fs := Assess(input(world(), rule, AfterState, waterSamples(t)...))
	a := one(t, r, "DW001", calc.Chromium)
	if a.Amount.OK() || !has(fs, CodeNoMethod, calc.Error) {
		t.Error("manual data took the place of required automatic data")
	}
	d := world()
	d.Bases = []dossier.ActualBasis{{Outlet: "DW001", NoFault: "EV1"}}
	r, _ = Assess(input(d, rule, AfterState, waterSamples(t)...))
	wantKg(t, "not at fault", one(t, r, "DW001", calc.Chromium).Amount, "18")
}

func TestRecheckFromFile(t *testing.T) {
	rs := hourly(t, "2025-01-01", hoursOf2025, "0.5", "1000")
	for i := range rs {
		if i > 4000 {
			rs[i].Place.File = "second.csv"
		}
	}
	in := input(world(), mainRule, AfterState, rs...)
	r, _ := Assess(in)
	s := one(t, r, "DA001", calc.Lead).Amount
	if err := s.RecheckWith(Recheck(in)); err != nil {
		t.Errorf("does not recheck: %v", err)
	}
	leaves := s.Leaves()
	if len(leaves) != 2 || leaves[0].Op() != calc.OpSeries || leaves[0].Origin().Series.Used != 4001 ||
		leaves[0].Origin().Series.SHA256 != "00auto.csv" ||
		leaves[1].Origin().Series.First != 4003 || leaves[1].Origin().Series.Last != 8761 {
		t.Errorf("leaves %+v", leaves)
	}
	rs[77].Concentration = val(t, "0.6", "mg/m3")
	if err := s.RecheckWith(Recheck(input(world(), mainRule, AfterState, rs...))); err == nil {
		t.Error("a changed row was not noticed")
	}
	if err := s.Recheck(); err != nil {
		t.Errorf("without the files: %v", err)
	}
}
