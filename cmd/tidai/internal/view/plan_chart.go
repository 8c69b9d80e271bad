package view

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// planCharts draws, for each metal that several bars make up, what each source
// gives and what is missing. Amounts of one metal share a scale; metals do not.
func (b *builder) planCharts(p substitution.Plan) []page.Block {
	var out []page.Block
	for _, n := range p.Needs {
		if n.Waived || !n.Demand.OK() {
			continue
		}
		chart := page.Chart{}
		for _, a := range p.Allocations {
			if a.Pollutant == n.Pollutant && (n.Medium == "" || a.Medium == n.Medium) {
				chart.Bars = append(chart.Bars, page.Bar{Name: a.Source, Value: kg(a.Amount), Text: shown(a.Amount)})
			}
		}
		if n.Shortfall.OK() {
			chart.Bars = append(chart.Bars, page.Bar{Name: b.t("缺口", "short"), Value: new(big.Rat).
				Neg(kg(n.Shortfall)),
				Text: shown(n.Shortfall)})
		}
		if len(chart.Bars) > 1 {
			out = append(out,
				page.Block{Text: page.T(b.f("%s 的需求 %s kg/a 由谁落实", "%s: who meets the demand of %s kg/a",
					b.metal(n.Pollutant, n.Medium), shown(n.Demand)) + b.missingSign(n.Shortfall)), Chart: &chart})
		}
	}
	return out
}

// missingSign says which bars of a chart are missing, where any is.
func (b *builder) missingSign(short calc.Step) string {
	if !short.OK() {
		return ""
	}
	return b.t("（零线左侧为缺口）", " (left of zero: missing)")
}
