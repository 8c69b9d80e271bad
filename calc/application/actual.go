package application

import (
	"cmp"
	"strconv"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/integrity"
	"tidai/calc/substitution"
	"tidai/factors"
)

// Actual is what the monitoring data of an application say.
type Actual struct {
	monitoring.Result
	Findings []calc.Finding      // of the assessment and of the integrity checks
	Checked  []integrity.Checked // which checks were made
}

// ActualFor computes the actual emissions for a use, and looks at the same
// readings for signs that they are not what was measured. Without monitoring
// data and bases the result is empty.
func (c *Case) ActualFor(use monitoring.Use, o monitoring.Options) Actual {
	return c.measured().actualFor(use, o)
}

// measured is what an assessment of the case's monitoring data reads.
func (c *Case) measured() ofReadings {
	return ofReadings{c.facts, c.given.Book, c.on, c.files, c.judging}
}

func (r ofReadings) actualFor(use monitoring.Use, o monitoring.Options) Actual {
	var out Actual
	in := r.input()
	if in.Facts.None() {
		return out
	}
	rules, err := integrity.Builtin()
	if err != nil {
		panic(err) // the tool's own file: a failing test of its room says so first
	}
	rules = rules.Under(in.Book.Law(in.On).Of(factors.FalseData))
	in.Use, in.Options = use, r.options(o)
	files := &integrity.Gatherer{}
	if in.Read != nil {
		in.Read, files = integrity.Watch(in.Read)
	}
	in.Keep = monitoring.NewColumns()
	out.Result, out.Findings = monitoring.Assess(in)
	out.Checked = files.CheckAll(in.Facts, in.Keep, rules)
	for _, x := range out.Checked {
		out.Findings = append(out.Findings, x.Findings...)
	}
	out.Findings = calc.SortFindings(out.Findings)
	return out
}

// options are those asked for, with what the case was opened with.
func (r ofReadings) options(o monitoring.Options) monitoring.Options {
	if o.Judging == (monitoring.Judging{}) {
		o.Judging = *r.judging
	}
	return o
}

// Recheck follows every derivation of accounts anew, its series from the files.
func (c *Case) Recheck(use monitoring.Use, o monitoring.Options, accounts []monitoring.Account) (n int,
	faults []calc.Text) {
	in := c.measured().input()
	in.Use, in.Options = use, c.measured().options(o)
	reread := monitoring.Recheck(in)
	for _, a := range accounts {
		if !a.Amount.OK() {
			continue
		}
		n++
		if err := a.Amount.RecheckWith(reread); err != nil {
			faults = append(faults, calc.Textf("%s %s：%s", "%s %s: %s", a.Outlet.ID, string(a.Pollutant),
				calc.ErrorText(err)))
		}
	}
	return n, faults
}

// actualTargets names the actual emissions that can be asked for: without a
// period where there is one only, else with it.
func (c *Case) actualTargets() []substitution.Target {
	accounts := c.actual.get().Accounts
	count := map[string]int{}
	for _, a := range accounts {
		count[actualName(a)]++
	}
	var out []substitution.Target
	for _, a := range accounts {
		name := actualName(a)
		if count[name] > 1 {
			name += "/" + periodName(a.Period)
		}
		amount := a.Amount
		if c.nonDetect != "" {
			amount = a.Totals.Of(c.nonDetect)
		}
		out = append(out, substitution.Target{Name: name, Step: amount})
	}
	return out
}

func actualName(a monitoring.Account) string {
	return "actual:" + a.Outlet.ID + "/" + string(a.Pollutant)
}

func periodName(p monitoring.Period) string {
	year := ""
	if p.Kind == monitoring.CalendarYear {
		year = strconv.Itoa(p.From.Year)
	}
	return cmp.Or(year, p.From.String()+"…"+p.To.String())
}
