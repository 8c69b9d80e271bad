package estimate

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
)

// draw makes samples such as laboratories report: a few significant digits,
// a few detection limits.
func draw(t *rapid.T) []Obs {
	obs := make([]Obs, rapid.IntRange(2, 25).Draw(t, "n"))
	for i := range obs {
		if rapid.IntRange(0, 2).Draw(t, "kind") == 0 {
			obs[i] = Obs{rapid.SampledFrom([]float64{0.05, 0.1, 0.5, 2}).Draw(t, "limit"), true}
		} else {
			obs[i] = Obs{Value: float64(rapid.IntRange(1, 500).Draw(t, "value")) / 100}
		}
	}
	return obs
}

var quick = Bootstrap{Resamples: 200}

// The order of the data changes no bit of any figure and no note.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obs := draw(t)
		shuffled := rapid.Permutation(obs).Draw(t, "shuffled")
		a, errA := Describe(obs, quick)
		b, errB := Describe(shuffled, quick)
		if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(errA, errB) {
			t.Errorf("%+v %v\n%+v %v", a, errA, b, errB)
		}
	})
}

// A sample in another unit has the same estimates in that unit.
func TestUnitsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obs := draw(t)
		factor := rapid.SampledFrom([]float64{1e-6, 0.3, 1000, 7e9}).Draw(t, "factor")
		scaled := slices.Clone(obs)
		for i := range scaled {
			scaled[i].Value *= factor
		}
		a, _ := Describe(obs, quick)
		b, _ := Describe(scaled, quick)
		for i, row := range a {
			other := b[i]
			if (row.Err == nil) != (other.Err == nil) {
				t.Fatalf("%s: %v and %v", row.Method, row.Err, other.Err)
			}
			if row.Err != nil {
				continue
			}
			pairs := [][2]float64{{row.Estimate.Mean, other.Estimate.Mean}, {row.Estimate.SD, other.Estimate.SD},
				{row.Estimate.SE, other.Estimate.SE}}
			if (row.Estimate.Upper == nil) != (other.Estimate.Upper == nil) {
				t.Fatalf("%s: one has a limit, the other not", row.Method)
			}
			if row.Estimate.Upper != nil {
				pairs = append(pairs, [2]float64{row.Estimate.Upper.Value, other.Estimate.Upper.Value})
			}
			for _, p := range pairs {
				if math.Abs(p[0]*factor-p[1]) > 1e-6*math.Abs(p[1]) {
					t.Errorf("%s: %v times %g is not %v", row.Method, p[0], factor, p[1])
				}
			}
		}
	})
}

// Substitution and Kaplan–Meier bound one another: zero ≤ half ≤ limit, and
// Kaplan–Meier with Efron's correction lies between zero and limit. An upper
// limit of a mean is not below the mean.
func TestOrderOfEstimates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, err := Describe(draw(t), quick)
		if err != nil {
			t.Fatal(err)
		}
		mean := map[Method]float64{}
		for _, row := range rows {
			if row.Err == nil {
				mean[row.Method] = row.Estimate.Mean
			}
			if u := row.Estimate.Upper; u != nil && u.Value < row.Estimate.Mean && row.Method != ROS &&
				row.Method != RobustROS {
				t.Errorf("%s: limit %v below mean %v", row.Method, u.Value, row.Estimate.Mean)
			}
		}
		if !(mean[Zero] <= mean[Half] && mean[Half] <= mean[Limit]) {
			t.Errorf("zero %v, half %v, limit %v", mean[Zero], mean[Half], mean[Limit])
		}
		// A limit above all detected values is left out by Kaplan–Meier, so
		// only the upper comparison holds in every case where it is not.
		if km, ok := mean[KaplanMeier]; ok && km < mean[Zero]-1e-12 {
			t.Errorf("Kaplan–Meier %v below zero substitution %v", km, mean[Zero])
		}
	})
}

// Without non-detects Kaplan–Meier is the ordinary mean, its standard error
// s/√n and its limit Student's.
func TestNoNonDetects(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obs := draw(t)
		for i := range obs {
			obs[i].ND = false
		}
		km, err := EstimateKM(obs)
		plain, err2 := Substitute(obs, Limit)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		for _, p := range [][2]float64{{km.Mean, plain.Mean}, {km.SE, plain.SE}, {km.Upper.Value, plain.Upper.Value}} {
			if math.Abs(p[0]-p[1]) > 1e-9*math.Abs(plain.Mean) {
				t.Errorf("Kaplan–Meier %v, ordinary %v", p[0], p[1])
			}
		}
	})
}

// Where a method does not apply it says so, in both languages.
func TestDoesNotApply(t *testing.T) {
	nd := func(x float64) Obs { return Obs{x, true} }
	d := func(x float64) Obs { return Obs{x, false} }
	km := func(o []Obs) error { _, err := EstimateKM(o); return err }
	ros := func(o []Obs) error { _, err := EstimateROS(o, RobustROS, Blom, quick); return err }
	mle := func(o []Obs) error { _, err := EstimateMLE(o); return err }
	mvu := func(o []Obs) error { _, err := EstimateMVU(o); return err }
	sub := func(o []Obs) error { _, err := Substitute(o, Half); return err }
	for name, c := range map[string]struct {
		obs  []Obs
		fail []func([]Obs) error
	}{
		"nothing":               {nil, []func([]Obs) error{km, ros, mle, mvu, sub}},
		"one value":             {[]Obs{d(1)}, []func([]Obs) error{km, ros, mle, mvu, sub}},
		"all non-detects":       {[]Obs{nd(1), nd(2), nd(2)}, []func([]Obs) error{km, ros, mle, mvu}},
		"one detected":          {[]Obs{nd(1), d(2), nd(2)}, []func([]Obs) error{km, ros, mle, mvu}},
		"two detected":          {[]Obs{nd(1), d(2), d(3)}, []func([]Obs) error{ros, mle, mvu}},
		"a zero":                {[]Obs{d(0), d(2), d(3), d(4)}, []func([]Obs) error{ros, mle, mvu}},
		"a negative":            {[]Obs{d(-1), d(2), d(3), d(4)}, []func([]Obs) error{km, ros, mle, mvu, sub}},
		"a limit of zero":       {[]Obs{nd(0), d(2), d(3), d(4)}, []func([]Obs) error{km, ros, mle, mvu, sub}},
		"no number":             {[]Obs{d(math.NaN()), d(2), d(3), d(4)}, []func([]Obs) error{km, ros, mle, mvu, sub}},
		"infinite":              {[]Obs{d(math.Inf(1)), d(2), d(3), d(4)}, []func([]Obs) error{km, ros, mle, mvu, sub}},
		"no spread":             {[]Obs{d(2), d(2), d(2), nd(1)}, []func([]Obs) error{ros, mle, mvu}},
		"non-detects in mvue":   {[]Obs{d(2), d(3), d(4), nd(1)}, []func([]Obs) error{mvu}},
		"beyond the range":      {[]Obs{d(1e308), d(1.5e308), d(1.7e308), d(1)}, []func([]Obs) error{km, mle, sub}},
		"beyond the range, all": {[]Obs{d(1e-300), d(1), d(1e300), d(2)}, []func([]Obs) error{mle, mvu}},
	} {
		for i, f := range c.fail {
			err := f(c.obs)
			var both *calc.Explained
			if !errors.As(err, &both) || both.Text().ZH == "" || both.Text().ZH == both.Text().EN {
				t.Errorf("%s, method %d: error %v", name, i, err)
			}
		}
	}
	if _, err := EstimateROS(chromium(t), RobustROS, "hazen", quick); err == nil {
		t.Error("an unknown plotting position accepted")
	}
	if _, err := EstimateROS(chromium(t), KaplanMeier, Blom, quick); err == nil {
		t.Error("km accepted as a regression")
	}
	if _, err := EstimateROS(chromium(t), ROS, Blom, Bootstrap{Resamples: 10}); err == nil {
		t.Error("10 resamples accepted")
	}
}

// All faults of a sample are said at once, a flood of them counted.
func TestAllFaults(t *testing.T) {
	_, err := Describe([]Obs{{-1, false}, {2, false}, {0, true}, {math.NaN(), false}}, quick)
	if text := calc.ErrorText(err); strings.Count(text.EN, ";") != 2 || strings.Count(text.ZH, "；") != 2 ||
		!strings.Contains(text.ZH, "第 4 个") {
		t.Errorf("%+v", text)
	}
	_, err = Describe(slices.Repeat([]Obs{{-1, false}}, 1000), quick)
	if err == nil || !strings.Contains(err.Error(), "and 980 more") {
		t.Errorf("%v", err)
	}
}

// Three detected values, two of them equal, beside 40 non-detects: resampled
// counts are nearly Poisson with means 2 and 1. A line needs both values and
// three in all: (1 − e⁻²)(1 − e⁻¹) − 2e⁻²·e⁻¹ = 0.447, less than half of the resamples.
func TestTooFewForBootstrap(t *testing.T) {
	obs := append(slices.Repeat([]Obs{{0.5, true}}, 40), Obs{1, false}, Obs{1, false}, Obs{2, false})
	e := must(EstimateROS(obs, RobustROS, Blom, Bootstrap{}))
	if e.Upper != nil || len(e.Notes) != 3 || !strings.Contains(e.Notes[0].EN, "80 %") ||
		!strings.Contains(e.Notes[1].EN, "above their") || !strings.Contains(e.Notes[2].EN, "too few") {
		t.Errorf("limit %v, notes %+v", e.Upper, e.Notes)
	}
	// With 80 % and enough values neither note stands.
	if e := must(EstimateKM([]Obs{{1, true}, {1, true}, {1, true}, {1, true}, {2, false}, {3, false}})); len(e.Notes) !=
		1 {
		t.Errorf("notes %+v, want that of Efron's correction", e.Notes)
	}
}

// Any bits at all: an error or finite figures, and no panic.
func FuzzDescribe(f *testing.F) {
	f.Add(1.0, 2.0, 3.0, 4.0, 5.0, uint8(3))
	f.Add(0.05, 0.05, 1e300, 1e-300, 7.0, uint8(16))
	f.Fuzz(func(t *testing.T, a, b, c, d, e float64, nd uint8) {
		obs := []Obs{{a, nd&1 > 0}, {b, nd&2 > 0}, {c, nd&4 > 0}, {d, nd&8 > 0}, {e, nd&16 > 0}, {a, nd&32 > 0}}
		rows, err := Describe(obs, quick)
		if err != nil {
			return
		}
		for _, row := range rows {
			x := row.Estimate
			if bad := math.IsNaN(x.Mean) || math.IsInf(x.Mean, 0) || math.IsNaN(x.SD) || math.IsInf(x.SD, 0); row.Err ==
				nil && bad {
				t.Errorf("%+v", row)
			}
			if row.Err == nil && x.Upper != nil && (math.IsNaN(x.Upper.Value) || math.IsInf(x.Upper.Value, 0)) {
				t.Errorf("%+v", row)
			}
		}
	})
}

// The same seed gives the same bytes, another seed another limit.
func TestBootstrapSeed(t *testing.T) {
	limit := func(seed uint64) float64 {
		return must(EstimateROS(manganese(t), RobustROS, Blom, Bootstrap{Seed: seed})).Upper.Value
	}
	if a, b := limit(7), limit(7); a != b {
		t.Errorf("%v and %v of one seed", a, b)
	}
	if a, b := limit(7), limit(8); a == b {
		t.Errorf("%v of two seeds", a)
	}
}

// The percentile bootstrap of a mean of many values without non-detects must
// agree with mean + 1.645·s/√n (central limit theorem): here log-normal
// quantiles of 400 values, sd of the logarithms 0.5.
func TestBootstrapAgainstNormal(t *testing.T) {
	obs := make([]Obs, 400)
	for i := range obs {
		obs[i].Value = math.Exp(0.5 * normalQuantile((float64(i)+0.5)/400))
	}
	e := must(EstimateROS(obs, RobustROS, Blom, Bootstrap{Resamples: 20000}))
	want := e.Mean + 1.6449*e.SD/20*math.Sqrt(399.0/400) // resampling has n in the divisor
	if got := e.Upper.Value; math.Abs(got-want) > 0.05*(want-e.Mean) {
		t.Errorf("limit %v, want about %v", got, want)
	}
}

func BenchmarkBootstrapMonthly(b *testing.B) { // 25 values
	obs := manganese(b)
	for b.Loop() {
		must(EstimateROS(obs, RobustROS, Blom, Bootstrap{}))
	}
}

func BenchmarkBootstrapHourly(b *testing.B) { // a year of hours, a third not detected
	obs := make([]Obs, 8760)
	r := NewRand(1)
	for i := range obs {
		if obs[i].Value = math.Exp(r.Normal()); obs[i].Value < 0.65 {
			obs[i] = Obs{0.65, true}
		}
	}
	for b.Loop() {
		must(EstimateROS(obs, RobustROS, Blom, Bootstrap{}))
	}
}

func BenchmarkMLEHourly(b *testing.B) {
	obs := make([]Obs, 8760)
	r := NewRand(1)
	for i := range obs {
		if obs[i].Value = math.Exp(r.Normal()); obs[i].Value < 0.65 {
			obs[i] = Obs{0.65, true}
		}
	}
	for b.Loop() {
		must(EstimateMLE(obs))
	}
}
