package files

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc/dossier"
	"tidai/calc/monitoring/hj212"
	"tidai/calc/monitoring/intake"
	"tidai/calc/monitoring/totals"
)

// hourRow is what a device of a mill reports of an hour.
type hourRow struct{ month, hour, mill, lead, flag, volume string }

const csvHead = "监测时间,排放口,总铅(ug/L),总铅标记,排水量(m3)\n"

func (r hourRow) csv() string {
	return fmt.Sprintf("2025-%s-05 %s:00,%s,%s,%s,%s\n", r.month, r.hour, r.mill, r.lead, r.flag, r.volume)
}

// frame is the same as a message of HJ 212-2017: w20120 is lead in ug/L, the
// total of w00000 the volume in m3.
func (r hourRow) frame() string {
	segment := fmt.Sprintf("QN=20250601000000000;ST=32;CN=2061;PW=000000;MN=%s;Flag=4;CP=&&DataTime=2025%s05%s0000;"+
		"w00000-Cou=%s,w00000-Flag=N;w20120-Avg=%s,w20120-Flag=%s&&", r.mill, r.month, r.hour, r.volume, r.lead, r.flag)
	return fmt.Sprintf("##%04d%s%04X\r\n", len(segment), segment, hj212.CRC([]byte(segment)))
}

// A table cut into files, shuffled, its rows said twice, and packed in any way:
// plain, .gz, members of a .zip, in a folder, or as frames. No total changes.
func TestCutsAndPacking(t *testing.T) {
	parent := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp(parent, "")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		rows := drawHours(t)
		whole := csvHead
		for _, r := range rows {
			whole += r.csv()
		}
		put(t, filepath.Join(dir, "whole.csv"), whole)
		want := totalOf(t, filepath.Join(dir, "whole.csv"))
		if want == "" {
			t.Fatalf("no total of\n%s", whole)
		}

		order := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Perm(len(rows))
		frames, tables := make([]string, 2), make([]string, 4)
		for _, i := range order {
			for range rapid.SampledFrom([]int{1, 1, 1, 2}).Draw(t, "times") {
				if rapid.Bool().Draw(t, "frame") {
					frames[rapid.IntRange(0, 1).Draw(t, "log")] += rows[i].frame()
					continue
				}
				at := rapid.IntRange(0, len(tables)-1).Draw(t, "file")
				if tables[at] == "" || rapid.IntRange(0, 9).Draw(t, "again") == 0 {
					tables[at] += csvHead
				}
				tables[at] += rows[i].csv()
			}
		}
		var args []string
		for i, text := range append(tables, frames...) {
			if text != "" {
				name := fmt.Sprintf("%d%s", i, map[bool]string{true: ".csv", false: ".log"}[i < len(tables)])
				args = append(args, packInto(t, dir, name, text))
			}
		}
		if got := totalOf(t, args...); got != want {
			t.Fatalf("%s\nwant\n%s\nof %v:\n%s\n%q\n%q", got, want, args, whole, tables, frames)
		}
	})
}

// drawHours draws hours of two mills, each hour of a mill once.
func drawHours(t *rapid.T) []hourRow {
	var rows []hourRow
	seen := map[string]bool{}
	for range rapid.IntRange(1, 40).Draw(t, "rows") {
		r := hourRow{month: fmt.Sprintf("%02d", rapid.IntRange(1, 2).Draw(t, "month")),
			hour:   fmt.Sprintf("%02d", rapid.IntRange(0, 23).Draw(t, "hour")),
			mill:   rapid.SampledFrom([]string{"EXAMPLE00000000000000001", "EXAMPLE00000000000000002"}).Draw(t, "mill"),
			lead:   rapid.SampledFrom([]string{"200", "0.5", "12.25"}).Draw(t, "lead"),
			flag:   rapid.SampledFrom([]string{"N", "N", "N", "D", "F"}).Draw(t, "flag"),
			volume: rapid.SampledFrom([]string{"50.0", "7.125"}).Draw(t, "volume")}
		if key := r.month + r.hour + r.mill; !seen[key] {
			seen[key] = true
			rows = append(rows, r)
		}
	}
	return rows
}

// packInto writes a file in one of the ways that are unpacked, and returns the
// argument that names it.
func packInto(t *rapid.T, dir, name, text string) string {
	switch rapid.SampledFrom([]string{"plain", "gz", "zip", "zip of gz", "folder"}).Draw(t, "packing") {
	case "gz":
		return put(t, filepath.Join(dir, name+".gz"), gzipped(text))
	case "zip":
		return put(t, filepath.Join(dir, name+".zip"), string(zipped(t, "数据/"+name, text, "说明.docx", "示例")))
	case "zip of gz":
		return put(t, filepath.Join(dir, name+".zip"), string(zipped(t, name+".gz", gzipped(text))))
	case "folder":
		folder := filepath.Join(dir, name+".d")
		put(t, filepath.Join(folder, name), text)
		return folder
	}
	return put(t, filepath.Join(dir, name), text)
}

// failer is a test, drawn or not.
type failer interface {
	Helper()
	Fatal(...any)
}

func put(t failer, name, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// totalOf is what arguments come to, apart from what is said of each file:
// values said twice are counted as such, and that is no total.
func totalOf(t *rapid.T, args ...string) string {
	in, err := Of(args, strings.NewReader(""), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	m, err := totals.Of(totals.Asked{Options: totals.Options{By: []totals.By{totals.ByOutlet, totals.ByMonth}},
		Files: in.Names, Left: in.Left, Open: func(name string) (intake.File, error) { return in.Open(name) },
		Set: dossier.MonitoringFiles{Kind: dossier.AutomaticData, HourMark: intake.Beginning, Interval: "hour"}})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, g := range m.Result.Groups {
		fmt.Fprintf(&b, "%s %s %s: used %d, stopped %d, flagged %d; %d min; %v kg, %v %v..%v\n", g.Outlet,
			g.Pollutant, g.Period, g.Tally.Used, min(g.Tally.Reasons[totals.ReasonStopped], 1),
			min(g.Tally.Reasons[totals.ReasonFlag], 1), g.Covered, g.Amounts.Limit.Exact(), g.Detected, g.Least.Exact(), g.Most.Exact())
	}
	return b.String()
}
