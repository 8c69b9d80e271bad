package view

import (
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/integrity"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// ActualPage is the actual emission by monitoring data.
type ActualPage struct {
	Dossier   *dossier.Dossier
	Result    monitoring.Result
	Findings  []calc.Finding
	Checked   []integrity.Checked
	Described []monitoring.Described // by account; empty: not asked for
	Hours     bool                   // what was filled in slot by slot
	Rechecked int                    // derivations that were totalled again; 0: not asked for
	Faults    []calc.Text            // of these
}

// Actual shows the actual emission of every outlet and metal.
func Actual(a ActualPage, lang calc.Lang) page.Page {
	p := &actualPage{builder: newBuilder(lang), ActualPage: a}
	doc := page.Doc{Title: a.Dossier.Project.Name + p.t("  实际排放量核算", ": actual emission"),
		Verdict: p.t("结论：", "Verdict: ") + p.count(a.Findings), Facts: p.facts()}
	doc.Sections = []page.Section{
		{Title: p.t("各排放口实际排放量（kg）", "Actual emission of each outlet (kg)"),
			Blocks: []page.Block{p.amounts()}},
		{Title: p.t("合计（kg）", "Totals (kg)"), Blocks: []page.Block{p.sums()}},
		{Title: p.t("各方法并列", "Every method"), Blocks: []page.Block{{Records: p.methods()}}},
		{Title: p.t("数据", "Data"), Blocks: []page.Block{{Records: p.data()}}},
	}
	if months := p.months(); months != nil {
		doc.Sections = append(doc.Sections, page.Section{Title: p.t("各月排放量（kg）", "Emission of each month (kg)"),
			Blocks: months})
	}
	gaps := a.gaps()
	if len(gaps) > 0 {
		block := p.gapBlock(gaps)
		doc.Sections = append(doc.Sections, page.Section{Title: p.t("补遗", "What was filled in"),
			Blocks: []page.Block{block}})
	}
	if len(a.Described) > 0 {
		doc.Sections = append(doc.Sections,
			page.Section{Title: p.t("不确定度（只作描述）", "Uncertainty (description only)"),
				Blocks: []page.Block{{Records: p.described()}}})
	}
	doc.Sections = append(doc.Sections, page.Section{Title: p.t("真实性检查", "Integrity checks"),
		Blocks: []page.Block{{Records: p.checked()}}},
		page.Section{Title: p.t("文件", "Files"), Blocks: []page.Block{{Records: p.files()}}})
	if len(a.Findings) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Title: p.t("问题", "Findings"),
			Blocks: []page.Block{
				{Records: p.problems(a.Findings)}}, Findings: true})
	}
	if notes := footnotes(doc.Sections...); len(notes) > 0 {
		doc.Sections[0].Blocks = append(doc.Sections[0].Blocks, notes...)
	}
	doc.Sections = p.numbered(doc.Sections)
	main := accountTable.With(p.Voice, a.withWorst()).CSV()
	if a.Hours {
		main = filledTable.With(p.Voice, gaps).CSV()
	}
	return page.Page{Doc: doc, Main: main, Data: actualTable.One(p.Voice, a).Object()}
}

type actualPage struct {
	*builder
	ActualPage
}

func (p *actualPage) facts() []page.Field {
	out := []page.Field{{Name: p.t("用途", "use"), Text: page.T(p.in(p.Result.Use.Name()))},
		{Name: p.t("未检出", "non-detects"),
			Text: page.T(p.in(p.Result.Options.NonDetect.Name()))}}
	if p.Rechecked > 0 || len(p.Faults) > 0 {
		text := p.f("%d 个推导过程已由文件重算，全部相符", "derivations totalled again from the files: %d, all agree",
			p.Rechecked)
		if len(p.Faults) > 0 {
			var list []string
			for _, f := range p.Faults {
				list = append(list, p.in(f))
			}
			text = p.f("%d 个推导过程中 %d 个不相符：%s", "of %d derivations %d do not agree: %s", p.Rechecked,
				len(p.Faults), strings.Join(list, "; "))
		}
		out = append(out, page.Field{Name: p.t("重算", "recheck"), Text: page.T(text)})
	}
	return out
}

// stretch is a period in words.
func (b *builder) stretch(x monitoring.Period) string {
	dates := x.From.String() + "…" + x.To.String()
	switch x.Kind {
	case monitoring.CalendarYear:
		return fmt.Sprint(x.From.Year)
	case monitoring.PermitYear, monitoring.WorstMonths, monitoring.WorstDays:
		return dates + b.paren(b.in(x.Kind.Name()))
	}
	return dates
}

func (b *builder) method(c monitoring.Candidate) string {
	text := b.in(c.Method.Name())
	if c.Family != "" {
		text += b.f(" %s 族", ", family %s", c.Family)
	}
	return text
}

func (b *builder) three(a monitoring.ByPolicy) string {
	z, h, l := page.ShownKg(a.Zero), page.ShownKg(a.Half), page.ShownKg(a.Limit)
	switch {
	case !a.Zero.OK() || !a.Limit.OK():
	case a.Zero.Value().Equal(a.Limit.Value()):
		return b.t("三种相同", "all equal")
	case z == l: // they differ, and it must be seen
		z, h, l = a.Zero.Value().Shown(6), a.Half.Value().Shown(6), a.Limit.Value().Shown(6)
	}
	return z + " / " + h + " / " + l
}

// remark says what is to be known beside an amount.
func (b *builder) remark(a monitoring.Account) string {
	var out []string
	if text := b.in(a.NotCounted); text != "" {
		out = append(out, b.t("不计入：", "not counted: ")+text)
	}
	if r := reason(a.Amount); r != "" {
		out = append(out, b.in(calc.ErrorText(a.Amount.Err())))
	}
	if a.Fallback {
		out = append(out, b.t("由系数得出，不能证明削减", "rests on a coefficient: no evidence of a reduction"))
	}
	if a.Abnormal.OK() {
		out = append(out, b.f("其中非正常工况 %s", "of it abnormal periods %s", page.ShownKg(a.Abnormal)))
	}
	return strings.Join(out, b.t("；", "; "))
}

func (p *actualPage) amounts() page.Block {
	t := accountTable.With(p.Voice, p.withWorst()).Grid()
	notes := []string{p.t("三个数依次为未检出按零、检出限之半、检出限；排放量取所选的一种。",
		"Three numbers: values not detected as zero, as half the limit, as the limit; the amount takes the one chosen.")}
	if p.censored() {
		notes = append(notes, p.nonDetects()...)
	}
	return page.Block{Table: t, Records: t.Records(3), Notes: page.Texts(notes)}
}

// censored reports whether how values below the detection limit count changes any
// amount.
func (p *actualPage) censored() bool {
	return slices.ContainsFunc(p.Result.Accounts, func(a monitoring.Account) bool {
		zero, limit := a.Totals.Of(monitoring.Zero), a.Totals.Of(monitoring.Limit)
		return zero.OK() && limit.OK() && !zero.Value().Equal(limit.Value())
	})
}

// nonDetects says what instruments have on values below the detection limit, which of
// the ways this use takes and why, and where other results take another.
func (p *actualPage) nonDetects() []string {
	var list []string
	for _, r := range factors.NonDetectRules() {
		list = append(list, p.f("%s：%s%s（%s）", "%s: of %s %s (%s)", r.Instrument,
			p.in(factors.NonDetectUses.Name(r.Of)),
			p.in(factors.NonDetectWays.Name(r.Counts)), p.in(r.Status.Name())))
	}
	why := p.t("此处用途为削减后或与许可量比较，取较大者；政策要求削减真实可核查，削减前的排放量在减排核算报告和计划"+
		"中按零计。",
		"This use, after a reduction or beside a permit, takes the greater; the policy wants reductions that are "+
			"real, so the amount before one counts them as zero in the "+
			"accounting report and the plan.")
	if p.Result.Use == monitoring.BeforeState {
		why = p.t("此处用途为削减前，按零计，对申报方从严；削减后和与许可量比较时按检出限计，见减排核算报告。",
			"This use, before a reduction, counts them as zero, against the claimant; after one, and beside a "+
				"permit, they count as the limit: see the accounting report.")
	}
	return []string{p.t("低于检出限的值，技术规范没有规定；其他文件：",
		"On values below the detection limit the permit specifications are silent; others: ") +
		strings.Join(list, p.t("；", "; ")) + p.t("。", ".") + why}
}

func (p *actualPage) sums() page.Block {
	t := totalTable.With(p.Voice, p.totals()).Grid()
	return page.Block{Table: t, Records: t.Records(4)}
}

func (p *actualPage) head(a monitoring.Account) string {
	return a.Outlet.ID + "  " + p.in(a.Outlet.Medium.Name()) + "  " + p.pollutant(a.Pollutant) + "  " +
		p.stretch(a.Period)
}

func (p *actualPage) methods() []page.Record {
	var out []page.Record
	for _, a := range p.Result.Accounts {
		r := page.Record{Head: page.T(p.head(a))}
		for _, c := range a.Candidates {
			mark := p.t("不采用", "not taken")
			if c.Chosen {
				mark = p.t("采用", "taken")
			} else if c.Usable {
				mark = p.t("可用", "usable")
			}
			parts := page.Present(p.three(c.Amounts), mark, p.in(c.Detail), c.Formula.String(), p.in(c.Why))
			if !c.Amounts.Limit.OK() {
				parts[0] = none
			} else if c.Amounts.Zero.OK() && c.Amounts.Zero.Value().Equal(c.Amounts.Limit.Value()) {
				parts[0] = page.ShownKg(c.Amounts.Limit)
			}
			parts[0] += " kg"
			r.Fields = append(r.Fields, page.Field{Name: p.method(c),
				Text: page.T(strings.Join(parts, p.t("；", "; ")))})
		}
		out = append(out, r)
	}
	return out
}

// reason says why a number that was asked for is absent.
func reason(s calc.Step) string {
	if err := s.Err(); err != nil && err != calc.ErrAbsent {
		return err.Error()
	}
	return ""
}
