package permit

import (
	"errors"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// lookupError marks a value the factors do not have.
type lookupError struct{ err error }

func (e lookupError) Error() string { return e.err.Error() }
func (e lookupError) Unwrap() error { return e.err }

func isLookup(err error) bool {
	var l lookupError
	return errors.As(err, &l)
}

// evaluate computes the rule's formula for a group.
func (a *assessor) evaluate(g *group) calc.Step {
	o, r := g.outlets[0], g.rule
	switch r.Formula {
	case factors.CapacityVolumeLimit:
		volumes := make([]Volume, len(g.feeds))
		for i, f := range g.feeds {
			volumes[i] = Volume{
				PerProduct: a.find(factors.BenchmarkVolume, "Q", r.Volume, o, "", f),
				Capacity:   f.Product.CapacityStep("S")}
		}
		return ByCapacityVolumeLimit(r.Clause, r.Unit, a.limit(g), volumes...)
	case factors.PerformanceFormula:
		values := make([]Volume, len(g.feeds))
		for i, f := range g.feeds {
			values[i] = Volume{
				PerProduct: a.find(factors.Performance, "A", r.Performance, o, g.pollutant, f),
				Capacity:   f.Product.CapacityStep("S")}
		}
		return ByPerformance(r.Clause, r.Unit, values...)
	case factors.FlowLimitTime:
		return ByFlow(r.Clause, r.Unit, o.Flow.Step("Q", "design-flow"), a.limit(g), o.Time.Step("T", "operating-time"))
	case factors.ReceivedVolumeLimit:
		return ByReceivedVolume(r.Clause, r.Unit, a.limit(g),
			o.Received.Step("Q", "received-volume"), o.Design.Step("Q设计", "design-volume"))
	}
	return calc.Missing("E", "permitted-emission", calc.Explain("未知的公式 %q", "formula %q is not known", string(r.Formula)))
}

func (a *assessor) limit(g *group) calc.Step {
	return a.find(factors.Limit, "C", g.rule.Limit, g.outlets[0], g.pollutant, g.feeds[0])
}

// find looks one factor up for an outlet and a product; the outlet's own
// standard stands in where the rule names none (HJ 942).
func (a *assessor) find(kind factors.Kind, symbol string, sel factors.Selector, o dossier.Outlet, p calc.Pollutant, f dossier.LineProduct) calc.Step {
	instrument := sel.Instrument
	if instrument == "" {
		instrument = o.Standard
	}
	q := factors.Query{Kind: kind, Instrument: instrument, Pollutant: p, Medium: o.Medium, Outlet: sel.Outlet,
		Class: string(o.LimitClass), Industry: f.Line.Industry, On: a.On}
	if kind != factors.Limit {
		q.Process = f.Product.Process
	}
	if instrument == "" {
		return calc.Missing(symbol, string(kind), lookupError{calc.Explain("排放口 %s 没有写明排放标准", "outlet %s names no emission standard", o.ID)})
	}
	v, err := a.Book.Find(q)
	if err != nil {
		return calc.Missing(symbol, string(kind), lookupError{err})
	}
	return v.Step(symbol)
}

// documents are the amounts that documents fix for the outlets: quota, EIA,
// promise (permitted.md 1.1).
func (a *assessor) documents(g *group) []Candidate {
	var out []Candidate
	for _, q := range a.Dossier.Quotas {
		if c, ok := a.ceiling(g, ByQuota, q); ok {
			c.Why = calc.Text{ZH: "依法分解落实的总量控制指标", EN: "total-control quota allotted to the discharger"}
			out = append(out, c)
		}
	}
	since, _ := a.Policy.Date("eia_amount_since")
	for _, e := range sortByDate(a.Dossier.EIAs) {
		out = append(out, a.eia(g, e, since)...)
	}
	for _, q := range a.Dossier.Promises {
		if c, ok := a.ceiling(g, ByPromise, q); ok {
			c.Why = calc.Text{ZH: "排污单位书面承诺的更严数值", EN: "stricter amount the discharger promised in writing"}
			out = append(out, c)
		}
	}
	return out
}

func (a *assessor) ceiling(g *group, m Method, q dossier.Ceiling) (Candidate, bool) {
	amount, ok := a.stated(g, []dossier.Amount{q.Amount})
	return Candidate{Method: m, Amount: amount, Binds: amount.OK(),
		Detail: calc.Textf("%s", "%s", q.Document)}, ok
}

// eia offers an approval's amount. It binds where the approval is dated
// 2015-01-01 or later (HJ 942-2018 5.2.1), or where the approval fixes it as
// total-control quota, whatever its date (our reading).
func (a *assessor) eia(g *group, e dossier.EIA, since calc.Date) []Candidate {
	if e.Filing {
		return nil
	}
	amount, ok := a.stated(g, e.Amounts)
	if !ok {
		return nil
	}
	c := Candidate{Method: ByEIA, Amount: amount, Detail: calc.Textf("%s（%s）", "%s (%s)", e.Number, e.Date.String())}
	control := false
	for _, x := range e.Amounts {
		control = control || (x.TotalControl && x.Pollutant == g.pollutant)
	}
	switch {
	case !amount.OK():
		c.Why = calc.Text{ZH: "无法归属到所核算的生产线", EN: "cannot be attributed to the lines assessed"}
	case !e.Date.Before(since):
		c.Binds = true
		c.Why = calc.Textf("环评批复日期不早于 %s", "EIA approval dated %s or later", since.String())
	case control:
		c.Binds = true
		c.Why = calc.Text{ZH: "环评批复的总量控制指标，不论批复日期", EN: "approved as total-control quota, whatever its date"}
	default:
		c.Why = calc.Textf("环评批复早于 %s，不具约束力", "EIA approval before %s does not bind", since.String())
	}
	return []Candidate{c}
}

// stated sums a document's amounts for the group's outlets and pollutant. ok
// is false where the document says nothing. An outlet that also serves lines
// not assessed needs the amount stated by line.
func (a *assessor) stated(g *group, amounts []dossier.Amount) (calc.Step, bool) {
	var parts []calc.Step
	for _, o := range g.outlets {
		for _, x := range amounts {
			if x.Outlet != o.ID || x.Pollutant != g.pollutant {
				continue
			}
			if x.Line != "" && !a.lines[x.Line] {
				continue
			}
			if x.Line == "" && a.shared(o, g.pollutant) {
				a.report(calc.Finding{Code: CodeUnattributed, Severity: calc.Warning, At: x.At, Subject: "outlet:" + o.ID,
					Message: calc.Textf("排放口 %s 还接纳其他生产线，%s 的数值未按生产线列出，不能采用", "outlet %s also serves other lines, and the amount of %s is not stated by line: it cannot be used", o.ID, string(x.Pollutant)),
					Remedy:  calc.Text{ZH: "为该数值加上 line", EN: "add line to the amount"}})
				return calc.Missing("E", "stated-amount", calc.Explain("排放口 %s 的数值没有按生产线列出", "amount of outlet %s is not stated by line", o.ID)), true
			}
			parts = append(parts, x.Value.Step("E", "stated-amount").In(quantity.KgPerYear))
		}
	}
	switch len(parts) {
	case 0:
		return calc.Step{}, false
	case 1:
		return parts[0], true
	}
	return calc.Sum("E", "stated-amount", calc.Clause{}, parts...), true
}

func (a *assessor) shared(o dossier.Outlet, p calc.Pollutant) bool {
	for _, f := range carrying(a.Dossier.FeedsOf(o), p) {
		if !a.lines[f.Line.ID] {
			return true
		}
	}
	return false
}

// side offers the source-intensity amounts. They bind only where the policy
// takes all methods, or the EIA says that it fixed them (reading 9).
func (a *assessor) side(g *group) []Candidate {
	all := a.Policy.Choice("strictest") == "all-methods"
	var out []Candidate
	for _, s := range a.Side {
		if s.Pollutant != g.pollutant || s.Medium != g.outlets[0].Medium || !g.has(s) {
			continue
		}
		c := Candidate{Method: ByIntensity, Amount: s.Amount, Detail: s.Detail,
			Why: calc.Text{ZH: "并列比较；未被环评采用时不具约束力", EN: "shown beside; does not bind unless the EIA fixes it"}}
		if (all || a.fixedByIntensity(g)) && s.Amount.OK() {
			c.Binds = true
			c.Why = calc.Text{ZH: "环评以源强核定，或政策参数取全部方法从严", EN: "the EIA fixes it, or the policy takes the strictest of all methods"}
		}
		out = append(out, c)
	}
	return out
}

func (g *group) has(s SideAmount) bool {
	if s.Outlet != "" {
		for _, o := range g.outlets {
			if o.ID == s.Outlet {
				return true
			}
		}
		return false
	}
	for _, f := range g.feeds {
		if f.Line.ID == s.Line {
			return true
		}
	}
	return false
}

func (a *assessor) fixedByIntensity(g *group) bool {
	for _, e := range a.Dossier.EIAs {
		for _, x := range e.Amounts {
			if x.FixedBy == "intensity" && x.Pollutant == g.pollutant && x.Outlet == g.outlets[0].ID {
				return true
			}
		}
	}
	return false
}
