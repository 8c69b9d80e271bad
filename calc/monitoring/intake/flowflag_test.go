package intake

import (
	"strings"
	"testing"
)

// read writes the readings of one file down, and the codes of its findings.
func read(t *testing.T, text string) (lines []string, found string) {
	t.Helper()
	got, _, findings := readAll(t, hourly, map[string]string{"a.csv": text})
	for _, r := range got {
		lines = append(lines, strings.TrimPrefix(brief(r), "DW001 "))
	}
	return lines, codes(findings)
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("readings\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The flag of a flow says whether the flow is valid, and nothing of the
// concentration.
func TestFlagOfFlow(t *testing.T) {
	for name, head := range map[string]string{
		"beside it":                       "时间,总镉(ug/L),标记,排水流量(m3/h),标记",
		"named":                           "时间,总镉(ug/L),总镉标记,排水流量(m3/h),流量标记",
		"beside it, the metal's is named": "时间,总镉(ug/L),总镉标记,排水流量(m3/h),标记",
		"in English":                      "time,Cd (ug/L),Cd flag,flow (m3/h),flow flag",
	} {
		t.Run(name, func(t *testing.T) {
			got, found := read(t, head+"\n2025-03-01 00:00,4,N,7,N\n2025-03-01 01:00,5,N,8000,D\n"+
				"2025-03-01 02:00,6,M,9,N\n2025-03-01 03:00,6,N,9,S\n2025-03-01 04:00,6,N,0,F\n")
			same(t, got, "Cd 2025-03-01 00:00/60 c=4ug/L q=7m3/h N", "Cd 2025-03-01 01:00/60 c=5ug/L N",
				"Cd 2025-03-01 02:00/60 c=6ug/L q=9m3/h M", "Cd 2025-03-01 03:00/60 c=6ug/L q=9m3/h N",
				"Cd 2025-03-01 04:00/60 c=6ug/L N")
			if found != "" {
				t.Errorf("findings %s", found)
			}
		})
	}
	t.Run("one for the row", func(t *testing.T) {
		got, _ := read(t, "时间,总镉(ug/L),流量(m3/h),标记\n2025-03-01 00:00,4,7,N\n2025-03-01 01:00,5,8000,D\n")
		same(t, got, "Cd 2025-03-01 00:00/60 c=4ug/L q=7m3/h N", "Cd 2025-03-01 01:00/60 c=5ug/L q=8000m3/h D")
	})
	t.Run("not understood", func(t *testing.T) {
		got, found := read(t, "时间,总镉(ug/L),流量(m3/h),流量标记\n2025-03-01 00:00,4,7,N\n2025-03-01 01:00,5,8,?\n")
		same(t, got, "Cd 2025-03-01 00:00/60 c=4ug/L q=7m3/h", "Cd 2025-03-01 01:00/60 c=5ug/L")
		if found != "TD-IMP-010:error" {
			t.Errorf("findings %s", found)
		}
	})
}
