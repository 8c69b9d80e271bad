package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/pagetest"
)

// wordOrder is the order of the schema (ECMA-376 part 1, 17.2–17.4, 17.6, 17.7,
// 17.9) for the elements that have one and are written here. Each element
// stands once in its parent, but those marked with *.
var wordOrder = map[string][]string{
	"styles":     {"docDefaults", "style*"},
	"style":      {"name", "basedOn", "next", "qFormat", "pPr", "rPr", "tblPr", "tblStylePr*"},
	"tblStylePr": {"rPr", "tcPr"},
	"pPr":        {"pStyle", "keepNext", "keepLines", "numPr", "pBdr", "spacing", "ind", "jc", "outlineLvl", "sectPr"},
	"footnotes":  {"footnote*"},
	"footnote":   {"p*"},
	"drawing":    {"wp:inline"},
	"rPr":        {"rStyle", "rFonts", "b", "sz", "szCs", "vertAlign", "lang"},
	"pBdr":       {"left", "bottom"},
	"numPr":      {"ilvl", "numId"},
	"tbl":        {"tblPr", "tblGrid", "tr*"},
	"tblPr":      {"tblStyle", "tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"},
	"tblBorders": {"top", "bottom"},
	"tblCellMar": {"top", "left", "bottom", "right"},
	"tr":         {"trPr", "tc*"},
	"trPr":       {"cantSplit", "tblHeader"},
	"tc":         {"tcPr", "p*"},
	"tcPr":       {"tcW", "tcBorders"},
	"tcBorders":  {"bottom"},
	"sectPr":     {"headerReference", "footerReference", "pgSz", "pgMar"},
	"r": {"rPr", "footnoteReference", "footnoteRef", "separator", "continuationSeparator", "drawing",
		"fldChar", "instrText", "t"},
	"docDefaults": {"rPrDefault", "pPrDefault"},
	"lvl":         {"start", "numFmt", "lvlText", "lvlJc", "pPr"},
	"abstractNum": {"multiLevelType", "lvl*"},
	"numbering":   {"abstractNum*", "num*"},
	"settings":    {"defaultTabStop", "characterSpacingControl"},

	// equations (22.1)
	"m:oMathPara": {"m:oMathParaPr", "m:oMath*"},
	"m:r":         {"m:rPr", "rPr", "m:t"},
	"m:f":         {"m:fPr", "m:num", "m:den"},
	"m:func":      {"m:funcPr", "m:fName", "m:e"},
	"m:d":         {"m:dPr", "m:e*"},
	"m:dPr":       {"m:begChr", "m:sepChr", "m:endChr"},

	// drawings and charts (20.4, 21.2)
	"wp:inline":    {"wp:extent", "wp:effectExtent", "wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"},
	"c:chartSpace": {"c:date1904", "c:lang", "c:roundedCorners", "c:chart", "c:spPr", "c:txPr", "c:externalData"},
	"c:chart":      {"c:title", "c:autoTitleDeleted", "c:plotArea", "c:legend", "c:plotVisOnly", "c:dispBlanksAs"},
	"c:plotArea":   {"c:layout", "c:barChart", "c:catAx", "c:valAx"},
	"c:barChart": {"c:barDir", "c:grouping", "c:varyColors", "c:ser*", "c:dLbls", "c:gapWidth", "c:overlap",
		"c:axId*"},
	"c:ser": {"c:idx", "c:order", "c:tx", "c:spPr", "c:invertIfNegative", "c:dPt*", "c:dLbls", "c:cat", "c:val"},
	"c:dLbls": {"c:dLbl*", "c:numFmt", "c:spPr", "c:txPr", "c:dLblPos", "c:showLegendKey", "c:showVal",
		"c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"},
	"c:dLbl":     {"c:idx", "c:delete"},
	"c:strRef":   {"c:f", "c:strCache"},
	"c:strCache": {"c:ptCount", "c:pt*"},
	"c:numRef":   {"c:f", "c:numCache"},
	"c:numCache": {"c:formatCode", "c:ptCount", "c:pt*"},
	"c:catAx": {"c:axId", "c:scaling", "c:delete", "c:axPos", "c:majorGridlines", "c:title", "c:numFmt",
		"c:majorTickMark", "c:minorTickMark", "c:tickLblPos", "c:spPr", "c:txPr", "c:crossAx", "c:crosses", "c:auto",
		"c:lblAlgn", "c:lblOffset", "c:noMultiLvlLbl"},
	"c:valAx": {"c:axId", "c:scaling", "c:delete", "c:axPos", "c:majorGridlines", "c:title", "c:numFmt",
		"c:majorTickMark", "c:minorTickMark", "c:tickLblPos", "c:spPr", "c:txPr", "c:crossAx", "c:crosses",
		"c:crossBetween", "c:majorUnit"},
	"c:scaling": {"c:logBase", "c:orientation", "c:max", "c:min"},
	"c:legend":  {"c:legendPos", "c:layout", "c:overlay", "c:spPr", "c:txPr"},
	"c:txPr":    {"a:bodyPr", "a:lstStyle", "a:p*"},
	"a:defRPr":  {"a:ln", "a:solidFill", "a:latin", "a:ea", "a:cs"},
}

// wordPrefix tells elements of one name apart by where they belong.
var wordPrefix = map[string]string{
	"http://schemas.openxmlformats.org/officeDocument/2006/math":             "m:",
	"http://schemas.openxmlformats.org/drawingml/2006/chart":                 "c:",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                  "a:",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp:",
}

// regexpAll lists what the first group of a pattern finds.
func regexpAll(pattern, text string) []string {
	var out []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// disorder reads a part and says where children do not stand in the order of
// the schema.
func disorder(data []byte) (faults []string, err error) {
	type open struct {
		name string
		at   int
	}
	var stack []open
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return faults, nil
		}
		if err != nil {
			return faults, err
		}
		switch x := token.(type) {
		case xml.StartElement:
			name := wordPrefix[x.Name.Space] + x.Name.Local
			if n := len(stack); n > 0 {
				p := &stack[n-1]
				order, known := wordOrder[p.name]
				i := slices.IndexFunc(order, func(s string) bool { return strings.TrimSuffix(s, "*") == name })
				switch {
				case !known:
				case i < 0:
					faults = append(faults, fmt.Sprintf("%s in %s", name, p.name))
				case i < p.at:
					faults = append(faults, fmt.Sprintf("%s comes too late in %s", name, p.name))
				case strings.HasSuffix(order[i], "*"):
					p.at = i
				default:
					p.at = i + 1
				}
			}
			stack = append(stack, open{name, 0})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}

// The check itself finds what Word would refuse.
func TestWordOrderIsChecked(t *testing.T) {
	for _, bad := range []string{`<pPr><jc/><pStyle/></pPr>`, `<pPr><jc/><jc/></pPr>`, `<tc><p/><tcPr/></tc>`,
		`<rPr><i/></rPr>`} {
		if faults, err := disorder([]byte(bad)); err != nil || len(faults) != 1 {
			t.Errorf("%s: %v %v", bad, faults, err)
		}
	}
	if faults, err := disorder([]byte(`<tc><tcPr/><p/><p/></tc>`)); err != nil || len(faults) > 0 {
		t.Errorf("%v %v", faults, err)
	}
}

func wordParts(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

// hostileWord has a wide table beside the narrow one, so that the paper turns.
func hostileWord() page.Page {
	p := pagetest.Page()
	wide := &page.Grid{}
	var row []string
	for i := range 9 {
		wide.Columns, row = append(wide.Columns, page.Head{Head: fmt.Sprintf("column %d", i), Wrap: i > 3}),
			append(row, strings.Repeat("很长的文字", 9))
	}
	wide.Rows = [][]page.Spans{page.Texts(row), page.Texts(row)}
	p.Doc.Sections = append(p.Doc.Sections, page.Section{Title: "三、wide", Blocks: []page.Block{{Table: wide}}},
		page.Section{Title: "四、end", Blocks: []page.Block{{Text: page.T("end")}}})
	return p
}

// Every part is well-formed and in order, is of a stated type, and leads only
// to parts that are there; written twice, the file is the same.
func TestWordParts(t *testing.T) {
	data, err := Write(hostileWord().Doc, hostileWord().Lang)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := Write(hostileWord().Doc, hostileWord().Lang); !bytes.Equal(data, again) {
		t.Error("written twice, it differs")
	}
	parts := wordParts(t, data)
	for name, part := range parts {
		if faults, err := disorder(part); err != nil || len(faults) > 0 {
			t.Errorf("%s: %v %v", name, faults, err)
		}
		if !strings.HasSuffix(name, ".rels") {
			if name != "[Content_Types].xml" && !bytes.Contains(parts["[Content_Types].xml"],
				[]byte(`PartName="/`+name+`"`)) {
				t.Errorf("%s has no type", name)
			}
			continue
		}
		var rels struct {
			Relationship []struct {
				ID     string `xml:"Id,attr"`
				Target string `xml:"Target,attr"`
			}
		}
		if err := xml.Unmarshal(part, &rels); err != nil {
			t.Fatal(err)
		}
		for _, r := range rels.Relationship {
			if target := path.Join(path.Dir(path.Dir(name)), r.Target); parts[target] == nil {
				t.Errorf("%s: %s leads to %s, which is not there", name, r.ID, target)
			}
		}
	}
}

// By hand: what a page says stands in the document, in its order, and nothing
// of it becomes an element; each style used is defined.
func TestWordText(t *testing.T) {
	data, err := Write(hostileWord().Doc, hostileWord().Lang)
	if err != nil {
		t.Fatal(err)
	}
	parts := wordParts(t, data)
	var text strings.Builder
	styles, ids := map[string]bool{}, map[string]int{}
	sections, landscape := 0, 0
	d := xml.NewDecoder(bytes.NewReader(parts["word/document.xml"]))
	for {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch x := token.(type) {
		case xml.CharData:
			text.Write(x)
		case xml.StartElement:
			for _, a := range x.Attr {
				switch {
				case a.Name.Local == "val" && strings.HasSuffix(x.Name.Local, "Style"):
					styles[a.Value] = true
				case x.Name.Local == "bookmarkStart" && a.Name.Local == "id":
					ids[a.Value]++
				case a.Name.Local == "orient" && a.Value == "landscape":
					landscape++
				}
			}
			if x.Name.Local == "sectPr" {
				sections++
			}
		}
	}
	shown := strings.NewReplacer("\u202e", "", "\x01", "").Replace(pagetest.Hostile)
	// title, verdict, fact 2, contents 2, heading and text of the lead, heading,
	// caption, head, cells 2, note, record 3, list, tree 2
	if n := strings.Count(text.String(), shown); n != 20 {
		t.Errorf("the text stands %d times, want 20", n)
	}
	if sections != 3 || landscape != 1 {
		t.Errorf("%d parts of pages, %d on their side; want 3 and 1", sections, landscape)
	}
	if !strings.Contains(text.String(), "表 2  wide") {
		t.Error("the second caption is not there")
	}
	for s := range styles {
		if !bytes.Contains(parts["word/styles.xml"], []byte(`w:styleId="`+s+`"`)) {
			t.Errorf("style %s is not defined", s)
		}
	}
	for id, n := range ids {
		if n != 1 {
			t.Errorf("bookmark %s %d times", id, n)
		}
	}
}

// By hand, on 1000: the least are 100 and 300, so 600 are left. By text 1:2 they
// would be 200 and 400; the second wants 200 only, so 200 + 200 are given, then
// the other 200 go to the first, which wants 900: 500 and 500. Where all have
// what they want, what is left goes by size: 200 and 300 on 1000 are 400 and
// 600. Where the least is too much, it is cut in proportion.
func TestWordWidths(t *testing.T) {
	for _, c := range []struct{ least, want, text, get []int }{
		{[]int{100, 300}, []int{900, 500}, []int{1, 2}, []int{500, 500}},
		{[]int{200, 300}, []int{200, 300}, []int{1, 1}, []int{400, 600}},
		{[]int{600, 1400}, []int{600, 1400}, []int{1, 1}, []int{300, 700}},
	} {
		if got := shareOut(c.least, c.want, c.text, 1000); !slices.Equal(got, c.get) {
			t.Errorf("%v: %v, want %v", c, got, c.get)
		}
	}
}

func FuzzWordText(f *testing.F) {
	f.Add(pagetest.Hostile)
	f.Add("\xff\ufffe\ud7ff﷐")
	f.Fuzz(func(t *testing.T, s string) {
		data, err := Write(page.Doc{Title: s,
			Sections: []page.Section{
				{Title: s, Blocks: []page.Block{{Text: page.T(s), Table: &page.Grid{Columns: []page.Head{{Head: s}},
					Rows: [][]page.Spans{page.Row(s)}}}}}}}, calc.EN)
		if err != nil {
			t.Fatal(err)
		}
		for name, part := range wordParts(t, data) {
			if faults, err := disorder(part); err != nil || len(faults) > 0 {
				t.Fatalf("%s: %v %v", name, faults, err)
			}
		}
	})
}
