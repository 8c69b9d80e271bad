package permit

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// settle decides what each assessment adds to the new emission.
func (a *assessor) settle(all []Assessment) {
	for i := range all {
		as := &all[i]
		switch {
		case as.Permitted.OK():
			as.Contribution, as.CountedBy = as.Permitted, chosenMethod(*as)
			a.checkSimplified(as)
		case as.failed():
			as.Contribution = calc.Missing("E", "new-emission", calc.Explain("%[2]s 的 %[1]s 未确定",
				"%s at %s is not determined", string(as.Pollutant), as.Target()))
		case a.countedUpstream(*as, all):
			as.Uncounted = calc.Text{ZH: "已在车间或生产设施排放口计算，总排放口不重复计入",
				EN: "counted at the workshop outlet; the total outlet is not added again"}
		default:
			a.withoutPermit(as)
		}
	}
}

func chosenMethod(as Assessment) Method {
	for _, c := range as.Candidates {
		if c.Chosen {
			return c.Method
		}
	}
	return ByFormula
}

// failed reports an assessment that should have an amount but could not be
// computed, which the formula has reported already.
func (as Assessment) failed() bool {
	return as.NoAmount == (calc.Text{}) || as.Rule.ID == ""
}

// countedUpstream reports a total outlet whose metals are counted at a
// workshop outlet that receives the same products.
func (a *assessor) countedUpstream(as Assessment, all []Assessment) bool {
	if as.Outlets[0].Position != calc.TotalOutlet || as.Medium != calc.Water {
		return false
	}
	for _, f := range as.Feeds {
		if !slices.ContainsFunc(all, func(b Assessment) bool {
			return b.Pollutant == as.Pollutant && b.Medium == calc.Water && b.Outlets[0].Position == calc.Workshop &&
				b.feeds(f.Line.ID, f.Product.ID)
		}) {
			return false
		}
	}
	return true
}

// withoutPermit is reading 4: an outlet without a permitted amount adds its
// EIA amount, else its source intensity, the greatest where several methods
// were used; where there is neither, the emission is not known, and that is an
// error and never a zero.
func (a *assessor) withoutPermit(as *Assessment) {
	var side []calc.Step
	for _, c := range as.Candidates {
		if !c.Amount.OK() {
			continue
		}
		if c.Method == ByEIA {
			as.Contribution, as.CountedBy = c.Amount.Named("E", "new-emission"), ByEIA
			return
		}
		if c.Method == ByIntensity && c.Admissible() {
			side = append(side, c.Amount)
		}
	}
	if len(side) > 0 {
		as.CountedBy = ByIntensity
		as.Contribution = calc.Greatest("E", "new-emission", calc.Clause{}, side...).In(quantity.KgPerYear)
		a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeByIntensity, Severity: calc.Note,
			Key:     calc.RuleSpecification,
			At:      as.Outlets[0].At,
			Subject: "outlet:" + as.Target(),
			Message: calc.Textf("%s 的 %s 不核定许可排放量，按源强核算量 %s kg/a 计入新增量",
				"%s has no permitted amount of %s: its source intensity of %s kg/a counts as new emission",
				as.Target(), string(as.Pollutant), as.Contribution.Value().ShownAmount()),
			Remedy: calc.Text{ZH: "如环评另有核定数值，在 [[eia]] 中列出",
				EN: "if the EIA fixes another amount, state it in [[eia]]"}})
		return
	}
	as.Contribution = calc.Missing("E", "new-emission",
		calc.Explain("%[2]s 的 %[1]s 既无许可排放量，也无环评数值或源强核算",
			"%s at %s has neither a permitted nor an EIA nor a source-intensity amount", string(as.Pollutant),
			as.Target()))
	if !a.Policy.Counts(as.Pollutant) {
		return
	}
	f := calc.Finding{Stage: calc.StagePermit, Code: CodeUnknown, Severity: calc.Error, Key: calc.RuleQuotaMetals,
		At:      as.Outlets[0].At,
		Subject: "outlet:" + as.Target(),
		Message: calc.Textf("%s 的 %s 排放量未确定：%s，且没有环评数值或源强核算",
			"the emission of %[2]s at %[1]s is not determined: %[3]s, and there is no EIA or source-intensity amount",
			as.Target(), string(as.Pollutant), as.NoAmount),
		Remedy: calc.Text{ZH: "用 [[intensity]] 核算源强，或在 [[eia]] 中列出数值",
			EN: "account for it with [[intensity]], or state an amount in [[eia]]"}}
	if len(as.Faults) > 0 {
		f = f.FollowsFrom(as.Faults...)
	}
	a.report(f)
	as.Faults = append(as.Faults, f)
}

// checkSimplified notes that a unit under simplified management carries no
// amount as a rule (HJ 942-2018 5.2.1); the formula's amount is still what a
// new project needs.
func (a *assessor) checkSimplified(as *Assessment) {
	d, ok := a.Dossier.Discharger(as.Outlets[0].Discharger)
	if !ok || d.Management != calc.SimplifiedManagement {
		return
	}
	a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeSimplified, Severity: calc.Warning, At: d.At,
		Subject: "discharger:" + d.ID,
		Clause:  calc.Clause{Instrument: "HJ 942-2018", Locator: "5.2.1"},
		Message: calc.Textf("%s 实行简化管理，原则上不许可排放量；此处仍以公式值计入新增量",
			"%s is under simplified management, which as a rule permits no amount; the formula's amount still "+
				"counts as new emission", d.Name),
		Remedy: calc.Text{ZH: "核对管理类别", EN: "check the management class"}})
}

// SpecialPeriods computes the special-period amounts stated for the outlets,
// by the outlet's specification or else HJ 942-2018 eq. (5).
func SpecialPeriods(d *dossier.Dossier, book *factors.Book) ([]SpecialPeriodAmount, []calc.Finding) {
	var out []SpecialPeriodAmount
	var findings []calc.Finding
	for _, o := range d.Outlets {
		for _, s := range o.SpecialPeriods {
			q := factors.RuleQuery{Medium: o.Medium, Outlet: string(o.Position), Grade: string(o.Grade),
				Pollutant: s.Pollutant}
			if feeds := d.FeedsOf(o); len(feeds) > 0 {
				q.Specification, q.Industry = feeds[0].Line.Specification, feeds[0].Line.Industry
			}
			rule, err := book.SpecialPeriodRule(q)
			if err != nil {
				findings = append(findings, calc.Finding{Stage: calc.StagePermit, Code: CodeNoRule,
					Severity: calc.Error, At: s.At,
					Subject: "outlet:" + o.ID,
					Message: calc.Textf("特殊时段没有适用的公式：%s", "no formula for the special period: %s",
						calc.ErrorText(err)),
					Remedy: calc.Text{ZH: "核对 specification、position、grade",
						EN: "check specification, position and grade"}})
				continue
			}
			out = append(out, SpecialPeriodAmount{Outlet: o, Period: s,
				Amount: InSpecialPeriod(rule.Clause, s.Previous.Step("E前一年", "actual-emission"),
					s.Cut.Step("α", "cut"))})
		}
	}
	return out, findings
}

// SpecialPeriodAmount is what may be emitted in one special period.
type SpecialPeriodAmount struct {
	Outlet dossier.Outlet
	Period dossier.SpecialPeriod
	Amount calc.Step
}
