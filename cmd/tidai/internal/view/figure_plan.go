package view

import (
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/permit"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// methodFigure draws a ladder; nil where no method gives an amount.
func (b *builder) methodFigure(l permit.Ladder) page.Picture {
	f := &page.MethodPicture{Caption: page.Caption{Text: b.t("各方法数额（kg/a）", "The methods (kg/a)")}}
	known := 0
	classes := map[string]bool{}
	for _, r := range l.Rungs {
		bar := page.MethodBar{Name: b.rungName(r), Class: "shown", Text: shown(r.Amount)}
		if r.Amount.OK() {
			bar.Value = kg(r.Amount)
			known++
		}
		switch {
		case r.Chosen:
			bar.Class, bar.Mark = "taken", "◆ "+b.standing(r)
		case r.Admissible():
			bar.Class, bar.Mark = "counts", b.standing(r)
		default:
			bar.Mark = b.t("不可采用", "does not count")
		}
		classes[bar.Class] = true
		f.Rows = append(f.Rows, bar)
	}
	if known == 0 {
		return nil
	}
	for _, s := range []page.Sign{{Class: "taken", Text: b.t("◆ 采用", "◆ taken")},
		{Class: "counts", Text: b.t("可采用，未采用", "counts, not taken")},
		{Class: "shown", Text: b.t("不可采用，仅供比较", "does not count, for comparison")}} {
		if classes[s.Class] {
			f.Legend = append(f.Legend, s)
		}
	}
	if classes["taken"] && len(f.Rows) > 1 {
		f.Legend = append(f.Legend, page.Sign{Class: "level", Text: b.t("采用数额", "amount taken")})
	}
	f.Desc = b.ladderTitle(l) + b.t("。", ". ") + b.f("横条并列 %d 种方法，数值同下表。",
		"Bars set %d methods side by side; the table below has the figures.", len(f.Rows))
	return f
}

// flowFigure leads the sources of a plan to the metals they meet; nil where
// nothing flows and nothing is missing.
func (b *builder) flowFigure(p substitution.Plan) page.Picture {
	f := &page.FlowPicture{Caption: page.Caption{Text: b.t("来源到需求的流向（kg/a）",
		"From sources to demands (kg/a)"),
		Legend: []page.Sign{{Class: "band", Text: b.t("已落实，宽度为占该重金属需求的份额",
			"assigned; as thick as its share of the metal's demand")}}},
		Rest: b.t("其余 %d 个来源", "%d more sources")}
	at := map[string]int{}
	var short []string
	for _, n := range p.Needs {
		if n.Waived || !n.Demand.OK() || n.Demand.Sign() == 0 {
			continue
		}
		name := b.metal(n.Pollutant, n.Medium)
		m := page.FlowMetal{Name: name + " " + shown(n.Demand), Text: b.f("已落实 %s", "assigned %s",
			shown(n.Allocated)),
			Demand: kg(n.Demand)}
		for _, a := range p.Allocations {
			if a.Pollutant != n.Pollutant || n.Medium != "" && a.Medium != n.Medium {
				continue
			}
			i, known := at[a.Source]
			if !known {
				i = len(f.Sources)
				at[a.Source] = i
				f.Sources = append(f.Sources, a.Source+" "+b.in(a.Reduction))
			}
			m.From = append(m.From, page.FlowPart{Source: i, Amount: kg(a.Amount), Text: a.Source + " → " + name +
				b.t("：", ": ") + shown(a.Amount) + " kg/a"})
		}
		if n.Shortfall.OK() {
			m.Missing, m.Lack = kg(n.Shortfall), b.f("缺口 %s %s", "missing %s %s", name, shown(n.Shortfall))
			m.Text += b.f("，缺 %s", ", %s missing", shown(n.Shortfall))
			short = append(short, name+" "+shown(n.Shortfall)+" kg/a")
		}
		if len(m.From) > 0 || m.Missing != nil {
			f.Metals = append(f.Metals, m)
		}
	}
	if len(f.Metals) == 0 {
		return nil
	}
	f.Desc = b.f("%d 个来源落实 %d 种重金属的需求，各重金属的需求画为同高，不相加。",
		"%d sources meet the demand of %d metals; every demand is drawn equally high, metals are not added.",
		len(f.Sources), len(f.Metals))
	if short != nil {
		f.Legend = append(f.Legend, page.Sign{Class: "missing", Text: b.t("缺口", "missing")})
		f.Desc += b.t("缺口：", " Missing: ") + b.list(short) + b.t("。", ".")
	}
	return f
}

// timeRows is how many duties a line of time shows.
const timeRows = 40

// timeFigure sets the obligations on a line of time, in the order of their
// table.
func (b *builder) timeFigure(p substitution.Plan) page.Picture {
	f := &page.TimePicture{Caption: page.Caption{Text: b.t("义务的时间线", "The obligations in time")}}
	states := map[string]page.Sign{"done": {Class: "done", Text: b.t("已办", "done")},
		"open": {Class: "open", Text: b.t("待办", "open")},
		"past": {Class: "past", Text: b.t("期限已过，无证明", "due day passed, no proof")}}
	counts := map[string]int{}
	for i, o := range p.Obligations {
		class := "open"
		switch {
		case o.Done:
			class = "done"
		case o.Overdue:
			class = "past"
		}
		counts[class]++
		if i < timeRows {
			f.Rows = append(f.Rows, page.TimeRow{Name: b.in(o.Text) + b.paren(b.in(o.Party)), Class: class,
				State: states[class].Text, Due: o.Due, DueText: b.in(o.DueText)})
		}
	}
	var parts []string
	for _, class := range []string{"done", "open", "past"} {
		if counts[class] > 0 {
			f.Legend = append(f.Legend, states[class])
			parts = append(parts, states[class].Text+" "+strconv.Itoa(counts[class]))
		}
	}
	f.Desc = b.f("%d 项义务：%s。", "%d obligations: %s.", len(p.Obligations), strings.Join(parts, b.t("，", ", ")))
	if len(p.Obligations) > timeRows {
		f.Text += b.f("（前 %d 项，其余见表）", " (the first %d; the others are in the table)", timeRows)
	}
	day := func(class, name string, d calc.Date) {
		if !d.IsZero() {
			f.Days = append(f.Days, page.TimeDay{Class: class, Name: name, Day: d})
		}
	}
	day("today", b.t("判定日", "judged on"), p.AsOf)
	day("start", b.t("投产", "commissioning"), p.Dossier.Project.Commissioning)
	return f
}
