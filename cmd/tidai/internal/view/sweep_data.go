package view

import (
	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/scenario"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// sweep is the response of a plan to the number at a path, in a scenario or as the
// dossier stands.
type sweep struct {
	scenario.Sweep
	path, scenario string
}

// sweepTable is a sweep as an object of JSON.
var sweepTable = page.Table[sweep]{Name: "sweep", Columns: []page.Column{
	page.ConstOf[sweep]("schema", "tidai/sweep/2"),
	page.TextOf("path", page.H("变化的数", "varied"), func(s sweep) string { return s.path }),
	page.TextOf("scenario", page.H("情景", "scenario"), func(s sweep) string { return s.scenario }).OrNull(),
	page.RowsOf("points", pointTable, sweep.points),
	page.RowsOf("turns", turnTable, func(s sweep) []scenario.Turn { return s.Turns }),
	page.CountOf("plans_made", page.H("重新编制方案", "plans made"), func(s sweep) int { return s.Evaluated }),
}}

// point is the plan at one value with its levels, metal by metal.
type point struct {
	scenario.Point
	levels []level
}

func (s sweep) points() []point {
	var out []point
	for _, p := range s.Points {
		out = append(out, point{p, levelsAt(s.Sweep, p)})
	}
	return out
}

// levelsAt are the levels of a point, of every metal of the sweep.
func levelsAt(s scenario.Sweep, p scenario.Point) []level {
	var out []level
	for _, k := range s.Keys {
		out = append(out, level{Level: p.Level(k), at: p})
	}
	return out
}

var pointTable = page.Table[point]{Name: "point", Columns: []page.Column{
	page.QuantityOf("value", page.H("取值", "value"), func(p point) (quantity.Quantity, bool) { return p.Value, true }),
	page.ChoiceOf("status", page.H("方案状态", "plan"), substitution.Statuses,
		func(p point) substitution.Status { return p.Status }),
	page.RowsOf("amounts", metalLevelTable, func(p point) []level { return p.levels }),
	page.RowsOf("errors", findingTable, func(p point) []calc.Finding { return p.Findings }),
}}

// curveTable is the curve of a metal, point by point; in CSV that of all metals.
var curveTable = page.Table[level]{Name: "curve", Columns: []page.Column{
	page.QuantityOf("", page.H("取值", "value"), func(l level) (quantity.Quantity, bool) { return l.at.Value, true }).
		Sheet(page.By(func(_ page.Voice, l level) string { return l.at.Value.Exact() })),
	page.SheetOf(page.H("单位", "unit"), func(_ page.Voice, l level) string { return l.at.Value.Unit().String() }),
	levelPollutant,
	levelMedium,
	usableColumn,
	page.FineOf(page.H("可用量", "usable"), levelUsable),
	demandColumn,
	page.FineOf(page.H("需求", "demand"), levelDemand),
	balanceColumn,
	page.FineOf(page.H("余量", "left"), levelBalance),
	page.ChoiceOf("", page.H("方案状态", "plan"), substitution.Statuses,
		func(l level) substitution.Status { return l.at.Status }).Wrap(),
	page.DoubtsOf("", levelUsable),
}}

// sides says on which side of a turning point there is enough.
var sides = calc.Words[string]{
	{Key: "below", Name: calc.Text{ZH: "不大于", EN: "at or below"}},
	{Key: "above", Name: calc.Text{ZH: "不小于", EN: "at or above"}},
}

func enoughSide(t scenario.Turn) string {
	if t.Above {
		return "above"
	}
	return "below"
}

var turnTable = page.Table[scenario.Turn]{Name: "turn", Columns: []page.Column{
	pollutantOf(func(t scenario.Turn) calc.Pollutant { return t.Pollutant }),
	mediumOf(func(t scenario.Turn) calc.Medium { return t.Medium }),
	page.ChoiceOf("kind", page.H("类别", "kind"), scenario.TurnKinds,
		func(t scenario.Turn) scenario.TurnKind { return t.Kind }),
	page.QuantityOf("at", page.H("转折值", "at"),
		func(t scenario.Turn) (quantity.Quantity, bool) { return t.At, t.Kind != scenario.Between }),
	page.QuantityOf("low", page.H("左侧", "low"), func(t scenario.Turn) (quantity.Quantity, bool) {
		return t.Low,
			true
	}),
	page.QuantityOf("high", page.H("右侧", "high"),
		func(t scenario.Turn) (quantity.Quantity, bool) { return t.High, true }),
	page.AmountOf("balance_at_low", page.H("左侧余量", "left at low"),
		func(t scenario.Turn) calc.Step { return t.LowAt }),
	page.AmountOf("balance_at_high", page.H("右侧余量", "left at high"),
		func(t scenario.Turn) calc.Step { return t.HighAt }),
	page.ChoiceOf("enough", page.H("足够的一侧", "enough"), sides, enoughSide),
	page.FlagOf("enough_at", page.H("该值足够", "enough at it"), func(t scenario.Turn) bool { return t.Holds }),
	page.QuantityOf("safe", page.H("取整", "safe"), func(t scenario.Turn) (quantity.Quantity, bool) {
		return t.Safe,
			true
	}),
}}
