package application

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/explain"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
	"tidai/calc/plausibility"
	"tidai/calc/reduction"
	"tidai/calc/review"
	"tidai/calc/scope"
	"tidai/calc/substitution"
	"tidai/factors"
)

// stages are the results of a case, the later made of the earlier.
type stages struct {
	scope     *scopeStage
	readings  *readingsStage  // what the monitoring files give
	monitored *monitoredStage // as the plan counts it
	actual    *actualStage    // for comparison with what is permitted
	reduced   *reducedStage
	doubted   *doubtedStage
	needed    *neededStage
	allocated *allocatedStage
	planned   *plannedStage
	explained *explainedStage
	reviewed  *reviewedStage
}

// wired gives a case its stages: those put in place before, those of the case
// it was made from that read the same, and new ones.
func (c *Case) wired(from stages) *Case {
	d, book := c.given.Dossier, c.given.Book
	c.scope = next(c.scope, from.scope, ofScope{d, c.policy, c.table}, ofScope.classify)
	measured := c.measured()
	c.readings = next(c.readings, from.readings, measured, ofReadings.monitor)
	c.monitored = next(c.monitored, from.monitored, ofMonitored{c.readings, c.nonDetect}, ofMonitored.count)
	c.actual = next(c.actual, from.actual, measured, ofReadings.actual)
	assessed := ofReduced{d, book, c.policy, c.on, c.monitored, c.compared}
	if was := from.reduced; was != nil && was.reads == assessed.whole() && was.there.Load() {
		assessed = was.reads // it has all that a comparison needs
	}
	c.reduced = next(c.reduced, from.reduced, assessed, ofReduced.assess)
	c.doubted = next(c.doubted, from.doubted, ofDoubted{d, book, c.policy, c.on, c.asOf, c.reduced}, ofDoubted.doubt)
	c.needed = next(c.needed, from.needed, ofNeeded{d, c.policy, c.reduced}, ofNeeded.demand)
	c.allocated = next(c.allocated, from.allocated, ofAllocated{c.needed}, ofAllocated.allocate)
	judged := ofPlanned{c.allocated, c.law, c.on, c.asOf, c.found, c.scope, c.doubted}
	if c.silent {
		judged.found, judged.scope, judged.doubted = nil, nil, nil
	}
	c.planned = next(c.planned, from.planned, judged, ofPlanned.plan)
	c.explained = next(c.explained, from.explained, ofExplained{c.planned}, c.explain)
	c.reviewed = next(c.reviewed, from.reviewed, ofReviewed{c.explained, c.actual, c.more}, c.review)
	return c
}

type (
	// ofScope is what the classification of the lines reads.
	ofScope struct {
		dossier *dossier.Dossier
		policy  *factors.Policy
		table   *factors.ScopeTable
	}
	scopeStage = stage[ofScope, scope.Result]

	// ofReadings is what an assessment of the monitoring data reads.
	ofReadings struct {
		facts   *monitoring.Facts
		book    *factors.Book
		on      calc.Date
		files   *files
		judging *monitoring.Judging
	}
	readingsStage = stage[ofReadings, *reduction.Monitored]
	actualStage   = stage[ofReadings, Actual]

	// ofMonitored is what the amounts of monitoring data that count depend on.
	ofMonitored struct {
		readings  *readingsStage
		nonDetect monitoring.NonDetect
	}
	monitoredStage = stage[ofMonitored, *reduction.Monitored]

	// ofReduced is what emissions and sources are assessed by.
	ofReduced struct {
		dossier   *dossier.Dossier
		book      *factors.Book
		policy    *factors.Policy
		on        calc.Date
		monitored *monitoredStage
		compared  bool
	}
	reducedStage = stage[ofReduced, reduction.Result]

	// ofDoubted is what facts are held against.
	ofDoubted struct {
		dossier *dossier.Dossier
		book    *factors.Book
		policy  *factors.Policy
		on      calc.Date
		asOf    calc.Date // on which explanations are judged
		reduced *reducedStage
	}
	doubtedStage = stage[ofDoubted, plausibility.Result]

	// ofNeeded is what the demand follows from.
	ofNeeded struct {
		dossier *dossier.Dossier
		policy  *factors.Policy
		reduced *reducedStage
	}
	neededStage = stage[ofNeeded, substitution.Needed]

	// ofAllocated is what the needs are met from.
	ofAllocated    struct{ needed *neededStage }
	allocatedStage = stage[ofAllocated, substitution.Allocated]

	// ofPlanned is what a plan is judged against. What is doubtful in the input,
	// and what the classification of the lines found, can stand against it.
	ofPlanned struct {
		allocated *allocatedStage
		law       *factors.Law
		on, asOf  calc.Date
		found     *found        // nil: does not join the plan
		scope     *scopeStage   // likewise
		doubted   *doubtedStage // likewise
	}
	plannedStage = stage[ofPlanned, substitution.Plan]

	// ofExplained is what is explained, by planning versions of the case.
	ofExplained    struct{ planned *plannedStage }
	explainedStage = stage[ofExplained, substitution.Plan]

	// ofReviewed is what submitted figures are held against, by planning versions
	// of the case.
	ofReviewed struct {
		explained *explainedStage
		actual    *actualStage
		more      *submitted
	}
	reviewedStage = stage[ofReviewed, review.Result]
)

func (in ofScope) classify() scope.Result {
	return scope.Classify(scope.Input{Dossier: in.dossier, Policy: *in.policy, Table: *in.table})
}

// input is what package monitoring reads; its files, where there are any.
func (in ofReadings) input() monitoring.Input {
	out := monitoring.Input{Facts: *in.facts, Book: in.book, On: in.on}
	out.Judging = *in.judging
	if in.files.open != nil {
		out.Read = intake.New(in.files.open)
	}
	return out
}

func (in ofReadings) monitor() *reduction.Monitored { return reduction.Monitor(in.input()) }

func (in ofReadings) actual() Actual {
	return in.actualFor(monitoring.Compliance, monitoring.Options{})
}

func (in ofMonitored) count() *reduction.Monitored {
	m := in.readings.get()
	if m == nil || in.nonDetect == "" {
		return m
	}
	return m.Under(in.nonDetect)
}

func (in ofReduced) assess() reduction.Result {
	return reduction.Assess(reduction.Input{Dossier: in.dossier, Book: in.book, Policy: *in.policy, On: in.on,
		Monitored: in.monitored.get(), Compared: in.compared})
}

// whole is the assessment that leaves nothing out.
func (in ofReduced) whole() ofReduced {
	in.compared = false
	return in
}

func (in ofDoubted) doubt() plausibility.Result {
	return plausibility.Doubt(plausibility.Input{Dossier: in.dossier, Book: in.book, Policy: *in.policy, On: in.on,
		AsOf: in.asOf, Reduced: in.reduced.get()})
}

func (in ofNeeded) demand() substitution.Needed {
	return substitution.Demand(substitution.Input{Dossier: in.dossier, Policy: *in.policy}, in.reduced.get())
}

func (in ofAllocated) allocate() substitution.Allocated { return in.needed.get().Allocate() }

func (in ofPlanned) plan() substitution.Plan {
	judged := substitution.Against{On: in.on, AsOf: in.asOf, Law: *in.law}
	if in.found != nil {
		judged.Findings = in.found.list
	}
	if in.scope == nil {
		return in.allocated.get().Plan(judged)
	}
	judged.Findings = slices.Concat(judged.Findings, in.scope.get().Findings, in.doubted.get().Findings)
	p := in.allocated.get().Plan(judged)
	p.Findings = slices.DeleteFunc(p.Findings, saidByScope)
	return p
}

// saidByScope: the classification knows more than the list of classes by which
// reduction warns of an unusual one, so that warning goes.
func saidByScope(f calc.Finding) bool {
	return f.Code == reduction.CodeIndustry && f.Severity == calc.Warning
}

func (c *Case) explain(ofExplained) substitution.Plan { return explain.Plan(version{c}) }
