package estimate

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"

	"tidai/calc"
)

// EstimateMLE is the maximum-likelihood fit of a log-normal distribution to a
// sample with non-detects at any number of limits (Cohen 1991): a detected
// value contributes its density, a non-detect the probability of lying below
// its limit. Mean is exp(μ + σ²/2), SD is mean·√(exp(σ²) − 1); σ has n in its
// divisor where all are detected.
//
// The upper limit is that of the profile likelihood of the mean: the largest
// mean whose best likelihood is within χ²₀.₉₀,₁/2 of the maximum. That of a
// sample with few detected values can be very large or missing.
//
// The likelihood is concave in (μ/σ, 1/σ) (Olsen 1978), so that what is found
// is the only maximum. A search that does not end at a zero of the gradient is
// an error.
func EstimateMLE(obs []Obs) (Estimate, error) {
	s, err := prepare(obs)
	if err == nil {
		err = s.modelled()
	}
	if err != nil {
		return Estimate{}, err
	}
	l := newLikelihood(s)
	mu, sigma, err := l.maximum()
	if err != nil {
		return Estimate{}, err
	}
	e := s.begin(MLE)
	e.LogMean, e.LogSD = l.shift+l.scale*mu, l.scale*sigma
	e.Mean = math.Exp(e.LogMean + e.LogSD*e.LogSD/2)
	e.SD = e.Mean * math.Sqrt(math.Expm1(e.LogSD*e.LogSD))
	if _, upper, ok := l.profile(mu, sigma, confidence); ok {
		e.Upper = &Bound{upper, calc.Text{ZH: "剖面似然单侧 95 % 上限", EN: "profile likelihood, one-sided 95 %"}}
	} else {
		e.note("似然函数不能界定均值的上限：检出值太少",
			"the likelihood does not bound the mean from above: too few detected values")
	}
	return finish(e)
}

// likelihood is the log-likelihood of a normal distribution of the
// logarithms, standardized by shift and scale so that it looks the same in
// every unit. The detected values enter by their number, mean and mean
// square, the non-detects by the number at each limit.
type likelihood struct {
	shift, scale float64
	n, mean, dev float64 // of the detected: number, mean, mean squared deviation
	limits       []float64
	counts       []float64
}

func newLikelihood(s *sample) *likelihood {
	logs, detected := make([]float64, s.n()), []float64{}
	for i, o := range s.obs {
		logs[i] = math.Log(o.Value)
	}
	l := &likelihood{}
	l.shift, l.scale = meanSD(logs)
	for i, o := range s.obs {
		y := (logs[i] - l.shift) / l.scale
		switch last := len(l.limits) - 1; {
		case !o.ND:
			detected = append(detected, y)
		case last >= 0 && l.limits[last] == y:
			l.counts[last]++
		default:
			l.limits, l.counts = append(l.limits, y), append(l.counts, 1)
		}
	}
	var sd float64
	l.n = float64(len(detected))
	l.mean, sd = meanSD(detected)
	l.dev = sd * sd * (l.n - 1) / l.n
	return l
}

// at is the log-likelihood, without constants, at δ = μ/σ and θ = 1/σ, with
// its gradient and its second derivatives (δδ, δθ, θθ).
func (l *likelihood) at(delta, theta float64) (value, gd, gt, dd, dt, tt float64) {
	z := theta*l.mean - delta
	value = l.n * (math.Log(theta) - (theta*theta*l.dev+z*z)/2)
	gd, gt = l.n*z, l.n*(1/theta-theta*l.dev-z*l.mean)
	dd, dt, tt = -l.n, l.n*l.mean, -l.n*(1/(theta*theta)+l.dev+l.mean*l.mean)
	for i, y := range l.limits {
		x := theta*y - delta
		logP, ratio := logNormalCDF(x)
		curve, c := -ratio*(x+ratio), l.counts[i]
		value += c * logP
		gd, gt = gd-c*ratio, gt+c*ratio*y
		dd, dt, tt = dd+c*curve, dt-c*curve*y, tt+c*curve*y*y
	}
	return value, gd, gt, dd, dt, tt
}

// maximum finds μ and σ in standardized logarithms.
func (l *likelihood) maximum() (mu, sigma float64, err error) {
	problem := optimize.Problem{
		Func: func(x []float64) float64 {
			if x[1] <= 0 {
				return math.Inf(1)
			}
			value, _, _, _, _, _ := l.at(x[0], x[1])
			return -value
		},
		Grad: func(grad, x []float64) {
			_, gd, gt, _, _, _ := l.at(x[0], x[1])
			grad[0], grad[1] = -gd, -gt
		},
		Hess: func(hess *mat.SymDense, x []float64) {
			_, _, _, dd, dt, tt := l.at(x[0], x[1])
			hess.SetSym(0, 0, -dd)
			hess.SetSym(0, 1, -dt)
			hess.SetSym(1, 1, -tt)
		},
	}
	settings := &optimize.Settings{MajorIterations: 500, Converger: optimize.NeverTerminate{}}
	// The optimizer's own verdict is not asked: its line search may give up
	// where a further step gains less than the last bit. Whether this is the
	// maximum is settled by what follows.
	found, _ := optimize.Minimize(problem, []float64{0, 1}, settings,
		&optimize.Newton{Linesearcher: &optimize.Backtracking{}})
	if found == nil || len(found.X) != 2 {
		return 0, 0, errNoMaximum()
	}
	return l.settle(found.X[0], found.X[1])
}

// settle takes pure Newton steps until they no longer move, which they do at
// the zero of the gradient only.
func (l *likelihood) settle(delta, theta float64) (mu, sigma float64, err error) {
	for range 20 {
		_, gd, gt, dd, dt, tt := l.at(delta, theta)
		det := dd*tt - dt*dt
		if !(det > 0) || !(theta > 0) {
			return 0, 0, errNoMaximum()
		}
		sd, st := -(tt*gd-dt*gt)/det, -(dd*gt-dt*gd)/det
		if math.Abs(sd) <= 1e-12*(1+math.Abs(delta)) && math.Abs(st) <= 1e-12*theta {
			return delta / theta, 1 / theta, nil
		}
		delta, theta = delta+sd, theta+st
	}
	return 0, 0, errNoMaximum()
}

func errNoMaximum() error {
	return calc.Explain("极大似然法未收敛", "the maximum of the likelihood was not found")
}

// logNormalCDF returns ln Φ(x) and φ(x)/Φ(x).
func logNormalCDF(x float64) (logP, ratio float64) {
	if x > -30 {
		p := math.Erfc(-x/math.Sqrt2) / 2
		return math.Log(p), math.Exp(-x*x/2) / (math.Sqrt(2*math.Pi) * p)
	}
	// Φ(x) = φ(x)/|x| · (1 − 1/x² + 3/x⁴ − 15/x⁶ …), to the last bit here.
	i := 1 / (x * x)
	series := 1 - i*(1-3*i*(1-5*i*(1-7*i*(1-9*i*(1-11*i)))))
	return -x*x/2 - math.Log(-x*math.Sqrt(2*math.Pi)) + math.Log(series), -x / series
}
