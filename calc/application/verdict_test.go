package application

import (
	"slices"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/review"
)

// One verdict: check reports everything that plan, permit, reduce, review, actual and
// the accounting reports report. What the plan does without is less grave in it.
func TestCheckSaysWhatOthersSay(t *testing.T) {
	for _, name := range []string{"lead-battery", "leather", "mining", "plating", "pvc", "smelting"} {
		c, _ := opened(t, name, dossier.Variant{})
		faults := c.Faults()
		for command, list := range map[string][]calc.Finding{"plan": c.Explained().Findings, "permit": c.OfPermit(),
			"reduce": c.OfSources(), "review": c.Opinion().Findings, "actual": c.Actual().Findings,
			"account": ofReports(c.Reports())} {
			for _, f := range list {
				if f.Code == review.CodeNothing { // a plan need not submit figures
					if slices.ContainsFunc(faults, func(g calc.Finding) bool { return g.Code == f.Code }) {
						t.Errorf("%s: check misses figures that nobody has to submit", name)
					}
					continue
				}
				if !slices.ContainsFunc(faults, func(g calc.Finding) bool {
					return g.Code == f.Code && g.Subject == f.Subject && g.Message == f.Message &&
						(g.Severity == f.Severity || g.Was == f.Severity)
				}) {
					t.Errorf("%s: check does not say what %s says: %v", name, command, f)
				}
			}
		}
	}
}

func ofReports(list []Report) []calc.Finding {
	var out []calc.Finding
	for _, r := range list {
		out = append(out, r.Findings...)
	}
	return out
}

// What the plan of plating rests on: the project's outlets and source S2, not S3, which
// is refused and not needed. lead-battery is short of lead, which its refused source has.
func TestGradedByWhatThePlanNeeds(t *testing.T) {
	plating, _ := opened(t, "plating", dossier.Variant{})
	battery, _ := opened(t, "lead-battery", dossier.Variant{})
	for _, c := range []struct {
		of      *Case
		stage   calc.Stage
		subject string
		want    calc.Severity
	}{
		{plating, calc.StageMonitoring, "outlet:DW001/Cr", calc.Error},
		{plating, calc.StageMonitoring, "outlet:B-DW001/Cr", calc.Warning}, // reduction judges it by its own use
		{plating, calc.StageMonitoring, "outlet:nowhere/Cr", calc.Error},
		{plating, calc.StageIntake, "monitoring:B-2025", calc.Error}, // not read, and the plan draws on that line
		{plating, calc.StageReduction, "source:S2", calc.Error},
		{plating, calc.StageReduction, "source:S3", calc.Warning},
		{plating, calc.StageScope, "line:D-L2", calc.Warning},
		{plating, calc.StageScope, "line:A-L1", calc.Error},
		{plating, calc.StageDossier, "dossier", calc.Error},
		{battery, calc.StageReduction, "source:S2", calc.Error},
		{battery, calc.StageReduction, "source:S1", calc.Error},
	} {
		f := calc.Finding{Stage: c.stage, Severity: calc.Error, Subject: c.subject}
		if got := c.of.Planned().Graded(f); got.Severity != c.want {
			t.Errorf("%s: %s, want %s", c.subject, got.Severity, c.want)
		}
	}
}
