// Package book writes workbooks whose amounts are live formulas.
package book

import (
	"fmt"
	"slices"
	"strings"

	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/ooxml"
)

// The workbook is written here and not by a library: a formula needs its value
// beside it, and excelize writes formulas without.

// Style is how a cell looks.
type Style int

// The styles of cells, places in cellXfs of bookStyles.
const (
	Plain Style = iota
	Title
	Head
	Wrapped
	Number
	Input
	Shown
)

const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<fonts count="5">` + font + `</font><font><b/>` + fontRest +
	`</font><font><b/><sz val="14"/><name val="宋体"/><charset val="134"/></font><font><sz val="10"/><color rgb="FF1F3FBF"/><name val="宋体"/><charset val="134"/></font><font><b/>` + fontRest + `</font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF8DC"/><bgColor indexed="64"/></patternFill></fill></fills>` +
	`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top style="medium"/><bottom style="thin"/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="7">` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top" indent="1"/></xf>` +
	`<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>` +
	`<xf numFmtId="49" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment horizontal="right" vertical="top"/></xf>` +
	`<xf numFmtId="0" fontId="3" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment horizontal="right" vertical="top"/></xf>` +
	`<xf numFmtId="0" fontId="4" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment horizontal="right" vertical="top"/></xf>` +
	`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

const (
	fontRest  = `<sz val="10"/><name val="宋体"/><charset val="134"/>`
	font      = `<font>` + fontRest
	space     = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	officeRel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// bookCell is a cell: text, a number, or a formula with the value it comes to.
type Cell struct {
	Text    string
	Number  string // of a formula: its value
	Formula string
	Note    string
	Style   Style
}

// bookSheet is a sheet; rows and columns count from 0.
type Sheet struct {
	Name   string
	Widths []int // in characters
	Heads  int   // rows that stay at the top
	Rows   [][]Cell
}

// Add adds a row and returns its place.
func (s *Sheet) Add(cells ...Cell) int {
	s.Rows = append(s.Rows, cells)
	return len(s.Rows) - 1
}

// TextCells are cells of one style.
func TextCells(style Style, texts ...string) []Cell {
	out := make([]Cell, len(texts))
	for i, t := range texts {
		out[i] = Cell{Text: t, Style: style}
	}
	return out
}

// CellName names a cell within its sheet; row and column count from 0.
func CellName(row, col int) string { return fmt.Sprintf("%c%d", 'A'+col, row+1) }

// part writes the sheet in the order of CT_Worksheet.
func (s *Sheet) part() string {
	var b strings.Builder
	b.WriteString(`<worksheet ` + space +
		`><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0" showGridLines="0">`)
	if s.Heads > 0 {
		fmt.Fprintf(&b, `<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>`, s.Heads,
			s.Heads+1)
	}
	b.WriteString(`</sheetView></sheetViews><sheetFormatPr defaultRowHeight="14"/><cols>`)
	for i, w := range s.Widths {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, w)
	}
	b.WriteString(`</cols><sheetData>`)
	for i, row := range s.Rows {
		fmt.Fprintf(&b, `<row r="%d"%s>`, i+1, s.height(row))
		for j, c := range row {
			c.write(&b, CellName(i, j))
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;A    &amp;P / &amp;N</oddFooter></headerFooter>`)
	if len(s.notes()) > 0 {
		b.WriteString(`<legacyDrawing r:id="rId1"/>`)
	}
	b.WriteString(`</worksheet>`)
	return b.String()
}

// height is that of the row's longest wrapped text: not every program works
// it out when it opens the file.
func (s *Sheet) height(row []Cell) string {
	const line = 13 // points
	most := 1
	for i, c := range row {
		if c.Style != Wrapped && c.Style != Head || i >= len(s.Widths) {
			continue
		}
		most = max(most, (page.Width(page.Clean(c.Text))+s.Widths[i]-2)/(s.Widths[i]-1))
	}
	if most == 1 {
		return ""
	}
	return fmt.Sprintf(` ht="%d" customHeight="1"`, min(most*line+2, 400))
}

func (c Cell) write(b *strings.Builder, at string) {
	switch {
	case c.Formula != "" && c.Text != "":
		fmt.Fprintf(b, `<c r="%s" s="%d" t="str"><f>%s</f><v>%s</v></c>`, at, c.Style, ooxml.Text(c.Formula),
			ooxml.Text(c.Text))
	case c.Formula != "":
		fmt.Fprintf(b, `<c r="%s" s="%d"><f>%s</f><v>%s</v></c>`, at, c.Style, ooxml.Text(c.Formula), c.Number)
	case c.Number != "":
		fmt.Fprintf(b, `<c r="%s" s="%d"><v>%s</v></c>`, at, c.Style, c.Number)
	case c.Text != "":
		fmt.Fprintf(b, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, c.Style,
			ooxml.Text(c.Text))
	default:
		fmt.Fprintf(b, `<c r="%s" s="%d"/>`, at, c.Style)
	}
}

type note struct {
	row, col int
	text     string
}

func (s *Sheet) notes() (out []note) {
	for i, row := range s.Rows {
		for j, c := range row {
			if c.Note != "" {
				out = append(out, note{i, j, c.Note})
			}
		}
	}
	return out
}

func commentsPart(notes []note) string {
	var b strings.Builder
	b.WriteString(
		`<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>tidai</author></authors><commentList>`)
	for _, n := range notes {
		lines := strings.Split(n.text, "\n")
		for i, line := range lines {
			lines[i] = ooxml.Text(line)
		}
		fmt.Fprintf(&b, `<comment ref="%s" authorId="0"><text><r><t xml:space="preserve">%s</t></r></text></comment>`,
			CellName(n.row, n.col), strings.Join(lines, "\n"))
	}
	b.WriteString(`</commentList></comments>`)
	return b.String()
}

// noteBlock is how many shapes one number of an idmap stands for.
const noteBlock = 1024

// drawingPart draws the notes as Excel wants them: shapes whose numbers are in
// blocks of their own, first is the first block.
func drawingPart(notes []note, first int) string {
	var blocks []string
	for i := range (len(notes)+noteBlock-1)/noteBlock + 1 {
		blocks = append(blocks, fmt.Sprint(first+i))
	}
	var b strings.Builder
	b.WriteString(
		`<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="` + strings.Join(blocks, ",") +
			`"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`)
	for i, n := range notes {
		fmt.Fprintf(&b,
			`<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;width:280pt;height:70pt;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 10, %d, 2, %d, 10, %d, 2</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
			first*noteBlock+i+1, n.col+1, n.row, n.col+5, n.row+5, n.row, n.col)
	}
	b.WriteString(`</xml>`)
	return b.String()
}

// bookName is a defined name.
type Name struct{ Name, Refers string }

// bookFile puts the parts together.
func Write(title string, sheets []*Sheet, names []Name) ([]byte, error) {
	types := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`
	list, rels, prints := "", "", []Name(nil)
	var parts []ooxml.Part
	block := 1
	for i, s := range sheets {
		n := i + 1
		types += fmt.Sprintf(
			`<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		list += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, ooxml.Text(s.Name), n, n)
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>`, n,
			officeRel, n)
		parts = append(parts, ooxml.Part{Name: fmt.Sprintf("xl/worksheets/sheet%d.xml", n), Text: s.part()})
		if s.Heads > 0 {
			prints = append(prints, Name{fmt.Sprintf(`_xlnm.Print_Titles" localSheetId="%d`, i),
				fmt.Sprintf("'%s'!$%d:$%d", s.Name, s.Heads, s.Heads)})
		}
		notes := s.notes()
		if len(notes) == 0 {
			continue
		}
		types += fmt.Sprintf(
			`<Override PartName="/xl/comments%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>`, n)
		parts = append(parts, ooxml.Part{Name: fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", n),
			Text: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
				fmt.Sprintf(
					`<Relationship Id="rId1" Type="%svmlDrawing" Target="../drawings/vmlDrawing%d.vml"/><Relationship Id="rId2" Type="%scomments" Target="../comments%d.xml"/></Relationships>`, officeRel, n, officeRel, n)},
			ooxml.Part{Name: fmt.Sprintf("xl/comments%d.xml", n), Text: commentsPart(notes)},
			ooxml.Part{Name: fmt.Sprintf("xl/drawings/vmlDrawing%d.vml", n), Text: drawingPart(notes, block)})
		block += (len(notes)+noteBlock-1)/noteBlock + 1
	}
	rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="%sstyles" Target="styles.xml"/>`, len(sheets)+1, officeRel)
	var defined strings.Builder // of many inputs
	for _, n := range slices.Concat(prints, names) {
		defined.WriteString(`<definedName name="` + n.Name + `">` + ooxml.Text(n.Refers) + `</definedName>`)
	}
	head := []ooxml.Part{
		{Name: "[Content_Types].xml", Text: types + `</Types>`},
		{Name: "_rels/.rels",
			Text: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + officeRel + `officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{Name: "docProps/core.xml",
			Text: `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + ooxml.Text(title) + `</dc:title><dc:creator>tidai</dc:creator></cp:coreProperties>`},
		{Name: "xl/workbook.xml", Text: `<workbook ` + space +
			`><workbookPr/><bookViews><workbookView/></bookViews><sheets>` +
			list + `</sheets><definedNames>` + defined.String() +
			`</definedNames><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`},
		{Name: "xl/_rels/workbook.xml.rels",
			Text: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels +
				`</Relationships>`},
		{Name: "xl/styles.xml", Text: styles},
	}
	return ooxml.Zip(append(head, parts...))
}
