package view

import (
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// clauseRow is a rule of a policy and what applies it.
type clauseRow struct {
	factors.PolicyRule
	by factors.Application
}

// clauseMap is the rules of a policy.
type clauseMap struct {
	policy factors.Policy
	rows   []clauseRow
}

func mapOf(p factors.Policy, applied map[string]factors.Application) clauseMap {
	m := clauseMap{policy: p}
	for _, r := range p.Rules {
		if r.Off {
			r.Summary = notAsked(r)
		}
		m.rows = append(m.rows, clauseRow{r, applied[r.ID]})
	}
	return m
}

// notAsked says what a policy does not ask for, and why.
func notAsked(r factors.PolicyRule) calc.Text {
	var zh, en []string
	for _, k := range r.Keys {
		name := calc.Rules.Name(k)
		zh, en = append(zh, name.ZH), append(en, name.EN)
	}
	return calc.Textf("不要求：%s（%s）", "not asked for: %s (%s)",
		calc.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}, r.Reason)
}

// clausesTable is the clause map as an object of JSON; that of the coverage has
// another schema.
func clausesTable(schema string) page.Table[clauseMap] {
	return page.Table[clauseMap]{Name: "clauses", Columns: []page.Column{
		page.ConstOf[clauseMap]("schema", schema),
		page.TextOf("policy", page.H("政策", "policy"), func(m clauseMap) string { return m.policy.ID }),
		page.RowsOf("rules", clauseTable, func(m clauseMap) []clauseRow { return m.rows }),
	}}
}

var (
	clausesData  = clausesTable("tidai/clauses/2")
	coverageData = clausesTable("tidai/coverage/2")
)

// Clauses is the clause map: every rule with its place, what it says, the code
// that applies it and the tests that show it.
func Clauses(p factors.Policy, applied map[string]factors.Application, lang calc.Lang) page.Page {
	b, m := newBuilder(lang), mapOf(p, applied)
	doc := page.Doc{Title: p.Instrument + b.t("  条款表", ": clause map"),
		Facts:    []page.Field{{Name: b.t("政策", "policy"), Text: page.T(p.ID)}},
		Sections: []page.Section{{Blocks: []page.Block{clauseTable.With(b.Voice, m.rows).Block()}}}}
	return page.Page{Doc: doc, Main: clauseTable.With(b.Voice, m.rows).CSV(), Data: clausesData.One(b.Voice, m).
		Object()}
}

// What the tables of rules have in common.
var (
	clauseRule  = page.TextOf("id", page.H("规则", "rule"), func(r clauseRow) string { return r.ID })
	clausePlace = page.CellOf(page.H("位置", "locator"), func(_ page.Voice, r clauseRow) page.Spans {
		return page.T(r.Clause.Locator)
	}).In(page.People | page.Sheet)
)

var clauseTable = page.Table[clauseRow]{Name: "rule", Columns: []page.Column{
	clauseRule, clausePlace,
	page.ClauseOf("clause", page.H("条款", "clause"), func(r clauseRow) calc.Clause { return r.Clause }).In(page.Data),
	page.WordsOf("summary", page.H("内容", "content"), func(r clauseRow) calc.Text { return r.Summary }).Wrap(),
	page.ListOf("applied_by", page.H("实施的代码", "applied by"), func(r clauseRow) []string { return r.by.Packages }).
		OrNone().Wrap(),
	page.CellOf(page.H("结果编号", "findings and obligations"), func(v page.Voice, r clauseRow) page.Spans {
		return page.T(reportsOf(v, r))
	}).In(page.People | page.Sheet).Wrap(),
	page.ListOf("findings", page.H("问题", "findings"), func(r clauseRow) []string { return r.by.Findings }).
		In(page.Data),
	page.ListOf("obligations", page.H("义务", "obligations"), func(r clauseRow) []string { return r.by.Obligations }).
		In(page.Data),
	page.TextOf("positive", page.H("符合的测试", "test that obeys"), func(r clauseRow) string { return r.by.Positive }).
		OrNull().Show(page.By(obeys)).Wrap(),
	page.TextOf("negative", page.H("违反的测试", "test that breaks"),
		func(r clauseRow) string { return r.by.Negative }).
		OrNull().Show(page.By(breaks)).Wrap(),
	page.ChoiceOf("state", page.H("状态", "state"), coverages, coverageOf).In(page.Data),
	page.WordsOf("reason", page.H("说明", "why"), func(r clauseRow) calc.Text { return r.by.Reason }).In(page.Data),
}, Record: &page.RecordForm[clauseRow]{
	Head: func(v page.Voice, r clauseRow) page.Spans {
		return page.T(r.ID + "  " + r.Clause.Locator + "  " + v.In(r.Summary))
	},
	Line: func(v page.Voice, r clauseRow) []page.Field {
		return []page.Field{
			{Name: v.T("代码", "applied by"), Text: page.T(orNone(say(v).list(r.by.Packages)))},
			{Name: v.T("结果", "reports"), Text: page.T(reportsOf(v, r))},
			{Name: v.T("符合", "obeyed"), Text: page.T(obeys(v, r))},
			{Name: v.T("违反", "broken"), Text: page.T(breaks(v, r))},
		}
	},
}}

func reportsOf(v page.Voice, r clauseRow) string {
	return orNone(say(v).list(append(append([]string{}, r.by.Findings...), r.by.Obligations...)))
}

func obeys(v page.Voice, r clauseRow) string {
	if r.by.Planned {
		return v.In(coverages.Name(planned))
	}
	return orNone(r.by.Positive)
}

func breaks(v page.Voice, r clauseRow) string {
	if r.by.Planned {
		return v.In(r.by.Reason)
	}
	return orNone(r.by.Negative)
}

const covered, planned, missing = "covered", "planned", "missing"

// coverages say whether a rule is applied.
var coverages = calc.Words[string]{
	{Key: covered, Name: calc.Text{ZH: "有正反测试", EN: "both tests"}},
	{Key: planned, Name: calc.Text{ZH: "尚未实施", EN: "not yet applied"}},
	{Key: missing, Name: calc.Text{ZH: "缺测试", EN: "test missing"}},
}

func coverageOf(r clauseRow) string {
	switch {
	case r.by.Planned:
		return planned
	case r.by.Covered():
		return covered
	}
	return missing
}

// Coverage says of every rule whether it has its positive and its negative
// test; what is planned is named apart and never counts as passed.
func Coverage(p factors.Policy, applied map[string]factors.Application, lang calc.Lang) page.Page {
	b, m := newBuilder(lang), mapOf(p, applied)
	n := map[string]int{}
	for _, r := range m.rows {
		n[coverageOf(r)]++
	}
	doc := page.Doc{Title: p.Instrument + b.t("  覆盖情况", ": coverage"),
		Verdict: b.f("结论：%d 条有正反测试，%d 条尚未实施，%d 条缺测试",
			"Verdict: %d with both tests, %d not yet applied, %d without a test", n[covered], n[planned], n[missing]),
		Sections: []page.Section{{Blocks: []page.Block{coverageTable.With(b.Voice, m.rows).Block()}}}}
	return page.Page{Doc: doc, Main: coverageTable.With(b.Voice, m.rows).CSV(), Data: coverageData.One(b.Voice, m).
		Object()}
}

var coverageTable = page.Table[clauseRow]{Columns: []page.Column{
	clauseRule, clausePlace,
	page.ChoiceOf("", page.H("状态", "state"), coverages, coverageOf).In(page.People | page.Sheet),
	page.CellOf(page.H("说明", "why"), func(v page.Voice, r clauseRow) page.Spans {
		return page.T(orNone(whyOf(v, r)))
	}).In(page.People | page.Sheet).Wrap(),
}}

// whyOf says why a rule is not covered.
func whyOf(v page.Voice, r clauseRow) string {
	if coverageOf(r) != missing {
		return v.In(r.by.Reason)
	}
	var out []string
	if strings.TrimSpace(r.by.Positive) == "" {
		out = append(out, v.T("缺符合的测试", "the test that obeys is missing"))
	}
	if strings.TrimSpace(r.by.Negative) == "" {
		out = append(out, v.T("缺违反的测试", "the test that breaks is missing"))
	}
	return say(v).list(out)
}
