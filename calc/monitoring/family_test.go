package monitoring

import (
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
)

func gasSamples(t *testing.T) []Reading {
	mk := func(date, c, q, hours string, row int) Reading {
		return Reading{Kind: Manual, Outlet: "DA001", Pollutant: calc.Lead, Start: minuteOf(t, date, 10),
			Concentration: val(t, c, "mg/m3"), Flow: val(t, q, "Nm3/h"),
			Duration: val(t, hours, "h"), Place: Place{"gas.csv", row, 3}}
	}
	return []Reading{mk("2025-02-10", "0.40", "20000", "3000", 2), mk("2025-08-10", "0.10", "10000", "4000", 3)}
}

func waterSamples(t *testing.T) []Reading {
	mk := func(date, c, q, days string, row int) Reading {
		return Reading{Kind: Manual, Outlet: "DW001", Pollutant: calc.Chromium, Start: minuteOf(t, date, 0),
			Concentration: val(t, c, "mg/L"), Flow: val(t, q, "m3/d"),
			Duration: val(t, days, "d"), Place: Place{"water.csv", row, 3}}
	}
	return []Reading{mk("2025-02-10", "1.2", "100", "120", 2), mk("2025-08-10", "0.4", "50", "180", 3)}
}

// The vectors of the formula families:
//
//	gas A   (0.40·20000·3000 + 0.10·10000·4000)·10⁻⁹ t = 28.0 kg
//	gas B   9000/30000 · 15000 · 7000 ·10⁻⁹ t = 31.5 kg
//	water A (1.2·100·120 + 0.4·50·180)·10⁻⁶ t = 18.0 kg
//	water B 140/150 · 75 · 300 ·10⁻⁶ t = 21.0 kg
//	water C 0.8 · 30000 = 24.0 kg unweighted, 0.9333… · 30000 = 28.0 kg by flow
func TestFamilies(t *testing.T) {
	bases := []dossier.ActualBasis{
		{Outlet: "DA001", Operating: stated("7000 h")},
		{Outlet: "DW001", Operating: stated("300 d"), Metered: stated("30000 m3"), FlowFrom: "meter"},
	}
	for _, c := range []struct {
		name, family, outlet string
		pollutant            calc.Pollutant
		readings             []Reading
		use                  Use
		weighting            Weighting
		want, variant        string
	}{
		{"gas A", "A", "DA001", calc.Lead, gasSamples(t), AfterState, "", "28.0", ""},
		{"gas B", "B", "DA001", calc.Lead, gasSamples(t), AfterState, "", "31.5", ""},
		{"water A", "A", "DW001", calc.Chromium, waterSamples(t), AfterState, "", "18.0", ""},
		{"water B", "B", "DW001", calc.Chromium, waterSamples(t), AfterState, "", "21.0", ""},
		{"water C, after: the greater", "C", "DW001", calc.Chromium, waterSamples(t), AfterState, "", "28",
			"flow-weighted"},
		{"water C, compliance: the greater", "C", "DW001", calc.Chromium, waterSamples(t), Compliance, "", "28",
			"flow-weighted"},
		{"water C, before: the lesser", "C", "DW001", calc.Chromium, waterSamples(t), BeforeState, "", "24",
			"arithmetic"},
		{"water C, chosen", "C", "DW001", calc.Chromium, waterSamples(t), AfterState, Arithmetic, "24", "arithmetic"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := world()
			d.Bases = bases
			in := input(d, family(c.family), c.use, c.readings...)
			in.Weighting = c.weighting
			r, _ := Assess(in)
			a := one(t, r, c.outlet, c.pollutant)
			wantKg(t, c.name, a.Amount, c.want)
			for _, m := range a.Candidates {
				if m.Chosen && (m.Family != c.family || m.Variant != c.variant || m.Formula != mainRule.Clause) {
					t.Errorf("chosen %s %q by %s", m.Family, m.Variant, m.Formula)
				}
			}
			if c.family == "C" && len(a.Candidates) != 2 {
				t.Errorf("%d readings of family C, want both", len(a.Candidates))
			}
		})
	}
}

// HJ 855: 250 d × 0.05 mg/L × 40 m3/d ·10⁻³ = 0.5 kg.
func TestFamilyD(t *testing.T) {
	var rs []Reading
	for i := range 250 {
		rs = append(rs, Reading{Kind: Manual, Outlet: "DW001", Pollutant: calc.Chromium,
			Start:         minuteOf(t, "2025-01-01", 0) + Minute(i*minutesPerDay),
			Concentration: val(t, "0.05", "mg/L"), Flow: val(t, "40", "m3/d"), Place: Place{"d.csv", i + 2, 2}})
	}
	d := world()
	d.Bases = []dossier.ActualBasis{{Outlet: "DW001", Operating: stated("250 d"), FlowFrom: "meter"}}
	r, fs := Assess(input(d, family("D"), AfterState, rs...))
	wantKg(t, "D", one(t, r, "DW001", calc.Chromium).Amount, "0.5")
	if has(fs, CodeDays, calc.Error) {
		t.Errorf("every day was sampled: %v", fs)
	}
	// A day's volume in m3 is the same, and a second sample of the day counts with its mean: 40 m3 × (0.05+0.15)/2 on
	// the first day.
	second := rs[0]
	second.Concentration, second.Flow, second.Report, second.Place.Row = val(t, "0.15", "mg/L"), val(t, "40", "m3"),
		"R2", 300
	r, _ = Assess(input(d, family("D"), AfterState, append(rs, second)...))
	wantKg(t, "D with two samples of a day", one(t, r, "DW001", calc.Chromium).Amount, "0.502") // 249·0.002 + 0.004
	// 200 of 250 days: an error after, a warning before.
	for use, sev := range map[Use]calc.Severity{AfterState: calc.Error, BeforeState: calc.Warning} {
		r, fs = Assess(input(d, family("D"), use, rs[:200]...))
		wantKg(t, "D, 200 days", one(t, r, "DW001", calc.Chromium).Amount, "0.4")
		if !has(fs, CodeDays, sev) {
			t.Errorf("%s: no %s that days are missing", use, sev)
		}
	}
}

// intensity.md §8.6: (0.05,100)(0.02,300), 300 d: (5+6)/2·300 = 1.65 kg, and not 2.1 kg.
func TestFamilyBIsNotTheUnweightedMean(t *testing.T) {
	rs := waterSamples(t)
	rs[0].Concentration, rs[0].Flow = val(t, "0.05", "mg/L"), val(t, "100", "m3/d")
	rs[1].Concentration, rs[1].Flow = val(t, "20", "ug/L"), val(t, "300", "m3/d")
	d := world()
	d.Bases = []dossier.ActualBasis{{Outlet: "DW001", Operating: stated("300 d")}}
	r, _ := Assess(input(d, family("B"), AfterState, rs...))
	wantKg(t, "B", one(t, r, "DW001", calc.Chromium).Amount, "1.65")
}

// HJ 1036: h is all days of the period. (1.2·100+0.4·50)/2 g/d · 365 d = 25.55 kg.
func TestTimeOfThePeriod(t *testing.T) {
	rule := family("B")
	rule.TimeIs = "period"
	r, _ := Assess(input(world(), rule, AfterState, waterSamples(t)...))
	wantKg(t, "B over the period", one(t, r, "DW001", calc.Chromium).Amount, "25.55")
}

// Values below the detection limit: 0.4 mg/L not detected, family A:
// zero 1.2·100·120 = 14.4 kg, half 16.2, limit 18.
func TestNonDetects(t *testing.T) {
	rs := waterSamples(t)
	rs[1].Concentration = nd(t, "0.4", "mg/L")
	for use, want := range map[Use]string{BeforeState: "14.4", AfterState: "18", Compliance: "18"} {
		r, _ := Assess(input(world(), family("A"), use, rs...))
		a := one(t, r, "DW001", calc.Chromium)
		wantKg(t, string(use), a.Amount, want)
		wantKg(t, "zero", a.Totals.Zero, "14.4")
		wantKg(t, "half", a.Totals.Half, "16.2")
		wantKg(t, "limit", a.Totals.Limit, "18")
	}
	in := input(world(), family("A"), AfterState, rs...)
	in.NonDetect = Half
	r, _ := Assess(in)
	wantKg(t, "chosen", one(t, r, "DW001", calc.Chromium).Amount, "16.2")
}

func TestMissingFacts(t *testing.T) {
	rs := waterSamples(t)
	rs[0].Duration = Value{}
	for _, f := range []string{"A", "B", "C"} {
		r, fs := Assess(input(world(), family(f), AfterState, rs...))
		if a := one(t, r, "DW001", calc.Chromium); a.Amount.OK() || !has(fs, CodeNoTime, calc.Error) {
			t.Errorf("%s: %v %v", f, a.Amount.Value(), fs)
		}
	}
}

func TestEnforcement(t *testing.T) {
	rs := waterSamples(t)
	official := rs[0]
	official.Kind, official.Concentration, official.Duration, official.Place = Enforcement, val(t, "2.4", "mg/L"),
		Value{}, Place{"law.csv", 2, 3}
	d := world()
	d.Bases = []dossier.ActualBasis{{Outlet: "DW001", Operating: stated("300 d")}}
	// It prevails: its segment is that of the sample it overrules. 2.4·100·120 + 0.4·50·180 = 32.4 kg.
	rule := family("A")
	rule.EnforcementPrevails = "always"
	r, fs := Assess(input(d, rule, AfterState, append(rs, official)...))
	a := one(t, r, "DW001", calc.Chromium)
	wantKg(t, "A, overruled", a.Amount, "32.4")
	if a.Tally.Read != 3 || a.Tally.Used != 2 || a.Tally.Reasons["enforcement-prevails"] != 1 || !a.Tally.Balanced() ||
		!has(fs, CodeEnforcement, calc.Warning) {
		t.Errorf("tally %+v", a.Tally)
	}
	// No conflict rule: all three are samples. B: (240+120+20)/3 · 300 = 38 kg.
	r, _ = Assess(input(d, family("B"), AfterState, append(rs, official)...))
	a = one(t, r, "DW001", calc.Chromium)
	wantKg(t, "B, all samples", a.Amount, "38")
	if len(a.Conflicts) != 1 || a.Conflicts[0].Prevails != "" || a.Conflicts[0].Second.Row != 2 {
		t.Errorf("conflicts %+v", a.Conflicts)
	}
}

func TestLowLoad(t *testing.T) {
	rs := gasSamples(t)
	for i := range rs {
		rs[i].Report, rs[i].Load = []string{"R1", "R2"}[i], val(t, []string{"90", "30"}[i], "%")
	}
	d := world()
	d.Bases = []dossier.ActualBasis{{Outlet: "DA001", Operating: stated("7000 h"), LowLoad: []string{"R2"},
		Output: []dossier.LineOutput{{Line: "L1", Product: "P1", Amount: stated("800 t")}}}}
	r, fs := Assess(input(d, family("B"), AfterState, rs...))
	wantKg(t, "not scaled, not rejected", one(t, r, "DA001", calc.Lead).Amount, "31.5")
	if !has(fs, CodeLoad, calc.Warning) { // (90+30)/2 = 60 % against 800/1000 = 80 %
		t.Error("no finding on the load")
	}
	rule := family("B")
	rule.RejectLowLoad = true
	r, _ = Assess(input(d, rule, AfterState, rs...))
	a := one(t, r, "DA001", calc.Lead)
	wantKg(t, "rejected as confirmed", a.Amount, "56") // 0.40·20000·7000
	if a.Tally.Reasons["low-load"] != 1 {
		t.Errorf("tally %+v", a.Tally)
	}
}

func TestAbnormal(t *testing.T) {
	d := world()
	d.Bases = []dossier.ActualBasis{{Outlet: "DW001", Abnormal: []dossier.AbnormalPeriod{
		{Pollutant: calc.Chromium, Rate: stated("0.5 kg/h"), Duration: stated("4 h"), Times: stated("3")},
		{Pollutant: calc.Chromium, Rate: stated("9 kg/h"), Duration: stated("9 h"), Times: stated("9"), Included: true},
		{Pollutant: calc.Lead, Rate: stated("9 kg/h"), Duration: stated("9 h"), Times: stated("9")}}}}
	r, _ := Assess(input(d, family("A"), AfterState, waterSamples(t)...))
	a := one(t, r, "DW001", calc.Chromium)
	wantKg(t, "normal", a.Normal.Limit, "18")
	wantKg(t, "abnormal", a.Abnormal, "6")
	wantKg(t, "both", a.Amount, "24")
	d.Bases[0].Abnormal[0].Rate = dossier.Stated{}
	r, fs := Assess(input(d, family("A"), AfterState, waterSamples(t)...))
	if one(t, r, "DW001", calc.Chromium).Amount.OK() || !has(fs, CodeAbnormal, calc.Error) {
		t.Error("an abnormal period without a rate passed")
	}
}

func TestOutletsThatCount(t *testing.T) {
	d := world()
	d.Outlets[0].Grade = calc.GeneralOutlet
	r, _ := Assess(input(d, family("A"), AfterState, waterSamples(t)...))
	if a := one(t, r, "DW001", calc.Chromium); a.NotCounted == (calc.Text{}) || len(r.Totals) != 0 {
		t.Errorf("a general outlet counts: %+v", r.Totals)
	}
	d.Outlets[0].Grade, d.Outlets[0].Position = calc.MainOutlet, calc.TotalOutlet
	rule := family("A")
	rule.Position = []string{"workshop"}
	r, _ = Assess(input(d, rule, AfterState, waterSamples(t)...))
	if a := one(t, r, "DW001", calc.Chromium); a.NotCounted == (calc.Text{}) || len(r.Totals) != 0 {
		t.Errorf("the total outlet counts: %+v", r.Totals)
	}
	// HJ 1035 gas: every outlet with a permitted amount, main or not.
	rule = family("A")
	rule.Outlets = "permitted"
	d = world()
	d.Outlets[1].Grade = calc.GeneralOutlet
	for _, permitted := range []bool{false, true} {
		if permitted {
			d.Permits = []dossier.Permit{{Discharger: "E1", Versions: []dossier.PermitVersion{
				{Amounts: []dossier.StatedAmount{{Outlet: "DA001", Pollutant: calc.Lead}}}}}}
		}
		r, _ = Assess(input(d, rule, AfterState, gasSamples(t)...))
		if a := one(t, r, "DA001", calc.Lead); (a.NotCounted == calc.Text{}) != permitted || (len(r.Totals) == 1) !=
			permitted {
			t.Errorf("permitted %v: %v", permitted, a.NotCounted)
		}
	}
}

func TestFallback(t *testing.T) {
	book, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	// HJ 936 appendix F: default α for Pb 12600 g/t, η 99 %: 1000 t · 12600 · 0.01 = 126 kg; direct 12600 kg.
	d := world()
	d.Lines[0].Specification = "HJ 936-2017"
	out := []dossier.LineOutput{{Line: "L1", Product: "P1", Amount: stated("1000 t产品")}}
	for _, c := range []struct {
		treatment dossier.Answer
		use       Use
		want      string
		code      string
		sev       calc.Severity
	}{
		{dossier.Yes, AfterState, "126", CodeFallback, calc.Warning},
		{dossier.No, AfterState, "12600", CodeFallback, calc.Warning},
		{dossier.Unstated, AfterState, "12600", CodeTreatment, calc.Warning},
		{dossier.Unstated, BeforeState, "126", CodeNoEvidence, calc.Error},
	} {
		d.Bases = []dossier.ActualBasis{{Outlet: "DA001", From: calc.MustDate("2025-01-01"),
			To: calc.MustDate("2025-12-31"), Treatment: c.treatment, Output: out}}
		in := input(d, mainRule, c.use)
		in.Book = book
		r, fs := Assess(in)
		a := one(t, r, "DA001", calc.Lead)
		wantKg(t, string(c.treatment)+" "+string(c.use), a.Amount, c.want)
		if !a.Fallback || !has(fs, c.code, c.sev) {
			t.Errorf("%v", fs)
		}
	}
	// Without output there is no amount, and no zero.
	d.Bases[0].Output = nil
	in := input(d, mainRule, AfterState)
	in.Book = book
	r, fs := Assess(in)
	if a := one(t, r, "DA001", calc.Lead); a.Amount.OK() || !has(fs, CodeNoMethod, calc.Error) {
		t.Errorf("%v", a.Amount.Value())
	}
}
