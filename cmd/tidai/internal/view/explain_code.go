package view

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/review"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// ExplainCode shows the findings of one code: what is wrong and where, the rule
// in words, what to do, and how the figures in it came to be.
func ExplainCode(code string, all []calc.Finding, p factors.Policy, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	list := slices.DeleteFunc(slices.Clone(all), func(f calc.Finding) bool { return f.Code != code })
	doc := page.Doc{Title: code, Verdict: b.f("%d 处", "%d found", len(list))}
	for _, m := range codeMeanings() {
		if m.code == code {
			doc.Title += b.t("：", ": ") + b.in(m.means)
		}
	}
	for _, f := range list {
		r := page.Record{Head: page.T(strings.Join(page.Present(b.in(review.GradeOf(f).Name()), b.in(f.Severity.Name()),
			f.At.String(),
			f.Subject), "  "))}
		add := func(name, text string) {
			if text != "" {
				r.Fields = append(r.Fields, page.Field{Name: name, Text: page.T(text)})
			}
		}
		add(b.t("问题", "problem"), b.in(f.Message))
		add(b.t("依据", "clause"), clause(f.Rule, f.Clause))
		if rule, ok := p.Rule(f.Rule); ok {
			add(b.t("规则", "rule"), b.in(rule.Summary))
		}
		add(b.t("建议", "correction"), b.in(f.Remedy))
		add(b.t("涉及", "concerns"), b.in(f.Role))
		blocks := []page.Block{{Records: []page.Record{r}}}
		for _, g := range f.Figures {
			w := &treeWriter{builder: b, seen: map[calc.Step]bool{}}
			w.node(g.Amount, "", "", b.in(g.Name)+b.t("：", ": "))
			blocks = append(blocks, page.Block{Tree: w.lines})
		}
		doc.Sections = append(doc.Sections, page.Section{Blocks: blocks})
	}
	if notes := footnotes(doc.Sections...); len(notes) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Blocks: notes})
	}
	return page.Page{Doc: doc, Main: b.reviewList(list),
		Data: explainCodeTable.One(b.Voice, codeFindings{code, list}).Object()}
}

// codeFindings are the findings of one code.
type codeFindings struct {
	code     string
	findings []calc.Finding
}

var explainCodeTable = page.Table[codeFindings]{Name: "explain-code", Columns: []page.Column{
	page.ConstOf[codeFindings]("schema", "tidai/explain-code/2"),
	page.TextOf("code", page.H("编号", "code"), func(c codeFindings) string { return c.code }),
	page.RowsOf("findings", gradedTable, func(c codeFindings) []calc.Finding { return c.findings }),
}}
