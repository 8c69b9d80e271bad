package word

import (
	"fmt"
	"slices"
	"strings"

	"tidai/cmd/tidai/internal/page"
)

// Measures of a page, in twentieths of a point.
const (
	wordWidth, wordHeight = 11906, 16838 // A4
	wordMargin            = 1418         // 25 mm
	wideColumns           = 7            // a table with fewer stands
	fairColumn            = 2640         // a dozen Chinese characters
)

// Names of the parts and what binds them.
const (
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	wordKind  = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
	wordTie   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	wordTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/word/document.xml" ContentType="` + wordKind + `document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + wordKind +
		`styles+xml"/><Override PartName="/word/numbering.xml" ContentType="` + wordKind +
		`numbering+xml"/><Override PartName="/word/settings.xml" ContentType="` + wordKind + `settings+xml"/>` +
		`<Override PartName="/word/header1.xml" ContentType="` + wordKind +
		`header+xml"/><Override PartName="/word/footer1.xml" ContentType="` + wordKind + `footer+xml"/></Types>`
	wordRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	wordRoot      = wordRelations + `<Relationship Id="rId1" Type="` + wordTie +
		`officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
	wordRels = wordRelations + `<Relationship Id="rId1" Type="` + wordTie +
		`styles" Target="styles.xml"/><Relationship Id="rId2" Type="` + wordTie +
		`numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="` + wordTie +
		`settings" Target="settings.xml"/>` +
		`<Relationship Id="rId4" Type="` + wordTie + `header" Target="header1.xml"/><Relationship Id="rId5" Type="` +
		wordTie + `footer" Target="footer1.xml"/>`
	wordNumbering = `<w:numbering ` + wordSpace +
		`><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>` +
		`<w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
)

// isWide reports whether a table of the section is too wide for paper that
// stands: on it, its columns would have less than a dozen Chinese characters.
func (w *wordWriter) isWide(s page.Section) bool {
	return slices.ContainsFunc(s.Blocks, func(b page.Block) bool {
		if b.Table == nil {
			return false
		}
		sum := 0
		_, want, _ := w.columnSizes(*b.Table)
		for _, x := range want {
			sum += min(x, fairColumn)
		}
		return len(want) >= wideColumns && sum > wordWidth-2*wordMargin
	})
}

// turned says which sections lie on their side: those with a wide table, and one
// between two of them, so that no page is left for a few lines.
func (w *wordWriter) turned(sections []page.Section) []bool {
	out := make([]bool, len(sections))
	for i, s := range sections {
		out[i] = w.isWide(s)
	}
	for i := 1; i+1 < len(out); i++ {
		out[i] = out[i] || out[i-1] && w.isWide(sections[i+1])
	}
	return out
}

// breakSection ends the pages of one direction.
func (w *wordWriter) breakSection() { w.raw(`<w:p><w:pPr>` + w.pageSetup() + `</w:pPr></w:p>`) }

// pageSetup is the paper of the section that ends here.
func (w *wordWriter) pageSetup() string {
	if w.setup[0] != "" {
		if w.wide {
			return w.setup[1]
		}
		return w.setup[0]
	}
	size := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/>`, wordWidth, wordHeight)
	if w.wide {
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, wordHeight, wordWidth)
	}
	return `<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>` + size +
		fmt.Sprintf(
			`<w:pgMar w:top="%d" w:right="%[1]d" w:bottom="%[1]d" w:left="%[1]d" w:header="851" w:footer="851" w:gutter="0"/></w:sectPr>`, wordMargin)
}

// table writes a three-line table under a numbered caption. A row stays on one
// page, and the heads stand on each.
func (w *wordWriter) table(t page.Grid, title string) {
	w.tables++
	w.para("Caption", wordRun(w.in("表 ", "Table "), "")+wordField("SEQ "+w.in("表", "Table")+" \\* ARABIC",
		fmt.Sprint(w.tables))+wordRun("  "+xmlText(plainTitle(title)), ""))
	widths := w.widths(t)
	w.raw(`<w:tbl><w:tblPr><w:tblStyle w:val="` + w.style("ThreeLines") + `"/><w:tblW w:w="` +
		fmt.Sprint(sumOf(widths)) +
		`" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`)
	for _, x := range widths {
		w.raw(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, x))
	}
	w.raw(`</w:tblGrid>`)
	heads := make([]page.Spans, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = page.T(c.Head)
	}
	// never alone at the foot of a page
	w.row(t, widths, heads, `<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`, `<w:keepNext/>`)
	for _, r := range t.Rows {
		w.row(t, widths, r, `<w:trPr><w:cantSplit/></w:trPr>`, "")
	}
	w.raw(`</w:tbl>`)
	w.raw(`<w:p><w:pPr><w:pStyle w:val="` + w.style("AfterTable") + `"/></w:pPr></w:p>`)
}

func (w *wordWriter) row(t page.Grid, widths []int, cells []page.Spans, properties, paragraph string) {
	w.raw(`<w:tr>` + properties)
	for i, s := range cells {
		style := "TableText"
		if t.Columns[i].Right {
			style = "TableNumber"
		}
		w.raw(fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, widths[i]))
		w.raw(`<w:p><w:pPr><w:pStyle w:val="` + w.style(style) + `"/>` + paragraph + `</w:pPr>` + w.runs(s, "") +
			`</w:p></w:tc>`)
	}
	w.raw(`</w:tr>`)
}

// columnSizes is what the columns of a table need (their longest word), what
// they would take on one line, and how much text they hold.
func (w *wordWriter) columnSizes(t page.Grid) (least, want, text []int) {
	const half, gap = 110, 220 // half a character of 10 pt with some air, and the margins of a cell
	least, want, text = make([]int, len(t.Columns)), make([]int, len(t.Columns)), make([]int, len(t.Columns))
	measure := func(i int, s string) {
		s = page.Clean(s)
		want[i] = max(want[i], page.Width(s)*half+gap)
		text[i] += page.Width(s) + 1
		for _, atom := range page.Atoms(s) {
			least[i] = max(least[i], min(page.Width(strings.TrimSpace(atom)), 12)*half+gap)
		}
		if !t.Columns[i].Wrap {
			least[i] = max(least[i], min(page.Width(s), 16)*half+gap)
		}
	}
	for i, c := range t.Columns {
		measure(i, c.Head)
		for _, r := range t.Rows {
			measure(i, w.notes.Text(r[i]))
		}
	}
	return least, want, text
}

// widths shares the page among the columns of a table.
func (w *wordWriter) widths(t page.Grid) []int {
	least, want, text := w.columnSizes(t)
	return shareOut(least, want, text, w.page())
}

// page is how wide the text of a page is.
func (w *wordWriter) page() int {
	if own := w.paper[0]; own > 0 {
		if w.wide {
			own = w.paper[1]
		}
		return own
	}
	if w.wide {
		return wordHeight - 2*wordMargin
	}
	return wordWidth - 2*wordMargin
}

// shareOut gives each column its least; the rest of the page goes by the amount
// of text, to nobody more than it wants while others want more.
func shareOut(least, want, text []int, page int) []int {
	out := slices.Clone(least)
	rest := page - sumOf(least)
	if rest < 0 {
		for i := range out {
			out[i] = least[i] * page / (page - rest)
		}
		return out
	}
	for {
		weight := 0
		for i := range out {
			if out[i] < want[i] {
				weight += text[i]
			}
		}
		if weight == 0 {
			break
		}
		given := 0
		for i := range out {
			if out[i] < want[i] {
				more := min(rest*text[i]/weight, want[i]-out[i])
				out[i] += more
				given += more
			}
		}
		if rest -= given; given == 0 {
			break
		}
	}
	all := page - rest
	for i := range out { // all on one line and room left
		out[i] += rest * out[i] / all
	}
	return out
}

func sumOf(list []int) (sum int) {
	for _, x := range list {
		sum += x
	}
	return sum
}

// plainTitle is a heading without its number.
func plainTitle(title string) string {
	trimmed := strings.TrimLeft(title, "一二三四五六七八九十0123456789.")
	return strings.TrimLeft(trimmed, "、 ")
}
