// Package application is one application with all that is computed of it, each
// result once: what every door opens.
//
// A Case is opened from the dossier, the factors, the policy and the days it is
// judged by. Its results are stages, the later made of the earlier ones: the
// scope of its lines, what its monitoring data give, the plan, the review. A
// version of a case, with some change, shares every stage that reads nothing of
// what is changed.
package application

import (
	"reflect"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/review"
	"tidai/factors"
)

// Input is what a case is opened from.
type Input struct {
	Dossier *dossier.Dossier // not to be changed afterwards
	Book    *factors.Book
	Policy  string             // id of the policy; "": the one the dossier names
	On      calc.Date          // date of law; zero: the dossier's date
	AsOf    calc.Date          // day on which deadlines are judged; zero: the dossier's date
	Set     []factors.Override // parameters of the policy set for this run, after those of the dossier

	// Judging settles what the texts leave open about valid monitoring data.
	Judging monitoring.Judging

	// Files opens a monitoring file by the name the dossier has for it; nil:
	// there are none to be had.
	Files func(name string) (File, error)

	// Text reads the dossier again with changes made to its text; nil: it cannot
	// be read again.
	Text func(dossier.Variant) (*dossier.Dossier, []calc.Finding)

	Findings []calc.Finding // what is wrong with the dossier as it was read
	OfBook   []calc.Finding // what is wrong with the user's own factor files
}

// Case is one application. Nobody can change what it was opened from, and what
// it hands out is the caller's own.
type Case struct {
	given Input
	known
	stages
}

// known is what follows from what a case was given, and how a version differs
// otherwise. A version that knows the same has the same pointers.
type known struct {
	files    *files
	judging  *monitoring.Judging
	facts    *monitoring.Facts
	policy   *factors.Policy
	law      *factors.Law // in force on the date of law
	on, asOf calc.Date
	found    *found
	table    *factors.ScopeTable

	nonDetect monitoring.NonDetect // how values below the detection limit count; "": by the use
	silent    bool                 // what was found on the input and on the scope does not join the plan
	compared  bool                 // how well actual reductions are known is left out
	more      *submitted           // figures besides those of the dossier; nil: none
}

// files opens monitoring files.
type files struct {
	open func(name string) (File, error)
}

// found is what is wrong with the input.
type found struct{ list []calc.Finding }

// submitted are figures to be reviewed.
type submitted struct {
	list   []review.Submitted
	read   []calc.Finding      // of their reading
	accept []review.Acceptance // the reviewer's own
}

// Open opens a case. It computes nothing yet. The error is of the table of lines
// the tool carries, never of the application: what is wrong with that is in the
// findings.
func Open(in Input) (*Case, error) {
	table, err := in.Book.Scope()
	if err != nil {
		return nil, err
	}
	c := &Case{given: in, known: known{files: &files{in.Files}, judging: &in.Judging, table: &table}}
	c.know()
	return c.wired(stages{}), nil
}

// know finds out what follows from what the case was given. What comes to the
// same as before stays the same.
func (c *Case) know() {
	policy, findings := choosePolicy(c.given, c.day())
	c.given.Dossier = coded(c.given.Dossier, c.given.Book, policy)
	d := c.given.Dossier
	if facts := monitoring.FactsOf(d); c.facts == nil || !facts.Same(*c.facts) {
		c.facts = &facts
	}
	c.on, c.asOf = c.day(), c.given.AsOf
	if c.asOf.IsZero() {
		c.asOf = d.Date
	}
	if c.law == nil || c.law.On != c.on {
		law := c.given.Book.Law(c.on)
		c.law = &law
	}
	if c.policy == nil || !reflect.DeepEqual(*c.policy, policy) { // another day may leave the policy as it is
		c.policy = &policy
	}
	c.found = &found{calc.SortFindings(slices.Concat(c.given.Findings, c.given.OfBook, findings, c.judged()))}
}

// day is the day whose law is asked for.
func (c *Case) day() calc.Date {
	if c.given.On.IsZero() {
		return c.given.Dossier.Date
	}
	return c.given.On
}

// judged says what the user chose about valid monitoring data, where there are any:
// every result may rest on it.
func (c *Case) judged() []calc.Finding {
	chosen := c.given.Judging.Chosen()
	if chosen == (calc.Text{}) || len(c.given.Dossier.Monitoring) == 0 {
		return nil
	}
	return []calc.Finding{{Stage: calc.StageMonitoring, Code: monitoring.CodeJudging, Severity: calc.Warning,
		At: c.given.Dossier.At, Subject: "dossier",
		Message: calc.Textf("有效监测数据按用户的选择判定：%s", "which monitoring data are valid was chosen: %s",
			chosen),
		Remedy: calc.Text{ZH: "去掉 --reading 即按规范和数据日期判定",
			EN: "without --reading the specification and the day of the data decide"}}}
}

// Dossier is the application as it was read. It must not be changed.
func (c *Case) Dossier() *dossier.Dossier { return c.given.Dossier }

// Policy is the policy the application is judged by.
func (c *Case) Policy() factors.Policy { return *c.policy }

// Findings are what is wrong with the input: the dossier, the factors, the
// policy. With errors among them there is nothing to compute from.
func (c *Case) Findings() []calc.Finding { return slices.Clone(c.found.list) }
