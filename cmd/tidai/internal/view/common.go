package view

import (
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/review"
	"tidai/cmd/tidai/internal/page"
)

// What many results share: media and metals, findings, figures of the law.

// mediumOf is a medium; JSON has null for water and air together.
func mediumOf[R any](get func(R) calc.Medium) page.Column {
	name := func(v page.Voice, row R) string { return v.In(get(row).Name()) }
	return page.ChoiceOf("medium", page.H("介质", "medium"), calc.Media, get).
		Cell(page.By(func(v page.Voice, row R) page.Spans { return page.T(name(v, row)) })).Sheet(page.By(name))
}

// metalOf names a pollutant, with its medium where it is of one: on pages.
func metalOf[R any](head calc.Text, get func(R) (calc.Pollutant, calc.Medium)) page.Column {
	return page.CellOf(head, func(v page.Voice, row R) page.Spans {
		p, m := get(row)
		return page.T(say(v).metal(p, m))
	})
}

// pollutantOf is a pollutant by its symbol, in CSV and JSON.
func pollutantOf[R any](get func(R) calc.Pollutant) page.Column {
	return page.PollutantOf("pollutant", page.H("重金属", "pollutant"), get).In(page.Sheet | page.Data)
}

var findingTable = page.Table[calc.Finding]{Name: "finding", Columns: []page.Column{
	page.ChoiceOf("severity", page.H("级别", "severity"), calc.Severities,
		func(f calc.Finding) calc.Severity { return f.Severity }),
	page.SheetOf(page.H("位置", "place"), func(_ page.Voice, f calc.Finding) string { return f.At.String() }),
	page.TextOf("code", page.H("编号", "code"), func(f calc.Finding) string { return f.Code }),
	page.ChoiceOf("stage", page.H("环节", "stage"), calc.Stages, func(f calc.Finding) calc.Stage { return f.Stage }).
		In(page.Data),
	page.TextOf("rule", page.H("规则", "rule"), func(f calc.Finding) string { return f.Rule }).OrNull(),
	page.ClauseOf("clause", page.H("条款", "clause"), func(f calc.Finding) calc.Clause { return f.Clause }).
		In(page.Data),
	page.RowsOf("law", basisTable, func(f calc.Finding) []calc.Basis { return f.Law }),
	page.FileOf("file", page.H("文件", "file"), func(f calc.Finding) string { return f.At.File }).In(page.Data),
	page.SomeCountOf("line", func(f calc.Finding) (int, bool) { return f.At.Line, f.At.Line > 0 }),
	page.TextOf("subject", page.H("对象", "subject"), func(f calc.Finding) string { return f.Subject }).OrNull().
		In(page.Data),
	page.WordsOf("message", page.H("问题", "finding"), func(f calc.Finding) calc.Text { return f.Message }).Wrap(),
	page.WordsOf("remedy", page.H("处理", "remedy"), func(f calc.Finding) calc.Text { return f.Remedy }).Wrap(),
	page.WordsOf("role", page.H("涉及", "concerns"), func(f calc.Finding) calc.Text { return f.Role }).In(page.Data),
	page.RowsOf("figures", figureTable, func(f calc.Finding) []calc.Figure { return f.Figures }),
}, Record: &page.RecordForm[calc.Finding]{
	Head: func(v page.Voice, f calc.Finding) page.Spans {
		return page.T(strings.Join(page.Present(v.In(f.Severity.Name()), f.At.String(), f.Code), "  "))
	},
	Line: func(v page.Voice, f calc.Finding) []page.Field {
		out := []page.Field{{Name: v.T("问题", "finding"), Text: page.T(v.In(f.Message))}}
		for _, x := range []struct{ name, text string }{{v.T("依据", "rule"), clause(f.Rule, f.Clause)},
			{v.T("法律", "law"), clausesOf(v, f.Law)},
			{v.T("处理", "remedy"), v.In(f.Remedy)}, {v.T("涉及", "concerns"), v.In(f.Role)}} {
			if x.text != "" {
				out = append(out, page.Field{Name: x.name, Text: page.T(x.text)})
			}
		}
		return out
	},
}}

// basisTable is what the law of the day prescribes.
var basisTable = page.Table[calc.Basis]{Name: "law", Columns: []page.Column{
	page.ClauseOf("clause", page.H("条款", "clause"), func(x calc.Basis) calc.Clause { return x.Clause }),
	page.WordsOf("text", page.H("内容（转述）", "what it says, in our words"),
		func(x calc.Basis) calc.Text { return x.Text }),
}}

// clausesOf names clauses, an instrument once for its articles.
func clausesOf(v page.Voice, list []calc.Basis) string {
	text, last := "", ""
	for _, x := range list {
		switch {
		case text == "":
			text = x.Clause.String()
		case x.Clause.Instrument == last:
			text += v.T("、", ", ") + x.Clause.Locator
		default:
			text += v.T("；", "; ") + x.Clause.String()
		}
		last = x.Clause.Instrument
	}
	return text
}

// gradedTable are findings with how much each weighs.
var gradedTable = page.Table[calc.Finding]{Name: "graded-finding", Columns: append([]page.Column{
	page.ChoiceOf("grade", page.H("等级", "grade"), review.Grades, review.GradeOf)}, findingTable.Columns...)}

var figureTable = page.Table[calc.Figure]{Name: "figure", Columns: []page.Column{
	page.WordsOf("name", page.H("名称", "name"), func(f calc.Figure) calc.Text { return f.Name }),
	page.AmountOf("amount", page.H("数值", "amount"), func(f calc.Figure) calc.Step { return f.Amount }),
}}

// saidOf is a note or a source of a factor file: in the language of the page, and in
// JSON as the file says it.
func saidOf[R any](key string, head calc.Text, get func(R) string) page.Column {
	return page.TextOf(key, head, get).Show(page.By(func(v page.Voice, row R) string { return say(v).said(get(row)) }))
}

// findingsOf are the findings of a result.
func findingsOf[R any](get func(R) []calc.Finding) page.Column {
	return page.RowsOf("findings", findingTable, get)
}

// factorTable lists figures of the law that a result rests on.
var factorTable = page.Table[calc.Step]{Name: "factor", Columns: []page.Column{
	page.TextOf("id", page.H("编号", "id"), func(f calc.Step) string { return f.Origin().Factor }),
	page.TextOf("symbol", page.H("符号", "symbol"), calc.Step.Symbol),
	page.QuantityOf("value", page.H("数值", "value"), func(f calc.Step) (quantity.Quantity, bool) {
		return f.Value(),
			true
	}),
	page.ClauseOf("clause", page.H("条款", "clause"), calc.Step.Clause),
	page.ChoiceOf("status", page.H("状态", "status"), calc.Statuses,
		func(f calc.Step) calc.Status { return f.Origin().Status }),
	page.FlagOf("local", page.H("本地", "local"), func(f calc.Step) bool { return f.Origin().Local }),
	saidOf("source", page.H("来源", "source"), func(f calc.Step) string { return f.Origin().Source }).OrNull(),
	saidOf("note", page.H("说明", "note"), func(f calc.Step) string { return f.Origin().Note }).OrNull(),
}}
