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
	doc := page.Doc{Title: title + b.f("（%d 项）", " (%d)", len(list))}
	if len(list) > 0 {
		doc.Sections = []page.Section{{Blocks: []page.Block{valueTable.With(b.Voice, list).Block()}}}
	}
	return page.Page{Doc: doc, Main: valueTable.With(b.Voice, list).CSV(), Data: valuesTable.One(b.Voice, list).
		Object()}
}

// value is the number of a value and its unit, or what stands in the place of
// a number.
func (b *builder) value(v factors.Value) (number, unit string) {
	if words, ok := v.Words(); ok {
		return b.in(words), v.TextUnit
	}
	return v.Amount.Exact(), v.Amount.Unit().String()
}

// numberCell is the value for a column of numbers; words there are kept from
// being run as a formula.
func (b *builder) numberCell(v factors.Value) string {
	number, _ := b.value(v)
	_, words := v.Words()
	return data.Text(number, !words)
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

// coded is a code as a dossier writes it, and what people call it.
func (b *builder) coded(code string, name calc.Text) string {
	if code == "" || b.in(name) == code {
		return code
	}
	return code + b.f("（%s）", " (%s)", name)
}

// describe says what a value is in the words of the page, with the codes that select it.
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
	for _, s := range []struct{ zh, en, text string }{
		{"工艺 ", "process ", b.coded(v.Process, v.ProcessName())},
		{"排气筒 ", "stack ", b.coded(v.Stack, v.StackName())}} {
		if s.text != "" {
			parts = append(parts, b.t(s.zh, s.en)+s.text)
		}
	}
	return strings.Join(parts, b.t("，", ", "))
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
	for _, s := range []struct{ zh, en, text string }{{"行业", "industry", v.Industry},
		{"工艺", "process", b.coded(v.Process, v.ProcessName())}, {"排气筒", "stack", b.coded(v.Stack, v.StackName())},
		{"产品", "product", v.Product}, {"规模", "scale", v.Scale}, {"区域级别", "zone", v.Zone},
		{"变体", "variant", v.Variant},
		{"计量物质", "substance", v.Substance}, {"治理技术", "treatment", v.Treatment}} {
		add(s.zh, s.en, s.text)
	}
	add("施行", "in force", b.force(v))
	add("状态", "status", b.certainty(v))
	add("来源", "source", b.said(v.Source))
	add("核对日期", "checked", v.Checked.String())
	add("核对人", "confirmed by", v.By)
	add("说明", "note", b.said(v.Note))
	if v.Local {
		add("位置", "place", v.At.String())
	}
	doc := page.Doc{Sections: []page.Section{{Blocks: []page.Block{{Records: []page.Record{r}}}}}}
	if len(table) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Title: b.t("同表其他各行", "Other rows of the table"),
			Blocks: []page.Block{rowTable.With(b.Voice, table).Block()}})
	}
	return page.Page{Doc: doc, Main: valueTable.With(b.Voice, append([]factors.Value{v}, table...)).CSV(),
		Data: shownTable.One(b.Voice, shownValue{v, table}).Object()}
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
