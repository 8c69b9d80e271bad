package review

import (
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
)

var examples = []string{"plating", "lead-battery", "smelting", "mining", "pvc", "leather"}

// author computes numbers as people do: with roundings on the way. It does so
// by itself, not by the rewriting of derivations that the review uses.
type author struct {
	rng    *rand.Rand
	place  *big.Rat // amounts are rounded to this, in unit; nil: to digits instead
	unit   quantity.Unit
	digits int
	rounds map[string]bool // by value: what is equal is treated alike
	last   *big.Rat        // the figure's last digit, in unit: addends are not rounded more coarsely
	added  []quantity.Quantity
}

func (a *author) of(t testing.TB, s calc.Step, root bool) quantity.Quantity {
	operands := s.Operands()
	if len(operands) == 0 {
		return s.Value()
	}
	values := make([]quantity.Quantity, len(operands))
	for i, o := range operands {
		values[i] = a.of(t, o, false)
	}
	q, err := fold(s.Op(), values)
	if err != nil {
		t.Fatal(err)
	}
	q, err = q.In(s.Value().Unit())
	if err != nil {
		t.Fatal(err)
	}
	if i := s.Interval(); i != nil {
		switch s.Op() {
		case calc.OpRoundDown:
			return quantity.New(quantity.FloorTo(q.Rat(), i), q.Unit())
		case calc.OpRoundUp:
			return quantity.New(quantity.CeilTo(q.Rat(), i), q.Unit())
		}
		return quantity.New(quantity.RoundTo(q.Rat(), i), q.Unit())
	}
	if root {
		return q
	}
	return a.rounded(s, q)
}

// rounded rounds an intermediate number, or not: whether was decided once for
// its exact value.
func (a *author) rounded(s calc.Step, q quantity.Quantity) quantity.Quantity {
	key := s.Value().String()
	chosen, known := a.rounds[key]
	if !known {
		chosen = a.rng.IntN(2) == 0
		a.rounds[key] = chosen
	}
	switch {
	case !chosen:
		return q
	case a.place == nil:
		digits := quantity.RoundSignificant(q.Rat(), a.digits)
		if q.Unit().Same(a.unit) && slices.ContainsFunc(a.added, s.Value().Equal) {
			last := must(quantity.New(a.last, a.unit).In(q.Unit())).Rat()
			finer := quantity.RoundTo(q.Rat(), last)
			if off := func(x *big.Rat) *big.Rat { return new(big.Rat).Abs(new(big.Rat).Sub(x, q.Rat())) }; off(digits).
				Cmp(off(finer)) > 0 {
				digits = finer // the finer of the two
			}
		}
		return quantity.New(digits, q.Unit())
	case !q.Unit().Same(a.unit):
		return q
	}
	in, err := quantity.New(a.place, a.unit).In(q.Unit())
	if err != nil {
		panic(err)
	}
	interval := in.Rat() // three digits are kept, however coarse the place
	if least := quantity.Pow10(-placesFor(q.Rat(), 3)); q.Sign() > 0 && least.Cmp(interval) < 0 {
		interval = least
	}
	return quantity.New(quantity.RoundTo(q.Rat(), interval), q.Unit())
}

// lastly writes a number to so many decimals: by GB/T 8170, half up, or cut.
func lastly(x *big.Rat, places, way int) string {
	interval := quantity.Pow10(-places)
	switch way {
	case 1:
		half := new(big.Rat).Quo(interval, big.NewRat(2, 1))
		return quantity.FloorTo(new(big.Rat).Add(x, half), interval).FloatString(places)
	case 2:
		return quantity.FloorTo(x, interval).FloatString(places)
	}
	return quantity.Fixed(x, places)
}

// placesFor is how many decimals show x to so many significant digits.
func placesFor(x *big.Rat, digits int) int {
	places := 0
	for bound := quantity.Pow10(digits - 1); new(big.Rat).Mul(x, quantity.Pow10(places)).Cmp(bound) < 0 && places < 9; {
		places++
	}
	return places
}

// version is an example with capacities of its own, so that its numbers do not
// come out even.
type version struct {
	name string
	set  []dossier.Change
	plan substitution.Plan
}

// versions are every example as it stands, and with other capacities of the
// project's lines.
func versions(t testing.TB, rng *rand.Rand, each int) []version {
	var list []version
	for _, name := range examples {
		p, _ := planOf(t, name)
		list = append(list, version{name, nil, p})
		for range each {
			var set []dossier.Change
			for _, id := range p.Dossier.Project.Lines {
				l, _ := p.Dossier.Line(id)
				for _, x := range l.Products {
					by := big.NewRat(int64(11+rng.IntN(1989)), 1000)
					capacity := quantity.RoundSignificant(new(big.Rat).Mul(x.Capacity.Amount.Rat(), by), 3)
					set = append(set, dossier.Change{Path: "line." + id + ".product." + x.ID + ".capacity",
						Value: quantity.Exact(capacity) + " " + x.Capacity.Amount.Unit().String()})
				}
			}
			if q, ok := planVariant(name, set); ok {
				list = append(list, version{name, set, q})
			}
		}
	}
	return list
}

// Figures that are right, rounded at random stages: none may be called wrong.
func TestNoFalseAlarms(t *testing.T) {
	rng := rand.New(rand.NewPCG(20221201, 12))
	count := 10_000
	if testing.Short() {
		count = 2000
	}
	byPath, done := 0, 0
	type example struct {
		plan    substitution.Plan
		targets []substitution.Target
	}
	var list []example
	for _, v := range versions(t, rng, 8) {
		list = append(list, example{v.plan, Targets(v.plan, nil)})
	}
	for done < count {
		x := list[rng.IntN(len(list))]
		target := x.targets[rng.IntN(len(x.targets))]
		if !target.Step.OK() || target.Step.Sign() <= 0 {
			continue
		}
		unit := quantity.KgPerYear
		if rng.IntN(4) == 0 {
			unit = quantity.MustUnit("t/a")
		}
		exact, err := target.Step.Value().In(unit)
		if err != nil {
			continue
		}
		places := placesFor(exact.Rat(), 3+rng.IntN(3))
		significant := len(strings.TrimLeft(strings.Replace(quantity.Fixed(exact.Rat(), places), ".", "", 1), "0"))
		a := &author{rng: rng, unit: unit, rounds: map[string]bool{}, digits: max(3, significant) + rng.IntN(3)}
		a.last = quantity.Pow10(-places)
		for _, x := range target.Step.Numbers() {
			if x.Op() == calc.OpSum || x.Op() == calc.OpDifference {
				for _, o := range x.Operands() {
					a.added = append(a.added, o.Value())
				}
			}
		}
		if rng.IntN(2) == 0 {
			a.place = quantity.Pow10(-places - rng.IntN(4))
		}
		q, err := a.of(t, target.Step, true).In(unit)
		if err != nil {
			t.Fatal(err)
		}
		written := lastly(q.Rat(), places, rng.IntN(3))
		if strings.Trim(written, "0.") == "" {
			continue
		}
		done++
		r := &reviewer{targets: x.targets, seen: map[string]int{}}
		o := r.figure(Submitted{Target: target.Name, Written: written, Unit: unit.String()})
		switch o.Verdict {
		case ByPath:
			byPath++
		case Agrees:
		default:
			t.Errorf("%s: %s as %s %s (exact %s): %s; rounded %v, place %v, %d digits", x.plan.Dossier.Project.Name,
				target.Name, written, unit, exact.Shown(8), o.Verdict, a.rounds, a.place, a.digits)
		}
	}
	t.Logf("%d right figures rounded at random stages: %d by a path, the rest at once, no false alarm", done, byPath)
	if byPath < done/50 {
		t.Errorf("only %d of %d needed a path: the roundings do nothing", byPath, done)
	}
}

// injected is one mistake as its author makes it, in the dossier itself or by
// arithmetic on right numbers, and the names under which the review may find
// it.
type injected struct {
	name   string
	found  []string
	target string
	value  quantity.Quantity
}

// injections lists every mistake of an example that the generator knows.
func injections(v version) []injected {
	var list []injected
	add := func(kind, target string, q quantity.Quantity, found ...string) {
		if q.Sign() > 0 {
			list = append(list, injected{kind, found, target, q})
		}
	}
	arithmetic(v.plan, add)
	inDossier(v, add)
	return list
}

type adding func(kind, target string, q quantity.Quantity, found ...string)

func must(q quantity.Quantity, err error) quantity.Quantity {
	if err != nil {
		panic(err)
	}
	return q
}

func times(q quantity.Quantity, by *big.Rat) quantity.Quantity {
	return quantity.New(new(big.Rat).Mul(q.Rat(), by), q.Unit())
}

// arithmetic makes the mistakes that are plain arithmetic on right numbers.
func arithmetic(p substitution.Plan, add adding) {
	hexavalent := map[string]calc.Step{}
	for _, a := range p.Result.Outlets {
		if a.Pollutant == calc.CrVI && a.Contribution.OK() {
			hexavalent[a.Target()] = a.Contribution
		}
	}
	for _, a := range p.Result.Outlets {
		target := a.Target() + "/" + string(a.Pollutant) + "/counted"
		if !a.Contribution.OK() || a.Contribution.Sign() <= 0 {
			continue
		}
		v := a.Contribution.Value()
		add("kg for t", target, times(v, big.NewRat(1, 1000)), "result-unit")
		add("g for kg", target, times(v, big.NewRat(1000, 1)), "result-unit")
		if six, ok := hexavalent[a.Target()]; ok && a.Pollutant == calc.Chromium {
			add("Cr(VI) added to Cr", target, must(v.Add(six.Value())), "chromium-vi-added")
		}
		for _, c := range a.Candidates {
			if a.Permitted.OK() && c.Amount.OK() && !c.Amount.Value().Equal(v) {
				add("another method's amount", target, must(c.Amount.Value().In(v.Unit())), "not-the-permitted",
					"other-number")
			}
		}
	}
	for _, x := range p.Targets() {
		if !x.Step.OK() {
			continue
		}
		for _, y := range x.Step.Numbers() { // the product with 1 − η that the number is
			if y.Op() != calc.OpProduct || !sameNumber(x.Step, y) {
				continue
			}
			for _, o := range y.Operands() {
				if isRemainder(o) && o.Sign() > 0 {
					left, v := o.Value().Rat(), x.Step.Value()
					all := times(v, new(big.Rat).Inv(left))
					add("removal not applied", x.Name, all, "efficiency-omitted", "other-number")
					add("η for 1 − η", x.Name, times(all, new(big.Rat).Sub(big.NewRat(1, 1), left)),
						"efficiency-inverted")
					add("removal twice", x.Name, times(v, left), "efficiency-twice")
				}
			}
		}
	}
	for _, n := range p.Needs {
		m := string(n.Pollutant)
		if n.Water.OK() && n.Air.OK() && n.Water.Sign() > 0 && n.Air.Sign() > 0 {
			add("a medium left out", "new/"+m, n.Water.Value(), "part-omitted", "other-number", "line-omitted")
			add("a medium left out", "new/"+m, n.Air.Value(), "part-omitted", "other-number", "line-omitted")
			add("a medium twice", "new/"+m, must(n.New.Value().Add(n.Water.Value())), "part-twice")
		}
		if n.Own.OK() && n.Net.Sign() > 0 {
			add("own reduction not deducted", "demand/"+m, n.New.Value(), "deduction-omitted", "other-number")
			add("own reduction added", "demand/"+m, must(n.New.Value().Add(n.Own.Value())), "deduction-added")
		}
	}
	for _, s := range p.Result.Sources {
		for _, r := range s.Rows {
			if r.Before.OK() && r.After.OK() && r.After.Sign() > 0 && r.Usable.OK() && r.Usable.Sign() > 0 {
				add("after-state not deducted", fmt.Sprintf("source:%s/%s/%s", s.Source.ID, r.Pollutant, r.Medium),
					r.Before.Value(), "deduction-omitted", "other-number")
			}
		}
	}
}

// inDossier makes the mistakes of input in the dossier's own text, and takes
// the figure from the plan of the changed dossier.
func inDossier(v version, add adding) {
	p, d := v.plan, v.plan.Dossier
	change := func(kind string, found []string, set ...dossier.Change) {
		all := slices.DeleteFunc(slices.Clone(v.set), func(c dossier.Change) bool { return c.Path == set[0].Path })
		wrong, ok := planVariant(v.name, append(all, set...))
		if !ok {
			return
		}
		for _, x := range p.Targets() {
			if !strings.HasSuffix(x.Name, "/counted") && !strings.HasPrefix(x.Name, "new/") &&
				!strings.HasSuffix(x.Name, "/intensity") || !x.Step.OK() {
				continue
			}
			for _, y := range wrong.Targets() {
				if y.Name == x.Name && y.Step.OK() && !y.Step.Value().Equal(x.Step.Value()) {
					add(kind, x.Name, y.Step.Value(), found...)
				}
			}
		}
	}
	// Lines and outlets, by a dossier changed by hand.
	again := func(kind string, change func(*dossier.Dossier), found ...string) {
		c := *d
		c.Outlets = slices.Clone(d.Outlets)
		c.Project.Lines = slices.Clone(d.Project.Lines)
		change(&c)
		_, book := bookOf(d)
		wrong := planned(&c, book, p.Policy, calc.Date{})
		for _, x := range p.Targets() {
			if !strings.HasSuffix(x.Name, "/permitted") && !strings.HasPrefix(x.Name, "new/") || !x.Step.OK() {
				continue
			}
			for _, y := range wrong.Targets() {
				if y.Name == x.Name && y.Step.OK() && !y.Step.Value().Equal(x.Step.Value()) {
					add(kind, x.Name, y.Step.Value(), found...)
				}
			}
		}
	}
	for i := range d.Project.Lines {
		if len(d.Project.Lines) > 1 {
			again("a line left out", func(c *dossier.Dossier) {
				c.Project.Lines = slices.Delete(c.Project.Lines, i,
					i+1)
			}, "line-omitted", "part-omitted", "other-number")
		}
	}
	for _, l := range d.Lines {
		if l.Discharger == d.Project.Discharger && !slices.Contains(d.Project.Lines, l.ID) {
			again("a line of another project counted",
				func(c *dossier.Dossier) { c.Project.Lines = append(c.Project.Lines, l.ID) }, "line-included",
				"line-not-key")
		}
	}
	for i, o := range d.Outlets {
		if o.Discharger == d.Project.Discharger && o.Position == calc.TotalOutlet {
			again("the total outlet counted too", func(c *dossier.Dossier) { c.Outlets[i].Position = calc.Workshop },
				"total-outlet-counted", "part-twice", "other-number")
		}
	}
	for _, o := range d.Outlets {
		for _, class := range []string{"new", "special"} {
			if o.Discharger == d.Project.Discharger && o.LimitClass != "" && string(o.LimitClass) != class {
				change("another class of limits", []string{"limit-class", "superseded"},
					dossier.Change{Path: "outlet." + o.ID + ".limit_class", Value: class})
			}
		}
	}
	for _, id := range d.Project.Lines {
		l, _ := d.Line(id)
		for _, product := range l.Products {
			path := "line." + id + ".product." + product.ID + ".capacity"
			number := quantity.Exact(product.Capacity.Amount.Rat())
			unit := product.Capacity.Amount.Unit().String()
			change("a unit off by 10³", []string{"unit-thousand", "result-unit"}, dossier.Change{Path: path,
				Value: quantity.Exact(new(big.Rat).Mul(product.Capacity.Amount.Rat(), big.NewRat(1000, 1))) + " " +
					unit})
			if len(number) >= 2 && number[0] != number[1] && number[1] != '.' && number[1] != '0' {
				swapped := number[1:2] + number[:1] + number[2:]
				change("two digits transposed", []string{"digits-transposed"}, dossier.Change{Path: path,
					Value: swapped + " " + unit})
			}
			change("the point off by one place", []string{"point-shifted", "digit-dropped", "digit-doubled",
				"result-point-shifted", "result-digit-dropped", "other-capacity"},
				dossier.Change{Path: path, Value: quantity.Exact(new(big.Rat).Mul(product.Capacity.Amount.Rat(),
					big.NewRat(10, 1))) + " " + unit})
		}
	}
}

// planVariant plans an example with changes of its text.
func planVariant(name string, set []dossier.Change) (substitution.Plan, bool) {
	d, findings := dossier.ParseVariant(os.DirFS("../../testdata/dossiers/"+name), dossier.Variant{Set: set})
	if calc.HasErrors(findings) {
		return substitution.Plan{}, false
	}
	p, book := bookOf(d)
	return planned(d, book, p, calc.Date{}), true
}

// remembered plans each change once: every review of a version tries the same
// changes, and planning them again is most of the work.
func remembered(plan func(Change) substitution.Plan) func(Change) (substitution.Plan, []substitution.Target) {
	type known struct {
		change Change
		plan   substitution.Plan
	}
	var all []known
	return func(c Change) (substitution.Plan, []substitution.Target) {
		i := slices.IndexFunc(all, func(k known) bool { return reflect.DeepEqual(k.change, c) })
		if i < 0 {
			i, all = len(all), append(all, known{c, plan(c)})
		}
		return all[i].plan, nil
	}
}

// Injected mistakes: every one that changes a printed digit is called a
// difference, and at least 95 in 100 are named first or second.
func TestInjectedMistakes(t *testing.T) {
	rng := rand.New(rand.NewPCG(20221201, 34))
	type score struct{ made, flagged, first, second int }
	scores := map[string]*score{}
	var total score
	rounds := 2
	if testing.Short() {
		rounds = 1
	}
	for _, v := range versions(t, rng, 1) {
		p, name := v.plan, v.name
		_, book := bookOf(p.Dossier)
		again := remembered(func(c Change) substitution.Plan { return planned(c.Dossier, book, p.Policy, c.On) })
		right := map[string]calc.Step{}
		for _, x := range Targets(p, nil) {
			right[x.Name] = x.Step
		}
		for _, x := range injections(v) {
			for range rounds {
				kg, err := x.value.In(quantity.KgPerYear)
				if err != nil {
					t.Fatal(err)
				}
				places := placesFor(kg.Rat(), 3+rng.IntN(3))
				written := lastly(kg.Rat(), places, []int{0, 0, 1, 2}[rng.IntN(4)])
				exact, _ := right[x.target].Value().In(quantity.KgPerYear)
				if slices.Contains([]string{lastly(exact.Rat(), places, 0), lastly(exact.Rat(), places, 1),
					lastly(exact.Rat(), places, 2)}, written) {
					continue // no printed digit changes
				}
				s := scores[x.name]
				if s == nil {
					s = &score{}
					scores[x.name] = s
				}
				s.made, total.made = s.made+1, total.made+1
				o := Make(Input{Plan: p, Book: book, Figures: []Submitted{{Target: x.target, Written: written,
					Unit: "kg/a"}}, Again: again}).Outcomes[0]
				if o.Verdict != Differs {
					t.Errorf("%s: %s as %s with %q: %s, %+v", name, x.target, written, x.name, o.Verdict, o.Path)
					continue
				}
				s.flagged, total.flagged = s.flagged+1, total.flagged+1
				switch i := slices.IndexFunc(o.Causes, func(c Cause) bool {
					return len(c.Mistakes) == 1 &&
						slices.Contains(x.found, c.Mistakes[0])
				}); i {
				case 0:
					s.first, total.first = s.first+1, total.first+1
				case 1:
					s.second, total.second = s.second+1, total.second+1
				default:
					t.Logf("%s: %s as %s with %q: place %d of %q", name, x.target, written, x.name, i, names(o))
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		s := scores[name]
		t.Logf("| %s | %d | %d | %d | %d |", name, s.made, s.flagged, s.first, s.second)
	}
	t.Logf("| all | %d | %d | %d | %d |", total.made, total.flagged, total.first, total.second)
	if total.made < 300 && !testing.Short() {
		t.Errorf("only %d mistakes injected", total.made)
	}
	if 100*(total.first+total.second) < 95*total.made {
		t.Errorf("%d of %d named first or second, want 95 in 100", total.first+total.second, total.made)
	}
}
