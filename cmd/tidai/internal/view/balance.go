package view

import (
	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// balance draws demand against what is assigned; nil without a demand.
func (b *builder) balance(p substitution.Plan) []page.Block {
	c := &page.Balance{Title: b.t("各重金属替代需求的落实情况（kg/a）", "How the demand of each metal is met (kg/a)"),
		Assigned: b.t("已落实", "assigned"), Short: b.t("缺口", "missing")}
	for _, n := range p.Needs {
		if n.Waived || !n.Demand.OK() || n.Demand.Sign() <= 0 {
			continue
		}
		c.Rows = append(c.Rows, page.BalanceRow{Name: b.metal(n.Pollutant, n.Medium) +
			b.f("（需求 %s）", " (demand %s)",
				shown(n.Demand)), Assigned: figureOf(n.Allocated), Short: figureOf(n.Shortfall)})
		c.Desc += b.f("%s：需求 %s，已落实 %s，缺口 %s。", "%s: demand %s, assigned %s, missing %s. ",
			b.metal(n.Pollutant, n.Medium), shown(n.Demand), shown(n.Allocated), shown(n.Shortfall))
	}
	if len(c.Rows) == 0 {
		return nil
	}
	return []page.Block{{Balance: c}}
}

// figureOf is an amount in kg/a for a chart's data; what there is none of is zero
// long.
func figureOf(s calc.Step) string {
	if !s.OK() {
		return "0"
	}
	q, err := s.Value().In(quantity.KgPerYear)
	if err != nil {
		return "0"
	}
	return q.ShownAmount()
}
