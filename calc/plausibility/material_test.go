package plausibility_test

import (
	"fmt"
	"slices"
	"strings"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/dossier"
)

// material is the text of a dossier as tables of keys, so that a slip can be
// made in one of them and its place be known.
type material []*table

// table is one table of the file. Its keys keep their order.
type table struct {
	head string // "[[permit.version.amount]]"
	keys []key
}

type key struct{ name, value string } // value as TOML writes it

// add puts a table at the end. pairs are names and values in turn; a value is
// quoted unless it is a list, a date or a truth value, marked by a leading "=".
func (m *material) add(head string, pairs ...string) *table {
	t := &table{head: head}
	for i := 0; i < len(pairs); i += 2 {
		t.set(pairs[i], pairs[i+1])
	}
	*m = append(*m, t)
	return t
}

func (t *table) set(name, value string) {
	if bare, ok := strings.CutPrefix(value, "="); ok {
		value = bare
	} else {
		value = `"` + value + `"`
	}
	for i := range t.keys {
		if t.keys[i].name == name {
			t.keys[i].value = value
			return
		}
	}
	t.keys = append(t.keys, key{name, value})
}

func (t *table) get(name string) string {
	for _, k := range t.keys {
		if k.name == name {
			return strings.Trim(k.value, `"`)
		}
	}
	return ""
}

func (t *table) remove(name string) {
	t.keys = slices.DeleteFunc(t.keys, func(k key) bool { return k.name == name })
}

// clone is a copy in which a slip can be made.
func (m material) clone() material {
	out := make(material, len(m))
	for i, t := range m {
		out[i] = &table{t.head, slices.Clone(t.keys)}
	}
	return out
}

// all lists the tables of a head, of which every pair of name and value holds.
func (m material) all(head string, pairs ...string) []*table {
	var out []*table
	for _, t := range m {
		if t.head != head {
			continue
		}
		fits := true
		for i := 0; i < len(pairs); i += 2 {
			fits = fits && t.get(pairs[i]) == pairs[i+1]
		}
		if fits {
			out = append(out, t)
		}
	}
	return out
}

func (m material) first(head string, pairs ...string) *table {
	if all := m.all(head, pairs...); len(all) > 0 {
		return all[0]
	}
	return nil
}

// below lists the tables of a head that belong to t: those that follow it
// before the next table like it.
func (m material) below(t *table, head string) []*table {
	var out []*table
	for _, x := range m[slices.Index(m, t)+1:] {
		switch {
		case x.head == head:
			out = append(out, x)
		case x.head == t.head || !strings.HasPrefix(strings.Trim(x.head, "[]"), strings.Trim(t.head, "[]")):
			return out
		}
	}
	return out
}

// without is the material without some tables.
func (m material) without(gone ...*table) material {
	return slices.DeleteFunc(slices.Clone(m), func(t *table) bool { return slices.Contains(gone, t) })
}

// text writes the file, and where each table begins and ends.
func (m material) text() (string, map[*table][2]int) {
	var b strings.Builder
	line, places := 1, map[*table][2]int{}
	for _, t := range m {
		from := line
		if t.head != "" {
			b.WriteString(t.head + "\n")
			line++
		}
		for _, k := range t.keys {
			fmt.Fprintf(&b, "%s = %s\n", k.name, k.value)
			line++
		}
		places[t] = [2]int{from, line - 1}
		b.WriteString("\n")
		line++
	}
	return b.String(), places
}

// read reads the material as a dossier.
func (m material) read() (*dossier.Dossier, []calc.Finding, map[*table][2]int) {
	text, places := m.text()
	d, findings := dossier.Parse(fstest.MapFS{"dossier.toml": {Data: []byte(text)}})
	return d, findings, places
}
