// Command bigframes writes a log of HJ 212 frames of any size, the same bytes
// for the same flags: hourly messages (2061) of flow and five metals as
// stations write them, hour by hour through all outlets.
// docs/performance.md measures with it.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strconv"
	"time"

	"tidai/calc/monitoring/hj212"
)

func main() {
	frames := flag.Int("frames", 1_000_000, "frames to write")
	outlets := flag.Int("outlets", 100, "outlets")
	out := flag.String("o", "", "file to write; standard output without it")
	flag.Parse()
	if err := write(*out, *frames, *outlets); err != nil {
		fmt.Fprintln(os.Stderr, "bigframes:", err)
		os.Exit(1)
	}
}

func write(name string, frames, outlets int) (err error) {
	f := os.Stdout
	if name != "" {
		if f, err = os.Create(name); err != nil {
			return err
		}
	}
	w := bufio.NewWriterSize(f, 1<<20)
	g := generator{state: 20250101}
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := 0; n < frames; at = at.Add(time.Hour) {
		for o := 1; o <= outlets && n < frames; o++ {
			if _, err := w.Write(g.frame(at, o)); err != nil {
				return err
			}
			n++
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// generator is a linear congruential one (Knuth's MMIX constants): the file
// must be the same everywhere and at every version of Go.
type generator struct {
	state     uint64
	body, buf []byte
}

func (g *generator) next(n uint64) uint64 {
	g.state = g.state*6364136223846793005 + 1442695040888963407
	return (g.state >> 33) % n
}

// metals are codes of annex B whose concentrations are in ug/L and totals in g.
var metals = []string{"w20120", "w20115", "w20119", "w20111", "w20117"}

// frame is one message: the flow in m3 and, of each metal, a concentration and
// its product with the flow.
func (g *generator) frame(at time.Time, outlet int) []byte {
	cubic := 100 + g.next(900) // of 0.1 m3
	b := append(g.body[:0], "QN="...)
	b = at.Add(time.Hour).AppendFormat(b, "20060102150405")
	b = fmt.Appendf(b, "000;ST=32;CN=2061;PW=123456;MN=010000A8900016F0%08d;Flag=4;CP=&&DataTime=", outlet)
	b = at.AppendFormat(b, "20060102150405")
	b = fmt.Appendf(b, ";w00000-Cou=%d.%d,w00000-Flag=N", cubic/10, cubic%10)
	for _, code := range metals {
		conc := 20 + g.next(200) // of 0.1 ug/L
		mass := conc * cubic     // of 0.01 mg: ug/L × m3 is mg
		b = append(b, ';')
		b = append(b, code...)
		b = append(b, "-Cou="...)
		b = fmt.Appendf(b, "%d.%05d", mass/100_000, mass%100_000)
		for i, name := range []string{"Min", "Avg", "Max"} {
			v := conc + uint64(i) - 1
			b = append(b, ',')
			b = append(b, code...)
			b = append(b, '-')
			b = append(b, name...)
			b = append(b, '=')
			b = strconv.AppendUint(b, v/10, 10)
			b = append(b, '.')
			b = strconv.AppendUint(b, v%10, 10)
		}
		b = append(b, ',')
		b = append(b, code...)
		b = append(b, "-Flag=N"...)
	}
	g.body = append(b, "&&"...)
	g.buf = fmt.Appendf(g.buf[:0], "##%04d%s%04X\r\n", len(g.body), g.body, hj212.CRC(g.body))
	return g.buf
}
