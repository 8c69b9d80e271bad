package application

import (
	"slices"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/review"
)

// One verdict: check reports everything that plan, permit, reduce and review
// report.
func TestCheckSaysWhatOthersSay(t *testing.T) {
	for _, name := range []string{"lead-battery", "leather", "mining", "plating", "pvc", "smelting"} {
		c, _ := opened(t, name, dossier.Variant{})
		faults := c.Faults()
		for command, list := range map[string][]calc.Finding{"plan": c.Explained().Findings, "permit": c.OfPermit(),
			"reduce": c.OfSources(), "review": c.Opinion().Findings} {
			for _, f := range list {
				if f.Code == review.CodeNothing { // a plan need not submit figures
					if slices.ContainsFunc(faults, func(g calc.Finding) bool { return g.Code == f.Code }) {
						t.Errorf("%s: check misses figures that nobody has to submit", name)
					}
					continue
				}
				if !slices.ContainsFunc(faults, func(g calc.Finding) bool {
					return g.Code == f.Code && g.Subject == f.Subject && g.Message == f.Message &&
						g.Severity == f.Severity
				}) {
					t.Errorf("%s: check does not say what %s says: %v", name, command, f)
				}
			}
		}
	}
}
