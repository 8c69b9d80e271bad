package flow

import (
	"cmp"
	"slices"
	"sync"
)

// solver is a problem with everything in the order of ids.
type solver struct {
	*Problem
	sources, projects []int // indices of the problem, by id
	packing           packing
	cost              [][][]packed // good, source, project, by id
	choices           []Choice     // sources as places in sources
	pivots, solved    int          // solved: goods, one by one
}

// answer to a choice.
type answer uint8

const (
	open answer = iota
	yes
	no
)

// market is one good solved under the answers to its choices.
type market struct {
	flow  [][]Shipment // by source: to whom; sources and projects by place
	given []int64      // by source: used by projects
	short []int64
	price []Cost   // by project
	total PlanCost // of the relaxed problem: a bound for all that answer more

	rowPrice []Cost // by source: of its part that is not bound
	tree     []pair // of the simplex method, by place of source and project
	prices   *Prices
}

// least is what a source parts with of a good if it parts with any.
func (s *solver) least(a, good int) int64 {
	src := s.Sources[s.sources[a]]
	switch {
	case src.Whole:
		return src.Supply[good]
	case src.Lot != nil:
		return src.Lot[good]
	}
	return 0
}

// rows are the supplies of one good under answers: what a yes binds apart from
// the rest, nothing where the answer is no.
type rows struct {
	source []int
	supply []int64
	idle   []packed
	cost   [][]packed
}

func (s *solver) rows(good int, answers []answer) rows {
	var r rows
	add := func(a int, supply int64, idle packed) {
		if supply > 0 {
			r.source, r.supply = append(r.source, a), append(r.supply, supply)
			r.idle, r.cost = append(r.idle, idle), append(r.cost, s.cost[good][a])
		}
	}
	state := make(map[int]answer)
	for k, c := range s.choices {
		if c.Good < 0 || c.Good == good {
			state[c.Source] = answers[k]
		}
	}
	for a, i := range s.sources {
		src := s.Sources[i]
		switch state[a] {
		case no:
		case yes:
			bound := min(s.least(a, good), src.Supply[good])
			add(a, bound, s.packing.pack(src.Bound))
			add(a, src.Supply[good]-bound, packed{})
		default:
			add(a, src.Supply[good], packed{})
		}
	}
	return r
}

// solve solves one good under answers. Before is the good under one answer
// less, or nil.
func (s *solver) solve(good int, answers []answer, before *market) (*market, int) {
	r := s.rows(good, answers)
	var cols []int
	var demand []int64
	for b, j := range s.projects {
		if d := s.Projects[j].Demand[good]; d > 0 {
			cols, demand = append(cols, b), append(demand, d)
		}
	}
	cost := r.cost
	if len(cols) < len(s.projects) { // without the projects that need nothing
		cost = make([][]packed, len(r.cost))
		for k, row := range r.cost {
			cost[k] = make([]packed, len(cols))
			for c, b := range cols {
				cost[k][c] = row[b]
			}
		}
	}
	n := newNetwork(cost, r.supply, r.idle, demand, s.packing.pack(s.Short))
	n.hints = hints(before, r, cols, len(s.projects))
	n.solve()
	return s.read(good, r, cols, n), n.pivots
}

// hints are the pairs of an earlier tree by the rows and columns of a new
// network.
func hints(before *market, r rows, cols []int, projects int) []pair {
	if before == nil {
		return nil
	}
	col := make([]int32, projects)
	for c, b := range cols {
		col[b] = int32(c)
	}
	bySource := make(map[int][]int32)
	for k, a := range r.source {
		bySource[a] = append(bySource[a], int32(k))
	}
	var out []pair
	for _, x := range before.tree {
		for _, k := range bySource[int(x.row)] {
			out = append(out, pair{k, col[x.col]})
		}
	}
	return out
}

// read takes flows and prices out of the final tree.
func (s *solver) read(good int, r rows, cols []int, n *network) *market {
	m := &market{flow: make([][]Shipment, len(s.sources)), given: make([]int64, len(s.sources)),
		short: make([]int64, len(s.projects)),
		price: make([]Cost, len(s.projects)), rowPrice: make([]Cost, len(s.sources)), total: newPlanCost()}
	for v := range int32(n.rows + n.cols) {
		above := n.parent[v]
		row, col := v, above
		if !n.isRow(v) {
			row, col = above, v
		}
		switch {
		case n.flow[v] == 0:
		case row == n.root():
			m.short[cols[int(col)-n.rows]] = n.flow[v]
		case col != n.root():
			a, b := r.source[row], cols[int(col)-n.rows]
			m.flow[a] = append(m.flow[a], Shipment{a, b, n.flow[v]})
		default:
			m.total.add(s.packing.unpack(n.idle[row]), n.flow[v])
		}
	}
	for a := range m.flow {
		m.flow[a] = joined(m.flow[a])
		for _, f := range m.flow[a] {
			m.given[a] += f.Amount
			m.total.add(s.packing.unpack(s.cost[good][a][f.Project]), f.Amount)
		}
	}
	for _, x := range m.short {
		m.total.add(s.Short, x)
	}
	for _, x := range n.tree() {
		m.tree = append(m.tree, pair{int32(r.source[x.row]), int32(cols[x.col])})
	}
	s.readPrices(good, r, cols, n, m)
	return m
}

// readPrices completes the prices of the tree with projects that need nothing:
// as high as every source allows.
func (s *solver) readPrices(good int, r rows, cols []int, n *network, m *market) {
	m.prices = &Prices{Project: make([]Cost, len(s.projects)), Source: make([]Cost, len(s.sources)),
		Gives: make([]bool, len(s.sources))}
	for k, a := range r.source {
		i := s.sources[a]
		m.rowPrice[a] = s.packing.unpack(n.price[k]) // the unbound part comes last
		if !m.prices.Gives[i] {
			m.prices.Source[i], m.prices.Gives[i] = m.rowPrice[a], true // the bound part first
		}
	}
	needs := make([]bool, len(s.projects))
	for c, b := range cols {
		m.price[b], needs[b] = s.packing.unpack(n.price[n.rows+c]), true
	}
	for b := range m.price {
		if needs[b] {
			continue
		}
		m.price[b] = s.Short
		for k := range r.source {
			if c := r.cost[k][b]; c != none {
				if at := s.packing.unpack(c).minus(s.packing.unpack(n.price[k])); at.Cmp(m.price[b]) < 0 {
					m.price[b] = at
				}
			}
		}
	}
	for b, j := range s.projects {
		m.prices.Project[j] = m.price[b]
	}
}

// joined sorts by project and adds up what two parts of a source give to one.
func joined(list []Shipment) []Shipment {
	slices.SortFunc(list, func(x, y Shipment) int { return cmp.Compare(x.Project, y.Project) })
	out := list[:0]
	for _, x := range list {
		if n := len(out); n > 0 && out[n-1].Project == x.Project {
			out[n-1].Amount += x.Amount
			continue
		}
		out = append(out, x)
	}
	return out
}

// solveAll solves the goods whose answers differ from those of parent, each
// on its own: goods meet only in choices.
func (s *solver) solveAll(parent []*market, changed func(good int) bool, answers []answer) []*market {
	out := make([]*market, s.Goods)
	pivots := make([]int, s.Goods)
	var wait sync.WaitGroup
	for g := range out {
		if parent != nil && !changed(g) {
			out[g] = parent[g]
			continue
		}
		s.solved++
		var before *market
		if parent != nil {
			before = parent[g]
		}
		wait.Go(func() { out[g], pivots[g] = s.solve(g, answers, before) })
	}
	wait.Wait()
	for _, n := range pivots {
		s.pivots += n
	}
	return out
}
