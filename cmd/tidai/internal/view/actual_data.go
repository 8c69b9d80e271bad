package view

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// actualTable is the actual emission as an object of JSON.
var actualTable = page.Table[ActualPage]{Name: "actual", Columns: []page.Column{
	page.ConstOf[ActualPage]("schema", "tidai/actual/2"),
	page.ChoiceOf("use", page.H("用途", "use"), monitoring.Uses, func(a ActualPage) monitoring.Use {
		return a.Result.Use
	}),
	page.ChoiceOf("non_detect", page.H("未检出", "non-detects"), monitoring.NonDetects,
		func(a ActualPage) monitoring.NonDetect { return a.Result.Options.NonDetect }),
	page.PartOf("readings", judgingTable, func(a ActualPage) monitoring.Judging { return a.Result.Options.Judging }),
	page.RowsOf("accounts", accountTable, ActualPage.accounts),
	page.RowsOf("totals", totalTable, ActualPage.totals),
	page.RowsOf("files", fileTable, func(a ActualPage) []monitoring.FileRecord { return a.Result.Files }),
	page.SomeCountOf("rechecked", func(a ActualPage) (int, bool) {
		return a.Rechecked - len(a.Faults),
			a.Rechecked > 0
	}),
	findingsOf(func(a ActualPage) []calc.Finding { return a.Findings }),
}}

// accountRow is an account with what stands beside it. Rolling rows are the worst 12
// months of an account, of which only the amount is known.
type accountRow struct {
	monitoring.Account
	chosen    monitoring.Candidate
	described *monitoring.Described
	rolling   bool
}

func (a ActualPage) accounts() []accountRow {
	var out []accountRow
	for i, x := range a.Result.Accounts {
		row := accountRow{Account: x, chosen: chosenOf(x)}
		if i < len(a.Described) {
			row.described = &a.Described[i]
		}
		out = append(out, row)
	}
	return out
}

func chosenOf(a monitoring.Account) monitoring.Candidate {
	for _, c := range a.Candidates {
		if c.Chosen {
			return c
		}
	}
	return monitoring.Candidate{}
}

// withWorst are the accounts, each with its worst 12 months behind it. The worst year of
// the data is that of every period they are accounted in, and stands once.
func (a ActualPage) withWorst() []accountRow {
	type worst struct {
		outlet    string
		pollutant calc.Pollutant
		period    monitoring.Period
		amount    string
	}
	seen := map[worst]bool{}
	var out []accountRow
	for _, x := range a.accounts() {
		out = append(out, x)
		for _, r := range x.Rolling {
			key := worst{x.Outlet.ID, x.Pollutant, r.Period, page.DecimalOf(r.Amount)}
			if !seen[key] {
				seen[key] = true
				out = append(out, accountRow{rolling: true, Account: monitoring.Account{Outlet: x.Outlet,
					Pollutant: x.Pollutant, Period: r.Period, Amount: r.Amount}})
			}
		}
	}
	return out
}

func (a ActualPage) totals() []monitoring.EmissionTotal {
	return append(slices.Clone(a.Result.Totals), a.Result.Metals...)
}

// symbolOf is a pollutant by its symbol everywhere.
func symbolOf[R any](key string, get func(R) calc.Pollutant) page.Column {
	return page.PollutantOf(key, page.H("污染物", "metal"), get).
		Cell(page.By(func(_ page.Voice, row R) page.Spans { return page.T(string(get(row))) }))
}

// periodOf is a stretch of days: one text on pages.
func periodOf[R any](get func(R) monitoring.Period) page.Column {
	return page.CellOf(page.H("时段", "period"), func(v page.Voice, row R) page.Spans {
		return page.T(say(v).stretch(get(row)))
	}).Wrap()
}

// threeOf is an amount under each way of counting what was not detected.
func threeOf[R any](get func(R) (monitoring.ByPolicy, bool)) page.Column {
	return page.CellOf(page.H("零 / 半 / 限", "zero / half / limit"), func(v page.Voice, row R) page.Spans {
		if x, ok := get(row); ok {
			return page.T(say(v).three(x))
		}
		return nil
	})
}

// accountTable is the actual emission of each outlet and pollutant in each period.
var accountTable = page.Table[accountRow]{Name: "actual-account", Columns: []page.Column{
	page.TextOf("discharger", page.H("排污单位", "discharger"),
		func(a accountRow) string { return a.Outlet.Discharger }).
		In(page.Sheet | page.Data),
	page.TextOf("outlet", page.H("排放口", "outlet"), func(a accountRow) string { return a.Outlet.ID }),
	mediumOf(func(a accountRow) calc.Medium { return a.Outlet.Medium }).In(page.Sheet | page.Data),
	symbolOf("pollutant", func(a accountRow) calc.Pollutant { return a.Pollutant }).InSheet("污染物", "pollutant"),
	periodOf(func(a accountRow) monitoring.Period { return a.Period }),
	page.PartOf("period", periodKindTable, func(a accountRow) monitoring.Period { return a.Period }),
	page.SheetOf(page.H("时段类型", "period kind"), func(_ page.Voice, a accountRow) string {
		return string(a.Period.Kind)
	}),
	page.DateOf("", page.H("自", "from"), func(a accountRow) calc.Date { return a.Period.From }).In(page.Sheet),
	page.DateOf("", page.H("至", "to"), func(a accountRow) calc.Date { return a.Period.To }).In(page.Sheet),
	page.MassOf("amount", page.H("排放量", "amount"), actualAmount).In(page.People | page.Data),
	page.ReasonOf("amount_reason", actualAmount),
	threeOf(func(a accountRow) (monitoring.ByPolicy, bool) { return a.Totals, !a.rolling }),
	page.PartOf("amounts", byPolicyTable, func(a accountRow) monitoring.ByPolicy { return a.Totals }),
	page.ChoiceOf("", page.H("方法", "method"), monitoring.Methods,
		func(a accountRow) monitoring.Method { return a.chosen.Method }).In(page.Sheet),
	page.CellOf(page.H("方法", "method"), func(v page.Voice, a accountRow) page.Spans {
		return page.T(say(v).method(a.chosen))
	}).Wrap(),
	page.TextOf("", page.H("公式族", "family"), func(a accountRow) string { return a.chosen.Family }).In(page.Sheet),
	page.ClauseOf("", page.H("公式", "formula"), func(a accountRow) calc.Clause { return a.chosen.Formula }).Wrap().
		In(page.People | page.Sheet),
	page.MassOf("", page.H("排放量", "amount"), actualAmount).In(page.Sheet),
	massSheet(page.H("kg（零）", "kg (zero)"), func(a accountRow) calc.Step { return a.Totals.Zero }),
	massSheet(page.H("kg（半）", "kg (half)"), func(a accountRow) calc.Step { return a.Totals.Half }),
	massSheet(page.H("kg（限）", "kg (limit)"), func(a accountRow) calc.Step { return a.Totals.Limit }),
	page.WordsOf("not_counted", page.H("不计入的原因", "not counted because"),
		func(a accountRow) calc.Text { return a.NotCounted }).In(page.Sheet | page.Data),
	countSheet(page.H("读取", "values"), func(t monitoring.Tally) int64 { return t.Read }),
	countSheet(page.H("采用", "used"), func(t monitoring.Tally) int64 { return t.Used }),
	countSheet(page.H("无效", "invalid"), func(t monitoring.Tally) int64 { return t.Invalid }),
	countSheet(page.H("重复", "duplicate"), func(t monitoring.Tally) int64 { return t.Duplicate }),
	countSheet(page.H("期外", "outside"), func(t monitoring.Tally) int64 { return t.Outside }),
	countSheet(page.H("补遗小时", "hours filled in"), func(t monitoring.Tally) int64 { return t.Substituted }),
	page.SheetOf(page.H("未能核算的原因", "why no amount"), func(v page.Voice, a accountRow) string {
		if a.Amount.OK() || a.rolling {
			return ""
		}
		return v.In(calc.ErrorText(a.Amount.Err()))
	}),
	page.CellOf(page.H("说明", "remark"), func(v page.Voice, a accountRow) page.Spans {
		if a.rolling {
			return nil
		}
		return page.T(say(v).remark(a.Account))
	}).Wrap(),
	page.FlagOf("fallback", page.H("由系数得出", "rests on a coefficient"),
		func(a accountRow) bool { return a.Fallback }).In(page.Data),
	page.MassOf("abnormal", page.H("其中非正常工况", "abnormal periods"),
		func(a accountRow) calc.Step { return a.Abnormal }).In(page.Data),
	page.RowsOf("methods", actualMethodTable, func(a accountRow) []monitoring.Candidate { return a.Candidates }),
	page.PartOf("tally", tallyTable, func(a accountRow) monitoring.Tally { return a.Tally }),
	page.CountOf("substituted_hours", page.H("补遗小时", "hours filled in"),
		func(a accountRow) int64 { return a.Tally.Substituted }).In(page.Data),
	page.CountOf("unfilled", page.H("无可补遗", "unfilled"), func(a accountRow) int { return a.Unfilled }).
		In(page.Data),
	page.ObjectOf("validity", validityTable, func(a accountRow) (monitoring.Account, bool) {
		return a.Account, a.Judged.ID != ""
	}),
	page.RowsOf("quarters", quarterTable, func(a accountRow) []monitoring.Quarter { return a.Quarters }),
	page.RowsOf("months", monthTable, func(a accountRow) []monitoring.Month { return a.Months }),
	page.RowsOf("gaps", filledTable, func(a accountRow) []filledRow { return gapsOf(a.Account) }),
	page.RowsOf("rolling", rollingTable, func(a accountRow) []monitoring.Rolling { return a.Rolling }),
	page.ObjectOf("frequency", frequencyTable, func(a accountRow) (*monitoring.Sampled, bool) {
		return a.Sampled, a.Sampled != nil
	}),
	page.ObjectOf("uncertainty", uncertaintyTable, func(a accountRow) (monitoring.Uncertainty, bool) {
		if a.described == nil {
			return monitoring.Uncertainty{}, false
		}
		return a.described.Uncertainty, a.described.UncertaintyErr == nil
	}),
	page.RowsOf("mean", estimatorTable, estimatorsOf),
}}

// judgingTable is what was chosen of which data are valid.
var judgingTable = page.Table[monitoring.Judging]{Name: "readings", Columns: []page.Column{
	page.TextOf("water_rule", page.H("废水规范", "rule of waste water"),
		func(j monitoring.Judging) string { return j.WaterRule }).OrNull(),
	page.QuantityOf("water_day", page.H("有效日的小时比例", "hours of a valid day"), shareOf(
		func(j monitoring.Judging) *big.Rat { return j.DayShare })),
}}

// validityTable is the rule that automatic data of an account are judged by.
var validityTable = page.Table[monitoring.Account]{Name: "validity", Columns: []page.Column{
	page.TextOf("rule", page.H("规则", "rule"), func(a monitoring.Account) string { return a.Judged.ID }),
	page.TextOf("instrument", page.H("规范", "instrument"), func(a monitoring.Account) string {
		return a.Judged.Instrument
	}),
	page.RowsOf("figures", validityFigureTable, validityFigures),
}}

// validityFigure is one figure of the rule, and whether the user chose another.
type validityFigure struct {
	key string
	factors.ValidityFigure
	chosen *big.Rat
}

var validityFigureTable = page.Table[validityFigure]{Name: "validity-figure", Columns: []page.Column{
	page.TextOf("figure", page.H("阈值", "figure"), func(f validityFigure) string { return f.key }),
	page.QuantityOf("value", page.H("数值", "value"), func(f validityFigure) (quantity.Quantity, bool) {
		if f.chosen != nil {
			return quantity.New(f.chosen, quantity.One), true
		}
		return f.Amount, true
	}),
	page.FlagOf("chosen", page.H("用户选择", "chosen"), func(f validityFigure) bool { return f.chosen != nil }),
	page.ChoiceOf("status", page.H("核对", "status"), calc.Statuses, func(f validityFigure) calc.Status {
		if f.chosen != nil {
			return ""
		}
		return f.Status
	}),
	page.WordsOf("means", page.H("含义", "means"), func(f validityFigure) calc.Text { return f.Name }),
}}

func validityFigures(a monitoring.Account) []validityFigure {
	var out []validityFigure
	for _, f := range []validityFigure{{key: "least", ValidityFigure: a.Judged.Least},
		{key: "day", ValidityFigure: a.Judged.Day, chosen: a.DayShare},
		{key: "hour", ValidityFigure: a.Judged.Hour}, {key: "near", ValidityFigure: a.Judged.Near},
		{key: "look_back", ValidityFigure: a.Judged.LookBack}} {
		if f.Set {
			out = append(out, f)
		}
	}
	return out
}

// shareOf is a share that may be absent.
func shareOf[R any](get func(R) *big.Rat) func(R) (quantity.Quantity, bool) {
	return func(row R) (quantity.Quantity, bool) {
		if x := get(row); x != nil {
			return quantity.New(x, quantity.One), true
		}
		return quantity.Quantity{}, false
	}
}

func actualAmount(a accountRow) calc.Step { return a.Amount }

// massSheet is an amount in CSV only, under a head that says its unit.
func massSheet(head calc.Text, get func(accountRow) calc.Step) page.Column {
	return page.SheetOf(head, func(_ page.Voice, a accountRow) string { return page.DecimalOf(get(a)) }).Right()
}

// countSheet is a count of rows in CSV only.
func countSheet(head calc.Text, get func(monitoring.Tally) int64) page.Column {
	return page.SheetOf(head, func(_ page.Voice, a accountRow) string {
		if a.rolling {
			return ""
		}
		return fmt.Sprint(get(a.Tally))
	}).Right()
}

var periodKindTable = page.Table[monitoring.Period]{Name: "period", Columns: []page.Column{
	page.ChoiceOf("kind", page.H("时段类型", "period kind"), monitoring.PeriodKinds,
		func(p monitoring.Period) monitoring.PeriodKind { return p.Kind }),
	page.DateOf("from", page.H("自", "from"), func(p monitoring.Period) calc.Date { return p.From }),
	page.DateOf("to", page.H("至", "to"), func(p monitoring.Period) calc.Date { return p.To }),
}}

var byPolicyTable = page.Table[monitoring.ByPolicy]{Name: "by-policy", Columns: []page.Column{
	page.MassOf("zero", page.H("零", "zero"), func(b monitoring.ByPolicy) calc.Step { return b.Zero }),
	page.MassOf("half", page.H("半", "half"), func(b monitoring.ByPolicy) calc.Step { return b.Half }),
	page.MassOf("limit", page.H("限", "limit"), func(b monitoring.ByPolicy) calc.Step { return b.Limit }),
}}

var rollingTable = page.Table[monitoring.Rolling]{Name: "worst-year", Columns: []page.Column{
	page.PartOf("period", periodKindTable, func(r monitoring.Rolling) monitoring.Period { return r.Period }),
	page.MassOf("amount", page.H("排放量", "amount"), func(r monitoring.Rolling) calc.Step { return r.Amount }),
}}

// actualMethodTable is every method of an account, side by side.
var actualMethodTable = page.Table[monitoring.Candidate]{Name: "actual-method",
	Columns: []page.Column{
		page.ChoiceOf("method", page.H("方法", "method"), monitoring.Methods,
			func(c monitoring.Candidate) monitoring.Method { return c.Method }),
		page.TextOf("family", page.H("公式族", "family"), func(c monitoring.Candidate) string { return c.Family }).
			OrNull(),
		page.ClauseOf("formula", page.H("公式", "formula"), func(c monitoring.Candidate) calc.Clause {
			return c.Formula
		}),
		page.PartOf("amounts", byPolicyTable, func(c monitoring.Candidate) monitoring.ByPolicy { return c.Amounts }),
		page.FlagOf("usable", page.H("可用", "usable"), func(c monitoring.Candidate) bool { return c.Usable }),
		page.FlagOf("chosen", page.H("采用", "taken"), func(c monitoring.Candidate) bool { return c.Chosen }),
		page.WordsOf("detail", page.H("依据", "by"), func(c monitoring.Candidate) calc.Text { return c.Detail }),
		page.WordsOf("why", page.H("说明", "why"), func(c monitoring.Candidate) calc.Text { return c.Why }),
	}}

// totalTable adds up the outlets of a discharger.
var totalTable = page.Table[monitoring.EmissionTotal]{Name: "actual-total",
	Columns: []page.Column{
		page.TextOf("discharger", page.H("排污单位", "discharger"),
			func(t monitoring.EmissionTotal) string { return t.Discharger }),
		symbolOf("pollutant", func(t monitoring.EmissionTotal) calc.Pollutant { return t.Pollutant }),
		mediumOf(func(t monitoring.EmissionTotal) calc.Medium { return t.Medium }).
			Cell(page.By(func(v page.Voice, t monitoring.EmissionTotal) page.Spans {
				if t.Medium == "" {
					return page.T(v.T("合计", "air + water"))
				}
				return page.T(v.In(t.Medium.Name()))
			})),
		periodOf(func(t monitoring.EmissionTotal) monitoring.Period { return t.Period }),
		page.PartOf("period", periodKindTable, func(t monitoring.EmissionTotal) monitoring.Period { return t.Period }),
		page.MassOf("amount", page.H("合计", "total"), func(t monitoring.EmissionTotal) calc.Step { return t.Amount }),
		threeOf(func(t monitoring.EmissionTotal) (monitoring.ByPolicy, bool) { return t.Amounts, true }),
		page.PartOf("amounts", byPolicyTable, func(t monitoring.EmissionTotal) monitoring.ByPolicy {
			return t.Amounts
		}),
		page.ListOf("outlets", page.H("排放口", "outlets"), func(t monitoring.EmissionTotal) []string {
			return t.Outlets
		}).
			Wrap().
			Cell(page.By(func(_ page.Voice, t monitoring.EmissionTotal) page.Spans {
				return page.T(strings.Join(t.Outlets, ", "))
			})),
	}}
