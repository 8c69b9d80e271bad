package monitoring

import (
	"reflect"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
)

// Facts are what an assessment of monitoring data looks at in a dossier, and
// all that it can see of one: where two dossiers have the same facts, their
// files give the same amounts.
type Facts struct {
	At         calc.Position // of the dossier
	Lines      []dossier.Line
	Outlets    []dossier.Outlet
	Permits    []dossier.Permit
	Monitoring []dossier.MonitoringFiles
	Bases      []dossier.ActualBasis
}

// FactsOf are the facts of a dossier.
func FactsOf(d *dossier.Dossier) Facts {
	return Facts{At: d.At, Lines: d.Lines, Outlets: d.Outlets, Permits: d.Permits, Monitoring: d.Monitoring,
		Bases: d.Bases}
}

// None reports whether there is nothing that an actual emission could rest on.
func (f Facts) None() bool { return len(f.Monitoring) == 0 && len(f.Bases) == 0 }

// Same reports whether all facts are the same. It says no rather too often
// than too seldom.
func (f Facts) Same(g Facts) bool { return reflect.DeepEqual(f, g) }

// Outlet returns the outlet with this id.
func (f Facts) Outlet(id string) (o dossier.Outlet, ok bool) {
	if i := slices.IndexFunc(f.Outlets, func(x dossier.Outlet) bool { return x.ID == id }); i >= 0 {
		return f.Outlets[i], true
	}
	return o, false
}

// Line returns the production line with this id.
func (f Facts) Line(id string) (l dossier.Line, ok bool) {
	if i := slices.IndexFunc(f.Lines, func(x dossier.Line) bool { return x.ID == id }); i >= 0 {
		return f.Lines[i], true
	}
	return l, false
}

// FeedsOf resolves what an outlet receives.
func (f Facts) FeedsOf(o dossier.Outlet) []dossier.LineProduct { return dossier.Feeds(f.Lines, o) }
