package view

import (
	"math/big"
	"strings"

	"tidai/calc"
	"tidai/calc/permit"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
)

// methodsTable is all methods of all outlets as an object of JSON.
var methodsTable = page.Table[ownPlan]{Name: "methods", Columns: append(headed("tidai/methods/2"),
	page.TextOf("strictest_of", page.H("从严的范围", "strictest of"),
		func(p ownPlan) string { return p.Policy.Choice("strictest") }),
	page.RowsOf("outlets", ladderTable, func(p ownPlan) []permit.Ladder { return laddersOf(p.plan) }),
	findingsOf(func(p ownPlan) []calc.Finding { return p.own }))}

func laddersOf(p plan) []permit.Ladder {
	var out []permit.Ladder
	for _, a := range p.Result.Outlets {
		out = append(out, a.Ladder())
	}
	return out
}

var ladderTable = page.Table[permit.Ladder]{Name: "ladder", Columns: []page.Column{
	page.TextOf("target", page.H("排放口", "outlet"), func(l permit.Ladder) string { return l.Target() }),
	pollutantOf(func(l permit.Ladder) calc.Pollutant { return l.Pollutant }),
	mediumOf(func(l permit.Ladder) calc.Medium { return l.Medium }),
	page.AmountOf("permitted", page.H("许可排放量", "permitted"),
		func(l permit.Ladder) calc.Step { return l.Permitted }),
	noPermitOf(func(l permit.Ladder) permit.Assessment { return l.Assessment }),
	page.RowsOf("methods", rungTable(false), rungsOf),
	page.ChoiceListOf("not_stated", page.H("材料中没有", "not in the dossier"), permit.Methods,
		func(l permit.Ladder) []permit.Method { return l.NotStated }),
}}

// rung is one method of a ladder, and the ladder it is of.
type rung struct {
	of permit.Ladder
	permit.Rung
}

func rungsOf(l permit.Ladder) []rung {
	var out []rung
	for _, r := range l.Rungs {
		out = append(out, rung{l, r})
	}
	return out
}

// What the tables of rungs have in common.
var (
	rungMethod = page.ChoiceOf("method", page.H("方法", "method"), permit.Methods,
		func(r rung) permit.Method { return r.Method }).Wrap().
		Cell(page.By(func(v page.Voice, r rung) page.Spans { return page.T(say(v).rungName(r.Rung)) }))
	rungAmount = page.AmountOf("amount", page.H("数额", "kg/a"), func(r rung) calc.Step { return r.Amount }).
			InSheet("数额（kg/a）", "amount (kg/a)")
	rungBinds = page.FlagOf("binds", page.H("约束", "binds"), func(r rung) bool { return r.Binds }).InSheet("有约束力",
		"binds")
	rungCounts = page.FlagOf("admissible", page.H("可采用", "counts"), func(r rung) bool { return r.Admissible() })
	rungTarget = page.TextOf("", page.H("排放口", "outlet"), func(r rung) string { return r.of.Target() }).
			In(page.People | page.Sheet).Wrap()
	rungMedium    = mediumOf(func(r rung) calc.Medium { return r.of.Medium }).In(page.People | page.Sheet)
	rungPollutant = page.PollutantOf("", page.H("污染物", "pollutant"),
		func(r rung) calc.Pollutant { return r.of.Pollutant }).
		In(page.People | page.Sheet)
)

// singleTable is of ladders with one rung.
var singleTable = page.Table[rung]{Columns: []page.Column{
	rungTarget, rungMedium, rungPollutant, rungMethod, rungAmount, rungBinds, rungCounts}}

// rungTable is the methods of a ladder, with their ranks on pages where the text
// gives any.
func rungTable(ranked bool) page.Table[rung] {
	rank := page.CellOf(page.H("次序", "rank"), func(v page.Voice, r rung) page.Spans {
		return page.T(orNone(rankText(r.Rung)))
	}).In(page.Sheet)
	if ranked {
		rank = rank.In(page.Sheet | page.People)
	}
	return page.Table[rung]{Name: "rung", Columns: []page.Column{
		rungTarget.In(page.Sheet), rungMedium.In(page.Sheet), rungPollutant.In(page.Sheet),
		rungMethod,
		page.ChoiceOf("account", page.H("核算方法", "account"), calc.IntensityMethods,
			func(r rung) calc.IntensityMethod { return sideOf(r).Key }).In(page.Data),
		page.WordsOf("detail", page.H("依据", "by"), func(r rung) calc.Text { return r.Detail }).
			In(page.Sheet | page.Data),
		rungAmount,
		page.FineOf(page.H("数额", "amount"), func(r rung) calc.Step { return r.Amount }),
		page.ReasonOf("amount_reason", func(r rung) calc.Step { return r.Amount }),
		page.AmountOf("abnormal", page.H("非正常排放", "abnormal"),
			func(r rung) calc.Step { return sideOf(r).Abnormal }).
			In(page.Data),
		page.AmountOf("fugitive", page.H("无组织排放", "fugitive"),
			func(r rung) calc.Step { return sideOf(r).Fugitive }).
			In(page.Data),
		rungBinds, rungCounts, rank,
		page.SomeCountOf("rank", func(r rung) (int, bool) { return r.Rank, r.Rank > 0 }),
		page.TextOf("order", page.H("方法次序", "order of methods"), func(r rung) string { return sideOf(r).Order.ID }).
			OrNull().In(page.Data),
		page.CellOf(page.H("结论", "result"), func(v page.Voice, r rung) page.Spans {
			return page.T(orNone(say(v).standing(r.Rung)))
		}).Wrap(),
		page.FlagOf("strictest", page.H("最严", "strictest"), func(r rung) bool { return r.Strictest }).
			In(page.Sheet | page.Data),
		page.FlagOf("chosen", page.H("采用", "taken"), func(r rung) bool { return r.Chosen }).
			In(page.Sheet | page.Data),
		page.CellOf(page.H("何时最严", "strictest when"), firstFlip).Wrap().In(page.People | page.Sheet).
			Sheet(page.By(allFlips)),
		page.RowsOf("strictest_when", flipTable, func(r rung) []permit.Flip { return r.Flips }),
		page.WordsOf("why", page.H("说明", "why"), func(r rung) calc.Text { return r.Why }).In(page.Sheet | page.Data),
		page.DoubtsOf("factors_not_from_text", func(r rung) calc.Step { return r.Amount }),
	}}
}

// sideOf is the account behind a rung; zero where it is another method.
func sideOf(r rung) permit.SideAmount {
	if r.Side == nil {
		return permit.SideAmount{}
	}
	return *r.Side
}

// rungName is the method, an account by the accounting method's name.
func (b *builder) rungName(r permit.Rung) string {
	if r.Side != nil {
		return b.in(r.Detail)
	}
	return b.in(r.Method.Name())
}

func rankText(r permit.Rung) string {
	if r.Rank == 0 {
		return ""
	}
	return string(rune('0' + r.Rank))
}

func (b *builder) standing(r permit.Rung) string {
	var out []string
	if r.Strictest {
		out = append(out, b.t("最严", "strictest"))
	}
	if r.Chosen {
		out = append(out, b.t("采用", "taken"))
	}
	return b.list(out)
}

func firstFlip(v page.Voice, r rung) page.Spans {
	if len(r.Flips) == 0 {
		return page.T(none)
	}
	return page.T(v.In(flipText(r.Flips[0])))
}

func allFlips(v page.Voice, r rung) string {
	var when []string
	for _, f := range r.Flips {
		when = append(when, v.In(flipText(f)))
	}
	return strings.Join(when, v.T("；", "; "))
}

// flipTable says for which values of a number an amount is the strictest.
var flipTable = page.Table[permit.Flip]{Name: "flip", Columns: []page.Column{
	page.TextOf("term", page.H("数", "term"), func(f permit.Flip) string { return f.Term }),
	page.QuantityOf("now", page.H("现值", "now"), func(f permit.Flip) (quantity.Quantity, bool) { return f.Now, true }),
	page.ValueOf("from", page.NumberOrNull, func(_ page.Voice, f permit.Flip) any {
		return endOf(f.Low, f.LowShown(),
			f.Now)
	}),
	page.ValueOf("to", page.NumberOrNull, func(_ page.Voice, f permit.Flip) any {
		return endOf(f.High, f.HighShown(),
			f.Now)
	}),
	page.FlagOf("never", page.H("从不", "never"), func(f permit.Flip) bool { return f.Never }),
	page.WordsOf("text", page.H("何时最严", "strictest when"), flipText),
}}

// endOf is one end of a range, shown as it is printed: rounded into the range.
func endOf(x *big.Rat, text string, like quantity.Quantity) any {
	if x == nil {
		return nil
	}
	return page.Object{{Key: "exact", Value: quantity.Exact(x)}, {Key: "shown", Value: text},
		{Key: "unit", Value: like.Unit().String()}}
}

func flipText(f permit.Flip) calc.Text {
	unit := f.Now.Unit().String()
	if unit != "" {
		unit = " " + unit
	}
	name, now := termText(f.Term), plain(f.Now)
	low, high := f.LowShown(), f.HighShown()
	switch {
	case f.Never:
		return calc.Textf("%s取任何值都不是最严（现 %s）", "never, whatever the %s (now %s)", name, now)
	case f.Always():
		return calc.Textf("%s取任何值都最严（现 %s）", "always, whatever the %s (now %s)", name, now)
	case f.Low == nil:
		return calc.Textf("%s不高于 %s%s（现 %s）", "%s at most %s%s (now %s)", name, high, unit, now)
	case f.High == nil:
		return calc.Textf("%s不低于 %s%s（现 %s）", "%s at least %s%s (now %s)", name, low, unit, now)
	}
	return calc.Textf("%s在 %s 与 %s%s 之间（现 %s）", "%s between %s and %s%s (now %s)", name, low, high, unit, now)
}
