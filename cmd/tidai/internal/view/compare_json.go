package view

import (
	"tidai/calc/scenario"
)

type compareDoc struct {
	Schema   string        `json:"schema"`
	Versions []versionJSON `json:"versions"`
}

type versionJSON struct {
	Name     string         `json:"name"`
	Text     string         `json:"text"`
	Dossier  string         `json:"dossier"`
	Scenario *string        `json:"scenario"`
	Changes  []changeJSON   `json:"changes"`
	Note     *string        `json:"note"`
	Cost     *numberJSON    `json:"cost"`
	Status   string         `json:"status"`
	Same     bool           `json:"same_as_first"`
	Amounts  []levelJSON    `json:"amounts"`
	Capacity []capacityJSON `json:"capacity"`
	Duties   dutiesJSON     `json:"duties"`
	Findings []findingJSON  `json:"findings"`
}

type changeJSON struct {
	Path  string `json:"path"`
	Value string `json:"value"`
}

type levelJSON struct {
	Pollutant   string         `json:"pollutant"`
	Medium      *string        `json:"medium"`
	Usable      *numberJSON    `json:"usable"`
	Change      *numberJSON    `json:"change"`
	Own         *numberJSON    `json:"own"`
	Demand      *numberJSON    `json:"demand"`
	Waived      bool           `json:"waived"`
	Balance     *numberJSON    `json:"balance"`
	Shortfall   *numberJSON    `json:"shortfall"`
	Certainty   *certaintyJSON `json:"certainty"`
	Unknown     []string       `json:"not_computed"`
	NotFromText []string       `json:"factors_not_from_text"`
}

type certaintyJSON struct {
	Lower  *string `json:"lower"`
	Method *string `json:"method"`
	Exact  int     `json:"exact_leaves"`
	Why    *string `json:"lower_reason"`
}

type capacityJSON struct {
	Source    string      `json:"source"`
	Line      string      `json:"line"`
	Product   string      `json:"product"`
	Approved  *numberJSON `json:"approved"`
	Remaining *numberJSON `json:"remaining"`
	Why       *string     `json:"why"`
}

type dutiesJSON struct {
	All    int     `json:"all"`
	Done   int     `json:"done"`
	Passed int     `json:"passed"`
	Next   *string `json:"next"`
	Code   *string `json:"next_code"`
	Last   *string `json:"last"`
}

func (b *builder) compareJSON(c scenario.Comparison, names []string) compareDoc {
	d := compareDoc{Schema: "tidai/compare/1", Versions: []versionJSON{}}
	for i, r := range c.Results {
		v := versionJSON{Name: names[i], Text: b.what(r.Case), Dossier: r.Folder, Changes: []changeJSON{},
			Status: string(r.Plan.Status), Same: r.Same, Amounts: []levelJSON{}, Capacity: []capacityJSON{},
			Duties: dutiesJSON{All: r.Duties.All, Done: r.Duties.Done, Passed: r.Duties.Passed,
				Next: date(r.Duties.Next), Code: some(r.Duties.NextCode), Last: date(r.Duties.Last)},
			Findings: findingsJSON(r.Plan.Findings, b.Lang)}
		changes := r.Changed
		if s := r.Scenario; s != nil {
			v.Scenario, v.Note = some(s.ID), some(s.Note)
			changes = append(s.Set[:len(s.Set):len(s.Set)], changes...)
			if s.Cost.Set {
				v.Cost = quantityJSON(s.Cost.Amount)
			}
		}
		for _, x := range changes {
			v.Changes = append(v.Changes, changeJSON{Path: x.Path, Value: x.Value})
		}
		for j, l := range r.Levels {
			v.Amounts = append(v.Amounts, b.levelJSON(c.Keys[j], l))
		}
		for _, x := range r.Capacity {
			v.Capacity = append(v.Capacity, capacityJSON{Source: x.Source, Line: x.Line, Product: x.Product,
				Approved: number(x.Approved), Remaining: number(x.Remaining), Why: some(b.in(x.Why))})
		}
		d.Versions = append(d.Versions, v)
	}
	return d
}

func (b *builder) levelJSON(k scenario.Key, l scenario.Level) levelJSON {
	x := levelJSON{Pollutant: string(k.Pollutant), Medium: some(string(k.Medium)), Usable: number(l.Usable),
		Change: number(l.Change), Own: number(l.Own), Demand: number(l.Demand), Waived: l.Waived,
		Balance: number(l.Balance), Shortfall: number(l.Shortfall), Unknown: append([]string{}, l.Unknown...),
		NotFromText: doubtIDs(l.Usable)}
	if c := l.Certainty; c != (scenario.Certainty{}) {
		x.Certainty = &certaintyJSON{Lower: some(c.Lower), Method: some(b.in(c.Method)), Exact: c.Exact,
			Why: some(b.in(c.Why))}
	}
	return x
}
