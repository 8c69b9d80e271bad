package term

import (
	"strings"

	"tidai/cmd/tidai/internal/page"
)

const (
	gap    = 2  // cells between columns
	narrow = 10 // least width of a column that wraps,
	word   = 22 // or of its longest word, up to this
)

// layout decides how wide the columns of a table are.
type layout struct {
	columns []page.Head
	cells   [][]int // width of every cell, by column
	widths  []int   // width given to every column
	marks   []int   // of it, for footnote marks behind numbers
	floors  []int   // least widths of columns that wrap
}

func layoutOf(t table) *layout {
	n := len(t.columns)
	l := &layout{columns: t.columns, cells: make([][]int, n), widths: make([]int, n), marks: make([]int, n),
		floors: make([]int, n)}
	for i, c := range t.columns {
		number := 0
		for _, row := range t.rows {
			w := page.Width(page.Clean(row[i].whole()))
			if c.Right {
				m := page.Width(row[i].marks)
				l.marks[i] = max(l.marks[i], m)
				number = max(number, w-m)
			}
			l.cells[i] = append(l.cells[i], w)
			if c.Wrap {
				l.floors[i] = max(l.floors[i], floor(row[i].whole()))
			}
			l.widths[i] = max(l.widths[i], w)
		}
		if c.Wrap {
			l.floors[i] = max(l.floors[i], floor(c.Head))
		}
		head := page.Width(page.Clean(c.Head))
		if c.Right {
			l.widths[i] = max(number, head) + l.marks[i]
		}
		l.widths[i] = max(l.widths[i], head)
	}
	return l
}

// longest is the width of the longest piece of a text that does not break.
func longest(s string) int {
	w := 0
	for _, a := range page.Atoms(page.Clean(s)) {
		w = max(w, page.Width(strings.TrimRight(a, " ")))
	}
	return w
}

// floor is the width below which a text breaks inside its words.
func floor(s string) int {
	w := narrow
	for _, a := range page.Atoms(page.Clean(s)) {
		if n := page.Width(strings.TrimRight(a, " ")); n <= word {
			w = max(w, n)
		}
	}
	return w
}

func (l *layout) total() int {
	sum := gap * len(l.columns)
	for _, w := range l.widths {
		sum += w
	}
	return sum
}

// squeeze makes the table at most total cells wide: first heads of numbers
// break into two lines between words, then texts wrap where that costs the
// fewest lines, and as a last resort heads break inside words. It reports
// whether it fits.
func (l *layout) squeeze(total int) bool {
	for l.total() > total && l.breakHead(true) {
	}
	for l.total() > total && l.wrapText() {
	}
	for l.total() > total && l.breakHead(false) {
	}
	return l.total() <= total
}

// wrapText narrows by one cell the column of texts to which it costs least.
func (l *layout) wrapText() bool {
	best, cost := -1, 0
	for i, c := range l.columns {
		if !c.Wrap || l.widths[i] <= l.floors[i] {
			continue
		}
		if more := l.added(i); best < 0 || more < cost || (more == cost && l.widths[i] > l.widths[best]) {
			best, cost = i, more
		}
	}
	if best >= 0 {
		l.widths[best]--
	}
	return best >= 0
}

// breakHead breaks the head of the column of numbers that gains most by it,
// between its words only or anywhere.
func (l *layout) breakHead(whole bool) bool {
	best, gain := -1, 0
	for i, c := range l.columns {
		half := max(l.least(i), (page.Width(c.Head)+3)/4*2+l.marks[i])
		if whole {
			half = max(half, longest(c.Head)+l.marks[i])
		}
		if g := l.widths[i] - half; c.Right && g > gain {
			best, gain = i, g
		}
	}
	if best >= 0 {
		l.widths[best] -= gain
	}
	return best >= 0
}

// least is the least width of a column of numbers.
func (l *layout) least(i int) int {
	w := 0
	for _, n := range l.cells[i] {
		w = max(w, n)
	}
	return w
}

// added is what it costs that a column loses one cell: above all the lines the
// table grows by, where a row is as high as its highest cell; among equals the
// lines its own cells grow by.
func (l *layout) added(i int) int {
	const tableLine = 1000 // a line of the table against a line of a cell
	sum := 0
	for row, n := range l.cells[i] {
		high := 0
		for k := range l.columns {
			if l.columns[k].Wrap {
				high = max(high, lines(l.cells[k][row], l.widths[k]))
			}
		}
		less := lines(n, l.widths[i]-1)
		sum += tableLine*max(0, less-max(high, 1)) + less - lines(n, l.widths[i])
	}
	return sum
}

func lines(n, w int) int { return (n + w - 1) / w }

func fits(t table, total int) bool { return layoutOf(t).squeeze(total) }

// hard is a blank that the table writer does not trim; the drawn table has
// plain ones in its place.
const hard = "\u00a0"

// cell wraps a text to its column and aligns it; wraps is false for numbers
// and codes, which stay whole.
func (l *layout) cell(i int, c cell, wraps bool) string {
	room := l.widths[i] - l.marks[i]
	if !l.columns[i].Right {
		if !wraps {
			return page.Clean(c.whole())
		}
		return strings.Join(page.Wrap(c.whole(), room), "\n")
	}
	number := page.Clean(c.text)
	out := []string{number}
	if wraps {
		out = page.Wrap(number, room)
	}
	for k, line := range out {
		out[k] = strings.Repeat(hard, max(room-page.Width(line), 0)) + line
	}
	return strings.Join(out, "\n") + c.marks
}
