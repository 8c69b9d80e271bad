package cli

import (
	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/integrity"
)

// monitoredResult is what the dossier's monitoring data say.
type monitoredResult struct {
	monitoring.Result
	Findings []calc.Finding      // of the assessment and of the integrity checks
	Checked  []integrity.Checked // which checks were made
}

// assessMonitoring computes the actual emissions for a use, and looks at the
// same readings for signs that they are not what was measured. Without
// monitoring data and bases the result is empty.
func (l loaded) assessMonitoring(use monitoring.Use, o monitoring.Options) (monitoredResult, error) {
	var out monitoredResult
	if len(l.dossier.Monitoring) == 0 && len(l.dossier.Bases) == 0 {
		return out, nil
	}
	rules, err := integrity.Builtin()
	if err != nil {
		return out, err
	}
	in := l.monitoringOf()
	in.Use, in.Options = use, o
	var kept *integrity.Gatherer
	in.Read, kept = integrity.Watch(in.Read)
	out.Result, out.Findings = monitoring.Assess(in)
	out.Checked = kept.CheckAll(in.Facts, rules)
	for _, c := range out.Checked {
		out.Findings = append(out.Findings, c.Findings...)
	}
	out.Findings = calc.SortFindings(out.Findings)
	return out, nil
}
