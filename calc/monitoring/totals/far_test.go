package totals

import (
	"fmt"
	"strings"
	"testing"

	"tidai/calc/dossier"
	"tidai/calc/monitoring/intake"
)

// One value of 2052 among 30 of 2025 is a slip; as many of 2023 as of 2026, or
// one a year later, are not asked about.
func TestValuesYearsAway(t *testing.T) {
	rows := func(year, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%d-03-%02d %02d:00,0.2,30\n", year, 1+i/24, i%24)
		}
		return b.String()
	}
	for name, c := range map[string]struct{ rows, says string }{
		"a slip": {rows(2025, 30) + rows(2052, 1),
			"1 个数据的时间与其余 30 个相隔两年以上（第一处 a.csv:32：2052-03-01 00:00）"},
		"before all": {rows(2052, 1) + rows(2025, 30),
			"1 个数据的时间与其余 30 个相隔两年以上（第一处 a.csv:2：2052-03-01 00:00）"},
		"two years": {rows(2023, 30) + rows(2026, 30), ""},
		"a year":    {rows(2025, 30) + rows(2026, 1), ""},
		"one year":  {rows(2025, 30), ""},
	} {
		for _, o := range []intake.Options{{}, {InOrder: true}, {Chunk: 64, Workers: 2}} {
			m, err := Of(Asked{Files: []string{"a.csv"}, Set: dossier.MonitoringFiles{Kind: dossier.AutomaticData,
				Outlet: "DW001", HourMark: "beginning", Interval: "hour"}, Read: o,
				Open: table{data: []byte("监测时间,总铅(mg/L),流量(m3/h)\n" + c.rows)}.open})
			if err != nil {
				t.Fatal(err)
			}
			said := ""
			for _, f := range m.Findings {
				if f.Code == CodeFar {
					said += f.Message.ZH
				}
			}
			if said != c.says {
				t.Errorf("%s %+v: %q, want %q", name, o, said, c.says)
			}
		}
	}
}
