package flow

// merge looks for plans of the same cost with fewer pairs, project by project:
// where one source could take over what two or more others give to a project,
// it does. Only pairs and left-overs with reduced cost zero take part, so the
// cost stays the least; sources under a choice stay as they are.
func (s *solver) merge(good int, m *market) {
	free := make([]bool, len(s.sources)) // may give more, or take back, at no cost
	for a, i := range s.sources {
		free[a] = m.rowPrice[a] == Cost{} && s.Sources[i].Supply[good] > 0
	}
	for _, c := range s.choices {
		free[c.Source] = false
	}
	byProject := make([][]int, len(s.projects)) // sources that give
	for a, list := range m.flow {
		for _, f := range list {
			byProject[f.Project] = append(byProject[f.Project], a)
		}
	}
	for p := range s.projects {
		s.mergeProject(good, m, p, byProject[p], free)
	}
}

func (s *solver) mergeProject(good int, m *market, p int, givers []int, free []bool) {
	var movable []int
	var amount int64
	for _, a := range givers {
		if free[a] {
			movable = append(movable, a)
			amount += m.to(a, p)
		}
	}
	if len(movable) < 2 {
		return
	}
	taker, already := -1, false
	for a := range s.sources {
		gives := m.to(a, p) > 0
		rest := s.Sources[s.sources[a]].Supply[good] - m.given[a] + m.to(a, p)
		cost := s.cost[good][a][p]
		// the price of a free source is zero
		if !free[a] || rest < amount || cost == none || s.packing.unpack(cost) != m.price[p] {
			continue
		}
		if taker < 0 || (gives && !already) {
			taker, already = a, gives
		}
	}
	if taker < 0 {
		return
	}
	for _, a := range movable {
		m.set(a, p, 0)
	}
	m.set(taker, p, amount)
}

// to is what source a gives to project p.
func (m *market) to(a, p int) int64 {
	for _, f := range m.flow[a] {
		if f.Project == p {
			return f.Amount
		}
	}
	return 0
}

// set makes source a give an amount to project p.
func (m *market) set(a, p int, amount int64) {
	m.given[a] += amount - m.to(a, p)
	var list []Shipment
	for _, f := range m.flow[a] {
		if f.Project != p {
			list = append(list, f)
		}
	}
	if amount > 0 {
		list = append(list, Shipment{a, p, amount})
	}
	m.flow[a] = joined(list)
}
