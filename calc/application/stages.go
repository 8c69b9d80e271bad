package application

import (
	"slices"

	"tidai/calc"
	"tidai/calc/explain"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
	"tidai/calc/reduction"
	"tidai/calc/review"
	"tidai/calc/scope"
	"tidai/calc/substitution"
)

// wired gives a case its stages. It takes over those of the case it was made
// from whose inputs are the same: what it was given, and the stages before.
func (c *Case) wired(from *Case) *Case {
	sameDossier := c.given.Dossier == from.given.Dossier
	sameLaw := c.given.Book == from.given.Book && c.policy.ID == from.policy.ID && c.on == from.on
	sameFacts := c.given.Book == from.given.Book && c.on == from.on && (sameDossier || c.facts.Same(from.facts))

	c.scope = inherit(c.scope, from.scope, sameDossier && sameLaw, func() scope.Result {
		return scope.Classify(scope.Input{Dossier: c.given.Dossier, Policy: c.policy, Table: c.tables.scope})
	})
	c.readings = inherit(c.readings, from.readings, sameFacts, func() *reduction.Monitored {
		return reduction.Monitor(c.monitoring())
	})
	c.monitored = inherit(c.monitored, from.monitored, c.readings == from.readings && c.nonDetect == from.nonDetect,
		c.counted)
	c.actual = inherit(c.actual, from.actual, sameFacts, func() Actual {
		return c.ActualFor(monitoring.Compliance, monitoring.Options{})
	})
	c.reduced = inherit(c.reduced, from.reduced, sameDossier && sameLaw && c.monitored == from.monitored &&
		(c.compared || !from.compared), c.reduce)
	c.needed = inherit(c.needed, from.needed, sameDossier && sameLaw && c.reduced == from.reduced, c.need)
	c.allocated = inherit(c.allocated, from.allocated, c.needed == from.needed, func() substitution.Allocated {
		return c.needed.get().Allocate()
	})
	c.planned = inherit(c.planned, from.planned, sameDossier && sameLaw && c.allocated == from.allocated &&
		c.scope == from.scope && c.asOf == from.asOf && c.silent == from.silent, c.plan)
	c.explained = inherit(c.explained, from.explained, c.planned == from.planned, func() substitution.Plan {
		return explain.Plan(version{c})
	})
	c.reviewed = inherit(c.reviewed, from.reviewed, c.explained == from.explained && c.actual == from.actual &&
		c.submitted == nil && from.submitted == nil, c.review)
	return c
}

// monitoring is what an assessment of the monitoring data may read.
func (c *Case) monitoring() monitoring.Input {
	in := monitoring.Input{Facts: c.facts, Book: c.given.Book, On: c.on}
	if c.given.Files != nil {
		in.Read = intake.New(c.given.Files)
	}
	return in
}

func (c *Case) counted() *reduction.Monitored {
	m := c.readings.get()
	if m == nil || c.nonDetect == "" {
		return m
	}
	return m.Under(c.nonDetect)
}

func (c *Case) reduce() reduction.Result {
	return reduction.Assess(reduction.Input{Dossier: c.given.Dossier, Book: c.given.Book, Policy: c.policy, On: c.on,
		Monitored: c.monitored.get(), Compared: c.compared})
}

func (c *Case) need() substitution.Needed {
	return substitution.Demand(substitution.Input{Dossier: c.given.Dossier, Policy: c.policy}, c.reduced.get())
}

// plan lets what is doubtful in the input, and what the classification of the
// lines found, join the plan's findings: it can stand against the plan.
func (c *Case) plan() substitution.Plan {
	judged := substitution.Against{On: c.on, AsOf: c.asOf}
	if c.silent {
		return c.allocated.get().Plan(judged)
	}
	judged.Findings = append(c.Findings(), c.scope.get().Findings...)
	p := c.allocated.get().Plan(judged)
	p.Findings = slices.DeleteFunc(p.Findings, saidByScope)
	return p
}

// saidByScope: the classification knows more than the list of classes by which
// reduction warns of an unusual one, so that warning goes.
func saidByScope(f calc.Finding) bool {
	return f.Code == reduction.CodeIndustry && f.Severity == calc.Warning
}

// Scope is the classification of every line.
func (c *Case) Scope() scope.Result {
	r := c.scope.get()
	r.Lines, r.Findings = slices.Clone(r.Lines), slices.Clone(r.Findings)
	return r
}

// Monitored is the actual emission that the monitoring data give, as a plan
// counts it; nil without any.
func (c *Case) Monitored() *reduction.Monitored { return c.monitored.get().Clone() }

// Reduced is the assessment of what the project newly emits and of every source.
func (c *Case) Reduced() reduction.Result { return c.reduced.get().Clone() }

// Needed is what the project needs of every metal.
func (c *Case) Needed() substitution.Needed { return c.needed.get().Clone() }

// Allocated is what the needs are met from, and what is missing.
func (c *Case) Allocated() substitution.Allocated { return c.allocated.get().Clone() }

// Planned is the plan, without what explains it.
func (c *Case) Planned() substitution.Plan { return c.planned.get().Clone() }

// Explained is the plan with what it hangs on: what would turn the verdict,
// what keeps a metal short, and what would repair it.
func (c *Case) Explained() substitution.Plan { return c.explained.get().Clone() }

// Reviewed is the review of the submitted figures.
func (c *Case) Reviewed() review.Result { return c.reviewed.get().Clone() }
