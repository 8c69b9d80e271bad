package intake

import (
	"strings"
	"testing"

	"tidai/calc/dossier"
)

// Readings of a totaliser as rows of a long table: 1000, 1012, 1025 m3 make 12
// and 13 m3, in m3 though one is written in 万m3; the last hour has no flow. Rows
// of a flow go before them.
func TestTotaliserInALongTable(t *testing.T) {
	set := dossier.MonitoringFiles{Files: []string{"a.csv"}, Kind: dossier.AutomaticData, Outlet: "DW9",
		HourMark: "beginning", Interval: "hour"}
	rows := func(extra string) string {
		return "监测时间,监测项目,监测结果,单位\n" +
			"2025-03-05 00:00,总铅,0.5,mg/L\n2025-03-05 00:00,累计流量,1000,m3\n" +
			"2025-03-05 01:00,总铅,0.6,mg/L\n2025-03-05 01:00,累计流量,0.1012,万m3\n" +
			"2025-03-05 02:00,总铅,0.7,mg/L\n2025-03-05 02:00,累计流量,1025,m3\n" + extra
	}
	for _, c := range []struct{ extra, want, says string }{
		{"", "c=0.5mg/L q=12m3; c=0.6mg/L q=13m3; c=0.7mg/L", "differences of readings of “累计流量”, of 2 intervals"},
		{"2025-03-05 01:00,流量,14,m3/h\n", "c=0.5mg/L q=12m3; c=0.6mg/L q=14m3/h; c=0.7mg/L",
			"differences of readings of “累计流量”, of 1 intervals"},
		{"2025-03-05 02:00,累计流量,1026,m3\n", "c=0.5mg/L q=12m3; c=0.6mg/L; c=0.7mg/L", "row:column 8:3 “1026” ≠ 7:3 “1025”"},
	} {
		got, records, findings := readAll(t, set, map[string]string{"a.csv": rows(c.extra)})
		var list []string
		for _, r := range got {
			text := "c=" + r.Concentration.Decimal.String() + r.Concentration.Unit.String()
			if r.Flow.Set {
				text += " q=" + r.Flow.Decimal.String() + r.Flow.Unit.String()
			}
			list = append(list, text)
		}
		says := ""
		for _, f := range findings {
			says += f.Message.EN + "; "
		}
		if strings.Join(list, "; ") != c.want || !strings.Contains(says, c.says) || !records[0].Tally.Balanced() {
			t.Errorf("%q: %s %s", c.extra, strings.Join(list, "; "), says)
		}
	}
}
