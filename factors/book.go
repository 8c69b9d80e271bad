package factors

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"tidai/calc"
)

// Book is a set of factor files, ready for lookup. A book never changes, and
// reads a built-in file only when something in it is asked for.
type Book struct {
	sections     []section
	byInstrument map[string]int // instrument id -> index in sections
	placed       map[string]int // id of a user's own value -> index in sections
	scopes       []ScopeTable   // of users' own files
	names        []codeName     // of users' own files
}

// section is what a book holds of one instrument. What is needed to decide
// whether to read it is known beforehand.
type section struct {
	instrument string
	kind       InstrumentKind
	prefix     string // of the ids of its values
	load       func() content
}

func newBook() *Book {
	return &Book{byInstrument: map[string]int{}, placed: map[string]int{}}
}

// shelve adds a section that is read on demand.
func (b *Book) shelve(s section) {
	b.byInstrument[s.instrument] = len(b.sections)
	b.sections = append(b.sections, s)
}

func (b *Book) clone() *Book {
	return &Book{sections: slices.Clone(b.sections), byInstrument: maps.Clone(b.byInstrument),
		placed: maps.Clone(b.placed), scopes: slices.Clone(b.scopes), names: slices.Clone(b.names)}
}

// With returns a book that also holds the files of fsys: what has the id of a
// built-in entry replaces it, and everything read here is marked Local. name
// is put before file names in findings. A value with an error is left out, and
// so are all rules and parameters of a file with an error, so that a mistake
// never silently becomes a number.
func (b *Book) With(fsys fs.FS, name string) (*Book, []calc.Finding) {
	return b.with(readAll(fsys, origin{name: name, local: true, lines: true}))
}

// WithText is With for the text of one file.
func (b *Book) WithText(name string, text []byte) (*Book, []calc.Finding) {
	c := parse(name, text, origin{local: true, lines: true})
	return b.with([]content{c}, c.findings)
}

func (b *Book) with(contents []content, findings []calc.Finding) (*Book, []calc.Finding) {
	findings = append(findings, checkDuplicates(contents)...)
	findings = append(findings, b.checkConfirmed(contents)...)
	n, whole := b.clone(), b.clone() // to be used, and to be checked
	for _, c := range contents {
		c.values = usable(c.values)
		whole.add(c)
		if calc.HasErrors(c.findings) {
			c.rules, c.actual, c.orders, c.policy, c.checks = nil, nil, nil, nil, nil
		}
		n.add(c)
	}
	findings = append(findings, whole.check(contents)...)
	return n, calc.SortFindings(findings)
}

// usable drops values that did not come out whole; their findings say why.
func usable(values []Value) []Value {
	return slices.DeleteFunc(slices.Clone(values), func(v Value) bool {
		return v.broken || v.ID == "" || v.Clause.Locator == "" || v.Kind == "" || v.Status == "" ||
			(!v.Absent && v.Use == "" && !v.stated)
	})
}

// read returns what a book holds of an instrument.
func (b *Book) read(instrument string) content {
	if i, ok := b.byInstrument[instrument]; ok {
		return b.sections[i].load()
	}
	return content{}
}

// readKinds reads, side by side, the sections of the given kinds, or all.
func (b *Book) readKinds(kinds ...InstrumentKind) []content {
	out := make([]content, len(b.sections))
	var wg sync.WaitGroup
	for i, s := range b.sections {
		if len(kinds) == 0 || slices.Contains(kinds, s.kind) {
			wg.Go(func() { out[i] = s.load() })
		}
	}
	wg.Wait()
	return out
}

// place returns the section that holds the value with this id: its prefix
// says so, the longest where several fit.
func (b *Book) place(id string) (int, bool) {
	if i, ok := b.placed[id]; ok {
		return i, true
	}
	best, found := 0, false
	for i, s := range b.sections {
		if s.prefix != "" && strings.HasPrefix(id, s.prefix) &&
			(!found || len(s.prefix) > len(b.sections[best].prefix)) {
			best, found = i, true
		}
	}
	return best, found
}

func withID(values []Value, id string) int {
	return slices.IndexFunc(values, func(v Value) bool { return v.ID == id })
}

// Value returns the value with this id.
func (b *Book) Value(id string) (Value, bool) {
	if at, ok := b.place(id); ok {
		values := b.sections[at].load().values
		if i := withID(values, id); i >= 0 {
			return values[i], true
		}
	}
	return Value{}, false
}

// Values lists the values a query selects, in the order of the files and
// their tables; the zero Query lists all but those of substances. A query
// that names its instrument reads only that.
func (b *Book) Values(q Query) []Value {
	contents := []content{}
	if q.Instrument != "" {
		contents = append(contents, b.read(q.Instrument))
	} else {
		contents = b.readKinds()
	}
	var out []Value
	for _, c := range contents {
		for _, v := range c.values {
			if v.fits(q) && (q.On.IsZero() || c.instrument.inForce(v, q.On)) {
				out = append(out, v)
			}
		}
	}
	return out
}

// All lists every value, in the order of the files and their tables.
func (b *Book) All() []Value {
	var out []Value
	for _, c := range b.readKinds() {
		out = append(out, c.values...)
	}
	return out
}

// Instruments lists the instruments in the order of their files. The tool's own
// checks are none.
func (b *Book) Instruments() []Instrument {
	var out []Instrument
	for _, c := range b.readKinds() {
		if c.instrument.ID != "" && c.instrument.Kind != Plausibility {
			out = append(out, c.instrument)
		}
	}
	return out
}

// Instrument returns the instrument with this id.
func (b *Book) Instrument(id string) (Instrument, bool) {
	_, ok := b.byInstrument[id]
	return b.read(id).instrument, ok
}

// Gaps lists what was looked for and not found, in the order of the files. One
// that a value with its id closes is none any more.
func (b *Book) Gaps() []Gap {
	var out []Gap
	for _, c := range b.readKinds() {
		for _, g := range c.gaps {
			if withID(c.values, g.ID) < 0 {
				out = append(out, g)
			}
		}
	}
	return out
}

// Methods lists the definitions an instrument states in words, or those of
// all where none is named.
func (b *Book) Methods(instrument string) []Method {
	if instrument != "" {
		return slices.Clone(b.read(instrument).methods)
	}
	var out []Method
	for _, c := range b.readKinds() {
		out = append(out, c.methods...)
	}
	return out
}
