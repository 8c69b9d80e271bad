// Package sheet reads rows of cells, as written, from the table files people
// send: CSV, TSV and XLSX.
//
// Nothing is trimmed, rounded or converted, and nothing is guessed: where an
// encoding or a separator is open, the file is refused with a word on what to
// state. Every fault is a *Fault, which knows row and column and speaks both
// languages; rows delivered before a fault are to be thrown away. Memory is
// bounded by Options, not by the size of the file.
package sheet

import (
	"io"
)

// SniffBytes is how much of a text file is read to find out its encoding and
// separator. What contradicts the finding further down is a fault with its
// line, never a silent replacement.
const SniffBytes = 1 << 20

// MaxColumns is the largest number of cells in a row: that of Excel.
const MaxColumns = 16384

// Options states what a file does not say, and limits. The zero value asks
// for everything to be found out, with the default limits.
type Options struct {
	Encoding  string // utf-8, gb18030 (gbk, gb2312), utf-16le, utf-16be; "" = find out
	Delimiter byte   // of CSV; 0 = find out among comma, tab, semicolon, |
	Sheet     string // name of the XLSX sheet; "" = the first visible one; of no use with CSV
	// Sheets names several sheets, to be read in this order; Sheet is then of no
	// use. The rows of each count from 1.
	Sheets []string
	// FillMerged fills the empty cells that a merged range covers with the
	// value of its first cell and marks them Merged. It costs a pass over the
	// sheet more, because a sheet lists its ranges behind its rows.
	FillMerged bool
	// Known keeps what calls find out of a file, for later calls with it and
	// otherwise equal options; nil: nothing is kept. It is for one goroutine.
	Known *Known

	MaxCell     int   // bytes of one cell; 0 = 1 MiB
	MaxRow      int   // bytes of one row; 0 = 8 MiB
	MaxUnzipped int64 // bytes of all parts read from an XLSX; 0 = 4 GiB
	MaxStrings  int64 // bytes of the shared strings of an XLSX; 0 = 256 MiB
}

func (o Options) withDefaults() Options {
	if o.MaxCell <= 0 {
		o.MaxCell = 1 << 20
	}
	if o.MaxRow <= 0 {
		o.MaxRow = 8 << 20
	}
	if o.MaxUnzipped <= 0 {
		o.MaxUnzipped = 4 << 30
	}
	if o.MaxStrings <= 0 || o.MaxStrings >= 1<<32 {
		o.MaxStrings = 256 << 20
	}
	return o
}

// Formats of Dialect.
const (
	CSV  = "csv"
	XLSX = "xlsx"
)

// Dialect is how a file is written.
type Dialect struct {
	Format    string // CSV or XLSX
	Encoding  string // utf-8, utf-8-bom, gb18030, utf-16le, utf-16be
	Delimiter byte   // of CSV; ',' where no separator occurs
	ASCII     bool   // only ASCII was seen so far: utf-8 is still to be confirmed further down
	BOM       int    // bytes to skip at the head of the file
	CR        bool   // lines end in a lone carriage return (old Macintosh)
	Sheet     string // name of the sheet read
	Date1904  bool   // serial dates count from 1904-01-01
}

// CellKind is what a cell holds.
type CellKind uint8

// The kinds. The cells of CSV are Text or Empty.
const (
	Empty  CellKind = iota
	Text            // words, also a date or a number written as words
	Number          // as the file has it, often with 17 digits: see Typed
	Date            // a serial number whose style is a date, time or duration: see SerialDate
	Bool            // TRUE or FALSE
	Error           // #N/A and the like; without text: a formula whose value was not saved
)

// Cell is one cell of a row.
type Cell struct {
	Text    []byte // UTF-8, as written; valid until the next row; not to be changed
	Kind    CellKind
	Col     int  // 1-based; the place of the cell in Row.Cells plus one
	Formula bool // the value was computed by a formula
	Merged  bool // the value was taken from the first cell of a merged range
	Marks   Marks
	Format  Format // of a Number: how many digits of it are shown
	Beside  string // of a number: the words that its format shows with it, such as a unit
}

// Marks are what the writing of a cell says besides its words.
type Marks uint8

// The marks. The words of a cell are all of its words, whatever the marks.
const (
	StruckPart Marks = 1 << iota // a part of the words is struck out
	StruckAll                    // all of them are
	Raised                       // a part of them is superscript or subscript
)

// Row is one row. Cells has no holes: a cell the file leaves out is Empty.
type Row struct {
	Number int // of CSV the first line of the record, of XLSX the row; 1-based
	Cells  []Cell
	Sheet  string // of XLSX its name
	Hidden bool   // by hand or by a filter
}

// Sniff looks at a file and says how it is written. It is an error where that
// is open, and the error says what to state.
func Sniff(r io.ReaderAt, size int64, o Options) (Dialect, error) {
	o = o.withDefaults()
	head, err := readHead(r, size)
	if err != nil {
		return Dialect{}, err
	}
	if isZip(head) {
		b, err := openBook(r, size, o)
		if err != nil {
			return Dialect{}, err
		}
		return b.dialect()
	}
	return sniffText(head, size, o)
}

// Rows calls fn for every row of a file in order, and returns the first error
// of the file or of fn. Lines of no characters and XLSX rows of no cells are
// left out. The row and what it holds are valid until fn returns.
func Rows(r io.ReaderAt, size int64, o Options, fn func(*Row) error) (Dialect, error) {
	o = o.withDefaults()
	if o.Known.isBook() {
		return bookRows(r, size, o, fn)
	}
	d, err := o.look(r, size)
	if err != nil {
		return d, err
	}
	if d.Format == XLSX {
		return bookRows(r, size, o, fn)
	}
	if err := textRows(r, size, d, o, fn); err != ErrNextSheet {
		return d, err
	}
	return d, nil
}

// Sheets returns the names of the sheets of an XLSX file in their order,
// without sheets that are charts; a CSV file has none.
func Sheets(r io.ReaderAt, size int64, o Options) ([]string, error) {
	head, err := readHead(r, size)
	if err != nil || !isZip(head) {
		return nil, err
	}
	b, err := openBook(r, size, o.withDefaults())
	if err != nil {
		return nil, err
	}
	var names []string
	for _, s := range b.sheets {
		names = append(names, s.name)
	}
	return names, nil
}

// look finds out how a file is written, unless that is known; of a workbook
// only that it is one.
func (o Options) look(r io.ReaderAt, size int64) (Dialect, error) {
	return o.Known.dialect(func() (Dialect, error) {
		head, err := readHead(r, size)
		if err != nil || isZip(head) {
			return Dialect{Format: XLSX}, err
		}
		defer heads.put(head)
		return sniffText(head, size, o)
	})
}

// readHead reads the head of a file and refuses what is no table.
func readHead(r io.ReaderAt, size int64) ([]byte, error) {
	head := heads.get(int(min(size, SniffBytes)))
	if n, err := r.ReadAt(head, 0); n < len(head) {
		return nil, readFault(err)
	}
	return head, refuseFormat(head)
}
