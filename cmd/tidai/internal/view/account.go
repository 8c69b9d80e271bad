package view

import (
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/report"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Accounts are the reduction accounting reports of one dossier, in the form
// practice gives them.
func Accounts(list []report.Report, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	doc := page.Doc{Title: b.t("污染物总量削减核算报告", "Reduction accounting report")}
	for _, r := range list {
		sections := b.numbered(b.accountSections(r))
		if len(list) > 1 {
			for i := range sections {
				sections[i].Title = r.Source.Source.ID + "  " + sections[i].Title
			}
		}
		doc.Sections = append(doc.Sections, sections...)
	}
	if len(list) == 1 {
		doc.Title += b.paren(list[0].Source.Discharger.Name + " " + list[0].Source.Line.Name)
		doc.Facts = b.accountFacts(list[0])
	}
	if notes := footnotes(doc.Sections...); notes != nil {
		doc.Sections = append(doc.Sections,
			page.Section{Title: b.t("未经原文核对的数值", "Figures not read in the text"),
				Blocks: notes})
	}
	doc.Foot = true
	return page.Page{Doc: doc, Main: accountedTable.With(b.Voice, accountedOf(list, false)).CSV(),
		Data: accountsTable.One(b.Voice, list).Object()}
}

func (b *builder) accountFacts(r report.Report) []page.Field {
	return []page.Field{{Name: b.t("编制单位", "made by"),
		Text: page.T(b.t("（由编制单位填写）", "(to be filled in)"))},
		{Name: b.t("削减源", "source"), Text: page.T(r.Source.Source.ID)}, {Name: b.t("法规日期", "date of law"),
			Text: page.T(r.On.String())},
		{Name: b.t("拟用于", "for"), Text: page.T(r.Project)}}
}

func (b *builder) accountSections(r report.Report) []page.Section {
	out := []page.Section{
		{Title: b.t("编制依据", "Basis"), Blocks: b.accountBasis(r)},
		{Title: b.t("单位及生产线基本情况", "Unit and line"), Blocks: b.accountUnit(r)},
		{Title: b.t("核准（批复）的设计规模", "Approved scale"), Blocks: b.accountScale(r)},
		{Title: b.t("削减前排放量核算", "Before the reduction"), Blocks: b.accountState(r, false)},
		{Title: b.t("削减措施及证明材料", "Measure and evidence"), Blocks: b.accountMeasure(r)},
		{Title: b.t("削减后排放量核算", "After the reduction"), Blocks: b.accountAfter(r)},
		{Title: b.t("削减量及可用量", "Reduction and usable amount"), Blocks: b.accountAmounts(r)},
		{Title: b.t("核算结论", "Conclusion"), Blocks: b.accountConclusion(r)},
	}
	if blocks := b.accountOpen(r); len(blocks) > 0 {
		out = append(out, page.Section{Title: b.t("尚需补充和说明的事项", "What is still to be stated or explained"),
			Blocks: blocks})
	}
	return append(out, page.Section{Title: b.t("附件目录", "Annexes"), Blocks: b.accountAnnexes(r)})
}

func (b *builder) accountBasis(r report.Report) []page.Block {
	clause := r.Policy.Clause(report.Rule)
	text := b.f("根据《%s》（%s）%s，%s及批复未规定排放量，以及实施备案的减排项目，应按核准或批复的设"+
		"计规模及生产工艺编制本报告，以确定削减量。",
		"Under %[2]s, %[3]s, a reduction whose %[4]s fixed no amount, or was only filed, is accounted for by the "+
			"approved design scale and process. This report does so.", r.Policy.Title, r.Policy.Instrument,
		clause.Locator, r.Law.Word(factors.EIADocument))
	var eia []string
	for _, e := range r.Approvals {
		kind := b.t("批复，未规定所核算污染物的排放量", "approval, which fixes no amount of what is accounted here")
		if e.Filing {
			kind = b.t("备案，未规定排放量", "filing, which fixes no amount")
		}
		eia = append(eia, e.Number+b.paren(kind))
	}
	if len(eia) == 0 {
		eia = []string{b.field("")}
	}
	out := b.basis(r.Law, r.Policy, r.Instruments[1:])
	out.Text = page.T(text)
	out.List = append(out.List, page.T(b.t("该生产线的环评文件：", "EIA of the line: ")+b.list(eia)))
	return []page.Block{out}
}

func (b *builder) accountUnit(r report.Report) []page.Block {
	d, l := r.Source.Discharger, r.Source.Line
	fields := []page.Field{{Name: b.t("统一社会信用代码", "credit code"), Text: page.T(d.CreditCode)},
		{Name: b.t("所在地（行政区划代码）", "place (code)"), Text: page.T(strings.Join(page.Present(d.City, d.County),
			" "))},
		{Name: b.t("排污许可管理类别", "management"), Text: page.T(b.in(d.Management.Name()))},
		{Name: b.t("生产线", "line"), Text: page.T(l.ID + " " +
			l.Name)},
		{Name: b.t("行业代码（GB/T 4754）", "class (GB/T 4754)"), Text: page.T(l.GBT4754)},
		{Name: b.t("排污许可技术规范", "specification"),
			Text: page.T(l.Specification)}}
	return []page.Block{{Records: []page.Record{{Head: page.T(d.Name), Fields: fields}}}}
}

func (b *builder) accountScale(r report.Report) []page.Block {
	block := approvedTable.With(b.Voice, r.Capacities).Block()
	block.Text = page.T(b.f("设计规模由%s确定。削减量按该规模核算，不按实际产量核算。",
		"The scale is fixed by %s. The reduction is accounted at this scale, not at what was produced.",
		b.field(r.Source.Source.ApprovedScale)))
	return []page.Block{block}
}

// accountState shows every method side by side, then how each came to its
// amount.
func (b *builder) accountState(r report.Report, after bool) []page.Block {
	rows := accountedOf([]report.Report{r}, after)
	if len(rows) == 0 {
		return []page.Block{{Text: page.T(b.t("没有列出核算。", "No account is stated."))}}
	}
	table := accountedTable.With(b.Voice, rows).Block()
	table.Notes = page.Texts([]string{b.t("次序为现有污染源核算方法的优先次序（1 为首选，— 为未列入）。",
		"Rank: order of methods for existing sources (1 is first; — is not ranked).")})
	out := append([]page.Block{table}, b.atOutput(r, after)...)
	for _, x := range rows {
		for _, a := range x.accounts() {
			out = append(out, b.accountTree(x.row, x.Method, a.Outlet, a.Counted))
		}
		if len(x.accounts()) == 0 && len(x.amount().Operands()) > 0 { // from monitoring files
			out = append(out, b.accountTree(x.row, x.Method, "", x.amount()))
		}
	}
	return out
}

// atOutput prints beside the accounted amounts those at the actual output, of
// samples and of monitoring data (JL-3.2b).
func (b *builder) atOutput(r report.Report, after bool) []page.Block {
	rows := monitoredAt(r, after)
	if len(rows) == 0 {
		return nil
	}
	block := atScaleTable.With(b.Voice, rows).Block()
	unseen := b.t("低于检出限的值在削减前按零计，对申报方从严；与许可排放量比较的实际排放量按检出限计，故可能更大。",
		"Values below the detection limit count as zero before the reduction, against the claimant; in the actual "+
			"emission beside the permit they count as the limit, which may be more.")
	if after {
		unseen = b.t("低于检出限的值在削减后按检出限计，与实际排放量的核算相同。",
			"Values below the detection limit count as the limit after the reduction, as in the actual emission.")
	}
	block.Notes = page.Texts([]string{unseen,
		b.t("监测得到的是实际产量下的排放量；核算报告以排放量除以同期产量，再乘核准规模，作为核算量。",
			"What is monitored is emitted at the actual output; in the report it is divided by the output of "+
				"the same period and multiplied with the approved capacity.")})
	return []page.Block{block}
}

func (b *builder) methodRemark(m report.Method, accounts []report.Account) string {
	for _, a := range accounts {
		if !a.Admissible() {
			return b.in(a.Inadmissible)
		}
	}
	if m.Chosen {
		return b.t("采用", "taken")
	}
	return b.in(m.Why)
}

func (b *builder) accountTree(row report.Row, m report.Method, outlet string, amount calc.Step) page.Block {
	w := &treeWriter{builder: b, seen: map[calc.Step]bool{}}
	w.node(amount, "", "", "")
	head := b.f("%s（%s），%s", "%s (%s), %s", b.pollutant(row.Pollutant), row.Medium.Name(), b.methodName(m.MethodRow))
	if outlet != "" {
		head += b.t("，排放口 ", ", outlet ") + outlet
	}
	return page.Block{Text: page.T(head + b.t("：", ":")), Tree: w.lines, Math: b.equation(amount)}
}

func (b *builder) accountMeasure(r report.Report) []page.Block {
	s := r.Source.Source
	var kinds []string
	for _, key := range s.Measures {
		kinds = append(kinds, b.in(dossier.Measures.Name(key)))
	}
	fields := []page.Field{{Name: b.t("措施类别", "kind"), Text: page.T(b.field(b.list(kinds)))},
		{Name: b.t("具体内容", "what is done"),
			Text: page.T(b.field(s.MeasureNote))}, {Name: b.t("责任主体", "responsible"),
			Text: page.T(b.field(s.Responsible))},
		{Name: b.t("完成时限", "deadline"), Text: page.T(b.field(s.Deadline.String()))}}
	if !s.Closed.IsZero() {
		fields = append(fields, page.Field{Name: b.t("关停日期", "closed on"), Text: page.T(s.Closed.String())},
			page.Field{Name: b.t("关停证明", "proof of closing"), Text: page.T(b.field(s.ClosedEvidence))})
	}
	return []page.Block{
		{Records: []page.Record{{Head: page.T(b.t("削减措施", "Measure")),
			Fields: append(fields, page.Field{Name: b.t("证明材料", "evidence"),
				Text: page.T(b.field(b.list(s.Evidence)))})}}}}
}

func (b *builder) accountAfter(r report.Report) []page.Block {
	if r.Closed() {
		s := r.Source.Source
		return []page.Block{{Text: page.T(b.f("该生产线已于%s关停（%s），削减后排放量为零。",
			"The line closed on %s (%s); it emits nothing after that.", s.Closed.String(), b.field(s.ClosedEvidence)))}}
	}
	return b.accountState(r, true)
}

func (b *builder) accountAmounts(r report.Report) []page.Block {
	var taken []page.Spans // what is taken off
	for _, x := range r.Rows {
		if x.Committed.OK() || x.Kept.OK() {
			taken = append(taken, b.s("%s（%s）从削减量中扣除已出让 %s kg/a、自留 %s kg/a。",
				"%s (%s): %s kg/a committed elsewhere and %s kg/a kept are taken off the reduction.",
				b.pollutant(x.Pollutant), x.Medium.Name(), b.amount(x.Committed), b.amount(x.Kept)))
		}
	}
	block := givesTable.With(b.Voice, r.Rows).Block()
	block.List = taken
	block.Text = page.T(b.t("削减量为同一方法核算的削减前后排放量之差；有多种方法的，取差"+
		"值最小者（解读 10）。不同重金属不相加，废水与废气分别列出。",
		"The reduction is the difference of both states by one method; of several methods the least difference is "+
			"taken (reading 10). Metals are never added to each other; water and air stand apart."))
	return []page.Block{block}
}

// tonnes is an amount in t/a to six decimals.
func tonnes(s calc.Step) string {
	if !s.OK() {
		return none
	}
	q, err := s.Value().In(quantity.MustUnit("t/a"))
	if err != nil {
		return none
	}
	return q.Fixed(6)
}

func (b *builder) accountConclusion(r report.Report) []page.Block {
	s := r.Source
	var unknown []string
	var gives []page.Spans
	for _, x := range r.Rows {
		name := b.pollutant(x.Pollutant) + b.paren(b.in(x.Medium.Name()))
		switch {
		case !x.Pollutant.Quota():
		case !x.Usable.OK():
			unknown = append(unknown, name)
		default:
			gives = append(gives, b.s("%s %s kg/a（%s t/a）", "%s %s kg/a (%s t/a)", name, b.amount(x.Usable),
				tonnes(x.Usable)))
		}
	}
	var out []page.Block
	if len(unknown) > 0 {
		out = append(out, page.Block{Text: page.T(b.f("%s 的削减量未能核算，本报告尚不能作为依据。",
			"The reduction of %s could not be computed; the report is no basis yet.", b.list(unknown)))})
	}
	switch {
	case !s.Accepted():
		out = append(out, page.Block{Text: page.T(b.t("按政策，该削减量现不能作为指标来源：",
			"Under the policy the reduction is not usable as it stands:")), List: page.Texts(b.refusalLines(r))})
	case len(gives) > 0:
		out = append(out,
			page.Block{Text: b.s("经核算，%s %s 实施上述措施后，可作为重金属污染物排放指标来源的削减量为：%s。",
				"By this account %s, %s, after the measure above, gives as a source of quota: %s.", s.Discharger.Name,
				s.Line.Name, b.spans(gives))})
	}
	return append(out, page.Block{Text: page.T(b.t("本报告由工具计算，最终以生态环境主管部门的核准意见为准。",
		"The tool computes; the verification opinion of the authority decides."))})
}

func (b *builder) refusalLines(r report.Report) []string {
	var out []string
	for _, x := range r.Source.Refusals {
		out = append(out, b.in(x.Message)+b.paren(strings.Join(page.Present(x.Rule, b.in(x.Remedy)), b.t("；", "; "))))
	}
	return out
}

// accountOpen lists what is missing and what a reviewer will ask about.
func (b *builder) accountOpen(r report.Report) []page.Block {
	var out []page.Block
	var list []string
	for _, m := range r.Missing {
		list = append(list, b.t("缺少", "missing: ")+b.in(m.Text)+b.paren(m.Key))
	}
	if len(list) > 0 {
		out = append(out, page.Block{List: page.Texts(list)})
	}
	var findings []calc.Finding
	for _, f := range r.Findings {
		if refused(r, f) {
			continue
		}
		findings = append(findings, f)
	}
	if len(findings) > 0 {
		out = append(out, page.Block{List: page.Texts(b.findingLines(findings))})
	}
	return out
}

func refused(r report.Report, f calc.Finding) bool {
	for _, x := range r.Source.Refusals {
		if x.Code == f.Code {
			return true
		}
	}
	return false
}

func (b *builder) accountAnnexes(r report.Report) []page.Block {
	if len(r.Annexes) == 0 {
		return []page.Block{{Text: page.T(b.t("没有列出证明材料。", "No document is stated."))}}
	}
	var list []string
	for i, a := range r.Annexes {
		list = append(list, b.f("附件 %d  %s（%s）", "Annex %d  %s (%s)", i+1, a.Document, a.Proves))
	}
	return []page.Block{{List: page.Texts(list)}}
}
