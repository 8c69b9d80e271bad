package totals

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
)

// disorderOf reads texts as files, hours by their beginnings.
func disorderOf(t interface{ Fatal(...any) }, o intake.Options, texts ...string) []calc.Finding {
	names, content := []string{}, map[string]string{}
	for i, text := range texts {
		name := fmt.Sprintf("%d.csv", i)
		names, content[name] = append(names, name), text
	}
	m, err := Of(Asked{Options: Options{By: []By{ByOutlet}, AllFindings: true}, Files: names,
		Set:  dossier.MonitoringFiles{Kind: dossier.AutomaticData, HourMark: "beginning", Interval: "hour"},
		Open: func(name string) (intake.File, error) { return memory{bytes.NewReader([]byte(content[name]))}, nil },
		Read: o})
	if err != nil {
		t.Fatal(err)
	}
	var out []calc.Finding
	for _, f := range m.Findings {
		if f.Code == CodeDisorder {
			out = append(out, f)
		}
	}
	return out
}

// A: 0, 2, 1, 3, 2 are two rows out of order (1 behind 2, 2 behind 3), on the
// lines 4 and 6. B, whose rows stand between, is in order, and so is a file of
// its own that begins before. Both metals of a row count it once.
func TestDisorderByHand(t *testing.T) {
	const head = "时间,排放口,总铅(mg/L),总镉(mg/L),流量(m3/h)\n"
	row := func(hour int, outlet string) string {
		return fmt.Sprintf("2025-01-01 %02d:00,%s,1,1,10\n", hour, outlet)
	}
	text := head + row(0, "A") + row(2, "A") + row(1, "A") + row(3, "A") + row(2, "A") + row(0, "B") + row(4, "A") +
		row(1, "B")
	for chunk := 1; chunk < 200; chunk += 7 {
		found := disorderOf(t, intake.Options{Workers: 3, Chunk: chunk}, text, head+row(0, "A")+row(0, "A"))
		if len(found) != 1 || found[0].Count != 2 || found[0].At.String() != "0.csv:4" || found[0].Severity != calc.Note ||
			!strings.Contains(found[0].Message.EN, "2 rows have a time before") {
			t.Fatalf("chunks of %d: %v", chunk, found)
		}
	}
	// the newest first: all rows but the first of each file
	down := head + row(3, "A") + row(2, "A") + row(1, "A")
	if found := disorderOf(t, intake.Options{}, down, down); len(found) != 2 || found[0].Count != 2 ||
		found[1].Count != 2 || found[1].At.String() != "1.csv:3" {
		t.Errorf("the newest first: %v", found)
	}
}

// A naive count over the rows as written, for any cut into chunks.
func TestDisorderAgainstNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, last, want, first := "时间,排放口,总铅(mg/L),流量(m3/h)\n", map[string]int{}, int64(0), 0
		for hour := range 4 { // so that the times are seen to be hourly
			text += fmt.Sprintf("2025-01-01 %02d:00,D,1,10\n", hour)
		}
		rows := rapid.IntRange(1, 60).Draw(t, "rows")
		for line := 6; line < 6+rows; line++ {
			hour, outlet := rapid.IntRange(0, 23).Draw(t, "hour"), rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "outlet")
			text += fmt.Sprintf("2025-01-01 %02d:00,%s,%s,10\n", hour, outlet,
				rapid.SampledFrom([]string{"1", "<0.5", "-1"}).Draw(t, "value"))
			if before, known := last[outlet]; known && hour < before {
				if want++; want == 1 {
					first = line
				}
			}
			last[outlet] = hour
		}
		o := intake.Options{Workers: rapid.IntRange(1, 4).Draw(t, "workers"),
			Chunk:   rapid.IntRange(1, 300).Draw(t, "chunk"),
			InOrder: rapid.Bool().Draw(t, "in order")}
		found := disorderOf(t, o, text)
		if want == 0 && len(found) == 0 {
			return
		}
		if len(found) != 1 || found[0].Count != want || found[0].At.Line != first {
			t.Fatalf("%+v: %v, want %d rows, the first %d, of\n%s", o, found, want, first, text)
		}
	})
}

// The parts of a file may come in any order.
func TestTurnsOfParts(t *testing.T) {
	all := newTurns()
	part := func(first, last monitoring.Minute) partTurns {
		return partTurns{strands: []strand{{series: 0, first: first, last: last, row: 7}}}
	}
	all.add(5, 1, false, part(50, 60))
	all.add(4, 1, false, part(30, 55)) // 50 is before 55
	all.add(3, 1, true, part(10, 20))
	if f := all.files[1]; f.rows != 1 || f.first != (place{5, 7}) || len(f.waiting) > 0 {
		t.Errorf("%+v", f)
	}
}
