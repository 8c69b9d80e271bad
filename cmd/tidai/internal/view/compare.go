package view

import (
	"fmt"
	"math/big"
	"path/filepath"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/scenario"
	"tidai/cmd/tidai/internal/page"
)

// Compare sets versions of an application side by side; charts draws bars on a
// terminal.
func Compare(c scenario.Comparison, lang calc.Lang, charts bool) page.Page {
	b := newBuilder(lang)
	names := b.versionNames(c)
	sections := []page.Section{
		{Title: b.t("比较的版本", "Versions"), Blocks: b.versions(c, names)},
		{Title: b.t("可用削减量与余量（kg/a）", "Usable reduction and what is left (kg/a)"), Blocks: b.levels(c, names,
			charts)},
		{Title: b.t("削减线剩余的产能", "Capacity that remains"), Blocks: b.capacities(c, names)},
		{Title: b.t("义务与期限", "Duties and days"), Blocks: b.duties(c, names)},
	}
	if blocks := append(b.versionFindings(c, names), footnotes(sections...)...); len(blocks) > 0 {
		sections = append(sections, page.Section{Title: b.t("问题与提示", "Findings"), Blocks: blocks, Findings: true})
	}
	title := b.t("方案比较", "Comparison")
	if len(c.Results) > 0 {
		title = c.Results[0].Plan.Dossier.Project.Name + b.t("  情景比较", ": scenarios")
	}
	return page.Page{Doc: page.Doc{Title: title, Sections: b.numbered(sections)}, Main: b.compareCSV(c, names),
		Data: b.compareJSON(c, names)}
}

// versionNames are short and different from each other.
func (b *builder) versionNames(c scenario.Comparison) []string {
	var out []string
	folders := map[string]bool{}
	for _, r := range c.Results {
		folders[r.Folder] = true
	}
	for i, r := range c.Results {
		name := filepath.Base(filepath.Clean(r.Folder))
		switch {
		case r.Scenario != nil:
			name = r.Scenario.ID
		case len(r.Changed) > 0:
			name = "--set"
		case len(folders) == 1:
			name = b.t("现状", "base")
		}
		for _, other := range out {
			if other == name {
				name = fmt.Sprintf("%s (%d)", name, i+1)
				break
			}
		}
		out = append(out, name)
	}
	return out
}

func (b *builder) versions(c scenario.Comparison, names []string) []page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("版本", "version")}, {Head: b.t("内容", "what it is"),
		Wrap: true},
		{Head: b.t("方案状态", "plan"), Wrap: true}, {Head: b.t("费用", "cost"), Right: true},
		{Head: b.t("差异", "differs")}}}
	for i, r := range c.Results {
		differs := b.yes(!r.Same)
		if i == 0 {
			differs = none
		}
		t.Rows = append(t.Rows, page.Row(names[i], b.what(r.Case), b.in(r.Plan.Status.Name()), cost(r.Case), differs))
	}
	return []page.Block{
		{Table: &t, Notes: page.Texts([]string{
			b.t("费用为材料所述，未参与计算；“差异”指所比较的内容与第一个版本有无不同。",
				"Costs are as stated and enter no calculation; a version differs if anything compared here is not "+
					"as in the first.")})}}
}

// what says in words what a version is.
func (b *builder) what(c scenario.Case) string {
	if c.Scenario != nil {
		return strings.Join(page.Present(c.Name(), c.Scenario.Note), b.t("；", "; "))
	}
	if len(c.Changed) == 0 {
		return c.Name()
	}
	var out []string
	for _, x := range c.Changed {
		out = append(out, x.Path+" = "+x.Value)
	}
	return strings.Join(out, b.t("；", "; "))
}

func cost(c scenario.Case) string {
	if c.Scenario == nil || !c.Scenario.Cost.Set {
		return none
	}
	return plain(c.Scenario.Cost.Amount)
}

func (b *builder) levels(c scenario.Comparison, names []string, charts bool) []page.Block {
	if len(c.Keys) == 0 {
		return []page.Block{
			{Text: page.T(b.t("各版本都没有需求和可用削减量。", "No version needs or gives anything."))}}
	}
	t := page.Grid{Columns: []page.Head{{Head: b.t("重金属", "metal")}, {Head: b.t("版本", "version"), Wrap: true},
		{Head: b.t("可用量", "usable"), Right: true}, {Head: b.t("较首版", "change"), Right: true},
		{Head: b.t("以新带老", "own"), Right: true}, {Head: b.t("需求", "demand"), Right: true},
		{Head: b.t("余量", "left"), Right: true}, {Head: b.t("保守下限", "safe bound"), Right: true}}}
	var out []page.Block
	for j, k := range c.Keys {
		chart := page.Chart{}
		for i, r := range c.Results {
			l := r.Levels[j]
			name := ""
			if i == 0 {
				name = b.metal(k.Pollutant, k.Medium)
			}
			t.Rows = append(t.Rows, page.Row(name, names[i], b.usable(l), shown(l.Change), b.amount(l.Own),
				b.demandOf(l), shown(l.Balance), orElse(l.Certainty.Lower, none)))
			chart.Bars = append(chart.Bars, page.Bar{Name: names[i], Value: kg(l.Balance), Text: shown(l.Balance)})
		}
		if charts {
			out = append(out, page.Block{Text: page.T(b.metal(k.Pollutant, k.Medium) + b.t(" 的余量（░ 为缺口）",
				": what is left (░ is missing)")), Chart: &chart})
		}
	}
	return append([]page.Block{{Table: &t, Notes: page.Texts(b.levelNotes(c, names))}}, out...)
}

// usable has a mark where sources are missing that could not be computed.
func (b *builder) usable(l scenario.Level) page.Span {
	if len(l.Unknown) == 0 {
		return b.amount(l.Usable)
	}
	return b.number(shown(l.Usable)+"*", l.Usable)
}

func (b *builder) demandOf(l scenario.Level) page.Spans {
	if l.Waived {
		return page.Cat(b.amount(l.Demand), b.paren(b.t("豁免", "waived")))
	}
	return page.Spans{b.amount(l.Demand)}
}

func (b *builder) levelNotes(c scenario.Comparison, names []string) []string {
	out := []string{b.t("余量 = 可用量 − 需求；负数为方案的缺口（最小转让量等条件可使缺口与可用量并存）。",
		"Left = usable − demand; with a minus it is what the plan lacks (least lots and the like can leave a gap "+
			"beside a surplus).")}
	why := map[string]bool{}
	for i, r := range c.Results {
		for j, l := range r.Levels {
			if len(l.Unknown) > 0 {
				out = append(out, b.f("* %s 的 %s 未计入无法核算的来源 %s。",
					"* %[2]s of %[1]s is without %[3]s, which could not be computed.", names[i],
					b.metal(c.Keys[j].Pollutant, c.Keys[j].Medium), b.list(l.Unknown)))
			}
			text := b.in(l.Certainty.Why)
			if l.Certainty.Available() {
				text = b.in(l.Certainty.Method)
			}
			if text != "" && !why[text] {
				why[text] = true
				out = append(out, b.t("保守下限：", "Safe bound: ")+text+b.t("。", "."))
			}
		}
	}
	return out
}

func (b *builder) capacities(c scenario.Comparison, names []string) []page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("来源", "source")},
		{Head: b.t("生产线和产品", "line and product"),
			Wrap: true}, {Head: b.t("版本", "version"), Wrap: true},
		{Head: b.t("批准产能", "approved"), Right: true}, {Head: b.t("剩余产能", "remaining"), Right: true},
		{Head: b.t("依据", "why"), Wrap: true}}}
	type place struct{ source, line, product string }
	first := map[place]scenario.Capacity{}
	for i, r := range c.Results {
		for _, x := range r.Capacity {
			at := place{x.Source, x.Line, x.Product}
			was, known := first[at]
			if i > 0 && known && capacityText(was.Remaining) == capacityText(x.Remaining) &&
				capacityText(was.Approved) == capacityText(x.Approved) {
				continue
			}
			if i == 0 {
				first[at] = x
			}
			t.Rows = append(t.Rows, page.Row(x.Source, x.LineName+" "+x.Product, names[i], capacityText(x.Approved),
				capacityText(x.Remaining), b.in(x.Why)))
		}
	}
	if len(t.Rows) == 0 {
		return []page.Block{{Text: page.T(b.t("没有削减线。", "There is no line that reduces."))}}
	}
	return []page.Block{{Table: &t, Notes: page.Texts([]string{b.t("没有列出的版本与第一个版本相同，或没有该来源。",
		"A version that is not listed is as the first, or does not have the source.")})}}
}

func capacityText(s calc.Step) string {
	if !s.OK() {
		return none
	}
	return plain(s.Value())
}

func (b *builder) duties(c scenario.Comparison, names []string) []page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("版本", "version"), Wrap: true}, {Head: b.t("义务", "duties"),
		Right: true},
		{Head: b.t("已办", "done"), Right: true}, {Head: b.t("期限已过", "passed"), Right: true},
		{Head: b.t("最近期限", "next")}, {Head: b.t("事项", "what"), Wrap: true}, {Head: b.t("最后期限", "last")}}}
	for i, r := range c.Results {
		d := r.Duties
		t.Rows = append(t.Rows, page.Row(names[i], fmt.Sprint(d.All), fmt.Sprint(d.Done), fmt.Sprint(d.Passed),
			orElse(d.Next.String(), none), orElse(b.dutyName(d.NextCode), none), orElse(d.Last.String(), none)))
	}
	return []page.Block{{Table: &t}}
}

// dutyName is the name of a duty where it has one in the page's language.
func (b *builder) dutyName(code string) string {
	if b.zh() {
		return dossier.Duties.Name(code).ZH
	}
	return code
}

// versionFindings lists the errors that stand against each version.
func (b *builder) versionFindings(c scenario.Comparison, names []string) []page.Block {
	var out []page.Block
	for i, r := range c.Results {
		var errs []calc.Finding
		for _, f := range r.Plan.Findings {
			if f.Severity == calc.Error {
				errs = append(errs, f)
			}
		}
		if len(errs) > 0 {
			out = append(out, page.Block{Text: page.T(names[i] + b.t("：", ": ") + b.count(r.Plan.Findings)),
				List: page.Texts(b.findingLines(errs))})
		}
	}
	return out
}

func (b *builder) compareCSV(c scenario.Comparison, names []string) page.Grid {
	t := page.Grid{Columns: []page.Head{{Head: b.t("版本", "version")}, {Head: b.t("内容", "what it is")},
		{Head: b.t("方案状态", "plan")}, {Head: b.t("费用", "cost")}, {Head: b.t("重金属", "pollutant")},
		{Head: b.t("介质", "medium")},
		{Head: b.t("可用量（kg/a，六位小数）", "usable (kg/a, 6 decimals)"), Right: true},
		{Head: b.t("较首版（kg/a，六位小数）", "change (kg/a, 6 decimals)"), Right: true},
		{Head: b.t("以新带老（kg/a，六位小数）", "own (kg/a, 6 decimals)"), Right: true},
		{Head: b.t("需求（kg/a，六位小数）", "demand (kg/a, 6 decimals)"), Right: true},
		{Head: b.t("余量（kg/a，六位小数）", "left (kg/a, 6 decimals)"), Right: true},
		{Head: b.t("保守下限（kg/a）", "safe bound (kg/a)"), Right: true},
		{Head: b.t("无法核算的来源", "sources not computed")},
		{Head: b.t("未经原文核对的数值", "figures not read in the text")}}}
	for i, r := range c.Results {
		for j, l := range r.Levels {
			k := c.Keys[j]
			t.Rows = append(t.Rows, page.Row(names[i], b.what(r.Case), b.in(r.Plan.Status.Name()), cost(r.Case),
				string(k.Pollutant), b.in(k.Medium.Name()), fine(l.Usable), fine(l.Change), fine(l.Own),
				fine(l.Demand), fine(l.Balance), l.Certainty.Lower, strings.Join(l.Unknown, "; "), doubts(l.Usable)))
		}
	}
	return t
}

// kg is an amount as a number of kg/a, to be drawn; nil where there is none.
func kg(s calc.Step) *big.Rat {
	if !s.OK() {
		return nil
	}
	q, err := s.Value().In(quantity.KgPerYear)
	if err != nil {
		return nil
	}
	return q.Rat()
}
