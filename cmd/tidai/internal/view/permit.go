package view

import (
	"slices"

	"tidai/calc"
	"tidai/calc/permit"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// Permit shows the permitted emission of every outlet and pollutant of the
// project: each method side by side, the strictest, and why.
func Permit(p substitution.Plan, own []calc.Finding, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	blocks := []page.Block{b.outlets(p.Result.Outlets)}
	sections := []page.Section{{Title: b.t("各排放口许可排放量（kg/a）", "Permitted emission of each outlet (kg/a)"),
		Blocks: blocks}}
	if len(p.Result.Periods) > 0 {
		sections = append(sections, page.Section{Title: b.t("特殊时段许可排放量", "Special periods"),
			Blocks: []page.Block{b.periods(p.Result.Periods)}})
	}
	sections = append(sections, b.closing(p, own, sections...))
	doc := page.Doc{Title: p.Dossier.Project.Name + b.t("  许可排放量核算", ": permitted emission"),
		Facts:    b.planFacts(p),
		Sections: b.numbered(sections)}
	return page.Page{Doc: doc, Main: b.permitCSV(p.Result.Outlets), Data: permitTable.One(b.Voice, ownPlan{p, own}).
		Object()}
}

// ownPlan is a plan with the findings that a page of a part of it shows.
type ownPlan struct {
	plan
	own []calc.Finding
}

// headed are the first members of a page's data.
func headed(schema string) []page.Column {
	return []page.Column{
		page.ConstOf[ownPlan]("schema", schema),
		page.TextOf("policy", page.H("政策", "policy"), func(p ownPlan) string { return p.Policy.ID }),
		page.DateOf("on", page.H("法规日期", "date of law"), func(p ownPlan) calc.Date { return p.On }),
	}
}

// permitTable is the permitted emission as an object of JSON.
var permitTable = page.Table[ownPlan]{Name: "permit", Columns: append(headed("tidai/permit/2"),
	page.RowsOf("outlets", outletTable, func(p ownPlan) []permit.Assessment { return p.Result.Outlets }),
	page.RowsOf("special_periods", periodTable, func(p ownPlan) []permit.SpecialPeriodAmount {
		return p.Result.Periods
	}),
	findingsOf(func(p ownPlan) []calc.Finding { return p.own }))}

var periodTable = page.Table[permit.SpecialPeriodAmount]{Name: "special-period",
	Columns: []page.Column{
		page.TextOf("outlet", page.H("排放口", "outlet"), func(x permit.SpecialPeriodAmount) string {
			return x.Outlet.ID
		}),
		page.TextOf("name", page.H("时段", "period"), func(x permit.SpecialPeriodAmount) string {
			return x.Period.Name
		}).Wrap(),
		page.PollutantOf("pollutant", page.H("污染物", "pollutant"),
			func(x permit.SpecialPeriodAmount) calc.Pollutant { return x.Period.Pollutant }),
		page.AmountOf("amount", page.H("数额", "amount"), func(x permit.SpecialPeriodAmount) calc.Step {
			return x.Amount
		}).
			Cell(page.By(func(v page.Voice, x permit.SpecialPeriodAmount) page.Spans {
				if !x.Amount.OK() {
					return page.T(none)
				}
				return page.Spans{page.NumberOf(v, x.Amount.Value().ShownAmount(), x.Amount)}
			})),
		page.ReasonOf("amount_reason", func(x permit.SpecialPeriodAmount) calc.Step { return x.Amount }),
		page.CellOf(page.H("单位", "unit"), func(_ page.Voice, x permit.SpecialPeriodAmount) page.Spans {
			return page.T(x.Amount.Value().Unit().String())
		}),
	}}

// closing is the last section of a page: findings and footnotes.
func (b *builder) closing(p substitution.Plan, own []calc.Finding, before ...page.Section) page.Section {
	block := page.Block{Text: page.T(b.count(own) + b.t("。", ".")), List: page.Texts(b.findingLines(own)),
		Notes: page.Texts([]string{b.t("处理办法：tidai check ", "Remedies: tidai check ") + p.Dossier.Shown})}
	if len(own) == 0 {
		block.Notes = nil
	}
	return page.Section{Title: b.t("问题与提示", "Findings"), Blocks: append([]page.Block{block},
		footnotes(before...)...),
		Findings: true}
}

func (b *builder) taken(c permit.Candidate) string {
	if c.Chosen {
		return b.t("采用", "taken")
	}
	return ""
}

func (b *builder) outletHead(a permit.Assessment) page.Spans {
	amount := page.T(b.t("不核定许可排放量", "no permitted emission"))
	if a.Permitted.OK() {
		amount = b.s("许可排放量 %s kg/a", "permitted %s kg/a", b.amount(a.Permitted))
	}
	return page.Cat(a.Target()+"  "+b.in(a.Medium.Name())+"  "+b.pollutant(a.Pollutant)+"  ", amount)
}

// noPermit says why an outlet has no permitted amount, and what counts in its
// place.
func (b *builder) noPermit(a permit.Assessment) page.Spans {
	if a.Permitted.OK() {
		return nil
	}
	parts := []page.Spans{page.T(b.in(a.NoAmount))}
	switch {
	case b.in(a.Uncounted) != "":
		parts = append(parts, page.T(b.in(a.Uncounted)))
	case a.Contribution.OK():
		parts = append(parts, b.s("按%s %s kg/a 计入新增量", "counts as new emission by %s: %s kg/a",
			a.CountedBy.Name(), b.amount(a.Contribution)))
	}
	parts = slices.DeleteFunc(parts, func(s page.Spans) bool { return s == nil })
	return page.Join(parts, b.t("；", "; "))
}

func (b *builder) periods(list []permit.SpecialPeriodAmount) page.Block {
	return periodTable.With(b.Voice, list).Block()
}
