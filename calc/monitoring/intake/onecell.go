package intake

import (
	"math/big"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/sheet"
)

// Figure is what one cell that should hold a number holds, as people see it: other
// tables than those of readings are read by the same meanings.
type Figure struct {
	Text      string // as printed, plain: 119.60, 1.2e3, of what is not detected its limit; "" where there is none
	Stored    string // the number in the cell, where more or fewer digits of it are printed; else ""
	Percent   bool   // the text is followed by % in the cell
	Undetect  bool   // not detected; Text is the limit, where one is stated
	Void      bool   // nothing, or a sign for nothing
	Message   calc.Text
	Remedy    calc.Text // of a cell that looks like a number and is none, with Message
	Separated bool      // thousands were parted by commas
}

// ReadFigure reads one cell; head is the head of its column, for messages.
func ReadFigure(c sheet.Cell, head string, date1904 bool) Figure {
	text := string(c.Text)
	if c.Kind == sheet.Number {
		text = string(sheet.Typed(c.Text))
	}
	f := Figure{Text: plainText(text)}
	kind := unwritten(c)
	if kind == number {
		_, kind = parseValue(text)
	}
	if kind == separated {
		if whole, ok := joinThousands(f.Text); ok {
			f.Text, f.Separated, kind = whole, true, number
		}
	}
	kind = marked(c, kind)
	if w, wrong := wrongCells[kind]; wrong {
		f.Message, f.Remedy = calc.Textf(w.message.ZH, w.message.EN, head), w.remedy
		if kind == dated {
			f.Text = dateText(text, date1904)
		}
		return f
	}
	switch kind {
	case blank:
		f.Void = true
	case undetect:
		f.Text, f.Undetect = "", true
	case censored:
		f.Undetect = true
		f.Text, _ = cutUndetected(strings.ToLower(f.Text))
	case number:
		if c.Kind == sheet.Number {
			f.print(c.Format)
		}
	}
	return f
}

// print turns the number of a cell into what its format shows: half away from
// zero, as spreadsheets round.
func (f *Figure) print(format sheet.Format) {
	decimals, known := format.Decimals()
	value, err := quantity.ParseNumber(f.Text)
	if !known || err != nil {
		return
	}
	if f.Percent = format.Percent(); f.Percent {
		value.Mul(value, big.NewRat(100, 1))
	}
	stored := f.Text
	half := new(big.Rat).Quo(quantity.Pow10(-decimals), big.NewRat(2, 1))
	up := quantity.FloorTo(half.Add(half, new(big.Rat).Abs(value)), quantity.Pow10(-decimals))
	if value.Sign() < 0 {
		up.Neg(up)
	}
	if f.Text = up.FloatString(decimals); f.Text != stored {
		f.Stored = stored
	}
}

// ReadDay reads a day in any of the ways that times of readings are written:
// 2026-12-1, 2026/12/31, 2026年12月31日, 2026.12.31, 20261231, a spreadsheet's date.
func ReadDay(c sheet.Cell, date1904 bool) (calc.Date, bool) {
	text := strings.TrimSpace(string(c.Text))
	var m moment
	var ok bool
	switch {
	case c.Kind == sheet.Date, c.Kind == sheet.Number && looksSerial(text):
		m, ok = serialMoment(text, date1904)
	default:
		m, ok = parseMoment(text, "")
	}
	if !ok || !m.hasDate || m.open {
		return calc.Date{}, false
	}
	day, err := calc.ParseDate(m.date.String()) // 2026-02-30 is none
	return day, err == nil
}
