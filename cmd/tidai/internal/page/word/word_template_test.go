package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
)

const firmTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordKind +
	`document.main+xml"/><Override PartName="/word/styles.xml" ContentType="` + wordKind +
	`styles+xml"/><Override PartName="/word/header1.xml" ContentType="` + wordKind +
	`header+xml"/><Override PartName="/word/footnotes.xml" ContentType="` + wordKind + `footnotes+xml"/></Types>`

// firmParts is a letterhead as Word writes one: default styles with ids of their own, a
// header, a footnote, a placeholder that is split over runs.
func firmParts() map[string]string {
	return map[string]string{
		"[Content_Types].xml": firmTypes,
		"_rels/.rels": wordRelations + `<Relationship Id="rId1" Type="` + wordTie +
			`officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": wordRelations + `<Relationship Id="rId1" Type="` + wordTie +
			`styles" Target="styles.xml"/><Relationship Id="rId2" Type="` + wordTie + `header" Target="header1.xml"/>` +
			`<Relationship Id="rId3" Type="` + wordTie + `footnotes" Target="footnotes.xml"/></Relationships>`,
		"word/styles.xml": `<w:styles ` + wordSpace +
			`><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>` +
			`<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/></w:style></w:styles>`,
		"word/header1.xml": `<w:hdr ` + wordSpace +
			`><w:p><w:r><w:t>示例咨询 {{tidai:project}}</w:t></w:r></w:p></w:hdr>`,
		"word/footnotes.xml": `<w:footnotes ` + wordSpace + `>` + footnoteSeparators +
			`<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r></w:p></w:footnote></w:footnotes>`,
		"word/document.xml": `<w:document ` + wordSpace +
			`><w:body><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{{tidai:pro</w:t></w:r><w:bookmarkStart w:id="7" w:name="firm"/><w:r><w:t>ject}} 专章 &amp; </w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>` +
			`<w:p><w:r><w:t>日期 {{tidai:date}}，{{tidai:date}}</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>` +
			`<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr><w:r><w:t> {{tidai:document}} </w:t></w:r></w:p>` +
			`<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>签章</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>尾 {{not ours}}</w:t></w:r></w:p>` +
			`<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"/></w:sectPr></w:body></w:document>`,
		"customXml/item1.xml": `<firm/>`,
	}
}

func firmFile(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// firmDoc has one of everything that needs parts of its own.
func firmDoc() page.Doc {
	g, h := page.Note{Key: "g", Text: "G = 1 g"}, page.Note{Key: "h", Text: "H = 2 g"}
	noted := func(text string, notes ...page.Note) page.Span {
		return page.Span{Text: text, Number: &page.Number{Notes: notes}}
	}
	return page.Doc{Title: "<标题>", Verdict: "结论：完整", Names: map[string]string{"project": "示例<甲>项目",
		"date": "2026-03-31"}, Foot: true,
		Lead: []page.Section{{Key: "text", Title: "方案",
			Blocks: []page.Block{{Text: page.Cat("合计 ", noted("5.0", g, h), " kg，又 ",
				noted("3.0", g), " kg，体积 7 m³")}}}},
		Sections: []page.Section{
			{Key: "permitted", Title: "一、许可",
				Blocks: []page.Block{{Table: &page.Grid{Columns: []page.Head{{Head: "量"}},
					Rows: [][]page.Spans{{{noted("9", h)}}}}},
					{Heading: "E 的计算",
						Math: []page.Math{{Op: "row", Parts: []page.Math{{Text: "E = "},
							{Op: "over", Parts: []page.Math{{Text: "a<b"}, {Text: "c"}}}}}}}}},
			{Key: "sources", Title: "二、来源", Blocks: []page.Block{{List: page.Texts([]string{"甲"})},
				{Balance: &page.Balance{Title: "图题", Desc: "说明", Assigned: "已落实", Short: "缺口",
					Rows: []page.BalanceRow{{Name: "铅", Assigned: "1.2", Short: "0"}, {Name: "铬", Assigned: "3",
						Short: "4"}}}}}},
		}}
}

// elements lists the elements of a part in order, with their attributes, text beside
// them; those that ours add are recognised by their styles, so that what is left must
// be the template's.
func elements(t *testing.T, data []byte) []string {
	t.Helper()
	var out []string
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%v in %s", err, data)
		}
		switch x := token.(type) {
		case xml.StartElement:
			s := "<" + x.Name.Local
			for _, a := range x.Attr {
				if a.Name.Space != "xmlns" {
					s += " " + a.Name.Local + "=" + a.Value
				}
			}
			out = append(out, s)
		case xml.EndElement:
			out = append(out, ">")
		case xml.CharData:
			out = append(out, "'"+string(x))
		}
	}
}

// By hand: the paragraph of {{tidai:document}} is gone and ours stand there, the
// other elements are those of the template, one by one, with only the texts of
// placeholders changed; its section break stays behind what was inserted.
func TestTemplateKeepsTheRest(t *testing.T) {
	parts := firmParts()
	data, findings := FillTemplate(firmFile(t, parts), "firm.docx", firmDoc(), calc.ZH)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	again, _ := FillTemplate(firmFile(t, parts), "firm.docx", firmDoc(), calc.ZH)
	if !bytes.Equal(data, again) {
		t.Error("filled twice, it differs")
	}
	got := wordParts(t, data)
	for name, text := range parts {
		switch name {
		case mainPart, typesPart, tiesPart, stylePart, notesPart, "word/header1.xml":
		default:
			if string(got[name]) != text {
				t.Errorf("%s changed: %s", name, got[name])
			}
		}
	}
	// Where parts grow, everything they had is there, at their beginning.
	for _, name := range []string{typesPart, tiesPart, stylePart, notesPart} {
		had, has := elements(t, []byte(parts[name])), elements(t, got[name])
		if n := len(had) - 1; len(has) <= len(had) || !slices.Equal(has[:n], had[:n]) {
			t.Errorf("%s does not begin with what it had", name)
		}
	}
	if h := elements(t, got["word/header1.xml"]); !slices.Contains(h, "'示例咨询 示例<甲>项目") {
		t.Errorf("header %q", h)
	}
	before, after, _ := strings.Cut(parts[mainPart], `<w:p><w:pPr><w:sectPr>`)
	_, after, _ = strings.Cut(after, `</w:p>`)
	before = strings.NewReplacer(`{{tidai:pro</w:t>`, `示例&lt;甲&gt;项目</w:t>`, `ject}} 专章 &amp; `, ` 专章 &amp; `,
		`{{tidai:date}}`, `2026-03-31`).Replace(before)
	want, has := elements(t, []byte(before+`</w:body></w:document>`)), elements(t, got[mainPart])
	if n := len(want) - 2; !slices.Equal(has[:n], want[:n]) {
		t.Errorf("head\n%q\nwant\n%q", has[:n], want[:n])
	}
	tail := elements(t,
		[]byte(`<w:document `+wordSpace+`><w:body><w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>`+after))[2:]
	if n := len(has) - len(tail); n < 0 || !slices.Equal(has[n:], tail) {
		t.Errorf("tail\n%q\nwant\n%q", has[max(n, 0):], tail)
	}
}

// What was added is in order, well-formed, defined and numbered apart from what the
// template has.
func TestTemplateParts(t *testing.T) {
	data, findings := FillTemplate(firmFile(t, firmParts()), "firm.docx", firmDoc(), calc.ZH)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	got := wordParts(t, data)
	for name, part := range got {
		if !strings.HasSuffix(name, ".xml") || strings.HasPrefix(name, "customXml") || name == typesPart {
			continue
		}
		if faults, err := disorder(part); err != nil || len(faults) > 0 && name != mainPart {
			t.Errorf("%s: %v %v", name, faults, err)
		}
		if !bytes.Contains(got[typesPart], []byte(`PartName="/`+name+`"`)) {
			t.Errorf("%s has no type", name)
		}
	}
	main, styles := string(got[mainPart]), string(got[stylePart])
	for _, m := range regexpAll(`w:(?:pStyle|rStyle|tblStyle) w:val="([^"]*)"`, main+string(got[notesPart])) {
		if !strings.Contains(styles, `w:styleId="`+m+`"`) {
			t.Errorf("style %s is not defined", m)
		}
	}
	if !strings.Contains(main, `<w:pStyle w:val="1"/>`) || strings.Contains(main, "TidaiHeading1") ||
		strings.Contains(styles, `"Normal"/><w:qFormat/></w:style><w:style w:type="paragraph" w:styleId="TidaiNormal`) {
		t.Error("headings are not the template's own")
	}
	if strings.Contains(styles, "numPr") || !strings.Contains(main, "• 甲") {
		t.Error("lists use a numbering that the template does not have")
	}
	ids := regexpAll(`<w:footnote w:id="(\d+)"`, string(got[notesPart]))
	if !slices.Equal(ids, []string{"1", "2", "3"}) {
		t.Errorf("footnotes %q, want the template's and two more", ids)
	}
	if refs := regexpAll(`<w:footnoteReference w:id="(\d+)"`, main); !slices.Equal(refs, []string{"1", "2", "3"}) {
		t.Errorf("references %q", refs)
	}
	marks := regexpAll(`<w:bookmarkStart w:id="(\d+)"`, main)
	if slices.Sort(marks); len(slices.Compact(slices.Clone(marks))) != len(marks) {
		t.Errorf("bookmarks %q", marks)
	}
	if !strings.Contains(main, `xmlns:m=`) || !strings.Contains(main, "7 m³") || !strings.Contains(main, "a&lt;b") {
		t.Error("equation or text is not there")
	}
}

// Without a template: footnotes, equations and the chart are in order, typed and
// tied; a mark met again refers to its footnote, a power stays text.
func TestWordExtras(t *testing.T) {
	data, err := Write(firmDoc(), calc.ZH)
	if err != nil {
		t.Fatal(err)
	}
	parts := wordParts(t, data)
	for _, name := range []string{mainPart, notesPart, "word/charts/tidai1.xml", stylePart} {
		if faults, err := disorder(parts[name]); err != nil || len(faults) > 0 || parts[name] == nil {
			t.Errorf("%s: %v %v", name, faults, err)
		}
		if !bytes.Contains(parts[typesPart], []byte(`PartName="/`+name+`"`)) {
			t.Errorf("%s has no type", name)
		}
	}
	main := string(parts[mainPart])
	for _, id := range append(regexpAll(`<c:chart [^>]*r:id="([^"]*)"`, main), "rIdTidaiNotes") {
		if !bytes.Contains(parts[tiesPart], []byte(`Id="`+id+`"`)) {
			t.Errorf("%s leads nowhere", id)
		}
	}
	// ¹⁻² is two new footnotes, ¹ and ² later refer to them.
	if refs := regexpAll(`<w:footnoteReference w:id="(\d+)"`, main); !slices.Equal(refs, []string{"1", "2"}) {
		t.Errorf("footnotes %q", refs)
	}
	if refs := regexpAll(` NOTEREF (_TidaiNote\d)`, main); !slices.Equal(refs, []string{"_TidaiNote1", "_TidaiNote2"}) {
		t.Errorf("references %q", refs)
	}
	if !strings.Contains(string(parts[notesPart]), "G = 1 g") || !strings.Contains(main, "7 m³") {
		t.Error("notes or text are not there")
	}
	chart := string(parts["word/charts/tidai1.xml"])
	if got := regexpAll(`<c:v>([^<]*)</c:v>`, chart); !slices.Equal(got, []string{"已落实", "铅", "铬", "1.2", "3",
		"缺口", "铅", "铬", "0", "4"}) {
		t.Errorf("chart %q", got)
	}
}

func TestTemplateFaults(t *testing.T) {
	with := func(name, old, fresh string) []byte {
		p := firmParts()
		if !strings.Contains(p[name], old) {
			t.Fatalf("%s has no %q", name, old)
		}
		p[name] = strings.Replace(p[name], old, fresh, 1)
		return firmFile(t, p)
	}
	none := firmParts()
	none[mainPart] = placeholder.ReplaceAllString(strings.ReplaceAll(none[mainPart], "{{tidai:pro</w:t></w:r>",
		"</w:t></w:r>"), "")
	none[mainPart] = strings.ReplaceAll(none[mainPart], "ject}}", "")
	none["word/header1.xml"] = placeholder.ReplaceAllString(none["word/header1.xml"], "")
	missing := firmParts()
	delete(missing, stylePart)
	for name, c := range map[string]struct {
		file []byte
		want []string
	}{
		"no zip":         {[]byte("PK no"), []string{"no .docx file"}},
		"styles missing": {firmFile(t, missing), []string{"word/styles.xml: this part is missing"}},
		"macros": {with(typesPart, wordKind+"document.main+xml",
			"application/vnd.ms-word.document.macroEnabled.main+xml"), []string{"macros"}},
		"no placeholder": {firmFile(t, none), []string{"it has no placeholder"}},
		"unknown, twice": {with(mainPart, "{{tidai:date}}，{{tidai:date}}", "{{tidai:datum}}{{tidai:x}}"),
			[]string{`paragraph 2: there is no placeholder "datum"`, `paragraph 2: there is no placeholder "x"`}},
		"not complete": {with(mainPart, "{{tidai:date}}，", "{{tidai:date，"),
			[]string{"paragraph 2: a placeholder is not complete"}},
		"not alone": {with(mainPart, " {{tidai:document}} ", "见 {{tidai:document}}"),
			[]string{"paragraph 3: {{tidai:document}} needs a paragraph of its own"}},
		"in a table": {with(mainPart, "签章", "{{tidai:permitted}}"),
			[]string{"paragraph 4: {{tidai:permitted}} stands in the body only"}},
		"in a header": {with("word/header1.xml", "{{tidai:project}}", "{{tidai:document}}"),
			[]string{"word/header1.xml, paragraph 1"}},
		"broken XML": {with(mainPart, "</w:body>", ""), []string{"no well-formed XML"}},
		"strict": {
			with(mainPart, `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`,
				`xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"`), []string{"strict"}},
		"one part named twice": {firmFile(t, map[string]string{}), []string{"word/document.xml: this part is missing"}},
	} {
		data, findings := FillTemplate(c.file, "firm.docx", firmDoc(), calc.EN)
		if data != nil {
			t.Errorf("%s: a file was written", name)
		}
		for _, want := range c.want {
			if !slices.ContainsFunc(findings, func(f calc.Finding) bool {
				return strings.Contains(f.Message.EN, want) && f.Code == CodeTemplate && f.Remedy.EN != ""
			}) {
				t.Errorf("%s: %v, want %q", name, findings, want)
			}
		}
	}
}

// A section by its key, and one that the document does not have.
func TestTemplateSections(t *testing.T) {
	p := firmParts()
	p[mainPart] = strings.Replace(p[mainPart], " {{tidai:document}} ", "{{tidai:permitted}}", 1)
	p[mainPart] = strings.Replace(p[mainPart], "尾 {{not ours}}", "{{tidai:missing}}", 1)
	data, findings := FillTemplate(firmFile(t, p), "firm.docx", firmDoc(), calc.ZH)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	main := string(wordParts(t, data)[mainPart])
	if !strings.Contains(main, "一、许可") || strings.Contains(main, "二、来源") || !strings.Contains(main, "（无）") {
		t.Error(main)
	}
}

func FuzzTemplate(f *testing.F) {
	f.Add([]byte(firmParts()[mainPart]), []byte(firmParts()[stylePart]))
	f.Add([]byte(
		`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{{tidai:document}}</w:t></w:r></w:p></w:body></w:document>`), []byte(`<w:styles></w:styles>`))
	f.Fuzz(func(t *testing.T, main, styles []byte) {
		p := firmParts()
		p[mainPart], p[stylePart] = string(main), string(styles)
		data, findings := FillTemplate(firmFile(t, p), "firm.docx", firmDoc(), calc.EN)
		if (data == nil) == (len(findings) == 0) {
			t.Fatalf("%d bytes, %v", len(data), findings)
		}
		if data == nil {
			return
		}
		// What was well-formed stays so.
		if wellFormed(main) {
			if part := wordParts(t, data)[mainPart]; !wellFormed(part) {
				t.Fatalf("%s became %s", main, part)
			}
		}
	})
}

// wellFormed reports whether a part is well-formed.
func wellFormed(data []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}
