package application

import (
	"slices"

	"tidai/calc"
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
	c.explained = inherit(c.explained, from.explained, sameDossier && sameLaw && c.monitored == from.monitored &&
		c.asOf == from.asOf && c.silent == from.silent, c.explain)
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

func (c *Case) explain() substitution.Plan {
	p := substitution.Make(c.planInput())
	if !c.silent {
		p.Findings = slices.DeleteFunc(p.Findings, saidByScope)
	}
	return p
}

func (c *Case) planInput() substitution.Input {
	in := substitution.Input{Dossier: c.given.Dossier, Book: c.given.Book, Policy: c.policy, On: c.on, AsOf: c.asOf,
		Monitored: c.monitored.get()}
	if !c.silent {
		in.Findings = append(c.Findings(), c.scope.get().Findings...)
	}
	return in
}

// saidByScope: the classification knows more than the list of classes by which
// reduction warns of an unusual one, so that warning goes.
func saidByScope(f calc.Finding) bool {
	return f.Code == reduction.CodeIndustry && f.Severity == calc.Warning
}

// Scope is the classification of every line.
func (c *Case) Scope() scope.Result {
	r := c.scope.get()
	r.Findings = slices.Clone(r.Findings)
	return r
}

// Explained is the plan with what it hangs on: what would turn the verdict,
// what keeps a metal short, and what would repair it.
func (c *Case) Explained() substitution.Plan { return c.explained.get().Clone() }

// Reviewed is the review of the submitted figures.
func (c *Case) Reviewed() review.Result { return c.reviewed.get().Clone() }
