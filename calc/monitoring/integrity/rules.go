package integrity

import (
	"fmt"
	"math/big"
	"sync"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/factors"
)

// Rules are the thresholds the checks go by.
type Rules struct {
	by  map[string]factors.Threshold
	law []calc.Basis // what is threatened where a sign proves true; may be none
}

// Under are the same rules, whose findings name what the law prescribes on
// false data.
func (r Rules) Under(law []calc.Basis) Rules {
	r.law = law
	return r
}

// ids are the thresholds the checks ask for.
var ids = []string{"constant-readings", "constant-days", "constant-chance", "block-readings", "block-days",
	"block-distinct", "block-chance",
	"band", "band-share", "band-readings", "range-end", "detection-share", "limit-readings", "limit-chance",
	"digit-readings", "digit-step",
	"digit-chance", "leading-readings", "leading-span", "leading-chance", "sum-tolerance", "ratio-low", "ratio-high",
	"ratio-pairs",
	"unit-low", "unit-high", "report-days", "repeat-months", "repeat-chance", "twice-chance", "mirror-readings",
	"mirror-share", "mirror-correlation", "mirror-chance"}

// NewRules takes the thresholds of a list; one that is missing, or has a unit
// other than a number or a share, is an error.
func NewRules(list []factors.Threshold) (Rules, error) {
	r := Rules{by: map[string]factors.Threshold{}}
	for _, t := range list {
		r.by[t.ID] = t
	}
	for _, id := range ids {
		t, ok := r.by[id]
		if !ok {
			return Rules{}, fmt.Errorf("integrity: the threshold %s is missing", id)
		}
		if _, err := t.Amount.In(quantity.One); err != nil {
			return Rules{}, fmt.Errorf("integrity: the threshold %s: %w", id, err)
		}
	}
	return r, nil
}

// Builtin returns the rules that are part of the program.
func Builtin() (Rules, error) { return builtinRules() }

var builtinRules = sync.OnceValues(func() (Rules, error) {
	list, err := factors.IntegrityThresholds()
	if err != nil {
		return Rules{}, err
	}
	return NewRules(list)
})

func (r Rules) rat(id string) *big.Rat {
	q, err := r.by[id].Amount.In(quantity.One)
	if err != nil { // NewRules has seen to it
		return new(big.Rat)
	}
	return q.Rat()
}

func (r Rules) count(id string) int {
	x := r.rat(id)
	return int(new(big.Int).Quo(x.Num(), x.Denom()).Int64())
}

func (r Rules) float(id string) float64 {
	f, _ := r.rat(id).Float64()
	return f
}

// figure is the threshold as a figure of a finding.
func (r Rules) figure(id string) calc.Figure {
	t := r.by[id]
	return calc.Figure{Name: calc.Textf("界限：%s", "threshold: %s", t.Name), Amount: t.Step()}
}

// scaled returns x·(1+f) as a decimal; ok is false where it is none of 18
// digits.
func scaled(x quantity.Decimal, f *big.Rat) (quantity.Decimal, bool) {
	factor := new(big.Rat).Add(big.NewRat(1, 1), f)
	return quantity.DecimalOf(factor.Mul(factor, x.Rat()))
}
