package intake

import (
	"strings"

	"tidai/calc"
	"tidai/calc/sheet"
)

// looksSerial recognises a number that can be the date of a spreadsheet alone,
// of the years 2000 to 2099: no other way of writing a time has five digits.
func looksSerial(s string) bool {
	whole, fraction, _ := strings.Cut(s, ".")
	return len(whole) == 5 && whole >= "36526" && whole <= "73050" && strings.Trim(whole+fraction, "0123456789") == ""
}

// serialMoment reads the serial number of a spreadsheet's date or time of day,
// to the nearest minute: a spreadsheet stores 08:00 as a third of a day in
// binary. 1 is 24:00. Dates before March 1900, about which spreadsheets
// disagree, are refused.
func serialMoment(text string, date1904 bool) (moment, bool) {
	if text == "1" && !date1904 {
		return moment{hour: 24, hasClock: true}, true
	}
	y, mo, d, h, min, _, ok := sheet.SerialDate(text, date1904)
	if !ok {
		return parseMoment(text, "")
	}
	m := moment{hour: h, minute: min, hasClock: true}
	if y > 0 {
		if y < 1901 && !date1904 {
			return moment{}, false
		}
		m.date, m.hasDate = calc.Date{Year: y, Month: mo, Day: d}, true
		m.dateOnly = h == 0 && min == 0
	}
	return m, true
}

// serialSaid notes that a number without the format of a date is read as one.
func (t *table) serialSaid(col int, text string, m moment) {
	at, _ := m.at()
	t.faults.at(CodeSerial, "serial", calc.Note, t.row, col, text+" = "+at.String(),
		calc.Textf("“%s”的数没有日期格式，按表格软件的日期序号读取",
			"“%s” has numbers without a date format, read as a spreadsheet's dates", t.layout.Column(col).Header),
		calc.Text{ZH: "不是日期的，写明该列的含义", EN: "where they are no dates, state what the column means"})
}
