package document

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tidai/calc"
)

// Changing a document before it is read. What is changed is read and checked
// like what was written; a finding about it stands where the change was asked
// for.

// Shape says what stands at a key.
type Shape string

// The shapes.
const (
	Nothing Shape = ""       // the key is not there
	Value   Shape = "value"  // a text, number, date, answer, or list of them
	Single  Shape = "table"  // a table
	Several Shape = "tables" // a list of tables
)

// Shapes lists the shapes.
var Shapes = calc.Words[Shape]{
	{Key: Value, Name: calc.Text{ZH: "值", EN: "value"}},
	{Key: Single, Name: calc.Text{ZH: "表", EN: "table"}},
	{Key: Several, Name: calc.Text{ZH: "一组表", EN: "list of tables"}},
}

// Shape says what stands at key. Looking does not count as reading.
func (t *Table) Shape(key string) Shape {
	if t == nil {
		return Nothing
	}
	v, ok := t.m[key]
	switch v := v.(type) {
	case map[string]any:
		return Single
	case []map[string]any:
		return Several
	case []any:
		if len(v) > 0 {
			if _, tables := v[0].(map[string]any); tables {
				return Several
			}
		}
	}
	switch {
	case ok:
		return Value
	case len(t.more[key]) > 0:
		return Several
	}
	return Nothing
}

// Peek returns the value at key as decoded, nil where there is none. Looking
// does not count as reading.
func (t *Table) Peek(key string) any {
	if t == nil {
		return nil
	}
	return t.m[key]
}

// Written lists the keys of the table, sorted. Looking does not count as
// reading.
func (t *Table) Written() []string {
	var keys []string
	for key := range t.m {
		keys = append(keys, key)
	}
	for key := range t.more {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Any reads the value at key, whatever its type; nil where there is none.
func (t *Table) Any(key string, required bool) any {
	v, _ := t.get(key, required)
	return v
}

// Set puts a value, as decoded from TOML, a text or an exact quantity, in the
// place of what stands at key. at is where the change was asked for.
func (t *Table) Set(key string, value any, at calc.Position) {
	t.m[key] = value
	if t.moved == nil {
		t.moved = map[string]calc.Position{}
	}
	t.moved[key] = at
}

// Unset takes away what stands at key, as if it had not been written.
func (t *Table) Unset(key string) { delete(t.m, key) }

// Add puts a table behind the list of tables at key. The table keeps its own
// place, which may be in another file.
func (t *Table) Add(key string, sub *Table) {
	if t.more == nil {
		t.more = map[string][]*Table{}
	}
	t.more[key] = append(t.more[key], sub)
}

// Drop takes the table out of the list it stands in.
func (t *Table) Drop() { t.dropped = true }

// Skip counts everything in the table as read.
func (t *Table) Skip() {
	if t == nil {
		return
	}
	for key := range t.m {
		t.used[key] = true
		switch t.Shape(key) {
		case Single:
			t.Table(key, false).Skip()
		case Several:
			for _, s := range t.Tables(key) {
				s.Skip()
			}
		}
	}
}

// Syntax returns what keeps the text from being TOML.
func (t *Table) Syntax() []calc.Finding {
	var out []calc.Finding
	for _, f := range t.f.findings {
		if f.Code == CodeSyntax {
			out = append(out, f)
		}
	}
	return out
}

// Written is a decoded value as text, as a user would write it; lists are
// joined.
func Written(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = Written(e)
		}
		return strings.Join(parts, ", ")
	}
	if d, ok := v.(time.Time); ok {
		return d.Format(time.DateOnly)
	}
	return fmt.Sprint(v)
}
