package choice

import (
	"cmp"
	"math/big"
	"slices"
)

// group is a party there is a choice about, with what it can give to the open
// part of each demand.
type group struct {
	party int
	items []*item
	gain  []*big.Rat
}

// pool gathers the sources there is a choice between, by party, and whether
// all of them state a price.
func (s *search) pool() {
	gives := map[int]bool{} // parties that give anyway
	for _, it := range s.items {
		gives[it.party] = gives[it.party] || it.forced
	}
	at := map[int]int{}
	s.priced = true
	for _, it := range s.items {
		if !slices.ContainsFunc(indices(s.demands), func(d int) bool { return s.gives(it, d) }) {
			continue
		}
		s.cheap = append(s.cheap, it)
		if it.price == nil {
			s.priced = false
			s.silent = append(s.silent, it.id)
		}
		if gives[it.party] {
			s.free = append(s.free, it)
			continue
		}
		i, ok := at[it.party]
		if !ok {
			i = len(s.groups)
			at[it.party] = i
			s.groups = append(s.groups, group{party: it.party, gain: zeros(s.demands)})
		}
		s.groups[i].items = append(s.groups[i].items, it)
		for d := range s.demands {
			if s.gives(it, d) {
				add(s.groups[i].gain[d], it.supply[d])
			}
		}
	}
	if len(s.silent) == len(s.cheap) {
		s.priced, s.silent = false, nil // nobody states a price: nothing to compare, nothing to say
	}
	for d := range s.demands {
		order := indices(len(s.groups))
		slices.SortStableFunc(order, func(a, b int) int { return s.groups[b].gain[d].Cmp(s.groups[a].gain[d]) })
		s.order = append(s.order, order)
	}
	if s.priced {
		slices.SortStableFunc(s.cheap, func(a, b *item) int { return a.price.Cmp(b.price) })
	}
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// run decides steps 3 to 6.
func (s *search) run() {
	forced := map[int]bool{}
	for _, it := range s.items {
		if it.forced {
			forced[it.party] = true
		}
	}
	s.atLeast = len(forced)
	if !slices.ContainsFunc(s.open, func(x *big.Rat) bool { return x.Sign() > 0 }) {
		return
	}
	covered := zeros(s.demands)
	for _, it := range s.free {
		s.cover(covered, it)
	}
	s.bounds = s.newBounds(covered)
	for s.size = 0; s.best == nil && !s.stopped; s.size++ {
		s.atLeast = len(forced) + s.size
		s.step(0, nil, covered)
	}
	if s.best == nil {
		s.greedy(covered)
	}
}

func (s *search) cover(covered []*big.Rat, it *item) {
	for d := range s.demands {
		if s.gives(it, d) {
			add(covered[d], it.supply[d])
		}
	}
}

// step decides about the group at and those after it; taken are the groups
// before it that are in. Groups come in the order of their ids and are taken
// before they are left out, so that the first leaf is the first by ids.
func (s *search) step(at int, taken []int, covered []*big.Rat) {
	if s.nodes++; s.nodes > s.limit {
		s.stopped = true
	}
	if s.stopped || !s.canCover(at, s.size-len(taken), covered) || s.tooDear(at, taken) {
		return
	}
	if len(taken) == s.size {
		s.leaf(taken)
		return
	}
	g := s.groups[at]
	with := zeros(s.demands)
	for d := range with {
		with[d].Add(covered[d], g.gain[d])
	}
	s.step(at+1, append(slices.Clone(taken), at), with)
	if s.best != nil && s.first() {
		return
	}
	s.step(at+1, taken, covered)
}

// first reports whether the first leaf found is the best: where nothing can be
// moved in excess and no price is compared, only the ids are left.
func (s *search) first() bool {
	return !s.priced && !slices.ContainsFunc(s.cheap, func(it *item) bool { return it.whole || it.lot != nil })
}

// canCover is the bound of the search: could the n largest gains of the groups
// from at on cover what is open, each demand by itself?
func (s *search) canCover(at, n int, covered []*big.Rat) bool {
	if n > len(s.groups)-at {
		return false
	}
	for d := range s.demands {
		switch s.bounds.covers(d, at, n, covered[d]) {
		case yes:
			continue
		case no:
			return false
		}
		sum, left := new(big.Rat).Set(covered[d]), n
		for _, i := range s.order[d] {
			if left == 0 || sum.Cmp(s.open[d]) >= 0 {
				break
			}
			if i >= at {
				add(sum, s.groups[i].gain[d])
				left--
			}
		}
		if sum.Cmp(s.open[d]) < 0 {
			return false
		}
	}
	return true
}

// tooDear is the bound by price, where nothing is moved in excess: even with
// every group that is still possible, the cheapest cover costs no less than
// the best there is.
func (s *search) tooDear(at int, taken []int) bool {
	if s.best == nil || !s.priced || slices.ContainsFunc(s.cheap, func(it *item) bool {
		return it.whole ||
			it.lot != nil
	}) {
		return false
	}
	possible := map[int]bool{}
	for i, g := range s.groups {
		possible[g.party] = i >= at || slices.Contains(taken, i)
	}
	cost := new(big.Rat)
	for d := range s.demands {
		rest := new(big.Rat).Set(s.open[d])
		for _, it := range s.cheap {
			if in, choice := possible[it.party]; rest.Sign() == 0 || !s.gives(it, d) || (choice && !in) {
				continue
			}
			x := least(rest, it.supply[d])
			rest.Sub(rest, x)
			add(cost, x.Mul(x, it.price))
		}
	}
	return cost.Cmp(s.best.cost) >= 0
}

// greedy takes groups by the largest gain for the first demand still open: a
// cover, though not proven to be the smallest.
func (s *search) greedy(covered []*big.Rat) {
	var taken []int
	covered = slices.Clone(covered)
	for d := range s.demands {
		for _, i := range s.order[d] {
			if covered[d].Cmp(s.open[d]) >= 0 {
				break
			}
			if slices.Contains(taken, i) {
				continue
			}
			taken = append(taken, i)
			for e := range s.demands {
				covered[e] = new(big.Rat).Add(covered[e], s.groups[i].gain[e])
			}
		}
	}
	slices.SortFunc(taken, cmp.Compare[int])
	s.stopped, s.limit = false, s.nodes // the leaf ends with the first way it finds
	s.leaf(taken)
	s.stopped = true
}
