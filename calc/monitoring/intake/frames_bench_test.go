package intake

import (
	"bytes"
	"fmt"
	"testing"

	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/hj212"
)

// hourlyLog writes hours of 20 outlets with a flow and five metals each.
func hourlyLog(frames int) []byte {
	var out []byte
	for i := range frames {
		hour, outlet := i/20, i%20
		body := fmt.Appendf(nil, "QN=20250101000000000;ST=32;CN=2061;PW=123456;MN=010000A8900016F0%08d;Flag=4;"+
			"CP=&&DataTime=2025%02d%02d%02d0000;w00000-Cou=20.0,w00000-Flag=N", outlet, 1+hour/24/28%12,
			1+hour/24%28, hour%24)
		for k, code := range []string{"w20120", "w20115", "w20119", "w20111", "w20117"} {
			c := 10 + (i+k)%90 // ug/L; × 20.0 m3 is c × 0.02 g
			body = fmt.Appendf(body, ";%s-Cou=%d.%02d,%[1]s-Min=%[4]d.0,%[1]s-Avg=%[4]d.0,%[1]s-Max=%[4]d.0",
				code, c/50, c%50*2, c)
			body = fmt.Appendf(body, ",%s-Flag=N", code)
		}
		body = append(body, "&&"...)
		out = fmt.Appendf(out, "##%04d%s%04X\r\n", len(body), body, hj212.CRC(body))
	}
	return out
}

func BenchmarkFrames(b *testing.B) {
	data := hourlyLog(20_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		s := Look(func(string) (File, error) { return memory{bytes.NewReader(data)}, nil }, "a.txt",
			dossier.MonitoringFiles{}, true)
		n := 0
		record, err := s.Read(func(monitoring.Reading) error { n++; return nil })
		if err != nil || n != 100_000 || record.Handed != 100_000 || len(s.Findings()) != 1 {
			b.Fatal(n, err, record, s.Findings())
		}
	}
}
