package intake

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Words on the state of values in columns that are not read are named with
// their count and first place; the same columns without them say nothing.
func TestRemarks(t *testing.T) {
	for _, c := range []struct{ head, rows, want string }{
		{"总铅(mg/L),流量(m3/h),备注", "0.3,7,停产|0.3,7,|0.3,7,设备检修", "2 D2"},
		{"总铅(mg/L),流量(m3/h),说明", "0.3,7,晴|0.3,7,数据无效", "1 D3"},
		{"总铅(mg/L),流量(m3/h),数据质量", "0.3,7,有效|0.3,7,无效|0.3,7,缺失", "2 D3"},
		{"总铅(mg/L),流量(m3/h),是否有效", "0.3,7,是|0.3,7,否", "1 D3"},
		{"备注,总铅(mg/L),流量(m3/h)", "超量程,0.3,7|,0.3,7", "1 B2"},
		{"总铅(mg/L),流量(m3/h),备注", ",,停产|0.3,7,", "1 D2"},
		{"总铅(mg/L),流量(m3/h),备注", "0.3,7,无异常|0.3,7,未停产|0.3,7,晴|0.3,7,正常|0.3,7,手工", ""},
		{"总铅(mg/L),流量(m3/h),标记,备注", "0.3,7,F,停产|0.3,7,N,", ""},
		{"总铅(mg/L),流量(m3/h),标记,备注", "0.3,7,N,|0.3,7,N,停产", "1 E3"},
		{"总铅(mg/L),流量(m3/h),备注", "停产,停产,停产|0.3,7,", ""},
		{"总铅(mg/L),流量(m3/h),检测方法", "0.3,7,标准加入校准法|0.3,7,", ""},
		{"总铅(mg/L),流量(m3/h),是否达标", "0.3,7,否|0.3,7,是", ""},
	} {
		files := table1(c.head, strings.Split(c.rows, "|")...)
		_, _, findings := readAll(t, hourly, files)
		got, place := "", ""
		for _, f := range findings {
			if f.Code == CodeRemark {
				got, place = strings.Split(f.Message.EN, ": ")[1], f.Places[0]
			}
		}
		count, first, _ := strings.Cut(c.want, " ")
		if (got != "") != (c.want != "") {
			t.Errorf("%s %s: %q, want %q", c.head, c.rows, got, c.want)
			continue
		}
		if c.want == "" {
			continue
		}
		// a text file says row:column, of which the letter is the name
		row, col := first[1:], string(first[0]-'A'+'1')
		if !strings.HasPrefix(place, row+":"+col) || count == "1" != strings.HasPrefix(got, "once") {
			t.Errorf("%s %s: %s at %s, want %s", c.head, c.rows, got, place, c.want)
		}
	}
}

// Workbooks are looked at alike.
func TestRemarksInWorkbook(t *testing.T) {
	f := excelize.NewFile()
	for i, row := range [][]any{{"监测时间", "总铅(mg/L)", "流量(m3/h)", "备注"},
		{"2025-01-01 00:00", 0.3, 7}, {"2025-01-01 01:00", 0.3, 7, "校准"}} {
		if err := f.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	set := hourly
	set.Files = []string{"a.xlsx"}
	_, _, findings := readAll(t, set, map[string]string{"a.xlsx": buf.String()})
	if !strings.Contains(codes(findings), CodeRemark+":warning") {
		t.Error(codes(findings))
	}
}
