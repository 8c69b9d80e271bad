package view

import (
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Doubts is what the law the tool carries does not surely say.
type Doubts struct {
	Gaps   []factors.Gap   // looked for and not found
	Values []factors.Value // not read in the text, or suspect
	Starts []calc.Clause   // their values have no known first day
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
		page.Block{Records: b.gapRecords(d.Gaps)})
	section("仅凭记忆，未见原文", "Recalled, not seen in print", len(recalled), b.rows(recalled))
	section("据转录，未见原文", "Transcript, read second-hand", len(transcript), b.rows(transcript))
	section("存疑：按转录不可能正确，不参与计算", "Suspect: cannot be right as transcribed, never used", len(suspect),
		b.rows(suspect))
	section("起始日期不详", "Start not known", len(d.Starts), page.Block{List: page.Texts(b.starts(d.Starts))})
	data := gapsDoc{Schema: "tidai/gaps/1", Gaps: []gapJSON{}, Recalled: valuesOf(recalled, lang),
		Transcript: valuesOf(transcript, lang),
		Suspect:    valuesOf(suspect, lang), Starts: []clauseJSON{}}
	for _, g := range d.Gaps {
		data.Gaps = append(data.Gaps, gapOf(g, lang))
	}
	for _, c := range d.Starts {
		data.Starts = append(data.Starts, *clauseOf(c))
	}
	return page.Page{Doc: doc, Main: b.gapsCSV(d, recalled, transcript, suspect), Data: data}
}

func (d Doubts) withStatus(s calc.Status) []factors.Value {
	var out []factors.Value
	for _, v := range d.Values {
		if v.Status == s {
			out = append(out, v)
		}
	}
	return out
}

func (d Doubts) suspect() []factors.Value {
	var out []factors.Value
	for _, v := range d.Values {
		if v.Suspect {
			out = append(out, v)
		}
	}
	return out
}

func valuesOf(list []factors.Value, lang calc.Lang) []valueJSON {
	out := []valueJSON{}
	for _, v := range list {
		out = append(out, valueOf(v, lang))
	}
	return out
}

// gapRecords say of each gap what is missing and where it was looked for.
func (b *builder) gapRecords(gaps []factors.Gap) []page.Record {
	var out []page.Record
	for _, g := range gaps {
		what := b.describe(factors.Value{Kind: g.Kind, Pollutant: g.Pollutant, Medium: g.Medium, Class: g.Class,
			Outlet: g.Outlet, Describe: g.Describe})
		out = append(out,
			page.Record{Head: page.T(g.ID),
				Fields: []page.Field{{Name: "", Text: page.T(what + "  [" + g.Clause.String() + "]  " +
					b.t("查找过：", "looked in: ") + g.Looked)}}})
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

// gapsCSV is one table; its first column says which list a row is of.
func (b *builder) gapsCSV(d Doubts, recalled, transcript, suspect []factors.Value) page.Grid {
	var t page.Grid
	for _, h := range []calc.Text{{ZH: "清单", EN: "list"}, {ZH: "编号", EN: "id"}, {ZH: "类别", EN: "kind"},
		{ZH: "文件", EN: "instrument"}, {ZH: "条款", EN: "clause"},
		{ZH: "污染物", EN: "pollutant"}, {ZH: "介质", EN: "medium"}, {ZH: "限值类别", EN: "class"}} {
		t.Columns = append(t.Columns, page.Head{Head: b.in(h)})
	}
	t.Columns = append(t.Columns, page.Head{Head: b.t("数值", "value"), Right: true},
		page.Head{Head: b.t("单位", "unit")},
		page.Head{Head: b.t("原文", "row")},
		page.Head{Head: b.t("来源", "source")}, page.Head{Head: b.t("说明", "note")})
	for _, g := range d.Gaps {
		t.Rows = append(t.Rows, page.Row(b.t("缺口", "gap"), g.ID, b.in(g.Kind.Name()), g.Instrument, g.Clause.Locator,
			string(g.Pollutant)+g.Substance,
			string(g.Medium), g.Class, "", "", g.Describe, g.Looked, g.Note))
	}
	for _, list := range []struct {
		name   string
		values []factors.Value
	}{{b.t("凭记忆", "recalled"), recalled}, {b.t("转录", "transcript"), transcript},
		{b.t("存疑", "suspect"), suspect}} {
		for _, v := range list.values {
			number, unit := b.cellOf(v)
			t.Rows = append(t.Rows, page.Row(list.name, v.ID, b.in(v.Kind.Name()), v.Instrument, v.Clause.Locator,
				string(v.Pollutant),
				string(v.Medium), v.Class, number, unit, v.Describe, v.Source, v.Note))
		}
	}
	for _, c := range d.Starts {
		t.Rows = append(t.Rows, page.Row(b.t("起始日期不详", "start not known"), "", "", c.Instrument, c.Locator, "",
			"", "", "", "", "", "", ""))
	}
	return t
}
