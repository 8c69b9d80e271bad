package estimate

import (
	"math"

	"tidai/calc"
)

// Distribution is the shape of what is known of an input.
type Distribution string

// The distributions. The uniform and the triangular are symmetric about the
// value; the log-normal has the value as its mean and stays positive.
const (
	Normal     Distribution = "normal"
	Uniform    Distribution = "uniform"
	Triangular Distribution = "triangular"
	Lognormal  Distribution = "lognormal"
)

// Distributions lists the distributions.
var Distributions = calc.Words[Distribution]{
	{Key: Normal, Name: calc.Text{ZH: "正态分布", EN: "normal"}},
	{Key: Uniform, Name: calc.Text{ZH: "均匀分布", EN: "uniform"}},
	{Key: Triangular, Name: calc.Text{ZH: "三角分布", EN: "triangular"}},
	{Key: Lognormal, Name: calc.Text{ZH: "对数正态分布", EN: "log-normal"}},
}

// Uncertainty is what is stated about how well a value is known. The zero
// value is not a statement.
type Uncertainty struct {
	Distribution Distribution // "" means Normal
	U            float64      // as stated: an absolute amount, or a fraction of the value
	Relative     bool         // U is a fraction of the value: 0.05 for 5 %
	K            float64      // the coverage factor of U: the standard uncertainty is U/K; 0 means 1
	// U is itself an estimate, from a scatter with so many degrees of freedom; 0: it is not, and known well.
	Freedom float64
	Pool    string // what has one name rests on one estimate, with one Freedom; "" is an estimate of its own
}

// standard returns the standard uncertainty at a value, absolute.
func (u Uncertainty) standard(value float64) float64 {
	s := u.U
	if u.K != 0 {
		s /= u.K
	}
	if u.Relative {
		s *= math.Abs(value)
	}
	return s
}

// Input is one quantity a model is computed from. Inputs are independent of
// one another; what two figures share is an input of its own.
type Input struct {
	Name  calc.Text
	Value float64
	U     Uncertainty
	Place calc.Step // the leaf behind it, if any
}

// StandardUncertainty is the standard uncertainty of the input, in its unit.
func (in Input) StandardUncertainty() float64 { return in.U.standard(in.Value) }

func (in Input) check() error {
	u := in.U
	switch {
	case math.IsNaN(in.Value) || math.IsInf(in.Value, 0):
		return calc.Explain("%s 的值不是有限的数", "the value of %s is not a finite number", in.Name)
	case !(u.U >= 0) || math.IsInf(u.U, 0):
		return calc.Explain("%s 的不确定度 %v 不是零或正数", "the uncertainty %[2]v of %[1]s is not zero or positive",
			in.Name, u.U)
	case !(u.K >= 0) || math.IsInf(u.K, 0):
		return calc.Explain("%s 的包含因子 %v 不是正数", "the coverage factor %[2]v of %[1]s is not positive", in.Name,
			u.K)
	case !(u.Freedom >= 0) || math.IsInf(u.Freedom, 0):
		return calc.Explain("%s 的自由度 %v 不是正数", "the degrees of freedom %[2]v of %[1]s are not positive",
			in.Name, u.Freedom)
	case u.Freedom > 0 && u.Distribution != "" && u.Distribution != Normal:
		return calc.Explain("%s 有自由度，只能用正态分布", "%s has degrees of freedom, so it must be normal", in.Name)
	case u.Relative && in.Value == 0 && u.U > 0:
		return calc.Explain("%s 的值为零，相对不确定度没有意义：请给出绝对值",
			"%s is zero, so a relative uncertainty says nothing: state an absolute one", in.Name)
	}
	switch u.Distribution {
	case "", Normal, Uniform, Triangular:
	case Lognormal:
		if in.Value <= 0 {
			return calc.Explain("%s 不大于零，对数正态分布不适用",
				"%s is not above zero, so a log-normal distribution does not apply", in.Name)
		}
	default:
		return calc.Explain("%s 的分布 %q 不认识：可用 %s",
			"the distribution %[2]q of %[1]s is not known: one of %[3]s", in.Name, string(u.Distribution),
			Distributions.List())
	}
	return nil
}

// draw returns a random value of the input, its uncertainty taken times scale;
// every distribution costs one step of the sequence.
func (in Input) draw(r *Rand, scale float64) float64 {
	u := in.StandardUncertainty() * scale
	switch in.U.Distribution {
	case Uniform:
		return in.Value + u*math.Sqrt(3)*(2*r.Float64()-1)
	case Triangular:
		return in.Value + u*math.Sqrt(6)*r.triangular()
	case Lognormal:
		v := math.Log1p((u / in.Value) * (u / in.Value))
		return math.Exp(math.Log(in.Value) - v/2 + math.Sqrt(v)*r.Normal())
	}
	return in.Value + u*r.Normal()
}
