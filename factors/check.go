package factors

import (
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Check is a question that the tool asks by itself where a stated fact lies far
// from what else is known. It states no law: its bounds are ours, or those of
// the authority named as source, and how often it errs was measured.
type Check struct {
	ID        string // "amount-formula"
	Code      string // of its findings, "TD-PLA-001"
	Entry     string // of the list of checks, "A1"
	Name      calc.Text
	AppliesIf calc.Text // to what it is applied
	QuietIf   calc.Text // where it says nothing, though the bound is passed
	Reason    calc.Text // why the bounds are what they are
	Source    string    // who checks the same, or "ours"
	Bounds    []Bound

	Alternatives   []Alternative // rows of which a plant has one or the other
	Specifications []string      // to which alone it is applied, where that matters
	Counties       []County      // that there are
	Exclusive      bool          // facts that it asks about exclude each other: no reason explains them

	Measured Measured
	At       calc.Position
}

// County is a county, city district or development zone with its code.
type County struct{ Code, Name string }

// Alternative names rows of a specification's table of gas volumes of which a
// plant has one or the other.
type Alternative struct {
	Specification string
	Stacks        []string
}

// Bound is one figure of a check.
type Bound struct {
	ID     string // unique in its check
	Name   calc.Text
	Amount quantity.Quantity
	Local  bool // from a user's own factor file
	At     calc.Position

	check string // id of the check
}

// Measured is how a check did on made dossiers: its alarms on right ones, and
// how many wrong ones of the kinds it is for it found.
type Measured struct{ Right, Alarms, Wrong, Found string }

// Bound returns a figure of the check; the zero Bound where there is none.
func (c Check) Bound(id string) Bound {
	if i := slices.IndexFunc(c.Bounds, func(b Bound) bool { return b.ID == id }); i >= 0 {
		return c.Bounds[i]
	}
	return Bound{}
}

// Step is the bound as a leaf of a derivation.
func (b Bound) Step() calc.Step {
	return calc.Factor("T", "threshold", b.Amount, calc.Clause{}, calc.Origin{Kind: calc.FromFactor,
		Factor: "checks." + b.check + "." + b.ID, Status: calc.StatusText, Local: b.Local})
}

// Checks lists the checks in the order of their files.
func (b *Book) Checks() []Check {
	var out []Check
	for _, c := range b.readKinds(Plausibility) {
		out = append(out, c.checks...)
	}
	return out
}

// addChecks puts a user's checks in the place of those with their ids, in
// whichever section they stand, else into section i: what is stated replaces
// what was there, the rest stays.
func (b *Book) addChecks(i int, checks []Check) {
	for _, x := range checks {
		at := i
		for j, s := range b.sections {
			if s.kind == Plausibility && withCheck(s.load().checks, x.ID) >= 0 {
				at = j
			}
		}
		c := b.sections[at].load().clone()
		if j := withCheck(c.checks, x.ID); j >= 0 {
			c.checks[j] = c.checks[j].with(x.Bounds)
		} else {
			c.checks = append(c.checks, x)
		}
		b.sections[at].load = func() content { return c }
	}
}

func withCheck(checks []Check, id string) int {
	return slices.IndexFunc(checks, func(c Check) bool { return c.ID == id })
}

// with is the check with some of its bounds replaced.
func (c Check) with(bounds []Bound) Check {
	c.Bounds = slices.Clone(c.Bounds)
	for _, b := range bounds {
		i := slices.IndexFunc(c.Bounds, func(old Bound) bool { return old.ID == b.ID })
		if i < 0 {
			c.Bounds = append(c.Bounds, b)
			continue
		}
		if b.Name == (calc.Text{}) {
			b.Name = c.Bounds[i].Name
		}
		c.Bounds[i] = b
	}
	return c
}
