package intake

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc/monitoring"
	"tidai/calc/monitoring/hj212"
)

// readLog reads a log in pieces of so many bytes at least, and writes all that
// comes of it down.
func readLog(t interface{ Fatal(...any) }, data []byte, piece int64) []string {
	set := hourly
	set.HourMark, set.Outlet = "", ""
	f := &faults{file: "a.txt"}
	file := memory{bytes.NewReader(data)}
	l := lookFrames(file, set, f, frameOptions{piece: piece})
	record := monitoring.FileRecord{Name: "a.txt"}
	var out []string
	if err := l.read(file, &record, f, func(r monitoring.Reading) error {
		out = append(out, fmt.Sprintf("%s %s m=%v", brief(r), r.Place, r.Mass.Decimal))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if !record.Tally.Balanced() || int(record.Handed) != len(out) {
		t.Fatal(record, len(out))
	}
	for _, g := range f.findings() {
		out = append(out, fmt.Sprintf("%s %s %v %v", g.Code, g.Severity, g.At, g.Message))
	}
	return append(out, fmt.Sprintf("%+v", record))
}

// Wherever a log is cut, the readings, counts and findings are those of the log
// in one piece.
func FuzzFramePieces(f *testing.F) {
	log := hourlyLog(2)
	f.Add(log)
	f.Add(bytes.Replace(log, []byte("Avg"), []byte("avg"), 1))
	f.Add(bytes.ReplaceAll(log, []byte("\r\n"), nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		want := readLog(t, data, int64(len(data))+1)
		if got := readLog(t, data, 1); !reflect.DeepEqual(got, want) {
			t.Fatalf("cut at every frame:\n%q\nwhole:\n%q", got, want)
		}
	})
}

// drawLog writes frames of every kind: split and whole, of hours, days and
// minutes, with values that are none, flows that differ, codes nobody knows.
func drawLog(t *rapid.T) []byte {
	var out []byte
	pick := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
	for i := range rapid.IntRange(1, 12).Draw(t, "frames") {
		cp := pick("code", "w20120", "w20115", "026", "w99999", "a20044", "w01018") + "-Avg=" +
			pick("value", "1.5", "120", "0.05L", "", "x", "0.00001", "-1") + pick("total", "", ",w20120-Cou=5") +
			pick("mark", "", ",w20120-Flag=N", ",w20120-Flag=D", ",w20120-Flag=q") +
			pick("flow", "", ";w00000-Cou=5.0", ";w00000-Avg=1.4", ";w00000-Cou=6,w00000-Flag=M")
		at := "DataTime=202501010" + pick("hour", "1", "2", "3") + pick("minute", "0000", "1000") + ";"
		head := "ST=" + pick("ST", "32", "31", "45") + ";CN=" + pick("CN", "2061", "2061", "2031", "2051", "2011") +
			";MN=M" + pick("MN", "1", "2") + ";Flag="
		bodies := []string{head + pick("Flag", "4", "8", "0") + ";CP=&&" + at + cp + "&&"}
		if rapid.IntRange(0, 3).Draw(t, "split") == 0 {
			qn := fmt.Sprintf("QN=202501010000%05d;", i)
			bodies = []string{qn + head + "6;PNUM=2;PNO=1;CP=&&" + at + "&&",
				qn + head + "6;PNUM=2;PNO=2;CP=&&" + cp + "&&"}
		}
		for _, body := range bodies {
			out = fmt.Appendf(out, "##%04d%s%04X%s", len(body), body, hj212.CRC([]byte(body)),
				pick("end", "\r\n", "", "\n12:00 ", "##0100QN=broken\n"))
		}
	}
	return out
}

func TestFramePieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := drawLog(t)
		want := readLog(t, data, int64(len(data))+1)
		if got := readLog(t, data, rapid.Int64Range(1, 600).Draw(t, "piece")); !reflect.DeepEqual(got, want) {
			t.Fatalf("cut:\n%q\nwhole:\n%q\n%q", got, want, data)
		}
	})
}

// A log that is read by several goroutines gives what a small one does.
func TestFramesLarge(t *testing.T) {
	data := hourlyLog(6000)
	if len(data) < 2*smallLog {
		t.Fatalf("%d bytes are read by one goroutine", len(data))
	}
	want := readLog(t, data, int64(len(data))+1)
	if got := readLog(t, data, 100_000); !reflect.DeepEqual(got, want) || len(got) != 30_002 {
		t.Errorf("%d lines, want %d", len(got), len(want))
	}
}
