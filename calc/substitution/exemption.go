package substitution

import (
	"tidai/calc"
	"tidai/calc/dossier"
)

// exemptionRule is the rule a claim under notice 五 rests on.
func exemptionRule(x *dossier.Exemption) calc.Rule {
	if x.Kind == dossier.SolidWaste {
		return calc.RuleSolidWaste
	}
	return calc.RuleNationalStrategy
}

// exemptionGaps lists what a claim under notice 五 lacks: a basis document; for a
// project of a national strategy the direct relation to it and the four
// preconditions, each with its evidence; for solid waste the five statements.
func (p *planner) exemptionGaps() []calc.Finding {
	x := p.Dossier.Project.Exemption
	rule := exemptionRule(x)
	var out []calc.Finding
	if !p.Policy.Asks(rule) {
		r, _ := p.Policy.Of(rule)
		return append(out, calc.Finding{Stage: calc.StagePolicy, Code: CodeNoExemption, Severity: calc.Error, At: x.At,
			Subject: "project", Clause: calc.Clause{Instrument: p.Policy.Instrument},
			Message: calc.Textf("本政策没有所申请的豁免（%s）", "this policy knows no such exemption (%s)", r.Reason),
			Remedy:  calc.Text{ZH: "去掉 [project.exemption]", EN: "take [project.exemption] out"}})
	}
	gap := func(message, remedy calc.Text) {
		out = append(out, p.Policy.Cited(calc.Finding{Stage: calc.StageSubstitution, Code: CodeExemption,
			Severity: calc.Error, Key: rule, At: x.At, Subject: "project", Message: message, Remedy: remedy,
			Role: calc.Text{ZH: "环评审批部门", EN: "EIA approval department"}}))
	}
	if x.Basis == "" {
		gap(calc.Text{ZH: "申请豁免但没有依据文件", EN: "exemption claimed without a basis document"},
			calc.Text{ZH: "填写 basis", EN: "add basis"})
	}
	for _, c := range x.Kind.Conditions() {
		switch {
		case x.Statements[c.Key] == "":
			gap(calc.Textf("申请豁免但没有说明：%s", "exemption claimed without a statement on: %s", c.Name),
				calc.Textf("填写 %s 并附证明", "add %s with evidence", c.Key))
		case x.Kind == dossier.NationalMajor && x.Evidence[c.Key] == "":
			gap(calc.Textf("申请豁免，%s只有说明，没有证明材料",
				"exemption claimed with a statement but no evidence on: %s", c.Name),
				calc.Textf("填写 %s（文件名称和文号）", "add %s (name and number of the document)",
					dossier.EvidenceKey(c.Key)))
		}
	}
	return out
}
