package region

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/substitution/certificate"
	"tidai/calc/substitution/flow"
)

// The levels of cost, the most important first: they are those of a
// certificate.
const (
	levelShort = iota
	levelIndustry
	levelEnterprise
	levelCity
	levelSurplus
	levelPrice
)

// giver is a source in whole milligrams a year.
type giver struct {
	id, enterprise, city, industry string
	ready                          calc.Date
	supply, lot                    []int64 // by good
	whole                          bool
	price                          int64 // fen/kg
	priced                         bool
}

// taker is a project in whole milligrams a year.
type taker struct {
	id, enterprise, city, industry string
	commissioning                  calc.Date
	demand                         []int64 // by good
}

// market is the problem of a region in whole milligrams.
type market struct {
	goods  []string
	givers []giver
	takers []taker
}

// priced reports whether prices count: every source that gives anything states
// one. Absent is not zero.
func (m *market) priced() bool {
	for _, s := range m.givers {
		if !s.priced && slices.Max(append([]int64{0}, s.supply...)) > 0 {
			return false
		}
	}
	return true
}

func (m *market) sort() {
	slices.SortFunc(m.givers, func(a, b giver) int { return cmp.Compare(a.id, b.id) })
	slices.SortFunc(m.takers, func(a, b taker) int { return cmp.Compare(a.id, b.id) })
}

// pair is the cost of a milligram of a source at a project, by the order of the
// notice (JL-2.2, JL-2.4); ok is false where the reduction comes after the
// commissioning (reading 5).
func (m *market) pair(s giver, x taker, priced bool) (c flow.Cost, ok bool) {
	if s.industry != x.industry {
		c[levelIndustry] = 1
	}
	if s.enterprise != x.enterprise || s.enterprise == "" {
		c[levelEnterprise] = 1
		if s.city != x.city {
			c[levelCity] = 1
		}
	}
	if priced {
		c[levelPrice] = s.price
	}
	return c, !s.ready.After(x.commissioning)
}

// problem writes the market for the solver.
func (m *market) problem() flow.Problem {
	priced := m.priced()
	p := flow.Problem{Goods: len(m.goods), Short: flow.Cost{levelShort: 1}}
	for _, s := range m.givers {
		x := flow.ReductionSource{ID: s.id, Supply: s.supply, Lot: s.lot, Whole: s.whole,
			Bound: flow.Cost{levelSurplus: 1}}
		if priced {
			x.Bound[levelPrice] = s.price
		}
		p.Sources = append(p.Sources, x)
	}
	for _, x := range m.takers {
		p.Projects = append(p.Projects, flow.Project{ID: x.id, Demand: x.demand})
	}
	p.Cost = func(_, i, j int) (flow.Cost, bool) { return m.pair(m.givers[i], m.takers[j], priced) }
	return p
}

// certify writes market, plan and proof as a certificate.
func (m *market) certify(r flow.Result, policy string, on calc.Date) (certificate.File, error) {
	f := certificate.File{Schema: certificate.Schema, Policy: policy, Date: on.String(), Goods: m.goods,
		Levels:  certificate.Levels,
		Sources: []certificate.ReductionSource{}, Projects: []certificate.Project{}, Plan: []certificate.Plan{},
		Opened: []certificate.Choice{},
		Cost:   totalText(r.Cost), Duals: []certificate.Dual{}}
	for _, s := range m.givers {
		x := certificate.ReductionSource{ID: s.id, Enterprise: s.enterprise, City: s.city, Industry: s.industry,
			Ready:  s.ready.String(),
			Supply: texts(s.supply), Lot: texts(s.lot), Whole: s.whole}
		if s.priced {
			x.Price = strconv.FormatInt(s.price, 10)
		}
		f.Sources = append(f.Sources, x)
	}
	for _, x := range m.takers {
		f.Projects = append(f.Projects, certificate.Project{ID: x.id, Enterprise: x.enterprise, City: x.city,
			Industry:      x.industry,
			Commissioning: x.commissioning.String(), Demand: texts(x.demand)})
	}
	for _, a := range r.Goods {
		plan := certificate.Plan{Flows: []certificate.Flow{}, Given: texts(a.Given), Short: texts(a.Short)}
		for _, s := range a.Shipments {
			plan.Flows = append(plan.Flows, certificate.Flow{Source: m.givers[s.Source].id,
				Project: m.takers[s.Project].id, Amount: strconv.FormatInt(s.Amount, 10)})
		}
		f.Plan = append(f.Plan, plan)
	}
	for _, c := range r.Opened {
		f.Opened = append(f.Opened, *m.choice(c))
	}
	w := proof{market: m, file: &f, places: map[*flow.Prices]int{}}
	f.Tree = w.node(r.Tree)
	return f, f.Seal()
}

func (m *market) choice(c flow.Choice) *certificate.Choice {
	out := &certificate.Choice{Source: m.givers[c.Source].id}
	if c.Good >= 0 {
		out.Good = m.goods[c.Good]
	}
	return out
}

// proof writes the tree of choices; prices that leaves share are written once.
type proof struct {
	*market
	file   *certificate.File
	places map[*flow.Prices]int
}

func (w *proof) node(n *flow.Node) certificate.Node {
	if !n.Leaf() {
		yes, no := w.node(n.Yes), w.node(n.No)
		return certificate.Node{Ask: w.choice(n.Choice), Yes: &yes, No: &no}
	}
	out := certificate.Node{Bound: totalText(n.Bound)}
	for g, p := range n.Prices {
		k, known := w.places[p]
		if !known {
			k = len(w.file.Duals)
			w.places[p] = k
			w.file.Duals = append(w.file.Duals, w.dual(g, p))
		}
		out.Duals = append(out.Duals, k)
	}
	return out
}

func (w *proof) dual(g int, p *flow.Prices) certificate.Dual {
	d := certificate.Dual{Good: g, Project: make([]string, len(w.takers)), Source: make([]string, len(w.givers))}
	for j, x := range w.takers {
		if x.demand[g] > 0 {
			d.Project[j] = costText(p.Project[j])
		}
	}
	for i := range w.givers {
		if p.Gives[i] {
			d.Source[i] = costText(p.Source[i])
		}
	}
	return d
}

func texts(list []int64) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = strconv.FormatInt(x, 10)
	}
	return out
}

func costText(c flow.Cost) string { return strings.Join(texts(c[:]), " ") }

func totalText(t flow.PlanCost) string {
	var parts []string
	for _, x := range t {
		parts = append(parts, x.String())
	}
	return strings.Join(parts, " ")
}
