package dossier

import (
	"cmp"

	"tidai/calc"
	"tidai/calc/document"
)

// reserve reads what the government holds, of a source with basis "reserve".
// Who holds it is responsible, where nobody else is named, and its document is
// evidence.
func (r *reader) reserve(t *document.Table, s *ReductionSource) {
	subject := aSource.subject(s.ID)
	sub := t.Table("reserve", false)
	switch held := s.Basis == GovernmentReserve; {
	case sub == nil && held:
		r.incomplete(s.At, subject, "reserve", calc.Text{ZH: "政府储备指标须写明持有部门、文件和数额",
			EN: "a government reserve is stated with its holder, document and amounts"})
	case sub != nil && !held && s.Basis != "":
		r.noEffect(t.Pos("reserve"), subject, "reserve", `basis = "reserve"`)
	case held && s.Line != "":
		r.noEffect(t.Pos("line"), subject, "line", "basis")
		s.Line = ""
	}
	if sub == nil {
		return
	}
	x := &Reserve{At: r.enter(sub), Holder: sub.String("holder", true), City: sub.String("city", false),
		CityAt: sub.Pos("city"), Industry: sub.String("industry", false), Document: sub.String("document", true)}
	if sub.Has("city") {
		r.divisionCode(x.CityAt, subject, "city", x.City)
	}
	for _, a := range sub.Tables("amount") {
		x.Amounts = append(x.Amounts, r.amount(a, subject, outletOrAny))
	}
	if len(x.Amounts) == 0 {
		r.incomplete(x.At, subject, "amount", calc.Text{ZH: "政府储备指标须写明各金属的数额",
			EN: "a government reserve states an amount of each metal"})
	}
	s.Reserve, s.Responsible = x, cmp.Or(s.Responsible, x.Holder)
	if x.Document != "" {
		s.Evidence = append(s.Evidence, x.Document)
	}
}

// override reads one [[override]]: a parameter of the policy that is otherwise
// in this application. Whether the policy has it, and can have that value, is
// for a caller who knows the policy.
func (r *reader) override(t *document.Table) {
	r.d.Overrides = append(r.d.Overrides, Override{At: r.enter(t), Parameter: t.String("parameter", true),
		Value: t.String("value", true), Reason: t.String("reason", true)})
}
