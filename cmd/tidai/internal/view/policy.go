package view

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Policies lists the policies.
func Policies(list []factors.Policy, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	doc := page.Doc{Title: b.f("政策（%d 项）", "Policies (%d)", len(list)),
		Sections: []page.Section{{Blocks: []page.Block{policyTable.With(b.Voice, list).Block()}}}}
	return page.Page{Doc: doc, Main: policyTable.With(b.Voice, list).CSV(), Data: policiesTable.One(b.Voice, list).
		Object()}
}

// policiesTable is a list of policies as an object of JSON.
var policiesTable = page.Table[[]factors.Policy]{Name: "policies", Columns: []page.Column{
	page.ConstOf[[]factors.Policy]("schema", "tidai/policies/2"),
	page.RowsOf("policies", policyTable, func(list []factors.Policy) []factors.Policy { return list }),
}}

var policyTable = page.Table[factors.Policy]{Name: "policy", Columns: []page.Column{
	page.TextOf("id", page.H("编号", "id"), func(p factors.Policy) string { return p.ID }),
	page.TextOf("instrument", page.H("文件", "instrument"), func(p factors.Policy) string { return p.Instrument }),
	page.WordsOf("title", page.H("名称", "title"), func(p factors.Policy) calc.Text { return p.Title }).In(page.Data),
	page.WordsOf("province", page.H("省份", "province"), func(p factors.Policy) calc.Text { return p.Province }).
		OrNone(),
	page.DateOf("since", page.H("施行", "in force"), func(p factors.Policy) calc.Date { return p.Since }).OrNone(),
	page.ListOf("unset", page.H("未配置", "not configured"), unsetOf).Right().
		Show(page.By(func(_ page.Voice, p factors.Policy) string { return fmt.Sprint(len(unsetOf(p))) })),
}}

func unsetOf(p factors.Policy) []string {
	var out []string
	for _, u := range p.Unset() {
		out = append(out, u.ID)
	}
	return out
}

// Policy shows the parameters of a policy with clause, status and the readings
// there are.
func Policy(p factors.Policy, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	doc := page.Doc{Title: p.ID, Facts: []page.Field{{Name: b.t("文件", "instrument"), Text: page.T(p.Instrument)},
		{Name: b.t("名称", "title"), Text: page.T(p.Title.In(lang))}},
		Sections: []page.Section{{Title: b.t("参数", "Parameters"),
			Blocks: []page.Block{parameterTable.With(b.Voice, p.Parameters).Block()}}}}
	if len(p.LeftOut) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Title: b.t("有意不写入的内容", "Left out on purpose"),
			Blocks: []page.Block{{List: page.Texts(b.texts(p.LeftOut))}}})
	}
	return page.Page{Doc: doc, Main: parameterTable.With(b.Voice, p.Parameters).CSV(),
		Data: parametersTable.One(b.Voice, p).Object()}
}

// parametersTable is a policy with its parameters as an object of JSON.
var parametersTable = page.Table[factors.Policy]{Name: "policy", Columns: []page.Column{
	page.ConstOf[factors.Policy]("schema", "tidai/policy/2"),
	page.TextOf("id", page.H("编号", "id"), func(p factors.Policy) string { return p.ID }),
	page.TextOf("instrument", page.H("文件", "instrument"), func(p factors.Policy) string { return p.Instrument }),
	page.WordsOf("title", page.H("名称", "title"), func(p factors.Policy) calc.Text { return p.Title }),
	page.RowsOf("parameters", parameterTable, func(p factors.Policy) []parameter { return p.Parameters }),
	page.RowsOf("left_out", leftOutTable, func(p factors.Policy) []calc.Text { return p.LeftOut }),
}}

// leftOutTable is what a policy says and the program does not go by.
var leftOutTable = page.Table[calc.Text]{Name: "left-out", Columns: []page.Column{
	page.WordsOf("text", page.H("内容和原因", "what, and why"), func(t calc.Text) calc.Text { return t }),
}}

type parameter = factors.Parameter

var parameterTable = page.Table[parameter]{Name: "parameter", Columns: []page.Column{
	page.TextOf("id", page.H("参数", "parameter"), func(x parameter) string { return x.ID }),
	page.FlagOf("unset", page.H("未配置", "not configured"), func(x parameter) bool { return x.Unset }).In(page.Data),
	page.CellOf(page.H("取值", "value"), func(v page.Voice, x parameter) page.Spans { return page.T(setTo(v, x)) }).
		In(page.People | page.Sheet),
	page.QuantityOf("value", page.H("取值", "value"), func(x parameter) (quantity.Quantity, bool) {
		return x.Amount, x.IsFigure
	}).In(page.Data),
	page.TextOf("choice", page.H("采用的解读", "reading taken"), func(x parameter) string { return x.Choice }).OrNull().
		In(page.Data),
	page.DateOf("date", page.H("日期", "date"), func(x parameter) calc.Date { return x.Date }).In(page.Data),
	page.ListOf("choices", page.H("可选的解读", "readings there are"), func(x parameter) []string { return x.Choices }).
		Show(page.By(func(_ page.Voice, x parameter) string { return strings.Join(x.Choices, ", ") })).OrNone().Wrap(),
	page.TextOf("rule", page.H("规则", "rule"), func(x parameter) string { return x.Rule }),
	page.ClauseOf("clause", page.H("条款", "clause"), func(x parameter) calc.Clause { return x.Clause }).Wrap(),
	page.ChoiceOf("status", page.H("状态", "status"), calc.Statuses, func(x parameter) calc.Status { return x.Status }).
		Show(page.By(parameterStatus)).Wrap(),
	page.FlagOf("local", page.H("本地", "local"), func(x parameter) bool { return x.Local }).In(page.Data),
	saidOf("source", page.H("来源", "source"), func(x parameter) string { return x.Source }).OrNull().
		In(page.Data),
	saidOf("note", page.H("说明", "note"), func(x parameter) string { return x.Note }).OrNull().OrNone().Wrap(),
}, Record: &page.RecordForm[parameter]{
	Head: func(v page.Voice, x parameter) page.Spans { return page.T(x.ID + " = " + setTo(v, x)) },
	Line: func(v page.Voice, x parameter) []page.Field {
		out := []page.Field{{Name: v.T("规则", "rule"), Text: page.T(x.Rule + "  [" + x.Clause.String() + "]")},
			{Name: v.T("状态", "status"), Text: page.T(parameterStatus(v, x))}}
		if len(x.Choices) > 0 {
			out = append(out, page.Field{Name: v.T("解读", "readings"), Text: page.T(say(v).list(x.Choices))})
		}
		if x.Note != "" {
			out = append(out, page.Field{Name: v.T("说明", "note"), Text: page.T(say(v).said(x.Note))})
		}
		return out
	},
}}

// setTo is what a parameter is set to.
func setTo(v page.Voice, x parameter) string {
	switch {
	case x.Unset:
		return v.T("未配置，须先确认", "not configured, must be confirmed")
	case x.IsFigure:
		return plain(x.Amount)
	case x.Choice != "":
		return x.Choice
	}
	return x.Date.String()
}

func parameterStatus(v page.Voice, x parameter) string {
	if x.Unset {
		return v.T("未配置", "not configured")
	}
	return page.StatusOf(v, x.Status, x.Local)
}
