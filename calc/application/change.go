package application

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/reduction"
	"tidai/calc/review"
	"tidai/calc/substitution"
)

// Change is what is different in a version of a case. What is zero stays.
type Change struct {
	Dossier   *dossier.Dossier     // a copy, changed
	On        calc.Date            // date of law
	NonDetect monitoring.NonDetect // how values below the detection limit count

	// Findings lets the version carry the findings of the input and of the scope
	// of its lines: they can stand against its plan. Without, only its amounts
	// are good for anything.
	Findings bool
}

// With is a version of the case to compare with it: how well actual reductions
// are known is left out of it. It shares every stage that reads nothing of what
// is changed.
func (c *Case) With(x Change) *Case {
	v := c.compare()
	if x.Dossier != nil {
		v.given.Dossier = x.Dossier
	}
	if !x.On.IsZero() {
		v.given.On = x.On
	}
	if x.Dossier != nil || !x.On.IsZero() {
		v.know()
	}
	if x.NonDetect != "" {
		v.nonDetect = x.NonDetect
	}
	v.silent = !x.Findings
	return v.wired(c.stages)
}

// Vary is the version that the dossier gives when its text is changed before it
// is read. It carries the findings of what was read, and those of its scope.
// nil: nothing could be read, and the findings say why.
func (c *Case) Vary(x dossier.Variant) (*Case, []calc.Finding) {
	d, findings := c.given.Text(x)
	if d == nil {
		return nil, findings
	}
	v := c.copied()
	v.given.Dossier, v.given.Findings = d, findings
	v.know()
	return v.wired(c.stages), v.Findings()
}

// WithReadings is the version, to compare with, in whose monitoring data
// something else is found, whatever the files say.
func (c *Case) WithReadings(m *reduction.Monitored) *Case {
	v := c.compare()
	v.readings = holding[ofReadings](m)
	return v.wired(c.stages)
}

// WithReduced is the version, to compare with, whose emissions and sources were
// assessed otherwise.
func (c *Case) WithReduced(r reduction.Result) *Case {
	v := c.compare()
	v.reduced = holding[ofReduced](r)
	return v.wired(c.stages)
}

// WithNeeds is the version, to compare with, that needs something else of the
// same sources.
func (c *Case) WithNeeds(needs []substitution.Need) *Case {
	v := c.compare()
	v.needed = holding[ofNeeded](c.needed.get().With(needs))
	return v.wired(c.stages)
}

// WithSubmitted is the case with more figures to be reviewed than the dossier
// states: those of a table or a JSON file of that name. nil: nothing could be
// read.
func (c *Case) WithSubmitted(data []byte, name string) (*Case, []calc.Finding) {
	table := review.Read(data, name)
	if table.Refused {
		return nil, table.Findings
	}
	return c.withFigures(func(s *submitted) {
		s.list = append(s.list, table.Figures...)
		s.read = append(s.read, table.Findings...)
	}), table.Findings
}

// WithAccepted is the case with the differences that the reviewer's own file of that
// name accepts. nil: it has faults, and nothing of it is used.
func (c *Case) WithAccepted(data []byte, name string) (*Case, []calc.Finding) {
	list, findings := review.ReadAccepted(data, name)
	if calc.HasErrors(findings) {
		return nil, findings
	}
	return c.withFigures(func(s *submitted) { s.accept = append(s.accept, list...) }), findings
}

// WithFound is the case with findings of a review made elsewhere, of a document that
// prints its numbers.
func (c *Case) WithFound(list []calc.Finding) *Case {
	return c.withFigures(func(s *submitted) { s.read = append(s.read, list...) })
}

// withFigures is the case with other figures to review; all else is as it was.
func (c *Case) withFigures(change func(*submitted)) *Case {
	v, more := c.copied(), &submitted{}
	if c.more != nil {
		more = &submitted{slices.Clone(c.more.list), slices.Clone(c.more.read), slices.Clone(c.more.accept)}
	}
	change(more)
	v.more = more
	return v.wired(c.stages)
}

// copied is a case that knows the same, and has no stages yet.
func (c *Case) copied() *Case { return &Case{given: c.given, known: c.known} }

// compare is copied for a version that is only compared.
func (c *Case) compare() *Case {
	v := c.copied()
	v.compared = true
	return v
}
