package region

import (
	"cmp"
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
	"tidai/calc/substitution/flow"
)

// decided is an amount that the plan decides on.
func decided(symbol, term string, mg int64) calc.Step {
	kg := new(big.Rat).Mul(big.NewRat(mg, 1), milligram)
	return calc.Given(symbol, term, quantity.New(kg, quantity.KgPerYear), calc.Origin{Kind: calc.FromPlan})
}

// write puts the flows of the solver into the rows of projects and sources.
func (p *planner) write(r flow.Result) {
	for g, a := range r.Goods {
		good := p.plan.Goods[g]
		got, used := map[string][]calc.Step{}, map[string][]calc.Step{}
		for _, x := range a.Shipments {
			s, t := p.market.givers[x.Source], p.market.takers[x.Project]
			amount := decided("ΔE", "allocated", x.Amount)
			p.plan.Flows = append(p.plan.Flows, Flow{Good: good, Source: s.id, Project: t.id, Amount: amount,
				Tier: tier(s, t), Preference: preference(s, t)})
			got[t.id], used[s.id] = append(got[t.id], amount), append(used[s.id], amount)
		}
		for j, t := range p.market.takers {
			p.writeNeed(good, j, got[t.id], a.Short[j])
		}
		for i, s := range p.market.givers {
			p.writeSupply(good, s.id, used[s.id], a.Given[i])
		}
	}
}

func tier(s giver, t taker) substitution.Tier {
	if s.industry == t.industry {
		return substitution.SameIndustry
	}
	return substitution.OtherIndustry
}

func preference(s giver, t taker) substitution.Preference {
	switch {
	case s.enterprise != "" && s.enterprise == t.enterprise:
		return substitution.SameEnterprise
	case s.city == t.city:
		return substitution.SameCity
	}
	return substitution.Province
}

// writeNeed writes what a project gets; projects and takers are in one order.
func (p *planner) writeNeed(g Good, project int, got []calc.Step, short int64) {
	for k := range p.plan.Projects[project].Needs {
		n := &p.plan.Projects[project].Needs[k]
		if n.Good != g {
			continue
		}
		n.Allocated = calc.Total("ΔE", "allocated", calc.Clause{}, got...)
		switch {
		case short > 0 && n.Allocated.OK():
			n.Shortfall = calc.Difference("E缺口", "shortfall", calc.Clause{}, n.Rounded, n.Allocated)
		case short > 0:
			n.Shortfall = n.Rounded.Named("E缺口", "shortfall")
		}
	}
}

func (p *planner) writeSupply(g Good, id string, used []calc.Step, given int64) {
	i, found := slices.BinarySearchFunc(p.plan.Sources, id, func(s SourceRow, id string) int {
		return cmp.Compare(s.ID,
			id)
	})
	if !found {
		return
	}
	for k := range p.plan.Sources[i].Supplies {
		s := &p.plan.Sources[i].Supplies[k]
		if s.Good != g {
			continue
		}
		s.Used = calc.Total("ΔE", "allocated", calc.Clause{}, used...)
		s.Left = s.Rounded.Named("E余", "unused-supply")
		if given > 0 {
			s.Given = decided("ΔE出让", "given", given)
			s.Left = calc.Difference("E余", "unused-supply", calc.Clause{}, s.Rounded, s.Given)
		}
	}
}

// totals adds up by metal and city.
func (p *planner) totals() {
	type place struct {
		good Good
		city string
	}
	type sums struct{ demand, allocated, short, supply, given, left []calc.Step }
	all := map[place]*sums{}
	at := func(g Good, city string) *sums {
		k := place{g, city}
		if all[k] == nil {
			all[k] = &sums{}
		}
		return all[k]
	}
	put := func(list *[]calc.Step, s calc.Step) {
		if s.OK() {
			*list = append(*list, s)
		}
	}
	for _, x := range p.plan.Projects {
		for _, n := range x.Needs {
			if s := at(n.Good, x.City); !n.Waived {
				put(&s.demand, n.Rounded)
				put(&s.allocated, n.Allocated)
				put(&s.short, n.Shortfall)
			}
		}
	}
	for _, x := range p.plan.Sources {
		for _, y := range x.Supplies {
			s := at(y.Good, x.Result.Discharger.Place())
			put(&s.supply, y.Rounded)
			put(&s.given, y.Given)
			put(&s.left, y.Left)
		}
	}
	for k, s := range all {
		if len(s.demand)+len(s.supply) == 0 {
			continue // all waived
		}
		p.plan.Totals = append(p.plan.Totals, CityTotal{Good: k.good, City: k.city,
			Demand: calc.Total("E替代", "demand", calc.Clause{}, s.demand...), Allocated: calc.Total("ΔE", "allocated",
				calc.Clause{}, s.allocated...),
			Shortfall: calc.Total("E缺口", "shortfall", calc.Clause{}, s.short...),
			Supply:    calc.Total("ΔE", "supply", calc.Clause{}, s.supply...), Given: calc.Total("ΔE出让", "given",
				calc.Clause{}, s.given...),
			Left: calc.Total("E余", "unused-supply", calc.Clause{}, s.left...)})
	}
	slices.SortFunc(p.plan.Totals, func(a, b CityTotal) int {
		return cmp.Or(cmp.Compare(slices.Index(p.plan.Goods, a.Good), slices.Index(p.plan.Goods, b.Good)),
			cmp.Compare(a.City, b.City))
	})
}

// remarks says what a reader must know beside the figures.
func (p *planner) remarks() {
	for _, x := range p.plan.Projects {
		for _, n := range x.Needs {
			if n.Shortfall.OK() {
				p.report(calc.Finding{Stage: calc.StageRegion, Code: CodeShort, Severity: calc.Error,
					Key:     calc.RuleDefiniteSource,
					Subject: "project:" + x.ID,
					Message: calc.Textf("项目 %s 的 %s 缺 %s kg/a", "project %s is short of %s by %s kg/a", x.ID,
						n.Name(), n.Shortfall.Value().ShownAmount()),
					Remedy: calc.Text{ZH: "补充来源；未采用的来源见下",
						EN: "find more sources; those refused are listed"},
					Figures: []calc.Figure{{Name: calc.Text{ZH: "缺口", EN: "shortfall"}, Amount: n.Shortfall}}})
			}
		}
	}
	p.remarkPrices()
	for i := range p.plan.Sources {
		s := &p.plan.Sources[i]
		s.Nobody = len(s.Refusals) == 0 && !slices.ContainsFunc(p.market.takers,
			func(t taker) bool { return !s.Ready.After(t.commissioning) })
		if s.Gives() {
			p.checkRow(*s)
		}
	}
}

// remarkPrices says why prices do not count although some are stated.
func (p *planner) remarkPrices() {
	stated := 0
	for _, s := range p.market.givers {
		if s.priced {
			stated++
		}
	}
	if stated > 0 && !p.plan.Priced {
		p.report(calc.Finding{Stage: calc.StageRegion, Code: CodePrices, Severity: calc.Note, Subject: "region",
			Message: calc.Textf("%d 个来源中有 %d 个写明价格；价格只有在全部来源都写明时才参与比较",
				"%[2]d of %[1]d sources state a price; prices count only where all do", len(p.market.givers), stated),
			Remedy: calc.Text{ZH: "为全部来源填写 price，或都不填", EN: "state price for every source, or for none"}})
	}
}

// checkRow looks at what the plan of a project asks of a source that it uses:
// the fields of JL-2.3b, evidence (JL-2.1), the opinion of its city (JL-4.1).
func (p *planner) checkRow(s SourceRow) {
	for _, f := range substitution.RowFaults(p.Policy, s.ID, s.Result) {
		p.report(f)
	}
	if d := s.Result.Discharger; s.Result.Source.CityOpinion == "" {
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: substitution.CodeCityOpinion, Severity: calc.Warning,
			Key: calc.RuleConsultation,
			At:  s.Result.Source.At, Subject: "source:" + s.ID,
			Message: calc.Textf("来源 %s 尚未附%s生态环境局的意见",
				"source %s: the opinion of %s Bureau of Ecology and Environment is not attached", s.ID,
				p.Policy.Authority(d.Seat(), d.City)),
			Remedy: calc.Text{ZH: "取得意见后填写 city_opinion（文号）",
				EN: "state city_opinion (document number) when it is there"}})
	}
}
