package estimate

import "tidai/calc"

// Position is how the values of a sample are placed on the probability axis.
// All are those of Hirsch and Stedinger (1987) for any number of limits; they
// differ in the place within a group, (i − a)/(m + 1 − 2a).
type Position string

// The plotting positions.
const (
	Blom    Position = "blom"    // a = 3/8, as EnvStats by default
	Weibull Position = "weibull" // a = 0, as Helsel and Cohn (1988), USEPA (2009) and the package NADA
)

// Positions lists the plotting positions.
var Positions = calc.Words[Position]{
	{Key: Blom, Name: calc.Text{ZH: "Hirsch–Stedinger 绘点位置，Blom 常数 3/8",
		EN: "Hirsch–Stedinger plotting positions, Blom's constant 3/8"}},
	{Key: Weibull, Name: calc.Text{ZH: "Hirsch–Stedinger 绘点位置，Weibull 常数 0（Helsel–Cohn，NADA）",
		EN: "Hirsch–Stedinger plotting positions, Weibull's constant 0 (Helsel–Cohn, NADA)"}},
}

// Name returns the position in words.
func (p Position) Name() calc.Text { return Positions.Name(p) }

// constant is a.
func (p Position) constant() float64 {
	if p == Blom {
		return 0.375
	}
	return 0
}

// positions returns the normal quantiles of the plotting positions of Hirsch
// and Stedinger (1987) of a sorted sample, into z.
//
// The limits L₁ < … < Lₖ cut the axis. With A_j detected values from L_j up
// to L_{j+1} and B_j values known to be below L_j, the probability of being
// at or above L_j is e_j = e_{j+1} + A_j/(A_j + B_j)·(1 − e_{j+1}), e_{k+1} = 0.
// The i-th of the A_j detected values lies at (1 − e_j) + (e_j − e_{j+1})·q(i, A_j),
// the i-th of the C_j non-detects of limit L_j at (1 − e_j)·q(i, C_j), with
// q(i, m) = (i − a)/(m + 1 − 2a).
func positions(sorted []Obs, p Position, z []float64) []float64 {
	z = probabilities(sorted, p, z)
	for i, x := range z {
		z[i] = normalQuantile(x)
	}
	return z
}

// probabilities returns the plotting positions, into x.
func probabilities(sorted []Obs, p Position, x []float64) []float64 {
	x = append(x[:0], make([]float64, len(sorted))...)
	a := p.constant()
	q := func(i, m int) float64 { return (float64(i) - a) / (float64(m) + 1 - 2*a) }
	above := 0.0 // e of the next limit
	for end := len(sorted); end > 0; {
		// The detected values sorted[detected:end] lie at or above the limit
		// of the non-detects sorted[first:detected].
		detected := end
		for detected > 0 && !sorted[detected-1].ND {
			detected--
		}
		first := detected
		for first > 0 && sorted[first-1].ND && sorted[first-1].Value == sorted[detected-1].Value {
			first--
		}
		e := 1.0 // no limit below: everything lies above
		if detected > 0 {
			e = above + float64(end-detected)/float64(end)*(1-above)
		}
		for i := detected; i < end; i++ {
			x[i] = (1 - e) + (e-above)*q(i-detected+1, end-detected)
		}
		for i := first; i < detected; i++ {
			x[i] = (1 - e) * q(i-first+1, detected-first)
		}
		above, end = e, first
	}
	return x
}
