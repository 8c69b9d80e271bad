package word

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
)

//go:embed word-styles.xml
var wordStyles string

// Write writes the page as a Word document: A4, headings, a contents field with
// its entries, captioned three-line tables whose heads repeat on each page,
// page numbers. The same page gives the same bytes. Elements stand in the
// order of the schema (ECMA-376 part 1, WordprocessingML): Word refuses what
// stands elsewhere.
func Write(d page.Doc, lang calc.Lang) ([]byte, error) {
	sections := slices.Concat(d.Lead, d.Sections)
	w := &wordWriter{lang: lang, notes: page.FootnotesOf(sections...), foot: d.Foot, firstNote: 1}
	w.front(d)
	w.contents(sections, len(d.Lead))
	wide := w.turned(sections)
	for i, s := range sections {
		if wide := wide[i]; wide != w.wide {
			w.breakSection()
			w.wide = wide
		}
		w.section(i, s, i > 0 && i < len(d.Lead))
	}
	w.raw(w.pageSetup())
	title := xmlText(d.Title)
	types, rels := wordTypes, wordRels
	parts := []part{
		{name: "[Content_Types].xml", text: ""},
		{name: "_rels/.rels", text: wordRoot},
		{name: "docProps/core.xml",
			text: `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + title + `</dc:title><dc:creator>tidai</dc:creator></cp:coreProperties>`},
		{name: "word/document.xml", text: `<w:document ` + wordSpace + ` ` + mathSpace + `><w:body>` + w.String() +
			`</w:body></w:document>`},
		{name: "word/styles.xml", text: stylesIn(lang)},
		{name: "word/numbering.xml", text: wordNumbering},
		{name: "word/settings.xml", text: `<w:settings ` + wordSpace +
			`><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/></w:settings>`},
		{name: "word/header1.xml", text: `<w:hdr ` + wordSpace + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>` +
			wordRun(title, "") + `</w:p></w:hdr>`},
		{name: "word/footer1.xml", text: `<w:ftr ` + wordSpace + `><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` +
			wordField("PAGE", "1") + wordRun(" / ", "") + wordField("NUMPAGES", "1") + `</w:p></w:ftr>`},
		{name: "word/_rels/document.xml.rels", text: ""},
	}
	for _, x := range w.more() {
		parts = append(parts, part{name: "word/" + x.target, text: x.text})
		types = strings.Replace(types, `</Types>`, x.override()+`</Types>`, 1)
		rels += x.relation()
	}
	parts[0].text, parts[9].text = types, rels+`</Relationships>`
	return pack(parts)
}

// stylesIn are the styles of a document in a language.
func stylesIn(lang calc.Lang) string {
	return strings.ReplaceAll(wordStyles, "LANG", map[bool]string{true: "zh-CN", false: "en-US"}[lang == calc.ZH])
}

// morePart is a part that only some documents have: footnotes, charts.
type morePart struct{ id, kind, mime, target, text string }

func (x morePart) override() string {
	return `<Override PartName="/word/` + x.target + `" ContentType="` + x.mime + `"/>`
}

func (x morePart) relation() string {
	return `<Relationship Id="` + x.id + `" Type="` + wordTie + x.kind + `" Target="` + x.target + `"/>`
}

func (w *wordWriter) more() []morePart {
	var out []morePart
	if len(w.led) > 0 {
		out = append(out, morePart{"rIdTidaiNotes", "footnotes", wordKind + "footnotes+xml", "footnotes.xml",
			`<w:footnotes ` + wordSpace + `>` + footnoteSeparators + w.footnotesOf() + `</w:footnotes>`})
	}
	for i, c := range w.charts {
		out = append(out, morePart{chartID(i + 1), "chart",
			"application/vnd.openxmlformats-officedocument.drawingml.chart+xml", fmt.Sprintf("charts/tidai%d.xml", i+1),
			chartPart(c)})
	}
	return out
}

// wordWriter collects the body of a document.
type wordWriter struct {
	strings.Builder
	lang   calc.Lang
	wide   bool // the section being written lies on its side
	tables int
	charts []page.Balance

	notes     *page.Footnotes
	foot      bool              // they stand at the foot of the page
	led       []int             // those that the text has led to, in its order
	firstNote int               // number of the first footnote
	bookmark  int               // number of the last bookmark before
	drawing   int               // number of the last drawing before
	paper     [2]int            // width of the text of a template, standing and on its side; 0: ours
	setup     [2]string         // w:sectPr of a template's pages, likewise
	own       string            // in names that must not meet those of a template
	styles    map[string]string // names of styles in a template; nil: our own
}

// style is the id of one of our styles in the document written.
func (w *wordWriter) style(id string) string {
	if other, ok := w.styles[id]; ok {
		return other
	}
	return id
}

func (w *wordWriter) raw(s string) { w.WriteString(s) }

func (w *wordWriter) in(zh, en string) string { return calc.Text{ZH: zh, EN: en}.In(w.lang) }

// para writes a paragraph of one style; runs are finished.
func (w *wordWriter) para(style, runs string) {
	w.raw(`<w:p><w:pPr><w:pStyle w:val="` + w.style(style) + `"/></w:pPr>` + runs + `</w:p>`)
}

func (w *wordWriter) text(style, s string) { w.para(style, wordRun(xmlText(s), "")) }

func (w *wordWriter) spans(style string, s page.Spans) { w.para(style, w.runs(s, "")) }

func (w *wordWriter) front(d page.Doc) {
	w.text("Title", d.Title)
	if d.Verdict != "" {
		w.text("Verdict", d.Verdict)
	}
	w.fields(d.Facts)
}

// fields writes named texts, one a line.
func (w *wordWriter) fields(list []page.Field) {
	for _, f := range list {
		switch {
		case f.Name == "":
			w.spans("Field", f.Text)
		default:
			w.para("Field", wordRun(xmlText(f.Name), "<w:b/>")+w.runs(page.Cat(w.in("：", ": "), f.Text), ""))
		}
	}
}

// contents is a field with its entries, without page numbers: those only the
// program that lays out the pages knows.
func (w *wordWriter) contents(sections []page.Section, lead int) {
	var entries []string
	for i, s := range sections {
		if s.Title != "" {
			level := "TOC1"
			if i > 0 && i < lead {
				level = "TOC2"
			}
			entries = append(entries, `<w:pPr><w:pStyle w:val="`+level+`"/></w:pPr>`,
				fmt.Sprintf(`<w:hyperlink w:anchor="_Toc%d" w:history="1">`, i+1)+wordRun(xmlText(s.Title),
					"")+`</w:hyperlink>`)
		}
	}
	if len(entries) == 0 {
		return
	}
	w.text("TOCHeading", w.in("目录", "Contents"))
	for i := 0; i < len(entries); i += 2 {
		begin, end := "", ""
		if i == 0 {
			begin = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \n \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
		}
		if i == len(entries)-2 {
			end = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
		}
		w.raw(`<w:p>` + entries[i] + begin + entries[i+1] + end + `</w:p>`)
	}
}

func (w *wordWriter) section(i int, s page.Section, lower bool) {
	if s.Title != "" {
		style := "Heading1"
		if lower {
			style = "Heading2"
		}
		at := w.bookmark + i + 1
		w.para(style, fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="_Toc%s%d"/>`, at, w.own,
			at)+wordRun(xmlText(s.Title), "")+fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, at))
	}
	for _, b := range s.Blocks {
		w.block(b, s.Title)
	}
}

func (w *wordWriter) block(b page.Block, title string) {
	if b.Chart != nil { // its table says the same
		return
	}
	if b.Heading != "" {
		w.text("RecordHead", b.Heading)
	}
	if b.Balance != nil {
		w.balance(*b.Balance)
	}
	switch {
	case b.Table != nil:
		w.table(*b.Table, title)
	case b.Records != nil:
		for _, r := range b.Records {
			w.spans("RecordHead", r.Head)
			w.fields(r.Fields)
		}
	}
	if b.Text != nil {
		w.spans("BodyText", b.Text)
	}
	w.math(b.Math)
	for _, item := range b.List {
		if w.styles != nil { // the numbering is the template's own
			item = page.Cat("• ", item)
		}
		w.spans("ListBullet", item)
	}
	for _, n := range b.Tree {
		w.treeLine(n)
	}
	notes := b.Notes
	if b.Doubts {
		notes = append(slices.Clone(notes), w.notes.List()...)
	}
	for _, note := range notes {
		w.spans("Note", note)
	}
}

// treeLine is a node of a tree; a text that wraps goes on below its own beginning.
func (w *wordWriter) treeLine(n page.TreeLine) {
	const cell = 94 // of a letter in the style of calculations, in twentieths of a point
	indent := ""
	if in := (page.Width(n.Lead) + 2) * cell; in < w.page()*2/3 {
		indent = fmt.Sprintf(`<w:ind w:left="%d" w:hanging="%[1]d"/>`, in)
	}
	w.raw(`<w:p><w:pPr><w:pStyle w:val="` + w.style("Calculation") + `"/>` + indent + `</w:pPr>` +
		w.runs(page.Cat(n.Lead, n.Text), "") + `</w:p>`)
}

// wordRun is a run of finished text, with properties in the order of the
// schema.
func wordRun(text, properties string) string {
	if properties != "" {
		properties = `<w:rPr>` + properties + `</w:rPr>`
	}
	return `<w:r>` + properties + `<w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

// wordField is a field with the value a reader without fields shows.
func wordField(code, value string) string {
	return `<w:fldSimple w:instr=" ` + code + ` ">` + wordRun(value, "") + `</w:fldSimple>`
}
