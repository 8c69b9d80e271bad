package monitoring

import (
	"testing"

	"tidai/calc"
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

// Four samples 1, 2, 3, 2 mg/L at 10 m3/d for 100 d each: E = 8 kg. The mean is 2
// and s = √(2/3) = 0.8165, relative 0.4082. Own errors: the relative spread times
// each term, 1, 2, 3, 2 kg: 0.4082·√18 = 1.7321 kg. Shared: 0.1118·8 = 0.8944 kg.
// u = √(3 + 0.8) = 1.9494; 8 ± 3.899; one-sided 8 − 1.6449·1.9494 = 4.794.
func TestIntervalOfSamples(t *testing.T) {
	var points []point
	for n, c := range []int64{1, 2, 3, 2} {
		at := Place{File: "a.csv", Row: n + 2}
		points = append(points, point{
			conc: func(NonDetect) calc.Step {
				return value("c", "measured-concentration", quantity.Int(c, quantity.MilligramPerL), at, "")
			},
			flow: value("q", "measured-flow", quantity.Must("10 m3/d"), at, ""), time: value("T", "segment-time",
				quantity.Must("100 d"), at, "")})
	}
	e := familyA(points, calc.Clause{}, Zero)
	wantKg(t, "family A", e, "8")
	i, err := IntervalOf(e)
	if err != nil {
		t.Fatal(err)
	}
	if i.Observations != 4 || !i.Low.Value().Equal(quantity.Must("4.101 kg")) ||
		!i.High.Value().Equal(quantity.Must("11.90 kg")) || !i.Least.Value().Equal(quantity.Must("4.794 kg")) {
		t.Errorf("%d samples, %v … %v, at least %v", i.Observations, i.Low.Value(), i.High.Value(), i.Least.Value())
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
