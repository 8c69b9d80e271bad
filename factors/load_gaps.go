package factors

import (
	"tidai/calc"
	"tidai/calc/document"
)

// gap reads one [[gap]]: something that was looked for and not found.
func (r *reader) gap(t *document.Table) Gap {
	g := Gap{
		ID:         t.String("id", true),
		Instrument: r.instrument.ID,
		Title:      r.instrument.Title,
		Kind:       document.Choice(t, "kind", true, fileKinds),
		Substance:  t.String("substance", false),
		Medium:     document.Choice(t, "medium", false, calc.Media),
		Outlet:     string(document.Choice(t, "outlet", false, calc.OutletPositions)),
		Class:      string(document.Choice(t, "class", false, calc.LimitClasses)),
		Describe:   t.String("describe", true),
		Looked:     t.String("looked", true),
		AsOf:       t.Date("as_of", false),
		Clause:     calc.Clause{Instrument: r.instrument.ID, Locator: t.String("clause", true)},
		Note:       t.String("note", false),
		Local:      r.local,
		At:         r.at(t),
	}
	g.Pollutant, _ = r.pollutant(t, "pollutant")
	r.checkID(t, g.ID)
	return g
}

// method reads one [[method]]: a formula in words.
func (r *reader) method(t *document.Table) Method {
	m := Method{
		ID:         t.String("id", true),
		Instrument: r.instrument.ID,
		Medium:     document.Choice(t, "medium", false, calc.Media),
		Describe:   t.String("describe", true),
		Text:       t.String("text", true),
		Clause:     calc.Clause{Instrument: r.instrument.ID, Locator: t.String("clause", true)},
		Status:     document.Choice(t, "status", true, calc.Statuses),
		Source:     t.String("source", true),
		Note:       t.String("note", false),
		Local:      r.local,
		At:         r.at(t),
	}
	r.checkID(t, m.ID)
	return m
}
