package view

import (
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
	"tidai/cmd/tidai/internal/page"
)

// outletTable is every outlet and pollutant of the project, as data.
var outletTable = page.Table[permit.Assessment]{Name: "outlet", Columns: []page.Column{
	page.TextOf("target", page.H("排放口", "outlet"), permit.Assessment.Target),
	page.ListOf("outlets", page.H("排放口", "outlets"), func(a permit.Assessment) []string {
		return ofOutlets(a, func(o dossier.Outlet) string { return o.ID })
	}),
	page.ListOf("codes", page.H("编码", "codes"), func(a permit.Assessment) []string {
		return ofOutlets(a, func(o dossier.Outlet) string { return o.Code })
	}),
	pollutantOf(func(a permit.Assessment) calc.Pollutant { return a.Pollutant }),
	mediumOf(func(a permit.Assessment) calc.Medium { return a.Medium }),
	page.TextOf("formula_rule", page.H("规则", "rule"), func(a permit.Assessment) string { return a.Rule.ID }).OrNull(),
	page.ClauseOf("formula_clause", page.H("条款", "clause"), func(a permit.Assessment) calc.Clause {
		return a.Rule.Clause
	}),
	page.AmountOf("permitted", page.H("许可排放量", "permitted"), func(a permit.Assessment) calc.Step {
		return a.Permitted
	}),
	noPermitOf(func(a permit.Assessment) permit.Assessment { return a }),
	page.AmountOf("counted", page.H("计入量", "counted"), func(a permit.Assessment) calc.Step {
		return a.Contribution
	}),
	page.ChoiceOf("counted_by", page.H("计入方法", "counted by"), permit.Methods,
		func(a permit.Assessment) permit.Method { return a.CountedBy }),
	page.WordsOf("uncounted_reason", page.H("不计入的原因", "why not counted"),
		func(a permit.Assessment) calc.Text { return a.Uncounted }),
	page.RowsOf("candidates", candidateTable, candidatesOf),
	page.DoubtsOf("factors_not_from_text", func(a permit.Assessment) calc.Step { return a.Contribution }),
}}

// noPermitOf says why there is no permitted emission.
func noPermitOf[R any](get func(R) permit.Assessment) page.Column {
	return page.ValueOf("permitted_reason", page.WordsOrNull, func(_ page.Voice, row R) any {
		a := get(row)
		if a.Permitted.OK() {
			return nil
		}
		if x := page.TextValue(a.NoAmount); x != nil {
			return x
		}
		return page.ReasonValue(a.Permitted)
	})
}

func ofOutlets(a permit.Assessment, get func(dossier.Outlet) string) []string {
	var out []string
	for _, o := range a.Outlets {
		out = append(out, get(o))
	}
	return out
}

// candidate is one method of an outlet; Amount.Method is "" where the row says that
// there is no permitted emission.
type candidate struct {
	permit.Candidate
	of   permit.Assessment
	none bool // the outlet has no permitted emission: why
}

func candidatesOf(a permit.Assessment) []candidate {
	var out []candidate
	for _, c := range a.Candidates {
		out = append(out, candidate{Candidate: c, of: a})
	}
	return out
}

// candidateTable is each method of each outlet, side by side.
var candidateTable = page.Table[candidate]{Name: "candidate",
	Group: func(c candidate) string { return c.of.Target() + string(c.of.Pollutant) + string(c.of.Medium) },
	Columns: []page.Column{
		page.TextOf("", page.H("排放口", "outlet"), func(c candidate) string { return c.of.Target() }).Once().
			In(page.People | page.Sheet),
		mediumOf(func(c candidate) calc.Medium { return c.of.Medium }).In(page.Sheet),
		page.PollutantOf("", page.H("污染物", "pollutant"), func(c candidate) calc.Pollutant { return c.of.Pollutant }).
			In(page.People | page.Sheet),
		page.ChoiceOf("method", page.H("方法", "method"), permit.Methods,
			func(c candidate) permit.Method { return c.Method }).
			Missing("结论", "result").Wrap(),
		page.WordsOf("detail", page.H("依据", "by"), func(c candidate) calc.Text { return c.Detail }).
			In(page.Sheet | page.Data),
		page.AmountOf("amount", page.H("数额", "kg/a"), func(c candidate) calc.Step { return c.Amount }).
			InSheet("数额（kg/a）", "amount (kg/a)"),
		page.FineOf(page.H("数额", "amount"), func(c candidate) calc.Step { return c.Amount }),
		page.ReasonOf("amount_reason", func(c candidate) calc.Step { return c.Amount }),
		page.FlagOf("binds", page.H("有约束力", "binds"), func(c candidate) bool { return c.Binds }).
			In(page.Sheet | page.Data),
		page.FlagOf("chosen", page.H("采用", "taken"), func(c candidate) bool { return c.Chosen }).
			Cell(page.By(func(v page.Voice, c candidate) page.Spans { return page.T(say(v).taken(c.Candidate)) })),
		page.WordsOf("", page.H("依据", "by"), func(c candidate) calc.Text { return c.Detail }).Wrap().In(page.People),
		page.WordsOf("why", page.H("说明", "why"), func(c candidate) calc.Text { return c.Why }).Wrap().
			Cell(page.By(func(v page.Voice, c candidate) page.Spans {
				if c.none {
					return say(v).noPermit(c.of)
				}
				return page.T(v.In(c.Why))
			})),
		page.DoubtsOf("", func(c candidate) calc.Step { return c.Amount }).In(page.Sheet),
	},
	Record: &page.RecordForm[candidate]{
		Head: func(v page.Voice, c candidate) page.Spans { return say(v).outletHead(c.of) },
		Line: func(v page.Voice, c candidate) []page.Field {
			b := say(v)
			if c.none {
				return []page.Field{{Name: b.t("结论", "result"), Text: b.noPermit(c.of)}}
			}
			texts := page.Present(b.taken(c.Candidate), b.in(c.Detail), b.in(c.Why))
			return []page.Field{{Name: b.in(c.Method.Name()),
				Text: page.Cat(b.amount(c.Amount), "  "+strings.Join(texts, b.t("；", "; ")))}}
		},
	},
}

// outlets shows every method of every outlet; a row more where none permits an amount.
func (b *builder) outlets(list []permit.Assessment) page.Block {
	var rows []candidate
	for _, a := range list {
		rows = append(rows, candidatesOf(a)...)
		if b.noPermit(a) != nil {
			rows = append(rows, candidate{of: a, none: true})
		}
	}
	return candidateTable.With(b.Voice, rows).Block()
}

func (b *builder) permitCSV(list []permit.Assessment) page.Grid {
	var rows []candidate
	for _, a := range list {
		rows = append(rows, candidatesOf(a)...)
	}
	return candidateTable.With(b.Voice, rows).CSV()
}
