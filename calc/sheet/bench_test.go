package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

var (
	benchRows = flag.Int("rows", 50_000, "rows of the benchmarks' tables")
	inline    = flag.Bool("inline", false, "write times into the cells, not among the shared strings")
)

// bigXLSX streams a workbook of hourly data as Excel saves it: time (text,
// all different), outlet (text, 100 different), concentration, flow, load.
func bigXLSX(out io.Writer, rows int, inline bool) error {
	z := zip.NewWriter(out)
	part := func(name string, write func(*bufio.Writer)) error {
		w, err := z.Create(name)
		if err != nil {
			return err
		}
		b := bufio.NewWriter(w)
		write(b)
		return b.Flush()
	}
	for _, p := range [][2]string{{"_rels/.rels", topRels},
		{"xl/workbook.xml", strings.ReplaceAll(bookXML, `<sheet name="图" r:id="r3"/>`, "")},
		{"xl/_rels/workbook.xml.rels", bookRels}, {"xl/styles.xml", styleXML}, {"xl/worksheets/sheet2.xml",
			inSheet("")},
		{"[Content_Types].xml",
			`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`}} {
		text := strings.ReplaceAll(p[1], `"http://x/`,
			`"http://schemas.openxmlformats.org/officeDocument/2006/relationships/`)
		text = strings.ReplaceAll(text, `xmlns:r="y"`,
			`xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`)
		text = strings.Replace(text, "<styleSheet>",
			`<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`, 1)
		text = strings.Replace(text, "<worksheet>",
			`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`, 1)
		text = strings.Replace(text, "<Relationships>",
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`, 1)
		if err := part(p[0], func(w *bufio.Writer) { w.WriteString(text) }); err != nil {
			return err
		}
	}
	const outlets = 100
	at := func(i int) string {
		return time.Date(2020, 1, 1, 0, i, 0, 0, time.UTC).Format("2006-01-02 15:04")
	}
	err := part("xl/sharedStrings.xml", func(w *bufio.Writer) {
		fmt.Fprintf(w, `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`)
		for i := range outlets {
			fmt.Fprintf(w, `<si><t>DW%03d车间排放口</t></si>`, i)
		}
		for i := range rows {
			if !inline {
				fmt.Fprintf(w, `<si><t>%s</t></si>`, at(i))
			}
		}
		w.WriteString("</sst>")
	})
	if err != nil {
		return err
	}
	err = part("xl/worksheets/sheet1.xml", func(w *bufio.Writer) {
		w.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
		for i := range rows {
			r := i + 1
			if inline {
				fmt.Fprintf(w, `<row r="%d" spans="1:5"><c r="A%d" t="inlineStr"><is><t>%s</t></is></c>`, r, r, at(i))
			} else {
				fmt.Fprintf(w, `<row r="%d" spans="1:5"><c r="A%d" t="s"><v>%d</v></c>`, r, r, outlets+i)
			}
			fmt.Fprintf(w,
				`<c r="B%d" t="s"><v>%d</v></c><c r="C%d"><v>%d.%03d</v></c><c r="D%d" s="0"><v>%d.%d</v></c><c r="E%d"><v>%dE-2</v></c></row>`,
				r, i%outlets, r, i%3, i*7919%1000, r, 100+i%50, i%10, r, i*31%997)
		}
		w.WriteString(`</sheetData></worksheet>`)
	})
	if err != nil {
		return err
	}
	return z.Close()
}

func bigFile(b *testing.B) (*os.File, int64) {
	f, err := os.Create(filepath.Join(b.TempDir(), "big.xlsx"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	if err := bigXLSX(f, *benchRows, *inline); err != nil {
		b.Fatal(err)
	}
	size, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		b.Fatal(err)
	}
	return f, size
}

// peak is the largest memory the process ever had, in MB; 0 where it is not
// known.
func peak() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range bytes.Lines(status) {
		if f := strings.Fields(string(line)); f[0] == "VmHWM:" {
			kb, _ := strconv.Atoi(f[1])
			return float64(kb) / 1000
		}
	}
	return 0
}

// cpu is the processor time of the process in seconds; 0 where it is not
// known. On a busy machine it is what to compare.
func cpu() float64 {
	stat, _ := os.ReadFile("/proc/self/stat")
	_, behind, _ := bytes.Cut(stat, []byte(") "))
	f := strings.Fields(string(behind))
	if len(f) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return float64(user+system) / 100
}

func report(b *testing.B, start float64) {
	b.ReportMetric((cpu()-start)/float64(b.N), "cpu-s/op")
	b.ReportMetric(float64(*benchRows)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
	b.ReportMetric(peak(), "MB-peak")
}

func BenchmarkXLSX(b *testing.B) {
	f, size := bigFile(b)
	start := cpu()
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if _, err := Rows(f, size, Options{}, func(r *Row) error { n += len(r.Cells); return nil }); err != nil ||
			n != 5**benchRows {
			b.Fatal(n, err)
		}
	}
	report(b, start)
}

func BenchmarkXLSXExcelize(b *testing.B) {
	f, _ := bigFile(b)
	start := cpu()
	b.ReportAllocs()
	for b.Loop() {
		book, err := excelize.OpenFile(f.Name(), excelize.Options{RawCellValue: true})
		if err != nil {
			b.Fatal(err)
		}
		rows, err := book.Rows("A&B")
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for rows.Next() {
			cells, err := rows.Columns()
			if err != nil {
				b.Fatal(err)
			}
			n += len(cells)
		}
		if n != 5**benchRows {
			b.Fatal(n)
		}
		rows.Close()
		book.Close()
	}
	report(b, start)
}

func BenchmarkCSV(b *testing.B) {
	var text bytes.Buffer
	for i := range *benchRows {
		fmt.Fprintf(&text, "%s,DW%03d,0.%03d,%d.%d,%dE-2\n", time.Date(2020, 1, 1, 0, i, 0, 0, time.UTC).
			Format("2006-01-02 15:04"), i%100, i*7919%1000, 100+i%50, i%10, i*31%997)
	}
	quoted := strings.ReplaceAll(text.String(), ",DW", `,"车间排放口 ""一""",DW`)
	for name, data := range map[string][]byte{"plain": text.Bytes(), "quoted": []byte(quoted),
		"gb18030": encode(b, quoted, GB18030, false), "utf-16": encode(b, quoted, UTF16LE, true)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				if _, err := Rows(bytes.NewReader(data), int64(len(data)), Options{},
					func(r *Row) error { n++; return nil }); err != nil || n != *benchRows {
					b.Fatal(n, err)
				}
			}
		})
	}
}

func BenchmarkSerialDate(b *testing.B) {
	for b.Loop() {
		SerialDate("45292.041666666664", false)
	}
}
