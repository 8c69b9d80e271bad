package estimate

import (
	"math"

	"tidai/calc"
)

// Blom is the plotting constant a of the positions (r − a)/(m + 1 − 2a) that
// EnvStats uses.
const Blom = 0.375

// EstimateROS is the mean by regression on order statistics for a log-normal
// sample (Helsel and Cohn 1988): the logarithms of the detected values are
// regressed on the normal quantiles of their plotting positions. method ROS
// takes intercept and slope as LogMean and LogSD and exp(μ + σ²/2) as mean;
// method RobustROS reads the non-detects off the line and takes the ordinary
// mean and standard deviation (n − 1) of detected and imputed values. The
// positions are those of Hirsch and Stedinger (1987) for any number of
// limits, with plotting constant a from 0 to 0.5.
//
// The upper limit is the 95 % quantile of the means of resampled data
// (percentile bootstrap; resampled with their non-detects, seeded).
func EstimateROS(obs []Obs, method Method, a float64, o Bootstrap) (Estimate, error) {
	s, err := prepareROS(obs, method, a)
	if err != nil {
		return Estimate{}, err
	}
	e := s.begin(method)
	fit := newFitter(s)
	e.LogMean, e.LogSD, e.Mean, e.SD = fit.estimate(fit.whole(), method, a)
	if fit.above > 0 {
		e.note("%d 个填补值高于其检出限，该模型对本样本拟合不好",
			"%d imputed values lie above their detection limits: the model fits this sample badly", fit.above)
	}
	if err := o.bound(&e, fit, method, a); err != nil {
		return Estimate{}, err
	}
	return finish(e)
}

func prepareROS(obs []Obs, method Method, a float64) (*sample, error) {
	if method != ROS && method != RobustROS {
		return nil, calc.Explain("%q 不是次序统计量回归", "%q is no regression on order statistics", string(method))
	}
	if !(a >= 0 && a <= 0.5) {
		return nil, calc.Explain("绘点常数 %v 不在 0 到 0.5 之间", "the plotting constant %v is not between 0 and 0.5",
			a)
	}
	s, err := prepare(obs)
	if err != nil {
		return nil, err
	}
	return s, s.modelled()
}

// fitter fits samples made of the observations of one sample, each taken a
// number of times; the slices are reused from fit to fit.
type fitter struct {
	obs      []Obs     // sorted
	logs     []float64 // of their values
	taken    []Obs     // the sample fitted
	takenLog []float64
	z        []float64 // normal quantile of the plotting position
	values   []float64 // detected and imputed
	above    int       // imputed values above their own limit
}

func newFitter(s *sample) *fitter {
	f := &fitter{obs: s.obs, logs: make([]float64, s.n())}
	for i, o := range s.obs {
		f.logs[i] = math.Log(o.Value)
	}
	return f
}

// whole takes every observation once.
func (f *fitter) whole() []int {
	counts := make([]int, len(f.obs))
	for i := range counts {
		counts[i] = 1
	}
	return counts
}

// take makes the sample that has each observation the given number of times
// and reports whether a line can be fitted to it.
func (f *fitter) take(counts []int) bool {
	f.taken, f.takenLog = f.taken[:0], f.takenLog[:0]
	detects, low, high := 0, math.Inf(1), math.Inf(-1)
	for i, c := range counts {
		for range c {
			f.taken = append(f.taken, f.obs[i])
			f.takenLog = append(f.takenLog, f.logs[i])
		}
		if c > 0 && !f.obs[i].ND {
			detects += c
			low, high = min(low, f.logs[i]), max(high, f.logs[i])
		}
	}
	return detects >= minDetects && low < high
}

// estimate fits the line and returns log mean, log sd, mean and sd; NaN where
// no line can be fitted.
func (f *fitter) estimate(counts []int, method Method, a float64) (logMean, logSD, mean, sd float64) {
	if !f.take(counts) {
		return math.NaN(), math.NaN(), math.NaN(), math.NaN()
	}
	f.z = positions(f.taken, a, f.z)
	intercept, slope := f.line()
	if method == ROS {
		mean = math.Exp(intercept + slope*slope/2)
		return intercept, slope, mean, mean * math.Sqrt(math.Expm1(slope*slope))
	}
	f.values, f.above = f.values[:0], 0
	for i, o := range f.taken {
		v := o.Value
		if o.ND {
			f.takenLog[i] = intercept + slope*f.z[i]
			if v = math.Exp(f.takenLog[i]); v > o.Value {
				f.above++
			}
		}
		f.values = append(f.values, v)
	}
	logMean, logSD = meanSD(f.takenLog)
	mean, sd = meanSD(f.values)
	return logMean, logSD, mean, sd
}

// line regresses the logarithms of the detected values on their quantiles.
func (f *fitter) line() (intercept, slope float64) {
	var sz, sy, zz, zy, n float64
	for i, o := range f.taken {
		if !o.ND {
			sz, sy, n = sz+f.z[i], sy+f.takenLog[i], n+1
		}
	}
	mz, my := sz/n, sy/n
	for i, o := range f.taken {
		if !o.ND {
			dz := f.z[i] - mz
			zz, zy = zz+dz*dz, zy+dz*(f.takenLog[i]-my)
		}
	}
	slope = zy / zz
	return my - slope*mz, slope
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
func positions(sorted []Obs, a float64, z []float64) []float64 {
	z = append(z[:0], make([]float64, len(sorted))...)
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
		e := above + float64(end-detected)/float64(end)*(1-above)
		if detected == 0 {
			e = 1 // no limit below: everything lies above
		}
		for i := detected; i < end; i++ {
			z[i] = normalQuantile((1 - e) + (e-above)*q(i-detected+1, end-detected))
		}
		for i := first; i < detected; i++ {
			z[i] = normalQuantile((1 - e) * q(i-first+1, detected-first))
		}
		above, end = e, first
	}
	return z
}
