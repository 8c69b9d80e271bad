package totals

import (
	"cmp"
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
	"tidai/calc/quantity"
)

// watched is a number of a series that may be a placeholder.
type watched struct {
	key   seriesKey
	flow  bool
	value quantity.Decimal
	unit  string
}

// sight is what a second look at the files shows of it.
type sight struct {
	n     int64
	first []place          // some of the first
	next  quantity.Decimal // the greatest value that is smaller
	more  bool             // there are greater ones
}

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.part, q.part), cmp.Compare(p.row, q.row))
}

// mostSights bounds the places that are kept and shown.
const mostSights = mostPlaces

// probe takes what one goroutine reads in the second look; it is an
// intake.Sink.
type probe struct {
	watch map[seriesKey][]watched
	seen  map[watched]*sight
	part  int
}

// Begin says which part of the files what follows is of.
func (p *probe) Begin(part int) { p.part = part }

// Take takes a reading.
func (p *probe) Take(r monitoring.Reading) error {
	for _, w := range p.watch[seriesKey{r.Outlet, r.Pollutant, r.Minutes}] {
		v := r.Concentration
		if w.flow {
			v = r.Flow
		}
		if v.Set && !v.NonDetect && v.Unit.String() == w.unit {
			p.see(w, v.Decimal, r.Place.Row)
		}
	}
	return nil
}

// Bin is where the plain values of a series go.
func (p *probe) Bin(of intake.Series) intake.Bin {
	var list []watched
	for _, w := range p.watch[seriesKey{of.Outlet, of.Pollutant, of.Minutes}] {
		if w.flow && of.HasFlow && of.FlowUnit.String() == w.unit || !w.flow && of.Unit.String() == w.unit {
			list = append(list, w)
		}
	}
	return probeBin{p, list}
}

type probeBin struct {
	*probe
	list []watched
}

// Take takes the value of an interval, and its flow.
func (b probeBin) Take(_ monitoring.Minute, value, flow quantity.Decimal, row int) {
	for _, w := range b.list {
		if w.flow {
			b.see(w, flow, row)
		} else {
			b.see(w, value, row)
		}
	}
}

func (p *probe) see(w watched, d quantity.Decimal, row int) {
	s := p.seen[w]
	if s == nil {
		s = &sight{}
		p.seen[w] = s
	}
	switch c := d.Cmp(w.value); {
	case c > 0:
		s.more = true
	case c == 0:
		s.n++
		s.keep(place{int32(p.part), int32(row)})
	case d.Cmp(s.next) > 0:
		s.next = d.Trim()
	}
}

func (s *sight) keep(p place) {
	s.first = append(s.first, p)
	if len(s.first) >= 4*mostSights {
		s.sort()
	}
}

func (s *sight) sort() {
	slices.SortFunc(s.first, place.compare)
	s.first = slices.Clip(s.first[:min(len(s.first), mostSights)])
}

func (s *sight) merge(o *sight) {
	s.n += o.n
	s.first = append(s.first, o.first...)
	s.sort()
	s.more = s.more || o.more
	if o.next.Cmp(s.next) > 0 {
		s.next = o.next
	}
}

// placeholders looks at the files once more for numbers that stand apart from
// all others of their series.
func (a *adder) placeholders(watch map[watched]watchedIn) ([]calc.Finding, error) {
	by, needed := map[seriesKey][]watched{}, map[int]bool{}
	for w, in := range watch {
		by[w.key] = append(by[w.key], w)
		for _, s := range in.spans {
			for part := s.from; part <= s.to; part++ {
				needed[int(part)] = true
			}
		}
	}
	var probes []*probe
	err := a.input.Pass(func(n int) []intake.Sink {
		probes = nil
		var sinks []intake.Sink
		for range n {
			p := &probe{watch: by, seen: map[watched]*sight{}}
			probes, sinks = append(probes, p), append(sinks, p)
		}
		return sinks
	}, func(part int) bool { return needed[part] })
	if err != nil {
		return nil, err
	}
	var out []calc.Finding
	for _, k := range sortedKeys(by) {
		for _, w := range by[k] {
			all := &sight{next: watch[w].next}
			for _, p := range probes {
				if s := p.seen[w]; s != nil {
					all.merge(s)
				}
			}
			if all.n > 0 && !all.more && all.standsApart(w.value) {
				out = append(out, a.placeholder(w, all))
			}
		}
	}
	return out, nil
}

// standsApart reports whether a value is far above all others.
func (s *sight) standsApart(v quantity.Decimal) bool {
	next := s.next.In(quantity.Unit{})
	three := next.Mul(quantity.Int(apart, quantity.Unit{}))
	c, err := three.Cmp(v.In(quantity.Unit{}))
	return err == nil && c <= 0
}

func (a *adder) placeholder(w watched, s *sight) calc.Finding {
	var places []string
	for _, p := range s.first {
		places = append(places, a.position(p).String())
	}
	what := calc.Text{ZH: "浓度", EN: "the concentration"}
	if w.flow {
		what = calc.Text{ZH: "流量", EN: "the flow"}
	}
	return calc.Finding{Stage: calc.StageTotals, Code: CodePlaceholder, Severity: calc.Warning,
		At:      a.position(s.first[0]),
		Subject: subject(w.key.outlet),
		Count:   s.n, Places: places,
		Message: calc.Textf("%s %s：%s %s 像占位值，共 %d 个，第一处 %s；其余最大为 %s",
			"%s %s: %s %s looks like a sign for no value; there are %d, the first at %s; the greatest of the others is %s",
			w.key.outlet, w.key.pollutant, what, w.value.String()+" "+w.unit, s.n, places[0],
			s.next.String()+" "+w.unit),
		Remedy: calc.Text{ZH: "不是实测值的，删去数值或加标记 D；是实测值的不用改",
			EN: "delete the number or flag it D where it was not measured; nothing is to be done where it was"}}
}
