package intake

import (
	"strings"
	"testing"
)

// Two outlets next to each other: 1 × 10 and 3 × 30 in the first hour, 2 × 20 and
// nothing for the second in the next.
func TestOutletsSideBySide(t *testing.T) {
	const rows = "2025-03-05 00:00,1,10,3,30\n2025-03-05 01:00,2,20,,\n"
	want := []string{"DW001 Pb 2025-03-05 00:00/60 c=1mg/L q=10m3/h", "DW002 Pb 2025-03-05 00:00/60 c=3mg/L q=30m3/h",
		"DW001 Pb 2025-03-05 01:00/60 c=2mg/L q=20m3/h"}
	for name, text := range map[string]string{
		"blank above": "监测时间,DW001,,DW002,\n,总铅(mg/L),流量(m3/h),总铅(mg/L),流量(m3/h)\n" + rows,
		"a title": "示例厂自动监测数据\n监测时间,DW001,,DW002,\n,总铅(mg/L),流量(m3/h),总铅(mg/L),流量(m3/h)\n" +
			rows,
		"merged": "监测时间,DW001,DW001,DW002,DW002\n监测时间,总铅(mg/L),流量(m3/h),总铅(mg/L),流量(m3/h)\n" +
			rows,
		"units below": "监测时间,DW001,,DW002,\n,总铅,流量,总铅,流量\n,mg/L,m3/h,mg/L,m3/h\n" + rows,
		"other order": "监测时间,DW001,,DW002,\n,总铅(mg/L),流量(m3/h),流量(m3/h),总铅(mg/L)\n2025-03-05 " +
			"00:00,1,10,30,3\n2025-03-05 01:00,2,20,,\n",
		"header again": "监测时间,DW001,,DW002,\n,总铅(mg/L),流量(m3/h),总铅(mg/L),流量(m3/h)\n2025-03-05 " +
			"00:00,1,10,3,30\n监测时间,DW001,,DW002,\n,总铅(mg/L),流量(m3/h),总铅(mg/L),流量(m3/h)\n2025-03-05 " +
			"01:00,2,20,,\n",
	} {
		set := hourly
		set.Outlet = ""
		got, records, findings := readAll(t, set, map[string]string{"a.csv": text})
		var lines []string
		for _, r := range got {
			lines = append(lines, brief(r))
		}
		if strings.Join(lines, "\n") != strings.Join(want, "\n") || records[0].Tally.Invalid != 1 {
			t.Errorf("%s: %s\n%+v", name, strings.Join(lines, "\n"), findings)
		}
		if len(got) > 1 && (got[1].Place.Col < 4 || got[0].Place.Col != 2) {
			t.Errorf("%s: places %v %v", name, got[0].Place, got[1].Place)
		}
	}
	_, _, findings := readAll(t, hourly,
		map[string]string{"a.csv": "监测时间,DW001,,DW002,\n,总铅(mg/L),流量(m3/h),总铅(mg/L)," +
			"流量(m3/h)\n" + rows})
	if codes(findings) != "TD-IMP-012:error" || !strings.Contains(findings[0].Message.ZH, "DW001、DW002") {
		t.Errorf("one outlet is stated: %+v", findings)
	}
}
