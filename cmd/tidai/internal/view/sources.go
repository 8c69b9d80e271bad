package view

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/cmd/tidai/internal/page"
)

type source = reduction.SourceResult

// sourceTable is every source assessed, as data.
var sourceTable = page.Table[source]{Name: "source", Columns: []page.Column{
	page.TextOf("id", page.H("来源", "source"), func(s source) string { return s.Source.ID }),
	page.TextOf("discharger", page.H("排污单位", "discharger"), func(s source) string { return s.Discharger.Name }),
	page.TextOf("line", page.H("生产线", "line"), func(s source) string { return s.Line.ID }),
	page.TextOf("line_name", page.H("生产线", "line"), func(s source) string { return s.Line.Name }),
	page.ChoiceOf("basis", page.H("削减来源", "basis"), dossier.Bases,
		func(s source) dossier.Basis { return s.Source.Basis }),
	page.TextOf("rule", page.H("规则", "rule"), func(s source) string { return s.Rule }),
	page.FlagOf("own", page.H("以新带老", "own"), func(s source) bool { return s.Own }),
	page.FlagOf("accepted", page.H("采纳", "accepted"), source.Accepted),
	page.QuantityOf("lot", page.H("最小转让量", "lot"), func(s source) (quantity.Quantity, bool) {
		return s.Source.Lot.Amount, s.Source.Lot.Set
	}),
	page.FlagOf("whole", page.H("整体转让", "whole"), func(s source) bool { return s.Source.Whole }),
	page.QuantityOf("price", page.H("价格", "price"), func(s source) (quantity.Quantity, bool) {
		return s.Source.Price.Amount, s.Source.Price.Set
	}),
	page.RowsOf("amounts", sourceRowTable, func(s source) []sourceRow {
		var out []sourceRow
		for _, r := range s.Rows {
			out = append(out, sourceRow{s, r})
		}
		return out
	}),
	page.RowsOf("refusals", refusalTable, func(s source) []reduction.Refusal { return s.Refusals }),
}}

var refusalTable = page.Table[reduction.Refusal]{Name: "refusal", Columns: []page.Column{
	page.TextOf("code", page.H("编号", "code"), func(r reduction.Refusal) string { return r.Code }),
	page.TextOf("rule", page.H("规则", "rule"), func(r reduction.Refusal) string { return r.Rule }),
	page.ClauseOf("clause", page.H("条款", "clause"), func(r reduction.Refusal) calc.Clause { return r.Clause }),
	page.WordsOf("message", page.H("问题", "finding"), func(r reduction.Refusal) calc.Text { return r.Message }),
	page.WordsOf("remedy", page.H("补正", "cure"), func(r reduction.Refusal) calc.Text { return r.Remedy }),
	page.FlagOf("curable", page.H("可补正", "curable"), func(r reduction.Refusal) bool { return r.Curable }),
}}

// sourceRow is what a source gives of one pollutant into one medium. Row is empty
// where the source has none.
type sourceRow struct {
	of source
	reduction.Row
}

// sourceRowTable is the usable reduction of each source.
var sourceRowTable = page.Table[sourceRow]{Name: "source-amount",
	Group: func(r sourceRow) string { return r.of.Source.ID },
	Columns: []page.Column{
		page.TextOf("", page.H("来源", "source"), func(r sourceRow) string { return r.of.Source.ID }).Once().
			In(page.People | page.Sheet),
		page.SheetOf(page.H("排污单位", "discharger"), func(_ page.Voice, r sourceRow) string {
			return r.of.Discharger.Name
		}),
		page.SheetOf(page.H("生产线", "line"), func(_ page.Voice, r sourceRow) string { return r.of.Line.Name }),
		page.SheetOf(page.H("规则", "rule"), func(_ page.Voice, r sourceRow) string {
			return r.of.Rule
		}),
		page.PollutantOf("pollutant", page.H("重金属", "metal"), func(r sourceRow) calc.Pollutant {
			return r.Pollutant
		}).
			InSheet("重金属", "pollutant").Cell(page.By(func(v page.Voice, r sourceRow) page.Spans {
			if r.Pollutant == "" {
				return page.T(none)
			}
			return page.T(page.Pollutant(v, r.Pollutant))
		})),
		mediumOf(func(r sourceRow) calc.Medium { return r.Medium }).In(page.Sheet | page.Data),
		page.CellOf(page.H("介质", "medium"), func(v page.Voice, r sourceRow) page.Spans {
			if r.Pollutant == "" {
				return page.T(none)
			}
			return page.T(v.In(r.Medium.Name()))
		}),
		page.AmountOf("before", page.H("削减前", "before"), func(r sourceRow) calc.Step { return r.Before }),
		page.AmountOf("after", page.H("削减后", "after"), func(r sourceRow) calc.Step { return r.After }),
		page.AmountOf("reduction", page.H("削减量", "reduction"), func(r sourceRow) calc.Step { return r.Reduction }).
			In(page.Data),
		page.AmountOf("committed", page.H("已出让", "committed"), func(r sourceRow) calc.Step { return r.Committed }),
		page.AmountOf("kept", page.H("自留", "kept"), func(r sourceRow) calc.Step { return r.Kept }).In(page.Data),
		page.AmountOf("usable", page.H("可用量", "usable"), usableOf),
		page.FineOf(page.H("可用量", "usable"), usableOf),
		page.ReasonOf("usable_reason", usableOf),
		page.AmountOf("actual", page.H("实际排放", "actual"), func(r sourceRow) calc.Step { return r.Actual }),
		page.ObjectOf("monitored", monitoredTable, func(r sourceRow) (reduction.Evidence, bool) {
			if r.Monitored != nil {
				return *r.Monitored, true
			}
			return reduction.Evidence{}, false
		}),
		page.SheetOf(page.H("监测 削减前（kg/a）", "monitored before (kg/a)"), func(_ page.Voice, r sourceRow) string {
			return shown(monitoredBefore(r.Row))
		}).Right(),
		page.SheetOf(page.H("监测 削减后（kg/a）", "monitored after (kg/a)"), func(_ page.Voice, r sourceRow) string {
			return shown(monitoredAfter(r.Row))
		}).Right(),
		page.CellOf(page.H("采纳", "accepted"), func(v page.Voice, r sourceRow) page.Spans {
			if r.of.Own && r.of.Accepted() {
				return page.T(v.T("以新带老", "own"))
			}
			return page.T(page.Yes(v, r.of.Accepted()))
		}).Once(),
		page.SheetOf(page.H("采纳", "accepted"), func(v page.Voice, r sourceRow) string {
			return page.Yes(v, r.of.Accepted())
		}),
		page.SheetOf(page.H("不采纳的原因", "why refused"), func(v page.Voice, r sourceRow) string {
			var why []string
			for _, x := range r.of.Refusals {
				why = append(why, x.Rule+" "+v.In(x.Message))
			}
			return say(v).list(why)
		}),
		page.RowsOf("methods", methodRowTable, func(r sourceRow) []methodRow { return methodsOf(r) }),
		page.DoubtsOf("factors_not_from_text", usableOf),
	},
}

func usableOf(r sourceRow) calc.Step { return r.Usable }

// methodRow is one method of an accounting report.
type methodRow struct {
	of sourceRow
	reduction.MethodRow
}

func methodsOf(r sourceRow) []methodRow {
	var out []methodRow
	for _, m := range r.Methods {
		out = append(out, methodRow{r, m})
	}
	return out
}

// methodRowTable shows the methods of accounting reports side by side.
var methodRowTable = page.Table[methodRow]{Name: "source-method", Columns: []page.Column{
	page.CellOf(page.H("来源", "source"), func(_ page.Voice, m methodRow) page.Spans {
		return page.T(m.of.of.Source.ID)
	}),
	page.PollutantOf("", page.H("重金属", "metal"), func(m methodRow) calc.Pollutant { return m.of.Pollutant }).
		In(page.People),
	mediumOf(func(m methodRow) calc.Medium { return m.of.Medium }).In(page.People),
	page.ChoiceOf("method", page.H("核算方法", "method"), calc.IntensityMethods,
		func(m methodRow) calc.IntensityMethod { return m.Method }).Wrap(),
	page.AmountOf("before", page.H("削减前", "before"), func(m methodRow) calc.Step { return m.Before }),
	page.AmountOf("after", page.H("削减后", "after"), func(m methodRow) calc.Step { return m.After }),
	page.AmountOf("reduction", page.H("差值", "difference"), func(m methodRow) calc.Step { return m.Reduction }),
	page.FlagOf("chosen", page.H("采用", "taken"), func(m methodRow) bool { return m.Chosen }).In(page.Data),
	page.WordsOf("why", page.H("说明", "why"), func(m methodRow) calc.Text { return m.Why }).Wrap().
		Cell(page.By(func(v page.Voice, m methodRow) page.Spans {
			if m.Chosen {
				return page.T(v.T("采用", "taken"))
			}
			return page.T(v.In(m.Why))
		})),
}}

// monitoredTable is what monitoring data say beside a reduction.
var monitoredTable = page.Table[reduction.Evidence]{Name: "monitored", Columns: []page.Column{
	page.ObjectOf("before", stateTable, func(e reduction.Evidence) (reduction.State, bool) {
		return e.Before, !e.Before.Period.From.IsZero()
	}),
	page.ObjectOf("after", stateTable, func(e reduction.Evidence) (reduction.State, bool) {
		return e.After, !e.After.Period.From.IsZero()
	}),
	page.AmountOf("safe_reduction", page.H("可靠削减", "safe"), safeOf),
	page.WordsOf("safe_method", page.H("方法", "method"), func(e reduction.Evidence) calc.Text {
		if e.Safe == nil {
			return calc.Text{}
		}
		return e.Safe.Method
	}),
}}

func safeOf(e reduction.Evidence) calc.Step {
	if e.Safe == nil {
		return calc.Step{}
	}
	return e.Safe.Least
}

var stateTable = page.Table[reduction.State]{Name: "monitored-state", Columns: []page.Column{
	page.AmountOf("amount", page.H("数额", "amount"), func(s reduction.State) calc.Step { return s.Amount }),
	page.AmountOf("at_approved_scale", page.H("核准规模下", "at the approved scale"),
		func(s reduction.State) calc.Step { return s.Scaled }),
	page.DateOf("from", page.H("起", "from"), func(s reduction.State) calc.Date { return s.Period.From }),
	page.DateOf("to", page.H("止", "to"), func(s reduction.State) calc.Date { return s.Period.To }),
	page.ListOf("outlets", page.H("排放口", "outlets"), func(s reduction.State) []string { return s.Outlets }),
	page.ChoiceListOf("methods", page.H("方法", "methods"), monitoring.Methods,
		func(s reduction.State) []monitoring.Method { return s.Methods }),
	page.CountOf("hours_filled", page.H("补遗小时", "hours filled in"),
		func(s reduction.State) int64 { return s.Filled }),
	page.WordsOf("unproven", page.H("未证明", "unproven"), func(s reduction.State) calc.Text { return s.Unproven }),
}}
