package totals

import (
	"fmt"
	"maps"
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// What follows asks about numbers that can hardly be what was measured. It
// changes no amount.

const (
	// apart is how many times the greatest other value a placeholder must be.
	apart = 3
	// enoughForMean is how many values a mean must be of to be compared.
	enoughForMean = 10
)

// blockMean is what one block of a series has in one unit. Its numbers are
// binary: they describe, and decide no amount.
type blockMean struct {
	period    int32
	n, found  int64   // values, and those detected
	mean      float64 // of those detected
	low, high float64 // of all, not detected ones as zero, and as their limits
	unit      quantity.Unit
}

// doubtful returns the findings on values of all series.
func (a *adder) doubtful() ([]calc.Finding, error) {
	watch := map[watched]watchedIn{}
	means := map[seriesKey][]blockMean{}
	for _, x := range a.sorted() {
		for _, period := range slices.Sorted(maps.Keys(x.blocks)) {
			for _, s := range x.blocks[period].sums {
				s.flush()
				if d := &s.detected; d.extremes && monitoring.Placeholder(d.most) {
					a.watch(watch, watched{x.key, false, d.most, a.units[s.unit].String()}, x)
				}
				if monitoring.Placeholder(s.detected.mostFlow) {
					a.watch(watch, watched{x.key, true, s.detected.mostFlow, a.units[s.flowUnit].String()}, x)
				}
				means[x.key] = append(means[x.key], a.meanOf(s, period))
			}
		}
	}
	out, err := a.far()
	if err != nil {
		return nil, err
	}
	found, err := a.oneByOne()
	if err != nil {
		return nil, err
	}
	out = append(out, found...)
	for _, k := range sortedKeys(means) {
		if !about(found, CodeStep, k) {
			out = append(out, a.step(k, means[k])...)
		}
	}
	for _, f := range a.hexavalent(means) {
		if !slices.ContainsFunc(found, func(x calc.Finding) bool {
			return x.Code == f.Code && x.Subject == f.Subject
		}) {
			out = append(out, f)
		}
	}
	if len(watch) == 0 {
		return out, nil
	}
	found, err = a.placeholders(watch)
	return append(out, found...), err
}

// watch has the files looked at again for a number that may stand apart,
// unless the greatest numbers of other blocks show already that it does not.
func (a *adder) watch(list map[watched]watchedIn, w watched, x *series) {
	if _, known := list[w]; known {
		return
	}
	in := watchedIn{}
	for _, b := range x.blocks {
		for _, s := range b.sums {
			s.flush()
			most, unit, some := s.detected.most, s.unit, s.detected.extremes
			if w.flow {
				most, unit, some = s.detected.mostFlow, s.flowUnit, s.hasFlow
			}
			if !some || a.units[unit].String() != w.unit {
				continue
			}
			switch c := most.Cmp(w.value); {
			case c > 0:
				return
			case c == 0:
				in.spans = append(in.spans, b.spans...)
			case most.Cmp(in.next) > 0:
				in.next = most
			}
		}
	}
	if (&sight{next: in.next}).standsApart(w.value) {
		list[w] = in
	}
}

// watchedIn is where a watched number stands, and the greatest number of the
// blocks where it does not.
type watchedIn struct {
	spans []span
	next  quantity.Decimal
}

func (s *sum) flush() {
	s.detected.flush()
	if s.limits != nil {
		s.limits.flush()
	}
}

func (a *adder) meanOf(s *sum, period int32) blockMean {
	m := blockMean{period: period, n: s.n(), unit: a.units[s.unit]}
	m.found = m.n - s.notDetected()
	total, _ := s.detected.value.Rat().Float64()
	m.mean, m.low, m.high = total/float64(m.found), total/float64(m.n), total/float64(m.n)
	if s.limits != nil {
		below, _ := s.limits.value.Rat().Float64()
		m.high += below / float64(m.n)
	}
	return m
}

// step finds the first two neighbouring blocks whose values differ by about
// 10^3.
func (a *adder) step(k seriesKey, list []blockMean) []calc.Finding {
	for i := 1; i < len(list); i++ {
		p, q := list[i-1], list[i]
		if p.found < enoughForMean || q.found < enoughForMean || !(p.mean > 0 && q.mean > 0) {
			continue
		}
		after, err := inUnit(q.mean, q.unit, p.unit)
		factor := max(after/p.mean, p.mean/after)
		if err != nil || factor < monitoring.LeastStep || factor > monitoring.MostStep {
			continue
		}
		return []calc.Finding{{Stage: calc.StageTotals, Code: CodeStep, Severity: calc.Warning,
			Subject: subject(k.outlet),
			Message: calc.Textf("%s %s：均值从 %s 的 %s 变为 %s 的 %s，相差约三个数量级",
				"%s %s: the mean goes from %s with %s to %s with %s, about a thousand times", k.outlet, k.pollutant,
				a.month(p.period), shown(p.mean, p.unit), a.month(q.period), shown(q.mean, q.unit)),
			Remedy: calc.Text{ZH: "核对两段数据的单位（mg/L 与 ug/L）；确实如此的不用改",
				EN: "check the units of both stretches (mg/L and ug/L); nothing is to be done where it is so"}}}
	}
	return nil
}

// inUnit converts a number that describes.
func inUnit(x float64, from, to quantity.Unit) (float64, error) {
	if from == to {
		return x, nil
	}
	scale, err := quantity.Int(1, from).In(to)
	f, _ := scale.Rat().Float64()
	return x * f, err
}

// hexavalent finds outlets whose hexavalent chromium is above their chromium,
// of which it is a part, block by block. Values not detected speak for it as
// little as they can.
func (a *adder) hexavalent(means map[seriesKey][]blockMean) []calc.Finding {
	var out []calc.Finding
	for _, k := range sortedKeys(means) {
		total := k
		total.pollutant = calc.Chromium
		if k.pollutant != calc.CrVI || len(means[total]) == 0 {
			continue
		}
		n := 0
		var first calc.Text
		for _, six := range means[k] {
			at := slices.IndexFunc(means[total], func(m blockMean) bool { return m.period == six.period })
			if at < 0 {
				continue
			}
			all := means[total][at]
			low, err := inUnit(six.low, six.unit, all.unit)
			if err != nil || low <= all.high || all.n != six.n {
				continue
			}
			if n++; n == 1 {
				first = calc.Textf("%s，六价铬均值 %s，总铬均值 %s",
					"%s, the mean of hexavalent chromium is %s, of chromium %s", a.month(six.period),
					shown(six.low, six.unit), shown(all.high, all.unit))
			}
		}
		if n > 0 {
			out = append(out, calc.Finding{Stage: calc.StageTotals, Code: CodeHexavalent, Severity: calc.Warning,
				Subject: subject(k.outlet),
				Message: calc.Textf("%s：六价铬高于总铬，二者不一致，共 %d 个时段，第一个：%s",
					"%s: more hexavalent chromium than chromium in %d periods, the first: %s", k.outlet, n, first),
				Remedy: calc.Text{ZH: "核对两列是否颠倒、单位是否一致",
					EN: "check whether columns or units are exchanged"}})
		}
	}
	return out
}

// month names a block.
func (a *adder) month(period int32) string {
	d := a.begin(period).Date()
	if a.byDay {
		return d.String()
	}
	return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
}

// shown writes a number that describes.
func shown(x float64, u quantity.Unit) string { return fmt.Sprintf("%.3g %s", x, u) }
