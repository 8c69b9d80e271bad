package view

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/review"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// reviewed is a review with every finding of it and of its dossier.
type reviewed struct {
	review.Result
	all []calc.Finding
}

// reviewTable is a review as an object of JSON.
var reviewTable = page.Table[reviewed]{Name: "review", Columns: []page.Column{
	page.ConstOf[reviewed]("schema", "tidai/review/2"),
	page.FileOf("dossier", page.H("申请材料", "dossier"), func(r reviewed) string { return r.Plan.Dossier.Shown }),
	page.TextOf("policy", page.H("政策", "policy"), func(r reviewed) string { return r.Plan.Policy.ID }),
	page.DateOf("on", page.H("法规日期", "date of law"), func(r reviewed) calc.Date { return r.Plan.On }),
	page.ChoiceOf("status", page.H("方案", "plan"), substitution.Statuses,
		func(r reviewed) substitution.Status { return r.Plan.Status }),
	page.PartOf("counts", verdictTable, func(r reviewed) review.Result { return r.Result }),
	page.CountOf("recomputable", page.H("可复算", "recomputable"), func(r reviewed) int { return len(r.Targets) }),
	page.RowsOf("figures", outcomeTable, func(r reviewed) []review.Outcome { return r.Outcomes }),
	page.RowsOf("findings", gradedTable, func(r reviewed) []calc.Finding { return r.all }),
	page.RowsOf("points", reviewPointTable, func(r reviewed) []review.Point { return r.Points }),
}}

// verdictTable is how many figures have each verdict.
var verdictTable = page.Table[review.Result]{Name: "verdicts", Columns: func() []page.Column {
	var out []page.Column
	for _, v := range review.Verdicts {
		out = append(out, page.CountOf(string(v.Key), v.Name, func(r review.Result) int { return r.Count(v.Key) }))
	}
	return out
}()}

// outcomeTable is each submitted figure beside the one computed.
var outcomeTable = page.Table[review.Outcome]{Name: "figure-reviewed", Columns: []page.Column{
	page.TextOf("target", page.H("指标", "target"), func(o review.Outcome) string { return o.Submitted.Target }).Wrap().
		Cell(page.By(func(v page.Voice, o review.Outcome) page.Spans {
			return page.T(say(v).figureName(o.Submitted))
		})),
	page.TextOf("submitted", page.H("申报值", "submitted"),
		func(o review.Outcome) string { return o.Submitted.Written }).
		Right(),
	page.AmountOf("computed", page.H("复算值", "computed"), func(o review.Outcome) calc.Step { return o.Computed }).
		Cell(page.By(func(v page.Voice, o review.Outcome) page.Spans {
			if o.Rounded == "" {
				return page.T(none)
			}
			return page.Spans{page.NumberOf(v, o.Rounded, o.Computed)}
		})),
	page.TextOf("rounded", page.H("复算值修约", "rounded"), func(o review.Outcome) string { return o.Rounded }).
		OrNull().
		In(page.Data),
	page.TextOf("difference", page.H("差值", "difference"), func(o review.Outcome) string {
		if o.Rounded == "" {
			return ""
		}
		return o.Difference.Exact()
	}).OrNull().In(page.Data),
	page.TextOf("unit", page.H("单位", "unit"), func(o review.Outcome) string { return o.Submitted.Unit }),
	page.ChoiceOf("table", page.H("表", "table"), dossier.FigureTables,
		func(o review.Outcome) string { return o.Submitted.Table }).In(page.Data),
	page.FileOf("file", page.H("文件", "file"), func(o review.Outcome) string { return o.Submitted.At.File }).
		In(page.Data),
	page.SomeCountOf("line", func(o review.Outcome) (int, bool) {
		return o.Submitted.At.Line,
			o.Submitted.At.Line > 0
	}),
	page.ChoiceOf("verdict", page.H("结论", "verdict"), review.Verdicts,
		func(o review.Outcome) review.Verdict { return o.Verdict }).Wrap(),
	page.ChoiceOf("side", page.H("方向", "side"), review.Sides, func(o review.Outcome) review.Side { return o.Side }).
		In(page.Data),
	page.ObjectOf("path", pathTable, func(o review.Outcome) (review.Path, bool) {
		if o.Path == nil {
			return review.Path{}, false
		}
		return *o.Path, true
	}),
	page.FlagOf("near", page.H("在修约范围内", "near"), func(o review.Outcome) bool { return o.Near }).In(page.Data),
	page.FlagOf("accepted", page.H("经认可", "accepted"), func(o review.Outcome) bool { return o.Accepted }).
		In(page.Data),
	page.WordsOf("why", page.H("说明", "why"), func(o review.Outcome) calc.Text { return o.Why }).Wrap().
		Cell(page.By(func(v page.Voice, o review.Outcome) page.Spans { return page.T(v.In(outcomeWhy(o))) })),
	page.CountOf("searched", page.H("已试", "searched"), func(o review.Outcome) int { return o.Searched }).
		In(page.Data),
	page.RowsOf("causes", causeTable, func(o review.Outcome) []review.Cause { return o.Causes }),
}}

// figureName is the name of a figure, with the table that it stands in.
func (b *builder) figureName(s review.Submitted) string {
	if s.Table == "" {
		return s.Target
	}
	return s.Target + b.paren(b.in(review.TableName(s.Table)))
}

var pathTable = page.Table[review.Path]{Name: "path", Columns: []page.Column{
	page.TextOf("kind", page.H("类别", "kind"), func(p review.Path) string { return p.Kind }),
	page.WordsOf("how", page.H("方式", "how"), func(p review.Path) calc.Text { return p.How }),
	page.WordsOf("from", page.H("起", "from"), func(p review.Path) calc.Text { return p.Bounds[0] }),
	page.WordsOf("to", page.H("止", "to"), func(p review.Path) calc.Text { return p.Bounds[1] }),
	page.SomeTraceOf("trace", func(p review.Path) calc.Step { return p.Step }),
}}

var causeTable = page.Table[review.Cause]{Name: "cause", Columns: []page.Column{
	page.ListOf("mistakes", page.H("错误", "mistakes"), func(c review.Cause) []string { return c.Mistakes }),
	page.WordsOf("what", page.H("内容", "what"), func(c review.Cause) calc.Text { return c.What }),
	page.CountOf("weight", page.H("权重", "weight"), func(c review.Cause) int { return c.Weight }),
	page.CountOf("explains", page.H("可复现", "explains"), func(c review.Cause) int { return c.Explains }),
	page.CountOf("breaks", page.H("会改变", "breaks"), func(c review.Cause) int { return c.Breaks }),
	page.AmountOf("gives", page.H("得出", "gives"), func(c review.Cause) calc.Step { return c.Step }),
}}

// reviewPointTable is the points of a permit's review. The title of its page names the
// standard.
var reviewPointTable = page.Table[review.Point]{Name: "point", Columns: []page.Column{
	page.TextOf("id", page.H("编号", "id"), func(p review.Point) string { return p.ID }).In(page.Data),
	page.WordsOf("what", page.H("要点", "point"), func(p review.Point) calc.Text { return p.What }).Wrap(),
	page.TextOf("clause", page.H("条款", "clause"), func(p review.Point) string { return p.Clause.String() }).OrNull().
		Wrap().
		Cell(page.By(func(_ page.Voice, p review.Point) page.Spans { return page.T(orNone(p.Clause.Locator)) })),
	page.ChoiceOf("result", page.H("结果", "result"), review.PointResults,
		func(p review.Point) review.PointResult { return p.Result }),
	page.WordsOf("why", page.H("说明", "why"), func(p review.Point) calc.Text { return p.Why }).Wrap(),
}}
