package explain

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
)

// conflict is a conflict in the making: with what lifting each obstacle closes
// of the shortfall at most, in kg/a.
type conflict struct {
	substitution.Conflict
	bounds []*big.Rat
}

// obstacle is one with its bound.
type obstacle struct {
	substitution.Obstacle
	bound *big.Rat
}

// conflict explains the shortfall of a need.
func (e *explainer) conflict(n substitution.Need) *conflict {
	c := &conflict{Conflict: substitution.Conflict{Need: n}}
	for _, s := range e.order.Sorted(e.result.Offered()) {
		if amount, ok := substitution.Supply(s, n.Pollutant, n.Medium); ok {
			c.Given = append(c.Given, substitution.Given{Source: s.Source.ID, Tier: e.order.Tier(s), Amount: amount})
		}
	}
	var all []obstacle
	for _, s := range e.result.Sources {
		all = append(all, e.obstacles(n, s)...)
	}
	slices.SortFunc(all, func(a, b obstacle) int {
		return cmp.Or(cmp.Compare(substitution.ObstacleKinds.Index(a.Kind), substitution.ObstacleKinds.Index(b.Kind)),
			cmp.Compare(a.Source, b.Source))
	})
	for _, o := range all {
		c.Obstacles, c.bounds = append(c.Obstacles, o.Obstacle), append(c.bounds, o.bound)
	}
	e.leastSets(c)
	return c
}

// obstacles lists what stands in the way of one source's amount of a need.
func (e *explainer) obstacles(n substitution.Need, s reduction.SourceResult) []obstacle {
	usable, gives := s.Usable(n.Pollutant, n.Medium)
	id := s.Source.ID
	if !s.Accepted() {
		if !gives {
			return nil
		}
		o := obstacle{substitution.Obstacle{Kind: substitution.ObstacleRefused, Source: id, Gives: usable,
			Liftable: s.Curable()}, kilograms(usable)}
		if s.Own {
			o.bound.Mul(o.bound, inUnit(n.Ratio, quantity.One))
		}
		var zh, en []string
		for _, x := range s.Refusals {
			o.Reasons, o.Rules = append(o.Reasons, x.Message), append(o.Rules, x.Rule)
			zh, en = append(zh, x.Remedy.ZH), append(en, x.Remedy.EN)
		}
		o.Cure = calc.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
		return []obstacle{o}
	}
	var out []obstacle
	low := gives && substitution.BelowLot(s, usable) && !s.Own
	if low {
		out = append(out, obstacle{substitution.Obstacle{Kind: substitution.ObstacleLot, Source: id, Gives: usable,
			Liftable: true,
			Reasons: []calc.Text{calc.Textf("可用 %s kg/a，小于最小转让量 %s kg/a",
				"%s kg/a is usable, less than the lot of %s kg/a", usable.Value().ShownAmount(),
				substitution.LotOf(s).Value().ShownAmount())},
			Cure: calc.Textf("与出让方协商，lot 不高于 %s kg/a", "agree on a lot of at most %s kg/a",
				floorTo(kilograms(usable), 3))}, kilograms(usable)})
	}
	if kept := e.heldBack(n, s, func(r reduction.Row) calc.Step { return r.Kept }); kept.OK() {
		o := obstacle{substitution.Obstacle{Kind: substitution.ObstacleKept, Source: id, Gives: kept, Liftable: true,
			Reasons: []calc.Text{calc.Textf("出让方自留 %s kg/a", "the transferor keeps %s kg/a",
				kept.Value().ShownAmount())},
			Cure: calc.Text{ZH: "与出让方协商，不再自留", EN: "agree that nothing is kept"}}, kilograms(kept)}
		if low {
			o.bound.Add(o.bound, kilograms(usable))
		}
		if s.Own {
			o.bound.Mul(o.bound, inUnit(n.Ratio, quantity.One))
		}
		out = append(out, o)
	}
	if taken := e.heldBack(n, s, func(r reduction.Row) calc.Step { return r.Committed }); taken.OK() {
		out = append(out, obstacle{Obstacle: substitution.Obstacle{Kind: substitution.ObstacleCommitted, Source: id,
			Gives: taken, Rules: []string{e.Policy().RuleID(calc.RuleUsedOnce)},
			Reasons: []calc.Text{calc.Textf("%s kg/a 已用于其他项目", "%s kg/a is used by other projects",
				taken.Value().ShownAmount())}}})
	}
	return out
}

// heldBack sums what rows of a need hold back; no value where they hold back
// nothing.
func (e *explainer) heldBack(n substitution.Need, s reduction.SourceResult,
	of func(reduction.Row) calc.Step) calc.Step {
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
	return calc.Total("ΔE", "supply", calc.Clause{}, parts...)
}

// leastSets finds the least sets of obstacles to lift, smaller ones first.
// Lifting more never makes a gap larger, so a set that contains one that
// closes it need not be tried.
func (e *explainer) leastSets(c *conflict) {
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
			if len(c.Sets) < maxCures && !containsAny(set, c.Sets) && c.bound(set).Cmp(gap) >= 0 &&
				!e.shortWithout(c, set).OK() {
				c.Sets = append(c.Sets, set)
			}
		}
	}
	if len(c.Sets) > 0 {
		return
	}
	c.Still = c.Need.Shortfall
	if len(all) > 0 {
		c.Still = e.shortWithout(c, all)
	}
	if !c.Still.OK() {
		c.Sets = [][]int{e.reduced(c, all)}
	}
}

// largest are the obstacles that could give most, as many as are tried.
func (c *conflict) largest(all []int) []int {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(i, j int) int { return c.bounds[j].Cmp(c.bounds[i]) })
	out = out[:min(len(out), maxCurable)]
	slices.Sort(out)
	return out
}

// reduced leaves out of a set that closes the gap whatever it can do without.
func (e *explainer) reduced(c *conflict, set []int) []int {
	for _, i := range slices.Clone(set) {
		less := slices.DeleteFunc(slices.Clone(set), func(j int) bool { return j == i })
		if !e.shortWithout(c, less).OK() {
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

// bound is what lifting a set of obstacles closes at most.
func (c *conflict) bound(set []int) *big.Rat {
	total := new(big.Rat)
	for _, i := range set {
		total.Add(total, c.bounds[i])
	}
	return total
}

// shortWithout lifts obstacles and returns what is still missing of the metal.
func (e *explainer) shortWithout(c *conflict, set []int) calc.Step {
	return metalOf(c.Need).short(e.lifted(func(s *dossier.ReductionSource) (accept bool) {
		for _, i := range set {
			if o := c.Obstacles[i]; o.Source == s.ID {
				switch o.Kind {
				case substitution.ObstacleRefused:
					accept = true
				case substitution.ObstacleLot:
					s.Lot = dossier.Stated{}
				case substitution.ObstacleKept:
					s.Keep, s.Kept = dossier.Stated{}, nil
				}
			}
		}
		return accept
	}))
}

// lifted is the version whose sources have other terms, and of which those are
// accepted of which change says so.
func (e *explainer) lifted(change func(*dossier.ReductionSource) (accept bool)) Version {
	list := slices.Clone(e.Dossier().Sources)
	accept := map[string]bool{}
	for i := range list {
		accept[list[i].ID] = change(&list[i])
	}
	v := e.WithSources(list)
	r := v.Reduced()
	for i, s := range r.Sources {
		if accept[s.Source.ID] {
			r.Sources[i].Refusals = nil
		}
	}
	return v.WithReduced(r)
}
