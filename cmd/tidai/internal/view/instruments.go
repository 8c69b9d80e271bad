package view

import (
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Listed is an instrument and how surely it is known.
type Listed struct {
	factors.Instrument
	Known calc.Status // "": nothing in its file says so
}

// ListedOf lists instruments of a book with how surely each is known.
func ListedOf(book *factors.Book, list []factors.Instrument) []Listed {
	var out []Listed
	for _, in := range list {
		out = append(out, Listed{in, book.StatusOf(in.ID)})
	}
	return out
}

// instrumentTable is what is known of instruments: who issued them, and from when to
// when they are in force.
var instrumentTable = page.Table[Listed]{Name: "instrument", Columns: []page.Column{
	page.TextOf("id", page.H("文件", "instrument"), func(x Listed) string { return x.ID }).Wrap(),
	page.WordsOf("title", page.H("名称", "title"), func(x Listed) calc.Text { return x.Title }).Wrap(),
	page.ChoiceOf("kind", page.H("类别", "kind"), factors.InstrumentKinds,
		func(x Listed) factors.InstrumentKind { return x.Kind }),
	page.WordsOf("issuer", page.H("发布机关", "issuer"), func(x Listed) calc.Text { return x.Issuer }).In(filter),
	page.TextOf("number", page.H("文号", "number"), func(x Listed) string { return x.Number }).OrNull().In(filter),
	page.DateOf("issued", page.H("发布", "issued"), func(x Listed) calc.Date { return x.Issued }).In(filter),
	page.DateOf("since", page.H("施行", "since"), func(x Listed) calc.Date { return x.Since }),
	page.DateOf("until", page.H("失效", "until"), func(x Listed) calc.Date { return x.Until }),
	page.TextOf("replaced_by", page.H("被替代", "replaced by"), func(x Listed) string { return x.ReplacedBy }).
		OrNull().Wrap(),
	page.ChoiceOf("status", page.H("状态", "status"), calc.Statuses, func(x Listed) calc.Status { return x.Known }).
		Wrap(),
	page.FlagOf("local", page.H("本地", "local"), func(x Listed) bool { return x.Local }).In(page.Data),
}}

// instrumentsTable is a list of instruments as an object of JSON.
var instrumentsTable = page.Table[[]Listed]{Name: "instruments", Columns: []page.Column{
	page.ConstOf[[]Listed]("schema", "tidai/instruments/2"),
	page.RowsOf("instruments", instrumentTable, func(list []Listed) []Listed { return list }),
}}

// Instruments lists instruments with the days of their force.
func Instruments(list []Listed, on calc.Date, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	doc := page.Doc{Title: b.f("文件（%d 件）", "Instruments (%d)", len(list))}
	if !on.IsZero() {
		doc.Title = b.f("%s 有效的文件（%d 件）", "Instruments in force on %s (%d)", on.String(), len(list))
	}
	if len(list) > 0 {
		block := instrumentTable.With(b.Voice, list).Block()
		block.Notes = page.Texts([]string{
			b.t("日期空白表示不详，不表示一直有效；状态取文件自身的状态，未写的取所载数值中最不可靠的一项。",
				"A blank date is not known and does not mean always; the status is that of the instrument, else the least "+
					"sure of its figures.")})
		doc.Sections = []page.Section{{Blocks: []page.Block{block}}}
	}
	return page.Page{Doc: doc, Main: instrumentTable.With(b.Voice, list).CSV(), Data: instrumentsTable.One(b.Voice,
		list).Object()}
}

// ShownInstrument is one instrument with what it prescribes and what of it is
// not known.
type ShownInstrument struct {
	Listed
	Provisions []factors.Provision
	Gaps       []factors.Gap
	Figures    int // values its file carries
}

// provisionTable is what an instrument prescribes, by topic.
var provisionTable = page.Table[factors.Provision]{Name: "provision", Columns: []page.Column{
	page.TextOf("id", page.H("编号", "id"), func(p factors.Provision) string { return p.ID }).In(page.Data),
	page.ClauseOf("clause", page.H("条款", "clause"), func(p factors.Provision) calc.Clause { return p.Clause }).
		Cell(page.By(func(_ page.Voice, p factors.Provision) page.Spans { return page.T(p.Clause.Locator) })),
	page.ChoiceOf("topic", page.H("事项", "topic"), factors.Topics, func(p factors.Provision) factors.Topic {
		return p.Topic
	}).
		Wrap(),
	page.WordsOf("summary", page.H("内容（转述）", "what it says, in our words"),
		func(p factors.Provision) calc.Text { return p.Summary }).Wrap(),
	page.ChoiceOf("status", page.H("状态", "status"), calc.Statuses,
		func(p factors.Provision) calc.Status { return p.Status }).Wrap(),
}}

var shownInstrumentTable = page.Table[ShownInstrument]{Name: "instrument-shown",
	Columns: []page.Column{
		page.ConstOf[ShownInstrument]("schema", "tidai/instrument/2"),
		page.PartOf("instrument", instrumentTable, func(x ShownInstrument) Listed { return x.Listed }),
		page.RowsOf("provisions", provisionTable, func(x ShownInstrument) []factors.Provision { return x.Provisions }),
		page.RowsOf("gaps", gapTable, func(x ShownInstrument) []factors.Gap { return x.Gaps }),
		page.CountOf("figures", page.H("数值", "figures"), func(x ShownInstrument) int { return x.Figures }),
	}}

// Instrument shows one instrument with everything known of it.
func Instrument(x ShownInstrument, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	r := page.Record{Head: page.T(strings.TrimSpace(x.ID + "  " + b.in(x.Title)))}
	add := func(zh, en, text string) {
		if text != "" {
			r.Fields = append(r.Fields, page.Field{Name: b.t(zh, en), Text: page.T(text)})
		}
	}
	add("类别", "kind", b.in(x.Kind.Name()))
	add("发布机关", "issuer", b.in(x.Issuer))
	add("文号", "number", x.Number)
	add("发布", "issued", x.Issued.String())
	add("施行", "in force", orElse(x.Since.String(), b.t("（起始日期不详）", "(start not known)")))
	add("失效", "until", x.Until.String())
	add("被替代", "replaced by", x.ReplacedBy)
	if x.Known != "" {
		add("状态", "status", b.status(x.Known, x.Local))
	}
	add("来源", "source", b.said(x.Source))
	add("说明", "note", b.said(x.Note))
	if x.Figures > 0 {
		add("数值", "figures", b.f("%d 项：tidai factors list --instrument \"%s\"",
			"%d: tidai factors list --instrument \"%s\"",
			x.Figures, x.ID))
	}
	doc := page.Doc{Sections: []page.Section{{Blocks: []page.Block{{Records: []page.Record{r}}}}}}
	if len(x.Provisions) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Title: b.t("本工具引用的条款", "Articles the tool cites"),
			Blocks: []page.Block{provisionTable.With(b.Voice, x.Provisions).Block()}})
	}
	if len(x.Gaps) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Title: b.t("已知缺口", "Known gaps"),
			Blocks: []page.Block{{Records: gapTable.With(b.Voice, x.Gaps).Records()}}})
	}
	return page.Page{Doc: doc, Main: instrumentTable.With(b.Voice, []Listed{x.Listed}).CSV(),
		Data: shownInstrumentTable.One(b.Voice, x).Object()}
}
