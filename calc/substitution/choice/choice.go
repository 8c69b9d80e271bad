// Package choice chooses the sources that meet the demands of one project, by
// a strict order of preferences, exactly.
//
// The order, first to last:
//
//  1. every demand is met as far as the supply goes;
//  2. what counts towards a demand comes from the lowest ranks, rank by rank;
//  3. the fewest parties give it, over all demands together;
//  4. the least is moved beyond the demands, demand by demand in their order
//     (only sources that give whole, or in lots, move more than is counted);
//  5. the least is paid, where every source there is a choice between states
//     a price;
//  6. sources with lower ids, bytewise.
//
// Steps 1 and 2 are decided demand by demand: using every source is always
// allowed, so the best of one demand is never at the cost of another. They fix
// what each rank gives; in at most one rank of a demand there is a choice
// left. Step 3 is a covering problem over the parties of those ranks. It is
// solved by searching sets of growing size, cut where even the largest
// remaining gains cannot cover: the first set found is therefore of the least
// size. The search counts its nodes; at the limit it stops and says so.
//
// The package knows no metals and no dossiers: amounts are rationals in any
// one unit.
package choice

import (
	"cmp"
	"math/big"
	"slices"
)

// ReductionSource is one that may give to several demands.
type ReductionSource struct {
	ID     string     // unique
	Party  string     // who gives; the fewest of them are wanted
	Rank   int        // 0 first
	Supply []*big.Rat // per demand, not negative
	Lot    *big.Rat   // least amount moved for a demand, nil for none
	Whole  bool       // gives all its supply to all demands, or nothing
	Price  *big.Rat   // per unit moved; nil: not stated
}

// Problem is what is to be met, and from what.
type Problem struct {
	Demand  []*big.Rat // not negative
	Sources []ReductionSource
	Limit   int // nodes of the search; 0: DefaultLimit
}

// DefaultLimit bounds the search to about a second.
const DefaultLimit = 200_000

// Use is what one source gives. Moved is more than Counted where the source
// gives whole, or in lots.
type Use struct {
	Source         int        // index in Problem.Sources
	Counted, Moved []*big.Rat // per demand
}

// Solution is the choice made, and how sure it is.
type Solution struct {
	Uses    []Use      // by rank, then id
	Short   []*big.Rat // per demand, zero where it is met
	Parties int        // that give anything
	AtLeast int        // no choice that respects the ranks has fewer parties; Parties where proven the least
	Best    bool       // surplus and price are proven least, too
	Priced  bool       // prices were compared
	Silent  []string   // ids of sources without a price that kept prices from being compared
	Nodes   int        // of the search
}

// Solve makes the choice. The result does not depend on the order of the
// sources.
func Solve(p Problem) Solution {
	s := newSearch(p)
	s.ranks()
	s.pool()
	s.run()
	return s.solution()
}

// item is a source with the lot applied: a demand for which less than the lot
// can be given is not served.
type item struct {
	index  int
	id     string
	party  int
	rank   int
	supply []*big.Rat
	lot    *big.Rat
	whole  bool
	price  *big.Rat
	forced bool // a rank that is used up makes it give
}

type search struct {
	demands int
	limit   int
	items   []*item // by id
	parties []string

	counted  [][]*big.Rat // item, demand: fixed by ranks that are used up
	marginal []int        // demand: the rank with a choice left, −1 for none
	open     []*big.Rat   // demand: what that rank must give
	short    []*big.Rat

	groups []group // parties there is a choice between, by their first id
	free   []*item // items of the pool whose party gives anyway
	priced bool
	silent []string

	order   [][]int // demand: groups by falling gain
	bounds  *bounds
	cheap   []*item // items of the pool by price
	nodes   int
	stopped bool
	best    *leaf
	size    int // of the sets searched
	atLeast int
}

func newSearch(p Problem) *search {
	s := &search{demands: len(p.Demand), limit: cmp.Or(p.Limit, DefaultLimit)}
	numbers := map[string]int{}
	for i, src := range p.Sources {
		n, ok := numbers[src.Party]
		if !ok {
			n = len(s.parties)
			numbers[src.Party] = n
			s.parties = append(s.parties, src.Party)
		}
		it := &item{index: i, id: src.ID, party: n, rank: src.Rank, whole: src.Whole, price: src.Price,
			supply: make([]*big.Rat, s.demands)}
		if !src.Whole && src.Lot != nil && src.Lot.Sign() > 0 {
			it.lot = src.Lot
		}
		for d := range s.demands {
			it.supply[d] = src.Supply[d]
			if it.lot != nil && it.supply[d].Cmp(it.lot) < 0 {
				it.supply[d] = new(big.Rat)
			}
		}
		s.items = append(s.items, it)
	}
	slices.SortStableFunc(s.items, func(a, b *item) int { return cmp.Compare(a.id, b.id) })
	s.counted = make([][]*big.Rat, len(s.items))
	for i := range s.counted {
		s.counted[i] = zeros(s.demands)
	}
	for _, d := range p.Demand {
		s.marginal = append(s.marginal, -1)
		s.open = append(s.open, new(big.Rat))
		s.short = append(s.short, new(big.Rat).Set(d))
	}
	return s
}

func zeros(n int) []*big.Rat {
	out := make([]*big.Rat, n)
	for i := range out {
		out[i] = new(big.Rat)
	}
	return out
}

func add(to, x *big.Rat) { to.Add(to, x) }

func least(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) <= 0 {
		return new(big.Rat).Set(a)
	}
	return new(big.Rat).Set(b)
}

// ranks decides steps 1 and 2: each demand draws on rank after rank; a rank
// that is used up is fixed, and the one with something left is marginal.
func (s *search) ranks() {
	var ranks []int
	for _, it := range s.items {
		ranks = append(ranks, it.rank)
	}
	slices.Sort(ranks)
	ranks = slices.Compact(ranks)
	for d := range s.demands {
		for _, r := range ranks {
			total := new(big.Rat)
			for _, it := range s.items {
				if it.rank == r {
					add(total, it.supply[d])
				}
			}
			if s.short[d].Sign() == 0 || total.Sign() == 0 {
				continue
			}
			if total.Cmp(s.short[d]) > 0 {
				s.marginal[d] = r
				s.open[d].Set(s.short[d])
				s.short[d].SetInt64(0)
				continue
			}
			s.short[d].Sub(s.short[d], total)
			for i, it := range s.items {
				if it.rank == r && it.supply[d].Sign() > 0 {
					s.counted[i][d].Set(it.supply[d])
					it.forced = true
				}
			}
		}
	}
}

// gives reports whether the item can serve the open part of a demand.
func (s *search) gives(it *item, d int) bool {
	return s.open[d].Sign() > 0 && it.rank == s.marginal[d] && it.supply[d].Sign() > 0
}

func (s *search) solution() Solution {
	out := Solution{Short: s.short, AtLeast: s.atLeast, Best: !s.stopped, Priced: s.priced, Silent: s.silent,
		Nodes: s.nodes}
	giving := map[int]bool{}
	for i, it := range s.items {
		u := Use{Source: it.index, Counted: s.counted[i], Moved: zeros(s.demands)}
		any := it.forced
		for d := range s.demands {
			if s.best != nil {
				add(u.Counted[d], s.best.counted[it][d])
				any = any || s.best.moved[it][d].Sign() > 0
			}
		}
		if !any {
			continue
		}
		giving[it.party] = true
		for d := range s.demands {
			u.Moved[d].Set(u.Counted[d])
			switch {
			case it.whole:
				u.Moved[d].Set(it.supply[d])
			case s.best != nil && s.best.moved[it][d].Cmp(u.Moved[d]) > 0:
				u.Moved[d].Set(s.best.moved[it][d])
			}
		}
		out.Uses = append(out.Uses, u)
	}
	rank := map[int]int{}
	for _, it := range s.items {
		rank[it.index] = it.rank
	}
	slices.SortStableFunc(out.Uses, func(a, b Use) int { return cmp.Compare(rank[a.Source], rank[b.Source]) })
	out.Parties = len(giving)
	return out
}
