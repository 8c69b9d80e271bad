package page

import (
	"tidai/calc"
)

// Voice is how a page speaks: its language, and the sheets that its amounts lead to.
type Voice struct {
	Lang   calc.Lang
	Sheets map[calc.Step]string
}

// In is a text in the language of the page.
func (v Voice) In(t calc.Text) string { return t.In(v.Lang) }

// T is the text of the language of the page.
func (v Voice) T(zh, en string) string { return calc.Text{ZH: zh, EN: en}.In(v.Lang) }

// Forms are the forms in which a column stands.
type Forms uint8

// The forms.
const (
	People Forms = 1 << iota // the table of a page
	Narrow                   // the table of a page where there is little room
	Sheet                    // CSV
	Data                     // JSON, and its schema
)

// Table describes a result once: from its columns come the table of a page, the
// CSV, the rows of JSON and their schema. A column of a new kind needs a maker in
// column.go; a new column is a line.
type Table[R any] struct {
	Name    string // of a row, in schemas
	Columns []Column[R]
	Group   func(R) string // rows one after the other that are of one group: see Once
	Record  *RecordForm[R] // beside the table, where no table fits
	Sums    []SumOf[R]     // what a reader adds up in a row
}

// RecordForm writes a table as records, one for each group: what heads it, a line
// for each row, and what is said once, by its first row.
type RecordForm[R any] struct {
	Head func(Voice, R) Spans
	Line func(Voice, R) []Field
	Once func(Voice, R) []Field
}

// SumOf is a total and what it is the total of.
type SumOf[R any] struct {
	Total func(R) calc.Step
	Parts func(R) []calc.Step
}

// columns are those of a form.
func (t Table[R]) columns(form Forms) []Column[R] {
	var out []Column[R]
	for _, c := range t.Columns {
		if c.forms&form != 0 {
			out = append(out, c)
		}
	}
	return out
}

// Grid is the table of a page.
func (t Table[R]) Grid(v Voice, rows []R) *Grid { return t.grid(v, People, rows) }

// Slim is the table of a page where there is little room.
func (t Table[R]) Slim(v Voice, rows []R) *Grid { return t.grid(v, Narrow, rows) }

func (t Table[R]) grid(v Voice, form Forms, rows []R) *Grid {
	columns := t.columns(form)
	g := &Grid{}
	for _, c := range columns {
		g.Columns = append(g.Columns, Head{Head: v.In(c.head), Right: c.right, Wrap: c.wrap})
	}
	for i, row := range rows {
		again := i > 0 && t.Group != nil && t.Group(row) == t.Group(rows[i-1])
		cells := make([]Spans, len(columns))
		for j, c := range columns {
			if !again || !c.once {
				cells[j] = c.cell(v, row)
			}
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}

// CSV is the table of a spreadsheet.
func (t Table[R]) CSV(v Voice, rows []R) Grid {
	columns := t.columns(Sheet)
	var g Grid
	for _, c := range columns {
		head := c.head
		if c.sheetHead != (calc.Text{}) {
			head = c.sheetHead
		}
		g.Columns = append(g.Columns, Head{Head: v.In(head), Right: c.right})
	}
	for _, row := range rows {
		g.Rows = append(g.Rows, Texts(t.SheetRow(v, row)))
	}
	return g
}

// SheetRow is one row of CSV, for tables that are too long to be made as a whole.
func (t Table[R]) SheetRow(v Voice, row R) []string {
	out := make([]string, 0, len(t.Columns))
	for i := range t.Columns {
		if c := &t.Columns[i]; c.forms&Sheet != 0 {
			out = append(out, c.sheet(v, row))
		}
	}
	return out
}

// Row is one row of the table of a page.
func (t Table[R]) Row(v Voice, row R) []Spans {
	n := 0
	for i := range t.Columns {
		if t.Columns[i].forms&People != 0 {
			n++
		}
	}
	out := make([]Spans, 0, n) // a large table is kept as a whole
	for i := range t.Columns {
		if c := &t.Columns[i]; c.forms&People != 0 {
			out = append(out, c.cell(v, row))
		}
	}
	return out
}

// Records are the groups of rows as records.
func (t Table[R]) Records(v Voice, rows []R) []Record {
	var out []Record
	for i, row := range rows {
		if i == 0 || t.Group == nil || t.Group(row) != t.Group(rows[i-1]) {
			out = append(out, Record{Head: t.Record.Head(v, row)})
		}
		r := &out[len(out)-1]
		r.Fields = append(r.Fields, t.Record.Line(v, row)...)
		last := i == len(rows)-1 || t.Group == nil || t.Group(rows[i+1]) != t.Group(row)
		if last && t.Record.Once != nil {
			r.Fields = append(r.Fields, t.Record.Once(v, row)...)
		}
	}
	return out
}

// Block is the table of a page in all its forms, with a note where printed parts
// do not add up to a printed total.
func (t Table[R]) Block(v Voice, rows []R) Block {
	b := Block{Table: t.Grid(v, rows)}
	if len(t.columns(Narrow)) > 0 {
		b.Narrow = t.Slim(v, rows)
	}
	if t.Record != nil {
		b.Records = t.Records(v, rows)
	}
	return b
}

// Rounded reports whether the printed parts of a row do not add up to its printed
// total: each figure was rounded by itself.
func (t Table[R]) Rounded(rows []R) bool {
	for _, row := range rows {
		for _, s := range t.Sums {
			if !AddsUp(s.Total(row), s.Parts(row)...) {
				return true
			}
		}
	}
	return false
}

// Object is a row as an object of JSON.
func (t Table[R]) Object(v Voice, row R) Object {
	out := make(Object, 0, len(t.Columns))
	for _, c := range t.Columns {
		if c.forms&Data != 0 {
			out = append(out, Member{c.key, c.data(v, row)})
		}
	}
	return out
}

// List is a list of rows as JSON.
func (t Table[R]) List(v Voice, rows []R) []any {
	out := make([]any, len(rows))
	for i, row := range rows {
		out[i] = t.Object(v, row)
	}
	return out
}

// kind refers to the schema of a row.
func (t Table[R]) kind(d *definitions) Schema {
	if t.Name == "" {
		return t.schema(d)
	}
	return d.add(t.Name, func() Schema { return t.schema(d) })
}

func (t Table[R]) schema(d *definitions) Schema {
	var members Object
	for _, c := range t.Columns {
		if c.forms&Data != 0 {
			members = append(members, Member{c.key, c.kind(d)})
		}
	}
	return closed(members)
}
