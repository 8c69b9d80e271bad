package estimate

import (
	"math"
	"math/bits"

	"gonum.org/v1/gonum/mathext"
)

// DefaultSeed is the seed where none is stated.
const DefaultSeed = 1

// Rand is the generator of chance of this package: SplitMix64 (Steele, Lea
// and Flood 2014), whole-number arithmetic only, so that a seed gives the
// same sequence on every machine. It is for simulation, not for secrets. It
// implements the Source of math/rand/v2.
type Rand struct{ state uint64 }

// NewRand returns a generator with the given seed; every seed is good.
func NewRand(seed uint64) *Rand { return &Rand{seed} }

// Uint64 returns 64 random bits.
func (r *Rand) Uint64() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Float64 returns a number strictly between 0 and 1: the middle of one of
// 2^52 equal parts, so that no quantile of it is infinite.
func (r *Rand) Float64() float64 { return (float64(r.Uint64()>>12) + 0.5) / (1 << 52) }

// Intn returns a whole number from 0 to n−1, n ≥ 1, by multiplication. Its
// bias is below n/2^64.
func (r *Rand) Intn(n int) int {
	hi, _ := bits.Mul64(r.Uint64(), uint64(n))
	return int(hi)
}

// Normal returns a standard normal number, by the quantile of one uniform
// number, so that a draw always costs one step of the sequence.
func (r *Rand) Normal() float64 { return normalQuantile(r.Float64()) }

func normalQuantile(p float64) float64 { return mathext.NormalQuantile(p) }

// gamma returns a number of the gamma distribution with that shape and scale 1
// (Marsaglia and Tsang 2000): it costs as many steps as it takes.
func (r *Rand) gamma(shape float64) float64 {
	if shape < 1 { // their note on small shapes
		return r.gamma(shape+1) * math.Pow(r.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := r.Normal()
		v := 1 + c*x
		if v = v * v * v; v > 0 && math.Log(r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// triangular returns a number of the symmetric triangular distribution on
// (−1, 1), by its quantile.
func (r *Rand) triangular() float64 {
	p := r.Float64()
	if p < 0.5 {
		return math.Sqrt(2*p) - 1
	}
	return 1 - math.Sqrt(2*(1-p))
}
