package estimate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"tidai/calc"
)

// confidence is that of every upper limit of this package, one-sided.
const confidence = 0.95

// Substitute describes a sample whose non-detects are replaced by zero, by
// half their limit or by their limit (methods Zero, Half, Limit). Without
// non-detects the three agree, and the limit is the ordinary Student t limit
// x̄ + t₀.₉₅,ₙ₋₁·s/√n. With non-detects there is no limit: the replaced values
// have a spread of their own making.
func Substitute(obs []Obs, m Method) (Estimate, error) {
	factor, known := map[Method]float64{Zero: 0, Half: 0.5, Limit: 1}[m]
	if !known {
		return Estimate{}, calc.Explain("%q 不是替代法", "%q is no method of substitution", string(m))
	}
	s, err := prepare(obs)
	if err != nil {
		return Estimate{}, err
	}
	values := make([]float64, s.n())
	for i, o := range s.obs {
		values[i] = o.Value
		if o.ND {
			values[i] *= factor
		}
	}
	e := s.begin(m)
	e.Mean, e.SD = meanSD(values)
	if s.nd > 0 {
		e.note("替代法的离散程度是替代造成的，不给出置信上限",
			"replaced values have a spread of their own making: no confidence limit is given")
		return finish(e)
	}
	e.SE = e.SD / math.Sqrt(float64(s.n()))
	e.Upper = &Bound{e.Mean + studentT(s.n()-1)*e.SE, calc.Text{ZH: "学生 t 单侧 95 % 上限",
		EN: "Student t, one-sided 95 %"}}
	return finish(e)
}

func studentT(df int) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(df)}.Quantile(confidence)
}

// EstimateMVU is the minimum-variance unbiased estimate of the mean of a
// log-normal distribution from a sample without non-detects (Finney 1941):
// exp(ȳ)·g(s²/2), ȳ and s of the logarithms. The standard deviation is that
// of the sample. The upper limit is Cox's, with Student's t (Olsson 2005,
// J. Stat. Educ. 13(1)): exp(ȳ + s²/2 + t·√(s²/n + s⁴/(2(n−1)))).
func EstimateMVU(obs []Obs) (Estimate, error) {
	s, err := prepare(obs)
	if err != nil {
		return Estimate{}, err
	}
	if s.nd > 0 {
		return Estimate{}, calc.Explain("有 %d 个未检出，此法只用于全部检出的样本",
			"%d values are non-detects; this method is for samples without any", s.nd)
	}
	if err := s.modelled(); err != nil {
		return Estimate{}, err
	}
	values, logs := make([]float64, s.n()), make([]float64, s.n())
	for i, o := range s.obs {
		values[i], logs[i] = o.Value, math.Log(o.Value)
	}
	e := s.begin(LognormalMVU)
	_, e.SD = meanSD(values)
	e.LogMean, e.LogSD = meanSD(logs)
	n, v := float64(s.n()), e.LogSD*e.LogSD
	e.Mean = math.Exp(e.LogMean) * finney(v/2, s.n())
	cox := math.Sqrt(v/n + v*v/(2*(n-1)))
	e.Upper = &Bound{math.Exp(e.LogMean + v/2 + studentT(s.n()-1)*cox), calc.Text{ZH: "Cox 法（学生 t，Olsson 2005）",
		EN: "Cox's method with Student t (Olsson 2005)"}}
	return finish(e)
}

// finney is the series g of Finney (1941) for a sample of n:
// 1 + (n−1)t/n + (n−1)³t²/(2!·n²(n+1)) + (n−1)⁵t³/(3!·n³(n+1)(n+3)) + …
func finney(t float64, n int) float64 {
	m := float64(n - 1)
	term := m * t / float64(n)
	sum := 1 + term
	for k := 2; k < 10000 && term > sum*1e-17; k++ {
		term *= m * m * t / (float64(n) * float64(n+2*k-3) * float64(k))
		sum += term
	}
	return sum
}

// meanSD returns the mean and the standard deviation with n − 1 of at least
// two values. Sums are compensated (Neumaier), the deviations are taken from
// the mean and corrected for what rounding left in it.
func meanSD(values []float64) (mean, sd float64) {
	var total, squares, rest neumaier
	for _, x := range values {
		total.add(x)
	}
	n := float64(len(values))
	mean = total.sum() / n
	for _, x := range values {
		squares.add((x - mean) * (x - mean))
		rest.add(x - mean)
	}
	return mean, math.Sqrt(max(squares.sum()-rest.sum()*rest.sum()/n, 0) / (n - 1))
}

// neumaier is a sum that keeps what each addition loses.
type neumaier struct{ s, lost float64 }

func (a *neumaier) add(x float64) {
	t := a.s + x
	if math.Abs(a.s) >= math.Abs(x) {
		a.lost += (a.s - t) + x
	} else {
		a.lost += (x - t) + a.s
	}
	a.s = t
}

func (a *neumaier) sum() float64 { return a.s + a.lost }
