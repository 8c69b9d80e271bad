// Package plausibility doubts the facts of an application: it holds what is
// stated against what the law, other documents and the plant itself lead one to
// expect, and asks where they lie far apart.
package plausibility

import (
	"cmp"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
	"tidai/factors"
)

// Codes of the findings this package reports.
const (
	CodeFormula    = "TD-PLA-001" // an amount far from the formula of its line
	CodeProportion = "TD-PLA-002" // one amount of a document out of the proportion of the others
	CodeOutlet     = "TD-PLA-003" // an outlet of the specification's tables that is not stated
	CodeMetal      = "TD-PLA-004" // a metal that the specification permits and the dossier does not list
	CodeForeign    = "TD-PLA-005" // a metal that the process does not know

	CodePart         = "TD-PLA-006" // a part above its whole
	CodeActual       = "TD-PLA-007" // actual emission above the permitted one
	CodeStates       = "TD-PLA-008" // more taken off than a measure can
	CodeOutput       = "TD-PLA-009" // output above the approved capacity
	CodeEfficiency   = "TD-PLA-010" // a removal efficiency out of any range
	CodeTechnique    = "TD-PLA-011" // a removal efficiency above the best of the trade
	CodeCounty       = "TD-PLA-012" // a county code that is none
	CodePermitNumber = "TD-PLA-013" // a permit number that is none
	CodeTwice        = "TD-PLA-014" // a source entered twice
	CodeImpossible   = "TD-PLA-015" // an amount that no outlet emits

	CodeAccount       = "TD-PLA-016" // an amount far from the source intensity of its outlet
	CodeNeighbour     = "TD-PLA-017" // an amount without a formula far from that of like lines
	CodeYear          = "TD-PLA-018" // a year far from the one before
	CodeMean          = "TD-PLA-019" // a year above the mean of three
	CodeCopied        = "TD-PLA-020" // a year with the digits of the one before
	CodeIdle          = "TD-PLA-021" // emission without output, or output without emission
	CodeCity          = "TD-PLA-022" // a discharger with a large part of its city's base total
	CodeTotal         = "TD-PLA-023" // a total that is not the sum of its outlets
	CodeDust          = "TD-PLA-024" // more metal than the particulate matter that carries it
	CodeShares        = "TD-PLA-025" // shares that are not the whole
	CodeRatio         = "TD-PLA-026" // metals out of the proportion of the ore
	CodeUntreated     = "TD-PLA-027" // untreated water out of the guide's range
	CodeBest          = "TD-PLA-028" // treated water far better than the guide's best
	CodeAboveLimit    = "TD-PLA-029" // a concentration above the limit in force
	CodeConcentration = "TD-PLA-030" // a concentration that cannot be
	CodeMass          = "TD-PLA-031" // an amount that is not concentration times volume
	CodeHours         = "TD-PLA-032" // more hours than a year has, or hardly any
	CodeStack         = "TD-PLA-033" // a gas flow that is not velocity times area
	CodeWater         = "TD-PLA-034" // more waste water than was taken in, or than the product needs
	CodeCapacity      = "TD-PLA-035" // a capacity far from that of its permit or EIA
	CodeUnitChanged   = "TD-PLA-036" // a figure whose unit changed between versions
	CodeCoverage      = "TD-PLA-037" // a version with fewer outlets and metals than the last
	CodeUsualCapacity = "TD-PLA-038" // a capacity out of what is usual in the trade
	CodeRate          = "TD-PLA-039" // a treatment that hardly runs
	CodeEvidence      = "TD-PLA-040" // a closing or cancellation that no document shows
	CodeExplained     = "TD-PLA-041" // an explanation that no longer holds
)

// Input is what is doubted, and by what.
type Input struct {
	Dossier *dossier.Dossier
	Book    *factors.Book
	Policy  factors.Policy
	On      calc.Date        // date of law
	AsOf    calc.Date        // day on which explanations are judged; zero: the dossier's date
	Reduced reduction.Result // what was computed from the facts
}

// State is what became of a check.
type State string

// The states of a check. What has no reference was not found right.
const (
	Passed      State = "passed"
	Doubtful    State = "doubtful"
	NoReference State = "no-reference"
)

// States lists the states.
var States = calc.Words[State]{
	{Key: Passed, Name: calc.Text{ZH: "未见异常", EN: "nothing unusual"}},
	{Key: Doubtful, Name: calc.Text{ZH: "存疑", EN: "doubtful"}},
	{Key: NoReference, Name: calc.Text{ZH: "未设参照", EN: "no reference"}},
}

// Name returns the state in words.
func (s State) Name() calc.Text { return States.Name(s) }

// Look is one thing looked at: a check, of what, with both numbers.
type Look struct {
	Check    factors.Check
	State    State
	At       calc.Position
	Of       calc.Text // "排污许可证 B-P 版本 v1，排放口 B-W，镉"
	Stated   calc.Step // no value where the check counts nothing
	Expected calc.Step // no value without a reference
	Against  calc.Text // what Expected is
	Why      calc.Text // why there is no reference
}

// Result is what was looked at, and what is asked.
type Result struct {
	Looks    []Look
	Findings []calc.Finding
}

// doubter looks at one application.
type doubter struct {
	Input
	checks map[string]factors.Check // by code
	result Result
	known  map[string][]expected  // formulas by what they were asked for
	caused map[string]bool        // amounts of sources already asked for: what follows from them is not asked again
	asked  map[calc.Position]bool // amounts already asked for
}

// Doubt looks at the facts of an application. The order of its records changes
// nothing.
func Doubt(in Input) Result {
	d := &doubter{Input: in, checks: map[string]factors.Check{}, known: map[string][]expected{},
		caused: map[string]bool{}, asked: map[calc.Position]bool{}}
	for _, c := range in.Book.Checks() {
		d.checks[c.Code] = c
	}
	d.amounts()
	d.outlets()
	d.metals()
	d.parts()
	d.states()
	d.efficiencies()
	d.numbers()
	d.years()
	d.concentrations()
	d.times()
	d.documents()
	d.wholes()
	d.explained()
	slices.SortStableFunc(d.result.Looks, func(a, b Look) int {
		return cmp.Or(cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line),
			cmp.Compare(a.Check.Code, b.Check.Code))
	})
	d.result.Findings = calc.SortFindings(d.result.Findings)
	return d.result
}

// look records what was looked at.
func (d *doubter) look(code string, s State, l Look) {
	l.Check, l.State = d.checks[code], s
	if l.Against == (calc.Text{}) {
		l.Against = calc.Text{ZH: "参照", EN: "reference"}
	}
	d.result.Looks = append(d.result.Looks, l)
}

// bound is a figure of a check.
func (d *doubter) bound(code, id string) factors.Bound { return d.checks[code].Bound(id) }

// ask reports a finding of the room. Its figures are followed by the bounds
// that decided, where they are a user's own.
func (d *doubter) ask(f calc.Finding, decided ...factors.Bound) {
	for _, b := range decided {
		if b.Local {
			f.Figures = append(f.Figures, calc.Figure{Name: calc.Textf("本地界限：%s", "local bound: %s", b.Name),
				Amount: b.Step()})
		}
	}
	d.result.Findings = append(d.result.Findings, f)
}
