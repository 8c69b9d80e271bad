package factors

import (
	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
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
	p.Years = r.years(t)
	return p
}

// years reads the term a provision sets, years = "5 a": whole years.
func (r *reader) years(t *document.Table) int {
	term, ok := t.Quantity("years", false, quantity.MustUnit("a"))
	if !ok {
		return 0
	}
	if n := term.Rat(); n.IsInt() && n.Sign() > 0 && n.Num().IsInt64() {
		return int(n.Num().Int64())
	}
	t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeRange,
		Message: calc.Textf("年限应为整年：%s", "the term is to be whole years: %s", term.String()),
		Remedy:  calc.Text{ZH: "写成 years = \"5 a\"", EN: "write years = \"5 a\""}}, "years")
	return 0
}

// wording reads one [[wording]]: how the law calls a thing.
func (r *reader) wording(t *document.Table) Wording {
	return Wording{Term: document.Choice(t, "term", true, LegalTerms), At: r.at(t),
		Text: calc.Text{ZH: t.String("zh", true), EN: t.String("en", true)}}
}
