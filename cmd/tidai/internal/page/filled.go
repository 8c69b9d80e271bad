package page

import (
	"reflect"

	"tidai/calc"
)

// table is a table of rows of some type.
type table struct {
	name    string
	columns []*column
	row     reflect.Type
	group   func(any) string // nil: every row is one
	record  *recordForm      // nil: there is none
	sums    []sumOf
}

type recordForm struct {
	head func(Voice, any) Spans
	line func(Voice, any) []Field
	once func(Voice, any) []Field // nil: nothing is said once
}

type sumOf struct {
	total func(any) calc.Step
	parts func(any) []calc.Step
}

// check refuses columns of other rows than the table's: the compiler does not.
func (t *table) check() {
	for _, c := range t.columns {
		if c.row != t.row {
			panic("page: table " + t.name + " of " + t.row.String() + " has the column " + c.key + c.head.EN + " of " +
				c.row.String())
		}
	}
}

// in are the columns that stand in a form.
func (t *table) in(form Forms) []*column {
	out := make([]*column, 0, len(t.columns))
	for _, c := range t.columns {
		if c.forms&form != 0 {
			out = append(out, c)
		}
	}
	return out
}

// Filled is a table with its rows, which can be written in every form.
type Filled struct {
	table *table
	voice Voice
	rows  []any
}

// Grid is the table of a page.
func (f Filled) Grid() *Grid { return f.grid(People) }

// Slim is the table of a page where there is little room.
func (f Filled) Slim() *Grid { return f.grid(Narrow) }

func (f Filled) grid(form Forms) *Grid {
	columns := f.table.in(form)
	g := &Grid{}
	for _, c := range columns {
		g.Columns = append(g.Columns, Head{Head: f.voice.In(c.head), Right: c.right, Wrap: c.wrap})
	}
	for i, row := range f.rows {
		again := i > 0 && f.together(i-1)
		cells := make([]Spans, len(columns))
		for j, c := range columns {
			if !again || !c.once {
				cells[j] = c.cell(f.voice, row)
			}
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}

// together reports whether a row and the next are of one group.
func (f Filled) together(i int) bool {
	return f.table.group != nil && f.table.group(f.rows[i]) == f.table.group(f.rows[i+1])
}

// CSV is the table of a spreadsheet.
func (f Filled) CSV() Grid {
	columns := f.table.in(Sheet)
	var g Grid
	for _, c := range columns {
		head := c.head
		if c.sheetHead != (calc.Text{}) {
			head = c.sheetHead
		}
		g.Columns = append(g.Columns, Head{Head: f.voice.In(head), Right: c.right})
	}
	for _, row := range f.rows {
		g.Rows = append(g.Rows, Texts(sheetRow(columns, f.voice, row)))
	}
	return g
}

// SheetRow is the first row in CSV, for tables that are too long to be made as a whole.
func (f Filled) SheetRow() []string { return sheetRow(f.table.in(Sheet), f.voice, f.rows[0]) }

func sheetRow(columns []*column, v Voice, row any) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.sheet(v, row)
	}
	return out
}

// Row is the first row of the table of a page, with no room to spare: a large table is
// kept as a whole.
func (f Filled) Row() []Spans {
	columns := f.table.in(People)
	out := make([]Spans, len(columns))
	for i, c := range columns {
		out[i] = c.cell(f.voice, f.rows[0])
	}
	return out
}

// Records are the groups of rows as records.
func (f Filled) Records() []Record {
	var out []Record
	form := f.table.record
	for i, row := range f.rows {
		if i == 0 || !f.together(i-1) {
			out = append(out, Record{Head: form.head(f.voice, row)})
		}
		r := &out[len(out)-1]
		r.Fields = append(r.Fields, form.line(f.voice, row)...)
		if last := i == len(f.rows)-1 || !f.together(i); last && form.once != nil {
			r.Fields = append(r.Fields, form.once(f.voice, row)...)
		}
	}
	return out
}

// Block is the table of a page in all its forms.
func (f Filled) Block() Block {
	b := Block{Table: f.Grid()}
	if len(f.table.in(Narrow)) > 0 {
		b.Narrow = f.Slim()
	}
	if f.table.record != nil {
		b.Records = f.Records()
	}
	return b
}

// Rounded reports whether the printed parts of a row do not add up to its printed
// total: each figure was rounded by itself.
func (f Filled) Rounded() bool {
	for _, row := range f.rows {
		for _, s := range f.table.sums {
			if !AddsUp(s.total(row), s.parts(row)...) {
				return true
			}
		}
	}
	return false
}

// Object is the first row as an object of JSON.
func (f Filled) Object() Object { return f.table.object(f.voice, f.rows[0]) }

// List is the list of rows as JSON.
func (f Filled) List() []any { return f.table.list(f.voice, f.rows) }

func (t *table) object(v Voice, row any) Object {
	out := make(Object, 0, len(t.columns))
	for _, c := range t.columns {
		if c.forms&Data != 0 {
			out = append(out, Member{c.key, c.data(v, row)})
		}
	}
	return out
}

func (t *table) list(v Voice, rows []any) []any {
	out := make([]any, len(rows))
	for i, row := range rows {
		out[i] = t.object(v, row)
	}
	return out
}

// kind refers to the schema of a row.
func (t *table) kind(d *definitions) Schema {
	if t.name == "" {
		return t.schema(d)
	}
	return d.add(t.name, func() Schema { return t.schema(d) })
}

func (t *table) schema(d *definitions) Schema {
	var members Object
	for _, c := range t.in(Data) {
		members = append(members, Member{c.key, c.kind(d)})
	}
	return closed(members)
}
