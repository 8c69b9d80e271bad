package view

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

type plan = substitution.Plan

// planTable is a plan as an object of JSON.
var planTable = page.Table[plan]{Name: "plan", Columns: []page.Column{
	page.ConstOf[plan]("schema", "tidai/plan/2"),
	page.TextOf("policy", page.H("政策", "policy"), func(p plan) string { return p.Policy.ID }).In(page.Data),
	page.DateOf("on", page.H("法规日期", "date of law"), func(p plan) calc.Date { return p.On }).In(page.Data),
	page.DateOf("as_of", page.H("判定日", "judged on"), func(p plan) calc.Date { return p.AsOf }).In(page.Data),
	page.ChoiceOf("status", page.H("结论", "verdict"), substitution.Statuses,
		func(p plan) substitution.Status { return p.Status }).In(page.Data),
	page.PartOf("project", projectTable, func(p plan) plan { return p }),
	page.RowsOf("demand", needTable, func(p plan) []need { return p.Needs }),
	page.RowsOf("allocations", allocationTable, func(p plan) []allocation { return p.Allocations }),
	page.RowsOf("surplus", movedTable, func(p plan) []substitution.Moved { return p.Moved }),
	page.PartOf("choice", choiceTable, func(p plan) substitution.Choice { return p.Choice }),
	page.RowsOf("shortfall", shortTable, shortOf),
	page.RowsOf("conflicts", conflictTable, func(p plan) []substitution.Conflict { return p.Conflicts }),
	page.RowsOf("repairs", repairTable, func(p plan) []substitution.Repair { return p.Repairs }),
	page.RowsOf("obligations", obligationTable, func(p plan) []obligation { return p.Obligations }),
	page.RowsOf("sources", sourceTable, func(p plan) []reduction.SourceResult { return p.Result.Sources }),
	page.RowsOf("outlets", outletTable, func(p plan) []permit.Assessment { return p.Result.Outlets }),
	page.WordListOf("statements", page.H("说明", "statements"), func(p plan) []calc.Text { return p.Statements }).
		In(page.Data),
	page.WordsOf("permit_text", page.H("许可证记载内容", "record for the permit"),
		func(p plan) calc.Text { return p.PermitText }).In(page.Data),
	findingsOf(func(p plan) []calc.Finding { return p.Findings }),
	page.RowsOf("factors", factorTable, func(p plan) []calc.Step { return p.Factors }),
	page.RowsOf("readings", readingTable, func(p plan) []factors.Parameter { return readingsOf(p.Policy) }),
}}

var projectTable = page.Table[plan]{Name: "project", Columns: []page.Column{
	page.TextOf("name", page.H("项目", "project"), func(p plan) string { return p.Dossier.Project.Name }),
	page.ChoiceOf("kind", page.H("性质", "kind"), dossier.ProjectKinds,
		func(p plan) dossier.ProjectKind { return p.Dossier.Project.Kind }),
	page.TextOf("discharger", page.H("建设单位", "discharger"), func(p plan) string { return ownerOf(p).Name }),
	page.TextOf("credit_code", page.H("统一社会信用代码", "credit code"),
		func(p plan) string { return ownerOf(p).CreditCode }),
	page.TextOf("industry", page.H("重点行业", "key industry"), func(p plan) string { return p.Result.Industry.ID }).
		OrNull(),
	page.ListOf("lines", page.H("生产线", "lines"), func(p plan) []string { return p.Dossier.Project.Lines }),
	page.TextOf("city", page.H("市（州）", "city"), func(p plan) string { return p.Dossier.Project.City }),
	page.TextOf("county", page.H("县（市、区）", "county"), func(p plan) string { return p.Dossier.Project.County }),
	page.DateOf("commissioning", page.H("投产日期", "commissioning"),
		func(p plan) calc.Date { return p.Dossier.Project.Commissioning }),
	page.FlagOf("major", page.H("重大项目", "major project"), func(p plan) bool { return p.Dossier.Project.Major }),
	page.FlagOf("key_region", page.H("重点区域", "key region"),
		func(p plan) bool { return p.Dossier.Project.KeyRegion }),
	page.RowsOf("open", page.Table[calc.Text]{Name: "open", Columns: []page.Column{
		page.WordsOf("text", page.H("尚缺", "open"), func(x calc.Text) calc.Text { return x }),
	}}, substitution.Plan.Open),
	page.RowsOf("instruments", instrumentTable, func(p plan) []Listed { return basisOf(p.Law, p.Policy, citedBy(p)) }),
	page.ObjectOf("exemption", exemptionTable, func(p plan) (dossier.Exemption, bool) {
		if x := p.Dossier.Project.Exemption; x != nil {
			return *x, true
		}
		return dossier.Exemption{}, false
	}),
}}

func ownerOf(p plan) dossier.Discharger {
	owner, _ := p.Dossier.Discharger(p.Dossier.Project.Discharger)
	return owner
}

var exemptionTable = page.Table[dossier.Exemption]{Name: "exemption", Columns: []page.Column{
	page.ChoiceOf("kind", page.H("类别", "kind"), dossier.ExemptionKinds,
		func(x dossier.Exemption) dossier.ExemptionKind { return x.Kind }),
	page.TextOf("basis", page.H("依据", "basis"), func(x dossier.Exemption) string { return x.Basis }).OrNull(),
	page.MapOf("statements", func(x dossier.Exemption) map[string]string {
		out := map[string]string{}
		for _, c := range x.Kind.Conditions().Keys() {
			if s := x.Statements[c]; s != "" {
				out[c] = s
			}
		}
		return out
	}),
	page.MapOf("evidence", func(x dossier.Exemption) map[string]string { return x.Evidence }),
}}

var movedTable = page.Table[substitution.Moved]{Name: "surplus", Columns: []page.Column{
	page.TextOf("source", page.H("来源", "source"), func(m substitution.Moved) string { return m.Source }),
	pollutantOf(func(m substitution.Moved) calc.Pollutant { return m.Pollutant }),
	mediumOf(func(m substitution.Moved) calc.Medium { return m.Medium }),
	page.AmountOf("amount", page.H("超出量", "surplus"), func(m substitution.Moved) calc.Step { return m.Surplus }),
	page.FlagOf("whole", page.H("整体转让", "whole"), func(m substitution.Moved) bool { return m.Whole }),
}}

var choiceTable = page.Table[substitution.Choice]{Name: "choice", Columns: []page.Column{
	page.CountOf("counterparties", page.H("出让方", "counterparties"),
		func(c substitution.Choice) int { return c.Parties }),
	page.CountOf("at_least", page.H("至少", "at least"), func(c substitution.Choice) int { return c.AtLeast }),
	page.FlagOf("fewest", page.H("最少", "fewest"), substitution.Choice.Fewest),
	page.FlagOf("best", page.H("最优", "best"), func(c substitution.Choice) bool { return c.Best }),
	page.FlagOf("prices_compared", page.H("已比价", "prices compared"),
		func(c substitution.Choice) bool { return c.Priced }),
	page.ListOf("without_price", page.H("未报价", "without price"), func(c substitution.Choice) []string {
		return c.Silent
	}),
	page.QuantityOf("cost", page.H("费用", "cost"), func(c substitution.Choice) (quantity.Quantity, bool) {
		return c.Cost.Value(), c.Cost.OK()
	}),
}}

var repairTable = page.Table[substitution.Repair]{Name: "repair", Columns: []page.Column{
	pollutantOf(func(r substitution.Repair) calc.Pollutant { return r.Pollutant }),
	mediumOf(func(r substitution.Repair) calc.Medium { return r.Medium }),
	page.TextOf("kind", page.H("类别", "kind"), func(r substitution.Repair) string { return r.Kind }),
	page.ListOf("sources", page.H("来源", "sources"), func(r substitution.Repair) []string { return r.Sources }),
	page.WordsOf("text", page.H("办法", "text"), func(r substitution.Repair) calc.Text { return r.Text }),
	page.FlagOf("closes", page.H("补足", "closes"), func(r substitution.Repair) bool { return r.Closes }),
	page.AmountOf("amount", page.H("数额", "amount"), func(r substitution.Repair) calc.Step { return r.Amount }),
}}

var readingTable = page.Table[factors.Parameter]{Name: "reading", Columns: []page.Column{
	page.TextOf("id", page.H("参数", "id"), func(x factors.Parameter) string { return x.ID }),
	page.TextOf("choice", page.H("采用", "choice"), func(x factors.Parameter) string { return x.Choice }),
	page.TextOf("rule", page.H("规则", "rule"), func(x factors.Parameter) string { return x.Rule }).OrNull(),
	page.ClauseOf("clause", page.H("条款", "clause"), func(x factors.Parameter) calc.Clause { return x.Clause }),
}}

// readingsOf are the choices of the policy that a result rests on.
func readingsOf(p factors.Policy) []factors.Parameter {
	var out []factors.Parameter
	for _, x := range p.Parameters {
		if x.Choice != "" {
			out = append(out, x)
		}
	}
	return out
}
