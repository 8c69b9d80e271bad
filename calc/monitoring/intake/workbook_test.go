package intake

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tidai/calc/dossier"
)

// workbook writes cells by another engine.
func workbook(t *testing.T, fill func(f *excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A workbook as a platform exports it: a merged title, a header in two rows
// with merged groups, dates as serial numbers, an outlet merged over its rows,
// numbers with 17 digits, and a second sheet.
func TestReadWorkbook(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		s := "Sheet1"
		must(t, f.SetCellValue(s, "A1", "示例有限公司自动监测小时数据"))
		must(t, f.MergeCell(s, "A1", "G1"))
		for cell, text := range map[string]string{"A2": "排放口", "B2": "监测时间", "C2": "总铅", "E2": "六价铬(mg/L)",
			"F2": "废水流量", "G2": "备注",
			"C3": "浓度(ug/L)", "D3": "标记", "F3": "m3/h"} {
			must(t, f.SetCellValue(s, cell, text))
		}
		for _, m := range [][2]string{{"A2", "A3"}, {"B2", "B3"}, {"C2", "D2"}, {"E2", "E3"}, {"G2", "G3"},
			{"A4", "A6"}, {"C5", "C6"}} {
			must(t, f.MergeCell(s, m[0], m[1]))
		}
		must(t, f.SetCellValue(s, "A4", "DW001"))
		for i, row := range []string{"4", "5", "6"} {
			must(t, f.SetCellValue(s, "B"+row, time.Date(2025, 1, 1, i, 0, 0, 0, time.UTC)))
			must(t, f.SetCellValue(s, "D"+row, "N"))
			must(t, f.SetCellValue(s, "F"+row, 10+i))
		}
		must(t, f.SetCellDefault(s, "C4", "0.28999999999999998"))
		must(t, f.SetCellValue(s, "C5", 7.25)) // merged with C6: one measurement
		must(t, f.SetCellValue(s, "E4", "0.004L"))
		must(t, f.SetCellDefault(s, "E5", "0.30000000000000004"))
		must(t, f.SetCellValue(s, "E6", "未检出"))
		_, err := f.NewSheet("Sheet2")
		must(t, err)
	})
	set := hourly
	set.Outlet = ""
	got, records, findings := readAll(t, set, map[string]string{"a.csv": data})
	want := []string{
		"DW001 Pb 2025-01-01 00:00/60 c=0.29ug/L q=10m3/h N", "DW001 Cr6+ 2025-01-01 00:00/60 c=<0.004mg/L q=10m3/h",
		"DW001 Pb 2025-01-01 01:00/60 c=7.25ug/L q=11m3/h N", "DW001 Cr6+ 2025-01-01 01:00/60 c=0.3mg/L q=11m3/h",
		"DW001 Pb 2025-01-01 02:00/60 c=- q=12m3/h N",
	}
	var lines []string
	for _, r := range got {
		lines = append(lines, brief(r))
	}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("readings\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if c := codes(findings); c != "TD-IMP-013:note TD-IMP-009:error" {
		t.Errorf("findings %s\n%+v", c, findings)
	}
	if r := records[0]; r.Rows != 3 || r.Tally.Reasons[ReasonNoValue] != 0 || r.Tally.Reasons[ReasonNoLimit] != 1 ||
		r.First != 4 || r.Last != 6 {
		t.Errorf("record %+v", r)
	}
}

// Manual samples with dates alone, on a sheet that is named; a formula whose
// value was not saved is not an empty cell.
func TestReadNamedSheet(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		_, err := f.NewSheet("手工")
		must(t, err)
		style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err)
		for i, h := range []string{"采样日期", "监测因子", "结果", "单位", "检出限"} {
			must(t, f.SetCellValue("手工", string(rune('A'+i))+"1", h))
		}
		for i, row := range [][]any{{45658, "总汞", 0.05, "ug/L", 0.04}, {45689, "总汞", "ND", "ug/L", 0.04},
			{45717, "总汞", nil, "ug/L", 0.04}} {
			for j, v := range row {
				cell := string(rune('A'+j)) + string(rune('2'+i))
				must(t, f.SetCellValue("手工", cell, v))
			}
		}
		must(t, f.SetCellStyle("手工", "A2", "A4", style))
		must(t, f.SetCellFormula("手工", "C4", "1/0.8"))
	})
	set := dossier.MonitoringFiles{ID: "M2", Kind: dossier.ManualData, Files: []string{"a.csv"}, Outlet: "DW001",
		Sheets: []string{"手工"}}
	got, _, findings := readAll(t, set, map[string]string{"a.csv": data})
	// 45658 is 2025-01-01; January has 31 days, February 28.
	if len(got) != 2 || brief(got[0]) != "DW001 Hg 2025-01-01 00:00/0 c=0.05ug/L" ||
		brief(got[1]) != "DW001 Hg 2025-02-01 00:00/0 c=<0.04ug/L" {
		t.Errorf("readings %v", got)
	}
	if c := codes(findings); c != "TD-IMP-008:error" {
		t.Errorf("findings %s\n%+v", c, findings)
	}
}
