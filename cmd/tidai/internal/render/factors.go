package render

import (
	"strings"

	"tidai/calc"
	"tidai/factors"
)

// Factors lists values of the law.
func Factors(list []factors.Value, title string, lang calc.Lang) Page {
	b := newBuilder(lang)
	t := Table{Columns: []Column{{Head: b.t("编号", "id"), Wrap: true}, {Head: b.t("数值", "value"), Right: true}, {Head: b.t("单位", "unit")},
		{Head: b.t("状态", "status"), Wrap: true}, {Head: b.t("条款", "clause"), Wrap: true}, {Head: b.t("内容", "what it is"), Wrap: true}}}
	data := factorsDoc{Schema: "tidai/factors/1", Values: []valueJSON{}}
	for _, v := range list {
		number, unit := b.value(v)
		t.Rows = append(t.Rows, []string{v.ID, number, unit, b.status(v.Status, v.Local), v.Clause.String(), b.describe(v)})
		data.Values = append(data.Values, valueOf(v, lang))
	}
	doc := Doc{Title: title + b.f("（%d 项）", " (%d)", len(list))}
	if len(list) > 0 {
		doc.Sections = []Section{{Blocks: []Block{{Table: &t, Records: b.valueRecords(list)}}}}
	}
	return Page{Doc: doc, Main: b.factorsCSV(list), Data: data}
}

// valueRecords are two lines for each value, where a table would be cramped.
func (b *builder) valueRecords(list []factors.Value) []Record {
	out := make([]Record, len(list))
	for i, v := range list {
		number, unit := b.value(v)
		out[i] = Record{Head: strings.TrimSpace(v.ID + " = " + number + " " + unit),
			Fields: []Field{{"", b.describe(v) + "  [" + v.Clause.String() + "]  " + b.status(v.Status, v.Local)}}}
	}
	return out
}

// Describe says what a value is, in both languages.
func Describe(v factors.Value) calc.Text {
	return calc.Text{ZH: newBuilder(calc.ZH).describe(v), EN: newBuilder(calc.EN).describe(v)}
}

// value is the number of a value and its unit.
func (b *builder) value(v factors.Value) (number, unit string) {
	if v.Absent {
		return b.t("无此项", "no such item"), ""
	}
	return v.Amount.Exact(), v.Amount.Unit().String()
}

// describe says what a value is in the words of the page.
func (b *builder) describe(v factors.Value) string {
	parts := []string{b.kind(v.Kind)}
	if v.Pollutant != "" {
		parts = append(parts, b.pollutant(v.Pollutant))
	}
	if v.Medium != "" {
		parts = append(parts, b.in(v.Medium.Name()))
	}
	for _, s := range []string{b.word(v.Class), b.word(v.Outlet), v.Describe} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, b.t("，", ", "))
}

// kinds are the kinds of values in words.
var kinds = map[factors.Kind]calc.Text{
	factors.Limit:            {ZH: "排放限值", EN: "limit"},
	factors.BenchmarkVolume:  {ZH: "单位产品基准排水（气）量", EN: "benchmark volume"},
	factors.Performance:      {ZH: "绩效值", EN: "performance value"},
	factors.GenerationFactor: {ZH: "产污系数", EN: "generation factor"},
	factors.EmissionFactor:   {ZH: "排污系数", EN: "emission factor"},
	factors.Removal:          {ZH: "去除效率", EN: "removal efficiency"},
	factors.AtomicMass:       {ZH: "相对原子质量", EN: "atomic mass"},
	PolicyParameter:          {ZH: "政策参数", EN: "policy parameter"},
}

// PolicyParameter is the kind of a policy's figure among the values.
const PolicyParameter factors.Kind = "policy-parameter"

func (b *builder) kind(k factors.Kind) string {
	if t, ok := kinds[k]; ok {
		return b.in(t)
	}
	return string(k)
}

// words are the selectors of values in words.
var words = map[string]calc.Text{
	"existing": {ZH: "现有企业", EN: "existing"}, "new": {ZH: "新建企业", EN: "new"}, "special": {ZH: "特别排放限值", EN: "special"},
	"workshop": {ZH: "车间或生产设施排放口", EN: "workshop outlet"}, "total": {ZH: "总排放口", EN: "total outlet"},
	"stack": {ZH: "排气筒", EN: "stack"}, "boundary": {ZH: "企业边界", EN: "boundary"},
}

func (b *builder) word(key string) string {
	if t, ok := words[key]; ok {
		return b.in(t)
	}
	return key
}

func (b *builder) factorsCSV(list []factors.Value) Table {
	var t Table
	for _, h := range []calc.Text{{ZH: "编号", EN: "id"}, {ZH: "类别", EN: "kind"}, {ZH: "文件", EN: "instrument"}, {ZH: "条款", EN: "clause"}, {ZH: "污染物", EN: "pollutant"},
		{ZH: "介质", EN: "medium"}, {ZH: "行业", EN: "industry"}, {ZH: "工艺", EN: "process"}, {ZH: "排放口", EN: "outlet"}, {ZH: "限值类别", EN: "class"}} {
		t.Columns = append(t.Columns, Column{Head: b.in(h)})
	}
	t.Columns = append(t.Columns, Column{Head: b.t("数值", "value"), Right: true})
	for _, h := range []calc.Text{{ZH: "单位", EN: "unit"}, {ZH: "起始", EN: "since"}, {ZH: "截止", EN: "until"}, {ZH: "状态", EN: "status"}, {ZH: "来源", EN: "source"}, {ZH: "原文", EN: "row"}, {ZH: "说明", EN: "note"}} {
		t.Columns = append(t.Columns, Column{Head: b.in(h)})
	}
	for _, v := range list {
		number, unit := b.value(v)
		t.Rows = append(t.Rows, []string{v.ID, b.kind(v.Kind), v.Instrument, v.Clause.Locator, string(v.Pollutant), string(v.Medium), v.Industry, v.Process, v.Outlet, v.Class,
			number, unit, v.Since.String(), v.Until.String(), b.status(v.Status, v.Local), v.Source, v.Describe, v.Note})
	}
	return t
}

// Factor shows one value with everything known of it, and the other rows of
// its table.
func Factor(v factors.Value, table []factors.Value, lang calc.Lang) Page {
	b := newBuilder(lang)
	number, unit := b.value(v)
	r := Record{Head: strings.TrimSpace(v.ID + " = " + number + " " + unit)}
	add := func(zh, en, text string) {
		if text != "" {
			r.Fields = append(r.Fields, Field{b.t(zh, en), text})
		}
	}
	add("内容", "what it is", b.describe(v))
	add("文件", "instrument", v.Instrument+b.t("《"+v.Title.ZH+"》", ", "+v.Title.EN))
	add("条款", "clause", v.Clause.Locator)
	for _, s := range []struct{ zh, en, text string }{{"行业", "industry", v.Industry}, {"工艺", "process", v.Process}, {"产品", "product", v.Product},
		{"规模", "scale", v.Scale}, {"变体", "variant", v.Variant}, {"计量物质", "substance", v.Substance}, {"治理技术", "treatment", v.Treatment}} {
		add(s.zh, s.en, s.text)
	}
	add("施行", "in force", b.force(v))
	add("状态", "status", b.status(v.Status, v.Local))
	add("来源", "source", v.Source)
	add("核对日期", "checked", v.Checked.String())
	add("说明", "note", v.Note)
	if v.Local {
		add("位置", "place", v.At.String())
	}
	doc := Doc{Sections: []Section{{Blocks: []Block{{Records: []Record{r}}}}}}
	data := factorDoc{Schema: "tidai/factor/1", Value: valueOf(v, lang), Table: []valueJSON{}}
	if len(table) > 0 {
		t := Table{Columns: []Column{{Head: b.t("编号", "id"), Wrap: true}, {Head: b.t("数值", "value"), Right: true}, {Head: b.t("单位", "unit")}, {Head: b.t("内容", "what it is"), Wrap: true}}}
		for _, x := range table {
			n, u := b.value(x)
			t.Rows = append(t.Rows, []string{x.ID, n, u, b.describe(x)})
			data.Table = append(data.Table, valueOf(x, lang))
		}
		doc.Sections = append(doc.Sections, Section{Title: b.t("同表其他各行", "Other rows of the table"), Blocks: []Block{{Table: &t, Records: b.valueRecords(table)}}})
	}
	return Page{Doc: doc, Main: b.factorsCSV(append([]factors.Value{v}, table...)), Data: data}
}

func (b *builder) force(v factors.Value) string {
	since, until := v.Since.String(), v.Until.String()
	switch {
	case since == "" && until == "":
		return b.t("随文件", "with the instrument")
	case until == "":
		return b.t("自 ", "since ") + since
	case since == "":
		return b.t("至 ", "until ") + until
	}
	return since + b.t(" 至 ", " to ") + until
}

type factorsDoc struct {
	Schema string      `json:"schema"`
	Values []valueJSON `json:"values"`
}

type factorDoc struct {
	Schema string      `json:"schema"`
	Value  valueJSON   `json:"value"`
	Table  []valueJSON `json:"table"`
}

type valueJSON struct {
	ID         string      `json:"id"`
	Kind       string      `json:"kind"`
	Instrument string      `json:"instrument"`
	Title      string      `json:"title"`
	Clause     *clauseJSON `json:"clause"`
	Value      *numberJSON `json:"value"`
	Absent     bool        `json:"absent"`
	Pollutant  *string     `json:"pollutant"`
	Medium     *string     `json:"medium"`
	Industry   *string     `json:"industry"`
	Process    *string     `json:"process"`
	Product    *string     `json:"product"`
	Scale      *string     `json:"scale"`
	Variant    *string     `json:"variant"`
	Substance  *string     `json:"substance"`
	Treatment  *string     `json:"treatment"`
	Outlet     *string     `json:"outlet"`
	Class      *string     `json:"class"`
	Describe   *string     `json:"describe"`
	Since      *string     `json:"since"`
	Until      *string     `json:"until"`
	Status     string      `json:"status"`
	Local      bool        `json:"local"`
	Source     *string     `json:"source"`
	Checked    *string     `json:"checked"`
	Note       *string     `json:"note"`
}

func valueOf(v factors.Value, lang calc.Lang) valueJSON {
	x := valueJSON{ID: v.ID, Kind: string(v.Kind), Instrument: v.Instrument, Title: v.Title.In(lang), Clause: clauseOf(v.Clause), Absent: v.Absent,
		Pollutant: some(string(v.Pollutant)), Medium: some(string(v.Medium)), Industry: some(v.Industry), Process: some(v.Process), Product: some(v.Product),
		Scale: some(v.Scale), Variant: some(v.Variant), Substance: some(v.Substance), Treatment: some(v.Treatment), Outlet: some(v.Outlet), Class: some(v.Class),
		Describe: some(v.Describe), Since: date(v.Since), Until: date(v.Until), Status: string(v.Status), Local: v.Local, Source: some(v.Source),
		Checked: date(v.Checked), Note: some(v.Note)}
	if !v.Absent {
		x.Value = quantityJSON(v.Amount)
	}
	return x
}
