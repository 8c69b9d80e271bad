package intake

import (
	"tidai/calc"
	"tidai/calc/sheet"
)

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
