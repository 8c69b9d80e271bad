package estimate

import (
	"cmp"
	"math"
	"slices"

	"tidai/calc"
)

// Obs is one observation of a sample. Where ND is set the analyte was not
// detected and Value is the detection limit: the true value is below it.
// All observations of a sample are in one unit.
type Obs struct {
	Value float64
	ND    bool
}

// Method names an estimator of a mean.
type Method string

// The estimators, in the order in which Describe lists them.
const (
	Zero         Method = "zero"       // non-detects count as zero
	Half         Method = "half"       // as half their limit
	Limit        Method = "limit"      // as their limit
	KaplanMeier  Method = "km"         // Kaplan–Meier
	ROS          Method = "ros"        // regression on order statistics, log-normal, parametric
	RobustROS    Method = "ros-robust" // the same, only non-detects modelled
	MLE          Method = "mle"        // maximum likelihood, log-normal
	LognormalMVU Method = "mvue"       // minimum-variance unbiased mean of a log-normal, no non-detects
)

// Methods lists the estimators.
var Methods = calc.Words[Method]{
	{Key: Zero, Name: calc.Text{ZH: "未检出按零计", EN: "non-detects as zero"}},
	{Key: Half, Name: calc.Text{ZH: "未检出按检出限的一半计", EN: "non-detects as half the detection limit"}},
	{Key: Limit, Name: calc.Text{ZH: "未检出按检出限计", EN: "non-detects as the detection limit"}},
	{Key: KaplanMeier, Name: calc.Text{ZH: "Kaplan–Meier 法", EN: "Kaplan–Meier"}},
	{Key: ROS, Name: calc.Text{ZH: "次序统计量回归（对数正态，参数法）",
		EN: "regression on order statistics (log-normal, parametric)"}},
	{Key: RobustROS, Name: calc.Text{ZH: "稳健次序统计量回归（对数正态，仅填补未检出）",
		EN: "robust regression on order statistics (log-normal for non-detects only)"}},
	{Key: MLE, Name: calc.Text{ZH: "极大似然法（对数正态）", EN: "maximum likelihood (log-normal)"}},
	{Key: LognormalMVU, Name: calc.Text{ZH: "对数正态均值的最小方差无偏估计",
		EN: "minimum-variance unbiased mean of a log-normal"}},
}

// Name returns the method in words.
func (m Method) Name() calc.Text { return Methods.Name(m) }

// Bound is a one-sided 95 % upper confidence limit of the mean, with the
// method that made it.
type Bound struct {
	Value  float64
	Method calc.Text
}

// Estimate is what one method says of a sample's mean.
type Estimate struct {
	Method         Method
	Position       Position // of the regressions on order statistics
	N, ND          int      // observations, and non-detects among them
	Mean, SD       float64  // arithmetic, in the unit of the sample
	SE             float64  // standard error of the mean; 0 where the method has none
	LogMean, LogSD float64  // natural logarithms; the log-normal methods only
	Upper          *Bound   // nil where the method has none; Notes say why
	Notes          []calc.Text
}

func (e *Estimate) note(zh, en string, args ...any) {
	e.Notes = append(e.Notes, calc.Textf(zh, en, args...))
}

// Row is an Estimate, or why there is none.
type Row struct {
	Method   Method
	Position Position // of the regressions on order statistics; otherwise ""
	Estimate Estimate
	Err      error
}

// Describe applies every method to a sample, side by side: ROS with Blom's
// constant, robust ROS, where there are non-detects to place, with every
// plotting position. A method that does not apply has an Err; a sample that is itself
// faulty is the error returned, with all its faults. Without non-detects the
// rows Zero, Half and Limit are the ordinary mean with the Student t limit.
func Describe(obs []Obs, o Bootstrap) ([]Row, error) {
	s, err := prepare(obs)
	if err != nil {
		return nil, err
	}
	rows := []Row{}
	add := func(m Method, e Estimate, err error) { rows = append(rows, Row{Method: m, Estimate: e, Err: err}) }
	for _, m := range []Method{Zero, Half, Limit} {
		e, err := Substitute(obs, m)
		add(m, e, err)
	}
	km, err := EstimateKM(obs)
	add(KaplanMeier, km, err)
	ros := func(m Method, p Position) {
		e, err := EstimateROS(obs, m, p, o)
		rows = append(rows, Row{m, p, e, err})
	}
	ros(ROS, Blom)
	for _, p := range Positions.Values() {
		if p == Blom || s.nd > 0 {
			ros(RobustROS, p)
		}
	}
	mle, err := EstimateMLE(obs)
	add(MLE, mle, err)
	mvu, err := EstimateMVU(obs)
	add(LognormalMVU, mvu, err)
	return rows, nil
}

// sample is a checked sample, sorted by value; of equal values a non-detect
// comes first, because it lies below.
type sample struct {
	obs []Obs
	nd  int
}

func (s *sample) n() int       { return len(s.obs) }
func (s *sample) detects() int { return len(s.obs) - s.nd }

// prepare checks what every method needs: at least two observations, finite
// and not negative, detection limits above zero. It reports all faults.
func prepare(obs []Obs) (*sample, error) {
	if len(obs) < 2 {
		return nil, calc.Explain("样本只有 %d 个数据，至少要有 2 个", "the sample has %d values; at least 2 are needed",
			len(obs))
	}
	s := &sample{obs: slices.Clone(obs)}
	var faults []error
	for i, o := range obs {
		if err := o.check(i + 1); err != nil {
			faults = append(faults, err)
		}
		if o.ND {
			s.nd++
		}
	}
	if len(faults) > 0 {
		return nil, joined(faults)
	}
	slices.SortFunc(s.obs, compareObs)
	return s, nil
}

// check finds what no method can take; number counts from 1.
func (o Obs) check(number int) error {
	switch {
	case !finite(o.Value):
		return calc.Explain("第 %d 个数据不是有限的数", "value %d is not a finite number", number)
	case o.Value < 0:
		return calc.Explain("第 %d 个数据 %v 为负值：请先核对或剔除",
			"value %d, %v, is negative: check it or leave it out first", number, o.Value)
	case o.ND && o.Value == 0:
		return calc.Explain("第 %d 个数据未检出，但检出限为零：请给出检出限",
			"value %d is a non-detect with a detection limit of zero: state the limit", number)
	}
	return nil
}

func compareObs(a, b Obs) int {
	switch {
	case a.Value != b.Value:
		return cmp.Compare(a.Value, b.Value)
	case a.ND == b.ND:
		return 0
	case a.ND:
		return -1
	}
	return 1
}

// minDetects is the least number of detected values for a method that models
// the distribution: two always lie on a line, which proves nothing.
const minDetects = 3

// modelled checks what a log-normal model needs beside prepare.
func (s *sample) modelled() error {
	if s.nd == s.n() {
		return errAllND()
	}
	if s.detects() < minDetects {
		return calc.Explain("只有 %d 个检出值，对数正态方法至少要有 %d 个",
			"only %d detected values; a log-normal method needs at least %d", s.detects(), minDetects)
	}
	lowest, highest := math.Inf(1), 0.0
	for _, o := range s.obs {
		if !o.ND {
			lowest, highest = min(lowest, o.Value), max(highest, o.Value)
		}
	}
	if lowest == 0 {
		return calc.Explain("样本中有检出值为零，对数正态方法不适用",
			"a detected value is zero, so a log-normal method does not apply")
	}
	if lowest == highest {
		return calc.Explain("检出值全部相同，无法估计离散程度",
			"all detected values are equal, so their spread cannot be estimated")
	}
	return nil
}

func errAllND() error {
	return calc.Explain("全部数据未检出，无法估计均值：只能说低于检出限",
		"all values are non-detects: nothing can be estimated but that they lie below the limits")
}

// begin starts an estimate with the notes that hold for every method.
func (s *sample) begin(m Method) Estimate {
	e := Estimate{Method: m, N: s.n(), ND: s.nd}
	if s.nd*5 > s.n()*4 {
		e.note("未检出超过 80 %%（%d/%d），任何方法都不可靠（Helsel 2012）",
			"more than 80 %% non-detects (%d of %d): no method is reliable (Helsel 2012)", s.nd, s.n())
	}
	return e
}

// finish refuses an estimate that left the range of numbers.
func finish(e Estimate) (Estimate, error) {
	figures := []float64{e.Mean, e.SD, e.SE, e.LogMean, e.LogSD}
	if e.Upper != nil {
		figures = append(figures, e.Upper.Value)
	}
	for _, x := range figures {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return Estimate{}, calc.Explain("%s的结果超出可表示的数值范围",
				"the result of %s leaves the range of numbers", e.Method.Name())
		}
	}
	return e, nil
}
