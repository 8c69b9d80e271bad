package substitution

import (
	"testing"

	"tidai/calc"
)

// What others found on the dossier stands against the plan where the plan
// rests on the line concerned, and nowhere else.
func TestErrorsOfLines(t *testing.T) {
	refused := edit{"deadline = 2026-06-30", "deadline = 2027-10-02"} // S1 comes too late and is not used
	for name, c := range map[string]struct {
		subject  string
		severity calc.Severity
		edits    []edit
		want     Status
	}{
		"line of the project":    {"line:F-L1", calc.Error, nil, Incomplete},
		"a warning of it":        {"line:F-L1", calc.Warning, nil, Complete},
		"line of a source used":  {"line:G-L1", calc.Error, nil, Incomplete},
		"discharger of a source": {"discharger:G", calc.Error, nil, Incomplete},
		"line of a source refused": {"line:G-L1", calc.Error,
			[]edit{refused, {`amount = "40 kg/a"`, `amount = "100 kg/a"`}}, Complete},
		"a line nothing rests on":    {"line:X-L9", calc.Error, nil, Complete},
		"a discharger nothing is of": {"discharger:X", calc.Error, nil, Complete},
		"nothing in particular":      {"", calc.Error, nil, Incomplete},
		"a plan without demand": {"line:F-L1", calc.Error, append(append([]edit{}, ownG...),
			edit{`amount = "30 kg/a"`, `amount = "80 kg/a"`}), Incomplete},
		"a waived plan": {"line:F-L1", calc.Error,
			[]edit{{"transfer = 2026-07-01", strategyClaim("")}}, Incomplete},
	} {
		t.Run(name, func(t *testing.T) {
			in := makeInput(t, c.edits...)
			in.Findings = []calc.Finding{{Code: "TD-SCO-002", Severity: c.severity, Subject: c.subject,
				Message: calc.Text{ZH: "示例", EN: "example"}}}
			p := planWith(in)
			if p.Status != c.want {
				t.Errorf("status %s, want %s; errors %v", p.Status, c.want, codes(p, calc.Error))
			}
			if _, found := said(p, "TD-SCO-002"); !found {
				t.Error("the finding is not in the plan")
			}
		})
	}
}
