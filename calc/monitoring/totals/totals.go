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
	"tidai/calc/monitoring/intake"
	"tidai/calc/quantity"
)

// Options say what is counted together.
type Options struct {
	By          []By
	From, To    calc.Date // first and last day that count; zero: no bound
	ManualEntry bool      // flag S counts as valid
	AllFindings bool      // one for each series, where many of a kind are one else
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

// input is what is read, as often as it takes.
type input interface {
	// Pass reads everything, or the parts asked for, with one sink for each
	// goroutine; where it asks for sinks again, those before are void.
	Pass(sinks func(n int) []intake.Sink, only func(part int) bool) error
	// File is the number of the file that a part is of.
	File(part int) int
	// Line is the line of a file on which a row of a part stands, or the sheet
	// and the row of a workbook.
	Line(part, row int) (sheet string, line int)
}

// adder is what all goroutines share, and what they come to.
type adder struct {
	options       Options
	first, behind monitoring.Minute // what counts begins in [first, behind)
	byDay         bool
	input         input
	names         []string // of the files

	series  map[seriesKey]*series
	tallies []monitoring.Tally // by file
	clashes map[seriesKey]*clashes
	turns   *turns // of the first pass

	mostClose int64 // values that are compared one by one

	mu      sync.Mutex
	units   []quantity.Unit
	twin    map[seriesKey]*twin
	factors sync.Map // massKey to *big.Rat, for goroutines that settle groups
}

type seriesKey struct {
	outlet    string
	pollutant calc.Pollutant
	minutes   int32
}

func newAdder(o Options, in input, names []string) *adder {
	a := &adder{options: o, input: in, names: names, first: -1 << 31, behind: 1<<31 - 1,
		byDay: slices.Contains(o.By, ByDay), clashes: map[seriesKey]*clashes{}, mostClose: mostClose}
	if at, ok := monitoring.At(o.From, 0, 0); ok {
		a.first = at
	}
	if at, ok := monitoring.At(o.To, 24, 0); ok {
		a.behind = at
	}
	return a
}

// fault says why a value cannot be used.
func (a *adder) fault(r monitoring.Reading) string {
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

const (
	minutesPerDay  = 24 * 60
	minutesPerHour = 60
)

// unit numbers a unit.
func (a *adder) unit(u quantity.Unit) int16 {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i, v := range a.units {
		if u.String() == v.String() {
			return int16(i)
		}
	}
	a.units = append(a.units, u)
	return int16(len(a.units) - 1)
}

// sortedKeys lists series in the order of output.
func sortedKeys[V any](m map[seriesKey]V) []seriesKey {
	return slices.SortedFunc(maps.Keys(m), func(x, y seriesKey) int {
		return cmp.Or(cmp.Compare(x.outlet, y.outlet), cmp.Compare(x.pollutant.Order(), y.pollutant.Order()),
			cmp.Compare(x.minutes, y.minutes))
	})
}

// half is one half.
var half = big.NewRat(1, 2)
