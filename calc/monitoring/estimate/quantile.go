package estimate

import (
	"math"
	"slices"

	"tidai/calc"
)

// Quantile returns the p-quantile of values by linear interpolation between
// the order statistics at h = (n−1)p: type 7 of Hyndman and Fan (1996), the
// PERCENTILE.INC of spreadsheets. The median of 1 to 10 is 5.5. values may be
// in any order and are not changed. No values, a value that is no number and
// a p outside 0 to 1 are errors.
func Quantile(values []float64, p float64) (float64, error) {
	if len(values) == 0 {
		return 0, calc.Explain("没有数据，无法求分位数", "there are no values to take a quantile of")
	}
	if !(p >= 0 && p <= 1) {
		return 0, calc.Explain("分位 %v 不在 0 到 1 之间", "the quantile %v is not between 0 and 1", p)
	}
	if slices.ContainsFunc(values, func(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }) {
		return 0, calc.Explain("数据中有不是有限数的值，无法求分位数",
			"a value is not a finite number, so there is no quantile")
	}
	return quantileSorted(slices.Sorted(slices.Values(values)), p), nil
}

func quantileSorted(sorted []float64, p float64) float64 {
	h := float64(len(sorted)-1) * p
	k := min(int(h), len(sorted)-1)
	if k == len(sorted)-1 {
		return sorted[k]
	}
	part := h - float64(k)
	// In this form no difference overflows, and equal neighbours stay equal
	// to what they are.
	if sorted[k] == sorted[k+1] {
		return sorted[k]
	}
	return (1-part)*sorted[k] + part*sorted[k+1]
}
