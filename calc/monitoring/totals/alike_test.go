package totals

import (
	"testing"

	"tidai/calc/dossier"
	"tidai/calc/monitoring/intake"
)

// 0.1 mg/L × 10 m3/h and 100 ug/L × 10000 L/h say the same: one is used and the
// other a duplicate, 0.001 kg an hour. 101 ug/L contradicts it.
func TestEqualValuesInTwoUnits(t *testing.T) {
	const first = "监测时间,总铅(mg/L),流量(m3/h)\n2025-04-01 00:00,0.1,10\n2025-04-01 01:00,0.1,10\n"
	for text, want := range map[string]struct {
		amount           string
		duplicate, wrong int64
	}{
		"监测时间,总铅(ug/L),流量(L/h)\n2025-04-01 00:00,100,10000\n2025-04-01 01:00,100.0,10000\n": {"1/500", 2, 0},
		"监测时间,总铅(ug/L),流量(L/h)\n2025-04-01 00:00,100,10000\n2025-04-01 01:00,101,10000\n":   {"1/1000", 1, 2},
		"监测时间,总铅(ug/L),流量(L/h)\n2025-04-01 00:00,100,10000\n2025-04-01 01:00,100,9000\n":    {"1/1000", 1, 2},
	} {
		for _, o := range []intake.Options{{}, {InOrder: true}} {
			for _, files := range [][]string{{"a.csv", "b.csv"}, {"b.csv", "a.csv"}, {"c.csv"}} {
				all := map[string]string{"a.csv": first, "b.csv": text, "c.csv": first + text}
				m, err := Of(Asked{Files: files, Read: o, Set: dossier.MonitoringFiles{Kind: dossier.AutomaticData,
					Outlet: "DW001", HourMark: "beginning", Interval: "hour"},
					Open: func(name string) (intake.File, error) { return table{data: []byte(all[name])}.open("") }})
				if err != nil {
					t.Fatal(err)
				}
				g := m.Result.Groups[0]
				if got := g.Amounts.Zero.Rat().RatString(); got != want.amount || g.Tally.Duplicate != want.duplicate ||
					g.Tally.Reasons[ReasonConflict] != want.wrong {
					t.Errorf("%v %+v: %s kg, %+v", files, o, got, g.Tally)
				}
			}
		}
	}
}
