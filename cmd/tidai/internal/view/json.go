package view

import (
	"tidai/calc"
	"tidai/calc/quantity"
)

// The JSON forms are a contract, documented in docs/json.md: keys never change
// with the language, numbers are texts, absent is null.

type numberJSON struct {
	Exact string `json:"exact"`
	Shown string `json:"shown"`
	Unit  string `json:"unit"`
}

// number is an annual amount in kg/a; nil where there is none.
func number(s calc.Step) *numberJSON {
	if !s.OK() {
		return nil
	}
	q := s.Value()
	if kg, err := q.In(quantity.KgPerYear); err == nil {
		q = kg
	}
	return quantityJSON(q)
}

func quantityJSON(q quantity.Quantity) *numberJSON {
	return &numberJSON{Exact: q.Exact(), Shown: q.ShownAmount(), Unit: q.Unit().String()}
}

// reason says why a number that was asked for is absent.
func reason(s calc.Step) string {
	if err := s.Err(); err != nil && err != calc.ErrAbsent {
		return err.Error()
	}
	return ""
}

type clauseJSON struct {
	Instrument string `json:"instrument"`
	Locator    string `json:"locator"`
}

// date is a date as text; nil where it is not stated.
func date(d calc.Date) *string {
	if d.IsZero() {
		return nil
	}
	s := d.String()
	return &s
}

// some is a text; nil where it is empty.
func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

type figureJSON struct {
	Name   string      `json:"name"`
	Amount *numberJSON `json:"amount"`
}

type findingJSON struct {
	Code     string       `json:"code"`
	Severity string       `json:"severity"`
	Rule     *string      `json:"rule"`
	Clause   *clauseJSON  `json:"clause"`
	File     *string      `json:"file"`
	Line     *int         `json:"line"`
	Subject  *string      `json:"subject"`
	Message  string       `json:"message"`
	Remedy   *string      `json:"remedy"`
	Role     *string      `json:"role"`
	Figures  []figureJSON `json:"figures"`
}

func findingsJSON(fs []calc.Finding, lang calc.Lang) []findingJSON {
	out := []findingJSON{}
	for _, f := range fs {
		x := findingJSON{Code: f.Code, Severity: string(f.Severity), Rule: some(f.Rule), Clause: clauseOf(f.Clause),
			File:    some(f.At.File),
			Subject: some(f.Subject), Message: f.Message.In(lang), Remedy: some(f.Remedy.In(lang)),
			Role: some(f.Role.In(lang)), Figures: []figureJSON{}}
		if f.At.Line > 0 {
			x.Line = &f.At.Line
		}
		for _, g := range f.Figures {
			x.Figures = append(x.Figures, figureJSON{Name: g.Name.In(lang), Amount: number(g.Amount)})
		}
		out = append(out, x)
	}
	return out
}

func clauseOf(c calc.Clause) *clauseJSON {
	if c.IsZero() {
		return nil
	}
	return &clauseJSON{c.Instrument, c.Locator}
}
