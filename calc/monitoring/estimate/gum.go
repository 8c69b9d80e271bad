package estimate

import (
	"math"

	"tidai/calc"
)

// Contribution is what one input contributes to the combined variance.
type Contribution struct {
	Input       Input
	Standard    float64 // standard uncertainty of the input, in its unit
	Sensitivity float64 // ∂f/∂x at the values of the inputs
	Share       float64 // percent of the combined variance; 0 where that is zero
}

// Interval is a range that is said to hold the amount.
type Interval struct{ Lower, Upper float64 }

// Propagated is the uncertainty of an amount by the law of propagation.
type Propagated struct {
	Value         float64
	Standard      float64 // combined standard uncertainty u_c
	Freedom       float64 // effective degrees of freedom; infinite where no uncertainty is an estimate
	K             float64 // coverage factor: t of 95.45 %, 2 for infinitely many degrees of freedom
	Expanded      float64 // U = k·u_c
	Interval95    Interval
	Lower, Upper  float64 // one-sided 95 %: value ∓ t·u_c, 1.645 for infinitely many
	Contributions []Contribution
}

// Propagate is the law of propagation of uncertainty (GUM and GB/T 27418-2017
// 5.1.2, JJF 1059.1-2012 4.4): u_c² = Σ cᵢ²uᵢ², the inputs independent. The
// contributions are those of GUM 5.1.3 note 2, Zᵢ = ½(f(xᵢ + uᵢ) − f(xᵢ − uᵢ)),
// exact where f is linear in xᵢ, as sums and products are; Sensitivity is
// Zᵢ/uᵢ. The interval is value ± U with k of Student's t for the effective
// degrees of freedom of Welch and Satterthwaite (GUM G.4, JJF 1059.1-2012 4.5),
// about 95 % where the result is nearly normal; MonteCarlo does not assume that.
func (m Model) Propagate() (Propagated, error) {
	if err := m.check(); err != nil {
		return Propagated{}, err
	}
	f, x := m.evaluator(), m.values()
	p := Propagated{Value: f(x)}
	z := make([]float64, len(x))
	for i, in := range m.Inputs {
		u := in.StandardUncertainty()
		c := Contribution{Input: in, Standard: u}
		if u > 0 {
			x[i] = in.Value + u
			high := f(x)
			x[i] = in.Value - u
			z[i] = (high - f(x)) / 2
			x[i] = in.Value
			c.Sensitivity = z[i] / u
		}
		if !finite(z[i]) {
			return Propagated{}, calc.Explain("%s 在其不确定度范围内使结果不是有限的数（如除以零）",
				"within its uncertainty %s makes the result no finite number (a division by zero, say)", in.Name)
		}
		p.Standard = math.Hypot(p.Standard, z[i])
		p.Contributions = append(p.Contributions, c)
	}
	for i := range p.Contributions {
		if p.Standard > 0 {
			p.Contributions[i].Share = 100 * (z[i] / p.Standard) * (z[i] / p.Standard)
		}
	}
	p.Freedom = freedom(p.Standard*p.Standard, m.pools(z))
	p.K = coverage(p.Freedom)
	p.Expanded = p.K * p.Standard
	p.Interval95 = Interval{p.Value - p.Expanded, p.Value + p.Expanded}
	one := studentAt(confidence, p.Freedom) * p.Standard
	p.Lower, p.Upper = p.Value-one, p.Value+one
	return p, nil
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
