package region

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
)

// maxPrice bounds a price, in fen/kg.
const maxPrice = 1 << 32

// buildMarket writes the problem in whole milligrams: supplies rounded down,
// demands and lots rounded up.
func (p *planner) buildMarket() {
	for _, g := range p.plan.Goods {
		p.market.goods = append(p.market.goods, g.Name())
	}
	for _, x := range p.plan.Projects {
		p.market.takers = append(p.market.takers, p.taker(x))
	}
	for i := range p.plan.Sources {
		if s := &p.plan.Sources[i]; len(s.Refusals) == 0 {
			p.market.givers = append(p.market.givers, p.giver(s))
		}
	}
	p.market.sort()
}

func (p *planner) taker(x ProjectRow) taker {
	t := taker{id: x.ID, city: x.City, industry: x.Industry.ID, commissioning: x.Commissioning,
		demand: make([]int64, len(p.plan.Goods))}
	for _, in := range p.Projects {
		if in.ID == x.ID {
			own, _ := in.Dossier().Discharger(in.Dossier().Project.Discharger)
			t.enterprise = own.CreditCode
		}
	}
	for _, n := range x.Needs {
		if !n.Waived {
			t.demand[slices.Index(p.plan.Goods, n.Good)] = p.whole(n.Rounded, "project:"+x.ID, calc.Position{})
		}
	}
	return t
}

func (p *planner) giver(s *SourceRow) giver {
	src := s.Result.Source
	g := giver{id: s.ID, enterprise: s.Result.Discharger.CreditCode, city: s.Result.Discharger.Place(),
		industry: s.Result.Line.Industry, ready: s.Ready,
		whole: src.Whole, supply: make([]int64, len(p.plan.Goods)), lot: make([]int64, len(p.plan.Goods))}
	for i, good := range p.plan.Goods {
		amount, ok := s.Result.Usable(good.Pollutant, good.Medium)
		if !ok || !(src.Whole || p.needed(good)) {
			continue
		}
		row := Supply{Good: good, Exact: amount, Rounded: amount.RoundDown(calc.Clause{}, milligram)}
		g.supply[i] = p.whole(row.Rounded, "source:"+s.ID, src.At)
		if src.Lot.Set && !src.Whole {
			row.Lot = src.Lot.Step("ΔE最小", "lot").In(quantity.KgPerYear).RoundUp(calc.Clause{}, milligram)
			g.lot[i] = p.whole(row.Lot, "source:"+s.ID, src.Lot.At)
			if g.lot[i] > g.supply[i] {
				p.report(calc.Finding{Stage: calc.StageRegion, Code: CodeLot, Severity: calc.Note, At: src.Lot.At,
					Subject: "source:" + s.ID,
					Message: calc.Textf("来源 %s 的 %s 可用量少于最小转让量，不能转让",
						"source %s: less %s is usable than its least transfer, so none is given", s.ID, good.Name()),
					Remedy: calc.Text{ZH: "与出让方商定较小的 lot", EN: "agree on a smaller lot with the transferor"}})
				g.lot[i], g.supply[i] = 0, 0
			}
		}
		if g.lot[i] > 0 || (g.whole && g.supply[i] > 0) {
			p.plan.Choices++
		}
		s.Supplies = append(s.Supplies, row)
	}
	g.price, g.priced = p.price(s)
	return g
}

// price is the price in fen/kg, rounded up: it only orders sources.
func (p *planner) price(s *SourceRow) (fen int64, ok bool) {
	stated := s.Result.Source.Price
	if !stated.Set {
		return 0, false
	}
	x := new(big.Rat).Mul(stated.Amount.Rat(), big.NewRat(100, 1))
	n := quantity.CeilTo(x, big.NewRat(1, 1)).Num()
	if n.Sign() < 0 || n.Cmp(big.NewInt(maxPrice)) > 0 {
		p.failed = true
		p.report(calc.Finding{Stage: calc.StageRegion, Code: CodeBeyond, Severity: calc.Error, At: stated.At,
			Subject: "source:" + s.ID,
			Message: calc.Textf("来源 %s 的价格 %s 过大，无法统筹", "source %s: the price %s is too large to plan with",
				s.ID, stated.Written),
			Remedy: calc.Text{ZH: "核对 price 及其单位", EN: "check price and its unit"}})
		return 0, false
	}
	return n.Int64(), true
}
