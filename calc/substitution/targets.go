package substitution

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/permit"
)

// Target is a number of the plan that can be asked for by name.
type Target struct {
	Name string
	Step calc.Step
}

// Targets names every number of the plan, in a stable order: the project's
// outlets as the dossier lists them, then what the project needs, then the
// sources, then the allocations. A number that could not be computed is
// listed too; its step says why.
func (p Plan) Targets() []Target {
	t := &targets{taken: map[string]int{}}
	for _, a := range p.Result.Outlets {
		t.outlet(a)
	}
	for _, n := range p.Needs {
		t.need(n)
	}
	for _, s := range p.Result.Sources {
		for _, r := range s.Rows {
			name := fmt.Sprintf("source:%s/%s/%s", s.Source.ID, r.Pollutant, r.Medium)
			t.add(name, r.Usable)
			if e := r.Monitored; e != nil {
				t.present(name+"/monitored-before", e.Before.Amount)
				t.present(name+"/monitored-after", e.After.Amount)
			}
		}
	}
	for _, a := range p.Allocations {
		t.add(fmt.Sprintf("allocation:%s/%s%s", a.Source, a.Pollutant, within(a.Medium)), a.Amount)
	}
	return t.list
}

type targets struct {
	list  []Target
	taken map[string]int
}

// add appends a number; a name given before gets a count behind it, as where
// two approvals each fix an amount for one outlet.
func (t *targets) add(name string, s calc.Step) {
	t.taken[name]++
	if n := t.taken[name]; n > 1 {
		name = fmt.Sprintf("%s.%d", name, n)
	}
	t.list = append(t.list, Target{name, s})
}

// present appends a number where there is one.
func (t *targets) present(name string, s calc.Step) {
	if s.OK() {
		t.add(name, s)
	}
}

func (t *targets) outlet(a permit.Assessment) {
	prefix := fmt.Sprintf("%s/%s/", a.Target(), a.Pollutant)
	t.add(prefix+"permitted", a.Permitted)
	for _, c := range a.Candidates {
		t.add(prefix+string(c.Method), c.Amount)
	}
	t.present(prefix+"counted", a.Contribution)
}

func (t *targets) need(n Need) {
	suffix := string(n.Pollutant) + within(n.Medium)
	t.add("new/"+suffix, n.New)
	t.present("own/"+suffix, n.Own)
	t.add("demand/"+suffix, n.Demand)
	t.present("allocated/"+suffix, n.Allocated)
	t.present("shortfall/"+suffix, n.Shortfall)
}

// within is the medium of a name where the policy keeps the media apart.
func within(m calc.Medium) string {
	if m == "" {
		return ""
	}
	return "/" + string(m)
}
