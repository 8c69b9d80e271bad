package page

import (
	"slices"
)

// Schema is a part of a JSON Schema (draft 2020-12).
type Schema = Object

// definitions are the named parts of a schema, each written once.
type definitions struct {
	names []string
	parts map[string]Schema
}

// add defines a part under its name and refers to it. make is asked once, so
// that a part may refer to itself.
func (d *definitions) add(name string, make func() Schema) Schema {
	if _, known := d.parts[name]; !known {
		d.parts[name] = nil
		d.parts[name] = make()
		d.names = append(d.names, name)
	}
	return Schema{{"$ref", "#/$defs/" + name}}
}

func (d *definitions) object() Object {
	slices.Sort(d.names)
	var out Object
	for _, n := range d.names {
		out = append(out, Member{n, d.parts[n]})
	}
	return out
}

// kind says what the values of a column are in JSON; a schema is made from it
// without a row.
type kind func(d *definitions) Schema

func typed(name string) kind { return func(*definitions) Schema { return Schema{{"type", name}} } }

// nullable is a kind whose values may be absent.
func nullable(of kind) kind {
	return func(d *definitions) Schema { return Schema{{"anyOf", []any{of(d), Schema{{"type", "null"}}}}} }
}

func listKind(of kind) kind {
	return func(d *definitions) Schema { return Schema{{"type", "array"}, {"items", of(d)}} }
}

func constKind(value any) kind { return func(*definitions) Schema { return Schema{{"const", value}} } }

func choiceKind(keys []string) kind {
	return func(*definitions) Schema { return Schema{{"enum", stringList(keys)}} }
}

// closed is an object that has these members and no others.
func closed(members Object) Schema {
	var required []any
	for _, m := range members {
		required = append(required, m.Key)
	}
	return Schema{{"type", "object"}, {"properties", members}, {"required", required}, {"additionalProperties", false}}
}

var (
	textKind   = typed("string")
	wordsKind  = named("text", func(*definitions) Schema { return closed(Object{{"zh", aText}, {"en", aText}}) })
	clauseKind = named("clause", func(*definitions) Schema {
		return closed(Object{{"instrument", aText}, {"locator", aText}})
	})
	dateKind = func(*definitions) Schema {
		return Schema{{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}}
	}
	// A number is exact, a decimal or p/q; shown is that number as tables print it.
	numberKind = named("number", func(d *definitions) Schema {
		s := closed(Object{{"exact", Schema{{"type", "string"}, {"pattern", `^-?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?$`}}},
			{"shown", Schema{{"type", "string"}, {"pattern", `^-?[0-9]+(\.[0-9]+)?$`}}}, {"unit", aText}})
		s[1].Value = append(s[1].Value.(Object), Member{"trace", traceKind(d)}) // only with --traces, never required
		return s
	})
	// A trace is written by calc.Step: what a node has depends on its operation.
	traceKind = named("trace", func(d *definitions) Schema {
		return Schema{{"type", "object"}, {"properties", Object{{"symbol", aText}, {"term", aText}, {"op", aText},
			{"exact", aText}, {"unit", aText}, {"clause", Schema{{"type", "object"}}},
			{"origin", Schema{{"type", "object"}}}, {"interval", aText}, {"error", aText},
			{"operands", Schema{{"type", "array"}, {"items", Schema{{"$ref", "#/$defs/trace"}}}}}}},
			{"required", []any{"symbol", "term", "op"}}, {"additionalProperties", false}}
	})
	aText = Schema{{"type", "string"}}
)

// Kinds of columns whose values are made in their own way: a text in both
// languages and a number, both of which may be absent.
var (
	WordsOrNull  = nullable(wordsKind)
	NumberOrNull = nullable(numberKind)
)

func named(name string, make func(*definitions) Schema) kind {
	return func(d *definitions) Schema { return d.add(name, func() Schema { return make(d) }) }
}

// SchemaOf is the JSON Schema of a result: of the object that the table writes for
// one row.
func SchemaOf[R any](title string, t Table[R]) Schema { return resultSchema(title, t.kept()) }

// TraceSchemaOf is the schema of a result that is a derivation: the object that the
// table writes for one row, then the members of the trace in the same object.
func TraceSchemaOf[R any](title string, t Table[R]) Schema { return resultTraceSchema(title, t.kept()) }

func resultSchema(title string, t *table) Schema {
	d := &definitions{parts: map[string]Schema{}}
	out := Schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}}
	out = append(out, t.schema(d)...)
	return append(out, Member{"$defs", d.object()})
}

func resultTraceSchema(title string, t *table) Schema {
	d := &definitions{parts: map[string]Schema{}}
	traceKind(d)
	own, trace := t.schema(d), d.parts["trace"]
	out := Schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}}
	for i, m := range own {
		switch m.Key {
		case "properties":
			m.Value = append(m.Value.(Object), trace[i].Value.(Object)...)
		case "required":
			m.Value = append(m.Value.([]any), trace[i].Value.([]any)...)
		}
		out = append(out, m)
	}
	return append(out, Member{"$defs", d.object()})
}
