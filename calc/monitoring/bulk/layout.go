// Package bulk adds up very large text files of readings with all cores: exact
// sums per series and month, the same on every run and number of cores.
//
// A file is cut into chunks at line ends. Each worker adds up the plain rows
// it meets by itself; a row that is not plain in every part (quotes, signs,
// exponents, flags other than N, values below a detection limit, characters
// that have to be decoded) is handed to the importer, whole. So is every row
// of an interval that more than one row claims. Memory grows with the number
// of series and months, not with plain rows.
package bulk

import (
	"errors"
	"io"

	"tidai/calc/monitoring"
)

// Meaning is what a column holds.
type Meaning uint8

// The meanings. A layout has one Time, at most one Outlet, Pollutant, Flow and
// Flag of each value, and one Value or, where each metal has its column,
// several.
const (
	Ignore Meaning = iota
	Ordinal
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
	HourEnding bool      // the time names the end of the interval, which is not a day then
	// characters beyond ASCII are UTF-8; otherwise rows with any in columns to be ignored are not plain
	UTF8     bool
	From, To monitoring.Minute
	Bounded  bool // only intervals that begin in [From, To) count

	// Worker makes a worker for one goroutine and one pass over the file.
	Worker func() Worker
}

// Name is what a series is counted under.
type Name struct{ Outlet, Pollutant string }

// Worker is the importer's part. It is asked by one goroutine; the slices are
// not to be kept.
type Worker interface {
	// Names turns an outlet and a pollutant as written into the names they are
	// counted under; value is the number of the Value column. Where ok is
	// false, no row of the two is plain.
	Names(outlet, pollutant []byte, value int) (n Name, ok bool)
	// Odd takes a row that is not plain, without its newline; line counts from 0
	// within the chunk. It returns the intervals the row claims.
	Odd(chunk, line int, text []byte) ([]Claim, error)
}

// Claim is an interval of a series that a row fills.
type Claim struct {
	Name
	Start monitoring.Minute
}

// ErrSequential is the error for files that can be read in order only, for
// instance because a quoted cell holds a line break. A Worker may return it.
var ErrSequential = errors.New("the file can be read in order only")

// Options are how to work, not what comes out.
type Options struct {
	Workers int       // 0: one for each core
	Chunk   int       // bytes; 0: half a mebibyte
	Whole   io.Writer // is given all bytes of the file in their order
}

// Result is what the plain rows of a file come to, and who has the others.
type Result struct {
	Rows        int64 // plain rows
	Values      int64 // their values: as many for each row as it has Value columns
	Outside     int64 // of those, outside the bounds
	First, Last int   // first and last line of a plain row; 0 where there is none
	Series      []Series
	Workers     []Worker // of the last pass over the file: they hold its odd rows
	Lines       []int    // number of the first line of each chunk
}

// Series is one pollutant at one outlet.
type Series struct {
	Name
	Months []Month // in order; months without a plain row are left out
}

// Month is what a series comes to in one month.
type Month struct {
	Year, Month int
	*Block
}

// Sum adds up the part of a file that begins at layout.Start. The sum of plain
// rows and odd ones does not depend on options; no interval has both.
func Sum(r io.ReaderAt, size int64, layout Layout, o Options) (Result, error) {
	return newRun(r, size, layout, o).sum()
}
