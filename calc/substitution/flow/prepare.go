package flow

import (
	"cmp"
	"slices"
)

// prepare sorts by id and builds the tables of costs.
func (p *Problem) prepare() (*solver, error) {
	s := &solver{Problem: p}
	s.sources = byID(len(p.Sources), func(i int) string { return p.Sources[i].ID })
	s.projects = byID(len(p.Projects), func(i int) string { return p.Projects[i].ID })
	if s.sources == nil || s.projects == nil {
		return nil, ErrSameID
	}
	costs, most, err := s.table()
	if err != nil {
		return nil, err
	}
	if s.packing, err = newPacking(most, 2*len(p.Sources)+len(p.Projects)+1); err != nil {
		return nil, err
	}
	s.cost = make([][][]packed, p.Goods)
	for g := range s.cost {
		s.cost[g] = costs(g)
	}
	s.askable()
	return s, nil
}

// byID is the order of ids; nil where two are the same.
func byID(n int, id func(int) string) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Compare(id(a), id(b)) })
	for k := range n - 1 {
		if id(out[k]) == id(out[k+1]) {
			return nil
		}
	}
	return out
}

// table looks at every cost once for the largest of each level, and returns
// what builds the packed table of a good.
func (s *solver) table() (build func(good int) [][]packed, most Cost, err error) {
	widen := func(c Cost) {
		for l, x := range c {
			if x < 0 {
				err = ErrNegative
			}
			most[l] = max(most[l], x)
		}
	}
	widen(s.Short)
	for _, src := range s.Sources {
		widen(src.Bound)
	}
	for g := range s.Goods {
		for i := range s.Sources {
			for j := range s.Projects {
				if c, ok := s.Cost(g, i, j); ok {
					widen(c)
				}
			}
		}
	}
	build = func(g int) [][]packed {
		out := make([][]packed, len(s.sources))
		for a, i := range s.sources {
			out[a] = make([]packed, len(s.projects))
			for b, j := range s.projects {
				out[a][b] = none
				if c, ok := s.Cost(g, i, j); ok {
					out[a][b] = s.packing.pack(c)
				}
			}
		}
		return out
	}
	return build, most, err
}

// askable lists the choices: sources by id, goods in order.
func (s *solver) askable() {
	for a, i := range s.sources {
		src := s.Sources[i]
		for g := range s.Goods {
			switch {
			case src.Whole && src.Supply[g] > 0:
				s.choices = append(s.choices, Choice{Source: a, Good: -1})
			case !src.Whole && src.Lot != nil && src.Lot[g] > 0 && src.Supply[g] > 0:
				s.choices = append(s.choices, Choice{Source: a, Good: g})
				continue
			default:
				continue
			}
			break
		}
	}
}
