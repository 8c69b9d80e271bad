package totals

import (
	"path/filepath"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/bulk"
	"tidai/calc/monitoring/intake"
)

// Asked says which files are totalled, and how they are read.
type Asked struct {
	Options
	Files   []string
	Set     dossier.MonitoringFiles // how each of them is laid out
	Open    func(name string) (intake.File, error)
	InOrder bool // one row after the other, never with several cores
}

// Summary is what files came to.
type Summary struct {
	By       []By
	From, To calc.Date
	Files    []monitoring.FileRecord
	Result   Result
	Findings []calc.Finding
}

// Rows reports whether any row was read.
func (s Summary) Rows() bool {
	return slices.ContainsFunc(s.Files, func(f monitoring.FileRecord) bool { return f.Rows > 0 })
}

// Of totals files that belong to no dossier.
func Of(a Asked) (Summary, error) {
	adder := New(a.Options)
	out := Summary{By: a.By, From: a.From, To: a.To}
	for _, name := range a.Files {
		records, findings, err := adder.Read(a.Open, a.setOf(name), len(a.Files) == 1 && !a.InOrder, bulk.Options{})
		if err != nil {
			return out, err
		}
		out.Files, out.Findings = append(out.Files, records...), append(out.Findings, findings...)
	}
	out.Result = adder.Result()
	out.Findings = calc.SortFindings(append(out.Findings, out.Result.Findings...))
	return out, nil
}

// setOf is the set for one file. Without a column or a statement that names the
// outlet, the file's name does: what two files hold is then not mixed.
func (a Asked) setOf(name string) dossier.MonitoringFiles {
	set := a.Set
	set.Files = []string{name}
	if set.Outlet != "" {
		return set
	}
	file, err := a.Open(name)
	if err != nil {
		return set // the reader says why
	}
	defer file.Close()
	if l, _, _ := intake.Detect(file, name, set); l != nil && l.OutletCol == 0 && !intake.IsFrames(file) {
		set.Outlet = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	}
	return set
}
