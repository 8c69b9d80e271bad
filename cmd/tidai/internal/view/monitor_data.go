package view

import (
	"math/big"
	"slices"
	"strconv"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/totals"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
)

// monitorTable is what monitoring files came to as an object of JSON.
var monitorTable = page.Table[monitored]{Name: "monitor", Columns: []page.Column{
	page.ConstOf[monitored]("schema", "tidai/monitor/2"),
	page.ChoiceListOf("by", page.H("分组", "by"), totals.Bys, func(m monitored) []totals.By { return m.By }),
	page.DateOf("from", page.H("自", "from"), func(m monitored) calc.Date { return m.From }),
	page.DateOf("to", page.H("至", "to"), func(m monitored) calc.Date { return m.To }),
	page.RowsOf("files", fileTable, monitored.files),
	page.RowsOf("groups", groupTable(true, true), func(m monitored) []*totals.Group {
		var out []*totals.Group
		for i := range m.Result.Groups {
			out = append(out, &m.Result.Groups[i])
		}
		return out
	}),
	page.RowsOf("findings", placedTable, func(m monitored) []calc.Finding { return m.Findings }),
}}

// placedTable are findings that may stand for many places of a file.
var placedTable = page.Table[calc.Finding]{Name: "placed-finding", Columns: append([]page.Column{
	page.CountOf("count", page.H("处数", "count"), func(f calc.Finding) int64 { return max(f.Count, 1) }).In(page.Data),
	page.TextOf("sheet", page.H("工作表", "sheet"), func(f calc.Finding) string { return f.At.Sheet }).OrNull().
		In(page.Data),
	page.ListOf("places", page.H("各处", "places"), func(f calc.Finding) []string { return f.Places }).In(page.Data),
}, findingTable.Columns...)}

// files are the files read, with what became of their values in the totals too.
func (m monitored) files() []monitoring.FileRecord {
	out := slices.Clone(m.Files)
	for i, f := range out {
		out[i].Tally = m.tally(f)
	}
	return out
}

// groupTable is the totals of each group. What groups are not told apart by stands in
// no column of a page.
func groupTable(outlets, periods bool) page.Table[*totals.Group] {
	outlet := page.TextOf("outlet", page.H("排放口", "outlet"), func(g *totals.Group) string { return g.Outlet }).
		OrNull().
		Wrap()
	period := page.TextOf("period", page.H("时间", "period"), func(g *totals.Group) string { return g.Period }).OrNull()
	if !outlets {
		outlet = outlet.In(page.Sheet | page.Data)
	}
	if !periods {
		period = period.In(page.Sheet | page.Data)
	}
	columns := append([]page.Column{outlet,
		page.PollutantOf("pollutant", page.H("污染物", "pollutant"), func(g *totals.Group) calc.Pollutant {
			return g.Pollutant
		}),
		period}, countColumns...)
	columns = append(columns, meanColumns...)
	return page.Table[*totals.Group]{Name: "group", Columns: append(columns, amountColumns...)}
}

// countColumns say how many values there are, and how much time they cover.
var countColumns = []page.Column{
	page.CountOf("interval_minutes", page.H("时段分钟", "interval minutes"),
		func(g *totals.Group) int32 { return g.Minutes }).In(page.Sheet | page.Data),
	page.PartOf("tally", tallyTable, func(g *totals.Group) monitoring.Tally { return g.Tally }),
	page.CountOf("", page.H("读取", "values"), func(g *totals.Group) int64 { return g.Tally.Read }).In(page.Sheet),
	page.CountOf("", page.H("采用", "used"), func(g *totals.Group) int64 { return g.Tally.Used }).In(onGroup),
	page.CountOf("not_detected", page.H("未检出", "ND"), func(g *totals.Group) int64 { return g.NonDetect }).
		InSheet("未检出", "not detected"),
	page.CountOf("", page.H("无效", "invalid"), func(g *totals.Group) int64 { return g.Tally.Invalid }).In(onGroup),
	page.SheetOf(page.H("无效原因", "reasons"), func(v page.Voice, g *totals.Group) string {
		return say(v).
			reasons(g.Tally)
	}),
	page.CountOf("", page.H("重复", "dup."), func(g *totals.Group) int64 { return g.Tally.Duplicate }).
		InSheet("重复", "duplicate").In(onGroup),
	page.CountOf("without_flow", page.H("无流量", "without flow"), func(g *totals.Group) int64 { return g.NoFlow }).
		In(page.Sheet | page.Data),
	page.CellOf(page.H("覆盖小时", "hours"), func(_ page.Voice, g *totals.Group) page.Spans {
		return page.T(hours(g))
	}).Right(),
	hoursOf("covered", page.H("覆盖小时", "covered hours"), func(g *totals.Group) int64 { return g.Covered }),
	hoursOf("period_length", page.H("期间小时", "period hours"), func(g *totals.Group) int64 { return g.Span }),
}

const onGroup = page.People | page.Sheet

// meanColumns are the concentrations.
var meanColumns = []page.Column{
	ruleCell(page.H("均值", "mean"), means),
	page.ObjectOf("mean", ruleTable, means),
	ruleSheet(page.H("均值（零）", "mean (zero)"), means, ruleZero),
	ruleSheet(page.H("均值（半）", "mean (half)"), means, ruleHalf),
	ruleSheet(page.H("均值（限）", "mean (limit)"), means, ruleLimit),
	page.FlagOf("weighted_by_flow", page.H("按流量加权", "weighted by flow"),
		func(g *totals.Group) bool { return g.Weighted }).In(page.Sheet | page.Data).
		Sheet(page.By(func(_ page.Voice, g *totals.Group) string { return strconv.FormatBool(g.Weighted) })),
	extremeOf("least", page.H("最小", "least"), func(g *totals.Group) quantity.Quantity { return g.Least }),
	extremeOf("most", page.H("最大", "most"), func(g *totals.Group) quantity.Quantity { return g.Most }),
	page.SheetOf(page.H("浓度单位", "unit"), func(_ page.Voice, g *totals.Group) string { return unitOfMean(g, "") }),
}

// amountColumns are the amounts, and why there is none.
var amountColumns = []page.Column{
	ruleCell(page.H("排放量 kg", "amount kg"), amounts),
	page.ObjectOf("amount", ruleTable, amounts),
	ruleSheet(page.H("排放量kg（零）", "amount kg (zero)"), amounts, ruleZero),
	ruleSheet(page.H("排放量kg（半）", "amount kg (half)"), amounts, ruleHalf),
	ruleSheet(page.H("排放量kg（限）", "amount kg (limit)"), amounts, ruleLimit),
	page.WordsOf("amount_reason", page.H("无排放量的原因", "why no amount"),
		func(g *totals.Group) calc.Text { return g.Why }).
		In(page.Sheet | page.Data),
	page.CellOf(page.H("浓度单位", "unit"), func(_ page.Voice, g *totals.Group) page.Spans {
		return page.T(unitOfMean(g, none))
	}),
}

func unitOfMean(g *totals.Group, missing string) string {
	if !g.Means.OK {
		return missing
	}
	return g.Means.Limit.Unit().String()
}

// ruled is a number under each way of counting what was not detected, shown where there
// was any: else the three are one number.
type ruled struct {
	totals.ByRule
	differ bool
}

func means(g *totals.Group) (ruled, bool)   { return ruled{g.Means, g.NonDetect > 0}, g.Means.OK }
func amounts(g *totals.Group) (ruled, bool) { return ruled{g.Amounts, g.NonDetect > 0}, g.Amounts.OK }

func ruleZero(r totals.ByRule) quantity.Quantity  { return r.Zero }
func ruleHalf(r totals.ByRule) quantity.Quantity  { return r.Half }
func ruleLimit(r totals.ByRule) quantity.Quantity { return r.Limit }

// of is the number under one way.
func (r ruled) of(get func(totals.ByRule) quantity.Quantity) quantity.Quantity {
	if !r.differ {
		return r.Limit
	}
	return get(r.ByRule)
}

var ruleTable = page.Table[ruled]{Name: "by-rule", Columns: []page.Column{
	ruleOf("zero", page.H("零", "zero"), ruleZero), ruleOf("half", page.H("半", "half"), ruleHalf),
	ruleOf("limit", page.H("限", "limit"), ruleLimit),
}}

func ruleOf(key string, head calc.Text, get func(totals.ByRule) quantity.Quantity) page.Column {
	return page.QuantityOf(key, head, func(r ruled) (quantity.Quantity, bool) { return r.of(get), true })
}

// ruleSheet is a number under one way, in CSV.
func ruleSheet(head calc.Text, of func(*totals.Group) (ruled, bool),
	get func(totals.ByRule) quantity.Quantity) page.Column {
	return page.SheetOf(head, func(_ page.Voice, g *totals.Group) string {
		if r, ok := of(g); ok {
			return page.Decimal(r.of(get))
		}
		return ""
	}).Right()
}

// ruleCell shows one number where the three agree, else zero / half / limit.
func ruleCell(head calc.Text, of func(*totals.Group) (ruled, bool)) page.Column {
	return page.CellOf(head, func(_ page.Voice, g *totals.Group) page.Spans {
		switch r, ok := of(g); {
		case !ok:
			return page.T(none)
		case !r.differ:
			return page.T(r.Limit.Shown(digits))
		default:
			return page.T(r.Zero.Shown(digits) + " / " + r.Half.Shown(digits) + " / " + r.Limit.Shown(digits))
		}
	}).Right()
}

// extremeOf is the least or greatest value detected.
func extremeOf(key string, head calc.Text, get func(*totals.Group) quantity.Quantity) page.Column {
	return page.QuantityOf(key, head, func(g *totals.Group) (quantity.Quantity, bool) { return get(g), g.Detected }).
		Cell(page.By(func(_ page.Voice, g *totals.Group) page.Spans {
			if !g.Detected {
				return page.T(none)
			}
			return page.T(get(g).Shown(digits))
		})).
		Sheet(page.By(func(_ page.Voice, g *totals.Group) string {
			if !g.Detected {
				return ""
			}
			return page.Decimal(get(g))
		}))
}

// hoursOf are minutes as hours; samples cover none.
func hoursOf(key string, head calc.Text, minutes func(*totals.Group) int64) page.Column {
	return page.QuantityOf(key, head, func(g *totals.Group) (quantity.Quantity, bool) {
		return quantity.New(inHours(minutes(g)), hourUnit), g.Minutes > 0
	}).In(page.Sheet | page.Data).
		Sheet(page.By(func(_ page.Voice, g *totals.Group) string { return quantity.Fixed(inHours(minutes(g)), 2) }))
}

var hourUnit = quantity.MustUnit("h")

// hours are the hours used of those of the period; samples cover none.
func hours(g *totals.Group) string {
	if g.Minutes == 0 {
		return none
	}
	return quantity.Fixed(inHours(g.Covered), 0) + "/" + quantity.Fixed(inHours(g.Span), 0)
}

func inHours(minutes int64) *big.Rat { return big.NewRat(minutes, 60) }
