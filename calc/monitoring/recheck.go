package monitoring

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Recheck returns what totals the series of a derivation again from the
// dossier's files: all sets are read anew, once, when the first series is
// asked for. A file whose SHA-256 is no longer the stated one is an error.
func Recheck(in Input) calc.Reread {
	var a *assessor
	return func(o calc.Origin) (quantity.Quantity, error) {
		if a == nil {
			a = &assessor{Input: in, files: map[string]FileRecord{}}
			if !a.collect(&Result{}) {
				return quantity.Quantity{}, fmt.Errorf("the monitoring data cannot be read")
			}
		}
		return a.again(o)
	}
}

func (a *assessor) again(o calc.Origin) (quantity.Quantity, error) {
	none := quantity.Quantity{}
	s := o.Series
	if s == nil {
		return none, fmt.Errorf("the origin names no series")
	}
	if got := a.files[o.At.File].SHA256; got != s.SHA256 {
		return none, fmt.Errorf("%s is not the file it was: its SHA-256 is %q, not %q", o.At.File, got, s.SHA256)
	}
	what, policy, _ := strings.Cut(s.Total, ":")
	if what != massTotal {
		return none, fmt.Errorf("%q is no total of a series", s.Total)
	}
	auto := automaticOf(a.data, SeriesKey{Kind(s.Kind), s.Outlet, s.Pollutant}, Period{From: s.From, To: s.To},
		a.validity(s.Outlet, a.data.media[s.Outlet], s.To), a.files)
	if auto == nil {
		return none, fmt.Errorf("there are no such rows")
	}
	for _, p := range auto.parts {
		if p.file != o.At.File {
			continue
		}
		if p.used != s.Used || p.invalid != s.Invalid || p.duplicate != s.Duplicate || p.stopped != s.Stopped ||
			p.outside != s.Outside {
			return none, fmt.Errorf("rows by class are not as stated")
		}
		return quantity.New(p.total.grams(NonDetect(policy)), gram).In(kilogram)
	}
	return none, fmt.Errorf("no rows of %s", o.At.File)
}
