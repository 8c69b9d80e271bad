package monitoring

import (
	"math/big"

	"tidai/calc/quantity"
)

// folded is an hour made of minutes: means of the valid ones. Of an hour that is
// not valid there may be the flow alone.
type folded struct {
	// of a valid hour: its minutes, and concentrations and volume times that many, so
	// that hours add up without fractions; n is 0 where these are no decimals
	n                   int
	detN, limN, volumeN quantity.Decimal
	det, lim, volume    *big.Rat // g/m3, g/m3, m3; nil where n is not 0
}

// means are the means themselves: detected, and by detection limits, in g/m3, and the
// volume in m3. Of an hour with the flow alone there are no concentrations.
func (f folded) means() (det, lim, volume *big.Rat) {
	if f.n == 0 {
		return f.det, f.lim, f.volume
	}
	one := big.NewRat(1, int64(f.n))
	over := func(d quantity.Decimal) *big.Rat {
		x := d.Rat()
		return x.Mul(x, one)
	}
	return over(f.detN), over(f.limN), over(f.volumeN)
}

// hours are the hours that minutes make.
type hours struct {
	*grid
	folded map[int32]folded
}

// hoursKey is what hours are made of: rows of so many minutes, and how many
// minutes an hour needs.
type hoursKey struct {
	step   int32
	enough int
}

// hoursOf makes hours of their parts, once for each number of minutes an hour needs.
func (s *series) hoursOf(g *grid, from, to Minute, enough int) (*grid, map[int32]folded) {
	key := hoursKey{g.step, enough}
	h, ok := s.hours[key]
	if !ok {
		step := int(g.step)
		h = s.fold(g, from, to, (enough+step-1)/step)
		if s.hours == nil {
			s.hours = map[hoursKey]hours{}
		}
		s.hours[key] = h
	}
	return h.grid, h.folded
}

// fold makes hours of minutes, or of other parts of an hour: an hour is valid with
// enough valid parts and is then their mean concentration and mean flow; it stands
// still where that many parts say so.
func (s *series) fold(g *grid, from, to Minute, enough int) hours {
	out := hours{newGrid(minutesPerHour), map[int32]folded{}}
	parts := minutesPerHour / int(g.step) // of an hour
	now := &hourSum{s: s, parts: parts, pairs: make([]pairSum, len(s.units))}
	began := false
	g.each(g.index(from), g.index(to), func(i int32, x *slot) {
		if h := int32(floorDiv(int(i), parts)); !began || h != now.at {
			if began {
				now.end(out, enough)
			}
			began = true
			now.begin(h, x.place)
		}
		now.add(x)
	})
	if began {
		now.end(out, enough)
	}
	return out
}

// hourSum adds up the minutes of an hour, one hour after the other.
type hourSum struct {
	s                 *series
	at                int32
	parts             int // that an hour has
	first             rowAt
	n, stopped, flows int // parts that are valid, that stand still, that have a flow alone
	limit             bool
	pairs             []pairSum // by pair of units
	all               quantity.DecimalSum
}

// begin begins another hour.
func (h *hourSum) begin(at int32, first rowAt) {
	h.at, h.first = at, first
	h.n, h.stopped, h.flows, h.limit = 0, 0, 0, false
	for i := range h.pairs {
		p := &h.pairs[i]
		p.det.Reset()
		p.lim.Reset()
		p.volume.Reset()
		p.known.Reset()
	}
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
	x := slot{state: invalid, why: incompleteHour, place: h.first, rows: 1}
	switch {
	case h.n >= enough:
		x.state, x.why, x.limit = valid, fine, h.limit
		out.folded[h.at] = h.folded()
	case h.stopped >= enough:
		x.state, x.why = stopped, fine
	case h.n+h.flows >= enough: // the flow of the hour was measured well enough
		v := h.mean(h.parts, h.n+h.flows, volumes)
		out.folded[h.at] = folded{volume: v.Add(v, h.mean(h.parts, h.n+h.flows, known))}
	}
	*out.make(h.at) = x
}

// folded is the hour of the valid minutes: as sums where these are decimals, else as
// fractions.
func (h *hourSum) folded() folded {
	f := folded{n: h.n}
	var ok [3]bool
	f.detN, ok[0] = h.times(detected)
	f.limN, ok[1] = h.times(limits)
	f.volumeN, ok[2] = h.times(volumes)
	if ok == [3]bool{true, true, true} {
		return f
	}
	return folded{det: h.mean(1, h.n, detected), lim: h.mean(1, h.n, limits), volume: h.mean(h.parts, h.n, volumes)}
}

// picked is one of the sums of a pair of units, with its scale: as a decimal for the
// sum over an hour's minutes (volumes: times the intervals of an hour), and as a fraction.
type picked func(*pairSum, *unitPair) (*quantity.DecimalSum, quantity.Decimal, *big.Rat)

func detected(p *pairSum, u *unitPair) (*quantity.DecimalSum, quantity.Decimal, *big.Rat) {
	return &p.det, u.gram, u.toGram
}

func limits(p *pairSum, u *unitPair) (*quantity.DecimalSum, quantity.Decimal, *big.Rat) {
	return &p.lim, u.gram, u.toGram
}

func volumes(p *pairSum, u *unitPair) (*quantity.DecimalSum, quantity.Decimal, *big.Rat) {
	return &p.volume, u.hourly, u.toM3
}

func known(p *pairSum, u *unitPair) (*quantity.DecimalSum, quantity.Decimal, *big.Rat) {
	return &p.known, u.hourly, u.toM3
}

// times is the sum of what is picked, each by its scale, where that is a decimal.
func (h *hourSum) times(of picked) (quantity.Decimal, bool) {
	h.all.Reset()
	for i := range h.pairs {
		u := &h.s.units[i]
		sum, scale, _ := of(&h.pairs[i], u)
		if sum.Empty() {
			continue
		}
		d, fits := sum.Decimal()
		if !fits || !u.plain {
			return quantity.Decimal{}, false
		}
		if d, fits = d.Times(scale); !fits {
			return quantity.Decimal{}, false
		}
		h.all.Add(d)
	}
	return h.all.Decimal()
}

// mean is times the sum of what is picked, over n.
func (h *hourSum) mean(times, n int, of picked) *big.Rat {
	total := new(big.Rat)
	for i := range h.pairs {
		if sum, _, scale := of(&h.pairs[i], &h.s.units[i]); !sum.Empty() {
			x := sum.Rat()
			total.Add(total, x.Mul(x, scale))
		}
	}
	return total.Mul(total, big.NewRat(int64(times), int64(n)))
}
