package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// monitorFile writes a file with plain rows and odd ones, so that all cores
// read it, in several cuts.
func monitorFile(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("序号,监测时间,排放口,污染物,浓度(mg/L),流量(m3/h),标记,备注\n")
	for i := range 24_000 {
		hour := time.Date(2025, 1, 1, i/4%8760, 0, 0, 0, time.UTC).Format("2006-01-02 15:04:05")
		c, flag, note := fmt.Sprintf("0.%03d", i*7%1000), "N", ""
		switch i % 97 {
		case 5:
			c = "<0.02"
		case 9:
			flag = "D"
		case 11:
			note = `"示例，备注"`
		case 13:
			c = "x"
		case 17:
			hour = "2025-02-30 00:00"
		}
		fmt.Fprintf(&b, "%d,%s,DW00%d,%s,%s,%d.5,%s,%s\n", i+1, hour, 1+i%2, []string{"Pb", "总镉"}[i/2%2], c, 10+i%13,
			flag, note)
		if i%1000 == 3 { // the same again, or another value
			fmt.Fprintf(&b, "%d,%s,DW00%d,%s,%s,%d.5,%s,%s\n", i+1, hour, 1+i%2, []string{"Pb", "总镉"}[i/2%2], c,
				10+i%13+i/1000%2, flag, note)
		}
	}
	name := filepath.Join(t.TempDir(), "示例.csv")
	if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// All formats are the same bytes, whether all cores read or one does.
func TestMonitorIsSequential(t *testing.T) {
	bundled := "../../../../testdata/dossiers/"
	for _, name := range []string{monitorFile(t), bundled + "plating/data/B-DW001-2025.csv", bundled +
		"leather/data/B-DW001-2025.csv"} {
		t.Run(filepath.Base(filepath.Dir(filepath.Dir(name))), func(t *testing.T) { monitorBothWays(t, name) })
	}
}

func monitorBothWays(t *testing.T, name string) {
	for _, format := range []string{"table", "md", "csv", "json"} {
		var out [2]string
		for i := range out {
			var b, errs bytes.Buffer
			e := &env{in: strings.NewReader(""), out: &b, err: &errs, lookup: func(string) (string, bool) {
				return "",
					false
			}, now: time.Now,
				width: func() int { return 0 }, waiting: func() bool { return false }, oneCore: i == 1}
			if code := run([]string{"monitor", name, "--hour-mark", "beginning", "--by", "outlet,month", "--format",
				format, "--lang", "en"}, e); code != exitDone && code != exitStanding {
				t.Fatalf("exit code %d: %s", code, errs.String())
			}
			out[i] = b.String()
		}
		if out[0] != out[1] {
			t.Errorf("%s differs:\n%s\nand\n%s", format, out[0], out[1])
		}
	}
}

// The line is written at most every tenth of a second and taken away.
func TestProgress(t *testing.T) {
	var b bytes.Buffer
	clock := time.Unix(0, 0)
	vars := map[string]string{}
	e := &env{err: &b, now: func() time.Time { return clock }, waiting: func() bool { return true },
		lookup: func(k string) (string, bool) { v, ok := vars[k]; return v, ok }}
	p := e.newProgress()
	p.at("d/a.csv", 10, 100) // too early
	clock = clock.Add(time.Second)
	p.at("d/a.csv", 50, 100)
	p.at("d/a.csv", 60, 100) // too soon
	clock = clock.Add(time.Second)
	p.at("d/b", 100, 100)
	p.done()
	want := "\ra.csv [============            ] 50 %" + "\rb [========================] 100 %   " + "\r" +
		strings.Repeat(" ", 34) + "\r"
	if b.String() != want {
		t.Errorf("written %q, want %q", b.String(), want)
	}
	for _, name := range []string{"NO_COLOR", "TERM"} {
		b.Reset()
		vars = map[string]string{name: "dumb"}
		p := e.newProgress()
		clock = clock.Add(time.Hour)
		p.at("a", 1, 2)
		p.done()
		if b.Len() > 0 {
			t.Errorf("%s: %q", name, b.String())
		}
	}
}

// The reading of a dossier's monitoring files is shown, too, and changes
// nothing of the result.
func TestActualShowsProgress(t *testing.T) {
	var out [2]string
	for i, tty := range []bool{false, true} {
		var b, errs bytes.Buffer
		clock := time.Unix(0, 0)
		e := &env{in: strings.NewReader(""), out: &b, err: &errs, lookup: func(string) (string, bool) {
			return "",
				false
		},
			now:   func() time.Time { clock = clock.Add(time.Second); return clock },
			width: func() int { return 0 }, waiting: func() bool { return tty }}
		if code := run([]string{"actual", "../../../../testdata/dossiers/plating", "--lang", "en"}, e); code !=
			exitDone {
			t.Fatalf("exit code %d: %s", code, errs.String())
		}
		out[i] = b.String()
		if shown := strings.Contains(errs.String(), "\rB-DW001-2025.csv ["); shown != tty {
			t.Errorf("terminal %t: progress shown %t: %q", tty, shown, errs.String())
		}
	}
	if out[0] != out[1] {
		t.Error("the result depends on the terminal")
	}
}
