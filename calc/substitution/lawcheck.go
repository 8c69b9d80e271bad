package substitution

import (
	"maps"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
	"tidai/factors"
)

// checkLaw looks at what the law of the day asks of the project besides the
// policy; where no law is known nothing is asked.
func (p *planner) checkLaw() {
	p.checkAuthorities()
	p.checkArea()
	p.checkApprovals()
	p.checkValidity()
}

// checkAuthorities reports a competent authority that the policy does not name.
func (p *planner) checkAuthorities() {
	check := func(authority, subject string, at calc.Position) {
		if _, known := p.Policy.Authorities[authority]; known || authority == "" {
			return
		}
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeAuthority, Severity: calc.Error, At: at,
			Subject: subject,
			Message: calc.Textf("authority = %q 不是政策所列的主管机关", "authority = %q is none that the policy names",
				authority),
			Remedy: calc.Textf("可用：%s", "one of: %s", strings.Join(slices.Sorted(maps.Keys(p.Policy.Authorities)),
				", "))})
	}
	check(p.Dossier.Project.Authority, "project", p.Dossier.Project.At)
	for _, d := range p.Dossier.Dischargers {
		check(d.Authority, "discharger:"+d.ID, d.At)
	}
}

// law adds a finding under what the law of the day prescribes on a topic.
func (p *planner) law(topic factors.Topic, f calc.Finding) {
	by := p.plan.Law.Of(topic)
	if len(by) == 0 {
		return
	}
	f.Clause, f.Law = by[0].Clause, by[1:]
	p.plan.Findings = append(p.plan.Findings, f)
}

// suspended reports whether the project may not be approved because its area is
// over its quota or short of its target: it adds to some total there, and the law
// of the day suspends such approvals.
func (p *planner) suspended() bool {
	return p.Dossier.Project.AreaSuspended && len(p.plan.Law.Of(factors.AreaSuspension)) > 0 &&
		slices.ContainsFunc(p.plan.Needs, func(n Need) bool { return n.Net.OK() && n.Net.Sign() > 0 })
}

// liable adds to a source that was voided for false data who is liable for them
// by the law of the day.
func (p *planner) liable() {
	for i := range p.plan.Findings {
		if f := &p.plan.Findings[i]; f.Code == reduction.CodeVoid {
			f.Law = slices.Concat(f.Law, p.plan.Law.Of(factors.FalseData))
		}
	}
}

func (p *planner) checkArea() {
	if !p.suspended() {
		return
	}
	project := p.Dossier.Project
	p.law(factors.AreaSuspension, calc.Finding{Stage: calc.StageLaw, Code: CodeAreaSuspended,
		Severity: calc.Error, At: project.At, Subject: "project", Role: calc.Text{ZH: "环评审批部门",
			EN: "EIA approval department"},
		Message: calc.Textf("项目所在区域已被区域限批（%s），新增重点污染物排放总量的项目暂停审批",
			"approvals are suspended in the project's area (%s), and the project adds to a total",
			project.AreaSuspendedBasis),
		Remedy: calc.Text{ZH: "限批解除后再报批；或调整项目，使各金属没有净新增排放量",
			EN: "apply when the suspension has ended, or change the project so that no metal has a net new emission"}})
}

// checkApprovals: an EIA approved more years before building starts than the law
// lets it serve is examined anew. A project that is rebuilt has old approvals of the same lines,
// so without the day of its start nothing can be said of it.
func (p *planner) checkApprovals() {
	project := p.Dossier.Project
	serves, ok := p.plan.Law.Years(factors.EIAReexamination)
	if !ok {
		return
	}
	for _, e := range p.Dossier.EIAs {
		covers := slices.ContainsFunc(project.Lines, func(id string) bool { return slices.Contains(e.Lines, id) })
		if !covers || e.Filing || e.Reexamined != "" || e.Date.IsZero() {
			continue
		}
		last := e.Date.AddYears(serves)
		remedy := calc.Text{
			ZH: "报原审批部门重新审核，写明 reexamined（文号）；已在期限内开工的，写明 construction_start",
			EN: "have it examined anew and state reexamined (number); if building has started in time, state " +
				"construction_start"}
		switch start := project.ConstructionStart; {
		case start.After(last):
			p.law(factors.EIAReexamination, calc.Finding{Stage: calc.StageLaw, Code: CodeOldApproval,
				Severity: calc.Error, At: e.At, Subject: "eia:" + e.ID, Remedy: remedy,
				Message: calc.Textf("%s于 %s 批准，%s 才开工，已超过 %d 年，须重新审核",
					"%s was approved on %s and building starts on %s, "+
						"more than %d years later: it is examined anew", e.Number, e.Date, start, serves)})
		case start.IsZero() && project.Kind != dossier.Rebuilt && p.plan.AsOf.After(last):
			p.law(factors.EIAReexamination, calc.Finding{Stage: calc.StageLaw, Code: CodeOldApproval,
				Severity: calc.Warning, At: e.At, Subject: "eia:" + e.ID, Remedy: remedy,
				Message: calc.Textf("%s于 %s 批准，至 %s 已超过 %d 年，材料没有写明开工日期",
					"%[1]s was approved on %[2]s, more than %[4]d years "+
						"before %[3]s, and the dossier does not state when building starts", e.Number, e.Date,
					p.plan.AsOf, serves)})
		}
	}
}

// checkValidity: a version of a permit that states more years than the law gives
// cannot be as issued.
func (p *planner) checkValidity() {
	valid, ok := p.plan.Law.Years(factors.PermitValidity)
	if !ok {
		return
	}
	for _, x := range p.Dossier.Permits {
		for _, v := range x.Versions {
			if v.ValidFrom.IsZero() || !v.ValidTo.After(v.ValidFrom.AddYears(valid)) {
				continue
			}
			p.law(factors.PermitValidity, calc.Finding{Stage: calc.StageLaw, Code: CodeLongPermit,
				Severity: calc.Warning, At: v.At, Subject: "permit:" + x.ID + "/" + v.ID,
				Message: calc.Textf("排污许可证 %s 的 %s 版写明有效期 %s 至 %s，超过 %d 年",
					"version %[2]s of permit %[1]s states a validity from "+
						"%[3]s to %[4]s, more than %[5]d years", x.Number, v.ID, v.ValidFrom, v.ValidTo, valid),
				Remedy: calc.Text{ZH: "照许可证正本核对有效期", EN: "check the validity against the permit"}})
		}
	}
}
