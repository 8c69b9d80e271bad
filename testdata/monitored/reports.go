package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"time"
)

// leatherReports are twelve monthly samples of a laboratory; chrome-free
// leather was made on the days without chromium.
const leatherReports = `示例丑皮革有限公司 2025 年自行监测结果（含铬废水车间排放口）
采样日期,流量(m3/d),总铬(mg/L),检测报告编号,检测机构
2025-01-14,158,1.05,示例检字〔2025〕第0114号,示例检测技术有限公司
2025-02-18,149,1.12,示例检字〔2025〕第0218号,示例检测技术有限公司
2025-03-11,161,0.98,示例检字〔2025〕第0311号,示例检测技术有限公司
2025-04-15,155,1.01,示例检字〔2025〕第0415号,示例检测技术有限公司
2025-05-13,163,1.20,示例检字〔2025〕第0513号,示例检测技术有限公司
2025-06-17,157,1.07,示例检字〔2025〕第0617号,示例检测技术有限公司
2025-07-15,121,未检出,示例检字〔2025〕第0715号,示例检测技术有限公司
2025-08-12,152,1.06,示例检字〔2025〕第0812号,示例检测技术有限公司
2025-09-16,160,1.09,示例检字〔2025〕第0916号,示例检测技术有限公司
2025-10-14,154,0.94,示例检字〔2025〕第1014号,示例检测技术有限公司
2025-11-18,118,0.03L,示例检字〔2025〕第1118号,示例检测技术有限公司
2025-12-16,156,1.06,示例检字〔2025〕第1216号,示例检测技术有限公司
`

// smeltingReports are twelve monthly samples, each with the days of emission
// it stands for.
const smeltingReports = `采样日期,排放时间(d),流量(m3/d),总铅(mg/L),总汞(ug/L),总镉(mg/L),总砷(mg/L),报告编号
2025-01-08,30,166,0.34,20.9,0.030,0.20,示例检(2025)-01
2025-02-12,27,161,0.31,20.4,0.028,0.19,示例检(2025)-02
2025-03-12,30,168,0.35,21.8,0.031,0.21,示例检(2025)-03
2025-04-09,29,165,0.33,21.3,0.030,0.19,示例检(2025)-04
2025-05-14,30,170,0.36,20.6,0.032,0.20,示例检(2025)-05
2025-06-11,29,164,0.32,21.5,0.029,0.18,示例检(2025)-06
2025-07-09,20,158,0.30,19.2,0.027,0.17,示例检(2025)-07
2025-08-13,30,167,0.34,21.1,0.031,0.20,示例检(2025)-08
2025-09-10,29,169,0.35,22.0,0.030,0.21,示例检(2025)-09
2025-10-15,30,165,0.33,20.8,0.029,0.20,示例检(2025)-10
2025-11-12,29,163,0.32,0.04L,0.028,0.19,示例检(2025)-11
2025-12-10,30,166,0.34,21.4,0.031,0.20,示例检(2025)-12
`

// smeltingEnforcement are two inspections on days of own sampling.
const smeltingEnforcement = `采样日期,流量(m3/d),总铅(mg/L),总汞(ug/L),总镉(mg/L),总砷(mg/L),报告编号
2025-04-09,165,0.37,22.1,0.033,0.22,示例环监(2025)-17
2025-10-15,165,0.35,21.6,0.031,0.22,示例环监(2025)-52
`

// stackReports are twelve monthly samples of a stack: day (serial), lead
// (mg/m3), dry standard flow (Nm3/h), load (%), report.
var stackReports = [][5]string{
	{"45672", "0.048", "15200", "88", "SJ-2501"}, {"45700", "0.051", "14900", "91", "SJ-2502"},
	{"45728", "0.046", "15100", "87", "SJ-2503"},
	{"45763", "0.055", "15300", "93", "SJ-2504"}, {"45791", "0.049", "15000", "90", "SJ-2505"},
	{"45819", "0.052", "14800", "89", "SJ-2506"},
	{"45854", "0.044", "14700", "86", "SJ-2507"}, {"45882", "0.050", "15100", "90", "SJ-2508"},
	{"45910", "0.053", "15200", "92", "SJ-2509"},
	{"45945", "0.002L", "15000", "88", "SJ-2510"}, {"45973", "0.047", "14900", "89", "SJ-2511"},
	{"46001", "0.051", "15100", "91", "SJ-2512"},
}

// workbook is the least workbook there is: one sheet, a merged title, a header,
// dates as serial numbers.
func workbook(rows [][5]string) []byte {
	var sheet strings.Builder
	text := func(ref, s string) string { return `<c r="` + ref + `" t="inlineStr"><is><t>` + s + `</t></is></c>` }
	sheet.WriteString(
		`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">` +
			text("A1", "示例辛电源有限公司 2025 年废气监测结果（组装工段排气筒）") + `</row><row r="2">`)
	for i, h := range []string{"采样日期", "铅及其化合物(mg/m3)", "标干流量(m3/h)", "生产负荷(%)", "报告编号"} {
		sheet.WriteString(text(fmt.Sprintf("%c2", 'A'+i), h))
	}
	sheet.WriteString(`</row>`)
	for i, row := range rows {
		n := i + 3
		fmt.Fprintf(&sheet, `<row r="%d"><c r="A%d" s="1"><v>%s</v></c>`, n, n, row[0])
		for j, v := range row[1:] {
			ref := fmt.Sprintf("%c%d", 'B'+j, n)
			if j == 3 || strings.HasSuffix(v, "L") {
				sheet.WriteString(text(ref, v))
			} else {
				fmt.Fprintf(&sheet, `<c r="%s"><v>%s</v></c>`, ref, v)
			}
		}
		sheet.WriteString(`</row>`)
	}
	sheet.WriteString(`</sheetData><mergeCells count="1"><mergeCell ref="A1:E1"/></mergeCells></worksheet>`)
	return pack([][2]string{
		{"[Content_Types].xml",
			`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`},
		{"_rels/.rels",
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml",
			`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="2025" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels",
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml",
			`<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`},
		{"xl/worksheets/sheet1.xml", sheet.String()},
	})
}

// pack stores the parts without compression, whose bytes depend on the version
// of Go.
func pack(parts [][2]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p[0], Method: zip.Store, Modified: time.Date(2026, 1, 5, 0, 0, 0,
			0, time.UTC)})
		if err == nil {
			_, err = w.Write([]byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + p[1]))
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}
