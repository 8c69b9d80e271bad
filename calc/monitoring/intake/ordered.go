package intake

import (
	"cmp"

	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// ordered is a sink that hands plain values on as readings, in the order of the
// rows: what they are was found out once, from the header.
type ordered struct {
	file string
	kind monitoring.Kind
	take func(monitoring.Reading) error
	err  error
}

// plainSink is one for a file, where there is use for it: a wide table of automatic
// data.
func (s *Looked) plainSink(take func(monitoring.Reading) error) *ordered {
	if s.Layout == nil || s.Layout.Long || s.Set.Kind != dossier.AutomaticData {
		return nil
	}
	return &ordered{file: s.Name, kind: s.Set.Kind, take: take}
}

// inOrder is Read, but for how fast it is.
func (s *Looked) inOrder(take func(monitoring.Reading) error) (monitoring.FileRecord, error) {
	sink := s.plainSink(take)
	if sink == nil {
		return s.Read(take)
	}
	record, err := s.read(take, sink)
	return record, cmp.Or(err, sink.err)
}

func (o *ordered) Begin(int) {}

func (o *ordered) Take(r monitoring.Reading) error { return o.take(r) }

func (o *ordered) Bin(of Series) Bin {
	r := monitoring.Reading{Kind: o.kind, Outlet: of.Outlet, Pollutant: of.Pollutant, Minutes: of.Minutes,
		Concentration: monitoring.Value{Unit: of.Unit, Set: true}, Flag: of.Flag,
		Place: monitoring.Place{File: o.file, Col: of.Col}}
	if of.HasFlow {
		r.Flow = monitoring.Value{Unit: of.FlowUnit, Set: true}
	}
	return &orderedBin{o, r}
}

// orderedBin makes the readings of one series.
type orderedBin struct {
	*ordered
	r monitoring.Reading // but for time, numbers and row
}

func (b *orderedBin) Take(start monitoring.Minute, value, flow quantity.Decimal, row int) {
	b.r.Start, b.r.Concentration.Decimal, b.r.Flow.Decimal, b.r.Place.Row = start, value.Trim(), flow.Trim(), row
	if err := b.take(b.r); err != nil && b.err == nil {
		b.err = err
	}
}
