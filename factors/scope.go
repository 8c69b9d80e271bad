package factors

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tidai/calc"
	"tidai/calc/quantity"
)

// ScopeTable says what follows from a class of GB/T 4754-2017 and the facts a
// line states: its segment of a key industry, its permit specification, and
// its management class. Each is decided apart.
type ScopeTable struct {
	Catalogue      string // the catalogue the rows of Management belong to
	Facts          []ScopeFact
	Bands          []ScopeBand // of facts that are amounts, the highest first
	Evidence       []ScopeEvidence
	Segments       []ScopeEntry
	Specifications []ScopeEntry
	Managements    []ScopeEntry
}

// ScopeFact is something a line or its discharger may state, and what to ask
// where it does not.
type ScopeFact struct {
	Key          string // of the dossier: "recycled"
	OfDischarger bool   // stated for the discharger, not for the line
	Values       []string
	Question     calc.Text
}

// ScopeBand is the value of a fact from an amount on.
type ScopeBand struct {
	Fact, Value string
	From        quantity.Quantity
}

// ScopeEvidence is a fact that the process of a product shows.
type ScopeEvidence struct {
	Fact, Value string
	Processes   []string
	Why         calc.Text
}

// ScopeEntry is what holds for some classes where the facts are as in When.
type ScopeEntry struct {
	Classes []string            // four digits; "3xxx", "xxxx" for classes no entry names
	When    map[string][]string // fact -> values with which the entry holds
	Value   string              // industry id or "none"; specification; management class; empty: nothing
	Segment string
	Name    calc.Text // of the segment
	Row     string    // of the catalogue
	Clause  calc.Clause
	Unknown bool      // what holds is not known: a person has to decide
	Least   bool      // at least this class; another row may ask for more
	Belongs string    // class the line belongs to instead
	Why     calc.Text // why it holds
	Check   calc.Text // what a person has to look at though the entry holds
	At      calc.Position
}

//go:embed scope
var scopeFiles embed.FS

const scopeFile = "scope/gbt-4754-2017.toml"

var builtinScope = sync.OnceValues(func() (ScopeTable, error) {
	data, err := scopeFiles.ReadFile(scopeFile)
	if err != nil {
		return ScopeTable{}, err
	}
	t, findings := parseScope(scopeFile, data)
	if calc.HasErrors(findings) { // a test lints the table, so this is a broken build
		return ScopeTable{}, fmt.Errorf("the table of scope is damaged: %w", calc.SortFindings(findings)[0])
	}
	return t, nil
})

// Scope returns the table of scope that is part of the program; its readers
// do not change it.
func Scope() (ScopeTable, error) { return builtinScope() }

// Fact returns the fact with this key.
func (t ScopeTable) Fact(key string) (ScopeFact, bool) {
	for _, f := range t.Facts {
		if f.Key == key {
			return f, true
		}
	}
	return ScopeFact{}, false
}

// For returns the entries of a list that are about a class: those that name
// it, else those of the widest pattern that holds it.
func (t ScopeTable) For(list []ScopeEntry, class string) []ScopeEntry {
	for _, pattern := range t.patterns(class) {
		var out []ScopeEntry
		for _, e := range list {
			if slices.Contains(e.Classes, pattern) {
				out = append(out, e)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// patterns are the names under which entries may stand for a class. A class
// that any of the three lists names is not one of those "no entry names".
func (t ScopeTable) patterns(class string) []string {
	for _, list := range [][]ScopeEntry{t.Segments, t.Specifications, t.Managements} {
		for _, e := range list {
			if slices.Contains(e.Classes, class) {
				return []string{class}
			}
		}
	}
	if strings.HasPrefix(class, "3") {
		return []string{"3xxx"}
	}
	return []string{"xxxx"}
}
