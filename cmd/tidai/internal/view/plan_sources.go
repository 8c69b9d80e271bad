package view

import (
	"slices"

	"tidai/calc"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// allocations is the plan table with the five fields of the notice, 二（三）.
// Where it does not fit, the same is written source by source.
func (b *builder) allocations(p substitution.Plan) []page.Block {
	if len(p.Allocations) == 0 {
		switch p.Status {
		case substitution.NoDemand, substitution.Waived:
			return []page.Block{{Text: page.T(b.t("无需落实外部来源。", "No outside source is needed."))}}
		}
		return []page.Block{{Text: page.T(b.t("没有可用的削减来源。", "There is no usable source."))}}
	}
	t := page.Grid{Columns: []page.Head{
		{Head: b.t("重金属", "metal")},
		{Head: b.t("削减量 kg/a", "kg/a"), Right: true},
		{Head: b.t("削减源", "reduction source"), Wrap: true},
		{Head: b.t("削减来源", "origin"), Wrap: true},
		{Head: b.t("削减措施", "measures"), Wrap: true},
		{Head: b.t("责任主体", "responsible"), Wrap: true},
		{Head: b.t("完成时限", "deadline")},
		{Head: b.t("行业与次序", "tier"), Wrap: true}}}
	var records []page.Record
	at := map[string]int{} // source -> index in records
	for _, a := range p.Allocations {
		t.Rows = append(t.Rows, page.Row(b.metal(a.Pollutant, a.Medium), b.amount(a.Amount), a.Source+" "+
			b.in(a.Reduction), b.field(b.in(a.Origin)),
			b.field(b.in(a.Measures)), b.field(a.Responsible), b.field(a.Deadline.String()), b.order(a)))
		i, ok := at[a.Source]
		if !ok {
			i = len(records)
			at[a.Source] = i
			records = append(records, page.Record{Head: page.T(a.Source + "  " + b.in(a.Reduction))})
		}
		records[i].Fields = append(records[i].Fields, page.Field{Name: b.metal(a.Pollutant, a.Medium),
			Text: b.s("%s kg/a（可用 %s），%s", "%s kg/a of %s usable; %s", b.amount(a.Amount), shown(a.Supply),
				b.order(a))})
	}
	for i, r := range records {
		k := slices.IndexFunc(p.Allocations, func(a substitution.Allocation) bool { return at[a.Source] == i })
		records[i].Fields = append(r.Fields, b.fiveFields(p.Allocations[k])...)
	}
	return []page.Block{{Table: &t, Records: records, Picture: b.flowFigure(p),
		Notes: page.Texts(b.allocationNotes(p))}}
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
		var parts []string
		for _, a := range p.Allocations {
			if a.Pollutant == n.Pollutant && a.Medium == n.Medium {
				parts = append(parts, shown(a.Amount))
			}
		}
		if len(parts) > 0 && !addsUp(shown(n.Allocated), parts...) {
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
		out = append(out, b.f("来源组合：出让方 %d 家，在通知规定的次序下已是最少（逐一验证）。",
			"Choice: %d counterparties, the fewest there can be in the order of the notice (proven by search).",
			c.Parties))
	} else {
		out = append(out, b.f("来源组合：出让方 %d 家；搜索达到上限，可证明至少需要 %d 家。",
			"Choice: %d counterparties; the search reached its limit, at least %d are proven to be needed.", c.Parties,
			c.AtLeast))
	}
	if c.Cost.OK() {
		out = append(out, b.f("按所列价格，转让费用合计 %s 元/a。", "At the prices stated, all transfers cost %s 元/a.",
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

// planCSV is the plan table, one row per source and metal.
func (b *builder) planCSV(p substitution.Plan) page.Grid {
	t := page.Grid{Columns: []page.Head{{Head: b.t("重金属", "pollutant")}, {Head: b.t("介质", "medium")},
		{Head: b.t("来源编号", "source")},
		{Head: b.t("削减源", "reduction source")}, {Head: b.t("削减来源", "origin")},
		{Head: b.t("削减措施", "measures")},
		{Head: b.t("责任主体", "responsible party")}, {Head: b.t("完成时限", "deadline")},
		{Head: b.t("分配量（kg/a）", "allocated (kg/a)"), Right: true},
		{Head: b.t("分配量（kg/a，六位小数）", "allocated (kg/a, 6 decimals)"), Right: true},
		{Head: b.t("可用量（kg/a）", "usable (kg/a)"), Right: true}, {Head: b.t("行业次序", "tier")},
		{Head: b.t("优先次序", "preference")},
		{Head: b.t("未经原文核对的数值", "figures not read in the text")}}}
	for _, a := range p.Allocations {
		t.Rows = append(t.Rows, page.Row(string(a.Pollutant), b.in(a.Medium.Name()), a.Source, b.in(a.Reduction),
			b.in(a.Origin), b.in(a.Measures),
			a.Responsible, a.Deadline.String(), shown(a.Amount), fine(a.Amount), shown(a.Supply), b.in(a.Tier.Name()),
			b.in(a.Preference.Name()), doubts(a.Amount)))
	}
	return t
}
