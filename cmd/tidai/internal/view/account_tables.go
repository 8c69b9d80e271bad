package view

import (
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/intensity"
	"tidai/calc/report"
	"tidai/cmd/tidai/internal/page"
)

// approvedTable is the approved scale.
var approvedTable = page.Table[report.Capacity]{Name: "capacity", Columns: []page.Column{
	page.TextOf("product", page.H("产品", "product"), func(c report.Capacity) string { return c.Product.ID }).
		In(page.Data),
	page.TextOf("name", page.H("产品", "product"), func(c report.Capacity) string { return c.Product.Name }).Wrap(),
	page.TextOf("process", page.H("工艺代码", "process"), func(c report.Capacity) string { return c.Product.Process }).
		Wrap(),
	page.AmountOf("approved", page.H("核准（批复）规模", "approved capacity"),
		func(c report.Capacity) calc.Step { return c.Amount }).
		Cell(page.By(func(_ page.Voice, c report.Capacity) page.Spans { return page.T(capacityText(c.Amount)) })),
}}

// accounted is one method of one metal and medium; a page shows one state by it.
type accounted struct {
	of  report.Report
	row report.Row
	report.Method
	after bool
}

// accountedOf lists the methods of every row.
func accountedOf(list []report.Report, after bool) []accounted {
	var out []accounted
	for _, r := range list {
		for _, row := range r.Rows {
			for _, m := range row.Methods {
				out = append(out, accounted{r, row, m, after})
			}
		}
	}
	return out
}

// amount is the emission in the state.
func (a accounted) amount() calc.Step {
	if a.after {
		return a.After
	}
	return a.Before
}

// accounts are what the state is made of.
func (a accounted) accounts() []report.Account {
	if a.after {
		return a.Is
	}
	return a.Was
}

// accountedTable is each method side by side: one state on a page, both in CSV.
var accountedTable = page.Table[accounted]{Name: "accounted", Columns: []page.Column{
	page.SheetOf(page.H("来源", "source"), func(_ page.Voice, a accounted) string { return a.of.Source.Source.ID }),
	page.SheetOf(page.H("排污单位", "discharger"), func(_ page.Voice, a accounted) string {
		return a.of.Source.Discharger.Name
	}),
	page.SheetOf(page.H("生产线", "line"), func(_ page.Voice, a accounted) string { return a.of.Source.Line.Name }),
	page.PollutantOf("", page.H("重金属", "metal"), func(a accounted) calc.Pollutant { return a.row.Pollutant }).
		InSheet("重金属", "pollutant"),
	mediumOf(func(a accounted) calc.Medium { return a.row.Medium }),
	page.WordsOf("", page.H("核算方法", "method"), func(a accounted) calc.Text { return a.Name() }).Wrap(),
	page.CellOf(page.H("次序", "rank"), func(_ page.Voice, a accounted) page.Spans {
		if a.Rank == 0 {
			return page.T(none)
		}
		return page.T(strconv.Itoa(a.Rank))
	}).Right(),
	page.AmountOf("", page.H("排放量 kg/a", "kg/a"), accounted.amount).In(page.People),
	page.CellOf(page.H("说明", "remark"), func(v page.Voice, a accounted) page.Spans {
		return page.T(say(v).methodRemark(a.Method, a.accounts()))
	}).Wrap(),
	page.FineOf(page.H("削减前", "before"), func(a accounted) calc.Step { return a.Before }),
	page.FineOf(page.H("削减后", "after"), func(a accounted) calc.Step { return a.After }),
	page.FineOf(page.H("差值", "difference"), func(a accounted) calc.Step { return a.Reduction }),
	page.FlagOf("", page.H("采用", "taken"), func(a accounted) bool { return a.Chosen }).In(page.Sheet),
	page.WordsOf("", page.H("说明", "why"), func(a accounted) calc.Text { return a.Why }).In(page.Sheet),
	page.DoubtsOf("", func(a accounted) calc.Step { return a.Reduction }).In(page.Sheet),
}}

// atScaleTable is what was monitored, at the output of its time and at the approved
// scale.
var atScaleTable = page.Table[atScale]{Name: "at-scale", Columns: []page.Column{
	page.PollutantOf("pollutant", page.H("重金属", "metal"), func(x atScale) calc.Pollutant { return x.row.Pollutant }),
	mediumOf(func(x atScale) calc.Medium { return x.row.Medium }),
	page.ChoiceOf("state", page.H("状态", "state"), intensity.States, func(x atScale) intensity.State { return x.key }).
		In(page.Data),
	page.CellOf(page.H("监测", "monitored"), func(v page.Voice, x atScale) page.Spans {
		if x.by != (calc.Text{}) {
			return page.T(v.In(x.by))
		}
		return page.T(v.T("监测数据 ", "monitoring data ") + strings.Join(x.Outlets, ", "))
	}).Wrap(),
	page.CellOf(page.H("时段", "period"), func(v page.Voice, x atScale) page.Spans {
		return page.T(orNone(say(v).period(x.Period)))
	}),
	page.DateOf("from", page.H("起", "from"), func(x atScale) calc.Date { return x.Period.From }).In(page.Data),
	page.DateOf("to", page.H("止", "to"), func(x atScale) calc.Date { return x.Period.To }).In(page.Data),
	page.ListOf("outlets", page.H("排放口", "outlets"), func(x atScale) []string { return x.Outlets }).In(page.Data),
	page.AmountOf("at_output", page.H("实际产量下 kg/a", "at output kg/a"),
		func(x atScale) calc.Step { return x.Amount }),
	page.AmountOf("at_scale", page.H("核准规模下 kg/a", "at scale kg/a"),
		func(x atScale) calc.Step { return x.Scaled }),
	page.ReasonOf("at_scale_reason", func(x atScale) calc.Step { return x.Scaled }),
	page.WordsOf("unproven", page.H("说明", "remark"), func(x atScale) calc.Text { return x.Unproven }).Wrap(),
	page.TraceOf("trace", func(x atScale) calc.Step { return x.Scaled }),
}}

// givesTable is the reduction and what of it is usable, on pages.
var givesTable = page.Table[report.Row]{Name: "gives", Columns: []page.Column{
	page.PollutantOf("", page.H("重金属", "metal"), func(x report.Row) calc.Pollutant { return x.Pollutant }),
	mediumOf(func(x report.Row) calc.Medium { return x.Medium }),
	page.AmountOf("", page.H("削减前", "before"), func(x report.Row) calc.Step { return x.Before }),
	page.AmountOf("", page.H("削减后", "after"), func(x report.Row) calc.Step { return x.After }),
	page.AmountOf("", page.H("削减量", "reduction"), func(x report.Row) calc.Step { return x.Reduction }),
	page.AmountOf("", page.H("可用量 kg/a", "usable kg/a"), func(x report.Row) calc.Step { return x.Usable }),
	page.CellOf(page.H("可用量 t/a", "usable t/a"), func(_ page.Voice, x report.Row) page.Spans {
		return page.T(tonnes(x.Usable))
	}).Right(),
}}
