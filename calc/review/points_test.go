package review

import (
	"testing"

	"tidai/calc"
	"tidai/calc/substitution"
)

// pointOf is one point of a review.
func pointOf(t *testing.T, list []Point, id string) Point {
	t.Helper()
	for _, p := range list {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("no point %q", id)
	return Point{}
}

func TestPoints(t *testing.T) {
	p, book := planOf(t, "plating")
	look := func(plan substitution.Plan, more []calc.Finding, figures ...Submitted) []Point {
		r := Make(Input{Plan: plan, Figures: figures})
		return LookAt(r, append(append(plan.Findings, r.Findings...), more...), book)
	}
	fig := func(target, written string) Submitted { return inTable("", target, written, "kg/a") }
	all := []Submitted{fig("DW001/Cr/permitted", "124"), fig("DW001/Cr6+/permitted", "24.8"),
		fig("DW002/Cd/permitted", "0.400"), fig("DW002/Pb/permitted", "1.20")}
	wrong := append([]Submitted{fig("DW001/Cr/permitted", "144")}, all[1:]...)
	warning := func(code string, s calc.Severity) []calc.Finding { return []calc.Finding{{Code: code, Severity: s}} }
	short := p
	short.Status = substitution.Short
	late := p
	late.On = calc.Date{Year: 2008, Month: 7, Day: 31} // GB 21900-2008 is in force from the next day on
	for _, c := range []struct {
		name, id string
		points   []Point
		want     PointResult
	}{
		{"no figure", "results", look(p, nil), Unchecked},
		{"all agree", "results", look(p, nil, all...), Met},
		{"one differs", "results", look(p, nil, wrong...), NotMet},
		{"all agree", "strictest", look(p, nil, all...), Met},
		{"one differs", "strictest", look(p, nil, wrong...), NotMet},
		{"no permitted figure", "strictest", look(p, nil, fig("demand/Cr", "119.57")), Unchecked},
		{"all submitted", "metals", look(p, nil, all...), Met},
		{"one left out", "metals", look(p, nil, all[:3]...), NotMet},
		{"nothing found", "industry", look(p, nil), Met},
		{"a contradiction", "industry", look(p, warning("TD-SCO-002", calc.Error)), NotMet},
		{"a note is none", "industry", look(p, warning("TD-SCO-002", calc.Note)), Met},
		{"a question", "industry", look(p, warning("TD-SCO-001", calc.Warning)), Unchecked},
		{"a question beside a contradiction", "management",
			look(p, append(warning("TD-SCO-001", calc.Warning), warning("TD-SCO-004", calc.Warning)...)), NotMet},
		{"in force", "standards", look(p, nil), Met},
		{"not yet in force", "standards", look(late, nil), NotMet},
		{"plan complete", "substitution", look(p, nil), Met},
		{"plan short", "substitution", look(short, nil), NotMet},
		{"no data decide it", "ledger", look(p, nil), Unchecked},
		{"tables not stated", "attachment", look(p, nil, all...), Unchecked},
		{"tables agree", "attachment", look(p, nil, inTable("quota", "demand/Cd", "0.4", "kg/a"),
			inTable("emissions", "demand/Cd", "0.40", "kg/a")), Met},
		{"tables disagree", "attachment", look(p, nil, inTable("quota", "demand/Cd", "0.4", "kg/a"),
			inTable("emissions", "demand/Cd", "0.50", "kg/a")), NotMet},
	} {
		if got := pointOf(t, c.points, c.id); got.Result != c.want || got.Result != Met && got.Why == (calc.Text{}) {
			t.Errorf("%s, %s: %s (%s), want %s", c.id, c.name, got.Result, got.Why.EN, c.want)
		}
	}
}
