package substitution

import (
	"fmt"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
)

// judge says of an obligation whether the dossier shows it done, and else
// whether its due day has passed. That a day has passed proves nothing about
// what was done: what is said is that the dossier has no proof.
func (p *planner) judge(o *Obligation) {
	if f, ok := p.fulfilled(*o); ok && !o.Done {
		o.Done, o.Proof = true, fmt.Sprintf("%s (%s)", f.Document, f.Date)
	}
	switch {
	case o.Done:
		return
	case !o.Due.IsZero() && o.Due.Before(p.plan.AsOf):
		o.Overdue = true
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeOverdue, Severity: calc.Warning, Key: o.Key,
			Clause: o.Clause,
			At:     p.Dossier.Project.At, Subject: "obligation:" + o.Code + ":" + o.Source,
			Message: calc.Textf("期限 %s 已过，材料中没有办理证明：%s——%s",
				"due on %s and past, and the dossier has no proof: %s, %s", o.Due.String(), o.Party, o.Text),
			Remedy: calc.Text{ZH: "办理；已办的用 [[fulfilment]] 列出日期和文件",
				EN: "do it; where it is done, state day and document in [[fulfilment]]"}})
	case o.Code == "city-record":
		p.cityRecord(*o)
	}
}

// cityRecord: the transfer of a source without permit is recorded by the city
// and reported to the province promptly (JL-4.4). The notice names no day, so
// none can pass; but after the transfer the record is missing.
func (p *planner) cityRecord(o Obligation) {
	src, _ := p.Dossier.Source(o.Source)
	day := p.transferDay(src)
	if day.IsZero() || !day.Before(p.plan.AsOf) {
		return
	}
	p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeCityRecord, Severity: calc.Warning, Key: o.Key,
		At: src.At, Subject: "source:" +
			src.ID, Role: o.Party,
		Message: calc.Textf("来源 %s 的指标已于 %s 出让，材料中没有%s记录并报备的证明",
			"source %s was transferred on %s, and the dossier has no proof that %s recorded and reported it", src.ID,
			day.String(), o.Party),
		Remedy: calc.Text{ZH: "取得记录后用 [[fulfilment]]（duty = \"city-record\"）列出日期和文件",
			EN: "when it is recorded, state day and document in [[fulfilment]] (duty = \"city-record\")"}})
}

// transferDay is the day a source's quota is transferred: its own, else the
// project's; zero where neither is stated.
func (p *planner) transferDay(src dossier.ReductionSource) calc.Date {
	if !src.Transfer.IsZero() {
		return src.Transfer
	}
	return p.Dossier.Project.Transfer
}

// happened reports whether a day that a permit states lay behind when the
// dossier was made. A later one is a plan: that it has come since proves nothing.
func (p *planner) happened(day calc.Date) bool {
	return !day.IsZero() && !day.After(p.Dossier.Date) && !day.After(p.plan.AsOf)
}

// shownBy reports whether a statement is of the obligation.
func (o Obligation) shownBy(x dossier.Fulfilment) bool {
	base := o.Code == "base-total" && !o.Due.IsZero()
	return x.Duty == o.Code && x.Source == o.Source && (!base || x.Date.Year >= o.Due.Year)
}

// fulfilled is the first statement that the obligation was met by the day the
// deadlines are judged on.
func (p *planner) fulfilled(o Obligation) (dossier.Fulfilment, bool) {
	i := slices.IndexFunc(p.Dossier.Fulfilments, func(x dossier.Fulfilment) bool {
		return o.shownBy(x) &&
			!x.Date.After(p.plan.AsOf)
	})
	if i < 0 {
		return dossier.Fulfilment{}, false
	}
	return p.Dossier.Fulfilments[i], true
}

// checkFulfilments reports statements that belong to no obligation of the
// plan: the source is not used, or the duty is another.
func (p *planner) checkFulfilments() {
	for _, x := range p.Dossier.Fulfilments {
		if slices.ContainsFunc(p.plan.Obligations, func(o Obligation) bool { return o.shownBy(x) }) {
			continue
		}
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeNoDuty, Severity: calc.Warning, At: x.At,
			Subject: "fulfilment:" + x.Duty +
				":" + x.Source,
			Message: calc.Textf("办理情况 %s（来源 %s）不对应方案的任何义务",
				"the fulfilment of %s (source %s) belongs to no obligation of the plan", x.Duty, orDash(x.Source)),
			Remedy: calc.Text{ZH: "核对 duty 和 source；该来源可能未被采用",
				EN: "check duty and source; the source may not be used"}})
	}
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
