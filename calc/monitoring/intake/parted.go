package intake

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/sheet"
)

// parted is a table whose dates come in parts: columns of year, month and day;
// days of the month that a title or the name of the sheet names; hours of the
// day it names. It puts the dates together.
type parted struct {
	width    int    // columns of the table; the date stands behind them
	inPlace  int    // column of days of the month, in whose place dates come; 0: none
	parts    [3]int // columns of year, month and day; 0: from the title
	clock    int    // column of the time of day, where the title names the day
	header   [2]int // rows of the first header
	heads    []string
	date1904 bool
	base     dateParts // from titles and the name of the sheet

	last     [3]string // parts written above, of cells left blank
	midnight bool      // the day had its 00:00
	hour     int       // of the row before, -1 at the beginning of a day
}

var partSigns = [3][]string{{"年"}, {"月", "月份"}, {"日", "号"}}

// find recognises dates in parts.
func (*parted) find(p *page, set dossier.MonitoringFiles) layout {
	l, _ := bestHeader(p.turned, set)
	if l == nil || l.has(Begin) || l.has(End) {
		return nil
	}
	x := &parted{width: len(l.Columns), header: [2]int{l.Header, l.HeaderEnd}, date1904: p.date1904, hour: -1}
	for i, role := range []Role{Year, Month, MonthDay} {
		x.parts[i] = l.first(role)
	}
	for _, c := range l.Columns {
		x.heads = append(x.heads, plainText(c.Header))
	}
	if !x.dates(p, l) {
		return nil
	}
	var agree bool
	x.base, agree = p.dates(l.Header)
	if !agree {
		p.doubt(CodeTime, calc.Text{ZH: "标题与工作表名的日期矛盾",
			EN: "the title and the name of the sheet name different dates"},
			calc.Text{ZH: "改正其一", EN: "mend one of them"})
	}
	if x.parts[1] > 0 && x.parts[2] == 0 && x.base.day == 0 {
		p.doubt(CodeInterval, calc.Text{ZH: "每行是一个月，月数据不能读取",
			EN: "each row is a month, and values of months are not read"},
			timeAdvice("1月"))
		return nil
	}
	if lacks := x.lacks(); lacks.ZH != "" {
		p.doubt(CodeTime, calc.Textf("时间列里没有%s，标题和工作表名里也没有",
			"the times have no %s, and neither the title nor the name of the sheet names it", lacks),
			calc.Text{ZH: "在标题或工作表名里写明日期（如 2025年1月1日），或增加日期列",
				EN: "name the date in the title or the name of the sheet (2025-01-01), or add a column of dates"})
		return nil
	}
	return x
}

// dates decides which part of the date stands where; false where whole dates
// stand in a column.
func (x *parted) dates(p *page, l *Layout) bool {
	if x.parts != [3]int{} {
		return !l.hasTime() || l.has(Time) && !p.anyDate(l, l.first(Time))
	}
	for _, role := range []Role{Day, Time} {
		col := l.first(role)
		switch {
		case col == 0:
			continue
		case p.anyDate(l, col):
			return false
		case role == Day || p.allDays(l, col):
			if !p.allDays(l, col) {
				return false
			}
			x.parts[2], x.inPlace = col, col
			return true
		}
		x.clock = col
		return p.anyClock(l, col)
	}
	x.clock = l.first(Hour)
	return x.clock > 0 && !p.anyDate(l, x.clock) && p.anyClock(l, x.clock)
}

// lacks names the parts of a date that stand nowhere.
func (x *parted) lacks() calc.Text {
	for i, name := range []calc.Text{{ZH: "年份", EN: "year"}, {ZH: "月份", EN: "month"}, {ZH: "日期", EN: "date"}} {
		if x.parts[i] == 0 && [3]int{x.base.year, x.base.month, x.base.day}[i] == 0 {
			return name
		}
	}
	return calc.Text{}
}

func (x *parted) fresh() layout {
	y := *x
	return &y
}

func (x *parted) end(func(*sheet.Row) error) error { return nil }

// where points at the day, or the hour, for the date made of it.
func (x *parted) where(col int) (row, at int) {
	switch {
	case col <= x.width || x.inPlace > 0:
		return 0, col
	case col > x.width+1: // behind the header
		return 0, col - 1
	}
	for _, c := range []int{x.parts[2], x.clock, x.parts[1], x.parts[0]} {
		if c > 0 {
			return 0, c
		}
	}
	return 0, 1
}

func (x *parted) row(r *sheet.Row, next func(*sheet.Row) error) error {
	if c, ok := titleDate(r.Cells, x.date1904); ok && c.month > 0 && r.Number > x.header[1] &&
		x.parts[0] == 0 {
		x.base, _ = c.or(dateParts{x.base.year, x.base.month, 0})
		x.midnight, x.hour = false, -1
		return nil
	}
	out := *r
	out.Cells = append(make([]sheet.Cell, 0, x.width+1), r.Cells[:min(len(r.Cells), x.width)]...)
	for len(out.Cells) < x.width {
		out.Cells = append(out.Cells, sheet.Cell{Col: len(out.Cells) + 1})
	}
	text := ""
	switch {
	case r.Number == x.header[0] || r.Number > x.header[1] && x.headAgain(r):
		text = "日期"
	case r.Number > x.header[1] && !subHeader(keep(r).cells):
		text = x.date(r.Cells)
	}
	if x.inPlace > 0 {
		if text != "" && text != "日期" {
			out.Cells[x.inPlace-1] = sheet.Cell{Text: []byte(text), Kind: sheet.Text, Col: x.inPlace}
		}
		x.surplus(r, &out)
		return next(&out)
	}
	c := sheet.Cell{Text: []byte(text), Col: x.width + 1}
	if text != "" {
		c.Kind = sheet.Text
	}
	out.Cells = append(out.Cells, c)
	x.surplus(r, &out)
	return next(&out)
}

// surplus hands on what stands behind the header, for the row to be judged by.
func (x *parted) surplus(r, out *sheet.Row) {
	if len(r.Cells) > x.width {
		out.Cells = append(out.Cells, r.Cells[x.width:]...)
	}
}

// headAgain recognises a header by two columns called as in the first one.
func (x *parted) headAgain(r *sheet.Row) bool {
	same := 0
	for i, c := range r.Cells {
		if i < x.width && x.heads[i] != "" && (plainText(string(c.Text)) == x.heads[i] ||
			c.Kind == sheet.Text && readHeading(string(c.Text)).role == readHeading(x.heads[i]).role &&
				readHeading(x.heads[i]).role != Unknown) {
			same++
		}
	}
	return same > 1
}

// date puts the date of a row together; what is no date is written as it
// stands.
func (x *parted) date(cells []sheet.Cell) string {
	values, words, any := [3]int{x.base.year, x.base.month, x.base.day}, []string{}, false
	fine := true
	for i, col := range x.parts {
		if col == 0 {
			continue
		}
		text := ""
		if col <= len(cells) {
			text = string(cells[col-1].Text)
			if cells[col-1].Kind == sheet.Number {
				text = string(sheet.Typed(cells[col-1].Text))
			}
		}
		switch {
		case beginsSummary(text):
			return text
		case plainText(text) == "":
			text = x.last[i]
		default:
			any = true
			x.last[i] = text
			for j := i + 1; j < 3; j++ {
				x.last[j] = ""
			}
		}
		n, ok := part(text, partSigns[i]...)
		values[i], fine, words = n, fine && ok, append(words, text)
	}
	if !any && x.clock == 0 && x.parts != [3]int{} && emptyCells(cells) {
		return ""
	}
	if !fine {
		return strings.Join(words, "-")
	}
	return x.behindMidnight(cells, fmt.Sprintf("%04d-%02d-%02d", values[0], values[1], values[2]))
}

// behindMidnight is the next day for the 00:00 that ends a day report, behind
// 23:00: a day that begins with 00:00 has had its own.
func (x *parted) behindMidnight(cells []sheet.Cell, date string) string {
	if x.clock == 0 || x.clock > len(cells) {
		return date
	}
	m, ok := momentOf(cells[x.clock-1], x.date1904)
	if !ok || !m.hasClock || m.until != nil {
		return date
	}
	before := x.hour
	x.hour = m.hour
	if m.hour != 0 {
		return date
	}
	if ends := before == 23 && m.minute == 0 && !x.midnight; !ends {
		x.midnight = true
		return date
	}
	d, err := calc.ParseDate(date)
	if err != nil {
		return date
	}
	return d.AddDays(1).String()
}

func emptyCells(cells []sheet.Cell) bool {
	for _, c := range cells {
		if plainText(string(c.Text)) != "" {
			return false
		}
	}
	return true
}

// momentOf reads a cell as a time whose day and month are in no doubt.
func momentOf(c sheet.Cell, date1904 bool) (moment, bool) {
	if c.Kind == sheet.Date {
		return serialMoment(string(c.Text), date1904)
	}
	if c.Kind != sheet.Number {
		return parseMoment(string(c.Text), "")
	}
	if looksSerial(string(c.Text)) && !date1904 {
		return serialMoment(string(c.Text), false)
	}
	return parseMoment(string(sheet.Typed(c.Text)), "")
}

// dates is what the titles above a header and the name of the sheet say of the
// date; agree is false where they contradict each other.
func (p *page) dates(header int) (c dateParts, agree bool) {
	for _, l := range p.turned {
		if l.row >= header {
			break
		}
		if d, ok := titleDate(l.raw, p.date1904); ok {
			c = c.and(d)
		}
	}
	return c.or(sheetDate(p.sheet))
}

// below calls yes for the cells of a column below the header that have words.
func (p *page) below(l *Layout, col int, yes func(c sheet.Cell) bool) (any, all bool) {
	all = true
	for _, x := range p.turned {
		if x.row <= l.HeaderEnd || col > len(x.raw) || plainText(string(x.raw[col-1].Text)) == "" ||
			beginsSummary(string(x.raw[col-1].Text)) {
			continue
		}
		if yes(x.raw[col-1]) {
			any = true
		} else {
			all = false
		}
	}
	return any, all
}

func (p *page) anyDate(l *Layout, col int) bool {
	any, _ := p.below(l, col, func(c sheet.Cell) bool {
		m, ok := momentOf(c, p.date1904)
		return ok && m.hasDate
	})
	return any
}

func (p *page) anyClock(l *Layout, col int) bool {
	any, _ := p.below(l, col, func(c sheet.Cell) bool {
		m, ok := momentOf(c, p.date1904)
		return ok && m.hasClock && !m.hasDate
	})
	return any
}

// allDays reports whether a column holds days of a month; 1 to 24 may be hours
// as well, unless the sign of a day stands with them.
func (p *page) allDays(l *Layout, col int) bool {
	signed := l.Column(col).Role == Day
	any, all := p.below(l, col, func(c sheet.Cell) bool {
		text := string(c.Text)
		if c.Kind == sheet.Number {
			text = string(sheet.Typed(c.Text))
		}
		signed = signed || strings.HasSuffix(plainText(text), "日") || strings.HasSuffix(plainText(text), "号")
		_, ok := dayOfMonth(text)
		return ok || c.Kind != sheet.Number && titleLike(text)
	})
	return any && all && signed
}

// titleLike is a title further down, between two blocks.
func titleLike(text string) bool { return len(datesIn(text)) > 0 || len(plainText(text)) > 12 }
