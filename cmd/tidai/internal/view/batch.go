package view

import (
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/review"
	"tidai/calc/substitution"
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
	b, n := newBuilder(lang), countBatch(items)
	doc := page.Doc{Title: b.t("汇总", "Summary"), Verdict: b.f("%d 份：没有错误 %d，有错误 %d，无法计算 %d",
		"%d dossiers: %d without errors, %d with errors, %d could not be computed",
		n.dossiers, n.clean, n.errors, n.failed),
		Sections: []page.Section{{Blocks: []page.Block{batchItemTable.With(b.Voice, items).Block()}}}}
	return page.Page{Doc: doc, Main: batchItemTable.With(b.Voice, items).CSV(), Data: batchTable.One(b.Voice, items).
		Object()}
}

// batchTable is a batch as an object of JSON.
var batchTable = page.Table[[]BatchItem]{Name: "batch", Columns: []page.Column{
	page.ConstOf[[]BatchItem]("schema", "tidai/batch/2"),
	page.PartOf("counts", batchCountTable, countBatch),
	page.RowsOf("dossiers", batchItemTable, func(items []BatchItem) []BatchItem { return items }),
}}

// batchCount is how many dossiers came to what.
type batchCount struct{ dossiers, clean, errors, failed int }

func countBatch(items []BatchItem) batchCount {
	n := batchCount{dossiers: len(items)}
	for _, x := range items {
		switch {
		case !x.Computed:
			n.failed++
		case calc.HasErrors(x.Findings):
			n.errors++
		default:
			n.clean++
		}
	}
	return n
}

var batchCountTable = page.Table[batchCount]{Name: "batch-counts", Columns: []page.Column{
	page.CountOf("dossiers", page.H("申请材料", "dossiers"), func(n batchCount) int { return n.dossiers }),
	page.CountOf("clean", page.H("没有错误", "clean"), func(n batchCount) int { return n.clean }),
	page.CountOf("errors", page.H("有错误", "errors"), func(n batchCount) int { return n.errors }),
	page.CountOf("failed", page.H("无法计算", "failed"), func(n batchCount) int { return n.failed }),
}}

// batchItemTable is what each dossier came to.
var batchItemTable = page.Table[BatchItem]{Name: "batch-dossier", Columns: []page.Column{
	page.FileOf("dossier", page.H("申请材料", "dossier"), func(x BatchItem) string { return x.Dir }).Wrap(),
	page.FlagOf("computed", page.H("已计算", "computed"), func(x BatchItem) bool { return x.Computed }).In(page.Data),
	page.WordsOf("why", page.H("原因", "why"), func(x BatchItem) calc.Text {
		if x.Computed {
			return calc.Text{}
		}
		return calc.Text{ZH: strings.TrimSpace(x.Why.ZH), EN: strings.TrimSpace(x.Why.EN)}
	}).In(page.Data),
	page.CellOf(page.H("方案", "plan"), func(v page.Voice, x BatchItem) page.Spans {
		if !x.Computed {
			return page.T(v.T("无法计算：", "could not be computed: ") + v.In(x.Why))
		}
		return page.T(v.In(x.Review.Plan.Status.Name()))
	}).Wrap().In(page.People | page.Sheet),
	page.ChoiceOf("status", page.H("方案", "plan"), substitution.Statuses, func(x BatchItem) substitution.Status {
		if !x.Computed {
			return ""
		}
		return x.Review.Plan.Status
	}).In(page.Data),
	withVerdict(page.H("一致", "agree"), review.Agrees),
	withVerdict(page.H("按路径", "by path"), review.ByPath),
	withVerdict(page.H("位数不足", "too few digits"), review.FewDigits),
	withVerdict(page.H("不一致", "differ"), review.Differs),
	withVerdict(page.H("无法复算", "unknown"), review.Unknown),
	page.ObjectOf("verdicts", verdictTable, func(x BatchItem) (review.Result, bool) { return x.Review, x.Computed }),
	ofSeverity(page.H("错误", "errors"), calc.Error),
	ofSeverity(page.H("警告", "warnings"), calc.Warning),
	page.RowsOf("figures", outcomeTable, func(x BatchItem) []review.Outcome { return x.Review.Outcomes }),
	page.RowsOf("findings", gradedTable, func(x BatchItem) []calc.Finding { return x.Findings }),
}}

// withVerdict is how many figures of a dossier have a verdict.
func withVerdict(head calc.Text, verdict review.Verdict) page.Column {
	return page.CellOf(head, func(_ page.Voice, x BatchItem) page.Spans {
		if !x.Computed {
			return page.T(none)
		}
		return page.T(strconv.Itoa(x.Review.Count(verdict)))
	}).Right().In(page.People | page.Sheet)
}

// ofSeverity is how many findings of a dossier have a severity.
func ofSeverity(head calc.Text, severity calc.Severity) page.Column {
	return page.CountOf("", head, func(x BatchItem) int {
		n := 0
		for _, f := range x.Findings {
			if f.Severity == severity {
				n++
			}
		}
		return n
	}).In(page.People | page.Sheet)
}
