package view

import (
	"tidai/calc"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// Reduce shows what every source gives, and why any was refused.
func Reduce(p substitution.Plan, own []calc.Finding, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	sections := []page.Section{{Title: b.t("各削减源的可用削减量（kg/a）", "Usable reduction of each source (kg/a)"),
		Blocks: b.reductions(p.Result.Sources)}}
	if blocks := b.refused(p.Result.Sources); blocks != nil {
		sections = append(sections, page.Section{Title: b.t("未采纳的削减源", "Sources refused"), Blocks: blocks})
	}
	sections = append(sections, b.closing(p, own, sections...))
	doc := page.Doc{Title: p.Dossier.Project.Name + b.t("  削减量核算", ": reductions"), Facts: b.planFacts(p),
		Sections: b.numbered(sections)}
	return page.Page{Doc: doc, Main: b.reduceCSV(p.Result.Sources), Data: reduceTable.One(b.Voice, ownPlan{p, own}).
		Object()}
}

// reduceTable is what the sources give as an object of JSON.
var reduceTable = page.Table[ownPlan]{Name: "reduce", Columns: append(headed("tidai/reduce/2"),
	page.RowsOf("sources", sourceTable, func(p ownPlan) []source { return p.Result.Sources }),
	findingsOf(func(p ownPlan) []calc.Finding { return p.own }))}

func (b *builder) reductions(list []reduction.SourceResult) []page.Block {
	if len(list) == 0 {
		return []page.Block{{Text: page.T(b.t("申请材料没有列出削减源。", "The dossier names no source."))}}
	}
	var notes []string
	var rows []sourceRow
	for _, s := range list {
		for _, r := range s.Rows {
			rows = append(rows, sourceRow{s, r})
		}
		if len(s.Rows) == 0 {
			rows = append(rows, sourceRow{of: s})
		}
		notes = append(notes, s.Source.ID+"  "+s.Discharger.Name+" "+s.Line.Name+b.t("，", ", ")+
			s.Rule+" "+b.in(s.Source.Basis.Name()))
	}
	blocks := []page.Block{sourceRowTable.With(b.Voice, rows).Block()}
	blocks[0].Notes = page.Texts(notes)
	if methods := b.methods(list); methods != nil {
		blocks = append(blocks, *methods)
	}
	if monitored := b.monitoredBlock(list); monitored != nil {
		blocks = append(blocks, *monitored)
	}
	return blocks
}

// methods shows the methods of accounting reports side by side, where there is
// more than one.
func (b *builder) methods(list []reduction.SourceResult) *page.Block {
	var rows []methodRow
	for _, s := range list {
		for _, r := range s.Rows {
			rows = append(rows, methodsOf(sourceRow{s, r})...)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	block := methodRowTable.With(b.Voice, rows).Block()
	return &block
}

func (b *builder) reduceCSV(list []reduction.SourceResult) page.Grid {
	var rows []sourceRow
	for _, s := range list {
		for _, r := range s.Rows {
			rows = append(rows, sourceRow{s, r})
		}
	}
	return sourceRowTable.With(b.Voice, rows).CSV()
}
