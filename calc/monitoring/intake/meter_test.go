package intake

import (
	"fmt"
	"strings"
	"testing"

	"tidai/calc/dossier"
)

// Readings 100, 107, 115, 124: between them 7, 8 and 9 m3 flowed.
func TestTotaliser(t *testing.T) {
	column := func(s ...string) func(*dossier.MonitoringFiles) {
		return func(m *dossier.MonitoringFiles) {
			m.Columns = []dossier.MonitoringColumn{{Header: s[0], Means: s[1], Unit: "m3"}}
		}
	}
	const rows = "2025-03-05 00:00,2,100\n2025-03-05 01:00,3,107\n2025-03-05 02:00,4,115\n2025-03-05 03:00,5,124\n"
	for name, c := range map[string]struct {
		text, codes, says string
		set               func(*dossier.MonitoringFiles)
		want              []string
	}{
		"hours by their beginning": {text: "时间,总铅(mg/L),累计流量(m3)\n" + rows, codes: "TD-IMP-053:note",
			says: "of 3 intervals", want: []string{"00:00/60 c=2mg/L q=7m3", "01:00/60 c=3mg/L q=8m3",
				"02:00/60 c=4mg/L q=9m3",
				"03:00/60 c=5mg/L"}},
		"hours by their end": {text: "时间,总铅(mg/L),水表读数(吨)\n" + rows, codes: "TD-IMP-053:note",
			set: func(m *dossier.MonitoringFiles) { m.HourMark = Ending },
			want: []string{"23:00/60 c=2mg/L", "00:00/60 c=3mg/L q=7m3", "01:00/60 c=4mg/L q=8m3",
				"02:00/60 c=5mg/L q=9m3"}},
		"newest first, and a gap": {text: "时间,总铅(mg/L),累计流量(m3)\n2025-03-05 04:00,5,140\n2025-03-05 02:00,4," +
			"115\n" +
			"2025-03-05 01:00,3,107\n2025-03-05 00:00,2,100\n", codes: "TD-IMP-053:note",
			want: []string{"04:00/60 c=5mg/L", "02:00/60 c=4mg/L", "01:00/60 c=3mg/L q=8m3", "00:00/60 c=2mg/L q=7m3"}},
		"set to zero": {text: "时间,总铅(mg/L),累计流量(m3)\n" + rows + "2025-03-05 04:00,6,3\n2025-03-05 05:00,7,9\n" +
			hoursOf(6, 30, 9, 6), codes: "TD-IMP-053:warning TD-IMP-053:note", says: "124 → 3",
			want: append([]string{"00:00/60 c=2mg/L q=7m3", "01:00/60 c=3mg/L q=8m3", "02:00/60 c=4mg/L q=9m3",
				"03:00/60 c=5mg/L", "04:00/60 c=6mg/L q=6m3", "05:00/60 c=7mg/L q=6m3"}, rising30(6)...)},
		"another meter": {text: "时间,总铅(mg/L),累计流量(m3)\n" + hoursOf(0, 12, 100, 6) + hoursOf(12, 24, 80000, 6),
			codes: "TD-IMP-053:warning TD-IMP-053:note", says: "172 → 80006",
			want: fields(24, func(i int) string {
				if i == 11 || i == 23 {
					return fmt.Sprintf("%02d:00/60 c=1mg/L", i)
				}
				return fmt.Sprintf("%02d:00/60 c=1mg/L q=6m3", i)
			})},
		"agrees with the flow": {text: "时间,总铅(mg/L),流量(m3/h),累计流量(m3)\n" + hoursWith(24, 10, 10),
			want: fields(24, func(i int) string { return fmt.Sprintf("%02d:00/60 c=1mg/L q=10m3/h", i) })},
		"contradicts the flow": {text: "时间,总铅(mg/L),流量(m3/h),累计流量(m3)\n" + hoursWith(24, 10, 1),
			// 23 h: 230 and 23 m3
			codes: "TD-IMP-053:warning", says: "230 m3, and readings of “累计流量(m3)” differ by 23 m3, by a factor " +
				"of 10",
			want: fields(24, func(i int) string { return fmt.Sprintf("%02d:00/60 c=1mg/L q=10m3/h", i) })},
		"of each hour": {text: "时间,总铅(mg/L),小时累计流量(m3)\n" + rows,
			want: []string{"00:00/60 c=2mg/L q=100m3", "01:00/60 c=3mg/L q=107m3", "02:00/60 c=4mg/L q=115m3",
				"03:00/60 c=5mg/L q=124m3"}},
		"stated": {text: "时间,总铅(mg/L),表3\n" + rows, set: column("表3", "totaliser"), codes: "TD-IMP-053:note",
			want: []string{"00:00/60 c=2mg/L q=7m3", "01:00/60 c=3mg/L q=8m3", "02:00/60 c=4mg/L q=9m3",
				"03:00/60 c=5mg/L"}},
		"readings stated as volumes": {text: "时间,总铅(mg/L),累计流量(m3)\n" + hoursOf(0, 24, 100, 6),
			set: column("累计流量", "volume"), codes: "TD-IMP-053:error", says: "106 → 112 (row 3)"},
		"neither": {text: "时间,总铅(mg/L),累计流量(m3)\n" + strings.ReplaceAll(rows, "107",
			"97") + "2025-03-05 04:00,1,90\n",
			codes: "TD-IMP-053:error"},
		"rises all day, and does not say so": {text: "时间,总铅(mg/L),水量(m3)\n" + hoursOf(0, 24, 100, 6),
			codes: "TD-IMP-053:warning", want: fields(24, func(i int) string {
				return fmt.Sprintf("%02d:00/60 c=1mg/L q=%dm3", i, 106+6*i)
			})},
	} {
		t.Run(name, func(t *testing.T) {
			set := hourly
			if c.set != nil {
				c.set(&set)
			}
			got, _, findings := readAll(t, set, map[string]string{"a.csv": c.text})
			var lines []string
			for _, r := range got {
				lines = append(lines, brief(r)[len("DW001 Pb 2025-03-05 "):])
			}
			same(t, lines, c.want...)
			if codes(findings) != c.codes || !strings.Contains(fmt.Sprint(findings), c.says) {
				t.Errorf("findings %s %+v", codes(findings), findings)
			}
		})
	}
}

// hoursOf are rows of 1 mg/L and a reading that is by step above from at the
// first hour, and rises by step.
func hoursOf(first, end, from, step int) string {
	return strings.Join(fields(end-first, func(i int) string {
		return fmt.Sprintf("2025-03-%02d %02d:00,1,%d\n", 5+(first+i)/24, (first+i)%24, from+step*(i+1))
	}), "")
}

func hoursWith(n, flow, step int) string {
	return strings.Join(fields(n, func(i int) string {
		return fmt.Sprintf("2025-03-05 %02d:00,1,%d,%d\n", i, flow, 5000+step*i)
	}), "")
}

// rising30 are the hours from first to the 29th, the last of which has no end.
func rising30(first int) []string {
	return fields(30-first, func(i int) string {
		if first+i == 29 {
			return "05:00/60 c=1mg/L"
		}
		return fmt.Sprintf("%02d:00/60 c=1mg/L q=6m3", (first+i)%24)
	})
}
