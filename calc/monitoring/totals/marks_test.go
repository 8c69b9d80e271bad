package totals

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"tidai/calc/dossier"
	"tidai/calc/monitoring/intake"
)

// ofTexts totals text files by their names.
func ofTexts(t *testing.T, o Options, set dossier.MonitoringFiles, texts map[string]string, names ...string) Summary {
	t.Helper()
	set.Kind = dossier.AutomaticData
	m, err := Of(Asked{Options: o, Files: names, Set: set, Open: func(name string) (intake.File, error) {
		return memory{bytes.NewReader([]byte(texts[name]))}, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Which end of its hour a time names is asked once for all files, and not at
// all where the total does not depend on it. Each file has 3 hours of 0.5 mg/L
// × 10 m3/h = 5 g.
func TestMarks(t *testing.T) {
	texts := map[string]string{}
	for day, name := range []string{"a.csv", "b.csv", "c.csv"} {
		text := "时间,排放口,总铅(mg/L),流量(m3/h)\n"
		for hour := range 3 {
			text += fmt.Sprintf("2025-01-%02d %02d:00,A,0.5,10\n", 1+day, hour)
		}
		texts[name] = text
	}
	texts["d.csv"] = strings.ReplaceAll(texts["c.csv"], "2025-01-03 00:00", "2025-01-03 24:00")
	all := []string{"a.csv", "b.csv", "c.csv"}
	for _, c := range []struct {
		name  string
		o     Options
		set   dossier.MonitoringFiles
		files []string
		want  string // severities of findings on marks; the amount
	}{
		{"no period", Options{By: []By{ByOutlet, ByPollutant}}, dossier.MonitoringFiles{}, all, "note 0.045 kg"},
		{"by month", Options{By: []By{ByMonth}}, dossier.MonitoringFiles{}, all, "error "},
		{"one file by month", Options{By: []By{ByMonth}}, dossier.MonitoringFiles{}, all[:1], "error "},
		{"stated", Options{By: []By{ByMonth}}, dossier.MonitoringFiles{HourMark: "ending"}, all, "0.005 kg 0.04 kg"},
		{"one tells", Options{}, dossier.MonitoringFiles{}, []string{"a.csv", "b.csv", "d.csv"}, "error 0.015 kg"},
	} {
		m := ofTexts(t, c.o, c.set, texts, c.files...)
		var got []string
		for _, f := range m.Findings {
			if f.Code == intake.CodeMark {
				got = append(got, string(f.Severity))
			}
		}
		for _, g := range m.Result.Groups {
			got = append(got, g.Amounts.Limit.String())
		}
		if s := strings.Join(got, " "); s != strings.TrimSpace(c.want) {
			t.Errorf("%s: %s, want %s; %v", c.name, s, c.want, m.Findings)
		}
	}
}
