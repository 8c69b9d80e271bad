package estimate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// profile returns the limits of the mean at the one-sided confidence given:
// the two means, on either side of the maximum at (mu, sigma), whose profile
// log-likelihood is χ²/2 below it, χ² the quantile 2·oneSided − 1 with one
// degree of freedom. ok is false where the likelihood does not fall that far.
func (l *likelihood) profile(mu, sigma, oneSided float64) (lower, upper float64, ok bool) {
	drop := distuv.ChiSquared{K: 1}.Quantile(2*oneSided-1) / 2
	top, _, _, _, _, _ := l.at(mu/sigma, 1/sigma)
	centre := l.logMean(mu, sigma)
	// below is how far the profile lies under the wanted level.
	below := func(logMean float64) float64 { return top - l.best(logMean, sigma) - drop }
	lo, okLower := edge(below, centre, -1)
	hi, okUpper := edge(below, centre, +1)
	return math.Exp(lo), math.Exp(hi), okLower && okUpper
}

// logMean is the logarithm of the arithmetic mean, in the sample's unit.
func (l *likelihood) logMean(mu, sigma float64) float64 {
	return l.shift + l.scale*mu + l.scale*l.scale*sigma*sigma/2
}

// best is the largest log-likelihood among the distributions with the given
// mean, by golden section over ln σ about that of the maximum.
func (l *likelihood) best(logMean, sigma float64) float64 {
	value := func(logSigma float64) float64 {
		s := math.Exp(logSigma)
		mu := (logMean - l.shift - l.scale*l.scale*s*s/2) / l.scale
		v, _, _, _, _, _ := l.at(mu/s, 1/s)
		return v
	}
	const golden = 0.6180339887498949
	a, b := math.Log(sigma)-4, math.Log(sigma)+4
	c, d := b-golden*(b-a), a+golden*(b-a)
	vc, vd := value(c), value(d)
	for range 70 {
		if vc >= vd {
			b, d, vd = d, c, vc
			c = b - golden*(b-a)
			vc = value(c)
		} else {
			a, c, vc = c, d, vd
			d = a + golden*(b-a)
			vd = value(d)
		}
	}
	return max(vc, vd)
}

// edge finds where f, negative at x, becomes positive in the direction given,
// within 60 of x: a factor of 10^26 of the mean.
func edge(f func(float64) float64, x, direction float64) (float64, bool) {
	inside, step := x, 0.125
	outside := x + direction*step
	for f(outside) < 0 {
		inside, step = outside, step*2
		if outside = x + direction*step; step > 60 {
			return 0, false
		}
	}
	for range 60 {
		middle := (inside + outside) / 2
		if f(middle) < 0 {
			inside = middle
		} else {
			outside = middle
		}
	}
	return outside, true
}
