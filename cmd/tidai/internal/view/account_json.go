package view

import (
	"tidai/calc"
	"tidai/calc/reduction"
	"tidai/calc/report"
	"tidai/cmd/tidai/internal/page"
)

type accountDoc struct {
	Schema  string       `json:"schema"`
	Reports []reportJSON `json:"reports"`
}

type reportJSON struct {
	Policy      string           `json:"policy"`
	On          string           `json:"on"`
	Project     string           `json:"project"`
	Source      page.Object      `json:"source"`
	CreditCode  string           `json:"credit_code"`
	Complete    bool             `json:"complete"`
	Instruments []string         `json:"instruments"`
	EIA         []eiaJSON        `json:"eia"`
	Scale       *string          `json:"approved_scale"`
	Capacities  []approvedJSON   `json:"capacities"`
	Measures    []string         `json:"measures"`
	MeasureNote *string          `json:"measure_note"`
	Responsible *string          `json:"responsible_party"`
	Deadline    *string          `json:"deadline"`
	Closed      *string          `json:"closed"`
	Accounts    []accountRowJSON `json:"accounts"`
	Monitored   []atScaleJSON    `json:"monitored"`
	Missing     []missingJSON    `json:"missing"`
	Annexes     []annexJSON      `json:"annexes"`
	Findings    []findingJSON    `json:"findings"`
	Factors     []factorJSON     `json:"factors"`
}

type eiaJSON struct {
	Number string  `json:"number"`
	Filing bool    `json:"filing"`
	Date   *string `json:"date"`
}

type approvedJSON struct {
	Product  string      `json:"product"`
	Name     string      `json:"name"`
	Process  string      `json:"process"`
	Approved *numberJSON `json:"approved"`
}

type accountRowJSON struct {
	Pollutant string      `json:"pollutant"`
	Medium    string      `json:"medium"`
	Method    string      `json:"method"`
	State     string      `json:"state"`
	Outlet    *string     `json:"outlet"`
	Rank      *int        `json:"rank"`
	Order     *string     `json:"order"`
	Amount    *numberJSON `json:"amount"`
	AtOutput  *numberJSON `json:"at_output"`
	Output    *numberJSON `json:"output"`
	Reason    *string     `json:"amount_reason"`
	Counts    bool        `json:"admissible"`
	Why       *string     `json:"why"`
	Trace     calc.Trace  `json:"trace"`
}

type atScaleJSON struct {
	Pollutant string      `json:"pollutant"`
	Medium    string      `json:"medium"`
	State     string      `json:"state"`
	From      string      `json:"from"`
	To        string      `json:"to"`
	Outlets   []string    `json:"outlets"`
	AtOutput  *numberJSON `json:"at_output"`
	AtScale   *numberJSON `json:"at_scale"`
	Reason    *string     `json:"at_scale_reason"`
	Unproven  *string     `json:"unproven"`
	Trace     calc.Trace  `json:"trace"`
}

func (b *builder) monitoredState(row report.Row, s reduction.State, after bool) atScaleJSON {
	x := atScaleJSON{Pollutant: string(row.Pollutant), Medium: string(row.Medium), State: "before",
		From: s.Period.From.String(), To: s.Period.To.String(), Outlets: append([]string{}, s.Outlets...),
		AtOutput: number(s.Amount), AtScale: number(s.Scaled), Reason: some(reason(s.Scaled)),
		Unproven: some(b.in(s.Unproven)), Trace: s.Scaled.Trace()}
	if after {
		x.State = "after"
	}
	return x
}

type missingJSON struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

type annexJSON struct {
	Document string `json:"document"`
	Proves   string `json:"proves"`
}

func (b *builder) reportJSON(r report.Report) reportJSON {
	s := r.Source.Source
	out := reportJSON{Policy: r.Policy.ID, On: r.On.String(), Project: r.Project,
		Source: sourceTable.Object(b.Voice, r.Source), CreditCode: r.Source.Discharger.CreditCode,
		Complete: r.Complete(), Instruments: append([]string{}, r.Instruments...), EIA: []eiaJSON{},
		Scale: some(s.ApprovedScale), Capacities: []approvedJSON{}, Measures: append([]string{}, s.Measures...),
		MeasureNote: some(s.MeasureNote), Responsible: some(s.Responsible), Deadline: date(s.Deadline),
		Closed: date(s.Closed), Accounts: []accountRowJSON{}, Monitored: []atScaleJSON{}, Missing: []missingJSON{},
		Annexes:  []annexJSON{},
		Findings: findingsJSON(r.Findings, b.Lang), Factors: factorsJSON(r.Factors)}
	for _, e := range r.Approvals {
		out.EIA = append(out.EIA, eiaJSON{e.Number, e.Filing, date(e.Date)})
	}
	for _, c := range r.Capacities {
		out.Capacities = append(out.Capacities, approvedJSON{c.Product.ID, c.Product.Name, c.Product.Process,
			number(c.Amount)})
	}
	for _, row := range r.Rows {
		for _, m := range row.Methods {
			for _, a := range append(m.Was[:len(m.Was):len(m.Was)], m.Is...) {
				out.Accounts = append(out.Accounts, b.accountRow(m, a))
			}
		}
	}
	for _, row := range r.Rows {
		for _, after := range []bool{false, true} {
			if s, ok := monitoredState(row, after); ok {
				out.Monitored = append(out.Monitored, b.monitoredState(row, s, after))
			}
		}
	}
	for _, m := range r.Missing {
		out.Missing = append(out.Missing, missingJSON{m.Key, b.in(m.Text)})
	}
	for _, a := range r.Annexes {
		out.Annexes = append(out.Annexes, annexJSON{a.Document, b.in(a.Proves)})
	}
	return out
}

func (b *builder) accountRow(m report.Method, a report.Account) accountRowJSON {
	x := accountRowJSON{Pollutant: string(a.Pollutant), Medium: string(a.Medium), Method: string(m.Method),
		State: string(a.State), Outlet: some(a.Outlet), Order: some(m.Order),
		Amount: number(a.Counted), Reason: some(reason(a.Counted)), Counts: a.Admissible(),
		Why: some(b.in(a.Inadmissible)), Trace: a.Counted.Trace()}
	x.AtOutput = number(a.AtOutput)
	if a.AtOutput.OK() && a.Output.Set {
		x.Output = quantityJSON(a.Output.Amount)
	}
	if m.Rank > 0 {
		x.Rank = &m.Rank
	}
	return x
}

// accountCSV is one row for each metal, medium and method.
func (b *builder) accountCSV(list []report.Report) page.Grid {
	t := page.Grid{Columns: []page.Head{{Head: b.t("来源", "source")}, {Head: b.t("排污单位", "discharger")},
		{Head: b.t("生产线", "line")}, {Head: b.t("重金属", "pollutant")}, {Head: b.t("介质", "medium")},
		{Head: b.t("核算方法", "method")}, {Head: b.t("削减前（kg/a，六位小数）", "before (kg/a, 6 decimals)"),
			Right: true}, {Head: b.t("削减后（kg/a，六位小数）", "after (kg/a, 6 decimals)"), Right: true},
		{Head: b.t("差值（kg/a，六位小数）", "difference (kg/a, 6 decimals)"), Right: true},
		{Head: b.t("采用", "taken")}, {Head: b.t("说明", "why")},
		{Head: b.t("未经原文核对的数值", "figures not read in the text")}}}
	for _, r := range list {
		for _, row := range r.Rows {
			for _, m := range row.Methods {
				t.Rows = append(t.Rows, page.Row(r.Source.Source.ID, r.Source.Discharger.Name, r.Source.Line.Name,
					string(row.Pollutant), b.in(row.Medium.Name()), b.methodName(m.MethodRow),
					fine(m.Before), fine(m.After), fine(m.Reduction), b.yes(m.Chosen), b.in(m.Why),
					doubts(m.Reduction)))
			}
		}
	}
	return t
}
