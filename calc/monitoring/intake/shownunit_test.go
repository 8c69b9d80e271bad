package intake

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A number format may show a unit that no cell holds: 5.0 below a header of
// mg/L, shown as 5.0ug/L. It is not used; one that shows the column's own unit,
// in whatever spelling, or other words, is.
func TestUnitShownByFormat(t *testing.T) {
	for format, wrong := range map[string]bool{`0.00"ug/L"`: true, `0.0\ \u\g\/\L`: true, `#,##0.0" mg/L"`: false,
		`0.0"毫克/升"`: false, `0.0"约"`: false, `0.0" mg/L";[Red]-0.0" ug/L"`: false, `0.0"m3"`: true, `0.00`: false} {
		f := excelize.NewFile()
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range [][]any{{"监测时间", "总铅(mg/L)", "流量(m3/h)"}, {"2025-03-05 00:00", 5.0, 10},
			{"2025-03-05 01:00", 5.0, 10}} {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetCellStyle("Sheet1", "B3", "B3", style); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		got, _, findings := readAll(t, hourly, map[string]string{"a.csv": b.String()})
		said := len(findings) == 1 && strings.Contains(findings[0].Message.ZH, "单元格格式显示的单位") &&
			strings.HasPrefix(findings[0].Places[0], "Sheet1!B3")
		if len(got) != map[bool]int{true: 1, false: 2}[wrong] || said != wrong || !wrong && len(findings) > 0 {
			t.Errorf("%s: %d readings, %+v", format, len(got), findings)
		}
	}
}
