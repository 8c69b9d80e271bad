package monitoring

import (
	"math/big"

	"tidai/calc/quantity"
)

// folded is an hour made of minutes: means of the valid ones. Of an hour that is
// not valid there may be the flow alone.
type folded struct {
	det, lim, volume *big.Rat // g/m3, g/m3, m3
	// of a valid hour: its minutes, and det, lim and volume times that many, if
	// these are decimals; n is 0 where they are not
	n                   int
	detN, limN, volumeN quantity.Decimal
}

// summed keeps what n minutes sum to, so that hours add up without fractions.
func (f folded) summed(n int) folded {
	times := big.NewRat(int64(n), 1)
	ok := [3]bool{}
	f.detN, ok[0] = quantity.DecimalOf(new(big.Rat).Mul(f.det, times))
	f.limN, ok[1] = quantity.DecimalOf(new(big.Rat).Mul(f.lim, times))
	f.volumeN, ok[2] = quantity.DecimalOf(new(big.Rat).Mul(f.volume, times))
	if ok == [3]bool{true, true, true} {
		f.n = n
	}
	return f
}

// hours are the hours that minutes make.
type hours struct {
	*grid
	folded map[int32]folded
}

// hoursOf makes hours of minutes, once for each number of minutes an hour needs.
func (s *series) hoursOf(g *grid, from, to Minute, enough int) (*grid, map[int32]folded) {
	h, ok := s.hours[enough]
	if !ok {
		h = s.fold(g, from, to, enough)
		if s.hours == nil {
			s.hours = map[int]hours{}
		}
		s.hours[enough] = h
	}
	return h.grid, h.folded
}

// fold makes hours of minutes: an hour is valid with enough valid minutes and
// is then their mean concentration and mean flow; it stands still where that
// many minutes say so.
func (s *series) fold(g *grid, from, to Minute, enough int) hours {
	out := hours{newGrid(minutesPerHour), map[int32]folded{}}
	var now *hourSum
	g.each(g.index(from), g.index(to), func(i int32, x *slot) {
		if h := int32(floorDiv(int(i), minutesPerHour)); now == nil || h != now.at {
			now.end(out, enough)
			now = &hourSum{s: s, at: h, first: x.place, pairs: make([]pairSum, len(s.units))}
		}
		now.add(x)
	})
	now.end(out, enough)
	return out
}

// hourSum adds up the minutes of an hour.
type hourSum struct {
	s                 *series
	at                int32
	first             rowAt
	n, stopped, flows int // minutes that are valid, that stand still, that have a flow alone
	limit             bool
	pairs             []pairSum // by pair of units
}

// pairSum is the sums of minutes in one pair of units; known: flows of those
// without a valid concentration.
type pairSum struct{ det, lim, volume, known quantity.DecimalSum }

func (h *hourSum) add(x *slot) {
	p := &pairSum{}
	if int(x.units) < len(h.pairs) {
		p = &h.pairs[x.units]
	}
	switch {
	case x.twice:
	case x.state == invalid:
		if x.flows {
			h.flows++
			p.known.Add(x.flow)
		}
	case x.state == stopped:
		h.stopped++
	default:
		h.n++
		p.volume.Add(x.flow)
		if x.limit {
			h.limit = true
			p.lim.Add(x.conc)
		} else {
			p.det.Add(x.conc)
		}
	}
}

// end makes the hour.
func (h *hourSum) end(out hours, enough int) {
	if h == nil {
		return
	}
	x := slot{state: invalid, why: incompleteHour, place: h.first, rows: 1}
	switch {
	case h.n >= enough:
		x.state, x.why, x.limit = valid, fine, h.limit
		out.folded[h.at] = folded{
			det:    h.mean(1, h.n, func(p *pairSum, u *unitPair) (*quantity.DecimalSum, *big.Rat) { return &p.det, u.toGram }),
			lim:    h.mean(1, h.n, func(p *pairSum, u *unitPair) (*quantity.DecimalSum, *big.Rat) { return &p.lim, u.toGram }),
			volume: h.mean(minutesPerHour, h.n, volumes)}.summed(h.n)
	case h.stopped >= enough:
		x.state, x.why = stopped, fine
	case h.n+h.flows >= enough: // the flow of the hour was measured well enough
		v := h.mean(minutesPerHour, h.n+h.flows, volumes)
		out.folded[h.at] = folded{volume: v.Add(v, h.mean(minutesPerHour, h.n+h.flows,
			func(p *pairSum, u *unitPair) (*quantity.DecimalSum, *big.Rat) { return &p.known, u.toM3 }))}
	}
	*out.make(h.at) = x
}

func volumes(p *pairSum, u *unitPair) (*quantity.DecimalSum, *big.Rat) { return &p.volume, u.toM3 }

// mean is times the sum of what is picked, over n.
func (h *hourSum) mean(times, n int, of func(*pairSum, *unitPair) (*quantity.DecimalSum, *big.Rat)) *big.Rat {
	total := new(big.Rat)
	for i := range h.pairs {
		if sum, scale := of(&h.pairs[i], &h.s.units[i]); !sum.Empty() {
			x := sum.Rat()
			total.Add(total, x.Mul(x, scale))
		}
	}
	return total.Mul(total, big.NewRat(int64(times), int64(n)))
}
