package integrity

import (
	"cmp"
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Gatherer sorts readings into series. It holds every reading: give it those
// of a few outlets at a time.
type Gatherer struct{ by map[seriesKey]*gathered }

type seriesKey struct {
	outlet    string
	pollutant calc.Pollutant
	unit      string // water and gas never mix
}

type gathered struct {
	Series
	flows []quantity.Unit // of each sample; the zero Unit where it has none
}

// bases are the units in which concentrations are compared.
var bases = []quantity.Unit{quantity.MustUnit("mg/L"), quantity.MustUnit("mg/Nm3")}

// Add takes one reading. One whose concentration has a unit that is neither a
// mass by volume nor by volume at standard state, or whose number does not fit
// when converted, is left out. Readings without a
// concentration are a series of their own, without unit: their flows still
// tell of stops.
func (g *Gatherer) Add(r monitoring.Reading) {
	unit, ok := g.base(r.Concentration.Unit)
	c, fits := convert(r.Concentration, unit)
	if r.Concentration.Set && (!ok || !fits) {
		return
	}
	if !r.Concentration.Set {
		unit = quantity.Unit{}
	}
	if g.by == nil {
		g.by = map[seriesKey]*gathered{}
	}
	key := seriesKey{r.Outlet, r.Pollutant, unit.String()}
	s := g.by[key]
	if s == nil {
		s = &gathered{Series: Series{Outlet: r.Outlet, Pollutant: r.Pollutant, Unit: unit}}
		g.by[key] = s
	}
	if r.Kind != monitoring.Automatic {
		s.Manual = append(s.Manual, Manual{Outlet: r.Outlet, Pollutant: r.Pollutant, Start: r.Start, Minutes: r.Minutes,
			C:         c,
			NonDetect: r.Concentration.NonDetect, Report: r.Report, Lab: r.Lab, Place: r.Place})
		return
	}
	x := Sample{Start: r.Start, Minutes: r.Minutes, C: c, Flag: r.Flag, NonDetect: r.Concentration.NonDetect,
		Place: r.Place}
	flow := quantity.Unit{}
	if r.Flow.Set {
		x.Flow, flow = Optional{r.Flow.Decimal, true}, r.Flow.Unit
	}
	s.Samples, s.flows = append(s.Samples, x), append(s.flows, flow)
}

// Series lists the series by outlet, pollutant and unit. Flows are only
// compared with zero and with each other: where a series has several units of
// flow, those in another than the first by name are left out.
func (g *Gatherer) Series() []Series {
	var out []Series
	for _, s := range g.by {
		for i, u := range s.flows {
			if s.Samples[i].Flow.Set && (s.FlowUnit.String() == "" || u.String() < s.FlowUnit.String()) {
				s.FlowUnit = u
			}
		}
		for i, u := range s.flows {
			if u.String() != s.FlowUnit.String() {
				s.Samples[i].Flow = Optional{}
			}
		}
		out = append(out, s.Series)
	}
	slices.SortFunc(out, func(a, b Series) int {
		return cmp.Or(cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(a.Pollutant, b.Pollutant),
			cmp.Compare(a.Unit.String(), b.Unit.String()))
	})
	return out
}

func (g *Gatherer) base(u quantity.Unit) (quantity.Unit, bool) {
	for _, b := range bases {
		if u.Same(b) {
			return b, true
		}
	}
	return quantity.Unit{}, false
}

// convert returns a value in a unit; ok is false where it has more digits
// than a Decimal holds, or another dimension.
func convert(v monitoring.Value, unit quantity.Unit) (Optional, bool) {
	if !v.Set {
		return Optional{}, true
	}
	if v.Unit.String() == unit.String() {
		return Optional{v.Decimal, true}, true
	}
	return decimalIn(v.In(v.Unit), unit)
}

func decimalIn(q quantity.Quantity, unit quantity.Unit) (Optional, bool) {
	q, err := q.In(unit)
	if err != nil {
		return Optional{}, false
	}
	d, ok := quantity.DecimalOf(q.Rat())
	return Optional{d, ok}, ok
}
