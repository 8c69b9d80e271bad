package view

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/permit"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// Permit shows the permitted emission of every outlet and pollutant of the
// project: each method side by side, the strictest, and why.
func Permit(p substitution.Plan, own []calc.Finding, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	blocks := []page.Block{b.outlets(p.Result.Outlets)}
	sections := []page.Section{{Title: b.t("各排放口许可排放量（kg/a）", "Permitted emission of each outlet (kg/a)"),
		Blocks: blocks}}
	if len(p.Result.Periods) > 0 {
		sections = append(sections, page.Section{Title: b.t("特殊时段许可排放量", "Special periods"),
			Blocks: []page.Block{b.periods(p.Result.Periods)}})
	}
	sections = append(sections, b.closing(p, own, sections...))
	doc := page.Doc{Title: p.Dossier.Project.Name + b.t("  许可排放量核算", ": permitted emission"),
		Facts:    b.planFacts(p),
		Sections: b.numbered(sections)}
	data := permitDoc{Schema: "tidai/permit/1", Policy: p.Policy.ID, On: p.On.String(),
		Outlets: outletsJSON(p.Result.Outlets, lang), Periods: []periodJSON{},
		Findings: findingsJSON(own, lang)}
	for _, x := range p.Result.Periods {
		data.Periods = append(data.Periods, periodJSON{Outlet: x.Outlet.ID, Name: x.Period.Name,
			Pollutant: string(x.Period.Pollutant), Amount: number(x.Amount), Reason: some(reason(x.Amount))})
	}
	return page.Page{Doc: doc, Main: b.permitCSV(p.Result.Outlets), Data: data}
}

type permitDoc struct {
	Schema   string        `json:"schema"`
	Policy   string        `json:"policy"`
	On       string        `json:"on"`
	Outlets  []outletJSON  `json:"outlets"`
	Periods  []periodJSON  `json:"special_periods"`
	Findings []findingJSON `json:"findings"`
}

type periodJSON struct {
	Outlet    string      `json:"outlet"`
	Name      string      `json:"name"`
	Pollutant string      `json:"pollutant"`
	Amount    *numberJSON `json:"amount"`
	Reason    *string     `json:"amount_reason"`
}

// closing is the last section of a page: findings and footnotes.
func (b *builder) closing(p substitution.Plan, own []calc.Finding, before ...page.Section) page.Section {
	block := page.Block{Text: page.T(b.count(own) + b.t("。", ".")), List: page.Texts(b.findingLines(own)),
		Notes: page.Texts([]string{b.t("处理办法：tidai check ", "Remedies: tidai check ") + p.Dossier.Shown})}
	if len(own) == 0 {
		block.Notes = nil
	}
	return page.Section{Title: b.t("问题与提示", "Findings"), Blocks: append([]page.Block{block},
		footnotes(before...)...),
		Findings: true}
}

func (b *builder) outlets(list []permit.Assessment) page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("排放口", "outlet")}, {Head: b.t("污染物", "pollutant")},
		{Head: b.t("方法", "method"), Wrap: true},
		{Head: b.t("数额", "kg/a"), Right: true}, {Head: b.t("采用", "taken")}, {Head: b.t("依据", "by"), Wrap: true},
		{Head: b.t("说明", "why"), Wrap: true}}}
	var records []page.Record
	for _, a := range list {
		r := page.Record{Head: b.outletHead(a)}
		name := a.Target()
		for _, c := range a.Candidates {
			t.Rows = append(t.Rows, page.Row(name, b.pollutant(a.Pollutant), b.in(c.Method.Name()), b.amount(c.Amount),
				b.taken(c), b.in(c.Detail), b.in(c.Why)))
			name = ""
			texts := page.Present(b.taken(c), b.in(c.Detail), b.in(c.Why))
			r.Fields = append(r.Fields, page.Field{Name: b.in(c.Method.Name()),
				Text: page.Cat(b.amount(c.Amount), "  "+strings.Join(texts, b.t("；", "; ")))})
		}
		if text := b.noPermit(a); text != nil {
			t.Rows = append(t.Rows, page.Row(name, b.pollutant(a.Pollutant), b.t("结论", "result"), none, "", "", text))
			r.Fields = append(r.Fields, page.Field{Name: b.t("结论", "result"), Text: text})
		}
		records = append(records, r)
	}
	return page.Block{Table: &t, Records: records}
}

func (b *builder) taken(c permit.Candidate) string {
	if c.Chosen {
		return b.t("采用", "taken")
	}
	return ""
}

func (b *builder) outletHead(a permit.Assessment) page.Spans {
	amount := page.T(b.t("不核定许可排放量", "no permitted emission"))
	if a.Permitted.OK() {
		amount = b.s("许可排放量 %s kg/a", "permitted %s kg/a", b.amount(a.Permitted))
	}
	return page.Cat(a.Target()+"  "+b.in(a.Medium.Name())+"  "+b.pollutant(a.Pollutant)+"  ", amount)
}

// noPermit says why an outlet has no permitted amount, and what counts in its
// place.
func (b *builder) noPermit(a permit.Assessment) page.Spans {
	if a.Permitted.OK() {
		return nil
	}
	parts := []page.Spans{page.T(b.in(a.NoAmount))}
	switch {
	case b.in(a.Uncounted) != "":
		parts = append(parts, page.T(b.in(a.Uncounted)))
	case a.Contribution.OK():
		parts = append(parts, b.s("按%s %s kg/a 计入新增量", "counts as new emission by %s: %s kg/a",
			a.CountedBy.Name(), b.amount(a.Contribution)))
	}
	parts = slices.DeleteFunc(parts, func(s page.Spans) bool { return s == nil })
	return page.Join(parts, b.t("；", "; "))
}

func (b *builder) periods(list []permit.SpecialPeriodAmount) page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("排放口", "outlet")}, {Head: b.t("时段", "period"), Wrap: true},
		{Head: b.t("污染物", "pollutant")},
		{Head: b.t("数额", "amount"), Right: true}, {Head: b.t("单位", "unit")}}}
	for _, x := range list {
		amount, unit := page.Span{Text: none}, ""
		if x.Amount.OK() {
			q := x.Amount.Value()
			amount, unit = b.number(q.ShownAmount(), x.Amount), q.Unit().String()
		}
		t.Rows = append(t.Rows, page.Row(x.Outlet.ID, x.Period.Name, b.pollutant(x.Period.Pollutant), amount, unit))
	}
	return page.Block{Table: &t}
}

func (b *builder) permitCSV(list []permit.Assessment) page.Grid {
	t := page.Grid{Columns: []page.Head{{Head: b.t("排放口", "outlet")}, {Head: b.t("介质", "medium")},
		{Head: b.t("污染物", "pollutant")}, {Head: b.t("方法", "method")},
		{Head: b.t("依据", "by")}, {Head: b.t("数额（kg/a）", "amount (kg/a)"), Right: true},
		{Head: b.t("数额（kg/a，六位小数）", "amount (kg/a, 6 decimals)"), Right: true},
		{Head: b.t("有约束力", "binds")}, {Head: b.t("采用", "taken")}, {Head: b.t("说明", "why")},
		{Head: b.t("未经原文核对的数值", "figures not read in the text")}}}
	for _, a := range list {
		for _, c := range a.Candidates {
			t.Rows = append(t.Rows, page.Row(a.Target(), b.in(a.Medium.Name()), string(a.Pollutant),
				b.in(c.Method.Name()), b.in(c.Detail), shown(c.Amount), fine(c.Amount),
				b.yes(c.Binds), b.yes(c.Chosen), b.in(c.Why), doubts(c.Amount)))
		}
	}
	return t
}

func (b *builder) yes(x bool) string {
	if x {
		return b.t("是", "yes")
	}
	return b.t("否", "no")
}
