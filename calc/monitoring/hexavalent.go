package monitoring

import (
	"maps"
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// sixAbove is where hexavalent chromium is above the chromium of the same time,
// of which it is a part: how often, and the first time.
type sixAbove struct {
	n          int
	at         Minute
	six, total Place
	c          [2]*big.Rat // both, in g/m3
}

func (x *sixAbove) see(at Minute, six, total Place, a, b *big.Rat) {
	if a.Cmp(b) <= 0 {
		return
	}
	if x.n++; x.n == 1 || at < x.at {
		x.at, x.six, x.total, x.c = at, six, total, [2]*big.Rat{a, b}
	}
}

// hexavalent asks about hexavalent chromium above chromium at an outlet: columns
// or units are exchanged, for neither can be right. Chromium that was not detected
// counts as its limit, hexavalent chromium as nothing.
func (a *assessor) hexavalent(o dossier.Outlet) {
	x := &sixAbove{}
	six, total := a.kindsOf(Point{o.ID, calc.CrVI}), a.kindsOf(Point{o.ID, calc.Chromium})
	for i, s := range six {
		if s != nil && total[i] != nil {
			a.sixInGrids(x, s, total[i])
			a.sixInSamples(x, s, total[i])
		}
	}
	if x.n == 0 {
		return
	}
	mg := func(g *big.Rat) string { return quantity.Shown(g, 3) + " mg/L" }
	if o.Medium == calc.Air {
		mg = func(g *big.Rat) string {
			return quantity.Shown(new(big.Rat).Mul(g, big.NewRat(1000, 1)), 3) + " mg/Nm3"
		}
	}
	a.report(CodeHexavalent, calc.Warning, calc.Position{File: x.six.File, Line: x.six.Row},
		"outlet:"+o.ID+"/"+string(calc.CrVI),
		calc.Textf("%s：六价铬高于总铬，二者矛盾，共 %d 处，最早 %s：六价铬 %s（%s），总铬 %s（%s）",
			"%s: more hexavalent chromium than chromium, %d times, the earliest %s: hexavalent chromium %s (%s), chromium "+
				"%s (%s)", o.ID, x.n, x.at.String(), mg(x.c[0]), x.six.String(), mg(x.c[1]), x.total.String()),
		calc.Text{ZH: "核对两列是否颠倒、单位是否一致", EN: "check whether columns or units are exchanged"})
}

// kindsOf are the series of an outlet and pollutant, each kind in its place; nil
// where there are no data of it.
func (a *assessor) kindsOf(at Point) (out [3]*series) {
	for i, k := range []Kind{Automatic, Manual, Enforcement} {
		out[i] = a.data.of(SeriesKey{k, at.Outlet, at.Pollutant})
	}
	return out
}

func (a *assessor) sixInGrids(x *sixAbove, six, total *series) {
	for _, step := range slices.Sorted(maps.Keys(six.grids)) {
		all, g := total.grids[step], six.grids[step]
		if all == nil {
			continue
		}
		g.each(g.index(a.data.from), g.index(a.data.to), func(i int32, s *slot) {
			t := all.at(i)
			if s.state != valid || s.twice || s.limit || t == nil || t.state != valid || t.twice {
				return
			}
			c, _ := six.parts(s)
			whole, _ := total.parts(t)
			x.see(g.start(i), a.data.place(s.place), a.data.place(t.place), c, whole)
		})
	}
}

func (a *assessor) sixInSamples(x *sixAbove, six, total *series) {
	byTime := map[Minute][]*sample{}
	for _, s := range sortedSamples(total.samples) {
		byTime[s.Start] = append(byTime[s.Start], s)
	}
	for _, s := range sortedSamples(six.samples) {
		if s.why != fine || s.Concentration.NonDetect {
			continue
		}
		for _, t := range byTime[s.Start] {
			if t.why != fine || t.Sample != s.Sample || t.Report != s.Report {
				continue
			}
			c, whole := concOf(s, six.medium)(Limit), concOf(t, total.medium)(Limit)
			if c.OK() && whole.OK() && c.Value().Unit().Same(whole.Value().Unit()) {
				x.see(s.Start, s.Place, t.Place, gramsPer(c), gramsPer(whole))
				break
			}
		}
	}
}

// gramsPer is a concentration in g/m3, or g/Nm3.
func gramsPer(c calc.Step) *big.Rat {
	for _, u := range []quantity.Unit{gramPerM3, gramPerNm3} {
		if q, err := c.Value().In(u); err == nil {
			return q.Rat()
		}
	}
	return new(big.Rat)
}
