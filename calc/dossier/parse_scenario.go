package dossier

import (
	"slices"
	"time"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// yuan is the unit of money.
var yuan = quantity.MustUnit("元")

// scenario reads what a scenario is called and asks for. Its changes are made
// before the dossier is read (variant.go); here they are only written down.
func (r *reader) scenario(t *document.Table) {
	id := r.id(t, aScenario)
	subject := aScenario.subject(id)
	s := Scenario{
		At:   r.enter(t),
		ID:   id,
		Name: t.String("name", true),
		Note: t.String("note", false),
		Cost: r.notNegative(t, "cost", subject, false, yuan),
	}
	for _, sub := range t.Tables("set") {
		s.Set = append(s.Set, Change{At: sub.Pos("path"), Path: sub.String("path", true),
			Value: document.Written(sub.Peek("value"))})
		r.changeValue(sub, subject)
	}
	s.Remove = t.Strings("remove", false)
	for _, sub := range t.Tables("add") {
		s.Add = append(s.Add, sub.String("to", false))
		if !r.adds[sub] {
			sub.Skip() // read where it is asked for
		}
	}
	if len(s.Set)+len(s.Remove)+len(s.Add) == 0 {
		r.warn(s.At, CodeNoEffect, subject,
			calc.Textf("情景 %s 没有任何改动", "scenario %s changes nothing", id),
			calc.Text{ZH: "填写 set、add 或 remove", EN: "state set, add or remove"})
	}
	r.d.Scenarios = append(r.d.Scenarios, s)
}

// changeValue refuses what a change cannot put in a place.
func (r *reader) changeValue(t *document.Table, subject string) {
	switch t.Any("value", true).(type) {
	case nil, string, bool, time.Time, []any:
		if t.Shape("value") != document.Several {
			return
		}
	case map[string]any, []map[string]any:
	default:
		t.String("value", false) // says why a number is quoted
		return
	}
	t.Skip()
	r.report(t.Pos("value"), CodeChange, subject,
		calc.Text{ZH: "value 不能是表", EN: "value cannot be a table"},
		calc.Text{ZH: "增加一项用 [[scenario.add]]", EN: "to add a thing use [[scenario.add]]"})
}

// scenarioNames lists the scenarios' ids in the order written.
func scenarioNames(files []*document.Table) (ids []string) {
	for _, f := range files {
		if f.Shape("scenario") != document.Several {
			continue
		}
		for _, t := range f.Tables("scenario") {
			if id, ok := t.Peek("id").(string); ok && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}
