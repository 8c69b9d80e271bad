package totals

import (
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring/intake"
)

// Rows of two firms under one outlet are two outlets: equal rows of theirs are
// no duplicates. It is an error in whatever way the file is read, also where
// each has a file of its own; outlets with names of their own are told apart.
func TestTwoFirms(t *testing.T) {
	const head = "企业名称,监测时间,总铅(mg/L),流量(m3/h)\n"
	rows := func(names ...string) string {
		var b strings.Builder
		for h := range 4 {
			for _, n := range names {
				b.WriteString(n + ",2025-04-01 0" + string(rune('0'+h)) + ":00,0.2,30\n")
			}
		}
		return b.String()
	}
	outlets := "企业名称,排放口编号,监测时间,总铅(mg/L),流量(m3/h)\n甲厂,DW001,2025-04-01 00:00,0.2,30\n" +
		"乙厂,DW002,2025-04-01 00:00,0.2,30\n"
	for name, c := range map[string]struct {
		files []string
		says  string
	}{
		"one":        {[]string{head + rows("甲厂")}, ""},
		"in turn":    {[]string{head + rows("甲厂", "乙厂")}, "“甲厂”（0.csv:2:1）、“乙厂”（0.csv:3:1）"},
		"one behind": {[]string{head + rows("甲厂") + rows("乙厂")}, "“甲厂”（0.csv:2:1）、“乙厂”（0.csv:6:1）"},
		"in two files": {[]string{head + rows("甲厂"), head + rows("乙厂")},
			"“甲厂”（0.csv:2:1）、“乙厂”（1.csv:2:1）"},
		"outlets of each": {[]string{outlets}, ""},
		"outlets the same": {[]string{strings.Replace(outlets, "DW002", "dw001", 1)},
			"“甲厂”（0.csv:2:1）、“乙厂”（0.csv:3:1）"},
	} {
		for _, o := range []intake.Options{{}, {InOrder: true}, {Chunk: 64, Workers: 2}} {
			asked := Asked{Set: dossier.MonitoringFiles{Kind: dossier.AutomaticData, HourMark: "beginning",
				Interval: "hour"}, Read: o}
			if !strings.HasPrefix(name, "outlets") {
				asked.Set.Outlet = "DW001"
			}
			for i := range c.files {
				asked.Files = append(asked.Files, string(rune('0'+i))+".csv")
			}
			asked.Open = func(name string) (intake.File, error) {
				return table{data: []byte(c.files[name[0]-'0'])}.open("")
			}
			m, err := Of(asked)
			if err != nil {
				t.Fatal(err)
			}
			said := ""
			for _, f := range m.Findings {
				if f.Code == intake.CodeTwoFirms && f.Severity == calc.Error {
					_, said, _ = strings.Cut(f.Message.ZH, "几家企业：")
					said, _, _ = strings.Cut(said, "；")
				}
			}
			if said != c.says {
				t.Errorf("%s %+v: %q, want %q", name, o, said, c.says)
			}
		}
	}
}

// The number of an outlet is one number, in capital letters or small ones.
func TestOutletNumbersInSmallLetters(t *testing.T) {
	text := "监测时间,排放口,总铅(mg/L),流量(m3/h)\n2025-04-01 00:00,DW001,0.2,30\n2025-04-01 01:00,dw001,0.2,30\n" +
		"2025-04-01 02:00,ＤＷ００１,0.2,30\n2025-04-01 02:00,dw1 north,0.2,30\n"
	for _, o := range []intake.Options{{}, {InOrder: true}} {
		m, err := Of(Asked{Files: []string{"a.csv"}, Set: dossier.MonitoringFiles{Kind: dossier.AutomaticData,
			HourMark: "beginning", Interval: "hour"}, Options: Options{By: []By{ByOutlet}}, Read: o,
			Open: table{data: []byte(text)}.open})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, g := range m.Result.Groups {
			got = append(got, g.Outlet)
		}
		if strings.Join(got, " | ") != "DW001 | dw1 north" {
			t.Errorf("outlets %v", got)
		}
	}
}
