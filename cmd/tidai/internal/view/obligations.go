package view

import (
	"strings"

	"tidai/calc"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

type obligation = substitution.Obligation

// obligationTable is what somebody must do, by when.
var obligationTable = page.Table[obligation]{Name: "obligation", Columns: []page.Column{
	page.CellOf(page.H("期限", "due"), func(v page.Voice, o obligation) page.Spans {
		return page.T(orElse(o.Due.String(), v.In(o.DueText)))
	}).Wrap().In(page.People | page.Narrow),
	page.TextOf("code", page.H("编号", "code"), func(o obligation) string { return o.Code }).In(page.Data),
	page.TextOf("rule", page.H("规则", "rule"), func(o obligation) string { return o.Rule }).In(page.Data),
	page.ClauseOf("clause", page.H("条款", "clause"), func(o obligation) calc.Clause { return o.Clause }).In(page.Data),
	page.RowsOf("law", basisTable, func(o obligation) []calc.Basis { return o.Law }),
	page.WordsOf("party", page.H("责任方", "party"), func(o obligation) calc.Text { return o.Party }).Wrap(),
	page.WordsOf("text", page.H("事项", "duty"), func(o obligation) calc.Text { return o.Text }).Wrap().
		Cell(page.By(func(v page.Voice, o obligation) page.Spans { return page.T(say(v).duty(o)) })),
	page.CellOf(page.H("责任方和事项", "party and duty"), func(v page.Voice, o obligation) page.Spans {
		return page.T(v.In(o.Party) + v.T("：", ": ") + say(v).duty(o) + " [" + say(v).dutyRule(o) + "]")
	}).Wrap().In(page.Narrow),
	page.CellOf(page.H("依据", "rule"), func(v page.Voice, o obligation) page.Spans {
		return page.T(say(v).dutyRule(o))
	}).Wrap(),
	page.DateOf("due", page.H("期限", "due"), func(o obligation) calc.Date { return o.Due }).In(page.Data),
	page.WordsOf("due_text", page.H("期限", "due"), func(o obligation) calc.Text { return o.DueText }).In(page.Data),
	page.CellOf(page.H("状态", "state"), func(v page.Voice, o obligation) page.Spans {
		return page.T(say(v).state(o))
	}).
		Wrap().In(page.People | page.Narrow),
	page.FlagOf("done", page.H("已办", "done"), func(o obligation) bool { return o.Done }).In(page.Data),
	page.TextOf("proof", page.H("证明", "proof"), func(o obligation) string { return o.Proof }).OrNull().In(page.Data),
	page.FlagOf("overdue", page.H("逾期", "overdue"), func(o obligation) bool { return o.Overdue }).In(page.Data),
	page.TextOf("source", page.H("来源", "source"), func(o obligation) string { return o.Source }).OrNull().
		In(page.Data),
}}

func (b *builder) obligations(p substitution.Plan) []page.Block {
	if len(p.Obligations) == 0 {
		return nil
	}
	block := obligationTable.With(b.Voice, p.Obligations).Block()
	block.Picture = b.timeFigure(p)
	blocks := []page.Block{block}
	if text := b.in(p.PermitText); text != "" {
		blocks = append(blocks, page.Block{Records: []page.Record{{
			Head: page.T(b.t("排污许可证“其他控制及管理要求”记载内容：",
				"Record for the permit (“其他控制及管理要求”):")), Fields: []page.Field{{Text: page.T(text)}}}}})
	}
	return blocks
}

// duty says what is to be done, and for which source.
func (b *builder) duty(o obligation) string {
	text := b.in(o.Text)
	if o.Source != "" {
		text += b.paren(b.t("来源 ", "source ") + o.Source)
	}
	return text
}

// dutyRule names what a duty rests on: the rule of the notice, or the clause
// of another instrument.
func (b *builder) dutyRule(o substitution.Obligation) string {
	return strings.Join(page.Present(orElse(o.Rule, o.Clause.String()), clausesOf(b.Voice, o.Law)), b.t("；", "; "))
}

func (b *builder) state(o substitution.Obligation) string {
	switch {
	case o.Done && o.Proof != "":
		return b.t("已办：", "done: ") + o.Proof
	case o.Done:
		return b.t("已办", "done")
	case o.Overdue:
		return b.t("期限已过，材料中无办理证明", "due date passed, no proof in the dossier")
	}
	return b.t("待办", "open")
}
