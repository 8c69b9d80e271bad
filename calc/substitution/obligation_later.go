package substitution

import (
	"fmt"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// days is a term of the policy in whole days with its clause, 0 where the
// policy states none: without a term no due day is made up.
func (p *planner) days(id string) (int, calc.Clause) {
	s, err := p.Policy.Figure(id)
	if err != nil {
		return 0, calc.Clause{}
	}
	if q, err := s.Value().In(quantity.MustUnit("d")); err == nil && q.Rat().IsInt() && q.Rat().Num().IsInt64() {
		return int(q.Rat().Num().Int64()), s.Clause()
	}
	return 0, calc.Clause{}
}

// reapplicationClause is article 15 of 排污许可管理条例 (State Council decree
// 736): a new, rebuilt or expanded project that discharges, and more of a
// pollutant than permitted, need a permit applied for anew before the change.
var reapplicationClause = calc.Clause{Instrument: "排污许可管理条例", Locator: "第十五条"}

// reapplication: the project's discharger has its permit before it discharges
// more than the present one permits.
func (p *planner) reapplication() {
	project := p.Dossier.Project
	d, _ := p.Dossier.Discharger(project.Discharger)
	text := calc.Text{ZH: "申请取得覆盖本项目的排污许可证；已持证的，重新申请",
		EN: "obtains a permit that covers the project; one that holds a permit applies anew"}
	if v, permit, ok := p.latest(func(x dossier.Permit) bool { return x.Discharger == d.ID }); ok {
		text = calc.Textf("重新申请取得排污许可证（现行 %s，%s 版）",
			"applies anew for its permit (now %s, version %s)", permit.Number, v.ID)
	}
	p.oblige(Obligation{Code: "permit-reapply", Clause: reapplicationClause,
		Law: p.beside(factors.PermitAnew, reapplicationClause), Party: calc.Text{ZH: d.Name, EN: d.Name},
		Text: text,
		Due:  project.Commissioning, DueText: calc.Text{ZH: "实际变动之前", EN: "before the actual change"}})
}

// renewals: every permit that the plan rests on and that goes on is renewed
// before it expires: those of the transferors in production, and the one the
// project's discharger has.
func (p *planner) renewals() {
	seen := map[string]bool{}
	renew := func(source string, of func(dossier.Permit) bool) {
		v, permit, ok := p.latest(of)
		if !ok || seen[permit.ID] {
			return
		}
		seen[permit.ID] = true
		p.renewal(source, permit, v)
	}
	for _, a := range p.plan.Allocations {
		if src, _ := p.Dossier.Source(a.Source); src.Permit != "" && src.VersionAfter != "" {
			renew(a.Source, func(x dossier.Permit) bool { return x.ID == src.Permit })
		}
	}
	renew("", func(x dossier.Permit) bool { return x.Discharger == p.Dossier.Project.Discharger })
}

// latest is the version that ends last of the permit meant, unless the permit
// is cancelled.
func (p *planner) latest(of func(dossier.Permit) bool) (dossier.PermitVersion, dossier.Permit, bool) {
	var last dossier.PermitVersion
	var its dossier.Permit
	for _, x := range p.Dossier.Permits {
		if !of(x) || !x.Cancelled.IsZero() {
			continue
		}
		for _, v := range x.Versions {
			if last.ValidTo.Before(v.ValidTo) {
				last, its = v, x
			}
		}
	}
	return last, its, !last.ValidTo.IsZero()
}

func (p *planner) renewal(source string, permit dossier.Permit, v dossier.PermitVersion) {
	days, clause := p.days("permit_renewal_days")
	if days == 0 {
		return
	}
	code := "permit-renewal"
	if source == "" {
		code = "own-permit-renewal"
	}
	d, _ := p.Dossier.Discharger(permit.Discharger)
	p.oblige(Obligation{Code: code, Clause: clause, Law: p.beside(factors.PermitValidity, clause), Source: source,
		Party: calc.Text{ZH: d.Name, EN: d.Name},
		Text: calc.Textf("继续排污的，申请延续排污许可证 %s（%s 版有效期至 %s）",
			"applies for the renewal of permit %s if it goes on discharging (version %s expires on %s)", permit.Number,
			v.ID, v.ValidTo.String()),
		Due: v.ValidTo.AddDays(-days), DueText: calc.Textf("有效期届满 %d 日前", "%d days before the permit expires",
			days)})
}

// yearlyBase: the province re-sets the base total by the end of March that
// follows a transfer (JL-4.2). Sources transferred in different years fall
// under different bases.
func (p *planner) yearlyBase() {
	var dues []calc.Date
	for _, a := range p.plan.Allocations {
		src, _ := p.Dossier.Source(a.Source)
		if due := baseDay(p.transferDay(src)); !slices.Contains(dues, due) {
			dues = append(dues, due)
		}
	}
	for _, due := range dues {
		o := Obligation{Code: "base-total", Key: calc.RuleBaseTotal, Due: due,
			Party: calc.Textf("%s生态环境厅", "%s Department of Ecology and Environment", p.Policy.Province),
			Text: calc.Text{ZH: "依据转让情况重新核定重金属总量基数",
				EN: "re-sets the base total from the transfers"},
			DueText: calc.Text{ZH: "转让后的次年 3 月底前", EN: "by the end of March after the transfer"}}
		if !due.IsZero() {
			o.DueText = calc.Text{ZH: fmt.Sprintf("%d 年 3 月底前", due.Year), EN: fmt.Sprintf("by the end of March %d",
				due.Year)}
		}
		p.oblige(o)
	}
}

// baseDay is the first 31 March on or after a transfer; zero for none.
func baseDay(transfer calc.Date) calc.Date {
	if transfer.IsZero() {
		return transfer
	}
	due := calc.Date{Year: transfer.Year, Month: 3, Day: 31}
	if transfer.After(due) {
		due.Year++
	}
	return due
}
