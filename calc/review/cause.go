package review

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
)

// Cause is a mistake, or two, that reproduce a submitted figure. It explains
// the figure; it does not show that the mistake was made.
type Cause struct {
	Mistakes []string  // stable names, "part-omitted"
	What     calc.Text // in words, with where
	Weight   int       // how common such mistakes are taken to be, 1 to 9
	Explains int       // how many of the differing figures it reproduces
	Breaks   int       // how many figures that agree it would change
	Chance   *big.Rat  // at most how likely one of so many trials hits a figure of so many digits
	Step     calc.Step // the derivation with the mistake in it
}

// score ranks causes: the commoner the mistake, the more figures it explains
// at once, and the fewer right ones it would spoil.
func (c Cause) score() int { return c.Weight + 4*(c.Explains-1) - 4*c.Breaks }

// Firm reports whether a cause may stand beside the problem: a single mistake that
// hits a figure by chance less than once in eighty. What is not firm stands in an
// annex. Of random wrong figures fewer than one in a hundred has a firm cause.
func (c Cause) Firm() bool {
	return len(c.Mistakes) == 1 && c.Chance != nil && c.Chance.Cmp(firmChance) <= 0
}

var firmChance = big.NewRat(1, 80)

// FirmCause is the likeliest firm cause of a figure that is not on the safe side.
func (o Outcome) FirmCause() (Cause, bool) {
	if o.Side != SafeSide {
		for _, c := range o.Causes {
			if c.Firm() {
				return c, true
			}
		}
	}
	return Cause{}, false
}

// mistake is one way to get a number wrong. It makes any number of the dossier
// anew as its author would have come to it; what it does not touch it returns
// as it is.
type mistake struct {
	name   string
	weight int
	what   calc.Text
	edit   func(was, now calc.Step) calc.Step        // a mistake within derivations
	apply  func(substitution.Target) calc.Step       // any other, in the place of edit
	only   func(Submitted, substitution.Target) bool // figures it is tried for; nil: all
	change func(Change) Change                       // of the dossier, where that is what is wrong
	where  place                                     // of an edit that acts in one place; zero: anywhere
}

func (m mistake) of(t substitution.Target) calc.Step {
	if m.edit != nil {
		return t.Step.Rebuild(m.edit)
	}
	return m.apply(t)
}

// kept is the number with the mistake where its author went on with the method that
// the rule had chosen: he who forgets the removal in one method does not see that
// another is the least by then.
func (m mistake) kept(t substitution.Target) calc.Step {
	return t.Step.Rebuild(func(was, now calc.Step) calc.Step {
		if other := m.edit(was, now); other != now {
			return other
		}
		i := was.Chosen()
		if (was.Op() != calc.OpLeast && was.Op() != calc.OpGreatest) || i < 0 || i >= len(now.Operands()) ||
			now.Op() != was.Op() {
			return now
		}
		return now.Operands()[i].Named(was.Symbol(), was.TermKey()).In(now.Value().Unit())
	})
}

// compared is a figure that could be compared, with what it was compared with.
type compared struct {
	*Outcome
	number number
	target substitution.Target
}

// reproduces reports whether a number rounds to the figure, by GB/T 8170, half
// up, or cut off.
func (c compared) reproduces(s calc.Step) bool {
	if !s.OK() {
		return false
	}
	q, err := s.Value().In(c.number.unit)
	return err == nil && lastRounding(q.Rat(), c.number) != ""
}

// explain looks for what reproduces the figures that differ: every single
// mistake it knows, and where none does every pair of the commoner ones.
func (r *reviewer) explain() {
	var wrong, right []compared
	for i := range r.outcomes {
		o := &r.outcomes[i]
		if o.Verdict == Unknown || o.Verdict == FewDigits {
			continue
		}
		n, _ := readNumber(o.Submitted)
		t, _ := r.find(o.Submitted.Target)
		switch c := (compared{o, n, t}); {
		case o.Verdict != Differs:
			right = append(right, c)
		case n.value.Sign() != 0: // zero is reproduced by anything small: that explains nothing
			wrong = append(wrong, c)
		}
	}
	if len(wrong) == 0 {
		return
	}
	list := r.mistakes(wrong)
	k := newTrials(list)
	for i := range list {
		r.try(k, i, wrong, right)
	}
	for _, c := range wrong {
		r.judge(k, c)
		r.solve(c)
		if !slices.ContainsFunc(c.Causes, func(x Cause) bool { return x.Mistakes[0] != oneInput }) {
			r.pairs(c, k)
		}
		slices.SortStableFunc(c.Causes, func(a, b Cause) int {
			return cmp.Or(compareFirm(a, b), cmp.Compare(b.score(), a.score()))
		})
	}
	r.budgetSaid(k)
}

// compareFirm puts firm causes first.
func compareFirm(a, b Cause) int {
	switch {
	case a.Firm() == b.Firm():
		return 0
	case a.Firm():
		return -1
	}
	return 1
}

// try adds a mistake to the causes of every figure that it reproduces.
func (r *reviewer) try(k *trials, i int, wrong, right []compared) {
	m := k.list[i]
	var hit []int
	made := make([]calc.Step, len(wrong))
	for j, c := range wrong {
		if m.only != nil && !m.only(c.Submitted, c.target) {
			continue
		}
		if made[j] = k.of(i, c.target); !made[j].OK() {
			continue // it does not touch this number
		}
		c.Searched++
		if !c.reproduces(made[j]) && m.edit != nil {
			if s := k.kept(i, c.target); c.reproduces(s) {
				made[j] = s
			}
		}
		if c.reproduces(made[j]) {
			hit = append(hit, j)
		}
	}
	if len(hit) == 0 {
		return
	}
	breaks := 0
	for _, c := range right {
		if m.only != nil {
			continue
		}
		if s := k.of(i, c.target); s.OK() && !c.reproduces(s) {
			breaks++
		}
	}
	for _, j := range hit {
		wrong[j].Causes = append(wrong[j].Causes, Cause{Mistakes: []string{m.name}, What: m.what, Weight: m.weight,
			Explains: len(hit), Breaks: breaks, Step: made[j]})
	}
}

// What bounds the search for pairs of one figure.
const (
	maxPaired    = 60 // mistakes that are paired, the commonest
	maxReplanned = 10 // of these, mistakes of the dossier as a whole
	maxPairs     = 20 // pairs kept
)

// pairs looks for two mistakes that together reproduce a figure: two in its
// derivation, one of the dossier as a whole and one in the derivation that comes
// of it, two of the dossier, or any with the unit of the result.
func (r *reviewer) pairs(c compared, k *trials) {
	able, plans := r.pairable(c, k.list)
	try := func(a, b mistake, make func() calc.Step) {
		if !k.pay() {
			return
		}
		both := make()
		c.Searched++
		if c.reproduces(both) && len(c.Causes) < maxPairs {
			c.Causes = append(c.Causes, Cause{Mistakes: []string{a.name, b.name}, What: calc.Textf("%s，并且 %s",
				"%s, and %s", a.what, b.what),
				Weight: max(1, min(a.weight, b.weight)-3), Explains: 1, Step: both})
		}
	}
	units := unitMistakes()
	inUnit := func(a mistake, s calc.Step) {
		for _, u := range units {
			try(a, u, func() calc.Step { return u.apply(substitution.Target{Name: c.target.Name, Step: s}) })
		}
	}
	for i, a := range able {
		for _, b := range able[i+1:] {
			try(a, b, func() calc.Step {
				return c.target.Step.Rebuild(func(was, now calc.Step) calc.Step {
					return b.edit(was, a.edit(was,
						now))
				})
			})
		}
		inUnit(a, a.of(c.target))
	}
	for i, a := range plans {
		s := a.of(c.target)
		inUnit(a, s)
		for _, b := range r.within(s, map[place]bool{}) {
			if b.weight >= leastPaired {
				try(a, b, func() calc.Step { return s.Rebuild(b.edit) })
			}
		}
		for _, b := range plans[i+1:] {
			try(a, b, func() calc.Step { return r.replanned(a.change, b.change)(c.target) })
		}
	}
}

// leastPaired is the weight from which on mistakes are paired.
const leastPaired = 4

// pairable are the commonest mistakes that change a number: those in its
// derivation, and those of the dossier as a whole.
func (r *reviewer) pairable(c compared, list []mistake) (edits, plans []mistake) {
	for _, m := range list {
		if m.weight < leastPaired || m.edit == nil && m.change == nil || m.only != nil &&
			!m.only(c.Submitted, c.target) {
			continue
		}
		if s := m.of(c.target); !s.OK() || s.Value().Equal(c.target.Step.Value()) {
			continue
		}
		if m.edit != nil {
			edits = append(edits, m)
		} else {
			plans = append(plans, m)
		}
	}
	commonest := func(list []mistake, most int) []mistake {
		slices.SortStableFunc(list, func(a, b mistake) int { return cmp.Compare(b.weight, a.weight) })
		return list[:min(len(list), most)]
	}
	return commonest(edits, maxPaired), commonest(plans, maxReplanned)
}

// place is where in derivations a number stands: equal leaves are one place
// however often they are used, and so is one operation on the same operands.
type place struct {
	leaf        calc.LeafID
	op          calc.Op // of what has operands
	first, last calc.Step
	operands    int
}

func placeOf(s calc.Step) place {
	operands := s.Operands()
	if len(operands) == 0 {
		return place{leaf: s.Leaf()}
	}
	return place{op: s.Op(), first: operands[0], last: operands[len(operands)-1], operands: len(operands)}
}

// at is the edit that puts another number in one place. Where another mistake
// has changed the operation there already it does nothing: one mistake a place.
func at(s calc.Step, instead func(now calc.Step) calc.Step) func(was, now calc.Step) calc.Step {
	where := placeOf(s)
	return func(was, now calc.Step) calc.Step {
		if placeOf(was) != where || now.Op() != was.Op() || len(now.Operands()) != len(was.Operands()) {
			return now
		}
		other := instead(now)
		if !other.OK() || !other.Value().Unit().Same(now.Value().Unit()) {
			return now
		}
		return other.Named(was.Symbol(), was.TermKey()).In(now.Value().Unit())
	}
}

// scaled is a number times a factor that has no place in the law: the factor
// of a mistake.
func scaled(s calc.Step, by *big.Rat) calc.Step {
	factor := calc.Given("×", "one", quantity.New(by, quantity.One), calc.Origin{Kind: calc.FromDefinition})
	return calc.Product(s.Symbol(), s.TermKey(), calc.Clause{}, s, factor).In(s.Value().Unit())
}

// restated is a leaf with another value.
func restated(s calc.Step, value *big.Rat) calc.Step {
	return calc.Given(s.Symbol(), s.TermKey(), quantity.New(value, s.Value().Unit()), s.Origin())
}

// where is where of a number in a derivation: one that has a name of its own is
// called by it.
func (r *reviewer) where(s calc.Step) calc.Text {
	if len(s.Operands()) == 0 {
		return where(s)
	}
	if r.names == nil {
		r.names = map[place]string{}
		for _, t := range r.targets {
			if at := placeOf(t.Step); r.names[at] == "" {
				r.names[at] = t.Name
			}
		}
	}
	if name := r.names[placeOf(s)]; name != "" {
		return calc.Text{ZH: name, EN: name}
	}
	return where(s)
}

// where names a number for a person: its symbol and where it comes from.
func where(s calc.Step) calc.Text {
	o := s.Origin()
	name := s.Symbol()
	switch {
	case o.Factor != "":
		name += " " + o.Factor
	case !o.At.IsZero():
		name += " " + o.At.String()
	case s.OK() && len(s.Operands()) > 0:
		return calc.Textf("%s（%s）", "%s (%s)", name, briefly(s.Value()))
	}
	return calc.Text{ZH: name, EN: name}
}

// briefly is a quantity in few digits.
func briefly(q quantity.Quantity) string {
	text := q.Exact()
	if len(text) > 8 {
		text = q.Shown(6)
	}
	return strings.TrimSpace(text + " " + q.Unit().String())
}
