// Package page is the model of a document, which knows no writer.
package page

import (
	"io"

	"tidai/calc"
	"tidai/cmd/tidai/internal/ical"
)

// Format is a form of output.
type Format string

// The formats.
const (
	Terminal Format = "table"
	JSON     Format = "json"
	CSV      Format = "csv"
	Markdown Format = "md"
	HTML     Format = "html"
	Word     Format = "docx"
	ICS      Format = "ics"  // of a page with a calendar
	Sheet    Format = "xlsx" // a workbook with live formulas; only the chapter has it
)

// Formats lists the formats in the order of help texts.
var Formats = []string{string(Terminal), string(JSON), string(CSV), string(Markdown), string(HTML), string(Word),
	string(ICS)}

// Page is one result in every form: Doc for people, Main for spreadsheets,
// Data for programs.
type Page struct {
	Doc  Doc
	Lang calc.Lang // of the page; HTML says so
	Raw  string    // a file of its own form, in the place of Doc
	Main Table
	Data any

	Calendar *ical.Calendar                    // what has due days; of plans
	Own      map[Format]func() ([]byte, error) // forms of this result alone, such as SARIF
	Other    func() Doc                        // the page in the other language; HTML carries both where there is one
	Stream   func(io.Writer) error             // of a page made for one form that may be long: its only form
}

// Doc is a page for people, laid out by the terminal or the Markdown writer.
type Doc struct {
	Title    string
	Verdict  string
	Facts    []Field
	Cards    []Card    // in HTML only: tables say the same
	Lead     []Section // before the others, in Markdown only: running text
	Sections []Section
	Names    map[string]string // what a firm's template can name, such as project
	// texts of the footnotes that marks lead to, for Word; other forms list them in a section
	Doubts []string
}

// Card is the balance of one metal at a glance.
type Card struct {
	Name, State string
	Short       bool // something is missing, or not known
	Fields      []Field
}

// Section is a part of a page. Its number is given when the page is written.
type Section struct {
	Key      string // by which a firm's template asks for it; "" where it cannot
	Title    string
	Blocks   []Block
	Findings bool // a list of findings: HTML can search it
}

// Block is one piece of a section. A table may have a narrow form or records
// beside it that say the same; the terminal writes what fits its width.
type Block struct {
	Table   *Table
	Narrow  *Table
	Records []Record
	Text    string
	List    []string
	Tree    []TreeLine
	Sheet   string   // the number that Tree derives, so that its amount can lead here
	Chart   *Chart   // on terminals and in HTML only, there where no Figure of the section says the same
	Picture Picture  // in HTML only: Table says the same
	Heading string   // in Word only, above Math
	Math    []Math   // in Word only, above Tree or Table: the formulas, then the same with figures
	Balance *Balance // in Word only: a chart, whose table stands beside it
	Notes   []string // below the block
}

// TreeLine is one node of a tree: Lead is drawn before its text, Below before
// the further lines of a text that wraps.
type TreeLine struct{ Lead, Below, Text string }

// Table is a table; cells are finished text.
type Table struct {
	Columns []Column
	Rows    [][]string
	Refs    [][]string // beside Rows: the sheets that derive the amounts; for HTML, may be nil
}

// Column is a column of a table.
type Column struct {
	Head  string
	Right bool // numbers
	Wrap  bool // may be broken into lines
}

// Record is a heading with named texts, for what is too wide for a table.
type Record struct {
	Head   string
	Fields []Field
	Kind   *Kind // in HTML records can be hidden by kind
}

// Kind is what a finding weighs: an identifier and its name.
type Kind struct{ ID, Name string }

// Field is a named text.
type Field struct{ Name, Text string }

// OtherLang is the language a page of two has besides lang.
func OtherLang(lang calc.Lang) calc.Lang {
	if lang == calc.ZH {
		return calc.EN
	}
	return calc.ZH
}
