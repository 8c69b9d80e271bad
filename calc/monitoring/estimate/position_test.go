package estimate

import (
	"fmt"
	"math"
	"testing"
)

// Helsel and Cohn (1988), appendix B, 18 values with the limits 1 and 10, and
// their plotting positions to three decimals as the help page of ppointsCensored
// of EnvStats prints them (hirsch-stedinger, constant 0). By hand: e₂ = 6/18 = 1/3,
// e₁ = 1/3 + 3/9·2/3 = 5/9; 3, 7, 9 at 4/9 + 2/9·i/4, <10 at 2/3·i/4.
func TestPublishedPositions(t *testing.T) {
	obs := []Obs{{3, false}, {7, false}, {9, false}, {12, false}, {15, false}, {20, false}, {27, false}, {33, false},
		{50, false}, {10, true}, {10, true}, {10, true}, {1, true}, {1, true}, {1, true}, {1, true}, {1, true},
		{1, true}}
	want := []string{"0.063", "0.127", "0.190", "0.254", "0.317", "0.381", "0.500", "0.556", "0.611", "0.167", "0.333",
		"0.500", "0.714", "0.762", "0.810", "0.857", "0.905", "0.952"}
	s := must(prepare(obs))
	for i, x := range probabilities(s.obs, Weibull, nil) {
		printed(t, fmt.Sprint("position of value ", i+1), x, want[i])
	}
	// Blom's: (1 − 3/8)/(6 + 1/4) = 0.1 of the lowest 4/9, and 1 − 1/3·0.1 of the highest.
	blom := probabilities(s.obs, Blom, nil)
	near(t, "lowest", blom[0], 4.0/90, 1e-12)
	near(t, "highest", blom[17], 1-1.0/30, 1e-12)
}

// NADA, data set DFe (Helsel 2005): dissolved iron in summer, 9 values, 6 not
// detected below 3 or 10. The example output of censtats (rdrr.io, NADA of 2020):
// ROS mean 4.667484, sd 6.138230; K-M mean 5.777778; MLE mean 5.211599, sd
// 6.931668, from an optimizer that stops in the sixth digit. NADA's K-M sd is its
// standard error times √n, which ours is not. By hand: e₁₀ = 1/9, e₃ = 1/9 + 2/4·8/9
// = 5/9; 3 and 7 at 4/9 + 4/9·i/3, 20 at 8/9 + 1/9·1/2.
func TestPublishedIron(t *testing.T) {
	obs := []Obs{{20, false}, {10, true}, {10, true}, {10, true}, {10, true}, {7, false}, {3, false}, {3, true},
		{3, true}}
	e := must(EstimateROS(obs, RobustROS, Weibull, quick))
	printed(t, "ROS mean", e.Mean, "4.667484")
	printed(t, "ROS sd", e.SD, "6.138230")
	printed(t, "K-M mean", must(EstimateKM(obs)).Mean, "5.777778")
	mle := must(EstimateMLE(obs))
	near(t, "MLE mean", mle.Mean, 5.211599, 1e-5)
	near(t, "MLE sd", mle.SD, 6.931668, 1e-5)
	x := probabilities(must(prepare(obs)).obs, Weibull, nil)
	near(t, "3", x[2], 16.0/27, 1e-12)
	near(t, "7", x[3], 20.0/27, 1e-12)
	near(t, "20", x[8], 17.0/18, 1e-12)
}

// Gilbert (1987), example 13.1, ten values; ProUCL 4.00.02 gives for the
// minimum-variance unbiased mean 5.6544289 (help page of umvueLN of the package
// Smisc); Gilbert, with rounded steps, 5.66.
func TestProUCLMean(t *testing.T) {
	var obs []Obs
	for _, x := range []float64{3.161, 4.151, 3.756, 2.202, 1.535, 20.76, 8.42, 7.81, 2.72, 4.43} {
		obs = append(obs, Obs{Value: x})
	}
	printed(t, "MVU mean", must(EstimateMVU(obs)).Mean, "5.6544289")
}

// Robust ROS stands with each of its positions, named; without non-detects the
// position does not matter, and it stands once.
func TestPositionsSideBySide(t *testing.T) {
	rows := must(Describe(manganese(t), quick))
	means := map[Position]float64{}
	for _, r := range rows {
		if r.Method == RobustROS && r.Err == nil && r.Estimate.Position == r.Position && r.Position.Name().ZH != "" {
			means[r.Position] = r.Estimate.Mean
		}
	}
	// EnvStats prints 19.886180 and 19.827673 (TestPublishedROS).
	if len(means) != 2 || math.Abs(means[Blom]-19.88618) > 1e-6 || math.Abs(means[Weibull]-19.827673) > 1e-6 {
		t.Errorf("%v", means)
	}
	robust := 0
	for _, r := range must(Describe(chromium(t), quick)) {
		if r.Method == RobustROS {
			robust++
		}
	}
	if robust != 1 {
		t.Errorf("%d rows of robust ROS without non-detects", robust)
	}
}
