package estimate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// twoSided is the probability within ±2 of the standard normal distribution,
// so that the coverage factor of an uncertainty that is known well is the
// customary 2 (GUM table G.2, column 95.45 %).
const twoSided = 0.954499736103642

// studentAt is the p-quantile of Student's t with that many degrees of
// freedom, which need not be whole; infinitely many give the normal quantile.
func studentAt(p, freedom float64) float64 {
	if math.IsInf(freedom, 1) {
		return normalQuantile(p)
	}
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: freedom}.Quantile(p)
}

// coverage is the factor k of an interval of 95.45 %: 2 for infinitely many
// degrees of freedom, 4.53 for two, 13.97 for one.
func coverage(freedom float64) float64 { return studentAt((1+twoSided)/2, freedom) }

// pool is the variance that inputs whose uncertainty is one and the same
// estimate contribute together.
type pool struct{ variance, freedom float64 }

// pools adds up the contributions z of the inputs by what their uncertainty
// rests on. An input whose uncertainty is not an estimate is in none.
func (m Model) pools(z []float64) []pool {
	var out []pool
	at := map[string]int{}
	for i, in := range m.Inputs {
		if in.U.Freedom == 0 {
			continue
		}
		k, known := at[in.U.Pool]
		if !known || in.U.Pool == "" {
			k = len(out)
			at[in.U.Pool] = k
			out = append(out, pool{freedom: in.U.Freedom})
		}
		out[k].variance += z[i] * z[i]
	}
	return out
}

// freedom is the number of effective degrees of freedom of a combined
// variance, by Welch and Satterthwaite (GUM G.4.1): u⁴/Σ(uᵢ⁴/νᵢ). Inputs of one
// pool have one estimate and enter as one.
func freedom(variance float64, pools []pool) float64 {
	sum := 0.0
	for _, p := range pools {
		share := p.variance / variance
		sum += share * share / p.freedom
	}
	if !(sum > 0) {
		return math.Inf(1)
	}
	return 1 / sum
}

// scaling holds the factors by which the uncertainties of a model may be off:
// √(ν/χ²), drawn once for what is one estimate, so that a mean ± s/√n drawn
// with it has Student's t distribution (JCGM 101:2008 6.4.9).
type scaling struct {
	of      []int // of each input; -1: none
	freedom []float64
	now     []float64
}

func (m Model) scaling() scaling {
	s := scaling{}
	at := map[string]int{}
	for _, in := range m.Inputs {
		k, known := at[in.U.Pool]
		switch {
		case in.U.Freedom == 0:
			k = -1
		case !known || in.U.Pool == "":
			k = len(s.freedom)
			at[in.U.Pool] = k
			s.freedom = append(s.freedom, in.U.Freedom)
		}
		s.of = append(s.of, k)
	}
	s.now = make([]float64, len(s.freedom))
	return s
}

func (s scaling) draw(r *Rand) {
	for i, v := range s.freedom {
		s.now[i] = math.Sqrt(v / (2 * r.gamma(v/2)))
	}
}

// scale is the factor of an input in this draw.
func (s scaling) scale(input int) float64 {
	if k := s.of[input]; k >= 0 {
		return s.now[k]
	}
	return 1
}

// fewest is the smallest number of degrees of freedom of an input; infinite
// where none is an estimate.
func (s scaling) fewest() float64 {
	least := math.Inf(1)
	for _, v := range s.freedom {
		least = min(least, v)
	}
	return least
}
