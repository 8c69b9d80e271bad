package view

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/estimate"
	"tidai/cmd/tidai/internal/page"
)

// sig is a statistic at three digits.
func sig(x float64) string { return estimate.Shown(x, 3) }

func errorIn(err error, lang calc.Lang) string { return calc.ErrorText(err).In(lang) }

// byShare orders contributions from the greatest.
func byShare(list []estimate.Contribution) []estimate.Contribution {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b estimate.Contribution) int { return cmp.Compare(b.Share, a.Share) })
	return list
}

func (p *actualPage) csv() page.Grid {
	var t page.Grid
	for _, h := range []calc.Text{{ZH: "排污单位", EN: "discharger"}, {ZH: "排放口", EN: "outlet"},
		{ZH: "介质", EN: "medium"}, {ZH: "污染物", EN: "pollutant"}, {ZH: "时段类型", EN: "period kind"},
		{ZH: "自", EN: "from"}, {ZH: "至", EN: "to"},
		{ZH: "方法", EN: "method"}, {ZH: "公式族", EN: "family"}, {ZH: "公式", EN: "formula"},
		{ZH: "排放量kg", EN: "amount kg"}, {ZH: "kg（零）", EN: "kg (zero)"}, {ZH: "kg（半）", EN: "kg (half)"},
		{ZH: "kg（限）", EN: "kg (limit)"},
		{ZH: "不计入的原因", EN: "not counted because"}, {ZH: "读取", EN: "values"}, {ZH: "采用", EN: "used"},
		{ZH: "无效", EN: "invalid"}, {ZH: "重复", EN: "duplicate"}, {ZH: "期外", EN: "outside"},
		{ZH: "补遗小时", EN: "hours filled in"}, {ZH: "未能核算的原因", EN: "why no amount"}} {
		t.Columns = append(t.Columns, page.Head{Head: p.in(h)})
	}
	for _, a := range p.Result.Accounts {
		c, _ := chosenOf(a)
		n := a.Tally
		why := ""
		if !a.Amount.OK() {
			why = errorIn(a.Amount.Err(), p.Lang)
		}
		t.Rows = append(t.Rows, page.Row(a.Outlet.Discharger, a.Outlet.ID, p.in(a.Outlet.Medium.Name()),
			string(a.Pollutant), string(a.Period.Kind), a.Period.From.String(), a.Period.To.String(),
			p.in(c.Method.Name()), c.Family, c.Formula.String(), cellOf(a.Amount), cellOf(a.Totals.Zero),
			cellOf(a.Totals.Half), cellOf(a.Totals.Limit), p.in(a.NotCounted),
			fmt.Sprint(n.Read), fmt.Sprint(n.Used), fmt.Sprint(n.Invalid), fmt.Sprint(n.Duplicate),
			fmt.Sprint(n.Outside), fmt.Sprint(n.Substituted), why))
		for _, r := range a.Rolling {
			row := make([]string, len(t.Columns))
			copy(row, []string{a.Outlet.Discharger, a.Outlet.ID, p.in(a.Outlet.Medium.Name()), string(a.Pollutant),
				string(r.Period.Kind), r.Period.From.String(), r.Period.To.String()})
			row[10] = cellOf(r.Amount)
			t.Rows = append(t.Rows, page.Texts(row))
		}
	}
	return distinct(t)
}

func cellOf(s calc.Step) string {
	if !s.OK() {
		return ""
	}
	return plainCell(s.Value())
}

type actualJSON struct {
	Schema    string              `json:"schema"`
	Use       string              `json:"use"`
	NonDetect string              `json:"non_detect"`
	Accounts  []actualAccountJSON `json:"accounts"`
	Totals    []actualTotalJSON   `json:"totals"`
	Files     []fileJSON          `json:"files"`
	Rechecked *int                `json:"rechecked"`
	Findings  []findingJSON       `json:"findings"`
}

type actualPeriodJSON struct {
	Kind string `json:"kind"`
	From string `json:"from"`
	To   string `json:"to"`
}

type byPolicyJSON struct {
	Zero  *numberJSON `json:"zero"`
	Half  *numberJSON `json:"half"`
	Limit *numberJSON `json:"limit"`
}

type actualAccountJSON struct {
	Discharger  string                `json:"discharger"`
	Outlet      string                `json:"outlet"`
	Medium      string                `json:"medium"`
	Pollutant   string                `json:"pollutant"`
	Period      actualPeriodJSON      `json:"period"`
	Amount      *numberJSON           `json:"amount"`
	Reason      *string               `json:"amount_reason"`
	NotCounted  *string               `json:"not_counted"`
	Fallback    bool                  `json:"fallback"`
	Abnormal    *numberJSON           `json:"abnormal"`
	Amounts     byPolicyJSON          `json:"amounts"`
	Methods     []actualMethodJSON    `json:"methods"`
	Tally       tallyJSON             `json:"tally"`
	Substituted int64                 `json:"substituted_hours"`
	Unfilled    int                   `json:"unfilled"`
	Quarters    []actualQuarterJSON   `json:"quarters"`
	Months      []actualMonthJSON     `json:"months"`
	Gaps        []actualGapJSON       `json:"gaps"`
	Rolling     []actualRollingJSON   `json:"rolling"`
	Frequency   *actualFrequencyJSON  `json:"frequency"`
	Uncertainty *actualDescribedJSON  `json:"uncertainty"`
	Mean        []actualEstimatorJSON `json:"mean"`
}

type actualMethodJSON struct {
	Method  string       `json:"method"`
	Family  *string      `json:"family"`
	Formula *clauseJSON  `json:"formula"`
	Amounts byPolicyJSON `json:"amounts"`
	Usable  bool         `json:"usable"`
	Chosen  bool         `json:"chosen"`
	Detail  *string      `json:"detail"`
	Why     *string      `json:"why"`
}

type actualQuarterJSON struct {
	Year    int     `json:"year"`
	Quarter int     `json:"quarter"`
	Slots   int     `json:"slots"`
	Stopped int     `json:"stopped"`
	Missing int     `json:"missing"`
	Capture *string `json:"capture"`
}

type actualMonthJSON struct {
	Year     int         `json:"year"`
	Month    int         `json:"month"`
	Measured *numberJSON `json:"measured"`
	Filled   *numberJSON `json:"filled"`
	Hours    int         `json:"filled_hours"`
	Open     int         `json:"open_hours"`
}

type actualGapJSON struct {
	From   string      `json:"from"`
	To     string      `json:"to"`
	Slots  int         `json:"slots"`
	Hours  int         `json:"hours_each"`
	Rule   string      `json:"rule"`
	Each   *numberJSON `json:"each"`
	Source *string     `json:"source"`
}

type actualRollingJSON struct {
	Period actualPeriodJSON `json:"period"`
	Amount *numberJSON      `json:"amount"`
}

type actualFrequencyJSON struct {
	Term     string   `json:"term"`
	Required int      `json:"required"`
	Found    int      `json:"found"`
	Missing  []string `json:"missing"`
}

type actualTotalJSON struct {
	Discharger string           `json:"discharger"`
	Medium     *string          `json:"medium"`
	Pollutant  string           `json:"pollutant"`
	Period     actualPeriodJSON `json:"period"`
	Outlets    []string         `json:"outlets"`
	Amount     *numberJSON      `json:"amount"`
	Amounts    byPolicyJSON     `json:"amounts"`
}

type actualDescribedJSON struct {
	Standard      string             `json:"standard"`
	GUM           [2]string          `json:"gum_95"`
	MonteCarlo    [2]string          `json:"monte_carlo_95"`
	AtLeast       string             `json:"at_least"`
	AtMost        string             `json:"at_most"`
	Draws         int                `json:"draws"`
	Seed          uint64             `json:"seed"`
	Contributions []contributionJSON `json:"contributions"`
	Method        string             `json:"method"`
}

type contributionJSON struct {
	Input string `json:"input"`
	Share string `json:"share"`
}

type actualEstimatorJSON struct {
	Method string  `json:"method"`
	N      int     `json:"n"`
	ND     int     `json:"not_detected"`
	Mean   *string `json:"mean"`
	Upper  *string `json:"upper_95"`
	By     *string `json:"upper_method"`
	Unit   string  `json:"unit"`
	Why    *string `json:"why"`
}

func quantityOf(s calc.Step) *numberJSON {
	if !s.OK() {
		return nil
	}
	return quantityJSON(s.Value())
}

func policies(b monitoring.ByPolicy) byPolicyJSON {
	return byPolicyJSON{quantityOf(b.Zero), quantityOf(b.Half), quantityOf(b.Limit)}
}

func periodOf(x monitoring.Period) actualPeriodJSON {
	return actualPeriodJSON{string(x.Kind), x.From.String(), x.To.String()}
}

func (p *actualPage) json() actualJSON {
	doc := actualJSON{Schema: "tidai/actual/1", Use: string(p.Result.Use),
		NonDetect: string(p.Result.Options.NonDetect), Accounts: []actualAccountJSON{}, Totals: []actualTotalJSON{},
		Files: []fileJSON{}, Findings: findingsJSON(p.Findings, p.Lang)}
	if p.Rechecked > 0 {
		n := p.Rechecked - len(p.Faults)
		doc.Rechecked = &n
	}
	for i, a := range p.Result.Accounts {
		x := p.account(a)
		if i < len(p.Described) {
			x.Uncertainty, x.Mean = p.describedJSON(p.Described[i])
		}
		doc.Accounts = append(doc.Accounts, x)
	}
	for _, x := range append(slices.Clone(p.Result.Totals), p.Result.Metals...) {
		doc.Totals = append(doc.Totals, actualTotalJSON{x.Discharger, some(string(x.Medium)), string(x.Pollutant),
			periodOf(x.Period), x.Outlets, quantityOf(x.Amount), policies(x.Amounts)})
	}
	for _, f := range p.Result.Files {
		x := fileJSON{File: f.Name, SHA256: f.SHA256, Bytes: f.Bytes, Encoding: some(f.Encoding), Rows: f.Rows,
			First: f.First, Last: f.Last, Tally: tallyOf(f.Tally), Layout: []columnJSON{}}
		for _, c := range f.Layout {
			x.Layout = append(x.Layout, columnJSON{c.Col, c.Header, some(c.Means), some(c.Unit), c.Stated})
		}
		doc.Files = append(doc.Files, x)
	}
	return doc
}

func (p *actualPage) account(a monitoring.Account) actualAccountJSON {
	x := actualAccountJSON{Discharger: a.Outlet.Discharger, Outlet: a.Outlet.ID, Medium: string(a.Outlet.Medium),
		Pollutant: string(a.Pollutant), Period: periodOf(a.Period), Amount: quantityOf(a.Amount),
		Reason:     some(reason(a.Amount)),
		NotCounted: some(p.in(a.NotCounted)), Fallback: a.Fallback, Abnormal: quantityOf(a.Abnormal),
		Amounts: policies(a.Totals), Methods: []actualMethodJSON{}, Tally: tallyOf(a.Tally),
		Substituted: a.Tally.Substituted, Unfilled: a.Unfilled,
		Quarters: []actualQuarterJSON{}, Months: []actualMonthJSON{}, Gaps: []actualGapJSON{},
		Rolling: []actualRollingJSON{}, Mean: []actualEstimatorJSON{}}
	for _, c := range a.Candidates {
		x.Methods = append(x.Methods, actualMethodJSON{string(c.Method), some(c.Family), clauseOf(c.Formula),
			policies(c.Amounts), c.Usable, c.Chosen, some(p.in(c.Detail)), some(p.in(c.Why))})
	}
	for _, q := range a.Quarters {
		x.Quarters = append(x.Quarters, actualQuarterJSON{q.Year, q.Number, q.Slots, q.Stopped, q.Missing,
			some(exactRat(q.Capture))})
	}
	for _, m := range a.Months {
		x.Months = append(x.Months, actualMonthJSON{m.Year, m.Number, quantityJSON(m.Measured), quantityJSON(m.Filled),
			m.Hours, m.Open})
	}
	for _, g := range a.Gaps {
		y := actualGapJSON{From: g.From.String(), To: g.To.String(), Slots: g.Slots, Hours: g.Hours,
			Rule: string(g.Rule), Each: quantityOf(g.Each)}
		if g.Place.File != "" {
			y.Source = some(g.Place.String())
		}
		x.Gaps = append(x.Gaps, y)
	}
	for _, r := range a.Rolling {
		x.Rolling = append(x.Rolling, actualRollingJSON{periodOf(r.Period), quantityOf(r.Amount)})
	}
	if s := a.Sampled; s != nil {
		x.Frequency = &actualFrequencyJSON{string(cmp.Or(s.Frequency.Term, "automatic")), s.Required, s.Found,
			append([]string{}, s.Missing...)}
	}
	return x
}

func exactRat(r *big.Rat) string {
	if r == nil {
		return ""
	}
	return r.RatString()
}

func (p *actualPage) describedJSON(d Described) (u *actualDescribedJSON, mean []actualEstimatorJSON) {
	mean = []actualEstimatorJSON{}
	if d.UncertaintyErr == nil {
		g, m := d.Uncertainty.Propagated, d.Uncertainty.Simulated
		u = &actualDescribedJSON{sig(g.Standard), [2]string{sig(g.Interval95.Lower), sig(g.Interval95.Upper)},
			[2]string{sig(m.Symmetric.Lower), sig(m.Symmetric.Upper)}, sig(m.Lower), sig(m.Upper), m.Trials.N,
			m.Trials.Seed, []contributionJSON{}, p.in(d.Uncertainty.Method)}
		for _, c := range byShare(g.Contributions) {
			u.Contributions = append(u.Contributions, contributionJSON{p.in(c.Input.Name), sig(c.Share)})
		}
	}
	for _, row := range d.Description.Rows {
		x := actualEstimatorJSON{Method: string(row.Method), N: row.Estimate.N, ND: row.Estimate.ND,
			Unit: d.Description.Unit.String()}
		if row.Err != nil {
			x.Why = some(errorIn(row.Err, p.Lang))
		} else {
			x.Mean = some(sig(row.Estimate.Mean))
			if b := row.Estimate.Upper; b != nil {
				x.Upper, x.By = some(sig(b.Value)), some(p.in(b.Method))
			}
		}
		mean = append(mean, x)
	}
	return u, mean
}
