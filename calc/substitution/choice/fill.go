package choice

import (
	"cmp"
	"math/big"
	"slices"
)

// leaf is one way to meet what is open, from a set of parties.
type leaf struct {
	counted, moved map[*item][]*big.Rat
	surplus        []*big.Rat // per demand: moved beyond what is counted
	cost           *big.Rat   // nil where prices are not compared
}

// better compares by surplus, demand by demand, then by cost; of equal ones
// the one found first stays.
func (l *leaf) better(than *leaf) bool {
	if than == nil {
		return true
	}
	for d := range l.surplus {
		if c := l.surplus[d].Cmp(than.surplus[d]); c != 0 {
			return c < 0
		}
	}
	return l.cost != nil && l.cost.Cmp(than.cost) < 0
}

// leaf finds the best use of the parties taken, and keeps it if it is the best
// so far.
func (s *search) leaf(taken []int) {
	var at []*item
	at = append(at, s.free...)
	for _, i := range taken {
		at = append(at, s.groups[i].items...)
	}
	slices.SortStableFunc(at, func(a, b *item) int { return cmp.Compare(a.id, b.id) })
	s.wholes(at, 0, map[*item]bool{})
}

// wholes decides about each source that gives whole: those that a rank forces
// are in, the others are tried out of it first, then in.
func (s *search) wholes(at []*item, i int, in map[*item]bool) {
	if !s.another() || !s.suffice(at, i, in) {
		return
	}
	for ; i < len(at) && !at[i].whole; i++ { // nothing to decide, and what is still possible stays the same
		if !s.another() {
			return
		}
	}
	if i == len(at) {
		if l := s.fill(at, in); l != nil && l.better(s.best) {
			s.best = l
		}
		return
	}
	it := at[i]
	switch {
	case it.forced:
		in[it] = true
		s.wholes(at, i+1, in)
	default:
		s.wholes(at, i+1, in)
		in[it] = true
		s.wholes(at, i+1, in)
	}
	delete(in, it)
}

// another counts a node and reports whether the search may go on.
func (s *search) another() bool {
	s.nodes++
	s.stopped = s.stopped || s.nodes > s.limit && s.best != nil
	return !s.stopped
}

// suffice reports whether what is still possible covers what is open.
func (s *search) suffice(at []*item, i int, in map[*item]bool) bool {
	covered := zeros(s.demands)
	for k, it := range at {
		if !it.whole || k >= i || in[it] {
			s.cover(covered, it)
		}
	}
	for d := range covered {
		if covered[d].Cmp(s.open[d]) < 0 {
			return false
		}
	}
	return true
}

// fill meets every demand from the items there are, demand by demand: they do
// not touch each other once it is decided which sources give whole.
func (s *search) fill(at []*item, in map[*item]bool) *leaf {
	l := &leaf{counted: map[*item][]*big.Rat{}, moved: map[*item][]*big.Rat{}, surplus: zeros(s.demands)}
	for _, it := range s.items {
		l.counted[it], l.moved[it] = zeros(s.demands), zeros(s.demands)
	}
	if s.priced {
		l.cost = new(big.Rat)
	}
	for d := range s.demands {
		if !s.one(l, d, at, in) {
			return nil
		}
	}
	return l
}

// one meets one demand: first from what moves anyway, then from the others.
func (s *search) one(l *leaf, d int, at []*item, in map[*item]bool) bool {
	rest := new(big.Rat).Set(s.open[d])
	var others []*item
	for _, it := range at {
		switch {
		case in[it]:
			x := new(big.Rat)
			if s.gives(it, d) {
				x = least(rest, it.supply[d])
			}
			rest.Sub(rest, x)
			l.counted[it][d] = x
			l.moved[it][d].Set(it.supply[d])
			if l.cost != nil {
				add(l.cost, new(big.Rat).Mul(it.supply[d], it.price))
			}
			if !it.forced { // what a forced one moves is the same in every leaf
				add(l.surplus[d], new(big.Rat).Sub(it.supply[d], x))
			} else {
				l.surplus[d].Sub(l.surplus[d], x)
			}
		case !it.whole && s.gives(it, d):
			others = append(others, it)
		}
	}
	if rest.Sign() == 0 {
		return true
	}
	f := &filler{search: s, d: d, rest: rest}
	for _, it := range others {
		if it.lot != nil {
			f.lots = append(f.lots, it)
		} else {
			f.plain = append(f.plain, it)
		}
	}
	f.try(0, nil)
	if f.best == nil {
		return false
	}
	for it, x := range f.best {
		l.moved[it][d] = x
	}
	add(l.surplus[d], f.excess)
	if l.cost != nil {
		add(l.cost, f.cost)
	}
	for _, it := range others { // in the order of ids
		if x := f.best[it]; x != nil {
			c := least(rest, x)
			rest.Sub(rest, c)
			l.counted[it][d] = c
		}
	}
	return true
}

// filler meets the rest of one demand from sources that give any amount and
// from sources that give nothing or a lot at least.
type filler struct {
	*search
	d           int
	rest        *big.Rat
	plain, lots []*item

	best         map[*item]*big.Rat
	excess, cost *big.Rat
	used         int
}

// try decides which lots are used, one after the other.
func (f *filler) try(i int, used []*item) {
	if f.nodes++; f.nodes > f.limit && f.best != nil {
		f.stopped = true
		return
	}
	if !f.reach(used, f.lots[i:]) {
		return
	}
	if i == len(f.lots) {
		f.take(used)
		return
	}
	f.try(i+1, append(slices.Clone(used), f.lots[i]))
	f.try(i+1, used)
}

func (f *filler) reach(used, more []*item) bool {
	sum := new(big.Rat)
	for _, list := range [][]*item{f.plain, used, more} {
		for _, it := range list {
			add(sum, it.supply[f.d])
		}
	}
	return sum.Cmp(f.rest) >= 0
}

// take gives every lot used its least, then fills up: by price where it is
// compared, then by id.
func (f *filler) take(used []*item) {
	rest := new(big.Rat).Set(f.rest)
	amounts := map[*item]*big.Rat{}
	for _, it := range used {
		amounts[it] = new(big.Rat).Set(it.lot)
		rest.Sub(rest, it.lot)
	}
	excess := new(big.Rat)
	if rest.Sign() < 0 {
		excess.Neg(rest)
		rest.SetInt64(0)
	}
	all := append(slices.Clone(f.plain), used...)
	slices.SortFunc(all, func(a, b *item) int {
		if f.priced {
			if c := a.price.Cmp(b.price); c != 0 {
				return c
			}
		}
		return cmp.Compare(a.id, b.id)
	})
	for _, it := range all {
		if amounts[it] == nil {
			amounts[it] = new(big.Rat)
		}
		x := least(rest, new(big.Rat).Sub(it.supply[f.d], amounts[it]))
		add(amounts[it], x)
		rest.Sub(rest, x)
	}
	cost := new(big.Rat)
	if f.priced {
		for _, it := range all {
			add(cost, new(big.Rat).Mul(amounts[it], it.price))
		}
	}
	c := -1
	if f.best != nil {
		c = cmp.Or(excess.Cmp(f.excess), cost.Cmp(f.cost), cmp.Compare(len(used), f.used))
	}
	if c < 0 {
		f.best, f.excess, f.cost, f.used = amounts, excess, cost, len(used)
	}
}
