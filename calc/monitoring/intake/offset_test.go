package intake

import (
	"strings"
	"testing"

	"tidai/calc/dossier"
)

// Times at 01:05 are those of the hour that begins or ends at 01:00, as the file's
// times are; 01:59:59 is the last second of the hour that began at 01:00, whatever
// is stated. At 01:30 nothing tells the hour.
func TestTimesOffTheHour(t *testing.T) {
	for name, c := range map[string]struct{ minute, mark, want, codes string }{
		"early, beginning": {"05", "beginning", "01:00 02:00 03:00", "TD-IMP-086:note"},
		"early, ending":    {"05", "ending", "00:00 01:00 02:00", "TD-IMP-086:note"},
		"early, open":      {"05", "", "", "TD-IMP-020:error TD-IMP-086:note"},
		"late":             {"59:59", "", "01:00 02:00 03:00", "TD-IMP-086:note"},
		"late, ending":     {"59:59", "ending", "01:00 02:00 03:00", "TD-IMP-086:note"},
		"half":             {"30", "beginning", "", "TD-IMP-086:error"},
		"on the hour":      {"00", "beginning", "01:00 02:00 03:00", ""},
	} {
		for _, stated := range []string{"", "hour"} {
			set := hourly
			set.HourMark, set.Interval = c.mark, stated
			text := "监测时间,总铅(mg/L),流量(m3/h)\n"
			for _, h := range []string{"01:", "02:", "03:"} {
				text += "2025-03-05 " + h + c.minute + ",1,9\n"
			}
			got, _, findings := readAll(t, set, map[string]string{"a.csv": text})
			var times []string
			for _, r := range got {
				times = append(times, r.Start.String()[len("2025-03-05 "):])
			}
			found := codes(findings)
			if strings.Contains(c.codes, " ") && len(findings) == 2 {
				found = min(found, findings[1].Code+":"+string(findings[1].Severity)+" "+findings[0].Code+":"+
					string(findings[0].Severity))
			}
			if strings.Join(times, " ") != c.want || found != c.codes {
				t.Errorf("%s %q: %v, %s", name, stated, times, found)
			}
		}
	}
}

// Two units of one column, in the header and in a row below it, contradict each
// other: nothing is read. The same unit twice, in whatever spelling, is one.
func TestUnitRowAgainstHeader(t *testing.T) {
	const rows = "2025-03-05 00:00,50,9\n2025-03-05 01:00,60,9\n"
	for name, c := range map[string]struct {
		head  string
		codes string
		n     int
	}{
		"contradict":   {"监测时间,总铅(ug/L),流量(m3/h)\n,mg/L,m3/h\n", "TD-IMP-003:error", 0},
		"the same":     {"监测时间,总铅(mg/L),流量(m3/h)\n,mg/L,m3/h\n", "", 2},
		"spelled":      {"监测时间,总铅(mg/L),流量(m3/h)\n,毫克/升,m³/h\n", "", 2},
		"only below":   {"监测时间,总铅,流量\n,mg/L,m3/h\n", "", 2},
		"not read":     {"监测时间,总铅(mg/L),流量(m3/h),COD(mg/L)\n,mg/L,m3/h,ug/L\n", "", 2},
		"only above":   {"监测时间,总铅(mg/L),流量(m3/h)\n", "", 2},
		"one is above": {"监测时间,总铅,流量(m3/h)\n,mg/L,\n", "", 2},
	} {
		got, _, findings := readAll(t, hourly, map[string]string{"a.csv": c.head + rows})
		if len(got) != c.n || codes(findings) != c.codes {
			t.Errorf("%s: %d readings, %+v", name, len(got), findings)
		}
		if c.n == 0 && (findings[0].At.Line != 2 || !strings.Contains(findings[0].Message.ZH,
			"ug/L 与其下单位行的 mg/L 矛盾")) {
			t.Errorf("%s: %+v", name, findings)
		}
	}
	set := hourly
	set.Columns = []dossier.MonitoringColumn{{Header: "总铅", Unit: "ug/L"}}
	if got, _, findings := readAll(t, set, map[string]string{"a.csv": "监测时间,总铅(ug/L),流量(m3/h)\n,mg/L,m3/h\n" +
		rows}); len(got) != 2 {
		t.Errorf("stated: %+v", findings)
	}
}

// Titles and the foot of a page between rows are no errors: nothing is lost with
// them. A time that cannot be read beside a value is one.
func TestTitlesBetweenRows(t *testing.T) {
	const head = "监测时间,总铅(mg/L),流量(m3/h)\n2025-03-05 00:00,1,9\n"
	for text, want := range map[string]string{
		"示例厂监测报表 第2页 共3页,,\n":       "TD-IMP-017:note",
		"制表人：张三,审核：李四,\n":           "TD-IMP-017:note",
		"第2页 共3页,第2页 共3页,第2页 共3页\n": "TD-IMP-017:note",
		"排放量(kg),0.018,\n":          "TD-IMP-017:note",
		"某日,1,9\n":                  "TD-IMP-007:error",
		"2025-02-30 01:00,,9\n":     "TD-IMP-007:error",
		",1,9\n":                    "TD-IMP-007:error",
	} {
		got, records, findings := readAll(t, hourly, map[string]string{"a.csv": head + text + "2025-03-05 01:00,1,9\n"})
		if len(got) != 2 || codes(findings) != want || records[0].Tally.Invalid != 1 {
			t.Errorf("%q: %d readings, %v, %+v", text, len(got), records[0].Tally, findings)
		}
	}
}
