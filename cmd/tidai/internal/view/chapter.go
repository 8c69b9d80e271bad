package view

import (
	"slices"

	"tidai/calc"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// Chapter is the chapter an EIA report has to contain (重金属污染物排放总量核算与
// 削减替代方案, notice 二（三）): the text of the plan, the instruments it rests
// on, every method for every outlet, permitted emissions, the plan with its
// five fields, obligations, and the calculation sheets of every amount.
func Chapter(p substitution.Plan, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	b.Sheets = map[calc.Step]string{}
	for _, t := range p.Targets() {
		if _, known := b.Sheets[t.Step]; !known && derived(t.Step) {
			b.Sheets[t.Step] = t.Name
		}
	}
	company, _ := p.Dossier.Discharger(p.Dossier.Project.Discharger)
	lead := b.planText(p)
	for i := range lead {
		lead[i].Key = "text"
	}
	sections := []page.Section{
		{Key: "instruments", Title: b.t("编制依据", "Instruments"), Blocks: b.instruments(p)},
		{Key: "methods", Title: b.t("各方法核算结果比较（kg/a）", "The methods compared (kg/a)"),
			Blocks: b.compared(p)},
		{Key: "permitted", Title: b.t("许可排放量（kg/a）", "Permitted emission (kg/a)"), Blocks: b.permitted(p)},
		{Key: "demand", Title: b.t("新增量与替代需求（kg/a）", "What the project needs (kg/a)"), Blocks: b.needs(p)},
		{Key: "sources", Title: b.t("削减来源", "Where it comes from"), Blocks: slices.Concat(b.allocations(p),
			b.balance(p), b.planCharts(p))},
		{Key: "missing", Title: b.t("缺口与补救", "What is missing, and what repairs it"), Blocks: b.missing(p)},
		{Key: "refused", Title: b.t("未采纳的削减源", "Sources refused"), Blocks: b.refused(p.Result.Sources)},
		{Key: "obligations", Title: b.t("后续义务与期限", "Obligations"), Blocks: b.obligations(p)},
		{Key: "findings", Title: b.t("问题与提示", "Findings"), Blocks: b.planFindings(p), Findings: true},
		{Key: "sheets", Title: b.t("计算书", "Calculation sheets"), Blocks: b.sheets(p)},
	}
	if notes := footnotes(slices.Concat(lead, sections)...); len(notes) > 0 {
		sections = append(sections, page.Section{Key: "doubts", Title: b.t("未核对原文的数值",
			"Figures not read in the text"), Blocks: notes})
	}
	sections = slices.DeleteFunc(sections, func(s page.Section) bool { return len(s.Blocks) == 0 })
	doc := page.Doc{
		Title: p.Dossier.Project.Name + b.t("  重金属污染物排放总量核算与削减替代方案",
			": heavy-metal emissions and substitution plan"),
		Verdict:  b.t("结论：", "Verdict: ") + b.verdict(p),
		Facts:    b.planFacts(p),
		Cards:    b.cards(p),
		Lead:     lead,
		Sections: b.numbered(sections),
		Foot:     true,
		Names: map[string]string{"project": p.Dossier.Project.Name, "company": company.Name,
			"date": p.Dossier.Date.String(), "policy": p.Policy.Instrument},
	}
	return page.Page{Doc: doc, Main: allocationTable.With(b.Voice, p.Allocations).CSV(), Data: planTable.One(b.Voice,
		p).Object(),
		Calendar: b.calendar(p)}
}

// compared is the ladder of every outlet that more than one method knows.
func (b *builder) compared(p substitution.Plan) []page.Block {
	var out []page.Block
	for _, a := range p.Result.Outlets {
		if l := a.Ladder(); len(l.Rungs) > 1 {
			out = append(out, page.Block{Records: []page.Record{{Head: page.T(b.ladderTitle(l))}}}, b.ladder(l))
		}
	}
	return out
}

func (b *builder) permitted(p substitution.Plan) []page.Block {
	if len(p.Result.Outlets) == 0 {
		return nil
	}
	out := []page.Block{b.outlets(p.Result.Outlets)}
	out = append(out, b.formulas(p)...)
	if len(p.Result.Periods) > 0 {
		out = append(out, b.periods(p.Result.Periods))
	}
	return out
}

// sheets derive every amount of the project and every amount that a source
// gives, down to the lines of the dossier and the clauses of the law.
func (b *builder) sheets(p substitution.Plan) []page.Block {
	var out []page.Block
	for _, t := range p.Targets() {
		if !derived(t.Step) {
			continue
		}
		w := &treeWriter{builder: b, seen: map[calc.Step]bool{}}
		w.node(t.Step, "", "", "")
		out = append(out, page.Block{Records: []page.Record{{Head: page.T(t.Name)}}},
			page.Block{Tree: w.lines, Sheet: t.Name,
				Math: b.equation(t.Step)})
	}
	return out
}

// derived reports whether there is something to show of how a number came
// about.
func derived(s calc.Step) bool { return s.OK() && s.Op() != calc.OpGiven }
