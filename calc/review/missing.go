package review

import (
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/substitution"
)

// NotSubmitted names the figures that decide and were not submitted, where
// others were: of every metal what is new, what the project reduces itself and
// what is demanded; of main outlets what is permitted; of every source that is
// used its amounts before and after and what of it is used.
func NotSubmitted(x Result) []string {
	if len(x.Outcomes) == 0 {
		return nil
	}
	return slices.DeleteFunc(x.decisive(), func(name string) bool {
		known := slices.ContainsFunc(x.Targets, func(t substitution.Target) bool {
			return t.Name == name && t.Step.OK() && t.Step.Sign() != 0
		})
		return !known || slices.ContainsFunc(x.Outcomes, func(o Outcome) bool { return o.Submitted.Target == name })
	})
}

// decisive lists the names of the figures that decide, in the order of a plan.
// A permitted amount that is missing beside others has a finding of its own.
func (r Result) decisive() []string {
	var out []string
	permitted := slices.ContainsFunc(r.Outcomes, func(o Outcome) bool {
		return strings.HasSuffix(o.Submitted.Target, "/permitted") && o.Verdict != Unknown
	})
	for _, a := range r.Plan.Result.Outlets {
		main := slices.ContainsFunc(a.Outlets, func(o dossier.Outlet) bool { return o.Grade == calc.MainOutlet })
		if !permitted && main {
			out = append(out, permittedTarget(a))
		}
	}
	for _, n := range r.Plan.Needs {
		name := string(n.Pollutant)
		if n.Medium != "" {
			name += "/" + string(n.Medium)
		}
		out = append(out, "new/"+name, "own/"+name, "demand/"+name)
	}
	for _, a := range r.Plan.Allocations {
		name := "allocation:" + a.Source + "/" + string(a.Pollutant)
		if a.Medium != "" {
			name += "/" + string(a.Medium)
		}
		out = append(out, r.statesOf(a.Source, a.Pollutant)...)
		out = append(out, name)
	}
	return out
}

// statesOf names what a source that is used emits before and after.
func (r Result) statesOf(source string, p calc.Pollutant) []string {
	var out []string
	for _, s := range r.Plan.Result.Sources {
		for _, row := range s.Rows {
			if s.Source.ID == source && row.Pollutant == p {
				name := fmt.Sprintf("source:%s/%s/%s/", source, row.Pollutant, row.Medium)
				out = append(out, name+"before", name+"after")
			}
		}
	}
	return out
}
