package intake

import (
	"bytes"
	"testing"

	"tidai/calc/sheet"
)

// A row decoded by itself is the row as the reader reads it.
func TestDecoder(t *testing.T) {
	text := "时间,总铅(mg/L),总镉(mg/L),流量(m3/h)\n2025-01-01 00:00,0.05L,x,3\n2025-01-01 01:00,1,2,3\n"
	file := memory{bytes.NewReader([]byte(text))}
	l, findings, ok := Detect(file, "a.csv", hourly)
	if !ok || len(findings) != 0 || l.Header != 1 || l.HeaderEnd != 1 || l.Clock.Interval != 60 ||
		l.Clock.Mark != Beginning || len(l.Metals) != 2 || l.FlowCol != 4 || l.Time != 1 || l.Values() != 2 {
		t.Fatalf("layout %+v, findings %v", l, findings)
	}
	want, _, _ := readAll(t, hourly, map[string]string{"a.csv": text})
	d, n := NewDecoder(hourly, l, "a.csv"), 0
	_, err := sheet.Rows(file, file.Size(), sheet.Options{}, func(r *sheet.Row) error {
		if r.Number <= l.HeaderEnd {
			return nil
		}
		got, tally := d.Row(r)
		if int64(len(got))+tally.Read != l.Values() || !tally.Balanced() {
			t.Errorf("row %d: %d readings, %+v", r.Number, len(got), tally)
		}
		for _, x := range got {
			if brief(x) != brief(want[n]) || x.Place != want[n].Place {
				t.Errorf("%s, want %s", brief(x), brief(want[n]))
			}
			n++
		}
		return nil
	})
	if err != nil || n != len(want) || n != 3 || codes(d.Findings()) != CodeNumber+":error" {
		t.Errorf("%d readings, error %v, findings %v", n, err, d.Findings())
	}
}
