package totals

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tidai/calc"
	"tidai/calc/dossier"
)

// book writes sheets, in the order of names, as a workbook of text cells.
func book(t testing.TB, names []string, sheets map[string][]string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, name := range names {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for j, row := range sheets[name] {
			for k, text := range strings.Split(row, ",") {
				cell, err := excelize.CoordinatesToCellName(k+1, j+1)
				if err != nil {
					t.Fatal(err)
				}
				if err := f.SetCellStr(name, cell, text); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Row 3 of January and row 2 of February are the same hour with different
// values: both are named with their sheets, as are the first and the last row
// of the file, and the sheet that is not read.
func TestRowsOfSheets(t *testing.T) {
	head := "时间,总铅(mg/L),流量(m3/h)"
	data := book(t, []string{"一月", "二月", "说明"}, map[string][]string{
		"一月": {head, "2025-01-01 00:00,0.5,10", "2025-01-01 01:00,0.6,10"},
		"二月": {head, "2025-01-01 01:00,0.7,10", "2025-02-01 01:00,0.7,10"},
		"说明": {"本表由示例公司填报"}})
	set := dossier.MonitoringFiles{Outlet: "DW9", HourMark: "beginning", Interval: "hour"}
	for _, all := range []bool{false, true} {
		m := ofTexts(t, Options{AllFindings: all}, set, map[string]string{"a.xlsx": data}, "a.xlsx")
		var clash calc.Finding
		for _, f := range m.Findings {
			if f.Code == CodeConflict {
				clash = f
			}
		}
		const want = "(a.xlsx:一月!3: 0.6 mg/L × 10 m3/h, a.xlsx:二月!2: 0.7 mg/L × 10 m3/h)"
		if !strings.Contains(clash.Message.EN, want) || clash.Count != 1 || clash.At.String() != "a.xlsx:一月!3" {
			t.Errorf("%s: %s (%d)", clash.At, clash.Message.EN, clash.Count)
		}
		r := m.Files[0]
		if len(r.Sheets) != 3 || r.Sheets[0].First != 2 || r.Sheets[1].Last != 3 || r.Sheets[1].Rows != 2 ||
			r.Sheets[2].Read || r.Sheets[2].Why.EN == "" {
			t.Errorf("sheets %+v", r.Sheets)
		}
	}
}

// Three hours contradict each other: the sentence names the first with both
// its rows and counts, the places are a list, which --all-findings writes out.
func TestPlacesOfContradictions(t *testing.T) {
	text := "时间,总铅(mg/L),流量(m3/h)\n"
	for _, v := range []string{"0.5", "0.6"} {
		for _, h := range []string{"00", "01", "02"} {
			text += "2025-01-01 " + h + ":00," + v + ",10\n"
		}
	}
	set := dossier.MonitoringFiles{Outlet: "DW9", HourMark: "beginning", Interval: "hour"}
	for _, all := range []bool{false, true} {
		m := ofTexts(t, Options{AllFindings: all}, set, map[string]string{"a.csv": text}, "a.csv")
		f := m.Findings[0]
		first, last := "a.csv:2: 0.5 mg/L × 10 m3/h, a.csv:5: 0.6 mg/L", "a.csv:4: 0.5 mg/L"
		if f.Code != CodeConflict || f.Count != 3 || len(f.Places) != 3 || !strings.Contains(f.Message.EN, first) ||
			strings.Contains(f.Message.EN, last) != all || !strings.Contains(f.Places[2], last) {
			t.Errorf("%v: %+v", all, f)
		}
	}
}
