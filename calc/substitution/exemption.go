package substitution

import (
	"tidai/calc"
	"tidai/calc/dossier"
)

// exemptionGaps lists what a claim under notice 五 lacks: a basis document
// (JL-5.1), and for solid waste the five statements (JL-5.2).
func (p *planner) exemptionGaps() []calc.Finding {
	x := p.Dossier.Project.Exemption
	rule := calc.RuleNationalStrategy
	if x.Kind == dossier.SolidWaste {
		rule = calc.RuleSolidWaste
	}
	var out []calc.Finding
	gap := func(message, remedy calc.Text) {
		out = append(out, p.Policy.Cited(calc.Finding{Stage: calc.StageSubstitution, Code: CodeExemption,
			Severity: calc.Error, Key: rule, At: x.At, Subject: "project", Message: message, Remedy: remedy,
			Role: calc.Text{ZH: "环评审批部门", EN: "EIA approval department"}}))
	}
	if x.Basis == "" {
		gap(calc.Text{ZH: "申请豁免但没有依据文件", EN: "exemption claimed without a basis document"},
			calc.Text{ZH: "填写 basis", EN: "add basis"})
	}
	if x.Kind != dossier.SolidWaste {
		return out
	}
	for _, c := range dossier.WasteConditions {
		if x.Statements[c.Key] == "" {
			gap(calc.Textf("申请豁免但没有说明：%s", "exemption claimed without a statement on: %s", c.Name),
				calc.Textf("填写 %s 并附证明", "add %s with evidence", c.Key))
		}
	}
	return out
}
