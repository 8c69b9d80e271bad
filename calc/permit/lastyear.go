package permit

import (
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// LastYear is the actual emission of the year before at one outlet, from
// monitoring data. It is computed elsewhere.
type LastYear struct {
	Outlet    string
	Pollutant calc.Pollutant
	Amount    calc.Step // kg/a
	Detail    calc.Text // which data, which method
	Unproven  calc.Text // why it is not what was really emitted; empty where it is
	At        calc.Position
}

// lastYear is the ratchet of HJ 863.4-2018 5.2.3.2.1 d and 5.2.3.2.2 c: last
// year's actual emission is the permitted one where it is lower. What the
// dossier states comes first; monitoring data take its place where it states
// nothing, and stand beside it where it does. Where the specification has no
// such rule both stand beside.
func (a *assessor) lastYear(g *group) []Candidate {
	var out []Candidate
	for _, q := range a.Dossier.Actuals {
		if c, ok := a.ceiling(g, ByActual, q); ok {
			c.Why = calc.Text{ZH: "上一年实际排放量低于公式值时以实际排放量为准",
				EN: "last year's actual emission is the permitted one where it is lower"}
			if !g.rule.Ratchet {
				c.Binds, c.Why = false, noRatchet
			}
			out = append(out, c)
		}
	}
	c, at, ok := a.monitored(g)
	if !ok {
		return out
	}
	if len(out) > 0 {
		a.compareStated(g, out[0], &c, at)
	}
	return append(out, c)
}

var noRatchet = calc.Text{ZH: "并列比较；技术规范没有以上一年实际排放量为准的规定",
	EN: "shown beside; the specification does not hold the permit to last year's actual emission"}

// monitored is last year's actual emission of the group by monitoring data. All
// its outlets must have data: an outlet without is not zero.
func (a *assessor) monitored(g *group) (c Candidate, at calc.Position, ok bool) {
	c = Candidate{Method: ByActual}
	var steps []calc.Step
	var without, details []string
	var unproven calc.Text
	for _, o := range g.outlets {
		y, found := a.lastYearAt(o, g.pollutant)
		if !found {
			without = append(without, o.ID)
			continue
		}
		if at.IsZero() {
			at = y.At
		}
		if c.Detail == (calc.Text{}) {
			c.Detail = y.Detail
		}
		details = append(details, o.ID)
		steps = append(steps, a.ofTheLines(o, g.pollutant, y.Amount))
		if unproven == (calc.Text{}) {
			unproven = y.Unproven
		}
	}
	if len(details) == 0 {
		return c, at, false
	}
	for _, id := range without {
		steps = append(steps, calc.Missing("E实际", "actual-emission", calc.Explain("排放口 %s 上一年没有监测数据",
			"outlet %s has no monitoring data of last year", id)))
	}
	if len(steps) > 1 {
		c.Detail = calc.Textf("%s（%s）", "%s (%s)", c.Detail, strings.Join(details, "+"))
	}
	c.Amount = calc.Total("E实际", "actual-emission", g.rule.Clause, steps...).In(quantity.KgPerYear)
	c.Binds, c.Why = a.holds(g, c.Amount, unproven, at)
	return c, at, true
}

func (a *assessor) lastYearAt(o dossier.Outlet, p calc.Pollutant) (LastYear, bool) {
	for _, y := range a.Monitored {
		if y.Outlet == o.ID && y.Pollutant == p {
			return y, true
		}
	}
	return LastYear{}, false
}

// ofTheLines is what was measured as the emission of the lines assessed, which
// it is only where no other line brings the pollutant to the outlet.
func (a *assessor) ofTheLines(o dossier.Outlet, p calc.Pollutant, amount calc.Step) calc.Step {
	if !a.shared(o, p) {
		return amount
	}
	return calc.Missing("E实际", "actual-emission",
		calc.Explain("排放口 %s 还接纳其他生产线，监测值不能归属到所核算的生产线",
			"outlet %s also serves other lines: what was measured is not of the lines assessed", o.ID))
}

// holds decides whether a monitored amount holds the permit. Where the
// specification says that it would and the data cannot tell, that is a finding.
func (a *assessor) holds(g *group, amount calc.Step, unproven calc.Text, at calc.Position) (bool, calc.Text) {
	if !g.rule.Ratchet {
		return false, noRatchet
	}
	if err := amount.Err(); err != nil {
		unproven = calc.ErrorText(err)
	}
	if unproven == (calc.Text{}) {
		return true, calc.Text{ZH: "上一年实际排放量（监测数据）低于公式值时以实际排放量为准",
			EN: "last year's actual emission, by monitoring data, is the permitted one where it is lower"}
	}
	a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeNoLastYear, Severity: calc.Warning, Clause: g.rule.Clause,
		At:      at,
		Subject: "outlet:" + g.outlets[0].ID,
		Message: calc.Textf("%s 的 %s：技术规范以上一年实际排放量为准，而监测数据不能得出：%s",
			"%[2]s at %[1]s: the specification holds the permit to last year's actual emission, which the "+
				"monitoring data do not give: %[3]s",
			g.outlets[0].ID, string(g.pollutant), unproven),
		Remedy: calc.Text{ZH: "补充监测数据，或在 [[actual]] 中列出上一年实际排放量",
			EN: "supply monitoring data, or state last year's actual emission in [[actual]]"}})
	return false, calc.Textf("不能作为上一年实际排放量：%s", "not last year's actual emission: %s", unproven)
}

// compareStated lets the stated amount count and the monitored one stand
// beside it; where they differ, it says so with both.
func (a *assessor) compareStated(g *group, stated Candidate, monitored *Candidate, at calc.Position) {
	if monitored.Binds {
		monitored.Binds = false
		monitored.Why = calc.Text{ZH: "并列比较；以材料列出的上一年实际排放量为准",
			EN: "shown beside; the actual emission the dossier states counts"}
	}
	if !stated.Amount.OK() || !monitored.Amount.OK() || AsStated(stated.Amount, monitored.Amount) {
		return
	}
	a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeTwoActuals, Severity: calc.Warning, At: at,
		Subject: "outlet:" + g.outlets[0].ID,
		Message: calc.Textf("%s 的 %s：列出的上一年实际排放量 %s kg/a 与监测数据得出的 %s kg/a 不一致",
			"%[2]s at %[1]s: last year's actual emission as stated, %[3]s kg/a, is not what the monitoring data "+
				"give, %[4]s kg/a",
			g.outlets[0].ID, string(g.pollutant), stated.Amount.Value().ShownAmount(), monitored.Amount.Value().
				ShownAmount()),
		Remedy: calc.Text{ZH: "核对 [[actual]] 与监测数据，说明差异",
			EN: "check [[actual]] and the monitoring data, and explain the difference"},
		Figures: []calc.Figure{{Name: calc.Text{ZH: "列出", EN: "stated"}, Amount: stated.Amount},
			{Name: calc.Text{ZH: "监测", EN: "monitored"}, Amount: monitored.Amount}}})
}

// unit is what a plant emits of a pollutant into one medium.
type unit struct {
	discharger string
	pollutant  calc.Pollutant
	medium     calc.Medium
}

func unitOf(g *group) unit {
	return unit{g.outlets[0].Discharger, g.pollutant, g.outlets[0].Medium}
}

// perUnit is the other reading of HJ 863.4-2018 5.2.3.2.1 d: last year's actual
// emission of all outlets together is held against their permitted emission
// together. It lists the units whose actual emission is not the lower one; where
// an outlet has no amount of last year, the sum is not known, and each outlet
// stays held to its own.
func (a *assessor) perUnit(groups []*group) map[unit]bool {
	free := map[unit]bool{}
	if a.Policy.Choice("ratchet") != "per-unit" {
		return free
	}
	formulas, actuals := map[unit][]calc.Step{}, map[unit][]calc.Step{}
	said := len(a.findings) // what is found here is found again where it counts
	for _, g := range groups {
		if g.err != nil || !g.rule.Ratchet {
			continue
		}
		u := unitOf(g)
		formulas[u] = append(formulas[u], a.evaluate(g))
		last := calc.Missing("E实际", "actual-emission", calc.ErrAbsent)
		for _, c := range a.lastYear(g) {
			if c.Binds {
				last = c.Amount
				break
			}
		}
		actuals[u] = append(actuals[u], last)
	}
	a.findings = a.findings[:said]
	for u := range formulas {
		formula, actual := calc.Total("E", "permitted-emission", calc.Clause{}, formulas[u]...),
			calc.Total("E实际", "actual-emission", calc.Clause{}, actuals[u]...)
		if !formula.OK() || !actual.OK() {
			continue
		}
		if n, err := actual.Value().Cmp(formula.Value()); err == nil && n >= 0 {
			free[u] = true
		}
	}
	return free
}

// heldTo are the amounts of last year as they bind under the policy's reading.
func (a *assessor) heldTo(g *group) []Candidate {
	list := a.lastYear(g)
	if !a.free[unitOf(g)] {
		return list
	}
	for i := range list {
		if list[i].Binds {
			list[i].Binds, list[i].Why = false, calc.Text{
				ZH: "并列比较；按全厂合计，上一年实际排放量不低于公式值（政策参数 ratchet）",
				EN: "shown beside; over the whole unit last year's actual emission is not below the " +
					"formula (parameter ratchet)"}
		}
	}
	return list
}

// AsStated reports whether an amount rounded as the stated one is printed, to
// the decimals it has, is the stated one.
func AsStated(stated, computed calc.Step) bool {
	text := stated.Value().Exact()
	places := 0
	if i := strings.IndexByte(text, '.'); i >= 0 {
		places = len(text) - i - 1
	}
	c, err := computed.Value().In(stated.Value().Unit())
	return err == nil && quantity.RoundPlaces(c.Rat(), places).Cmp(stated.Value().Rat()) == 0
}
