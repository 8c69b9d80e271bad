package estimate

import "math"

// The tests state uncertainties as certificates and guides do.

// normalU is a standard uncertainty (k = 1) of a normal distribution.
func normalU(u float64) Uncertainty { return Uncertainty{Distribution: Normal, U: u, K: 1} }

// expanded is an expanded uncertainty with its coverage factor, as a
// certificate states it.
func expanded(u, k float64) Uncertainty { return Uncertainty{Distribution: Normal, U: u, K: k} }

// fraction is a normal uncertainty as a fraction of the value.
func fraction(u, k float64) Uncertainty {
	return Uncertainty{Distribution: Normal, U: u, Relative: true, K: k}
}

// halfWidth is the half-width of a Uniform or a Triangular distribution: all
// that is known is that the value lies within ±a. The standard uncertainty is
// a/√3 or a/√6 (JJF 1059.1-2012 table 3).
func halfWidth(d Distribution, a float64) Uncertainty {
	return Uncertainty{Distribution: d, U: a,
		K: map[Distribution]float64{Uniform: math.Sqrt(3), Triangular: math.Sqrt(6)}[d]}
}

// modelOf makes a model from inputs and a function of their values, in the
// same order, and says what is wrong with it.
func modelOf(inputs []Input, f func(x []float64) float64) (Model, error) {
	m := Model{Inputs: inputs, evaluator: func() func([]float64) float64 { return f }}
	return m, m.check()
}

// imputed returns the values of robust ROS: the detected values and, for the
// non-detects, what the line says.
func imputed(obs []Obs, p Position) ([]float64, error) {
	s, err := prepareROS(obs, RobustROS, p)
	if err != nil {
		return nil, err
	}
	fit := newFitter(s, p)
	fit.estimate(fit.whole(), RobustROS)
	return fit.values, nil
}
