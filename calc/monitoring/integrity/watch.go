package integrity

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
)

// Watch returns a reader that hands on what read reads, and says to the checks
// which outlet the dossier gives each file to.
func Watch(read monitoring.Reader) (monitoring.Reader, *Gatherer) {
	g := &Gatherer{}
	return func(set dossier.MonitoringFiles, take func(monitoring.Reading) error) ([]monitoring.FileRecord,
		[]calc.Finding, error) {
		records, found, err := read(set, take)
		g.attribute(set, records)
		return records, found, err
	}, g
}

// attribute keeps which outlet the dossier gives a file to.
func (g *Gatherer) attribute(set dossier.MonitoringFiles, records []monitoring.FileRecord) {
	if g.files == nil {
		g.files = map[string][]attributed{}
	}
	for _, r := range records {
		if set.Outlet != "" && r.SHA256 != "" {
			g.files[r.SHA256] = append(g.files[r.SHA256], attributed{set.Outlet, r.Name})
		}
	}
}

// Checked is what the checks of one series say.
type Checked struct {
	Outlet    string // empty: of all outlets (numbers of laboratory reports)
	Pollutant calc.Pollutant
	Report
}

// CheckAll runs every check on all readings, one pollutant of one outlet at a
// time. The facts say the top of an instrument's range and its detection limit,
// where its sets agree. Findings speak of the dossier's outlets only: what belongs
// to no outlet is not counted, and is reported elsewhere.
func (g *Gatherer) CheckAll(f monitoring.Facts, all *monitoring.Columns, rules Rules) []Checked {
	var out []Checked
	var manual []Manual
	var marks []marked
	var memory room
	for _, at := range all.Points() {
		if _, ok := f.Outlet(at.Outlet); !ok {
			continue
		}
		memory.taken = false
		for i, s := range seriesOf(&memory, all, at) {
			s.Top = agreed(f, s, func(m dossier.MonitoringFiles) []dossier.MetalValue { return m.Ranges })
			s.Detection = agreed(f, s, func(m dossier.MonitoringFiles) []dossier.MetalValue { return m.Limits })
			c := newCheckerIn(&memory, s, rules)
			report := c.check()
			for i, x := range report.Findings { // a list may stand for many outlets
				report.Findings[i].Message = calc.Textf("%s %s：%s", "%s %s: %s", s.Outlet, string(s.Pollutant),
					x.Message)
			}
			// only flows, or only samples: what needs automatic concentrations was not left undone here
			if s.Unit.String() == "" || len(s.Samples) == 0 {
				report.Checks = slices.DeleteFunc(report.Checks, func(o Outcome) bool { return !o.Made })
			}
			out = append(out, Checked{s.Outlet, s.Pollutant, report})
			manual = append(manual, s.Manual...)
			marks = c.mark(marks, func() *checker { return newChecker(seriesOf(nil, all, at)[i], rules) })
		}
	}
	if len(out) > 0 {
		out = append(out, Checked{Report: joined(CheckReports(manual, rules), CheckResults(manual, rules),
			checkMarked(marks, rules), g.CheckFiles(rules))})
	}
	return out
}

// seriesOf sorts out the readings of one pollutant at one outlet.
func seriesOf(m *room, all *monitoring.Columns, at monitoring.Point) []Series {
	g := &Gatherer{expect: all.Count(at), room: m}
	all.Each(at, g.Add)
	return g.Series()
}

// joined is one report of several; a check two of them made, or left, is one.
func joined(list ...Report) Report {
	var out Report
	for _, r := range list {
		out.Findings = append(out.Findings, r.Findings...)
		for _, o := range r.Checks {
			i := slices.IndexFunc(out.Checks, func(x Outcome) bool { return x.Code == o.Code })
			switch {
			case i < 0:
				out.Checks = append(out.Checks, o)
			case o.Made && !out.Checks[i].Made:
				out.Checks[i] = o
			case !o.Made && !out.Checks[i].Made:
				out.Checks[i].Why = calc.Textf("%s；%s", "%s; %s", out.Checks[i].Why, o.Why)
			}
		}
	}
	out.Findings = calc.SortFindings(out.Findings)
	return out
}

// agreed is a value the sets of automatic data of an outlet state for a
// pollutant, in the unit of the series; none where two differ.
func agreed(f monitoring.Facts, s Series, list func(dossier.MonitoringFiles) []dossier.MetalValue) Optional {
	var out Optional
	for _, set := range f.Monitoring {
		if set.Kind != dossier.AutomaticData || (set.Outlet != "" && set.Outlet != s.Outlet) {
			continue
		}
		for _, v := range list(set) {
			if v.Pollutant != s.Pollutant || !v.Value.Set {
				continue
			}
			x, ok := decimalIn(v.Value.Amount, s.Unit)
			if !ok || (out.Set && out.Cmp(x.Decimal) != 0) {
				return Optional{}
			}
			out = x
		}
	}
	return out
}
