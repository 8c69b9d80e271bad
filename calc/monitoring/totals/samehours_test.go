package totals

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"tidai/calc/dossier"
	"tidai/calc/monitoring/intake"
)

// totalled totals files out of a map, with small chunks.
func totalled(t *testing.T, set dossier.MonitoringFiles, o intake.Options, files map[string]string,
	names ...string) Summary {
	t.Helper()
	set.Kind, set.HourMark = dossier.AutomaticData, intake.Beginning
	s, err := Of(Asked{Options: Options{By: []By{ByOutlet}}, Files: names, Set: set, Read: o,
		Open: func(name string) (intake.File, error) { return memory{bytes.NewReader([]byte(files[name]))}, nil }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Two files without an outlet and with the same hour may be of one outlet.
func TestSameHoursOfTwoFiles(t *testing.T) {
	const head = "时间,总铅(mg/L),流量(m3/h)\n"
	files := map[string]string{
		"a.csv":  head + "2025-03-05 00:00,1,2\n2025-03-05 01:00,1,2\n",
		"b.csv":  head + "2025-03-05 01:00,1,2\n2025-03-05 02:00,1,2\n",
		"c.csv":  head + "2025-03-06 00:00,1,2\n2025-03-06 01:00,1,2\n",
		"cd.csv": "时间,总镉(mg/L),流量(m3/h)\n2025-03-05 00:00,1,2\n2025-03-05 01:00,1,2\n"}
	for _, c := range []struct {
		names  string
		outlet string
		hint   bool
	}{{"a.csv b.csv", "", true}, {"a.csv c.csv cd.csv", "", false}, {"a.csv", "", false}, {"a.csv b.csv", "DW001",
		false}} {
		s := totalled(t, dossier.MonitoringFiles{Outlet: c.outlet}, intake.Options{}, files, strings.Fields(c.names)...)
		hint := false
		for _, f := range s.Findings {
			if f.Code == CodeSameHours {
				hint = strings.Contains(f.Message.EN, "2 files") && strings.Contains(f.Message.EN, "a.csv and b.csv")
			} else {
				t.Errorf("%s: %+v", c.names, f)
			}
		}
		if hint != c.hint {
			t.Errorf("%s %s: hint %v", c.names, c.outlet, hint)
		}
	}
}

// A header in the middle of a file holds for what stands below it, whatever
// chunks the file is read in: 1,000 h × 2 mg/L × 10 m3/h is 20 kg, and so are
// 1,000 h × 2,000 ug/L × 240 m3/d.
func TestSecondHeaderInChunks(t *testing.T) {
	var b strings.Builder
	b.WriteString("时间,总铅(mg/L),流量(m3/h)\n")
	for i := range 2000 {
		row := "%s,2,10\n"
		if i == 1000 {
			b.WriteString("流量(m3/d),总铅(ug/L),时间\n")
		}
		if i >= 1000 {
			row = "240,2000,%s\n"
		}
		fmt.Fprintf(&b, row, fmt.Sprintf("2025-%02d-%02d %02d:00", 1+i/24/28, 1+i/24%28, i%24))
	}
	for _, o := range []intake.Options{{InOrder: true}, {Workers: 3, Chunk: 512}, {Workers: 1, Chunk: 1 << 20}} {
		s := totalled(t, dossier.MonitoringFiles{}, o, map[string]string{"a.csv": b.String()}, "a.csv")
		if len(s.Result.Groups) != 1 || s.Result.Groups[0].Amounts.Zero.String() != "40 kg" ||
			s.Result.Groups[0].Tally.Used != 2000 {
			t.Errorf("%+v: %+v", o, s.Result.Groups)
		}
		if len(s.Findings) != 1 || s.Findings[0].Code != intake.CodeBlock || s.Findings[0].At.Line != 1002 {
			t.Errorf("%+v: findings %+v", o, s.Findings)
		}
	}
}
