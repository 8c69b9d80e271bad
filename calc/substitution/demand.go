package substitution

import (
	"slices"

	"tidai/calc"
	"tidai/calc/reduction"
)

// Needed is what a project needs of every metal, and with the sources that were
// assessed all that an allocation is made from.
type Needed struct {
	Needs    []Need
	Waived   bool           // by notice 五: nothing is allocated
	Findings []calc.Finding // on the demand

	in     Input
	result reduction.Result
}

// Demand computes what a project needs (JL-2.0), of what its lines newly emit
// and its own sources reduce.
func Demand(in Input, r reduction.Result) Needed {
	p := newPlanner(in, r)
	p.needs()
	waived := p.exempted()
	return Needed{p.plan.Needs, waived, p.plan.Findings, in, r}
}

// With is the same with other needs, of which nothing is met yet.
func (n Needed) With(needs []Need) Needed {
	n.Needs = slices.Clone(needs)
	for i := range n.Needs {
		x := &n.Needs[i]
		x.SameSupply, x.OtherSupply, x.Allocated, x.Shortfall = calc.Step{}, calc.Step{}, calc.Step{}, calc.Step{}
	}
	return n
}

// Clone is the same with lists of its own.
func (n Needed) Clone() Needed {
	n.Needs, n.Findings, n.result = slices.Clone(n.Needs), slices.Clone(n.Findings), n.result.Clone()
	return n
}

// Allocated is what the needs are met from, and what is missing of each.
type Allocated struct {
	Needed
	Allocations []Allocation
	Moved       []Moved // transferred beyond what is needed
	Choice      Choice
}

// Allocate meets the needs from the accepted sources of others, in the order of
// the notice (JL-2.2, JL-2.4).
func (n Needed) Allocate() Allocated {
	if n.Waived {
		return Allocated{Needed: n}
	}
	d := newPlanner(n.in, n.result).draw(n.Needs, n.result.Offered())
	n.Needs = d.needs
	return Allocated{n, d.allocations, d.moved, d.choice}
}

// Clone is the same with lists of its own.
func (a Allocated) Clone() Allocated {
	a.Needed = a.Needed.Clone()
	a.Allocations, a.Moved = slices.Clone(a.Allocations), slices.Clone(a.Moved)
	return a
}

// Plan is the whole plan: the allocation with what stands against it, the
// obligations that follow, and the verdict.
func (a Allocated) Plan(j Against) Plan {
	p := newPlanner(a.in, a.result)
	p.plan.Needs, p.plan.Allocations, p.plan.Moved, p.plan.Choice = a.Needs, a.Allocations, a.Moved, a.Choice
	p.plan.Findings = slices.Concat(a.result.Findings, j.Findings, a.Findings)
	p.plan.On, p.plan.AsOf, p.plan.Law = j.On, j.AsOf, j.Law
	if j.On.IsZero() {
		p.plan.On = a.in.Dossier.Date
	}
	if j.AsOf.IsZero() {
		p.plan.AsOf = a.in.Dossier.Date
	}
	if !a.Waived {
		p.checkTerms()
	}
	p.checkPolicy()
	p.information()
	p.checkLaw()
	p.checkRows()
	p.statements()
	p.obligations()
	p.factorsUsed()
	p.liable()
	p.plan.Status = p.status(a.Waived)
	for i, f := range p.plan.Findings {
		p.plan.Findings[i] = p.plan.Graded(f)
	}
	p.plan.Findings = calc.SortFindings(p.plan.Findings)
	return p.plan
}
