package cli

import (
	"reflect"
	"testing"

	"tidai/calc/dossier"
)

// What the versions of a dossier share must not change what they give: each is
// planned with and without.
func TestSharedReadings(t *testing.T) {
	e, _, _ := testEnv(nil)
	o := newOptions(e)
	shared := &readings{}
	reread := 0
	for _, path := range [][2]string{{"source.S1.keep", "10 %"}, {"source.S1.keep", "20 %"},
		{"actual_basis.H-DW001-2025.output.amount", "6万 kVAh"}, {"line.H-L1.product.capacity", "9万 kVAh/a"}} {
		v := dossier.Variant{Set: []dossier.Change{{Path: path[0], Value: path[1]}}}
		before := shared.from
		with, err := planVariant(o, example("lead-battery"), v, shared)
		if err != nil {
			t.Fatal(err)
		}
		if shared.from != before {
			reread++
		}
		without, err := planVariant(o, example("lead-battery"), v, nil)
		if err != nil {
			t.Fatal(err)
		}
		if with.Status != without.Status || !reflect.DeepEqual(with.Findings, without.Findings) ||
			len(with.Needs) == 0 {
			t.Errorf("%s: not the same plan", path[0])
		}
		for i, n := range with.Needs {
			if !n.Shortfall.Value().Equal(without.Needs[i].Shortfall.Value()) {
				t.Errorf("%s: short by %s and %s", path[0], n.Shortfall.Value(), without.Needs[i].Shortfall.Value())
			}
		}
	}
	if reread != 3 {
		t.Errorf("the data were read %d times, want 3: the second change does not touch them", reread)
	}
}
