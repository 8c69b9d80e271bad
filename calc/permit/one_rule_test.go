package permit

import (
	"errors"
	"slices"
	"testing"

	"tidai/calc"
	"tidai/factors"
)

const unheard = "unheard-of"

// processesOf are all processes a specification or what it refers to tabulates,
// and one that nobody knows; stacks and industries are those that rules tell
// apart, and another.
func processesOf(book *factors.Book, spec string) (processes, stacks, industries []string) {
	processes, stacks, industries = []string{unheard}, []string{unheard}, []string{unheard}
	for _, r := range book.Rules(spec) {
		processes, stacks, industries = append(processes, r.Processes...), append(stacks, r.Stacks...),
			append(industries, r.Industries...)
		for _, from := range []string{spec, r.Volume.Instrument, r.Performance.Instrument, r.Cap.Instrument} {
			for _, v := range book.Values(factors.Query{Instrument: from}) {
				if from != "" && (v.Kind == factors.BenchmarkVolume || v.Kind == factors.Performance) {
					processes = append(processes, v.Process)
				}
			}
		}
	}
	for _, list := range []*[]string{&processes, &stacks, &industries} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return processes, stacks, industries
}

// For every specification × process × stack × outlet × grade × metal, and
// whether or not a volume is prescribed or the plant is central, exactly one
// rule applies, and one that permits no amount says why. The specifications
// are those that the table of scope leads to, from all six industries. Only of a
// process nobody knows may none apply.
func TestExactlyOneRuleExhaustively(t *testing.T) {
	book := builtinBook(t)
	specs := scopeSpecifications(t)
	if len(specs) < 15 {
		t.Fatalf("only %d specifications: %v", len(specs), specs)
	}
	asked := 0
	for _, spec := range specs {
		processes, stacks, industries := processesOf(book, spec)
		for _, process := range processes {
			for _, stack := range stacks {
				for _, industry := range industries {
					asked += askRules(t, book, factors.RuleQuery{Specification: spec, Process: process,
						Stacks: []string{stack}, Industry: industry})
				}
			}
		}
	}
	if asked < 10000 {
		t.Errorf("only %d cases", asked)
	}
}

// scopeSpecifications are those of the scope table, and the general one.
func scopeSpecifications(t *testing.T) []string {
	t.Helper()
	table, err := factors.Scope()
	if err != nil {
		t.Fatal(err)
	}
	out := []string{"HJ 942-2018"}
	for _, e := range table.Specifications {
		if e.Value != "" {
			out = append(out, e.Value)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func askRules(t *testing.T, book *factors.Book, q factors.RuleQuery) (asked int) {
	t.Helper()
	for _, place := range []struct {
		medium calc.Medium
		outlet string
	}{{calc.Water, "workshop"}, {calc.Water, "total"}, {calc.Air, "stack"}} {
		for _, grade := range []string{"main", "general", "other"} {
			for _, p := range calc.MeasuredPollutants().Values() {
				for i := range 4 {
					q.Medium, q.Outlet, q.Grade, q.Pollutant, q.HasVolume, q.Centralised = place.medium, place.outlet,
						grade, p, i&1 == 0, i&2 != 0
					rule, err := book.RuleFor(q)
					asked++
					if (q.Process == "" || q.Process == unheard) && errors.Is(err, factors.ErrNoRule) {
						continue // HJ 863.4 permits by kind of metal: an unknown one is an error, not a guess
					}
					if err != nil {
						t.Errorf("%+v: %v", q, err)
						return asked
					}
					if rule.Formula == factors.NoAmount && (rule.Reason.ZH == "" || rule.Reason.EN == "") {
						t.Errorf("rule %s permits nothing and gives no reason", rule.ID)
					}
				}
			}
		}
	}
	return asked
}
