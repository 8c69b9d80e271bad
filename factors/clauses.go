package factors

import (
	"embed"
	"fmt"
	"sync"

	"tidai/calc"
	"tidai/calc/document"
)

// Application says which code applies a rule of a policy, what it reports,
// and which tests show it.
type Application struct {
	Rule        string
	Packages    []string // "calc/reduction"
	Findings    []string // codes: "TD-RED-001"
	Obligations []string // obligations of the plan: "permit-change"
	Positive    string   // test of a dossier that obeys: "calc/reduction TestX/subtest"
	Negative    string   // test of one that breaks it
	Planned     bool     // the machinery is to come, wholly or in part
	Reason      calc.Text
}

// Covered reports whether a rule is applied and both its tests are there. A
// planned rule is never covered.
func (a Application) Covered() bool { return !a.Planned && a.Positive != "" && a.Negative != "" }

//go:embed clauses
var clauseFiles embed.FS

var builtinClauses = sync.OnceValues(func() (map[string][]Application, error) {
	entries, err := clauseFiles.ReadDir("clauses")
	if err != nil {
		return nil, err
	}
	out := map[string][]Application{}
	for _, e := range entries {
		name := "clauses/" + e.Name()
		data, err := clauseFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		policy, list, findings := parseClauses(name, data)
		if calc.HasErrors(findings) { // a test lints the map, so this is a broken build
			return nil, fmt.Errorf("the clause map is damaged: %w", calc.SortFindings(findings)[0])
		}
		out[policy] = list
	}
	return out, nil
})

// Applications returns how the rules of a policy are applied, by rule id; a
// policy without a clause map, such as a user's own, has none.
func Applications(policy string) (map[string]Application, error) {
	all, err := builtinClauses()
	if err != nil {
		return nil, err
	}
	out := map[string]Application{}
	for _, a := range all[policy] {
		out[a.Rule] = a
	}
	return out, nil
}

func parseClauses(name string, data []byte) (policy string, out []Application, findings []calc.Finding) {
	root := document.Parse(name, data)
	policy = root.String("policy", true)
	for _, t := range root.Tables("rule") {
		planned := t.Bool("planned", false)
		out = append(out, Application{Rule: t.String("id", true), Packages: t.Strings("applied_by", true),
			Findings:    t.Strings("findings", false),
			Obligations: t.Strings("obligations", false), Positive: t.String("positive", !planned),
			Negative: t.String("negative", !planned),
			Planned:  planned, Reason: both(t, "reason", planned)})
	}
	return policy, out, root.Findings()
}
