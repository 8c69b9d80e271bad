package monitoring

import (
	"cmp"
	"maps"
	"math/big"
	"slices"

	"tidai/calc"
)

// part is what one file gives to a series over a period.
type part struct {
	file                                       string
	first, last                                int
	used, stopped, invalid, duplicate, outside int64
	reasons                                    map[string]int64
	sum                                        *sums
	total                                      total
}

func (p *part) seen(row int) {
	if p.first == 0 || row < p.first {
		p.first = row
	}
	p.last = max(p.last, row)
}

// parts totals a track over [from, to) file by file, and puts every row of the
// series into exactly one class. t may be nil: a series of samples only, or of
// rows that have no slot.
func (s *series) partsOf(c *Collection, t *track, from, to Minute) []*part {
	b := &parter{c: c, s: s, t: t, by: map[uint16]*part{}}
	for file, n := range s.outside {
		b.of(file).outside += n
	}
	for file, list := range s.loose {
		for why, n := range list {
			b.reject(file, why, n)
		}
	}
	for _, step := range slices.Sorted(maps.Keys(s.grids)) {
		b.rows(s.grids[step], from, to)
	}
	if t != nil {
		t.g.each(t.g.index(from), t.g.index(to), func(i int32, x *slot) {
			if x.state == valid && !x.twice {
				p := b.of(x.place.file)
				if p.sum == nil {
					p.sum = t.newSums()
				}
				p.sum.add(t, i, x)
			}
		})
	}
	out := b.sorted()
	for _, p := range out {
		p.total = newTotal()
		if p.sum != nil {
			p.total = p.sum.total(t)
		}
	}
	return out
}

func (b *parter) sorted() []*part {
	return slices.SortedFunc(maps.Values(b.by), func(a, b *part) int { return cmp.Compare(a.file, b.file) })
}

type parter struct {
	c  *Collection
	s  *series
	t  *track
	by map[uint16]*part
}

func (b *parter) of(file uint16) *part {
	p := b.by[file]
	if p == nil {
		p = &part{file: b.c.columns.files[file], reasons: map[string]int64{}}
		b.by[file] = p
	}
	return p
}

func (b *parter) reject(file uint16, why reason, n int64) {
	p := b.of(file)
	p.invalid += n
	p.reasons[reasonKeys[why]] += n
}

// rows classes the rows of one interval.
func (b *parter) rows(g *grid, from, to Minute) {
	lo, hi := g.index(from), g.index(to)
	g.each(g.index(b.c.from), g.index(b.c.to), func(i int32, x *slot) {
		var others map[uint16]int32
		if m := g.more[i]; m != nil {
			others = m.files
		}
		if i < lo || i >= hi {
			b.of(x.place.file).outside += int64(x.rows)
			for f, n := range others {
				b.of(f).outside += int64(n)
			}
			return
		}
		if x.twice {
			b.reject(x.place.file, contradicting, int64(x.rows))
			for f, n := range others {
				b.reject(f, contradicting, int64(n))
			}
			return
		}
		for f, n := range others {
			b.of(f).duplicate += int64(n)
		}
		b.first(g, i, x)
	})
}

// first classes the first row of a slot, and the rows of its file that repeat it.
func (b *parter) first(g *grid, i int32, x *slot) {
	p := b.of(x.place.file)
	p.duplicate += int64(x.rows - 1)
	why := x.why
	if b.t != nil && g.step != b.t.interval {
		p.duplicate++ // the same time is totalled from rows of another interval
		return
	}
	if b.t != nil && b.t.interval < minutesPerHour {
		if h := b.t.stateAt(int32(floorDiv(int(g.start(i)), minutesPerHour))); x.state != invalid && h != x.state {
			why = incompleteHour
		}
	}
	if x.state == invalid || why != fine {
		b.reject(x.place.file, why, 1)
		return
	}
	p.seen(int(x.place.row))
	p.used++
	if x.state == stopped {
		p.stopped++
	}
}

func (p *part) tally() Tally {
	t := Tally{Used: p.used, Invalid: p.invalid, Duplicate: p.duplicate, Outside: p.outside,
		Reasons: maps.Clone(p.reasons)}
	t.Read = t.Used + t.Invalid + t.Duplicate + t.Outside
	return t
}

// massTotal is the word of calc.Series.Total, before a colon and the policy of
// values below the detection limit.
const massTotal = "mass"

// grams is a total under a policy.
func (t total) grams(p NonDetect) *big.Rat {
	return new(big.Rat).Add(t.det, new(big.Rat).Mul(t.lim, p.share()))
}

func (c *Collection) origin(s *series, p *part, from, to calc.Date, interval int32, what string,
	hashes map[string]FileRecord) calc.Origin {
	rec := hashes[p.file]
	return calc.Origin{Kind: calc.FromSeries, At: calc.Position{File: p.file, Line: p.first}, Series: &calc.Series{
		SHA256: rec.SHA256, Set: rec.Set, Outlet: s.key.Outlet, Pollutant: s.key.Pollutant, Kind: string(s.key.Kind),
		From: from, To: to, Total: what,
		Interval: int(interval), First: p.first, Last: p.last, Used: p.used, Stopped: p.stopped, Invalid: p.invalid,
		Duplicate: p.duplicate, Outside: p.outside}}
}
