package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tidai/calc/dossier"
	"tidai/calc/monitoring"
)

// The layouts, each with the readings that a person finds in it.
func TestLayouts(t *testing.T) {
	for name, c := range map[string]struct {
		text, codes string
		want        []string
	}{
		"year, month, day": {text: "年,月,日,总砷(mg/L),流量(m3/d)\n2025,3,5,0.01,100\n2025,3,6,0.02,110\n,4,7,0.03," +
			"120\n",
			want: []string{"As 2025-03-05 00:00/1440 c=0.01mg/L q=100m3/d",
				"As 2025-03-06 00:00/1440 c=0.02mg/L q=110m3/d",
				"As 2025-04-07 00:00/1440 c=0.03mg/L q=120m3/d"}},
		"year, month, day, hour": {text: "年份,月份,日,时,总砷(mg/L)\n2025年,3月,5日,23,0.01\n2025年,3月,5日,24,0.02\n",
			want: []string{"As 2025-03-05 23:00/60 c=0.01mg/L", "As 2025-03-06 00:00/60 c=0.02mg/L"}},
		"no such day": {text: "年,月,日,总砷(mg/L)\n2025,2,28,0.01\n2025,2,29,0.02\n合计,,,0.03\n",
			want: []string{"As 2025-02-28 00:00/1440 c=0.01mg/L"}, codes: "TD-IMP-007:error TD-IMP-017:note"},
		"day report": {text: "示例公司废水日报\n监测日期：2025年3月5日\n导出时间：2026年1月1日\n时间,总铅(mg/L)," +
			"流量(m3/h)\n" +
			"00:00,0.1,10\n01:00,0.2,11\n平均,0.15,10.5\n",
			want:  []string{"Pb 2025-03-05 00:00/60 c=0.1mg/L q=10m3/h", "Pb 2025-03-05 01:00/60 c=0.2mg/L q=11m3/h"},
			codes: "TD-IMP-017:note"},
		"day reports one below the other": {text: "废水日报 2025-03-05\n时间,总铅(mg/L)\n1时,0.1\n2时," +
			"0.2\n\n废水日报 2025-03-06\n" +
			"时间,总铅(mg/L)\n1时,0.3\n2时,0.4\n",
			want: []string{"Pb 2025-03-05 01:00/60 c=0.1mg/L", "Pb 2025-03-05 02:00/60 c=0.2mg/L",
				"Pb 2025-03-06 01:00/60 c=0.3mg/L", "Pb 2025-03-06 02:00/60 c=0.4mg/L"}},
		"groups, parts and units above each other": {text: "烟气日报 2025年3月5日\n时间,铅及其化合物,,,标干流量," +
			"备注\n" +
			",实测浓度,折算浓度,排放量,,\n,mg/Nm3,mg/Nm3,kg/h,m3/h,\n01,0.5,0.7,0.005,10000,\n02,0.6,0.8,0.006,10000," +
			"\n" +
			"平均值,0.55,0.75,0.0055,10000,\n排放总量(kg),,,0.132,,\n上报单位：示例公司,,报告日期：2025年3月6日,,,\n" +
			"烟气日报 2025年3月6日\n时间,铅及其化合物,,,标干流量,备注\n,实测浓度,折算浓度,排放量,,\n" +
			",mg/Nm3,mg/Nm3,kg/h,m3/h,\n01,0.7,0.9,0.007,10000,\n",
			want: []string{"Pb 2025-03-05 01:00/60 c=0.5mg/Nm3 q=10000Nm3/h",
				"Pb 2025-03-05 02:00/60 c=0.6mg/Nm3 q=10000Nm3/h",
				"Pb 2025-03-06 01:00/60 c=0.7mg/Nm3 q=10000Nm3/h"}, codes: "TD-IMP-017:note"},
		"the midnight behind a day": {text: "2025-03-05\n时间,总铅(mg/L)\n22:00,0.1\n23:00,0.2\n00:00,0.3\n",
			want: []string{"Pb 2025-03-05 22:00/60 c=0.1mg/L", "Pb 2025-03-05 23:00/60 c=0.2mg/L",
				"Pb 2025-03-06 00:00/60 c=0.3mg/L"}},
		"month report": {text: "2025年3月1日至2025年3月31日\n日期,总铅(ug/L),排水量(m3)\n1日,5,200\n2日,6,210\n31日," +
			"7,220\n",
			want: []string{"Pb 2025-03-01 00:00/1440 c=5ug/L q=200m3", "Pb 2025-03-02 00:00/1440 c=6ug/L q=210m3",
				"Pb 2025-03-31 00:00/1440 c=7ug/L q=220m3"}},
		"no date anywhere": {text: "废水日报\n时间,总铅(mg/L)\n00:00,0.1\n01:00,0.2\n", codes: "TD-IMP-007:error"},
		"months":           {text: "月份,总铅(mg/L),流量(m3)\n1月,0.5,300\n2月,0.5,280\n", codes: "TD-IMP-005:error"},
		"hours as columns": {text: "监测日期,2025-03-05\n监测项目,单位,0时,1时,2时,日均值\n总铅,mg/L,0.1,,0.3,0.2\n" +
			"总铅标记,,N,F,N,\n流量,m3/h,10,11,12,11\nCOD,mg/L,30,31,32,31\n制表人：示例\n",
			want: []string{"Pb 2025-03-05 00:00/60 c=0.1mg/L q=10m3/h N", "Pb 2025-03-05 01:00/60 c=- q=11m3/h F",
				"Pb 2025-03-05 02:00/60 c=0.3mg/L q=12m3/h N"}, codes: "TD-IMP-013:note TD-IMP-017:note"},
		"hours as columns, days and outlets beside": {text: "日期,监测项目,0:00,1:00,2:00\n2025-03-05,总镉(ug/L),1,2," +
			"3\n" +
			",流量(m3/h),10,11,12\n2025-03-06,总镉(ug/L),4,5,6\n",
			want: []string{"Cd 2025-03-05 00:00/60 c=1ug/L q=10m3/h", "Cd 2025-03-05 01:00/60 c=2ug/L q=11m3/h",
				"Cd 2025-03-05 02:00/60 c=3ug/L q=12m3/h", "Cd 2025-03-06 00:00/60 c=4ug/L",
				"Cd 2025-03-06 01:00/60 c=5ug/L",
				"Cd 2025-03-06 02:00/60 c=6ug/L"}, codes: strings.Repeat("TD-IMP-013:note", 1)},
		"times as columns, parts of a metal as rows": {text: "污染物,项目,2025-03-05 00:00,2025-03-05 01:00," +
			"2025-03-05 02:00\n" +
			"铅及其化合物,实测浓度(mg/m3),0.1,0.2,0.3\n,折算浓度(mg/m3),0.2,0.4,0.6\n,排放量(kg),0.0001,0.0002," +
			"0.0003\n" +
			"废气,标干流量(m3/h),1000,1000,1000\n",
			want: []string{"Pb 2025-03-05 00:00/60 c=0.1mg/Nm3 q=1000Nm3/h",
				"Pb 2025-03-05 01:00/60 c=0.2mg/Nm3 q=1000Nm3/h",
				"Pb 2025-03-05 02:00/60 c=0.3mg/Nm3 q=1000Nm3/h"}, codes: "TD-IMP-033:note"},
		"24 numbers are hours": {text: "2025年3月5日\n项目," + numbers(1, 24) + "\n总铅(mg/L)," + numbers(101,
			124) + "\n",
			want: fields(24, func(i int) string {
				return fmt.Sprintf("Pb 2025-03-%02d %02d:00/60 c=%dmg/L", 5+(i+1)/24, (i+1)%24, 101+i)
			})},
		"31 numbers are days": {text: "2025年3月\n项目," + numbers(1, 31) + "\n总铅(mg/L)," + numbers(101, 131) + "\n",
			want: fields(31, func(i int) string {
				return fmt.Sprintf("Pb 2025-03-%02d 00:00/1440 c=%dmg/L", 1+i,
					101+i)
			})},
		"dates above hours": {text: "项目,单位,2025-03-05,,,2025-03-06,,\n,,0时,1时,2时,0时,1时,2时\n总铅,mg/L,0.1,0.2," +
			"0.3,0.4,,0.6\n流量,m3/h,10,11,12,13,14,15\n",
			want: []string{"Pb 2025-03-05 00:00/60 c=0.1mg/L q=10m3/h", "Pb 2025-03-05 01:00/60 c=0.2mg/L q=11m3/h",
				"Pb 2025-03-05 02:00/60 c=0.3mg/L q=12m3/h", "Pb 2025-03-06 00:00/60 c=0.4mg/L q=13m3/h",
				"Pb 2025-03-06 01:00/60 c=- q=14m3/h", "Pb 2025-03-06 02:00/60 c=0.6mg/L q=15m3/h"},
			codes: "TD-IMP-013:note"},
		"one date above hours": {text: "项目,单位,2025-03-05,,\n,,0时,1时,2时\n总铅,mg/L,0.1,0.2,0.3\n",
			want: []string{"Pb 2025-03-05 00:00/60 c=0.1mg/L", "Pb 2025-03-05 01:00/60 c=0.2mg/L",
				"Pb 2025-03-05 02:00/60 c=0.3mg/L"}},
		"another date above hours": {text: "项目,导出日期,2026-01-01,,\n,,0时,1时,2时\n总铅,mg/L,0.1,0.2,0.3\n",
			codes: "TD-IMP-007:error"},
		"dates above each hour, means between": {text: "废水\n日期,2025/3/5,2025/3/5,2025/3/5,2025/3/6,2025/3/6\n" +
			"项目,0:00,1:00,日均值,0:00,1:00\n总铅(mg/L),0.1,0.2,0.15,0.4,0.5\n",
			want: []string{"Pb 2025-03-05 00:00/60 c=0.1mg/L", "Pb 2025-03-05 01:00/60 c=0.2mg/L",
				"Pb 2025-03-06 00:00/60 c=0.4mg/L", "Pb 2025-03-06 01:00/60 c=0.5mg/L"}},
		"dates without a year above hours, blocks": {text: "2025年废水日报\n项目,3月5日,,3月6日,\n,0时,1时,0时,1时\n" +
			"总铅(mg/L),0.1,0.2,0.3,0.4\n\n2026年废水日报\n项目,3月5日,,3月6日,\n,0时,1时,0时,1时\n总铅(mg/L),0.5,0.6,0.7," +
			"0.8\n",
			want: []string{"Pb 2025-03-05 00:00/60 c=0.1mg/L", "Pb 2025-03-05 01:00/60 c=0.2mg/L",
				"Pb 2025-03-06 00:00/60 c=0.3mg/L", "Pb 2025-03-06 01:00/60 c=0.4mg/L",
				"Pb 2026-03-05 00:00/60 c=0.5mg/L", "Pb 2026-03-05 01:00/60 c=0.6mg/L",
				"Pb 2026-03-06 00:00/60 c=0.7mg/L", "Pb 2026-03-06 01:00/60 c=0.8mg/L"}},
		"dates above 24 numbers": {text: "项目,2025-03-05" + strings.Repeat(",", 24) + "2025-03-06" +
			strings.Repeat(",", 23) + "\n," + numbers(1, 24) + "," + numbers(1, 24) + "\n总铅(mg/L)," + numbers(101, 148) +
			"\n",
			want: fields(48, func(i int) string {
				return fmt.Sprintf("Pb 2025-03-%02d %02d:00/60 c=%dmg/L", 5+(i+1)/24, (i+1)%24, 101+i)
			})},
		"dates above numbers of samples": {text: "项目,2025-03-05,,2025-03-06,\n,1,2,1,2\n总铅(mg/L),0.1,0.2,0.3,0.4\n",
			codes: "TD-IMP-002:error"},
		"a list with several dates": {text: "监测项目,采样日期,分析日期,报告日期,监测结果,单位\n" +
			"COD,2025-03-05,2025-03-06,2025-03-08,30,mg/L\n总铅,2025-03-05,2025-03-06,2025-03-08,0.1,mg/L\n" +
			"总铅,2025-03-09,2025-03-10,2025-03-11,0.2,mg/L\n",
			want:  []string{"Pb 2025-03-05 00:00/1440 c=0.1mg/L", "Pb 2025-03-09 00:00/1440 c=0.2mg/L"},
			codes: "TD-IMP-017:note"},
		"a metal first named far below": {text: "日期,监测项目,0:00,1:00,2:00\n" + strings.Join(fields(28,
			func(i int) string {
				return fmt.Sprintf("2025-03-%02d,总镉(ug/L),1,1,1", 1+i)
			}), "\n") + "\n2025-03-01,总汞(ug/L),7,8,9\n",
			want: append(cross(1, 1, "Hg"), fields(27*3, func(i int) string {
				return fmt.Sprintf("Cd 2025-03-%02d %02d:00/60 c=1ug/L", 2+i/3, i%3)
			})...), codes: "TD-IMP-013:note"},
	} {
		t.Run(name, func(t *testing.T) {
			got, found := read(t, c.text)
			same(t, got, c.want...)
			if found != c.codes {
				_, _, findings := readAll(t, hourly, map[string]string{"a.csv": c.text})
				t.Errorf("findings %s, want %s\n%+v", found, c.codes, findings)
			}
		})
	}
}

// cross are three hours of cadmium at 1 ug/L and of another metal at 7, 8, 9.
func cross(day, c int, metal string) []string {
	return fields(6, func(i int) string {
		if i%2 == 1 {
			return fmt.Sprintf("Cd 2025-03-%02d %02d:00/60 c=%dug/L", day, i/2, c)
		}
		return fmt.Sprintf("%s 2025-03-%02d %02d:00/60 c=%dug/L", metal, day, i/2, 7+i/2)
	})
}

func numbers(from, to int) string {
	return strings.Join(fields(to-from+1, func(i int) string { return fmt.Sprint(from + i) }), ",")
}

func fields(n int, f func(int) string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

// What is wrong in a transposed table is named where it stands: row 3, third
// column (B has the unit).
func TestPlacesOfTransposed(t *testing.T) {
	text := "2025-03-05\n项目,单位,0时,1时,2时\n流量,m3/h,10,11,x\n总铅,mg/L,0.1,oops,0.3\n"
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": text})
	if len(got) != 2 || got[1].Place.String() != "a.csv:4:5" {
		t.Errorf("readings %+v", got)
	}
	all := fmt.Sprint(findings)
	if !strings.Contains(all, "3:5 “x”") || !strings.Contains(all, "4:4 “oops”") {
		t.Errorf("findings %v", all)
	}
}

// The midnight of a spreadsheet, which is the number 0, is an hour as the others
// are.
func TestMidnightAboveColumns(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		for i, row := range [][]any{{"2025年3月5日"}, {"项目", 0.0, 1.0 / 24, 2.0 / 24, 3.0 / 24},
			{"总铅(mg/L)", 0.1, 0.2, 0.3, 0.4}} {
			must(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
		}
		style, err := f.NewStyle(&excelize.Style{NumFmt: 20}) // h:mm
		must(t, err)
		must(t, f.SetCellStyle("Sheet1", "B2", "E2", style))
	})
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": data})
	if len(got) != 4 || brief(got[0]) != "DW001 Pb 2025-03-05 00:00/60 c=0.1mg/L" || len(findings) > 0 {
		t.Errorf("readings %v, findings %v", got, findings)
	}
}

// Merged cells of dates above times of day of a spreadsheet; a bad value is
// named where it stands: row 3, column D.
func TestDatesAboveHoursInWorkbook(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		for i, row := range [][]any{{"项目", "2025-03-05", nil, "2025-03-06", nil}, {nil, 0.0, 1.0 / 24, 0.0, 1.0 / 24},
			{"总铅(mg/L)", 0.1, 0.2, "坏", 0.4}} {
			must(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
		}
		style, err := f.NewStyle(&excelize.Style{NumFmt: 20}) // h:mm
		must(t, err)
		must(t, f.SetCellStyle("Sheet1", "B2", "E2", style))
		must(t, f.MergeCell("Sheet1", "A1", "A2"))
		must(t, f.MergeCell("Sheet1", "B1", "C1"))
		must(t, f.MergeCell("Sheet1", "D1", "E1"))
	})
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": data})
	var lines []string
	for _, r := range got {
		lines = append(lines, strings.TrimPrefix(brief(r), "DW001 "))
	}
	same(t, lines, "Pb 2025-03-05 00:00/60 c=0.1mg/L", "Pb 2025-03-05 01:00/60 c=0.2mg/L",
		"Pb 2025-03-06 01:00/60 c=0.4mg/L")
	if codes(findings) != "TD-IMP-008:error" || !strings.Contains(fmt.Sprint(findings), "D3 “坏”") {
		t.Errorf("findings %+v", findings)
	}
}

// A second header begins a new block, or the block is refused as a whole.
func TestSecondHeader(t *testing.T) {
	const first = "时间,总铅(mg/L),流量(m3/h)\n2025-03-05 00:00,0.5,10\n2025-03-05 01:00,0.5,10\n"
	pb := []string{"Pb 2025-03-05 00:00/60 c=0.5mg/L q=10m3/h", "Pb 2025-03-05 01:00/60 c=0.5mg/L q=10m3/h"}
	for name, c := range map[string]struct {
		text, codes string
		want        []string
	}{
		"the same": {text: "时间,总铅(mg/L),流量(m3/h)\n2025-03-05 02:00,0.6,10\n",
			want: []string{"Pb 2025-03-05 02:00/60 c=0.6mg/L q=10m3/h"}},
		"another unit": {text: "时间,总铅(ug/L),流量(m3/h)\n2025-03-05 02:00,600,10\n", codes: "TD-IMP-052:note",
			want: []string{"Pb 2025-03-05 02:00/60 c=600ug/L q=10m3/h"}},
		"another metal": {text: "时间,总镉(mg/L),流量(m3/h)\n2025-03-05 02:00,0.6,10\n", codes: "TD-IMP-052:note",
			want: []string{"Cd 2025-03-05 02:00/60 c=0.6mg/L q=10m3/h"}},
		"another order": {text: "流量(m3/h),时间,总铅(mg/L)\n10,2025-03-05 02:00,0.6\n", codes: "TD-IMP-052:note",
			want: []string{"Pb 2025-03-05 02:00/60 c=0.6mg/L q=10m3/h"}},
		"units in a row of their own": {text: "时间,总铅,流量\n,ug/L,m3/d\n2025-03-05 02:00,600,240\n",
			codes: "TD-IMP-052:note",
			want:  []string{"Pb 2025-03-05 02:00/60 c=600ug/L q=240m3/d"}},
		"and back": {text: "时间,总铅(ug/L),流量(m3/h)\n2025-03-05 02:00,600,10\n时间,总铅(mg/L)," +
			"流量(m3/h)\n2025-03-05 03:00,0.7,10\n",
			codes: "TD-IMP-052:note TD-IMP-052:note",
			want:  []string{"Pb 2025-03-05 02:00/60 c=600ug/L q=10m3/h", "Pb 2025-03-05 03:00/60 c=0.7mg/L q=10m3/h"}},
		"a remark in words of headers": {text: "流量计检修,标记,2025年\n2025-03-05 02:00,0.6,10\n",
			codes: "TD-IMP-007:error",
			want:  []string{"Pb 2025-03-05 02:00/60 c=0.6mg/L q=10m3/h"}},
		"no unit": {text: "时间,总铅,流量(m3/h)\n2025-03-05 02:00,600,10\n", codes: "TD-IMP-052:error"},
		"no metal": {text: "时间,COD(mg/L),流量(m3/h)\n2025-03-05 02:00,600,10\n",
			codes: "TD-IMP-052:error"},
		"long, flows in rows": {text: "时间,污染物,浓度(mg/L)\n2025-03-05 02:00,总铅,600\n", codes: "TD-IMP-052:error"},
		"refused, then the first again": {text: "时间,总铅,流量(m3/h)\n2025-03-05 02:00,600,10\n时间,总铅(mg/L)," +
			"流量(m3/h)\n2025-03-05 03:00,0.7,10\n",
			codes: "TD-IMP-052:error TD-IMP-052:note", want: []string{"Pb 2025-03-05 03:00/60 c=0.7mg/L q=10m3/h"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, found := read(t, first+c.text)
			same(t, got, append(append([]string{}, pb...), c.want...)...)
			if found != c.codes {
				t.Errorf("findings %s, want %s", found, c.codes)
			}
		})
	}
}

// A block whose header tells which end of an hour its times are is read so; one
// that does not goes by the first header of the file; what is stated goes before
// both. 02:00 as an end is the hour from 01:00.
func TestClockOfBlocks(t *testing.T) {
	const row = ",总铅(mg/L)\n2025-03-05 02:00,0.5\n2025-03-05 03:00,0.5\n"
	const ends, begins = "01:00 02:00", "02:00 03:00"
	for _, c := range []struct{ heads, mark, want string }{
		{"起始时间 结束时间", "", begins + " " + ends},
		{"结束时间 起始时间", "", ends + " " + begins},
		{"时段末 时段初 监测时间", "", ends + " " + begins + " " + ends},
		{"起始时间 时段末 监测时间", "", begins + " " + ends + " " + begins},
		{"起始时间 结束时间", Beginning, begins + " " + begins},
		{"监测时间 结束时间", Ending, ends + " " + ends},
	} {
		text := ""
		for _, head := range strings.Fields(c.heads) {
			text += head + row
		}
		set := hourly
		set.HourMark = c.mark
		got, _, findings := readAll(t, set, map[string]string{"a.csv": text})
		var times []string
		for _, r := range got {
			times = append(times, strings.TrimPrefix(r.Start.String(), "2025-03-05 "))
		}
		if strings.Join(times, " ") != c.want {
			t.Errorf("%s (%s): %v, want %s; %v", c.heads, c.mark, times, c.want, findings)
		}
		if said := strings.Contains(fmt.Sprint(findings), "of its interval"); said != (c.mark == "") {
			t.Errorf("%s (%s): findings %v", c.heads, c.mark, findings)
		}
	}
}

// Times above, of which nothing tells the end they are, are read as beginnings
// where no total depends on it; below another header that tells they would be
// other hours than they seem.
func TestClockOfABlockBelowNone(t *testing.T) {
	text := "监测时间,总铅(mg/L)\n2025-03-05 02:00,0.5\n2025-03-05 03:00,0.5\n结束时间,总铅(mg/L)\n2025-03-05 04:00,0.5\n"
	set := hourly
	set.HourMark = ""
	l := Look(func(string) (File, error) { return memory{bytes.NewReader([]byte(text))}, nil }, "a.csv", set, true)
	SettleMarks([]*Looked{l}, false)
	n := 0
	_, err := l.Read(func(monitoring.Reading) error { n++; return nil })
	if err != nil || n != 2 || !strings.Contains(fmt.Sprint(l.Findings()), "nothing tells which end") {
		t.Errorf("%v, %d readings, findings %v", err, n, l.Findings())
	}
}

// Sheets of one layout are read together, each under its own header; the
// others are named.
func TestSheets(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		put := func(name string, rows ...[]any) {
			_, err := f.NewSheet(name)
			must(t, err)
			for i, row := range rows {
				must(t, f.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &row))
			}
		}
		put("说明", []any{"示例公司的数据"})
		put("1月", []any{"时间", "总铅(mg/L)", "流量(m3/h)"}, []any{"2025-01-05 00:00", 0.1, 10},
			[]any{"2025-01-05 01:00", 0.2, 10})
		put("2月", []any{"总铅(ug/L)", "时间", "流量(m3/h)"}, []any{300, "2025-02-05 00:00", 11}, []any{"坏",
			"2025-02-05 01:00", 11})
		put("汇总", []any{"日期", "总铅(mg/L)"}, []any{"2025-01-05", 0.15})
		put("底稿", []any{"时间", "总铅(mg/L)", "流量(m3/h)"}, []any{"2025-03-05 00:00", 9, 10})
		must(t, f.SetSheetVisible("底稿", false))
		must(t, f.SetRowVisible("1月", 3, false))
		must(t, f.SetColVisible("2月", "C", false))
		must(t, f.DeleteSheet("Sheet1"))
	})
	got, records, findings := readAll(t, hourly, map[string]string{"a.csv": data})
	var lines []string
	for _, r := range got {
		lines = append(lines, strings.TrimPrefix(brief(r), "DW001 "))
	}
	same(t, lines, "Pb 2025-01-05 00:00/60 c=0.1mg/L q=10m3/h", "Pb 2025-01-05 01:00/60 c=0.2mg/L q=10m3/h",
		"Pb 2025-02-05 00:00/60 c=300ug/L q=11m3/h")
	if records[0].Rows != 4 || codes(findings) != "TD-IMP-050:warning TD-IMP-050:note "+
		"TD-IMP-051:note TD-IMP-051:note TD-IMP-008:error" {
		t.Errorf("%d rows, findings %s", records[0].Rows, codes(findings))
	}
	all := fmt.Sprint(findings)
	for _, want := range []string{"汇总 (another layout)", "底稿 (hidden)", "not read: 说明", "2月!A3 “坏”"} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is not said in %s", want, all)
		}
	}
	set := hourly
	set.Sheets = []string{"2月", "底稿"}
	got, _, findings = readAll(t, set, map[string]string{"a.csv": data})
	if len(got) != 2 || codes(findings) != "TD-IMP-051:note TD-IMP-008:error" {
		t.Errorf("stated sheets: %v, %s", got, codes(findings))
	}
	set.Sheets = []string{"2月", "九月"}
	got, _, findings = readAll(t, set, map[string]string{"a.csv": data})
	if len(got) != 0 || codes(findings) != "TD-SHT-006:error" {
		t.Errorf("a sheet that is not there: %v, %s", got, codes(findings))
	}
}

// The date of a day stands in the name of its sheet.
func TestDaysInNamesOfSheets(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		for i, name := range []string{"3月5日", "3月6日"} {
			_, err := f.NewSheet(name)
			must(t, err)
			rows := [][]any{{"2025年废水日报"}, {"时间", "总铅(mg/L)"}, {0.5, 0.1 + float64(i)}, {0.5 + 1.0/24,
				0.2 + float64(i)}}
			for j, row := range rows {
				must(t, f.SetSheetRow(name, fmt.Sprintf("A%d", j+1), &row))
			}
			style, err := f.NewStyle(&excelize.Style{NumFmt: 20}) // h:mm
			must(t, err)
			must(t, f.SetCellStyle(name, "A3", "A4", style))
		}
		must(t, f.DeleteSheet("Sheet1"))
	})
	set := dossier.MonitoringFiles{Kind: dossier.AutomaticData, Files: []string{"a.csv"}, Outlet: "DW001",
		HourMark: Beginning}
	got, _, findings := readAll(t, set, map[string]string{"a.csv": data})
	var lines []string
	for _, r := range got {
		lines = append(lines, strings.TrimPrefix(brief(r), "DW001 "))
	}
	same(t, lines, "Pb 2025-03-05 12:00/60 c=0.1mg/L", "Pb 2025-03-05 13:00/60 c=0.2mg/L",
		"Pb 2025-03-06 12:00/60 c=1.1mg/L", "Pb 2025-03-06 13:00/60 c=1.2mg/L")
	if codes(findings) != "" {
		t.Errorf("findings %+v", findings)
	}
}
