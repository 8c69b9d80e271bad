package substitution

import (
	"cmp"
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution/choice"
)

// party names who gives: one enterprise is one counterparty, however many
// sites and lines it has.
func party(d dossier.Discharger) string { return cmp.Or(d.CreditCode, "discharger "+d.ID) }

// column is a pollutant, or a pollutant into one medium, that sources can
// give: a need, or what the project does not need but a source that gives
// whole moves all the same.
type column struct {
	pollutant calc.Pollutant
	medium    calc.Medium
	need      int // index in the needs, −1 for none
}

func (p *planner) columns(needs []Need) []column {
	var out []column
	for _, pol := range p.Policy.Quotas() {
		for _, m := range MediaApart(p.Policy) {
			i := slices.IndexFunc(needs, func(n Need) bool {
				return n.Pollutant == pol && n.Medium == m &&
					n.Demand.OK()
			})
			out = append(out, column{pol, m, i})
		}
	}
	return out
}

// drawing is the allocation of some needs from some sources.
type drawing struct {
	needs       []Need
	allocations []Allocation
	moved       []Moved
	choice      Choice
}

// draw chooses by calc/substitution/choice and writes what was chosen as
// steps.
func (p *planner) draw(needs []Need, sources []reduction.SourceResult) drawing {
	d := drawing{needs: slices.Clone(needs)}
	columns := p.columns(needs)
	problem := p.problem(columns, needs, sources)
	solution := choice.Solve(problem)
	d.choice = Choice{Parties: solution.Parties, AtLeast: solution.AtLeast, Best: solution.Best,
		Priced: solution.Priced, Silent: solution.Silent, Nodes: solution.Nodes}
	for c, col := range columns {
		if col.need >= 0 {
			d.column(p, c, col, problem, solution, sources)
		}
	}
	slices.SortStableFunc(d.allocations, func(a, b Allocation) int {
		return cmp.Compare(needIndex(needs, a.Pollutant, a.Medium), needIndex(needs, b.Pollutant, b.Medium))
	})
	for c, col := range columns {
		d.beyond(c, col, solution, sources)
	}
	d.given(sources)
	d.choice.Cost = d.cost(p.Sorted(sources))
	return d
}

func needIndex(needs []Need, pol calc.Pollutant, m calc.Medium) int {
	return slices.IndexFunc(needs, func(n Need) bool { return n.Pollutant == pol && n.Medium == m })
}

func (p *planner) problem(columns []column, needs []Need, sources []reduction.SourceResult) choice.Problem {
	problem := choice.Problem{Limit: p.Limit}
	for _, col := range columns {
		demand := new(big.Rat)
		if col.need >= 0 {
			demand = kilograms(needs[col.need].Demand)
		}
		problem.Demand = append(problem.Demand, demand)
	}
	for _, s := range sources {
		x := choice.ReductionSource{ID: s.Source.ID, Party: party(s.Discharger), Rank: p.Rank(s), Whole: s.Source.Whole}
		for _, col := range columns {
			amount, _ := s.Usable(col.pollutant, col.medium)
			x.Supply = append(x.Supply, kilograms(amount))
		}
		if s.Source.Lot.Set {
			x.Lot = kilograms(LotOf(s))
		}
		if s.Source.Price.Set {
			x.Price = inUnit(priceStep(s), yuanPerKg)
			if s.Weight.OK() {
				x.Price.Quo(x.Price, s.Weight.Value().Rat())
			}
		}
		problem.Sources = append(problem.Sources, x)
	}
	return problem
}

var yuanPerKg, yuanPerYear = quantity.MustUnit("元/kg"), quantity.MustUnit("元/a")

// LotOf is the lot a source sells in.
func LotOf(s reduction.SourceResult) calc.Step {
	lot := s.Source.Lot.Step("ΔE最小", "lot").In(quantity.KgPerYear)
	if !s.Weight.OK() {
		return lot
	}
	return calc.Product("ΔE最小", "lot", s.Weight.Clause(), lot, s.Weight).In(quantity.KgPerYear)
}

func priceStep(s reduction.SourceResult) calc.Step { return s.Source.Price.Step("p", "price") }

func kilograms(s calc.Step) *big.Rat { return inUnit(s, quantity.KgPerYear) }

// inUnit is the value of a step in a unit, zero where there is none.
func inUnit(s calc.Step, u quantity.Unit) *big.Rat {
	q, err := s.Value().In(u)
	if !s.OK() || err != nil {
		return new(big.Rat)
	}
	return q.Rat()
}

// Supply is what a source can give of a pollutant; ok is false where it gives
// nothing, or less than the lot it sells.
func Supply(s reduction.SourceResult, p calc.Pollutant, m calc.Medium) (amount calc.Step, ok bool) {
	amount, ok = s.Usable(p, m)
	return amount, ok && !BelowLot(s, amount)
}

// BelowLot reports whether an amount is less than the lot a source sells.
func BelowLot(s reduction.SourceResult, amount calc.Step) bool {
	return s.Source.Lot.Set && !s.Source.Whole && kilograms(amount).Cmp(kilograms(LotOf(s))) < 0
}

// column writes the allocations of one need. Amounts that do not rest on the
// demand come first: at most one source gives what the others leave.
func (d *drawing) column(p *planner, c int, col column, problem choice.Problem, solution choice.Solution,
	sources []reduction.SourceResult) {
	n := &d.needs[col.need]
	by := p.Policy.Clause(calc.RuleSameIndustry)
	var rows []Allocation
	for _, u := range solution.Uses {
		if u.Counted[c].Sign() > 0 {
			s := sources[u.Source]
			supply, _ := Supply(s, col.pollutant, col.medium)
			rows = append(rows, p.row(*n, s, supply))
		}
	}
	last := -1
	var taken []calc.Step
	k := 0
	for _, u := range solution.Uses {
		if u.Counted[c].Sign() <= 0 {
			continue
		}
		s := sources[u.Source]
		switch counted := u.Counted[c]; {
		case counted.Cmp(problem.Sources[u.Source].Supply[c]) == 0:
			rows[k].Amount = rows[k].Supply.Named("ΔE分配", "allocation").In(quantity.KgPerYear)
		case problem.Sources[u.Source].Lot != nil && !s.Source.Whole && counted.Cmp(problem.Sources[u.Source].Lot) == 0:
			rows[k].Amount = LotOf(s).Named("ΔE分配", "allocation")
		default:
			last = k
		}
		if rows[k].Amount.OK() {
			taken = append(taken, rows[k].Amount)
		}
		k++
	}
	rest := n.Demand
	if len(taken) > 0 {
		rest = calc.Difference("E待替代", "demand-left", by, append([]calc.Step{n.Demand}, taken...)...)
	}
	if last >= 0 {
		rows[last].Amount = calc.Least("ΔE分配", "allocation", by, rest, rows[last].Supply).In(quantity.KgPerYear)
		rest = calc.Difference("E待替代", "demand-left", by, rest, rows[last].Amount)
	}
	var all []calc.Step
	for _, r := range rows {
		all = append(all, r.Amount)
	}
	if len(all) > 0 {
		n.Allocated = calc.Total("ΣΔE分配", "allocated", by, all...)
	}
	if rest.Sign() > 0 {
		n.Shortfall = rest.Named("E缺口", "shortfall")
	}
	n.SameSupply, n.OtherSupply = p.tierSupply(col, SameIndustry, sources), p.tierSupply(col, OtherIndustry, sources)
	d.allocations = append(d.allocations, rows...)
}

// tierSupply sums what the sources of a tier can give; no value where there is
// none.
func (p *planner) tierSupply(col column, tier Tier, sources []reduction.SourceResult) calc.Step {
	var parts []calc.Step
	for _, s := range p.Sorted(sources) {
		if amount, ok := Supply(s, col.pollutant, col.medium); ok && p.Tier(s) == tier {
			parts = append(parts, amount)
		}
	}
	if len(parts) == 0 {
		return calc.Step{}
	}
	symbol := "ΣΔE同行业"
	if tier == OtherIndustry {
		symbol = "ΣΔE其他行业"
	}
	return calc.Total(symbol, "supply", p.Policy.Clause(calc.RuleSameIndustry), parts...)
}

func (p *planner) row(n Need, s reduction.SourceResult, supply calc.Step) Allocation {
	src := s.Source
	return Allocation{Source: src.ID, Pollutant: n.Pollutant, Medium: n.Medium, Tier: p.Tier(s),
		Preference: p.Preference(s),
		Supply:     supply, Reduction: reductionText(s), Origin: originText(s),
		Measures: measureText(src), Responsible: src.Responsible, Deadline: src.Deadline}
}
