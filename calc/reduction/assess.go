package reduction

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/intensity"
	"tidai/calc/permit"
	"tidai/factors"
)

type assessor struct {
	Input
	industry string // of the project
	findings []calc.Finding
}

// report keeps a finding, unless it is on something the policy does not ask for.
func (a *assessor) report(f calc.Finding) {
	if a.Policy.Asks(f.Key) {
		a.findings = append(a.findings, a.Policy.Cited(f))
	}
}

// Assess computes the new emission of the project's lines and the reduction of
// every source.
func Assess(in Input) Result {
	a := &assessor{Input: in}
	var r Result
	a.places()
	if in.Monitored != nil {
		a.findings = append(a.findings, in.Monitored.Findings...)
	}
	r.Industry = a.projectIndustry()
	a.industry = r.Industry.ID
	r.Accounts = a.projectAccounts()
	outlets, findings := permit.Assess(permit.Input{Dossier: in.Dossier, Book: in.Book, Policy: in.Policy, On: in.On,
		Lines: in.Dossier.Project.Lines, Side: sideAmounts(r.Accounts), Monitored: a.lastYears()})
	r.Outlets = outlets
	a.findings = append(a.findings, findings...)
	r.Periods, findings = permit.SpecialPeriods(in.Dossier, in.Book)
	a.findings = append(a.findings, findings...)
	for _, s := range in.Dossier.Sources {
		r.Sources = append(r.Sources, a.source(s))
	}
	slices.SortFunc(r.Sources, func(x, y SourceResult) int { return cmp.Compare(x.Source.ID, y.Source.ID) })
	r.Findings = a.findings
	return r
}

// places checks that every place lies where the policy is in force.
func (a *assessor) places() {
	for _, p := range a.Dossier.Places() {
		if p.Code == "" || strings.HasPrefix(p.Code, a.Policy.Prefix) {
			continue
		}
		a.report(calc.Finding{Stage: calc.StageReduction, Code: CodePlace, Severity: calc.Error, At: p.At,
			Key: calc.RuleWithinProvince,
			Message: calc.Textf("行政区划代码 %s 不在%s范围内", "administrative code %s is outside %s", p.Code,
				a.Policy.Province),
			Remedy: calc.Textf("代码应以 %s 开头；跨省来源不适用本政策",
				"the code begins with %s; sources outside the province are not covered", a.Policy.Prefix)})
	}
}

// projectIndustry is the key industry the project's lines belong to; the
// notice compares sources with it.
func (a *assessor) projectIndustry() factors.Industry {
	var found factors.Industry
	for _, id := range a.Dossier.Project.Lines {
		line, ok := a.Dossier.Line(id)
		if !ok {
			continue
		}
		ind, ok := a.industryOf(line)
		if !ok {
			a.report(calc.Finding{Stage: calc.StageReduction, Code: CodeNotKey, Severity: calc.Warning,
				Key:     calc.RuleKeyIndustries,
				At:      line.At,
				Subject: "line:" + line.ID,
				Message: calc.Textf("项目生产线 %s 不属于重点行业，本政策不要求替代",
					"project line %s is outside the key industries: the policy asks no substitution for it", line.ID),
				Remedy: calc.Text{ZH: "核对 industry 与 gbt4754", EN: "check industry and gbt4754"}})
			continue
		}
		if found.ID != "" && found.ID != ind.ID {
			a.report(calc.Finding{Stage: calc.StageReduction, Code: CodeIndustries, Severity: calc.Error,
				Key: calc.RuleSameIndustry, At: line.At,
				Subject: "line:" + line.ID,
				Message: calc.Textf("项目含两个重点行业的生产线（%s、%s），同行业优先无法判定",
					"the project has lines of two key industries (%s, %s): which sources are of the same industry "+
						"is not decided", found.Name, ind.Name),
				Remedy: calc.Text{ZH: "按行业拆分为两份材料", EN: "split the dossier by industry"}})
			continue
		}
		found = ind
	}
	return found
}

// industryOf returns the line's key industry; a class of GB/T 4754 that the
// industry does not list is reported, not guessed away.
func (a *assessor) industryOf(line dossier.Line) (factors.Industry, bool) {
	if line.Industry == "" || line.Industry == dossier.NotKey {
		return factors.Industry{}, false
	}
	ind, ok := a.Policy.Industry(line.Industry)
	if !ok {
		var zh, en []string
		for _, i := range a.Policy.Industries {
			zh, en = append(zh, i.ID+"（"+i.Name.ZH+"）"), append(en, i.ID)
		}
		a.report(calc.Finding{Stage: calc.StageReduction, Code: CodeIndustry, Severity: calc.Error,
			Key: calc.RuleKeyIndustries,
			At:  line.At, Subject: "line:" +
				line.ID,
			Message: calc.Textf("政策中没有重点行业 %q", "the policy has no key industry %q", line.Industry),
			Remedy: calc.Textf("可用：%s，或 none（非重点行业）", "one of: %s, or none",
				calc.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")})})
		return factors.Industry{}, false
	}
	if !slices.Contains(ind.Codes, line.GBT4754) {
		a.report(calc.Finding{Stage: calc.StageReduction, Code: CodeIndustry, Severity: calc.Warning,
			Key:     calc.RuleKeyIndustries,
			At:      line.At,
			Subject: "line:" + line.ID,
			Message: calc.Textf("生产线 %s 的行业代码 %s 不在“%s”通常的代码（%s）之内",
				"line %s has class %s, which is not among the usual classes of %s (%s)",
				line.ID, line.GBT4754, ind.Name, strings.Join(ind.Codes, ", ")),
			Remedy: calc.Text{ZH: "说明该线确属该重点行业（例如企业内部电镀工序沿用主行业代码），或改正代码",
				EN: "state why it is of this key industry (in-house plating keeps its main code, for example), or " +
					"correct the code"}})
	}
	return ind, true
}

func (a *assessor) projectAccounts() []intensity.Account {
	var out []intensity.Account
	for _, in := range a.Dossier.Intensities {
		acc := intensity.Assess(a.intensityInput(intensity.Project), in)
		a.findings = append(a.findings, acc.Findings...)
		out = append(out, acc)
	}
	return out
}

func (a *assessor) intensityInput(state intensity.State) intensity.Input {
	return intensity.Input{Dossier: a.Dossier, Book: a.Book, Policy: a.Policy, On: a.On, State: state}
}

// sideAmounts adds up the accounts of one method that concern the same
// outlet (or line), pollutant and medium, normal and abnormal emission
// together; one that is not admissible makes the sum so.
func sideAmounts(accounts []intensity.Account) []permit.SideAmount {
	var out []permit.SideAmount
	index := map[string]int{}
	for _, acc := range accounts {
		key := fmt.Sprint(acc.Outlet, "|", acc.Pollutant, "|", acc.Medium, "|", acc.Method)
		if acc.Outlet == "" {
			key += "|" + acc.Line
		}
		if i, ok := index[key]; ok {
			out[i].Amount = calc.Sum("D", "source-intensity", calc.Clause{}, out[i].Amount, acc.Total())
			out[i].Abnormal = plus(out[i].Abnormal, acc.Abnormal)
			out[i].Fugitive = plus(out[i].Fugitive, acc.Fugitive)
			if out[i].Inadmissible == (calc.Text{}) {
				out[i].Inadmissible = acc.Inadmissible
			}
			out[i].Faults = append(out[i].Faults, acc.Findings...)
			continue
		}
		index[key] = len(out)
		out = append(out, permit.SideAmount{Line: acc.Line, Outlet: acc.Outlet, Pollutant: acc.Pollutant,
			Medium: acc.Medium,
			Detail: acc.Method.Name(), Amount: acc.Total(), Abnormal: acc.Abnormal,
			Fugitive: acc.Fugitive,
			Key:      acc.Method, Inadmissible: acc.Inadmissible, Order: acc.Order, At: acc.At,
			Faults: slices.Clone(acc.Findings)})
	}
	return out
}
