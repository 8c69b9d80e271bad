package monitoring

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Units amounts are computed in.
var (
	gramPerM3  = quantity.MustUnit("g/m3")
	gramPerNm3 = quantity.MustUnit("g/Nm3")
	m3         = quantity.MustUnit("m3")
	nm3        = quantity.MustUnit("Nm3")
	m3PerHour  = quantity.MustUnit("m3/h")
	nm3PerHour = quantity.MustUnit("Nm3/h")
	tonne      = quantity.MustUnit("t")
	tonnePerH  = quantity.MustUnit("t/h")
	gram       = quantity.MustUnit("g")
	kilogram   = quantity.MustUnit("kg")
	hour       = quantity.MustUnit("h")
	day        = quantity.MustUnit("d")
)

// unitPair is a pair of units rows come in, with what their numbers are
// multiplied by: the concentration to g/m3, the flow to m3 of the interval;
// for gas both in the standard state, dry.
type unitPair struct {
	conc, flow   string
	minutes      int32
	toGram, toM3 *big.Rat
	gram, hourly quantity.Decimal // toGram, and toM3 times the intervals of an hour
	plain        bool             // these two are decimals
	bare         bool             // gas: mg/m3 without a mark of the standard state
	why          reason
}

const maxPairs = 255

// pair finds the pair of units of a row. A concentration of gas per m3 is
// taken as per m3 in the standard state: that is how emission standards define
// mg/m3 (such as GB 16297-1996 3.1). A flow in m3 is not: it must say so.
func (s *series) pair(conc, flow quantity.Unit, minutes int32) (uint8, reason) {
	asked := pairOf{conc, flow, minutes}
	if s.pairAsked != asked || s.units == nil { // mostly those of the row before
		s.pairAsked = asked
		s.pairFound, s.pairWhy = s.findPair(conc, flow, minutes)
	}
	return s.pairFound, s.pairWhy
}

// pairOf is what a pair of units is asked for by.
type pairOf struct {
	conc, flow quantity.Unit
	minutes    int32
}

func (s *series) findPair(conc, flow quantity.Unit, minutes int32) (uint8, reason) {
	ct, ft := conc.String(), flow.String()
	for i := range s.units {
		if p := &s.units[i]; p.minutes == minutes && p.conc == ct && p.flow == ft {
			return uint8(i), p.why
		}
	}
	p := unitPair{conc: ct, flow: ft, minutes: minutes}
	var concOK, flowOK bool
	p.toGram, p.bare, concOK = concScale(conc, s.medium)
	p.toM3, flowOK = flowScale(flow, s.medium, minutes)
	switch {
	case !concOK:
		p.why = badUnit
	case !flowOK:
		p.why = badFlow
	}
	if len(s.units) >= maxPairs {
		return 0, badUnit
	}
	if !flowOK {
		p.toM3 = nil
	}
	p.decimals()
	s.units = append(s.units, p)
	return uint8(len(s.units) - 1), p.why
}

// decimals finds the scales by which hours add up without fractions.
func (p *unitPair) decimals() {
	if p.why != fine {
		return
	}
	var gramOK, hourlyOK bool
	p.gram, gramOK = quantity.DecimalOf(p.toGram)
	parts := int64(1)
	if partOfHour(p.minutes) {
		parts = int64(minutesPerHour / p.minutes)
	}
	p.hourly, hourlyOK = quantity.DecimalOf(new(big.Rat).Mul(p.toM3, big.NewRat(parts, 1)))
	p.plain = gramOK && hourlyOK
}

func scaleTo(u, target quantity.Unit) (*big.Rat, bool) {
	q, err := quantity.Int(1, u).In(target)
	if err != nil {
		return nil, false
	}
	return q.Rat(), true
}

func concScale(u quantity.Unit, m calc.Medium) (scale *big.Rat, bare, ok bool) {
	if m == calc.Air {
		if scale, ok = scaleTo(u, gramPerNm3); ok {
			return scale, false, true
		}
		scale, ok = scaleTo(u, gramPerM3)
		return scale, true, ok
	}
	scale, ok = scaleTo(u, gramPerM3)
	return scale, false, ok
}

// flowScale is what a flow is multiplied by to be the volume of an interval:
// a rate runs for the whole interval, a volume is the interval's already. A
// tonne of waste water is a cubic metre.
func flowScale(u quantity.Unit, m calc.Medium, minutes int32) (*big.Rat, bool) {
	hours := big.NewRat(int64(minutes), minutesPerHour)
	volumes, rates := []quantity.Unit{m3, tonne}, []quantity.Unit{m3PerHour, tonnePerH}
	if m == calc.Air {
		volumes, rates = []quantity.Unit{nm3}, []quantity.Unit{nm3PerHour}
	}
	for _, v := range volumes {
		if scale, ok := scaleTo(u, v); ok {
			return scale, true
		}
	}
	for _, r := range rates {
		if scale, ok := scaleTo(u, r); ok {
			return scale.Mul(scale, hours), true
		}
	}
	return nil, false
}

// parts are a valid slot's concentration in g/m3 and volume in m3.
func (s *series) parts(x *slot) (conc, volume *big.Rat) {
	p := &s.units[x.units]
	return new(big.Rat).Mul(x.conc.Rat(), p.toGram), new(big.Rat).Mul(x.flow.Rat(), p.toM3)
}
