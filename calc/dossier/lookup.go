package dossier

import (
	"slices"

	"tidai/calc"
)

func find[T any](list []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], true
	}
	var none T
	return none, false
}

// Discharger returns the discharger with this id.
func (d *Dossier) Discharger(id string) (Discharger, bool) {
	return find(d.Dischargers, func(x Discharger) bool { return x.ID == id })
}

// Line returns the production line with this id.
func (d *Dossier) Line(id string) (Line, bool) {
	return find(d.Lines, func(x Line) bool { return x.ID == id })
}

// Outlet returns the outlet with this id.
func (d *Dossier) Outlet(id string) (Outlet, bool) {
	return find(d.Outlets, func(x Outlet) bool { return x.ID == id })
}

// Permit returns the permit with this id.
func (d *Dossier) Permit(id string) (Permit, bool) {
	return find(d.Permits, func(x Permit) bool { return x.ID == id })
}

// EIA returns the environmental impact assessment with this id.
func (d *Dossier) EIA(id string) (EIA, bool) {
	return find(d.EIAs, func(x EIA) bool { return x.ID == id })
}

// Source returns the reduction source with this id.
func (d *Dossier) Source(id string) (ReductionSource, bool) {
	return find(d.Sources, func(x ReductionSource) bool { return x.ID == id })
}

// Product returns the product of the line with this id.
func (l Line) Product(id string) (Product, bool) {
	return find(l.Products, func(x Product) bool { return x.ID == id })
}

// Version returns the version of the permit with this id.
func (p Permit) Version(id string) (PermitVersion, bool) {
	return find(p.Versions, func(x PermitVersion) bool { return x.ID == id })
}

// LineProduct is one product of one line.
type LineProduct struct {
	Line    Line
	Product Product
}

// FeedsOf resolves what an outlet receives, in the order written and of the
// line's products: a feed that names no product means all of the line. A feed
// that names nothing known is left out; Parse has reported it.
func (d *Dossier) FeedsOf(o Outlet) []LineProduct { return Feeds(d.Lines, o) }

// Feeds is FeedsOf for some lines.
func Feeds(lines []Line, o Outlet) []LineProduct {
	var out []LineProduct
	for _, f := range o.Receives {
		line, ok := find(lines, func(x Line) bool { return x.ID == f.Line })
		if !ok {
			continue
		}
		for _, p := range line.Products {
			if f.Product == "" || f.Product == p.ID {
				out = append(out, LineProduct{line, p})
			}
		}
	}
	return out
}

// Place is an administrative division code (GB/T 2260) the dossier states.
type Place struct {
	Code    string
	Subject string
	At      calc.Position
}

// Places lists every division code with its place in the files, so that a
// caller who knows the policy can check the province: the project's first,
// then the dischargers'. Codes not stated are left out.
func (d *Dossier) Places() []Place {
	var out []Place
	add := func(code, subject string, at, otherwise calc.Position) {
		if at.IsZero() {
			at = otherwise
		}
		if code != "" {
			out = append(out, Place{code, subject, at})
		}
	}
	p := d.Project
	add(p.City, "project", p.CityAt, p.At)
	add(p.County, "project", p.CountyAt, p.At)
	for _, x := range d.Dischargers {
		add(x.City, "discharger:"+x.ID, x.CityAt, x.At)
		add(x.County, "discharger:"+x.ID, x.CountyAt, x.At)
	}
	for _, s := range d.Sources {
		if s.Reserve != nil {
			add(s.Reserve.City, aSource.subject(s.ID), s.Reserve.CityAt, s.At)
		}
	}
	return out
}
