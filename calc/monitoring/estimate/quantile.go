package estimate

// quantileSorted returns the p-quantile of sorted values by linear
// interpolation between the order statistics at h = (n−1)p: type 7 of Hyndman
// and Fan (1996), the PERCENTILE.INC of spreadsheets. The median of 1 to 10 is
// 5.5.
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
