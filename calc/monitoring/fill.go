package monitoring

import (
	"math/big"

	"tidai/calc"
)

// FillRule names how a missing emission was filled in.
type FillRule string

// The rules.
const (
	Max180   FillRule = "hj75-180"  // maximum of the last 180 valid hours
	Max720   FillRule = "hj75-720"  // of the last 720
	Max2160  FillRule = "hj75-2160" // of the last 2160
	MaxDay   FillRule = "hj356-2019"
	MeanDay  FillRule = "day-mean" // an hour of a day that is valid without it: the day's mean
	MeanPast FillRule = "hj356-2007"
	// a flow without a concentration: the flow-weighted mean of a day times the flow
	KnownFlow FillRule = "measured-flow"
	NoFill    FillRule = "none"
)

// FillRules lists the rules.
var FillRules = calc.Words[FillRule]{
	{Key: Max180, Name: calc.Text{ZH: "前180个有效小时排放量最大值", EN: "maximum of the last 180 valid hours"}},
	{Key: Max720, Name: calc.Text{ZH: "前720个有效小时排放量最大值", EN: "maximum of the last 720 valid hours"}},
	{Key: Max2160, Name: calc.Text{ZH: "前2160个有效小时排放量最大值", EN: "maximum of the last 2160 valid hours"}},
	{Key: MaxDay, Name: calc.Text{ZH: "有效日排放量最大值", EN: "maximum valid daily emission"}},
	{Key: MeanDay, Name: calc.Text{ZH: "当日有效小时平均值", EN: "mean of the day's valid hours"}},
	{Key: MeanPast, Name: calc.Text{ZH: "前一段等长时间的平均值", EN: "mean of the preceding time of equal length"}},
	{Key: KnownFlow, Name: calc.Text{ZH: "日流量加权平均浓度×实测流量",
		EN: "flow-weighted mean of the day times the measured flow"}},
	{Key: NoFill, Name: calc.Text{ZH: "未补遗", EN: "not filled in"}},
}

// Name returns the rule in words.
func (r FillRule) Name() calc.Text { return FillRules.Name(r) }

// Gap is a run of slots without valid data, or the part of it that one rule
// fills.
type Gap struct {
	From, To Minute // To is the first minute after it
	Whole    int    // slots of the whole run, N
	Slots    int    // slots of this part
	Hours    int    // of a slot: 1 or 24
	Capture  *big.Rat
	Rule     FillRule
	Each     calc.Step // emission filled into each slot, kg
	Source   Minute    // when the value was measured
	Place    Place     // its row, where it is one
	Later    bool      // there was no earlier value: taken from the time after the gap
	Checked  bool      // of MaxDay: looked for since a check that the dossier states

	grams *big.Rat
	conc  *big.Rat // of KnownFlow: g/m3
	flow  *big.Rat // of KnownFlow: m3 of the gap
}

// filling is what a track's gaps are filled with under one policy.
type filling struct {
	gaps     []Gap
	unfilled int // slots that no rule fills
}

// past is the valid slots of a track in order of time, with their emissions.
type past struct {
	slots []int32
	grams []*big.Rat
	tops  map[int][]int // window -> for each slot, the position of the maximum of the window that ends there

	policy NonDetect
	means  map[int32]*big.Rat // first slot of a day -> its flow-weighted mean concentration, g/m3
}

func (t *track) past(from, to int32, p NonDetect) *past {
	h := &past{tops: map[int][]int{}, policy: p, means: map[int32]*big.Rat{}}
	share := p.share()
	t.g.each(from, to, func(i int32, x *slot) {
		if x.state == valid && !x.twice {
			det, lim, _ := t.mass(i)
			h.slots = append(h.slots, i)
			h.grams = append(h.grams, det.Add(det, lim.Mul(lim, share)))
		}
	})
	return h
}

// top gives, for each position, where the maximum of the n emissions that end
// there stands: of equal ones the earliest.
func (h *past) top(n int) []int {
	if out, ok := h.tops[n]; ok {
		return out
	}
	out, queue := make([]int, len(h.grams)), []int{}
	for k := range h.grams {
		for len(queue) > 0 && h.grams[queue[len(queue)-1]].Cmp(h.grams[k]) < 0 {
			queue = queue[:len(queue)-1]
		}
		queue = append(queue, k)
		if queue[0] <= k-n {
			queue = queue[1:]
		}
		out[k] = queue[0]
	}
	h.tops[n] = out
	return out
}

// best is the position of the maximum of the last n emissions before a slot;
// where there are none, of the first n after it.
func (h *past) best(before int32, n int) (k int, later, ok bool) {
	at := lowerBound(h.slots, before)
	if at > 0 {
		return h.top(n)[at-1], false, true
	}
	if len(h.slots) == 0 {
		return 0, false, false
	}
	last := min(n, len(h.slots)) - 1
	return h.top(n)[last], true, true
}

func lowerBound(list []int32, x int32) int {
	lo, hi := 0, len(list)
	for lo < hi {
		if mid := (lo + hi) / 2; list[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// fillHours fills the gaps of hourly gas data by HJ 75-2017, by analogy: the
// standard does not name metals. See withFlows for hours whose flow was measured. A stop ends a gap. The capture rate
// is that
// of the quarter an hour lies in, the length that of the whole gap.
func (t *track) fillHours(c *Collection, from, to int32, quarters []Quarter, p NonDetect,
	v validity) *filling {
	f := &filling{}
	var h *past
	for i := from; i < to; {
		if st := t.stateAt(i); st == valid || st == stopped {
			i++
			continue
		}
		end := i
		for end < to && t.stateAt(end) != valid && t.stateAt(end) != stopped {
			end++
		}
		if h == nil {
			h = t.past(t.g.index(c.from), to, p)
		}
		t.fillGap(c, f, h, i, end, quarters, v)
		i = end
	}
	return f
}

func (t *track) fillGap(c *Collection, f *filling, h *past, from, to int32, quarters []Quarter, v validity) {
	whole := int(to - from)
	for i := from; i < to; {
		end := to
		for _, q := range quarters {
			if i >= q.fromSlot && i < q.toSlot {
				end = min(to, q.toSlot)
			}
		}
		g := Gap{From: t.g.start(i), To: t.g.start(end), Whole: whole, Slots: int(end - i), Hours: int(t.g.step) /
			minutesPerHour, Capture: captureAt(quarters, i)}
		var window int
		window, g.Rule = v.window(g.Capture, whole*g.Hours)
		k, later, ok := 0, false, false
		if window > 0 {
			k, later, ok = h.best(from, window)
		}
		if ok {
			src := h.slots[k]
			g.grams, g.Later, g.Source = h.grams[k], later, t.g.start(src)
			g.Place = c.place(t.g.at(src).place)
			f.gaps = append(f.gaps, t.withFlows(c, g, i, end, h)...)
		} else {
			g.Rule = NoFill
			f.unfilled += g.Slots
			f.gaps = append(f.gaps, g)
		}
		i = end
	}
}

// withFlows takes the hours [from, to) of a gap apart whose flow was measured: they
// are not filled with less than the flow-weighted mean of their day times that
// flow, lest a peak of the flow goes with the concentration that is missing.
func (t *track) withFlows(c *Collection, gap Gap, from, to int32, h *past) []Gap {
	var out []Gap
	for i := from; i < to; i++ {
		g := gap
		g.From, g.To, g.Slots = t.g.start(i), t.g.start(i+1), 1
		if q := t.flowAt(i); q != nil {
			mean := h.mean(t, i)
			if e := new(big.Rat).Mul(mean, q); e.Cmp(gap.grams) > 0 {
				g.Rule, g.grams, g.conc, g.flow, g.Later, g.Place = KnownFlow, e, mean, q, false,
					c.place(t.g.at(i).place)
				g.Source = g.From - g.From%minutesPerDay
				out = append(out, g)
				continue
			}
		}
		if n := len(out); n > 0 && out[n-1].Rule == g.Rule {
			out[n-1].To, out[n-1].Slots = g.To, out[n-1].Slots+1
			continue
		}
		out = append(out, g)
	}
	return out
}

// mean is the flow-weighted mean concentration, in g/m3, of the valid hours of the
// day of a slot; 0 where there are none.
func (h *past) mean(t *track, i int32) *big.Rat {
	day := i - int32(floorDiv(int(i), int(t.perDay())))*t.perDay()
	from := i - day
	if m := h.means[from]; m != nil {
		return m
	}
	m := new(big.Rat)
	if n := t.over(from, from+t.perDay()); n.volume.Sign() > 0 {
		m = n.grams(h.policy)
		m.Quo(m, n.volume)
	}
	h.means[from] = m
	return m
}
