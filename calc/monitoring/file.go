package monitoring

import (
	"tidai/calc"
	"tidai/calc/dossier"
)

// FileRecord is what is known of a file that was read: enough to find it
// again, to see that it is the same, and how it was understood.
type FileRecord struct {
	Set      string // id of the dossier's set of files
	Name     string // as the dossier writes it
	SHA256   string // of the bytes as stored, hexadecimal
	Bytes    int64
	Rows     int64 // rows of data, without titles and header; messages of HJ 212
	Handed   int64 // readings handed on: a row of several metals gives several
	First    int   // first and last row of data; of several sheets, of the first and of the last one
	Last     int
	Sheets   []SheetRecord // of a workbook: those that were read, and then the others
	Encoding string
	Layout   []ColumnUse // what each column was taken for
	// Tally counts the values that became no reading, and the flows that stand
	// in rows of their own. A value is a row and a pollutant: a row of a long
	// table is one, a row of a wide table one for each metal it has a column
	// for. Handed + Tally.Read are all values of the file.
	Tally Tally
}

// SheetRecord is what became of a sheet of a workbook.
type SheetRecord struct {
	Name        string
	Read        bool
	Why         calc.Text // it was not read
	Rows        int64     // of data
	First, Last int       // row of data; 0 where there is none
}

// ColumnUse is how a column was understood.
type ColumnUse struct {
	Col    int
	Header string // as written
	Means  string // as in dossier.MonitoringColumn
	Unit   string
	Stated bool // by the dossier; otherwise detected
}

// Reader reads one set of files and hands every reading to take, in the order
// of files and rows. Rows it cannot turn into readings are in the records'
// tallies, with a finding for each reason and place; an error is returned only
// where nothing could be read. It is given to this package by its caller, so
// that amounts do not depend on formats.
type Reader func(set dossier.MonitoringFiles, take func(Reading) error) ([]FileRecord, []calc.Finding, error)
