package scope

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
)

const (
	ruleScope  = calc.RuleKeyIndustries // notice 一: every line is classified
	ruleMethod = calc.RuleSpecification
)

func (c *classifier) report(f calc.Finding) {
	if c.Policy.Asks(f.Key) {
		c.findings = append(c.findings, c.Policy.Cited(f))
	}
}

// judge compares what a line states with its classification.
func (c *classifier) judge(x Line) {
	c.ask(x)
	c.judgeIndustry(x)
	c.judgeSpecification(x)
	if x.Belongs != "" {
		c.report(calc.Finding{Stage: calc.StageScope, Code: CodeClass, Severity: calc.Warning, Key: ruleScope,
			At:      x.Line.At,
			Subject: subject(x),
			Message: calc.Textf("生产线 %s 填写小类 %s，按所述内容应归 %s",
				"line %s states class %s; by what it states it belongs to %s", x.Line.ID, x.Line.GBT4754, x.Belongs),
			Remedy: calc.Textf("改为 gbt4754 = %q，或改正所述内容", "write gbt4754 = %q, or correct what is stated",
				x.Belongs)})
	}
	if x.Check != (calc.Text{}) && x.Line.Industry != dossier.NotKey {
		c.byHand(x, x.Check)
	}
	for _, a := range []Answer{x.Specification, x.Management} {
		if a.State == ByHand && x.Industry.Value != dossier.NotKey {
			c.byHand(x, a.Why)
		}
	}
}

func subject(x Line) string { return "line:" + x.Line.ID }

func (c *classifier) byHand(x Line, why calc.Text) {
	c.report(calc.Finding{Stage: calc.StageScope, Code: CodeByHand, Severity: calc.Note, Key: ruleScope, At: x.Line.At,
		Subject: subject(x),
		Message: calc.Textf("生产线 %s：%s", "line %s: %s", x.Line.ID, why),
		Remedy:  calc.Text{ZH: "由人核定，并在申请材料中说明", EN: "a person decides, and says so in the application"}})
}

// ask reports what has to be stated. It is an error where the key industry
// itself is open for a line that calls itself key and on which the plan
// rests; elsewhere it is a warning.
func (c *classifier) ask(x Line) {
	for _, key := range x.Questions {
		f, _ := c.Table.Fact(key)
		severity := calc.Warning
		claims := x.Line.Industry != "" && x.Line.Industry != dossier.NotKey
		if x.Industry.State == Asked && claims && x.Role != Context {
			severity = calc.Error
		}
		finding := calc.Finding{Stage: calc.StageScope, Code: CodeQuestion, Severity: severity, Key: ruleScope,
			At:      x.Line.At,
			Subject: subject(x),
			Message: calc.Textf("生产线 %s（%s）：%s", "line %s (%s): %s", x.Line.ID, x.Line.GBT4754, f.Question),
			Remedy:  calc.Textf("在 [[line]] 中填写 %s（%s）", "state %s in [[line]] (%s)", key, choices(f.Values))}
		if f.OfDischarger {
			finding.At, finding.Subject = x.Discharger.At, "discharger:"+x.Discharger.ID
			finding.Message = calc.Textf("排污单位 %s：%s", "discharger %s: %s", x.Discharger.ID, f.Question)
			finding.Remedy = calc.Textf("在 [[discharger]] 中填写 %s", "state %s in [[discharger]]", key)
		}
		c.report(finding)
	}
}

func choices(values []string) string { return strings.Join(values, " / ") }

// judgeIndustry: the stated key industry is the one that follows, or one of
// those that may.
func (c *classifier) judgeIndustry(x Line) {
	said := x.Line.Industry
	if said == "" || x.Industry.State == Nothing {
		return
	}
	among := x.Industry.Among
	if x.Industry.State == Decided {
		among = []string{x.Industry.Value}
	}
	if slices.Contains(among, said) {
		return
	}
	why := x.Industry.Why
	if why == (calc.Text{}) {
		why = calc.Textf("小类 %s 对应“%s”", "class %s answers to %s", x.Line.GBT4754, c.industries(among))
	}
	c.report(calc.Finding{Stage: calc.StageScope, Code: CodeIndustry, Severity: calc.Error, Key: ruleScope,
		At: x.Line.At, Subject: subject(x),
		Message: calc.Textf("生产线 %s 填写“%s”，但按小类 %s 和所述内容应为“%s”：%s",
			"line %s states %s, but by class %s and what it states it is %s: %s",
			x.Line.ID, c.industry(said), x.Line.GBT4754, c.industries(among), why),
		Remedy: calc.Textf("改为 industry = %q；如小类或所述工序、原料有误，改正之",
			"write industry = %q; if the class, or what is stated of process and material, is wrong, correct that",
			strings.Join(among, " / "))})
}

// industry is the name of a key industry of the policy.
func (c *classifier) industry(id string) calc.Text {
	if id == dossier.NotKey {
		return calc.Text{ZH: "非重点行业", EN: "no key industry"}
	}
	if i, ok := c.Policy.Industry(id); ok {
		return i.Name
	}
	return calc.Text{ZH: id, EN: id}
}

func (c *classifier) industries(ids []string) calc.Text {
	var zh, en []string
	for _, id := range ids {
		name := c.industry(id)
		zh, en = append(zh, name.ZH), append(en, name.EN)
	}
	return calc.Text{ZH: strings.Join(zh, "”或“"), EN: strings.Join(en, " or ")}
}

// judgeSpecification: of a key line, the stated specification is the one that
// applies; of others nothing rests on it.
func (c *classifier) judgeSpecification(x Line) {
	said := x.Line.Specification
	if said == "" || x.Industry.Value == dossier.NotKey || x.Line.Industry == dossier.NotKey {
		return
	}
	var remedy calc.Text
	a := x.Specification
	switch {
	case a.State == Asked && !slices.Contains(a.Among, said) && len(a.Among) > 0:
		remedy = calc.Textf("应为其一：%s；先回答上述问题", "it is one of %s; answer the questions first",
			strings.Join(a.Among, ", "))
	case a.State == Decided && a.Value == "":
		remedy = calc.Text{ZH: "核对涉及的通用工序（general_process）",
			EN: "check the general process (general_process)"}
	case a.State == Decided && a.Value != said:
		remedy = calc.Textf("改为 specification = %q；如所述工序、原料有误，改正之",
			"write specification = %q; if what is stated of process and material is wrong, correct that", a.Value)
	default:
		return
	}
	message := calc.Textf("生产线 %s 填写 %s，适用的是 %s", "line %s states %s, but what applies is %s", x.Line.ID,
		said, strings.Join(append(slices.Clone(a.Among), a.Value), " / "))
	switch {
	case a.State == Asked:
		message = calc.Textf("生产线 %s 填写 %s，不在可能适用的规范之内（%s）",
			"line %s states %s, which is not among the specifications that may apply (%s)", x.Line.ID, said,
			strings.Join(a.Among, ", "))
	case a.Value == "":
		message = calc.Textf("生产线 %s 填写 %s，但%s", "line %s states %s, but %s", x.Line.ID, said, a.Why)
	}
	c.report(calc.Finding{Stage: calc.StageScope, Code: CodeSpecification, Severity: calc.Error, Key: ruleMethod,
		At:      x.Line.At,
		Subject: subject(x), Message: message, Remedy: remedy})
}

// contradiction: the statement counts, but one of the two is wrong.
func (c *classifier) contradiction(x Line, shown Fact, value string) {
	c.report(calc.Finding{Stage: calc.StageScope, Code: CodeContradiction, Severity: calc.Error, Key: ruleScope,
		At:      x.Line.At,
		Subject: subject(x),
		Message: calc.Textf("生产线 %s 填写 %s = %s，但%s", "line %s states %s = %s, but %s", x.Line.ID, shown.Key,
			value, shown.Why),
		Remedy: calc.Textf("改正 %s，或改正产品的 process", "correct %s, or the process of the product", shown.Key)})
}
