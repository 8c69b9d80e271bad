package intake

import (
	"slices"
	"strings"

	"tidai/calc/sheet"
)

// crossHead is the row of times.
type crossHead struct {
	row   int
	what  string // how a column of these times is called
	times []sheet.Cell
	keys  []int // columns of the date and the outlet
	names []int // columns of names
	unit  int   // column of units
	heads []string
	more  []string // columns behind the times: means, sums
	width int      // columns up to the last that has a name
}

// crossHeadOf reads a row of times, at least three, or 24 numbers of hours, or
// the numbers of the days of a month; nil where it is none.
func crossHeadOf(number int, cells []sheet.Cell) *crossHead {
	for first := 1; first < len(cells); first++ {
		at, what := timesFrom(cells, first)
		if what == "数" {
			what = countedKind(cells[first : first+len(at)])
		}
		if what == "" || len(at) < 3 || alike(cells, at) {
			first = max(first, first+len(at))
			continue
		}
		h := &crossHead{row: number, what: what}
		for i, c := range cells {
			text := plainText(string(c.Text))
			if text != "" {
				h.width = i + 1
			}
			c.Text = []byte(string(c.Text))
			switch {
			case i < first:
				h.heads = append(h.heads, text)
			case slices.Contains(at, i):
				c.Col = i + 1
				h.times = append(h.times, c)
			case text != "":
				h.more = append(h.more, text)
			}
		}
		return h
	}
	return nil
}

// timesFrom finds a stretch of times of one kind, whole times with a mean or a
// sum between those of two days; what is "" where the first cell is none.
func timesFrom(cells []sheet.Cell, first int) (at []int, what string) {
	what = timeKind(cells[first])
	for i := first; what != "" && i < len(cells); i++ {
		if what == "时间" && i+1 < len(cells) && i > first && beginsSummary(string(cells[i].Text)) &&
			timeKind(cells[i+1]) == what {
			continue
		}
		kind := timeKind(cells[i])
		midnight := cells[i].Kind == sheet.Date && (kind == "日期" && what == "时间" || kind == "时间" &&
			what == "日期")
		if kind != what && !midnight {
			break
		}
		if midnight { // of a spreadsheet is a date alone
			what = "时间"
		}
		at = append(at, i)
	}
	return at, what
}

// timeKind is how a column of times like this one is called; 数 is a number
// alone, which may be an hour or a day.
func timeKind(c sheet.Cell) string {
	text := plainText(string(c.Text))
	if c.Kind == sheet.Number {
		text = string(sheet.Typed(c.Text))
	}
	if c.Kind != sheet.Date && len(text) > 0 && len(text) < 3 && strings.Trim(text, "0123456789") == "" {
		return "数"
	}
	if _, ok := dayOfMonth(text); ok {
		return "日"
	}
	m, ok := momentOf(c, false) // which of two epochs does not matter for the kind
	switch {
	case !ok:
		return ""
	case m.hasDate && (m.hasClock && !m.dateOnly):
		return "时间"
	case m.hasDate || m.open:
		return "日期"
	}
	return "小时"
}

// countedKind tells 24 hours from the days of a month.
func countedKind(cells []sheet.Cell) string {
	first := 0
	for i, c := range cells {
		text := plainText(string(c.Text))
		if c.Kind == sheet.Number {
			text = string(sheet.Typed(c.Text))
		}
		n := number2(text)
		if i == 0 {
			first = n
		}
		if n != first+i {
			return ""
		}
	}
	switch {
	case len(cells) == 24 && first <= 1:
		return "小时"
	case len(cells) >= 28 && len(cells) <= 31 && first == 1:
		return "日"
	}
	return ""
}

// alike reports whether two of the cells at some places are the same.
func alike(cells []sheet.Cell, at []int) bool {
	seen := map[string]bool{}
	for _, i := range at {
		text := string(cells[i].Text)
		if seen[text] {
			return true
		}
		seen[text] = true
	}
	return false
}

// settleKeys decides by the first row of data which of the columns beside the
// times hold what.
func (h *crossHead) settleKeys(cells []sheet.Cell) {
	if h.names != nil || emptyCells(cells) {
		return
	}
	for i, head := range h.heads {
		var c sheet.Cell
		if i < len(cells) {
			c = cells[i]
		}
		switch role := readHeading(head).role; role {
		case Outlet, Year, Month, MonthDay:
			h.keys = append(h.keys, i+1)
		case Day, Time:
			_, ok := momentOf(c, false)
			if _, day := dayOfMonth(string(c.Text)); ok || day {
				h.keys = append(h.keys, i+1)
			} else {
				h.names = append(h.names, i+1)
			}
		case UnitName:
			h.unit = i + 1
		case Ignored:
		default:
			h.names = append(h.names, i+1)
		}
	}
}

// overValues reports whether something else than dates stands below the times:
// rows of a list may have several dates, one below the other.
func (h *crossHead) overValues(cells []sheet.Cell) bool {
	dates := 0
	for _, c := range h.values(cells) {
		if m, ok := momentOf(c, false); ok && m.hasDate {
			dates++
		}
	}
	return dates*2 < len(h.times)
}

// values are the cells below the times.
func (h *crossHead) values(cells []sheet.Cell) []sheet.Cell {
	out := make([]sheet.Cell, len(h.times))
	for i, t := range h.times {
		if t.Col <= len(cells) {
			out[i] = cells[t.Col-1]
			out[i].Text = []byte(string(out[i].Text))
		}
	}
	return out
}

// surplus is the first filled cell behind the last column that has a name.
func (h *crossHead) surplus(cells []sheet.Cell) (c sheet.Cell, found bool) {
	for i := h.width; i < len(cells); i++ {
		if plainText(string(cells[i].Text)) != "" {
			c = cells[i]
			c.Text, c.Col = []byte(string(c.Text)), i+1
			return c, true
		}
	}
	return c, false
}

// key is the day and the outlet of a row; a cell left blank repeats the one
// above.
func (h *crossHead) key(cells []sheet.Cell, above []*crossGroup) []sheet.Cell {
	var out []sheet.Cell
	for i, col := range h.keys {
		var c sheet.Cell
		if col <= len(cells) {
			c = cells[col-1]
			c.Text = []byte(string(c.Text))
		}
		if plainText(string(c.Text)) == "" && len(above) > 0 {
			c = above[len(above)-1].key[i]
		}
		out = append(out, c)
	}
	return out
}
