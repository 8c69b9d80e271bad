package intake

import (
	"fmt"
	"strings"

	"tidai/calc/dossier"
	"tidai/calc/sheet"
)

// overHours is a transposed table whose times take two rows: dates, each above
// the hours of its day, merged or filled on. It makes one row of whole times of
// the two, so that the rest is a crosstab.
type overHours struct {
	date1904 bool
	base     dateParts  // from titles and the name of the sheet, for dates without a year
	begun    bool       // times have come
	held     *sheet.Row // a row of dates, until the next one tells what it is
}

// find recognises two rows that make one row of times of a crosstab.
func (*overHours) find(p *page, set dossier.MonitoringFiles) layout {
	for i := 1; i < len(p.turned); i++ {
		above, below := p.turned[i-1], p.turned[i]
		if hoursAmong(below.raw) < 3 {
			continue
		}
		x := &overHours{date1904: p.date1904}
		x.base, _ = p.dates(above.row)
		if x.joined(above.raw, below.raw) == nil {
			continue
		}
		x.base = sheetDate(p.sheet) // the titles come by once more
		joined := *p
		if joined.turned = through(x, p.turned); (&crosstab{}).find(&joined, set) != nil {
			return x
		}
	}
	return nil
}

// hoursAmong counts the cells that may be hours of a day: of most rows a glance
// shows that there are few.
func hoursAmong(cells []sheet.Cell) int {
	const longest = len("下午11:00:00~12:00:00")
	var short []sheet.Cell
	for _, c := range cells {
		if n := len(c.Text); n > 0 && n <= longest && (c.Text[0] <= '9' || c.Text[0] >= 0x80) {
			short = append(short, c)
		}
	}
	if len(short) < 3 {
		return 0
	}
	n := 0
	for _, c := range short {
		if kind := timeKind(c); kind == "小时" || kind == "数" {
			n++
		}
	}
	return n
}

func (x *overHours) fresh() layout {
	return &overHours{date1904: x.date1904, base: x.base}
}

func (x *overHours) row(r *sheet.Row, next func(*sheet.Row) error) error {
	if x.held != nil {
		above := x.held
		x.held = nil
		if cells := x.joined(above.Cells, r.Cells); cells != nil {
			out := *r
			out.Cells, x.begun = cells, true
			return next(&out)
		}
		if err := x.on(above, next); err != nil {
			return err
		}
	}
	if x.days(r.Cells) > 0 {
		held := clonedRow(r)
		x.held = &held
		return nil
	}
	return x.on(r, next)
}

// on hands a row on as it stands; a title may name the year of what follows,
// and is of no more use between two blocks.
func (x *overHours) on(r *sheet.Row, next func(*sheet.Row) error) error {
	if c, ok := titleDate(r.Cells, x.date1904); ok && c.year > 0 {
		if x.base, _ = c.or(x.base); x.begun {
			return nil
		}
	}
	return next(r)
}

func (x *overHours) end(next func(*sheet.Row) error) error {
	if x.held == nil {
		return nil
	}
	r := x.held
	x.held = nil
	return x.on(r, next)
}

// where: columns stay where they are, and rows as well.
func (x *overHours) where(col int) (row, at int) { return 0, col }

// days counts the different dates of a row, behind its first cell.
func (x *overHours) days(cells []sheet.Cell) int {
	seen := map[string]bool{}
	for i := 1; i < len(cells); i++ {
		if d := x.day(cells[i]); d != "" {
			seen[d] = true
		}
	}
	return len(seen)
}

// day is the date of a cell that has one and no time of day; "" where it has
// none, or lacks what no title says.
func (x *overHours) day(c sheet.Cell) string {
	text := plainText(string(c.Text))
	m, ok := momentOf(c, x.date1904)
	switch {
	case ok && m.open && !m.hasClock: // the clock of the file decides on day and month
		return text
	case ok && m.hasDate && (!m.hasClock || m.dateOnly):
		return m.date.String()
	case ok || c.Kind != sheet.Text:
		return ""
	}
	found := datesIn(text)
	if len(found) != 1 || found[0].day == 0 {
		return ""
	}
	d, agree := found[0].or(dateParts{year: x.base.year, month: x.base.month})
	if !agree || d.year == 0 || d.month == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// joined makes a row of whole times of dates and of the hours below them; nil
// where they are none. Columns without an hour are called as below, else as
// above.
func (x *overHours) joined(dates, hours []sheet.Cell) []sheet.Cell {
	counted, day, n := countedDays(dates, hours, x), "", 0
	var out []sheet.Cell
	for i, c := range hours {
		above := sheet.Cell{}
		if i < len(dates) {
			above = dates[i]
		}
		if d := x.day(above); d != "" && i > 0 {
			day = d
		}
		clock := hourOfDay(c, counted)
		switch {
		case clock != "" && day == "" || clock == "" && day != "" && timeKind(c) != "" && !emptyCells(hours[i:i+1]):
			return nil
		case clock != "":
			c, n = sheet.Cell{Text: []byte(day + " " + clock), Kind: sheet.Text}, n+1
		case plainText(string(c.Text)) == "" && x.day(above) == "":
			c = above
		}
		c.Text, c.Col = []byte(string(c.Text)), i+1
		out = append(out, c)
	}
	if n < 3 || x.days(dates) < 2 && containsAny(wordsOf(dates), otherDates...) {
		return nil
	}
	return out
}

// wordsOf joins the words of a row.
func wordsOf(cells []sheet.Cell) string {
	var words []string
	for _, c := range cells {
		words = append(words, plainText(string(c.Text)))
	}
	return strings.Join(words, " ")
}

// hourOfDay is the time of day of a cell that has one and no date.
func hourOfDay(c sheet.Cell, counted bool) string {
	if timeKind(c) == "数" {
		if !counted {
			return ""
		}
		text := plainText(string(c.Text))
		if c.Kind == sheet.Number {
			text = string(sheet.Typed(c.Text))
		}
		return fmt.Sprintf("%02d:00", number2(text))
	}
	m, ok := momentOf(c, false)
	if !ok || !m.hasClock || m.hasDate || m.open {
		return ""
	}
	clock := fmt.Sprintf("%02d:%02d", m.hour, m.minute)
	if m.until != nil {
		clock += fmt.Sprintf("~%02d:%02d", m.until.hour, m.until.minute)
	}
	return clock
}

// countedDays reports whether numbers alone are hours: 24 of them, one by one,
// below each date.
func countedDays(dates, hours []sheet.Cell, x *overHours) bool {
	var group []sheet.Cell
	all, day := 0, ""
	for i := 1; i <= len(hours); i++ {
		if i < len(hours) && (i >= len(dates) || x.day(dates[i]) == "" || x.day(dates[i]) == day) {
			if timeKind(hours[i]) == "数" {
				group = append(group, hours[i])
			}
			continue
		}
		if len(group) > 0 && countedKind(group) != "小时" {
			return false
		}
		all += len(group)
		if group = nil; i < len(hours) {
			day, group = x.day(dates[i]), []sheet.Cell{hours[i]}
		}
	}
	return all > 0
}
