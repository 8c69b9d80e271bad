package totals

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
	"tidai/calc/quantity"
)

// Where the sums leave room for a doubt, and there are not too many values of
// these series, they are looked at one by one, in the order of time: a unit
// that changes within a month, hexavalent chromium above chromium in an hour.
// Where there are too many, that is said.

const (
	// mostClose is how many values series with a doubt may have for that: 34
	// years of hours.
	mostClose = 300_000
	// run is how many values on either side of a step are compared.
	run = 6
)

// closeValue is what one interval has.
type closeValue struct {
	value     quantity.Decimal
	unit      int16
	at        place
	nonDetect bool
	twice     bool // several that differ
}

// closeSeries are the values of series by the beginning of their intervals.
type closeSeries map[seriesKey]map[monitoring.Minute]closeValue

// closer takes what one goroutine reads; it is an intake.Sink.
type closer struct {
	*adder
	seen closeSeries
	part int32
}

// Begin says which part of the files what follows is of.
func (c *closer) Begin(part int) { c.part = int32(part) }

// Take takes a reading.
func (c *closer) Take(r monitoring.Reading) error {
	if c.fault(r) == "" {
		v := r.Concentration
		c.keep(seriesKey{r.Outlet, r.Pollutant, r.Minutes}, r.Start, closeValue{value: v.Decimal, unit: c.unit(v.Unit),
			at: place{c.part, int32(r.Place.Row)}, nonDetect: v.NonDetect})
	}
	return nil
}

// Bin is where the plain values of a series go.
func (c *closer) Bin(of intake.Series) intake.Bin {
	return closeBin{c, seriesKey{of.Outlet, of.Pollutant, of.Minutes}, c.unit(of.Unit)}
}

type closeBin struct {
	*closer
	key  seriesKey
	unit int16
}

// Take takes the value of an interval.
func (b closeBin) Take(start monitoring.Minute, value, _ quantity.Decimal, row int) {
	b.keep(b.key, start, closeValue{value: value, unit: b.unit, at: place{b.part, int32(row)}})
}

// keep keeps a value; what comes of several does not depend on their order.
func (c *closer) keep(k seriesKey, start monitoring.Minute, v closeValue) {
	list := c.seen[k]
	if list == nil || start < c.first || start >= c.behind {
		return
	}
	v.value = v.value.Trim()
	if old, found := list[start]; found {
		twice := old.twice || v.twice || old.value != v.value || old.unit != v.unit || old.nonDetect != v.nonDetect
		if old.at.before(v.at) {
			v = old
		}
		v.twice = twice
	}
	list[start] = v
}

// oneByOne looks at the series that the sums leave a doubt about.
func (a *adder) oneByOne() ([]calc.Finding, error) {
	doubt, n := a.doubted()
	if len(doubt) == 0 {
		return nil, nil
	}
	if n > a.mostClose {
		return []calc.Finding{a.notOneByOne(doubt, n)}, nil
	}
	var closers []*closer
	err := a.input.Pass(func(n int) []intake.Sink {
		closers = nil
		var sinks []intake.Sink
		for range n {
			c := &closer{adder: a, seen: closeSeries{}}
			for k := range doubt {
				c.seen[k] = map[monitoring.Minute]closeValue{}
			}
			closers, sinks = append(closers, c), append(sinks, c)
		}
		return sinks
	}, a.partsOf(doubt))
	if err != nil {
		return nil, err
	}
	all := closers[0]
	for _, c := range closers[1:] {
		for k, list := range c.seen {
			for start, v := range list {
				all.keep(k, start, v)
			}
		}
	}
	var out []calc.Finding
	for _, k := range sortedKeys(doubt) {
		out = append(out, a.steps(k, all.seen[k])...)
		if six := k; k.pollutant == calc.CrVI {
			k.pollutant = calc.Chromium
			out = append(out, a.sixAbove(six, all.seen[six], all.seen[k])...)
		}
	}
	return out, nil
}

// doubted are the series whose extremes leave room for a step, for which it
// holds true, and those of chromium where hexavalent and all of it have values
// in one block; n is how many values they have.
func (a *adder) doubted() (out map[seriesKey]bool, n int64) {
	out = map[seriesKey]bool{}
	for _, x := range a.sorted() {
		if x.key.minutes == 0 {
			continue
		}
		total := x.key
		total.pollutant = calc.Chromium
		for period, b := range x.blocks {
			for _, s := range b.sums {
				s.flush()
			}
			if wide(b.sums) {
				out[x.key] = true
			}
			if all := a.series[total]; x.key.pollutant == calc.CrVI && all != nil && all.blocks[period] != nil {
				for _, k := range []seriesKey{x.key, total} {
					if !out[k] {
						out[k] = false // it is there, whether wide or not
					}
				}
			}
		}
	}
	for k := range out {
		for _, b := range a.series[k].blocks {
			for _, s := range b.sums {
				n += s.n()
			}
		}
	}
	return out, n
}

// partsOf tells the parts of the files that have values of some series.
func (a *adder) partsOf(list map[seriesKey]bool) func(part int) bool {
	needed := map[int]bool{}
	for k := range list {
		for _, b := range a.series[k].blocks {
			for _, s := range b.spans {
				for part := s.from; part <= s.to; part++ {
					needed[int(part)] = true
				}
			}
		}
	}
	return func(part int) bool { return needed[part] }
}

// notOneByOne says what too many values were not looked at for: what could not
// be checked has not passed.
func (a *adder) notOneByOne(doubt map[seriesKey]bool, n int64) calc.Finding {
	var wides, both []string
	for _, k := range sortedKeys(doubt) {
		if doubt[k] {
			wides = append(wides, k.outlet+" "+string(k.pollutant))
		}
		total := k
		total.pollutant = calc.Chromium
		if _, known := doubt[total]; known && k.pollutant == calc.CrVI {
			both = append(both, k.outlet)
		}
	}
	term := calc.Text{ZH: "月", EN: "month"}
	if a.byDay {
		term = calc.Text{ZH: "日", EN: "day"}
	}
	var open []calc.Text
	if len(wides) > 0 {
		open = append(open, calc.Textf("%s内的突变（约三个数量级）：%s", "steps within a %s (about a thousandfold): %s",
			term,
			fewNames(wides)))
	}
	if len(both) > 0 {
		open = append(open, calc.Textf("逐个时段的六价铬与总铬：%s",
			"hexavalent chromium against chromium interval by interval: %s", fewNames(both)))
	}
	what := open[0]
	for _, more := range open[1:] {
		what = calc.Textf("%s；%s", "%s; %s", what, more)
	}
	return calc.Finding{Stage: calc.StageTotals, Code: CodeNotOneByOne, Severity: calc.Note, Count: n,
		Message: calc.Textf("%d 个数值超过逐个比较的上限 %d 个，只比较了各%s的均值；没有核对的是%s",
			"%d values are more than the %d that are compared one by one, and only means of each %s were compared; "+
				"not checked are %s", n, a.mostClose, term, what),
		Remedy: calc.Text{ZH: "按排放口或年份分几次给出文件，即逐个比较",
			EN: "give the files by outlet or by year: then they are compared one by one"}}
}

// fewNames writes the first of some names.
func fewNames(list []string) string {
	const shown = 6
	out := strings.Join(list[:min(len(list), shown)], ", ")
	if len(list) > shown {
		out += fmt.Sprintf(", … (%d)", len(list))
	}
	return out
}

// wide reports whether values of a block are hundreds of times others, or in
// several units.
func wide(list sums) bool {
	for _, s := range list {
		if s.unit != list[0].unit {
			return true
		}
		if d := &s.detected; d.extremes && d.n >= 2*run && d.most.Coef > 0 {
			least, most := float(d.least), float(d.most)
			if most >= monitoring.LeastStep*least {
				return true
			}
		}
	}
	return false
}

func float(d quantity.Decimal) float64 {
	f, _ := d.Rat().Float64()
	return f
}

// stretch are the values of a series that count, in the order of time.
type stretch struct {
	at     []monitoring.Minute
	values []closeValue
	in     []float64 // in the unit of the first
	unit   quantity.Unit
}

func (a *adder) stretch(list map[monitoring.Minute]closeValue) stretch {
	var s stretch
	for _, at := range slices.SortedFunc(maps.Keys(list), cmp.Compare[monitoring.Minute]) {
		v := list[at]
		if v.twice || v.nonDetect {
			continue
		}
		if len(s.values) == 0 {
			s.unit = a.units[v.unit]
		}
		x, err := inUnit(float(v.value), a.units[v.unit], s.unit)
		if err != nil {
			continue
		}
		s.values, s.at, s.in = append(s.values, v), append(s.at, at), append(s.in, x)
	}
	return s
}

// steps finds where the values before and behind are all apart, and their
// means by about 10^3.
func (a *adder) steps(k seriesKey, list map[monitoring.Minute]closeValue) []calc.Finding {
	s := a.stretch(list)
	found := monitoring.Steps(s.in, run)
	if len(found) == 0 {
		return nil
	}
	var places []string
	for _, i := range found[:min(len(found), mostPlaces)] {
		places = append(places, fmt.Sprintf("%s (%s)", s.at[i], a.position(s.values[i].at)))
	}
	i, u := found[0], s.unit
	return []calc.Finding{{Stage: calc.StageTotals, Code: CodeStep, Severity: calc.Warning, Subject: subject(k.outlet),
		At: a.position(s.values[i].at), Count: int64(len(found)), Places: places,
		Message: calc.Textf(
			"%s %s：从 %s（%s）起，均值从之前 %d 个的 %s 变为之后 %d 个的 %s，相差约三个数量级；共 %d 处",
			"%s %s: from %s (%s) on, the mean goes from %d values with %s to %d with %s, about a thousand times; "+
				"there are %d such steps",
			k.outlet, k.pollutant, s.at[i].String(), a.position(s.values[i].at).String(), run,
			shown(monitoring.Mean(s.in[i-run:i]), u), run, shown(monitoring.Mean(s.in[i:i+run]), u), len(found)),
		Remedy: calc.Text{ZH: "核对两段数据的单位（mg/L 与 ug/L）；确实如此的不用改",
			EN: "check the units of both stretches (mg/L and ug/L); nothing is to be done where it is so"}}}
}

// sixAbove finds intervals whose hexavalent chromium is above their chromium,
// of which it is a part; chromium not detected counts as its limit.
func (a *adder) sixAbove(k seriesKey, six, total map[monitoring.Minute]closeValue) []calc.Finding {
	n, places := int64(0), []string(nil)
	var first place
	for _, at := range slices.SortedFunc(maps.Keys(six), cmp.Compare[monitoring.Minute]) {
		v := six[at]
		all, both := total[at]
		if !both || v.twice || all.twice || v.nonDetect {
			continue
		}
		c, err := v.value.In(a.units[v.unit]).Cmp(all.value.In(a.units[all.unit]))
		if err != nil || c <= 0 {
			continue
		}
		if n++; n == 1 {
			first = v.at
		}
		if len(places) < mostPlaces {
			places = append(places, fmt.Sprintf("%s (%s: Cr6+ %s, %s: Cr %s)", at, a.position(v.at), a.written(v),
				a.position(all.at), a.written(all)))
		}
	}
	if n == 0 {
		return nil
	}
	return []calc.Finding{{Stage: calc.StageTotals, Code: CodeHexavalent, Severity: calc.Warning, At: a.position(first),
		Subject: subject(k.outlet), Count: n, Places: places,
		Message: calc.Textf("%s：六价铬高于总铬，二者不一致，共 %d 个时段，第一个：%s",
			"%s: more hexavalent chromium than chromium in %d intervals, the first: %s", k.outlet, n, places[0]),
		Remedy: calc.Text{ZH: "核对两列是否颠倒、单位是否一致", EN: "check whether columns or units are exchanged"}}}
}

// written is a value as it was read.
func (a *adder) written(v closeValue) string {
	sign := ""
	if v.nonDetect {
		sign = "<"
	}
	return fmt.Sprintf("%s%s %s", sign, v.value, a.units[v.unit])
}

// about reports whether a finding of a code is on a series.
func about(list []calc.Finding, code string, k seriesKey) bool {
	return slices.ContainsFunc(list, func(f calc.Finding) bool {
		return f.Code == code && strings.HasPrefix(f.Message.EN, k.outlet+" "+string(k.pollutant)+":")
	})
}
