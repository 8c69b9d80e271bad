package estimate

import (
	"math"
	"slices"

	"tidai/calc"
)

// EstimateROS is the mean by regression on order statistics for a log-normal
// sample (Helsel and Cohn 1988): the logarithms of the detected values are
// regressed on the normal quantiles of their plotting positions. method ROS
// takes intercept and slope as LogMean and LogSD and exp(μ + σ²/2) as mean;
// method RobustROS reads the non-detects off the line and takes the ordinary
// mean and standard deviation (n − 1) of detected and imputed values. The
// positions are those of Hirsch and Stedinger (1987) for any number of
// limits, with the constant of a Position.
//
// The upper limit is the 95 % quantile of the means of resampled data
// (percentile bootstrap; resampled with their non-detects, seeded).
func EstimateROS(obs []Obs, method Method, p Position, o Bootstrap) (Estimate, error) {
	s, err := prepareROS(obs, method, p)
	if err != nil {
		return Estimate{}, err
	}
	e := s.begin(method)
	e.Position = p
	fit := newFitter(s, p)
	e.LogMean, e.LogSD, e.Mean, e.SD = fit.estimate(fit.whole(), method)
	if fit.above > 0 {
		e.note("%d 个填补值高于其检出限，该模型对本样本拟合不好",
			"%d imputed values lie above their detection limits: the model fits this sample badly", fit.above)
	}
	if err := o.bound(&e, fit, method); err != nil {
		return Estimate{}, err
	}
	return finish(e)
}

func prepareROS(obs []Obs, method Method, p Position) (*sample, error) {
	if method != ROS && method != RobustROS {
		return nil, calc.Explain("%q 不是次序统计量回归", "%q is no regression on order statistics", string(method))
	}
	if !slices.Contains(Positions.Values(), p) {
		return nil, calc.Explain("绘点位置 %q 不认识：可用 %s", "the plotting position %q is not known: one of %s",
			string(p), Positions.List())
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
	position Position
	obs      []Obs     // sorted
	logs     []float64 // of their values
	taken    []Obs     // the sample fitted
	takenLog []float64
	z        []float64 // normal quantile of the plotting position
	values   []float64 // detected and imputed
	above    int       // imputed values above their own limit
}

func newFitter(s *sample, p Position) *fitter {
	f := &fitter{position: p, obs: s.obs, logs: make([]float64, s.n())}
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
func (f *fitter) estimate(counts []int, method Method) (logMean, logSD, mean, sd float64) {
	if !f.take(counts) {
		return math.NaN(), math.NaN(), math.NaN(), math.NaN()
	}
	f.z = positions(f.taken, f.position, f.z)
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
