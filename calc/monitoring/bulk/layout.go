// Package bulk adds up very large text files of readings with all cores: exact
// sums per series and month, the same on every run and number of cores.
//
// A file is cut into chunks at line ends. Each worker adds up the plain rows
// it meets by itself; a row that is not plain in every part that matters
// (quotes, signs, exponents, flags other than N, values below a detection
// limit) is handed to the importer, whole. Memory grows with the number of
// series and months, not with rows.
package bulk

import (
	"errors"
	"io"

	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Meaning is what a column holds.
type Meaning uint8

// The meanings. A layout has one Time, at most one Outlet, Pollutant, Flow and
// Flag, and one Value or, where each metal has its column, several.
const (
	Ignore Meaning = iota
	Time
	Outlet
	Pollutant
	Value
	Flow
	Flag
)

// Layout says where the plain rows of a file have what.
type Layout struct {
	Delimiter  byte
	Columns    []Meaning // by position; columns behind the last one that matters may be left out
	Start      int64     // where the first row of data begins
	FirstLine  int       // its number
	Minutes    int       // length of an interval: 1, 60 or 1440
	HourEnding bool      // the time names the end of the interval
	From, To   monitoring.Minute
	Bounded    bool // only intervals that begin in [From, To) count

	// Names turns an outlet and a pollutant as written into the names they are
	// counted under; value is the number of the Value column. ok is false where
	// such rows are not accounted for. It must be safe for concurrent use.
	Names func(outlet, pollutant []byte, value int) (Name, bool)

	// Slow decodes a row that is not plain, without its line end. It must be
	// safe for concurrent use, and Line must not be kept.
	Slow func(line []byte) []Row
}

// Name is what a series is counted under.
type Name struct{ Outlet, Pollutant string }

// Row is one value of a row that is not plain.
type Row struct {
	Name      Name
	Start     monitoring.Minute
	Value     quantity.Decimal
	Flow      quantity.Decimal
	NonDetect bool   // Value is the detection limit
	Reason    string // why it is invalid; "" where it is used
	Outside   bool
}

// ErrSequential is the error for files whose rows do not end with their
// lines: a quoted cell holds a line break. They can be read in order only.
var ErrSequential = errors.New("a quoted cell goes on behind the end of its line")

// Options are how to work, not what comes out.
type Options struct {
	Workers  int              // 0: one for each core
	Chunk    int              // bytes; 0: one mebibyte
	Progress func(done int64) // bytes finished; called from several goroutines
}

// Problem is a row that was not used, with its place.
type Problem struct {
	Line   int
	Name   Name
	Reason string
}

// Reasons given by this package itself.
const (
	ConflictingDuplicates = "conflicting duplicates"
	OtherSeries           = "not accounted for"
)

// MaxProblems is how many places are kept for each reason; all are counted.
const MaxProblems = 20

// Result is what a file comes to.
type Result struct {
	Lines    int64 // rows of data, blank lines left out
	Tally    monitoring.Tally
	Series   []Series // by outlet and pollutant
	Problems []Problem
}

// Series is one pollutant at one outlet.
type Series struct {
	Name
	Months []Month // in order; months without a used value are left out
}

// Month is what a series comes to in one month.
type Month struct {
	Year, Month int
	*Block
}

// Sum adds up the part of a file that begins at layout.Start. The result does
// not depend on options.
func Sum(r io.ReaderAt, size int64, layout Layout, o Options) (Result, error) {
	return newRun(r, size, layout, o).sum()
}
