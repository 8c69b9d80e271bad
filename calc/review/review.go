// Package review sets the figures an author submitted beside those computed
// anew, and looks for what reproduces the ones that differ.
package review

import (
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
	"tidai/factors"
)

// Codes of the findings this package reports.
const (
	CodeDiffers    = "TD-REV-001" // a submitted figure is not what is computed
	CodeUnchecked  = "TD-REV-002" // a submitted figure could not be recomputed
	CodePath       = "TD-REV-003" // a submitted figure agrees by another way of rounding
	CodeTarget     = "TD-REV-004" // a submitted figure names no number of the dossier
	CodeUnreadable = "TD-REV-005" // a submitted figure or its unit cannot be read
	CodeUnit       = "TD-REV-006" // a submitted figure in a unit that measures something else
	CodeAccepted   = "TD-REV-007" // a difference accepted with a reason until a day
	CodeExpired    = "TD-REV-008" // the acceptance of a difference is over
	CodeNothing    = "TD-REV-009" // no figure was submitted
	CodeDigitsLost = "TD-REV-010" // rounded so far that nothing but zero is left
	CodeTwice      = "TD-REV-011" // one number submitted twice, with two values
	CodeSum        = "TD-REV-012" // submitted parts do not add up to the submitted whole
	CodeImplied    = "TD-REV-013" // submitted figures that do not follow from each other
	CodeTables     = "TD-REV-014" // a total that one of the submitted tables does not have
	CodeCoarse     = "TD-REV-015" // an amount in t/a that is not written to 10⁻⁶
	CodePermitted  = "TD-REV-016" // a permitted amount that was not submitted although others were
	CodeBeside     = "TD-REV-017" // another dossier states the same fact otherwise
	CodeFewDigits  = "TD-REV-018" // a submitted figure of too few digits to be checked
	CodePathMoves  = "TD-REV-019" // a way of rounding that moves a figure to the unsafe side by more than 0.5 %
	CodeSafe       = "TD-REV-020" // a submitted figure that differs on the safe side
	CodeClaim      = "TD-REV-021" // a difference that the author claims to be accepted
	CodeCell       = "TD-REV-022" // a cell that holds no number though it should
	CodeUnread     = "TD-REV-023" // a sheet that is not read, or a figure in a hidden row
	CodeLeftOut    = "TD-REV-024" // rows of a table that are no figures
	CodePrinted    = "TD-REV-025" // a cell that shows other digits than it holds
	CodeNoFigure   = "TD-REV-026" // an acceptance that fits no figure
	CodeBudget     = "TD-REV-027" // not all pairs of mistakes were tried

	// Of a document of report that is reviewed: reported where it is made anew.
	CodeDocument    = "TD-REV-028" // a document prints another number than it would if made anew
	CodeNotCompared = "TD-REV-029" // numbers of a document that were not compared
)

// Verdict is what the comparison of one figure came to.
type Verdict string

// The verdicts. There is no tolerance: a figure that agrees is the exact value,
// or the exact value rounded to three significant digits at least, or one that a
// named way of rounding gives. Zero agrees only with zero.
const (
	Agrees    Verdict = "agrees"         // the exact value rounds to it (GB/T 8170)
	ByPath    Verdict = "by-path"        // another legitimate way of rounding gives it
	FewDigits Verdict = "too-few-digits" // it may stand for the exact value, and for much else: never a pass
	Differs   Verdict = "differs"
	Unknown   Verdict = "unknown" // it could not be recomputed: never a pass
)

// Verdicts lists the verdicts in the order of tables.
var Verdicts = calc.Words[Verdict]{
	{Key: Differs, Name: calc.Text{ZH: "不一致", EN: "differs"}},
	{Key: Unknown, Name: calc.Text{ZH: "无法复算", EN: "cannot be recomputed"}},
	{Key: FewDigits, Name: calc.Text{ZH: "位数不足，不能核对", EN: "too few digits to check"}},
	{Key: ByPath, Name: calc.Text{ZH: "按合理修约路径一致", EN: "agrees by a legitimate path"}},
	{Key: Agrees, Name: calc.Text{ZH: "一致", EN: "agrees"}},
}

// Name returns the verdict in words.
func (v Verdict) Name() calc.Text { return Verdicts.Name(v) }

// Submitted is a figure as its author wrote it. The digits behind the point
// state how far it was rounded.
type Submitted struct {
	Target  string
	Written string
	Unit    string
	At      calc.Position
	Table   string     // key of the table of the report in which it stands; "": not stated
	Claimed Acceptance // what the author writes of a difference that may stand: reported, not followed
	Fault   calc.Text  // why there is no figure in the place of one, with Remedy; empty: there is one
	Remedy  calc.Text
}

// Acceptance lets a difference stand, for a reason and until a day. It stays
// visible. The reviewer's own names the figure, and who accepts it.
type Acceptance struct {
	Target  string
	Written string // the figure as submitted: another one is not accepted
	Reason  string
	Who     string
	Until   calc.Date
	At      calc.Position
}

// Outcome is one figure reviewed.
type Outcome struct {
	Submitted  Submitted
	Verdict    Verdict
	Computed   calc.Step         // no value where it could not be recomputed
	Value      quantity.Quantity // the submitted figure; zero where it could not be read
	Rounded    string            // the computed value in the submitted unit, to the submitted digits and three at least
	Difference quantity.Quantity // submitted − computed, in the submitted unit
	Path       *Path             // of ByPath
	Near       bool              // of Differs: within what rounding at every stage could do, though no stage was found
	Accepted   bool              // of Differs: an acceptance of the reviewer's that is still good stands
	Acceptance Acceptance        // of Accepted
	Side       Side              // of a figure that is not the exact value: on which side it lies
	Grade      Grade             // of Differs: how much the difference weighs
	Why        calc.Text         // of Unknown: what is missing
	Causes     []Cause           // of Differs: mistakes that reproduce the figure, likeliest first
	said       bool              // of Unknown: a finding tells it already
	Searched   int               // of Differs: how many mistakes were tried, pairs included
}

// counts reports whether a figure differs in a way that counts against the
// application: on the safe side, and where the reviewer accepts it, it does not.
func (o Outcome) counts() bool { return o.Verdict == Differs && !o.Accepted && o.Side != SafeSide }

// Input is what a review needs.
type Input struct {
	Plan    substitution.Plan
	Book    *factors.Book
	Figures []Submitted
	Read    []calc.Finding        // of the reading of the figures: they stand in the review
	Accept  []Acceptance          // the reviewer's own
	More    []substitution.Target // further numbers that can be recomputed, such as monitored ones
	AsOf    calc.Date             // day on which acceptances are judged; zero: the plan's

	// Again plans with a change, for mistakes of the dossier as a whole, and makes the
	// numbers of More again. nil: such mistakes are not looked for.
	Again func(Change) (substitution.Plan, []substitution.Target)
}

// Result is a whole review.
type Result struct {
	Plan     substitution.Plan
	Outcomes []Outcome // in the order submitted
	Targets  []substitution.Target
	Findings []calc.Finding // of the review itself
	Points   []Point        // of LookAt, where it was asked
}

// Clone is the result with lists of its own.
func (r Result) Clone() Result {
	r.Plan = r.Plan.Clone()
	r.Outcomes, r.Targets = slices.Clone(r.Outcomes), slices.Clone(r.Targets)
	r.Findings, r.Points = slices.Clone(r.Findings), slices.Clone(r.Points)
	return r
}

// Count says how many outcomes have a verdict.
func (r Result) Count(v Verdict) int {
	n := 0
	for _, o := range r.Outcomes {
		if o.Verdict == v {
			n++
		}
	}
	return n
}

// Make reviews the submitted figures. Bad figures are findings, never errors.
func Make(in Input) Result {
	if in.AsOf.IsZero() {
		in.AsOf = in.Plan.AsOf
	}
	r := &reviewer{Input: in, targets: Targets(in.Plan, in.More), seen: map[string]int{},
		findings: slices.Clone(in.Read)}
	for _, s := range in.Figures {
		r.outcomes = append(r.outcomes, r.figure(s))
	}
	r.explain()
	r.consistency()
	r.inTables()
	r.missingPermitted()
	for i := range r.outcomes {
		r.finding(&r.outcomes[i])
	}
	r.acceptedNothing()
	if len(in.Figures) == 0 {
		r.nothing()
	}
	return Result{Plan: in.Plan, Outcomes: r.outcomes, Targets: r.targets, Findings: calc.SortFindings(r.findings)}
}

type reviewer struct {
	Input
	targets  []substitution.Target
	outcomes []Outcome
	findings []calc.Finding
	names    map[place]string
	seen     map[string]int // target -> outcome that named it first
	used     map[int]bool   // acceptances that fit a figure
}

// report keeps a finding. One that is grave names who is liable for a report
// that is not true, by the law of the day.
func (r *reviewer) report(f calc.Finding) {
	if f.Severity == calc.Error && f.Grade == string(Grave) {
		f.Law = slices.Concat(f.Law, r.Plan.Law.Of(factors.FalseReport))
	}
	r.findings = append(r.findings, f)
}

func (r *reviewer) nothing() {
	at := calc.Position{}
	if r.Plan.Dossier != nil {
		at = r.Plan.Dossier.At
	}
	r.report(calc.Finding{Stage: calc.StageReview, Code: CodeNothing, Severity: calc.Warning, At: at,
		Subject: "submitted",
		Message: calc.Text{ZH: "没有申报数字，未核对任何数", EN: "no figure was submitted: none was checked"},
		Remedy: calc.Text{
			ZH: "在申请材料中写 [[submitted]]，或用 --submitted FILE；模板：tidai review DIR --template FILE",
			EN: "write [[submitted]] in the dossier, or give --submitted FILE; tidai review DIR --template FILE " +
				"writes a template"}})
}

// find returns the number a figure claims to be, by its name or in words.
func (r *reviewer) find(name string) (substitution.Target, bool) {
	for _, t := range r.targets {
		if t.Name == name {
			return t, true
		}
	}
	if found := r.inWords(name); len(found) == 1 {
		return found[0], true
	}
	return substitution.Target{}, false
}
