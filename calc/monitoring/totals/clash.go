package totals

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// clashes are the intervals of a series whose values contradict each other.
type clashes struct {
	n     int
	first []clash // in order of time
}

// clash is one of them: two values that differ, in the order of the files.
type clash struct {
	at       monitoring.Minute
	one, two rival
}

// mostPlaces bounds the contradictions that are kept with both their places.
const mostPlaces = 20

func (a *adder) clash(k seriesKey, at monitoring.Minute, c *claim, r rival) {
	x := a.clashes[k]
	if x == nil {
		x = &clashes{}
		a.clashes[k] = x
	}
	x.n++
	x.first = append(x.first, clash{at, rival{c.given, c.at}, r})
	if len(x.first) >= 2*mostPlaces {
		x.keep()
	}
}

func (x *clashes) keep() {
	slices.SortFunc(x.first, func(p, q clash) int { return cmp.Compare(p.at, q.at) })
	x.first = slices.Clip(x.first[:min(len(x.first), mostPlaces)])
}

// conflicts says where values contradict each other: one finding for all
// series, or one for each where all are asked for.
func (a *adder) conflicts() []calc.Finding {
	var out []calc.Finding
	var keys []seriesKey
	for _, k := range sortedKeys(a.clashes) {
		a.clashes[k].keep()
		keys = append(keys, k)
	}
	if a.options.AllFindings || len(keys) == 1 {
		for _, k := range keys {
			out = append(out, a.conflictsOf(k))
		}
		return out
	}
	if len(keys) > 1 {
		out = append(out, a.conflictsOfAll(keys))
	}
	return out
}

// conflictsOf is the finding on one series.
func (a *adder) conflictsOf(k seriesKey) calc.Finding {
	x := a.clashes[k]
	f := a.conflict(k, x.first[0])
	f.Count = int64(x.n)
	for _, c := range x.first {
		f.Places = append(f.Places, a.clashText(c))
	}
	f.Subject = "outlet:" + k.outlet
	f.Message = calc.Textf("%s 的 %s：%d 个时段的重复数据互相矛盾，均不采用。第一处：%s",
		"%s, %s: %d intervals have several values that contradict each other; none is used. The first: %s",
		k.outlet, k.pollutant, x.n, f.Places[0])
	return f
}

// conflictsOfAll is one finding on many series: the same hours of all metals
// of an outlet have one cause.
func (a *adder) conflictsOfAll(keys []seriesKey) calc.Finding {
	const shown = 6
	n, first := 0, keys[0]
	var list, places []string
	for _, k := range keys {
		x := a.clashes[k]
		if n += x.n; x.first[0].at < a.clashes[first].first[0].at {
			first = k
		}
		for _, c := range x.first[:min(len(x.first), mostPlaces-len(places))] {
			places = append(places, fmt.Sprintf("%s %s %s", k.outlet, k.pollutant, a.clashText(c)))
		}
		if len(list) < shown {
			list = append(list, fmt.Sprintf("%s %s × %d", k.outlet, k.pollutant, x.n))
		}
	}
	if len(keys) > shown {
		list = append(list, "…")
	}
	c := a.clashes[first].first[0]
	f := a.conflict(first, c)
	f.Count, f.Places = int64(n), places
	f.Message = calc.Textf("%d 个系列的 %d 个数据时段有互相矛盾的重复数据，均不采用（%s）。第一处：%s %s，%s",
		"%d series have %d intervals with several values that contradict each other; none is used (%s). "+
			"The first: %s %s, %s",
		len(keys), n, strings.Join(list, ", "), first.outlet, first.pollutant, a.clashText(c))
	return f
}

func (a *adder) conflict(k seriesKey, c clash) calc.Finding {
	return calc.Finding{Stage: calc.StageTotals, Code: CodeConflict, Severity: calc.Error,
		At: a.position(c.one.at),
		Remedy: calc.Text{ZH: "核对原始数据，每个时段只留一个；同一时段出自两个文件或两次导出的，去掉其中一份",
			EN: "check the raw data and keep one value for each interval; where two files or exports overlap, " +
				"leave one of them out"}}
}

// clashText writes an interval and both values with their places.
func (a *adder) clashText(c clash) string {
	return fmt.Sprintf("%s (%s, %s)", c.at, a.rivalText(c.one), a.rivalText(c.two))
}

func (a *adder) rivalText(r rival) string {
	below := ""
	if r.nonDetect {
		below = "<"
	}
	s := fmt.Sprintf("%s: %s%s %s", a.position(r.at), below, r.value(), a.units[r.unit])
	if r.hasFlow {
		s += fmt.Sprintf(" × %s %s", r.flow(), a.units[r.flowUnit])
	}
	return s
}

// position is where a place is.
func (a *adder) position(p place) calc.Position {
	sheet, line := a.input.Line(int(p.part), int(p.row))
	return calc.Position{File: a.names[a.input.File(int(p.part))], Line: line, Sheet: sheet}
}
