package view

import (
	"tidai/calc"
	"tidai/factors"
)

type factorsDoc struct {
	Schema string      `json:"schema"`
	Values []valueJSON `json:"values"`
}

type factorDoc struct {
	Schema string      `json:"schema"`
	Value  valueJSON   `json:"value"`
	Table  []valueJSON `json:"table"`
}

type valueJSON struct {
	ID         string      `json:"id"`
	Kind       string      `json:"kind"`
	Instrument string      `json:"instrument"`
	Title      string      `json:"title"`
	Clause     *clauseJSON `json:"clause"`
	Value      *numberJSON `json:"value"`
	Text       *string     `json:"text"`
	TextUnit   *string     `json:"text_unit"`
	Use        *string     `json:"use"`
	Absent     bool        `json:"absent"`
	Suspect    bool        `json:"suspect"`
	Pollutant  *string     `json:"pollutant"`
	Medium     *string     `json:"medium"`
	Industry   *string     `json:"industry"`
	Process    *string     `json:"process"`
	Stack      *string     `json:"stack"`
	Product    *string     `json:"product"`
	Scale      *string     `json:"scale"`
	Zone       *string     `json:"zone"`
	Variant    *string     `json:"variant"`
	Substance  *string     `json:"substance"`
	Treatment  *string     `json:"treatment"`
	Outlet     *string     `json:"outlet"`
	Class      *string     `json:"class"`
	Describe   *string     `json:"describe"`
	Since      *string     `json:"since"`
	Until      *string     `json:"until"`
	Status     string      `json:"status"`
	Local      bool        `json:"local"`
	Source     *string     `json:"source"`
	Checked    *string     `json:"checked"`
	Note       *string     `json:"note"`
}

// valueOf is a value for programs; only what is a number has a value.
func valueOf(v factors.Value, lang calc.Lang) valueJSON {
	x := valueJSON{ID: v.ID, Kind: string(v.Kind), Instrument: v.Instrument, Title: v.Title.In(lang),
		Clause: clauseOf(v.Clause),
		Text:   some(v.Text), TextUnit: some(v.TextUnit), Use: some(v.Use), Absent: v.Absent, Suspect: v.Suspect,
		Pollutant: some(string(v.Pollutant)), Medium: some(string(v.Medium)), Industry: some(v.Industry),
		Process: some(v.Process),
		Stack:   some(v.Stack), Product: some(v.Product), Scale: some(v.Scale), Zone: some(v.Zone),
		Variant:   some(v.Variant),
		Substance: some(v.Substance), Treatment: some(v.Treatment), Outlet: some(v.Outlet), Class: some(v.Class),
		Describe: some(v.Describe), Since: date(v.Since), Until: date(v.Until), Status: string(v.Status),
		Local:  v.Local,
		Source: some(v.Source), Checked: date(v.Checked), Note: some(v.Note)}
	if _, ok := v.Words(); !ok {
		x.Value = quantityJSON(v.Amount)
	}
	return x
}

// gapsDoc is what is not surely known, by reason.
type gapsDoc struct {
	Schema     string       `json:"schema"`
	Gaps       []gapJSON    `json:"gaps"`
	Recalled   []valueJSON  `json:"recalled"`
	Transcript []valueJSON  `json:"transcript"`
	Suspect    []valueJSON  `json:"suspect"`
	Starts     []clauseJSON `json:"start_not_known"`
}

type gapJSON struct {
	ID         string      `json:"id"`
	Kind       string      `json:"kind"`
	Instrument string      `json:"instrument"`
	Title      string      `json:"title"`
	Clause     *clauseJSON `json:"clause"`
	Pollutant  *string     `json:"pollutant"`
	Substance  *string     `json:"substance"`
	Medium     *string     `json:"medium"`
	Outlet     *string     `json:"outlet"`
	Class      *string     `json:"class"`
	Describe   string      `json:"describe"`
	Looked     string      `json:"looked"`
	Local      bool        `json:"local"`
	Note       *string     `json:"note"`
}

func gapOf(g factors.Gap, lang calc.Lang) gapJSON {
	return gapJSON{ID: g.ID, Kind: string(g.Kind), Instrument: g.Instrument, Title: g.Title.In(lang),
		Clause:    clauseOf(g.Clause),
		Pollutant: some(string(g.Pollutant)), Substance: some(g.Substance), Medium: some(string(g.Medium)),
		Outlet: some(g.Outlet),
		Class:  some(g.Class), Describe: g.Describe, Looked: g.Looked, Local: g.Local, Note: some(g.Note)}
}
