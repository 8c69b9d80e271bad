package view

import (
	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
	"tidai/calc/substitution/certificate"
	"tidai/calc/substitution/region"
	"tidai/cmd/tidai/internal/page"
)

// namedRegion is the plan of a region and what the region is called.
type namedRegion struct {
	region.Plan
	name string
}

// regionTable is the plan of a region as an object of JSON.
var regionTable = page.Table[namedRegion]{Name: "region-plan", Columns: []page.Column{
	page.ConstOf[namedRegion]("schema", "tidai/region-plan/2"),
	page.TextOf("name", page.H("区域", "region"), func(p namedRegion) string { return p.name }),
	page.TextOf("policy", page.H("政策", "policy"), func(p namedRegion) string { return p.Policy.ID }),
	page.DateOf("on", page.H("法规日期", "date of law"), func(p namedRegion) calc.Date { return p.On }),
	page.FlagOf("short", page.H("来源不足", "short"), func(p namedRegion) bool { return p.Short() }),
	page.FlagOf("proven", page.H("已证明", "proven"), func(p namedRegion) bool { return p.Proven }),
	page.FlagOf("priced", page.H("已比价", "prices compared"), func(p namedRegion) bool { return p.Priced }),
	page.CountOf("nodes", page.H("节点", "nodes"), func(p namedRegion) int { return p.Nodes }),
	page.RowsOf("cost", levelTable, func(p namedRegion) []levelCost { return costsOf(p.Plan) }),
	page.TextOf("certificate_sha256", page.H("证书", "certificate"),
		func(p namedRegion) string { return p.Certificate.SHA256 }),
	page.RowsOf("projects", regionProjectTable, func(p namedRegion) []region.ProjectRow { return p.Projects }),
	page.RowsOf("flows", flowTable, func(p namedRegion) []region.Flow { return p.Flows }),
	page.RowsOf("sources", regionSourceTable, func(p namedRegion) []region.SourceRow { return p.Sources }),
	page.RowsOf("totals", cityTotalTable, func(p namedRegion) []cityTotal { return cityTotalsOf(p.Plan) }),
	findingsOf(func(p namedRegion) []calc.Finding { return p.Findings }),
}}

// levelCost is one of the sums that a plan is the best by.
type levelCost struct {
	level string
	cost  quantity.Quantity
}

func costsOf(p region.Plan) []levelCost {
	var out []levelCost
	for l, q := range p.Cost {
		out = append(out, levelCost{certificate.Levels[l], q})
	}
	return out
}

var levelTable = page.Table[levelCost]{Name: "level-cost", Columns: []page.Column{
	page.ChoiceOf("level", page.H("层级", "level"), levels(), func(c levelCost) string { return c.level }),
	page.QuantityOf("amount", page.H("数额", "amount"), func(c levelCost) (quantity.Quantity, bool) {
		return c.cost,
			true
	}),
}}

// levels are the levels of cost with their names.
func levels() calc.Words[string] {
	var out calc.Words[string]
	for l, key := range certificate.Levels {
		out = append(out, calc.Word[string]{Key: key, Name: region.Levels[l]})
	}
	return out
}

// wholeOf is an amount of whole milligrams in kg/a, to the last of them.
func wholeOf[R any](key string, head calc.Text, get func(R) calc.Step) page.Column {
	return page.AmountOf(key, head, get).In(page.People | page.Data).
		Cell(page.By(func(_ page.Voice, row R) page.Spans { return page.T(whole(get(row))) }))
}

func whole(s calc.Step) string {
	if s.OK() && s.Sign() == 0 {
		return "0"
	}
	return orNone(page.Fine(s))
}

// goodOf names a metal on pages.
func goodOf[R any](get func(R) region.Good) page.Column {
	return metalOf(page.H("重金属", "metal"), func(row R) (calc.Pollutant, calc.Medium) {
		g := get(row)
		return g.Pollutant, g.Medium
	})
}

var regionProjectTable = page.Table[region.ProjectRow]{Name: "region-project",
	Columns: []page.Column{
		page.TextOf("id", page.H("项目", "project"), func(x region.ProjectRow) string { return x.ID }),
		page.TextOf("name", page.H("名称", "name"), func(x region.ProjectRow) string { return x.Name }),
		page.TextOf("city", page.H("市（州）", "city"), func(x region.ProjectRow) string { return x.City }),
		page.TextOf("industry", page.H("重点行业", "key industry"), func(x region.ProjectRow) string {
			return x.Industry.ID
		}).
			OrNull(),
		page.DateOf("commissioning", page.H("投产日期", "commissioning"),
			func(x region.ProjectRow) calc.Date { return x.Commissioning }),
		page.RowsOf("demand", regionNeedTable, needsOf),
	}}

// regionNeed is what a project needs of one metal.
type regionNeed struct {
	of region.ProjectRow
	region.Need
}

func needsOf(x region.ProjectRow) []regionNeed {
	var out []regionNeed
	for _, n := range x.Needs {
		out = append(out, regionNeed{x, n})
	}
	return out
}

var regionNeedTable = page.Table[regionNeed]{Name: "region-demand", Columns: []page.Column{
	page.TextOf("", page.H("项目", "project"), func(n regionNeed) string { return n.of.ID }).In(page.People).Wrap(),
	goodOf(func(n regionNeed) region.Good { return n.Good }),
	pollutantOf(func(n regionNeed) calc.Pollutant { return n.Pollutant }),
	mediumOf(func(n regionNeed) calc.Medium { return n.Medium }).In(page.Data),
	page.AmountOf("demand", page.H("需求（精确值）", "demand, exact"), func(n regionNeed) calc.Step { return n.Exact }),
	wholeOf("rounded", page.H("进位到毫克", "up to mg"), func(n regionNeed) calc.Step { return n.Rounded }),
	page.FlagOf("waived", page.H("豁免", "waived"), func(n regionNeed) bool { return n.Waived }).In(page.Data),
	wholeOf("allocated", page.H("已落实", "assigned"), func(n regionNeed) calc.Step { return n.Allocated }).
		Cell(page.By(func(v page.Voice, n regionNeed) page.Spans {
			if n.Waived {
				return page.T(v.T("豁免", "waived"))
			}
			return page.T(whole(n.Allocated))
		})),
	wholeOf("shortfall", page.H("缺口", "short"), func(n regionNeed) calc.Step { return n.Shortfall }),
	page.DoubtsOf("factors_not_from_text", func(n regionNeed) calc.Step { return n.Exact }),
}}

// flowTable is who gives to whom.
var flowTable = page.Table[region.Flow]{Name: "flow", Columns: []page.Column{
	goodOf(func(f region.Flow) region.Good { return f.Good }),
	pollutantOf(func(f region.Flow) calc.Pollutant { return f.Pollutant }),
	mediumOf(func(f region.Flow) calc.Medium { return f.Medium }).In(page.Sheet | page.Data),
	page.TextOf("source", page.H("来源", "source"), func(f region.Flow) string { return f.Source }).
		InSheet("来源编号", "source").Wrap(),
	page.TextOf("project", page.H("项目", "project"), func(f region.Flow) string { return f.Project }).
		InSheet("项目编号", "project").Wrap(),
	page.AmountOf("amount", page.H("调剂量", "amount"), func(f region.Flow) calc.Step { return f.Amount }).
		Cell(page.By(func(_ page.Voice, f region.Flow) page.Spans { return page.T(whole(f.Amount)) })).
		Sheet(page.By(func(_ page.Voice, f region.Flow) string { return page.Fine(f.Amount) })),
	page.CellOf(page.H("行业与次序", "tier"), func(v page.Voice, f region.Flow) page.Spans {
		return say(v).s("%s、%s", "%s, %s", f.Tier.Name(), f.Preference.Name())
	}).Wrap(),
	page.ChoiceOf("tier", page.H("行业次序", "tier"), substitution.Tiers,
		func(f region.Flow) substitution.Tier { return f.Tier }).In(page.Sheet | page.Data),
	page.ChoiceOf("preference", page.H("优先次序", "preference"), substitution.Preferences,
		func(f region.Flow) substitution.Preference { return f.Preference }).In(page.Sheet | page.Data),
}}

// regionSourceTable is every source; its records say why one gives nothing.
var regionSourceTable = page.Table[region.SourceRow]{Name: "region-source", Columns: []page.Column{
	page.TextOf("id", page.H("来源", "source"), func(s region.SourceRow) string { return s.ID }),
	page.TextOf("discharger", page.H("排污单位", "discharger"),
		func(s region.SourceRow) string { return s.Result.Discharger.Name }),
	page.TextOf("line_name", page.H("生产线", "line"), func(s region.SourceRow) string { return s.Result.Line.Name }),
	page.TextOf("city", page.H("市（州）", "city"),
		func(s region.SourceRow) string { return s.Result.Discharger.City }),
	page.TextOf("industry", page.H("重点行业", "key industry"),
		func(s region.SourceRow) string { return s.Result.Line.Industry }),
	page.DateOf("ready", page.H("可用日期", "ready"), func(s region.SourceRow) calc.Date { return s.Ready }),
	page.FlagOf("whole", page.H("整体转让", "whole"), func(s region.SourceRow) bool { return s.Result.Source.Whole }),
	page.QuantityOf("price", page.H("价格", "price"), func(s region.SourceRow) (quantity.Quantity, bool) {
		return s.Result.Source.Price.Amount, s.Result.Source.Price.Set
	}),
	page.FlagOf("accepted", page.H("采纳", "accepted"), func(s region.SourceRow) bool { return len(s.Refusals) == 0 }),
	page.RowsOf("supplies", regionSupplyTable, suppliesOf),
	page.RowsOf("refusals", findingTable, func(s region.SourceRow) []calc.Finding { return s.Refusals }),
}, Record: &page.RecordForm[region.SourceRow]{
	Head: func(_ page.Voice, s region.SourceRow) page.Spans {
		return page.T(s.ID + "  " + s.Result.Discharger.Name + " " + s.Result.Line.Name)
	},
	Line: func(v page.Voice, s region.SourceRow) []page.Field {
		if len(s.Refusals) == 0 {
			return []page.Field{{Text: page.T(say(v).idleReason(s))}}
		}
		var out []page.Field
		for _, x := range s.Refusals {
			out = append(out, page.Field{Name: x.Rule, Text: page.T(v.In(x.Message))},
				page.Field{Name: v.T("处理", "remedy"), Text: page.T(v.In(x.Remedy))})
		}
		return out
	},
}}

// regionSupply is what a source can give of one metal.
type regionSupply struct {
	of region.SourceRow
	region.Supply
}

func suppliesOf(s region.SourceRow) []regionSupply {
	var out []regionSupply
	for _, y := range s.Supplies {
		out = append(out, regionSupply{s, y})
	}
	return out
}

var regionSupplyTable = page.Table[regionSupply]{Name: "region-supply", Columns: []page.Column{
	page.CellOf(page.H("来源", "source"), func(v page.Voice, y regionSupply) page.Spans {
		return page.T(y.of.ID + say(v).terms(y.of))
	}).Wrap(),
	goodOf(func(y regionSupply) region.Good { return y.Good }),
	pollutantOf(func(y regionSupply) calc.Pollutant { return y.Pollutant }),
	mediumOf(func(y regionSupply) calc.Medium { return y.Medium }).In(page.Data),
	page.AmountOf("usable", page.H("可用（精确值）", "usable, exact"),
		func(y regionSupply) calc.Step { return y.Exact }),
	wholeOf("rounded", page.H("舍去到毫克", "down to mg"), func(y regionSupply) calc.Step { return y.Rounded }),
	wholeOf("lot", page.H("最小转让量", "lot"), func(y regionSupply) calc.Step { return y.Lot }).In(page.Data),
	wholeOf("given", page.H("出让", "given"), func(y regionSupply) calc.Step { return y.Given }),
	wholeOf("used", page.H("其中采用", "used"), func(y regionSupply) calc.Step { return y.Used }),
	wholeOf("left", page.H("余量", "left"), func(y regionSupply) calc.Step { return y.Left }),
	page.DoubtsOf("factors_not_from_text", func(y regionSupply) calc.Step { return y.Exact }),
}}

// cityTotal is a total and the name of its city.
type cityTotal struct {
	region.CityTotal
	name calc.Text
}

func cityTotalsOf(p region.Plan) []cityTotal {
	var out []cityTotal
	for _, x := range p.Totals {
		out = append(out, cityTotal{x, p.Policy.Authority("", x.City)})
	}
	return out
}

var cityTotalTable = page.Table[cityTotal]{Name: "city-total", Columns: []page.Column{
	goodOf(func(x cityTotal) region.Good { return x.Good }),
	pollutantOf(func(x cityTotal) calc.Pollutant { return x.Pollutant }),
	mediumOf(func(x cityTotal) calc.Medium { return x.Medium }).In(page.Data),
	page.TextOf("city", page.H("市（州）", "city"), func(x cityTotal) string { return x.City }).Wrap().
		Cell(page.By(func(v page.Voice, x cityTotal) page.Spans { return page.T(v.In(x.name)) })),
	wholeOf("demand", page.H("需求", "demand"), func(x cityTotal) calc.Step { return x.Demand }),
	wholeOf("allocated", page.H("已落实", "assigned"), func(x cityTotal) calc.Step { return x.Allocated }),
	wholeOf("shortfall", page.H("缺口", "short"), func(x cityTotal) calc.Step { return x.Shortfall }),
	wholeOf("supply", page.H("可用", "supply"), func(x cityTotal) calc.Step { return x.Supply }),
	wholeOf("given", page.H("出让", "given"), func(x cityTotal) calc.Step { return x.Given }),
	wholeOf("left", page.H("余量", "left"), func(x cityTotal) calc.Step { return x.Left }),
}}

// certified is a certificate and what is wrong with it.
type certified struct {
	certificate.File
	faults []calc.Text
}

var certifiedTable = page.Table[certified]{Name: "certified", Columns: []page.Column{
	page.ConstOf[certified]("schema", "tidai/certified/2"),
	page.FlagOf("holds", page.H("成立", "holds"), func(c certified) bool { return len(c.faults) == 0 }),
	page.TextOf("policy", page.H("依据", "policy"), func(c certified) string { return c.Policy }),
	page.TextOf("date", page.H("法规日期", "date of law"), func(c certified) string { return c.Date }),
	page.CountOf("projects", page.H("项目", "projects"), func(c certified) int { return len(c.Projects) }),
	page.CountOf("sources", page.H("来源", "sources"), func(c certified) int { return len(c.Sources) }),
	page.TextOf("sha256", page.H("SHA-256", "SHA-256"), func(c certified) string { return c.SHA256 }),
	page.WordListOf("faults", page.H("问题", "faults"), func(c certified) []calc.Text { return c.faults }),
}}

var faultTable = page.Table[calc.Text]{Columns: []page.Column{
	page.SheetOf(page.H("问题", "fault"), func(v page.Voice, x calc.Text) string { return v.In(x) }),
}}
