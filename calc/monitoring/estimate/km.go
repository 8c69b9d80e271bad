package estimate

import (
	"math"

	"tidai/calc"
)

// EstimateKM is the Kaplan–Meier mean of a sample with non-detects at any
// number of limits. Non-detects are left-censored; flipped (Helsel 2012,
// chapter 6) they are the right-censored survival times of Kaplan and Meier
// (1958). Written without flipping: with d(x) detected values at x and r(x)
// values, detected or not, that are x or less, the distribution just below x
// is F(x−) = Π over detected y ≥ x of (r(y) − d(y))/r(y).
//
// What is left of the distribution below the least detected value is placed
// at the least detection limit, as if detected there (Efron's correction; the
// mean is biased upward). A non-detect with a limit above every detected
// value carries no information and only lengthens n.
//
// The standard error is that of Kaplan and Meier,
// √(k/(k−1)·Σ a²·d/(r(r−d))), k detected values and a(x) the integral of F up
// to x. The upper limit is mean + t₀.₉₅,ₙ₋₁·SE. Without non-detects all three
// are the ordinary mean, s/√n and the Student t limit; SD is with n in the
// divisor, the standard deviation of the estimated distribution.
func EstimateKM(obs []Obs) (Estimate, error) {
	s, err := prepare(obs)
	if err != nil {
		return Estimate{}, err
	}
	switch s.detects() {
	case 0:
		return Estimate{}, errAllND()
	case 1:
		return Estimate{}, calc.Explain("只有 1 个检出值，Kaplan–Meier 法不适用",
			"only 1 detected value: Kaplan–Meier does not apply")
	}
	steps, efron := s.steps()
	e := s.begin(KaplanMeier)
	e.Mean, e.SD, e.SE = moments(steps, s.detects())
	if efron {
		e.note("最小值未检出，按其检出限计入（Efron 修正，均值偏高）",
			"the smallest value is a non-detect and counts at its limit (Efron's correction; the mean is biased upward)")
	}
	if last := s.obs[s.n()-1]; last.ND {
		e.note("有未检出的检出限高于最大检出值，不提供信息",
			"a non-detect with a limit above the largest detected value carries no information")
	}
	e.Upper = &Bound{e.Mean + studentT(s.n()-1)*e.SE, calc.Text{ZH: "学生 t 单侧 95 % 上限，Kaplan–Meier 标准误",
		EN: "Student t, one-sided 95 %, with the Kaplan–Meier standard error"}}
	return finish(e)
}

// step is a jump of the estimated distribution at x: from below to upTo.
type step struct {
	x, below, upTo float64
	d, r           int // detected values at x, values x or less; d = 0 for Efron's
}

// steps returns the jumps from the least to the greatest, and whether the
// first is Efron's.
func (s *sample) steps() (steps []step, efron bool) {
	f := 1.0
	for end := s.n(); end > 0; {
		x, d := s.obs[end-1].Value, 0
		first := end
		for first > 0 && s.obs[first-1].Value == x {
			first--
			if !s.obs[first].ND {
				d++
			}
		}
		if d > 0 {
			below := f * float64(end-d) / float64(end)
			steps = append(steps, step{x, below, f, d, end})
			f = below
		}
		end = first
	}
	if f > 0 {
		steps = append(steps, step{x: s.obs[0].Value, upTo: f})
	}
	for i, j := 0, len(steps)-1; i < j; i, j = i+1, j-1 {
		steps[i], steps[j] = steps[j], steps[i]
	}
	return steps, f > 0
}

func moments(steps []step, detects int) (mean, sd, se float64) {
	var total, squares, greenwood neumaier
	for _, st := range steps {
		total.add(st.x * (st.upTo - st.below))
	}
	mean = total.sum()
	area, at := 0.0, steps[0].x
	for _, st := range steps {
		squares.add((st.x - mean) * (st.x - mean) * (st.upTo - st.below))
		area += st.below * (st.x - at)
		at = st.x
		if st.r > st.d {
			greenwood.add(area * area * float64(st.d) / (float64(st.r) * float64(st.r-st.d)))
		}
	}
	k := float64(detects)
	return mean, math.Sqrt(squares.sum()), math.Sqrt(k / (k - 1) * greenwood.sum())
}
