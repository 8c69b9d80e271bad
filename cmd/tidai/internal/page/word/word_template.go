package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
)

// Code of what keeps a firm's template from being filled.
const CodeTemplate = "TD-TPL-001" // a template cannot be filled

// Limits of a template: what is larger is no letterhead.
const (
	MaxTemplate      = 64 << 20  // bytes of the file
	maxTemplatePart  = 64 << 20  // bytes of a part when unpacked
	maxTemplateParts = 2000      // parts
	maxTemplateAll   = 256 << 20 // bytes of all parts when unpacked
)

// FillTemplate puts a document into a firm's own Word file: where a paragraph of the
// body is nothing but {{tidai:document}} or a section such as {{tidai:permitted}}, the
// text, tables, equations and chart stand in its place; {{tidai:project}} and its
// likes are replaced inside a line, in headers and footers too. Everything else
// stays as it is, element for element. Our styles are added under names of their own;
// headings take the template's. All that is wrong is reported at once, and then
// nothing is written.
func FillTemplate(firm []byte, name string, d page.Doc, lang calc.Lang) ([]byte, []calc.Finding) {
	t := &firmTemplate{name: name, doc: d, lang: lang, parts: map[string][]byte{}, order: nil}
	if t.read(firm) {
		t.fill()
	}
	if len(t.findings) > 0 {
		return nil, t.findings
	}
	data, err := t.zip()
	if err != nil {
		t.fault("", 0, calc.ErrorText(err), calc.Text{})
	}
	return data, t.findings
}

type firmTemplate struct {
	name     string
	doc      page.Doc
	lang     calc.Lang
	order    []string
	parts    map[string][]byte
	findings []calc.Finding
	used     int // placeholders found
	w        *wordWriter
}

// fault reports what is wrong with a paragraph of a part; 0: with the part.
func (t *firmTemplate) fault(part string, paragraph int, message, remedy calc.Text) {
	at := part
	place := calc.Text{ZH: at, EN: at}
	switch {
	case paragraph > 0:
		place = calc.Textf("%s 第 %d 段：", "%s, paragraph %d: ", part, paragraph)
	case part != "":
		place = calc.Textf("%s：", "%s: ", part)
	}
	if remedy == (calc.Text{}) {
		remedy = calc.Text{ZH: "用 Word 另存为 .docx 再试", EN: "save it as .docx in Word, and try again"}
	}
	t.findings = append(t.findings, calc.Finding{Stage: calc.StageTemplate, Code: CodeTemplate, Severity: calc.Error,
		At: calc.Position{File: t.name}, Subject: "template",
		Message: calc.Textf("%s%s", "%s%s", place, message), Remedy: remedy})
}

const (
	mainPart  = "word/document.xml"
	typesPart = "[Content_Types].xml"
	tiesPart  = "word/_rels/document.xml.rels"
	stylePart = "word/styles.xml"
	notesPart = "word/footnotes.xml"
)

func (t *firmTemplate) read(firm []byte) bool {
	no := calc.Text{ZH: "不是 Word 的 .docx 文件，或已损坏", EN: "no .docx file of Word, or damaged"}
	z, err := zip.NewReader(bytes.NewReader(firm), int64(len(firm)))
	if err != nil {
		t.fault("", 0, no, calc.Text{})
		return false
	}
	if len(z.File) > maxTemplateParts {
		t.fault("", 0, calc.Textf("多于 %d 个部件", "more than %d parts", maxTemplateParts), calc.Text{})
		return false
	}
	all := 0
	for _, f := range z.File {
		data, err := unpackPart(f)
		if all += len(data); err == nil && all > maxTemplateAll {
			err = errPartSize
		}
		if err != nil || t.parts[f.Name] != nil {
			t.fault(f.Name, 0, no, calc.Text{})
			return false
		}
		t.parts[f.Name] = data
		t.order = append(t.order, f.Name)
	}
	for _, name := range []string{mainPart, typesPart, tiesPart, stylePart} {
		if t.parts[name] == nil {
			t.fault(name, 0, calc.Text{ZH: "没有这个部件", EN: "this part is missing"}, calc.Text{})
		}
	}
	types := string(t.parts[typesPart])
	switch {
	case len(t.findings) > 0:
	case !strings.Contains(types, wordKind+"document.main+xml"):
		t.fault("", 0, calc.Text{ZH: "是模板（.dotx）或含宏（.docm）的文件",
			EN: "a template of Word (.dotx), or a file with macros (.docm)"}, calc.Text{})
	case !strings.Contains(types, "</Types>") || !bytes.Contains(t.parts[tiesPart], []byte("</Relationships>")) ||
		!bytes.Contains(t.parts[stylePart], []byte("</w:styles>")):
		t.fault("", 0, calc.Text{ZH: "部件不是 Word 所写的形式", EN: "its parts are not as Word writes them"},
			calc.Text{})
	}
	return len(t.findings) == 0
}

var errPartSize = errors.New("a part is too large")

func unpackPart(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxTemplatePart+1))
	if err == nil && len(data) > maxTemplatePart {
		err = errPartSize
	}
	return data, err
}

// placeholder is what a template writes where something is to stand.
var placeholder = regexp.MustCompile(`\{\{tidai:([^{}]*)\}\}`)

func (t *firmTemplate) fill() {
	t.w = &wordWriter{lang: t.lang, notes: page.FootnotesOf(slices.Concat(t.doc.Lead, t.doc.Sections)...),
		foot: t.doc.Foot, own: "Tidai", styles: t.chooseStyles(),
		firstNote: 1 + highest(t.parts[notesPart], noteNumber), bookmark: highest(t.parts[mainPart], bookmarkNumber),
		drawing: highest(t.parts[mainPart], drawingNumber)}
	for _, name := range t.order {
		if name == mainPart || strings.HasPrefix(name, "word/header") && strings.HasSuffix(name, ".xml") ||
			strings.HasPrefix(name, "word/footer") && strings.HasSuffix(name, ".xml") {
			t.fillPart(name)
		}
	}
	if t.used == 0 && len(t.findings) == 0 {
		t.fault("", 0, calc.Text{ZH: "没有占位符", EN: "it has no placeholder"},
			calc.Text{ZH: "在一个空段落中写 {{tidai:document}}",
				EN: "write {{tidai:document}} in a paragraph of its own"})
	}
	if len(t.findings) == 0 {
		t.addParts()
	}
}

var (
	noteNumber     = regexp.MustCompile(`<w:footnote [^>]*w:id="(-?\d+)"`)
	bookmarkNumber = regexp.MustCompile(`<w:bookmarkStart [^>]*w:id="(\d+)"`)
	drawingNumber  = regexp.MustCompile(`<wp:docPr [^>]*id="(\d+)"`)
	pageSize       = regexp.MustCompile(`<w:pgSz [^>]*w:w="(\d+)"`)
	pageLeft       = regexp.MustCompile(`<w:pgMar [^>]*w:left="(\d+)"`)
	pageRight      = regexp.MustCompile(`<w:pgMar [^>]*w:right="(\d+)"`)
)

// highest is the greatest number that a pattern finds, at least 0.
func highest(data []byte, pattern *regexp.Regexp) int {
	most := 0
	for _, m := range pattern.FindAllSubmatch(data, -1) {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n < 1<<30 {
			most = max(most, n)
		}
	}
	return most
}

var styleEntry = regexp.MustCompile(`<w:style [^>]*w:styleId="([^"]*)"[^>]*>(?:\s*<w:name w:val="([^"]*)"/>)?`)

// chooseStyles maps our styles to those of the template: its own headings and
// defaults, so that its contents and fonts hold, and else ours under new names.
func (t *firmTemplate) chooseStyles() map[string]string {
	byName, defaults := map[string]string{}, map[string]string{}
	for _, m := range styleEntry.FindAllStringSubmatch(string(t.parts[stylePart]), -1) {
		byName[strings.ToLower(m[2])] = m[1]
		if strings.Contains(m[0], `w:default="1"`) {
			for _, kind := range []string{"paragraph", "table"} {
				if strings.Contains(m[0], `w:type="`+kind+`"`) {
					defaults[kind] = m[1]
				}
			}
		}
	}
	out := map[string]string{}
	for _, m := range styleEntry.FindAllStringSubmatch(wordStyles, -1) {
		out[m[1]] = "Tidai" + m[1]
	}
	for id, name := range map[string]string{"Heading1": "heading 1", "Heading2": "heading 2",
		"FootnoteText": "footnote text", "FootnoteReference": "footnote reference"} {
		if own, ok := byName[name]; ok {
			out[id] = own
		}
	}
	if own, ok := defaults["paragraph"]; ok {
		out["Normal"] = own
	}
	if own, ok := defaults["table"]; ok {
		out["TableNormal"] = own
	}
	return out
}

// paragraph is one of a part: where it stands, and where its text does.
type paragraph struct {
	number     int
	start, end int
	top        bool     // straight in the body
	texts      []span   // what is inside of w:t, in order
	section    span     // its w:sectPr, if it ends a section
	parts      []string // texts decoded, beside texts
}

type span struct{ from, to int }

// paragraphs finds the paragraphs of a part, the innermost ones first where they
// are nested.
func paragraphs(data []byte) ([]*paragraph, error) {
	var out, open []*paragraph
	var path []string
	d := xml.NewDecoder(bytes.NewReader(data))
	var from int
	inText, n := false, 0
	for {
		before := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch x := token.(type) {
		case xml.StartElement:
			name := x.Name.Local
			if !strings.Contains(x.Name.Space, "wordprocessingml") {
				name = "other"
			}
			switch {
			case name == "p":
				n++
				open = append(open, &paragraph{number: n, start: before, top: len(path) > 0 &&
					path[len(path)-1] == "body"})
			case name == "t" && len(open) > 0:
				from, inText = int(d.InputOffset()), true
				p := open[len(open)-1]
				p.parts = append(p.parts, "")
			case name == "sectPr" && len(open) > 0:
				open[len(open)-1].section.from = before
			}
			path = append(path, name)
		case xml.CharData:
			if inText {
				p := open[len(open)-1]
				p.parts[len(p.parts)-1] += string(x)
			}
		case xml.EndElement:
			name := path[len(path)-1]
			path = path[:len(path)-1]
			if len(open) == 0 {
				continue
			}
			p := open[len(open)-1]
			switch name {
			case "p":
				p.end = int(d.InputOffset())
				out, open = append(out, p), open[:len(open)-1]
			case "t":
				p.texts, inText = append(p.texts, span{from, before}), false
			case "sectPr":
				p.section.to = int(d.InputOffset())
			}
		}
	}
}

// change is a piece of a part that is written anew.
type change struct {
	span
	text string
}

func (t *firmTemplate) fillPart(name string) {
	data := t.parts[name]
	list, err := paragraphs(data)
	if err != nil {
		t.fault(name, 0, calc.Textf("不是完好的 XML：%s", "no well-formed XML: %s", err.Error()), calc.Text{})
		return
	}
	slices.SortStableFunc(list, func(a, b *paragraph) int { return a.start - b.start })
	var changes []change
	blocks := false
	for _, p := range list {
		text := strings.Join(p.parts, "")
		found := placeholder.FindAllStringSubmatchIndex(text, -1)
		if strings.Count(text, "{{tidai") != len(found) {
			t.fault(name, p.number, calc.Textf("占位符没有写完：%s", "a placeholder is not complete: %s",
				page.Shorten(text, 60)), calc.Text{ZH: "写成 {{tidai:名称}}", EN: "write {{tidai:name}}"})
			continue
		}
		for _, m := range found {
			t.used++
			key := text[m[2]:m[3]]
			_, inline := t.value(key)
			switch {
			case inline:
			case !t.isBlock(key):
				t.fault(name, p.number, calc.Textf("没有名为 %q 的占位符", "there is no placeholder %q", key),
					t.known())
			case name != mainPart || !p.top:
				t.fault(name, p.number, calc.Textf("{{tidai:%s}} 只能放在正文中，不能在表格、文本框、页眉或页脚内",
					"{{tidai:%s}} stands in the body only, not in tables, text boxes, headers or footers", key),
					calc.Text{ZH: "移到正文的一个空段落", EN: "move it to a paragraph of the body"})
			case strings.TrimSpace(text) != text[m[0]:m[1]]:
				t.fault(name, p.number, calc.Textf("{{tidai:%s}} 须独占一段",
					"{{tidai:%s}} needs a paragraph of its own", key), calc.Text{ZH: "把其他文字移到另一段",
					EN: "move the other text to another paragraph"})
			default:
				blocks = true
				more := t.block(key, sectionAt(data, p))
				if p.section.to > 0 {
					more += `<w:p><w:pPr>` + string(data[p.section.from:p.section.to]) + `</w:pPr></w:p>`
				}
				changes = append(changes, change{span{p.start, p.end}, more})
			}
		}
		if len(found) > 0 {
			changes = append(changes, t.inline(p, text, found)...)
		}
	}
	if len(t.findings) > 0 || len(changes) == 0 {
		return
	}
	if blocks {
		root, ok := t.declare(data)
		if !ok {
			return
		}
		changes = append(changes, root...)
	}
	t.parts[name] = rewrite(data, changes)
}

// rewrite makes the changes, which do not overlap.
func rewrite(data []byte, changes []change) []byte {
	slices.SortFunc(changes, func(a, b change) int { return a.from - b.from })
	var out bytes.Buffer
	at := 0
	for _, c := range changes {
		out.Write(data[at:c.from])
		out.WriteString(c.text)
		at = c.to
	}
	out.Write(data[at:])
	return out.Bytes()
}

// value is what an inline placeholder stands for.
func (t *firmTemplate) value(key string) (string, bool) {
	switch key {
	case "title":
		return t.doc.Title, true
	case "verdict":
		return t.doc.Verdict, true
	}
	v, ok := t.doc.Names[key]
	return v, ok
}

// inline writes the texts of a paragraph with values in the place of inline
// placeholders; Word may have split one over several runs: its value goes to the
// first of them.
func (t *firmTemplate) inline(p *paragraph, text string, found [][]int) []change {
	fresh := slices.Clone(p.parts)
	changed := map[int]bool{}
	for _, m := range slices.Backward(found) { // the last first, so that places stay true
		value, ok := t.value(text[m[2]:m[3]])
		if !ok {
			continue
		}
		at, first := 0, true
		for i, part := range p.parts {
			from, to := max(m[0]-at, 0), min(m[1]-at, len(part))
			at += len(part)
			if from >= len(part) || to <= 0 {
				continue
			}
			middle := ""
			if first {
				middle, first = page.Clean(value), false
			}
			fresh[i] = fresh[i][:from] + middle + fresh[i][to:]
			changed[i] = true
		}
	}
	var out []change
	for i := range p.texts {
		if changed[i] {
			out = append(out, change{p.texts[i], xmlText(fresh[i])})
		}
	}
	return out
}

const wholeDocument = "document"

func (t *firmTemplate) isBlock(key string) bool {
	return key == wholeDocument || key != "" && slices.ContainsFunc(slices.Concat(t.doc.Lead, t.doc.Sections),
		func(s page.Section) bool { return s.Key == key }) || slices.Contains(sectionKeys, key)
}

// sectionKeys are the sections of the chapter; one that a dossier has nothing for
// leaves its place empty.
var sectionKeys = []string{"text", "instruments", "methods", "permitted", "demand", "sources", "missing", "refused",
	"obligations", "findings", "sheets", "doubts"}

// known lists the placeholders.
func (t *firmTemplate) known() calc.Text {
	names := append([]string{"title", "verdict"}, slices.Sorted(maps.Keys(t.doc.Names))...)
	list := strings.Join(append(append(names, wholeDocument), sectionKeys...), ", ")
	return calc.Textf("可用：%s", "one of: %s", list)
}

var (
	anySection = regexp.MustCompile(`(?s)<w:sectPr[ >].*?</w:sectPr>`)
	anyPaper   = regexp.MustCompile(`<w:pgSz [^>]*/>`)
	paperHigh  = regexp.MustCompile(`<w:pgSz [^>]*w:h="(\d+)"`)
)

// sectionAt is the setup of the pages on which a paragraph stands: the one that
// ends their section.
func sectionAt(data []byte, p *paragraph) string {
	if p.section.to > 0 {
		return string(data[p.section.from:p.section.to])
	}
	return string(anySection.Find(data[p.end:]))
}

// number is what a pattern finds in a setup of pages, or what it is otherwise.
func numberIn(section string, p *regexp.Regexp, otherwise int) int {
	if m := p.FindStringSubmatch(section); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil && n < 100_000 {
			return n
		}
	}
	return otherwise
}

// layPages takes over the template's pages: their width, and the setup of its
// sections, as it stands and turned to the side for wide tables.
func (w *wordWriter) layPages(section string) {
	if section == "" {
		section = fmt.Sprintf(`<w:sectPr><w:pgSz w:w="%d" w:h="%d"/></w:sectPr>`, wordWidth, wordHeight)
	}
	wide, high := numberIn(section, pageSize, wordWidth), numberIn(section, paperHigh, wordHeight)
	margins := numberIn(section, pageLeft, wordMargin) + numberIn(section, pageRight, wordMargin)
	if !anyPaper.MatchString(section) {
		section = strings.Replace(section, "</w:sectPr>", fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/></w:sectPr>`, wide,
			high), 1)
	}
	w.paper[0], w.setup[0] = max(wide-margins, 2000), section
	w.paper[1], w.setup[1] = max(high-margins, 2000), anyPaper.ReplaceAllString(section,
		fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, high, wide))
	if wide >= high { // it lies on its side already
		w.paper[1], w.setup[1] = w.paper[0], w.setup[0]
	}
}

// block writes the whole document, or one of its sections.
func (t *firmTemplate) block(key, section string) string {
	w := t.w
	w.Reset()
	w.layPages(section)
	if key == wholeDocument {
		if t.doc.Verdict != "" {
			w.text("Verdict", t.doc.Verdict)
		}
		w.fields(t.doc.Facts)
	}
	sections := slices.Concat(t.doc.Lead, t.doc.Sections)
	n := 0
	wide := w.turned(sections)
	if key != wholeDocument {
		for i, s := range sections {
			wide[i] = w.isWide(s)
		}
	}
	for i, s := range sections {
		if key != wholeDocument && s.Key != key {
			continue
		}
		if wide := wide[i]; wide != w.wide && w.setup[0] != w.setup[1] {
			w.breakSection()
			w.wide = wide
		}
		w.section(i, s, i > 0 && i < len(t.doc.Lead))
		n++
	}
	if w.wide {
		w.breakSection()
		w.wide = false
	}
	if n == 0 && key != wholeDocument {
		w.text("BodyText", w.in("（无）", "(none)"))
	}
	w.bookmark += len(sections)
	return w.String()
}

// declare adds the names that our elements need to the root element.
func (t *firmTemplate) declare(data []byte) ([]change, bool) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.RawToken()
		if err != nil {
			return nil, false
		}
		x, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		has := map[string]string{}
		for _, a := range x.Attr {
			if a.Name.Space == "xmlns" {
				has[a.Name.Local] = a.Value
			}
		}
		more := ""
		for _, declared := range strings.Fields(wordSpace + " " + mathSpace) {
			prefix, uri, _ := strings.Cut(strings.TrimPrefix(declared, "xmlns:"), "=")
			switch uri = strings.Trim(uri, `"`); has[prefix] {
			case uri:
			case "":
				more += " " + declared
			default:
				t.fault(mainPart, 0, calc.Text{ZH: "是严格 Open XML（Strict）格式",
					EN: "it is in the strict form of Open XML"}, calc.Text{ZH: "用 Word 另存为普通的 .docx",
					EN: "save it as an ordinary .docx in Word"})
				return nil, false
			}
		}
		if more == "" {
			return nil, true
		}
		at := int(d.InputOffset()) - 1 // before the >
		return []change{{span{at, at}, more}}, true
	}
}

// addParts adds what the text written needs: styles, footnotes, charts.
func (t *firmTemplate) addParts() {
	t.insert(stylePart, "</w:styles>", t.ownStyles())
	for _, x := range t.w.more() {
		name := "word/" + x.target
		if name == notesPart && t.parts[name] != nil {
			t.insert(notesPart, "</w:footnotes>", t.w.footnotesOf())
			continue
		}
		t.parts[name] = []byte(xml.Header + x.text)
		t.order = append(t.order, name)
		t.insert(typesPart, "</Types>", x.override())
		t.insert(tiesPart, "</Relationships>", x.relation())
	}
}

func (t *firmTemplate) insert(part, end, more string) {
	data := t.parts[part]
	i := bytes.LastIndex(data, []byte(end))
	if i < 0 {
		t.fault(part, 0, calc.Text{ZH: "部件不是 Word 所写的形式", EN: "the part is not as Word writes it"},
			calc.Text{})
		return
	}
	t.parts[part] = slices.Concat(data[:i], []byte(more), data[i:])
}

var (
	styleElement = regexp.MustCompile(`(?s)<w:style .*?</w:style>`)
	styleNumbers = regexp.MustCompile(`<w:numPr>.*?</w:numPr>`)
	styleLinks   = regexp.MustCompile(`(w:styleId|<w:basedOn w:val|<w:next w:val)="([^"]*)"`)
	styleName    = regexp.MustCompile(`<w:name w:val="([^"]*)"/>`)
)

// ownStyles are our styles that the template has no use of its own for, under their
// new names.
func (t *firmTemplate) ownStyles() string {
	have := map[string]bool{}
	for _, m := range styleEntry.FindAllSubmatch(t.parts[stylePart], -1) {
		have[string(m[1])] = true
	}
	var out strings.Builder
	for _, s := range styleElement.FindAllString(stylesIn(t.lang), -1) {
		id := styleEntry.FindStringSubmatch(s)[1]
		if have[t.w.style(id)] {
			continue
		}
		s = strings.Replace(styleNumbers.ReplaceAllString(s, ""), ` w:default="1"`, "", 1)
		s = styleLinks.ReplaceAllStringFunc(s, func(m string) string {
			p := styleLinks.FindStringSubmatch(m)
			return p[1] + `="` + t.w.style(p[2]) + `"`
		})
		out.WriteString(styleName.ReplaceAllString(s, `<w:name w:val="Tidai $1"/>`))
	}
	return out.String()
}

func (t *firmTemplate) zip() ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range t.order {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate}) // no time: the same bytes each day
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(t.parts[name]); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	err := z.Close()
	return b.Bytes(), err
}
