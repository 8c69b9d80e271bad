package monitoring

import (
	"strings"
	"testing"

	"tidai/calc"
)

// waterHours is a year of hours of one concentration and flow at the workshop.
func waterHours(t testing.TB, c, q string) []Reading {
	rs := hourly(t, "2025-01-01", hoursOf2025, c, q)
	for i := range rs {
		rs[i].Outlet, rs[i].Pollutant = "DW001", calc.Chromium
		rs[i].Concentration.Unit, rs[i].Flow.Unit = unitOf("mg/L"), unitOf("m3/h")
	}
	return rs
}

// An hour of waste water without a concentration, whose flow was measured, takes
// the day's flow-weighted mean times that flow.
func TestMeasuredFlowOfWater(t *testing.T) {
	rs := waterHours(t, "0.2", "10")
	// Hour 12 of day 100: no concentration, 100 m3; hour 5 of day 200: neither.
	// 8758 h × 2 g + 0.2 × 100 g + 2 g = 17,538 g.
	rs[100*24+12].Concentration, rs[100*24+12].Flow = Value{}, val(t, "100", "m3/h")
	rs[200*24+5].Concentration, rs[200*24+5].Flow = Value{}, Value{}
	r, fs := Assess(input(world(), mainRule, AfterState, rs...))
	a := one(t, r, "DW001", calc.Chromium)
	wantKg(t, "measured flow", a.Amount, "17.538")
	if len(a.Gaps) != 2 || a.Gaps[0].Rule != KnownFlow || a.Gaps[0].From != minuteOf(t, "2025-04-11", 12) ||
		a.Gaps[1].Rule != MeanDay {
		t.Errorf("gaps %+v", a.Gaps)
	}
	wantKg(t, "the hour", a.Gaps[0].Each, "0.02")
	if !has(fs, CodeFilled, calc.Note) {
		t.Error("nothing says what was filled in")
	}
	r, _ = Assess(input(world(), mainRule, BeforeState, rs...)) // proves no reduction
	wantKg(t, "before", one(t, r, "DW001", calc.Chromium).Amount, "17.516")

	// Day 100 by hand: 12 h of 0.5 mg/L × 10 m3 and 11 h of 0.1 × 3 are 63.3 g in 153 m3; the hour without a
	// concentration has 51 m3: 63.3 / 153 × 51 = 21.1 g. 364 d × 48 g + 84.4 g = 17,556.4 g.
	rs = waterHours(t, "0.2", "10")
	for h := range 24 {
		c, q := "0.5", "10"
		if h > 11 {
			c, q = "0.1", "3"
		}
		rs[100*24+h].Concentration, rs[100*24+h].Flow = val(t, c, "mg/L"), val(t, q, "m3/h")
	}
	rs[100*24+23].Concentration, rs[100*24+23].Flow = Value{}, val(t, "51", "m3/h")
	r, _ = Assess(input(world(), mainRule, AfterState, rs...))
	wantKg(t, "weighted", one(t, r, "DW001", calc.Chromium).Amount, "17.5564")
}

// A day that is not valid is filled as a whole, but not with less than the
// concentration of the day that fills it times the flow that was measured.
func TestMeasuredFlowOfWholeDay(t *testing.T) {
	rs := waterHours(t, "0.2", "10")
	for h := range 24 { // 10 valid hours, 20 g; then 14 h × 50 m3 without a concentration
		if h >= 10 {
			rs[100*24+h].Concentration, rs[100*24+h].Flow = Value{}, val(t, "50", "m3/h")
		}
	}
	// The greatest valid day is 48 g of 0.2 mg/L; 0.2 × (100 + 700) m3 = 160 g. 364 × 48 + 160 = 17,632 g.
	r, _ := Assess(input(world(), mainRule, AfterState, rs...))
	wantKg(t, "more flow", one(t, r, "DW001", calc.Chromium).Amount, "17.632")
	for h := 10; h < 24; h++ { // 14 h × 1 m3: 0.2 × 114 = 22.8 g are less than 48 g
		rs[100*24+h].Flow = val(t, "1", "m3/h")
	}
	r, _ = Assess(input(world(), mainRule, AfterState, rs...))
	wantKg(t, "less flow", one(t, r, "DW001", calc.Chromium).Amount, "17.52")
}

// An hour of gas is filled by HJ 75, but not with less than the day's
// flow-weighted mean times the flow that was measured.
func TestMeasuredFlowOfGas(t *testing.T) {
	rs := hourly(t, "2025-01-01", hoursOf2025, "0.5", "1000")
	rs[100*24+12].Concentration, rs[100*24+12].Flow = Value{}, val(t, "10000", "Nm3/h")
	rs[200*24+12].Concentration, rs[200*24+12].Flow = Value{}, val(t, "100", "Nm3/h")
	// 8758 h × 0.5 g + 0.5 mg/m3 × 10,000 m3 + 0.5 g (the maximum of the last 180 hours) = 4384.5 g.
	r, _ := Assess(input(world(), mainRule, AfterState, rs...))
	a := one(t, r, "DA001", calc.Lead)
	wantKg(t, "gas", a.Amount, "4.3845")
	if len(a.Gaps) != 2 || a.Gaps[0].Rule != KnownFlow || a.Gaps[1].Rule != Max180 {
		t.Errorf("gaps %+v", a.Gaps)
	}
}

// The derivation names the day whose mean was taken, and its hours without a
// concentration.
func TestMeasuredFlowIsTraced(t *testing.T) {
	rs := waterHours(t, "0.2", "10")
	for _, h := range []int{12, 13, 20} {
		rs[100*24+h].Concentration = Value{}
	}
	r, _ := Assess(input(world(), mainRule, AfterState, rs...))
	a := one(t, r, "DW001", calc.Chromium)
	wantKg(t, "all flows as ever", a.Amount, "17.52")
	doubts := 0
	for _, s := range a.Amount.Factors() { // the threshold of a valid day is recalled
		if s.Origin().Factor == "fill.measured-flow" && s.Origin().Status == calc.StatusRecalled {
			doubts++
		}
	}
	if doubts != 1 {
		t.Errorf("%d doubts travel with the amount", doubts)
	}
	var notes []string
	for _, s := range a.Amount.Leaves() {
		if s.TermKey() == "filled-volume" {
			notes = append(notes, s.Origin().Note)
			if at := s.Origin().At; at.File != "auto.csv" || at.Line != 100*24+12+2 {
				t.Errorf("the first row is %s", at)
			}
		}
	}
	if got := strings.Join(notes, "; "); got != "2025-04-11 12:00–14:00, 20:00–21:00" {
		t.Errorf("the hours are %q", got)
	}
}
