// Package scope decides to which key industry, permit specification and
// management class every line of a dossier belongs, and asks where what is
// stated does not decide it.
package scope

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

// Codes of the findings this package reports.
const (
	CodeQuestion      = "TD-SCO-001" // not decided: a question to answer
	CodeIndustry      = "TD-SCO-002" // stated key industry contradicts the class and the facts (JL-1.1)
	CodeSpecification = "TD-SCO-003" // stated specification is not the one that applies
	CodeManagement    = "TD-SCO-004" // stated management class contradicts the catalogue
	CodeClass         = "TD-SCO-005" // the line belongs to another class of GB/T 4754
	CodeByHand        = "TD-SCO-006" // to be checked or determined by hand
	CodeContradiction = "TD-SCO-007" // a stated fact contradicts what the process shows
)

// Input is what a classification needs.
type Input struct {
	Dossier *dossier.Dossier
	Policy  factors.Policy
	Table   factors.ScopeTable
}

// State says how far an answer is decided.
type State string

// The states.
const (
	Decided State = "decided"  // one entry of the table holds
	Asked   State = "open"     // more than one may hold: see the questions
	ByHand  State = "by-hand"  // the table knows the case and leaves it to a person
	Nothing State = "not-held" // the table says nothing of such a line
)

// States lists the states.
var States = calc.Words[State]{
	{Key: Decided, Name: calc.Text{ZH: "已定", EN: "decided"}},
	{Key: Asked, Name: calc.Text{ZH: "未定", EN: "open"}},
	{Key: ByHand, Name: calc.Text{ZH: "须人工核定", EN: "by hand"}},
	{Key: Nothing, Name: calc.Text{ZH: "未列入", EN: "not held"}},
}

// Answer is what the table says on one matter.
type Answer struct {
	State  State
	Value  string // industry or "none"; specification; management class; "" where not decided or there is none
	Clause calc.Clause
	Row    string // of the catalogue
	Least  bool   // at least this class
	Why    calc.Text
	Among  []string // values it may be, where open
}

// Line is one line classified.
type Line struct {
	Line          dossier.Line
	Discharger    dossier.Discharger
	Industry      Answer
	Segment       string
	SegmentName   calc.Text
	Belongs       string    // class of GB/T 4754 it belongs to instead
	Check         calc.Text // what a person has to look at
	Specification Answer
	Management    Answer
	Facts         []Fact   // used to decide, in the order of the table
	Questions     []string // facts to state, in the order of the table
	Role          Role
}

// Fact is something that took part in the decision.
type Fact struct {
	Key, Value string
	Why        calc.Text // where it is not stated but shown
}

// Role is what the line is in the dossier.
type Role string

// The roles.
const (
	OfProject Role = "project" // a line of the project
	OfSource  Role = "source"  // its reduction is a source
	Context   Role = "context" // neither
)

// Roles lists the roles.
var Roles = calc.Words[Role]{
	{Key: OfProject, Name: calc.Text{ZH: "项目生产线", EN: "line of the project"}},
	{Key: OfSource, Name: calc.Text{ZH: "削减源生产线", EN: "line of a source"}},
	{Key: Context, Name: calc.Text{ZH: "其他生产线", EN: "another line"}},
}

// Result is every line classified, in the order of the dossier.
type Result struct {
	Lines    []Line
	Findings []calc.Finding
}
