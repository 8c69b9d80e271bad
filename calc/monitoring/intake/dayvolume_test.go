package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// 480 m3 of a day on each of its hours would be 24 days' water; a volume that
// counts up from midnight is summed many times over. Neither is read, unless
// the meaning is stated. A rate per day, and volumes of days, are right.
func TestVolumeOfDayOnHours(t *testing.T) {
	for name, c := range map[string]struct {
		head, step string
		stated     bool
		wrong      bool
	}{
		"排水量":        {"日排水量(m3)", "15:04", false, true},
		"当日":         {"当日累计流量(m3)", "15:04", false, true},
		"今日":         {"今日流量(m3)", "15:04", false, true},
		"废水":         {"日排水量(吨)", "15:04", false, true},
		"stated":     {"日排水量(m3)", "15:04", true, false},
		"rate":       {"日排水量(m3/d)", "15:04", false, false},
		"hourly":     {"小时排水量(m3)", "15:04", false, false},
		"daily rows": {"日排水量(m3)", "", false, false},
	} {
		rows := "监测时间,总铅(mg/L)," + c.head + "\n"
		for i := range 3 {
			if c.step == "" {
				rows += fmt.Sprintf("2025-04-%02d,0.1,480\n", i+1)
			} else {
				rows += fmt.Sprintf("2025-04-01 %02d:00,0.1,480\n", i)
			}
		}
		set := hourly
		if c.stated {
			set.Columns = []dossier.MonitoringColumn{{Header: "日排水量(m3)", Means: "volume", Unit: "m3"}}
		}
		_, _, findings := readAll(t, set, map[string]string{"a.csv": rows})
		if got := strings.Contains(codes(findings), CodeDayVolume+":error"); got != c.wrong {
			t.Errorf("%s: %s", name, codes(findings))
		}
	}
}

// Beside a totaliser a day's volume is not needed: 100, 108, 120 m3 are flows of
// 8 and 12 m3, whatever the day's count says.
func TestVolumeOfDayBesideTotaliser(t *testing.T) {
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": "监测时间,总铅(mg/L),累计流量(m3),日累计流量(m3)\n" +
		"2025-04-01 00:00,0.1,100,0\n2025-04-01 01:00,0.1,108,8\n2025-04-01 02:00,0.1,120,20\n"})
	var flows []string
	for _, r := range got {
		if r.Flow.Set {
			flows = append(flows, quantity.Exact(r.Flow.Rat()))
		}
	}
	if calc.HasErrors(findings) || strings.Join(flows, " ") != "8 12" {
		t.Errorf("flows %q, %s", flows, codes(findings))
	}
}

// A volume merged over its rows is of all of them together:
// the other rows have none of their own, which is an error.
func TestMergedVolume(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		for i, row := range [][]any{{"监测时间", "总铅(mg/L)", "排水量(m3)"}, {"2025-04-01 00:00", 0.2, 40},
			{"2025-04-01 01:00", 0.2, nil}} {
			must(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
		}
		must(t, f.MergeCell("Sheet1", "C2", "C3"))
	})
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": data})
	if len(got) != 2 || got[1].Flow.Set || codes(findings) != "TD-IMP-083:error" {
		t.Errorf("%d readings, %s", len(got), codes(findings))
	}
}

// Times ten minutes apart are ten minutes each, also where they are stated to
// be minutes; every second hour stated to be hours is asked about, and every hour
// stated to be a minute is refused.
func TestStatedInterval(t *testing.T) {
	for name, c := range map[string]struct {
		interval string
		step     monitoring.Minute
		n        int
		minutes  int32
		codes    string
	}{
		"ten":        {"minute", 10, 12, 10, "TD-IMP-082:note"},
		"thirty":     {"minute", 30, 12, 30, "TD-IMP-082:note"},
		"one":        {"minute", 1, 12, 1, ""},
		"too few":    {"minute", 10, 3, 1, ""},
		"seven":      {"minute", 7, 12, 0, "TD-IMP-082:error"},
		"hours":      {"minute", 60, 12, 0, "TD-IMP-082:error"},
		"two hours":  {"hour", 120, 12, 60, "TD-IMP-082:warning"},
		"each hour":  {"hour", 60, 12, 60, ""},
		"each day":   {"day", 1440, 12, 1440, ""},
		"a sample":   {"sample", 120, 12, 0, ""},
		"some hours": {"hour", 300, 4, 60, ""},
	} {
		first, _ := monitoring.At(calc.MustDate("2025-07-01"), 0, 0)
		rows := "监测时间,总铅(mg/L),流量(m3/h)\n"
		for i := range c.n {
			rows += strings.Replace((first+monitoring.Minute(i)*c.step).String(), "T", " ", 1) + ",0.1,5\n"
		}
		set := hourly
		set.Interval = c.interval
		got, _, findings := readAll(t, set, map[string]string{"a.csv": rows})
		if codes(findings) != c.codes || len(got) > 0 && got[0].Minutes != c.minutes ||
			len(got) != c.n && !strings.Contains(c.codes, "error") {
			t.Errorf("%s: %d readings %s", name, len(got), codes(findings))
		}
	}
}

// 30 totals that rise from 5000 m3 by 7 m3 an hour are readings of a meter:
// none is a flow. Totals that go up and down are.
func TestTotaliserInFrames(t *testing.T) {
	for _, rises := range []bool{true, false} {
		log := ""
		for i := range 30 {
			total := 5000 + 7*i
			if !rises {
				total = 7 + i%3
			}
			log += frame(t, "2061", fmt.Sprintf("202507%02d%02d0000", 1+i/24, i%24), "w20120-Avg=120",
				"w20120-Flag=N", fmt.Sprintf("w00000-Cou=%d", total), "w00000-Flag=N")
		}
		got, _, findings := readAll(t, hourly, map[string]string{"a.csv": log})
		if len(got) != 30 || got[3].Flow.Set == rises ||
			strings.Contains(codes(findings), "TD-IMP-053:error") != rises {
			t.Errorf("%v: %d readings, %s", rises, len(got), codes(findings))
		}
	}
}

// Which hour a difference is of depends on the end that a time names: with a
// totaliser it is asked, whatever the total is of.
func TestMarkOfTotaliser(t *testing.T) {
	text := "监测时间,总铅(mg/L),累计流量(m3)\n"
	for i := range 8 {
		text += fmt.Sprintf("2025-04-01 %02d:00,0.%d,%d\n", i, i+1, 1000+5*i)
	}
	for _, column := range []string{"累计流量(m3)", "流量(m3/h)"} {
		set := hourly
		set.HourMark = ""
		s := Look(func(string) (File, error) {
			return memory{bytes.NewReader([]byte(strings.Replace(text, "累计流量(m3)", column, 1)))}, nil
		}, "a.csv", set, false)
		SettleMarks([]*Looked{s}, false)
		if s.OK() != (column == "流量(m3/h)") {
			t.Errorf("%s: %s", column, codes(s.Findings()))
		}
	}
}
