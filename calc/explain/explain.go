// Package explain says what a plan hangs on: what would turn its verdict, what
// keeps a metal short and what would repair that, and why a source is used or
// not.
//
// It computes no plan itself. Every answer was seen in a version of the
// application, which is computed as far as the question goes: the allocation
// where amounts are asked for, the whole plan where the verdict is.
package explain

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/factors"
)

// Version is an application, or one with something changed.
type Version interface {
	Dossier() *dossier.Dossier
	Policy() factors.Policy

	Monitored() *reduction.Monitored   // what its monitoring data give; nil without any
	Reduced() reduction.Result         // its emissions and sources, assessed
	Allocated() substitution.Allocated // its needs, and what they are met from
	Planned() substitution.Plan        // the whole plan

	WithSources([]dossier.ReductionSource) Version // whose sources state something else
	WithReadings(*reduction.Monitored) Version     // whose monitoring data give something else
	WithReduced(reduction.Result) Version          // whose assessment came to something else
	WithNeeds([]substitution.Need) Version         // which needs something else
}

// explainer explains one plan.
type explainer struct {
	Version
	order  substitution.Order
	result reduction.Result
	plan   substitution.Plan
}

func explainerOf(v Version) *explainer {
	p := v.Planned()
	return &explainer{Version: v, order: substitution.OrderFor(v.Dossier(), v.Policy(), p.Result), result: p.Result,
		plan: p}
}

// Plan is the plan of an application with what it hangs on: the conflicts of
// what is short, repairs, and what would turn the verdict.
func Plan(v Version) substitution.Plan {
	e := explainerOf(v)
	e.repairs()
	e.flips()
	e.plan.Findings = calc.SortFindings(e.plan.Findings)
	return e.plan
}

func (e *explainer) report(f calc.Finding) {
	e.plan.Findings = append(e.plan.Findings, e.Policy().Cited(f))
}

// metal is what a demand is of: a pollutant, into one medium where the policy
// keeps the media apart.
type metal struct {
	pollutant calc.Pollutant
	medium    calc.Medium
}

func metalOf(n substitution.Need) metal { return metal{n.Pollutant, n.Medium} }

func (m metal) name() calc.Text { return substitution.MetalName(m.pollutant, m.medium) }

// in finds the need of the metal; ok is false where there is none.
func (m metal) in(needs []substitution.Need) (n substitution.Need, ok bool) {
	i := slices.IndexFunc(needs, func(n substitution.Need) bool { return metalOf(n) == m })
	if i < 0 {
		return n, false
	}
	return needs[i], true
}

// short is what is missing of the metal in a version; no value where nothing is.
func (m metal) short(v Version) calc.Step {
	n, _ := m.in(v.Allocated().Needs)
	return n.Shortfall
}

func kilograms(s calc.Step) *big.Rat { return inUnit(s, quantity.KgPerYear) }

// inUnit is the value of a step in a unit, zero where there is none.
func inUnit(s calc.Step, u quantity.Unit) *big.Rat {
	q, err := s.Value().In(u)
	if !s.OK() || err != nil {
		return new(big.Rat)
	}
	return q.Rat()
}

func zero() calc.Step {
	return calc.ZeroAmount("0", "zero", quantity.KgPerYear, calc.Origin{Kind: calc.FromDefinition})
}
