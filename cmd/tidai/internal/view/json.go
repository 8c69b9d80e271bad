package view

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
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

type checkJSON struct {
	Schema   string        `json:"schema"`
	Dossier  string        `json:"dossier"`
	Findings []findingJSON `json:"findings"`
}

type factorJSON struct {
	ID     string      `json:"id"`
	Symbol string      `json:"symbol"`
	Value  *numberJSON `json:"value"`
	Clause *clauseJSON `json:"clause"`
	Status string      `json:"status"`
	Local  bool        `json:"local"`
	Source *string     `json:"source"`
	Note   *string     `json:"note"`
}

func factorsJSON(fs []calc.Step) []factorJSON {
	out := []factorJSON{}
	for _, f := range fs {
		o := f.Origin()
		out = append(out, factorJSON{ID: o.Factor, Symbol: f.Symbol(), Value: quantityJSON(f.Value()),
			Clause: clauseOf(f.Clause()),
			Status: string(o.Status), Local: o.Local, Source: some(o.Source), Note: some(o.Note)})
	}
	return out
}

type candidateJSON struct {
	Method string      `json:"method"`
	Detail string      `json:"detail"`
	Amount *numberJSON `json:"amount"`
	Reason *string     `json:"amount_reason"`
	Binds  bool        `json:"binds"`
	Chosen bool        `json:"chosen"`
	Why    string      `json:"why"`
}

type outletJSON struct {
	Target      string          `json:"target"`
	Outlets     []string        `json:"outlets"`
	Codes       []string        `json:"codes"`
	Pollutant   string          `json:"pollutant"`
	Medium      string          `json:"medium"`
	Rule        *string         `json:"formula_rule"`
	Clause      *clauseJSON     `json:"formula_clause"`
	Permitted   *numberJSON     `json:"permitted"`
	Reason      *string         `json:"permitted_reason"`
	Counted     *numberJSON     `json:"counted"`
	CountedBy   *string         `json:"counted_by"`
	Uncounted   *string         `json:"uncounted_reason"`
	Candidates  []candidateJSON `json:"candidates"`
	NotFromText []string        `json:"factors_not_from_text"`
}

func outletsJSON(list []permit.Assessment, lang calc.Lang) []outletJSON {
	out := []outletJSON{}
	for _, a := range list {
		x := outletJSON{Target: a.Target(), Outlets: []string{}, Codes: []string{}, Pollutant: string(a.Pollutant),
			Medium: string(a.Medium),
			Rule:   some(a.Rule.ID), Clause: clauseOf(a.Rule.Clause), Permitted: number(a.Permitted),
			Counted:   number(a.Contribution),
			CountedBy: some(string(a.CountedBy)), Uncounted: some(a.Uncounted.In(lang)), Candidates: []candidateJSON{},
			NotFromText: doubtIDs(a.Contribution)}
		if x.Permitted == nil {
			x.Reason = some(a.NoAmount.In(lang))
			if x.Reason == nil {
				x.Reason = some(reason(a.Permitted))
			}
		}
		for _, o := range a.Outlets {
			x.Outlets, x.Codes = append(x.Outlets, o.ID), append(x.Codes, o.Code)
		}
		for _, c := range a.Candidates {
			x.Candidates = append(x.Candidates, candidateJSON{Method: string(c.Method), Detail: c.Detail.In(lang),
				Amount: number(c.Amount),
				Reason: some(reason(c.Amount)), Binds: c.Binds, Chosen: c.Chosen, Why: c.Why.In(lang)})
		}
		out = append(out, x)
	}
	return out
}

func doubtIDs(s calc.Step) []string {
	out := []string{}
	for _, f := range s.Factors() {
		if doubtful(f) {
			out = append(out, f.Origin().Factor)
		}
	}
	return out
}

type rowJSON struct {
	Pollutant   string         `json:"pollutant"`
	Medium      string         `json:"medium"`
	Before      *numberJSON    `json:"before"`
	After       *numberJSON    `json:"after"`
	Reduction   *numberJSON    `json:"reduction"`
	Committed   *numberJSON    `json:"committed"`
	Kept        *numberJSON    `json:"kept"`
	Usable      *numberJSON    `json:"usable"`
	Reason      *string        `json:"usable_reason"`
	Actual      *numberJSON    `json:"actual"`
	Monitored   *monitoredJSON `json:"monitored"`
	Methods     []methodJSON   `json:"methods"`
	NotFromText []string       `json:"factors_not_from_text"`
}

type methodJSON struct {
	Method    string      `json:"method"`
	Before    *numberJSON `json:"before"`
	After     *numberJSON `json:"after"`
	Reduction *numberJSON `json:"reduction"`
	Chosen    bool        `json:"chosen"`
	Why       *string     `json:"why"`
}

type refusalJSON struct {
	Code    string      `json:"code"`
	Rule    string      `json:"rule"`
	Clause  *clauseJSON `json:"clause"`
	Message string      `json:"message"`
	Remedy  string      `json:"remedy"`
	Curable bool        `json:"curable"`
}

type sourceJSON struct {
	ID         string        `json:"id"`
	Discharger string        `json:"discharger"`
	Line       string        `json:"line"`
	LineName   string        `json:"line_name"`
	Basis      string        `json:"basis"`
	Rule       string        `json:"rule"`
	Own        bool          `json:"own"`
	Accepted   bool          `json:"accepted"`
	Lot        *numberJSON   `json:"lot"`
	Whole      bool          `json:"whole"`
	Price      *numberJSON   `json:"price"`
	Amounts    []rowJSON     `json:"amounts"`
	Refusals   []refusalJSON `json:"refusals"`
}

func sourcesJSON(list []reduction.SourceResult, lang calc.Lang) []sourceJSON {
	out := []sourceJSON{}
	for _, s := range list {
		x := sourceJSON{ID: s.Source.ID, Discharger: s.Discharger.Name, Line: s.Line.ID, LineName: s.Line.Name,
			Basis: string(s.Source.Basis),
			Rule:  reduction.RuleOf(s.Source.Basis), Own: s.Own, Accepted: s.Accepted(),
			Lot: stated(s.Source.Lot), Whole: s.Source.Whole, Price: stated(s.Source.Price), Amounts: []rowJSON{},
			Refusals: []refusalJSON{}}
		for _, r := range s.Rows {
			x.Amounts = append(x.Amounts, sourceRow(r, lang))
		}
		for _, r := range s.Refusals {
			x.Refusals = append(x.Refusals, refusalOf(r, lang))
		}
		out = append(out, x)
	}
	return out
}

func refusalOf(r reduction.Refusal, lang calc.Lang) refusalJSON {
	return refusalJSON{Code: r.Code, Rule: r.Rule, Clause: clauseOf(r.Clause), Message: r.Message.In(lang),
		Remedy: r.Remedy.In(lang), Curable: r.Curable}
}

// stated is a quantity as the dossier states it, in its own unit.
func stated(s dossier.Stated) *numberJSON {
	if !s.Set {
		return nil
	}
	return quantityJSON(s.Amount)
}

func sourceRow(r reduction.Row, lang calc.Lang) rowJSON {
	x := rowJSON{Pollutant: string(r.Pollutant), Medium: string(r.Medium), Before: number(r.Before),
		After: number(r.After), Reduction: number(r.Reduction),
		Committed: number(r.Committed), Kept: number(r.Kept), Usable: number(r.Usable), Reason: some(reason(r.Usable)),
		Actual: number(r.Actual), Monitored: monitoredOf(r.Monitored, lang), Methods: []methodJSON{},
		NotFromText: doubtIDs(r.Usable)}
	for _, m := range r.Methods {
		x.Methods = append(x.Methods, methodJSON{Method: string(m.Method), Before: number(m.Before),
			After: number(m.After), Reduction: number(m.Reduction), Chosen: m.Chosen, Why: some(m.Why.In(lang))})
	}
	return x
}
