package view

import (
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/review"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// lawDiffTable is a difference of two sets of factors as an object of JSON.
var lawDiffTable = page.Table[LawDiff]{Name: "factors-diff", Columns: []page.Column{
	page.ConstOf[LawDiff]("schema", "tidai/factors-diff/2"),
	page.FileOf("before", page.H("甲", "before"), func(d LawDiff) string { return d.Before }),
	page.FileOf("after", page.H("乙", "after"), func(d LawDiff) string { return d.After }),
	page.RowsOf("changes", lawChangeTable, func(d LawDiff) []factors.Change { return d.Changes }),
	page.RowsOf("dossiers", lawMovesTable, func(d LawDiff) []LawMoves { return d.Dossiers }),
}}

// lawChangeTable is every entry that differs, for programs.
var lawChangeTable = page.Table[factors.Change]{Name: "law-change", Columns: []page.Column{
	page.ChoiceOf("how", page.H("变化", "how"), factors.Hows, func(c factors.Change) factors.How { return c.How }),
	page.ChoiceOf("sort", page.H("种类", "sort"), factors.Sorts,
		func(c factors.Change) factors.Sort { return c.Sort }),
	page.TextOf("instrument", page.H("文件", "instrument"), func(c factors.Change) string { return c.Instrument }),
	page.TextOf("id", page.H("编号", "id"), func(c factors.Change) string { return c.ID }),
	page.RowsOf("fields", fieldChangeTable, func(c factors.Change) []factors.FieldChange { return c.Fields }),
	page.TextOf("at", page.H("位置", "place"), func(c factors.Change) string { return c.At.String() }).OrNull(),
}}

var fieldChangeTable = page.Table[factors.FieldChange]{Name: "field-change",
	Columns: []page.Column{
		page.TextOf("key", page.H("键", "key"), func(f factors.FieldChange) string { return f.Key }),
		page.TextOf("before", page.H("原值", "before"),
			func(f factors.FieldChange) string { return f.Before }).OrNull(),
		page.TextOf("after", page.H("新值", "after"),
			func(f factors.FieldChange) string { return f.After }).OrNull(),
	}}

// changeFieldTable is every key that differs, for people.
var changeFieldTable = page.Table[changedField]{
	Group: func(c changedField) string { return string(c.Sort) + " " + c.ID },
	Record: &page.RecordForm[changedField]{
		Head: func(v page.Voice, c changedField) page.Spans {
			return page.T(strings.Join(page.Present(v.In(c.How.Name()), v.In(factors.Sorts.Name(c.Sort)), c.ID,
				c.At.String()), "  "))
		},
		Line: func(_ page.Voice, c changedField) []page.Field {
			return []page.Field{{Name: c.field.Key, Text: page.T(textOrNone(c.field.Before) + " → " +
				textOrNone(c.field.After))}}
		},
	},
	Columns: []page.Column{
		page.ChoiceOf("", page.H("变化", "how"), factors.Hows,
			func(c changedField) factors.How { return c.How }).Once(),
		page.ChoiceOf("", page.H("种类", "sort"), factors.Sorts, func(c changedField) factors.Sort { return c.Sort }).
			Once(),
		page.TextOf("", page.H("编号", "id"), func(c changedField) string { return c.ID }).Once().Wrap(),
		page.TextOf("", page.H("键", "key"), func(c changedField) string { return c.field.Key }),
		page.TextOf("", page.H("原值", "before"),
			func(c changedField) string { return c.field.Before }).OrNone().Wrap(),
		page.TextOf("", page.H("新值", "after"),
			func(c changedField) string { return c.field.After }).OrNone().Wrap(),
		page.TextOf("", page.H("位置", "place"), func(c changedField) string { return c.At.String() }).Once().Wrap(),
	}}

// textOrNone is a text, a dash where there is none.
func textOrNone(s string) string {
	if s == "" {
		return none
	}
	return s
}

// lawMovesTable is what became of each dossier.
var lawMovesTable = page.Table[LawMoves]{Name: "law-moves", Columns: []page.Column{
	page.FileOf("dossier", page.H("申请材料", "dossier"), func(x LawMoves) string { return x.Dir }).Wrap(),
	page.FlagOf("computed", page.H("已计算", "computed"), func(x LawMoves) bool { return x.Computed }).In(page.Data),
	page.WordsOf("why", page.H("原因", "why"), func(x LawMoves) calc.Text { return x.Why }).In(page.Data),
	lawVerdict("status_before", page.H("原结论", "verdict before"), 0),
	lawVerdict("status_after", page.H("新结论", "verdict after"), 1),
	page.CellOf(page.H("变化的结果", "results that moved"), func(_ page.Voice, x LawMoves) page.Spans {
		if !x.Computed {
			return page.T(none)
		}
		return page.T(strconv.Itoa(len(x.Moved)))
	}).Right(),
	page.RowsOf("levels", movedLevelTable, LawMoves.levels),
	page.RowsOf("moved", movedNumberTable, func(x LawMoves) []review.Moved { return x.Moved }),
	findingsOf(func(x LawMoves) []calc.Finding { return x.Findings }),
}}

// lawVerdict is the verdict under the first or the second; in its place why
// there is none.
func lawVerdict(key string, head calc.Text, i int) page.Column {
	get := func(x LawMoves) substitution.Status { return x.verdict(i) }
	return page.ChoiceOf(key, head, substitution.Statuses, get).Wrap().
		Cell(page.By(func(v page.Voice, x LawMoves) page.Spans {
			if !x.Computed {
				return page.T(v.T("无法计算：", "could not be computed: ") + v.In(x.Why))
			}
			return page.T(v.In(get(x).Name()))
		}))
}

// movedLevelTable is every amount of a metal that differs.
var movedLevelTable = page.Table[movedLevel]{Name: "moved-level",
	Group: func(m movedLevel) string { return m.dir },
	Columns: []page.Column{
		page.TextOf("", page.H("申请材料", "dossier"), func(m movedLevel) string { return m.dir }).Once().Wrap().
			In(page.People),
		metalOf(page.H("重金属", "metal"), func(m movedLevel) (calc.Pollutant, calc.Medium) {
			return m.Pollutant, m.Medium
		}),
		pollutantOf(func(m movedLevel) calc.Pollutant { return m.Pollutant }),
		mediumOf(func(m movedLevel) calc.Medium { return m.Medium }).In(page.Data),
		page.WordsOf("what", page.H("数量", "amount"), func(m movedLevel) calc.Text { return m.what }),
		yearlyOf("before", page.H("原值", "before"), func(m movedLevel) calc.Step { return m.before }),
		yearlyOf("after", page.H("新值", "after"), func(m movedLevel) calc.Step { return m.after }),
		page.AmountOf("change", page.H("变化", "change"), func(m movedLevel) calc.Step { return m.change }).
			Cell(page.By(func(_ page.Voice, m movedLevel) page.Spans {
				return page.T(changed(review.Moved{Change: m.change}))
			})),
	}}

// lawRowTable is one table; its first column says which list a row is of.
var lawRowTable = page.Table[lawRow]{Columns: []page.Column{
	page.SheetOf(page.H("清单", "list"),
		func(v page.Voice, r lawRow) string { return v.In(r.list) }),
	page.SheetOf(page.H("文件或申请材料", "instrument or dossier"),
		func(_ page.Voice, r lawRow) string { return r.of }),
	page.SheetOf(page.H("编号或结果", "id or result"),
		func(_ page.Voice, r lawRow) string { return r.name }),
	page.SheetOf(page.H("键或介质", "key or medium"),
		func(_ page.Voice, r lawRow) string { return r.what }),
	page.SheetOf(page.H("原内容", "text before"),
		func(v page.Voice, r lawRow) string { return v.In(r.was) }),
	page.SheetOf(page.H("新内容", "text after"),
		func(v page.Voice, r lawRow) string { return v.In(r.is) }),
	lawAmount(page.H("原值（kg/a）", "before (kg/a)"), func(m review.Moved) string { return presentIn(m.Before) }),
	lawAmount(page.H("新值（kg/a）", "after (kg/a)"), func(m review.Moved) string { return presentIn(m.After) }),
	lawAmount(page.H("变化（kg/a）", "change (kg/a)"), func(m review.Moved) string { return presentIn(m.Change) }),
	page.SheetOf(page.H("位置", "place"),
		func(v page.Voice, r lawRow) string { return v.In(r.place) }),
}}

// lawAmount is a number of a row that has amounts.
func lawAmount(head calc.Text, get func(review.Moved) string) page.Column {
	return page.SheetOf(head,
		func(_ page.Voice, r lawRow) string { return get(r.moved) }).Right()
}

// presentIn is an amount in kg/a, nothing where there is none.
func presentIn(s calc.Step) string {
	if !s.OK() {
		return ""
	}
	return shown(s)
}
