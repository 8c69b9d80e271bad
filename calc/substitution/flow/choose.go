package flow

import (
	"math"
	"slices"
)

// search is branch and bound over the choices.
type search struct {
	*solver
	nodes int
	most  int // nodes

	solutions int // of one good each, that may be kept
	best      PlanCost
	plan      []*market
	opened    []bool // by choice
	proven    bool
}

// Solve finds the plan of least cost. Equal problems give equal results,
// whatever the order of sources and projects.
//
// Where several plans cost the same, a greedy pass looks for one with fewer
// pairs; the fewest possible is not proven.
func Solve(p Problem) (Result, error) {
	if err := p.check(); err != nil {
		return Result{}, err
	}
	s, err := p.prepare()
	if err != nil {
		return Result{}, err
	}
	b := &search{solver: s, most: p.MaxNodes, solutions: math.MaxInt, proven: true}
	if b.most <= 0 {
		b.most, b.solutions = DefaultNodes, maxPrices/max(1, 8*Levels*(len(p.Sources)+len(p.Projects)))
	}
	answers := make([]answer, len(s.choices))
	root := &Node{}
	b.branch(root, b.solveAll(nil, nil, answers), answers)
	return b.result(root), nil
}

// branch works on one node, whose goods are solved under answers.
func (b *search) branch(n *Node, goods []*market, answers []answer) {
	b.nodes++
	n.Bound = newPlanCost()
	for _, m := range goods {
		n.Bound.plus(m.total)
	}
	if b.plan == nil || n.Bound.Cmp(b.best) < 0 {
		b.try(goods, answers, n.Bound)
	}
	ask := -1
	if n.Bound.Cmp(b.best) < 0 {
		ask = b.undecided(goods, answers)
		if b.nodes >= b.most || b.solved >= b.solutions {
			ask, b.proven = -1, false
		}
	}
	if ask < 0 {
		b.leaf(n, goods)
		return
	}
	c := b.choices[ask]
	n.Choice = Choice{Source: b.sources[c.Source], Good: c.Good}
	changed := func(g int) bool {
		return (c.Good < 0 || c.Good == g) && b.Sources[b.sources[c.Source]].Supply[g] > 0
	}
	n.Yes, n.No = &Node{}, &Node{}
	for _, side := range []struct {
		node *Node
		as   answer
	}{{n.Yes, yes}, {n.No, no}} {
		deeper := slices.Clone(answers)
		deeper[ask] = side.as
		b.branch(side.node, b.solveAll(goods, changed, deeper), deeper)
	}
}

func (b *search) leaf(n *Node, goods []*market) {
	for _, m := range goods {
		n.Prices = append(n.Prices, m.prices)
	}
}

// excess is what a choice would bind beyond its use if it were answered yes
// in a plan, by good; used reports whether anything of it is used.
func (b *search) excess(c Choice, goods []*market) (excess []int64, used bool) {
	excess = make([]int64, b.Goods)
	for g, m := range goods {
		if c.Good >= 0 && c.Good != g {
			continue
		}
		used = used || m.given[c.Source] > 0
		least := min(b.least(c.Source, g), b.Sources[b.sources[c.Source]].Supply[g])
		excess[g] = max(0, least-m.given[c.Source])
	}
	return excess, used
}

// try makes a plan of a relaxed solution by answering yes to every open choice
// it makes use of, and keeps it if it is the best so far.
func (b *search) try(goods []*market, answers []answer, bound PlanCost) {
	cost := bound.clone()
	opened := make([]bool, len(b.choices))
	for k, c := range b.choices {
		opened[k] = answers[k] == yes
		if answers[k] != open {
			continue
		}
		excess, used := b.excess(c, goods)
		if !used {
			continue
		}
		opened[k] = true
		for _, x := range excess {
			cost.add(b.Sources[b.sources[c.Source]].Bound, x)
		}
	}
	if b.plan == nil || cost.Cmp(b.best) < 0 {
		b.best, b.plan, b.opened = cost, goods, opened
	}
}

// undecided is the open choice that a plan made of the relaxed solution would
// pay most for; -1 where none costs anything.
func (b *search) undecided(goods []*market, answers []answer) int {
	ask, most := -1, newPlanCost()
	for k, c := range b.choices {
		if answers[k] != open {
			continue
		}
		excess, used := b.excess(c, goods)
		if !used {
			continue
		}
		cost := newPlanCost()
		for _, x := range excess {
			cost.add(b.Sources[b.sources[c.Source]].Bound, x)
		}
		if cost.Cmp(most) > 0 {
			ask, most = k, cost
		}
	}
	return ask
}

// result writes the best plan in the order of the problem.
func (b *search) result(tree *Node) Result {
	r := Result{Cost: b.best, Bound: b.best, Tree: tree, Nodes: b.nodes, Proven: b.proven}
	if !b.proven {
		r.Bound = tree.least()
	}
	for k, c := range b.choices {
		if b.opened[k] {
			r.Opened = append(r.Opened, Choice{Source: b.sources[c.Source], Good: c.Good})
		}
	}
	for g, m := range b.plan {
		b.merge(g, m)
		a := Allocation{Given: make([]int64, len(b.sources)), Short: make([]int64, len(b.projects))}
		for i, list := range m.flow {
			for _, f := range list {
				a.Shipments = append(a.Shipments, Shipment{b.sources[f.Source], b.projects[f.Project], f.Amount})
			}
			a.Given[b.sources[i]] = m.given[i]
		}
		for k, j := range b.projects {
			a.Short[j] = m.short[k]
		}
		r.Goods = append(r.Goods, a)
	}
	for k, c := range b.choices {
		if !b.opened[k] {
			continue
		}
		excess, _ := b.excess(c, b.plan)
		for g := range r.Goods {
			r.Goods[g].Given[b.sources[c.Source]] += excess[g]
		}
	}
	r.Pivots = b.pivots
	return r
}
