package substitution

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
)

// ObstacleKind is what keeps an amount from the plan.
type ObstacleKind string

// The kinds, in the order in which lifting them disturbs: papers and dates
// before agreements with the transferor.
const (
	ObstacleRefused   ObstacleKind = "refused"   // the source is not accepted
	ObstacleLot       ObstacleKind = "lot"       // less is usable than the transferor's lot
	ObstacleKept      ObstacleKind = "kept"      // the transferor keeps it
	ObstacleCommitted ObstacleKind = "committed" // given to another project before
)

// ObstacleKinds lists the kinds.
var ObstacleKinds = calc.Words[ObstacleKind]{
	{Key: ObstacleRefused, Name: calc.Text{ZH: "未采纳", EN: "refused"}},
	{Key: ObstacleLot, Name: calc.Text{ZH: "最小转让量", EN: "lot"}},
	{Key: ObstacleKept, Name: calc.Text{ZH: "自留量", EN: "kept by the transferor"}},
	{Key: ObstacleCommitted, Name: calc.Text{ZH: "已出让", EN: "given to another project"}},
}

// Obstacle is one thing that keeps an amount of a metal from the plan.
type Obstacle struct {
	Kind     ObstacleKind
	Source   string
	Gives    calc.Step   // what the plan lacks because of it
	Reasons  []calc.Text // why
	Rules    []string
	Cure     calc.Text
	Liftable bool // a document, a date or an agreement could lift it

	bound *big.Rat // kg/a of shortfall that lifting it closes at most
}

// Conflict is why the demand of one metal cannot be met: what there is, what
// stands in the way, and every least set of obstacles whose lifting closes the
// gap. Least: no obstacle of a set can be left out. Each set was planned.
type Conflict struct {
	Need      Need
	Given     []Given
	Obstacles []Obstacle
	Sets      [][]int   // indices of obstacles; at most maxCures, the smallest first
	Still     calc.Step // short even with everything liftable lifted; no value where that closes it
	Cut       bool      // more than maxCurable could be lifted: the sets are least, but there may be smaller ones
}

// Given is what an accepted source gives.
type Given struct {
	Source string
	Tier   Tier
	Amount calc.Step
}

// conflict explains the shortfall of a need.
func (p *planner) conflict(n Need) Conflict {
	col := column{n.Pollutant, n.Medium, 0}
	c := Conflict{Need: n}
	for _, s := range p.ordered(p.accepted()) {
		if amount, ok := supplyOf(s, col); ok {
			c.Given = append(c.Given, Given{s.Source.ID, p.tier(s), amount})
		}
	}
	for _, s := range p.plan.Result.Sources {
		c.Obstacles = append(c.Obstacles, p.obstacles(n, s)...)
	}
	kinds := []ObstacleKind{ObstacleRefused, ObstacleLot, ObstacleKept, ObstacleCommitted}
	slices.SortFunc(c.Obstacles, func(a, b Obstacle) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)),
			cmp.Compare(a.Source, b.Source))
	})
	p.leastSets(&c)
	return c
}

// obstacles lists what stands in the way of one source's amount of a need.
func (p *planner) obstacles(n Need, s reduction.SourceResult) []Obstacle {
	usable, gives := s.Usable(n.Pollutant, n.Medium)
	id := s.Source.ID
	if !s.Accepted() {
		if !gives {
			return nil
		}
		o := Obstacle{Kind: ObstacleRefused, Source: id, Gives: usable, Liftable: s.Curable(), bound: kilograms(usable)}
		if s.Own {
			o.bound.Mul(o.bound, inUnit(n.Ratio, quantity.One))
		}
		var zh, en []string
		for _, x := range s.Refusals {
			o.Reasons, o.Rules = append(o.Reasons, x.Message), append(o.Rules, x.Rule)
			zh, en = append(zh, x.Remedy.ZH), append(en, x.Remedy.EN)
		}
		o.Cure = calc.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
		return []Obstacle{o}
	}
	var out []Obstacle
	low := gives && belowLot(s, usable) && !s.Own
	if low {
		out = append(out, Obstacle{Kind: ObstacleLot, Source: id, Gives: usable, Liftable: true,
			bound: kilograms(usable),
			Reasons: []calc.Text{calc.Textf("可用 %s kg/a，小于最小转让量 %s kg/a",
				"%s kg/a is usable, less than the lot of %s kg/a", usable.Value().ShownAmount(),
				lotStep(s).Value().ShownAmount())},
			Cure: calc.Textf("与出让方协商，lot 不高于 %s kg/a", "agree on a lot of at most %s kg/a",
				floorTo(kilograms(usable), 3))})
	}
	if kept := p.heldBack(n, s, func(r reduction.Row) calc.Step { return r.Kept }); kept.OK() {
		o := Obstacle{Kind: ObstacleKept, Source: id, Gives: kept, Liftable: true, bound: kilograms(kept),
			Reasons: []calc.Text{calc.Textf("出让方自留 %s kg/a", "the transferor keeps %s kg/a",
				kept.Value().ShownAmount())},
			Cure: calc.Text{ZH: "与出让方协商，不再自留", EN: "agree that nothing is kept"}}
		if low {
			o.bound.Add(o.bound, kilograms(usable))
		}
		if s.Own {
			o.bound.Mul(o.bound, inUnit(n.Ratio, quantity.One))
		}
		out = append(out, o)
	}
	if taken := p.heldBack(n, s, func(r reduction.Row) calc.Step { return r.Committed }); taken.OK() {
		out = append(out, Obstacle{Kind: ObstacleCommitted, Source: id, Gives: taken, Rules: []string{"JL-6.1"},
			Reasons: []calc.Text{calc.Textf("%s kg/a 已用于其他项目", "%s kg/a is used by other projects",
				taken.Value().ShownAmount())}})
	}
	return out
}

// heldBack sums what rows of a need hold back; no value where they hold back
// nothing.
func (p *planner) heldBack(n Need, s reduction.SourceResult, of func(reduction.Row) calc.Step) calc.Step {
	var parts []calc.Step
	for _, r := range s.Rows {
		if x := of(r); r.Pollutant == n.Pollutant && (n.Medium == "" || r.Medium == n.Medium) && x.OK() &&
			x.Sign() > 0 {
			parts = append(parts, x.In(quantity.KgPerYear))
		}
	}
	if len(parts) == 0 {
		return calc.Step{}
	}
	return sum("ΔE", "supply", calc.Clause{}, parts)
}

// leastSets finds the least sets of obstacles to lift, smaller ones first.
// Lifting more never makes a gap larger, so a set that contains one that
// closes it need not be tried.
func (p *planner) leastSets(c *Conflict) {
	var all []int
	for i, o := range c.Obstacles {
		if o.Liftable {
			all = append(all, i)
		}
	}
	can := c.largest(all)
	c.Cut = len(can) < len(all)
	gap := kilograms(c.Need.Shortfall)
	for size := 1; size <= len(can) && len(c.Sets) < maxCures; size++ {
		for _, set := range subsets(can, size) {
			if len(c.Sets) < maxCures && !containsAny(set, c.Sets) && bounds(c, set).Cmp(gap) >= 0 &&
				!p.shortWithout(c, set).OK() {
				c.Sets = append(c.Sets, set)
			}
		}
	}
	if len(c.Sets) > 0 {
		return
	}
	c.Still = c.Need.Shortfall
	if len(all) > 0 {
		c.Still = p.shortWithout(c, all)
	}
	if !c.Still.OK() {
		c.Sets = [][]int{p.reduced(c, all)}
	}
}

// largest are the obstacles that could give most, as many as are tried.
func (c *Conflict) largest(all []int) []int {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(i, j int) int { return c.Obstacles[j].bound.Cmp(c.Obstacles[i].bound) })
	out = out[:min(len(out), maxCurable)]
	slices.Sort(out)
	return out
}

// reduced leaves out of a set that closes the gap whatever it can do without.
func (p *planner) reduced(c *Conflict, set []int) []int {
	for _, i := range slices.Clone(set) {
		less := slices.DeleteFunc(slices.Clone(set), func(j int) bool { return j == i })
		if !p.shortWithout(c, less).OK() {
			set = less
		}
	}
	return set
}

func containsAny(set []int, found [][]int) bool {
	return slices.ContainsFunc(found, func(f []int) bool {
		return !slices.ContainsFunc(f, func(i int) bool { return !slices.Contains(set, i) })
	})
}

func bounds(c *Conflict, set []int) *big.Rat {
	total := new(big.Rat)
	for _, i := range set {
		total.Add(total, c.Obstacles[i].bound)
	}
	return total
}

// shortWithout plans with obstacles lifted and returns what is still missing
// of the metal.
func (p *planner) shortWithout(c *Conflict, set []int) calc.Step {
	q := p.lifted(func(s *dossier.ReductionSource) (accept bool) {
		for _, i := range set {
			if o := c.Obstacles[i]; o.Source == s.ID {
				switch o.Kind {
				case ObstacleRefused:
					accept = true
				case ObstacleLot:
					s.Lot = dossier.Stated{}
				case ObstacleKept:
					s.Keep, s.Kept = dossier.Stated{}, nil
				}
			}
		}
		return accept
	})
	return q.Needs[needIndex(q.Needs, c.Need.Pollutant, c.Need.Medium)].Shortfall
}

// lifted assesses the sources anew with their terms changed, takes those as
// accepted of which change says so, and allocates.
func (p *planner) lifted(change func(*dossier.ReductionSource) (accept bool)) Plan {
	q := &planner{Input: p.Input, plan: p.plan}
	d := *p.Dossier
	d.Sources = slices.Clone(d.Sources)
	accept := map[string]bool{}
	for i := range d.Sources {
		accept[d.Sources[i].ID] = change(&d.Sources[i])
	}
	q.Dossier = &d
	q.plan.Findings, q.plan.Needs = nil, nil
	q.plan.Result = reduction.Assess(reduction.Input{Dossier: &d, Book: p.Book, Policy: p.Policy, On: p.plan.On,
		Monitored: p.Monitored})
	for i, s := range q.plan.Result.Sources {
		if accept[s.Source.ID] {
			q.plan.Result.Sources[i].Refusals = nil
		}
	}
	q.needs()
	q.allocate(q.accepted())
	return q.plan
}
