package monitoring

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
)

// manual is what manual and enforcement samples of one outlet, pollutant and
// period give.
type manual struct {
	medium    calc.Medium
	samples   []*sample // valid, in order of time
	tallies   []FileTally
	conflicts []Conflict
}

// manualOf collects the samples of a period: all enforcement data belong to
// the set (HJ 942-2018 9.2.1 b); where prevails says so, self-monitoring of
// the same day that differs is overruled. reject names reports whose samples
// the user rejects for clearly lower load.
func manualOf(c *Collection, outlet string, p calc.Pollutant, medium calc.Medium, period Period, prevails bool,
	reject []string) *manual {
	m := &manual{medium: medium}
	from, to := period.bounds()
	official := map[calc.Date]*sample{}
	for _, kind := range []Kind{Enforcement, Manual} {
		s := c.of(SeriesKey{kind, outlet, p})
		if s == nil {
			continue
		}
		b := &parter{c: c, s: s, by: map[uint16]*part{}}
		for file, n := range s.outside {
			b.of(file).outside += n
		}
		for _, x := range sortedSamples(s.samples) {
			why := x.why
			if x.Start < from || x.Start >= to {
				for f, n := range x.rows {
					b.of(f).outside += n
				}
				continue
			}
			if why == fine && kind == Manual && slices.Contains(reject, x.Report) && x.Report != "" {
				why = rejected
			}
			if why == fine && kind == Manual {
				why = m.oppose(official[x.day()], x, prevails)
			}
			b.sample(x, why)
			if why != fine {
				continue
			}
			y := *x // the collection's own stays as it was read
			m.samples = append(m.samples, &y)
			if kind == Enforcement {
				official[x.day()] = &y
			}
		}
		for _, f := range b.sorted() {
			m.tallies = append(m.tallies, FileTally{Kind: kind, File: f.file, Tally: f.tally()})
		}
	}
	slices.SortStableFunc(m.samples, func(a, b *sample) int { return int(a.Start) - int(b.Start) })
	return m
}

// oppose compares a sample with the enforcement sample of its day.
func (m *manual) oppose(official, x *sample, prevails bool) reason {
	if official == nil {
		return fine
	}
	a, b := concOf(official, m.medium)(Limit), concOf(x, m.medium)(Limit)
	if !a.OK() || !b.OK() || a.Value().Equal(b.Value()) {
		return fine
	}
	conflict := Conflict{Day: x.day(), First: official.Place, Second: x.Place,
		What: calc.Textf("执法监测 %s，自行监测 %s", "enforcement %s, self-monitoring %s", a.Value().String(),
			b.Value().String())}
	why := fine
	if prevails {
		conflict.Prevails, why = Enforcement, overruled
		if !official.Duration.Set { // the segment is the same: its time is not lost
			official.Duration = x.Duration
		}
	}
	m.conflicts = append(m.conflicts, conflict)
	return why
}

// sample classes the rows of a sample: one is used or invalid, the others say
// the same.
func (b *parter) sample(x *sample, why reason) {
	for f, n := range x.rows {
		b.of(f).duplicate += n
	}
	p := b.of(x.place.file)
	p.duplicate--
	if why != fine {
		b.reject(x.place.file, why, 1)
		return
	}
	p.used++
	p.seen(int(x.place.row))
}

// points are the samples as formulas see them. daily makes the flow that of
// one day (family D).
func (m *manual) points(daily bool) []point {
	var out []point
	for _, x := range m.samples {
		pt := point{conc: concOf(x, m.medium), flow: rateOf(x, m.medium), day: x.day()}
		switch {
		case daily:
			pt.time = calc.Given("1 d", "interval-time", quantity.Int(1, day), calc.Origin{Kind: calc.FromDefinition})
		case x.Duration.Set:
			pt.time = value("T", "segment-time", x.Duration.In(x.Duration.Unit), x.Place, "")
		default:
			pt.time = calc.Missing("T", "segment-time", calc.Explain("%s：没有该样品代表的运行时间",
				"%s: the running time the sample stands for is not given", x.Place.String()))
		}
		out = append(out, pt)
	}
	return out
}

// hourly counts samples whose flow is a rate per hour of waste water.
func (m *manual) hourly() int {
	n := 0
	for _, x := range m.samples {
		if m.medium == calc.Water && x.Flow.Set && x.Flow.Unit.Same(m3PerHour) && !perDay(x.Flow.Unit) {
			n++
		}
	}
	return n
}

func perDay(u quantity.Unit) bool {
	s := u.String()
	return len(s) > 2 && s[len(s)-2:] == "/d"
}

// days counts the days with a sample.
func (m *manual) days() int {
	n := 0
	var last calc.Date
	for _, x := range m.samples {
		if d := x.day(); d != last {
			n, last = n+1, d
		}
	}
	return n
}

// meanLoad is the mean of the loads during sampling, as a share; nil where no
// sample states one.
func (m *manual) meanLoad() (mean *big.Rat, stated int) {
	sum := new(big.Rat)
	for _, x := range m.samples {
		if !x.Load.Set {
			continue
		}
		if q, err := x.Load.In(x.Load.Unit).In(quantity.One); err == nil {
			sum.Add(sum, q.Rat())
			stated++
		}
	}
	if stated == 0 {
		return nil, 0
	}
	return sum.Mul(sum, big.NewRat(1, int64(stated))), stated
}
