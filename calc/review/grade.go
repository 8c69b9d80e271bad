package review

import "tidai/calc"

// Grade is how much a finding weighs in a review opinion. The grades are this
// program's own: no instrument that it carries defines them.
type Grade string

// The grades: what decides the approval or an amount it rests on; other
// errors; warnings; notes.
const (
	Grave  Grade = "grave"
	Larger Grade = "larger"
	Common Grade = "common"
	Slight Grade = "slight"
)

// Grades lists the grades, the gravest first.
var Grades = calc.Words[Grade]{
	{Key: Grave, Name: calc.Text{ZH: "重大", EN: "grave"}},
	{Key: Larger, Name: calc.Text{ZH: "较大", EN: "serious"}},
	{Key: Common, Name: calc.Text{ZH: "一般", EN: "ordinary"}},
	{Key: Slight, Name: calc.Text{ZH: "瑕疵", EN: "slight"}},
}

// Name returns the grade in words.
func (g Grade) Name() calc.Text { return Grades.Name(g) }

// GradeOf grades a finding: one of a figure by the size and the direction of its
// difference (reviewer.weigh); others by severity: a note is slight, a warning
// common, an error larger, and grave where it stands against the plan, a source's
// eligibility or a permit.
func GradeOf(f calc.Finding) Grade {
	if f.Grade != "" {
		return Grade(f.Grade)
	}
	switch f.Severity {
	case calc.Note:
		return Slight
	case calc.Warning:
		return Common
	}
	switch f.Stage {
	case calc.StageSubstitution, calc.StageReduction, calc.StagePermit:
		return Grave
	}
	return Larger
}
