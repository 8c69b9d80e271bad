package view

import (
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/integrity"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
)

// ActualPage is the actual emission by monitoring data.
type ActualPage struct {
	Dossier   *dossier.Dossier
	Result    monitoring.Result
	Findings  []calc.Finding
	Checked   []integrity.Checked
	Described []Described // by account; empty: not asked for
	Hours     bool        // what was filled in slot by slot
	Rechecked int         // derivations that were totalled again; 0: not asked for
	Faults    []calc.Text // of these
}

// Described is how well an account is known.
type Described struct {
	Uncertainty    monitoring.Uncertainty
	UncertaintyErr error
	Description    monitoring.Description
	DescriptionErr error
}

// Actual shows the actual emission of every outlet and metal.
func Actual(a ActualPage, lang calc.Lang) page.Page {
	p := &actualPage{builder: newBuilder(lang), ActualPage: a}
	doc := page.Doc{Title: a.Dossier.Project.Name + p.t("  实际排放量核算", ": actual emission"),
		Verdict: p.t("结论：", "Verdict: ") + p.count(a.Findings), Facts: p.facts()}
	doc.Sections = []page.Section{
		{Title: p.t("各排放口实际排放量（kg）", "Actual emission of each outlet (kg)"),
			Blocks: []page.Block{p.amounts()}},
		{Title: p.t("合计（kg）", "Totals (kg)"), Blocks: []page.Block{p.totals()}},
		{Title: p.t("各方法并列", "Every method"), Blocks: []page.Block{{Records: p.methods()}}},
		{Title: p.t("数据", "Data"), Blocks: []page.Block{{Records: p.data()}}},
	}
	if months := p.months(); months != nil {
		doc.Sections = append(doc.Sections, page.Section{Title: p.t("各月排放量（kg）", "Emission of each month (kg)"),
			Blocks: months})
	}
	if gaps := p.gaps(); len(gaps.Rows) > 0 {
		block := page.Block{Table: &gaps}
		if n := len(gaps.Rows); n > shownGaps && !a.Hours {
			gaps.Rows = gaps.Rows[:shownGaps]
			block.Notes = page.Texts([]string{p.f("共 %d 段，余下的见 --hours（逐时，可用 --format csv）",
				"%d stretches; for the others see --hours (hour by hour, also as --format csv)", n)})
		}
		block.Narrow, block.Records = narrowGaps(gaps), recordsOf(gaps, 3)
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
				{Records: (&monitorPage{builder: p.builder, Monitored: Monitored{Findings: a.Findings}}).
					problems()}}, Findings: true})
	}
	if notes := footnotes(doc.Sections...); len(notes) > 0 {
		doc.Sections[0].Blocks = append(doc.Sections[0].Blocks, notes...)
	}
	doc.Sections = p.numbered(doc.Sections)
	main := p.csv()
	if a.Hours {
		main = p.gaps()
	}
	return page.Page{Doc: doc, Main: main, Data: p.json()}
}

// shownGaps are the stretches a page for people lists.
const shownGaps = 15

// narrowGaps leaves out where each stretch ends and what it was taken from.
func narrowGaps(t page.Grid) *page.Grid {
	var out page.Grid
	for _, i := range []int{0, 1, 2, 4, 5, 6} {
		out.Columns = append(out.Columns, t.Columns[i])
	}
	for _, r := range t.Rows {
		out.Rows = append(out.Rows, page.Row(r[0], r[1], r[2], r[4], r[5], r[6]))
	}
	return &out
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

// inKg is an amount of mass, whatever its period.
func inKg(s calc.Step) string {
	if !s.OK() {
		return none
	}
	q, err := s.Value().In(quantity.MustUnit("kg"))
	if err != nil {
		return none
	}
	return q.ShownAmount()
}

func (p *actualPage) kg(s calc.Step) page.Span { return p.number(inKg(s), s) }

func (p *actualPage) period(x monitoring.Period) string {
	dates := x.From.String() + "…" + x.To.String()
	switch x.Kind {
	case monitoring.CalendarYear:
		return fmt.Sprint(x.From.Year)
	case monitoring.PermitYear, monitoring.WorstMonths, monitoring.WorstDays:
		return dates + p.paren(p.in(x.Kind.Name()))
	}
	return dates
}

func (p *actualPage) method(c monitoring.Candidate) string {
	text := p.in(c.Method.Name())
	if c.Family != "" {
		text += p.f(" %s 族", ", family %s", c.Family)
	}
	return text
}

func chosenOf(a monitoring.Account) (monitoring.Candidate, bool) {
	i := slices.IndexFunc(a.Candidates, func(c monitoring.Candidate) bool { return c.Chosen })
	if i < 0 {
		return monitoring.Candidate{}, false
	}
	return a.Candidates[i], true
}

func (p *actualPage) three(b monitoring.ByPolicy) string {
	z, h, l := inKg(b.Zero), inKg(b.Half), inKg(b.Limit)
	switch {
	case !b.Zero.OK() || !b.Limit.OK():
	case b.Zero.Value().Equal(b.Limit.Value()):
		return p.t("三种相同", "all equal")
	case z == l: // they differ, and it must be seen
		z, h, l = b.Zero.Value().Shown(6), b.Half.Value().Shown(6), b.Limit.Value().Shown(6)
	}
	return z + " / " + h + " / " + l
}

// remark says what is to be known beside an amount.
func (p *actualPage) remark(a monitoring.Account) string {
	var out []string
	if text := p.in(a.NotCounted); text != "" {
		out = append(out, p.t("不计入：", "not counted: ")+text)
	}
	if r := reason(a.Amount); r != "" {
		out = append(out, p.in(calc.ErrorText(a.Amount.Err())))
	}
	if a.Fallback {
		out = append(out, p.t("由系数得出，不能证明削减", "rests on a coefficient: no evidence of a reduction"))
	}
	if a.Abnormal.OK() {
		out = append(out, p.f("其中非正常工况 %s", "of it abnormal periods %s", inKg(a.Abnormal)))
	}
	return strings.Join(out, p.t("；", "; "))
}

func (p *actualPage) amounts() page.Block {
	t := page.Grid{Columns: []page.Head{{Head: p.t("排放口", "outlet")}, {Head: p.t("污染物", "metal")},
		{Head: p.t("时段", "period"), Wrap: true}, {Head: p.t("排放量", "amount"), Right: true},
		{Head: p.t("零 / 半 / 限", "zero / half / limit")}, {Head: p.t("方法", "method"), Wrap: true},
		{Head: p.t("公式", "formula"), Wrap: true}, {Head: p.t("说明", "remark"), Wrap: true}}}
	for _, a := range p.Result.Accounts {
		c, _ := chosenOf(a)
		t.Rows = append(t.Rows, page.Row(a.Outlet.ID, string(a.Pollutant), p.period(a.Period), p.kg(a.Amount),
			p.three(a.Totals), p.method(c), c.Formula.String(), p.remark(a)))
		for _, r := range a.Rolling {
			t.Rows = append(t.Rows, page.Row(a.Outlet.ID, string(a.Pollutant), p.period(r.Period), inKg(r.Amount), "",
				"", "", ""))
		}
	}
	t = distinct(t)
	return page.Block{Table: &t, Records: recordsOf(t, 3),
		Notes: page.Texts([]string{p.t("三个数依次为未检出按零、检出限之半、检出限；排放量取所选的一种。",
			"Three numbers: values not detected as zero, as half the limit, as the limit; the amount takes the one chosen.")})}
}

// distinct drops rows that say the same: the worst year of the data is that of
// every period they are accounted in.
func distinct(t page.Grid) page.Grid {
	seen := map[string]bool{}
	var rows [][]page.Spans
	for _, r := range t.Rows {
		if key := page.Join(r, "\x00").String(); !seen[key] {
			seen[key] = true
			rows = append(rows, r)
		}
	}
	t.Rows = rows
	return t
}

// recordsOf says what a table says, for narrow terminals; the first cells of a
// row are its head.
func recordsOf(t page.Grid, head int) []page.Record {
	var out []page.Record
	for _, row := range t.Rows {
		present := slices.DeleteFunc(slices.Clone(row[:head]), func(s page.Spans) bool { return s == nil })
		r := page.Record{Head: page.Join(present, "  ")}
		for i := head; i < len(row); i++ {
			if row[i] != nil {
				r.Fields = append(r.Fields, page.Field{Name: t.Columns[i].Head, Text: row[i]})
			}
		}
		out = append(out, r)
	}
	return out
}

func (p *actualPage) totals() page.Block {
	t := page.Grid{Columns: []page.Head{{Head: p.t("排污单位", "discharger")}, {Head: p.t("污染物", "metal")},
		{Head: p.t("介质", "medium")}, {Head: p.t("时段", "period"), Wrap: true},
		{Head: p.t("合计", "total"), Right: true}, {Head: p.t("零 / 半 / 限", "zero / half / limit")},
		{Head: p.t("排放口", "outlets"), Wrap: true}}}
	add := func(list []monitoring.Total, both bool) {
		for _, x := range list {
			medium := p.in(x.Medium.Name())
			if both {
				medium = p.t("合计", "air + water")
			}
			t.Rows = append(t.Rows, page.Row(x.Discharger, string(x.Pollutant), medium, p.period(x.Period),
				p.kg(x.Amount), p.three(x.Amounts), strings.Join(x.Outlets, ", ")))
		}
	}
	add(p.Result.Totals, false)
	add(p.Result.Metals, true)
	return page.Block{Table: &t, Records: recordsOf(t, 4)}
}

func (p *actualPage) head(a monitoring.Account) string {
	return a.Outlet.ID + "  " + p.in(a.Outlet.Medium.Name()) + "  " + p.pollutant(a.Pollutant) + "  " +
		p.period(a.Period)
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
				parts[0] = inKg(c.Amounts.Limit)
			}
			parts[0] += " kg"
			r.Fields = append(r.Fields, page.Field{Name: p.method(c),
				Text: page.T(strings.Join(parts, p.t("；", "; ")))})
		}
		out = append(out, r)
	}
	return out
}
