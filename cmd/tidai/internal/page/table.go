package page

import (
	"reflect"

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
// makers.go; a new column is a line.
type Table[R any] struct {
	Name    string // of a row, in schemas
	Columns []Column
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

// With is the table filled with rows, on a page that speaks so.
func (t Table[R]) With(v Voice, rows []R) Filled {
	return Filled{table: t.kept(), voice: v, rows: boxed(rows)}
}

// One is the table with a single row.
func (t Table[R]) One(v Voice, row R) Filled {
	return Filled{table: t.kept(), voice: v, rows: []any{row}}
}

// kept is the table without the type of its rows.
func (t Table[R]) kept() *table {
	out := &table{name: t.Name, columns: t.Columns, row: reflect.TypeFor[R]()}
	if t.Group != nil {
		out.group = by(t.Group)
	}
	if r := t.Record; r != nil {
		out.record = &recordForm{head: By(r.Head).get, line: By(r.Line).get}
		if r.Once != nil {
			out.record.once = By(r.Once).get
		}
	}
	for _, s := range t.Sums {
		out.sums = append(out.sums, sumOf{by(s.Total), by(s.Parts)})
	}
	out.check()
	return out
}

// boxed are rows without their type.
func boxed[R any](rows []R) []any {
	out := make([]any, len(rows))
	for i, r := range rows {
		out[i] = r
	}
	return out
}
