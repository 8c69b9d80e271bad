package monitoring

import (
	"cmp"
	"maps"
	"math/big"
	"slices"

	"tidai/calc/quantity"
)

// track is one series at the one interval that carries it: hours or days.
type track struct {
	s        *series
	g        *grid
	from, to int32 // slots of g
	folded   map[int32]folded
	interval int32 // of the rows: a day, an hour, or a part of it
	others   []int32
	days     map[[2]int32][]waterDay // of waterDays
}

// track chooses the interval with most time known within [from, to): of equal
// ones the hour, then the day. A series of no such rows gives nil.
func (s *series) track(from, to Minute, v validity) *track {
	var best *track
	most := int64(-1)
	for _, step := range s.steps() {
		g := s.grids[step]
		t := &track{s: s, g: g, interval: step}
		if step < minutesPerHour {
			t.g, t.folded = s.hoursOf(g, from, to, v.hourMinutes())
		}
		t.from, t.to = t.g.index(from), t.g.index(to)
		known := int64(0)
		t.g.each(t.from, t.to, func(_ int32, x *slot) {
			if x.state != invalid && !x.twice {
				known += int64(t.g.step)
			}
		})
		if known > most {
			best, most = t, known
		}
	}
	for step, g := range s.grids {
		if best != nil && step != best.interval && g != nil {
			best.others = append(best.others, step)
		}
	}
	return best
}

// steps are the lengths of the series' intervals: hours, days, and parts of an hour
// from the shortest on.
func (s *series) steps() []int32 {
	rank := func(step int32) int {
		switch step {
		case minutesPerHour:
			return 0
		case minutesPerDay:
			return 1
		}
		return 2
	}
	return slices.SortedFunc(maps.Keys(s.grids), func(a, b int32) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
}

// stateAt says what is known of a slot: a slot whose rows contradict each
// other is not valid, and one without rows is a gap.
func (t *track) stateAt(i int32) state {
	x := t.g.at(i)
	switch {
	case x == nil:
		return nothing
	case x.twice:
		return invalid
	}
	return x.state
}

// flowAt is the measured flow, in m3, of a slot without a valid concentration;
// nil where that is not known.
func (t *track) flowAt(i int32) *big.Rat {
	if f, ok := t.folded[i]; ok && f.n == 0 && f.det == nil {
		return f.volume
	}
	x := t.g.at(i)
	if x == nil || x.twice || !x.flows {
		return nil
	}
	return new(big.Rat).Mul(x.flow.Rat(), t.s.units[x.units].toM3)
}

// knownFlow is the measured flow of the slots of [from, to) that have no valid
// concentration, in m3, and their number.
func (t *track) knownFlow(from, to int32) (volume *big.Rat, n int) {
	volume = new(big.Rat)
	for i := from; i < to; i++ {
		if st := t.stateAt(i); st == valid || st == stopped {
			continue
		}
		if q := t.flowAt(i); q != nil {
			volume.Add(volume, q)
			n++
		}
	}
	return volume, n
}

// mass is what a valid slot emits, in grams: detected, and by detection
// limits; and its volume in m3.
func (t *track) mass(i int32) (det, lim, volume *big.Rat) {
	if f, ok := t.folded[i]; ok {
		det, lim, volume = f.means()
		return new(big.Rat).Mul(det, volume), new(big.Rat).Mul(lim, volume), volume
	}
	x := t.g.at(i)
	c, v := t.s.parts(x)
	m := new(big.Rat).Mul(c, v)
	if x.limit {
		return new(big.Rat), m, v
	}
	return m, new(big.Rat), v
}

// concentration of a valid slot in g/m3: detected, and detection limit.
func (t *track) concentration(i int32) (det, lim *big.Rat) {
	if f, ok := t.folded[i]; ok {
		det, lim, _ = f.means()
		return det, lim
	}
	x := t.g.at(i)
	c, _ := t.s.parts(x)
	if x.limit {
		return new(big.Rat), c
	}
	return c, new(big.Rat)
}

// total is a sum of emissions in grams and volumes in m3, with counts of slots.
type total struct {
	det, lim, volume        *big.Rat
	valid, stopped, missing int
}

func newTotal() total { return total{det: new(big.Rat), lim: new(big.Rat), volume: new(big.Rat)} }

func (t *total) add(o total) {
	t.det.Add(t.det, o.det)
	t.lim.Add(t.lim, o.lim)
	t.volume.Add(t.volume, o.volume)
	t.valid += o.valid
	t.stopped += o.stopped
	t.missing += o.missing
}

// sums adds up slots exactly, without a fraction for each.
type sums struct {
	pairs []threeSums
	hours map[int]*threeSums // made of so many minutes: n²·det·volume, n²·lim·volume, n·volume
	more  *total             // of those that are no decimals
}

type threeSums struct{ det, lim, volume quantity.DecimalSum }

func (t *track) newSums() *sums {
	s := &sums{}
	s.pairs = make([]threeSums, len(t.s.units))
	return s
}

func (s *sums) add(t *track, i int32, x *slot) {
	if f, ok := t.folded[i]; ok {
		if f.n > 0 {
			s.ofHour(f.n).add(f)
			return
		}
		if s.more == nil {
			m := newTotal()
			s.more = &m
		}
		s.more.add(total{det: new(big.Rat).Mul(f.det, f.volume), lim: new(big.Rat).Mul(f.lim, f.volume),
			volume: f.volume})
		return
	}
	p := &s.pairs[x.units]
	p.volume.Add(x.flow)
	if x.limit {
		p.lim.AddProduct(x.conc, x.flow)
	} else {
		p.det.AddProduct(x.conc, x.flow)
	}
}

// ofHour is the sums of hours made of n minutes.
func (s *sums) ofHour(n int) *threeSums {
	h := s.hours[n]
	if h == nil {
		if s.hours == nil {
			s.hours = map[int]*threeSums{}
		}
		h = &threeSums{}
		s.hours[n] = h
	}
	return h
}

func (h *threeSums) add(f folded) {
	h.det.AddProduct(f.detN, f.volumeN)
	h.lim.AddProduct(f.limN, f.volumeN)
	h.volume.Add(f.volumeN)
}

// total turns sums in the units of the rows into grams and m3.
func (s *sums) total(t *track) total {
	out := newTotal()
	for i := range s.pairs {
		p, u := &s.pairs[i], &t.s.units[i]
		if p.volume.Count() == 0 {
			continue
		}
		scale := new(big.Rat).Mul(u.toGram, u.toM3)
		out.det.Add(out.det, new(big.Rat).Mul(p.det.Rat(), scale))
		out.lim.Add(out.lim, new(big.Rat).Mul(p.lim.Rat(), scale))
		out.volume.Add(out.volume, new(big.Rat).Mul(p.volume.Rat(), u.toM3))
	}
	for n, h := range s.hours {
		one := big.NewRat(1, int64(n))
		square := new(big.Rat).Mul(one, one)
		out.det.Add(out.det, new(big.Rat).Mul(h.det.Rat(), square))
		out.lim.Add(out.lim, new(big.Rat).Mul(h.lim.Rat(), square))
		out.volume.Add(out.volume, new(big.Rat).Mul(h.volume.Rat(), one))
	}
	if s.more != nil {
		out.add(*s.more)
	}
	return out
}

// over totals the slots of [from, to) of the track.
func (t *track) over(from, to int32) total {
	s := t.newSums()
	n := total{}
	for i := from; i < to; i++ {
		switch t.stateAt(i) {
		case valid:
			n.valid++
			s.add(t, i, t.g.at(i))
		case stopped:
			n.stopped++
		default:
			n.missing++
		}
	}
	out := s.total(t)
	out.valid, out.stopped, out.missing = n.valid, n.stopped, n.missing
	return out
}

// perDay is the number of slots of a day.
func (t *track) perDay() int32 { return minutesPerDay / t.g.step }

// first is the beginning of the day of the first slot that may have rows.
func (t *track) first() int32 {
	lowest := int32(1<<31 - 1)
	for n := range t.g.chunks {
		lowest = min(lowest, n)
	}
	if len(t.g.chunks) == 0 {
		return t.from
	}
	per := t.perDay()
	return int32(floorDiv(int(lowest*chunkLen), int(per))) * per
}
