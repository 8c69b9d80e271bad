package substitution

import (
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution/choice"
)

// Moved is what a source transfers of one pollutant beyond what counts towards
// the demand: it sells in lots, or gives whole or not at all.
type Moved struct {
	Source    string
	Pollutant calc.Pollutant
	Medium    calc.Medium
	Surplus   calc.Step // beyond the demand
	Whole     bool      // else: the lot
}

// Choice says how the sources were chosen where the order of the notice leaves
// a choice, and how sure that is.
type Choice struct {
	Parties int       // counterparties the plan draws on
	AtLeast int       // no allocation in the order of the notice has fewer
	Best    bool      // what comes after the number of counterparties is proven, too
	Priced  bool      // prices were compared
	Silent  []string  // sources whose missing price kept prices from being compared
	Cost    calc.Step // of all that is transferred; no value unless every source used states a price
	Nodes   int       // sets looked at
}

// Fewest reports whether the number of counterparties is proven to be the
// least.
func (c Choice) Fewest() bool { return c.Parties == c.AtLeast }

// cost is what all that is transferred is sold for; no value unless every
// source used states a price.
func (d *drawing) cost(sources []reduction.SourceResult) calc.Step {
	var costs []calc.Step
	for _, s := range sources {
		var parts []calc.Step
		for _, a := range d.allocations {
			if a.Source == s.Source.ID {
				amount := a.Amount
				if a.Given.OK() {
					amount = a.Given
				}
				parts = append(parts, amount)
			}
		}
		for _, m := range d.moved {
			if m.Source == s.Source.ID {
				parts = append(parts, leaving(s, m))
			}
		}
		switch {
		case len(parts) == 0:
			continue
		case !s.Source.Price.Set:
			return calc.Step{}
		}
		costs = append(costs, calc.Product("C", "cost", calc.Clause{}, calc.Total("ΔE转让", "transferred",
			calc.Clause{},
			parts...), priceStep(s)).In(yuanPerYear))
	}
	if len(costs) == 0 {
		return calc.Step{}
	}
	return calc.Total("ΣC", "cost", calc.Clause{}, costs...)
}

// leaving is what a transferor gives up for what is moved beyond the need: by its
// own ratio that is more than what it would meet of a demand.
func leaving(s reduction.SourceResult, m Moved) calc.Step {
	for _, row := range s.Rows {
		if row.Pollutant == m.Pollutant && (m.Medium == "" || row.Medium == m.Medium) && row.Weight.OK() {
			return calc.Quotient("ΔE出让", "given", row.Weight.Clause(), m.Surplus, row.Weight).In(quantity.KgPerYear)
		}
	}
	return m.Surplus
}

// beyond lists what is moved of a column beyond what is counted.
func (d *drawing) beyond(c int, col column, s choice.Solution, sources []reduction.SourceResult) {
	for _, u := range s.Uses {
		if u.Moved[c].Cmp(u.Counted[c]) <= 0 {
			continue
		}
		src := sources[u.Source]
		moved, _ := Supply(src, col.pollutant, col.medium)
		if !src.Source.Whole {
			moved = LotOf(src)
		}
		moved = moved.Named("ΔE转让", "transferred").In(quantity.KgPerYear)
		surplus := moved
		for _, a := range d.allocations {
			if a.Source == src.Source.ID && a.Pollutant == col.pollutant && a.Medium == col.medium {
				surplus = calc.Difference("ΔE多余", "surplus", calc.Clause{}, moved, a.Amount)
			}
		}
		d.moved = append(d.moved, Moved{Source: src.Source.ID, Pollutant: col.pollutant, Medium: col.medium,
			Surplus: surplus.Named("ΔE多余", "surplus"), Whole: src.Source.Whole})
	}
}

// checkTerms reports what the terms of the transferors do to the plan.
func (p *planner) checkTerms() {
	for _, m := range p.plan.Moved {
		src, _ := p.Dossier.Source(m.Source)
		why := calc.Text{ZH: "按最小转让量出让", EN: "sells in lots"}
		if m.Whole {
			why = calc.Text{ZH: "只能整体转让", EN: "gives all or nothing"}
		}
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeMovedBeyond, Severity: calc.Note,
			Key:     calc.RuleSubstitution,
			At:      src.At,
			Subject: "source:" + m.Source,
			Message: calc.Textf("来源 %s %s，%s 转让量超出需求 %s kg/a",
				"source %s %s: %s is moved beyond the demand by %s kg/a", m.Source, why,
				MetalName(m.Pollutant, m.Medium), m.Surplus.Value().ShownAmount()),
			Remedy: calc.Text{ZH: "超出部分不计入本项目；与出让方协商按需转让，或写明超出部分的去向",
				EN: "the surplus does not count for this project; agree on the amount needed, or state where the " +
					"surplus goes"},
			Figures: []calc.Figure{{Name: calc.Text{ZH: "超出量", EN: "surplus"}, Amount: m.Surplus}}})
	}
	for _, s := range p.plan.Result.Offered() {
		for _, col := range p.columns(p.plan.Needs) {
			amount, ok := s.Usable(col.pollutant, col.medium)
			if col.need < 0 || !ok || !BelowLot(s, amount) {
				continue
			}
			p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeLot, Severity: calc.Note, At: s.Source.At,
				Subject: "source:" + s.Source.ID,
				Message: calc.Textf("来源 %s 可用的 %s 只有 %s kg/a，小于其最小转让量 %s kg/a，不能转让",
					"source %s: of %s only %s kg/a is usable, less than its lot of %s kg/a; none is transferred",
					s.Source.ID, MetalName(col.pollutant, col.medium), amount.Value().ShownAmount(),
					LotOf(s).Value().ShownAmount()),
				Remedy: calc.Text{ZH: "与出让方协商降低 lot", EN: "agree on a smaller lot"}})
		}
	}
	p.checkChoice()
}

func (p *planner) checkChoice() {
	c := p.plan.Choice
	if !c.Best {
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeSearch, Severity: calc.Warning,
			At: p.Dossier.Project.At, Subject: "project",
			Message: calc.Textf(
				"来源组合的搜索在 %d 步后停止：方案有效，出让方 %d 家，可证明至少需要 %d 家，不保证最少",
				"the search for the fewest counterparties stopped after %d sets: the plan holds with %d of them, at "+
					"least %d are proven to be needed; a smaller number is not ruled out", c.Nodes, c.Parties,
				c.AtLeast),
			Remedy: calc.Text{ZH: "减少可选来源，或接受本方案", EN: "offer fewer sources, or accept the plan"}})
	}
	if len(c.Silent) > 0 {
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeNoPrice, Severity: calc.Note,
			At: p.Dossier.Project.At, Subject: "project",
			Message: calc.Textf("未比较价格：来源 %s 没有写明价格", "prices were not compared: source %s states none",
				strings.Join(c.Silent, ", ")),
			Remedy: calc.Text{ZH: "填写 price，或删去其他来源的 price",
				EN: "state price, or remove it from the other sources"}})
	}
}

// MetalName is a pollutant in words, with its medium where demands are kept
// apart by it.
func MetalName(p calc.Pollutant, m calc.Medium) calc.Text {
	if m == "" {
		return p.Name()
	}
	return calc.Textf("%s（%s）", "%s (%s)", p.Name(), m.Name())
}
