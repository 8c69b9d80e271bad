package substitution

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
)

// Graded is a finding as it stands against the plan: an error of what the plan neither
// rests on nor lacks, such as the refusal of a source it does not need, is a warning.
// Every command that gives a verdict on the application says the same.
func (p Plan) Graded(f calc.Finding) calc.Finding {
	if f.Severity == calc.Error && !p.concernedBy(f, p.needs) {
		f.Severity, f.Was = calc.Warning, calc.Error
	}
	return f
}

// concernedBy reports whether an error stands against the plan itself. The refusal
// of a source that does not matter does not, nor does an error of a line, an outlet
// or a discharger that is neither the project's nor that of a source that matters.
func (p Plan) concernedBy(f calc.Finding, matters func(dossier.ReductionSource) bool) bool {
	kind, id, _ := strings.Cut(f.Subject, ":")
	switch kind {
	case "source":
		s, ok := p.Dossier.Source(id)
		return !ok || matters(s)
	case "line":
		return p.anyLine(matters, func(l dossier.Line) bool { return l.ID == id })
	case "discharger":
		return p.anyLine(matters, func(l dossier.Line) bool { return l.Discharger == id })
	case "outlet":
		id, _, _ = strings.Cut(id, "/")
		if f.Stage == calc.StageMonitoring { // of a source: reduction says what its data prove, by its own use of them
			return p.anyAt(func(dossier.ReductionSource) bool { return false }, id)
		}
		return p.anyAt(matters, id)
	case "monitoring":
		i := slices.IndexFunc(p.Dossier.Monitoring, func(m dossier.MonitoringFiles) bool { return m.ID == id })
		return i < 0 || p.anyAt(matters, p.Dossier.Monitoring[i].Outlet)
	}
	return true
}

// restsOn reports whether the plan draws on the source, or counts it as own
// reduction.
func (p Plan) restsOn(src dossier.ReductionSource) bool {
	if slices.ContainsFunc(p.Allocations, func(a Allocation) bool { return a.Source == src.ID }) {
		return true
	}
	return slices.ContainsFunc(p.Result.Sources, func(s reduction.SourceResult) bool {
		return s.Source.ID == src.ID && s.Own && s.Accepted()
	})
}

// needs reports whether the plan rests on the source, or lacks a metal that it might
// give: one that is short, or of which the demand is not known.
func (p Plan) needs(src dossier.ReductionSource) bool {
	if p.restsOn(src) {
		return true
	}
	i := slices.IndexFunc(p.Result.Sources, func(s reduction.SourceResult) bool { return s.Source.ID == src.ID })
	return slices.ContainsFunc(p.Needs, func(n Need) bool {
		switch {
		case n.Demand.OK() && !n.Shortfall.OK():
			return false
		case i < 0 || len(p.Result.Sources[i].Rows) == 0: // nobody knows what it would give
			return true
		}
		return slices.ContainsFunc(p.Result.Sources[i].Rows, func(r reduction.Row) bool {
			return r.Pollutant == n.Pollutant
		})
	})
}

// anyAt reports whether an outlet receives a line of the project or of a source that
// matters. What belongs to no outlet of the dossier may be of any.
func (p Plan) anyAt(matters func(dossier.ReductionSource) bool, id string) bool {
	o, known := p.Dossier.Outlet(id)
	return !known || p.anyLine(matters, func(l dossier.Line) bool {
		return slices.ContainsFunc(p.Dossier.FeedsOf(o), func(f dossier.LineProduct) bool { return f.Line.ID == l.ID })
	})
}

// anyLine reports whether a line of the project, or of a source that matters, is one
// of those meant.
func (p Plan) anyLine(matters func(dossier.ReductionSource) bool, meant func(dossier.Line) bool) bool {
	for _, id := range p.Dossier.Project.Lines {
		if l, ok := p.Dossier.Line(id); ok && meant(l) {
			return true
		}
	}
	return slices.ContainsFunc(p.Dossier.Sources, func(s dossier.ReductionSource) bool {
		l, ok := p.Dossier.Line(s.Line)
		return ok && meant(l) && matters(s)
	})
}
