package intake

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A number with a comma that is not quoted takes two cells, so that all behind
// it stand one column too far to the right: the row has more cells than the
// header, and none of its numbers can be trusted.
func TestRowLongerThanHeader(t *testing.T) {
	head := "监测时间,总铅(mg/L),流量(m3/h)\n2025-04-01 00:00,0.2,30\n"
	for name, c := range map[string]struct{ text, places string }{
		"thousands":   {head + "2025-04-01 01:00,0.2,1,500\n", "3:4 “500”"},
		"decimals":    {head + "2025-04-01 01:00,0,25,30\n", "3:4 “30”"},
		"both":        {head + "2025-04-01 01:00,0,25,31,5\n", "3:4 “31”"},
		"with spaces": {head + "2025-04-01 01:00,0.2,1, 500 ,\n", "3:4 “500”"},
		"a word":      {head + "2025-04-01 01:00,0.2,30,停产\n", "3:4 “停产”"},
		"behind an empty cell": {strings.Replace(head, "h)\n", "h),\n", 1) + "2025-04-01 01:00,0.2,1,500,\n",
			"3:4 “500”"},
		"behind a remark": {strings.Replace(head, "h)\n", "h),天气\n", 1) + "2025-04-01 01:00,0.2,1,500,晴\n",
			"3:5 “晴”"},
		"a day report": {"铅日报 2025年4月1日\n时间,总铅(mg/L),流量(m3/h)\n00:00,0.2,30\n01:00,0.2,1,500\n",
			"4:4 “500”"},
	} {
		got, records, findings := readAll(t, hourly, map[string]string{"a.csv": c.text})
		if len(got) != 1 || records[0].Tally.Reasons[ReasonSurplus] != 1 {
			t.Errorf("%s: %d readings, %v", name, len(got), records[0].Tally)
		}
		found := ""
		for _, f := range findings {
			if f.Code == CodeSurplus {
				found = string(f.Severity) + " " + strings.Join(f.Places, " ")
			}
		}
		if found != "error "+c.places {
			t.Errorf("%s: %q, want %q", name, found, c.places)
		}
	}
}

// Cells that are empty, whatever their number, are no surplus; nor is what
// stands in an unnamed column before the last named one, as row numbers do.
func TestNoSurplus(t *testing.T) {
	for name, text := range map[string]string{
		"commas":     "监测时间,总铅(mg/L),流量(m3/h)\n2025-04-01 00:00,0.2,30,\n2025-04-01 01:00,0.2,30,, ,\n",
		"fewer":      "监测时间,总铅(mg/L),流量(m3/h),备注,\n2025-04-01 00:00,0.2,30\n2025-04-01 01:00,0.2,30,雨\n",
		"row number": ",监测时间,总铅(mg/L),流量(m3/h)\n1,2025-04-01 00:00,0.2,30\n2,2025-04-01 01:00,0.2,30\n",
		"quoted":     "监测时间,总铅(mg/L),流量(m3/h)\n2025-04-01 00:00,0.2,\"30\"\n2025-04-01 01:00,\"0.2\",30\n",
	} {
		got, _, findings := readAll(t, hourly, map[string]string{"a.csv": text})
		if len(got) != 2 || strings.Contains(codes(findings), CodeSurplus) ||
			strings.Contains(codes(findings), CodeUnnamed) {
			t.Errorf("%s: %d readings, %s", name, len(got), codes(findings))
		}
	}
}

// Words in a column without a name say something of the row: they are named,
// and the row is read.
func TestWordsWithoutHeader(t *testing.T) {
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": "监测时间,总铅(mg/L),流量(m3/h),\n" +
		"2025-04-01 00:00,0.2,30,\n2025-04-01 01:00,0.2,30,停炉\n"})
	if len(got) != 2 || codes(findings) != "TD-IMP-081:warning" || findings[0].Places[0] != "3:4 “停炉”" {
		t.Errorf("%d readings, %+v", len(got), findings)
	}
}

// In a workbook a number right behind the last column may be the half of one
// that was parted; one further to the right is a sum beside the table.
func TestWorkbookSurplus(t *testing.T) {
	for cell, want := range map[string]struct {
		n     int
		codes string
	}{"D3": {1, "TD-IMP-080:error"}, "F3": {2, "TD-IMP-081:warning"}} {
		data := workbook(t, func(f *excelize.File) {
			for i, row := range [][]any{{"监测时间", "总铅(mg/L)", "流量(m3/h)"}, {"2025-04-01 00:00", 0.2, 30},
				{"2025-04-01 01:00", 0.2, 1}} {
				must(t, f.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row))
			}
			must(t, f.SetCellValue("Sheet1", cell, 500))
		})
		got, _, findings := readAll(t, hourly, map[string]string{"a.csv": data})
		if len(got) != want.n || codes(findings) != want.codes {
			t.Errorf("%s: %d readings, %s", cell, len(got), codes(findings))
		}
	}
}
