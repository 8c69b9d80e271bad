package dossier

import (
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

var (
	yearMass      = units("kg", "kg/a")
	yearVolume    = units("m3", "Nm3", "m3/a", "Nm3/a")
	velocityUnit  = quantity.MustUnit("m/s")
	stackFlowUnit = quantity.MustUnit("m3/h")
)

// yearly reads one [[yearly]].
func (r *reader) yearly(t *document.Table) {
	subject := counted("yearly", t)
	y := Year{
		At:      r.enter(t),
		Outlet:  r.refer(t, "outlet", true, anOutlet, subject),
		Year:    r.year(t, subject),
		Partial: t.Bool("partial", false),
		Volume:  r.notNegative(t, "volume", subject, false, yearVolume...),
		Taken:   r.notNegative(t, "water_taken", subject, false, units("m3", "m3/a")...),
		Dust:    r.notNegative(t, "dust", subject, false, yearMass...),
	}
	for _, s := range t.Tables("output") {
		y.Output = append(y.Output, r.output(s, subject))
	}
	for _, s := range t.Tables("amount") {
		y.Amounts = append(y.Amounts, YearAmount{
			At:            r.enter(s),
			Pollutant:     r.pollutant(s, subject),
			Value:         r.notNegative(s, "amount", subject, true, yearMass...),
			Concentration: r.notNegative(s, "concentration", subject, false, concentrationUnits...),
		})
	}
	r.d.Years = append(r.d.Years, y)
}

// year reads a calendar year, written as text like every number.
func (r *reader) year(t *document.Table, subject string) int {
	s := t.String("year", true)
	n, err := strconv.Atoi(s)
	if s != "" && (err != nil || !digits(s, 4) || n < 1950 || n > 2100) {
		r.report(t.Pos("year"), CodeRange, subject,
			calc.Textf("year = %q 不是年份", "year = %q is no year", s),
			calc.Text{ZH: "写四位数字，例如 \"2024\"", EN: "write its four digits, such as \"2024\""})
		return 0
	}
	return n
}

// capacities reads the capacities that a document states.
func (r *reader) capacities(t *document.Table, subject string) []StatedCapacity {
	var out []StatedCapacity
	for _, s := range t.Tables("capacity") {
		c := StatedCapacity{At: r.enter(s), Line: r.refer(s, "line", true, aLine, subject),
			Product: s.String("product", false), Value: r.capacity(s, subject)}
		r.referWithin(aProduct, c.Line, c.Product, s.Pos("product"), subject)
		if !s.Has("capacity") {
			r.incomplete(c.At, subject, "capacity", calc.Text{ZH: "须写明文件所载产能",
				EN: "the capacity that the document states is missing"})
		}
		out = append(out, c)
	}
	return out
}

func (r *reader) baseTotal(t *document.Table) {
	subject := counted("base_total", t)
	b := BaseTotal{
		At:        r.enter(t),
		City:      t.String("city", true),
		Pollutant: r.pollutant(t, subject),
		Value:     r.positive(t, "amount", subject, true, quantity.KgPerYear),
		Document:  t.String("document", true),
	}
	r.divisionCode(t.Pos("city"), subject, "city", b.City)
	r.d.Totals = append(r.d.Totals, b)
}

// explanation reads one [[explanation]].
func (r *reader) explanation(t *document.Table) {
	subject := counted("explanation", t)
	e := Explanation{
		At:       r.enter(t),
		Code:     t.String("code", true),
		About:    t.String("about", true),
		Figure:   r.stated(t, "figure", true),
		Reason:   strings.TrimSpace(t.String("reason", true)),
		Document: t.String("document", false),
		Until:    t.Date("until", true),
	}
	if t.Has("reason") && e.Reason == "" {
		r.incomplete(t.Pos("reason"), subject, "reason", calc.Text{ZH: "须写明数值为何异常而无误",
			EN: "say why the figure is unusual and right"})
	}
	r.d.Explanations = append(r.d.Explanations, e)
}
