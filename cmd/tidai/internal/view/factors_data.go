package view

import (
	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

type value = factors.Value

// What the tables of values have in common.
var (
	valueID     = page.TextOf("id", page.H("编号", "id"), func(x value) string { return x.ID }).Wrap()
	valueNumber = page.QuantityOf("value", page.H("数值", "value"), func(x value) (quantity.Quantity, bool) {
		_, words := x.Words()
		return x.Amount, !words
	}).Cell(page.By(func(v page.Voice, x value) page.Spans {
		number, _ := say(v).value(x)
		return page.T(number)
	})).Sheet(page.By(func(v page.Voice, x value) string { return say(v).numberCell(x) }))
	valueUnit = page.CellOf(page.H("单位", "unit"), func(v page.Voice, x value) page.Spans {
		_, unit := say(v).value(x)
		return page.T(unit)
	}).In(page.People | page.Sheet)
	valueStatus = page.ChoiceOf("status", page.H("状态", "status"), calc.Statuses,
		func(x value) calc.Status { return x.Status }).Wrap().
		Cell(page.By(func(v page.Voice, x value) page.Spans { return page.T(say(v).certainty(x)) })).
		Sheet(page.By(func(v page.Voice, x value) string { return say(v).certainty(x) }))
	valueText = page.CellOf(page.H("内容", "what it is"), func(v page.Voice, x value) page.Spans {
		return page.T(say(v).describe(x))
	}).Wrap()
	// valueRecord is two lines for each value, where a table would be cramped.
	valueRecord = &page.RecordForm[value]{
		Head: func(v page.Voice, x value) page.Spans { return page.T(say(v).headOf(x)) },
		Line: func(v page.Voice, x value) []page.Field {
			b := say(v)
			return []page.Field{{Text: page.T(b.describe(x) + "  [" + x.Clause.String() + "]  " + b.certainty(x))}}
		},
	}
)

// rowTable is of values whose clause the reader knows.
var rowTable = page.Table[value]{Record: valueRecord,
	Columns: []page.Column{valueID, valueNumber, valueUnit, valueStatus, valueText}}

// valueTable is of values of the law; a spreadsheet has a column for every
// selector, so that it can filter.
var valueTable = page.Table[value]{Name: "value", Record: valueRecord, Columns: []page.Column{
	valueID,
	page.ChoiceOf("kind", page.H("类别", "kind"), factors.Kinds, func(x value) factors.Kind { return x.Kind }).
		In(filter),
	page.TextOf("instrument", page.H("文件", "instrument"), func(x value) string { return x.Instrument }).In(filter),
	page.WordsOf("title", page.H("名称", "title"), func(x value) calc.Text { return x.Title }).In(page.Data),
	page.ClauseOf("clause", page.H("条款", "clause"), func(x value) calc.Clause { return x.Clause }).In(filter).
		Sheet(page.By(func(_ page.Voice, x value) string { return x.Clause.Locator })),
	page.PollutantOf("pollutant", page.H("污染物", "pollutant"), func(x value) calc.Pollutant { return x.Pollutant }).
		OrNull().In(filter),
	selector("substance", "计量物质", func(x value) string { return x.Substance }),
	page.ChoiceOf("medium", page.H("介质", "medium"), calc.Media, func(x value) calc.Medium { return x.Medium }).
		In(filter).Sheet(page.By(func(_ page.Voice, x value) string { return string(x.Medium) })),
	selector("industry", "行业", func(x value) string { return x.Industry }),
	selector("process", "工艺", func(x value) string { return x.Process }),
	selector("stack", "排气筒", func(x value) string { return x.Stack }),
	selector("product", "产品", func(x value) string { return x.Product }),
	selector("scale", "规模", func(x value) string { return x.Scale }),
	selector("zone", "区域级别", func(x value) string { return x.Zone }),
	selector("variant", "变体", func(x value) string { return x.Variant }),
	selector("treatment", "治理技术", func(x value) string { return x.Treatment }),
	page.ChoiceOf("outlet", page.H("排放口", "outlet"), calc.OutletPositions,
		func(x value) calc.OutletPosition { return calc.OutletPosition(x.Outlet) }).
		In(filter).Sheet(page.By(func(_ page.Voice, x value) string { return x.Outlet })),
	page.ChoiceOf("class", page.H("限值类别", "class"), calc.LimitClasses,
		func(x value) calc.LimitClass { return calc.LimitClass(x.Class) }).
		In(filter).Sheet(page.By(func(_ page.Voice, x value) string { return x.Class })),
	valueNumber,
	valueUnit,
	page.TextOf("text", page.H("文字", "text"), func(x value) string { return x.Text }).OrNull().In(page.Data),
	page.TextOf("text_unit", page.H("文字单位", "unit of the text"), func(x value) string { return x.TextUnit }).
		OrNull().
		In(page.Data),
	page.ChoiceOf("use", page.H("采用", "use"), factors.Uses, func(x value) string { return x.Use }).In(page.Data),
	page.FlagOf("absent", page.H("无此项", "absent"), func(x value) bool { return x.Absent }).In(page.Data),
	page.FlagOf("suspect", page.H("存疑", "suspect"), func(x value) bool { return x.Suspect }).In(page.Data),
	page.DateOf("since", page.H("起始", "since"), func(x value) calc.Date { return x.Since }).In(filter),
	page.DateOf("until", page.H("截止", "until"), func(x value) calc.Date { return x.Until }).In(filter),
	valueStatus,
	page.FlagOf("local", page.H("本地", "local"), func(x value) bool { return x.Local }).In(page.Data),
	page.CellOf(page.H("条款", "clause"), func(_ page.Voice, x value) page.Spans { return page.T(x.Clause.String()) }).
		Wrap(),
	valueText,
	saidOf("source", page.H("来源", "source"), func(x value) string { return x.Source }).OrNull().In(filter),
	page.TextOf("describe", page.H("原文", "row"), func(x value) string { return x.Describe }).OrNull().In(filter),
	page.DateOf("checked", page.H("核对日期", "checked"), func(x value) calc.Date { return x.Checked }).In(page.Data),
	page.TextOf("confirmed_by", page.H("核对人", "confirmed by"), func(x value) string { return x.By }).OrNull().
		In(page.Data),
	saidOf("note", page.H("说明", "note"), func(x value) string { return x.Note }).OrNull().In(filter),
}}

// filter are the forms of what a spreadsheet filters by.
const filter = page.Sheet | page.Data

// selector is a text that says what a value is of; in English it is called as in
// JSON.
func selector(key, zh string, get func(value) string) page.Column {
	return page.TextOf(key, page.H(zh, key), get).OrNull().In(filter)
}

// valuesTable is a list of values as an object of JSON.
var valuesTable = page.Table[[]value]{Name: "factors", Columns: []page.Column{
	page.ConstOf[[]value]("schema", "tidai/factors/2"),
	page.RowsOf("values", valueTable, func(list []value) []value { return list }),
}}

// shownValue is one value and the other rows of its table.
type shownValue struct {
	value
	table []value
}

var shownTable = page.Table[shownValue]{Name: "factor", Columns: []page.Column{
	page.ConstOf[shownValue]("schema", "tidai/factor/2"),
	page.PartOf("value", valueTable, func(x shownValue) value { return x.value }),
	page.RowsOf("table", valueTable, func(x shownValue) []value { return x.table }),
}}
