package monitoring

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/monitoring/estimate"
	"tidai/calc/quantity"
)

// Uncertainty is how well an amount is known, by propagation and by chance
// draws, with what each input contributes. It describes: nothing is decided by
// it.
type Uncertainty struct {
	Propagated   estimate.Propagated
	Simulated    estimate.Simulated
	Exact        int // leaves that count as exact because nothing is assumed of them
	Observations int // samples whose scatter is in it
	Method       calc.Text
}

// UncertaintyOf describes an amount in its own unit under the assumptions of
// IntervalOf, its ends cut at zero. Equal trials and seed give equal figures.
func UncertaintyOf(s calc.Step, t estimate.Trials) (Uncertainty, error) {
	m, samples, err := modelOf(s)
	if err != nil {
		return Uncertainty{}, err
	}
	u := Uncertainty{Exact: len(m.Exact), Observations: samples.observations()}
	if u.Propagated, err = m.Propagate(); err != nil {
		return Uncertainty{}, err
	}
	u.Method = restsOn(samples, u.Propagated)
	if u.Simulated, err = m.MonteCarlo(t); err != nil {
		return Uncertainty{}, err
	}
	for _, end := range u.ends() {
		*end = cut(*end)
	}
	return u, nil
}

// ends are the ends of its intervals: each low one before its high one.
func (u *Uncertainty) ends() []*float64 {
	p, s := &u.Propagated, &u.Simulated
	return []*float64{&p.Interval95.Lower, &p.Interval95.Upper, &p.Lower, &p.Upper, &s.Symmetric.Lower,
		&s.Symmetric.Upper, &s.Shortest.Lower, &s.Shortest.Upper, &s.Lower, &s.Upper}
}

// Uncertainty describes an account's amount; values below the detection limit
// widen it as they do Interval.
func (a Account) Uncertainty(t estimate.Trials) (Uncertainty, error) {
	u, err := UncertaintyOf(a.Amount, t)
	if err != nil {
		return Uncertainty{}, err
	}
	for _, s := range a.undetected() {
		other, err := UncertaintyOf(s, t)
		if err != nil {
			return Uncertainty{}, err
		}
		mine, theirs := u.ends(), other.ends()
		for i := 0; i < len(mine); i += 2 {
			*mine[i], *mine[i+1] = min(*mine[i], *theirs[i]), max(*mine[i+1], *theirs[i+1])
		}
		u.Method = fromZero(u.Method)
	}
	return u, nil
}

// Description is what the estimators say of the mean concentration behind an
// account, unweighted, in Unit.
type Description struct {
	Unit  quantity.Unit
	N, ND int
	Rows  []estimate.Row
}

// mostDescribed bounds the work of resampling: more observations than a year
// of hours are not described.
const mostDescribed = 366 * 24

// Describe applies every estimator to the valid concentrations an account's
// method rests on.
func (a Account) Describe(b estimate.Bootstrap) (Description, error) {
	list := a.Observations()
	d := Description{Unit: a.concUnit(), N: len(list)}
	if d.N > mostDescribed {
		return d, calc.Explain("数据超过 %d 个，不作描述", "more than %d values are not described", mostDescribed)
	}
	for _, o := range list {
		if o.ND {
			d.ND++
		}
	}
	var err error
	d.Rows, err = estimate.Describe(list, b)
	return d, err
}

func (a Account) concUnit() quantity.Unit {
	if a.Outlet.Medium == calc.Air {
		return quantity.MilligramPerN
	}
	return quantity.MilligramPerL
}

// Observations are the valid concentrations the account's method rests on, in
// mg/L or mg/Nm3; a value not detected is its limit. They are for description.
func (a Account) Observations() []estimate.Obs {
	if a.observe == nil {
		return nil
	}
	return a.observe()
}

// observations reads off what Observations returns: few ask for it, and a year
// of hours has thousands.
func (x *accounter) observations() (out []estimate.Obs) {
	if x.chosen(ByAutomatic) {
		perUnit := big.NewRat(1000, 1) // g/m3 in mg/Nm3
		if x.Outlet.Medium == calc.Water {
			perUnit = big.NewRat(1, 1) // in mg/L
		}
		auto := x.series(x.Period)
		auto.t.g.each(auto.from, auto.to, func(i int32, slot *slot) {
			if slot.state != valid || slot.twice {
				return
			}
			det, lim := auto.t.concentration(i)
			v, _ := new(big.Rat).Mul(new(big.Rat).Add(det, lim), perUnit).Float64()
			out = append(out, estimate.Obs{Value: v, ND: slot.limit})
		})
		return out
	}
	for _, s := range x.manual.samples {
		q, err := concOf(s, x.Outlet.Medium)(Limit).In(x.concUnit()).Value(), concOf(s, x.Outlet.Medium)(Limit).Err()
		if err != nil {
			continue
		}
		v, _ := q.Rat().Float64()
		out = append(out, estimate.Obs{Value: v, ND: s.Concentration.NonDetect})
	}
	return out
}

// Described is how well an account is known, as far as that can be said.
type Described struct {
	Uncertainty    Uncertainty
	UncertaintyErr error
	Description    Description
	DescriptionErr error
}

// DescribeAll describes accounts, with the seed of what is drawn by chance.
func DescribeAll(accounts []Account, seed uint64) []Described {
	var out []Described
	for _, a := range accounts {
		var d Described
		d.Uncertainty, d.UncertaintyErr = a.Uncertainty(estimate.Trials{Seed: seed})
		d.Description, d.DescriptionErr = a.Describe(estimate.Bootstrap{Seed: seed})
		out = append(out, d)
	}
	return out
}
