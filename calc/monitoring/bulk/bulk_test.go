package bulk

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// longLayout and wideLayout are the two shapes of files.
func longLayout() Layout {
	l := Layout{Delimiter: ',', Columns: []Meaning{Time, Outlet, Pollutant, Value, Flow}, FirstLine: 1, Minutes: 60,
		Names: func(o, p []byte, _ int) (Name, bool) { return Name{string(o), string(p)}, string(p) != "COD" }}
	l.Slow = slowRow(l)
	return l
}

func wideLayout(delimiter byte) Layout {
	l := Layout{Delimiter: delimiter, Columns: []Meaning{Outlet, Ignore, Time, Flow, Value, Flag, Value, Ignore}, FirstLine: 1, Minutes: 60, HourEnding: true,
		Names: func(o, _ []byte, i int) (Name, bool) { return Name{string(o), []string{"Pb", "Cd"}[i]}, true }}
	l.Slow = slowRow(l)
	return l
}

// failer is a *testing.T or a *rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func sumOf(t failer, text string, l Layout, o Options) Result {
	t.Helper()
	r, err := Sum(strings.NewReader(text), int64(len(text)), l, o)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return r
}

// Twelve products by hand: 0.5 × 10 + 0.25 × 20 + … of one outlet and metal.
func TestByHand(t *testing.T) {
	text := "2025-01-01 00:00:00,A,Pb,0.5,10\n" + // 5
		"2025-01-01 01:00:00,A,Pb,0.25,20.0\n" + // 5
		"2025-01-01 01:00:00,A,Pb,0.250,20\n" + // the same again
		"2025-01-01 02:00:00,A,Pb,<0.02,30\n" + // not detected: 0.6 at the limit
		"2025-01-01 03:00:00,A,Pb,7,1\n" + // these two contradict each other
		"2025-01-01 03:00:00,A,Pb,8,1\n" +
		"\n" +
		"2025-02-01 00:00:00,A,Pb,1e-3,1000\n" + // 1
		"2025-02-01 00:00:00,B,COD,50,1\n" +
		"2025-02-30 00:00:00,B,Cd,1,1\n" +
		"2025-02-01 05:00:00,B,Cd,1,1" // 1; no newline at the end
	r := sumOf(t, text, longLayout(), Options{})
	want := monitoring.Tally{Read: 10, Used: 5, Invalid: 4, Duplicate: 1, Reasons: map[string]int64{ConflictingDuplicates: 2, OtherSeries: 1, "time": 1}}
	if !reflect.DeepEqual(r.Tally, want) || !r.Tally.Balanced() || r.Lines != 10 {
		t.Errorf("tally %+v of %d lines, want %+v of 10", r.Tally, r.Lines, want)
	}
	if len(r.Series) != 2 || len(r.Series[0].Months) != 2 || len(r.Series[1].Months) != 1 {
		t.Fatalf("series %+v", r.Series)
	}
	january := r.Series[0].Months[0]
	for _, c := range []struct {
		what string
		got  *big.Rat
		want string
	}{
		{"mass", january.Mass.Rat(), "10"}, {"undetected", january.Undetect.Rat(), "3/5"}, {"flow", january.Flow.Rat(), "60"},
		{"least", january.Min.Rat(), "1/4"}, {"greatest", january.Max.Rat(), "1/2"}, {"february", r.Series[0].Months[1].Mass.Rat(), "1"},
	} {
		if c.got.RatString() != c.want {
			t.Errorf("%s = %s, want %s", c.what, c.got.RatString(), c.want)
		}
	}
	if january.Used != 3 || january.NonDetect != 1 || january.Covered() != 3 || !january.Filled(2) || january.Filled(3) {
		t.Errorf("january: %d used, %d not detected, %d covered", january.Used, january.NonDetect, january.Covered())
	}
	wantPlaces := []Problem{{5, Name{"A", "Pb"}, ConflictingDuplicates}, {9, Name{"B", "COD"}, OtherSeries}, {10, Name{"B", "Cd"}, "time"}}
	if !reflect.DeepEqual(r.Problems, wantPlaces) {
		t.Errorf("problems %+v, want %+v", r.Problems, wantPlaces)
	}
}

// drawFile draws a file with what files have: disorder, repeated rows, rows
// that contradict each other, quotes, flags, values not detected, blank lines.
func drawFile(t *rapid.T, l Layout) string {
	crlf := rapid.Bool().Draw(t, "crlf")
	var b strings.Builder
	var lines []string
	for range rapid.IntRange(0, 60).Draw(t, "rows") {
		if len(lines) > 0 && rapid.IntRange(0, 5).Draw(t, "again") == 0 {
			lines = append(lines, rapid.SampledFrom(lines).Draw(t, "line"))
			continue
		}
		var row []string
		for _, means := range l.Columns {
			row = append(row, drawCell(t, means))
		}
		lines = append(lines, strings.Join(row, string(l.Delimiter)))
	}
	for i, line := range lines {
		b.WriteString(line)
		if i == len(lines)-1 && rapid.Bool().Draw(t, "open") {
			break
		}
		if crlf {
			b.WriteByte('\r')
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func drawCell(t *rapid.T, means Meaning) string {
	switch means {
	case Time:
		at := time.Date(2024, 2, 28, 20, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 60).Draw(t, "hour")) * time.Hour)
		return at.Format(rapid.SampledFrom([]string{"2006-01-02 15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006/1/2 15:04", "2006/1/2 15", "never"}).Draw(t, "form"))
	case Outlet:
		return rapid.SampledFrom([]string{"A", "DW001", "示例口", `"A"`, ""}).Draw(t, "outlet")
	case Pollutant:
		return rapid.SampledFrom([]string{"Pb", "Cd", "COD", `"Pb"`}).Draw(t, "pollutant")
	case Flag:
		return rapid.SampledFrom([]string{"N", "N", "N", "D", ""}).Draw(t, "flag")
	case Ignore:
		return rapid.SampledFrom([]string{"", "x", `"q""q"`}).Draw(t, "remark")
	}
	return rapid.SampledFrom([]string{"0", "0.5", "0.50", "1", "12.25", "<0.05", "3e-2", "-1", `"7"`, "1234567.1234567", "123456789.5", "", "x", "0.00000001"}).Draw(t, "number")
}

func TestAgreesWithNaive(t *testing.T) {
	layouts := map[string]Layout{"long": longLayout(), "wide": wideLayout(';')}
	bounded := longLayout()
	bounded.Bounded = true // the 29th of February only; files begin on the evening before
	bounded.From, _ = monitoring.At(calc.Date{Year: 2024, Month: 2, Day: 29}, 0, 0)
	bounded.To, _ = monitoring.At(calc.Date{Year: 2024, Month: 2, Day: 29}, 24, 0)
	layouts["bounded"] = bounded
	for name, l := range layouts {
		l.Slow = slowRow(l)
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				text := drawFile(t, l)
				want := addNaively(text, l)
				first := sumOf(t, text, l, Options{Workers: 1})
				agree(t, first, want, text)
				o := Options{Workers: rapid.IntRange(1, 5).Draw(t, "workers"), Chunk: rapid.IntRange(1, 200).Draw(t, "chunk")}
				if again := sumOf(t, text, l, o); !same(first, again) {
					t.Fatalf("with %+v:\n%s\nwant\n%s\nof\n%s", o, describe(again), describe(first), text)
				}
			})
		})
	}
}

// agree compares a result with what the slow way found.
func agree(t *rapid.T, got Result, want naive, text string) {
	var invalid int64
	for reason, n := range want.invalid {
		invalid += n
		if got.Tally.Reasons[reason] != n {
			t.Fatalf("%d rows invalid for %q, want %d, of\n%s", got.Tally.Reasons[reason], reason, n, text)
		}
	}
	if got.Lines != want.rows || got.Tally.Used != want.used || got.Tally.Duplicate != want.duplicate || got.Tally.Outside != want.outside || got.Tally.Invalid != invalid || !got.Tally.Balanced() {
		t.Fatalf("%d lines %+v, want %+v of\n%s", got.Lines, got.Tally, want, text)
	}
	var months int
	for _, s := range got.Series {
		for _, m := range s.Months {
			months++
			w := want.months[s.Name][fmt.Sprintf("%04d-%02d", m.Year, m.Month)]
			if w == nil {
				t.Fatalf("%v %d-%d is not in\n%s", s.Name, m.Year, m.Month, text)
			}
			if m.Mass.Rat().Cmp(w.mass) != 0 || m.Undetect.Rat().Cmp(w.undetect) != 0 || m.Flow.Rat().Cmp(w.flow) != 0 || m.Used != w.used || m.NonDetect != w.nonDetect || m.Covered() != w.used {
				t.Fatalf("%v %d-%d = %s, %s, %s of\n%s", s.Name, m.Year, m.Month, m.Mass.Rat(), m.Undetect.Rat(), m.Flow.Rat(), text)
			}
			if w.min != nil && (m.Min.Rat().Cmp(w.min) != 0 || m.Max.Rat().Cmp(w.max) != 0) {
				t.Fatalf("%v: %s to %s, want %s to %s of\n%s", s.Name, m.Min, m.Max, w.min, w.max, text)
			}
		}
	}
	for _, series := range want.months {
		months -= len(series)
	}
	if months != 0 {
		t.Fatalf("%d months too many in\n%s", months, text)
	}
}

func describe(r Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %+v %+v\n", r.Lines, r.Tally, r.Problems)
	for _, s := range r.Series {
		for _, m := range s.Months {
			fmt.Fprintf(&b, "%v %d-%d %d %d %s %s %s %v %v %x\n", s.Name, m.Year, m.Month, m.Used, m.NonDetect, m.Mass.Rat(), m.Undetect.Rat(), m.Flow.Rat(), m.Min, m.Max, m.filled)
		}
	}
	return b.String()
}

func same(a, b Result) bool { return describe(a) == describe(b) }

// A quoted cell with a line break cannot be cut at line ends.
func TestLineBreakInQuotes(t *testing.T) {
	text := "2025-01-01 00:00:00,A,Pb,1,1\n2025-01-01 00:00:00,\"A\nB\",Pb,1,1\n"
	if _, err := Sum(strings.NewReader(text), int64(len(text)), longLayout(), Options{}); !errors.Is(err, ErrSequential) {
		t.Errorf("%v, want %v", err, ErrSequential)
	}
}

// A line longer than a chunk and longer than what is read at once.
func TestLongLines(t *testing.T) {
	l := wideLayout(',')
	l.Slow = slowRow(l)
	row := "A,,2025-01-01 02:00:00,2,3,N,4," + strings.Repeat("x", 300_000) + "\n"
	text := row + strings.Replace(row, "02:00", "03:00", 1)
	r := sumOf(t, text, l, Options{Chunk: 1000, Workers: 3})
	if r.Tally.Used != 4 || r.Series[1].Months[0].Mass.Rat().RatString() != "12" { // Pb: 2 × (2 × 3)
		t.Errorf("%s", describe(r))
	}
	endless := strings.Repeat("x", maxLine+1<<20)
	if _, err := Sum(strings.NewReader(endless), int64(len(endless)), l, Options{}); err != nil {
		t.Errorf("one endless line in one chunk: %v", err)
	}
	if _, err := Sum(strings.NewReader(endless+endless), int64(2*len(endless)), l, Options{Chunk: 1000}); err == nil {
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
		"0": {}, "1": {Coef: 1}, "1234567": {Coef: 1234567}, "0.981235": {Coef: 981235, Exp: -6}, "00.50": {Coef: 50, Exp: -2},
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
	f.Add([]byte("2025-01-01 00:00:00,A,Pb,0.5,10\n2025-01-01 00:00:00,A,Pb,0.5,10\n"), 7)
	f.Add([]byte("2025/1/1 24:00,A,Cd,1,1\r\n\r\n,,,,\n"), 1)
	f.Fuzz(func(t *testing.T, text []byte, chunk int) {
		l := longLayout()
		l.Slow = func([]byte) []Row { return []Row{{Reason: "slow"}} }
		whole, err := Sum(bytes.NewReader(text), int64(len(text)), l, Options{Workers: 1})
		cut, errCut := Sum(bytes.NewReader(text), int64(len(text)), l, Options{Workers: 3, Chunk: 1 + chunk&0xff})
		if !errors.Is(err, errCut) || err == nil && !same(whole, cut) {
			t.Errorf("cut: %v\n%s\nwhole: %v\n%s", errCut, describe(cut), err, describe(whole))
		}
		if err == nil && !whole.Tally.Balanced() {
			t.Errorf("%+v", whole.Tally)
		}
	})
}
