// Package integrity looks for signs that monitoring data may not be what was
// measured (notice 六(三): 数据真实). Every sign is a finding with its figures
// and a question to a person, never a verdict: a worn sensor, a coarse display
// or a steady process can leave each of them, and their absence proves nothing.
//
// The thresholds are data of ours (factors.IntegrityThresholds). Statistics
// are floating point: they describe, no amount rests on them and no finding
// here is an error. Equal input gives equal findings in whatever order the
// samples come.
package integrity

import (
	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Codes of the findings. A code is stable.
const (
	CodeConstant    = "TD-ING-001" // the same value for a long time
	CodeCopied      = "TD-ING-002" // a block of values occurs again
	CodeRangeTop    = "TD-ING-003" // values stay close below the range top
	CodeRangeEnd    = "TD-ING-004" // values at the range end: the true ones may be higher
	CodeDetection   = "TD-ING-005" // note: values keep close to the detection limit
	CodeLimit       = "TD-ING-006" // values crowd below the emission limit
	CodeImpossible  = "TD-ING-007" // negative, above the range, above saturation
	CodeStopped     = "TD-ING-008" // flow or concentration while the line stood still
	CodeLastDigit   = "TD-ING-009" // note: last digits are uneven
	CodeLeading     = "TD-ING-010" // note: leading digits do not follow the law of Benford
	CodeSum         = "TD-ING-011" // a sum is not that of its parts
	CodeManualRatio = "TD-ING-012" // manual and automatic results differ
	CodeThousand    = "TD-ING-013" // they differ by about a factor of a thousand: a unit?
	CodeReport      = "TD-ING-014" // a laboratory's report number is used again
	CodeRepeated    = "TD-ING-015" // manual results are the same in several months
	CodeTwice       = "TD-ING-016" // two outlets have the same data
	CodeMirror      = "TD-ING-017" // readings mirror those of another year
)

// Optional is a number in the unit of the series, where one is known.
type Optional struct {
	quantity.Decimal
	Set bool
}

// Sample is one reading: C in Series.Unit, Flow in Series.FlowUnit.
type Sample struct {
	Start     monitoring.Minute
	Minutes   int32 // 60, 1440 …
	C, Flow   Optional
	Flag      monitoring.Flag
	NonDetect bool // C is then the detection limit
	Place     monitoring.Place
}

// Manual is one result of manual or enforcement monitoring, C in the unit of
// the series. A sample of no stated length is compared with its day.
type Manual struct {
	Outlet      string
	Pollutant   calc.Pollutant
	Start       monitoring.Minute
	Minutes     int32
	C           Optional
	Unit        quantity.Unit // of C
	Flow        Optional
	FlowUnit    string
	NonDetect   bool
	Report, Lab string
	Place       monitoring.Place
}

// Span is a time from Start up to, and without, End.
type Span struct{ Start, End monitoring.Minute }

// Sum is a figure that should be the sum of its parts, all in Unit.
type Sum struct {
	Name   calc.Text // "monthly volume of 2025-03"
	Stated quantity.Decimal
	Parts  []quantity.Decimal
	Unit   quantity.Unit
	Place  monitoring.Place
	Own    string       // the month it is of, where it is a month's
	Others []MonthTotal // the totals of the parts of all months, its own among them
}

// MonthTotal is the total of a month.
type MonthTotal struct {
	Name  string
	Value quantity.Decimal
}

// Series is what is known of one pollutant at one outlet.
type Series struct {
	Outlet     string
	Pollutant  calc.Pollutant
	Unit       quantity.Unit // of concentrations
	FlowUnit   quantity.Unit // of flows
	Samples    []Sample      // of one length, in any order
	Top        Optional      // of the instrument's range
	Saturation Optional      // no concentration can be above
	Detection  Optional      // detection limit of the instrument
	Limit      Optional      // emission limit
	Stops      []Span        // the line stood still, by the ledger
	Manual     []Manual
	Sums       []Sum
}

// Outcome says whether a check was made. One that could not be made has
// found nothing, which is not the same as nothing to find.
type Outcome struct {
	Code string
	Name calc.Text
	Made bool
	Why  calc.Text // why not
	N    int       // readings, pairs or sums it looked at
}

// Report is what the checks of one series say.
type Report struct {
	Findings []calc.Finding
	Checks   []Outcome // in the order of their codes
}
