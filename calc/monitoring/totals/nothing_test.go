package totals

import (
	"bytes"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring/intake"
)

// An empty table is no answer: where no value is used, an error says so and
// how many lie outside the period, with the file.
func TestNothingUsed(t *testing.T) {
	const head = "时间,排放口,总铅(mg/L),流量(m3/h)\n"
	for _, c := range []struct {
		name, text string
		from       calc.Date
		says       string
	}{
		{"one value", head + "2025-01-01 00:00,A,1,10\n2025-01-01 01:00,A,,10\n", calc.Date{}, ""},
		{"no value in any row", head + "2025-01-01 00:00,A,,10\n2025-01-01 01:00,A,,10\n", calc.Date{},
			"没有采用任何数值"},
		{"all before the period", head + "2025-01-01 00:00,A,1,10\n2025-01-01 01:00,A,1,10\n",
			calc.Date{Year: 2025, Month: 4, Day: 1}, "没有采用任何数值：2 个在期间之外"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := Of(Asked{Options: Options{By: []By{ByOutlet}, From: c.from}, Files: []string{"a.csv"},
				Set:  dossier.MonitoringFiles{Kind: dossier.AutomaticData, HourMark: "beginning", Interval: "hour"},
				Open: func(string) (intake.File, error) { return memory{bytes.NewReader([]byte(c.text))}, nil }})
			if err != nil {
				t.Fatal(err)
			}
			said := ""
			for _, f := range m.Findings {
				if f.Code == CodeNothing && f.Severity == calc.Error && f.At.File == "a.csv" {
					said += f.Message.ZH
				}
			}
			if said != c.says {
				t.Errorf("said %q, want %q; all: %v", said, c.says, m.Findings)
			}
		})
	}
}
