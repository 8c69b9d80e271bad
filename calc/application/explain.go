package application

import (
	"tidai/calc/dossier"
	"tidai/calc/explain"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
)

// Ask answers for a source how much of it is used, and why; ok is false where
// there is none with this id. How well actual reductions are known is no part of
// that.
func (c *Case) Ask(id string) (answer explain.Answer, ok bool) {
	return explain.Ask(version{c.With(Change{Findings: true})}, id)
}

// version is a case as package explain makes versions of it.
type version struct{ *Case }

func (v version) WithSources(list []dossier.ReductionSource) explain.Version {
	d := *v.Dossier()
	d.Sources = list
	return version{v.With(Change{Dossier: &d})}
}

func (v version) WithReadings(m *reduction.Monitored) explain.Version {
	return version{v.Case.WithReadings(m)}
}

func (v version) WithReduced(r reduction.Result) explain.Version {
	return version{v.Case.WithReduced(r)}
}

func (v version) WithNeeds(needs []substitution.Need) explain.Version {
	return version{v.Case.WithNeeds(needs)}
}
