package substitution

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// obligations lists what follows from the plan (notice 二(一), 四), with due
// dates where the triggering day is stated.
func (p *planner) obligations() {
	defer p.checkFulfilments()
	switch {
	case p.waived():
		p.dutiesOfWaived()
	case len(p.plan.Allocations) > 0:
		p.dutiesOfTransfer()
	default:
		return
	}
	for i := range p.plan.Obligations {
		p.judge(&p.plan.Obligations[i])
	}
	// Duties without a date stay in the order of the procedure; dated ones
	// follow by date.
	slices.SortStableFunc(p.plan.Obligations, func(a, b Obligation) int {
		return cmp.Compare(a.Due.String(),
			b.Due.String())
	})
	if len(p.plan.Allocations) > 0 {
		p.plan.PermitText = p.permitText()
	}
}

// dutiesOfTransfer lists what follows from a plan that draws on sources.
func (p *planner) dutiesOfTransfer() {
	p.submission()
	p.opinion()
	p.consultations()
	seen := map[string]bool{}
	for _, a := range p.plan.Allocations {
		if !seen[a.Source] {
			seen[a.Source] = true
			p.transferor(a.Source)
		}
	}
	p.transferee()
	p.reapplication()
	p.renewals()
	p.yearlyBase()
	p.recordKeeping()
}

// dutiesOfWaived lists what follows where the demand is claimed to be exempt:
// nothing is transferred, but notice 五 exempts from substitution alone, not from
// the province's opinion (二（一）) nor from the permit.
func (p *planner) dutiesOfWaived() {
	p.submission()
	p.opinion()
	p.exemptionDecision()
	p.reapplication()
	p.renewals()
	p.recordKeeping()
}

func (p *planner) oblige(o Obligation) {
	if !p.Policy.Asks(o.Key) {
		return
	}
	if o.Key != "" {
		o.Rule, o.Clause = p.Policy.RuleID(o.Key), p.Policy.Clause(o.Key)
	}
	p.plan.Obligations = append(p.plan.Obligations, o)
}

func (p *planner) opinion() {
	p.oblige(Obligation{Code: "province-opinion", Key: calc.RuleOpinion, Party: p.plan.Approver(),
		Text: calc.Text{ZH: "出具重金属污染物排放总量控制指标核准意见",
			EN: "issues the verification opinion on the total-control quota"},
		DueText: calc.Text{ZH: "环评批复之前", EN: "before the EIA is approved"}})
}

// Approver is who gives the verification opinion: the province, or the city of
// the project where the policy leaves it to the city.
func (p Plan) Approver() calc.Text {
	if p.Policy.Choice("opinion_by") == "city" {
		return Department(p.Policy.Authority(p.Dossier.Project.Seat(), p.Dossier.Project.City))
	}
	return calc.Textf("%s生态环境厅", "%s Department of Ecology and Environment", p.Policy.Province)
}

// consulted is one city heard on the plan.
type consulted struct {
	name    calc.Text
	opinion string
	open    []string // sources whose opinion is not attached; "" for the project itself
}

// consultations: the cities concerned are heard before the province's opinion
// (JL-4.1): those that give quota, and the one that receives it.
func (p *planner) consultations() {
	var list []consulted
	add := func(county, city, opinion, source string) {
		name := p.Policy.Authority(county, city)
		i := slices.IndexFunc(list, func(c consulted) bool { return c.name == name })
		if i < 0 {
			list = append(list, consulted{name: name})
			i = len(list) - 1
		}
		if opinion == "" {
			list[i].open = append(list[i].open, source)
		} else {
			list[i].opinion = opinion
		}
	}
	home, project := false, p.Dossier.Project
	for _, a := range p.plan.Allocations {
		src, d := p.giver(a.Source)
		if src.Basis == dossier.GovernmentReserve && d.City == "" {
			continue // the province's own reserve: no city gives it
		}
		add(d.Seat(), d.City, src.CityOpinion, a.Source)
		home = home || p.Policy.Authority(d.Seat(), d.City) == p.Policy.Authority(project.Seat(), project.City)
	}
	if !home {
		add(project.Seat(), project.City, project.CityOpinion, "")
	}
	for _, c := range list {
		p.consult(c)
	}
}

func (p *planner) consult(c consulted) {
	open := slices.Compact(slices.Sorted(slices.Values(c.open)))
	p.oblige(Obligation{Code: "city-consultation", Key: calc.RuleConsultation, Done: len(open) == 0, Proof: c.opinion,
		Party:   Department(c.name),
		Text:    calc.Text{ZH: "就指标转让出具核准意见", EN: "gives its opinion on the transfer"},
		DueText: p.beforeOpinion(), Source: strings.Join(open, ",")})
	for _, source := range open {
		at, subject, whose := p.Dossier.Project.At, "project", calc.Text{ZH: "项目", EN: "the project"}
		if src, ok := p.Dossier.Source(source); ok {
			at, subject, whose = src.At, "source:"+source, calc.Textf("来源 %s ", "source %s", source)
		}
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeCityOpinion, Severity: calc.Warning,
			Key: calc.RuleConsultation, At: at, Subject: subject,
			Message: calc.Textf("%s尚未附%s的意见", "%s: the opinion of %s is not attached", whose, Department(c.name)),
			Remedy: calc.Text{ZH: "取得意见后填写 city_opinion（文号）",
				EN: "state city_opinion (document number) when it is there"}})
	}
}

func (p *planner) beforeOpinion() calc.Text {
	if p.Policy.Choice("opinion_by") == "city" {
		return calc.Textf("%s出具核准意见之前", "before the opinion of %s", p.plan.Approver())
	}
	return calc.Text{ZH: "省厅出具核准意见之前", EN: "before the province's opinion"}
}

// Department is the ecology department of a city.
func Department(city calc.Text) calc.Text {
	return calc.Textf("%s生态环境局", "%s Bureau of Ecology and Environment", city)
}

// giver is a source with who gives it.
func (p *planner) giver(id string) (dossier.ReductionSource, dossier.Discharger) {
	for _, s := range p.plan.Result.Sources {
		if s.Source.ID == id {
			return s.Source, s.Discharger
		}
	}
	return dossier.ReductionSource{}, dossier.Discharger{}
}

// transferor lists the duties of one source's discharger and its city.
func (p *planner) transferor(id string) {
	src, d := p.giver(id)
	party := calc.Text{ZH: d.Name, EN: d.Name}
	p.registration(src, d)
	switch {
	case src.Basis == dossier.GovernmentReserve:
		reserve, _ := p.Policy.Parameter("reserve")
		p.oblige(Obligation{Code: "reserve-release", Clause: reserve.Clause, Source: id, Party: party,
			Text: calc.Text{ZH: "将储备指标划给本项目并更新储备台账",
				EN: "releases the quota to the project and updates the account of the reserve"},
			DueText: calc.Text{ZH: "环评批复后及时办理", EN: "promptly after the EIA approval"}})
	case d.Management == calc.NoPermit || d.Management == calc.Registration:
		p.oblige(Obligation{Code: "city-record", Key: calc.RuleCityRecord, Source: id,
			Party: calc.Textf("%s（重金属污染防治部门）", "%s (heavy-metal department)",
				Department(p.Policy.Authority(d.Seat(), d.City))),
			Text: calc.Textf("记录%s的指标出让情况并向省厅报备",
				"records the transfer by %s and reports it to the province", d.Name),
			DueText: calc.Text{ZH: "环评批复后及时办理", EN: "promptly after the EIA approval"}})
	case src.Basis == dossier.Closure && src.VersionAfter == "":
		permit, _ := p.Dossier.Permit(src.Permit)
		p.oblige(Obligation{Code: "closure-report", Key: calc.RuleClosureReport, Source: id, Party: party,
			Text: calc.Text{ZH: "向核发部门报告关停，注销排污许可证",
				EN: "reports the closure; the permit is cancelled"},
			Done:    permit.CancelledEvidence != "" && p.happened(permit.Cancelled),
			Proof:   permit.CancelledEvidence,
			Due:     permit.Cancelled,
			DueText: calc.Text{ZH: "关停后", EN: "after the closure"}})
	default:
		p.permitChange(src, party)
	}
}

// permitChange: a permit-holding transferor applies for the change within 30
// days of the transfer (JL-4.3).
func (p *planner) permitChange(src dossier.ReductionSource, party calc.Text) {
	days, _ := p.days("permit_change_days")
	o := Obligation{Code: "permit-change", Key: calc.RulePermitChange, Source: src.ID, Party: party,
		Text:    calc.Text{ZH: "依法申请变更排污许可证", EN: "applies for the change of its permit"},
		DueText: calc.Textf("出让指标之日起 %d 日内", "within %d days of the transfer", days)}
	day := p.transferDay(src)
	switch {
	case !day.IsZero() && days > 0:
		o.Due = day.AddDays(days)
	case day.IsZero():
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeNoTransfer, Severity: calc.Note,
			Key:     calc.RulePermitChange,
			At:      src.At,
			Subject: "source:" + src.ID,
			Message: calc.Textf("来源 %s 没有写明出让日期，无法计算变更许可证的期限",
				"source %s: the day of transfer is not stated; the due day of the permit change is open", src.ID),
			Remedy: calc.Text{ZH: "在 [project] 或来源中填写 transfer",
				EN: "state transfer in [project] or in the source"}})
	}
	permit, _ := p.Dossier.Permit(src.Permit)
	if v, ok := permit.Version(src.VersionAfter); ok && p.happened(v.ValidFrom) {
		o.Done, o.Proof = true, fmt.Sprintf("%s (%s)", permit.Number, v.ID)
	}
	p.oblige(o)
}

func (p *planner) transferee() {
	d, _ := p.Dossier.Discharger(p.Dossier.Project.Discharger)
	party := calc.Text{ZH: d.Name, EN: d.Name}
	p.oblige(Obligation{Code: "records", Key: calc.RuleRecords, Party: party,
		Text: calc.Text{ZH: "与出让方及时办理指标变更记录手续",
			EN: "updates the quota records together with the transferors"},
		DueText: calc.Text{ZH: "环评批复后及时办理", EN: "promptly after the EIA approval"}})
	p.oblige(Obligation{Code: "permit-record", Key: calc.RulePermitRecord, Party: party,
		Text: calc.Text{ZH: "申领或重新申领排污许可证时提供指标来源依据，并在“其他控制及管理要求”中记录",
			EN: "gives evidence of the sources when applying for its permit; the permit records them"},
		Due:     p.Dossier.Project.Commissioning,
		DueText: calc.Text{ZH: "实际排污之前", EN: "before it discharges"}})
}

// permitText is the record for the permit's 其他控制及管理要求 (JL-4.6).
func (p *planner) permitText() calc.Text {
	var zh, en []string
	rows := slices.Clone(p.plan.Allocations)
	slices.SortStableFunc(rows, func(a, b Allocation) int {
		return cmp.Compare(a.Pollutant.Order(),
			b.Pollutant.Order())
	})
	for _, a := range rows {
		moved := a.Amount
		if a.Given.OK() {
			moved = a.Given // what leaves the transferor, not what it meets of the demand
		}
		tonnes, err := moved.Value().In(quantity.TonnesPerYear)
		if err != nil {
			continue
		}
		zh = append(zh, fmt.Sprintf("%s %s t/a 来自%s（%s）", a.Pollutant.Name().ZH, tonnes.Fixed(6), a.Reduction.ZH,
			a.Origin.ZH))
		en = append(en, fmt.Sprintf("%s %s t/a from %s (%s)", a.Pollutant.Name().EN, tonnes.Fixed(6), a.Reduction.EN,
			a.Origin.EN))
	}
	return calc.Text{ZH: "重金属污染物排放指标来源：" + strings.Join(zh, "；") + "。",
		EN: "Sources of the heavy-metal quota: " + strings.Join(en, "; ") + "."}
}
