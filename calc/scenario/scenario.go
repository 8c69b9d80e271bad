// Package scenario compares what-if versions of one application: what each
// gives, metal by metal, and at which value of one number the answer turns.
//
// It plans nothing itself: every version is a whole plan, made by the same
// code from a dossier read with the changes in place.
package scenario

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
)

// Case is one version of the application with its plan.
type Case struct {
	Folder   string            // of the dossier
	Scenario *dossier.Scenario // nil: the dossier as it stands, or with Changed
	Changed  []dossier.Change  // made beside the scenario's
	Called   string            // of the version that Changed makes; "": it has no name
	Plan     substitution.Plan
}

// Name is the scenario's name, of a dossier as it stands its project's.
func (c Case) Name() string {
	if c.Scenario != nil {
		return c.Scenario.Name
	}
	return c.Plan.Dossier.Project.Name
}

// Key is what amounts are kept apart by: a metal, or a metal into one medium
// where the policy keeps the media apart (reading 2).
type Key struct {
	Pollutant calc.Pollutant
	Medium    calc.Medium
}

// Level is what one version gives and needs of one metal, in kg/a.
type Level struct {
	Key
	New       calc.Step // what the project newly emits, by what is permitted; no value where nothing
	Usable    calc.Step // of all accepted sources of others; zero where none gives any
	Own       calc.Step // by the project's own discharger (以新带老); no value where there is none
	Demand    calc.Step // no value where the project needs none
	Waived    bool
	Balance   calc.Step // what would be left, or with a minus is missing; no value without a demand
	Shortfall calc.Step // what the plan lacks; no value where nothing
	Change    calc.Step // of Usable against the first version; no value for the first
	Certainty Certainty
	Unknown   []string // accepted sources whose amount could not be computed: not in Usable
}

// Capacity is what remains of the production of a source's line.
type Capacity struct {
	Source, Line, LineName, Product string
	Approved                        calc.Step
	Remaining                       calc.Step
	Why                             calc.Text
}

// Duties sums up the obligations of a plan.
type Duties struct {
	All, Done int
	Passed    int // due day passed, no proof in the dossier
	// the first due day of those that are not done, from the day of judgement on; zero: none has a day
	Next     calc.Date
	NextCode string    // what is due then
	Last     calc.Date // the last due day of those that are not done
}

// Result is one version as it is compared.
type Result struct {
	Case
	Levels   []Level // by the keys of the comparison
	Capacity []Capacity
	Duties   Duties
	Same     bool // nothing that is compared differs from the first version
}

// Comparison is several versions side by side; the first is what the others
// are compared with.
type Comparison struct {
	Keys    []Key
	Results []Result
}

// Compare sets versions side by side. Uncertainty, if not nil, says what is
// stated about leaves.
func Compare(cases []Case, stated Uncertainty) Comparison {
	var c Comparison
	for _, x := range cases {
		for _, k := range keysOf(x.Plan) {
			if !slices.Contains(c.Keys, k) {
				c.Keys = append(c.Keys, k)
			}
		}
	}
	slices.SortFunc(c.Keys, Key.compare)
	for i, x := range cases {
		r := Result{Case: x, Duties: dutiesOf(x.Plan), Capacity: capacities(x.Plan.Dossier)}
		for j, k := range c.Keys {
			l := LevelOf(x.Plan, k)
			l.Certainty = certaintyOf(l.Usable, stated)
			if i > 0 {
				l.Change = calc.Difference("Δ", "change", calc.Clause{}, l.Usable, c.Results[0].Levels[j].Usable)
			}
			r.Levels = append(r.Levels, l)
		}
		r.Same = i > 0 && same(r, c.Results[0])
		c.Results = append(c.Results, r)
	}
	return c
}

func (k Key) compare(l Key) int {
	if d := k.Pollutant.Order() - l.Pollutant.Order(); d != 0 {
		return d
	}
	return calc.Media.Index(k.Medium) - calc.Media.Index(l.Medium)
}

// keysOf lists what a plan needs, and what its accepted sources give beside.
func keysOf(p substitution.Plan) []Key {
	var out []Key
	add := func(k Key) {
		if k.Pollutant.Quota() && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	separate := p.Policy.Choice("media") == "separate"
	for _, n := range p.Needs {
		add(Key{n.Pollutant, n.Medium})
	}
	for _, s := range p.Result.Sources {
		for _, r := range s.Rows {
			k := Key{Pollutant: r.Pollutant}
			if separate {
				k.Medium = r.Medium
			}
			add(k)
		}
	}
	return out
}

// LevelOf is what a plan gives and needs of one metal.
func LevelOf(p substitution.Plan, k Key) Level {
	l := Level{Key: k}
	var parts []calc.Step
	for _, s := range p.Result.Sources {
		if s.Own || !s.Accepted() {
			continue
		}
		if amount, ok := s.Usable(k.Pollutant, k.Medium); ok {
			parts = append(parts, amount)
		}
		if unknown(s, k) {
			l.Unknown = append(l.Unknown, s.Source.ID)
		}
	}
	l.Usable = zero()
	if len(parts) > 0 {
		l.Usable = calc.Total("ΔE", "usable-reduction", calc.Clause{}, parts...)
	}
	for _, n := range p.Needs {
		if n.Pollutant != k.Pollutant || n.Medium != k.Medium {
			continue
		}
		l.New, l.Own, l.Demand, l.Waived, l.Shortfall = n.New, n.Own, n.Demand, n.Waived, n.Shortfall
		switch {
		case !n.Demand.OK() || n.Waived:
		case n.Shortfall.OK(): // lots and terms of transferors can leave a gap beside a surplus
			l.Balance = calc.Difference("E余", "balance", calc.Clause{}, zero(), n.Shortfall)
		default:
			l.Balance = calc.Difference("E余", "balance", calc.Clause{}, l.Usable, n.Demand)
		}
	}
	return l
}

func unknown(s reduction.SourceResult, k Key) bool {
	return slices.ContainsFunc(s.Rows, func(r reduction.Row) bool {
		return r.Pollutant == k.Pollutant && (k.Medium == "" || k.Medium == r.Medium) && !r.Usable.OK()
	})
}

func zero() calc.Step {
	return calc.ZeroAmount("0", "zero", quantity.KgPerYear, calc.Origin{Kind: calc.FromDefinition})
}

// same reports whether nothing that is compared differs.
func same(a, b Result) bool {
	if a.Plan.Status != b.Plan.Status || a.Duties != b.Duties || len(a.Capacity) != len(b.Capacity) {
		return false
	}
	for i := range a.Levels {
		x, y := a.Levels[i], b.Levels[i]
		for _, pair := range [][2]calc.Step{{x.Usable, y.Usable}, {x.Own, y.Own}, {x.Demand, y.Demand},
			{x.Balance, y.Balance}} {
			if !equal(pair[0], pair[1]) {
				return false
			}
		}
	}
	for i := range a.Capacity {
		if a.Capacity[i].Line != b.Capacity[i].Line || !equal(a.Capacity[i].Remaining, b.Capacity[i].Remaining) {
			return false
		}
	}
	return true
}

func equal(a, b calc.Step) bool {
	if !a.OK() || !b.OK() {
		return a.OK() == b.OK()
	}
	return a.Value().Equal(b.Value())
}

// dutiesOf sums up the obligations. A duty without a day has no place in the
// calendar and counts all the same.
func dutiesOf(p substitution.Plan) Duties {
	d := Duties{All: len(p.Obligations)}
	for _, o := range p.Obligations {
		switch {
		case o.Done:
			d.Done++
			continue
		case o.Overdue:
			d.Passed++
		}
		if o.Due.IsZero() {
			continue
		}
		if !o.Due.Before(p.AsOf) && (d.Next.IsZero() || o.Due.Before(d.Next)) {
			d.Next, d.NextCode = o.Due, o.Code
		}
		if o.Due.After(d.Last) {
			d.Last = o.Due
		}
	}
	return d
}
