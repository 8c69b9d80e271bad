package reduction

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/permit"
	"tidai/calc/quantity"
)

// Monitored is the actual emission that the dossier's monitoring data give,
// accounted for both uses: what is reduced from and what is reduced to differ
// in values below the detection limit and in gaps, each time against the
// claimant.
type Monitored struct {
	Before, After monitoring.Result
	Findings      []calc.Finding // what could not be read; the quality of what could is for others to report
}

// Monitor assesses the monitoring data of a dossier for Assess. nil: there are
// none.
func Monitor(in monitoring.Input) *Monitored {
	if len(in.Facts.Monitoring) == 0 || in.Read == nil {
		return nil
	}
	in.Amounts = true // the quality of data is reported where they are the subject
	all, found := monitoring.AssessFor(in, monitoring.BeforeState, monitoring.AfterState)
	m := &Monitored{Before: all[0], After: all[1]}
	for _, f := range found[1] { // as those of a comparison with what is permitted
		if f.Severity == calc.Error {
			m.Findings = append(m.Findings, f)
		}
	}
	return m
}

// Under is the same under one policy for values below the detection limit in
// both uses.
func (m *Monitored) Under(p monitoring.NonDetect) *Monitored {
	return m.with(func(a monitoring.Account) calc.Step { return a.Totals.Of(p) }, func(a monitoring.Account) calc.Step {
		return a.Totals.Of(p)
	})
}

// Same reports whether every amount is the same.
func (m *Monitored) Same(o *Monitored) bool {
	same := func(a, b monitoring.Account) bool {
		return a.Amount == b.Amount || a.Amount.OK() && b.Amount.OK() && a.Amount.Value().Equal(b.Amount.Value())
	}
	return slices.EqualFunc(m.Before.Accounts, o.Before.Accounts, same) && slices.EqualFunc(m.After.Accounts,
		o.After.Accounts, same)
}

// with is the same with other amounts.
func (m *Monitored) with(before, after func(monitoring.Account) calc.Step) *Monitored {
	out := &Monitored{Before: m.Before, After: m.After, Findings: m.Findings}
	replace := func(list []monitoring.Account, by func(monitoring.Account) calc.Step) []monitoring.Account {
		list = slices.Clone(list)
		for i := range list {
			list[i].Amount = by(list[i])
		}
		return list
	}
	out.Before.Accounts, out.After.Accounts = replace(m.Before.Accounts, before), replace(m.After.Accounts, after)
	return out
}

// Clone is the same with lists of its own; nil of nil.
func (m *Monitored) Clone() *Monitored {
	if m == nil {
		return nil
	}
	amount := func(a monitoring.Account) calc.Step { return a.Amount }
	out := m.with(amount, amount)
	out.Findings = slices.Clone(m.Findings)
	return out
}

// Evidence is what monitoring data say beside the amounts of a row.
type Evidence struct {
	Before, After State
	Safe          *monitoring.Interval // of the reduction of what was really emitted; nil where it cannot be said
}

// perYear is an account of twelve months as an amount per year.
func perYear(s calc.Step) calc.Step {
	year := calc.Given("1 a", "accounting-year", quantity.Int(1, quantity.MustUnit("a")),
		calc.Origin{Kind: calc.FromDefinition})
	return calc.Quotient("E实际", "actual-emission", calc.Clause{}, s, year).In(quantity.KgPerYear)
}

// twelveMonths reports whether a period is a year, calendar or not.
func twelveMonths(p monitoring.Period) bool {
	return p.To.AddDays(1) == (calc.Date{Year: p.From.Year + 1, Month: p.From.Month, Day: p.From.Day})
}

// lastYears are the accounts of the calendar year before the date of law, as
// the after-state: what the permit is held to is what the project will emit.
func (a *assessor) lastYears() []permit.LastYear {
	if a.Monitored == nil {
		return nil
	}
	var out []permit.LastYear
	for _, x := range a.Monitored.After.Accounts {
		if !measured(x) || x.Period.Kind != monitoring.CalendarYear || x.Period.From.Year != a.On.Year-1 ||
			x.NotCounted != (calc.Text{}) {
			continue
		}
		y := permit.LastYear{Outlet: x.Outlet.ID, Pollutant: x.Pollutant, Amount: perYear(x.Amount), At: a.setOf(x),
			Detail: calc.Textf("%d 年监测数据，%s，%s", "monitoring data of %d, %s, %s", x.Period.From.Year,
				methodOf(x).Name(), x.Policy.Name())}
		y.Unproven = unproven(x, a.Monitored.After.Use)
		out = append(out, y)
	}
	return out
}

// measured reports whether there are any data behind an account; one without
// is made where the dossier states what an outlet's emission rests on.
func measured(a monitoring.Account) bool { return len(a.Files) > 0 }

// setOf is where the dossier states the basis of an account, or its first set
// of files.
func (a *assessor) setOf(x monitoring.Account) calc.Position {
	if !x.Basis.At.IsZero() {
		return x.Basis.At
	}
	return a.Dossier.Monitoring[0].At
}

func methodOf(x monitoring.Account) monitoring.Method {
	for _, c := range x.Candidates {
		if c.Chosen {
			return c.Method
		}
	}
	return ""
}

// unproven says why an account proves nothing of what was really emitted.
func unproven(x monitoring.Account, use monitoring.Use) calc.Text {
	switch {
	case !x.Amount.OK():
		return calc.ErrorText(x.Amount.Err())
	case x.Fallback:
		return calc.Text{ZH: "由系数得出，不是监测值", EN: "it rests on a coefficient, not on measurement"}
	case x.TooFew != (calc.Text{}):
		return x.TooFew
	case x.Unfilled > 0 && use != monitoring.BeforeState:
		return calc.Textf("%d 个时段缺数而未能补遗，结果偏小",
			"%d intervals without data could not be filled: the amount is too small", x.Unfilled)
	}
	return calc.Text{}
}

// evidence is what monitoring data say of one pollutant and medium of the
// source's line; nil where there are none.
func (x *sourceAssessor) evidence(k accountKey) *Evidence {
	if x.Monitored == nil {
		return nil
	}
	if x.known == nil {
		x.known = map[accountKey]*Evidence{}
	}
	e, ok := x.known[k]
	if !ok {
		e = x.newEvidence(k)
		x.known[k] = e
	}
	return e
}

func (x *sourceAssessor) newEvidence(k accountKey) *Evidence {
	turn := x.turn()
	var e Evidence
	before := func(p monitoring.Period) bool { return turn.IsZero() || !p.To.After(turn) }
	after := func(p monitoring.Period) bool { return !turn.IsZero() && !p.From.Before(turn) }
	var was, is bool
	e.Before, was = x.monitoredState(k, x.Monitored.Before, before, true)
	if x.r.Source.Basis != dossier.Closure && x.r.Source.Closed.IsZero() {
		e.After, is = x.monitoredState(k, x.Monitored.After, after, false)
	}
	if !was && !is {
		return nil
	}
	if !x.Compared {
		x.certain(&e)
	}
	return &e
}

// certain says how well the reduction of the actual emission is known: at the
// approved capacity in an accounting report, else as emitted.
func (x *sourceAssessor) certain(e *Evidence) {
	before, after := e.Before.Amount, e.After.Amount
	if x.r.Source.Basis == dossier.Accounting {
		before, after = e.Before.Scaled, e.After.Scaled
	}
	if !x.r.Source.Closed.IsZero() && x.r.Source.VersionAfter == "" {
		after = zeroAmount()
	}
	if e.Before.Unproven != (calc.Text{}) || e.After.Unproven != (calc.Text{}) {
		return
	}
	if i, ok := safe(before, after); ok {
		e.Safe = &i
	}
}

// turn is the day that divides the states: the closing, else the day the
// changed permit begins, else the deadline.
func (x *sourceAssessor) turn() calc.Date {
	s := x.r.Source
	if !s.Closed.IsZero() {
		return s.Closed
	}
	if p, ok := x.Dossier.Permit(s.Permit); ok {
		if v, ok := p.Version(s.VersionAfter); ok {
			return v.ValidFrom
		}
	}
	return s.Deadline
}

// monitoredState is the state of the last fitting year, or of the first. false:
// nothing was monitored then.
func (x *sourceAssessor) monitoredState(k accountKey, r monitoring.Result, fits func(monitoring.Period) bool,
	last bool) (State, bool) {
	outlets := x.countedOutlets(k, r)
	var s State
	found := false
	for _, a := range r.Accounts {
		if !slices.ContainsFunc(outlets, func(o dossier.Outlet) bool { return o.ID == a.Outlet.ID }) ||
			a.Pollutant != k.pollutant ||
			!measured(a) || a.Period.Kind == monitoring.PermitYear || !twelveMonths(a.Period) || !fits(a.Period) {
			continue
		}
		if !found || a.Period.From.After(s.Period.From) == last && a.Period.From != s.Period.From {
			s.Period, found = a.Period, true
		}
	}
	if !found {
		return s, false
	}
	s.Amount, s.Scaled = calc.Step{}, calc.Step{}
	for _, o := range outlets {
		i := slices.IndexFunc(r.Accounts, func(a monitoring.Account) bool {
			return measured(a) && a.Outlet.ID == o.ID && a.Pollutant == k.pollutant && a.Period == s.Period
		})
		if i < 0 {
			s.missing(calc.Explain("排放口 %s 在 %s 至 %s 没有监测数据",
				"outlet %s has no monitoring data from %s to %s", o.ID, s.Period.From.String(), s.Period.To.String()))
			continue
		}
		s.add(x.attributed(r.Accounts[i]), x.scaled(r.Accounts[i]))
		s.describe(r.Accounts[i], r.Use)
	}
	return s, true
}

// countedOutlets are the outlets of the line by which the pollutant leaves and
// which count: where some water leaves by a workshop outlet, the total outlet
// would count it twice.
func (x *sourceAssessor) countedOutlets(k accountKey, r monitoring.Result) []dossier.Outlet {
	var out []dossier.Outlet
	workshop := false
	for _, o := range x.outletsOf(x.r.Line.ID) {
		if o.Medium != k.medium || !x.carries(o, k.pollutant, x.r.Line.ID) {
			continue
		}
		i := slices.IndexFunc(r.Accounts, func(a monitoring.Account) bool {
			return a.Outlet.ID == o.ID &&
				a.Pollutant == k.pollutant
		})
		if i >= 0 && r.Accounts[i].NotCounted != (calc.Text{}) || i < 0 && o.Grade != calc.MainOutlet {
			continue
		}
		workshop = workshop || o.Position == calc.Workshop
		out = append(out, o)
	}
	if workshop {
		out = slices.DeleteFunc(out, func(o dossier.Outlet) bool { return o.Position == calc.TotalOutlet })
	}
	return out
}

// carries reports whether a line, or any where it is empty, brings the
// pollutant to the outlet.
func (x *sourceAssessor) carries(o dossier.Outlet, p calc.Pollutant, line string) bool {
	if len(o.Pollutants) > 0 && !slices.Contains(o.Pollutants, p) {
		return false
	}
	return slices.ContainsFunc(x.Dossier.FeedsOf(o), func(f dossier.LineProduct) bool {
		return (line == "" || f.Line.ID == line) && slices.Contains(f.Product.Pollutants, p)
	})
}

// attributed is an account as the line's: an outlet that other lines bring the
// pollutant to says nothing of one of them (JL-3.3).
func (x *sourceAssessor) attributed(a monitoring.Account) calc.Step {
	for _, f := range x.Dossier.FeedsOf(a.Outlet) {
		if f.Line.ID != x.r.Line.ID && slices.Contains(f.Product.Pollutants, a.Pollutant) {
			return calc.Missing("E实际", "actual-emission",
				calc.Explain("排放口 %s 还接纳生产线 %s，监测值不能归属到一条生产线",
					"outlet %s also serves line %s: what was measured is not of one line", a.Outlet.ID, f.Line.ID))
		}
	}
	return perYear(a.Amount)
}
