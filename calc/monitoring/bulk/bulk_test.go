package bulk

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Package totals compares whole files with the importer and with a naive sum;
// here it is what this package does by itself.

// keeper is a Worker that keeps odd rows. A row with an odd number of quotes
// ends reading; one that says claim:A:Pb:H claims hour H of the first of
// January.
type keeper struct {
	rows *oddRows
}

type oddRows struct{ list []oddRow }

type oddRow struct {
	chunk, line int
	text        string
}

func (k keeper) Names(o, p []byte, _ int) (Name, bool) {
	return Name{string(o), string(p)}, string(p) != "COD"
}

func (k keeper) Odd(chunk, line int, text []byte) ([]Claim, error) {
	if bytes.Count(text, []byte{'"'})%2 != 0 {
		return nil, ErrSequential
	}
	k.rows.list = append(k.rows.list, oddRow{chunk, line, string(text)})
	var hour int
	if n, _ := fmt.Sscanf(string(text), "claim:A:Pb:%d", &hour); n == 0 {
		return nil, nil
	}
	at, ok := monitoring.At(calc.Date{Year: 2025, Month: 1, Day: 1}, hour, 0)
	if !ok {
		return nil, nil
	}
	return []Claim{{Name{"A", "Pb"}, at}}, nil
}

// longLayout is the usual file.
func longLayout() Layout {
	return Layout{Delimiter: ',', Columns: []Meaning{Time, Outlet, Pollutant, Value, Flow}, FirstLine: 2, Minutes: 60,
		Worker: func() Worker { return keeper{&oddRows{}} }}
}

// sumOf returns the result and the odd rows of the last pass by line.
func sumOf(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string, l Layout, o Options) (Result, []string) {
	t.Helper()
	r, err := Sum(strings.NewReader(text), int64(len(text)), l, o)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	var odd []string
	for _, w := range r.Workers {
		for _, x := range w.(keeper).rows.list {
			odd = append(odd, fmt.Sprintf("%06d %s", r.Lines[x.chunk]+x.line, x.text))
		}
	}
	slices.Sort(odd)
	return r, odd
}

func describe(r Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d rows %d values %d outside %d to %d\n", r.Rows, r.Values, r.Outside, r.First, r.Last)
	for _, s := range r.Series {
		for _, m := range s.Months {
			fmt.Fprintf(&b, "%v %d-%d %d %s %s %s %v %v %x\n", s.Name, m.Year, m.Month, m.Used, m.Mass.Rat(),
				m.Values.Rat(), m.Flow.Rat(), m.Min, m.Max, m.filled)
		}
	}
	return b.String()
}

// Sums by hand; rows of one interval, and rows that are not plain, are left.
func TestByHand(t *testing.T) {
	text := "2025-01-01 00:00:00,A,Pb,0.5,10\n" + // 5
		"2025-01-01 01:00:00,A,Pb,0.25,20.0\n" + // 5
		"2025-01-01 02:00:00,A,Pb,<0.02,30\n" +
		"2025-01-01 03:00:00,A,Pb,7,1\n" + // two for one interval
		"2025-01-01 03:00:00,A,Pb,7,1\n" +
		"claim:A:Pb:4\n" +
		"2025-01-01 04:00:00,A,Pb,9,1\n" + // claimed by the row above
		"\n" +
		"2025-02-01 00:00:00,A,Pb,0.001,1000\n" + // 1
		"2025-02-01 00:00:00,B,COD,50,1\n" +
		"2025-01/01 00:00:00,B,Cd,1,1\n" +
		"2025-02-01,B,Cd,1,1\n" + // no hour
		"2025-02-01 05:00:00,B,Cd,1,1" // 1; no newline at the end
	want := "4 rows 4 values 0 outside 2 to 14\n" +
		"{A Pb} 2025-1 2 10/1 3/4 30/1 0.25 0.5 [3 0 0 0 0 0 0 0 0 0 0 0]\n" +
		"{A Pb} 2025-2 1 1/1 1/1000 1000/1 0.001 0.001 [1 0 0 0 0 0 0 0 0 0 0 0]\n" +
		"{B Cd} 2025-2 1 1/1 1/1 1/1 1 1 [20 0 0 0 0 0 0 0 0 0 0 0]\n"
	r, odd := sumOf(t, text, longLayout(), Options{})
	if got := describe(r); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	wantOdd := []string{"000004 2025-01-01 02:00:00,A,Pb,<0.02,30", "000005 2025-01-01 03:00:00,A,Pb,7,1",
		"000006 2025-01-01 03:00:00,A,Pb,7,1", "000007 claim:A:Pb:4",
		"000008 2025-01-01 04:00:00,A,Pb,9,1", "000009 ", "000011 2025-02-01 00:00:00,B,COD,50,1",
		"000012 2025-01/01 00:00:00,B,Cd,1,1", "000013 2025-02-01,B,Cd,1,1"}
	if !reflect.DeepEqual(odd, wantOdd) {
		t.Errorf("odd rows\n%s\nwant\n%s", strings.Join(odd, "\n"), strings.Join(wantOdd, "\n"))
	}
}

// However the file is cut, the same rows are plain and their sums the same,
// and all bytes are written in their order.
func TestCuts(t *testing.T) {
	l := longLayout()
	cells := [][]string{{"2025-01-01 00:00:00", "2025-01-01 01:00:00", "2025/1/31 23:00", "2025-02-01 5", "never", ""},
		{"A", "B", `"A"`}, {"Pb", "Cd", "COD"},
		{"0", "0.5", "12.25", "<0.05", "1234567.1234567"}, {"1", "2.50", ""}}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(0, 40).Draw(t, "rows") {
			var row []string
			for _, from := range cells {
				row = append(row, rapid.SampledFrom(from).Draw(t, "cell"))
			}
			b.WriteString(strings.Join(row, ",") + rapid.SampledFrom([]string{"\n", "\n", "\r\n", ",x\n", "\n\n"}).
				Draw(t, "end"))
		}
		text := b.String()
		whole, odd := sumOf(t, text, l, Options{Workers: 1})
		var copied bytes.Buffer
		o := Options{Workers: rapid.IntRange(1, 5).Draw(t, "workers"), Chunk: rapid.IntRange(1, 200).Draw(t, "chunk"),
			Whole: &copied}
		cut, oddCut := sumOf(t, text, l, o)
		if describe(whole) != describe(cut) || !slices.Equal(odd, oddCut) {
			t.Fatalf("with %+v:\n%s%s\nwant\n%s%s\nof\n%s", o, describe(cut), strings.Join(oddCut, "\n"),
				describe(whole), strings.Join(odd, "\n"), text)
		}
		if copied.String() != text {
			t.Fatalf("written\n%q\nof\n%q", copied.String(), text)
		}
	})
}

// A worker's error ends reading.
func TestSequential(t *testing.T) {
	text := "2025-01-01 00:00:00,A,Pb,1,1\n2025-01-01 00:00:00,\"A\nB\",Pb,1,1\n"
	if _, err := Sum(strings.NewReader(text), int64(len(text)), longLayout(), Options{}); !errors.Is(err,
		ErrSequential) {
		t.Errorf("%v, want %v", err, ErrSequential)
	}
}

// A line longer than a chunk and longer than what is read at once is odd.
func TestLongLines(t *testing.T) {
	row := "2025-01-01 02:00:00,A,Pb,2,3,"
	text := row + strings.Repeat("x", 300_000) + "\n" + row + strings.Repeat("x", 3000) + "\n"
	if r, odd := sumOf(t, text, longLayout(), Options{Chunk: 1000, Workers: 3}); r.Rows != 1 || len(odd) != 1 {
		t.Errorf("%s, %d odd rows", describe(r), len(odd))
	}
	endless := strings.Repeat("x", maxLine+1<<20)
	if _, err := Sum(strings.NewReader(endless+endless), int64(2*len(endless)), longLayout(),
		Options{Chunk: 1000}); err == nil {
		t.Error("an endless line was read")
	}
}

// shortReader has less than it says.
type shortReader struct{ *strings.Reader }

func TestTruncated(t *testing.T) {
	text := "2025-01-01 00:00:00,A,Pb,1,1\n"
	if _, err := Sum(shortReader{strings.NewReader(text)}, int64(len(text))+100, longLayout(), Options{}); err == nil {
		t.Error("a file shorter than its size was read")
	}
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]quantity.Decimal{
		"0": {}, "1": {Coef: 1}, "1234567": {Coef: 1234567}, "0.981235": {Coef: 981235, Exp: -6},
		"00.50":           {Coef: 50, Exp: -2},
		"1234567.7654321": {Coef: 12345677654321, Exp: -7}, "0.0000001": {Coef: 1, Exp: -7},
	} {
		for _, behind := range []string{",", "\n", ";9", ",99999999"} {
			buf := append([]byte(text+behind), make([]byte, spare)...)
			c, e, end, ok := number(buf, 0)
			if got := (quantity.Decimal{Coef: c, Exp: e}); !ok || got != want || end != len(text) {
				t.Errorf("%q = %v, ends at %d, %v; want %v", text+behind, got, end, ok, want)
			}
		}
	}
	for _, text := range []string{"", "-1", "+1", ".5", "1.", "12345678", "0.12345678", "x", "<1", "１"} {
		if _, _, _, ok := number(append([]byte(text+","), make([]byte, spare)...), 0); ok {
			t.Errorf("%q is taken for plain", text)
		}
	}
}

func FuzzSum(f *testing.F) {
	f.Add("2025-01-01 00:00:00,A,Pb,0.5,10\n2025-01-01 00:00:00,A,Pb,0.5,10\n", 7)
	f.Add("2025/1/1 24:00,A,Cd,1,1\r\n\r\n,,,,\n", 1)
	f.Fuzz(func(t *testing.T, text string, chunk int) {
		if strings.Contains(text, `"`) {
			return
		}
		whole, odd := sumOf(t, text, longLayout(), Options{Workers: 1})
		cut, oddCut := sumOf(t, text, longLayout(), Options{Workers: 3, Chunk: 1 + chunk&0xff})
		if describe(whole) != describe(cut) || !slices.Equal(odd, oddCut) {
			t.Errorf("cut:\n%s\nwhole:\n%s", describe(cut), describe(whole))
		}
		lines := int64(strings.Count(text, "\n"))
		if text != "" && !strings.HasSuffix(text, "\n") {
			lines++
		}
		if whole.Rows+int64(len(odd)) != lines {
			t.Errorf("%d plain and %d odd rows of %d lines", whole.Rows, len(odd), lines)
		}
	})
}
