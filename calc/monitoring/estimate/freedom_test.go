package estimate

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// estimated is a standard uncertainty that rests on a scatter with so many
// degrees of freedom.
func estimated(u, freedom float64) Uncertainty {
	return Uncertainty{Distribution: Normal, U: u, Freedom: freedom}
}

// GUM table G.2: t for 95.45 % and 1, 2, 3, 10 degrees of freedom 13.97, 4.53,
// 3.31, 2.28, infinitely many 2.000; t for 95 % (two-sided) 12.71, 4.30, 2.23
// and for 99 % and 16, 2.92.
func TestCoverage(t *testing.T) {
	for freedom, want := range map[float64]string{1: "13.97", 2: "4.53", 3: "3.31", 10: "2.28",
		math.Inf(1): "2.00"} {
		printed(t, "k", coverage(freedom), want)
	}
	for freedom, want := range map[float64]string{1: "12.71", 2: "4.30", 10: "2.23", math.Inf(1): "1.96"} {
		printed(t, "t 95 %", studentAt(0.975, freedom), want)
	}
	printed(t, "t 99 %", studentAt(0.995, 16), "2.92")
}

// GUM H.1, end gauge of 50 mm: l = l_S + d − l_S(δα·θ + α_S·δθ), in nm. Table H.1:
// u(l_S) = 25 nm with 18 degrees of freedom, u(d) = 9.7 nm with 25.6, u(δα) =
// 0.58e-6/°C with 50, u(δθ) = 0.029 °C with 2; α_S and θ do not contribute.
// Published: u_c = 32 nm, ν_eff = 16.7, t₉₉(16) = 2.92, U₉₉ = 93 nm, l = 50.000 838 mm.
// The contribution of δθ, 0.05 m·11.5e-6·0.029 = 16.675 nm, is printed cut off, 16.6.
func TestGUMEndGauge(t *testing.T) {
	const nominal, alpha, theta = 50_000_623.0, 11.5e-6, -0.1
	m := must(modelOf([]Input{{Name: named("l_S"), Value: nominal, U: estimated(25, 18)},
		{Name: named("d"), Value: 215, U: estimated(9.7, 25.6)}, {Name: named("δα"), U: estimated(0.58e-6, 50)},
		{Name: named("δθ"), U: estimated(0.029, 2)}, {Name: named("α_S"), Value: alpha,
			U: halfWidth(Uniform, 2e-6)}, {Name: named("θ"), Value: theta, U: normalU(0.41)}},
		func(x []float64) float64 { return x[0] + x[1] - x[0]*(x[2]*x[5]+x[4]*x[3]) }))
	p := must(m.Propagate())
	printed(t, "l in mm", p.Value/1e6, "50.000838")
	printed(t, "u_c in nm", p.Standard, "32")
	printed(t, "effective degrees of freedom", p.Freedom, "16.7")
	printed(t, "U99 in nm", studentAt(0.995, math.Floor(p.Freedom))*p.Standard, "93")
	for i, want := range []string{"25.0", "9.7", "2.9", "16.7", "0.0", "0.0"} {
		printed(t, m.Inputs[i].Name.EN, math.Abs(p.Contributions[i].Sensitivity)*p.Contributions[i].Standard, want)
	}
}

// GUM H.2, second approach: resistance, reactance and impedance from five sets of
// voltage (V), current (mA) and phase (rad), table H.2. Means and standard
// errors published in table H.4: R 127.732 and 0.071, X 219.847 and 0.295, Z
// 254.260 and 0.236 Ω.
func TestGUMImpedance(t *testing.T) {
	sets := [][3]float64{{5.007, 19.663, 1.0456}, {4.994, 19.639, 1.0438}, {5.005, 19.640, 1.0468},
		{4.990, 19.685, 1.0428}, {4.999, 19.678, 1.0433}}
	for _, c := range []struct {
		name, mean, se string
		of             func(z, phase float64) float64
	}{
		{"R", "127.732", "0.071", func(z, phase float64) float64 { return z * math.Cos(phase) }},
		{"X", "219.847", "0.295", func(z, phase float64) float64 { return z * math.Sin(phase) }},
		{"Z", "254.260", "0.236", func(z, phase float64) float64 { return z }},
	} {
		var obs []Obs
		for _, s := range sets {
			obs = append(obs, Obs{Value: c.of(1000*s[0]/s[1], s[2])})
		}
		e := must(Substitute(obs, Zero))
		printed(t, c.name, e.Mean, c.mean)
		printed(t, "u of "+c.name, e.SE, c.se)
	}
}

// GUM H.3, calibration line of a thermometer, b(t) = y₁ + y₂(t − t₀) with t₀ the
// mean of the eleven temperatures, so that the two are independent (H.3.4):
// y₁ = −0.1625 with 0.0011 °C, y₂ = 0.00218 with 0.00067. Both rest on one standard
// deviation with 11 − 2 = 9 degrees of freedom. Published at 30 °C: −0.1494 and
// 0.0041 °C. The data are those of table H.6; the line is fitted here.
func TestGUMThermometer(t *testing.T) {
	at := []float64{21.521, 22.012, 22.512, 23.003, 23.507, 23.999, 24.513, 25.002, 25.503, 26.010, 26.511}
	b := []float64{-0.171, -0.169, -0.166, -0.159, -0.164, -0.165, -0.156, -0.157, -0.159, -0.161, -0.160}
	t0, y1, xx, xy, rest := 0.0, 0.0, 0.0, 0.0, 0.0
	for i := range at {
		t0, y1 = t0+at[i]/11, y1+b[i]/11
	}
	for i := range at {
		xx, xy = xx+(at[i]-t0)*(at[i]-t0), xy+(at[i]-t0)*b[i]
	}
	y2 := xy / xx
	for i := range at {
		r := b[i] - y1 - y2*(at[i]-t0)
		rest += r * r
	}
	s := math.Sqrt(rest / 9)
	printed(t, "s", s, "0.0035")
	printed(t, "y1", y1, "-0.1625")
	printed(t, "u(y1)", s/math.Sqrt(11), "0.0011")
	printed(t, "y2", y2, "0.00218")
	printed(t, "u(y2)", s/math.Sqrt(xx), "0.00067")
	line := func(u float64) Uncertainty { return Uncertainty{U: u, Freedom: 9, Pool: "residuals"} }
	p := must(must(modelOf([]Input{{Name: named("y1"), Value: y1, U: line(s / math.Sqrt(11))}, {Name: named("y2"),
		Value: y2, U: line(s / math.Sqrt(xx))}},
		func(x []float64) float64 { return x[0] + x[1]*(30-t0) })).Propagate())
	printed(t, "b(30 °C)", p.Value, "-0.1494")
	printed(t, "u_c", p.Standard, "0.0041")
	near(t, "degrees of freedom", p.Freedom, 9, 1e-12)
}

// NIST/SEMATECH e-Handbook 1.3.5.2, heat flow meter (ZARR13.DAT): n = 195, mean
// 9.261460, s = 0.022789, t(0.975, 194) = 1.9723; 95 % limits 9.258242 and
// 9.264679. The figures printed are rounded: the ends are known to one in the
// last digit.
func TestNISTMean(t *testing.T) {
	k := studentAt(0.975, 194)
	printed(t, "t", k, "1.9723")
	p := must(additive(t, Input{Value: 9.261460, U: estimated(0.022789/math.Sqrt(195), 194)}).Propagate())
	near(t, "lower", p.Value-k*p.Standard, 9.258242, 2e-7)
	near(t, "upper", p.Value+k*p.Standard, 9.264679, 2e-7)
}

// NIST StRD, univariate: Michelson's speed of light, n = 100, certified mean
// 299.852400000000 and standard deviation 0.0790105478190518: with n − 1 degrees of
// freedom the standard error is 0.00790105478190518 and t(0.975, 99) = 1.984217
// (table), so the mean lies within 299.8367 and 299.8681.
func TestStudentOfManySamples(t *testing.T) {
	p := must(additive(t, Input{Value: 299.8524, U: estimated(0.0790105478190518/10, 99)}).Propagate())
	printed(t, "lower", p.Value-studentAt(0.975, p.Freedom)*p.Standard, "299.8367")
	printed(t, "upper", p.Value+studentAt(0.975, p.Freedom)*p.Standard, "299.8681")
}

// Four samples of one scatter, s with 3 degrees of freedom, are one estimate
// and not four: of their sum ν = 3, not 12. Beside an equal contribution that
// is known, u⁴/(u_s⁴/3) = (2u_s²)²·3/u_s⁴ = 12.
func TestPooledScatter(t *testing.T) {
	sample := Input{Value: 2, U: Uncertainty{U: 0.5, Freedom: 3, Pool: "s"}}
	p := must(additive(t, sample, sample, sample, sample).Propagate())
	near(t, "u", p.Standard, 1, 1e-12)
	near(t, "degrees of freedom", p.Freedom, 3, 1e-12)
	near(t, "k", p.K, 3.3068, 1e-4)
	p = must(additive(t, sample, sample, sample, sample, Input{U: normalU(1)}).Propagate())
	near(t, "with what is known", p.Freedom, 12, 1e-12)
}

// The draws of such a sum follow Student's t: 8 ± t(0.975, 3)·1 = 8 ± 3.182, one-sided
// 8 − 2.353; with one degree of freedom 8 ± 12.706, and no standard deviation.
func TestStudentByChance(t *testing.T) {
	sample := func(v float64) Input { return Input{Value: 2, U: Uncertainty{U: 0.5, Freedom: v, Pool: "s"}} }
	s := must(additive(t, sample(3), sample(3), sample(3), sample(3)).MonteCarlo(Trials{N: 400_000}))
	near(t, "lower", s.Symmetric.Lower, 8-3.182, 0.01)
	near(t, "upper", s.Symmetric.Upper, 8+3.182, 0.01)
	near(t, "at least", s.Lower, 8-2.353, 0.01)
	s = must(additive(t, sample(1), sample(1), sample(1), sample(1)).MonteCarlo(Trials{N: 400_000}))
	near(t, "upper of two samples", s.Symmetric.Upper, 8+12.706, 0.03)
	if !math.IsNaN(s.Standard) || s.Mean != 8 {
		t.Errorf("a distribution without moments has mean %v and standard deviation %v", s.Mean, s.Standard)
	}
}

// The gamma distribution of shape a has the mean a and the variance a.
func TestGamma(t *testing.T) {
	r := NewRand(3)
	for _, shape := range []float64{0.5, 1, 5.5, 40} {
		draws := make([]float64, 200_000)
		for i := range draws {
			draws[i] = r.gamma(shape)
		}
		mean, sd := meanSD(draws)
		near(t, "mean", mean, shape, 0.01)
		near(t, "sd", sd, math.Sqrt(shape), 0.015)
	}
}

// Degrees of freedom lie between the fewest of the inputs and their sum, and
// fewer of them never make an interval narrower.
func TestFreedomIsBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var inputs []Input
		fewest, sum := math.Inf(1), 0.0
		for range rapid.IntRange(1, 5).Draw(t, "n") {
			v := float64(rapid.IntRange(1, 50).Draw(t, "freedom"))
			inputs = append(inputs, Input{Value: 1, U: estimated(rapid.Float64Range(0.01, 10).Draw(t, "u"), v)})
			fewest, sum = min(fewest, v), sum+v
		}
		add := func(x []float64) (s float64) {
			for _, v := range x {
				s += v
			}
			return s
		}
		m, err := modelOf(inputs, add)
		if err != nil {
			t.Fatal(err)
		}
		p, err := m.Propagate()
		if err != nil {
			t.Fatal(err)
		}
		if p.Freedom < fewest*(1-1e-12) || p.Freedom > sum*(1+1e-12) {
			t.Errorf("%v degrees of freedom of %v to %v", p.Freedom, fewest, sum)
		}
		inputs[0].U.Freedom = max(inputs[0].U.Freedom-1, 0.5)
		if q, err := m.Propagate(); err != nil || q.Expanded < p.Expanded {
			t.Errorf("fewer degrees of freedom: %v, before %v, %v", q.Expanded, p.Expanded, err)
		}
	})
}
