package totals

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
)

type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

// table is a random file, and how it is to be read.
type table struct {
	data  []byte
	rows  [][]string // as written, the header first
	comma rune
	set   dossier.MonitoringFiles
	o     Options
	long  bool
}

func (x table) open(string) (intake.File, error) { return memory{bytes.NewReader(x.data)}, nil }

// read is everything that is said of a file.
type read struct {
	records  []monitoring.FileRecord
	findings []calc.Finding
	result   Result
}

func (x table) read(t *rapid.T, o intake.Options) read {
	set := x.set
	set.Files = nil
	m, err := Of(Asked{Options: x.o, Files: x.set.Files, Set: set, Open: x.open, Read: o})
	if err != nil {
		t.Fatal(err)
	}
	return read{m.Files, m.Findings, m.Result}
}

// text writes a result with its exact numbers: quantities that are equal are
// not always made of the same words.
func (r read) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%+v\n", r.records)
	for _, f := range r.findings {
		fmt.Fprintf(&b, "%+v\n", f)
	}
	for _, name := range []string{"a.csv"} {
		fmt.Fprintf(&b, "%+v\n", r.result.Files[name])
	}
	rule := func(x ByRule) string {
		if !x.OK {
			return "-"
		}
		return x.Zero.Exact() + " " + x.Half.Exact() + " " + x.Limit.Exact() + " " + x.Limit.Unit().String()
	}
	for _, g := range r.result.Groups {
		fmt.Fprintf(&b, "%s %s %s %d %+v nd%d nf%d %d/%d %v %s..%s %v %s %s %v\n", g.Outlet, g.Pollutant, g.Period,
			g.Minutes, g.Tally, g.NonDetect, g.NoFlow, g.Covered, g.Span,
			g.Detected, g.Least.Exact(), g.Most.Exact(), g.Weighted, rule(g.Means), rule(g.Amounts), g.Why)
	}
	return b.String()
}

var (
	cleanTimes = []string{"2024-02-28 22:00:00", "2024-02-29 23:00:00", "2024-02-29 01:00:00", "2024-03-01 00:00:00",
		"2024/3/1 5:00", "2024-03-01T06:00"}
	oddTimes = []string{"2024-02-30 00:00:00", "2024-02-28 24:00", "2024-02-29 01:30:00", "2024-03-01 05:00:30",
		"2024-02-29", "2024-03/01 00:00", "合计", "", "2024年3月1日8时"}
	cleanNums = []string{"0", "0.5", "0.50", "1", "12.25", "1234567.1234567", "0.0000001", "7", "100"}
	oddNums   = []string{"<0.05", "0.05L", "3e-2", "-1", "", "未检出", "x", "1,5", ">9", "123456789.5",
		"12345678901234567890.5", "１．５", " 2", "--"}
)

// drawTable draws a table with disorder, repeated rows, rows that contradict
// each other, quotes, flags, values not detected, blank and short lines, in an
// encoding. One table in three is mostly plain.
func drawTable(t *rapid.T) table {
	x := table{long: rapid.Bool().Draw(t, "long"), comma: rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t,
		"comma")}
	x.set = dossier.MonitoringFiles{Files: []string{"a.csv"}, Kind: "automatic",
		HourMark: rapid.SampledFrom([]string{"beginning", "ending"}).Draw(t, "mark"), Interval: "hour",
		ManualEntry: rapid.Bool().Draw(t, "manual")}
	x.o = Options{By: rapid.SampledFrom([][]By{{ByOutlet}, {ByOutlet, ByMonth}, {ByMonth}, {ByYear, ByOutlet}, {ByDay},
		{}}).Draw(t, "by"), ManualEntry: x.set.ManualEntry}
	if rapid.Bool().Draw(t, "bounded") {
		x.o.From, x.o.To = calc.MustDate("2024-02-29"), calc.MustDate("2024-02-29")
	}
	stated := !x.long && rapid.IntRange(0, 2).Draw(t, "one outlet") == 0
	if stated {
		x.set.Outlet = "DW9"
	}
	oddity := rapid.SampledFrom([]int{0, 2, 20}).Draw(t, "oddity")
	cell := func(clean, odd []string) string {
		if rapid.IntRange(1, 100).Draw(t, "odd") <= oddity {
			return rapid.SampledFrom(odd).Draw(t, "cell")
		}
		return rapid.SampledFrom(clean).Draw(t, "cell")
	}
	type column struct {
		head       string
		clean, odd []string
	}
	columns := []column{{"时间", cleanTimes, oddTimes}}
	if !stated {
		columns = append(columns, column{"排放口", []string{"A", "DW001", "示例口"}, []string{"", `A"B`, " A", "Ａ"}})
	}
	if x.long {
		columns = append(columns, column{"污染物", []string{"Pb", "总镉", "Cd"}, []string{"COD", "铅(ug/L)", "", "流量",
			"?"}}, column{"浓度(mg/L)", cleanNums, oddNums})
	} else {
		columns = append(columns, column{"总铅(mg/L)", cleanNums, oddNums}, column{"总镉(ug/L)", cleanNums, oddNums})
	}
	if x.long || rapid.Bool().Draw(t, "flow") {
		columns = append(columns, column{"流量(m3/h)", cleanNums, oddNums})
	}
	if rapid.Bool().Draw(t, "flag") {
		columns = append(columns, column{"标记", []string{"N"}, []string{"D", "F", "", "S", "？", "n"}})
	}
	if rapid.Bool().Draw(t, "remark") {
		columns = append(columns, column{"备注", []string{"", "x", "备注"}, []string{"a\"b", "q", "\u3000"}})
	}
	if rapid.Bool().Draw(t, "number") {
		columns = append([]column{{"序号", []string{"1", "22"}, []string{"", "平均", "a"}}}, columns...)
	}
	var head []string
	for _, c := range columns {
		head = append(head, c.head)
	}
	x.rows = [][]string{head}
	for range rapid.IntRange(2, 50).Draw(t, "rows") {
		if n := len(x.rows); n > 1 && rapid.IntRange(0, 9).Draw(t, "again") == 0 {
			x.rows = append(x.rows, x.rows[rapid.IntRange(0, n-1).Draw(t, "which")])
			continue
		}
		var row []string
		for _, c := range columns {
			row = append(row, cell(c.clean, c.odd))
		}
		x.rows = append(x.rows, row)
	}
	x.data = x.encode(t, oddity > 2)
	return x
}

// encode writes the table, some cells quoted, with blank lines.
func (x *table) encode(t *rapid.T, odd bool) []byte {
	var b bytes.Buffer
	end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
	for i, row := range x.rows {
		for j, c := range row {
			if j > 0 {
				b.WriteRune(x.comma)
			}
			if strings.ContainsAny(c, `"`+string(x.comma)) || odd && rapid.IntRange(0, 15).Draw(t, "quote") == 0 {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		if i == len(x.rows)-1 && rapid.Bool().Draw(t, "open") {
			break
		}
		b.WriteString(end)
		if odd && i > 0 && rapid.IntRange(0, 9).Draw(t, "blank") == 0 {
			b.WriteString(end)
		}
	}
	data := b.Bytes()
	encodings := []string{"utf-8", "bom", "gb18030"}
	if odd {
		encodings = append(encodings, "utf-16")
	}
	switch rapid.SampledFrom(encodings).Draw(t, "encoding") {
	case "utf-16": // is read in order
		out := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(string(data))) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	case "bom":
		return append([]byte("\ufeff"), data...)
	case "gb18030":
		out, err := simplifiedchinese.GB18030.NewEncoder().Bytes(data)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	return data
}

// With any number of goroutines and any cut, a file comes to what it comes to
// in order, every row as cells: records, tallies, findings with their places,
// and exact amounts.
func TestChunksAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawTable(t)
		want := x.read(t, intake.Options{InOrder: true})
		o := intake.Options{Workers: rapid.IntRange(1, 5).Draw(t, "workers"), Chunk: rapid.IntRange(1, 300).Draw(t,
			"chunk")}
		got := x.read(t, o)
		if got.text() != want.text() || !reflect.DeepEqual(got.findings, want.findings) {
			t.Fatalf("with %+v\n%s\nwant\n%s\nof %+v %+v\n%s", o, got.text(), want.text(), x.set, x.o, x.data)
		}
	})
}

// A workbook comes to the same whether its plain rows are taken as such or
// cell by cell.
func TestPlainCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawTable(t)
		x.data = x.workbook(t)
		want, got := x.read(t, intake.Options{InOrder: true}), x.read(t, intake.Options{})
		if got.text() != want.text() || !reflect.DeepEqual(got.findings, want.findings) {
			t.Fatalf("%s\nwant\n%s\nof %+v %+v\n%q", got.text(), want.text(), x.set, x.o, x.rows)
		}
	})
}

// workbook writes the table as a spreadsheet does: some numbers as numbers,
// some times as dates.
func (x *table) workbook(t *rapid.T) []byte {
	f := excelize.NewFile()
	defer f.Close()
	date, err := f.NewStyle(&excelize.Style{NumFmt: 22})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range x.rows {
		for j, text := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			var v any = text
			n, bad := strconv.ParseFloat(text, 64)
			at, notTime := time.Parse("2006-01-02 15:04:05", text)
			switch typed := i > 0 && rapid.IntRange(0, 3).Draw(t, "typed") > 0; {
			case typed && bad == nil:
				v = n
			case typed && notTime == nil:
				v = at
				if err := f.SetCellStyle("Sheet1", cell, cell, date); err != nil {
					t.Fatal(err)
				}
			}
			if err := f.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A naive sum over the plain cells, by encoding/csv and big.Rat, for tables
// whose rows are all readable: it shares nothing with either reader.
func TestChunksAgainstNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := table{comma: ',', set: dossier.MonitoringFiles{Files: []string{"a.csv"}, Kind: "automatic",
			HourMark: "beginning", Interval: "hour"}, o: Options{By: []By{ByOutlet}}}
		x.rows = [][]string{{"时间", "排放口", "污染物", "浓度(mg/L)", "流量(m3/h)"}}
		for range rapid.IntRange(1, 80).Draw(t, "rows") {
			x.rows = append(x.rows, []string{fmt.Sprintf("2025-%02d-%02d %02d:00:00", rapid.IntRange(1, 2).Draw(t,
				"month"), rapid.IntRange(1, 3).Draw(t, "day"), rapid.IntRange(0, 3).Draw(t, "hour")),
				rapid.SampledFrom([]string{"A", "B"}).Draw(t, "outlet"), rapid.SampledFrom([]string{"Pb", "Cd"}).Draw(t,
					"metal"),
				rapid.SampledFrom([]string{"0.5", "1.25", "3", "<0.2", "0.0000001"}).Draw(t, "c"),
				rapid.SampledFrom([]string{"10", "20.5"}).Draw(t, "q")})
		}
		x.data = x.encode(t, false)
		want := naiveLimits(t, x)
		got := x.read(t, intake.Options{Workers: 3, Chunk: rapid.IntRange(1, 300).Draw(t, "chunk")})
		for _, g := range got.result.Groups {
			k := g.Outlet + " " + string(g.Pollutant)
			if g.Amounts.OK && g.Amounts.Limit.Rat().Cmp(want[k]) != 0 || !g.Amounts.OK && want[k] != nil {
				t.Fatalf("%s = %s, want %v of\n%s", k, g.Amounts.Limit.Exact(), want[k], x.data)
			}
		}
	})
}

// naiveLimits sums c·q in kg by outlet and pollutant, limits as they are.
func naiveLimits(t *rapid.T, x table) map[string]*big.Rat {
	data := bytes.TrimPrefix(x.data, []byte("\ufeff"))
	if d, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data); err == nil &&
		!bytes.Contains(data, []byte("时间")) {
		data = d
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	type claim struct{ c, q string }
	claims, bad := map[string]claim{}, map[string]bool{}
	for _, r := range rows[1:] {
		k, now := r[1]+" "+r[2]+" "+r[0], claim{r[3], r[4]}
		old, twice := claims[k]
		bad[k] = bad[k] || twice && old != now
		claims[k] = now
	}
	out := map[string]*big.Rat{}
	for k, c := range claims {
		if bad[k] {
			continue
		}
		a, _ := new(big.Rat).SetString(strings.TrimPrefix(c.c, "<"))
		b, _ := new(big.Rat).SetString(c.q)
		name := k[:4] // A Pb
		if out[name] == nil {
			out[name] = new(big.Rat)
		}
		out[name].Add(out[name], a.Mul(a, b.Mul(b, big.NewRat(1, 1000)))) // mg/L × m3/h × 1 h = g
	}
	return out
}
