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
	data := reduceDoc{Schema: "tidai/reduce/1", Policy: p.Policy.ID, On: p.On.String(),
		Sources: sourcesJSON(p.Result.Sources, lang), Findings: findingsJSON(own, lang)}
	return page.Page{Doc: doc, Main: b.reduceCSV(p.Result.Sources), Data: data}
}

type reduceDoc struct {
	Schema   string        `json:"schema"`
	Policy   string        `json:"policy"`
	On       string        `json:"on"`
	Sources  []sourceJSON  `json:"sources"`
	Findings []findingJSON `json:"findings"`
}

func (b *builder) reductions(list []reduction.SourceResult) []page.Block {
	if len(list) == 0 {
		return []page.Block{{Text: page.T(b.t("申请材料没有列出削减源。", "The dossier names no source."))}}
	}
	t := page.Grid{Columns: []page.Head{{Head: b.t("来源", "source")}, {Head: b.t("重金属", "metal")},
		{Head: b.t("介质", "medium")},
		{Head: b.t("削减前", "before"), Right: true}, {Head: b.t("削减后", "after"), Right: true},
		{Head: b.t("已出让", "committed"), Right: true},
		{Head: b.t("可用量", "usable"), Right: true}, {Head: b.t("实际排放", "actual"), Right: true},
		{Head: b.t("采纳", "accepted")}}}
	var notes []string
	for _, s := range list {
		name := s.Source.ID
		accepted := b.yes(s.Accepted())
		if s.Own && s.Accepted() {
			accepted = b.t("以新带老", "own")
		}
		for _, r := range s.Rows {
			t.Rows = append(t.Rows, page.Row(name, b.pollutant(r.Pollutant), b.in(r.Medium.Name()), b.amount(r.Before),
				b.amount(r.After), b.amount(r.Committed),
				b.amount(r.Usable), b.amount(r.Actual), accepted))
			name, accepted = "", ""
		}
		if len(s.Rows) == 0 {
			t.Rows = append(t.Rows, page.Row(name, none, none, none, none, none, none, none, accepted))
		}
		notes = append(notes, s.Source.ID+"  "+s.Discharger.Name+" "+s.Line.Name+b.t("，",
			", ")+reduction.RuleOf(s.Source.Basis)+" "+b.in(s.Source.Basis.Name()))
	}
	blocks := []page.Block{{Table: &t, Notes: page.Texts(notes)}}
	if methods := b.methods(list); methods != nil {
		blocks = append(blocks, *methods)
	}
	if monitored := b.monitoredBlock(list); monitored != nil {
		blocks = append(blocks, *monitored)
	}
	return blocks
}

// methods shows the methods of accounting reports side by side, where there
// is more than one.
func (b *builder) methods(list []reduction.SourceResult) *page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("来源", "source")}, {Head: b.t("重金属", "metal")},
		{Head: b.t("介质", "medium")}, {Head: b.t("核算方法", "method"), Wrap: true},
		{Head: b.t("削减前", "before"), Right: true}, {Head: b.t("削减后", "after"), Right: true},
		{Head: b.t("差值", "difference"), Right: true}, {Head: b.t("说明", "why"), Wrap: true}}}
	for _, s := range list {
		for _, r := range s.Rows {
			for _, m := range r.Methods {
				why := b.in(m.Why)
				if m.Chosen {
					why = b.t("采用", "taken")
				}
				t.Rows = append(t.Rows, page.Row(s.Source.ID, b.pollutant(r.Pollutant), b.in(r.Medium.Name()),
					b.methodName(m), b.amount(m.Before), b.amount(m.After), b.amount(m.Reduction), why))
			}
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return &page.Block{Table: &t}
}

func (b *builder) reduceCSV(list []reduction.SourceResult) page.Grid {
	t := page.Grid{Columns: []page.Head{{Head: b.t("来源", "source")}, {Head: b.t("排污单位", "discharger")},
		{Head: b.t("生产线", "line")}, {Head: b.t("规则", "rule")},
		{Head: b.t("重金属", "pollutant")}, {Head: b.t("介质", "medium")},
		{Head: b.t("削减前（kg/a）", "before (kg/a)"), Right: true}, {Head: b.t("削减后（kg/a）", "after (kg/a)"),
			Right: true},
		{Head: b.t("已出让（kg/a）", "committed (kg/a)"), Right: true}, {Head: b.t("可用量（kg/a）", "usable (kg/a)"),
			Right: true}, {Head: b.t("可用量（kg/a，六位小数）", "usable (kg/a, 6 decimals)"), Right: true},
		{Head: b.t("实际排放（kg/a）", "actual (kg/a)"), Right: true},
		{Head: b.t("监测 削减前（kg/a）", "monitored before (kg/a)"), Right: true},
		{Head: b.t("监测 削减后（kg/a）", "monitored after (kg/a)"), Right: true}, {Head: b.t("采纳", "accepted")},
		{Head: b.t("不采纳的原因", "why refused")}, {Head: b.t("未经原文核对的数值", "figures not read in the text")}}}
	for _, s := range list {
		var why []string
		for _, x := range s.Refusals {
			why = append(why, x.Rule+" "+b.in(x.Message))
		}
		for _, r := range s.Rows {
			t.Rows = append(t.Rows, page.Row(s.Source.ID, s.Discharger.Name, s.Line.Name,
				reduction.RuleOf(s.Source.Basis), string(r.Pollutant), b.in(r.Medium.Name()), shown(r.Before),
				shown(r.After),
				shown(r.Committed), shown(r.Usable), fine(r.Usable), shown(r.Actual), shown(monitoredBefore(r)),
				shown(monitoredAfter(r)), b.yes(s.Accepted()), b.list(why), doubts(r.Usable)))
		}
	}
	return t
}
