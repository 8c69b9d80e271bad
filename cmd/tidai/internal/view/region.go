package view

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/substitution/certificate"
	"tidai/calc/substitution/region"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Region is the plan of a region as one page: what each project needs and
// gets, who gives to whom, what is left, and what proves it.
func Region(name string, p region.Plan, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	verdict := b.t("需求全部落实", "all demand is met")
	switch {
	case p.Short():
		verdict = b.t("来源不足", "short of sources")
	case calc.HasErrors(p.Findings):
		verdict = b.t("需求全部落实，但有错误级别的问题", "all demand is met; errors stand against it")
	}
	sections := []page.Section{
		{Title: b.t("各项目的需求与落实（kg/a）", "What the projects need and get (kg/a)"), Blocks: b.regionNeeds(p)},
		{Title: b.t("调剂方案（kg/a）", "Who gives to whom (kg/a)"), Blocks: b.regionFlows(p)},
		{Title: b.t("各来源的可用量与余量（kg/a）", "What the sources give and keep (kg/a)"),
			Blocks: b.regionSupplies(p)},
		{Title: b.t("分重金属、分市（州）合计（kg/a）", "Totals by metal and city (kg/a)"), Blocks: b.regionTotals(p)},
		{Title: b.t("未采用的来源", "Sources not used"), Blocks: b.regionIdle(p)},
		{Title: b.t("最优性", "Is it the best?"), Blocks: []page.Block{{List: page.Texts(b.optimality(p))}}},
		{Title: b.t("问题与提示", "Findings"),
			Blocks: []page.Block{{Text: page.T(b.count(p.Findings) + b.t("。", ".")),
				List: page.Texts(b.findingLines(p.Findings))}}, Findings: true},
	}
	closing := &sections[len(sections)-1]
	closing.Blocks = append(closing.Blocks, footnotes(sections...)...)
	var present []page.Section
	for _, s := range sections {
		if len(s.Blocks) > 0 {
			present = append(present, s)
		}
	}
	doc := page.Doc{Title: name + b.t("重金属污染物排放总量区域统筹方案", ": heavy-metal quotas of a region"),
		Verdict: b.t("结论：", "Verdict: ") + verdict,
		Facts: []page.Field{{Name: b.t("法规日期", "date of law"), Text: page.T(p.On.String())},
			{Name: b.t("依据", "policy"),
				Text: page.T(p.Policy.Instrument)},
			{Name: b.t("项目", "projects"), Text: page.T(fmt.Sprint(len(p.Projects)))},
			{Name: b.t("来源", "sources"), Text: page.T(b.f("%d（采用 %d）", "%d (%d give)", len(p.Sources),
				givers(p)))}},
		Sections: b.numbered(present)}
	return page.Page{Doc: doc, Main: flowTable.With(b.Voice, p.Flows).CSV(), Data: regionTable.One(b.Voice,
		namedRegion{p, name}).Object()}
}

// givers counts the sources that part with anything.
func givers(p region.Plan) int {
	n := 0
	for _, s := range p.Sources {
		if s.Gives() {
			n++
		}
	}
	return n
}

func (b *builder) regionNeeds(p region.Plan) []page.Block {
	var rows []regionNeed
	for _, x := range p.Projects {
		rows = append(rows, needsOf(x)...)
	}
	if len(rows) == 0 {
		return []page.Block{{Text: page.T(b.t("没有需求。", "There is no demand."))}}
	}
	block := regionNeedTable.With(b.Voice, rows).Block()
	block.Notes = page.Texts([]string{b.t("注：统筹以整毫克计，需求进位、可用量舍去；两个数并列。",
		"Note: a region is planned in whole milligrams, demands rounded up and supplies down; both figures are "+
			"shown.")})
	return []page.Block{block}
}

func (b *builder) regionFlows(p region.Plan) []page.Block {
	if len(p.Flows) == 0 {
		return []page.Block{{Text: page.T(b.t("没有可调剂的来源。", "No source can give anything."))}}
	}
	return []page.Block{flowTable.With(b.Voice, p.Flows).Block()}
}

func (b *builder) regionSupplies(p region.Plan) []page.Block {
	var rows []regionSupply
	for _, s := range p.Sources {
		rows = append(rows, suppliesOf(s)...)
	}
	if len(rows) == 0 {
		return nil
	}
	return []page.Block{regionSupplyTable.With(b.Voice, rows).Block()}
}

// terms are the transferor's, in short.
func (b *builder) terms(s region.SourceRow) string {
	src := s.Result.Source
	var parts []string
	if src.Whole {
		parts = append(parts, b.t("整体转让", "whole"))
	}
	if src.Lot.Set && !src.Whole {
		parts = append(parts, b.t("最小转让量 ", "lot ")+src.Lot.Written)
	}
	if src.Keep.Set {
		parts = append(parts, b.t("自留 ", "keeps ")+src.Keep.Written)
	}
	if src.Price.Set {
		parts = append(parts, src.Price.Written)
	}
	if len(parts) == 0 {
		return ""
	}
	return b.paren(b.list(parts))
}

func (b *builder) regionTotals(p region.Plan) []page.Block {
	if len(p.Totals) == 0 {
		return nil
	}
	return []page.Block{cityTotalTable.With(b.Voice, cityTotalsOf(p)).Block()}
}

// regionIdle lists sources that give nothing, and why.
func (b *builder) regionIdle(p region.Plan) []page.Block {
	var idle []region.SourceRow
	for _, s := range p.Sources {
		if len(s.Refusals) > 0 || !s.Gives() {
			idle = append(idle, s)
		}
	}
	if idle == nil {
		return nil
	}
	return []page.Block{{Records: regionSourceTable.With(b.Voice, idle).Records()}}
}

// idleReason says why an accepted source gives nothing.
func (b *builder) idleReason(s region.SourceRow) string {
	switch {
	case len(s.Supplies) == 0:
		return b.t("没有任何项目需要它削减的重金属", "no project needs a metal that it reduces")
	case s.Nobody:
		return b.f("完成时限 %s 晚于所有项目的投产日期（解读 5）",
			"ready on %s, after every project begins (reading 5)", s.Ready.String())
	}
	return b.t("次序在前的来源已够，或受最小转让量、完成时限限制",
		"sources before it in the order suffice, or its lot or its deadline keeps it out")
}

// orderRules names the rules that the order of sources rests on.
func (b *builder) orderRules(p factors.Policy) string {
	var out []string
	for _, key := range []calc.Rule{calc.RuleSameIndustry, calc.RuleReallocation} {
		if r, ok := p.Of(key); ok && !r.Off {
			out = append(out, b.t(r.Clause.Locator, r.ID))
		}
	}
	return b.list(out)
}

// optimality says what the plan is the best by, what proves it, and what is
// not proven.
func (b *builder) optimality(p region.Plan) []string {
	var parts []string
	for l, q := range p.Cost {
		if l == len(p.Cost)-1 && !p.Priced {
			continue
		}
		parts = append(parts, b.in(region.Levels[l])+" "+q.String())
	}
	out := []string{b.t("按以下次序，各项合计依次最小", "In this order, each sum is the least") +
		b.paren(b.orderRules(p.Policy)) + b.t("：", ": ") + strings.Join(parts, b.t("；", "; ")) +
		b.t("。", ".")}
	if p.Proven {
		out = append(out,
			b.f("没有更好的方案：影子价格证明，另一段不含求解器的程序已核实（选择树 %d 个节点）。证书 SHA-256：%s。",
				"No plan is better: prices prove it, and a judge that solves nothing has verified them (tree of "+
					"choices: %d nodes). SHA-256 of the certificate: %s.", p.Nodes, p.Certificate.SHA256))
	} else {
		out = append(out, b.t("方案可行，最优性未证明，见“问题与提示”。",
			"The plan is feasible and not proven to be the best; see the findings."))
	}
	prices := b.t("价格没有比较。", "Prices were not compared.")
	if p.Priced {
		prices = b.t("各来源都写明价格，已比较。", "Every source states a price; prices were compared.")
	}
	return append(out, prices,
		b.t("同样好的方案之间：逐项合并以减少出让方，不保证最少；结果只取决于内容和编号，与材料的次序无关。",
			"Among plans as good: pairs are joined one by one to have fewer counterparties, which are not proven to "+
				"be the fewest; the result depends on contents and ids, not on the order of the input."),
		b.t("区域统筹只分配数量；各项目的义务、期限和材料问题仍以 tidai plan 为准。",
			"A region only divides amounts; what each project must do by when, and what its dossier lacks, tidai plan "+
				"says."))
}

// Certified is what became of the check of a certificate: what it is about,
// and every fault.
func Certified(name string, f certificate.File, faults []calc.Text, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	verdict := b.t("证书成立：方案符合全部条件，没有更好的方案",
		"the certificate holds: the plan keeps every rule, and no plan is better")
	var list []string
	if len(faults) > 0 {
		verdict = b.t("证书不成立", "the certificate does not hold")
	}
	for _, x := range faults {
		list = append(list, b.in(x))
	}
	doc := page.Doc{Title: name, Verdict: b.t("结论：", "Verdict: ") + verdict,
		Facts: []page.Field{{Name: b.t("法规日期", "date of law"), Text: page.T(f.Date)}, {Name: b.t("依据", "policy"),
			Text: page.T(f.Policy)},
			{Name: b.t("项目", "projects"), Text: page.T(fmt.Sprint(len(f.Projects)))},
			{Name: b.t("来源", "sources"), Text: page.T(fmt.Sprint(len(f.Sources)))},
			{Name: "SHA-256", Text: page.T(f.SHA256)}}}
	if len(list) > 0 {
		doc.Sections = []page.Section{{Title: b.t("问题", "Faults"), Blocks: []page.Block{{List: page.Texts(list)}}}}
	}
	return page.Page{Doc: doc, Main: faultTable.With(b.Voice, faults).CSV(),
		Data: certifiedTable.One(b.Voice, certified{f, faults}).Object()}
}
