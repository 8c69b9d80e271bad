package review

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
)

// trials are the mistakes of a review, each made once for a number however many
// figures are submitted for it, and what is left of the budget for pairs.
type trials struct {
	list    []mistake
	made    map[trial]calc.Step
	keptBy  map[trial]calc.Step
	places  map[string]map[place]bool // number -> where its derivation can be changed
	budget  int                       // pairs that may still be tried
	skipped bool                      // some were not
}

type trial struct {
	mistake int
	target  string
}

// maxPairsTried bounds the pairs tried in one review: about two seconds.
const maxPairsTried = 40_000

func newTrials(list []mistake) *trials {
	return &trials{list: list, made: map[trial]calc.Step{}, keptBy: map[trial]calc.Step{},
		places: map[string]map[place]bool{}, budget: maxPairsTried}
}

// pay takes one pair from the budget.
func (k *trials) pay() bool {
	if k.budget == 0 {
		k.skipped = true
		return false
	}
	k.budget--
	return true
}

// of is a number with a mistake in it; no value where the mistake does not touch it.
func (k *trials) of(i int, t substitution.Target) calc.Step {
	key := trial{i, t.Name}
	if s, ok := k.made[key]; ok {
		return s
	}
	var s calc.Step
	if k.touches(k.list[i], t) {
		s = k.list[i].of(t)
		if s.OK() && (s == t.Step || s.Value().Equal(t.Step.Value())) {
			s = calc.Step{}
		}
	}
	k.made[key] = s
	return s
}

// kept is mistake.kept, made once.
func (k *trials) kept(i int, t substitution.Target) calc.Step {
	key := trial{i, t.Name}
	if s, ok := k.keptBy[key]; ok {
		return s
	}
	s := k.list[i].kept(t)
	k.keptBy[key] = s
	return s
}

// touches reports whether the place of a mistake is in the derivation of a number.
func (k *trials) touches(m mistake, t substitution.Target) bool {
	if m.where == (place{}) {
		return true
	}
	if k.places[t.Name] == nil {
		k.places[t.Name] = map[place]bool{}
		for _, x := range t.Step.Numbers() {
			k.places[t.Name][placeOf(x)] = true
		}
	}
	return k.places[t.Name][m.where]
}

// judge says of every cause of a figure how likely it is that trials hit it by
// chance. Trials that are at least as common count: those within a factor of two of
// the figure, by which it is seen how dense they lie there, a twentieth of the
// others, and a sixtieth of all, since weights are no knowledge, times the share of
// that stretch that the figure's digits take.
func (r *reviewer) judge(k *trials, c compared) {
	if len(c.Causes) == 0 {
		return
	}
	type value struct {
		weight int
		near   bool
	}
	two := big.NewRat(2, 1)
	var all []value
	seen := map[string]bool{}
	for i, m := range k.list {
		s := k.made[trial{i, c.target.Name}]
		if !s.OK() || c.reproduces(s) {
			continue
		}
		q, err := s.Value().In(c.number.unit)
		if key := q.Exact(); err != nil || seen[key] {
			continue
		}
		seen[q.Exact()] = true
		ratio := new(big.Rat).Quo(q.Rat(), c.number.value)
		all = append(all, value{m.weight, ratio.Cmp(two) <= 0 && ratio.Mul(ratio, two).Cmp(big.NewRat(1, 1)) >= 0})
	}
	for i := range c.Causes {
		near, far := int64(1), int64(0)
		for _, v := range all {
			switch {
			case v.weight < c.Causes[i].Weight:
			case v.near:
				near++
			default:
				far++
			}
		}
		if c.Causes[i].Mistakes[0] == otherNumber { // of these only hits are in the list
			near += int64(r.numbersNear(c))
		}
		of := new(big.Rat).Add(big.NewRat(near, 1), big.NewRat(far, 20))
		c.Causes[i].Chance = c.number.chance(of.Add(of, big.NewRat(int64(len(all)), 60)))
	}
}

// numbersNear counts the numbers of the dossier within a factor of two of a figure.
func (r *reviewer) numbersNear(c compared) int {
	n, two := 0, big.NewRat(2, 1)
	for _, t := range r.targets {
		q, err := t.Step.Value().In(c.number.unit)
		if err != nil || !t.Step.OK() {
			continue
		}
		ratio := new(big.Rat).Quo(q.Rat(), c.number.value)
		if ratio.Cmp(two) <= 0 && ratio.Mul(ratio, two).Cmp(big.NewRat(1, 1)) >= 0 {
			n++
		}
	}
	return n
}

// chance is the share of the figure that its last digit takes, times so many trials;
// one at most.
func (n number) chance(of *big.Rat) *big.Rat {
	share := new(big.Rat).Quo(n.interval, n.value)
	share.Abs(share).Mul(share, of)
	if one := big.NewRat(1, 1); share.Cmp(one) > 0 {
		return one
	}
	return share
}

// budgetSaid says that not all pairs were tried.
func (r *reviewer) budgetSaid(k *trials) {
	if !k.skipped {
		return
	}
	var at calc.Position
	if i := slices.IndexFunc(r.outcomes, func(o Outcome) bool { return o.Verdict == Differs }); i >= 0 {
		at = r.outcomes[i].Submitted.At
	}
	r.report(calc.Finding{Stage: calc.StageReview, Code: CodeBudget, Severity: calc.Note, At: at, Subject: "submitted",
		Message: calc.Textf("不一致的数字很多，两个错误的组合只试了 %d 种，其余没有试",
			"many figures differ: only %d pairs of mistakes were tried", maxPairsTried),
		Remedy: calc.Text{ZH: "单独复核其中一部分", EN: "review a part of them by itself"}})
}

// decimalWithin is the decimal of the fewest significant digits in an interval of
// positive numbers, of at most so many; the one nearest to its middle.
func decimalWithin(low, high *big.Rat, most int) (x *big.Rat, digits int) {
	middle := new(big.Rat).Add(low, high)
	middle.Quo(middle, big.NewRat(2, 1))
	for digits = 1; digits <= most; digits++ {
		x = quantity.RoundSignificant(middle, digits)
		if x.Cmp(low) >= 0 && x.Cmp(high) <= 0 {
			return x, digits
		}
	}
	return nil, 0
}
