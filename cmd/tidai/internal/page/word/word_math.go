package word

import (
	"fmt"
	"strings"

	"tidai/cmd/tidai/internal/page"
)

const (
	mathSpace  = `xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	mathFonts  = `<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math" w:eastAsia="宋体"/></w:rPr>`
	chartSpace = `http://schemas.openxmlformats.org/drawingml/2006/chart`
	drawSpace  = `http://schemas.openxmlformats.org/drawingml/2006/main`
)

// math writes formulas as equations (ECMA-376 part 1, 22.1), one a paragraph.
func (w *wordWriter) math(list []page.Math) {
	for _, m := range list {
		w.raw(`<w:p><w:pPr><w:pStyle w:val="` + w.style("Equation") +
			`"/></w:pPr><m:oMathPara><m:oMathParaPr><m:jc m:val="left"/></m:oMathParaPr><m:oMath>`)
		w.expression(m)
		w.raw(`</m:oMath></m:oMathPara></w:p>`)
	}
}

func (w *wordWriter) expression(m page.Math) {
	switch m.Op {
	case "":
		w.raw(`<m:r><m:rPr><m:sty m:val="p"/></m:rPr>` + mathFonts + `<m:t xml:space="preserve">` + xmlText(m.Text) +
			`</m:t></m:r>`)
	case "over":
		w.raw(`<m:f><m:num>`)
		w.expression(m.Parts[0])
		w.raw(`</m:num><m:den>`)
		w.expression(m.Parts[1])
		w.raw(`</m:den></m:f>`)
	case "paren":
		w.delimited(m.Parts)
	case "least", "greatest":
		name := map[string]string{"least": "min", "greatest": "max"}[m.Op]
		w.raw(`<m:func><m:fName>`)
		w.expression(page.Math{Text: name})
		w.raw(`</m:fName><m:e>`)
		w.delimited(m.Parts)
		w.raw(`</m:e></m:func>`)
	default:
		for _, p := range m.Parts {
			w.expression(p)
		}
	}
}

// delimited puts expressions in brackets that grow with them, commas between.
func (w *wordWriter) delimited(parts []page.Math) {
	w.raw(`<m:d><m:dPr><m:sepChr m:val=","/></m:dPr>`)
	for _, p := range parts {
		w.raw(`<m:e>`)
		w.expression(p)
		w.raw(`</m:e>`)
	}
	w.raw(`</m:d>`)
}

// balance puts a chart into the text: bars of one length for each metal, with
// amounts written on them. The chart is drawn by the program that shows it and can
// be changed there; its text stands beside it for readers who do not see it.
func (w *wordWriter) balance(b page.Balance) {
	w.charts = append(w.charts, b)
	n := len(w.charts)
	wide, high := 5_400_000, 800_000+420_000*len(b.Rows) // in 12700ths of a point
	w.raw(`<w:p><w:pPr><w:pStyle w:val="` + w.style("Figure") +
		`"/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">` +
		fmt.Sprintf(`<wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="%s" descr="%s"/><wp:cNvGraphicFramePr/>`, wide,
			high, w.drawing+n, xmlText(w.in("图", "figure")+fmt.Sprint(n)), xmlText(b.Desc)) +
		`<a:graphic xmlns:a="` + drawSpace + `"><a:graphicData uri="` + chartSpace + `"><c:chart xmlns:c="` +
		chartSpace + `" r:id="` + chartID(n) + `"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`)
	w.para("FigureCaption", wordRun(w.in("图 ", "Figure "), "")+wordField("SEQ "+w.in("图", "Figure")+" \\* ARABIC",
		fmt.Sprint(n))+wordRun("  "+xmlText(b.Title), ""))
}

func chartID(n int) string { return fmt.Sprintf("rIdTidaiChart%d", n) }

// chartPart is the chart itself (ECMA-376 part 1, 21.2): parts of a whole for each
// metal, the first on top, with amounts as labels. A part of zero has no label.
func chartPart(b page.Balance) string {
	var names, values [2]strings.Builder
	for i, r := range b.Rows {
		for k, v := range [2]string{r.Assigned, r.Short} {
			fmt.Fprintf(&names[k], `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, xmlText(r.Name))
			fmt.Fprintf(&values[k], `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, xmlText(v))
		}
	}
	const small = `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1000"><a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`
	var out strings.Builder
	out.WriteString(`<c:chartSpace xmlns:c="` + chartSpace + `" xmlns:a="` + drawSpace +
		`"><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="percentStacked"/><c:varyColors val="0"/>`)
	for k, name := range []string{b.Assigned, b.Short} {
		fill := []string{`<a:solidFill><a:srgbClr val="3B6EA5"/></a:solidFill>`,
			`<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="A33B3B"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>`}[k]
		colour := []string{"FFFFFF", "000000"}[k]
		fmt.Fprintf(&out,
			`<c:ser><c:idx val="%d"/><c:order val="%[1]d"/><c:tx><c:strRef><c:f>balance!$%s$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>%s</c:v></c:pt></c:strCache></c:strRef></c:tx>`, k, []string{"B", "C"}[k], xmlText(name))
		out.WriteString(`<c:spPr>` + fill +
			`<a:ln w="6350"><a:solidFill><a:srgbClr val="333333"/></a:solidFill></a:ln></c:spPr><c:invertIfNegative val="0"/><c:dLbls>`)
		for i, r := range b.Rows {
			if v := [2]string{r.Assigned, r.Short}[k]; strings.Trim(v, "0.") == "" {
				fmt.Fprintf(&out, `<c:dLbl><c:idx val="%d"/><c:delete val="1"/></c:dLbl>`, i)
			}
		}
		out.WriteString(`<c:numFmt formatCode="General" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>` +
			strings.Replace(small, `<a:latin`, `<a:solidFill><a:srgbClr val="`+colour+`"/></a:solidFill><a:latin`, 1) +
			`<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`)
		fmt.Fprintf(&out,
			`<c:cat><c:strRef><c:f>balance!$A$2:$A$%d</c:f><c:strCache><c:ptCount val="%d"/>%s</c:strCache></c:strRef></c:cat>`, len(b.Rows)+1, len(b.Rows), names[k].String())
		fmt.Fprintf(&out,
			`<c:val><c:numRef><c:f>balance!$%s$2:$%[1]s$%d</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="%d"/>%s</c:numCache></c:numRef></c:val></c:ser>`, []string{"B", "C"}[k], len(b.Rows)+1, len(b.Rows), values[k].String())
	}
	out.WriteString(`<c:gapWidth val="60"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>` +
		`<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>` + small + `<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>` +
		`<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="1"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="t"/><c:numFmt formatCode="0%" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="high"/>` + small + `<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/><c:majorUnit val="0.25"/></c:valAx>` +
		`</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/>` + small +
		`</c:legend><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`)
	return out.String()
}
