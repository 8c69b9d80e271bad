package intake

import (
	"strings"
	"testing"
)

// Two flows of an hour: 40 m3/h of a moment and 10 m3 of the hour. Σ of two
// hours is 80 against 20 m3, a factor of 4; the volume of the hour is used. A
// rate of a moment may wander about the volume: 9.0 + 11.0 is 10.0 + 10.0.
func TestTwoFlows(t *testing.T) {
	const at0, at1 = "2025-03-05 00:00,2,", "2025-03-05 01:00,3,"
	for name, c := range map[string]struct{ head, first, second, codes, says, want string }{
		"a moment, far off": {"瞬时流量(m3/h),小时流量(m3)", "40,10", "40,10", "TD-IMP-084:warning", "a factor of 4",
			"00:00/60 c=2mg/L q=10m3|01:00/60 c=3mg/L q=10m3"},
		"a moment, as it should be": {"瞬时流量(m3/h),小时流量(m3)", "9.0,10.0", "11.0,10.0", "", "",
			"00:00/60 c=2mg/L q=10m3|01:00/60 c=3mg/L q=10m3"},
		"a rate": {"流量(m3/h),小时排水量(m3)", "10,10", "10,100", "TD-IMP-084:warning",
			"in 1 intervals (the first: 3:4 “100”: 10 m3/h, 100 m3)",
			"00:00/60 c=2mg/L q=10m3/h|01:00/60 c=3mg/L q=10m3/h"},
		"other units, the same": {"流量(L/s),小时排水量(m3)", "2.5,9", "2.5,9", "", "",
			"00:00/60 c=2mg/L q=2.5L/s|01:00/60 c=3mg/L q=2.5L/s"},
		"a day's volume beside it": {"流量(m3/h),日排水量(m3)", "10,240", "10,240", "", "",
			"00:00/60 c=2mg/L q=10m3/h|01:00/60 c=3mg/L q=10m3/h"},
	} {
		t.Run(name, func(t *testing.T) {
			text := "监测时间,总铅(mg/L)," + c.head + "\n" + at0 + c.first + "\n" + at1 + c.second + "\n"
			got, _, findings := readAll(t, hourly, map[string]string{"a.csv": text})
			var lines []string
			for _, r := range got {
				lines = append(lines, brief(r)[len("DW001 Pb 2025-03-05 "):])
			}
			same(t, lines, strings.Split(c.want, "|")...)
			if codes(findings) != c.codes {
				t.Fatalf("%+v", findings)
			}
			if c.says != "" && !strings.Contains(findings[0].Message.EN, c.says) {
				t.Error(findings[0].Message.EN)
			}
		})
	}
}
