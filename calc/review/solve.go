package review

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
)

// maxSolvedDigits are the significant digits that a value found backwards has at
// most, unless the value in its place is written with more.
const maxSolvedDigits = 4

// oneInput is the name of the cause that is a value of one input found backwards.
const oneInput = "one-input"

// solved is a value of one input that would reproduce a figure.
type solved struct {
	leaf   calc.Step
	value  *big.Rat // nil: none that is short
	digits int
	middle *big.Rat // of the values that would reproduce it, and how wide they lie
	width  *big.Rat
	made   calc.Step
}

// solve looks backwards: for each input, the value that would reproduce a figure. It
// is a cause where it is short, and the chance counts how many numbers as short lie
// where any input could have been.
func (r *reviewer) solve(c compared) {
	var found []solved
	for _, leaf := range c.target.Step.Leaves() {
		o := leaf.Origin()
		if o.Kind == calc.FromDefinition || o.Kind == calc.FromPlan || !leaf.OK() || leaf.Sign() <= 0 ||
			leaf.TermKey() == "atomic-mass" {
			continue
		}
		c.Searched++
		found = append(found, c.backwards(leaf)...)
	}
	for _, s := range found {
		if s.value == nil || c.explainedBy(s) {
			continue
		}
		chance := new(big.Rat)
		for _, other := range found { // how many numbers of so few digits lie in the widths of all
			chance.Add(chance, new(big.Rat).Quo(other.width, intervalOf(other.middle, s.digits)))
		}
		text := quantity.Exact(s.value)
		c.Causes = append(c.Causes, Cause{Mistakes: []string{oneInput}, Weight: solvedWeight, Explains: 1, Step: s.made,
			Chance: c.number.atLeastDigits(chance),
			What: calc.Textf("相当于 %s = %s，所用为 %s", "as if %s = %s, where %s is used", where(s.leaf),
				text+" "+s.leaf.Value().Unit().String(), briefly(s.leaf.Value()))})
	}
}

// solvedWeight ranks a value found backwards below the common mistakes that have a
// name, and above coincidences with other numbers.
const solvedWeight = 3

// atLeastDigits never says less than what the digits of a figure allow.
func (n number) atLeastDigits(chance *big.Rat) *big.Rat {
	least := n.chance(big.NewRat(1, 1))
	if chance.Cmp(least) < 0 {
		return least
	}
	if one := big.NewRat(1, 1); chance.Cmp(one) > 0 {
		return one
	}
	return chance
}

// explainedBy reports whether a named mistake gives the same number by the same
// input already.
func (c compared) explainedBy(s solved) bool {
	for _, x := range c.Causes {
		if len(x.Mistakes) == 1 && x.Step.OK() && x.Step.Value().Equal(s.made.Value()) {
			return true
		}
	}
	return false
}

// backwards solves for one input, where the number is a straight line in it or in
// its inverse.
func (c compared) backwards(leaf calc.Step) []solved {
	x0, unit := leaf.Value().Rat(), leaf.Value().Unit()
	with := func(x *big.Rat) (calc.Step, *big.Rat) {
		s := c.target.Step.With(func(y calc.Step) bool { return len(y.Operands()) == 0 && y.Leaf() == leaf.Leaf() },
			quantity.New(x, unit))
		if !s.OK() {
			return s, nil
		}
		q, err := s.Value().In(c.number.unit)
		if err != nil {
			return s, nil
		}
		return s, q.Rat()
	}
	_, y1 := with(x0)
	_, y2 := with(new(big.Rat).Mul(x0, big.NewRat(2, 1)))
	if y1 == nil || y2 == nil || y1.Cmp(y2) == 0 {
		return nil
	}
	// the ends of what rounds to the figure: half up or even below, cut off above
	half := new(big.Rat).Quo(c.number.interval, big.NewRat(2, 1))
	ends := [2]*big.Rat{new(big.Rat).Sub(c.number.value, half), new(big.Rat).Add(c.number.value, half)}
	most := max(maxSolvedDigits, digitsOf(x0))
	for _, inverse := range []bool{false, true} {
		low, high := lineAt(x0, y1, y2, ends[0], inverse), lineAt(x0, y1, y2, ends[1], inverse)
		if low == nil || high == nil {
			continue
		}
		if low.Cmp(high) > 0 {
			low, high = high, low
		}
		if !plausible(low, x0, leaf) {
			continue
		}
		x := solved{leaf: leaf, width: new(big.Rat).Sub(high, low)}
		x.middle = new(big.Rat).Add(low, new(big.Rat).Quo(x.width, big.NewRat(2, 1)))
		if made, _ := with(x.middle); !c.reproduces(made) {
			continue // the number is no such line in it
		}
		if value, digits := decimalWithin(low, high, most); value != nil && value.Cmp(x0) != 0 {
			if made, _ := with(value); c.reproduces(made) {
				x.value, x.digits, x.made = value, digits, made
			}
		}
		return []solved{x}
	}
	return nil
}

// lineAt is where the line through (x0, y1) and (2·x0, y2) has the value y; of the
// inverse, where the line in 1/x has it. nil: nowhere above zero.
func lineAt(x0, y1, y2, y *big.Rat, inverse bool) *big.Rat {
	slope := new(big.Rat).Sub(y2, y1) // over one x0; in 1/x over half of 1/x0
	rise := new(big.Rat).Sub(y, y1)
	steps := new(big.Rat).Add(big.NewRat(1, 1), new(big.Rat).Quo(rise, slope))
	if inverse {
		// y = y1 + (1 - u)·2·(y2 - y1) with u = x0/x
		u := new(big.Rat).Sub(big.NewRat(1, 1), rise.Quo(rise, slope.Mul(slope, big.NewRat(2, 1))))
		if u.Sign() <= 0 {
			return nil
		}
		steps = u.Inv(u)
	}
	if steps.Sign() <= 0 {
		return nil
	}
	return steps.Mul(steps, x0)
}

// plausible reports whether a person could have taken a value for an input: not ten
// thousand times as much or as little, and no share above one.
func plausible(x, was *big.Rat, leaf calc.Step) bool {
	ratio := new(big.Rat).Quo(x, was)
	far := big.NewRat(10_000, 1)
	if ratio.Cmp(far) > 0 || new(big.Rat).Mul(ratio, far).Cmp(big.NewRat(1, 1)) < 0 {
		return false
	}
	if share, err := quantity.New(x, leaf.Value().Unit()).In(quantity.One); err == nil &&
		leaf.Value().Unit().Same(quantity.One) {
		one := big.NewRat(1, 1)
		before, _ := leaf.Value().In(quantity.One)
		return before.Rat().Cmp(one) > 0 || share.Rat().Cmp(one) <= 0
	}
	return true
}

// digitsOf are the significant digits with which a decimal is written.
func digitsOf(x *big.Rat) int {
	for digits := 1; digits < 12; digits++ {
		if quantity.RoundSignificant(x, digits).Cmp(x) == 0 {
			return digits
		}
	}
	return 12
}
