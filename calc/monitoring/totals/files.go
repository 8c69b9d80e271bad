package totals

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
)

// Asked says which files are totalled, and how they are read.
type Asked struct {
	Options
	Files   []string
	Left    []calc.Text             // what was given, and is no table
	Set     dossier.MonitoringFiles // how each of them is laid out
	Open    func(name string) (intake.File, error)
	InOrder bool           // one row after the other, never with several cores
	Read    intake.Options // how to work otherwise
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
	o := a.Read
	o.InOrder = o.InOrder || a.InOrder
	looked := a.look()
	marks := intake.SettleMarks(looked, a.dependsOnMark())
	pool := intake.NewPool(looked, o)
	adder := newAdder(a.Options, pool, a.Files)
	if err := adder.add(); err != nil {
		return Summary{}, err
	}
	doubts, err := adder.doubtful()
	if err != nil {
		return Summary{}, err
	}
	out := Summary{By: a.By, From: a.From, To: a.To, Files: pool.Records(),
		Findings: append(append(marks, pool.Findings()...), adder.sameHours(looked)...)}
	out.Findings = append(append(out.Findings, adder.disorder()...), adder.equalSamples()...)
	out.Result = adder.result()
	for _, left := range a.Left {
		out.Findings = append(out.Findings, calc.Finding{Stage: calc.StageTotals, Code: CodeLeft, Severity: calc.Note,
			Message: left,
			Remedy:  calc.Text{ZH: "若其中有数据，另存为 CSV 或 XLSX", EN: "save data among them as CSV or XLSX"}})
	}
	out.Findings = calc.SortFindings(append(append(out.Findings, doubts...), out.Result.Findings...))
	out.Findings = append(out.Findings, out.nothingUsed()...)
	if a.AllFindings {
		out.Findings = allPlaces(out.Findings)
	} else {
		out.Findings = intake.Gathered(out.Findings, calc.Text{ZH: "（逐条列出：--all-findings）",
			EN: " (one by one: --all-findings)"})
	}
	return out, nil
}

// nothingUsed says that no value at all is in the totals, where no error tells
// it already: an empty table must not look like no emission.
func (s Summary) nothingUsed() []calc.Finding {
	var used, outside int64
	for _, t := range s.Result.Files {
		used, outside = used+t.Used, outside+t.Outside
	}
	if used > 0 || calc.HasErrors(s.Findings) {
		return nil
	}
	f := calc.Finding{Stage: calc.StageTotals, Code: CodeNothing, Severity: calc.Error,
		Message: calc.Text{ZH: "没有采用任何数值", EN: "no value is in the totals"},
		Remedy: calc.Text{ZH: "核对各列所指的量和标记；没有数值不等于没有排放",
			EN: "check what the columns and flags mean; no value does not mean no emission"}}
	if outside > 0 {
		f.Message = calc.Textf("没有采用任何数值：%d 个在期间之外",
			"no value is in the totals: %d lie outside the period",
			outside)
		f.Remedy = calc.Text{ZH: "核对 --from、--to 与数据的时间",
			EN: "compare --from and --to with the times of the data"}
	}
	if len(s.Files) > 0 {
		f.At = calc.Position{File: s.Files[0].Name}
	}
	return []calc.Finding{f}
}

// dependsOnMark reports whether it matters which end of its hour a time names.
func (a Asked) dependsOnMark() bool {
	return !a.From.IsZero() || !a.To.IsZero() ||
		slices.ContainsFunc(a.By, func(b By) bool { return b != ByOutlet && b != ByPollutant })
}

// look looks at all files, with all cores.
func (a Asked) look() []*intake.Looked {
	out := make([]*intake.Looked, len(a.Files))
	var wg sync.WaitGroup
	var next atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(out); i = int(next.Add(1)) - 1 {
				out[i] = intake.Look(a.Open, a.Files[i], a.Set, true)
			}
		})
	}
	wg.Wait()
	return out
}
