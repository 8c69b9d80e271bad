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
