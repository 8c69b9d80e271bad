package factors

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"

	"tidai/calc"
)

// What a header says without parsing is what parsing says, and every id in a
// file begins with its prefix and with no longer one: a value is found in the
// file its id points at.
func TestHeaders(t *testing.T) {
	names, _ := tomlFiles(builtinFiles, origin{})
	if b, err := shelves(); err != nil || len(b.sections) != len(names) {
		t.Fatalf("%v; %d files", err, len(names))
	}
	b, _ := shelves()
	for i, name := range names {
		data, err := fs.ReadFile(builtinFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		c, s := parse(name, data, origin{}), b.sections[i]
		if in := c.instrument; in.ID != s.instrument || in.Kind != s.kind || in.Prefix != s.prefix {
			t.Errorf("%s: header %s %s %s, file %s %s %s", name, s.instrument, s.kind, s.prefix, in.ID, in.Kind,
				in.Prefix)
		}
		if len(usable(c.values)) != len(c.values) || calc.HasErrors(c.findings) {
			t.Errorf("%s: not all values are usable: %v", name, c.findings)
		}
		for _, v := range c.values {
			if at, ok := b.place(v.ID); !ok || at != i {
				t.Errorf("%s: the id %s does not lead to this file", name, v.ID)
			}
		}
		for _, r := range c.actual {
			if !strings.HasPrefix(r.ID, s.prefix) {
				t.Errorf("%s: rule on actual emission %s", name, r.ID)
			}
		}
		for _, g := range c.gaps {
			if !strings.HasPrefix(g.ID, s.prefix) {
				t.Errorf("%s: gap %s", name, g.ID)
			}
		}
		folder := map[string]InstrumentKind{"laws": LawKind, "standards": Standard, "specifications": Specification,
			"coefficients": Coefficients,
			"policies":     PolicyNotice, "notices": Notice, "checks": Plausibility}[strings.Split(name, "/")[0]]
		if s.kind != folder && !(folder == LawKind && s.kind == RegulationKind) {
			t.Errorf("%s is a %s", name, s.kind)
		}
	}
}

// watched is a fresh book that counts the files it reads.
func watched(t *testing.T) (*Book, func() []string) {
	t.Helper()
	b, err := shelves()
	if err != nil {
		t.Fatal(err)
	}
	var read []string
	var mu sync.Mutex
	for i := range b.sections {
		s := &b.sections[i]
		load, id := s.load, s.instrument
		s.load = sync.OnceValue(func() content {
			mu.Lock()
			defer mu.Unlock()
			read = append(read, id)
			return load()
		})
	}
	return b, func() []string {
		slices.Sort(read)
		out := read
		read = nil
		return out
	}
}

// Each question reads the files it needs and no other.
func TestFilesAreReadOnDemand(t *testing.T) {
	for _, c := range []struct {
		name string
		ask  func(*Book)
		read []string
	}{
		{"value", func(b *Book) { b.Value("census.3212.calcine-roasting.air.pb") }, []string{"产排污系数手册 3212"}},
		{"no such value", func(b *Book) { b.Value("mine.cr") }, nil},
		{"find", func(b *Book) { _, _ = b.Find(Query{Instrument: "GB 21900-2008", Kind: Limit, Pollutant: "Cr"}) },
			[]string{"GB 21900-2008"}},
		{"rules", func(b *Book) { b.Rules("HJ 855-2017") }, []string{"HJ 855-2017"}},
		{"rule", func(b *Book) { _, _ = b.RuleFor(RuleQuery{Specification: "HJ 967-2018", Pollutant: "Pb"}) },
			[]string{"HJ 967-2018"}},
		{"special period", func(b *Book) { _, _ = b.SpecialPeriodRule(RuleQuery{Specification: "HJ 967-2018"}) },
			[]string{"HJ 942-2018", "HJ 967-2018"}},
		{"actual", func(b *Book) { _, _ = b.MonitoringRule("HJ 967-2018", calc.Water) }, []string{"HJ 967-2018"}},
		{"actual, general", func(b *Book) { _, _ = b.MonitoringRule("HJ 1-1", calc.Water) }, []string{"HJ 942-2018"}},
		{"frequency", func(b *Book) {
			_, _ = b.Frequency(FrequencyQuery{Specification: "HJ 855-2017",
				Medium: calc.Air})
		}, []string{"HJ 855-2017"}},
		{"policy", func(b *Book) { b.Policy("jilin-2022-12") }, []string{"吉环固体字〔2022〕12号"}},
		{"compound", func(b *Book) { _, _ = b.MassShare("CrO3", "Cr") }, []string{"atomic-masses"}},
		{"instrument", func(b *Book) { b.Instrument("GB 8978-1996") }, []string{"GB 8978-1996"}},
		{"methods", func(b *Book) { b.Methods("产排污系数手册 2651") }, []string{"产排污系数手册 2651"}},
	} {
		b, read := watched(t)
		c.ask(b)
		if got := read(); !slices.Equal(got, c.read) {
			t.Errorf("%s: read %v, want %v", c.name, got, c.read)
		}
	}
}

// Readers side by side see the same book, however they come to it.
func TestBookIsSharedSafely(t *testing.T) {
	b, err := shelves()
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprint(builtinBook(t).All())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			b.Value("gb21900.t2.water.cr")
			b.Gaps()
			if got := fmt.Sprint(b.All()); got != want {
				t.Error("the order or the content of the values differs")
			}
		})
	}
	wg.Wait()
}

// BenchmarkPlan reads what a plating dossier needs: the cost of a cold start.
func BenchmarkPlan(b *testing.B) {
	for b.Loop() {
		book, _ := shelves()
		_, _ = book.Find(Query{Instrument: "GB 21900-2008", Kind: Limit, Pollutant: "Cr", Class: "new"})
		book.Rules("HJ 855-2017")
		book.Policy("jilin-2022-12")
		book.Value("census.plating.chrome.rack.water.cr.a")
		_, _ = book.MassShare("CrO3", "Cr")
	}
}

// BenchmarkAll reads every file.
func BenchmarkAll(b *testing.B) {
	for b.Loop() {
		book, _ := shelves()
		book.All()
	}
}

// BenchmarkHeaders reads none.
func BenchmarkHeaders(b *testing.B) {
	for b.Loop() {
		_, _ = shelves()
	}
}
