package monitoring

import (
	"math/big"
	"slices"

	"tidai/factors"
)

// waterDay is one day of waste water, made of its hours or of its own row.
type waterDay struct {
	at      int32 // day number
	state   state
	total   total
	partial bool     // valid although hours are missing
	known   *big.Rat // m3 of hours without a valid concentration whose flow was measured
	flows   int      // their number
}

// waterDays are the days of [from, to). A day made of hours is valid where
// none is missing, or where enough hours have a value or a stop; its emission
// is then the day's flow-weighted mean concentration times its flow: that of
// hours whose flow was not measured is the mean of the others.
func (t *track) waterDays(from, to int32, v validity) []waterDay {
	if days, ok := t.days[[2]int32{from, to}]; ok { // every policy asks for the same
		return days
	}
	per := t.perDay()
	var out []waterDay
	for i := from; i < to; i += per {
		d := waterDay{at: int32(floorDiv(int(t.g.start(i)), minutesPerDay)), total: t.over(i, i+per)}
		d.known, d.flows = t.knownFlow(i, i+per)
		n := d.total
		switch {
		case n.valid == 0 && n.missing == 0:
			d.state = stopped
		case n.missing == 0:
			d.state = valid
		case per > 1 && n.valid > 0 && v.dayStands(n, int(per)):
			d.state, d.partial = valid, true
		default:
			d.state = invalid
		}
		out = append(out, d)
	}
	if t.days == nil {
		t.days = map[[2]int32][]waterDay{}
	}
	t.days[[2]int32{from, to}] = out
	return out
}

// emission is what a valid day emits, in grams, with its missing hours filled.
func (d waterDay) emission(p NonDetect) *big.Rat {
	g := d.total.grams(p)
	if d.partial {
		c := d.mean(p)
		g.Add(g, new(big.Rat).Mul(c, d.known))
		g.Add(g, c.Mul(c, d.rest()))
	}
	return g
}

// mean is the flow-weighted mean concentration of a day's valid hours, in g/m3;
// 0 where nothing flowed in them.
func (d waterDay) mean(p NonDetect) *big.Rat {
	if d.total.volume.Sign() == 0 {
		return new(big.Rat)
	}
	g := d.total.grams(p)
	return g.Quo(g, d.total.volume)
}

// hourly is the mean flow of the hours whose flow was measured, in m3.
func (d waterDay) hourly() *big.Rat {
	v := new(big.Rat).Add(d.total.volume, d.known)
	return v.Mul(v, big.NewRat(1, int64(d.total.valid+d.flows)))
}

// rest is the flow of the hours whose flow was not measured.
func (d waterDay) rest() *big.Rat {
	return new(big.Rat).Mul(d.hourly(), new(big.Rat).SetInt64(int64(d.total.missing-d.flows)))
}

// fillDays fills the missing days of waste water by HJ 356, by analogy, and
// the missing hours of valid days by the day's mean. A missing day's emission
// is replaced as a whole: what was measured of it is taken away again, so that
// measured and filled add up to the replacement.
func (t *track) fillDays(c *Collection, from, to int32, quarters []Quarter, p NonDetect, v validity) *filling {
	f := &filling{}
	days := t.waterDays(from, to, v)
	lead := t.waterDays(max(t.g.index(c.from), min(t.first(), from)), from, v) // days before the period
	all := slices.Concat(lead, days)
	for k := len(lead); k < len(all); {
		d := all[k]
		if d.partial {
			t.fillPart(c, f, d, quarters, p)
		}
		if d.state != invalid {
			k++
			continue
		}
		end := k
		for end < len(all) && all[end].state == invalid {
			end++
		}
		t.fillRun(f, all, k, end, quarters, p, v)
		k = end
	}
	return f
}

// fillPart fills the missing hours of a valid day.
func (t *track) fillPart(c *Collection, f *filling, d waterDay, quarters []Quarter, p NonDetect) {
	per := t.perDay()
	mean, hourly := d.mean(p), d.hourly()
	for i := d.at * per; i < (d.at+1)*per; i++ {
		if st := t.stateAt(i); st == valid || st == stopped {
			continue
		}
		g := Gap{From: t.g.start(i), To: t.g.start(i + 1), Whole: 1, Slots: 1, Hours: 1, Capture: captureAt(quarters,
			i), Rule: MeanDay, Source: Minute(d.at * minutesPerDay), grams: new(big.Rat).Mul(mean, hourly)}
		if q := t.flowAt(i); q != nil {
			g.Rule, g.conc, g.flow, g.grams = KnownFlow, mean, q, new(big.Rat).Mul(mean, q)
			g.Place = c.place(t.g.at(i).place)
		}
		if n := len(f.gaps); n > 0 && g.Rule == MeanDay && f.gaps[n-1].Rule == MeanDay && f.gaps[n-1].To == g.From &&
			f.gaps[n-1].Source == g.Source {
			last := &f.gaps[n-1]
			last.To, last.Whole, last.Slots = g.To, last.Whole+1, last.Slots+1
			continue
		}
		f.gaps = append(f.gaps, g)
	}
}

// standIn is what takes the place of a day without valid data.
type standIn struct {
	rule    FillRule
	later   bool
	checked bool     // looked for since a stated check, and not over a stretch of our own
	grams   *big.Rat // nil: nothing does
	conc    *big.Rat // flow-weighted mean of the days it comes from, g/m3
	day     int32    // the first of them
}

// standInFor is what HJ 356 takes for the days [from, to) of all.
func standInFor(all []waterDay, from, to int, p NonDetect, v validity) standIn {
	if v.StandsIn == factors.MeanOfEqualTime {
		return meanOf(all[max(0, 2*from-to):from], p)
	}
	since, checked := v.lookBack(all[from].at)
	earlier := all[:from]
	for len(earlier) > 0 && earlier[0].at < since {
		earlier = earlier[1:]
	}
	s := maxOf(earlier, p)
	if s.grams == nil {
		s = maxOf(all[to:], p)
		s.later = s.grams != nil
	}
	s.checked = checked
	return s
}

func (t *track) fillRun(f *filling, all []waterDay, from, to int, quarters []Quarter, p NonDetect, v validity) {
	stand := standInFor(all, from, to, p, v)
	for k := from; k < to; k++ {
		d := all[k]
		g := Gap{From: Minute(d.at * minutesPerDay), To: Minute((d.at + 1) * minutesPerDay), Whole: to - from, Slots: 1,
			Hours: 24, Capture: captureAt(quarters, d.at*t.perDay()), Rule: stand.rule, Later: stand.later,
			Checked: stand.checked,
			Source:  Minute(stand.day * minutesPerDay)}
		if stand.grams == nil {
			f.unfilled++
			f.gaps = append(f.gaps, g)
			continue
		}
		stand.fill(&g, d, p)
		if n := len(f.gaps); n > 0 && k > from && g.Rule != KnownFlow && f.gaps[n-1].Rule == g.Rule &&
			f.gaps[n-1].grams.Cmp(g.grams) == 0 && sameRat(f.gaps[n-1].Capture, g.Capture) {
			f.gaps[n-1].To, f.gaps[n-1].Slots = g.To, f.gaps[n-1].Slots+1
			continue
		}
		f.gaps = append(f.gaps, g)
	}
}

// fill says what is added for a day: what stands in for it, or the concentration
// of that times the flow that was measured all the same, where this is more; less
// what the day's own valid hours measured already.
func (s standIn) fill(g *Gap, d waterDay, p NonDetect) {
	own := d.total.grams(p)
	byFlow := new(big.Rat).Mul(s.conc, new(big.Rat).Add(d.total.volume, d.known))
	if byFlow.Cmp(s.grams) > 0 && byFlow.Cmp(own) > 0 {
		g.Rule, g.conc = KnownFlow, s.conc
		g.grams = byFlow.Sub(byFlow, own)
		if s.conc.Sign() > 0 {
			g.flow = new(big.Rat).Quo(g.grams, s.conc)
		}
		return
	}
	g.grams = new(big.Rat).Sub(s.grams, own)
	if g.grams.Sign() < 0 {
		g.grams.SetInt64(0)
	}
}

func sameRat(a, b *big.Rat) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Cmp(b) == 0
}

// maxOf is the valid day with the greatest emission.
func maxOf(days []waterDay, p NonDetect) standIn {
	out := standIn{rule: NoFill}
	for _, d := range days {
		if d.state != valid {
			continue
		}
		if e := d.emission(p); out.grams == nil || e.Cmp(out.grams) > 0 {
			out = standIn{rule: MaxDay, grams: e, conc: d.mean(p), day: d.at}
		}
	}
	return out
}

// meanOf is the mean of the valid days.
func meanOf(days []waterDay, p NonDetect) standIn {
	out := standIn{rule: NoFill}
	n, volume := int64(0), new(big.Rat)
	for _, d := range days {
		if d.state != valid {
			continue
		}
		if n == 0 {
			out = standIn{rule: MeanPast, grams: new(big.Rat), conc: new(big.Rat), day: d.at}
		}
		out.grams.Add(out.grams, d.emission(p))
		out.conc.Add(out.conc, d.total.grams(p))
		volume.Add(volume, d.total.volume)
		n++
	}
	if n > 0 {
		out.grams.Mul(out.grams, big.NewRat(1, n))
	}
	if volume.Sign() > 0 {
		out.conc.Quo(out.conc, volume)
	} else if out.conc != nil {
		out.conc.SetInt64(0)
	}
	return out
}
