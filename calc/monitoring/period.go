package monitoring

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

func yearPeriod(y int) Period {
	return Period{From: calc.Date{Year: y, Month: 1, Day: 1}, To: calc.Date{Year: y, Month: 12, Day: 31},
		Kind: CalendarYear}
}

// periods lists what an outlet is accounted for: the years asked for; else the
// periods the dossier states; else the calendar years of the data; and the
// permit years that lie in the data, where the specification counts from the
// issue of the permit.
func (a *assessor) periods(o dossier.Outlet, p calc.Pollutant, rule factors.MonitoringRule) []Period {
	var out []Period
	add := func(x Period) {
		if !slices.ContainsFunc(out, func(y Period) bool { return y.From == x.From && y.To == x.To }) {
			out = append(out, x)
		}
	}
	from, to, any := a.data.span(o.ID, p)
	if len(a.Years) > 0 {
		for _, y := range a.Years {
			add(yearPeriod(y))
		}
	} else {
		for _, b := range a.Facts.Bases {
			if b.Outlet == o.ID && !b.From.IsZero() {
				x := Period{b.From, b.To, StatedPeriod}
				if whole := yearPeriod(b.From.Year); whole.From == b.From && whole.To == b.To {
					x = whole
				}
				add(x)
			}
		}
		if any && len(out) == 0 {
			for y := from.Year; y <= to.Year; y++ {
				add(yearPeriod(y))
			}
		}
	}
	if rule.Rolling == "issue" && any {
		for _, x := range a.permitYears(o, from, to) {
			add(x)
		}
	}
	slices.SortStableFunc(out, func(x, y Period) int {
		if x.From.Before(y.From) {
			return -1
		} else if y.From.Before(x.From) {
			return 1
		}
		return 0
	})
	return out
}

// permitYears are the years from the issue of the outlet's permit that the
// data cover.
func (a *assessor) permitYears(o dossier.Outlet, from, to calc.Date) []Period {
	var out []Period
	for _, p := range a.Facts.Permits {
		if p.Discharger != o.Discharger || len(p.Versions) == 0 {
			continue
		}
		issued := p.Versions[0].ValidFrom
		for _, v := range p.Versions {
			if v.ValidFrom.Before(issued) && !v.ValidFrom.IsZero() {
				issued = v.ValidFrom
			}
		}
		if issued.IsZero() {
			continue
		}
		for start := issued; !start.After(to); start = addYear(start) {
			if end := addYear(start).AddDays(-1); !start.Before(from) && !end.After(to) {
				out = append(out, Period{start, end, PermitYear})
			}
		}
	}
	return out
}

// addYear is the same day of the next year; 29 February becomes 1 March.
func addYear(d calc.Date) calc.Date {
	return calc.Date{Year: d.Year + 1, Month: d.Month, Day: d.Day}.AddDays(0)
}

// span is the first and last day with data of an outlet and pollutant.
func (c *Collection) span(outlet string, p calc.Pollutant) (from, to calc.Date, any bool) {
	var lo, hi Minute
	see := func(m Minute) {
		if !any || m < lo {
			lo = m
		}
		if !any || m > hi {
			hi = m
		}
		any = true
	}
	for _, k := range []Kind{Automatic, Manual, Enforcement} {
		s := c.of(SeriesKey{k, outlet, p})
		if s == nil {
			continue
		}
		for _, g := range s.grids {
			g.each(g.index(c.from), g.index(c.to), func(i int32, _ *slot) { see(g.start(i)) })
		}
		for _, x := range s.samples {
			see(x.Start)
		}
	}
	return lo.Date(), hi.Date(), any
}
