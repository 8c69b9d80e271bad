package monitoring

import (
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// accounter computes one account.
type accounter struct {
	*assessor
	Account
	auto   *automatic
	manual *manual
	valid  validity

	fewHours calc.Text // why automatic data are too few for a year; empty where they are not
}

func (x *accounter) subject() string { return "outlet:" + x.Outlet.ID + "/" + string(x.Pollutant) }

// report names the outlet and the pollutant: a list of findings may stand for
// many of them.
func (x *accounter) report(code string, sev calc.Severity, at calc.Position, subject string, message, remedy calc.Text,
	figures ...calc.Figure) {
	x.assessor.report(code, sev, at, subject, calc.Textf("%s %s：%s", "%s %s: %s", x.Outlet.ID, string(x.Pollutant),
		message), remedy, figures...)
}

func (x *accounter) find(code string, sev calc.Severity, message, remedy calc.Text, figures ...calc.Figure) {
	at := x.Outlet.At
	if !x.Basis.At.IsZero() {
		at = x.Basis.At
	}
	x.report(code, sev, at, x.subject(), message, remedy, figures...)
}

func (x *accounter) compute() Account {
	x.NotCounted = x.notCounted()
	x.askExtra()
	x.valid = x.validity(x.Outlet.ID, x.Outlet.Medium, x.Period.To)
	x.auto = x.series(x.Period)
	if x.auto != nil {
		x.Judged, x.Account.DayShare = x.valid.ValidityRule, x.Options.DayShare
	}
	x.manual = manualOf(x.data, x.Outlet.ID, x.Pollutant, x.Outlet.Medium, x.Period, x.Rule.EnforcementPrevails != "",
		x.rejects())
	x.Samples, x.Conflicts = len(x.manual.samples), x.manual.conflicts
	x.tallies()
	x.automatic()
	x.byHand()
	x.choose()
	x.enough()
	x.abnormal()
	x.finish()
	return x.Account
}

// series are the automatic data of a period.
func (x *accounter) series(p Period) *automatic {
	return automaticOf(x.data, SeriesKey{Automatic, x.Outlet.ID, x.Pollutant}, p, x.valid, x.files)
}

// rejects are the reports of samples rejected for clearly lower load, which
// only HJ 967-2018 9.2.1.2 provides for, and only as the user confirms.
func (x *accounter) rejects() []string {
	if !x.Rule.RejectLowLoad {
		return nil
	}
	return x.Basis.LowLoad
}

// notCounted says why an outlet does not count: only main outlets do, and
// metals in water only at the positions the specification names; the total
// outlet would count them twice.
func (x *accounter) notCounted() calc.Text {
	o, r := x.Outlet, x.Rule
	switch {
	case len(r.Position) > 0 && !slices.Contains(r.Position, string(o.Position)) &&
		(r.Outlets != "all" || x.elsewhere()):
		return calc.Textf("%s只计 %s 位置的排放口，另计将重复",
			"%s counts outlets at %s only; adding this one would count twice", x.Specification,
			strings.Join(r.Position, ", "))
	case r.Outlets == "permitted" && !x.permitted():
		return calc.Textf("%s只计许可排放量的排放口，该口没有许可排放量",
			"%s counts outlets with a permitted amount, and this one has none", x.Specification)
	case r.Outlets == "main" && o.Grade != calc.MainOutlet:
		return calc.Textf("%s只计主要排放口", "%s counts main outlets only", x.Specification)
	}
	return calc.Text{}
}

// elsewhere reports whether a line of the outlet also leaves by an outlet at a
// position that counts: its metals are in the amount there already.
func (x *accounter) elsewhere() bool {
	mine := x.Facts.FeedsOf(x.Outlet)
	return slices.ContainsFunc(x.Facts.Outlets, func(o dossier.Outlet) bool {
		if o.ID == x.Outlet.ID || o.Medium != x.Outlet.Medium || !slices.Contains(x.Rule.Position, string(o.Position)) {
			return false
		}
		return slices.ContainsFunc(x.Facts.FeedsOf(o), func(f dossier.LineProduct) bool {
			return slices.ContainsFunc(mine, func(m dossier.LineProduct) bool { return m.Line.ID == f.Line.ID })
		})
	})
}

// askExtra says that a main outlet which does not count by its position may be
// one the specification names beside the positions, such as initial rain water
// of lead-acid battery plants (HJ 967-2018 4.5.2.4): the dossier cannot say so.
func (x *accounter) askExtra() {
	for _, e := range x.Rule.Extra {
		if x.Outlet.Grade == calc.MainOutlet && slices.Contains(e.Pollutants, x.Pollutant) &&
			!slices.Contains(x.Rule.Position, string(x.Outlet.Position)) {
			x.findBy(CodeExtra, calc.Warning, e.Clause, calc.Textf("若该排放口为%s，其排放量也应计入；此处未计入",
				"if this outlet is one of %s its emission counts too; it is not counted here", e.Name),
				calc.Text{ZH: "另行计入，并说明", EN: "add it by hand, and say so"})
		}
	}
}

func (x *accounter) permitted() bool {
	for _, p := range x.Facts.Permits {
		for _, v := range p.Versions {
			if slices.ContainsFunc(v.Amounts, func(m dossier.StatedAmount) bool {
				return m.Outlet == x.Outlet.ID &&
					m.Pollutant == x.Pollutant
			}) {
				return true
			}
		}
	}
	return false
}

func (x *accounter) tallies() {
	if x.auto != nil {
		for _, p := range x.auto.parts {
			x.Files = append(x.Files, FileTally{Kind: Automatic, File: p.file, Tally: p.tally()})
		}
	} else if s := x.data.of(SeriesKey{Automatic, x.Outlet.ID, x.Pollutant}); s != nil {
		from, to := x.Period.bounds()
		for _, p := range s.partsOf(x.data, nil, from, to) {
			x.Files = append(x.Files, FileTally{Kind: Automatic, File: p.file, Tally: p.tally()})
		}
	}
	x.Files = append(x.Files, x.manual.tallies...)
	for _, f := range x.Files {
		x.Tally.Add(f.Tally)
	}
}

// automatic makes the candidates of automatic data.
func (x *accounter) automatic() {
	if x.auto == nil {
		return
	}
	x.Quarters, x.Missing = x.auto.quarters, missingShare(x.auto.quarters)
	counted := x.Use != BeforeState
	var chosen *filling
	amounts := byPolicy(func(p NonDetect) calc.Step {
		s, f := x.auto.amount(x.Rule.Automatic, p, counted)
		if p == x.Policy {
			chosen = f
		}
		return s
	})
	x.Gaps, x.Unfilled = chosen.gaps, chosen.unfilled
	for _, g := range chosen.gaps {
		if g.grams != nil {
			x.Tally.Substituted += int64(g.Slots * g.Hours)
		}
	}
	c := Candidate{Method: ByAutomatic, Formula: x.Rule.Automatic, Amounts: amounts, Usable: true,
		Detail: calc.Textf("有效 %d、停运 %d、缺失 %d %s", "%d valid, %d stopped, %d missing %s", x.auto.total.valid,
			x.auto.total.stopped, x.auto.total.missing, slotName(x.auto.t.g.step))}
	x.judgeGaps(&c)
	if err := amounts.Of(x.Policy).Err(); err != nil && c.Usable {
		c.Usable, c.Why = false, calc.ErrorText(err)
		x.findUnfilled()
	}
	x.Candidates = append(x.Candidates, c)
	if !c.Usable && x.Rule.HalfYear && counted {
		x.byHalfYear()
	}
}

// findUnfilled says that data which may be used have gaps that nothing fills: the
// specification's limit is kept over the year, but one quarter is below what HJ 75
// fills, or the data are daily.
func (x *accounter) findUnfilled() {
	if x.Unfilled == 0 || x.Use == BeforeState {
		return
	}
	x.findBy(CodeUnfilled, calc.Warning, x.Rule.GapClause,
		calc.Textf("%s：%d %s缺失，没有可用的补遗方法，自动监测数据不能给出排放量",
			"%s: nothing fills %d missing %s, and automatic data give no amount", x.year(), x.Unfilled,
			slotName(x.auto.t.g.step)),
		calc.Text{ZH: "补充缺失时段的数据，或改用手工监测数据", EN: "supply the missing data, or use samples"})
}

func slotName(step int32) calc.Text {
	if step == minutesPerDay {
		return calc.Text{ZH: "日", EN: "days"}
	}
	return calc.Text{ZH: "小时", EN: "hours"}
}

// judgeGaps holds the data against the least share that must be valid: what the
// permit specification prints, else what the specification of continuous monitoring
// asks for. Below it they carry no annual amount, whatever it is for.
func (x *accounter) judgeGaps(c *Candidate) {
	what, by, printed := x.tooFew()
	if what == (calc.Text{}) {
		return
	}
	code, binds := CodeCapture, printed && x.Rule.GapBinds
	if !binds {
		code, what = CodeReferred, calc.Textf("%s（该规则未点名重金属，此处参照执行）",
			"%s (the rule does not name metals; it is followed here)", what)
	}
	consequence := calc.Text{ZH: "不能作为年排放量的依据", EN: "cannot carry an annual amount"}
	if x.Use == BeforeState {
		consequence = calc.Text{ZH: "不是削减的证据", EN: "are no evidence of a reduction"}
	}
	c.Why, x.fewHours = what, calc.Textf("自动监测数据%s：%s", "automatic data %s: %s", consequence, what)
	if binds || x.Use != BeforeState { // else what was measured is shown: less is conservative
		c.Usable = false
	}
	x.findBy(code, calc.Error, by, x.fewHours,
		calc.Text{ZH: "补充手工监测数据，或证明非排污单位责任（no_fault）",
			EN: "supply manual data, or prove that the unit is not at fault (no_fault)"})
}

// enough says whether the data of the chosen method are too few for a year.
func (x *accounter) enough() {
	switch {
	case x.chosen(ByAutomatic):
		x.TooFew = x.fewHours
	case x.chosen(ByManual):
		x.TooFew = x.fewSamples()
	}
}

// tooFew says how far the valid data fall short of a rule, and of which; printed: it
// is the permit specification's own. Empty where they do not.
func (x *accounter) tooFew() (what calc.Text, by calc.Clause, printed bool) {
	switch x.Rule.Gap {
	case factors.Missing25:
		if most := factors.ValidityShare(factors.Missing25).Amount; x.Missing.Cmp(share(most)) > 0 {
			return calc.Textf("缺失时段占 %s，超过 %s%s", "%s of the time is missing, more than %s%s",
					percent(x.Missing), most.Exact(), most.Unit().String()),
				x.Rule.GapClause, true
		}
		return calc.Text{}, calc.Clause{}, true
	case factors.Capture75:
		return x.below(shareOf(factors.Capture75)), x.Rule.GapClause, true
	}
	if !x.valid.Least.Set {
		return calc.Text{}, calc.Clause{}, false
	}
	return x.below(share(x.valid.Least.Amount)), x.valid.Least.Clause, false
}

// below names the quarter, or the whole period, whose capture rate is the first
// below the least.
func (x *accounter) below(least *big.Rat) calc.Text {
	for _, q := range x.Quarters {
		if q.Capture != nil && q.Capture.Cmp(least) < 0 {
			return calc.Textf("%s有效捕集率 %s，低于 %s", "the valid-data capture rate of %s is %s, below %s", q.Name(),
				percent(q.Capture), percent(least))
		}
	}
	if all := new(big.Rat).Sub(big.NewRat(1, 1), x.Missing); all.Cmp(least) < 0 {
		return calc.Textf("全时段有效捕集率 %s，低于 %s", "the valid-data capture rate of the period is %s, below %s",
			percent(all), percent(least))
	}
	return calc.Text{}
}

func percent(r *big.Rat) string {
	if r == nil {
		return "—"
	}
	return quantity.Shown(new(big.Rat).Mul(r, big.NewRat(100, 1)), 3) + "%"
}

func (x *accounter) findBy(code string, sev calc.Severity, by calc.Clause, message, remedy calc.Text,
	figures ...calc.Figure) {
	n := len(x.findings)
	x.find(code, sev, message, remedy, figures...)
	if len(x.findings) > n {
		x.findings[n].Clause = by
	}
}

func (x *accounter) byHalfYear() {
	c := Candidate{Method: ByHalfYear, Formula: x.Rule.GapClause, Usable: x.Basis.NoFault != ""}
	c.Amounts = byPolicy(func(p NonDetect) calc.Step { return x.auto.halfYear(x.Rule.GapClause, p) })
	switch err := c.Amounts.Of(x.Policy).Err(); {
	case err != nil:
		c.Usable, c.Why = false, calc.ErrorText(err)
	case c.Usable:
		c.Why = calc.Textf("有充分证据证明非排污单位责任：%s", "proven not to be the unit's fault: %s", x.Basis.NoFault)
	default:
		c.Why = calc.Text{ZH: "没有证明非排污单位责任的材料（no_fault）",
			EN: "nothing proves that the unit is not at fault (no_fault)"}
	}
	x.Candidates = append(x.Candidates, c)
}

// abnormal adds up the abnormal periods that the data do not cover.
func (x *accounter) abnormal() {
	var steps []calc.Step
	for _, e := range x.Basis.Abnormal {
		if e.Pollutant != x.Pollutant || e.Included {
			continue
		}
		steps = append(steps, calc.Product("E非正常", "abnormal-emission", x.Rule.Automatic,
			e.Rate.Step("r", "abnormal-rate"), e.Duration.Step("t", "abnormal-time"),
			e.Times.Step("n", "abnormal-times")).In(kilogram))
	}
	if len(steps) == 0 {
		return
	}
	x.Abnormal = calc.Total("E非正常", "abnormal-emission", x.Rule.Automatic, steps...)
	if err := x.Abnormal.Err(); err != nil {
		x.find(CodeAbnormal, calc.Error, calc.Textf("非正常工况的排放量无法核算：%s",
			"the emission of an abnormal period cannot be computed: %s", calc.ErrorText(err)),
			calc.Text{ZH: "写明 rate（kg/h）、duration（h）和 times", EN: "state rate (kg/h), duration (h) and times"})
	}
}

// finish adds normal and abnormal emission.
func (x *accounter) finish() {
	x.Totals = byPolicy(func(p NonDetect) calc.Step {
		n := x.Normal.Of(p)
		if len(x.abnormalSteps()) == 0 || !n.OK() {
			return n
		}
		return calc.Sum("E", "actual-emission", x.Rule.Automatic, n, x.Abnormal)
	})
	x.Amount = x.Totals.Of(x.Policy)
	switch {
	case !x.Amounts:
		x.checks()
		x.rolling()
		x.months()
	case x.TooFew != (calc.Text{}): // it stands against the amount itself
		x.checkFrequency()
	}
	later := *x
	later.auto = nil // sorted out again where it is asked for: a year of minutes takes room
	x.observe = later.observations
}

func (x *accounter) abnormalSteps() []calc.Step {
	if x.Abnormal.Err() == calc.ErrAbsent {
		return nil
	}
	return []calc.Step{x.Abnormal}
}
