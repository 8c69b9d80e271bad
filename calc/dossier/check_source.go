package dossier

import "tidai/calc"

// checkSource checks that what a source states fits together. Whether it
// states enough for its basis, and whether the notice accepts it, is not asked
// here: a source that lacks a document is refused by calc/reduction with the
// rule and the cure, and the rest of the dossier can still be planned with.
func (r *reader) checkSource(s ReductionSource) {
	r.sourceOwner(s)
	r.sourceStates(s)
	r.sourceFigures(s)
}

// sourceOwner checks that all a source rests on belongs to one discharger.
func (r *reader) sourceOwner(s ReductionSource) {
	l := r.index.lines[s.Line]
	if l == nil {
		return
	}
	subject := aSource.subject(s.ID)
	if p := r.index.permits[s.Permit]; p != nil && r.differ(p.Discharger, l.Discharger) {
		r.otherDischarger(r.at(s.At, "permit"), subject, aPermit, p.ID, p.Discharger, l.Discharger)
	}
	for _, x := range []struct{ key, id string }{{"eia_before", s.EIABefore}, {"eia_after", s.EIAAfter}} {
		if e := r.index.eias[x.id]; e != nil && r.differ(e.Discharger, l.Discharger) {
			r.otherDischarger(r.at(s.At, x.key), subject, anEIA, e.ID, e.Discharger, l.Discharger)
		}
	}
}

// sourceStates checks that the state after comes after the state before.
func (r *reader) sourceStates(s ReductionSource) {
	subject := aSource.subject(s.ID)
	wrong := func(key, before, after string) {
		r.report(r.at(s.At, key), CodeVersions, subject,
			calc.Textf("削减后状态 %[2]s 不晚于削减前状态 %[1]s",
				"the state after, %[2]s, is not later than the state before, %[1]s", before, after),
			calc.Text{ZH: "核对削减前后两份文件是否写反或相同", EN: "check whether the two are exchanged or the same"})
	}
	if p := r.index.permits[s.Permit]; p != nil {
		before, ok1 := p.Version(s.VersionBefore)
		after, ok2 := p.Version(s.VersionAfter)
		if ok1 && ok2 && !before.ValidFrom.IsZero() && !after.ValidFrom.IsZero() &&
			!before.ValidFrom.Before(after.ValidFrom) {
			wrong("after", before.ID, after.ID)
		}
	}
	before, after := r.index.eias[s.EIABefore], r.index.eias[s.EIAAfter]
	if before == nil || after == nil || before.Date.IsZero() || after.Date.IsZero() {
		return
	}
	if before == after || after.Date.Before(before.Date) {
		wrong("eia_after", before.ID, after.ID)
	}
}

// sourceFigures checks the accounts and amounts stated with a source.
func (r *reader) sourceFigures(s ReductionSource) {
	subject := aSource.subject(s.ID)
	owner := ""
	if l := r.index.lines[s.Line]; l != nil {
		owner = l.Discharger
	}
	for _, list := range [][]Intensity{s.Before, s.After} {
		for _, in := range list {
			r.checkIntensity(in, subject)
		}
	}
	r.checkAmounts(s.Actual, subject, owner)
	r.checkAmounts(s.Kept, subject, owner)
	for _, c := range s.Committed { // several projects may take parts of one amount
		r.sameDischarger(c.At, subject, owner, c.Line, c.Outlet)
		r.checkReceived(c.StatedAmount, subject)
	}
}
