package intake

import (
	"tidai/calc/dossier"
	"tidai/calc/sheet"
)

// layout is one form of tables, in a file of its own. Its rows become the rows
// of a plainer table, until there is one row for each time with the values of
// all pollutants (wide.go), or of one that it names (long.go); of these,
// readings are made.
type layout interface {
	// find recognises the layout by the first rows of a page, as the layouts
	// before it hand them on; nil where the page is laid out otherwise.
	find(p *page, set dossier.MonitoringFiles) layout
	// fresh is the same layout at the beginning of its page.
	fresh() layout
	// row takes a row, and hands on the rows that can be made now.
	row(r *sheet.Row, next func(*sheet.Row) error) error
	// end hands on what was kept until the end of the page.
	end(next func(*sheet.Row) error) error
	// where says where a column of the row handed on last stands among the rows
	// taken in; row 0 is the row taken in last.
	where(col int) (row, at int)
}

// layouts are the forms of tables, in the order in which they are looked for:
// what one makes plainer may be what the next one is about. A log of HJ 212 is
// no table; Source tells it from one, and frames.go reads it.
var layouts = []layout{&sideBySide{}, &overHours{}, &crosstab{}, &parted{}}
