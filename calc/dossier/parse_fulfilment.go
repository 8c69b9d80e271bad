package dossier

import (
	"slices"

	"tidai/calc"
	"tidai/calc/document"
)

var dutyOptions = func() []document.Option {
	var out []document.Option
	for _, d := range Duties {
		out = append(out, document.Option{Key: d.Key, ZH: d.ZH})
	}
	return out
}()

// fulfilment reads one [[fulfilment]]. Its date may lie after the dossier's:
// duties are done when the application has been decided.
func (r *reader) fulfilment(t *document.Table) {
	subject := counted("fulfilment", t)
	f := Fulfilment{
		At:       r.enter(t),
		Duty:     t.Choice("duty", true, dutyOptions),
		Source:   r.refer(t, "source", false, aSource, subject),
		Date:     t.Date("date", true),
		Document: t.String("document", true),
	}
	i := slices.IndexFunc(Duties, func(d Duty) bool { return d.Key == f.Duty })
	switch {
	case i >= 0 && Duties[i].OfSource && f.Source == "":
		r.incomplete(t.Pos("duty"), subject, "source", calc.Text{ZH: "出让方的义务须写明来源",
			EN: "a duty of a transferor names its source"})
	case i >= 0 && !Duties[i].OfSource && f.Source != "":
		r.warn(t.Pos("source"), CodeNoEffect, subject,
			calc.Textf("义务 %s 不属于某个来源，source 不起作用", "%s is no duty of one source: source has no effect",
				f.Duty),
			calc.Text{ZH: "删除 source", EN: "remove source"})
		f.Source = ""
	}
	r.d.Fulfilments = append(r.d.Fulfilments, f)
}
