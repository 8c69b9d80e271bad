package dossier

import (
	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// perMass is the unit of a price: money per mass of a metal a year.
var perMass = quantity.MustUnit("元/kg")

// source reads a reduction source. The five statements of rule JL-2.3b may be
// missing here: the plan reports them under that rule.
func (r *reader) source(t *document.Table) {
	id := r.id(t, aSource)
	subject := aSource.subject(id)
	basis := document.Choice(t, "basis", true, Bases)
	s := ReductionSource{
		At:             r.enter(t),
		ID:             id,
		Line:           r.refer(t, "line", basis != GovernmentReserve, aLine, subject),
		Basis:          basis,
		Measures:       document.Choices(t, "measure", false, Measures),
		MeasureNote:    t.String("measure_note", false),
		Origin:         t.String("origin", false),
		Responsible:    t.String("responsible", false),
		Deadline:       t.Date("deadline", false),
		Evidence:       t.Strings("evidence", false),
		Void:           t.String("void", false),
		CityOpinion:    t.String("city_opinion", false),
		Transfer:       t.Date("transfer", false),
		Permit:         r.refer(t, "permit", false, aPermit, subject),
		EIABefore:      r.refer(t, "eia_before", false, anEIA, subject),
		EIAAfter:       r.refer(t, "eia_after", false, anEIA, subject),
		ApprovedScale:  t.String("approved_scale", false),
		Closed:         t.Date("closed", false),
		ClosedEvidence: t.String("closed_evidence", false),
		Keep:           r.share(t, "keep", subject, false),
		Lot:            r.positive(t, "lot", subject, false, quantity.KgPerYear),
		Whole:          t.Bool("whole", false),
		Price:          r.notNegative(t, "price", subject, false, perMass),
	}
	s.VersionBefore, s.VersionAfter = r.sourceVersion(t, "before", s), r.sourceVersion(t, "after", s)
	s.Before = r.accounts(t, "account_before", s)
	s.After = r.accounts(t, "account_after", s)
	for _, a := range t.Tables("actual") {
		s.Actual = append(s.Actual, r.sourceAmount(a, s))
	}
	for _, c := range t.Tables("committed") {
		s.Committed = append(s.Committed, Commitment{StatedAmount: r.sourceAmount(c, s), To: c.String("to", true)})
	}
	for _, k := range t.Tables("kept") {
		s.Kept = append(s.Kept, r.sourceAmount(k, s))
	}
	r.reserve(t, &s)
	if s.Whole && s.Lot.Set {
		r.noEffect(t.Pos("lot"), subject, "lot", "whole = false")
	}
	r.d.Sources = append(r.d.Sources, s)
}

func (r *reader) sourceVersion(t *document.Table, key string, s ReductionSource) string {
	v := t.String(key, false)
	if s.Permit != "" {
		r.referWithin(aVersion, s.Permit, v, t.Pos(key), aSource.subject(s.ID))
	} else if v != "" {
		r.incomplete(t.Pos(key), aSource.subject(s.ID), "permit",
			calc.Textf("%s 指的是许可证的版本", "%s names a version of a permit", key))
	}
	return v
}

func (r *reader) accounts(t *document.Table, key string, s ReductionSource) []Intensity {
	var out []Intensity
	for _, sub := range t.Tables(key) {
		out = append(out, r.intensity(sub, s.Line, aSource.subject(s.ID)))
	}
	return out
}

// sourceAmount reads an amount that belongs to the source's line.
func (r *reader) sourceAmount(t *document.Table, s ReductionSource) StatedAmount {
	a := r.amount(t, aSource.subject(s.ID), outletOrAny)
	if a.Line == "" {
		a.Line = s.Line
	}
	return a
}

func (r *reader) submitted(t *document.Table) {
	r.d.Submitted = append(r.d.Submitted, SubmittedFigure{
		At:     r.enter(t),
		Target: t.String("target", true),
		Value:  t.String("value", true),
		Unit:   t.String("unit", true),
		Table:  document.Choice(t, "table", false, FigureTables),

		Accepted:      t.String("accepted", false),
		AcceptedUntil: t.Date("accepted_until", false),
	})
}
