package view

import (
	"tidai/calc"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// askable is what can be explained of a plan: its numbers and its sources.
type askable struct {
	numbers []substitution.Target
	plan
}

// targetsTable is all of it as an object of JSON.
var targetsTable = page.Table[askable]{Name: "targets", Columns: []page.Column{
	page.ConstOf[askable]("schema", "tidai/targets/2"),
	page.RowsOf("targets", targetTable, func(a askable) []substitution.Target { return a.numbers }),
	page.RowsOf("sources", askedTable, askable.asked),
}}

var targetTable = page.Table[substitution.Target]{Name: "target", Columns: []page.Column{
	page.TextOf("name", page.H("名称", "target"), func(t substitution.Target) string { return t.Name }).Wrap(),
	page.TextOf("term", page.H("含义", "what it is"), func(t substitution.Target) string { return t.Step.TermKey() }).
		Wrap().Cell(page.By(func(v page.Voice, t substitution.Target) page.Spans { return page.T(meaning(v, t)) })).
		Sheet(page.By(meaning)),
	yearlyOf("amount", page.H("数值 kg/a", "kg/a"), func(t substitution.Target) calc.Step { return t.Step }),
	page.ReasonOf("amount_reason", func(t substitution.Target) calc.Step { return t.Step }),
	page.DoubtsOf("factors_not_from_text", func(t substitution.Target) calc.Step { return t.Step }),
}}

func meaning(v page.Voice, t substitution.Target) string { return say(v).term(t.Step.TermKey()) }

// asked is a source with what became of it.
type asked struct {
	reduction.SourceResult
	state substitution.SourceState
}

func (a askable) asked() []asked {
	var out []asked
	for _, s := range a.Result.Sources {
		out = append(out, asked{s, a.StateOf(s)})
	}
	return out
}

var askedTable = page.Table[asked]{Name: "asked", Columns: []page.Column{
	page.TextOf("name", page.H("名称", "target"), func(s asked) string { return "source:" + s.Source.ID }).Wrap(),
	page.CellOf(page.H("排污单位和生产线", "discharger and line"), func(_ page.Voice, s asked) page.Spans {
		return page.T(s.Discharger.Name + " " + s.Line.Name)
	}).Wrap(),
	page.ChoiceOf("state", page.H("结果", "state"), substitution.SourceStates,
		func(s asked) substitution.SourceState { return s.state }).Wrap(),
}}

// Targets lists the numbers that can be explained, and the sources that can be
// asked about.
func Targets(list []substitution.Target, p substitution.Plan, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	all := askable{list, p}
	sections := []page.Section{{Blocks: []page.Block{targetTable.With(b.Voice, list).Block()}}}
	sections[0].Blocks = append(sections[0].Blocks, footnotes(sections...)...)
	if sources := all.asked(); sources != nil {
		sections = append(sections, page.Section{
			Title:  b.t("可查询的来源：为何采用或未采用", "Sources to ask about: why used, or why not"),
			Blocks: []page.Block{askedTable.With(b.Voice, sources).Block()}})
	}
	doc := page.Doc{Title: b.t("可推导的数值", "Numbers that can be explained"), Sections: sections}
	return page.Page{Doc: doc, Main: targetTable.With(b.Voice, list).CSV(), Data: targetsTable.One(b.Voice, all).
		Object()}
}

// yearlyOf is an amount in kg/a, or in kg of a period of its own.
func yearlyOf[R any](key string, head calc.Text, get func(R) calc.Step) page.Column {
	return page.AmountOf(key, head, get).InSheet(head.ZH, head.EN).
		Cell(page.By(func(v page.Voice, row R) page.Spans { return page.Spans{say(v).yearly(get(row))} })).
		Sheet(page.By(func(v page.Voice, row R) string { return say(v).yearly(get(row)).Text }))
}

// yearly is an amount in kg/a; one of a period of its own is in kg.
func (b *builder) yearly(s calc.Step) page.Span {
	if text := shown(s); text != none || !s.OK() {
		return b.number(text, s)
	}
	return b.number(page.ShownKg(s)+" kg", s)
}
