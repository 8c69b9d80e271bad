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

type metalAnswer = explain.MetalAnswer

// metalAnswerTable is the answer metal by metal. Where there is little room, what
// was taken before goes to the reason.
var metalAnswerTable = page.Table[metalAnswer]{Name: "source-metal", Columns: []page.Column{
	metalOf(page.H("重金属", "metal"), func(m metalAnswer) (calc.Pollutant, calc.Medium) {
		return m.Pollutant,
			m.Medium
	}).
		In(page.People | page.Narrow | page.Sheet),
	pollutantOf(func(m metalAnswer) calc.Pollutant { return m.Pollutant }).In(page.Data),
	mediumOf(func(m metalAnswer) calc.Medium { return m.Medium }).In(page.Data),
	answerAmount("demand", page.H("需求", "demand"), func(m metalAnswer) calc.Step { return m.Demand }),
	answerAmount("usable", page.H("可用", "usable"), func(m metalAnswer) calc.Step { return m.Usable }),
	answerAmount("used", page.H("采用", "used"), func(m metalAnswer) calc.Step { return m.Used }),
	page.CellOf(page.H("先于或代替它的", "taken before it or in its stead"),
		func(v page.Voice, m metalAnswer) page.Spans { return spansOr(say(v).takenBefore(m), none) }).
		Wrap().In(page.People | page.Sheet),
	page.RowsOf("taken_before", beforeTable, func(m metalAnswer) []explain.Before { return m.Before }),
	page.AmountOf("used_above", page.H("采用的需求", "used above"), func(m metalAnswer) calc.Step { return m.From }).
		In(page.Data),
	page.WordsOf("reason", page.H("原因", "why"), func(m metalAnswer) calc.Text { return m.Reason }).Wrap(),
	page.CellOf(page.H("原因", "why"), func(v page.Voice, m metalAnswer) page.Spans {
		return say(v).narrowReason(m)
	}).Wrap().In(page.Narrow),
	page.DoubtsOf("factors_not_from_text", func(m metalAnswer) calc.Step { return m.Demand },
		func(m metalAnswer) calc.Step { return m.Usable }, func(m metalAnswer) calc.Step { return m.Used }),
}}

// answerAmount is an amount in every form; the title says in which unit.
func answerAmount(key string, head calc.Text, get func(metalAnswer) calc.Step) page.Column {
	return page.AmountOf(key, head, get).InSheet(head.ZH, head.EN).
		In(page.People | page.Narrow | page.Sheet | page.Data)
}

var beforeTable = page.Table[explain.Before]{Name: "taken-before", Columns: []page.Column{
	page.TextOf("source", page.H("来源", "source"), func(x explain.Before) string { return x.Source }),
	page.AmountOf("amount", page.H("数额", "amount"), func(x explain.Before) calc.Step { return x.Amount }),
}}

// answerTable is the answer as an object of JSON.
var answerTable = page.Table[explain.Answer]{Name: "source-answer", Columns: []page.Column{
	page.ConstOf[explain.Answer]("schema", "tidai/source/2"),
	page.TextOf("source", page.H("来源", "source"), func(a explain.Answer) string { return a.Source.Source.ID }),
	page.ChoiceOf("state", page.H("结果", "state"), substitution.SourceStates,
		func(a explain.Answer) substitution.SourceState { return a.State }),
	page.ChoiceOf("tier", page.H("行业次序", "tier"), substitution.Tiers,
		func(a explain.Answer) substitution.Tier { return a.Tier }),
	page.ChoiceOf("preference", page.H("优先次序", "preference"), substitution.Preferences,
		func(a explain.Answer) substitution.Preference { return a.Preference }),
	page.CountOf("sources_before", page.H("在它之前", "sources before it"),
		func(a explain.Answer) int { return a.Ahead }),
	page.CountOf("sources_beside", page.H("同一次序", "of the same place"),
		func(a explain.Answer) int { return a.Beside }),
	page.RowsOf("metals", metalAnswerTable, func(a explain.Answer) []metalAnswer { return a.Metals }),
	page.RowsOf("refusals", refusalTable, func(a explain.Answer) []reduction.Refusal { return a.Source.Refusals }),
	page.WordListOf("changes", page.H("变动", "changes"), func(a explain.Answer) []calc.Text { return a.Changes }),
}}

// Answer says of one source how much of it is used and why, or why not, and
// what would have to change.
func Answer(a explain.Answer, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	sections := []page.Section{{Title: b.t("各金属（kg/a）", "Metal by metal (kg/a)"),
		Blocks: []page.Block{metalAnswerTable.With(b.Voice, a.Metals).Block()}}}
	if list := b.against(a); list != nil {
		sections = append(sections, page.Section{Title: b.t("不予采纳的理由", "What stands against it"),
			Blocks: []page.Block{{Records: list}}})
	}
	if list := b.texts(a.Changes); list != nil {
		sections = append(sections, page.Section{Title: b.t("变动（数值和日期均经重新测算）",
			"What would change (figures and dates checked by planning again)"),
			Blocks: []page.Block{{List: page.Texts(list)}}})
	}
	if notes := footnotes(sections...); notes != nil {
		last := &sections[len(sections)-1]
		last.Blocks = append(last.Blocks, notes...)
	}
	doc := page.Doc{Title: b.t("来源 ", "Source ") + a.Source.Source.ID + b.t("：", ": ") + a.Source.Discharger.Name +
		" " + a.Source.Line.Name, Verdict: b.t("结论：", "Verdict: ") + b.in(a.State.Name()),
		Facts: b.answerFacts(a), Sections: b.numbered(sections)}
	return page.Page{Doc: doc, Main: metalAnswerTable.With(b.Voice, a.Metals).CSV(), Data: answerTable.One(b.Voice, a).
		Object()}
}

// takenBefore names the sources that come before, with what they give.
func (b *builder) takenBefore(m metalAnswer) page.Spans {
	var list []page.Spans
	for _, x := range m.Before {
		list = append(list, page.Cat(x.Source+" ", b.amount(x.Amount)))
	}
	return b.spans(list)
}

// narrowReason is the reason with what was taken before.
func (b *builder) narrowReason(m metalAnswer) page.Spans {
	why := page.T(b.in(m.Reason))
	if before := b.takenBefore(m); before != nil {
		why = page.Cat(why, b.s("（先于或代替它的：%s）", " (before it or in its stead: %s)", before))
	}
	return why
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

// against is what stands against a source.
func (b *builder) against(a explain.Answer) []page.Record {
	var list []page.Record
	for _, x := range a.Source.Refusals {
		list = append(list, page.Record{Head: page.T(x.Rule + "  " + b.in(x.Message)),
			Fields: []page.Field{{Name: b.t("依据", "clause"), Text: page.T(x.Clause.String())},
				{Name: b.t("补正", "cure"), Text: page.T(b.in(x.Remedy))}}})
	}
	return list
}

func (b *builder) texts(list []calc.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, b.in(t))
	}
	return out
}
