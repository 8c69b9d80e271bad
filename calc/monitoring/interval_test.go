package monitoring

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/monitoring/estimate"
	"tidai/calc/quantity"
)

// A total of 50 kg: relative u = √(0.10² + 0.05²) = 0.111803; U = 2u: 50 ±
// 11.18 kg; one-sided 50·(1 ∓ 1.645·0.111803) = 40.80 and 59.20.
func TestIntervalOfSeries(t *testing.T) {
	s := calc.SeriesTotal("Σc·q", "measured-mass", quantity.Must("50 kg"), calc.Clause{},
		calc.Origin{Kind: calc.FromSeries, Series: &calc.Series{}})
	i, err := IntervalOf(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		got  calc.Step
		want string
	}{{"low", i.Low, "38.82 kg"}, {"high", i.High, "61.18 kg"}, {"least", i.Least, "40.80 kg"},
		{"most", i.Most, "59.20 kg"}} {
		if !c.got.OK() || !c.got.Value().Equal(quantity.Must(c.want)) {
			t.Errorf("%s %v, want %s", c.name, c.got.Value(), c.want)
		}
	}
}

// samplesOf are points of a file: the concentrations in mg/L with a flow of
// 10 m3/d for 100 d each, so that 1 mg/L of one of them is 1 kg.
func samplesOf(concentrations ...string) []point {
	var points []point
	for n, c := range concentrations {
		at := Place{File: "a.csv", Row: n + 2}
		points = append(points, point{
			conc: func(NonDetect) calc.Step {
				return value("c", "measured-concentration", quantity.Must(c+" mg/L"), at, "")
			},
			flow: value("q", "measured-flow", quantity.Must("10 m3/d"), at, ""), time: value("T", "segment-time",
				quantity.Must("100 d"), at, "")})
	}
	return points
}

// Four samples 1, 2, 3, 2 mg/L at 10 m3/d for 100 d each: E = 8 kg. The mean is 2
// and s = √(2/3) = 0.8165 mg/L with 3 degrees of freedom, the same of each sample:
// s·√4 = 1.6330 kg. Shared: 0.1118·8 = 0.8944 kg. u = √(2.6667 + 0.8) = 1.8619 with
// 3·(3.4667/2.6667)² = 5.07 degrees of freedom. GUM table G.2: t is 2.65 for 5 and
// 2.52 for 6, so about 2.64: 8 ± 4.91; one-sided 2.015 and 1.943, about 2.01: 4.26.
func TestIntervalOfSamples(t *testing.T) {
	e := familyA(samplesOf("1", "2", "3", "2"), calc.Clause{}, Zero)
	wantKg(t, "family A", e, "8")
	i, err := IntervalOf(e)
	if err != nil {
		t.Fatal(err)
	}
	if i.Observations != 4 || !i.Low.Value().Equal(quantity.Must("3.090 kg")) ||
		!i.High.Value().Equal(quantity.Must("12.91 kg")) || !i.Least.Value().Equal(quantity.Must("4.260 kg")) {
		t.Errorf("%d samples, %v … %v, at least %v", i.Observations, i.Low.Value(), i.High.Value(), i.Least.Value())
	}
}

// chromium are the 15 values of USEPA (1992); EnvStats prints mean 175.4667 and
// standard deviation 318.5440 (EPA.92d.chromium.vec): standard error
// 318.5440/√15 = 82.2477, in kg with a metered volume of 1000 m3. The weighted
// mean of equal flows is the same. Before it was SE·√(1 + 14/15·CV²) = 166.
func TestScatterOfAMeanIsItsStandardError(t *testing.T) {
	points := samplesOf("10", "13", "20", "36", "41", "59", "67", "110", "110", "136", "140", "160", "200", "230",
		"1300")
	metered := calc.Given("Q", "metered-volume", quantity.Must("1000 m3"), calc.Origin{Kind: calc.FromDossier,
		At: calc.Position{File: "d.toml", Line: 1}})
	for _, weighted := range []bool{false, true} {
		u, err := UncertaintyOf(familyC(points, metered, weighted, calc.Clause{}, Zero), estimate.Trials{})
		if err != nil {
			t.Fatal(err)
		}
		share := 0.0
		for _, c := range u.Propagated.Contributions {
			if c.Input.Place.OK() {
				share += c.Share / 100
			}
		}
		if got := estimate.Shown(u.Propagated.Standard*math.Sqrt(share), 6); got != "82.2477" {
			t.Errorf("scatter of the mean %s, want 82.2477", got)
		}
		// All ends are those of an amount that is not negative.
		for _, end := range u.ends() {
			if *end < 0 {
				t.Errorf("a negative end: %+v, %+v", u.Propagated, u.Simulated)
			}
		}
		if !strings.Contains(u.Method.EN, "cut at zero") || !strings.Contains(u.Method.ZH, "截断") {
			t.Errorf("the cut is not named: %s", u.Method.EN)
		}
	}
}

// The tolerances enter once, whatever the number of samples and wherever the
// formula writes them: equal samples have no scatter of their own, so that
// u = E·√(0.10² + 0.05²), and E ± 22.36 %.
func TestToleranceEntersOnce(t *testing.T) {
	metered := value("Q", "metered-volume", quantity.Must("4000 m3"), Place{File: "d.toml", Row: 1}, "")
	hours := value("h", "emission-time", quantity.Must("400 d"), Place{File: "d.toml", Row: 2}, "")
	for _, n := range []int{3, 4, 12} {
		points := samplesOf(slices.Repeat([]string{"2"}, n)...)
		for name, e := range map[string]calc.Step{"A": familyA(points, calc.Clause{}, Zero),
			"B": familyB(points, hours, calc.Clause{}, Zero), "C": familyC(points, metered, false, calc.Clause{}, Zero),
			"C weighted": familyC(points, metered, true, calc.Clause{}, Zero)} {
			u, err := UncertaintyOf(e, estimate.Trials{})
			if err != nil {
				t.Fatal(err)
			}
			if got := u.Propagated.Expanded / u.Propagated.Value; math.Abs(got-0.223607) > 1e-6 {
				t.Errorf("family %s, %d samples: U = %v of the amount", name, n, got)
			}
		}
	}
}

// One sample of 1.8 mg/L: nothing shows how samples scatter, so its standard
// deviation counts as its value, with one degree of freedom. u/E =
// √(1 + 0.10² + 0.05²) = 1.0062, and t lies between 13.97 (one) and 4.53 (two). Two
// samples, 1.8 and 0.6: mean 1.2, s = 0.849 counts as 1.2, u/E = √(1/2 + 0.0125).
// Three, 1.8, 0.6 and 1.2: s = 0.6, u/E = √(1/12 + 0.0125) = 0.3096.
func TestFewSamples(t *testing.T) {
	last := math.Inf(1)
	for n, want := range []float64{1.00623, 0.715891, 0.309570} {
		u, err := UncertaintyOf(familyA(samplesOf([]string{"1.8", "0.6", "1.2"}[:n+1]...), calc.Clause{}, Zero),
			estimate.Trials{})
		if err != nil {
			t.Fatal(err)
		}
		p := u.Propagated
		if got := p.Standard / p.Value; math.Abs(got-want) > 1e-5 {
			t.Errorf("%d samples: relative u %v, want %v", n+1, got, want)
		}
		if wide := p.Expanded / p.Value; wide >= last || u.Simulated.Symmetric.Upper/p.Value-1 < 0.8*wide {
			t.Errorf("%d samples: ±%v, before ±%v; simulated up to %v of %v", n+1, wide, last,
				u.Simulated.Symmetric.Upper, p.Value)
		} else {
			last = wide
		}
		if said := strings.Contains(u.Method.ZH, "样品不足 3 个"); said != (n+1 < 3) {
			t.Errorf("%d samples: %s", n+1, u.Method.ZH)
		}
	}
}

// Whatever the samples, zeros among them: fewer are never better known, in
// proportion to the amount, two-sided or one-sided.
func TestFewerSamplesAreNeverNarrower(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []string
		for range 3 {
			all = append(all, strconv.Itoa(rapid.SampledFrom([]int{0, 1, 2, 5, 50, 1000}).Draw(t, "c")))
		}
		if all[0] == "0" { // an amount of zero has no proportion
			all[0] = "1"
		}
		two, one := math.Inf(1), math.Inf(1)
		for n := 1; n <= 3; n++ {
			e := familyA(samplesOf(all[:n]...), calc.Clause{}, Zero)
			m, _, err := modelOf(e)
			if err != nil {
				t.Fatal(err)
			}
			p, err := m.Propagate()
			if err != nil {
				t.Fatal(err)
			}
			a, b := p.Expanded/p.Value, (p.Upper-p.Value)/p.Value
			if a > two*(1+1e-9) || b > one*(1+1e-9) {
				t.Errorf("%v: %d samples ±%v and +%v, before ±%v and +%v", all[:n], n, a, b, two, one)
			}
			two, one = a, b
		}
	})
}

// Before and after are different sets: 10, 10, 11, 9 and 1, 1, 2, 0 have each
// s = √(2/3) and not the spread of all eight. In kg: before 40, after 4; of each
// s·√4 = 1.6330, together √(2·2.6667) = 2.3094; the tolerances are those of 36:
// 4.0249. u = 4.6405.
func TestSetsAreNotPooled(t *testing.T) {
	before, after := samplesOf("10", "10", "11", "9"), samplesOf("1", "1", "2", "0")
	for i := range after {
		at := Place{File: "b.csv", Row: i + 2}
		c := after[i].conc(Zero).Value()
		after[i].conc = func(NonDetect) calc.Step { return value("c", "measured-concentration", c, at, "") }
		after[i].flow = value("q", "measured-flow", quantity.Must("10 m3/d"), at, "")
	}
	u, err := UncertaintyOf(calc.Difference("ΔE", "actual-reduction", calc.Clause{},
		familyA(before, calc.Clause{}, Zero), familyA(after, calc.Clause{}, Zero)), estimate.Trials{})
	if err != nil || u.Observations != 8 || math.Abs(u.Propagated.Standard-4.6405) > 1e-4 {
		t.Errorf("%d samples, u = %v, %v", u.Observations, u.Propagated.Standard, err)
	}
}

// Twelve samples not detected below 0.5 mg/L, 1 kg per mg/L of each: nothing at
// zero, 6 kg at the limit, ±22.36 %: from 0 to 7.342 kg under whatever policy.
func TestAllUndetectedReachFromZero(t *testing.T) {
	zero := familyA(samplesOf(slices.Repeat([]string{"0"}, 12)...), calc.Clause{}, Zero)
	limit := familyA(samplesOf(slices.Repeat([]string{"0.5"}, 12)...), calc.Clause{}, Limit)
	for _, amount := range []calc.Step{zero, limit} {
		a := Account{Amount: amount, Totals: ByPolicy{Zero: zero, Half: limit, Limit: limit}}
		x, err := a.Interval()
		if err != nil || x.Low.Sign() != 0 || x.Least.Sign() != 0 || !x.High.Value().Equal(quantity.Must("7.342 kg")) {
			t.Errorf("%v … %v, %v", x.Low.Value(), x.High.Value(), err)
		}
		u, err := a.Uncertainty(estimate.Trials{})
		if err != nil || u.Simulated.Symmetric.Lower != 0 || u.Propagated.Interval95.Lower != 0 ||
			estimate.Shown(u.Propagated.Interval95.Upper, 4) != "7.342" ||
			!strings.Contains(u.Method.ZH, "未检出从零") {
			t.Errorf("%+v, %v", u, err)
		}
	}
}

// An amount has no negative end, and what has no value has no interval.
func TestIntervalEnds(t *testing.T) {
	at := Place{File: "a.csv", Row: 2}
	conc := func(c string, row int) calc.Step {
		return value("c", "measured-concentration", quantity.Must(c), Place{File: "a.csv", Row: row}, "")
	}
	sum := calc.Sum("Σc", "concentration-total", calc.Clause{}, conc("0 mg/L", 2), conc("0 mg/L", 3), conc("9 mg/L", 4))
	i, err := IntervalOf(calc.Product("E", "actual-emission", calc.Clause{}, sum, value("q", "measured-flow",
		quantity.Must("1 m3/d"), at, "")))
	if err != nil || i.Low.Sign() != 0 || i.Least.Sign() != 0 {
		t.Errorf("%v … , %v; want a low end of zero", i.Low.Value(), err)
	}
	if _, err := IntervalOf(calc.Step{}); err == nil {
		t.Error("an absent amount has an interval")
	}
}
