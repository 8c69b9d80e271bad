package estimate

import (
	"math"
	"slices"

	"tidai/calc"
)

// Bootstrap says how upper limits are made by resampling. The zero value is
// the default: 2,000 resamples with DefaultSeed. The work grows with resamples
// times observations: about 40 ns for each.
type Bootstrap struct {
	Resamples int    // 0 means 2,000; at least 200, at most 100,000
	Seed      uint64 // 0 means DefaultSeed
}

const (
	defaultResamples = 2000
	minResamples     = 200
	maxResamples     = 100_000
)

// bound sets the percentile bootstrap limit of e. Resamples to which no line
// can be fitted are left out and counted in a note; where they are more than
// half, there is no limit.
func (o Bootstrap) bound(e *Estimate, f *fitter, method Method) error {
	if o.Resamples == 0 {
		o.Resamples = defaultResamples
	}
	if o.Seed == 0 {
		o.Seed = DefaultSeed
	}
	if o.Resamples < minResamples || o.Resamples > maxResamples {
		return calc.Explain("重抽样次数 %d 不在 %d 到 %d 之间", "the number of resamples %d is not between %d and %d",
			o.Resamples, minResamples, maxResamples)
	}
	chance, counts := NewRand(o.Seed), make([]int, len(f.obs))
	means := make([]float64, 0, o.Resamples)
	for range o.Resamples {
		clear(counts)
		for range counts {
			counts[chance.Intn(len(counts))]++
		}
		if _, _, mean, _ := f.estimate(counts, method); !math.IsNaN(mean) {
			means = append(means, mean)
		}
	}
	left := o.Resamples - len(means)
	if left*2 > o.Resamples {
		e.note("重抽样 %d 次中有 %d 次检出值太少，不给出置信上限",
			"of %d resamples, %d have too few detected values: no confidence limit is given", o.Resamples, left)
		return nil
	}
	if left > 0 {
		e.note("重抽样 %d 次中有 %d 次检出值太少，未计入",
			"of %d resamples, %d have too few detected values and are left out", o.Resamples, left)
	}
	slices.Sort(means)
	e.Upper = &Bound{quantileSorted(means, confidence),
		calc.Textf("百分位自助法单侧 95 %% 上限（重抽样 %d 次，种子 %d）",
			"percentile bootstrap, one-sided 95 %% (%d resamples, seed %d)", o.Resamples, o.Seed)}
	return nil
}
