package dossier

import "tidai/calc"

// checkSource checks that a source states what its basis needs to be computed
// at all, and that it fits together. Whether the notice accepts it is not
// asked here.
func (r *reader) checkSource(s ReductionSource) {
	switch s.Basis {
	case PermitDifference:
		r.needs(s, "permit", s.Permit != "")
		r.needs(s, "before", s.VersionBefore != "")
		r.needs(s, "after", s.VersionAfter != "")
	case Closure:
		r.needs(s, "permit", s.Permit != "")
		r.needs(s, "before", s.VersionBefore != "")
		r.needs(s, "closed", !s.Closed.IsZero()) // that the permit shows it is a matter of eligibility (JL-3.1b)
	case EIADifference:
		r.needs(s, "eia_before", s.EIABefore != "")
		r.needs(s, "eia_after", s.EIAAfter != "" || !s.Closed.IsZero())
	case Accounting:
		r.needs(s, "approved_scale", s.ApprovedScale != "")
		r.needs(s, "account_before", len(s.Before) > 0)
		r.needs(s, "account_after", len(s.After) > 0 || !s.Closed.IsZero())
	}
	r.sourceOwner(s)
	r.sourceStates(s)
	r.sourceFigures(s)
}

// needs reports a key that the basis of s cannot do without. A key written
// wrongly has been reported already.
func (r *reader) needs(s ReductionSource, key string, present bool) {
	if t := r.tables[s.At]; present || (t != nil && t.Has(key)) {
		return
	}
	because := calc.Textf("依据 %s 需要该项才能核算", "basis %s cannot be computed without it", string(s.Basis))
	switch key {
	case "eia_after", "account_after":
		because = calc.Textf("依据 %s 需要削减后状态；生产线关闭的，写 closed", "basis %s needs the state after; for a line that closes, state closed", string(s.Basis))
	}
	r.incomplete(r.at(s.At, "basis"), aSource.subject(s.ID), key, because)
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
			calc.Textf("削减后状态 %[2]s 不晚于削减前状态 %[1]s", "the state after, %[2]s, is not later than the state before, %[1]s", before, after),
			calc.Text{ZH: "核对削减前后两份文件是否写反或相同", EN: "check whether the two are exchanged or the same"})
	}
	if p := r.index.permits[s.Permit]; p != nil {
		before, ok1 := p.Version(s.VersionBefore)
		after, ok2 := p.Version(s.VersionAfter)
		if ok1 && ok2 && !before.ValidFrom.IsZero() && !after.ValidFrom.IsZero() && !before.ValidFrom.Before(after.ValidFrom) {
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
	for _, c := range s.Committed { // several projects may take parts of one amount
		r.sameDischarger(c.At, subject, owner, c.Line, c.Outlet)
		r.checkReceived(c.Amount, subject)
	}
}
