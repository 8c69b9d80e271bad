package view

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/scope"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Scope shows how every line is classified, why, and what has to be asked.
func Scope(d *dossier.Dossier, p factors.Policy, r scope.Result, lang calc.Lang) page.Page {
	b, all := newBuilder(lang), scoped{p, r}
	doc := page.Doc{Title: d.Project.Name + b.t("  适用范围", ": scope"), Verdict: b.t("结论：", "Verdict: ") +
		b.count(r.Findings),
		Facts: []page.Field{{Name: b.t("政策", "policy"), Text: page.T(p.ID)}, {Name: b.t("管理名录", "catalogue"),
			Text: page.T(b.t("2019年版", "of 2019"))}}}
	doc.Sections = []page.Section{{Title: b.t("生产线归类", "Lines"),
		Blocks: []page.Block{lineTable.With(b.Voice, all.lines()).Block()}}}
	if len(r.Findings) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Title: b.t("问题", "Findings"),
			Blocks: []page.Block{{Records: b.questions(r.Findings)}}, Findings: true})
	}
	doc.Sections = b.numbered(doc.Sections)
	return page.Page{Doc: doc, Main: lineTable.With(b.Voice, all.lines()).CSV(), Data: scopeTable.One(b.Voice, all).
		Object()}
}

// scoped is every line classified, under a policy.
type scoped struct {
	policy factors.Policy
	scope.Result
}

func (s scoped) lines() []scopedLine {
	var out []scopedLine
	for _, x := range s.Lines {
		out = append(out, scopedLine{x, s.policy})
	}
	return out
}

// scopeTable is the scope as an object of JSON.
var scopeTable = page.Table[scoped]{Name: "scope", Columns: []page.Column{
	page.ConstOf[scoped]("schema", "tidai/scope/2"),
	page.TextOf("policy", page.H("政策", "policy"), func(s scoped) string { return s.policy.ID }),
	page.RowsOf("lines", lineTable, scoped.lines),
	findingsOf(func(s scoped) []calc.Finding { return s.Findings }),
}}

func (b *builder) questions(fs []calc.Finding) []page.Record {
	var out []page.Record
	for _, f := range fs {
		out = append(out, page.Record{Head: findingTable.Record.Head(b.Voice, f),
			Fields: []page.Field{{Name: b.t("问题", "finding"), Text: page.T(b.in(f.Message))},
				{Name: b.t("处理", "remedy"), Text: page.T(b.in(f.Remedy))}}})
	}
	return out
}
