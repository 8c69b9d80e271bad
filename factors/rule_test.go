package factors

import (
	"errors"
	"testing"

	"tidai/calc"
)

// The formula each specification gives, from permitted.md 1.1 and 2: HJ 942
// 5.2.3, HJ 855 5.2.3.3, HJ 967 5.2.3.
func TestRule(t *testing.T) {
	b := builtinBook(t)
	for _, c := range []struct {
		spec          string
		medium        calc.Medium
		outlet, grade string
		pollutant     calc.Pollutant
		central, vol  bool
		id, unit      string
		formula       Formula
	}{
		{"HJ 855-2017", calc.Water, "workshop", "main", "Cr", false, true, "hj855.water.workshop", "kg/a",
			CapacityVolumeLimit},
		{"HJ 855-2017", calc.Water, "workshop", "main", "Cr6+", false, true, "hj855.water.workshop", "kg/a",
			CapacityVolumeLimit},
		{"HJ 855-2017", calc.Water, "workshop", "main", "Cr", true, true, "hj855.water.centralised", "kg/a",
			ReceivedVolumeLimit},
		{"HJ 855-2017", calc.Water, "workshop", "main", "As", false, true, "hj855.water.arsenic", "", NoAmount},
		{"HJ 855-2017", calc.Water, "workshop", "main", "As", true, false, "hj855.water.arsenic", "", NoAmount},
		{"HJ 855-2017", calc.Water, "total", "main", "Cr", false, true, "hj855.water.total", "", NoAmount},
		{"HJ 855-2017", calc.Water, "workshop", "general", "Cr", false, true, "hj855.water.general", "", NoAmount},
		{"HJ 855-2017", calc.Air, "stack", "main", "Cr", false, true, "hj855.air", "", NoAmount},
		{"HJ 855-2017", calc.Air, "stack", "general", "Cr", false, false, "hj855.air", "", NoAmount},
		{"HJ 967-2018", calc.Air, "stack", "main", "Pb", false, true, "hj967.air.lead", "t/a", PerformanceFormula},
		{"HJ 967-2018", calc.Air, "stack", "main", "Cd", false, true, "hj967.air.other-metals", "", NoAmount},
		{"HJ 967-2018", calc.Water, "workshop", "main", "Pb", false, true, "hj967.water.lead", "t/a",
			CapacityVolumeLimit},
		{"HJ 967-2018", calc.Water, "workshop", "main", "Cd", false, true, "hj967.water.cadmium", "", NoAmount},
		{"HJ 967-2018", calc.Water, "total", "main", "Pb", false, true, "hj967.water.total", "", NoAmount},
		{"HJ 967-2018", calc.Air, "stack", "general", "Pb", false, true, "hj967.general", "", NoAmount},
		{"HJ 942-2018", calc.Air, "stack", "main", "As", false, true, "hj942.air.volume", "t/a", CapacityVolumeLimit},
		{"HJ 942-2018", calc.Air, "stack", "main", "As", false, false, "hj942.air.flow", "t/a", FlowLimitTime},
		{"HJ 942-2018", calc.Water, "workshop", "main", "As", false, true, "hj942.water.volume", "t/a",
			CapacityVolumeLimit},
		{"HJ 942-2018", calc.Water, "workshop", "main", "As", false, false, "hj942.water.flow", "t/a", FlowLimitTime},
		{"HJ 942-2018", calc.Air, "stack", "other", "As", false, true, "hj942.air.general", "", NoAmount},
	} {
		r, err := ruleOf(b, c.spec, c.medium, c.outlet, c.grade, c.pollutant, c.central, c.vol)
		if err != nil || r.ID != c.id || r.Formula != c.formula || r.Unit.String() != c.unit {
			t.Errorf("%s %s %s %s %s: got %s (%s, %s), %v; want %s", c.spec, c.medium, c.outlet, c.grade, c.pollutant,
				r.ID, r.Formula, r.Unit, err, c.id)
		}
		if (r.Formula == NoAmount) != (r.Reason.ZH != "" && r.Reason.EN != "") {
			t.Errorf("%s: reason %q", r.ID, r.Reason.EN)
		}
	}
}

func TestRuleFor(t *testing.T) {
	b := builtinBook(t)
	r, err := b.RuleFor(RuleQuery{Specification: "HJ 967-2018", Industry: "nickel-cadmium", Medium: calc.Water,
		Outlet: "workshop",
		Grade:  "main", Pollutant: "Cd", HasVolume: true})
	if err != nil || r.ID != "hj967.water.nicd.cadmium" || r.Limit.Instrument != "GB 30484-2013" ||
		r.Volume.Outlet != "workshop" {
		t.Errorf("got %+v, %v", r, err)
	}
	for spec, want := range map[string]string{"HJ 855-2017": "hj855.water.special-period",
		"HJ 967-2018": "hj942.special-period"} {
		r, err := b.SpecialPeriodRule(RuleQuery{Specification: spec, Medium: calc.Water, Outlet: "workshop",
			Grade: "main", Pollutant: "Pb"})
		if err != nil || r.ID != want {
			t.Errorf("special period of %s: got %s, %v; want %s", spec, r.ID, err, want)
		}
	}
}

func TestNoRule(t *testing.T) {
	for _, q := range []RuleQuery{
		{Specification: "HJ 1-1900", Medium: calc.Water, Outlet: "workshop", Grade: "main", Pollutant: "Cr"},
		{Specification: "HJ 967-2018", Medium: calc.Water, Outlet: "stack", Grade: "main", Pollutant: "Pb"},
	} {
		if r, err := builtinBook(t).RuleFor(q); !errors.Is(err, ErrNoRule) {
			t.Errorf("%+v: got %s, %v", q, r.ID, err)
		}
	}
}

// Whatever outlet a dossier can state, a specification has exactly one rule,
// so that no combination is left to chance.
func TestExactlyOneRule(t *testing.T) {
	b := builtinBook(t)
	outlets := map[calc.Medium][]string{calc.Water: {"workshop", "total"}, calc.Air: {"stack"}}
	for _, spec := range []string{"HJ 855-2017", "HJ 967-2018", "HJ 942-2018"} {
		for medium, positions := range outlets {
			for _, position := range positions {
				for _, grade := range []string{"main", "general", "other"} {
					for _, p := range calc.MeasuredPollutants().Values() {
						for i := range 4 {
							if _, err := ruleOf(b, spec, medium, position, grade, p, i&1 > 0, i&2 > 0); err != nil {
								t.Error(err)
							}
						}
					}
				}
			}
		}
	}
}

// ruleOf is the rule for an outlet of no industry in particular.
func ruleOf(b *Book, specification string, medium calc.Medium, outlet, grade string, p calc.Pollutant, centralised,
	hasVolume bool) (Rule, error) {
	return b.RuleFor(RuleQuery{Specification: specification, Medium: medium, Outlet: outlet, Grade: grade, Pollutant: p,
		Centralised: centralised, HasVolume: hasVolume})
}
