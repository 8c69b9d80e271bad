// Package totals adds up raw readings by outlet, pollutant and period, with
// what can be said of their quality. It knows no rule of any specification:
// nothing is filled in, and nothing is judged usable.
//
// Rules: every value is used, invalid with a reason, a duplicate, or outside
// the period. Of values of the same outlet, pollutant and interval that are
// equal one is used and the others are duplicates; where they differ, none is
// used. Amounts are exact sums of concentration × flow; pollutants are never
// added to each other.
package totals

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
	"sync"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Options say what is counted together.
type Options struct {
	By          []By
	From, To    calc.Date // first and last day that count; zero: no bound
	ManualEntry bool      // flag S counts as valid
}

// By is something groups are told apart by, besides the pollutant.
type By string

// What groups can be told apart by.
const (
	ByOutlet    By = "outlet"
	ByPollutant By = "pollutant" // always, whether asked for or not
	ByYear      By = "year"
	ByQuarter   By = "quarter"
	ByMonth     By = "month"
	ByDay       By = "day"
)

// Bys lists them.
var Bys = calc.Words[By]{
	{Key: ByOutlet, Name: calc.Text{ZH: "排放口", EN: "outlet"}},
	{Key: ByPollutant, Name: calc.Text{ZH: "污染物", EN: "pollutant"}},
	{Key: ByYear, Name: calc.Text{ZH: "年", EN: "year"}},
	{Key: ByQuarter, Name: calc.Text{ZH: "季度", EN: "quarter"}},
	{Key: ByMonth, Name: calc.Text{ZH: "月", EN: "month"}},
	{Key: ByDay, Name: calc.Text{ZH: "日", EN: "day"}},
}

// Reasons why a value that was read is invalid.
const (
	ReasonStopped  = "stopped"
	ReasonFlag     = "flagged"
	ReasonNegative = "negative"
	ReasonNoValue  = "no-value"
	ReasonConflict = "conflict"
)

// Reasons lists the reasons.
var Reasons = calc.Words[string]{
	{Key: ReasonStopped, Name: calc.Text{ZH: "停运（F）", EN: "stopped (F)"}},
	{Key: ReasonFlag, Name: calc.Text{ZH: "标记为无效", EN: "flagged as not valid"}},
	{Key: ReasonNegative, Name: calc.Text{ZH: "负值", EN: "negative"}},
	{Key: ReasonNoValue, Name: calc.Text{ZH: "无数值", EN: "no value"}},
	{Key: ReasonConflict, Name: calc.Text{ZH: "重复且不一致", EN: "conflicting duplicates"}},
}

// Adder takes readings and adds them up.
type Adder struct {
	options Options
	from    monitoring.Minute
	to      monitoring.Minute // first minute behind
	series  map[seriesKey]*series
	units   []quantity.Unit
	files   []string
	fileNo  map[string]int
	tallies []monitoring.Tally
	blocks  map[seriesKey][]block
	factors sync.Map // massKey to *big.Rat, for goroutines that settle groups
	lastU   quantity.Unit
	lastN   int16
}

type seriesKey struct {
	outlet    string
	pollutant calc.Pollutant
	minutes   int32
}

// series is one pollutant at one outlet: at most one entry for an interval.
type series struct {
	entries []entry // in the order read
	at      map[monitoring.Minute]int32
	samples map[sampleKey]int32                    // of samples, which carry no interval
	again   map[int32][]int32                      // the files of further values of an entry
	invalid map[monitoring.Minute]map[string]int64 // by day of reading and reason
	joined  *series                                // of the Adder a part was added to
}

// sampleKey tells the samples of a day apart.
type sampleKey struct {
	start       monitoring.Minute
	report      string
	value, flow quantity.Decimal
}

// entry is kept small: there is one for every interval of every series.
type entry struct {
	value, flow    quantity.Decimal
	start          monitoring.Minute
	file, row      int32
	unit, flowUnit int16
	nonDetect      bool
	hasFlow        bool
	conflict       bool
}

// find returns the entry of the interval, or of the same sample.
func (s *series) find(r monitoring.Reading, e entry) (at int32, found bool) {
	at = int32(len(s.entries))
	if r.Minutes > 0 {
		old, ok := s.at[r.Start]
		if ok {
			return old, true
		}
		s.at[r.Start] = at
		return at, false
	}
	k := sampleKey{r.Start, r.Report, e.value, e.flow}
	old, ok := s.samples[k]
	if ok {
		return old, true
	}
	s.samples[k] = at
	return at, false
}

// New returns an Adder of nothing.
func New(o Options) *Adder {
	a := &Adder{options: o, series: map[seriesKey]*series{}, blocks: map[seriesKey][]block{}, fileNo: map[string]int{},
		from: -1 << 31, to: 1<<31 - 1, lastN: -1}
	if at, ok := monitoring.At(o.From, 0, 0); ok {
		a.from = at
	}
	if at, ok := monitoring.At(o.To, 24, 0); ok {
		a.to = at
	}
	return a
}

// Add takes a reading in. It is a function to be handed to a reader.
func (a *Adder) Add(r monitoring.Reading) error {
	if s, e, ok := a.sift(r); ok {
		at, found := s.find(r, e)
		s.put(e, at, found)
	}
	return nil
}

// sift classes a reading; ok says that it has an entry in its series.
func (a *Adder) sift(r monitoring.Reading) (s *series, e entry, ok bool) {
	file := a.file(r.Place.File)
	t := &a.tallies[file]
	t.Read++
	s = a.at(seriesKey{r.Outlet, r.Pollutant, r.Minutes})
	if r.Start < a.from || r.Start >= a.to {
		t.Outside++
		return s, e, false
	}
	if reason := a.fault(r); reason != "" {
		countReason(t, reason, 1)
		s.reject(r.Start, reason, 1)
		return s, e, false
	}
	e = entry{start: r.Start, value: r.Concentration.Decimal, unit: a.unit(r.Concentration.Unit),
		nonDetect: r.Concentration.NonDetect, file: int32(file), row: int32(r.Place.Row)}
	if r.Flow.Set && r.Flow.Sign() >= 0 {
		e.flow, e.flowUnit, e.hasFlow = r.Flow.Decimal, a.unit(r.Flow.Unit), true
	}
	return s, e, true
}

// put adds an entry, or compares it with the one that is there.
func (s *series) put(e entry, at int32, found bool) {
	if !found {
		s.entries = append(s.entries, e)
		return
	}
	s.again[at] = append(s.again[at], e.file)
	old := &s.entries[at]
	old.conflict = old.conflict || old.value != e.value || old.unit != e.unit || old.nonDetect != e.nonDetect ||
		old.hasFlow != e.hasFlow || old.flow != e.flow || old.flowUnit != e.flowUnit
}

// fault says why a value cannot be used.
func (a *Adder) fault(r monitoring.Reading) string {
	switch {
	case r.Flag == monitoring.Stopped:
		return ReasonStopped
	case r.Flag == monitoring.ManualEntry && a.options.ManualEntry:
	case r.Flag != monitoring.NoFlag && r.Flag != monitoring.Normal:
		return ReasonFlag
	}
	switch {
	case !r.Concentration.Set:
		return ReasonNoValue
	case r.Concentration.Sign() < 0:
		return ReasonNegative
	}
	return ""
}

func countReason(t *monitoring.Tally, reason string, n int64) {
	if t.Reasons == nil {
		t.Reasons = map[string]int64{}
	}
	t.Invalid += n
	t.Reasons[reason] += n
}

func (s *series) reject(start monitoring.Minute, reason string, n int64) {
	day := start - ((start%minutesPerDay)+minutesPerDay)%minutesPerDay
	if s.invalid[day] == nil {
		s.invalid[day] = map[string]int64{}
	}
	s.invalid[day][reason] += n
}

const (
	minutesPerDay  = 24 * 60
	minutesPerHour = 60
)

func (a *Adder) file(name string) int {
	n, ok := a.fileNo[name]
	if !ok {
		n = len(a.files)
		a.fileNo[name] = n
		a.files, a.tallies = append(a.files, name), append(a.tallies, monitoring.Tally{})
	}
	return n
}

func (a *Adder) unit(u quantity.Unit) int16 {
	if a.lastN >= 0 && a.lastU == u {
		return a.lastN
	}
	for i, v := range a.units {
		if u.String() == v.String() {
			a.lastU, a.lastN = u, int16(i)
			return int16(i)
		}
	}
	a.units = append(a.units, u)
	return int16(len(a.units) - 1)
}

func (a *Adder) at(k seriesKey) *series {
	s := a.series[k]
	if s == nil {
		s = &series{at: map[monitoring.Minute]int32{}, samples: map[sampleKey]int32{}, again: map[int32][]int32{},
			invalid: map[monitoring.Minute]map[string]int64{}}
		a.series[k] = s
	}
	return s
}

// keys lists the series in the order of output.
func (a *Adder) keys() []seriesKey {
	return slices.SortedFunc(maps.Keys(a.series), func(x, y seriesKey) int {
		return cmp.Or(cmp.Compare(x.outlet, y.outlet), cmp.Compare(x.pollutant.Order(), y.pollutant.Order()),
			cmp.Compare(x.minutes, y.minutes))
	})
}

// sorted lists the entries by time.
func (s *series) sorted() []int32 {
	order := make([]int32, len(s.entries))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(x, y int32) int { return cmp.Compare(s.entries[x].start, s.entries[y].start) })
	return order
}

// half is one half.
var half = big.NewRat(1, 2)
