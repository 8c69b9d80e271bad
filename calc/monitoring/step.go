package monitoring

import "slices"

// A step of three powers of ten is what a changed unit makes: the means on
// either side differ by a factor between LeastStep and MostStep.
const LeastStep, MostStep = 300, 3000

// Steps finds where run values before and behind are all apart, and their
// means by about 10^3: the places of the first values behind. The numbers are
// in the order of time and in one unit; they describe, and decide no amount.
func Steps(values []float64, run int) []int {
	var found []int
	if len(values) < 2*run || slices.Max(values) < LeastStep*slices.Min(values) {
		return nil
	}
	for i := run; i+run <= len(values); i++ {
		if stepAt(values[i-run:i], values[i:i+run]) {
			found = append(found, i)
			i += run - 1
		}
	}
	return found
}

// stepAt reports a step between two runs.
func stepAt(before, behind []float64) bool {
	if slices.Max(before) > slices.Min(behind) {
		before, behind = behind, before
	}
	low, high := Mean(before), Mean(behind)
	return slices.Max(before) < slices.Min(behind) && low > 0 && high >= LeastStep*low && high <= MostStep*low
}

// Mean is the mean of numbers that describe.
func Mean(list []float64) float64 {
	sum := 0.0
	for _, x := range list {
		sum += x
	}
	return sum / float64(len(list))
}
