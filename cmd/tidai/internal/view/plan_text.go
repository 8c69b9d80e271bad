package view

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// planText is the plan in whole sentences with the figures in place, as a
// chapter of an EIA report takes it over. Every figure stands in a table too;
// an office that needs only the words finds them together.
func (b *builder) planText(p substitution.Plan) []page.Section {
	return []page.Section{
		{Title: b.t("方案文本", "Text of the plan")},
		{Title: b.t("（一）项目新增排放量与替代需求", "(1) New emission and demand"),
			Blocks: b.sentences(b.newText(p))},
		{Title: b.t("（二）削减来源", "(2) Sources of the reduction"), Blocks: b.sentences(b.sourcesText(p))},
		{Title: b.t("（三）结论", "(3) Conclusion"), Blocks: b.sentences(b.conclusionText(p))},
	}
}

func (b *builder) sentences(list []page.Spans) []page.Block {
	var out []page.Block
	for _, s := range list {
		if s != nil {
			out = append(out, page.Block{Text: s})
		}
	}
	return out
}

// amounts lists metals with one figure each: "铅 1.20 kg/a、镉 0.400 kg/a".
func (b *builder) amounts(needs []substitution.Need, of func(substitution.Need) calc.Step) page.Spans {
	var out []page.Spans
	for _, n := range needs {
		if s := of(n); s.OK() && s.Sign() > 0 {
			out = append(out, page.Cat(b.named(n)+" ", b.amount(s), " kg/a"))
		}
	}
	return b.spans(out)
}

func (b *builder) named(n substitution.Need) string {
	name := b.in(n.Pollutant.Name())
	if n.Medium != "" {
		name += b.paren(b.in(n.Medium.Name()))
	}
	return name
}

func (b *builder) newText(p substitution.Plan) []page.Spans {
	d := p.Dossier
	owner, _ := d.Discharger(d.Project.Discharger)
	industry := p.Result.Industry.Name
	if industry == (calc.Text{}) {
		industry = calc.Text{ZH: "非重点行业", EN: "no key industry"}
	}
	first := b.s("%s拟%s“%s”，属%s，建设地点位于%s，计划于 %s 投产。",
		"%[1]s plans \"%[3]s\" (%[2]s; key industry: %[4]s) in %[5]s, to be commissioned on %[6]s.",
		owner.Name, d.Project.Kind.Name(), d.Project.Name, industry, p.Policy.Authority(d.Project.Seat(),
			d.Project.City), d.Project.Commissioning.String())
	if len(p.Needs) == 0 {
		return []page.Spans{first, page.T(b.t("项目没有计入总量指标的重金属新增排放。",
			"The project has no new heavy-metal emission that counts towards a quota."))}
	}
	var parts []page.Spans
	for _, n := range p.Needs {
		if !n.New.OK() {
			parts = append(parts, page.T(b.named(n)+" "+b.undetermined()))
			continue
		}
		text := page.Cat(b.named(n)+" ", b.amount(n.New), " kg/a")
		if n.Water.OK() && n.Air.OK() {
			text = page.Cat(text, b.s("（其中废水 %s kg/a、废气 %s kg/a）", " (of which water %s, air %s kg/a)",
				b.amount(n.Water), b.amount(n.Air)))
		}
		parts = append(parts, text)
	}
	second := b.s(
		"依据%s及相应排污许可证申请与核发技术规范、源强核算技术指南从严核算，项目新增重金属污染物排放量为：%s。",
		"By %s, the permit specifications and the source-intensity guidelines, taking the strictest amount that "+
			"binds, the new emission is: %s.", p.Policy.Instrument, page.Join(parts, b.t("；", "; ")))
	out := []page.Spans{first, second}
	if own := b.amounts(p.Needs, func(n substitution.Need) calc.Step { return n.Own }); own != nil {
		out = append(out, b.s("建设单位采取以新带老措施（%s），削减%s，在新增量中扣减。",
			"The discharger's own reduction (%s) of %s is deducted from it.", b.ownSources(p), own))
	}
	return append(out, b.demandText(p))
}

// ownSources names what is counted as own reduction.
func (b *builder) ownSources(p substitution.Plan) string {
	var out []string
	for _, s := range p.Result.Sources {
		if s.Own && s.Accepted() {
			out = append(out, b.f("来源 %s，%s", "source %s, %s", s.Source.ID, s.Line.Name))
		}
	}
	return strings.Join(out, b.t("；", "; "))
}

func (b *builder) demandText(p substitution.Plan) page.Spans {
	demand := b.amounts(p.Needs, func(n substitution.Need) calc.Step { return n.Demand })
	unknown := b.undeterminedText(p)
	if demand == nil && unknown != nil {
		return unknown
	}
	if demand == nil {
		return page.T(b.t("扣减后没有净增排放量，无需替代。",
			"After deduction there is no net emission; nothing is to be substituted."))
	}
	r := p.Needs[0].Ratio
	return page.Cat(b.s("按 %s 的替代比例（%s），需要替代的重金属污染物排放量为：%s。各种重金属分别平衡，不相互抵换。",
		"At a ratio of %s (%s), the amount to be substituted is: %s. Every metal is balanced by itself; none makes "+
			"up for another.",
		b.number(ratio(r), r), r.Clause().String(), demand), unknown)
}

// undeterminedText says which metals the plan says nothing of; nil where there are none.
func (b *builder) undeterminedText(p substitution.Plan) page.Spans {
	if len(p.Undetermined()) == 0 {
		return nil
	}
	return b.s("%s 的替代需求未确定，本方案不含其数额，不按零计。",
		" The demand of %s is not determined: the plan has no amount of it, and it is not zero.",
		b.undeterminedNames(p))
}

func (b *builder) sourcesText(p substitution.Plan) []page.Spans {
	var out []page.Spans
	var seen []string
	for _, a := range p.Allocations {
		if !slices.Contains(seen, a.Source) {
			seen = append(seen, a.Source)
			out = append(out, b.sourceText(p, a))
		}
	}
	if out == nil {
		return []page.Spans{page.T(b.t("本方案没有落实外部削减来源。", "The plan draws on no outside source."))}
	}
	for _, s := range p.Statements {
		out = append(out, page.T(b.in(s)))
	}
	return out
}

// sourceText states the five fields of JL-2.3b for one source.
func (b *builder) sourceText(p substitution.Plan, first substitution.Allocation) page.Spans {
	var used []page.Spans
	for _, a := range p.Allocations {
		if a.Source == first.Source {
			used = append(used, b.s("%s %s kg/a（可用 %s kg/a）", "%s %s kg/a (usable %s kg/a)",
				b.named(substitution.Need{Pollutant: a.Pollutant, Medium: a.Medium}), b.amount(a.Amount),
				b.amount(a.Supply)))
		}
	}
	i := slices.IndexFunc(p.Result.Sources, func(s reduction.SourceResult) bool { return s.Source.ID == first.Source })
	s := p.Result.Sources[i]
	text := b.s("来源 %s：削减源为%s%s（%s、%s）；削减来源为%s；削减措施为%s；责任主体为%s，完成时限为 %s。",
		"Source %s: the reduction comes from %s, %s (%s, %s); origin: %s; measures: %s; responsible: %s; deadline: %s.",
		first.Source, s.Discharger.Name, s.Line.Name, first.Tier.Name(), first.Preference.Name(),
		b.field(b.in(first.Origin)), b.field(b.in(first.Measures)),
		b.field(first.Responsible), b.field(first.Deadline.String()))
	return page.Cat(text, b.s("本方案使用其削减量：%s。", " The plan uses of it: %s.", b.spans(used)))
}

func (b *builder) conclusionText(p substitution.Plan) []page.Spans {
	province := p.Approver()
	clause := p.Policy.Clause(calc.RuleOpinion).String()
	demand := b.amounts(p.Needs, func(n substitution.Need) calc.Step { return n.Demand })
	switch p.Status {
	case substitution.NoDemand:
		return []page.Spans{page.T(b.t("综上，项目没有需要替代的重金属污染物排放量。",
			"The project needs no substitution."))}
	case substitution.Waived:
		basis := ""
		if x := p.Dossier.Project.Exemption; x != nil {
			basis = orElse(x.Basis, b.t("未提供", "not given"))
		}
		return []page.Spans{
			b.s("综上，项目申请豁免替代（依据：%s），各项前提条件均有说明和证明材料；需要替代的排放量（%s）照常列"+
				"出，不按零计。"+
				"是否豁免由环评审批部门认定；在此之前豁免不成立，仍须取得%s核准意见。",
				"Exemption from substitution is claimed (basis: %s), each precondition with statement and evidence; the demand "+
					"(%s) is stated as computed and is not zero. The approval department decides; until then there is no "+
					"exemption, and the opinion of the %s is needed all the same.", basis, demand, province)}
	case substitution.Short:
		short := b.amounts(p.Needs, func(n substitution.Need) calc.Step { return n.Shortfall })
		return []page.Spans{
			b.s("综上，%s 尚未落实削减来源。依据%s，没有明确具体总量来源的，环评文件不得批准；须按“缺口"+
				"与补救”所列办法补足后重新编制本方案。",
				"For %s there is no source yet. By %s an EIA without a definite source is not approved; the gap is to "+
					"be closed as said under what is missing, and the plan made anew.", short, clause)}
	case substitution.Suspended:
		return []page.Spans{b.s("综上，项目所在区域已被区域限批（%s），在限批解除前，新增重点污染物排放总量的项目暂"+
			"停审批；需要替代的排放量（%s）照常列出。",
			"Approvals are suspended in the project's area (%s); until that ends the project cannot be approved. "+
				"The demand (%s) is "+
				"stated as computed.", p.Dossier.Project.AreaSuspendedBasis, demand)}
	case substitution.Incomplete:
		return []page.Spans{
			page.T(b.t("综上，材料不全，尚不能得出各项需求均已落实的结论；须先解决“问题与提示”所列错误。",
				"The dossier is incomplete, and the plan cannot be said to meet the demand; the errors among the "+
					"findings come first."))}
	}
	out := []page.Spans{
		b.s("综上，需要替代的%s 均已落实到具体来源，各种重金属的替代量均等于需求；所用削减措施的完成时限"+
			"均不晚于项目投产日期。",
			"The demand of %s is met from named sources, each metal in full, and every reduction used is due by the "+
				"commissioning.", demand)}
	out = append(out, b.s("依据%s，本方案须取得%s核准意见后，环评文件方可批准。",
		"By %s the EIA can be approved once the %s has given its opinion on the plan.", clause, province))
	return append(out, b.openText(p))
}

// openText lists what is open or not proven: the conclusion must not read as if
// nothing were left to do.
func (b *builder) openText(p substitution.Plan) page.Spans {
	var open []string
	passed := 0
	for _, o := range p.Obligations {
		if o.Code == "city-consultation" && !o.Done {
			open = append(open, b.in(o.Party))
		}
		if o.Overdue {
			passed++
		}
	}
	var out []page.Spans
	if open != nil {
		out = append(out, b.s("尚待取得%s对指标转让的意见。", "The opinion of %s on the transfer is still to come.",
			b.list(open)))
	}
	if passed > 0 {
		out = append(out, b.s("截至 %s，有 %d 项义务的期限已过，材料中没有办理证明。",
			"Duties whose due day has passed on %s without proof in the dossier: %d.", p.AsOf.String(), passed))
	}
	return page.Join(out, b.t("", " "))
}
