package bulk

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"testing"

	"tidai/calc/quantity"
)

// The comparison of docs/performance.md is made with a file of ten million
// rows, named by this flag; without it the benchmarks make a small one.
var file = flag.String("file", "", "file of testdata/bigcsv to measure with")

func benchFile(b *testing.B) (io.ReaderAt, int64) {
	if *file != "" {
		f, err := os.Open(*file)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { f.Close() })
		info, err := f.Stat()
		if err != nil {
			b.Fatal(err)
		}
		return f, info.Size()
	}
	var buf bytes.Buffer
	buf.WriteString("time,outlet,pollutant,c,q\n")
	for i := range 20_000 {
		fmt.Fprintf(&buf, "2025-01-%02d %02d:00:00,JL-DW-%06d,%s,0.%06d,%d.%02d\n", 1+i/600%28, i/25%24, i/5%5,
			[]string{"Pb", "Hg", "Cd", "Cr", "As"}[i%5], i%999983, i%997, i%89+10)
	}
	return bytes.NewReader(buf.Bytes()), int64(buf.Len())
}

func BenchmarkSum(b *testing.B) {
	r, size := benchFile(b)
	header := make([]byte, min(size, 200))
	if _, err := r.ReadAt(header, 0); err != nil {
		b.Fatal(err)
	}
	l := longLayout()
	l.Start, l.FirstLine = int64(bytes.IndexByte(header, '\n')+1), 2
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		result, err := Sum(r, size, l, Options{})
		if err != nil || result.Rows == 0 {
			b.Fatal(err, result.Rows)
		}
	}
}

// BenchmarkEncodingCSV makes the same exact sums with the standard library's
// reader: by outlet, pollutant and month. It neither sees rows that come twice
// nor counts what it leaves out.
func BenchmarkEncodingCSV(b *testing.B) {
	r, size := benchFile(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		in := csv.NewReader(io.NewSectionReader(r, 0, size))
		in.ReuseRecord = true
		sums := map[string]*quantity.DecimalSum{}
		var key, number []byte
		if _, err := in.Read(); err != nil {
			b.Fatal(err)
		}
		for {
			record, err := in.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			number = append(number[:0], record[3]...)
			c, ok1 := quantity.ParseDecimal(number)
			number = append(number[:0], record[4]...)
			q, ok2 := quantity.ParseDecimal(number)
			if !ok1 || !ok2 {
				b.Fatal(record)
			}
			key = append(append(append(key[:0], record[1]...), record[2]...), record[0][:7]...)
			sum := sums[string(key)]
			if sum == nil {
				sum = new(quantity.DecimalSum)
				sums[string(key)] = sum
			}
			sum.AddProduct(c, q)
		}
	}
}
