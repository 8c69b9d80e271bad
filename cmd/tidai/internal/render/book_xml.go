package render

import (
	"fmt"
	"slices"
	"strings"
)

// Sheet is a workbook with live formulas; only the chapter has it.
const Sheet Format = "xlsx"

// The workbook is written here and not by a library: a formula needs its value
// beside it, and excelize writes formulas without.

// The styles of cells, places in cellXfs of bookStyles.
const (
	styleText = iota
	styleTitle
	styleHead
	styleWrap
	styleNumber
	styleInput
	styleShown
)

const bookStyles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<fonts count="5">` + bookFont + `</font><font><b/>` + bookFontRest +
	`</font><font><b/><sz val="14"/><name val="宋体"/><charset val="134"/></font><font><sz val="10"/><color rgb="FF1F3FBF"/><name val="宋体"/><charset val="134"/></font><font><b/>` + bookFontRest + `</font></fonts>` +
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
	bookFontRest = `<sz val="10"/><name val="宋体"/><charset val="134"/>`
	bookFont     = `<font>` + bookFontRest
	bookSpace    = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	officeRel    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// bookCell is a cell: text, a number, or a formula with the value it comes to.
type bookCell struct {
	text    string
	number  string // of a formula: its value
	formula string
	note    string
	style   int
}

// bookSheet is a sheet; rows and columns count from 0.
type bookSheet struct {
	name   string
	widths []int // in characters
	heads  int   // rows that stay at the top
	rows   [][]bookCell
}

func (s *bookSheet) add(cells ...bookCell) int {
	s.rows = append(s.rows, cells)
	return len(s.rows) - 1
}

func textCells(style int, texts ...string) []bookCell {
	out := make([]bookCell, len(texts))
	for i, t := range texts {
		out[i] = bookCell{text: t, style: style}
	}
	return out
}

func cellName(row, col int) string { return fmt.Sprintf("%c%d", 'A'+col, row+1) }

// part writes the sheet in the order of CT_Worksheet.
func (s *bookSheet) part() string {
	var b strings.Builder
	b.WriteString(`<worksheet ` + bookSpace +
		`><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0" showGridLines="0">`)
	if s.heads > 0 {
		fmt.Fprintf(&b, `<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>`, s.heads,
			s.heads+1)
	}
	b.WriteString(`</sheetView></sheetViews><sheetFormatPr defaultRowHeight="14"/><cols>`)
	for i, w := range s.widths {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, w)
	}
	b.WriteString(`</cols><sheetData>`)
	for i, row := range s.rows {
		fmt.Fprintf(&b, `<row r="%d"%s>`, i+1, s.height(row))
		for j, c := range row {
			c.write(&b, cellName(i, j))
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
func (s *bookSheet) height(row []bookCell) string {
	const line = 13 // points
	most := 1
	for i, c := range row {
		if c.style != styleWrap && c.style != styleHead || i >= len(s.widths) {
			continue
		}
		most = max(most, (width(clean(c.text))+s.widths[i]-2)/(s.widths[i]-1))
	}
	if most == 1 {
		return ""
	}
	return fmt.Sprintf(` ht="%d" customHeight="1"`, min(most*line+2, 400))
}

func (c bookCell) write(b *strings.Builder, at string) {
	switch {
	case c.formula != "" && c.text != "":
		fmt.Fprintf(b, `<c r="%s" s="%d" t="str"><f>%s</f><v>%s</v></c>`, at, c.style, wordText(c.formula),
			wordText(c.text))
	case c.formula != "":
		fmt.Fprintf(b, `<c r="%s" s="%d"><f>%s</f><v>%s</v></c>`, at, c.style, wordText(c.formula), c.number)
	case c.number != "":
		fmt.Fprintf(b, `<c r="%s" s="%d"><v>%s</v></c>`, at, c.style, c.number)
	case c.text != "":
		fmt.Fprintf(b, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, c.style,
			wordText(c.text))
	default:
		fmt.Fprintf(b, `<c r="%s" s="%d"/>`, at, c.style)
	}
}

type bookNote struct {
	row, col int
	text     string
}

func (s *bookSheet) notes() (out []bookNote) {
	for i, row := range s.rows {
		for j, c := range row {
			if c.note != "" {
				out = append(out, bookNote{i, j, c.note})
			}
		}
	}
	return out
}

func commentsPart(notes []bookNote) string {
	var b strings.Builder
	b.WriteString(
		`<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>tidai</author></authors><commentList>`)
	for _, n := range notes {
		lines := strings.Split(n.text, "\n")
		for i, line := range lines {
			lines[i] = wordText(line)
		}
		fmt.Fprintf(&b, `<comment ref="%s" authorId="0"><text><r><t xml:space="preserve">%s</t></r></text></comment>`,
			cellName(n.row, n.col), strings.Join(lines, "\n"))
	}
	b.WriteString(`</commentList></comments>`)
	return b.String()
}

// noteBlock is how many shapes one number of an idmap stands for.
const noteBlock = 1024

// drawingPart draws the notes as Excel wants them: shapes whose numbers are in
// blocks of their own, first is the first block.
func drawingPart(notes []bookNote, first int) string {
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
type bookName struct{ name, refers string }

// bookFile puts the parts together.
func bookFile(title string, sheets []*bookSheet, names []bookName) ([]byte, error) {
	types := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`
	list, rels, prints := "", "", []bookName(nil)
	var parts []wordPart
	block := 1
	for i, s := range sheets {
		n := i + 1
		types += fmt.Sprintf(
			`<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		list += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, wordText(s.name), n, n)
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>`, n,
			officeRel, n)
		parts = append(parts, wordPart{fmt.Sprintf("xl/worksheets/sheet%d.xml", n), s.part()})
		if s.heads > 0 {
			prints = append(prints, bookName{fmt.Sprintf(`_xlnm.Print_Titles" localSheetId="%d`, i),
				fmt.Sprintf("'%s'!$%d:$%d", s.name, s.heads, s.heads)})
		}
		notes := s.notes()
		if len(notes) == 0 {
			continue
		}
		types += fmt.Sprintf(
			`<Override PartName="/xl/comments%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>`, n)
		parts = append(parts, wordPart{fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", n),
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
				fmt.Sprintf(
					`<Relationship Id="rId1" Type="%svmlDrawing" Target="../drawings/vmlDrawing%d.vml"/><Relationship Id="rId2" Type="%scomments" Target="../comments%d.xml"/></Relationships>`, officeRel, n, officeRel, n)},
			wordPart{fmt.Sprintf("xl/comments%d.xml", n), commentsPart(notes)},
			wordPart{fmt.Sprintf("xl/drawings/vmlDrawing%d.vml", n), drawingPart(notes, block)})
		block += (len(notes)+noteBlock-1)/noteBlock + 1
	}
	rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="%sstyles" Target="styles.xml"/>`, len(sheets)+1, officeRel)
	var defined strings.Builder // of many inputs
	for _, n := range slices.Concat(prints, names) {
		defined.WriteString(`<definedName name="` + n.name + `">` + wordText(n.refers) + `</definedName>`)
	}
	head := []wordPart{
		{"[Content_Types].xml", types + `</Types>`},
		{"_rels/.rels",
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + officeRel + `officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"docProps/core.xml",
			`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + wordText(title) + `</dc:title><dc:creator>tidai</dc:creator></cp:coreProperties>`},
		{"xl/workbook.xml", `<workbook ` + bookSpace + `><workbookPr/><bookViews><workbookView/></bookViews><sheets>` +
			list + `</sheets><definedNames>` + defined.String() +
			`</definedNames><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`},
		{"xl/_rels/workbook.xml.rels",
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels +
				`</Relationships>`},
		{"xl/styles.xml", bookStyles},
	}
	return wordZip(append(head, parts...))
}
