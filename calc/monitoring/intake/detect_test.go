package intake

import (
	"bytes"
	"testing"
)

// The layout of a table says where its columns stand and what its times mean;
// every value of a row becomes a reading or is counted.
func TestDetect(t *testing.T) {
	text := "时间,总铅(mg/L),总镉(mg/L),流量(m3/h)\n2025-01-01 00:00,0.05L,x,3\n2025-01-01 01:00,1,2,3\n"
	s := Look(func(string) (File, error) { return memory{bytes.NewReader([]byte(text))}, nil }, "a.csv", hourly, false)
	l, findings := s.Layout, s.Findings()
	if !s.OK() || len(findings) != 0 || l.Header != 1 || l.HeaderEnd != 1 || l.Clock.Interval != 60 ||
		l.Clock.Mark != Beginning || len(l.Metals) != 2 || l.FlowCol != 4 || l.Time != 1 || l.Values() != 2 {
		t.Fatalf("layout %+v, findings %v", l, findings)
	}
	got, records, findings := readAll(t, hourly, map[string]string{"a.csv": text})
	if tally := records[0].Tally; int64(len(got))+tally.Read != 2*l.Values() || !tally.Balanced() || len(got) != 3 ||
		codes(findings) != CodeNumber+":error" {
		t.Errorf("%d readings, %+v, findings %v", len(got), tally, findings)
	}
}
