package view

import (
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/review"
	"tidai/cmd/tidai/internal/page"
)

// BatchItem is one dossier of a batch.
type BatchItem struct {
	Dir      string
	Computed bool
	Why      calc.Text // why it was not
	Review   review.Result
	Findings []calc.Finding // all of the dossier and of its review
}

// Batch is the summary of many dossiers.
func Batch(items []BatchItem, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	t := page.Grid{Columns: []page.Head{{Head: b.t("申请材料", "dossier"), Wrap: true}, {Head: b.t("方案", "plan"),
		Wrap: true}, {Head: b.t("一致", "agree"), Right: true},
		{Head: b.t("按路径", "by path"), Right: true}, {Head: b.t("不一致", "differ"), Right: true},
		{Head: b.t("无法复算", "unknown"), Right: true},
		{Head: b.t("错误", "errors"), Right: true}, {Head: b.t("警告", "warnings"), Right: true}}}
	data := batchDoc{Schema: "tidai/batch/1", Dossiers: []batchJSON{}}
	counts := map[string]int{}
	for _, x := range items {
		t.Rows = append(t.Rows, page.Texts(b.batchRow(x)))
		data.Dossiers = append(data.Dossiers, batchOf(x, lang))
		switch {
		case !x.Computed:
			counts["failed"]++
		case calc.HasErrors(x.Findings):
			counts["errors"]++
		default:
			counts["clean"]++
		}
	}
	data.Counts = map[string]int{"dossiers": len(items), "clean": counts["clean"], "errors": counts["errors"],
		"failed": counts["failed"]}
	doc := page.Doc{Title: b.t("汇总", "Summary"), Verdict: b.f("%d 份：没有错误 %d，有错误 %d，无法计算 %d",
		"%d dossiers: %d without errors, %d with errors, %d could not be computed",
		len(items), counts["clean"], counts["errors"], counts["failed"]),
		Sections: []page.Section{{Blocks: []page.Block{{Table: &t}}}}}
	return page.Page{Doc: doc, Main: t, Data: data}
}

func severities(fs []calc.Finding) map[calc.Severity]int {
	n := map[calc.Severity]int{}
	for _, f := range fs {
		n[f.Severity]++
	}
	return n
}

func (b *builder) batchRow(x BatchItem) []string {
	n := severities(x.Findings)
	if !x.Computed {
		return []string{x.Dir, b.t("无法计算：", "could not be computed: ") + b.in(x.Why), none, none, none, none,
			strconv.Itoa(n[calc.Error]), strconv.Itoa(n[calc.Warning])}
	}
	row := []string{x.Dir, b.in(x.Review.Plan.Status.Name())}
	for _, v := range []review.Verdict{review.Agrees, review.ByPath, review.Differs, review.Unknown} {
		row = append(row, strconv.Itoa(x.Review.Count(v)))
	}
	return append(row, strconv.Itoa(n[calc.Error]), strconv.Itoa(n[calc.Warning]))
}

type batchDoc struct {
	Schema   string         `json:"schema"`
	Counts   map[string]int `json:"counts"`
	Dossiers []batchJSON    `json:"dossiers"`
}

type batchJSON struct {
	Dossier  string         `json:"dossier"`
	Computed bool           `json:"computed"`
	Why      *string        `json:"why"`
	Status   *string        `json:"status"`
	Verdicts map[string]int `json:"verdicts"`
	Figures  []outcomeJSON  `json:"figures"`
	Findings []gradedJSON   `json:"findings"`
}

func batchOf(x BatchItem, lang calc.Lang) batchJSON {
	out := batchJSON{Dossier: x.Dir, Computed: x.Computed, Verdicts: map[string]int{}, Figures: []outcomeJSON{},
		Findings: gradedOf(x.Findings, lang)}
	if !x.Computed {
		out.Why = some(strings.TrimSpace(x.Why.In(lang)))
		return out
	}
	out.Status = some(string(x.Review.Plan.Status))
	for _, v := range review.Verdicts.Values() {
		out.Verdicts[string(v)] = x.Review.Count(v)
	}
	for _, o := range x.Review.Outcomes {
		out.Figures = append(out.Figures, outcomeOf(o, lang))
	}
	return out
}
