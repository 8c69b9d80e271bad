package factors

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// Threshold is a figure of the integrity checks. No instrument states it: it
// is ours, and says why it was chosen.
type Threshold struct {
	ID         string
	Name       calc.Text
	Amount     quantity.Quantity
	Provenance string // "ours", or the instrument that states it
	Why        calc.Text
	At         calc.Position
}

// Step is the threshold as a leaf of a derivation.
func (t Threshold) Step() calc.Step {
	return calc.Factor("T", "threshold", t.Amount, calc.Clause{}, calc.Origin{Kind: calc.FromFactor,
		Factor: "integrity." + t.ID, Source: t.Provenance, Status: calc.StatusText})
}

//go:embed integrity
var integrityFiles embed.FS

const thresholdFile = "integrity/thresholds.toml"

var builtinThresholds = sync.OnceValues(func() ([]Threshold, error) {
	data, err := integrityFiles.ReadFile(thresholdFile)
	if err != nil {
		return nil, err
	}
	list, findings := parseThresholds(thresholdFile, data)
	if calc.HasErrors(findings) { // a test lints the file, so this is a broken build
		return nil, fmt.Errorf("the thresholds of the integrity checks are damaged: %w", calc.SortFindings(findings)[0])
	}
	return list, nil
})

// IntegrityThresholds lists the thresholds of the integrity checks, in the
// order of their file.
func IntegrityThresholds() ([]Threshold, error) {
	list, err := builtinThresholds()
	return slices.Clone(list), err
}

func parseThresholds(name string, data []byte) ([]Threshold, []calc.Finding) {
	root := document.Parse(name, data)
	r := &reader{origin: origin{lines: true}, file: name, units: map[string]quantity.Unit{}}
	var out []Threshold
	seen := map[string]bool{}
	for _, t := range root.Tables("threshold") {
		x := Threshold{ID: t.String("id", true), Name: both(t, "name", true), Provenance: t.String("provenance", true),
			Why: both(t, "why", true), At: t.At()}
		x.Amount, _ = r.figure(t)
		r.checkID(t, x.ID)
		if seen[x.ID] {
			t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeDuplicate, Message: calc.Textf("编号 %s 重复",
				"the id %s is used twice",
				x.ID),
				Remedy: calc.Text{ZH: "每个编号只用一次", EN: "use each id once"}}, "id")
		}
		seen[x.ID] = true
		out = append(out, x)
	}
	return out, root.Findings()
}
