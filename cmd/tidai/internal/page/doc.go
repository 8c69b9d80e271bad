// Package page is the model of a document, which knows no writer.
package page

import (
	"io"
	"slices"

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
	XLSX     Format = "xlsx" // a workbook with live formulas; only the chapter has it
	SARIF    Format = "sarif"
	JUnit    Format = "junit"
)

// Page is one result in every form: Doc for people, Main for spreadsheets,
// Data for programs.
type Page struct {
	Doc  Doc
	Lang calc.Lang // of the page; HTML says so
	Raw  string    // a file of its own form, in the place of Doc
	Main Grid
	Data any

	Traces bool // in Data every amount carries its derivation

	Calendar *ical.Calendar                    // what has due days; of plans
	Own      map[Format]func() ([]byte, error) // forms of this result alone, such as SARIF
	Other    func() Doc                        // the page in the other language; HTML carries both where there is one
	Stream   func(io.Writer) error             // of a page made for one form that may be long: its only form
}

// Doc is a page for people. What is told twice in it, as a table and as a
// picture, a writer may tell in the way it does best.
type Doc struct {
	Title    string
	Verdict  string
	Facts    []Field
	Cards    []Card    // the result at a glance; tables say the same
	Lead     []Section // running text that says what the sections say in tables
	Sections []Section
	Names    map[string]string // what a firm's template can name, such as project
	Foot     bool              // its footnotes stand at the foot of the page where a form has that
}

// Card is the balance of one metal at a glance.
type Card struct {
	Name, State string
	Short       bool // something is missing, or not known
	Fields      []Field
}

// Section is a part of a page.
type Section struct {
	Key      string // by which a firm's template asks for it; "" where it cannot
	Title    string
	Blocks   []Block
	Findings bool // a list of findings, which can be searched
}

// Block is one piece of a section. A table may have a narrow form, or records
// beside it, that say the same where there is no room for it.
type Block struct {
	Table   *Grid
	Narrow  *Grid
	Records []Record
	Text    Spans
	List    []Spans
	Tree    []TreeLine
	Sheet   string   // the number that Tree derives, so that its amount can lead here
	Chart   *Chart   // bars; a Picture of the same section says the same
	Picture Picture  // Table says the same
	Heading string   // of Math
	Math    []Math   // formulas of Tree or Table, then the same with figures
	Balance *Balance // a chart whose table stands beside it
	Notes   []Spans  // below the block
	Doubts  bool     // the list of all footnotes of the page
}

// TreeLine is one node of a tree: Lead is drawn before its text, Below before
// the further lines of a text that wraps.
type TreeLine struct {
	Lead, Below string
	Text        Spans
}

// Grid is a table whose cells are finished.
type Grid struct {
	Columns []Head
	Rows    [][]Spans
}

// Head is the head of a column, and how its cells are set.
type Head struct {
	Head  string
	Right bool // numbers
	Wrap  bool // may be broken into lines
}

// Row is a row of a grid. A cell is a string, a Span or Spans.
func Row(cells ...any) []Spans {
	out := make([]Spans, len(cells))
	for i, c := range cells {
		out[i] = Cat(c)
	}
	return out
}

// Record is a heading with named texts, for what is too wide for a table.
type Record struct {
	Head   Spans
	Fields []Field
	Kind   *Kind // records of a kind can be hidden
}

// Kind is what a finding weighs: an identifier and its name.
type Kind struct{ ID, Name string }

// Records says what a table says, for where there is no room for it; the first cells
// of a row are its head.
func (g Grid) Records(head int) []Record {
	var out []Record
	for _, row := range g.Rows {
		present := slices.DeleteFunc(slices.Clone(row[:head]), func(s Spans) bool { return s == nil })
		r := Record{Head: Join(present, "  ")}
		for i := head; i < len(row); i++ {
			if row[i] != nil {
				r.Fields = append(r.Fields, Field{Name: g.Columns[i].Head, Text: row[i]})
			}
		}
		out = append(out, r)
	}
	return out
}

// Field is a named text.
type Field struct {
	Name string
	Text Spans
}

// HasNotes reports whether anything in the sections has a footnote.
func HasNotes(sections ...Section) bool { return len(FootnotesOf(sections...).Notes) > 0 }

// OtherLang is the language a page of two has besides lang.
func OtherLang(lang calc.Lang) calc.Lang {
	if lang == calc.ZH {
		return calc.EN
	}
	return calc.ZH
}
