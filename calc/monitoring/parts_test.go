package monitoring

import (
	"strings"
	"testing"

	"tidai/calc"
)

// Hours made of ten minutes: 0.5 mg/m3 × 1000 Nm3/h over 8760 h are 4.38 kg, as
// with hours. An hour that lacks one value has 50 of its minutes and counts by the
// mean of the others; one that lacks two has 40, fewer than 45, and does not.
func TestHoursOfTenMinutes(t *testing.T) {
	var all []Reading
	for _, h := range hourly(t, "2025-01-01", hoursOf2025, "0.5", "1000") {
		for i := range 6 {
			r := h
			r.Start, r.Minutes, r.Place.Row = h.Start+Minute(10*i), 10, len(all)+2
			all = append(all, r)
		}
	}
	r, _ := Assess(input(world(), mainRule, AfterState, all...))
	a := one(t, r, "DA001", calc.Lead)
	wantKg(t, "a year", a.Amount, "4.38")
	if a.Tally.Used != 6*hoursOf2025 || !a.Tally.Balanced() {
		t.Errorf("tally %+v", a.Tally)
	}
	less := append(append([]Reading{}, all[1:60]...), all[62:]...) // hour 0 lacks one, hour 10 two
	r, _ = Assess(input(world(), mainRule, BeforeState, less...))
	a = one(t, r, "DA001", calc.Lead)
	// before a reduction the missing hour counts as nothing: 8759 × 0.5 g
	wantKg(t, "one hour less", a.Amount, "4.3795")
	if a.Quarters[0].Missing != 1 {
		t.Errorf("hours %+v", a.Quarters[0])
	}
}

// Hexavalent chromium is a part of chromium: 0.3 above 0.2 mg/m3 in one hour of
// three is asked about, with both places; equal values are right.
func TestHexavalentAboveChromium(t *testing.T) {
	six, all := hourly(t, "2025-01-01", 3, "0.2", "1000"), hourly(t, "2025-01-01", 3, "0.2", "1000")
	six[1].Concentration = val(t, "300", "ug/m3")
	for i := range six {
		six[i].Pollutant, all[i].Pollutant, all[i].Place.Col = calc.CrVI, calc.Chromium, 5
	}
	_, fs := Assess(input(world(), mainRule, AfterState, append(six, all...)...))
	said := saidBy(fs, CodeHexavalent)
	if said != "DA001：六价铬高于总铬，二者矛盾，共 1 处，最早 2025-01-01 01:00：六价铬 0.300 mg/Nm3（auto.csv:3:3），"+
		"总铬 0.200 mg/Nm3（auto.csv:3:5）" {
		t.Errorf("said %q", said)
	}
	six[1].Concentration = val(t, "0.2", "mg/m3")
	if _, fs = Assess(input(world(), mainRule, AfterState, append(six, all...)...)); saidBy(fs, CodeHexavalent) != "" {
		t.Error("equal values are asked about")
	}
}

func saidBy(fs []calc.Finding, code string) string {
	var out []string
	for _, f := range fs {
		if f.Code == code {
			out = append(out, f.Message.ZH)
		}
	}
	return strings.Join(out, "|")
}

// Samples of chromium and hexavalent chromium of one time are held against each
// other too, and equal samples that nothing tells apart are counted once, in words.
func TestSamplesThatContradict(t *testing.T) {
	sample := func(p calc.Pollutant, c string, row int) Reading {
		return Reading{Kind: Manual, Outlet: "DW001", Pollutant: p, Start: minuteOf(t, "2025-04-01", 9),
			Concentration: val(t, c, "mg/L"), Flow: val(t, "10", "m3/d"), Place: Place{"s.csv", row, 3}}
	}
	_, fs := Assess(input(world(), family("A"), AfterState, sample(calc.CrVI, "0.5", 2),
		sample(calc.Chromium, "0.4", 3), sample(calc.Chromium, "0.4", 4)))
	if said := saidBy(fs, CodeHexavalent); !strings.Contains(said,
		"六价铬 0.500 mg/L（s.csv:2:3），总铬 0.400 mg/L（s.csv:3:3）") {
		t.Errorf("said %q", said)
	}
	if said := saidBy(fs, CodeTwinSamples); !strings.Contains(said, "1 个样品与同一时间的另一个完全相同") ||
		!strings.Contains(said, "s.csv:3:3") {
		t.Errorf("said %q", said)
	}
}

// Data of 2024 where 2025 is accounted: where they lie is said.
func TestDataOfAnotherYear(t *testing.T) {
	in := input(world(), mainRule, AfterState, hourly(t, "2024-03-01", 48, "0.5", "1000")...)
	in.Years = []int{2025}
	_, fs := Assess(in)
	if said := saidBy(fs, CodeOtherYear); !strings.Contains(said,
		"2025：全部 48 行数据都在核算期之外：2024-03-01 至 2024-03-02（第一行 auto.csv:2:3）") {
		t.Errorf("said %q of %v", said, fs)
	}
	in.Years = []int{2024}
	if _, fs = Assess(in); saidBy(fs, CodeOtherYear) != "" {
		t.Error("their own year is asked about")
	}
}
