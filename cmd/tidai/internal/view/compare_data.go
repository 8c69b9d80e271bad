package view

import (
	"path/filepath"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/scenario"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// version is one of the versions that are compared.
type version struct {
	scenario.Result
	name  calc.Text // short, and different from the others
	first bool
}

// comparisonTable is a comparison as an object of JSON.
var comparisonTable = page.Table[[]version]{Name: "compare", Columns: []page.Column{
	page.ConstOf[[]version]("schema", "tidai/compare/2"),
	page.RowsOf("versions", versionTable, func(list []version) []version { return list }),
}}

var versionTable = page.Table[version]{Name: "version", Columns: []page.Column{
	page.WordsOf("name", page.H("版本", "version"), versionName),
	page.WordsOf("text", page.H("内容", "what it is"), version.what).Wrap(),
	page.TextOf("dossier", page.H("材料", "dossier"), func(v version) string { return filepath.ToSlash(v.Folder) }).
		In(page.Data),
	page.TextOf("scenario", page.H("情景", "scenario"), func(v version) string { return v.scenario().ID }).OrNull().
		In(page.Data),
	page.RowsOf("changes", changeTable, version.changes),
	page.TextOf("note", page.H("说明", "note"), func(v version) string { return v.scenario().Note }).OrNull().
		In(page.Data),
	page.ChoiceOf("status", page.H("方案状态", "plan"), substitution.Statuses, planStatus).Wrap(),
	page.QuantityOf("cost", page.H("费用", "cost"), version.cost),
	page.CellOf(page.H("差异", "differs"), func(v page.Voice, x version) page.Spans {
		if x.first {
			return page.T(none)
		}
		return page.T(page.Yes(v, !x.Same))
	}),
	page.FlagOf("same_as_first", page.H("同首版", "same as first"), func(v version) bool { return v.Same }).
		In(page.Data),
	page.RowsOf("amounts", metalLevelTable, version.levels),
	page.RowsOf("capacity", capacityTable, version.capacities),
	page.PartOf("duties", dutiesTable, func(v version) version { return v }),
	findingsOf(func(v version) []calc.Finding { return v.Plan.Findings }),
}}

func versionName(v version) calc.Text { return v.name }

func planStatus(v version) substitution.Status { return v.Plan.Status }

// scenario is the version's scenario; one without an id where it has none.
func (v version) scenario() dossier.Scenario {
	if v.Scenario == nil {
		return dossier.Scenario{}
	}
	return *v.Scenario
}

// cost is what the version costs, where that is stated.
func (v version) cost() (quantity.Quantity, bool) {
	cost := v.scenario().Cost
	return cost.Amount, cost.Set
}

// changes are those of the scenario and those made beside it.
func (v version) changes() []dossier.Change {
	return append(append([]dossier.Change{}, v.scenario().Set...), v.Changed...)
}

// what says in words what a version is.
func (v version) what() calc.Text {
	parts := []string{v.Name()}
	if v.Scenario != nil {
		parts = page.Present(v.Name(), v.Scenario.Note)
	} else if len(v.Changed) > 0 {
		parts = nil
		for _, x := range v.Changed {
			parts = append(parts, x.Path+" = "+x.Value)
		}
	}
	return calc.Text{ZH: strings.Join(parts, "；"), EN: strings.Join(parts, "; ")}
}

var changeTable = page.Table[dossier.Change]{Name: "change", Columns: []page.Column{
	page.TextOf("path", page.H("路径", "path"), func(c dossier.Change) string { return c.Path }),
	page.TextOf("value", page.H("值", "value"), func(c dossier.Change) string { return c.Value }),
}}

// level is what one version, or the plan at one value, gives and needs of one metal.
type level struct {
	scenario.Level
	of version
	at scenario.Point
}

func (v version) levels() []level {
	var out []level
	for _, l := range v.Levels {
		out = append(out, level{Level: l, of: v})
	}
	return out
}

func levelMetal(l level) (calc.Pollutant, calc.Medium) { return l.Pollutant, l.Medium }

// The amounts of a level, which a comparison and a curve show.
var (
	levelPollutant = pollutantOf(func(l level) calc.Pollutant { return l.Pollutant })
	levelMedium    = mediumOf(func(l level) calc.Medium { return l.Medium }).In(page.Sheet | page.Data)

	usableColumn = page.AmountOf("usable", page.H("可用量", "usable"), levelUsable).In(page.People | page.Data).
			Cell(page.By(func(v page.Voice, l level) page.Spans { return page.Spans{say(v).usable(l.Level)} }))
	demandColumn = page.AmountOf("demand", page.H("需求", "demand"), levelDemand).In(page.People | page.Data).
			Cell(page.By(func(v page.Voice, l level) page.Spans { return say(v).demandOf(l.Level) }))
	balanceColumn = withoutNotes(page.AmountOf("balance", page.H("余量", "left"), levelBalance), levelBalance)
)

func levelUsable(l level) calc.Step  { return l.Usable }
func levelDemand(l level) calc.Step  { return l.Demand }
func levelBalance(l level) calc.Step { return l.Balance }
func levelChange(l level) calc.Step  { return l.Change }
func levelOwn(l level) calc.Step     { return l.Own }

// withoutNotes shows a difference of amounts that have their footnotes beside it.
func withoutNotes(c page.Column, get func(level) calc.Step) page.Column {
	return c.In(page.People | page.Data).
		Cell(page.By(func(_ page.Voice, l level) page.Spans { return page.T(shown(get(l))) }))
}

// metalLevelTable is what each version gives and needs.
var metalLevelTable = page.Table[level]{Name: "level",
	Group: func(l level) string { return string(l.Pollutant) + string(l.Medium) },
	Columns: []page.Column{
		metalOf(page.H("重金属", "metal"), levelMetal).Once(),
		page.WordsOf("", page.H("版本", "version"), func(l level) calc.Text { return l.of.name }).Wrap().
			In(page.People | page.Sheet),
		page.WordsOf("", page.H("内容", "what it is"), func(l level) calc.Text { return l.of.what() }).In(page.Sheet),
		page.ChoiceOf("", page.H("方案状态", "plan"), substitution.Statuses,
			func(l level) substitution.Status { return l.of.Plan.Status }).In(page.Sheet),
		page.QuantityOf("", page.H("费用", "cost"), func(l level) (quantity.Quantity, bool) { return l.of.cost() }).
			In(page.Sheet),
		levelPollutant,
		levelMedium,
		usableColumn,
		page.FineOf(page.H("可用量", "usable"), levelUsable),
		withoutNotes(page.AmountOf("change", page.H("较首版", "change"), levelChange), levelChange),
		page.FineOf(page.H("较首版", "change"), levelChange),
		page.AmountOf("own", page.H("以新带老", "own"), levelOwn).In(page.People | page.Data),
		page.FineOf(page.H("以新带老", "own"), levelOwn),
		demandColumn,
		page.FineOf(page.H("需求", "demand"), levelDemand),
		page.FlagOf("waived", page.H("豁免", "waived"), func(l level) bool { return l.Waived }).In(page.Data),
		balanceColumn,
		page.FineOf(page.H("余量", "left"), levelBalance),
		page.AmountOf("shortfall", page.H("缺口", "short"), func(l level) calc.Step { return l.Shortfall }).
			In(page.Data),
		page.CellOf(page.H("保守下限", "safe bound"), func(_ page.Voice, l level) page.Spans {
			return page.T(orElse(l.Certainty.Lower, none))
		}).Right(),
		page.SheetOf(page.H("保守下限（kg/a）", "safe bound (kg/a)"), func(_ page.Voice, l level) string {
			return l.Certainty.Lower
		}).Right(),
		page.ObjectOf("certainty", certaintyTable, func(l level) (scenario.Certainty, bool) {
			return l.Certainty, l.Certainty != scenario.Certainty{}
		}),
		page.ListOf("not_computed", page.H("无法核算的来源", "sources not computed"),
			func(l level) []string { return l.Unknown }).In(page.Sheet | page.Data).
			Sheet(page.By(func(_ page.Voice, l level) string { return strings.Join(l.Unknown, "; ") })),
		page.DoubtsOf("factors_not_from_text", levelUsable),
	}}

var certaintyTable = page.Table[scenario.Certainty]{Name: "certainty", Columns: []page.Column{
	page.TextOf("lower", page.H("保守下限", "safe bound"), func(c scenario.Certainty) string { return c.Lower }).
		OrNull(),
	page.WordsOf("method", page.H("方法", "method"), func(c scenario.Certainty) calc.Text { return c.Method }),
	page.CountOf("exact_leaves", page.H("按准确计的数", "exact leaves"),
		func(c scenario.Certainty) int { return c.Exact }),
	page.WordsOf("lower_reason", page.H("原因", "why"), func(c scenario.Certainty) calc.Text { return c.Why }),
}}

// remaining is what remains of the capacity of a source's line in a version.
type remaining struct {
	scenario.Capacity
	version calc.Text
}

func (v version) capacities() []remaining {
	var out []remaining
	for _, x := range v.Capacity {
		out = append(out, remaining{x, v.name})
	}
	return out
}

var capacityTable = page.Table[remaining]{Name: "capacity", Columns: []page.Column{
	page.TextOf("source", page.H("来源", "source"), func(x remaining) string { return x.Source }),
	page.TextOf("line", page.H("生产线", "line"), func(x remaining) string { return x.Line }).In(page.Data),
	page.CellOf(page.H("生产线和产品", "line and product"), func(_ page.Voice, x remaining) page.Spans {
		return page.T(x.LineName + " " + x.Product)
	}).Wrap(),
	page.TextOf("product", page.H("产品", "product"), func(x remaining) string { return x.Product }).In(page.Data),
	page.WordsOf("", page.H("版本", "version"), func(x remaining) calc.Text { return x.version }).Wrap().
		In(page.People),
	capacityOf("approved", page.H("批准产能", "approved"), func(x remaining) calc.Step { return x.Approved }),
	capacityOf("remaining", page.H("剩余产能", "remaining"), func(x remaining) calc.Step { return x.Remaining }),
	page.WordsOf("why", page.H("依据", "why"), func(x remaining) calc.Text { return x.Why }).Wrap(),
}}

// capacityOf is a capacity in its own unit.
func capacityOf(key string, head calc.Text, get func(remaining) calc.Step) page.Column {
	return page.AmountOf(key, head, get).
		Cell(page.By(func(_ page.Voice, x remaining) page.Spans { return page.T(capacityText(get(x))) }))
}

// dutiesTable sums up the duties of a version.
var dutiesTable = page.Table[version]{Name: "duties", Columns: []page.Column{
	page.WordsOf("", page.H("版本", "version"), versionName).Wrap().In(page.People),
	page.CountOf("all", page.H("义务", "duties"), func(v version) int { return v.Duties.All }),
	page.CountOf("done", page.H("已办", "done"), func(v version) int { return v.Duties.Done }),
	page.CountOf("passed", page.H("期限已过", "passed"), func(v version) int { return v.Duties.Passed }),
	page.DateOf("next", page.H("最近期限", "next"), func(v version) calc.Date { return v.Duties.Next }).
		Missing(none, none),
	page.TextOf("next_code", page.H("事项", "what"), func(v version) string { return v.Duties.NextCode }).OrNull().
		Cell(page.By(func(v page.Voice, x version) page.Spans { return page.T(say(v).dutyName(x.Duties.NextCode)) })).
		Missing(none, none).Wrap(),
	page.DateOf("last", page.H("最后期限", "last"), func(v version) calc.Date { return v.Duties.Last }).
		Missing(none, none),
}}
