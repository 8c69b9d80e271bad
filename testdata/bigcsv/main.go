// Command bigcsv writes monitoring data of any size, the same bytes for the
// same flags: hourly rows of time, outlet, pollutant, concentration and flow,
// hour by hour through all outlets; as one CSV file, as several in a folder, or
// as a workbook of up to 1,048,575 rows; or as a dossier whose outlets have a file
// each, of minutes or hours of a year. docs/performance.md measures with it.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

func main() {
	rows := flag.Int("rows", 10_000_000, "rows to write")
	outlets := flag.Int("outlets", 229, "outlets")
	files := flag.Int("files", 1, "files to write: more than one go into the folder -o")
	book := flag.Bool("xlsx", false, "write a workbook, as spreadsheets save it")
	dossier := flag.Bool("dossier", false, "write a dossier into the folder -o")
	minutes := flag.Int("minutes", 1, "with -dossier: length of a reading, 1 or 60")
	days := flag.Int("days", 365, "with -dossier: days")
	out := flag.String("o", "", "file or folder to write; standard output without it")
	flag.Parse()
	d := &data{outlets: *outlets, at: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), state: 20250101}
	var err error
	switch {
	case *dossier:
		err = plant{outlets: *outlets, days: *days, minutes: *minutes}.write(*out)
	case *book:
		err = inFile(*out, func(w io.Writer) error { return d.workbook(w, *rows) })
	case *files > 1:
		err = d.folder(*out, *rows, *files)
	default:
		err = inFile(*out, func(w io.Writer) error { return d.csv(w, *rows) })
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bigcsv:", err)
		os.Exit(1)
	}
}

func inFile(name string, do func(io.Writer) error) (err error) {
	f := os.Stdout
	if name != "" {
		if f, err = os.Create(name); err != nil {
			return err
		}
	}
	w := bufio.NewWriterSize(f, 1<<20)
	if err := do(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// folder writes files that follow each other in time.
func (d *data) folder(dir string, rows, files int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i := range files {
		n := rows*(i+1)/files - rows*i/files
		name := filepath.Join(dir, fmt.Sprintf("part-%04d.csv", i+1))
		if err := inFile(name, func(w io.Writer) error { return d.csv(w, n) }); err != nil {
			return err
		}
	}
	return nil
}

var heads = []string{"监测时间", "排放口", "污染物", "浓度(mg/L)", "流量(m3/h)"}

var metals = []string{"Pb", "Hg", "Cd", "Cr", "As"}

// data is a table that is drawn row by row from a linear congruential generator
// (Knuth's MMIX constants): it must be the same everywhere and at every version
// of Go.
type data struct {
	outlets       int
	at            time.Time // of the next row
	outlet, metal int
	state         uint64
}

func (d *data) draw(n uint64) uint64 {
	d.state = d.state*6364136223846793005 + 1442695040888963407
	return (d.state >> 33) % n
}

// next moves to the next row; numbers are its concentration and flow.
func (d *data) next(numbers []byte) []byte {
	numbers = append(numbers, "0."...)
	numbers = strconv.AppendUint(numbers, 100000+d.draw(900000), 10)
	numbers = append(numbers, ',')
	numbers = strconv.AppendUint(numbers, 10+d.draw(990), 10)
	numbers = append(numbers, '.')
	numbers = strconv.AppendUint(numbers, 10+d.draw(90), 10)
	if d.metal++; d.metal < len(metals) {
		return numbers
	}
	d.metal = 0
	if d.outlet++; d.outlet == d.outlets {
		d.outlet, d.at = 0, d.at.Add(time.Hour)
	}
	return numbers
}

func (d *data) csv(w io.Writer, rows int) error {
	line := make([]byte, 0, 128)
	for i, h := range heads {
		if i > 0 {
			line = append(line, ',')
		}
		line = append(line, h...)
	}
	if _, err := w.Write(append(line, '\n')); err != nil {
		return err
	}
	for range rows {
		line = d.at.AppendFormat(line[:0], "2006-01-02 15:04:05")
		line = append(line, ",JL-DW-"...)
		line = strconv.AppendInt(line, int64(100001+d.outlet), 10)
		line = append(append(append(line, ','), metals[d.metal]...), ',')
		line = append(d.next(line), '\n')
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}
