package substitution

import (
	"tidai/calc"
	"tidai/calc/dossier"
)

// conditionNames are the five conditions of rule JL-5.2 in words.
var conditionNames = map[string]calc.Text{
	"waste_kind":        {ZH: "利用固体废物种类", EN: "kind of waste"},
	"material_origin":   {ZH: "原料来源", EN: "origin of the material"},
	"site":              {ZH: "建设地点", EN: "site"},
	"equipment":         {ZH: "工艺设备", EN: "process equipment"},
	"pollution_control": {ZH: "污染治理水平", EN: "level of pollution control"},
}

// ConditionName returns a condition of rule JL-5.2 in words.
func ConditionName(key string) calc.Text { return conditionNames[key] }

// exemptionGaps lists what a claim under notice 五 lacks: a basis document
// (JL-5.1), and for solid waste the five statements (JL-5.2).
func (p *planner) exemptionGaps() []calc.Finding {
	x := p.Dossier.Project.Exemption
	rule := "JL-5.1"
	if x.Kind == dossier.SolidWaste {
		rule = "JL-5.2"
	}
	var out []calc.Finding
	gap := func(message, remedy calc.Text) {
		out = append(out, calc.Finding{Code: CodeExemption, Severity: calc.Error, Rule: rule, At: x.At,
			Subject: "project",
			Message: message, Remedy: remedy, Role: calc.Text{ZH: "环评审批部门", EN: "EIA approval department"}})
	}
	if x.Basis == "" {
		gap(calc.Text{ZH: "申请豁免但没有依据文件", EN: "exemption claimed without a basis document"},
			calc.Text{ZH: "填写 basis", EN: "add basis"})
	}
	if x.Kind != dossier.SolidWaste {
		return out
	}
	for _, c := range dossier.WasteConditions {
		if x.Statements[c] == "" {
			gap(calc.Textf("申请豁免但没有说明：%s", "exemption claimed without a statement on: %s", conditionNames[c]),
				calc.Textf("填写 %s 并附证明", "add %s with evidence", c))
		}
	}
	return out
}
