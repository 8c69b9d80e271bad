// Package report lays out a reduction accounting report (污染物总量削减核算报告,
// notice 三(二)2, rule JL-3.2b): what it has to show, as data.
package report

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/intensity"
	"tidai/calc/reduction"
	"tidai/factors"
)

// Rule is the rule of the policy that asks for the report.
const Rule = calc.RuleAccounting

// Report is the accounting report of one source.
type Report struct {
	Policy  factors.Policy
	On      calc.Date // date of law
	Law     factors.Law
	Project string // the project that is to use the reduction
	Source  reduction.SourceResult

	Instruments []string       // instruments the derivations cite, in the order of first use
	Approvals   []dossier.EIA  // EIA documents of the line; none fixes the amount
	Capacities  []Capacity     // approved scale
	Rows        []Row          // by metal and medium
	Annexes     []Annex        // documents, in the order of first use
	Missing     []Missing      // what the report lacks to be complete
	Factors     []calc.Step    // every figure of the law below an amount
	Findings    []calc.Finding // about the source

	sets []dossier.MonitoringFiles
}

// Capacity is the approved capacity of one product.
type Capacity struct {
	Product dossier.Product
	Amount  calc.Step
}

// Row is one metal into one medium.
type Row struct {
	reduction.Row
	Methods []Method
}

// Method is one method, both states by it (reading 10).
type Method struct {
	reduction.MethodRow
	Rank    int       // in the order of methods for existing sources; 0: not ranked
	Order   string    // instrument of that order
	Was, Is []Account // what the state before and after was made of
}

// Account is one source-intensity account with the amount that counts in its
// state: out of normal operation counts after a reduction and not before it.
type Account struct {
	intensity.Account
	Counted calc.Step
}

// Annex is a document the report rests on.
type Annex struct {
	Document string
	Proves   calc.Text
}

// Missing is something the report has to state and does not.
type Missing struct {
	Key  string // of the dossier
	Text calc.Text
}

// Complete reports whether nothing is missing and every amount is known.
func (r Report) Complete() bool {
	return len(r.Missing) == 0 && !slices.ContainsFunc(r.Rows, func(x Row) bool { return !x.Usable.OK() })
}

// Input is what reports are made from.
type Input struct {
	Dossier  *dossier.Dossier
	Policy   factors.Policy
	On       calc.Date
	Law      factors.Law // in force on the date of law
	Sources  []reduction.SourceResult
	Findings []calc.Finding // of the assessment; those about a source go into its report
}

// All makes the reports of every source whose basis is an accounting, in their
// order.
func All(in Input) []Report {
	var out []Report
	for _, s := range in.Sources {
		if s.Source.Basis == dossier.Accounting {
			out = append(out, Of(in, s))
		}
	}
	return out
}

// Of makes the report of one source.
func Of(in Input, s reduction.SourceResult) Report {
	r := Report{Policy: in.Policy, On: in.On, Law: in.Law, Project: in.Dossier.Project.Name, Source: s,
		sets: in.Dossier.Monitoring}
	for _, e := range in.Dossier.EIAs {
		if slices.Contains(e.Lines, s.Line.ID) {
			r.Approvals = append(r.Approvals, e)
		}
	}
	for _, p := range s.Line.Products {
		r.Capacities = append(r.Capacities, Capacity{Product: p, Amount: p.CapacityStep("M")})
	}
	for _, row := range s.Rows {
		r.Rows = append(r.Rows, rowOf(s, row))
	}
	for _, f := range in.Findings {
		if f.Subject == "source:"+s.Source.ID || f.Subject == "line:"+s.Line.ID {
			r.Findings = append(r.Findings, f)
		}
	}
	r.cite()
	r.annex()
	r.lack()
	return r
}

func rowOf(s reduction.SourceResult, row reduction.Row) Row {
	out := Row{Row: row}
	for _, m := range row.Methods {
		x := Method{MethodRow: m}
		for _, a := range s.Accounts {
			if a.Method != m.Method || a.Pollutant != row.Pollutant || a.Medium != row.Medium {
				continue
			}
			x.Rank, x.Order = a.Order.Rank(m.Method), a.Order.Instrument
			if a.State == intensity.After {
				x.Is = append(x.Is, Account{a, a.Total()})
			} else {
				x.Was = append(x.Was, Account{a, a.Amount})
			}
		}
		if m.Method == calc.ByMonitoring {
			x.Rank, x.Order = rankOf(s, calc.Measurement)
		}
		out.Methods = append(out.Methods, x)
	}
	return out
}

// rankOf is the rank of a method in the order that holds for the line; files of
// monitoring data are measurement.
func rankOf(s reduction.SourceResult, m calc.IntensityMethod) (int, string) {
	if len(s.Accounts) == 0 {
		return 0, ""
	}
	order := s.Accounts[0].Order
	return order.Rank(m), order.Instrument
}

// Closed reports whether the state after is the closing of the line.
func (r Report) Closed() bool { s := r.Source.Source; return !s.Closed.IsZero() && len(s.After) == 0 }

// cite lists the instruments and figures the amounts rest on.
func (r *Report) cite() {
	r.Instruments = []string{r.Policy.Instrument}
	seen := map[string]bool{}
	for _, row := range r.Rows {
		for _, m := range row.Methods {
			for _, state := range []calc.Step{m.Before, m.After} {
				for _, n := range state.Numbers() {
					if i := n.Clause().Instrument; i != "" && !slices.Contains(r.Instruments, i) {
						r.Instruments = append(r.Instruments, i)
					}
				}
				for _, f := range state.Factors() {
					if id := f.Origin().Factor; !seen[id] {
						seen[id] = true
						r.Factors = append(r.Factors, f)
					}
				}
			}
		}
	}
}

// lack lists what the report has to state and the dossier does not.
func (r *Report) lack() {
	s := r.Source.Source
	need := func(there bool, key, zh, en string) {
		if !there {
			r.Missing = append(r.Missing, Missing{key, calc.Text{ZH: zh, EN: en}})
		}
	}
	need(s.ApprovedScale != "", "approved_scale", "核准或批复设计规模的文件",
		"the document that approves the design scale")
	need(len(r.Approvals) > 0, "eia", "该生产线的环评文件或备案", "the EIA document or filing of the line")
	need(len(s.Measures) > 0, "measure", "削减措施", "the measures")
	need(s.MeasureNote != "", "measure_note", "削减措施的具体内容", "what is done, in words")
	need(s.Responsible != "", "responsible", "责任主体", "the responsible party")
	need(!s.Deadline.IsZero(), "deadline", "完成时限", "the deadline")
	need(len(s.Evidence) > 0, "evidence", "证明材料", "evidence")
	need(s.Closed.IsZero() || s.ClosedEvidence != "", "closed_evidence", "关停的证明", "proof of the closing")
	need(len(r.Rows) > 0, "account_before", "任何一种重金属的核算", "an account of any metal")
}
