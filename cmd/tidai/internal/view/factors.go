package view

import (
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/data"
	"tidai/factors"
)

// Factors lists values of the law.
func Factors(list []factors.Value, title string, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	t := page.Grid{Columns: []page.Head{{Head: b.t("编号", "id"), Wrap: true}, {Head: b.t("数值", "value"),
		Right: true},
		{Head: b.t("单位", "unit")},
		{Head: b.t("状态", "status"), Wrap: true}, {Head: b.t("条款", "clause"), Wrap: true},
		{Head: b.t("内容", "what it is"), Wrap: true}}}
	data := factorsDoc{Schema: "tidai/factors/1", Values: []valueJSON{}}
	for _, v := range list {
		number, unit := b.value(v)
		t.Rows = append(t.Rows, page.Row(v.ID, number, unit, b.certainty(v), v.Clause.String(), b.describe(v)))
		data.Values = append(data.Values, valueOf(v, lang))
	}
	doc := page.Doc{Title: title + b.f("（%d 项）", " (%d)", len(list))}
	if len(list) > 0 {
		doc.Sections = []page.Section{{Blocks: []page.Block{{Table: &t, Records: b.valueRecords(list)}}}}
	}
	return page.Page{Doc: doc, Main: b.factorsCSV(list), Data: data}
}

// valueRecords are two lines for each value, where a table would be cramped.
func (b *builder) valueRecords(list []factors.Value) []page.Record {
	out := make([]page.Record, len(list))
	for i, v := range list {
		out[i] = page.Record{Head: page.T(b.headOf(v)),
			Fields: []page.Field{{Name: "", Text: page.T(b.describe(v) + "  [" +
				v.Clause.String() + "]  " +
				b.certainty(v))}}}
	}
	return out
}

// value is the number of a value and its unit, or what stands in the place of
// a number.
func (b *builder) value(v factors.Value) (number, unit string) {
	if words, ok := v.Words(); ok {
		return b.in(words), v.TextUnit
	}
	return v.Amount.Exact(), v.Amount.Unit().String()
}

// cellOf is the value for a column of numbers; words there are kept from being
// run as a formula.
func (b *builder) cellOf(v factors.Value) (cell, unit string) {
	number, unit := b.value(v)
	_, words := v.Words()
	return data.Text(number, !words), unit
}

// headOf is a value in one line; a suspect number never stands alone.
func (b *builder) headOf(v factors.Value) string {
	number, unit := b.value(v)
	head := strings.TrimSpace(v.ID + " = " + number + " " + unit)
	if v.Suspect {
		head += b.t("（存疑）", " (suspect)")
	}
	return head
}

// certainty says how surely a value is known, and whether it is used.
func (b *builder) certainty(v factors.Value) string {
	if v.Suspect {
		return b.status(v.Status, v.Local) + b.t("；存疑，不参与计算", "; suspect, never used")
	}
	return b.status(v.Status, v.Local)
}

// describe says what a value is in the words of the page.
func (b *builder) describe(v factors.Value) string {
	parts := []string{b.in(v.Kind.Name())}
	if v.Pollutant != "" {
		parts = append(parts, b.pollutant(v.Pollutant))
	}
	if v.Medium != "" {
		parts = append(parts, b.in(v.Medium.Name()))
	}
	for _, s := range []string{b.in(calc.LimitClass(v.Class).Name()),
		b.in(calc.OutletPosition(v.Outlet).Name()), v.Describe} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, b.t("，", ", "))
}

// factorsCSV has a column for every selector, so that a spreadsheet can filter.
func (b *builder) factorsCSV(list []factors.Value) page.Grid {
	var t page.Grid
	for _, h := range []calc.Text{{ZH: "编号", EN: "id"}, {ZH: "类别", EN: "kind"}, {ZH: "文件", EN: "instrument"},
		{ZH: "条款", EN: "clause"}, {ZH: "污染物", EN: "pollutant"},
		{ZH: "计量物质", EN: "substance"}, {ZH: "介质", EN: "medium"}, {ZH: "行业", EN: "industry"},
		{ZH: "工艺", EN: "process"}, {ZH: "排气筒", EN: "stack"},
		{ZH: "产品", EN: "product"}, {ZH: "规模", EN: "scale"}, {ZH: "区域级别", EN: "zone"},
		{ZH: "变体", EN: "variant"}, {ZH: "治理技术", EN: "treatment"},
		{ZH: "排放口", EN: "outlet"}, {ZH: "限值类别", EN: "class"}} {
		t.Columns = append(t.Columns, page.Head{Head: b.in(h)})
	}
	t.Columns = append(t.Columns, page.Head{Head: b.t("数值", "value"), Right: true})
	for _, h := range []calc.Text{{ZH: "单位", EN: "unit"}, {ZH: "起始", EN: "since"}, {ZH: "截止", EN: "until"},
		{ZH: "状态", EN: "status"}, {ZH: "来源", EN: "source"}, {ZH: "原文", EN: "row"}, {ZH: "说明", EN: "note"}} {
		t.Columns = append(t.Columns, page.Head{Head: b.in(h)})
	}
	for _, v := range list {
		number, unit := b.cellOf(v)
		t.Rows = append(t.Rows, page.Row(v.ID, b.in(v.Kind.Name()), v.Instrument, v.Clause.Locator, string(v.Pollutant),
			v.Substance, string(v.Medium), v.Industry,
			v.Process, v.Stack, v.Product, v.Scale, v.Zone, v.Variant, v.Treatment, v.Outlet, v.Class, number, unit,
			v.Since.String(), v.Until.String(),
			b.certainty(v), v.Source, v.Describe, v.Note))
	}
	return t
}

// Factor shows one value with everything known of it, and the other rows of
// its table.
func Factor(v factors.Value, table []factors.Value, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	r := page.Record{Head: page.T(b.headOf(v))}
	add := func(zh, en, text string) {
		if text != "" {
			r.Fields = append(r.Fields, page.Field{Name: b.t(zh, en), Text: page.T(text)})
		}
	}
	add("内容", "what it is", b.describe(v))
	add("文件", "instrument", v.Instrument+b.t("《"+v.Title.ZH+"》", ", "+v.Title.EN))
	add("条款", "clause", v.Clause.Locator)
	for _, s := range []struct{ zh, en, text string }{{"行业", "industry", v.Industry}, {"工艺", "process", v.Process},
		{"排气筒", "stack", v.Stack},
		{"产品", "product", v.Product}, {"规模", "scale", v.Scale}, {"区域级别", "zone", v.Zone},
		{"变体", "variant", v.Variant},
		{"计量物质", "substance", v.Substance}, {"治理技术", "treatment", v.Treatment}} {
		add(s.zh, s.en, s.text)
	}
	add("施行", "in force", b.force(v))
	add("状态", "status", b.certainty(v))
	add("来源", "source", v.Source)
	add("核对日期", "checked", v.Checked.String())
	add("说明", "note", v.Note)
	if v.Local {
		add("位置", "place", v.At.String())
	}
	doc := page.Doc{Sections: []page.Section{{Blocks: []page.Block{{Records: []page.Record{r}}}}}}
	data := factorDoc{Schema: "tidai/factor/1", Value: valueOf(v, lang), Table: []valueJSON{}}
	for _, x := range table {
		data.Table = append(data.Table, valueOf(x, lang))
	}
	if len(table) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Title: b.t("同表其他各行", "Other rows of the table"),
			Blocks: []page.Block{b.rows(table)}})
	}
	return page.Page{Doc: doc, Main: b.factorsCSV(append([]factors.Value{v}, table...)), Data: data}
}

// rows is a table of values, for readers who know the clause.
func (b *builder) rows(list []factors.Value) page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("编号", "id"), Wrap: true}, {Head: b.t("数值", "value"),
		Right: true},
		{Head: b.t("单位", "unit")},
		{Head: b.t("状态", "status"), Wrap: true}, {Head: b.t("内容", "what it is"), Wrap: true}}}
	for _, v := range list {
		number, unit := b.value(v)
		t.Rows = append(t.Rows, page.Row(v.ID, number, unit, b.certainty(v), b.describe(v)))
	}
	return page.Block{Table: &t, Records: b.valueRecords(list)}
}

func (b *builder) force(v factors.Value) string {
	since, until := v.Since.String(), v.Until.String()
	switch {
	case since == "" && until == "":
		return b.t("随文件（起始日期不详）", "with the instrument (start not known)")
	case until == "":
		return b.t("自 ", "since ") + since
	case since == "":
		return b.t("至 ", "until ") + until
	}
	return since + b.t(" 至 ", " to ") + until
}
