// Package paper holds the documents a dossier is handed in as: what they say,
// in their order, as content without a form. The rooms below it write that
// content as Word, Excel and HTML; none of them computes a number.
package paper

import "tidai/calc"

// Kind is a document people hand in.
type Kind string

// The kinds.
const (
	Chapter Kind = "chapter" // 重金属污染物排放总量核算与削减替代方案, a chapter of an EIA report
	Account Kind = "account" // 污染物总量削减核算报告 (JL-3.2b), one per source
	Opinion Kind = "opinion" // 审查意见
)

// Document is one document in one language.
type Document struct {
	Kind     Kind
	Lang     calc.Lang
	ID       string // file name without ending, such as "account-S2"
	Title    string
	Subtitle string
	Verdict  Verdict
	Cover    []Field // who, what, when: below the title
	Date     calc.Date
	Header   string // running head of a page
	Overview []Level
	Blocks   []Block
	Notes    []Note // footnotes; Run.Notes counts from 1
	Derived  []Derivation
	Findings []calc.Finding
}

// Verdict is the one sentence that matters, and how it stands.
type Verdict struct {
	Text  string
	State State
}

// State is how a verdict stands. Doubt is never Good.
type State string

// The states.
const (
	Good State = "good"
	Open State = "open" // not all could be said
	Bad  State = "bad"
)

// Field is a named text.
type Field struct{ Name, Text string }

// Level is the balance of one metal: what is needed, what is there, the gap.
// Steps without a value are absent, not zero.
type Level struct {
	Name                string
	Demand, Supply, Gap calc.Step
	State               State
}

// Block is one piece of a document; exactly one field is set.
type Block struct {
	Heading  *Heading
	Para     []Run
	List     *List
	Table    *Table
	Equation *Equation
	Chart    *Chart
}

// Heading opens a part. Level is 1 to 3; Number is in the style of the language
// ("1.2", "一、").
type Heading struct {
	Level        int
	Number, Text string
}

// Run is text of one kind. A run with Ref shows the amount of a derivation and
// leads there.
type Run struct {
	Text   string
	Strong bool
	Notes  []int  // footnotes that stand behind it
	Ref    string // Derivation.ID; empty: text alone
}

// List is a list; Ordered ones are numbered.
type List struct {
	Ordered bool
	Items   [][]Run
}

// Table is a captioned table. Its number among the tables of the document is
// its place in it.
type Table struct {
	ID      string
	Caption string
	Columns []Column
	Rows    []Row
	Notes   []string // below the table
}

// Column is a column of a table.
type Column struct {
	Head   string
	Right  bool // numbers
	Weight int  // share of the width; 0 counts as 1
}

// Row is a row of a table.
type Row struct {
	Cells [][]Run
	Total bool // a sum of the rows above
	Bad   bool // stands out
}

// Equation is a formula as the standard writes it, and the same with its
// figures put in.
type Equation struct {
	Number  string // its place among the equations, such as "1"
	Formula Math   // E = S × Q × C
	Figures Math   // = 300000 m2/a × …
	Clause  string
	Where   []Field // what each letter means
	Ref     string  // Derivation.ID
}

// Note is a footnote.
type Note struct{ Text string }

// Derivation is how one amount came about, for annexes and for readers who ask.
type Derivation struct {
	ID    string // name of the target, such as "permitted:DW001/Cr"
	Title string
	Step  calc.Step
	Shown string
	Lines []TreeLine // the whole derivation, in words
}

// TreeLine is one node of a derivation, Depth steps below its result.
type TreeLine struct {
	Depth int
	Text  string // symbol, operation, value, unit
	Place string // clause, file and line, factor
	Doubt bool   // rests on a figure not read in print
}
