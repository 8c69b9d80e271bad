package reduction

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// permitDifference is notice 三(一)1, rule JL-3.1a: the difference of the
// permitted emissions of two versions of the permit. Both are taken as issued
// (reading 11).
func (x *sourceAssessor) permitDifference() {
	if !x.holdsPermit(calc.RulePermitDifference) {
		return
	}
	before, after, ok := x.versions(calc.RulePermitDifference)
	if !ok {
		return
	}
	if x.r.Source.VersionAfter == "" {
		x.refuse(CodeNoAfter, calc.RulePermitDifference, true,
			calc.Textf("来源 %s 没有变更后的排污许可证版本", "source %s has no permit version after the change",
				x.r.Source.ID),
			calc.Text{ZH: "变更排污许可证，并在 [[permit.version]] 中列出新版本",
				EN: "have the permit changed and state the new version in [[permit.version]]"})
		return
	}
	if c := x.Dossier.Project.Commissioning; !c.IsZero() && after.ValidFrom.After(c) {
		x.remark(CodeAfterLate, calc.RulePermitDifference, calc.Warning,
			calc.Textf("来源 %s：变更后的许可证版本 %s 自 %s 起有效，晚于项目投产日期 %s",
				"source %s: the changed permit version %s begins on %s, after the project's commissioning on %s",
				x.r.Source.ID, after.ID, after.ValidFrom.String(), c.String()),
			calc.Text{ZH: "投产前完成许可证变更", EN: "have the permit changed before commissioning"})
	}
	x.take(before.Amounts, func(row *Row, s calc.Step) { row.Before = plus(row.Before, s) })
	x.take(after.Amounts, func(row *Row, s calc.Step) { row.After = plus(row.After, s) })
	x.requireAfter(calc.RulePermitDifference)
}

// closure is notice 三(一)2, rule JL-3.1b: the effective permitted emission of
// the permit that is cancelled, or of the line struck out of it.
func (x *sourceAssessor) closure() {
	s := x.r.Source
	if !x.holdsPermit(calc.RuleCancelledPermit) {
		return
	}
	before, after, ok := x.versions(calc.RuleCancelledPermit)
	if !ok {
		return
	}
	permit, _ := x.Dossier.Permit(s.Permit)
	x.take(before.Amounts, func(row *Row, step calc.Step) { row.Before = plus(row.Before, step) })
	if len(x.r.Rows) == 0 {
		x.noAmounts(calc.RuleCancelledPermit)
	}
	origin := calc.Origin{Kind: calc.FromDossier, At: s.At, Note: s.ClosedEvidence}
	if s.VersionAfter != "" { // one line of several: what the permit still grants it
		x.take(after.Amounts, func(row *Row, step calc.Step) { row.After = plus(row.After, step) })
	}
	for i := range x.r.Rows {
		if !x.r.Rows[i].After.OK() {
			x.r.Rows[i].After = calc.ZeroAmount("E后", "emission-after-closure", quantity.KgPerYear, origin)
		}
	}
	closed := s.Closed
	if closed.IsZero() {
		x.refuse(CodeNotClosed, calc.RuleCancelledPermit, true,
			calc.Textf("来源 %s 没有写明关停日期", "source %s: the closing day is not stated", s.ID),
			calc.Text{ZH: "填写 closed 和 closed_evidence", EN: "state closed and closed_evidence"})
	} else if closed.Before(before.ValidFrom) || (!before.ValidTo.IsZero() && before.ValidTo.Before(closed)) {
		x.refuse(CodeExpired, calc.RuleCancelledPermit, false,
			calc.Textf("来源 %s：许可证版本 %s 的有效期（%s 至 %s）不含关停日期 %s，没有有效许可排放量",
				"source %s: permit version %s (valid %s to %s) was not in force on the closing day %s; there is no "+
					"effective permitted emission",
				s.ID, before.ID, before.ValidFrom.String(), before.ValidTo.String(), closed.String()),
			calc.Text{ZH: "列出关停之日有效的版本；过期的许可证不能作为来源",
				EN: "state the version in force on the closing day; an expired permit is no source"})
	}
	if permit.Cancelled.IsZero() && s.VersionAfter == "" {
		x.refuse(CodeNotCancelled, calc.RuleCancelledPermit, true,
			calc.Textf("来源 %s 已关停，但许可证 %s 既未注销也未变更",
				"source %s has closed, but permit %s is neither cancelled nor changed", s.ID, permit.Number),
			calc.Textf("向核发部门报告关停并注销许可证%s，填写 cancelled；部分关停则列出变更后的版本",
				"report the closure and have the permit cancelled%s, then state cancelled; for one line of several, "+
					"state the version after the change", x.Policy.PlaceOf(calc.RuleClosureReport)))
	}
}

// eiaDifference is notice 三(二)1, rule JL-3.2a: the difference of the amounts
// that two EIA approvals fix.
func (x *sourceAssessor) eiaDifference() {
	if !x.withoutPermit(calc.RuleEIADifference) {
		return
	}
	before, okBefore := x.Dossier.EIA(x.r.Source.EIABefore)
	after, okAfter := x.Dossier.EIA(x.r.Source.EIAAfter)
	if !okBefore || !okAfter {
		x.refuse(CodeNoAfter, calc.RuleEIADifference, true,
			calc.Textf("来源 %s 需要减排项目实施前、后的两份环评批复",
				"source %s needs the EIA approvals before and after the reduction project", x.r.Source.ID),
			calc.Text{ZH: "填写 eia_before 和 eia_after", EN: "state eia_before and eia_after"})
		return
	}
	for _, e := range []dossier.EIA{before, after} {
		if e.Filing {
			x.refuse(CodeFiling, calc.RuleEIADifference, true,
				calc.Textf("来源 %s：%s 为备案，没有确定排放量", "source %s: %s is a filing and fixes no amount",
					x.r.Source.ID, e.Number),
				calc.Text{ZH: "改用 basis = \"accounting\"，编制污染物总量削减核算报告",
					EN: "use basis = \"accounting\" and draw up a reduction accounting report"})
			return
		}
	}
	x.take(before.Amounts, func(row *Row, s calc.Step) { row.Before = plus(row.Before, s) })
	x.take(after.Amounts, func(row *Row, s calc.Step) { row.After = plus(row.After, s) })
	x.requireAfter(calc.RuleEIADifference)
}

func (x *sourceAssessor) holdsPermit(rule calc.Rule) bool {
	m := x.r.Discharger.Management
	if m == calc.KeyManagement || m == calc.SimplifiedManagement {
		return true
	}
	x.refuse(CodeWrongBasis, rule, true,
		calc.Textf("来源 %s 的排污单位没有排污许可证或属登记管理，不适用许可排放量",
			"source %s: the discharger has no permit or is under registration management; permitted emissions do not apply", x.r.Source.ID),
		calc.Textf("改用 eia-difference%s或 accounting%s", "use eia-difference%s or accounting%s",
			x.Policy.PlaceOf(calc.RuleEIADifference), x.Policy.PlaceOf(calc.RuleAccounting)))
	return false
}

func (x *sourceAssessor) withoutPermit(rule calc.Rule) bool {
	m := x.r.Discharger.Management
	if m == calc.NoPermit || m == calc.Registration {
		return true
	}
	x.refuse(CodeWrongBasis, rule, true,
		calc.Textf("来源 %s 的排污单位持有排污许可证，应以许可排放量为准",
			"source %s: the discharger holds a permit, so its permitted emissions decide", x.r.Source.ID),
		calc.Textf("改用 permit-difference%s或 closure%s", "use permit-difference%s or closure%s",
			x.Policy.PlaceOf(calc.RulePermitDifference), x.Policy.PlaceOf(calc.RuleCancelledPermit)))
	return false
}

func (x *sourceAssessor) versions(rule calc.Rule) (before, after dossier.PermitVersion, ok bool) {
	s := x.r.Source
	permit, found := x.Dossier.Permit(s.Permit)
	if !found {
		x.refuse(CodeNoAmounts, rule, true,
			calc.Textf("来源 %s 没有排污许可证", "source %s names no permit", s.ID),
			calc.Text{ZH: "填写 permit", EN: "state permit"})
		return before, after, false
	}
	before, ok = permit.Version(s.VersionBefore)
	if !ok {
		x.refuse(CodeNoAmounts, rule, true,
			calc.Textf("来源 %s 没有削减前的许可证版本", "source %s names no permit version before", s.ID),
			calc.Text{ZH: "填写 before", EN: "state before"})
		return before, after, false
	}
	after, _ = permit.Version(s.VersionAfter)
	return before, after, true
}

// take hands every amount that belongs to the source's line to put. An amount
// of an outlet shared with other lines belongs to none of them unless it is
// stated by line: a non-key line's share must not slip in (JL-3.3).
func (x *sourceAssessor) take(amounts []dossier.StatedAmount, put func(*Row, calc.Step)) {
	line := x.r.Line.ID
	for _, m := range amounts {
		switch {
		case m.Line == line:
		case m.Line != "":
			continue
		default:
			serves, shared := x.serves(m.Outlet, line)
			if !serves {
				continue
			}
			if shared {
				x.unattributed(m)
				continue
			}
		}
		medium := x.mediumOf(m)
		if medium == "" {
			x.report(calc.Finding{Stage: calc.StageReduction, Code: CodeMedium, Severity: calc.Error, At: m.At,
				Subject: "source:" + x.r.Source.ID,
				Message: calc.Textf("%s 的数值没有排放口也没有介质", "an amount of %s has neither outlet nor medium",
					string(m.Pollutant)),
				Remedy: calc.Text{ZH: "填写 outlet 或 medium", EN: "state outlet or medium"}})
			continue
		}
		put(x.row(m.Pollutant, medium), m.Value.Step("E", "stated-amount").In(quantity.KgPerYear))
	}
}

func (x *sourceAssessor) serves(outlet, line string) (serves, shared bool) {
	o, ok := x.Dossier.Outlet(outlet)
	if !ok {
		return false, false
	}
	for _, f := range x.Dossier.FeedsOf(o) {
		if f.Line.ID == line {
			serves = true
		} else {
			shared = true
		}
	}
	return serves, shared
}

func (x *sourceAssessor) unattributed(m dossier.StatedAmount) {
	row := x.row(m.Pollutant, x.mediumOf(m))
	row.Before = calc.Missing("E", "stated-amount", calc.Explain("排放口 %s 的数值没有按生产线列出",
		"amount of outlet %s is not stated by line", m.Outlet))
	key := calc.RuleNonKeyLine
	if !x.Policy.Asks(key) {
		key = calc.RuleDefiniteSource // whatever line it is of, nobody knows how much is of this one
	}
	f := x.Policy.Cited(calc.Finding{Stage: calc.StageReduction, Code: CodeUnattributed, Severity: calc.Error,
		Key: key, At: m.At, Subject: "source:" + x.r.Source.ID,
		Message: calc.Textf("来源 %s：排放口 %s 由多条生产线共用，%s 的数值没有按生产线列出",
			"source %s: outlet %s is shared by several lines and its %s is not stated by line", x.r.Source.ID, m.Outlet,
			string(m.Pollutant)),
		Remedy: calc.Text{ZH: "为该数值加上 line，注明各线的分配依据",
			EN: "add line to the amount, with the basis of the split"}})
	x.report(f)
	x.r.Refusals = append(x.r.Refusals, Refusal{Finding: f, Curable: true})
}

// requireAfter insists on an after-amount for every before-amount: absent is
// not zero.
func (x *sourceAssessor) requireAfter(rule calc.Rule) {
	if len(x.r.Rows) == 0 {
		x.noAmounts(rule)
		return
	}
	for i := range x.r.Rows {
		row := &x.r.Rows[i]
		if row.Before.OK() && !row.After.OK() {
			row.Reduction = calc.Missing("ΔE", "reduction", calc.Explain("变更后没有数值",
				"no amount after the change"))
			x.remark(CodeNoAfter, rule, calc.Error,
				calc.Textf("来源 %s：变更后的文件没有列出 %s（%s），缺失不等于零",
					"source %s: the document after the change states no %s (%s); absent is not zero", x.r.Source.ID,
					string(row.Pollutant), row.Medium.Name()),
				calc.Text{ZH: "列出数值；如确为零，写 \"0 kg/a\"",
					EN: "state the amount; if it is zero, write \"0 kg/a\""})
		}
		if row.After.OK() && !row.Before.OK() {
			row.Reduction = calc.Missing("ΔE", "reduction", calc.Explain("变更前没有数值",
				"no amount before the change"))
		}
	}
}

func (x *sourceAssessor) noAmounts(rule calc.Rule) {
	x.refuse(CodeNoAmounts, rule, true,
		calc.Textf("来源 %s：削减前的文件没有列出生产线 %s 的排放量",
			"source %s: the document before the change states no amount for line %s", x.r.Source.ID, x.r.Line.ID),
		calc.Text{ZH: "在文件的 amount 中按排放口或生产线列出",
			EN: "state amounts by outlet or by line in that document"})
}
