package application

import (
	"slices"

	"tidai/calc/plausibility"
	"tidai/calc/reduction"
	"tidai/calc/review"
	"tidai/calc/scope"
	"tidai/calc/substitution"
)

// Scope is the classification of every line.
func (c *Case) Scope() scope.Result {
	r := c.scope.get()
	r.Lines, r.Findings = slices.Clone(r.Lines), slices.Clone(r.Findings)
	return r
}

// Monitored is the actual emission that the monitoring data give, as a plan
// counts it; nil without any.
func (c *Case) Monitored() *reduction.Monitored { return c.monitored.get().Clone() }

// Actual is what the monitoring data say for comparison with what is permitted.
func (c *Case) Actual() Actual {
	a := c.actual.get()
	a.Accounts, a.Findings, a.Checked = slices.Clone(a.Accounts), slices.Clone(a.Findings), slices.Clone(a.Checked)
	return a
}

// Reduced is the assessment of what the project newly emits and of every source.
func (c *Case) Reduced() reduction.Result { return c.reduced.get().Clone() }

// Doubted is what was looked at of the facts, and what is asked.
func (c *Case) Doubted() plausibility.Result {
	r := c.doubted.get()
	return plausibility.Result{Looks: slices.Clone(r.Looks), Findings: slices.Clone(r.Findings)}
}

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
