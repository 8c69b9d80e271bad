package view

import (
	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Confirmation is what was recorded, beside what the tool carries.
type Confirmation struct {
	File   string
	Before []value // as carried; of a gap without a figure
	After  []value
}

// confirmed is one value that was confirmed.
type confirmed struct {
	before value
	value  value
}

// Confirmed says what was recorded, and where it differs from what the tool
// carries.
func Confirmed(c Confirmation, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	rows := c.rows()
	n := 0
	for _, x := range rows {
		if x.differs() {
			n++
		}
	}
	verdict := b.f("已记入 %s：%d 项，其中与所载数值不同 %d 项",
		"recorded in %s: %d values, %d of them differ from those carried",
		c.File, len(rows), n)
	doc := page.Doc{Title: b.t("核对原文", "Confirmed in the text"), Verdict: verdict,
		Sections: []page.Section{{Blocks: []page.Block{confirmedTable.With(b.Voice, rows).Block()}}}}
	return page.Page{Doc: doc, Main: confirmedTable.With(b.Voice, rows).CSV(), Data: confirmationTable.One(b.Voice, c).
		Object()}
}

func (c Confirmation) rows() []confirmed {
	var out []confirmed
	for i, v := range c.After {
		out = append(out, confirmed{c.Before[i], v})
	}
	return out
}

// differs reports whether the text says something else than the tool; a gap
// says nothing.
func (x confirmed) differs() bool { return x.carried() && !x.value.SaysSame(x.before) }

func (x confirmed) carried() bool { return x.before.Status != "" }

// confirmationTable is what was recorded as an object of JSON.
var confirmationTable = page.Table[Confirmation]{Name: "confirmed", Columns: []page.Column{
	page.ConstOf[Confirmation]("schema", "tidai/confirmed/2"),
	page.FileOf("file", page.H("文件", "file"), func(c Confirmation) string { return c.File }),
	page.RowsOf("values", confirmedTable, Confirmation.rows),
}}

var confirmedTable = page.Table[confirmed]{Name: "confirmed-value", Columns: []page.Column{
	page.TextOf("id", page.H("编号", "id"), func(x confirmed) string { return x.value.ID }).Wrap(),
	page.ClauseOf("clause", page.H("条款", "clause"), func(x confirmed) calc.Clause { return x.value.Clause }),
	page.QuantityOf("carried", page.H("所载", "carried"), func(x confirmed) (quantity.Quantity, bool) {
		return numberIn(x.before, x.carried())
	}).Show(page.By(func(v page.Voice, x confirmed) string {
		if !x.carried() {
			return none
		}
		return v.In(x.before.InWords())
	})),
	page.QuantityOf("read", page.H("原文", "in the text"), func(x confirmed) (quantity.Quantity, bool) {
		return numberIn(x.value, true)
	}).Show(page.By(func(v page.Voice, x confirmed) string { return v.In(x.value.InWords()) })),
	page.FlagOf("differs", page.H("不同", "differs"), confirmed.differs),
	page.TextOf("by", page.H("核对人", "by"), func(x confirmed) string { return x.value.By }).Wrap(),
	page.TextOf("copy", page.H("版本", "copy"), func(x confirmed) string { return x.value.Source }).Wrap(),
	page.DateOf("on", page.H("日期", "day"), func(x confirmed) calc.Date { return x.value.Checked }),
}}

// numberIn is the number of a value that has one.
func numberIn(v factors.Value, there bool) (quantity.Quantity, bool) {
	_, words := v.Words()
	return v.Amount, there && !words
}
