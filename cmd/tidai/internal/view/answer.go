package view

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/explain"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// Answer says of one source how much of it is used and why, or why not, and
// what would have to change.
func Answer(a explain.Answer, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	id := a.Source.Source.ID
	t := page.Grid{Columns: []page.Head{{Head: b.t("重金属", "metal")}, {Head: b.t("需求", "demand"), Right: true},
		{Head: b.t("可用", "usable"), Right: true},
		{Head: b.t("采用", "used"), Right: true}, {Head: b.t("先于或代替它的", "taken before it or in its stead"),
			Wrap: true}, {Head: b.t("原因", "why"), Wrap: true}}}
	data := answerDoc{Schema: "tidai/source/1", Source: id, State: string(a.State), Tier: string(a.Tier),
		Preference: string(a.Preference),
		Ahead:      a.Ahead, Beside: a.Beside, Metals: []answerMetalJSON{}, Refusals: []refusalJSON{},
		Changes: []string{}}
	for _, m := range a.Metals {
		var before []page.Spans
		x := answerMetalJSON{Pollutant: string(m.Pollutant), Medium: some(string(m.Medium)), Demand: number(m.Demand),
			Usable: number(m.Usable), Used: number(m.Used),
			Before: []beforeJSON{}, From: number(m.From), Reason: m.Reason.In(lang)}
		for _, y := range m.Before {
			before = append(before, page.Cat(y.Source+" ", b.amount(y.Amount)))
			x.Before = append(x.Before, beforeJSON{y.Source, number(y.Amount)})
		}
		name := b.pollutant(m.Pollutant)
		if m.Medium != "" {
			name += " " + b.in(m.Medium.Name())
		}
		t.Rows = append(t.Rows, page.Row(name, b.amount(m.Demand), b.amount(m.Usable), b.amount(m.Used),
			spansOr(b.spans(before), none), b.in(m.Reason)))
		data.Metals = append(data.Metals, x)
	}
	sections := []page.Section{{Title: b.t("各金属（kg/a）", "Metal by metal (kg/a)"),
		Blocks: []page.Block{{Table: &t, Narrow: b.narrowAnswer(t)}}}}
	if blocks := b.against(a, &data); blocks != nil {
		sections = append(sections, page.Section{Title: b.t("不予采纳的理由", "What stands against it"),
			Blocks: blocks})
	}
	if list := b.texts(a.Changes); list != nil {
		data.Changes = list
		sections = append(sections, page.Section{Title: b.t("变动（数值和日期均经重新测算）",
			"What would change (figures and dates checked by planning again)"),
			Blocks: []page.Block{{List: page.Texts(list)}}})
	}
	if notes := footnotes(sections...); notes != nil {
		last := &sections[len(sections)-1]
		last.Blocks = append(last.Blocks, notes...)
	}
	doc := page.Doc{Title: b.t("来源 ", "Source ") + id + b.t("：", ": ") + a.Source.Discharger.Name + " " +
		a.Source.Line.Name, Verdict: b.t("结论：", "Verdict: ") + b.in(a.State.Name()),
		Facts: b.answerFacts(a), Sections: b.numbered(sections)}
	return page.Page{Doc: doc, Main: t, Data: data}
}

// narrowAnswer leaves what stands elsewhere out: what was taken before goes to
// the reason.
func (b *builder) narrowAnswer(t page.Grid) *page.Grid {
	out := page.Grid{Columns: append(append([]page.Head{}, t.Columns[:4]...), t.Columns[5])}
	for _, r := range t.Rows {
		why := r[5]
		if r[4].String() != none {
			why = page.Cat(why, b.s("（先于或代替它的：%s）", " (before it or in its stead: %s)", r[4]))
		}
		out.Rows = append(out.Rows, append(slices.Clone(r[:4]), why))
	}
	return &out
}

func (b *builder) answerFacts(a explain.Answer) []page.Field {
	place := b.in(a.Tier.Name()) + b.t("，", ", ") + b.in(a.Preference.Name())
	if a.State == substitution.SourceUsed || a.State == substitution.SourceUnused {
		place += b.f("（在它之前 %d 个来源，同一次序另有 %d 个）",
			" (sources before it: %d; others of the same place: %d)", a.Ahead, a.Beside)
	}
	if slices.ContainsFunc(a.Source.Refusals,
		func(x reduction.Refusal) bool { return x.Code == reduction.CodeNotKey }) {
		place = none // the order is one of key industries
	}
	s := a.Source.Source
	fields := []page.Field{{Name: b.t("次序", "place in the order"), Text: page.T(place)},
		{Name: b.t("完成时限", "deadline"),
			Text: page.T(orElse(s.Deadline.String(), none))}}
	if terms := b.termsOf(s); terms != "" {
		fields = append(fields, page.Field{Name: b.t("转让条件", "terms"), Text: page.T(terms)})
	}
	return fields
}

// termsOf are the terms of the transferor as stated.
func (b *builder) termsOf(s dossier.ReductionSource) string {
	var out []string
	if s.Lot.Set {
		out = append(out, b.f("最小转让量 %s", "lot %s", plain(s.Lot.Amount)))
	}
	if s.Whole {
		out = append(out, b.t("只能整体转让", "whole or not at all"))
	}
	if s.Price.Set {
		out = append(out, b.f("价格 %s", "price %s", plain(s.Price.Amount)))
	}
	return strings.Join(out, b.t("，", ", "))
}

func (b *builder) against(a explain.Answer, data *answerDoc) []page.Block {
	var list []page.Record
	for _, x := range a.Source.Refusals {
		list = append(list, page.Record{Head: page.T(x.Rule + "  " + b.in(x.Message)),
			Fields: []page.Field{{Name: b.t("依据", "clause"), Text: page.T(x.Clause.String())},
				{Name: b.t("补正", "cure"),
					Text: page.T(b.in(x.Remedy))}}})
		data.Refusals = append(data.Refusals, refusalOf(x, b.Lang))
	}
	if list == nil {
		return nil
	}
	return []page.Block{{Records: list}}
}

func (b *builder) texts(list []calc.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, b.in(t))
	}
	return out
}

type answerDoc struct {
	Schema     string            `json:"schema"`
	Source     string            `json:"source"`
	State      string            `json:"state"`
	Tier       string            `json:"tier"`
	Preference string            `json:"preference"`
	Ahead      int               `json:"sources_before"`
	Beside     int               `json:"sources_beside"`
	Metals     []answerMetalJSON `json:"metals"`
	Refusals   []refusalJSON     `json:"refusals"`
	Changes    []string          `json:"changes"`
}

type answerMetalJSON struct {
	Pollutant string       `json:"pollutant"`
	Medium    *string      `json:"medium"`
	Demand    *numberJSON  `json:"demand"`
	Usable    *numberJSON  `json:"usable"`
	Used      *numberJSON  `json:"used"`
	Before    []beforeJSON `json:"taken_before"`
	From      *numberJSON  `json:"used_above"`
	Reason    string       `json:"reason"`
}

type beforeJSON struct {
	Source string      `json:"source"`
	Amount *numberJSON `json:"amount"`
}
