package totals

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
)

// Cutting a table into files, shuffling its rows and repeating its header
// changes no total and no tally.
func TestCutsAndOrder(t *testing.T) {
	const header = "时间,排放口,总铅(mg/L),流量(m3/h)\n"
	rapid.Check(t, func(t *rapid.T) {
		var rows []string
		for range rapid.IntRange(1, 60).Draw(t, "rows") {
			rows = append(rows, fmt.Sprintf("2025-0%d-01 %02d:00,%s,%s,%s\n", rapid.IntRange(1, 2).Draw(t, "month"),
				rapid.IntRange(0, 5).Draw(t, "hour"), rapid.SampledFrom([]string{"A", "B"}).Draw(t, "outlet"),
				rapid.SampledFrom([]string{"0.5", "0.50", "1.25", "<0.02", "x", "-1", ""}).Draw(t, "c"),
				rapid.SampledFrom([]string{"10", "20.5", ""}).Draw(t, "q")))
		}
		by := rapid.SampledFrom([][]By{{ByOutlet}, {ByOutlet, ByMonth}, {ByDay}, {}}).Draw(t, "by")
		whole := totalsOf(t, by, header+strings.Join(rows, ""))
		order := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Perm(len(rows))
		texts := make([]string, rapid.IntRange(1, 4).Draw(t, "files"))
		for _, i := range order {
			at := rapid.IntRange(0, len(texts)-1).Draw(t, "file")
			if texts[at] == "" || rapid.IntRange(0, 9).Draw(t, "again") == 0 {
				texts[at] += header
			}
			texts[at] += rows[i]
		}
		texts = slices.DeleteFunc(texts, func(s string) bool { return s == "" })
		if cut := totalsOf(t, by, texts...); cut != whole {
			t.Fatalf("%s\nwant\n%s\nof %q", cut, whole, texts)
		}
	})
}

// totalsOf writes what files come to, apart from what is said of each file.
func totalsOf(t *rapid.T, by []By, texts ...string) string {
	names, content := []string{}, map[string]string{}
	for i, text := range texts {
		name := fmt.Sprintf("%d.csv", i)
		names, content[name] = append(names, name), text
	}
	m, err := Of(Asked{Options: Options{By: by}, Files: names,
		Set:  dossier.MonitoringFiles{Kind: dossier.AutomaticData, HourMark: "beginning", Interval: "hour"},
		Open: func(name string) (intake.File, error) { return memory{bytes.NewReader([]byte(content[name]))}, nil },
		Read: intake.Options{Chunk: 100, Workers: 3}})
	if err != nil {
		t.Fatal(err)
	}
	var all monitoring.Tally
	for _, f := range m.Files {
		all.Add(f.Tally)
		all.Add(m.Result.Files[f.Name])
	}
	if !all.Balanced() {
		t.Fatalf("%+v does not balance", all)
	}
	return read{result: m.Result}.text() + fmt.Sprintf("%+v", all)
}

// Whatever stands below a header, chunks come to what reading in order comes
// to.
func FuzzChunks(f *testing.F) {
	f.Add("2025-01-01 00:00:00,A,0.5,10\n2025-01-01 00:00:00,A,0.5,10\n", 7)
	f.Add("2025/1/1 24:00,A,1,1\r\n\r\n,,,,\n时间,排放口,总铅(ug/L),流量(m3/h)\n2025-01-02 00:00,A,1,1", 1)
	f.Add("2025-01-01 01:00,\"A\nB\",<1,2\n", 3)
	set := dossier.MonitoringFiles{Kind: dossier.AutomaticData, HourMark: "beginning", Interval: "hour"}
	f.Fuzz(func(t *testing.T, body string, chunk int) {
		text := "时间,排放口,总铅(mg/L),流量(m3/h)\n2024-12-31 00:00,A,1,1\n" + body
		var out [2]string
		for i, o := range []intake.Options{{InOrder: true}, {Workers: 3, Chunk: 1 + chunk&0xff}} {
			m, err := Of(Asked{Files: []string{"a.csv"}, Set: set, Read: o, Open: func(string) (intake.File, error) {
				return memory{bytes.NewReader([]byte(text))}, nil
			}})
			if err != nil {
				t.Fatal(err)
			}
			out[i] = read{m.Files, m.Findings, m.Result}.text()
		}
		if out[0] != out[1] {
			t.Errorf("in chunks:\n%s\nin order:\n%s", out[1], out[0])
		}
	})
}
