package view

import (
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Doubts is what the law the tool carries does not surely say.
type Doubts struct {
	Gaps   []factors.Gap // looked for and not found
	Values []value       // not read in the text, or suspect
	Starts []calc.Clause // their values have no known first day
}

// Gaps lists what is not surely known, each reason under its own heading.
func Gaps(d Doubts, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	recalled, transcript, suspect := d.withStatus(calc.StatusRecalled), d.withStatus(calc.StatusTranscript), d.suspect()
	doc := page.Doc{}
	section := func(zh, en string, n int, block page.Block) {
		s := page.Section{Title: b.t(zh, en) + b.f("（%d 项）", " (%d)", n)}
		if n > 0 {
			s.Blocks = []page.Block{block}
		}
		doc.Sections = append(doc.Sections, s)
	}
	section("已知缺口：查找过但未得到", "Known gaps: looked for and not found", len(d.Gaps),
		page.Block{Records: gapTable.With(b.Voice, d.Gaps).Records()})
	section("仅凭记忆，未见原文", "Recalled, not seen in print", len(recalled), rowTable.With(b.Voice, recalled).
		Block())
	section("据转录，未见原文", "Transcript, read second-hand", len(transcript), rowTable.With(b.Voice, transcript).
		Block())
	section("存疑：按转录不可能正确，不参与计算", "Suspect: cannot be right as transcribed, never used", len(suspect),
		rowTable.With(b.Voice, suspect).Block())
	section("起始日期不详", "Start not known", len(d.Starts), page.Block{List: page.Texts(b.starts(d.Starts))})
	return page.Page{Doc: doc, Main: doubtTable.With(b.Voice, d.rows()).CSV(), Data: gapsTable.One(b.Voice, d).Object()}
}

func (d Doubts) withStatus(s calc.Status) []value {
	var out []value
	for _, v := range d.Values {
		if v.Status == s {
			out = append(out, v)
		}
	}
	return out
}

func (d Doubts) suspect() []value {
	var out []value
	for _, v := range d.Values {
		if v.Suspect {
			out = append(out, v)
		}
	}
	return out
}

// starts names the clauses of each instrument in one line.
func (b *builder) starts(clauses []calc.Clause) []string {
	var order []string
	places := map[string][]string{}
	for _, c := range clauses {
		if places[c.Instrument] == nil {
			order = append(order, c.Instrument)
		}
		places[c.Instrument] = append(places[c.Instrument], c.Locator)
	}
	var out []string
	for _, in := range order {
		out = append(out, in+b.t("：", ": ")+strings.Join(places[in], b.t("；", "; ")))
	}
	return out
}

// gapsTable is all that is not surely known as an object of JSON.
var gapsTable = page.Table[Doubts]{Name: "gaps", Columns: []page.Column{
	page.ConstOf[Doubts]("schema", "tidai/gaps/2"),
	page.RowsOf("gaps", gapTable, func(d Doubts) []factors.Gap { return d.Gaps }),
	page.RowsOf("recalled", valueTable, func(d Doubts) []value { return d.withStatus(calc.StatusRecalled) }),
	page.RowsOf("transcript", valueTable, func(d Doubts) []value { return d.withStatus(calc.StatusTranscript) }),
	page.RowsOf("suspect", valueTable, Doubts.suspect),
	page.ClauseListOf("start_not_known", func(d Doubts) []calc.Clause { return d.Starts }),
}}

// gapTable says of each gap what is missing and where it was looked for.
var gapTable = page.Table[factors.Gap]{Name: "gap", Columns: []page.Column{
	page.TextOf("id", page.H("编号", "id"), func(g factors.Gap) string { return g.ID }),
	page.ChoiceOf("kind", page.H("类别", "kind"), factors.Kinds, func(g factors.Gap) factors.Kind { return g.Kind }),
	page.TextOf("instrument", page.H("文件", "instrument"), func(g factors.Gap) string { return g.Instrument }),
	page.WordsOf("title", page.H("名称", "title"), func(g factors.Gap) calc.Text { return g.Title }),
	page.ClauseOf("clause", page.H("条款", "clause"), func(g factors.Gap) calc.Clause { return g.Clause }),
	pollutantOf(func(g factors.Gap) calc.Pollutant { return g.Pollutant }).OrNull(),
	page.TextOf("substance", page.H("计量物质", "substance"), func(g factors.Gap) string { return g.Substance }).
		OrNull(),
	mediumOf(func(g factors.Gap) calc.Medium { return g.Medium }),
	page.ChoiceOf("outlet", page.H("排放口", "outlet"), calc.OutletPositions,
		func(g factors.Gap) calc.OutletPosition { return calc.OutletPosition(g.Outlet) }),
	page.ChoiceOf("class", page.H("限值类别", "class"), calc.LimitClasses,
		func(g factors.Gap) calc.LimitClass { return calc.LimitClass(g.Class) }),
	page.TextOf("describe", page.H("原文", "row"), func(g factors.Gap) string { return g.Describe }),
	saidOf("looked", page.H("查找过", "looked in"), func(g factors.Gap) string { return g.Looked }),
	page.FlagOf("local", page.H("本地", "local"), func(g factors.Gap) bool { return g.Local }),
	page.DateOf("as_of", page.H("截至", "as of"), func(g factors.Gap) calc.Date { return g.AsOf }),
	saidOf("note", page.H("说明", "note"), func(g factors.Gap) string { return g.Note }).OrNull(),
}, Record: &page.RecordForm[factors.Gap]{
	Head: func(_ page.Voice, g factors.Gap) page.Spans { return page.T(g.ID) },
	Line: func(v page.Voice, g factors.Gap) []page.Field {
		b := say(v)
		what := b.describe(value{Kind: g.Kind, Pollutant: g.Pollutant, Medium: g.Medium, Class: g.Class,
			Outlet: g.Outlet, Describe: g.Describe})
		day := ""
		if !g.AsOf.IsZero() {
			day = b.f("（截至 %s）", " (as of %s)", g.AsOf.String())
		}
		return []page.Field{{Text: page.T(what + "  [" + g.Clause.String() + "]  " + b.t("查找过：", "looked in: ") +
			b.said(g.Looked) + day)}}
	},
}}

// doubt is a row of the one table that a spreadsheet has of all lists; what is
// known of a gap or of a clause stands as in a value.
type doubt struct {
	list  calc.Text
	metal string
	known bool // it has a value
	value
}

func (d Doubts) rows() []doubt {
	var out []doubt
	for _, g := range d.Gaps {
		out = append(out, doubt{list: calc.Text{ZH: "缺口", EN: "gap"}, metal: string(g.Pollutant) + g.Substance,
			value: value{ID: g.ID, Kind: g.Kind, Instrument: g.Instrument, Clause: g.Clause, Medium: g.Medium,
				Class: g.Class, Describe: g.Describe, Source: g.Looked, Note: g.Note}})
	}
	for _, list := range []struct {
		name   calc.Text
		values []value
	}{{calc.Text{ZH: "凭记忆", EN: "recalled"}, d.withStatus(calc.StatusRecalled)},
		{calc.Text{ZH: "转录", EN: "transcript"}, d.withStatus(calc.StatusTranscript)},
		{calc.Text{ZH: "存疑", EN: "suspect"}, d.suspect()}} {
		for _, x := range list.values {
			out = append(out, doubt{list: list.name, metal: string(x.Pollutant), known: true, value: x})
		}
	}
	for _, c := range d.Starts {
		out = append(out, doubt{list: calc.Text{ZH: "起始日期不详", EN: "start not known"},
			value: value{Instrument: c.Instrument, Clause: c}})
	}
	return out
}

// doubtTable is one table; its first column says which list a row is of.
var doubtTable = page.Table[doubt]{Columns: []page.Column{
	page.SheetOf(page.H("清单", "list"), func(v page.Voice, d doubt) string { return v.In(d.list) }),
	page.SheetOf(page.H("编号", "id"), func(_ page.Voice, d doubt) string { return d.ID }),
	page.SheetOf(page.H("类别", "kind"), func(v page.Voice, d doubt) string { return v.In(d.Kind.Name()) }),
	page.SheetOf(page.H("文件", "instrument"), func(_ page.Voice, d doubt) string { return d.Instrument }),
	page.SheetOf(page.H("条款", "clause"), func(_ page.Voice, d doubt) string { return d.Clause.Locator }),
	page.SheetOf(page.H("污染物", "pollutant"), func(_ page.Voice, d doubt) string { return d.metal }),
	page.SheetOf(page.H("介质", "medium"), func(_ page.Voice, d doubt) string { return string(d.Medium) }),
	page.SheetOf(page.H("限值类别", "class"), func(_ page.Voice, d doubt) string { return d.Class }),
	page.SheetOf(page.H("数值", "value"), func(v page.Voice, d doubt) string {
		if !d.known {
			return ""
		}
		return say(v).numberCell(d.value)
	}).Right(),
	page.SheetOf(page.H("单位", "unit"), func(v page.Voice, d doubt) string {
		if !d.known {
			return ""
		}
		_, unit := say(v).value(d.value)
		return unit
	}),
	page.SheetOf(page.H("原文", "row"), func(_ page.Voice, d doubt) string { return d.Describe }),
	page.SheetOf(page.H("来源", "source"), func(v page.Voice, d doubt) string { return say(v).said(d.Source) }),
	page.SheetOf(page.H("说明", "note"), func(v page.Voice, d doubt) string { return say(v).said(d.Note) }),
}}
