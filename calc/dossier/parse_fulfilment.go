package dossier

import (
	"tidai/calc"
	"tidai/calc/document"
)

// fulfilment reads one [[fulfilment]]. Its date may lie after the dossier's:
// duties are done when the application has been decided.
func (r *reader) fulfilment(t *document.Table) {
	subject := counted("fulfilment", t)
	f := Fulfilment{
		At:       r.enter(t),
		Duty:     document.Choice(t, "duty", true, Duties),
		Source:   r.refer(t, "source", false, aSource, subject),
		Date:     t.Date("date", true),
		Document: t.String("document", true),
	}
	switch ofSource := sourceDuties.Has(f.Duty); {
	case ofSource && f.Source == "":
		r.incomplete(t.Pos("duty"), subject, "source", calc.Text{ZH: "出让方的义务须写明来源",
			EN: "a duty of a transferor names its source"})
	case f.Duty != "" && !ofSource && f.Source != "":
		r.warn(t.Pos("source"), CodeNoEffect, subject,
			calc.Textf("义务 %s 不属于某个来源，source 不起作用", "%s is no duty of one source: source has no effect",
				f.Duty),
			calc.Text{ZH: "删除 source", EN: "remove source"})
		f.Source = ""
	}
	r.d.Fulfilments = append(r.d.Fulfilments, f)
}
