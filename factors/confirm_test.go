package factors

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/quantity"
)

var read = Confirmation{By: "示例甲", Copy: "示例标准馆藏本，第 7 页", On: calc.Date{Year: 2026, Month: 11, Day: 30}}

// A confirmation is the same entry in a user's file: all that it states comes
// back, and only status, source, day and name are other ones.
func TestConfirmedComesBack(t *testing.T) {
	files := map[string]*strings.Builder{}
	var made []Value
	for _, v := range builtinBook(t).All() {
		if files[v.Instrument] == nil {
			files[v.Instrument] = &strings.Builder{}
			files[v.Instrument].WriteString(InstrumentTOML(v.Instrument))
		}
		v = v.Confirmed(read)
		files[v.Instrument].WriteString("\n" + v.TOML())
		made = append(made, v)
	}
	book := builtinBook(t)
	for id, text := range files {
		n, findings := book.WithText("mine/"+id+".toml", []byte(text.String()))
		for _, f := range findings {
			if f.Severity == calc.Error {
				t.Fatal(f)
			}
		}
		for _, v := range made {
			if v.Instrument != id {
				continue
			}
			w, ok := n.Value(v.ID)
			if !ok || !w.Local || w.By != "示例甲" || w.Checked != read.On || w.Status != calc.StatusText {
				t.Fatalf("%s: %+v", v.ID, w)
			}
			if fields := fieldsBetween(statementsOf(v), statementsOf(w)); len(fields) > 0 {
				t.Fatalf("%s: %+v", v.ID, fields)
			}
		}
	}
}

// The built-in value keeps its status, whatever a user's file says.
func TestBuiltinNeverRises(t *testing.T) {
	was, _ := builtinBook(t).Value("atomic-mass.cr")
	n, _ := builtinBook(t).WithText("mine/a.toml", []byte(InstrumentTOML(was.Instrument)+"\n"+
		was.Confirmed(read).TOML()))
	own, _ := n.Value("atomic-mass.cr")
	is, _ := builtinBook(t).Value("atomic-mass.cr")
	if own.Status != calc.StatusText || is.Status != was.Status || is.Local || was.Status == calc.StatusText {
		t.Errorf("own %s, built in %s, was %s", own.Status, is.Status, was.Status)
	}
}

// A figure that was read and differs is used, and said: A(Cr) is 51.9961 here.
func TestConfirmedOther(t *testing.T) {
	was, _ := builtinBook(t).Value("atomic-mass.cr")
	for number, notes := range map[string]int{"51.9961": 0, "51.99610": 0, "52": 1} {
		q, err := quantity.Parse(number)
		if err != nil {
			t.Fatal(err)
		}
		v := was.Stating(q).Confirmed(read)
		n, findings := builtinBook(t).WithText("mine/a.toml", []byte(InstrumentTOML(was.Instrument)+"\n"+v.TOML()))
		own, _ := n.Value(v.ID)
		got := 0
		for _, f := range findings {
			if f.Code == CodeConfirmedOther && f.Severity == calc.Note {
				got++
			}
		}
		if got != notes || !own.Amount.Equal(q) || calc.HasErrors(findings) {
			t.Errorf("%s: %d notes, %s, %v", number, got, own.Amount, findings)
		}
	}
}

// A gap is closed by a value with its id, and by no other.
func TestGapIsClosed(t *testing.T) {
	book := builtinBook(t)
	gap := book.Gaps()[0]
	v := gap.Value().Stating(quantity.Int(3, quantity.MustUnit("mg/L"))).Confirmed(read)
	v.Kind = BenchmarkVolume // of any unit: the gap stands for all of them
	n, findings := book.WithText("mine/a.toml", []byte(InstrumentTOML(gap.Instrument)+"\n"+v.TOML()))
	if calc.HasErrors(findings) || len(n.Gaps()) != len(book.Gaps())-1 {
		t.Errorf("%d of %d gaps, %v", len(n.Gaps()), len(book.Gaps()), findings)
	}
}

// Whatever a person writes as copy and name comes back as it was written.
func TestTextsComeBack(t *testing.T) {
	book := builtinBook(t)
	was, _ := book.Value("atomic-mass.cr")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zA-Z0-9"\\\n\t\x01 '=#\[\]原文“”𠀀]{1,40}x`).Draw(t, "text")
		v := was.Confirmed(Confirmation{By: text, Copy: text, On: read.On})
		n, findings := book.WithText("a.toml", []byte(InstrumentTOML(v.Instrument)+"\n"+v.TOML()))
		own, _ := n.Value(v.ID)
		text = strings.TrimSpace(text) // as every text of a file is read
		if calc.HasErrors(findings) || own.By != text || own.Source != text {
			t.Fatalf("%q came back as %q and %q: %v", text, own.By, own.Source, findings)
		}
	})
}
