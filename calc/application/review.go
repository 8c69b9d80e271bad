package application

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/report"
	"tidai/calc/review"
	"tidai/calc/substitution"
)

// review reviews the figures of the dossier and those given besides.
func (c *Case) review(of ofReviewed) review.Result {
	in := review.Input{Plan: c.Explained(), Book: c.given.Book, AsOf: c.asOf,
		Figures: review.FromDossier(c.given.Dossier)}
	if of.more != nil {
		in.Figures = append(in.Figures, of.more.list...)
		in.Read, in.Accept = of.more.read, of.more.accept
	}
	actual := slices.ContainsFunc(in.Figures, func(s review.Submitted) bool {
		return strings.HasPrefix(s.Target, "actual:") || strings.Contains(s.Target, "实际排放量")
	})
	if actual {
		in.More = c.actualTargets()
	}
	in.Again = func(x review.Change) (substitution.Plan, []substitution.Target) {
		v := c.mistaken(x)
		if !actual {
			return v.planned.get(), nil
		}
		return v.planned.get(), v.actualTargets()
	}
	return review.Make(in)
}

// mistaken is the version that a mistake would have made of the case. What was
// measured stays, unless the mistake is one of reading the files.
func (c *Case) mistaken(x review.Change) *Case {
	change := Change{Dossier: x.Dossier, On: x.On, NonDetect: x.NonDetect}
	if x.Converted {
		change.Dossier = asConverted(x.Dossier)
		return c.With(change)
	}
	return c.With(change).WithReadings(c.readings.get())
}

// asConverted is a dossier whose monitoring files are read as if concentrations
// converted to a reference oxygen content were the measured ones.
func asConverted(d *dossier.Dossier) *dossier.Dossier {
	c := *d
	c.Monitoring = slices.Clone(d.Monitoring)
	for i := range c.Monitoring {
		c.Monitoring[i].Converted = true
	}
	return &c
}

// Opinion is a review with all that stands against the application.
type Opinion struct {
	Review   review.Result  // with the points of a permit's review
	Findings []calc.Finding // in their order
}

// Opinion reviews the application. What other dossiers state of the same facts
// must agree with it.
func (c *Case) Opinion(beside ...*dossier.Dossier) Opinion {
	r := c.Reviewed()
	all := append(c.Standing(), r.Findings...)
	for _, d := range beside {
		d = coded(d, c.given.Book, *c.policy)
		for _, f := range review.Beside(c.given.Dossier, d) {
			all = append(all, c.Policy().Cited(f))
		}
	}
	all = calc.SortFindings(all)
	r.Points = review.LookAt(r, all, c.given.Book)
	return Opinion{r, all}
}

// Standing is all that stands against the application: what its amounts show,
// and what its monitoring data show.
func (c *Case) Standing() []calc.Finding {
	actual := c.Actual().Findings
	for i, f := range actual {
		actual[i] = c.explained.get().Graded(f)
	}
	own := slices.DeleteFunc(c.Explained().Findings, func(f calc.Finding) bool { return said(actual, f) })
	return calc.SortFindings(append(own, actual...))
}

// said reports whether the assessment of the monitoring data says the same: a
// file that cannot be read stands against the plan too.
func said(list []calc.Finding, f calc.Finding) bool {
	return slices.ContainsFunc(list, func(g calc.Finding) bool {
		return f.Code == g.Code && f.Subject == g.Subject && f.At == g.At && f.Message == g.Message
	})
}

// Faults are what is wrong with the application: all that its plan, its permitted
// emissions, its sources, its monitoring data and the review of its submitted
// figures show, a shortage among it. An application that submits no figures for
// review lacks nothing by that. What the amounts show is only known where they
// can be computed.
func (c *Case) Faults() []calc.Finding {
	if calc.HasErrors(c.found.list) {
		return c.Findings()
	}
	return slices.DeleteFunc(c.Opinion().Findings,
		func(f calc.Finding) bool { return f.Code == review.CodeNothing })
}

// Named lists the numbers of the plan and the actual emissions by name.
func (c *Case) Named() []substitution.Target {
	return append(c.explained.get().Targets(), c.actualTargets()...)
}

// Targets names every number that can be recomputed: some more than Named, the
// states of sources and the net emission.
func (c *Case) Targets() []substitution.Target {
	return review.Targets(c.explained.get(), c.actualTargets())
}

// Report is a reduction accounting report.
type Report = report.Report

// Reports are the reduction accounting reports of the sources that need one.
func (c *Case) Reports() []Report {
	p := c.Explained()
	return report.All(report.Input{Dossier: c.given.Dossier, Policy: *c.policy, On: c.on, Law: *c.law,
		Sources:  p.Result.Sources,
		Findings: p.Findings})
}

// Found is all that was found on the plan and by the review.
func (c *Case) Found() []calc.Finding {
	return calc.SortFindings(append(c.Explained().Findings, c.reviewed.get().Findings...))
}

// Summary is the verdict and what became of the submitted figures: of a review
// what is worth keeping where there are thousands.
func (c *Case) Summary() review.Result {
	return review.Result{Plan: substitution.Plan{Status: c.explained.get().Status},
		Outcomes: slices.Clone(c.reviewed.get().Outcomes)}
}

// MaxSubmitted bounds a file of submitted figures, in bytes.
const MaxSubmitted = review.MaxFile
