package estimate

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/quantity"
)

func named(s string) calc.Text { return calc.Text{ZH: s, EN: s} }

// a·b with a = 10 ± 0.1 and b = 5 ± 0.1 (k = 1): sensitivities 5 and 10,
// u_c² = (5·0.1)² + (10·0.1)² = 0.25 + 1 = 1.25, shares 20 % and 80 %.
func TestPropagateProduct(t *testing.T) {
	m := must(modelOf([]Input{{Name: named("a"), Value: 10, U: normalU(0.1)}, {Name: named("b"), Value: 5,
		U: expanded(0.2, 2)}},
		func(x []float64) float64 { return x[0] * x[1] }))
	p := must(m.Propagate())
	near(t, "value", p.Value, 50, 1e-15)
	near(t, "variance", p.Standard*p.Standard, 1.25, 1e-12)
	near(t, "expanded", p.Expanded, 2*math.Sqrt(1.25), 1e-12)
	near(t, "lower 95", p.Lower, 50-1.644853627*math.Sqrt(1.25), 1e-9)
	near(t, "a", p.Contributions[0].Share, 20, 1e-9)
	near(t, "b", p.Contributions[1].Share, 80, 1e-9)
	near(t, "sensitivity", p.Contributions[1].Sensitivity, 10, 1e-9)
	// The product of independent numbers has the variance 1.25 + 0.1²·0.1².
	s := must(m.MonteCarlo(Trials{N: 200_000}))
	near(t, "simulated", s.Standard*s.Standard, 1.2501, 0.02)
}

func additive(t *testing.T, inputs ...Input) Model {
	t.Helper()
	return must(modelOf(inputs, func(x []float64) float64 {
		sum := 0.0
		for _, v := range x {
			sum += v
		}
		return sum
	}))
}

// JCGM 101:2008 9.2: sums of four inputs of mean 0. Normal, u = 1 (9.2.2):
// ±3.92. Rectangular, u = 1 (9.2.3): ±3.88. Rectangular, one with u = 10
// (9.2.4): ±17.0, where the law of propagation gives ±19.9 at k = 1.96.
func TestAdditiveModel(t *testing.T) {
	normal := Input{U: normalU(1)}
	box := Input{U: halfWidth(Uniform, math.Sqrt(3))}
	wide := Input{U: halfWidth(Uniform, 10*math.Sqrt(3))}
	for _, c := range []struct {
		name              string
		inputs            []Input
		u, end, tolerance float64
	}{
		{"normal", []Input{normal, normal, normal, normal}, 2, 3.92, 0.024},
		{"rectangular", []Input{box, box, box, box}, 2, 3.88, 0.015},
		{"one wide", []Input{box, box, box, wide}, math.Sqrt(103), 17.0, 0.05},
	} {
		m := additive(t, c.inputs...)
		near(t, c.name+", propagated", must(m.Propagate()).Standard, c.u, 1e-12)
		// Ends averaged over 25 seeds of 40,000 draws are known to about 0.008
		// (normal) and 0.005 (rectangular).
		var lower, upper, width, mean, sd float64
		for seed := range uint64(25) {
			s := must(m.MonteCarlo(Trials{N: 40_000, Seed: seed + 1}))
			lower, upper = lower+s.Symmetric.Lower/25, upper+s.Symmetric.Upper/25
			width, mean, sd = width+(s.Shortest.Upper-s.Shortest.Lower)/25, mean+s.Mean/25, sd+s.Standard/25
			if s.Shortest.Upper-s.Shortest.Lower > s.Symmetric.Upper-s.Symmetric.Lower {
				t.Errorf("%s: the shortest interval is not the shortest", c.name)
			}
		}
		if math.Abs(lower+c.end) > c.tolerance || math.Abs(upper-c.end) > c.tolerance {
			t.Errorf("%s: %v to %v, want ±%v", c.name, lower, upper, c.end)
		}
		// Choosing the shortest of many favours those short by chance.
		near(t, c.name+", width of the shortest", width, 2*c.end, 0.01)
		near(t, c.name+", simulated", sd, c.u, 0.005)
		if math.Abs(mean) > 4*c.u/1000 {
			t.Errorf("%s: mean %v", c.name, mean)
		}
	}
}

// Each distribution has the mean, standard deviation and 5 % quantile it
// should: triangular on ±1, F⁻¹(0.05) = √0.1 − 1; uniform on ±1, −0.9;
// log-normal of mean 1 and cv 0.5, σ² = ln 1.25, exp(−σ²/2 − 1.644854·σ).
func TestDistributions(t *testing.T) {
	sigma := math.Sqrt(math.Log(1.25))
	for _, c := range []struct {
		in          Input
		sd, fivePct float64
	}{
		{Input{U: normalU(1)}, 1, -1.644854},
		{Input{U: halfWidth(Triangular, 1)}, 1 / math.Sqrt(6), math.Sqrt(0.1) - 1},
		{Input{U: halfWidth(Uniform, 1)}, 1 / math.Sqrt(3), -0.9},
		{Input{Value: 1, U: Uncertainty{Distribution: Lognormal, U: 0.5}}, 0.5,
			math.Exp(-sigma*sigma/2 - 1.644854*sigma)},
		{Input{Value: 200, U: fraction(0.1, 2)}, 10, 200 - 16.44854},
	} {
		s := must(additive(t, c.in).MonteCarlo(Trials{N: 400_000}))
		if math.Abs(s.Mean-c.in.Value) > 0.01*c.sd || math.Abs(s.Standard-c.sd) > 0.01*c.sd ||
			math.Abs(s.Lower-c.fivePct) > 0.015*c.sd {
			t.Errorf("%+v: mean %v, sd %v, 5 %% %v, want sd %v and %v", c.in, s.Mean, s.Standard, s.Lower, c.sd,
				c.fivePct)
		}
	}
}

// For linear models of normal inputs both methods agree.
func TestLinearModelsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "n")
		inputs, weights := make([]Input, n), make([]float64, n)
		for i := range inputs {
			inputs[i] = Input{Value: rapid.Float64Range(-100, 100).Draw(t, "value"),
				U: normalU(rapid.Float64Range(0.1, 10).Draw(t, "u"))}
			weights[i] = rapid.Float64Range(0.1, 5).Draw(t, "weight")
		}
		m, err := modelOf(inputs, func(x []float64) float64 {
			sum := 0.0
			for i, v := range x {
				sum += weights[i] * v
			}
			return sum
		})
		if err != nil {
			t.Fatal(err)
		}
		p, err1 := m.Propagate()
		s, err2 := m.MonteCarlo(Trials{})
		again, _ := m.MonteCarlo(Trials{})
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		// 20,000 draws: the standard deviation is known to 0.5 %, the mean to
		// u/141, a 5 % quantile to about 1.5 % of u; five times that.
		if math.Abs(s.Standard-p.Standard) > 0.025*p.Standard || math.Abs(s.Mean-p.Value) > 0.036*p.Standard ||
			math.Abs(s.Lower-p.Lower) > 0.08*p.Standard {
			t.Errorf("propagated %v ± %v, lower %v; simulated %v ± %v, lower %v", p.Value, p.Standard, p.Lower, s.Mean,
				s.Standard, s.Lower)
		}
		if !reflect.DeepEqual(s, again) {
			t.Error("the same seed gave another result")
		}
	})
}

// The least of two standard normal numbers has the mean −1/√π, which no law
// of propagation finds.
func TestLeastOfEquals(t *testing.T) {
	u := bySymbol(map[string]Stated{"A": {Own: normalU(1)}, "B": {Own: normalU(1)}})
	m := must(FromStep(calc.Least("L", "l", calc.Clause{}, given("A", "10 kg/a", 1), given("B", "10 kg/a", 2)), u))
	s := must(m.MonteCarlo(Trials{N: 200_000}))
	near(t, "mean", s.Mean, 10-1/math.Sqrt(math.Pi), 0.001)
}

// Without uncertainty both methods say the value and nothing beside it.
func TestNoUncertainty(t *testing.T) {
	m := additive(t, Input{Value: 3})
	if p, s := must(m.Propagate()), must(m.MonteCarlo(Trials{})); p.Standard != 0 || s.Standard != 0 || s.Lower != 3 {
		t.Errorf("%+v, %+v", p, s)
	}
}

// 10 % of the draws of N(1, 0.78) are negative: Φ(−1/0.78) = Φ(−1.282) = 0.1.
func TestNegativeDraws(t *testing.T) {
	s := must(additive(t, Input{Value: 1, U: normalU(0.7803)}).MonteCarlo(Trials{}))
	if share := float64(s.Negative) / float64(s.Trials.N); math.Abs(share-0.1) > 0.01 {
		t.Errorf("%v of the draws are negative", share)
	}
}

func TestFaultyInputs(t *testing.T) {
	for name, in := range map[string]Input{
		"no number":        {Value: math.NaN()},
		"negative":         {Value: 1, U: normalU(-1)},
		"no number in u":   {Value: 1, U: normalU(math.NaN())},
		"negative k":       {Value: 1, U: expanded(1, -2)},
		"relative of zero": {Value: 0, U: fraction(0.1, 1)},
		"unknown shape":    {Value: 1, U: Uncertainty{Distribution: "bell", U: 1}},
		"lognormal of 0":   {Value: 0, U: Uncertainty{Distribution: Lognormal, U: 1}},
	} {
		_, err := modelOf([]Input{in, {Name: named("other"), Value: math.Inf(1)}},
			func(x []float64) float64 { return 1 })
		var both *calc.Explained
		if !errors.As(err, &both) || both.Text().ZH == both.Text().EN || !strings.Contains(err.Error(), "other") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := modelOf(nil, func([]float64) float64 { return math.NaN() }); err == nil {
		t.Error("a model without a value accepted")
	}
	if _, err := FromStep(calc.Missing("E", "e", nil), nil); !errors.Is(err, calc.ErrAbsent) {
		t.Errorf("a missing step: %v", err)
	}
	m := must(modelOf([]Input{{Value: 1, U: halfWidth(Uniform, 1)}},
		func(x []float64) float64 { return math.Log(x[0] - 0.5) }))
	if _, err := m.MonteCarlo(Trials{}); err == nil {
		t.Error("a logarithm of negative draws accepted")
	}
	if _, err := m.Propagate(); err == nil {
		t.Error("a logarithm of a negative number accepted")
	}
	for _, n := range []int{-1, 10, 100_000_000} {
		if _, err := m.MonteCarlo(Trials{N: n}); err == nil {
			t.Errorf("%d trials accepted", n)
		}
	}
}

func BenchmarkMonteCarlo(b *testing.B) { // 20,000 draws of a product of two
	u := bySymbol(map[string]Stated{"C": relative(0.03), "Q": relative(0.04)})
	m := must(FromStep(calc.Product("E", "e", calc.Clause{}, given("C", "0.5 mg/L", 1), given("Q", "120000 m3/a", 2)).
		In(quantity.KgPerYear), u))
	for b.Loop() {
		must(m.MonteCarlo(Trials{}))
	}
}

func BenchmarkMonteCarloYear(b *testing.B) { // 20,000 draws of a sum of 365 products
	var days []calc.Step
	for i := range 365 {
		days = append(days, calc.Product("E", "e", calc.Clause{}, given("C", "0.5 mg/L", 2*i+1),
			given("Q", "400 m3/d", 2*i+2)))
	}
	u := bySymbol(map[string]Stated{"C": relative(0.03), "Q": relative(0.04)})
	m := must(FromStep(calc.Sum("E", "e", calc.Clause{}, days...), u))
	for b.Loop() {
		must(m.MonteCarlo(Trials{}))
	}
}
