package substitution

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
	"tidai/factors"
)

// given is all that a plan is made from, here without an application that
// keeps the parts.
type given struct {
	Dossier   *dossier.Dossier
	Book      *factors.Book
	Policy    factors.Policy
	On, AsOf  calc.Date
	Monitored *reduction.Monitored
	Findings  []calc.Finding
	Limit     int
}

func planWith(g given) Plan {
	on := g.On
	if on.IsZero() {
		on = g.Dossier.Date
	}
	r := reduction.Assess(reduction.Input{Dossier: g.Dossier, Book: g.Book, Policy: g.Policy, On: on,
		Monitored: g.Monitored})
	n := Demand(Input{Dossier: g.Dossier, Policy: g.Policy, Limit: g.Limit}, r)
	return n.Allocate().Plan(Against{On: g.On, AsOf: g.AsOf, Law: g.Book.Law(on), Findings: g.Findings})
}
