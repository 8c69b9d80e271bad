package review

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/substitution"
)

// Targets names every number of a dossier that can be recomputed: those of the
// plan, the net emission and both states of every source besides, and more.
// Their names are those of `tidai explain`, and some of its own.
func Targets(p substitution.Plan, more []substitution.Target) []substitution.Target {
	t := targets{list: p.Targets(), taken: map[string]bool{}}
	for _, x := range t.list {
		t.taken[x.Name] = true
	}
	for _, n := range p.Needs {
		name := string(n.Pollutant)
		if n.Medium != "" {
			name += "/" + string(n.Medium)
		}
		t.add("new/"+name+"/water", n.Water)
		t.add("new/"+name+"/air", n.Air)
		t.add("net/"+name, n.Net)
		t.add("supply/"+name+"/same-industry", n.SameSupply)
		t.add("supply/"+name+"/other-industry", n.OtherSupply)
	}
	for _, s := range p.Result.Sources {
		for _, r := range s.Rows {
			name := fmt.Sprintf("source:%s/%s/%s/", s.Source.ID, r.Pollutant, r.Medium)
			t.add(name+"before", r.Before)
			t.add(name+"after", r.After)
			t.add(name+"reduction", r.Reduction)
			t.add(name+"actual", r.Actual)
		}
	}
	t.wholeSite(p)
	for _, x := range more {
		t.add(x.Name, x.Step)
	}
	return t.list
}

type targets struct {
	list  []substitution.Target
	taken map[string]bool
}

// add appends a number where there is one, and its name is not taken.
func (t *targets) add(name string, s calc.Step) {
	if !s.OK() || t.taken[name] {
		return
	}
	t.taken[name] = true
	t.list = append(t.list, substitution.Target{Name: name, Step: s})
}
