package view

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/substitution/certificate"
	"tidai/calc/substitution/region"
	"tidai/cmd/tidai/internal/page"
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
	return page.Page{Doc: doc, Main: b.regionCSV(p), Data: regionJSON(p, name, lang)}
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

func (b *builder) regionGood(g region.Good) string { return b.metal(g.Pollutant, g.Medium) }

// whole is an amount of whole milligrams in kg/a, to the last of them.
func whole(s calc.Step) string {
	if s.OK() && s.Sign() == 0 {
		return "0"
	}
	return orElse(fine(s), none)
}

func (b *builder) regionNeeds(p region.Plan) []page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("项目", "project"), Wrap: true}, {Head: b.t("重金属", "metal")},
		{Head: b.t("需求（精确值）", "demand, exact"), Right: true},
		{Head: b.t("进位到毫克", "up to mg"), Right: true}, {Head: b.t("已落实", "assigned"), Right: true},
		{Head: b.t("缺口", "short"), Right: true}}}
	for _, x := range p.Projects {
		for _, n := range x.Needs {
			assigned := whole(n.Allocated)
			if n.Waived {
				assigned = b.t("豁免", "waived")
			}
			t.Rows = append(t.Rows, page.Row(x.ID, b.regionGood(n.Good), b.amount(n.Exact), whole(n.Rounded), assigned,
				whole(n.Shortfall)))
		}
	}
	if len(t.Rows) == 0 {
		return []page.Block{{Text: page.T(b.t("没有需求。", "There is no demand."))}}
	}
	return []page.Block{
		{Table: &t, Notes: page.Texts([]string{b.t("注：统筹以整毫克计，需求进位、可用量舍去；两个数并列。",
			"Note: a region is planned in whole milligrams, demands rounded up and supplies down; both figures are shown.")})}}
}

func (b *builder) regionFlows(p region.Plan) []page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("重金属", "metal")}, {Head: b.t("来源", "source"), Wrap: true},
		{Head: b.t("项目", "project"), Wrap: true},
		{Head: b.t("调剂量", "amount"), Right: true}, {Head: b.t("行业与次序", "tier"), Wrap: true}}}
	for _, f := range p.Flows {
		t.Rows = append(t.Rows, page.Row(b.regionGood(f.Good), f.Source, f.Project, whole(f.Amount),
			b.f("%s、%s", "%s, %s", f.Tier.Name(), f.Preference.Name())))
	}
	if len(t.Rows) == 0 {
		return []page.Block{{Text: page.T(b.t("没有可调剂的来源。", "No source can give anything."))}}
	}
	return []page.Block{{Table: &t}}
}

func (b *builder) regionSupplies(p region.Plan) []page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("来源", "source"), Wrap: true}, {Head: b.t("重金属", "metal")},
		{Head: b.t("可用（精确值）", "usable, exact"), Right: true},
		{Head: b.t("舍去到毫克", "down to mg"), Right: true}, {Head: b.t("出让", "given"), Right: true},
		{Head: b.t("其中采用", "used"), Right: true}, {Head: b.t("余量", "left"), Right: true}}}
	for _, s := range p.Sources {
		for _, y := range s.Supplies {
			t.Rows = append(t.Rows, page.Row(s.ID+b.terms(s), b.regionGood(y.Good), b.amount(y.Exact),
				whole(y.Rounded), whole(y.Given), whole(y.Used), whole(y.Left)))
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []page.Block{{Table: &t}}
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
	t := page.Grid{Columns: []page.Head{{Head: b.t("重金属", "metal")}, {Head: b.t("市（州）", "city"), Wrap: true},
		{Head: b.t("需求", "demand"), Right: true}, {Head: b.t("已落实", "assigned"), Right: true},
		{Head: b.t("缺口", "short"), Right: true}, {Head: b.t("可用", "supply"), Right: true},
		{Head: b.t("出让", "given"), Right: true}, {Head: b.t("余量", "left"), Right: true}}}
	for _, x := range p.Totals {
		t.Rows = append(t.Rows, page.Row(b.regionGood(x.Good), b.in(p.Policy.Authority("", x.City)), whole(x.Demand),
			whole(x.Allocated), whole(x.Shortfall), whole(x.Supply), whole(x.Given), whole(x.Left)))
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []page.Block{{Table: &t}}
}

// regionIdle lists sources that give nothing, and why.
func (b *builder) regionIdle(p region.Plan) []page.Block {
	var list []page.Record
	for _, s := range p.Sources {
		r := page.Record{Head: page.T(s.ID + "  " + s.Result.Discharger.Name + " " + s.Result.Line.Name)}
		for _, x := range s.Refusals {
			r.Fields = append(r.Fields, page.Field{Name: x.Rule, Text: page.T(b.in(x.Message))},
				page.Field{Name: b.t("处理", "remedy"), Text: page.T(b.in(x.Remedy))})
		}
		if len(s.Refusals) == 0 {
			reason := b.idleReason(s)
			if reason == "" {
				continue
			}
			r.Fields = []page.Field{{Name: "", Text: page.T(reason)}}
		}
		list = append(list, r)
	}
	if list == nil {
		return nil
	}
	return []page.Block{{Records: list}}
}

// idleReason says why an accepted source gives nothing; "" where it gives.
func (b *builder) idleReason(s region.SourceRow) string {
	switch {
	case s.Gives():
		return ""
	case len(s.Supplies) == 0:
		return b.t("没有任何项目需要它削减的重金属", "no project needs a metal that it reduces")
	case s.Nobody:
		return b.f("完成时限 %s 晚于所有项目的投产日期（解读 5）",
			"ready on %s, after every project begins (reading 5)", s.Ready.String())
	}
	return b.t("次序在前的来源已够，或受最小转让量、完成时限限制",
		"sources before it in the order suffice, or its lot or its deadline keeps it out")
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
	out := []string{b.t("按以下次序，各项合计依次最小（二（二）、二（四））：",
		"In this order, each sum is the least (JL-2.2, JL-2.4): ") + strings.Join(parts, b.t("；", "; ")) +
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
			"A region only divides amounts; what each project must do by when, and what its dossier lacks, tidai plan says."))
}

func (b *builder) regionCSV(p region.Plan) page.Grid {
	t := page.Grid{Columns: []page.Head{{Head: b.t("重金属", "pollutant")}, {Head: b.t("介质", "medium")},
		{Head: b.t("来源编号", "source")}, {Head: b.t("项目编号", "project")},
		{Head: b.t("调剂量（kg/a）", "amount (kg/a)"), Right: true}, {Head: b.t("行业次序", "tier")},
		{Head: b.t("优先次序", "preference")}}}
	for _, f := range p.Flows {
		t.Rows = append(t.Rows, page.Row(string(f.Pollutant), b.in(f.Medium.Name()), f.Source, f.Project,
			fine(f.Amount), b.in(f.Tier.Name()), b.in(f.Preference.Name())))
	}
	return t
}

// Certified is what became of the check of a certificate: what it is about,
// and every fault.
func Certified(name string, f certificate.File, faults []calc.Text, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	verdict := b.t("证书成立：方案符合全部条件，没有更好的方案",
		"the certificate holds: the plan keeps every rule, and no plan is better")
	list := []string{}
	if len(faults) > 0 {
		verdict = b.t("证书不成立", "the certificate does not hold")
	}
	t := page.Grid{Columns: []page.Head{{Head: b.t("问题", "fault")}}}
	for _, x := range faults {
		list = append(list, b.in(x))
		t.Rows = append(t.Rows, page.Row(b.in(x)))
	}
	data := certifiedDoc{Schema: "tidai/certified/1", Holds: len(faults) == 0, Policy: f.Policy, Date: f.Date,
		SHA256:   f.SHA256,
		Projects: len(f.Projects), Sources: len(f.Sources), Faults: list}
	doc := page.Doc{Title: name, Verdict: b.t("结论：", "Verdict: ") + verdict,
		Facts: []page.Field{{Name: b.t("法规日期", "date of law"), Text: page.T(f.Date)}, {Name: b.t("依据", "policy"),
			Text: page.T(f.Policy)},
			{Name: b.t("项目", "projects"), Text: page.T(fmt.Sprint(len(f.Projects)))},
			{Name: b.t("来源", "sources"), Text: page.T(fmt.Sprint(len(f.Sources)))},
			{Name: "SHA-256", Text: page.T(f.SHA256)}}}
	if len(list) > 0 {
		doc.Sections = []page.Section{{Title: b.t("问题", "Faults"), Blocks: []page.Block{{List: page.Texts(list)}}}}
	}
	return page.Page{Doc: doc, Main: t, Data: data}
}
