package view

import (
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Clauses is the clause map: every rule with its place, what it says, the code
// that applies it and the tests that show it.
func Clauses(p factors.Policy, applied map[string]factors.Application, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	t := page.Grid{Columns: []page.Head{{Head: b.t("规则", "rule")}, {Head: b.t("位置", "locator")},
		{Head: b.t("内容", "content"), Wrap: true}, {Head: b.t("实施的代码", "applied by"), Wrap: true},
		{Head: b.t("结果编号", "findings and obligations"), Wrap: true}, {Head: b.t("符合的测试", "test that obeys"),
			Wrap: true}, {Head: b.t("违反的测试", "test that breaks"), Wrap: true}}}
	var records []page.Record
	data := clausesDoc{Schema: "tidai/clauses/1", Policy: p.ID, Rules: []clauseMapJSON{}}
	for _, r := range p.Rules {
		a := applied[r.ID]
		positive, negative := orNone(a.Positive), orNone(a.Negative)
		if a.Planned {
			positive, negative = b.t("尚未实施", "not yet applied"), b.in(a.Reason)
		}
		reports := append(append([]string{}, a.Findings...), a.Obligations...)
		t.Rows = append(t.Rows, page.Row(r.ID, r.Clause.Locator, b.in(r.Summary), orNone(b.list(a.Packages)),
			orNone(b.list(reports)), positive, negative))
		records = append(records, page.Record{Head: page.T(r.ID + "  " + r.Clause.Locator + "  " + b.in(r.Summary)),
			Fields: []page.Field{{Name: b.t("代码", "applied by"), Text: page.T(orNone(b.list(a.Packages)))},
				{Name: b.t("结果", "reports"), Text: page.T(orNone(b.list(reports)))}, {Name: b.t("符合", "obeyed"),
					Text: page.T(positive)},
				{Name: b.t("违反", "broken"), Text: page.T(negative)}}})
		data.Rules = append(data.Rules, clauseMapJSON{ID: r.ID, Clause: clauseOf(r.Clause), Summary: b.in(r.Summary),
			Packages: append([]string{}, a.Packages...),
			Findings: append([]string{}, a.Findings...), Obligations: append([]string{}, a.Obligations...),
			Positive: some(a.Positive), Negative: some(a.Negative),
			State: state(a), Reason: some(b.in(a.Reason))})
	}
	doc := page.Doc{Title: p.Instrument + b.t("  条款表", ": clause map"),
		Facts:    []page.Field{{Name: b.t("政策", "policy"), Text: page.T(p.ID)}},
		Sections: []page.Section{{Blocks: []page.Block{{Table: &t, Records: records}}}}}
	return page.Page{Doc: doc, Main: t, Data: data}
}

type clausesDoc struct {
	Schema string          `json:"schema"`
	Policy string          `json:"policy"`
	Rules  []clauseMapJSON `json:"rules"`
}

type clauseMapJSON struct {
	ID          string      `json:"id"`
	Clause      *clauseJSON `json:"clause"`
	Summary     string      `json:"summary"`
	Packages    []string    `json:"applied_by"`
	Findings    []string    `json:"findings"`
	Obligations []string    `json:"obligations"`
	Positive    *string     `json:"positive"`
	Negative    *string     `json:"negative"`
	State       string      `json:"state"`
	Reason      *string     `json:"reason"`
}

// state says whether a rule is applied: "covered", "planned", "missing".
func state(a factors.Application) string {
	switch {
	case a.Planned:
		return "planned"
	case a.Covered():
		return "covered"
	}
	return "missing"
}

// Coverage says of every rule whether it has its positive and its negative
// test; what is planned is named apart and never counts as passed.
func Coverage(p factors.Policy, applied map[string]factors.Application, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	n := map[string]int{}
	out := Clauses(p, applied, lang)
	t := page.Grid{Columns: []page.Head{{Head: b.t("规则", "rule")}, {Head: b.t("位置", "locator")},
		{Head: b.t("状态", "state")}, {Head: b.t("说明", "why"), Wrap: true}}}
	for _, r := range p.Rules {
		a := applied[r.ID]
		s := state(a)
		n[s]++
		why := b.in(a.Reason)
		if s == "missing" {
			why = b.list(page.Present(b.lacks(a.Positive, "符合的测试", "the test that obeys"),
				b.lacks(a.Negative, "违反的测试", "the test that breaks")))
		}
		word := map[string]string{"covered": b.t("有正反测试", "both tests"), "planned": b.t("尚未实施",
			"not yet applied"), "missing": b.t("缺测试", "test missing")}[s]
		t.Rows = append(t.Rows, page.Row(r.ID, r.Clause.Locator, word, orNone(why)))
	}
	doc := page.Doc{Title: p.Instrument + b.t("  覆盖情况", ": coverage"),
		Verdict: b.f("结论：%d 条有正反测试，%d 条尚未实施，%d 条缺测试",
			"Verdict: %d with both tests, %d not yet applied, %d without a test", n["covered"], n["planned"],
			n["missing"]),
		Sections: []page.Section{{Blocks: []page.Block{{Table: &t}}}}}
	data := out.Data.(clausesDoc)
	data.Schema = "tidai/coverage/1"
	return page.Page{Doc: doc, Main: t, Data: data}
}

func (b *builder) lacks(test, zh, en string) string {
	if strings.TrimSpace(test) != "" {
		return ""
	}
	return b.t("缺"+zh, en+" is missing")
}
