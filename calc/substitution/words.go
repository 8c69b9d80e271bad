package substitution

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
	"tidai/factors"
)

// reductionText names the 削减源: whose line.
func reductionText(s reduction.SourceResult) calc.Text {
	return calc.Textf("%s %s", "%s, %s", s.Discharger.Name, s.Line.Name)
}

// originText names the 削减来源: in the author's words, or composed from the
// basis of notice 三.
func originText(s reduction.SourceResult) calc.Text {
	src := s.Source
	if src.Origin != "" {
		return calc.Text{ZH: src.Origin, EN: src.Origin}
	}
	switch src.Basis {
	case dossier.PermitDifference:
		return calc.Textf("减排项目实施前后许可排放量的差值（许可证 %s，%s→%s）",
			"difference of permitted emissions (permit %s, %s to %s)", src.Permit, src.VersionBefore, src.VersionAfter)
	case dossier.Closure:
		return calc.Textf("关停后注销许可证的有效许可排放量（许可证 %s，%s 关停）",
			"effective permitted emission of the cancelled permit (permit %s, closed %s)", src.Permit,
			src.Closed.String())
	case dossier.EIADifference:
		return calc.Textf("减排项目前后环评批复排放量的差值（%s→%s）",
			"difference of the amounts of two EIA approvals (%s to %s)", src.EIABefore, src.EIAAfter)
	case dossier.Accounting:
		return calc.Textf("污染物总量削减核算报告（设计规模：%s）", "reduction accounting report (approved scale: %s)",
			src.ApprovedScale)
	case dossier.GovernmentReserve:
		if src.Reserve != nil {
			return calc.Textf("政府储备指标（%s）", "government reserve (%s)", src.Reserve.Document)
		}
	}
	return calc.Text{}
}

// measureText names the 削减措施.
func measureText(s dossier.ReductionSource) calc.Text {
	var zh, en []string
	for _, key := range s.Measures {
		name := dossier.Measures.Name(key)
		zh, en = append(zh, name.ZH), append(en, name.EN)
	}
	if len(zh) == 0 && s.Basis == dossier.GovernmentReserve {
		return calc.Text{ZH: "从政府储备划出", EN: "released from the government reserve"}
	}
	t := calc.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
	if s.MeasureNote != "" {
		if t.ZH == "" {
			return calc.Text{ZH: s.MeasureNote, EN: s.MeasureNote}
		}
		t.ZH += "：" + s.MeasureNote
		t.EN += ": " + s.MeasureNote
	}
	return t
}

// checkRows reports every mandatory field that a used source lacks (JL-2.3b).
func (p *planner) checkRows() {
	seen := map[string]bool{}
	for _, a := range p.plan.Allocations {
		if seen[a.Source] {
			continue
		}
		seen[a.Source] = true
		for _, s := range p.plan.Result.Sources {
			if s.Source.ID == a.Source {
				for _, f := range RowFaults(p.Policy, s.Source.ID, s) {
					p.report(f)
				}
			}
		}
	}
}

// RowFaults is what a source lacks of the five fields of JL-2.3b and of
// evidence (JL-2.1), by the name id.
func RowFaults(policy factors.Policy, id string, s reduction.SourceResult) []calc.Finding {
	src := s.Source
	fields := []struct {
		code, zh, en, key string
		missing           bool
	}{
		{CodeOrigin, "削减来源", "origin of the reduction", "origin", originText(s).EN == ""},
		{CodeMeasure, "削减措施", "measures", "measure", measureText(src).EN == ""},
		{CodeResponsible, "责任主体", "responsible party", "responsible", src.Responsible == ""},
		{CodeDeadline, "完成时限", "deadline", "deadline", src.Deadline.IsZero()},
	}
	var out []calc.Finding
	for _, f := range fields {
		if f.missing && policy.Asks(calc.RuleFiveFields) {
			out = append(out, policy.Cited(calc.Finding{Stage: calc.StageSubstitution, Code: f.code,
				Severity: calc.Error, Key: calc.RuleFiveFields, At: src.At, Subject: "source:" + id,
				Message: calc.Textf("来源 %s 缺少%s", "source %s lacks its %s", id, calc.Text{ZH: f.zh, EN: f.en}),
				Remedy:  calc.Textf("填写 %s", "add %s", f.key)}))
		}
	}
	if len(src.Evidence) == 0 {
		out = append(out, policy.Cited(calc.Finding{Stage: calc.StageSubstitution, Code: CodeEvidence,
			Severity: calc.Warning, Key: calc.RuleDefiniteSource, At: src.At, Subject: "source:" + id,
			Message: calc.Textf("来源 %s 没有列出证明材料", "source %s lists no evidence", id),
			Remedy:  calc.Text{ZH: "填写 evidence", EN: "add evidence"}}))
	}
	return out
}

// checkPolicy looks at the policy's own conditions: its date, and that drawing
// on the whole province is the way of major projects (JL-2.4).
func (p *planner) checkPolicy() {
	project := p.Dossier.Project
	if since := p.Policy.Since; !since.IsZero() && p.plan.On.Before(since) {
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodePolicyDate, Severity: calc.Warning,
			At: p.Dossier.At, Subject: "project",
			Message: calc.Textf("法规日期 %s 早于%s的日期 %s", "the date of law %s is before %s of %s",
				p.plan.On.String(),
				p.Policy.Instrument, since.String()),
			Remedy: calc.Text{ZH: "核对 date、--on 或 policy", EN: "check date, --on or policy"}})
	}
	if project.Major {
		return
	}
	var far []string
	for _, a := range p.plan.Allocations {
		if a.Preference == Province && !slices.Contains(far, a.Source) {
			far = append(far, a.Source)
		}
	}
	if len(far) == 0 {
		return
	}
	slices.Sort(far)
	p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeProvinceWide, Severity: calc.Note,
		Key:     calc.RuleReallocation,
		At:      project.At,
		Subject: "project",
		Message: calc.Textf("来源 %s 在其他市（州），而本项目不是重大项目；政策%s规定重大项目由省在全省范围内统一调剂",
			"the sources %s lie in other cities, and the project is not a major one; the policy%s lets the province "+
				"reallocate for major projects",
			strings.Join(far, ", "), p.Policy.PlaceOf(calc.RuleReallocation)),
		Remedy: calc.Text{ZH: "事先征求省级生态环境部门意见；属于重大项目的，写 major = true",
			EN: "ask the province beforehand; if the project is a major one, state major = true"},
		Role: calc.Text{ZH: "省生态环境厅（调剂）", EN: "provincial department (reallocation)"}})
}

// statements puts into words what the plan must state: why other key
// industries are drawn on, with the figures that prove it (JL-2.2).
func (p *planner) statements() {
	for _, a := range p.plan.Allocations {
		if a.Given.OK() {
			p.plan.Statements = append(p.plan.Statements, calc.Textf(
				"来源 %s 的%s按该来源的替代比例折算：出让 %s kg/a，抵需求 %s kg/a。",
				"source %s, %s, by the ratio of this source: %s kg/a are given up for %s kg/a of the demand.",
				a.Source, a.Pollutant.Name(), a.Given.Value().ShownAmount(), a.Amount.Value().ShownAmount()))
		}
	}
	for _, n := range p.plan.Needs {
		other := false
		for _, a := range p.plan.Allocations {
			other = other || (a.Pollutant == n.Pollutant && a.Medium == n.Medium && a.Tier == OtherIndustry)
		}
		if !other {
			continue
		}
		same := n.SameSupply
		if !same.OK() {
			same = zero()
		}
		gap := calc.Difference("E缺口", "shortfall", p.Policy.Clause(calc.RuleSameIndustry), n.Demand, same)
		text := calc.Textf(
			"%s：需求 %s kg/a，同一重点行业可用削减量 %s kg/a，已全部使用；不足的 %s kg/a 从其他重点行业调剂。",
			"%s: demand %s kg/a; the same key industry can give %s kg/a, all of which is used; the missing %s kg/a "+
				"comes from other key industries.",
			n.Pollutant.Name(), n.Demand.Value().ShownAmount(), same.Value().ShownAmount(), gap.Value().ShownAmount())
		p.plan.Statements = append(p.plan.Statements, text)
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeOtherSectors, Severity: calc.Note,
			Key: calc.RuleSameIndustry, At: p.Dossier.Project.At,
			Subject: "demand:" + string(n.Pollutant),
			Message: text, Role: calc.Text{ZH: "重金属污染防治部门（调剂）",
				EN: "heavy-metal department (reallocation)"},
			Figures: []calc.Figure{{Name: calc.Text{ZH: "需求", EN: "demand"}, Amount: n.Demand},
				{Name: calc.Text{ZH: "同行业可用", EN: "same industry"}, Amount: same},
				{Name: calc.Text{ZH: "调剂", EN: "reallocated"}, Amount: gap}}})
	}
}
