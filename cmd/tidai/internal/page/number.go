package page

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// None stands where there is no number: absent is not zero.
const None = "—"

// Shown is an amount in kg/a as tables print it.
func Shown(s calc.Step) string {
	if q, ok := yearly(s); ok {
		return q.ShownAmount()
	}
	return None
}

// Fine is an amount in kg/a to six decimals; "" where there is none.
func Fine(s calc.Step) string {
	if q, ok := yearly(s); ok {
		return q.Fixed(6)
	}
	return ""
}

var kilogram = quantity.MustUnit("kg")

// ShownKg is an amount of mass in kg, whatever its period, as tables print it.
func ShownKg(s calc.Step) string {
	if !s.OK() {
		return None
	}
	q, err := s.Value().In(kilogram)
	if err != nil {
		return None
	}
	return q.ShownAmount()
}

// Decimal is a number for spreadsheets: exactly where that ends, else to twelve
// significant digits.
func Decimal(q quantity.Quantity) string {
	exact := q.Exact()
	if _, ends := quantity.ParseDecimal([]byte(exact)); ends {
		return exact
	}
	return q.Shown(12)
}

// DecimalOf is the number of a step for spreadsheets; "" where there is none.
func DecimalOf(s calc.Step) string {
	if !s.OK() {
		return ""
	}
	return Decimal(s.Value())
}

func yearly(s calc.Step) (quantity.Quantity, bool) {
	if !s.OK() {
		return quantity.Quantity{}, false
	}
	q, err := s.Value().In(quantity.KgPerYear)
	return q, err == nil
}

// Amount is an amount in kg/a with its footnotes and the sheet it leads to.
func Amount(v Voice, s calc.Step) Span { return NumberOf(v, Shown(s), s) }

// NumberOf is the printed form of a number with what it carries.
func NumberOf(v Voice, text string, s calc.Step) Span {
	x := Number{Notes: notes(v, s)}
	if s.OK() {
		x.Sheet = v.Sheets[s]
	}
	if x.Notes == nil && x.Sheet == "" {
		return Span{Text: text}
	}
	return Span{Text: text, Number: &x}
}

// notes are the footnotes of every factor below s that was not read in the text:
// doubt travels with the answer.
func notes(v Voice, s calc.Step) []Note {
	var out []Note
	for _, f := range s.Factors() {
		if Doubtful(f) {
			out = append(out, NoteOf(v, f))
		}
	}
	return out
}

// Doubtful reports whether a factor was not read in the text of its instrument.
func Doubtful(f calc.Step) bool {
	o := f.Origin()
	return o.Status != calc.StatusText || o.Local
}

// Doubts are the factors below s that were not read in the text.
func Doubts(s calc.Step) []string {
	out := []string{}
	for _, f := range s.Factors() {
		if Doubtful(f) {
			out = append(out, f.Origin().Factor)
		}
	}
	return out
}

// NoteOf is the footnote of a factor.
func NoteOf(v Voice, f calc.Step) Note {
	o := f.Origin()
	return Note{Key: o.Factor, Text: fmt.Sprintf("%s = %s  %s [%s]  %s", f.Symbol(), Plain(f.Value()), o.Factor,
		f.Clause(), StatusOf(v, o.Status, o.Local))}
}

// StatusOf says how surely a factor is known.
func StatusOf(v Voice, status calc.Status, local bool) string {
	if local {
		return v.T("本地数值，", "local value, ") + v.In(status.Name())
	}
	return v.In(status.Name())
}

// Plain is a quantity as it stands, exact where that is short.
func Plain(q quantity.Quantity) string {
	number, unit := q.Exact(), q.Unit().String()
	if strings.Contains(number, "/") || len(number) > 12 {
		number = "≈" + q.Shown(6)
	}
	if unit == "" || unit == "1" {
		return number
	}
	return number + " " + unit
}

// Ratio is a ratio as the texts write it.
func Ratio(s calc.Step) string {
	if !s.OK() {
		return None
	}
	return s.Value().Exact() + ":1"
}

// Pollutant is the name of a pollutant with its symbol.
func Pollutant(v Voice, p calc.Pollutant) string {
	if v.Lang == calc.ZH {
		return p.Name().ZH + " " + string(p)
	}
	return string(p)
}

// Yes is yes or no.
func Yes(v Voice, x bool) string {
	if x {
		return v.T("是", "yes")
	}
	return v.T("否", "no")
}

// AddsUp reports whether printed parts add up to a printed total: each figure was
// rounded by itself. What is absent is no part.
func AddsUp(total calc.Step, parts ...calc.Step) bool {
	want, ok := yearly(total)
	if !ok {
		return true
	}
	sum := quantity.Int(0, quantity.KgPerYear)
	for _, p := range parts {
		x, ok := yearly(p)
		if !ok {
			continue
		}
		more, err := sum.Add(x.RoundedAmount())
		if err != nil {
			return true
		}
		sum = more
	}
	return sum.Equal(want.RoundedAmount())
}
