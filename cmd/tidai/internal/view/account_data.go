package view

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/intensity"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/report"
	"tidai/cmd/tidai/internal/page"
)

// accountsTable is the accounting reports of a dossier as an object of JSON.
var accountsTable = page.Table[[]report.Report]{Name: "account", Columns: []page.Column{
	page.ConstOf[[]report.Report]("schema", "tidai/account/2"),
	page.RowsOf("reports", reportTable, func(list []report.Report) []report.Report { return list }),
}}

var reportTable = page.Table[report.Report]{Name: "report", Columns: []page.Column{
	page.TextOf("policy", page.H("政策", "policy"), func(r report.Report) string { return r.Policy.ID }),
	page.DateOf("on", page.H("法规日期", "date of law"), func(r report.Report) calc.Date { return r.On }),
	page.TextOf("project", page.H("拟用于", "for"), func(r report.Report) string { return r.Project }),
	page.PartOf("source", sourceTable, func(r report.Report) source { return r.Source }),
	page.TextOf("credit_code", page.H("统一社会信用代码", "credit code"),
		func(r report.Report) string { return r.Source.Discharger.CreditCode }),
	page.FlagOf("complete", page.H("完整", "complete"), report.Report.Complete),
	page.ListOf("instruments", page.H("依据", "instruments"), func(r report.Report) []string { return r.Instruments }),
	page.RowsOf("eia", approvalTable, func(r report.Report) []dossier.EIA { return r.Approvals }),
	page.TextOf("approved_scale", page.H("核准规模文件", "approved scale"),
		func(r report.Report) string { return r.Source.Source.ApprovedScale }).OrNull(),
	page.RowsOf("capacities", approvedTable, func(r report.Report) []report.Capacity { return r.Capacities }),
	page.ChoiceListOf("measures", page.H("措施类别", "measures"), dossier.Measures,
		func(r report.Report) []string { return r.Source.Source.Measures }),
	page.TextOf("measure_note", page.H("具体内容", "what is done"),
		func(r report.Report) string { return r.Source.Source.MeasureNote }).OrNull(),
	page.TextOf("responsible_party", page.H("责任主体", "responsible"),
		func(r report.Report) string { return r.Source.Source.Responsible }).OrNull(),
	page.DateOf("deadline", page.H("完成时限", "deadline"),
		func(r report.Report) calc.Date { return r.Source.Source.Deadline }),
	page.DateOf("closed", page.H("关停日期", "closed on"),
		func(r report.Report) calc.Date { return r.Source.Source.Closed }),
	page.RowsOf("accounts", sourceAccountTable, sourceAccountsOf),
	page.RowsOf("monitored", atScaleTable, monitoredOf),
	page.RowsOf("missing", missingTable, func(r report.Report) []report.Missing { return r.Missing }),
	page.RowsOf("annexes", annexTable, func(r report.Report) []report.Annex { return r.Annexes }),
	findingsOf(func(r report.Report) []calc.Finding { return r.Findings }),
	page.RowsOf("factors", factorTable, func(r report.Report) []calc.Step { return r.Factors }),
}}

var approvalTable = page.Table[dossier.EIA]{Name: "eia", Columns: []page.Column{
	page.TextOf("number", page.H("文号", "number"), func(e dossier.EIA) string { return e.Number }),
	page.FlagOf("filing", page.H("备案", "filing"), func(e dossier.EIA) bool { return e.Filing }),
	page.DateOf("date", page.H("日期", "date"), func(e dossier.EIA) calc.Date { return e.Date }),
}}

var missingTable = page.Table[report.Missing]{Name: "missing", Columns: []page.Column{
	page.TextOf("key", page.H("键", "key"), func(m report.Missing) string { return m.Key }),
	page.WordsOf("text", page.H("内容", "text"), func(m report.Missing) calc.Text { return m.Text }),
}}

var annexTable = page.Table[report.Annex]{Name: "annex", Columns: []page.Column{
	page.TextOf("document", page.H("材料", "document"), func(a report.Annex) string { return a.Document }),
	page.WordsOf("proves", page.H("证明", "proves"), func(a report.Annex) calc.Text { return a.Proves }),
}}

// sourceAccount is one account of one method.
type sourceAccount struct {
	of report.Method
	report.Account
}

func sourceAccountsOf(r report.Report) []sourceAccount {
	var out []sourceAccount
	for _, row := range r.Rows {
		for _, m := range row.Methods {
			for _, list := range [][]report.Account{m.Was, m.Is} {
				for _, a := range list {
					out = append(out, sourceAccount{m, a})
				}
			}
		}
	}
	return out
}

var sourceAccountTable = page.Table[sourceAccount]{Name: "account-row", Columns: []page.Column{
	pollutantOf(func(a sourceAccount) calc.Pollutant { return a.Pollutant }),
	mediumOf(func(a sourceAccount) calc.Medium { return a.Medium }),
	page.ChoiceOf("method", page.H("核算方法", "method"), calc.IntensityMethods,
		func(a sourceAccount) calc.IntensityMethod { return a.of.Method }),
	page.ChoiceOf("state", page.H("状态", "state"), intensity.States,
		func(a sourceAccount) intensity.State { return a.State }),
	page.TextOf("outlet", page.H("排放口", "outlet"), func(a sourceAccount) string { return a.Outlet }).OrNull(),
	page.SomeCountOf("rank", func(a sourceAccount) (int, bool) { return a.of.Rank, a.of.Rank > 0 }),
	page.TextOf("order", page.H("次序依据", "order"), func(a sourceAccount) string { return a.of.Order }).OrNull(),
	page.AmountOf("amount", page.H("排放量", "amount"), func(a sourceAccount) calc.Step { return a.Counted }),
	page.ReasonOf("amount_reason", func(a sourceAccount) calc.Step { return a.Counted }),
	page.AmountOf("at_output", page.H("实际产量下", "at output"),
		func(a sourceAccount) calc.Step { return a.AtOutput }),
	page.QuantityOf("output", page.H("产量", "output"), func(a sourceAccount) (quantity.Quantity, bool) {
		return a.Output.Amount, a.AtOutput.OK() && a.Output.Set
	}),
	page.FlagOf("admissible", page.H("可采用", "admissible"), func(a sourceAccount) bool { return a.Admissible() }),
	page.WordsOf("why", page.H("说明", "why"), func(a sourceAccount) calc.Text { return a.Inadmissible }),
	page.TraceOf("trace", func(a sourceAccount) calc.Step { return a.Counted }),
}}

// atScale is what was monitored of one state, by files or by samples.
type atScale struct {
	row report.Row
	by  calc.Text // of samples: the method
	key intensity.State
	reduction.State
}

// monitoredOf is what monitoring files say of both states.
func monitoredOf(r report.Report) []atScale {
	var out []atScale
	for _, row := range r.Rows {
		for _, after := range []bool{false, true} {
			out = append(out, ofFiles(row, after)...)
		}
	}
	return out
}

// monitoredAt is what samples and monitoring files say of one state.
func monitoredAt(r report.Report, after bool) []atScale {
	var out []atScale
	for _, row := range r.Rows {
		for _, m := range row.Methods {
			for _, a := range (accounted{row: row, Method: m, after: after}).accounts() {
				if a.AtOutput.OK() {
					out = append(out, atScale{row, m.Name(), a.State, reduction.State{Amount: a.AtOutput,
						Scaled: a.Amount}})
				}
			}
		}
		out = append(out, ofFiles(row, after)...)
	}
	return out
}

func ofFiles(row report.Row, after bool) []atScale {
	if row.Monitored == nil {
		return nil
	}
	key, state := intensity.Before, row.Monitored.Before
	if after {
		key, state = intensity.After, row.Monitored.After
	}
	if state.Period.From.IsZero() {
		return nil
	}
	return []atScale{{row: row, key: key, State: state}}
}
