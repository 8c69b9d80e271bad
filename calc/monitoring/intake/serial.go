package intake

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
)

// serialMoment reads the serial number of a spreadsheet's date, to the nearest
// minute: a spreadsheet stores 08:00 as a third of a day in binary. Numbers
// below one are times of day; 1 is 24:00.
func serialMoment(text string, date1904 bool) (moment, bool) {
	r, err := quantity.ParseNumber(text)
	if err != nil || r.Sign() < 0 {
		return parseMoment(text, "")
	}
	r.Mul(r, big.NewRat(minutesPerDay, 1))
	r.Add(r, big.NewRat(1, 2))
	n := new(big.Int).Quo(r.Num(), r.Denom())
	if !n.IsInt64() || n.Int64() > 120000*minutesPerDay {
		return moment{}, false
	}
	days, minute := int(n.Int64()/minutesPerDay), int(n.Int64()%minutesPerDay)
	m := moment{hour: minute / minutesPerHour, minute: minute % minutesPerHour, hasClock: true}
	switch {
	case days == 0:
		return m, true
	case days == 1 && minute == 0 && !date1904:
		m.hour = 24
		return m, true
	case date1904:
		m.date = calc.Date{Year: 1904, Month: 1, Day: 1}.AddDays(days)
	case days < 61: // before March 1900 spreadsheets disagree
		return moment{}, false
	default:
		m.date = calc.Date{Year: 1899, Month: 12, Day: 30}.AddDays(days)
	}
	m.hasDate = true
	return m, true
}
