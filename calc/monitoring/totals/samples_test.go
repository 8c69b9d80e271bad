package totals

import (
	"testing"

	"tidai/calc/dossier"
)

// Three samples of one day, told apart by their numbers, are three though two
// are equal: the mean of 0.3, 0.3 and 0.9 is 0.5. The same row once more is the
// same sample. Without numbers equal rows are one: (0.3 + 0.9) / 2 = 0.6.
func TestEqualSamplesOfADay(t *testing.T) {
	for text, c := range map[string]struct{ want, says string }{
		"采样日期,采样频次,总铅(mg/L)\n2025-04-01,第一次,0.3\n2025-04-01,第二次,0.3\n2025-04-01,第三次,0.9\n" +
			"2025-04-01,第三次,0.9\n": {"1/2", ""},
		"采样日期,样品编号,总铅(mg/L)\n2025-04-01,Y1,0.3\n2025-04-01,Y2,0.3\n2025-04-01,Y3,0.9\n": {"1/2", ""},
		"采样日期,总铅(mg/L)\n2025-04-01,0.3\n2025-04-01,0.3\n2025-04-01,0.9\n": {"3/5",
			"DW001 Pb：1 个样品与同一时间的另一个完全相同，作为重复不计（第一处 a.csv:2: 0.3 mg/L）"},
		// at times of their own
		"采样时间,总铅(mg/L)\n2025-04-01 08:00,0.3\n2025-04-01 12:00,0.3\n2025-04-01 16:00,0.9\n": {"1/2", ""},
	} {
		m, err := Of(Asked{Files: []string{"a.csv"}, Set: dossier.MonitoringFiles{Kind: dossier.ManualData,
			Outlet: "DW001"}, Open: table{data: []byte(text)}.open})
		if err != nil || len(m.Result.Groups) != 1 {
			t.Fatal(err, len(m.Result.Groups))
		}
		if got := m.Result.Groups[0].Means.Zero.Rat().String(); got != c.want {
			t.Errorf("%s: the mean %s, want %s", text, got, c.want)
		}
		said := ""
		for _, f := range m.Findings {
			if f.Code == CodeTwinSamples {
				said += f.Message.ZH
			}
		}
		if said != c.says {
			t.Errorf("%s: said %q, want %q", text, said, c.says)
		}
	}
}
