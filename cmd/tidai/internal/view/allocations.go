package view

import (
	"slices"

	"tidai/calc"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

type allocation = substitution.Allocation

// allocationTable is the plan with the five fields of the notice, 二（三）. Where it
// does not fit, the same is written source by source.
var allocationTable = page.Table[allocation]{Name: "allocation",
	Group: func(a allocation) string { return a.Source },
	Columns: []page.Column{
		metalOf(page.H("重金属", "metal"), func(a allocation) (calc.Pollutant, calc.Medium) {
			return a.Pollutant, a.Medium
		}),
		page.AmountOf("", page.H("削减量 kg/a", "kg/a"), allocatedAmount).In(page.People),
		page.CellOf(page.H("削减源", "reduction source"), func(v page.Voice, a allocation) page.Spans {
			return page.T(a.Source + " " + v.In(a.Reduction))
		}).Wrap(),
		pollutantOf(func(a allocation) calc.Pollutant { return a.Pollutant }),
		mediumOf(func(a allocation) calc.Medium { return a.Medium }).In(page.Sheet | page.Data),
		page.TextOf("source", page.H("来源编号", "source"), func(a allocation) string { return a.Source }).
			In(page.Sheet | page.Data),
		page.WordsOf("reduction_source", page.H("削减源", "reduction source"),
			func(a allocation) calc.Text { return a.Reduction }).In(page.Sheet | page.Data),
		page.WordsOf("origin", page.H("削减来源", "origin"), func(a allocation) calc.Text { return a.Origin }).
			Missing("（缺）", "(missing)").Wrap(),
		page.WordsOf("measures", page.H("削减措施", "measures"), func(a allocation) calc.Text { return a.Measures }).
			Missing("（缺）", "(missing)").Wrap(),
		page.TextOf("responsible_party", page.H("责任主体", "responsible"),
			func(a allocation) string { return a.Responsible }).InSheet("责任主体", "responsible party").OrNull().
			Missing("（缺）", "(missing)").Wrap(),
		page.DateOf("deadline", page.H("完成时限", "deadline"), func(a allocation) calc.Date { return a.Deadline }).
			Missing("（缺）", "(missing)"),
		page.CellOf(page.H("行业与次序", "tier"), func(v page.Voice, a allocation) page.Spans {
			return page.T(say(v).order(a))
		}).Wrap(),
		page.AmountOf("amount", page.H("分配量", "allocated"), allocatedAmount).In(page.Sheet | page.Data),
		page.FineOf(page.H("分配量", "allocated"), allocatedAmount),
		page.AmountOf("supply", page.H("可用量", "usable"), func(a allocation) calc.Step { return a.Supply }).
			In(page.Sheet | page.Data),
		page.ChoiceOf("tier", page.H("行业次序", "tier"), substitution.Tiers,
			func(a allocation) substitution.Tier { return a.Tier }).In(page.Sheet | page.Data),
		page.ChoiceOf("preference", page.H("优先次序", "preference"), substitution.Preferences,
			func(a allocation) substitution.Preference { return a.Preference }).In(page.Sheet | page.Data),
		page.DoubtsOf("factors_not_from_text", allocatedAmount),
	},
	Record: &page.RecordForm[allocation]{
		Head: func(v page.Voice, a allocation) page.Spans { return page.T(a.Source + "  " + v.In(a.Reduction)) },
		Line: func(v page.Voice, a allocation) []page.Field {
			b := say(v)
			return []page.Field{{Name: b.metal(a.Pollutant, a.Medium), Text: b.s("%s kg/a（可用 %s），%s",
				"%s kg/a of %s usable; %s", b.amount(a.Amount), shown(a.Supply), b.order(a))}}
		},
		Once: func(v page.Voice, a allocation) []page.Field { return say(v).fiveFields(a) },
	},
}

func allocatedAmount(a allocation) calc.Step { return a.Amount }

// allocations is the plan table.
func (b *builder) allocations(p substitution.Plan) []page.Block {
	if len(p.Allocations) == 0 {
		switch p.Status {
		case substitution.Waived:
			return []page.Block{
				{Text: page.T(b.t("申请豁免，未安排削减来源；审批机关不予豁免的，须按上列需求落实来源。",
					"Exemption is claimed and no source is assigned; where it is refused, the demand above is to be met."))}}
		case substitution.NoDemand:
			return []page.Block{{Text: page.T(b.t("无需落实外部来源。", "No outside source is needed."))}}
		}
		return []page.Block{{Text: page.T(b.t("没有可用的削减来源。", "There is no usable source."))}}
	}
	block := allocationTable.With(b.Voice, p.Allocations).Block()
	block.Records = allocationTable.With(b.Voice, bySource(p.Allocations)).Records()
	block.Picture, block.Notes = b.flowFigure(p), page.Texts(b.allocationNotes(p))
	return []page.Block{block}
}

// bySource puts the rows of one source behind each other, sources in the order in
// which they come up.
func bySource(list []allocation) []allocation {
	at := map[string]int{}
	for _, a := range list {
		if _, seen := at[a.Source]; !seen {
			at[a.Source] = len(at)
		}
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(x, y allocation) int { return at[x.Source] - at[y.Source] })
	return out
}

func (b *builder) metal(p calc.Pollutant, m calc.Medium) string {
	if m == "" {
		return b.pollutant(p)
	}
	return b.pollutant(p) + " " + b.in(m.Name())
}

// field shows a mandatory statement, or that it is missing.
func (b *builder) field(s string) string {
	if s == "" {
		return b.t("（缺）", "(missing)")
	}
	return s
}

func (b *builder) order(a substitution.Allocation) string {
	return b.f("%s、%s", "%s, %s", a.Tier.Name(), a.Preference.Name())
}

// fiveFields are the statements of JL-2.3b beside the reduction source, which
// heads the record.
func (b *builder) fiveFields(a substitution.Allocation) []page.Field {
	return []page.Field{
		{Name: b.t("削减来源", "origin"), Text: page.T(b.field(b.in(a.Origin)))},
		{Name: b.t("削减措施", "measures"), Text: page.T(b.field(b.in(a.Measures)))},
		{Name: b.t("责任主体", "responsible"), Text: page.T(b.field(a.Responsible))},
		{Name: b.t("完成时限", "deadline"), Text: page.T(b.field(a.Deadline.String()))},
	}
}

// allocationNotes are the statements the plan must make, and a word where the
// printed parts do not add up to the printed total.
func (b *builder) allocationNotes(p substitution.Plan) []string {
	var out []string
	for _, s := range p.Statements {
		out = append(out, b.t("说明：", "Statement: ")+b.in(s))
	}
	for _, n := range p.Needs {
		var parts []calc.Step
		for _, a := range p.Allocations {
			if a.Pollutant == n.Pollutant && a.Medium == n.Medium {
				parts = append(parts, a.Amount)
			}
		}
		if len(parts) > 0 && !page.AddsUp(n.Allocated, parts...) {
			out = append(out, b.f("注：%s 各来源所列数之和与已落实合计 %s kg/a 相差末位数，合计由精确值修约。",
				"Note: the printed amounts of %s do not add up to the assigned total of %s kg/a, which is rounded "+
					"from the exact total.",
				b.metal(n.Pollutant, n.Medium), shown(n.Allocated)))
		}
	}
	return append(out, b.choiceNotes(p)...)
}

// choiceNotes say how the sources were chosen where the order of the notice
// leaves a choice, and what is transferred beyond the need.
func (b *builder) choiceNotes(p substitution.Plan) []string {
	c := p.Choice
	var out []string
	if c.Fewest() {
		out = append(out, b.f("来源组合：出让方 %d 家，在政策规定的次序下已是最少（逐一验证）。",
			"Choice: %d counterparties, the fewest there can be in the order of the policy (proven by search).",
			c.Parties))
	} else {
		out = append(out, b.f("来源组合：出让方 %d 家；搜索达到上限，可证明至少需要 %d 家。",
			"Choice: %d counterparties; the search reached its limit, at least %d are proven to be needed.", c.Parties,
			c.AtLeast))
	}
	if c.Cost.OK() {
		out = append(out, b.f("按所列价格，转让费用合计 %s 元/a。",
			"At the prices stated, all transfers cost %s CNY/a.",
			c.Cost.Value().Shown(digits)))
	}
	for _, m := range p.Moved {
		why := calc.Text{ZH: "按最小转让量", EN: "sold in lots"}
		if m.Whole {
			why = calc.Text{ZH: "整体转让", EN: "given whole"}
		}
		out = append(out, b.f("超出需求的转让量：%s 的 %s %s kg/a（%s）。",
			"Transferred beyond the demand: %s, %s %s kg/a (%s).", m.Source, b.metal(m.Pollutant, m.Medium),
			shown(m.Surplus), why))
	}
	return out
}
