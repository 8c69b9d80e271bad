package review

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
)

// Moved is a number that two versions of a dossier do not have in common.
type Moved struct {
	Target        string
	Before, After calc.Step // no value where a version has no such number
	Change        calc.Step // after − before; no value where either has none
	// what the change comes from, as the derivation lists it; empty where there are too many inputs
	Shares []Share
	Inputs []Differing // what differs below the number
}

// Differing is one input, or one part of the derivation, that differs.
type Differing struct {
	What          calc.Text
	Before, After calc.Step
	Structure     bool // not a value but the derivation itself differs here
}

// Share is the part of a change that one input accounts for: its exact Shapley
// value, the mean of what it changes over every order in which the inputs can be
// changed. The shares add up to the change.
type Share struct {
	Differing
	Amount quantity.Quantity
}

// maxShared bounds the inputs whose orders are counted: 2⁸ derivations a number.
const maxShared = 8

// Diff lists the numbers that differ between two versions, in the order of the
// first; those that only the second has come last.
func Diff(a, b substitution.Plan) []Moved {
	before, after := Targets(a, nil), Targets(b, nil)
	find := func(list []substitution.Target, name string) calc.Step {
		for _, t := range list {
			if t.Name == name {
				return t.Step
			}
		}
		return calc.Step{}
	}
	var out []Moved
	names := map[string]bool{}
	for _, t := range append(slices.Clone(before), after...) {
		if names[t.Name] {
			continue
		}
		names[t.Name] = true
		if m, ok := MovedBetween(t.Name, find(before, t.Name), find(after, t.Name)); ok {
			out = append(out, m)
		}
	}
	return out
}

// MovedBetween is how a number moved; false where it is the same, or is nowhere.
func MovedBetween(name string, before, after calc.Step) (Moved, bool) {
	if !before.OK() && !after.OK() || before.OK() && after.OK() && before.Value().Equal(after.Value()) {
		return Moved{}, false
	}
	return moved(name, before, after), true
}

func moved(name string, x, y calc.Step) Moved {
	m := Moved{Target: name, Before: x, After: y}
	if !x.OK() || !y.OK() {
		return m
	}
	m.Change = calc.Difference("Δ", "change", calc.Clause{}, y, x)
	p := pairing{seen: map[place]int{}}
	p.walk(x, y)
	m.Inputs = p.inputs
	if len(p.inputs) <= maxShared && !p.clash {
		m.Shares = shapley(x, y, p.inputs)
	}
	return m
}

// pairing lays two derivations on each other and lists where they differ.
type pairing struct {
	inputs []Differing
	seen   map[place]int
	clash  bool // one input became two different ones
}

func (p *pairing) walk(x, y calc.Step) {
	if !x.OK() || !y.OK() {
		return
	}
	a, b := x.Operands(), y.Operands()
	if x.Op() != y.Op() || len(a) != len(b) {
		p.add(x, y, len(a)+len(b) > 0)
		return
	}
	if len(a) == 0 {
		if !x.Value().Equal(y.Value()) {
			p.add(x, y, false)
		}
		return
	}
	for i := range a {
		p.walk(a[i], b[i])
	}
}

func (p *pairing) add(x, y calc.Step, structure bool) {
	if i, ok := p.seen[placeOf(x)]; ok {
		p.clash = p.clash || !p.inputs[i].After.Value().Equal(y.Value())
		return
	}
	p.seen[placeOf(x)] = len(p.inputs)
	p.inputs = append(p.inputs, Differing{What: where(x), Before: x, After: y, Structure: structure})
}

// shapley shares the change from x to y among the inputs, exactly; nil where
// the inputs do not account for all of it.
func shapley(x, y calc.Step, inputs []Differing) []Share {
	k := len(inputs)
	if k == 0 {
		return nil
	}
	edits := make([]func(was, now calc.Step) calc.Step, k)
	for i, in := range inputs {
		edits[i] = at(in.Before, func(calc.Step) calc.Step { return in.After })
	}
	unit := x.Value().Unit()
	worth := make([]*big.Rat, 1<<k)
	for set := range worth {
		s := x.Rebuild(func(was, now calc.Step) calc.Step {
			for i := range k {
				if set>>i&1 == 1 {
					now = edits[i](was, now)
				}
			}
			return now
		})
		q, err := s.Value().In(unit)
		if err != nil || !s.OK() {
			return nil
		}
		worth[set] = q.Rat()
	}
	if all, err := y.Value().In(unit); err != nil || worth[len(worth)-1].Cmp(all.Rat()) != 0 {
		return nil
	}
	shares := make([]Share, k)
	for i, in := range inputs {
		sum := new(big.Rat)
		for set := range worth {
			if set>>i&1 == 1 {
				continue
			}
			step := new(big.Rat).Sub(worth[set|1<<i], worth[set])
			sum.Add(sum, step.Mul(step, orders(k, set)))
		}
		shares[i] = Share{Differing: in, Amount: quantity.New(sum, unit)}
	}
	return shares
}

// orders is the share of all orders of k inputs in which exactly the set comes
// before the one looked at: |S|!·(k−|S|−1)! ÷ k!.
func orders(k, set int) *big.Rat {
	size := 0
	for s := set; s > 0; s >>= 1 {
		size += s & 1
	}
	num := new(big.Int).Mul(new(big.Int).MulRange(1, int64(size)), new(big.Int).MulRange(1, int64(k-size-1)))
	return new(big.Rat).SetFrac(num, new(big.Int).MulRange(1, int64(k)))
}
