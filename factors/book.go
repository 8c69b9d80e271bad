package factors

import (
	"io/fs"
	"maps"
	"slices"

	"tidai/calc"
)

// Book is a set of factor files, ready for lookup. A book never changes.
type Book struct {
	instruments  []Instrument
	byInstrument map[string]int // instrument id -> index in instruments
	values       []Value
	byID         map[string]int
	rules        []Rule
	policies     []Policy
}

func newBook(contents []content) *Book {
	b := &Book{byInstrument: map[string]int{}, byID: map[string]int{}}
	for _, c := range contents {
		b.add(c)
	}
	return b
}

// add puts one file's content into a book under construction: what has the id
// of something already there takes its place.
func (b *Book) add(c content) {
	if i, ok := b.byInstrument[c.instrument.ID]; !ok && c.instrument.ID != "" {
		b.byInstrument[c.instrument.ID] = len(b.instruments)
		b.instruments = append(b.instruments, c.instrument)
	} else if ok && b.instruments[i].Title.EN == "" {
		b.instruments[i] = c.instrument
	}
	for _, v := range c.values {
		if v.Title.ZH == "" { // a user's file need not repeat the title of a known instrument
			v.Title = b.instrument(v.Instrument).Title
		}
		if i, ok := b.byID[v.ID]; ok {
			b.values[i] = v
			continue
		}
		b.byID[v.ID] = len(b.values)
		b.values = append(b.values, v)
	}
	for _, r := range c.rules {
		if i := slices.IndexFunc(b.rules, func(x Rule) bool { return x.ID == r.ID }); i >= 0 {
			b.rules[i] = r
			continue
		}
		b.rules = append(b.rules, r)
	}
	if c.policy != nil {
		b.addPolicy(*c.policy)
	}
}

func (b *Book) instrument(id string) Instrument {
	if i, ok := b.byInstrument[id]; ok {
		return b.instruments[i]
	}
	return Instrument{ID: id}
}

func (b *Book) clone() *Book {
	c := &Book{
		instruments:  slices.Clone(b.instruments),
		byInstrument: maps.Clone(b.byInstrument),
		values:       slices.Clone(b.values),
		byID:         maps.Clone(b.byID),
		rules:        slices.Clone(b.rules),
		policies:     slices.Clone(b.policies),
	}
	for i := range c.policies {
		c.policies[i] = c.policies[i].clone()
	}
	return c
}

// With returns a book that also holds the files of fsys: what has the id of a
// built-in entry replaces it, and everything read here is marked Local. name
// is put before file names in findings. A value with an error is left out, and
// so are all rules and parameters of a file with an error, so that a mistake
// never silently becomes a number.
func (b *Book) With(fsys fs.FS, name string) (*Book, []calc.Finding) {
	contents, findings := readAll(fsys, origin{name: name, local: true, lines: true})
	findings = append(findings, checkDuplicates(contents)...)
	n, whole := b.clone(), b.clone() // to be used, and to be checked
	for _, c := range contents {
		c.values = usable(c.values)
		whole.add(c)
		if calc.HasErrors(c.findings) {
			c.rules, c.policy = nil, nil
		}
		n.add(c)
	}
	findings = append(findings, whole.check(contents)...)
	return n, calc.SortFindings(findings)
}

// usable drops values that did not come out whole; their findings say why.
func usable(values []Value) []Value {
	return slices.DeleteFunc(slices.Clone(values), func(v Value) bool {
		return v.broken || v.ID == "" || v.Clause.Locator == "" || v.Kind == "" || v.Status == "" || (!v.Absent && !v.stated)
	})
}

// Value returns the value with this id.
func (b *Book) Value(id string) (Value, bool) {
	if i, ok := b.byID[id]; ok {
		return b.values[i], true
	}
	return Value{}, false
}

// Values lists the values a query selects, in the order of the files and
// their tables; the zero Query lists all but those of substances.
func (b *Book) Values(q Query) []Value {
	var out []Value
	for _, v := range b.values {
		if v.fits(q) && (q.On.IsZero() || b.inForce(v, q.On)) {
			out = append(out, v)
		}
	}
	return out
}

// All lists every value, in the order of the files and their tables.
func (b *Book) All() []Value { return slices.Clone(b.values) }

// Instruments lists the instruments in the order of their files.
func (b *Book) Instruments() []Instrument { return slices.Clone(b.instruments) }

// Instrument returns the instrument with this id.
func (b *Book) Instrument(id string) (Instrument, bool) {
	i, ok := b.byInstrument[id]
	if !ok {
		return Instrument{}, false
	}
	return b.instruments[i], true
}
