package intake

import (
	"regexp"
	"strconv"
	"strings"

	"tidai/calc/sheet"
)

// dateParts is a date that may lack parts, which are 0.
type dateParts struct{ year, month, day int }

// dateForms are the forms of dates in titles and names of sheets.
var dateForms = []*regexp.Regexp{
	regexp.MustCompile(`((?:19|20)\d\d) *年 *(\d{1,2}) *月(?: *(\d{1,2}) *[日号])?`),
	regexp.MustCompile(`((?:19|20)\d\d)[-./](\d{1,2})(?:[-./](\d{1,2}))?`),
	regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)(\d\d)(\d\d)?(?:\D|$)`),
	regexp.MustCompile(`((?:19|20)\d\d) *年()()`),
	regexp.MustCompile(`()(\d{1,2}) *月(?: *(\d{1,2}) *[日号])?`),
	regexp.MustCompile(`()()(\d{1,2}) *[日号]`),
}

// otherDates stand before dates that are not those of the data.
var otherDates = []string{"导出", "打印", "制表", "填表", "填报", "上报", "报告日期", "生成", "检定", "校准", "有效期",
	"GB", "HJ",
	"export", "print"}

// datesIn lists the dates a text names; the forms that come first are the
// more complete ones.
func datesIn(text string) []dateParts {
	text = plainText(text)
	if containsAny(text, otherDates...) {
		return nil
	}
	for _, form := range dateForms {
		var out []dateParts
		for _, m := range form.FindAllStringSubmatch(text, -1) {
			c := dateParts{number2(m[1]), number2(m[2]), number2(m[3])}
			if c.month <= 12 && c.day <= 31 && c != (dateParts{}) {
				out = append(out, c)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

func number2(s string) int {
	n, _ := strconv.Atoi(s) // "" is 0: the part is not there
	return n
}

// and is what two dates have in common: a title that names the first and the
// last day of a month names the month.
func (c dateParts) and(o dateParts) dateParts {
	switch {
	case c == (dateParts{}):
		return o
	case o == (dateParts{}) || c == o:
		return c
	case c.year == o.year && c.month == o.month:
		return dateParts{year: c.year, month: c.month}
	case c.year == o.year:
		return dateParts{year: c.year}
	}
	return dateParts{}
}

// or fills the parts that c lacks from o; ok is false where both have a part
// and it differs.
func (c dateParts) or(o dateParts) (filled dateParts, ok bool) {
	ok = true
	for _, part := range []struct{ of, from *int }{{&c.year, &o.year}, {&c.month, &o.month}, {&c.day, &o.day}} {
		if *part.of == 0 {
			*part.of = *part.from
		} else if *part.from != 0 && *part.from != *part.of {
			ok = false
		}
	}
	return c, ok
}

// titleDate is the date that a row of words names; a row of data has none.
func titleDate(cells []sheet.Cell, date1904 bool) (c dateParts, found bool) {
	words := 0
	last := ""
	for _, cell := range cells {
		text := plainText(string(cell.Text))
		if text == "" || text == last { // a merged cell written out
			continue
		}
		other := containsAny(last, otherDates...) // 导出日期 in the cell before
		last = text
		if words++; words > 4 {
			return dateParts{}, false
		}
		switch cell.Kind {
		case sheet.Date:
			if y, mo, d, _, _, _, ok := sheet.SerialDate(text, date1904); ok && y > 1900 && !other {
				c, found = c.and(dateParts{y, mo, d}), true
			}
			continue
		case sheet.Number:
			return dateParts{}, false
		}
		dates := datesIn(text)
		for _, d := range dates {
			if !other {
				c, found = c.and(d), true
			}
		}
		if _, kind := parseValue(text); kind == number && len(dates) == 0 {
			return dateParts{}, false
		}
	}
	return c, found
}

// sheetDate is the date that the name of a sheet is: 2025-01, 1月, 1月5日.
func sheetDate(name string) dateParts {
	dates := datesIn(name)
	if len(dates) != 1 {
		return dateParts{}
	}
	return dates[0]
}

// part reads a year, a month or a day of a month: 2025, 3月, 5日.
func part(text string, signs ...string) (int, bool) {
	text = plainText(text)
	for _, sign := range signs {
		text = strings.TrimSpace(strings.TrimSuffix(text, sign))
	}
	if text == "" || len(text) > 4 || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	return number2(text), true
}

// dayOfMonth reads a day of a month.
func dayOfMonth(text string) (int, bool) {
	d, ok := part(text, "日", "号")
	return d, ok && d >= 1 && d <= 31
}
