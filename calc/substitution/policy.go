package substitution

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/factors"
)

// Codes of the findings on what a policy states in figures and lists.
const (
	CodeKeyCounty   = "TD-POL-004" // the policy lists the county as a key region, the dossier does not say so
	CodeNoExemption = "TD-POL-017" // exemption claimed that the policy does not know
	CodeNotAsked    = "TD-POL-015" // what the policy does not ask for, and nothing was checked of
	CodeSmall       = "TD-POL-009" // new emission up to the small amount: no substitution is asked for
	CodeExempt      = "TD-POL-010" // line of a class that the policy exempts
	CodePaidUse     = "TD-POL-012" // floor price of paid use, for information
	CodeCityTarget  = "TD-POL-013" // target of the project's city, for information
	CodeNoQuota     = "TD-POL-021" // metal that the policy does not put under quota: computed, not substituted
)

// ratio is the substitution ratio of a metal where the project lies: that of
// the policy for its class of region. Nothing is substituted of a small
// amount, nor of a project of an exempt class.
func (p *planner) ratio(n Need) calc.Step {
	region := reduction.RegionOf(p.Dossier, p.Policy, n.Pollutant)
	s, err := p.Policy.RatioOf(n.Pollutant, region, "", "")
	if err != nil {
		return calc.Missing("r", "substitution-ratio", err)
	}
	p.checkRegion(n, region)
	if none, ok := p.exemptClass(); ok {
		return none
	}
	small, err := p.Policy.Figure("small_amount")
	if err != nil || !n.Net.OK() || n.Net.Sign() == 0 {
		return s
	}
	if c, err := n.Net.Value().Cmp(small.Value()); err != nil || c > 0 {
		return s
	}
	p.policyNote(CodeSmall, small.Clause(), "demand:"+string(n.Pollutant),
		calc.Textf("%s 净增 %s kg/a，不高于小量限值 %s，不要求替代",
			"%s: %s kg/a net, not above the small amount of %s: no substitution is asked for",
			n.Pollutant.Name(), n.Net.Value().ShownAmount(), small.Value().String()),
		calc.Figure{Name: calc.Text{ZH: "小量限值", EN: "small amount"}, Amount: small})
	return noRatio(small.Clause(), small.Origin())
}

func noRatio(by calc.Clause, from calc.Origin) calc.Step {
	return calc.Factor("r不要求", "no-substitution", quantity.New(new(big.Rat), quantity.One), by, from)
}

func (p *planner) policyNote(code string, by calc.Clause, subject string, message calc.Text, figures ...calc.Figure) {
	p.report(calc.Finding{Stage: calc.StagePolicy, Code: code, Severity: calc.Note, Clause: by,
		At: p.Dossier.Project.At, Subject: subject, Message: message, Figures: figures})
}

// checkRegion says where the policy's own list makes the place a key region
// and the dossier does not.
func (p *planner) checkRegion(n Need, region factors.RegionClass) {
	if p.Dossier.Project.KeyRegion || region == factors.OrdinaryRegion {
		return
	}
	_, z := p.Policy.RegionOf(p.Dossier.Project.County, p.Dossier.Project.City, n.Pollutant)
	p.report(calc.Finding{Stage: calc.StagePolicy, Code: CodeKeyCounty, Severity: calc.Warning, Clause: z.Clause,
		At: p.Dossier.Project.At, Subject: "demand:" + string(n.Pollutant),
		Message: calc.Textf("项目所在地列入“%s”（%s），%s按其比例替代；申请材料没有写明重点区域",
			"the project lies in %s (%s), whose ratio holds for %s; the dossier does not state a key region",
			z.Name, factors.RegionClasses.Name(region), n.Pollutant.Name()),
		Remedy: calc.Text{ZH: "属于国家重点区域的写 key_region = true 和 key_region_basis；名单有误的，改正政策文件",
			EN: "state key_region = true and key_region_basis where it is a national one; correct the policy file " +
				"where the list is wrong"}})
}

// exemptClass reports whether every line of the project is of a class that the
// policy exempts; where only some are, all of it is substituted.
func (p *planner) exemptClass() (calc.Step, bool) {
	var last factors.ExemptClass
	exempt := 0
	for _, id := range p.Dossier.Project.Lines {
		line, _ := p.Dossier.Line(id)
		x, ok := p.Policy.ExemptAs(line.GBT4754)
		if !ok {
			continue
		}
		exempt, last = exempt+1, x
	}
	if exempt == 0 {
		return calc.Step{}, false
	}
	whole := exempt == len(p.Dossier.Project.Lines)
	text := calc.Textf("项目属“%s”，不要求替代",
		"the project is of the class %s: no substitution is asked for", last.Name)
	if !whole {
		text = calc.Textf("项目只有部分生产线属“%s”；排放量没有分开，全部按要求替代",
			"only some lines of the project are of the class %s; its emission is not split, and all of it is "+
				"substituted",
			last.Name)
	}
	p.policyNote(CodeExempt, last.Clause, "project", text)
	return noRatio(last.Clause, calc.Origin{Kind: calc.FromFactor, Factor: p.Policy.ID + ".exempt",
		Status: last.Status, Local: last.Local, Source: last.Source, Note: last.Note}), whole
}

// information says what the policy states that no amount hangs on: the floor
// price of what is transferred, and the target of the project's city.
func (p *planner) information() {
	for _, r := range p.Policy.Rules {
		for _, key := range r.Keys {
			if r.Off {
				p.policyNote(CodeNotAsked, calc.Clause{Instrument: p.Policy.Instrument}, "policy:"+p.Policy.ID,
					calc.Textf("本政策不要求，未检查：%s（%s）", "not asked by this policy, and not checked: %s (%s)",
						calc.Rules.Name(key), r.Reason))
			}
		}
	}
	p.besides()
	if price, err := p.Policy.Figure("floor_price"); err == nil {
		for _, n := range p.plan.Needs {
			if !n.Allocated.OK() || n.Allocated.Sign() == 0 {
				continue
			}
			cost := calc.Product("C底价", "floor-cost", price.Clause(), n.Allocated, price)
			p.policyNote(CodePaidUse, price.Clause(), "demand:"+string(n.Pollutant),
				calc.Textf("%s 有偿使用底价 %s，%s kg/a 合 %s（仅供参考）",
					"%s: the floor price of paid use is %s; %s kg/a come to %s, for information", n.Pollutant.Name(),
					price.Value().String(), n.Allocated.Value().ShownAmount(), cost.Value().String()),
				calc.Figure{Name: calc.Text{ZH: "底价合计", EN: "floor cost"}, Amount: cost})
		}
	}
	for _, t := range p.Policy.Targets {
		i := slices.IndexFunc(p.plan.Needs, func(n Need) bool { return n.Pollutant == t.Pollutant && n.Net.OK() })
		if t.City != p.Dossier.Project.City || i < 0 {
			continue
		}
		p.policyNote(CodeCityTarget, t.Clause, "demand:"+string(t.Pollutant),
			calc.Textf("%s %s 的排放量目标为 %s；本项目净增 %s kg/a（仅供参考）",
				"%s: the target for %s is %s; this project adds %s kg/a net, for information",
				p.Policy.Authority("", t.City), t.Pollutant.Name(), t.Amount.String(),
				p.plan.Needs[i].Net.Value().ShownAmount()))
	}
}

// besides names the metals beyond the five that lines of the project emit and
// the policy does not put under quota: they are computed, and nothing hangs on them.
func (p *planner) besides() {
	var seen []calc.Pollutant
	for _, a := range p.plan.Result.Outlets {
		if a.Pollutant.Other() && !p.Policy.Counts(a.Pollutant) && !slices.Contains(seen, a.Pollutant) {
			seen = append(seen, a.Pollutant)
			p.policyNote(CodeNoQuota, p.Policy.Clause(calc.RuleQuotaMetals), "outlet:"+a.Target(),
				calc.Textf("%s不在本政策的指标金属之内：排放量照算，不要求替代",
					"%s is not under quota by this policy: its emission is computed, and nothing is substituted",
					a.Pollutant.Name()))
		}
	}
}

// given says of every row whose source has a ratio of its own what the
// transferor gives up for it.
func (d *drawing) given(sources []reduction.SourceResult) {
	for i := range d.allocations {
		a := &d.allocations[i]
		for _, s := range sources {
			for _, row := range s.Rows {
				if s.Source.ID == a.Source && row.Pollutant == a.Pollutant && row.Weight.OK() {
					a.Given = calc.Quotient("ΔE出让", "given", row.Weight.Clause(), a.Amount, row.Weight).
						In(quantity.KgPerYear)
				}
			}
		}
	}
}
