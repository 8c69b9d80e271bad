package estimate

import (
	"math"
	"slices"

	"tidai/calc"
)

// Trials says how a distribution is propagated by chance. The zero value is
// the default: 20,000 trials with DefaultSeed.
type Trials struct {
	N    int    // 0 means 20,000; at least 1,000, at most 10,000,000
	Seed uint64 // 0 means DefaultSeed
}

const (
	defaultTrials = 20_000
	minTrials     = 1_000
	maxTrials     = 10_000_000
)

// Simulated is the uncertainty of an amount by Monte Carlo.
type Simulated struct {
	Trials Trials // as done
	Value  float64
	Mean   float64
	// Standard deviation of the draws. One or two degrees of freedom have none: then it is no number, and Mean is
	// the value.
	Standard  float64
	Symmetric Interval // 95 %, 2.5 % of the draws on either side
	Shortest  Interval // 95 %, the shortest
	// One-sided: the amount is at least Lower, or at most Upper, with 95 %
	// probability. Lower is the safe side for an amount that is claimed as a
	// reduction, Upper for one that must be covered.
	Lower, Upper float64
	// draws below zero of an amount above it: the stated distributions are too wide to be taken at their word
	Negative int
}

// MonteCarlo propagates the distributions of the inputs by random draws
// (JCGM 101:2008, JJF 1059.2-2012), each input from its own distribution; what
// rests on an estimated scatter from Student's t.
// The draws are taken trial by trial, in the order of Inputs, so that a seed
// gives the same result always. A draw whose result is no finite number, such
// as one that divides by zero, is an error.
func (m Model) MonteCarlo(t Trials) (Simulated, error) {
	if err := m.check(); err != nil {
		return Simulated{}, err
	}
	if t.N == 0 {
		t.N = defaultTrials
	}
	if t.Seed == 0 {
		t.Seed = DefaultSeed
	}
	if t.N < minTrials || t.N > maxTrials {
		return Simulated{}, calc.Explain("模拟次数 %d 不在 %d 到 %d 之间",
			"the number of trials %d is not between %d and %d", t.N, minTrials, maxTrials)
	}
	s := Simulated{Trials: t, Value: m.Value()}
	draws, bad := m.draws(t)
	if bad > 0 {
		return Simulated{}, calc.Explain("模拟 %d 次中有 %d 次结果不是有限的数（如除以零）",
			"of %d trials, %d give no finite number (a division by zero, say)", t.N, bad)
	}
	if s.Mean, s.Standard = meanSD(draws); m.scaling().fewest() <= 2 {
		s.Mean, s.Standard = s.Value, math.NaN()
	}
	slices.Sort(draws)
	s.Symmetric, s.Shortest = intervals(draws)
	s.Lower, s.Upper = quantileSorted(draws, 1-confidence), quantileSorted(draws, confidence)
	if s.Value > 0 {
		s.Negative, _ = slices.BinarySearch(draws, 0)
	}
	if !finite(s.Mean) || math.IsInf(s.Standard, 0) {
		return Simulated{}, calc.Explain("模拟结果超出可表示的数值范围",
			"the result of the simulation leaves the range of numbers")
	}
	return s, nil
}

func (m Model) draws(t Trials) (draws []float64, bad int) {
	f, x, chance := m.evaluator(), m.values(), NewRand(t.Seed)
	draws = make([]float64, t.N)
	s := m.scaling()
	for k := range draws {
		s.draw(chance)
		for i, in := range m.Inputs {
			x[i] = in.draw(chance, s.scale(i))
		}
		if draws[k] = f(x); !finite(draws[k]) {
			bad++
		}
	}
	return draws, bad
}

// intervals are the 95 % coverage intervals of JCGM 101:2008 7.7: q of the M
// sorted draws lie in each, q the whole number nearest 0.95·M.
func intervals(sorted []float64) (symmetric, shortest Interval) {
	m := len(sorted)
	q := min(int(math.Round(confidence*float64(m))), m-1)
	r := (m-q+1)/2 - 1
	best := 0
	for i := range m - q {
		if sorted[i+q]-sorted[i] < sorted[best+q]-sorted[best] {
			best = i
		}
	}
	return Interval{sorted[r], sorted[r+q]}, Interval{sorted[best], sorted[best+q]}
}
