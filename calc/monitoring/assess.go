package monitoring

import (
	"cmp"
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

// Weighting is how the mean of family C is weighted, which the specifications
// do not say.
type Weighting string

// The weightings. Conservative takes the greater amount for an after-state
// and for compliance, the lesser for a before-state.
const (
	Conservative Weighting = ""
	Arithmetic   Weighting = "arithmetic"
	FlowWeighted Weighting = "flow-weighted"
)

// Weightings lists the weightings that may be chosen.
var Weightings = calc.Words[Weighting]{
	{Key: Arithmetic, Name: calc.Text{ZH: "算术平均", EN: "arithmetic mean"}},
	{Key: FlowWeighted, Name: calc.Text{ZH: "流量加权", EN: "weighted by flow"}},
}

// Options are the choices the texts leave open.
type Options struct {
	NonDetect NonDetect // "": by use
	Weighting Weighting
	Judging
	Years []int // calendar years; empty: those of the data and of the dossier's bases
}

// Judging is what the texts leave open about which automatic data are valid.
type Judging struct {
	// id of the rule on valid data of waste water (factors.ValidityRules); "": by the day of the data
	WaterRule string
	DayShare  *big.Rat // share of the hours in operation a valid day of waste water needs; nil: the rule's
}

// Chosen says in words what was chosen; empty where nothing was.
func (j Judging) Chosen() calc.Text {
	rule, day := calc.Text{}, calc.Text{}
	if j.WaterRule != "" {
		rule = calc.Textf("废水按 water-rule=%s", "waste water by water-rule=%s", j.WaterRule)
	}
	if j.DayShare != nil {
		day = calc.Textf("有效日须有应有小时的 %s（water-day）", "a valid day needs %s of its hours (water-day)",
			j.DayShare.RatString())
	}
	switch {
	case rule == calc.Text{}:
		return day
	case day == calc.Text{}:
		return rule
	}
	return calc.Textf("%s；%s", "%s; %s", rule, day)
}

// Input is what an assessment of actual emissions needs.
type Input struct {
	Facts Facts
	Book  *factors.Book
	On    calc.Date
	Use   Use
	Read  Reader
	Keep  *Columns // keeps what is read, for others to look at; nil: nobody does
	// only amounts: what stands against the data's quality, and years that begin on other days, are left out
	Amounts bool
	Rule    func(specification string, medium calc.Medium) (factors.MonitoringRule, error) // nil: the book's
	Options
}

// Result is the actual emission of every outlet and pollutant with data.
type Result struct {
	Use      Use
	Options  Options
	Accounts []Account // by outlet, pollutant and period
	Totals   []EmissionTotal
	Metals   []EmissionTotal // the same, air and water together; Medium is empty
	Files    []FileRecord
	Rows     Tally // of all readings: what the accounts do not use included
}

// EmissionTotal adds up the outlets of one discharger that count.
type EmissionTotal struct {
	Discharger string
	Medium     calc.Medium
	Pollutant  calc.Pollutant
	Period     Period
	Outlets    []string
	Amounts    ByPolicy
	Amount     calc.Step
}

type assessor struct {
	Input
	data     *Collection
	files    map[string]FileRecord
	findings []calc.Finding
}

// Assess reads the dossier's monitoring data and computes the actual emission
// of each outlet and pollutant in each period.
func Assess(in Input) (Result, []calc.Finding) {
	all, findings := AssessFor(in, in.Use)
	return all[0], findings[0]
}

// AssessFor is Assess for several uses of the same data, which are read once, and of
// which each series is sorted out once; results and findings are in the order of the
// uses.
func AssessFor(in Input, uses ...Use) ([]Result, [][]calc.Finding) {
	if in.Rule == nil && in.Book != nil {
		in.Rule = in.Book.MonitoringRule
	}
	read := &assessor{Input: in, files: map[string]FileRecord{}}
	var files Result
	there := read.collect(&files)
	each := make([]*assessor, len(uses))
	results, findings := make([]Result, len(uses)), make([][]calc.Finding, len(uses))
	for i, use := range uses {
		a := &assessor{Input: in, data: read.data, files: read.files, findings: slices.Clone(read.findings)}
		a.Use, a.NonDetect = use, cmp.Or(in.NonDetect, use.NonDetect())
		each[i] = a
		results[i] = Result{Use: use, Options: a.Options, Files: slices.Clone(files.Files), Rows: files.Rows}
	}
	if there {
		accounts(in.Facts, each, results)
	}
	for i, a := range each {
		findings[i] = calc.SortFindings(a.findings)
	}
	return results, findings
}

// accounts goes over the outlets once for all uses: a pollutant of an outlet is sorted
// out when it is asked for, and let go of when another is.
func accounts(facts Facts, each []*assessor, results []Result) {
	for _, o := range sortedOutlets(facts.Outlets) {
		for _, p := range calc.MeasuredPollutants().Values() {
			for i, a := range each {
				results[i].Accounts = append(results[i].Accounts, a.outlet(o, p)...)
			}
		}
	}
	for i, a := range each {
		r := &results[i]
		r.Totals = totals(r.Accounts, a.NonDetect, func(m calc.Medium) calc.Medium { return m })
		r.Metals = totals(r.Accounts, a.NonDetect, func(calc.Medium) calc.Medium { return "" })
	}
}

func sortedOutlets(list []dossier.Outlet) []dossier.Outlet {
	out := slices.Clone(list)
	slices.SortFunc(out, func(x, y dossier.Outlet) int { return cmp.Compare(x.ID, y.ID) })
	return out
}

func (a *assessor) report(code string, sev calc.Severity, at calc.Position, subject string, message, remedy calc.Text,
	figures ...calc.Figure) {
	a.findings = append(a.findings, calc.Finding{Stage: calc.StageMonitoring, Code: code, Severity: sev, At: at,
		Subject: subject, Message: message,
		Remedy: remedy, Figures: figures})
}

// window is the days whose data are kept: the years asked for, with those
// before and after them that gaps and rolling periods look into.
func (a *assessor) window() (from, to calc.Date) {
	lo, hi := a.On.Year-10, a.On.Year+1
	if len(a.Years) > 0 {
		lo, hi = slices.Min(a.Years)-1, slices.Max(a.Years)+1
	}
	for _, b := range a.Facts.Bases {
		if !b.From.IsZero() && len(a.Years) == 0 {
			lo, hi = min(lo, b.From.Year-1), max(hi, b.To.Year+1)
		}
	}
	return calc.Date{Year: max(lo, 1970), Month: 1, Day: 1}, calc.Date{Year: min(hi, 2199), Month: 12, Day: 31}
}

// collect reads all sets of files; false where there is nothing to go on with.
func (a *assessor) collect(r *Result) bool {
	media := map[string]calc.Medium{}
	for _, o := range a.Facts.Outlets {
		media[o.ID] = o.Medium
	}
	from, to := a.window()
	var err error
	if a.data, err = NewCollection(from, to, media); err != nil {
		a.report(CodeRead, calc.Error, a.Facts.At, "dossier", calc.ErrorText(err),
			calc.Text{ZH: "核对年份", EN: "check the years"})
		return false
	}
	if a.Keep != nil {
		a.data.columns = a.Keep
	}
	for _, set := range a.Facts.Monitoring {
		if a.Read == nil {
			break
		}
		records, found, err := a.Read(set, a.data.Take(set))
		a.findings = append(a.findings, found...)
		if err != nil {
			a.report(CodeRead, calc.Error, set.At, "monitoring:"+set.ID, calc.Textf("监测数据无法读取：%s",
				"the monitoring data cannot be read: %s", calc.ErrorText(err)),
				calc.Text{ZH: "核对文件与其格式说明", EN: "check the files and how they are described"})
		}
		for _, f := range records {
			a.files[f.Name] = f
			r.Files = append(r.Files, f)
			r.Rows.Add(f.Tally)
		}
	}
	a.unknown()
	return true
}

// unknown reports data that belong to no outlet of the dossier.
func (a *assessor) unknown() {
	seen := map[string]bool{}
	for _, key := range a.data.Keys() {
		if _, ok := a.Facts.Outlet(key.Outlet); ok || seen[key.Outlet] {
			continue
		}
		seen[key.Outlet] = true
		first := a.data.place(a.data.of(key).first)
		a.report(CodeUnknown, calc.Error, calc.Position{File: first.File, Line: first.Row}, "outlet:"+key.Outlet,
			calc.Textf("监测数据中的排放口 %q（第一处 %s）不在申请材料中，其数据未计入",
				"the outlet %q of the monitoring data (the first place: %s) is not in the dossier; its data are not counted",
				key.Outlet, first.String()),
			calc.Text{ZH: "在 monitoring 中用 outlet_names 对应排放口，或补充该排放口",
				EN: "map the name to an outlet with outlet_names in the monitoring set, or add the outlet"})
	}
}

// outlet assesses one outlet × pollutant in all its periods.
func (a *assessor) outlet(o dossier.Outlet, p calc.Pollutant) []Account {
	if !a.concerns(o, p) {
		return nil
	}
	rule, spec, ok := a.rule(o, p)
	if !ok {
		return nil
	}
	a.quality(o, p)
	var out []Account
	for _, period := range a.periods(o, p, rule) {
		x := &accounter{assessor: a, Account: Account{Outlet: o, Pollutant: p, Specification: spec, Rule: rule,
			Basis: a.basis(o, period), Period: period, Policy: a.NonDetect}}
		out = append(out, x.compute())
	}
	return out
}

// concerns reports whether there is anything to say: data, or a basis of an
// outlet that carries the pollutant.
func (a *assessor) concerns(o dossier.Outlet, p calc.Pollutant) bool {
	for _, k := range []Kind{Automatic, Manual, Enforcement} {
		if s := a.data.of(SeriesKey{k, o.ID, p}); s != nil && s.measured {
			return true
		}
	}
	if p == calc.CrVI { // part of Cr, which has the amount: asked for only where it was measured
		return false
	}
	if !slices.ContainsFunc(a.Facts.Bases, func(b dossier.ActualBasis) bool { return b.Outlet == o.ID }) {
		return false
	}
	if len(o.Pollutants) > 0 {
		return slices.Contains(o.Pollutants, p)
	}
	return slices.ContainsFunc(a.Facts.FeedsOf(o), func(f dossier.LineProduct) bool {
		return slices.Contains(f.Product.Pollutants, p)
	})
}

// rule finds the specification of the outlet's lines and its rule.
func (a *assessor) rule(o dossier.Outlet, p calc.Pollutant) (factors.MonitoringRule, string, bool) {
	var specs []string
	for _, f := range a.Facts.FeedsOf(o) {
		if s := f.Line.Specification; s != "" && !slices.Contains(specs, s) {
			specs = append(specs, s)
		}
	}
	subject := "outlet:" + o.ID
	if len(specs) != 1 {
		a.report(CodeMixed, calc.Error, o.At, subject,
			calc.Textf("排放口 %s 的生产线有 %d 个技术规范，无法确定实际排放量的核算公式",
				"the lines of outlet %s have %d permit specifications; the formula of the actual emission cannot be chosen", o.ID, len(specs)),
			calc.Text{ZH: "为该排放口的生产线写明同一个 specification，或分开排放口",
				EN: "state one specification for the lines of this outlet, or separate the outlets"})
		return factors.MonitoringRule{}, "", false
	}
	if a.Rule == nil {
		return factors.MonitoringRule{}, specs[0], false
	}
	rule, err := a.Rule(specs[0], o.Medium)
	if err != nil {
		a.report(CodeNoRule, calc.Error, o.At, subject,
			calc.Textf("%s 没有%s中 %s 的实际排放量规则：%s",
				"%s has no rule for the actual emission of %[3]s into %[2]s: %[4]s", specs[0], o.Medium.Name(),
				string(p), calc.ErrorText(err)),
			calc.Text{ZH: "核对技术规范，或用 --factors 补充规则",
				EN: "check the specification, or add the rule with --factors"})
		return factors.MonitoringRule{}, "", false
	}
	return rule, specs[0], true
}

// basis is what the dossier states for a period of an outlet: for exactly
// these days, else without days.
func (a *assessor) basis(o dossier.Outlet, p Period) dossier.ActualBasis {
	var general dossier.ActualBasis
	for _, b := range a.Facts.Bases {
		switch {
		case b.Outlet != o.ID:
		case b.From == p.From && b.To == p.To:
			return b
		case b.From.IsZero() && b.To.IsZero():
			general = b
		}
	}
	return general
}

// totals adds up what counts, by discharger, medium, pollutant and period.
func totals(accounts []Account, p NonDetect, of func(calc.Medium) calc.Medium) []EmissionTotal {
	type key struct {
		discharger string
		medium     calc.Medium
		pollutant  calc.Pollutant
		period     Period
	}
	var order []key
	parts := map[key][]Account{}
	for _, x := range accounts {
		if x.NotCounted != (calc.Text{}) || x.Period.Kind == PermitYear {
			continue
		}
		k := key{x.Outlet.Discharger, of(x.Outlet.Medium), x.Pollutant, x.Period}
		if parts[k] == nil {
			order = append(order, k)
		}
		parts[k] = append(parts[k], x)
	}
	var out []EmissionTotal
	for _, k := range order {
		t := EmissionTotal{Discharger: k.discharger, Medium: k.medium, Pollutant: k.pollutant, Period: k.period}
		for _, x := range parts[k] {
			t.Outlets = append(t.Outlets, x.Outlet.ID)
		}
		t.Amounts = byPolicy(func(p NonDetect) calc.Step {
			var steps []calc.Step
			for _, x := range parts[k] {
				steps = append(steps, x.Totals.Of(p))
			}
			return calc.Total("E", "actual-emission", calc.Clause{}, steps...)
		})
		t.Amount = t.Amounts.Of(p)
		out = append(out, t)
	}
	slices.SortStableFunc(out, func(x, y EmissionTotal) int {
		return cmp.Or(cmp.Compare(x.Discharger, y.Discharger), cmp.Compare(x.Medium, y.Medium),
			cmp.Compare(x.Pollutant.Order(), y.Pollutant.Order()),
			cmp.Compare(x.Period.From.String(), y.Period.From.String()))
	})
	return out
}
