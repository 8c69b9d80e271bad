package factors

import (
	"tidai/calc"
	"tidai/calc/document"
)

// provision reads one [[provision]]: what an article prescribes.
func (r *reader) provision(t *document.Table) Provision {
	p := Provision{
		ID:      t.String("id", true),
		Topic:   document.Choice(t, "topic", true, Topics),
		Clause:  calc.Clause{Instrument: r.instrument.ID, Locator: t.String("clause", true)},
		Summary: calc.Text{ZH: t.String("summary_zh", true), EN: t.String("summary_en", true)},
		Since:   t.Date("since", false),
		Until:   t.Date("until", false),
		Status:  document.Choice(t, "status", true, calc.Statuses),
		Source:  t.String("source", true),
		Note:    t.String("note", false),
		Local:   r.local,
		At:      r.at(t),
	}
	r.checkID(t, p.ID)
	return p
}

// wording reads one [[wording]]: how the law calls a thing.
func (r *reader) wording(t *document.Table) Wording {
	return Wording{Term: document.Choice(t, "term", true, LegalTerms), At: r.at(t),
		Text: calc.Text{ZH: t.String("zh", true), EN: t.String("en", true)}}
}
