package integrity

import (
	"math"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Gatherer sorts readings into series. It holds every reading: give it those
// of a few outlets at a time.
type Gatherer struct {
	expect   int // automatic readings of a series
	by       map[seriesKey]*gathered
	last     *gathered // that took the reading before
	lastKind kind
	room     *room                   // to be used again; nil: none
	files    map[string][]attributed // by SHA-256
}

type seriesKey struct {
	outlet    string
	pollutant calc.Pollutant
	unit      string // water and gas never mix
	minutes   int32  // nor do hours and days; 0: manual results
}

type gathered struct {
	Series
	flows []uint8         // of each sample: its unit; 0 where it has none
	units []quantity.Unit // 1 and on
}

// bases are the units in which concentrations are compared.
var bases = []quantity.Unit{quantity.MustUnit("mg/L"), quantity.MustUnit("mg/Nm3")}

// Add takes one reading, and does not keep it. One whose concentration has a unit
// that is neither a mass by volume nor by volume at standard state, or whose number
// does not fit when converted, is left out. Readings without a
// concentration are a series of their own, without unit: their flows still
// tell of stops.
func (g *Gatherer) Add(r *monitoring.Reading) {
	s, c, ok := g.sorted(r)
	if !ok {
		return
	}
	if r.Kind != monitoring.Automatic {
		s.Manual = append(s.Manual, Manual{Outlet: r.Outlet, Pollutant: r.Pollutant, Start: r.Start, Minutes: r.Minutes,
			C:         c,
			Unit:      s.Unit,
			Flow:      Optional{r.Flow.Decimal, r.Flow.Set},
			FlowUnit:  r.Flow.Unit.String(),
			NonDetect: r.Concentration.NonDetect, Report: r.Report, Lab: r.Lab, Place: r.Place})
		return
	}
	x := Sample{Start: r.Start, Minutes: r.Minutes, C: c, Flag: r.Flag, NonDetect: r.Concentration.NonDetect,
		Place: r.Place}
	if s.Samples == nil && r.Concentration.Set {
		s.Samples, s.flows = g.room.take(g.expect)
	}
	flow := uint8(0)
	if r.Flow.Set {
		x.Flow, flow = Optional{r.Flow.Decimal, true}, s.flowUnit(r.Flow.Unit)
	}
	s.Samples, s.flows = append(s.Samples, x), append(s.flows, flow)
}

// kind is what readings of a series have in common.
type kind struct {
	kind      monitoring.Kind
	outlet    string
	pollutant calc.Pollutant
	minutes   int32
	unit      quantity.Unit // as read
	set       bool
}

// sorted finds the series of a reading, and its concentration in the unit of that.
func (g *Gatherer) sorted(r *monitoring.Reading) (*gathered, Optional, bool) {
	k := kind{r.Kind, r.Outlet, r.Pollutant, r.Minutes, r.Concentration.Unit, r.Concentration.Set}
	if g.last != nil && g.lastKind == k { // mostly that of the reading before
		c, fits := convert(r.Concentration, g.last.Unit)
		return g.last, c, fits
	}
	unit, ok := g.base(r.Concentration.Unit)
	c, fits := convert(r.Concentration, unit)
	if r.Concentration.Set && (!ok || !fits) {
		return nil, c, false
	}
	if !r.Concentration.Set {
		unit = quantity.Unit{}
	}
	if g.by == nil {
		g.by = map[seriesKey]*gathered{}
	}
	key := seriesKey{r.Outlet, r.Pollutant, unit.String(), r.Minutes}
	if r.Kind != monitoring.Automatic {
		key.minutes = 0
	}
	s := g.by[key]
	if s == nil {
		s = &gathered{Series: Series{Outlet: r.Outlet, Pollutant: r.Pollutant, Unit: unit}}
		g.by[key] = s
	}
	g.last, g.lastKind = s, k
	return s, c, true
}

// room is memory for the samples of one series after another: those of a year of
// minutes are too many to ask for anew each time. A nil room has none.
type room struct {
	samples, good, detected []Sample
	flows                   []uint8
	taken                   bool
}

// take is memory for n samples and their flows; a second series at the same time has
// memory of its own.
func (m *room) take(n int) ([]Sample, []uint8) {
	if m == nil || m.taken {
		return make([]Sample, 0, n), make([]uint8, 0, n)
	}
	if m.taken = true; cap(m.samples) < n {
		m.samples, m.flows = make([]Sample, 0, n), make([]uint8, 0, n)
	}
	return m.samples[:0], m.flows[:0]
}

// Series lists the series by outlet, pollutant, unit and length of the readings.
// Manual results stand with the longest list of automatic ones of their kind.
// Flows are only compared with zero and with each other: where a series has
// several units of flow, those in another than the first by name are left out.
// Days stand as sums of the hours, where there are both.
func (g *Gatherer) Series() []Series {
	keys := sortedKeys(g.by, func(k seriesKey) string {
		return k.outlet + "\x00" + string(k.pollutant) + "\x00" + k.unit + "\x00" + pad(int(k.minutes))
	})
	var out []Series
	for i := 0; i < len(keys); {
		end := i + 1
		for end < len(keys) && keys[end].outlet == keys[i].outlet && keys[end].pollutant == keys[i].pollutant &&
			keys[end].unit == keys[i].unit {
			end++
		}
		out = append(out, g.kind(keys[i:end])...)
		i = end
	}
	return out
}

// kind are the series of one outlet, pollutant and unit.
func (g *Gatherer) kind(keys []seriesKey) []Series {
	var out []Series
	var results []Manual
	longest := 0
	for _, k := range keys {
		s := g.by[k]
		results = append(results, s.Manual...)
		if len(s.Samples) == 0 {
			continue
		}
		out = append(out, s.ofOneFlow())
		if len(s.Samples) > len(out[longest].Samples) {
			longest = len(out) - 1
		}
	}
	if len(out) == 0 {
		out = []Series{g.by[keys[0]].Series}
	}
	out[longest].Manual = results
	for i, days := range out {
		for _, hours := range out[:i] {
			if len(days.Samples) > 0 && days.Samples[0].Minutes == 1440 && hours.Samples[0].Minutes == 60 {
				out[i].Sums = monthSums(hours, days)
			}
		}
	}
	return out
}

// flowUnit is the number of a unit of flow.
func (s *gathered) flowUnit(u quantity.Unit) uint8 {
	for i := range s.units {
		if s.units[i] == u || s.units[i].String() == u.String() {
			return uint8(i + 1)
		}
	}
	if len(s.units) == math.MaxUint8 { // no file has so many
		return 0
	}
	s.units = append(s.units, u)
	return uint8(len(s.units))
}

// ofOneFlow leaves the flows of one unit.
func (s *gathered) ofOneFlow() Series {
	out := s.Series
	out.Manual = nil
	if len(s.units) == 0 {
		return out
	}
	least := 0
	for i, u := range s.units {
		if u.String() < s.units[least].String() {
			least = i
		}
	}
	out.FlowUnit = s.units[least]
	for i, n := range s.flows {
		if int(n) != least+1 {
			out.Samples[i].Flow = Optional{}
		}
	}
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
