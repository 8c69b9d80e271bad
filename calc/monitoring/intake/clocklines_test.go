package intake

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc/dossier"
	"tidai/calc/sheet"
)

// A look at lines sees what a look at cells sees.
func TestClockLines(t *testing.T) {
	looked := 0
	rapid.Check(t, func(t *rapid.T) {
		d := sheet.Dialect{Format: sheet.CSV, Encoding: rapid.SampledFrom([]string{sheet.UTF8, sheet.GB18030}).
			Draw(t, "encoding"), Delimiter: ',', ASCII: rapid.Bool().Draw(t, "ascii so far")}
		d.ASCII = d.ASCII && d.Encoding == sheet.UTF8
		ends := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "line end")
		var lines []string
		for range rapid.IntRange(0, 12).Draw(t, "rows") {
			time := rapid.SampledFrom([]string{"2025-01-01 00:00", "2025-01-01 00:00", "2025-01-01 01:00",
				"2025-01-01 01:01:00", "2025/1/1 24:00", "13/02/2025", "02/13/2025 5:00", "01/02/2025", "2025-01-02",
				"00:00~01:00", "", "words", "\"2025-01-01 02:00\"", "a\rb", "a\x00"}).Draw(t, "time")
			before := rapid.SampledFrom([]string{"A,", "B,", ",", "\"A\"\"\","}).Draw(t, "before")
			lines = append(lines, rapid.SampledFrom([]string{before + time + ",1,2", before + time, "A", ""}).
				Draw(t, "row"))
		}
		text := "outlet,time,Pb(mg/L),flow(m3/h)" + ends + strings.Join(lines, ends) +
			rapid.SampledFrom([]string{"", ends}).Draw(t, "end")
		set := dossier.MonitoringFiles{}
		p := &page{first: 2, layout: &Layout{HeaderEnd: 1, OutletCol: 1, Time: 2, FlowCol: 4}}
		file := memory{bytes.NewReader([]byte(text))}
		a, b := newClockLook(p.layout, set), newClockLook(p.layout, set)
		from, ok := lineStart(file, 2)
		if !ok {
			t.Skip("no rows")
		}
		errLines := a.lines(p, file, d, from)
		if errors.Is(errLines, errAsCells) {
			return
		}
		looked++
		known := &sheet.Known{}
		o := sheet.Options{Known: known, Encoding: d.Encoding, Delimiter: ','}
		errCells := (&reading{pages: []*page{p}, begin: b.begin, row: b.row}).over(file, o)
		if errLines != nil || errCells != nil {
			t.Fatalf("%q: %v, as cells %v", text, errLines, errCells)
		}
		// a row that comes again may be noted as open, which dmy and mdy go before
		if a.dmy+a.mdy > 0 {
			a.open, b.open = 0, 0
		}
		if !reflect.DeepEqual(a.evidence, b.evidence) || a.looked != b.looked || a.sample != b.sample {
			t.Fatalf("%q:\n%+v %d %q\nas cells\n%+v %d %q", text, a.evidence, a.looked, a.sample, b.evidence, b.looked,
				b.sample)
		}
	})
	if looked == 0 {
		t.Error("no text was looked at as lines")
	}
}
