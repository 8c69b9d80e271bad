package intake

import (
	"bytes"
	"strings"
	"testing"

	"tidai/calc/dossier"
)

// A comma within a number moves the row by one cell. Where the last column is
// one of words and blank it takes the last cell, and the row is no longer than
// its header: 1,200 read as a flow of 1.
func TestRowShiftedIntoWords(t *testing.T) {
	const head = "监测时间,总铅(mg/L),流量(m3/h),备注\n2025-04-01 00:00,0.2,30,\n"
	for name, c := range map[string]struct {
		text  string
		place string // of the finding; "" for none
	}{
		"thousands":       {head + "2025-04-01 01:00,0.2,1,200\n", "3:4 “200”"},
		"decimals":        {head + "2025-04-01 01:00,0,25,30\n", "3:4 “30”"},
		"behind decimals": {head + "2025-04-01 01:00,0.2,30.5,2\n", ""},
		"words":           {head + "2025-04-01 01:00,0.2,30,见附注 2\n", ""},
		"tabs":            {strings.ReplaceAll(head+"2025-04-01 01:00,0.2,30,200\n", ",", "\t"), ""},
		"a number's column": {strings.ReplaceAll(head, "备注", "烟温") + "2025-04-01 01:00,0.2,30,200\n",
			""},
	} {
		got, records, findings := readAll(t, hourly, map[string]string{"a.csv": c.text})
		place := ""
		for _, f := range findings {
			if f.Code == CodeSurplus {
				place += strings.Join(f.Places, " ")
			}
		}
		wrong := int64(0)
		if c.place != "" {
			wrong = 1
		}
		if place != c.place || len(got) != int(2-wrong) || records[0].Tally.Reasons[ReasonSurplus] != wrong {
			t.Errorf("%s: %q, %d readings, %v", name, place, len(got), records[0].Tally)
		}
	}
	set := hourly
	set.Columns = []dossier.MonitoringColumn{{Header: "备注", Means: "ignore"}}
	if got, _, _ := readAll(t, set, map[string]string{"a.csv": head + "2025-04-01 01:00,0.2,1,200\n"}); len(got) != 2 {
		t.Error("the column is stated, and the row is not used")
	}
}

// So it is where hours are columns: the row of the flow has a cell too many, and
// none of its hours can be trusted.
func TestTransposedRowLongerThanItsTimes(t *testing.T) {
	const head = "铅日报 2025年4月1日\n项目,单位,0时,1时,2时\n总铅,mg/L,0.2,0.3,0.4\n"
	got, records, findings := readAll(t, hourly, map[string]string{"a.csv": head + "流量,m3/h,30,1,200,31\n"})
	if len(got) != 0 || records[0].Tally.Reasons[ReasonSurplus] != 3 || !strings.Contains(codes(findings),
		"TD-IMP-080:error") {
		t.Fatalf("%d readings, %v, %+v", len(got), records[0].Tally, findings)
	}
	for _, f := range findings {
		if f.Code == CodeSurplus && f.Places[0] != "4:6 “31”" {
			t.Errorf("places %v", f.Places)
		}
	}
	if got, _, _ = readAll(t, hourly, map[string]string{"a.csv": head + "流量,m3/h,30,31,32,\n"}); len(got) != 3 {
		t.Errorf("%d readings", len(got))
	}
	// a mean behind the hours has its column
	if got, _, findings = readAll(t, hourly, map[string]string{"a.csv": strings.Replace(strings.Replace(head, "2时\n",
		"2时,日均值\n", 1), "0.4\n", "0.4,0.3\n", 1) + "流量,m3/h,30,31,32,31\n"}); len(got) != 3 ||
		codes(findings) != "" {
		t.Errorf("%d readings, %+v", len(got), findings)
	}
}

// A day's volume as a row of a long table is not the volume of each of its hours.
func TestVolumeOfDayInRows(t *testing.T) {
	rows := "监测时间,监测项目,监测结果,单位\n"
	for _, h := range []string{"00", "01", "02"} {
		rows += "2025-04-01 " + h + ":00,总铅,0.2,mg/L\n2025-04-01 " + h + ":00,日排水量,480,m3\n"
	}
	got, records, findings := readAll(t, hourly, map[string]string{"a.csv": rows})
	if len(got) != 3 || got[0].Flow.Set || records[0].Tally.Reasons[ReasonDayVolume] != 3 ||
		!strings.Contains(codes(findings), "TD-IMP-083:error") {
		t.Errorf("%v, %v, %+v", got, records[0].Tally, findings)
	}
	// a rate of so many m3 a day is right: 480 m3/d on each hour
	got, _, findings = readAll(t, hourly, map[string]string{"a.csv": strings.ReplaceAll(rows, "480,m3", "480,m3/d")})
	if len(got) != 3 || !got[0].Flow.Set || codes(findings) != "" {
		t.Errorf("%v, %+v", got, findings)
	}
}

// The flows of readings in rows depend on which end of an hour a time names, as
// those of a column of readings do.
func TestRowsOfReadingsAskForTheMark(t *testing.T) {
	const rows = "监测时间,监测项目,监测结果,单位\n2025-04-01 00:00,总铅,0.2,mg/L\n2025-04-01 00:00,累计流量,1000,m3\n" +
		"2025-04-01 01:00,总铅,0.2,mg/L\n2025-04-01 01:00,累计流量,1012,m3\n2025-04-01 02:00,总铅,0.2,mg/L\n"
	for text, depends := range map[string]bool{rows: true, strings.ReplaceAll(rows, "累计流量", "流量"): false,
		rows + "2025-04-01 02:00,流量,12,m3/h\n": false} {
		set := hourly
		set.HourMark = ""
		looked := Look(func(string) (File, error) {
			return memory{bytes.NewReader([]byte(text))}, nil
		}, "a.csv", set, false)
		found := SettleMarks([]*Looked{looked}, false)
		if looked.OK() == depends || len(found) == 0 != depends {
			t.Errorf("asked %v, want %v: %+v %+v", !looked.OK(), depends, found, looked.Findings())
		}
	}
}
