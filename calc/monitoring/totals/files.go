package totals

import (
	"slices"

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
		source := intake.Look(a.Open, name, a.Set, true)
		record, findings, err := adder.Read(source, len(a.Files) == 1 && !a.InOrder, bulk.Options{})
		if err != nil {
			return out, err
		}
		if record.SHA256 != "" {
			out.Files = append(out.Files, record)
		}
		out.Findings = append(out.Findings, findings...)
	}
	out.Result = adder.Result()
	out.Findings = calc.SortFindings(append(out.Findings, out.Result.Findings...))
	return out, nil
}
