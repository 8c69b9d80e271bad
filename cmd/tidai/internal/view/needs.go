package view

import (
	"errors"

	"tidai/calc"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

type need = substitution.Need

// needTable is what the project needs of each metal.
var needTable = page.Table[need]{Name: "demand",
	Columns: []page.Column{
		metalOf(page.H("重金属", "metal"), func(n need) (calc.Pollutant, calc.Medium) { return n.Pollutant, n.Medium }),
		pollutantOf(func(n need) calc.Pollutant { return n.Pollutant }).In(page.Data),
		mediumOf(func(n need) calc.Medium { return n.Medium }).In(page.Data),
		amountOr("water", page.H("废水", "water"), func(n need) calc.Step { return n.Water }),
		amountOr("air", page.H("废气", "air"), func(n need) calc.Step { return n.Air }),
		amountOr("new", page.H("新增量", "new"), func(n need) calc.Step { return n.New }),
		page.AmountOf("own", page.H("以新带老", "own"), func(n need) calc.Step { return n.Own }),
		page.AmountOf("net", page.H("净新增量", "net"), func(n need) calc.Step { return n.Net }).In(page.Data),
		page.RatioOf("ratio", page.H("替代比例", "ratio"), func(n need) calc.Step { return n.Ratio }),
		amountOr("demand", page.H("需求", "demand"), func(n need) calc.Step { return n.Demand }),
		page.ReasonOf("demand_reason", func(n need) calc.Step { return n.Demand }),
		page.FlagOf("waived", page.H("豁免", "waived"), func(n need) bool { return n.Waived }).In(page.Data),
		page.AmountOf("same_industry_supply", page.H("同行业可用量", "same industry"),
			func(n need) calc.Step { return n.SameSupply }).In(page.Data),
		page.AmountOf("other_industry_supply", page.H("其他行业可用量", "other industries"),
			func(n need) calc.Step { return n.OtherSupply }).In(page.Data),
		page.AmountOf("allocated", page.H("已落实", "assigned"), func(n need) calc.Step { return n.Allocated }).
			Cell(page.By(func(v page.Voice, n need) page.Spans {
				if n.Waived {
					return page.T(v.T("申请豁免", "waiver claimed"))
				}
				return page.Spans{page.Amount(v, n.Allocated)}
			})),
		page.AmountOf("shortfall", page.H("缺口", "short"), func(n need) calc.Step { return n.Shortfall }).
			Cell(page.By(func(v page.Voice, n need) page.Spans {
				if !n.Demand.OK() {
					return page.T(say(v).undetermined())
				}
				return page.Spans{page.Amount(v, n.Shortfall)}
			})),
		page.DoubtsOf("factors_not_from_text", func(n need) calc.Step { return n.Demand }),
	},
	Sums: []page.SumOf[need]{
		{Total: func(n need) calc.Step { return n.New },
			Parts: func(n need) []calc.Step { return []calc.Step{n.Water, n.Air} }},
		{Total: func(n need) calc.Step {
			if !n.Shortfall.OK() {
				return calc.Step{} // what is missing nowhere is no part
			}
			return n.Demand
		}, Parts: func(n need) []calc.Step { return []calc.Step{n.Allocated, n.Shortfall} }},
	},
}

// amountOr is a column of an amount that says where one could not be determined:
// a blank would read as nothing.
func amountOr(key string, head calc.Text, get func(need) calc.Step) page.Column {
	return page.AmountOf(key, head, get).Cell(page.By(func(v page.Voice, n need) page.Spans {
		s := get(n)
		if err := s.Err(); err != nil && !errors.Is(err, calc.ErrAbsent) {
			return page.T(say(v).undetermined())
		}
		return page.Spans{page.Amount(v, s)}
	}))
}

func (b *builder) undetermined() string { return b.t("未确定", "not determined") }

// undeterminedNames lists the metals whose demand could not be computed.
func (b *builder) undeterminedNames(p substitution.Plan) string {
	var out []string
	for _, n := range p.Undetermined() {
		out = append(out, b.named(n))
	}
	return b.list(out)
}

// shortTable is what is missing of each metal.
var shortTable = page.Table[need]{Name: "shortfall", Columns: []page.Column{
	pollutantOf(func(n need) calc.Pollutant { return n.Pollutant }),
	mediumOf(func(n need) calc.Medium { return n.Medium }),
	page.AmountOf("amount", page.H("缺口", "short"), func(n need) calc.Step { return n.Shortfall }),
}}

// shortOf are the needs that are not met.
func shortOf(p substitution.Plan) []need {
	var out []need
	for _, n := range p.Needs {
		if n.Shortfall.OK() {
			out = append(out, n)
		}
	}
	return out
}

func (b *builder) needs(p substitution.Plan) []page.Block {
	if len(p.Needs) == 0 {
		return []page.Block{
			{Text: page.T(b.t("没有计入指标的新增排放。", "No new emission that counts towards a quota."))}}
	}
	block := needTable.With(b.Voice, p.Needs).Block()
	block.Notes = b.needNotes(p)
	if needTable.With(page.Voice{}, p.Needs).Rounded() {
		block.Notes = append(block.Notes, page.T(b.roundingNote()))
	}
	return []page.Block{block}
}

func (b *builder) roundingNote() string {
	return b.t("注：各数由精确值分别修约（GB/T 8170），合计为精确合计的修约值，与所列分项之和可能相差末位数。",
		"Note: every figure is rounded by itself from its exact value (GB/T 8170); a total may differ from the sum "+
			"of the printed parts in its last digit.")
}

// needNotes names the sources of the own reduction and explains a waiver.
func (b *builder) needNotes(p substitution.Plan) []page.Spans {
	var out []page.Spans
	for _, s := range p.Result.Sources {
		if s.Own && s.Accepted() {
			out = append(out, page.Cat(b.t("以新带老：", "Own reduction: "), b.sourceHead(s)))
		}
	}
	if p.Status == substitution.Waived {
		out = append(out, page.T(b.t("注：申请豁免替代，需求照常列出，不按零计。",
			"Note: exemption is claimed; the demand is shown as computed, never as zero.")))
	}
	return out
}
