package dossier

import (
	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

func (r *reader) permit(t *document.Table) {
	id := r.id(t, aPermit)
	subject := aPermit.subject(id)
	p := Permit{
		At:                r.enter(t),
		ID:                id,
		Number:            t.String("number", true),
		Discharger:        r.refer(t, "discharger", true, aDischarger, subject),
		Cancelled:         t.Date("cancelled", false),
		CancelledEvidence: t.String("cancelled_evidence", false),
	}
	if p.Cancelled.IsZero() && p.CancelledEvidence != "" {
		r.noEffect(t.Pos("cancelled_evidence"), subject, "cancelled_evidence", "cancelled")
	}
	for _, s := range t.Tables("version") {
		p.Versions = append(p.Versions, r.version(s, id))
	}
	if len(p.Versions) == 0 {
		r.incomplete(p.At, subject, "version", calc.Text{ZH: "许可证至少有一个版本",
			EN: "a permit has at least one version"})
	}
	r.d.Permits = append(r.d.Permits, p)
}

func (r *reader) version(t *document.Table, permit string) PermitVersion {
	v := PermitVersion{
		At:        r.enter(t),
		ID:        r.id(t, aVersion),
		ValidFrom: t.Date("valid_from", true),
		ValidTo:   t.Date("valid_to", true),
	}
	subject := aPermit.subject(permit + "/" + v.ID)
	for _, s := range t.Tables("amount") {
		v.Amounts = append(v.Amounts, r.amount(s, subject, needOutlet))
	}
	v.Capacities = r.capacities(t, subject)
	return v
}

// where says how an amount names the place of its emission.
type where int

const (
	needOutlet   where = iota // an outlet
	outletOrLine              // an outlet, or a line and a medium
	outletOrAny               // an outlet or a medium
)

// amount reads one annual emission. Where no outlet is named, the medium must
// be: water and air are accounted apart.
func (r *reader) amount(t *document.Table, subject string, w where) StatedAmount {
	a := StatedAmount{
		At:        r.enter(t),
		Outlet:    r.refer(t, "outlet", w == needOutlet, anOutlet, subject),
		Line:      r.refer(t, "line", false, aLine, subject),
		Medium:    r.medium(t, false),
		Pollutant: r.pollutant(t, subject),
		Value:     r.notNegative(t, "amount", subject, true, quantity.KgPerYear),
	}
	if a.Outlet != "" || w == needOutlet {
		return a
	}
	because := calc.Text{ZH: "未写 outlet 时须写明介质", EN: "an amount without an outlet states its medium"}
	if !t.Has("medium") {
		r.incomplete(a.At, subject, "medium", because)
	}
	if w == outletOrLine && a.Line == "" {
		r.incomplete(a.At, subject, "line", calc.Text{ZH: "未写 outlet 时须写明生产线",
			EN: "an amount without an outlet states its line"})
	}
	return a
}

func (r *reader) eia(t *document.Table) {
	id := r.id(t, anEIA)
	subject := anEIA.subject(id)
	e := EIA{
		At:         r.enter(t),
		ID:         id,
		Number:     t.String("number", true),
		Discharger: r.refer(t, "discharger", true, aDischarger, subject),
		Filing:     document.Choice(t, "kind", true, EIAKinds) == "filing",
		Date:       t.Date("date", true),
		Lines:      r.referAll(t, "lines", true, aLine, subject),
		Reexamined: t.String("reexamined", false),
	}
	for _, s := range t.Tables("amount") {
		a := r.amount(s, subject, outletOrLine)
		a.TotalControl = s.Bool("total_control", false)
		a.FixedBy = document.Choice(s, "fixed_by", false, AmountFixings)
		e.Amounts = append(e.Amounts, a)
	}
	e.Capacities = r.capacities(t, subject)
	if e.Filing && len(e.Amounts) > 0 {
		r.report(e.Amounts[0].At, CodeExclusive, subject,
			calc.Text{ZH: "备案不核定排放量，不能带 amount", EN: "a filing fixes no amount, so it cannot carry one"},
			calc.Text{ZH: "删除 amount；若有批复，改为 kind = \"approval\"",
				EN: "remove amount; if there is an approval, write kind = \"approval\""})
	}
	r.d.EIAs = append(r.d.EIAs, e)
}

// ceiling reads a total-control quota or a promise.
func (r *reader) ceiling(t *document.Table, name string) Ceiling {
	return Ceiling{
		StatedAmount: r.amount(t, counted(name, t), needOutlet),
		Document:     t.String("document", true),
		Date:         t.Date("date", true),
	}
}
