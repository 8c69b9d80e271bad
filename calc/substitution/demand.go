package substitution

import (
	"tidai/calc"
	"tidai/calc/reduction"
)

// Demand computes what a project needs and what the sources of its dossier
// give, and allocates nothing: the first half of Make, for those who allocate
// over many projects.
func Demand(in Input) Plan {
	if in.On.IsZero() {
		in.On = in.Dossier.Date
	}
	p := &planner{Input: in, plan: Plan{Dossier: in.Dossier, Policy: in.Policy, On: in.On, AsOf: in.AsOf}}
	p.plan.Result = reduction.Assess(reduction.Input{Dossier: in.Dossier, Book: in.Book, Policy: in.Policy, On: in.On,
		Monitored: in.Monitored})
	p.plan.Findings = append(p.plan.Findings, p.plan.Result.Findings...)
	p.plan.Findings = append(p.plan.Findings, in.Findings...)
	p.needs()
	p.exempted()
	p.plan.Findings = calc.SortFindings(p.plan.Findings)
	return p.plan
}
