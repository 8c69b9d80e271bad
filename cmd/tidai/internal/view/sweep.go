package view

import (
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/scenario"
	"tidai/cmd/tidai/internal/page"
)

// Sweep is how a plan responds to one number; charts draws the curve on a
// terminal.
func Sweep(s scenario.Sweep, path, version string, lang calc.Lang, charts bool) page.Page {
	b := newBuilder(lang)
	var sections []page.Section
	sections = append(sections, page.Section{Title: b.t("刚好够用的值", "Where it is just enough"), Blocks: b.turns(s)})
	for _, k := range s.Keys {
		sections = append(sections, page.Section{Title: b.metal(k.Pollutant, k.Medium) + b.t("（kg/a）", " (kg/a)"),
			Blocks: b.curve(s, k, charts)})
	}
	if notes := footnotes(sections...); notes != nil {
		sections = append(sections, page.Section{Title: b.t("提示", "Notes"), Blocks: notes})
	}
	first, last := s.Points[0], s.Points[len(s.Points)-1]
	facts := []page.Field{{Name: b.t("变化的数", "varied"), Text: page.T(path)},
		{Name: b.t("范围", "range"), Text: page.T(b.f("%s 至 %s，%d 个点", "%s to %s, %d points", plain(first.Value),
			plain(last.Value),
			len(s.Points)))},
		{Name: b.t("重新编制方案", "plans made"), Text: page.T(b.f("%d 次", "%d", s.Evaluated))}}
	if version != "" {
		facts = append(facts, page.Field{Name: b.t("情景", "scenario"), Text: page.T(version)})
	}
	doc := page.Doc{Title: s.Base.Dossier.Project.Name + b.t("  余量随一个数的变化", ": response to one number"),
		Facts: facts, Sections: b.numbered(sections)}
	var rows []level
	for _, p := range s.Points {
		rows = append(rows, levelsAt(s, p)...)
	}
	return page.Page{Doc: doc, Main: curveTable.With(b.Voice, rows).CSV(),
		Data: sweepTable.One(b.Voice, sweep{s, path, version}).Object()}
}

// turns tells every turning point in a sentence.
func (b *builder) turns(s scenario.Sweep) []page.Block {
	var list []string
	for _, k := range s.Keys {
		found := false
		for _, t := range s.Turns {
			if t.Key == k {
				list = append(list, b.metal(k.Pollutant, k.Medium)+b.t("：", ": ")+b.turn(t))
				found = true
			}
		}
		if !found {
			list = append(list, b.metal(k.Pollutant, k.Medium)+b.t("：", ": ")+b.always(s, k))
		}
	}
	if len(list) == 0 {
		return []page.Block{
			{Text: page.T(b.t("没有需求，也没有可用削减量。", "Nothing is needed, and nothing is given."))}}
	}
	return []page.Block{{List: page.Texts(list),
		Notes: page.Texts([]string{b.t("相邻两点之间转折两次看不出来；要看得更细，减小步长。",
			"Two turns between neighbouring points cannot be seen; a smaller step looks closer.")})}}
}

func (b *builder) turn(t scenario.Turn) string {
	side := b.in(sides.Name(enoughSide(t)))
	switch t.Kind {
	case scenario.Between:
		return b.f("在 %s 与 %s 之间转折，准确值未能确定；经测算核实，%s %s 足够",
			"turns between %s and %s, where exactly is not known; %s %s is enough, confirmed by planning", plain(t.Low),
			plain(t.High), side, plain(t.Safe))
	case scenario.Jump:
		return b.f("余量在 %s 处由 %s 跳到 %s kg/a（左、右）；%s %s 足够（经测算核实）",
			"what is left jumps at %s, from %s to %s kg/a (below, above); %s %s is enough, confirmed by planning",
			exactly(t.At), shown(t.LowAt), shown(t.HighAt), side, plain(t.Safe))
	}
	return b.f("%s 时恰好够用（余量为零），%s该值足够；向足够一侧取整为 %s。在该值及其两侧重新测算，均已核实",
		"just enough at %s (nothing is left); enough %s that, %s if rounded to the side that is enough. Confirmed "+
			"by planning at it and on both sides",
		exactly(t.At), side, plain(t.Safe))
}

// exactly is a turning point as an exact number; a fraction with what it is
// about.
func exactly(q quantity.Quantity) string {
	if text := plain(q); !strings.HasPrefix(text, "≈") {
		return text
	} else if len(q.Exact()) <= 24 {
		return q.Exact() + " (" + text + ")"
	} else {
		return text
	}
}

// always says what holds in the whole range.
func (b *builder) always(s scenario.Sweep, k scenario.Key) string {
	enough, short, unknown := 0, 0, 0
	for _, p := range s.Points {
		switch l := p.Level(k); {
		case !l.Balance.OK():
			unknown++
		case l.Balance.Sign() >= 0:
			enough++
		default:
			short++
		}
	}
	switch {
	case enough == len(s.Points):
		return b.t("在所有点上都足够", "enough at every point")
	case short == len(s.Points):
		return b.t("在所有点上都不足", "short at every point")
	case unknown == len(s.Points):
		return b.t("没有待替代的需求", "there is no demand to be met")
	}
	return b.t("部分点没有需求或无法算出，没有找到转折",
		"at some points there is no demand or none that could be computed; no turn was found")
}

func (b *builder) curve(s scenario.Sweep, k scenario.Key, charts bool) []page.Block {
	var rows []level
	var chart page.Chart
	for _, p := range s.Points {
		l := p.Level(k)
		rows = append(rows, level{Level: l, at: p})
		chart.Bars = append(chart.Bars, page.Bar{Name: plain(p.Value), Value: kg(l.Balance), Text: shown(l.Balance)})
	}
	blocks := []page.Block{curveTable.With(b.Voice, rows).Block()}
	if charts {
		blocks = append(blocks, page.Block{Text: page.T(b.t("余量（░ 为缺口）", "What is left (░ is missing)")),
			Chart: &chart})
	}
	return blocks
}
