package totals

import (
	"cmp"
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/bulk"
	"tidai/calc/monitoring/intake"
	"tidai/calc/quantity"
)

// block is a month of a series whose rows package bulk has added up.
type block struct {
	*bulk.Block
	first, last    monitoring.Minute
	unit, flowUnit int16
	hasFlow        bool
}

// odd is an entry that package bulk has not added up. Its row counts from 1 in
// its chunk until all parts are put together.
type odd struct {
	series *series
	chunk  int32
	entry
}

// part takes the odd rows that one goroutine meets; it is an intake.Sink.
type part struct {
	*Adder
	odd []odd
}

// Take classes a reading; it claims its interval where it is neither invalid
// nor outside the period.
func (p *part) Take(r monitoring.Reading, chunk int) bool {
	s, e, ok := p.sift(r)
	if ok {
		p.odd = append(p.odd, odd{s, int32(chunk), e})
	}
	return ok
}

// Read adds a file. Where it is all that this Adder is for, it is read with
// all cores if it is one for that; the result is the same.
func (a *Adder) Read(source *intake.Source, alone bool, o bulk.Options) (monitoring.FileRecord, []calc.Finding, error) {
	// a month's sum cannot be taken apart, nor compared with another file's rows
	if alone && len(a.files) == 0 && !a.told(ByDay) {
		newSink := func() intake.Sink { return &part{Adder: New(a.options)} }
		if s, ok := intake.Bulk(source, intake.BulkOptions{Options: o, From: a.from, To: a.to, Bounded: true,
			NewSink: newSink}); ok {
			a.addSummed(s)
			return s.Record, s.Findings, nil
		}
	}
	record, err := source.Read(a.Add)
	return record, source.Findings(), err
}

func (a *Adder) addSummed(s *intake.Summed) {
	if s.Record.Handed == 0 { // a file without a reading is not one of ours
		return
	}
	t := &a.tallies[a.file(s.Record.Name)]
	t.Read += s.Sum.Values
	t.Outside += s.Sum.Outside
	t.Used += s.Sum.Values - s.Sum.Outside
	for _, x := range s.Sum.Series {
		p := calc.Pollutant(x.Pollutant)
		k := seriesKey{x.Outlet, p, s.Minutes}
		a.at(k)
		for _, m := range x.Months {
			b := block{Block: m.Block, unit: a.unit(s.Unit(p)), hasFlow: s.HasFlow}
			if b.hasFlow {
				b.flowUnit = a.unit(s.FlowUnit)
			}
			b.first, b.last = m.Bounds(int(s.Minutes))
			m.Forget()
			a.blocks[k] = append(a.blocks[k], b)
		}
	}
	a.join(s)
}

// join adds what the parts hold, in the order of the rows.
func (a *Adder) join(s *intake.Summed) {
	file := a.file(s.Record.Name)
	var all []odd
	for _, sink := range s.Sinks {
		p := sink.(*part)
		for _, t := range p.tallies {
			a.tallies[file].Add(t)
		}
		for k, from := range p.series {
			to := a.at(k)
			for day, reasons := range from.invalid {
				for reason, n := range reasons {
					to.reject(day, reason, n)
				}
			}
			from.joined = to
		}
		for _, e := range p.odd {
			e.series, e.row, e.file = e.series.joined, e.row+int32(s.Sum.Lines[e.chunk]-1), int32(file)
			e.unit = a.unit(p.units[e.unit])
			if e.hasFlow {
				e.flowUnit = a.unit(p.units[e.flowUnit])
			}
			all = append(all, e)
		}
		p.odd = nil
	}
	slices.SortFunc(all, func(x, y odd) int { return cmp.Compare(x.row, y.row) })
	for _, e := range all {
		at, found := e.series.at[e.start]
		if !found {
			at = int32(len(e.series.entries))
			e.series.at[e.start] = at
		}
		e.series.put(e.entry, at, found)
	}
}

// enterBlock adds a block to its group.
func (a *Adder) enterBlock(g *Group, b *block) {
	g.acc.see(b.last)
	g.Tally.Read += b.Used
	g.Tally.Used += b.Used
	g.Covered += b.Used * int64(g.Minutes)
	if !b.hasFlow {
		g.NoFlow += b.Used
	}
	s := g.acc.of(b.unit, b.flowUnit, b.hasFlow)
	s.n += b.Used
	merge(&s.value, &b.Values)
	s.widen(b.Min, b.Max)
	if b.hasFlow {
		merge(&s.flow, &b.Flow)
		merge(&s.product, &b.Mass)
	}
	b.Block = nil
}

// merge adds a sum that is not needed any more.
func merge(to, from *quantity.DecimalSum) {
	if to.Empty() {
		*to = *from
		return
	}
	to.Merge(from)
}
