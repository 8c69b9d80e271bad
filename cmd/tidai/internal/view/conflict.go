package view

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// conflict says why one metal is short: what there is, what stands in the way
// and what it would give, and the least sets of it whose lifting closes the
// gap.
func (b *builder) conflict(c substitution.Conflict) page.Record {
	n := c.Need
	name := b.pollutant(n.Pollutant)
	if n.Medium != "" {
		name += " " + b.in(n.Medium.Name())
	}
	r := page.Record{Head: b.s("%s 缺 %s kg/a：需求 %s kg/a", "%s: %s kg/a missing of a demand of %s kg/a", name,
		b.amount(n.Shortfall), b.amount(n.Demand))}
	for _, tier := range []substitution.Tier{substitution.SameIndustry, substitution.OtherIndustry} {
		total := n.SameSupply
		if tier == substitution.OtherIndustry {
			total = n.OtherSupply
		}
		var parts []page.Spans
		for _, g := range c.Given {
			if g.Tier == tier {
				parts = append(parts, page.Cat(g.Source+" ", b.amount(g.Amount)))
			}
		}
		text := page.T(b.t("没有可用的来源", "no usable source"))
		if len(parts) > 0 {
			text = b.s("可用 %s kg/a（%s）", "gives %s kg/a (%s)", b.amount(total), b.spans(parts))
		}
		r.Fields = append(r.Fields, page.Field{Name: b.in(tier.Name()), Text: text})
	}
	for _, o := range c.Obstacles {
		text := page.Cat(b.s("本可提供 %s kg/a：", "would give %s kg/a: ", b.amount(o.Gives)),
			strings.Join(b.texts(o.Reasons), b.t("；", "; ")))
		if !o.Liftable && o.Kind == substitution.ObstacleRefused {
			text = page.Cat(text, b.t("；不可补正", "; no cure"))
		}
		r.Fields = append(r.Fields, page.Field{Name: b.t("来源 ", "source ") + o.Source,
			Text: page.Cat(text, rules(o.Rules))})
	}
	return page.Record{Head: r.Head, Fields: append(r.Fields, page.Field{Name: b.t("解除办法", "lifting"),
		Text: b.lifting(c)})}
}

func rules(list []string) string {
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
	if len(list) == 0 {
		return ""
	}
	return " [" + strings.Join(list, ", ") + "]"
}

// lifting names the least sets.
func (b *builder) lifting(c substitution.Conflict) page.Spans {
	var sets []string
	for _, set := range c.Sets {
		var names []string
		for _, i := range set {
			names = append(names, b.in(obstacleName(c.Obstacles[i])))
		}
		sets = append(sets, strings.Join(names, b.t(" 和 ", " and ")))
	}
	text := page.T(b.t("没有可以解除的障碍", "nothing of it can be lifted"))
	switch {
	case len(sets) > 0:
		text = page.T(b.t("解除以下任一组即可补足，每组都不能再少：",
			"lifting any of these closes it, and none can do with less: ") + strings.Join(sets, b.t("；", "; ")))
	case c.Still.OK() && c.Still.Value().Equal(c.Need.Shortfall.Value()):
	case c.Still.OK():
		text = b.s("全部解除仍缺 %s kg/a", "with everything lifted %s kg/a is still missing", b.amount(c.Still))
	}
	if c.Cut {
		text = page.Cat(text, b.t("（可解除的障碍过多，组合只试了一部分，可能有更小的组）",
			" (too many could be lifted to try all sets; there may be smaller ones)"))
	}
	return text
}

func obstacleName(o substitution.Obstacle) calc.Text {
	switch o.Kind {
	case substitution.ObstacleLot:
		return calc.Textf("%s 的最小转让量", "the lot of %s", o.Source)
	case substitution.ObstacleKept:
		return calc.Textf("%s 的自留量", "what %s keeps", o.Source)
	}
	return calc.Textf("%s 的补正", "the cure of %s", o.Source)
}

// conflictTable is why each metal is short, as data.
var conflictTable = page.Table[substitution.Conflict]{Name: "conflict", Columns: []page.Column{
	pollutantOf(func(c substitution.Conflict) calc.Pollutant { return c.Need.Pollutant }),
	mediumOf(func(c substitution.Conflict) calc.Medium { return c.Need.Medium }),
	page.RowsOf("given", givenTable, func(c substitution.Conflict) []substitution.Given { return c.Given }),
	page.RowsOf("obstacles", obstacleTable, func(c substitution.Conflict) []substitution.Obstacle {
		return c.Obstacles
	}),
	page.CountListsOf("least_sets", func(c substitution.Conflict) [][]int { return c.Sets }),
	page.AmountOf("still_short", page.H("仍缺", "still short"), func(c substitution.Conflict) calc.Step {
		return c.Still
	}),
	page.FlagOf("cut", page.H("未试尽", "cut"), func(c substitution.Conflict) bool { return c.Cut }),
}}

var givenTable = page.Table[substitution.Given]{Name: "given", Columns: []page.Column{
	page.TextOf("source", page.H("来源", "source"), func(g substitution.Given) string { return g.Source }),
	page.ChoiceOf("tier", page.H("行业次序", "tier"), substitution.Tiers,
		func(g substitution.Given) substitution.Tier { return g.Tier }),
	page.AmountOf("amount", page.H("数额", "amount"), func(g substitution.Given) calc.Step { return g.Amount }),
}}

var obstacleTable = page.Table[substitution.Obstacle]{Name: "obstacle", Columns: []page.Column{
	page.ChoiceOf("kind", page.H("类别", "kind"), substitution.ObstacleKinds,
		func(o substitution.Obstacle) substitution.ObstacleKind { return o.Kind }),
	page.TextOf("source", page.H("来源", "source"), func(o substitution.Obstacle) string { return o.Source }),
	page.AmountOf("gives", page.H("本可提供", "would give"), func(o substitution.Obstacle) calc.Step {
		return o.Gives
	}),
	page.WordListOf("reasons", page.H("原因", "reasons"), func(o substitution.Obstacle) []calc.Text {
		return o.Reasons
	}),
	page.ListOf("rules", page.H("规则", "rules"), func(o substitution.Obstacle) []string { return o.Rules }),
	page.WordsOf("cure", page.H("补正", "cure"), func(o substitution.Obstacle) calc.Text { return o.Cure }),
	page.FlagOf("liftable", page.H("可解除", "liftable"), func(o substitution.Obstacle) bool { return o.Liftable }),
}}
