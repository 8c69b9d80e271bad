package totals

import (
	"fmt"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
)

// A plain file of many rows, one of which has a comma too many: that row is
// named and not used, on the fast way too. 4,000 h of 0.5 mg/L × 20 m3/h are
// 0.01 kg each, so that 3,999 of them come to 39.99 kg; with the row read as a
// flow of 1 m3/h it would be 39.9905 kg.
func TestRowTooLongAmongPlainOnes(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("监测时间,总铅(mg/L),流量(m3/h)\n")
	first := at("2025-01-01", 0)
	for i := range 4000 {
		flow := "20"
		if i == 3210 {
			flow = "1,200"
		}
		fmt.Fprintf(&rows, "%s,0.5,%s\n", strings.Replace((first+60*monitoring.Minute(i)).String(), "T", " ", 1), flow)
	}
	m := ofTexts(t, Options{}, dossier.MonitoringFiles{Outlet: "DW001", HourMark: intake.Beginning},
		map[string]string{"a.csv": rows.String()}, "a.csv")
	if len(m.Result.Groups) != 1 || m.Result.Groups[0].Amounts.Zero.String() != "39.99 kg" {
		t.Errorf("the groups %+v", m.Result.Groups)
	}
	found := ""
	for _, f := range m.Findings {
		if f.Severity == calc.Error {
			found += f.Code + " " + strings.Join(f.Places, " ")
		}
	}
	if found != "TD-IMP-080 3212:4 “200”" { // the header, 3,210 rows, and this one
		t.Errorf("the findings %q", found)
	}
}
