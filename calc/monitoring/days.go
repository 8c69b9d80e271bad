package monitoring

import (
	"math/big"
	"slices"
)

// waterDay is one day of waste water, made of its hours or of its own row.
type waterDay struct {
	at      int32 // day number
	state   state
	total   total
	partial bool // valid although hours are missing
}

// waterDays are the days of [from, to). A day made of hours is valid where
// none is missing, or where enough hours have a value or a stop; its emission
// is then the sum of the valid hours, and the missing ones are filled with
// their mean, which is the flow-weighted mean of the day times its flow.
func (t *track) waterDays(from, to int32, th Thresholds) []waterDay {
	if days, ok := t.days[[2]int32{from, to}]; ok { // every policy asks for the same
		return days
	}
	per := t.perDay()
	var out []waterDay
	for i := from; i < to; i += per {
		d := waterDay{at: int32(floorDiv(int(t.g.start(i)), minutesPerDay)), total: t.over(i, i+per)}
		n := d.total
		switch {
		case n.valid == 0 && n.missing == 0:
			d.state = stopped
		case n.missing == 0:
			d.state = valid
		case per > 1 && n.valid > 0 && n.valid+n.stopped >= th.DayHours:
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
		g.Mul(g, big.NewRat(int64(d.total.valid+d.total.missing), int64(d.total.valid)))
	}
	return g
}

// fillDays fills the missing days of waste water by HJ 356, by analogy, and
// the missing hours of valid days by the day's mean. A missing day's emission
// is replaced as a whole: what was measured of it is taken away again, so that
// measured and filled add up to the replacement.
func (t *track) fillDays(c *Collection, from, to int32, quarters []Quarter, p NonDetect, th Thresholds,
	edition Water356) *filling {
	f := &filling{}
	days := t.waterDays(from, to, th)
	lead := t.waterDays(max(t.g.index(c.from), min(t.first(), from)), from, th) // days before the period
	all := slices.Concat(lead, days)
	for k := len(lead); k < len(all); {
		d := all[k]
		if d.partial {
			t.fillPart(f, d, quarters, p)
		}
		if d.state != invalid {
			k++
			continue
		}
		end := k
		for end < len(all) && all[end].state == invalid {
			end++
		}
		t.fillRun(f, all, k, end, quarters, p, edition)
		k = end
	}
	return f
}

func (t *track) fillPart(f *filling, d waterDay, quarters []Quarter, p NonDetect) {
	per := t.perDay()
	mean := d.total.grams(p)
	mean.Mul(mean, big.NewRat(1, int64(d.total.valid)))
	for i := d.at * per; i < (d.at+1)*per; i++ {
		if st := t.stateAt(i); st == valid || st == stopped {
			continue
		}
		g := Gap{From: t.g.start(i), To: t.g.start(i + 1), Whole: 1, Slots: 1, Hours: 1, Capture: captureAt(quarters,
			i), Rule: MeanDay, Source: Minute(d.at * minutesPerDay), grams: mean}
		if n := len(f.gaps); n > 0 && f.gaps[n-1].Rule == MeanDay && f.gaps[n-1].To == g.From &&
			f.gaps[n-1].Source == g.Source {
			last := &f.gaps[n-1]
			last.To, last.Whole, last.Slots = g.To, last.Whole+1, last.Slots+1
			continue
		}
		f.gaps = append(f.gaps, g)
	}
}

func (t *track) fillRun(f *filling, all []waterDay, from, to int, quarters []Quarter, p NonDetect, edition Water356) {
	var value *big.Rat
	var source int32
	rule, later := MaxDay, false
	if edition == Edition2007 {
		rule = MeanPast
		value, source = meanOf(all, max(0, 2*from-to), from, p)
	} else {
		value, source = maxOf(all, 0, from, p)
		if value == nil {
			value, source = maxOf(all, to, len(all), p)
			later = true
		}
	}
	if value == nil {
		rule, later = NoFill, false
	}
	per := t.perDay()
	for k := from; k < to; k++ {
		d := all[k]
		g := Gap{From: Minute(d.at * minutesPerDay), To: Minute((d.at + 1) * minutesPerDay), Whole: to - from, Slots: 1,
			Hours:   24,
			Capture: captureAt(quarters, d.at*per), Rule: rule, Later: later, Source: Minute(source * minutesPerDay)}
		if value == nil {
			f.unfilled++
			f.gaps = append(f.gaps, g)
			continue
		}
		g.grams = value
		if d.total.valid > 0 { // the day's own hours are measured already
			g.grams = new(big.Rat).Sub(value, d.total.grams(p))
			if g.grams.Sign() < 0 {
				g.grams.SetInt64(0)
			}
		}
		if n := len(f.gaps); n > 0 && k > from && f.gaps[n-1].grams.Cmp(g.grams) == 0 && sameRat(f.gaps[n-1].Capture,
			g.Capture) {
			f.gaps[n-1].To, f.gaps[n-1].Slots = g.To, f.gaps[n-1].Slots+1
			continue
		}
		f.gaps = append(f.gaps, g)
	}
}

func sameRat(a, b *big.Rat) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Cmp(b) == 0
}

func maxOf(days []waterDay, from, to int, p NonDetect) (best *big.Rat, at int32) {
	for _, d := range days[from:to] {
		if d.state != valid {
			continue
		}
		if e := d.emission(p); best == nil || e.Cmp(best) > 0 {
			best, at = e, d.at
		}
	}
	return best, at
}

func meanOf(days []waterDay, from, to int, p NonDetect) (mean *big.Rat, at int32) {
	n := int64(0)
	for _, d := range days[from:to] {
		if d.state == valid {
			if n == 0 {
				mean, at = new(big.Rat), d.at
			}
			mean.Add(mean, d.emission(p))
			n++
		}
	}
	if n > 0 {
		mean.Mul(mean, big.NewRat(1, n))
	}
	return mean, at
}
