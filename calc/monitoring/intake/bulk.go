package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/bulk"
	"tidai/calc/quantity"
	"tidai/calc/sheet"
)

// Sink takes the readings of odd rows for one goroutine and one pass over a
// file. The row of a reading's place counts from 1 within its chunk. Take
// reports whether the reading claims its interval.
type Sink interface {
	Take(r monitoring.Reading, chunk int) bool
}

// BulkOptions are what a file is added up with.
type BulkOptions struct {
	bulk.Options
	From, To monitoring.Minute // only intervals that begin in [From, To) count, where Bounded
	Bounded  bool
	NewSink  func() Sink
}

// Summed is a file whose plain rows are added up and whose odd rows are
// readings in sinks. Together they are what the reader of New reads; no
// interval of a series has both.
type Summed struct {
	Record   monitoring.FileRecord
	Findings []calc.Finding
	Minutes  int32
	FlowUnit quantity.Unit
	HasFlow  bool
	Sum      bulk.Result
	Sinks    []Sink

	units map[calc.Pollutant]quantity.Unit
	value quantity.Unit
}

// Unit is the unit of a pollutant's concentrations in plain rows.
func (s *Summed) Unit(p calc.Pollutant) quantity.Unit {
	if u, ok := s.units[p]; ok {
		return u
	}
	return s.value
}

// Bulk reads the one file of a set with all cores. ok is false where the file
// is not one for it, or holds what must be read in order: then nothing came of
// it, and the reader of New has to read the file.
func Bulk(from *Source, o BulkOptions) (s *Summed, ok bool) {
	if !from.OK() || from.Frames {
		return nil, false
	}
	file, err := from.open(from.Name)
	if err != nil {
		return nil, false // the reader says why
	}
	defer file.Close()
	l, set := from.Layout, from.Set
	f := &faults{file: from.Name, set: set.ID}
	f.list = append(f.list, from.faults.list...)
	b := &bulkFile{set: set, layout: l, sinks: o.NewSink}
	if !b.plan(file, f, o) {
		return nil, false
	}
	hash := sha256.New()
	o.Whole = hash
	sum, err := bulk.Sum(file, file.Size(), b.plain, o.Options)
	if err != nil {
		return nil, false
	}
	s = &Summed{Minutes: l.Clock.Interval, HasFlow: l.FlowCol > 0, FlowUnit: l.Column(l.FlowCol).Unit, Sum: sum,
		units: map[calc.Pollutant]quantity.Unit{}, value: l.Column(l.ValueCol).Unit}
	for _, m := range l.Metals {
		s.units[m.Pollutant] = l.Column(m.Value).Unit
	}
	s.Record = monitoring.FileRecord{Set: set.ID, Name: from.Name, SHA256: hex.EncodeToString(hash.Sum(nil)),
		Bytes: file.Size(), Encoding: l.Encoding, Layout: l.Uses()}
	b.gather(s, f)
	s.Findings = f.findings()
	return s, s.Record.Rows > 0
}

// bulkFile is a file on its way through package bulk.
type bulkFile struct {
	set     dossier.MonitoringFiles
	layout  *Layout
	dialect sheet.Dialect
	plain   bulk.Layout
	values  []Metal // by number of the Value column; nil in a long table
	sinks   func() Sink
}

var errNotPlain = errors.New("not for bulk")

// plan makes the layout of plain rows; ok is false where there can be none.
func (b *bulkFile) plan(file File, f *faults, o BulkOptions) (ok bool) {
	l := b.layout
	if newTable(b.set, l, f, &monitoring.FileRecord{}, nil); f.errors() || l.Format != sheet.CSV {
		return false
	}
	opts, _ := optionsOf(b.set, f)
	dialect, err := sheet.Rows(file, file.Size(), opts, func(r *sheet.Row) error {
		if r.Number <= l.HeaderEnd {
			return nil
		}
		b.plain.FirstLine = r.Number
		return errNotPlain
	})
	if b.dialect = dialect; !errors.Is(err, errNotPlain) || dialect.CR {
		return false
	}
	utf := strings.HasPrefix(dialect.Encoding, sheet.UTF8)
	if !utf && (dialect.Encoding != sheet.GB18030 || dialect.Delimiter == '|') { // | may be half of a character
		return false
	}
	b.plain.UTF8 = utf && !dialect.ASCII
	if b.plain.Start, ok = lineStart(file, b.plain.FirstLine); !ok {
		return false
	}
	b.plain.Delimiter, b.plain.Minutes, b.plain.HourEnding = dialect.Delimiter, int(l.Clock.Interval),
		l.Clock.Mark == Ending
	b.plain.From, b.plain.To, b.plain.Bounded = o.From, o.To, o.Bounded
	b.plain.Worker = b.worker
	return b.columns()
}

// columns says what plain rows have where.
func (b *bulkFile) columns() bool {
	l := b.layout
	interval := l.Clock.Interval == 1 || l.Clock.Interval == minutesPerHour || l.Clock.Interval == minutesPerDay &&
		l.Clock.Mark != Ending
	beside := l.Day + l.Hour + l.Begin + l.End + l.LoadCol + l.DurCol + l.UnitCol
	if !interval || l.Time == 0 || beside > 0 || l.Long && l.FlowCol == 0 {
		return false
	}
	means := make([]bulk.Meaning, len(l.Columns))
	twice := false
	put := func(col int, m bulk.Meaning) {
		if col > 0 {
			twice = twice || means[col-1] != bulk.Ignore
			means[col-1] = m
		}
	}
	put(l.Time, bulk.Time)
	put(l.FlowCol, bulk.Flow)
	put(l.MarkOf, bulk.Flag)
	put(l.FlowMark, bulk.Flag)
	if b.set.Outlet == "" {
		put(l.OutletCol, bulk.Outlet)
	}
	if l.Long {
		put(l.PollutantCol, bulk.Pollutant)
		put(l.ValueCol, bulk.Value)
	}
	for _, m := range l.Metals {
		put(m.Value, bulk.Value)
		put(m.Flag, bulk.Flag)
	}
	for i, m := range means {
		if at := slices.IndexFunc(l.Metals, func(x Metal) bool { return x.Value == i+1 }); m == bulk.Value && at >= 0 {
			b.values = append(b.values, l.Metals[at])
		}
	}
	if means[0] == bulk.Ignore && l.OutletCol != 1 { // a word there may make the row a sum or a mean
		means[0] = bulk.Ordinal
	}
	b.plain.Columns = means
	flags, _ := newFlags(b.set.FlagMeanings)
	normal, _ := flags.read("N")
	return !twice && (normal == monitoring.Normal || !slices.Contains(means, bulk.Flag))
}

// lineStart finds the byte at which a line begins.
func lineStart(file File, line int) (int64, bool) {
	buf := make([]byte, 64<<10)
	at := int64(0)
	for n := 1; at < file.Size(); {
		k, _ := file.ReadAt(buf[:min(int64(len(buf)), file.Size()-at)], at)
		if k == 0 {
			return 0, false
		}
		for i, c := range buf[:k] {
			if n == line {
				return at + int64(i), true
			}
			if c == '\n' {
				n++
			}
		}
		at += int64(k)
	}
	return 0, false
}

// gather puts the parts of all workers together in the order of the file.
func (b *bulkFile) gather(s *Summed, f *faults) {
	rec := &s.Record
	rec.Rows, rec.Handed, rec.First, rec.Last = s.Sum.Rows, s.Sum.Values, s.Sum.First, s.Sum.Last
	parts := map[int]*bulkPart{}
	for _, worker := range s.Sum.Workers {
		w := worker.(*bulkWorker)
		s.Sinks = append(s.Sinks, w.sink)
		for chunk, p := range w.parts {
			parts[chunk] = p
		}
	}
	for chunk, line := range s.Sum.Lines {
		p := parts[chunk]
		if p == nil {
			continue
		}
		f.join(&p.faults, line-1)
		rec.Rows += p.record.Rows
		rec.Handed += p.record.Handed
		rec.Tally.Add(p.record.Tally)
		if first := p.record.First + line - 1; p.record.First > 0 && (rec.First == 0 || first < rec.First) {
			rec.First = first
		}
		if p.record.Last > 0 {
			rec.Last = max(rec.Last, p.record.Last+line-1)
		}
	}
}
