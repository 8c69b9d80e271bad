package view

import (
	"slices"
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Plan is the substitution plan as one page: what the project needs, where it
// comes from, what is missing, what was refused, what follows; with charts where
// a terminal shows it.
func Plan(p substitution.Plan, lang calc.Lang, charts bool) page.Page {
	b := newBuilder(lang)
	sources := b.allocations(p)
	if charts {
		sources = append(sources, b.planCharts(p)...)
	}
	sections := []page.Section{
		{Title: b.t("新增量与替代需求（kg/a）", "What the project needs (kg/a)"), Blocks: b.needs(p)},
		{Title: b.t("削减来源", "Where it comes from"), Blocks: sources},
		{Title: b.t("缺口与补救", "What is missing, and what repairs it"), Blocks: b.missing(p)},
		{Title: b.t("未采纳的削减源", "Sources refused"), Blocks: b.refused(p.Result.Sources)},
		{Title: b.t("后续义务与期限", "Obligations"), Blocks: b.obligations(p)},
	}
	lead := b.planText(p)
	sections = append(sections, page.Section{Title: b.t("问题与提示", "Findings"), Blocks: append(b.planFindings(p),
		footnotes(slices.Concat(lead, sections)...)...), Findings: true})
	var present []page.Section
	for _, s := range sections {
		for i := range s.Blocks {
			if !charts {
				s.Blocks[i].Picture = nil
			}
		}
		if len(s.Blocks) > 0 {
			present = append(present, s)
		}
	}
	doc := page.Doc{
		Title:    p.Dossier.Project.Name + b.t("  重金属污染物排放总量削减替代方案", ": heavy-metal substitution plan"),
		Verdict:  b.t("结论：", "Verdict: ") + b.verdict(p),
		Facts:    b.planFacts(p),
		Cards:    b.cards(p),
		Lead:     lead,
		Sections: b.numbered(present),
	}
	return page.Page{Doc: doc, Main: allocationTable.With(b.Voice, p.Allocations).CSV(), Data: planTable.One(b.Voice,
		p).Object(),
		Calendar: b.calendar(p)}
}

func (b *builder) planFacts(p substitution.Plan) []page.Field {
	d := p.Dossier
	owner, _ := d.Discharger(d.Project.Discharger)
	industry := p.Result.Industry.Name
	if industry == (calc.Text{}) {
		industry = calc.Text{ZH: "非重点行业", EN: "no key industry"}
	}
	fields := []page.Field{
		{Name: b.t("建设单位", "discharger"), Text: page.T(owner.Name + b.paren(b.in(d.Project.Kind.Name())))},
		{Name: b.t("重点行业", "key industry"), Text: page.T(b.in(industry))},
		{Name: b.t("投产日期", "commissioning"), Text: page.T(d.Project.Commissioning.String())},
		{Name: b.t("法规日期", "date of law"), Text: page.T(p.On.String())},
		{Name: b.t("期限判定日", "deadlines judged on"), Text: page.T(p.AsOf.String())},
		{Name: b.t("依据", "policy"), Text: page.T(p.Policy.Instrument)},
		{Name: b.t("提交阶段", "handed in with"), Text: page.T(b.stage(p))},
	}
	if d.Project.Major {
		fields = append(fields, page.Field{Name: b.t("重大项目", "major project"),
			Text: page.T(b.t("是（全省统一调剂）", "yes (reallocation by the province)"))})
	}
	return append(fields, b.exemption(p)...)
}

// exemption shows a claim under notice 五 with its basis and statements: a
// waived plan turns on them.
func (b *builder) exemption(p substitution.Plan) []page.Field {
	x := p.Dossier.Project.Exemption
	if x == nil {
		return nil
	}
	key := calc.RuleNationalStrategy
	kind := b.t("国家重大发展战略直接相关的重大项目", "major project of a national strategy")
	if x.Kind == dossier.SolidWaste {
		key, kind = calc.RuleSolidWaste, b.t("利用涉重金属固体废物", "use of heavy-metal solid waste")
	}
	kind += b.paren(p.Policy.RuleID(key))
	none := b.t("未提供", "not given")
	fields := []page.Field{{Name: b.t("申请豁免", "exemption claimed"), Text: page.T(kind)},
		{Name: b.t("豁免依据", "basis"),
			Text: page.T(orElse(x.Basis, none))}}
	for _, c := range x.Kind.Conditions() {
		text := orElse(x.Statements[c.Key], none)
		if document := x.Evidence[c.Key]; document != "" {
			text += b.paren(b.t("证明：", "evidence: ") + document)
		}
		fields = append(fields, page.Field{Name: b.in(c.Name), Text: page.T(text)})
	}
	return fields
}

// stage says with which version of the EIA document the plan is due (notice 二（三）).
func (b *builder) stage(p substitution.Plan) string {
	text := b.f("%s报批版", "the version for approval of the %s", p.Law.Word(factors.EIADocument))
	if clause := p.Policy.Clause(calc.RuleFiveFields).String(); clause != "" { // the policy may not ask for it
		text += b.paren(clause)
	}
	return text
}

// verdict is the status of a plan and what it still waits for.
func (b *builder) verdict(p substitution.Plan) string {
	text := b.in(p.Status.Name())
	var open []string
	for _, x := range p.Open() {
		open = append(open, b.in(x))
	}
	if len(open) > 0 {
		text += b.t("；尚缺：", "; still missing: ") + b.list(open)
	}
	if len(p.Undetermined()) > 0 {
		text += b.t("；未确定：", "; not determined: ") + b.undeterminedNames(p)
	}
	return text
}

func spansOr(s page.Spans, otherwise string) page.Spans {
	if s == nil {
		return page.T(otherwise)
	}
	return s
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// cards are what each metal needs, has and lacks.
func (b *builder) cards(p substitution.Plan) []page.Card {
	var out []page.Card
	for _, n := range p.Needs {
		name := b.pollutant(n.Pollutant)
		if n.Medium != "" {
			name += " " + b.in(n.Medium.Name())
		}
		c := page.Card{Name: name, Fields: []page.Field{{Name: b.t("需求", "demand"), Text: page.T(b.kg(n.Demand))},
			{Name: b.t("已落实", "assigned"),
				Text: page.T(b.kg(n.Allocated))}, {Name: b.t("缺口", "short"), Text: page.T(b.kg(n.Shortfall))}}}
		switch {
		case n.Waived:
			c.State = b.t("申请豁免", "waiver claimed")
		case !n.Demand.OK():
			c.State, c.Short = b.undetermined(), true
		case n.Shortfall.OK():
			c.State, c.Short = b.t("不足", "short"), true
		case n.Demand.Sign() == 0:
			c.State = b.t("无需替代", "nothing needed")
		default:
			c.State = b.t("数量足额", "amount met")
		}
		out = append(out, c)
	}
	return out
}

// kg is an amount with its unit, or none.
func (b *builder) kg(s calc.Step) string {
	if !s.OK() {
		return none
	}
	return shown(s) + " kg/a"
}

// ratio is the substitution ratio as the texts write it.
func ratio(s calc.Step) string {
	if !s.OK() {
		return none
	}
	return s.Value().Exact() + ":1"
}

func (b *builder) missing(p substitution.Plan) []page.Block {
	var short []page.Spans
	for _, n := range p.Needs {
		if n.Shortfall.OK() {
			short = append(short, b.s("%s 缺 %s kg/a", "%s: %s kg/a missing", b.pollutant(n.Pollutant),
				b.amount(n.Shortfall)))
		}
	}
	if len(short) == 0 {
		return nil
	}
	var repairs []string
	for _, r := range p.Repairs {
		text := b.in(r.Text)
		if len(short) > 1 {
			text = b.pollutant(r.Pollutant) + b.t("：", ": ") + text
		}
		repairs = append(repairs, text)
	}
	var conflicts []page.Record
	for _, c := range p.Conflicts {
		conflicts = append(conflicts, b.conflict(c))
	}
	return []page.Block{{Records: conflicts}, {Text: page.Cat(page.Join(short, b.t("；", "; ")),
		b.t("。以下任一办法经重新测算可补足相应缺口：",
			". Any one of these closes the gap of its metal, checked by planning again:")), List: page.Texts(repairs)}}
}

// refused lists the sources that are not accepted, with rule and cure.
func (b *builder) refused(sources []reduction.SourceResult) []page.Block {
	var list []page.Record
	for _, s := range sources {
		if s.Accepted() {
			continue
		}
		r := page.Record{Head: b.sourceHead(s)}
		for _, x := range s.Refusals {
			r.Fields = append(r.Fields,
				page.Field{Name: x.Rule, Text: page.T(b.in(x.Message) + b.paren(x.Clause.String()))})
			name := b.t("补正", "cure")
			if !x.Curable {
				name = b.t("不可补正", "no cure")
			}
			r.Fields = append(r.Fields, page.Field{Name: name, Text: page.T(b.in(x.Remedy))})
		}
		list = append(list, r)
	}
	if list == nil {
		return nil
	}
	return []page.Block{{Records: list}}
}

// sourceHead names a source with what it would give.
func (b *builder) sourceHead(s reduction.SourceResult) page.Spans {
	var gives []page.Spans
	for _, row := range s.Rows {
		if row.Pollutant.Quota() && row.Usable.OK() {
			gives = append(gives, b.s("%s %s %s kg/a", "%s %s %s kg/a", b.pollutant(row.Pollutant), row.Medium.Name(),
				b.amount(row.Usable)))
		}
	}
	head := page.T(s.Source.ID + "  " + s.Discharger.Name + " " + s.Line.Name)
	if len(gives) > 0 {
		head = page.Cat(head, b.t("（", " ("), b.spans(gives), b.t("）", ")"))
	}
	return head
}
