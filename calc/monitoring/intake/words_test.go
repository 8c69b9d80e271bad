package intake

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tidai/calc/dossier"
	"tidai/calc/monitoring"
)

// newYear is 2025-01-01 00:00, 25 years of which 7 are leap years after 2000.
const newYear = monitoring.Minute((25*365 + 7) * minutesPerDay)

// table1 is a table of one metal, hour by hour from 2025-01-01 00:00, with the
// given cells of concentration, flow and flag.
func table1(head string, rows ...string) map[string]string {
	var b strings.Builder
	b.WriteString("监测时间," + head + "\n")
	for i, r := range rows {
		b.WriteString((newYear + monitoring.Minute(i*60)).String() + "," + r + "\n")
	}
	return map[string]string{"a.csv": b.String()}
}

// briefs reads a table and writes its readings down without outlet, metal and
// time.
func briefs(t *testing.T, set dossier.MonitoringFiles, files map[string]string) (string, string, string) {
	t.Helper()
	got, _, findings := readAll(t, set, files)
	var out, says []string
	for _, r := range got {
		s := brief(r)
		out = append(out, s[strings.Index(s, "c="):])
	}
	for _, f := range findings {
		says = append(says, f.Message.ZH+" "+f.Message.EN+" "+f.Remedy.ZH)
	}
	return strings.Join(out, "; "), codes(findings), strings.Join(says, "\n")
}

// Words of flags in a value cell: the state is the row's, and there is no
// number. A letter alone is none of them, and a stated word goes first.
func TestWordsForNumbers(t *testing.T) {
	for _, c := range []struct {
		cell, want, codes string
		flags             []dossier.NameMap
	}{
		{"停产,10", "c=- q=10m3/h F", "TD-IMP-030:note", nil},
		{"手工录入,10", "c=- q=10m3/h S", "TD-IMP-030:note", nil},
		{"无效,10", "c=- q=10m3/h D", "TD-IMP-030:note", nil},
		{"缺失,10", "c=- q=10m3/h", "TD-IMP-013:note", nil},
		{"F,10", "", "TD-IMP-008:error", nil},
		{"正常,10", "", "TD-IMP-008:error", nil},
		{"放假,10", "", "TD-IMP-008:error", nil},
		{"放假,10", "c=- q=10m3/h F", "TD-IMP-030:note", []dossier.NameMap{{Name: "放假", Is: "F"}}},
		{"F,10", "c=- q=10m3/h F", "TD-IMP-030:note", []dossier.NameMap{{Name: "F", Is: "F"}}},
		{"0.5,停产", "c=0.5mg/L", "TD-IMP-030:note", nil},
	} {
		set := hourly
		set.FlagMeanings = c.flags
		got, found, says := briefs(t, set, table1("总铅(mg/L),流量(m3/h)", "0.1,1", c.cell))
		if got != strings.TrimSuffix("c=0.1mg/L q=1m3/h; "+c.want, "; ") || found != c.codes {
			t.Errorf("%s = %s, %s\n%s", c.cell, got, found, says)
		}
	}
}

func TestFlagSpellings(t *testing.T) {
	for text, want := range map[string]rune{"N(正常)": 'N', "n（正常）": 'N', "正常(N)": 'N', "F-停运": 'F',
		"D:故障": 'D', "手工录入": 'S', "无效": 'D', "缺失": 'D', "通讯中断": 'B', "N/N": 'N', "正常/达标": 0,
		"N(停运)": 0, "N,D": 0, "0": 0,
		"": 0, "N N N": 0, "达标": 0, "over range": 'T'} {
		flags, _ := newFlags(nil)
		if got, ok := flags.read(text); rune(got) != want || ok != (want != 0) {
			t.Errorf("%q = %q %v, want %q", text, got, ok, want)
		}
	}
	// a blank flag is stated like any other word
	set := hourly
	set.FlagMeanings = []dossier.NameMap{{Name: "", Is: "N"}, {Name: "0", Is: "N"}}
	if got, found, _ := briefs(t, set, table1("总铅(mg/L),流量(m3/h),标记", "0.1,1,", "0.2,1,0")); got !=
		"c=0.1mg/L q=1m3/h N; c=0.2mg/L q=1m3/h N" || found != "" {
		t.Errorf("stated blanks: %s %s", got, found)
	}
}

// ="0.5" keeps a spreadsheet from changing a text; with thousands stated, a
// comma stands before each three digits or the number is refused.
func TestQuotedAndParted(t *testing.T) {
	got, found, says := briefs(t, hourly, map[string]string{"a.csv": "=\"监测时间\",=\"总铅(mg/L)\",流量(m3/h)\n" +
		"=\"2025-01-01 00:00\",=\"0.5\",\"=\"\"10\"\"\"\n=\"2025-01-01 01:00\",=\"<0.05\",=\"11\"\n"})
	if got != "c=0.5mg/L q=10m3/h; c=<0.05mg/L q=11m3/h" || found != "" {
		t.Errorf("%s %s\n%s", got, found, says)
	}
	rows := table1("总铅(mg/L),流量(m3/h)", `0.1,"1,000"`, `0.1,"12,345,678.25"`, `"1,0","1,00"`,
		`"0,001","1,000,00"`)
	set := hourly
	if got, found, says = briefs(t, set, rows); got != "c=0.1mg/L; c=0.1mg/L" || !strings.Contains(says, "--thousands") {
		t.Errorf("not stated: %s %s\n%s", got, found, says)
	}
	set.Thousands = ","
	got, _, says = briefs(t, set, rows)
	// "0,001" is grouped by threes, so it is 0001: the statement is the user's
	if got != "c=0.1mg/L q=1000m3/h; c=0.1mg/L q=12345678.25m3/h; c=1mg/L" {
		t.Errorf("stated: %s\n%s", got, says)
	}
}

// What a workbook says of a cell besides its text: each is refused by name,
// with the cell, and no number is made of it.
func TestCellsThatAreNoNumbers(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		s := "一月"
		must(t, f.SetSheetName("Sheet1", s))
		for i, h := range []string{"监测时间", "总铅(mg/L)", "流量(m3/h)"} {
			must(t, f.SetCellValue(s, string(rune('A'+i))+"1", h))
		}
		for i, row := range []string{"2", "3", "4", "5", "6"} {
			must(t, f.SetCellValue(s, "A"+row, (newYear+monitoring.Minute(i*60)).String()))
			must(t, f.SetCellValue(s, "B"+row, 0.5))
			if i > 0 {
				must(t, f.SetCellValue(s, "C"+row, 10))
			}
		}
		must(t, f.SetCellFormula(s, "C2", "2*5"))
		date, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err)
		must(t, f.SetCellValue(s, "B3", 45778)) // 45658 is 2025-01-01; 120 days later
		must(t, f.SetCellStyle(s, "B3", "B3", date))
		must(t, f.SetCellRichText(s, "B4", []excelize.RichTextRun{{Text: "5", Font: &excelize.Font{Strike: true}},
			{Text: "0.5"}}))
		must(t, f.SetCellRichText(s, "B5", []excelize.RichTextRun{{Text: "10"},
			{Text: "2", Font: &excelize.Font{VertAlign: "superscript"}}}))
		line, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: true}})
		must(t, err)
		must(t, f.SetCellStyle(s, "C6", "C6", line))
	})
	got, found, says := briefs(t, hourly, map[string]string{"a.csv": data})
	if got != "c=0.5mg/L; c=0.5mg/L" {
		t.Errorf("%s %s\n%s", got, found, says)
	}
	for _, want := range []string{"未计算，文件里没有结果：1 处（单元格 一月!C2",
		"日期，不是数：1 处（单元格 一月!B3 “2025-05-01”",
		"删除线，作废的是哪一部分无法判断：1 处（单元格 一月!B4 “50.5”",
		"上标或下标（如 10² 或注号）：1 处（单元格 一月!B5 “102”",
		"once (cell 一月!C6 “10”)"} {
		if !strings.Contains(says, want) {
			t.Errorf("not said: %s\n%s", want, says)
		}
	}
}

// Below zero is said to be negative, of a flow as of a concentration, with its
// place.
func TestNegative(t *testing.T) {
	got, found, says := briefs(t, hourly, table1("总铅(mg/L),流量(m3/h)", "0.1,1", "0.2,-10", "-9999,1"))
	if got != "c=0.1mg/L q=1m3/h; c=0.2mg/L q=-10m3/h; c=-9999mg/L q=1m3/h" ||
		found != "TD-IMP-034:warning TD-IMP-034:warning" ||
		!strings.Contains(says, "“流量(m3/h)”为负，不采用：1 处（行:列 3:3 “-10”）") ||
		!strings.Contains(says, "“总铅(mg/L)” is negative and not used: once (row:column 4:2 “-9999”)") {
		t.Errorf("%s %s\n%s", got, found, says)
	}
}
