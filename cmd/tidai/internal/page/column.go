package page

import (
	"reflect"

	"tidai/calc"
)

// Column says of one property of a row what it is called, in which forms it
// stands and how it looks in each. Columns are made by the makers of makers.go; unless
// In says otherwise a column stands in the table of a page, in CSV and in JSON.
//
// The type of the row is for the reader and for the makers. A column is kept without it,
// since whatever is written for any type of row is compiled again for each of them, and
// there are more than a hundred; a table refuses columns of another row than its own.
type Column = *column

// column is a column of rows of some type.
type column struct {
	row       reflect.Type
	key       string // in JSON
	head      calc.Text
	sheetHead calc.Text // in CSV, where it differs
	forms     Forms
	right     bool
	wrap      bool
	once      bool
	kind      kind
	cell      func(Voice, any) Spans
	sheet     func(Voice, any) string
	data      func(Voice, any) any
}

const everywhere = People | Sheet | Data

// H is the head of a column in both languages.
func H(zh, en string) calc.Text { return calc.Text{ZH: zh, EN: en} }

// of notes the type of row that a column reads.
func of[R any](c *column) *column {
	c.row = reflect.TypeFor[R]()
	return c
}

// by reads a property of rows.
func by[R, T any](get func(R) T) func(any) T { return func(row any) T { return get(row.(R)) } }

// some reads a property that a row may lack.
func some[R, T any](get func(R) (T, bool)) func(any) (T, bool) {
	return func(row any) (T, bool) { return get(row.(R)) }
}

// Seen is what a row shows to people, for Cell, Sheet and Show.
type Seen[T any] struct {
	row reflect.Type
	get func(Voice, any) T
}

// By is what rows of a type show to people.
func By[R, T any](get func(Voice, R) T) Seen[T] {
	return Seen[T]{reflect.TypeFor[R](), func(v Voice, row any) T { return get(v, row.(R)) }}
}

// but is a copy of the column with a change: a column may stand in several tables.
func (c *column) but(change func(*column)) *column {
	out := *c
	change(&out)
	return &out
}

// In says in which forms the column stands.
func (c *column) In(forms Forms) *column { return c.but(func(c *column) { c.forms = forms }) }

// Wrap lets texts break into lines.
func (c *column) Wrap() *column { return c.but(func(c *column) { c.wrap = true }) }

// Right sets the column to the right, as numbers are.
func (c *column) Right() *column { return c.but(func(c *column) { c.right = true }) }

// Once shows a value in the first row of a group only.
func (c *column) Once() *column { return c.but(func(c *column) { c.once = true }) }

// InSheet is the head in CSV, where it differs.
func (c *column) InSheet(zh, en string) *column {
	return c.but(func(c *column) { c.sheetHead = H(zh, en) })
}

// OrNull writes an empty text as null in JSON.
func (c *column) OrNull() *column {
	data := c.data
	return c.but(func(c *column) {
		c.kind = nullable(c.kind)
		c.data = func(v Voice, row any) any {
			if x := data(v, row); x != "" {
				return x
			}
			return nil
		}
	})
}

// Missing shows a text on pages where there is none.
func (c *column) Missing(zh, en string) *column {
	cell := c.cell
	return c.but(func(c *column) {
		c.cell = func(v Voice, row any) Spans {
			if s := cell(v, row); s != nil {
				return s
			}
			return T(v.T(zh, en))
		}
	})
}

// Cell writes the column on pages in its own way.
func (c *column) Cell(seen Seen[Spans]) *column {
	return c.but(func(c *column) { c.cell = seen.of(c).get })
}

// Sheet writes the column in CSV in its own way.
func (c *column) Sheet(seen Seen[string]) *column {
	return c.but(func(c *column) { c.sheet = seen.of(c).get })
}

// Show writes the column on pages and in CSV in its own way.
func (c *column) Show(seen Seen[string]) *column {
	return c.but(func(c *column) {
		c.sheet = seen.of(c).get
		c.cell = func(v Voice, row any) Spans { return T(seen.get(v, row)) }
	})
}

// of refuses a way to write a column of other rows.
func (s Seen[T]) of(c *column) Seen[T] {
	if s.row != c.row {
		panic("column " + c.key + " of " + c.row.String() + " is written by a row of " + s.row.String())
	}
	return s
}

// OrNone shows a dash on pages and in CSV where there is nothing.
func (c *column) OrNone() *column {
	sheet := c.sheet
	return c.Missing(None, None).but(func(c *column) {
		c.sheet = func(v Voice, row any) string {
			if s := sheet(v, row); s != "" {
				return s
			}
			return None
		}
	})
}
