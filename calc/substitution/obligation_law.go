package substitution

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

// beside lists what the law of the day prescribes on a topic besides a clause
// that is named already.
func (p *planner) beside(topic factors.Topic, named calc.Clause) []calc.Basis {
	return slices.DeleteFunc(p.plan.Law.Of(topic), func(x calc.Basis) bool { return x.Clause == named })
}

// underLaw adds a duty that the law of the day prescribes; where it prescribes
// none there is no such duty.
func (p *planner) underLaw(topic factors.Topic, o Obligation) {
	law := p.plan.Law.Of(topic)
	if len(law) == 0 {
		return
	}
	o.Clause, o.Law = law[0].Clause, law[1:]
	p.oblige(o)
}

// within is a due text with the years that the law sets on a topic; empty where
// it sets none.
func (p *planner) within(topic factors.Topic, zh, en string) calc.Text {
	years, ok := p.plan.Law.Years(topic)
	if !ok {
		return calc.Text{}
	}
	return calc.Textf(zh, en, years)
}

// submission: the five fields of the plan are due with the version of the EIA
// document handed in for approval, 报批版 (notice 二（三）).
func (p *planner) submission() {
	d, _ := p.Dossier.Discharger(p.Dossier.Project.Discharger)
	document := p.plan.Law.Word(factors.EIADocument)
	text := calc.Textf("提交%s报批版时明确削减替代方案（削减源、削减来源、削减措施、责任主体、完成时限）",
		"states the substitution plan in the version of the %s handed in for approval (source, origin, measures, "+
			"responsible "+
			"party, deadline)", document)
	if p.waived() {
		text = calc.Textf("提交%s报批版时列明替代需求、豁免依据和各项说明及证明材料",
			"states the demand, the basis of the exemption and each statement with its evidence in the version of the %s "+
				"handed in for approval", document)
	}
	p.oblige(Obligation{Code: "plan-submission", Key: calc.RuleFiveFields, Party: calc.Text{ZH: d.Name, EN: d.Name},
		Text: text, DueText: calc.Text{ZH: "提交报批版时", EN: "with the version for approval"}})
}

// waived reports whether the demand is claimed to be exempt (notice 五).
func (p *planner) waived() bool {
	return slices.ContainsFunc(p.plan.Needs, func(n Need) bool { return n.Waived })
}

// exemptionDecision: the claim is decided by whoever approves the EIA.
func (p *planner) exemptionDecision() {
	p.oblige(Obligation{Code: "exemption-decision", Key: exemptionRule(p.Dossier.Project.Exemption),
		Party: calc.Text{ZH: "环评审批部门", EN: "EIA approval department"},
		Text: calc.Text{ZH: "认定是否豁免替代；不予豁免的，须落实削减来源",
			EN: "decides on the exemption; where it is refused, sources are to be found"},
		DueText: calc.Text{ZH: "环评批复时", EN: "with the EIA approval"}})
}

// recordKeeping: original records and ledgers are kept for years, by the builder
// and by those whose reduction rests on monitoring.
func (p *planner) recordKeeping() {
	d, _ := p.Dossier.Discharger(p.Dossier.Project.Discharger)
	party := calc.Text{ZH: d.Name, EN: d.Name}
	if len(p.plan.Allocations) > 0 {
		party = calc.Textf("%s和各出让方", "%s and every transferor", d.Name)
	}
	p.underLaw(factors.RecordKeeping, Obligation{Code: "record-keeping", Party: party,
		Text:    calc.Text{ZH: "保存原始监测记录和环境管理台账", EN: "keep original monitoring records and ledgers"},
		DueText: p.within(factors.RecordKeeping, "至少 %d 年", "for %d years at least")})
}

// registration: a transferor under registration that goes on discharging renews
// its registration.
func (p *planner) registration(src dossier.ReductionSource, d dossier.Discharger) {
	if d.Management != calc.Registration || !src.Closed.IsZero() {
		return
	}
	p.underLaw(factors.Registered, Obligation{Code: "registration-renewal", Source: src.ID,
		Party:   calc.Text{ZH: d.Name, EN: d.Name},
		Text:    calc.Text{ZH: "继续排污的，重新填报排污登记表", EN: "registers anew if it goes on discharging"},
		DueText: p.within(factors.Registered, "登记表 %d 年有效期届满前", "before the %d years of the registration end")})
}

// Open lists what a plan that could be approved still waits for, in the order of
// the procedure: opinions, and the decision on an exemption.
func (p Plan) Open() []calc.Text {
	if !p.Status.Approvable() {
		return nil
	}
	var out []calc.Text
	for _, o := range p.Obligations {
		if o.Done {
			continue
		}
		switch o.Code {
		case "province-opinion":
			out = append(out, calc.Textf("%s核准意见", "verification opinion of the %s", o.Party))
		case "city-consultation":
			out = append(out, calc.Textf("%s意见", "opinion of the %s", o.Party))
		case "exemption-decision":
			out = append(out, calc.Textf("%s的豁免认定", "decision of the %s on the exemption", o.Party))
		}
	}
	return out
}
