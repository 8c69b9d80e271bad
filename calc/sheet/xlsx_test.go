package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

const (
	topRels  = `<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookRels = `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="r2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/>` +
		`<Relationship Id="r3" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/>` +
		`<Relationship Id="r4" Type="http://x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r5" Type="http://x/styles" Target="styles.xml"/></Relationships>`
	bookXML = `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="y"><workbookPr/><sheets><sheet name="图" r:id="r3"/>` +
		`<sheet name="A&amp;B" sheetId="7" r:id="r1"/><sheet name="二" state="hidden" r:id="r2"/></sheets></workbook>`
	styleXML = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
		`<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs></styleSheet>`
	stringXML = `<sst count="9"><si><t>铅&lt;&#26085;&#x6708;</t></si><si><r><rPr><b/></rPr><t>总</t></r><r><t xml:space="preserve"> 汞 </t></r><rPh><t>no</t></rPh></si>` +
		`<si><t>  trimmed
</t></si><si><t>a_x000D_b_x005F_x0041_</t></si><si/><si><t><![CDATA[<&>]]></t></si></sst>`
)

// pack makes an XLSX whose first sheet is the given one; parts replaces parts.
func pack(t testing.TB, sheet string, parts map[string]string) []byte {
	all := map[string]string{"_rels/.rels": topRels, "xl/_rels/workbook.xml.rels": bookRels, "xl/workbook.xml": bookXML,
		"xl/styles.xml":        styleXML,
		"xl/sharedStrings.xml": stringXML, "xl/worksheets/sheet1.xml": sheet,
		"xl/worksheets/sheet2.xml": inSheet(`<row><c><v>2</v></c></row>`)}
	for name, text := range parts {
		all[name] = text
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range all {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func inSheet(rows string) string { return `<worksheet><sheetData>` + rows + `</sheetData></worksheet>` }

// kinds writes the rows of a sheet as "row: Kind text, ...".
func kinds(data []byte, o Options) (string, Dialect, error) {
	var out []string
	d, err := Rows(bytes.NewReader(data), int64(len(data)), o, func(r *Row) error {
		var cells []string
		for i, c := range r.Cells {
			if c.Col != i+1 {
				return fmt.Errorf("cell %d has column %d", i, c.Col)
			}
			mark := ""
			if c.Formula {
				mark = "="
			}
			if c.Merged {
				mark += "+"
			}
			cells = append(cells, fmt.Sprintf("%c%s%s", "ETNDB#"[c.Kind], mark, c.Text))
		}
		out = append(out, fmt.Sprintf("%d: %s", r.Number, strings.Join(cells, "|")))
		return nil
	})
	return strings.Join(out, "; "), d, err
}

func TestXLSXCells(t *testing.T) {
	for name, c := range map[string]struct{ rows, want string }{
		"numbers": {`<row r="1"><c r="A1"><v>1.50</v></c><c r="B1" t="n"><v> -2E-3 </v></c></row>`,
			"1: N1.50|N-2E-3"},
		"no places": {`<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>`,
			"1: N1|N2; 3: N3"},
		"holes": {`<row r="3"><c r="C3"><v>1</v></c></row><row r="5"><c r="B5"><v>2</v></c></row>`,
			"3: E|E|N1; 5: E|N2"},
		"shared": {
			`<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c><c t="s"><v>4</v></c><c t="s"><v>5</v></c></row>`, "1: T铅<日月|T总 汞 |Ttrimmed|Ta\rb_x0041_|E|T<&>"},
		"inline": {
			`<row><c t="inlineStr"><is><t>a&amp;b</t></is></c><c t="inlineStr"><is><r><t>x</t></r><r><t>y</t></r></is></c></row>`, "1: Ta&b|Txy"},
		"dates": {
			`<row><c s="1"><v>45292.5</v></c><c s="2"><v>45292</v></c><c s="0"><v>1</v></c><c s="9"><v>1</v></c><c t="d" s="1"><v>2024-01-01</v></c></row>`, "1: D45292.5|D45292|N1|N1|T2024-01-01"},
		"truth and errors": {`<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c></row>`,
			"1: BTRUE|BFALSE|##N/A"},
		"formulas": {
			`<row><c><f>A2</f><v>7</v></c><c t="str"><f>"a"</f><v>a</v></c><c><f>A3</f></c><c t="str"><f>""</f><v></v></c><c><f>B1</f><v></v></c></row>`, "1: N=7|T=a|#=|E=|#="},
		"empty cells": {`<row><c r="A1" s="1"/><c r="B1"><v/></c><c r="C1"/></row>`, "1: E|E|E"},
		"comments, prefix": {
			`<x:row><!-- < --><x:c><x:v><!-- - -->4<?p ?></x:v></x:c><extLst><c><v>9</v></c></extLst></x:row>`,
			"1: N4"},
		"> in an attribute": {`<row spans="1>2" r='1'><c r="A1" x=">"><v>1</v></c></row>`, "1: N1"},
	} {
		got, _, err := kinds(pack(t, inSheet(c.rows), nil), Options{})
		if err != nil || got != c.want {
			t.Errorf("%s: %q %v, want %q", name, got, err, c.want)
		}
	}
}

func TestXLSXSheets(t *testing.T) {
	data := pack(t, inSheet(`<row><c><v>1</v></c></row>`), nil)
	names, err := Sheets(bytes.NewReader(data), int64(len(data)), Options{})
	if err != nil || !slices.Equal(names, []string{"A&B", "二"}) {
		t.Errorf("%q %v", names, err)
	}
	if got, d, err := kinds(data, Options{}); got != "1: N1" || d.Sheet != "A&B" || d.Format != XLSX || err != nil {
		t.Errorf("%q %+v %v", got, d, err)
	}
	if got, d, err := kinds(data, Options{Sheet: "二"}); got != "1: N2" || d.Sheet != "二" || err != nil {
		t.Errorf("%q %+v %v", got, d, err)
	}
	_, _, err = kinds(data, Options{Sheet: "三"})
	wantFault(t, "no such sheet", err, CodeSheet, 0, 0)

	old := pack(t, inSheet(``), map[string]string{"xl/workbook.xml": strings.Replace(bookXML, "<workbookPr/>",
		`<workbookPr date1904="true"/>`, 1)})
	if d, err := Sniff(bytes.NewReader(old), int64(len(old)), Options{}); err != nil || !d.Date1904 {
		t.Errorf("%+v %v", d, err)
	}
}

func TestMerged(t *testing.T) {
	data := pack(t, `<worksheet><sheetData><row><c t="str"><v>废水</v></c><c/><c/><c t="str"><v>日期</v></c></row>`+
		`<row><c><v>1</v></c></row><row r="3"><c r="B3"><v>5</v></c></row></sheetData><mergeCells><mergeCell ref="D1:D2"/><mergeCell ref="A1:C1"/></mergeCells></worksheet>`, nil)
	if got, _, err := kinds(data, Options{FillMerged: true}); err != nil ||
		got != "1: T废水|T+废水|T+废水|T日期; 2: N1|E|E|T+日期; 3: E|N5" {
		t.Errorf("%q %v", got, err)
	}
	if got, _, err := kinds(data, Options{}); err != nil || got != "1: T废水|E|E|T日期; 2: N1; 3: E|N5" {
		t.Errorf("%q %v", got, err)
	}
	b, err := openBook(bytes.NewReader(data), int64(len(data)), Options{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	s, err := b.pick()
	if err != nil {
		t.Fatal(err)
	}
	if ranges, err := b.merges(s[0]); err != nil || !slices.Equal(ranges, []Range{{1, 1, 1, 3}, {1, 4, 2, 4}}) {
		t.Errorf("%v %v", ranges, err)
	}
}

func TestXLSXFaults(t *testing.T) {
	big := strings.Repeat("x", 3<<20)
	for name, c := range map[string]struct {
		rows     string
		parts    map[string]string
		code     string
		row, col int
	}{
		"not a number":      {`<row><c/><c><v>1,5</v></c></row>`, nil, CodeSyntax, 1, 2},
		"no such string":    {`<row><c t="s"><v>6</v></c></row>`, nil, CodeSyntax, 1, 1},
		"negative string":   {`<row><c t="s"><v>-1</v></c></row>`, nil, CodeSyntax, 1, 1},
		"unknown type":      {`<row><c t="q"><v>6</v></c></row>`, nil, CodeSyntax, 1, 1},
		"no truth value":    {`<row><c t="b"><v>x</v></c></row>`, nil, CodeSyntax, 1, 1},
		"cell out of place": {`<row><c r="B1"/><c r="A1"/></row>`, nil, CodeSyntax, 1, 2},
		"cell of other row": {`<row><c r="A2"/></row>`, nil, CodeSyntax, 1, 0},
		"column too far":    {`<row><c r="XFE1"/></row>`, nil, CodeSize, 1, 0},
		"row twice":         {`<row r="2"><c/></row><row r="2"><c/></row>`, nil, CodeSyntax, 2, 0},
		"row too far":       {`<row r="1048577"><c/></row>`, nil, CodeSyntax, 0, 0},
		"10 MB cell":        {`<row><c t="str"><v>` + big + big + big + `</v></c></row>`, nil, CodeSize, 1, 1},
		"10 MB of pieces": {`<row><c t="inlineStr"><is>` +
			strings.Repeat(`<r><t>`+strings.Repeat("x", 1<<19)+`</t></r>`, 20) + `</is></c></row>`, nil, CodeSize, 1,
			1},
		"NUL":               {"<row><c t=\"str\"><v>a\x00</v></c></row>", nil, CodeEncoding, 1, 1},
		"NUL by reference":  {"<row><c t=\"str\"><v>a&#0;</v></c></row>", nil, CodeSyntax, 1, 1},
		"not UTF-8":         {"<row><c t=\"str\"><v>\xc7\xa6\xff</v></c></row>", nil, CodeEncoding, 1, 1},
		"unknown entity":    {`<row><c t="str"><v>&x;</v></c></row>`, nil, CodeSyntax, 1, 1},
		"endless reference": {`<row><c t="str"><v>&` + big[:100] + `</v></c></row>`, nil, CodeSyntax, 1, 1},
		"doctype": {``, map[string]string{"xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY a "b">]>` +
			inSheet("")}, CodeSyntax, 0, 0},
		"entity in strings": {`<row><c t="s"><v>0</v></c></row>`,
			map[string]string{"xl/sharedStrings.xml": `<!DOCTYPE sst SYSTEM "file:///etc/passwd"><sst/>`}, CodeSyntax,
			1, 1},
		"XML cut off": {``, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c><v>1`},
			CodeFormat, 1, 1},
		"XML cut in a tag": {``, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c r="A`},
			CodeFormat, 1, 0},
		"no sheetData": {``, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet></worksheet>`}, CodeSyntax,
			0, 0},
		"GBK XML": {``,
			map[string]string{"xl/worksheets/sheet1.xml": `<?xml version="1.0" encoding="GBK"?>` + inSheet("")},
			CodeFormat, 0, 0},
		"UTF-16 XML":      {``, map[string]string{"xl/worksheets/sheet1.xml": "\xff\xfe<\x00"}, CodeFormat, 0, 0},
		"not XML":         {``, map[string]string{"xl/worksheets/sheet1.xml": "{}"}, CodeSyntax, 0, 0},
		"no relations":    {``, map[string]string{"_rels/.rels": `<Relationships/>`}, CodeFormat, 0, 0},
		"a Word document": {``, map[string]string{"xl/workbook.xml": `<document/>`}, CodeFormat, 0, 0},
		"no sheets":       {``, map[string]string{"xl/workbook.xml": `<workbook/>`}, CodeSheet, 0, 0},
		"a part is missing": {``, map[string]string{"xl/_rels/workbook.xml.rels": strings.Replace(bookRels,
			"sheet1.xml", "sheet9.xml", 1)}, CodeFormat, 0, 0},
		"part named twice": {``, map[string]string{"XL/workbook.xml": bookXML}, CodeFormat, 0, 0},
		"zeros without end": {``,
			map[string]string{"xl/worksheets/sheet1.xml": inSheet(strings.Repeat("<a/>", 20<<20))}, CodeSize, 0, 0},
		"space without end": {``, map[string]string{"xl/worksheets/sheet1.xml": inSheet(strings.Repeat(" ", 4<<20))},
			CodeSize, 0, 0},
		"styles without end": {``, map[string]string{"xl/styles.xml": `<styleSheet><cellXfs>` + strings.Repeat("<xf/>",
			1<<17) + `</cellXfs></styleSheet>`}, CodeSize, 0, 0},
		"runs within runs": {`<row><c t="inlineStr"><is>` + strings.Repeat("<r>", 1<<20) + `</is></c></row>`, nil,
			CodeFormat, 1, 1},
		"words between tags": {`<row><c><v>1<b/></v></c></row>`, nil, CodeSyntax, 1, 1},
	} {
		_, _, err := kinds(pack(t, inSheet(c.rows), c.parts), Options{})
		wantFault(t, name, err, c.code, c.row, c.col)
	}
}

func TestDamagedZip(t *testing.T) {
	whole := pack(t, inSheet(strings.Repeat(`<row><c><v>1</v></c></row>`, 1000)), nil)
	for _, n := range []int{4, 30, len(whole) / 2, len(whole) - 1} {
		_, _, err := kinds(whole[:n], Options{})
		wantFault(t, fmt.Sprint("cut at ", n), err, CodeFormat, 0, 0)
	}
	_, _, err := kinds([]byte("PK\x05\x06"+strings.Repeat("\x00", 18)), Options{})
	wantFault(t, "empty zip", err, CodeFormat, 0, 0)
	_, _, err = kinds(pack(t, inSheet(strings.Repeat(`<row><c><v>1</v></c></row>`, 10000)), nil),
		Options{MaxUnzipped: 100_000})
	wantFault(t, "more than allowed", err, CodeSize, 0, 0)
	_, _, err = kinds(pack(t, inSheet(`<row><c t="s"><v>0</v></c></row>`), nil), Options{MaxStrings: 1000})
	wantFault(t, "more strings than allowed", err, CodeSize, 1, 1)
}

// Whatever byte is damaged, the rows are the same or there is a fault.
func TestFlippedBytes(t *testing.T) {
	whole := pack(t, inSheet(strings.Repeat(`<row><c><v>1</v></c><c t="s"><v>1</v></c><c s="1"><v>1</v></c></row>`, 3)),
		nil)
	want, _, err := kinds(whole, Options{Sheet: "A&B"})
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for i := range whole {
		for _, flip := range []byte{1, 0x20, 0x80} {
			damaged := bytes.Clone(whole)
			damaged[i] ^= flip
			if !isZip(damaged) {
				continue
			}
			got, _, err := kinds(damaged, Options{Sheet: "A&B"})
			var f *Fault
			if errors.As(err, &f) {
				refused++
			} else if err != nil || got != want {
				t.Errorf("byte %d ^ %#x: %q %v", i, flip, got, err)
			}
		}
	}
	if refused < len(whole) {
		t.Errorf("%d refused of %d", refused, 3*len(whole))
	}
}

// A zip whose sheet unzips to more than its directory says.
func TestLyingZip(t *testing.T) {
	sheet := []byte(inSheet(strings.Repeat(`<row><c><v>1</v></c></row>`, 1000)))
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{"_rels/.rels": topRels, "xl/_rels/workbook.xml.rels": bookRels,
		"xl/workbook.xml": bookXML, "xl/styles.xml": styleXML} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet1.xml", CRC32: crc32.ChecksumIEEE(sheet),
		CompressedSize64: uint64(len(sheet)), UncompressedSize64: 100})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(sheet); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, _, err = kinds(b.Bytes(), Options{})
	var f *Fault
	if !errors.As(err, &f) || f.Code != CodeFormat {
		t.Errorf("%v", err)
	}
}

func TestDateFormats(t *testing.T) {
	for code, want := range map[string]bool{
		"General": false, "0.00": false, "#,##0.00_ ": false, `0.0"mg/L"`: false, `0.0\d`: false, "0.00E+00": false,
		"[Red]0.0": false, "@": false, `0_h`: false,
		"yyyy-mm-dd": true, "yyyy/m/d h:mm;@": true, "[h]:mm:ss": true, "[$-F400]h:mm:ss AM/PM": true, "[mm]": true,
		`yyyy"年"m"月"`: true, "General;d": true,
	} {
		if got := isDateFormat(code); got != want {
			t.Errorf("%q: %v", code, got)
		}
	}
}

// excelize writes random tables and reads them to the same cells.
func TestXLSXAgreesWithExcelize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOf(rapid.SampledFrom([]rune("ab 0<>&\"'\n\t_x000D铅总€𠮷é_")))
		value := rapid.OneOf(
			rapid.Map(word, func(s string) any { return s }),
			rapid.Map(rapid.IntRange(-1000000, 1000000), func(n int) any { return n }),
			rapid.Map(rapid.Float64Range(-1e9, 1e9), func(x float64) any { return x }),
			rapid.Map(rapid.Bool(), func(b bool) any { return b }),
			rapid.Just[any](nil))
		table := rapid.SliceOfN(rapid.SliceOfN(value, 0, 5), 1, 10).Draw(t, "table")
		f := excelize.NewFile()
		defer f.Close()
		name := rapid.SampledFrom([]string{"Sheet1", "监测 <1>"}).Draw(t, "name")
		if err := f.SetSheetName("Sheet1", name); err != nil {
			t.Fatal(err)
		}
		stream := rapid.Bool().Draw(t, "stream")
		var w *excelize.StreamWriter
		if stream {
			w, _ = f.NewStreamWriter(name)
		}
		for i, row := range table {
			at, _ := excelize.CoordinatesToCellName(1, i+1)
			var err error
			if stream {
				err = w.SetRow(at, row)
			} else {
				err = f.SetSheetRow(name, at, &row)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if stream {
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		again, err := excelize.OpenReader(bytes.NewReader(b.Bytes()), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		rows, err := again.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		want := map[int]string{}
		for i, row := range rows {
			for len(row) > 0 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
			if len(row) > 0 {
				want[i+1] = fmt.Sprintf("%q", row)
			}
		}
		got := map[int]string{}
		_, err = Rows(bytes.NewReader(b.Bytes()), int64(b.Len()), Options{Sheet: name}, func(r *Row) error {
			var row []string
			for _, c := range r.Cells {
				text := string(c.Text)
				if c.Kind == Bool {
					text = map[string]string{"TRUE": "1", "FALSE": "0"}[text] // excelize gives the raw value
				}
				row = append(row, text)
			}
			for len(row) > 0 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
			if len(row) > 0 {
				got[r.Number] = fmt.Sprintf("%q", row)
			}
			return nil
		})
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%v\n got %v\nwant %v", err, got, want)
		}
	})
}

// excelize styles, merges and dates mean the same to us.
func TestXLSXDatesAndMergesOfExcelize(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	custom := "yyyy-mm-dd hh:mm"
	for i, s := range []excelize.Style{{NumFmt: 22}, {CustomNumFmt: &custom}, {NumFmt: 2}} {
		id, err := f.NewStyle(&s)
		if err != nil {
			t.Fatal(err)
		}
		at, _ := excelize.CoordinatesToCellName(i+1, 2)
		if err := errors.Join(f.SetCellValue("Sheet1", at, 45292.25), f.SetCellStyle("Sheet1", at, at, id)); err !=
			nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(f.SetCellValue("Sheet1", "A1", "时间"), f.MergeCell("Sheet1", "A1", "B1")); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if got, _, err := kinds(b.Bytes(), Options{FillMerged: true}); err != nil ||
		got != "1: T时间|T+时间; 2: D45292.25|D45292.25|N45292.25" {
		t.Errorf("%q %v", got, err)
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add([]byte(`<row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><t>x</t></is></c></row>`), false)
	f.Add([]byte(
		`<row><c s="1"><f>1</f><v>2.5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><sheetData>`), false)
	f.Add([]byte(`<![CDATA[x]]><!-- --><row></c>&#x41;`), false)
	f.Add(pack(f, inSheet(`<row><c><v>1</v></c></row>`), nil), true)
	f.Fuzz(func(t *testing.T, data []byte, raw bool) {
		if !raw {
			data = pack(t, inSheet(string(data)), nil)
		}
		last := 0
		_, err := Rows(bytes.NewReader(data), int64(len(data)), Options{FillMerged: true, MaxUnzipped: 1 << 20},
			func(r *Row) error {
				if r.Number <= last || len(r.Cells) == 0 || len(r.Cells) > MaxColumns {
					t.Fatalf("row %d after %d, %d cells", r.Number, last, len(r.Cells))
				}
				last = r.Number
				for i, c := range r.Cells {
					if c.Col != i+1 || c.Kind == Empty && len(c.Text) > 0 {
						t.Fatalf("%+v", c)
					}
				}
				return nil
			})
		var fault *Fault
		if err != nil && !errors.As(err, &fault) {
			t.Fatalf("not a fault: %v", err)
		}
	})
}

// A sheet reads the same with what an earlier call found out, whatever prefix
// its tags have.
func TestKnown(t *testing.T) {
	rows := `<row r="1"><c r="A1" t="inlineStr"><is><t>sheetData&gt;</t></is></c><c r="C1"><v>2</v></c></row>` +
		`<row r="2"><c r="C2"><v>3</v></c></row>`
	for _, prefix := range []string{"", "x:"} {
		text := strings.NewReplacer("</", "</"+prefix, "<", "<"+prefix).Replace(`<worksheet><sheetData>` + rows +
			`</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>`)
		data := pack(t, text, nil)
		o, first := Options{FillMerged: true, Known: &Known{}}, ""
		for i := range 3 {
			got, _, err := kinds(data, o)
			if i == 0 {
				first = got
			}
			if err != nil || got != first || strings.Count(got, "sheetData>") != 4 {
				t.Fatalf("%q, %v; first %q", got, err, first)
			}
			if i == 1 {
				o.Known.Forget()
			}
		}
	}
}
