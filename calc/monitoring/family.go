package monitoring

import (
	"fmt"
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
)

// point is a sample as the manual formulas see it.
type point struct {
	conc       func(NonDetect) calc.Step // mg/L or mg/Nm3
	flow, time calc.Step                 // flow: a rate (A, B) or a volume of the day (D, C); time: A only
	day        calc.Date
}

// FamilyA is E = Σ c·q·T over the monitoring segments of a period: T is the
// running time a sample stands for (HJ 942-2018 eq. 12 and 16, HJ 1120-2020
// eq. 5); kg.
func familyA(points []point, by calc.Clause, p NonDetect) calc.Step {
	var terms []calc.Step
	for _, x := range points {
		terms = append(terms, calc.Product("c·q·T", "segment-mass", by, x.conc(p), x.flow, x.time).In(kilogram))
	}
	return calc.Total("E", "actual-emission", by, terms...)
}

// familyB is E = c̄·q̄·h with c̄ = Σcq/Σq and q̄ = Σq/n (HJ 863.4-2018 eq. 6
// and 7 and their likes); h is the emission time of the period; kg.
func familyB(points []point, h calc.Step, by calc.Clause, p NonDetect) calc.Step {
	var masses, flows []calc.Step
	for _, x := range points {
		masses = append(masses, calc.Product("c·q", "mass-flow", by, x.conc(p), x.flow))
		flows = append(flows, x.flow)
	}
	total := calc.Total("Σq", "flow-total", by, flows...)
	mean := calc.Quotient("q̄", "mean-flow", by, total, calc.Definition("n", "sample-count", int64(len(points))))
	conc := calc.Quotient("c̄", "mean-concentration", by, calc.Total("Σc·q", "mass-flow-total", by, masses...), total)
	return calc.Product("E", "actual-emission", by, conc, mean, h).In(kilogram)
}

// familyC is E = C·Q, the mean measured concentration times the metered total
// volume (HJ 859.1-2017 eq. 7, HJ 1065-2019 eq. 4). The text does not say how
// the mean is weighted: weighted by flow, or not; kg.
func familyC(points []point, metered calc.Step, weighted bool, by calc.Clause, p NonDetect) calc.Step {
	var concs, masses, flows []calc.Step
	for _, x := range points {
		concs = append(concs, x.conc(p))
		if weighted {
			masses = append(masses, calc.Product("c·q", "mass-flow", by, x.conc(p), x.flow))
			flows = append(flows, x.flow)
		}
	}
	mean := calc.Quotient("C", "mean-concentration", by, calc.Total("Σc", "concentration-total", by, concs...),
		calc.Definition("n", "sample-count", int64(len(points))))
	if weighted {
		mean = calc.Quotient("C", "mean-concentration", by, calc.Total("Σc·q", "mass-flow-total", by, masses...),
			calc.Total("Σq", "flow-total", by, flows...))
	}
	return calc.Product("E", "actual-emission", by, mean, metered).In(kilogram)
}

// familyD is E = Σ c·q over the days sampled, without averaging (HJ 855-2017
// eq. 10, printed in kg). Several samples of a day count with their mean.
func familyD(points []point, by calc.Clause, p NonDetect) calc.Step {
	var days []calc.Step
	for i := 0; i < len(points); {
		end := i + 1
		for end < len(points) && points[end].day == points[i].day {
			end++
		}
		var masses []calc.Step
		for _, x := range points[i:end] {
			masses = append(masses, calc.Product("c·q", "daily-mass", by, x.conc(p), x.flow, x.time).In(kilogram))
		}
		mass := calc.Total("Σc·q", "daily-mass", by, masses...)
		if n := end - i; n > 1 {
			mass = calc.Quotient("c·q", "daily-mass", by, mass, calc.Definition("n", "sample-count", int64(n))).
				In(kilogram)
		}
		days = append(days, mass)
		i = end
	}
	return calc.Total("E", "actual-emission", by, days...)
}

// value is a number of a sample's row as a leaf.
func value(symbol, term string, q quantity.Quantity, at Place, note string) calc.Step {
	return calc.Given(symbol, term, q, calc.Origin{Kind: calc.FromSeries, At: calc.Position{File: at.File,
		Line: at.Row}, Note: note})
}

// concOf is a sample's concentration under a policy. One of gas per m3 is
// taken as per m3 in the standard state.
func concOf(x *sample, m calc.Medium) func(NonDetect) calc.Step {
	unit, target := quantity.MilligramPerL, gramPerM3
	if m == calc.Air {
		unit = quantity.MilligramPerN
	}
	c := x.Concentration
	scale, bare, ok := concScale(c.Unit, m)
	if !ok {
		return func(NonDetect) calc.Step {
			return calc.Missing("c", "measured-concentration", calc.Explain("%s：浓度单位 %s 不适用",
				"%s: unit %s does not fit a concentration", x.Place.String(), c.Unit.String()))
		}
	}
	q := c.In(c.Unit)
	if bare {
		q = quantity.New(new(big.Rat).Mul(c.Rat(), scale), gramPerNm3)
	} else if m == calc.Air {
		target = gramPerNm3
	}
	if shown, err := q.In(unit); err == nil {
		q = shown
	} else if shown, err = q.In(target); err == nil {
		q = shown
	}
	if !c.NonDetect {
		leaf := value("c", "measured-concentration", q, x.Place, "")
		return func(NonDetect) calc.Step { return leaf }
	}
	return func(p NonDetect) calc.Step {
		leaf := value("DL", "detection-limit", q, x.Place, string(p))
		switch p {
		case Zero:
			return value("c", "measured-concentration", quantity.Int(0, q.Unit()), x.Place, string(p))
		case Half:
			return calc.Quotient("c", "measured-concentration", calc.Clause{}, leaf, calc.Definition("2", "half-limit",
				2)).In(q.Unit())
		}
		return leaf
	}
}

// rateOf is a sample's flow as a rate: as it stands, or the volume of the day
// or of its own interval over that time.
func rateOf(x *sample, m calc.Medium) calc.Step {
	f, err := flowOf(x, m)
	if err != nil {
		return calc.Missing("q", "measured-flow", err)
	}
	if sameKind(f.Unit(), m3PerHour) || sameKind(f.Unit(), nm3PerHour) {
		return value("q", "measured-flow", f, x.Place, "")
	}
	span, note := quantity.Int(1, day), ""
	switch {
	case x.Minutes > 0:
		span = quantity.New(big.NewRat(int64(x.Minutes), minutesPerHour), hour)
	case m == calc.Air:
		return calc.Missing("q", "measured-flow", calc.Explain("%s：废气样品的流量是体积，没有时间",
			"%s: the flow of a gas sample is a volume, without a time", x.Place.String()))
	default:
		note = "m3 of the day"
	}
	return calc.Quotient("q", "measured-flow", calc.Clause{}, value("V", "measured-volume-total", f, x.Place, note),
		calc.Given("t", "interval-time", span, calc.Origin{Kind: calc.FromDefinition})).In(rateUnit(m))
}

func rateUnit(m calc.Medium) quantity.Unit {
	if m == calc.Air {
		return nm3PerHour
	}
	return m3PerDay
}

var m3PerDay = quantity.MustUnit("m3/d")

func sameKind(u, v quantity.Unit) bool { return u.Same(v) }

// flowOf is a sample's flow, a rate or a volume of the medium; tonnes of waste
// water are cubic metres.
func flowOf(x *sample, m calc.Medium) (quantity.Quantity, error) {
	if !x.Flow.Set {
		return quantity.Quantity{}, calc.Explain("%s：样品没有流量", "%s: the sample has no flow", x.Place.String())
	}
	q := x.Flow.In(x.Flow.Unit)
	wanted := []quantity.Unit{m3, m3PerHour}
	if m == calc.Air {
		wanted = []quantity.Unit{nm3, nm3PerHour}
	}
	for _, u := range wanted {
		if q.Unit().Same(u) {
			return q, nil
		}
	}
	if m == calc.Water {
		if t, err := q.In(tonne); err == nil {
			return quantity.New(t.Rat(), m3), nil
		}
		if t, err := q.In(tonnePerH); err == nil {
			return quantity.New(t.Rat(), m3PerHour), nil
		}
	}
	return quantity.Quantity{}, calc.Explain("%s：流量单位 %s 不适用（废气须为标态干烟气）",
		"%s: unit %s does not fit a flow (gas: dry, standard state)", x.Place.String(), fmt.Sprint(x.Flow.Unit))
}
