// Command bigcsv writes a monitoring file of any size, the same bytes for the
// same flags: hourly rows of time, outlet, pollutant, concentration and flow,
// hour by hour through all outlets. docs/performance.md measures with it.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strconv"
	"time"
)

func main() {
	rows := flag.Int("rows", 10_000_000, "rows to write")
	outlets := flag.Int("outlets", 229, "outlets")
	out := flag.String("o", "", "file to write; standard output without it")
	flag.Parse()
	if err := write(*out, *rows, *outlets); err != nil {
		fmt.Fprintln(os.Stderr, "bigcsv:", err)
		os.Exit(1)
	}
}

var metals = []string{"Pb", "Hg", "Cd", "Cr", "As"}

func write(name string, rows, outlets int) (err error) {
	f := os.Stdout
	if name != "" {
		if f, err = os.Create(name); err != nil {
			return err
		}
	}
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprint(w, "监测时间,排放口,污染物,浓度(mg/L),流量(m3/h)\n")
	generate(w, rows, outlets)
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// generate draws from a linear congruential generator (Knuth's MMIX
// constants): the file must be the same everywhere and at every version of Go.
func generate(w *bufio.Writer, rows, outlets int) {
	state := uint64(20250101)
	next := func(n uint64) uint64 {
		state = state*6364136223846793005 + 1442695040888963407
		return (state >> 33) % n
	}
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	line := make([]byte, 0, 128)
	for row := 0; row < rows; at = at.Add(time.Hour) {
		for o := 1; o <= outlets && row < rows; o++ {
			for i := 0; i < len(metals) && row < rows; i++ {
				line = at.AppendFormat(line[:0], "2006-01-02 15:04:05")
				line = append(line, ",JL-DW-"...)
				line = strconv.AppendInt(line, int64(100000+o), 10)
				line = append(line, ',')
				line = append(line, metals[i]...)
				line = append(line, ",0."...)
				line = strconv.AppendUint(line, 100000+next(900000), 10)
				line = append(line, ',')
				line = strconv.AppendUint(line, 10+next(990), 10)
				line = append(line, '.')
				line = strconv.AppendUint(line, 10+next(90), 10)
				line = append(line, '\n')
				w.Write(line)
				row++
			}
		}
	}
}
