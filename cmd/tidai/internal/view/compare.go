package view

import (
	"fmt"
	"math/big"
	"path/filepath"
	"slices"

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
	list := versionsOf(c)
	sections := []page.Section{
		{Title: b.t("比较的版本", "Versions"), Blocks: b.versions(list)},
		{Title: b.t("可用削减量与余量（kg/a）", "Usable reduction and what is left (kg/a)"),
			Blocks: b.levels(c.Keys, list,
				charts)},
		{Title: b.t("削减线剩余的产能", "Capacity that remains"), Blocks: b.capacities(list)},
		{Title: b.t("义务与期限", "Duties and days"), Blocks: []page.Block{dutiesTable.With(b.Voice, list).Block()}},
	}
	if blocks := append(b.versionFindings(list), footnotes(sections...)...); len(blocks) > 0 {
		sections = append(sections, page.Section{Title: b.t("问题与提示", "Findings"), Blocks: blocks, Findings: true})
	}
	title := b.t("方案比较", "Comparison")
	if len(list) > 0 {
		title = list[0].Plan.Dossier.Project.Name + b.t("  情景比较", ": scenarios")
	}
	var levels []level
	for _, v := range list {
		levels = append(levels, v.levels()...)
	}
	return page.Page{Doc: page.Doc{Title: title, Sections: b.numbered(sections)}, Main: metalLevelTable.With(b.Voice,
		levels).CSV(),
		Data: comparisonTable.One(b.Voice, list).Object()}
}

func versionsOf(c scenario.Comparison) []version {
	zh, en := versionNames(c, calc.ZH), versionNames(c, calc.EN)
	var out []version
	for i, r := range c.Results {
		out = append(out, version{Result: r, name: calc.Text{ZH: zh[i], EN: en[i]}, first: i == 0})
	}
	return out
}

// versionNames are short and different from each other.
func versionNames(c scenario.Comparison, lang calc.Lang) []string {
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
		case r.Called != "":
			name = r.Called
		case len(r.Changed) > 0:
			name = "--set"
		case len(folders) == 1:
			name = calc.Text{ZH: "现状", EN: "base"}.In(lang)
		}
		if slices.Contains(out, name) {
			name = fmt.Sprintf("%s (%d)", name, i+1)
		}
		out = append(out, name)
	}
	return out
}

func (b *builder) versions(list []version) []page.Block {
	block := versionTable.With(b.Voice, list).Block()
	block.Notes = []page.Spans{page.T(b.t("费用为材料所述，未参与计算；“差异”指所比较的内容与第一个版本有无不同。",
		"Costs are as stated and enter no calculation; a version differs if anything compared here is not "+
			"as in the first."))}
	return []page.Block{block}
}

func (b *builder) levels(keys []scenario.Key, list []version, charts bool) []page.Block {
	if len(keys) == 0 {
		return []page.Block{
			{Text: page.T(b.t("各版本都没有需求和可用削减量。", "No version needs or gives anything."))}}
	}
	var rows []level
	var out []page.Block
	for j, k := range keys {
		chart := page.Chart{}
		for _, v := range list {
			l := v.levels()[j]
			rows = append(rows, l)
			chart.Bars = append(chart.Bars, page.Bar{Name: b.in(v.name), Value: kg(l.Balance), Text: shown(l.Balance)})
		}
		if charts {
			out = append(out, page.Block{Text: page.T(b.metal(k.Pollutant, k.Medium) + b.t(" 的余量（░ 为缺口）",
				": what is left (░ is missing)")), Chart: &chart})
		}
	}
	block := metalLevelTable.With(b.Voice, rows).Block()
	block.Notes = page.Texts(b.levelNotes(list))
	return append([]page.Block{block}, out...)
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
		return page.Cat(b.amount(l.Demand), b.paren(b.t("申请豁免", "waiver claimed")))
	}
	return page.Spans{b.amount(l.Demand)}
}

func (b *builder) levelNotes(list []version) []string {
	out := []string{b.t("余量 = 可用量 − 需求；负数为方案的缺口（最小转让量等条件可使缺口与可用量并存）。",
		"Left = usable − demand; with a minus it is what the plan lacks (least lots and the like can leave a gap "+
			"beside a surplus).")}
	why := map[string]bool{}
	for _, v := range list {
		for _, l := range v.Levels {
			if len(l.Unknown) > 0 {
				out = append(out, b.f("* %s 的 %s 未计入无法核算的来源 %s。",
					"* %[2]s of %[1]s is without %[3]s, which could not be computed.", v.name,
					b.metal(l.Pollutant, l.Medium), b.list(l.Unknown)))
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

// capacities lists the capacities of the first version, and of the others what
// differs.
func (b *builder) capacities(list []version) []page.Block {
	type place struct{ source, line, product string }
	first := map[place]scenario.Capacity{}
	var rows []remaining
	for _, v := range list {
		for _, x := range v.capacities() {
			at := place{x.Source, x.Line, x.Product}
			was, known := first[at]
			if !v.first && known && capacityText(was.Remaining) == capacityText(x.Remaining) &&
				capacityText(was.Approved) == capacityText(x.Approved) {
				continue
			}
			if v.first {
				first[at] = x.Capacity
			}
			rows = append(rows, x)
		}
	}
	if len(rows) == 0 {
		return []page.Block{{Text: page.T(b.t("没有削减线。", "There is no line that reduces."))}}
	}
	block := capacityTable.With(b.Voice, rows).Block()
	block.Notes = []page.Spans{page.T(b.t("没有列出的版本与第一个版本相同，或没有该来源。",
		"A version that is not listed is as the first, or does not have the source."))}
	return []page.Block{block}
}

func capacityText(s calc.Step) string {
	if !s.OK() {
		return none
	}
	return plain(s.Value())
}

// dutyName is the name of a duty where it has one in the page's language.
func (b *builder) dutyName(code string) string {
	if b.zh() {
		return dossier.Duties.Name(code).ZH
	}
	return code
}

// versionFindings lists the errors that stand against each version.
func (b *builder) versionFindings(list []version) []page.Block {
	var out []page.Block
	for _, v := range list {
		var errs []calc.Finding
		for _, f := range v.Plan.Findings {
			if f.Severity == calc.Error {
				errs = append(errs, f)
			}
		}
		if len(errs) > 0 {
			out = append(out, page.Block{Text: page.T(b.in(v.name) + b.t("：", ": ") + b.count(v.Plan.Findings)),
				List: page.Texts(b.findingLines(errs))})
		}
	}
	return out
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
