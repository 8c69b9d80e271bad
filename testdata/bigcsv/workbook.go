package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"time"
)

// parts are those of a workbook besides its rows and words.
var parts = [][2]string{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		override("workbook", "sheet.main") + override("worksheets/sheet1", "worksheet") + override("styles", "styles") +
		override("sharedStrings", "sharedStrings") + `</Types>`},
	{"_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml"))},
	{"xl/workbook.xml", `<workbook xmlns="` + main2006 + `" xmlns:r="` + rels2006 + `">` +
		`<sheets><sheet name="data" sheetId="1" r:id="rId1"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", relations(relation(1, "worksheet", "worksheets/sheet1.xml") +
		relation(2, "styles", "styles.xml") + relation(3, "sharedStrings", "sharedStrings.xml"))},
	{"xl/styles.xml", `<styleSheet xmlns="` + main2006 + `"><fonts count="1"><font/></fonts>` +
		`<fills count="1"><fill/></fills><borders count="1"><border/></borders>` +
		`<cellStyleXfs count="1"><xf/></cellStyleXfs>` +
		`<cellXfs count="2"><xf/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`},
}

const (
	main2006 = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	rels2006 = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

func override(part, kind string) string {
	return fmt.Sprintf(`<Override PartName="/xl/%s.xml" `+
		`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml"/>`, part, kind)
}

func relation(id int, kind, target string) string {
	return fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, id, rels2006, kind, target)
}

func relations(list string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + list +
		`</Relationships>`
}

// workbook writes times as dates and words as shared strings, as Excel saves
// them.
func (d *data) workbook(to io.Writer, rows int) error {
	if rows >= 1<<20 {
		return fmt.Errorf("a sheet has at most %d rows", 1<<20)
	}
	z := zip.NewWriter(to)
	write := func(name string, do func(w *bufio.Writer)) error {
		part, err := z.Create(name)
		if err != nil {
			return err
		}
		w := bufio.NewWriterSize(part, 1<<16)
		w.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
		do(w)
		return w.Flush()
	}
	for _, p := range parts {
		if err := write(p[0], func(w *bufio.Writer) { w.WriteString(p[1]) }); err != nil {
			return err
		}
	}
	if err := write("xl/worksheets/sheet1.xml", func(w *bufio.Writer) { d.sheet(w, rows) }); err != nil {
		return err
	}
	if err := write("xl/sharedStrings.xml", d.words); err != nil {
		return err
	}
	return z.Close()
}

// words are the shared strings: headers, metals, outlets.
func (d *data) words(w *bufio.Writer) {
	fmt.Fprintf(w, `<sst xmlns="%s">`, main2006)
	for _, text := range append(heads[:len(heads):len(heads)], metals...) {
		fmt.Fprintf(w, "<si><t>%s</t></si>", text)
	}
	for o := range d.outlets {
		fmt.Fprintf(w, "<si><t>JL-DW-%d</t></si>", 100001+o)
	}
	w.WriteString("</sst>")
}

func (d *data) sheet(w *bufio.Writer, rows int) {
	fmt.Fprintf(w, `<worksheet xmlns="%s"><sheetData><row r="1">`, main2006)
	for i := range heads {
		fmt.Fprintf(w, `<c r="%c1" t="s"><v>%d</v></c>`, 'A'+i, i)
	}
	w.WriteString("</row>")
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	var line, numbers []byte
	cell := func(col byte, row int, kind string) {
		line = append(append(line, `<c r="`...), col)
		line = append(append(strconv.AppendInt(line, int64(row), 10), kind...), "<v>"...)
	}
	for i := range rows {
		row := i + 2
		line = append(strconv.AppendInt(append(line[:0], `<row r="`...), int64(row), 10), `" spans="1:5">`...)
		cell('A', row, `" s="1">`)
		line = strconv.AppendFloat(line, d.at.Sub(epoch).Hours()/24, 'g', -1, 64)
		line = append(line, "</v></c>"...)
		cell('B', row, `" t="s">`)
		line = append(strconv.AppendInt(line, int64(len(heads)+len(metals)+d.outlet), 10), "</v></c>"...)
		cell('C', row, `" t="s">`)
		line = append(strconv.AppendInt(line, int64(len(heads)+d.metal), 10), "</v></c>"...)
		numbers = d.next(numbers[:0])
		c, q, _ := bytes.Cut(numbers, []byte(","))
		cell('D', row, `">`)
		line = append(append(line, c...), "</v></c>"...)
		cell('E', row, `">`)
		line = append(append(line, q...), "</v></c></row>"...)
		w.Write(line)
	}
	w.WriteString("</sheetData></worksheet>")
}
