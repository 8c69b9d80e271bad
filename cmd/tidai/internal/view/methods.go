package view

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/permit"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Methods shows the ladder of every outlet and pollutant of the project: all
// methods by amount, which count and which bind, and where the strictest
// changes.
func Methods(p substitution.Plan, own []calc.Finding, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	var sections []page.Section
	var without []permit.Assessment
	var single []permit.Ladder
	main := b.methodsCSV()
	data := methodsDoc{Schema: "tidai/methods/1", Policy: p.Policy.ID, On: p.On.String(),
		Strictest: p.Policy.Choice("strictest"),
		Outlets:   []ladderJSON{}, Findings: findingsJSON(own, lang)}
	for _, a := range p.Result.Outlets {
		l := a.Ladder()
		data.Outlets = append(data.Outlets, b.ladderJSON(l))
		if len(l.Rungs) == 0 {
			without = append(without, a)
			continue
		}
		main.Rows = append(main.Rows, b.ladderRows(l)...)
		if len(l.Rungs) == 1 {
			single = append(single, l)
			continue
		}
		sections = append(sections, page.Section{Title: b.ladderTitle(l), Blocks: []page.Block{b.ladder(l)}})
	}
	if len(single) > 0 {
		sections = append(sections,
			page.Section{Title: b.t("只有一种方法的排放口（kg/a）", "Outlets with one method only (kg/a)"),
				Blocks: []page.Block{b.single(single)}})
	}
	if len(without) > 0 {
		sections = append(sections, page.Section{Title: b.t("没有任何方法给出数额", "No method gives an amount"),
			Blocks: []page.Block{{List: page.Texts(b.withoutAmount(without))}}})
	}
	sections = append(sections, b.closing(p, own, sections...))
	facts := append(b.planFacts(p), page.Field{Name: b.t("从严的范围", "strictest of"),
		Text: page.T(b.strictestOf(p.Policy))})
	doc := page.Doc{Title: p.Dossier.Project.Name + b.t("  各方法并列", ": methods side by side"),
		Facts: append(facts, b.orders(p)...), Sections: b.numbered(sections)}
	return page.Page{Doc: doc, Main: main, Data: data}
}

// withoutAmount says why outlets have no amount, pollutants for which the same
// holds in one line.
func (b *builder) withoutAmount(list []permit.Assessment) []string {
	var heads, whys, out []string
	metals := map[string][]string{}
	for _, a := range list {
		head, why := a.Target()+"  "+b.in(a.Medium.Name())+"  ", orNone(b.noPermit(a).String())
		if _, seen := metals[head+why]; !seen {
			heads, whys = append(heads, head), append(whys, why)
		}
		metals[head+why] = append(metals[head+why], b.pollutant(a.Pollutant))
	}
	for i := range heads {
		out = append(out, heads[i]+b.list(metals[heads[i]+whys[i]])+b.t("：", ": ")+whys[i])
	}
	return out
}

func (b *builder) strictestOf(p factors.Policy) string {
	if p.Choice("strictest") == "all-methods" {
		return b.t("全部可采用的方法（strictest = all-methods）", "all methods that count (strictest = all-methods)")
	}
	return b.t("有约束力的方法（strictest = binding）；其余并列比较",
		"the amounts that bind (strictest = binding); the others stand beside")
}

// orders says, once for each text, what order of methods holds.
func (b *builder) orders(p substitution.Plan) []page.Field {
	var out []page.Field
	seen := map[string]bool{}
	for _, a := range p.Result.Accounts {
		o := a.Order
		if seen[o.ID] || o.ID == "" {
			continue
		}
		seen[o.ID] = true
		text := o.Clause.String() + b.t("：", ": ")
		var tiers []string
		for _, tier := range o.Tiers {
			var names []string
			for _, m := range tier {
				names = append(names, b.in(m.Name()))
			}
			tiers = append(tiers, strings.Join(names, b.t("或", " or ")))
		}
		if len(tiers) == 0 {
			text += b.t("新建源没有规定方法的次序", "no order is fixed for new sources")
		} else {
			text += strings.Join(tiers, b.t("，其次", ", then "))
		}
		if o.Status != calc.StatusText {
			text += b.paren(b.in(o.Status.Name()))
		}
		out = append(out, page.Field{Name: b.t("方法次序", "order of methods"), Text: page.T(text)})
	}
	return out
}

func (b *builder) ladderTitle(l permit.Ladder) string {
	permitted := b.t("不核定许可排放量", "no permitted emission")
	if l.Permitted.OK() {
		permitted = b.f("许可 %s kg/a", "permitted %s kg/a", shown(l.Permitted))
	}
	return l.Target() + "  " + b.in(l.Medium.Name()) + "  " + b.pollutant(l.Pollutant) + b.t("：", ": ") + permitted
}

// rungName is the method, an account by the accounting method's name.
func (b *builder) rungName(r permit.Rung) string {
	if r.Side != nil {
		return b.in(r.Detail)
	}
	return b.in(r.Method.Name())
}

const rankColumn = 4 // where ranks stand, if the text gives any

func (b *builder) ladder(l permit.Ladder) page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("方法", "method"), Wrap: true}, {Head: b.t("数额", "kg/a"),
		Right: true},
		{Head: b.t("约束", "binds")},
		{Head: b.t("可采用", "counts")}, {Head: b.t("结论", "result"), Wrap: true},
		{Head: b.t("何时最严", "strictest when"), Wrap: true}}}
	ranked := slices.ContainsFunc(l.Rungs, func(r permit.Rung) bool { return r.Rank > 0 })
	if ranked {
		t.Columns = slices.Insert(t.Columns, rankColumn, page.Head{Head: b.t("次序", "rank")})
	}
	var notes []page.Spans
	for _, r := range l.Rungs {
		row := page.Row(b.rungName(r), b.amount(r.Amount), b.yes(r.Binds), b.yes(r.Admissible()),
			orNone(b.standing(r)), orNone(b.firstFlip(r)))
		if ranked {
			row = slices.Insert(row, rankColumn, page.T(b.rank(r)))
		}
		t.Rows = append(t.Rows, row)
		notes = append(notes, b.rungNotes(r)...)
	}
	if rest := b.notStated(l); rest != "" {
		notes = append(notes, page.T(rest))
	}
	if text := b.noPermit(l.Assessment); text != nil {
		notes = append(notes, text)
	}
	return page.Block{Table: &t, Picture: b.methodFigure(l), Notes: notes}
}

// single are the ladders of one rung: nothing to compare.
func (b *builder) single(list []permit.Ladder) page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("排放口", "outlet"), Wrap: true}, {Head: b.t("介质", "medium")},
		{Head: b.t("污染物", "pollutant")},
		{Head: b.t("方法", "method"), Wrap: true}, {Head: b.t("数额", "kg/a"), Right: true},
		{Head: b.t("约束", "binds")}, {Head: b.t("可采用", "counts")}}}
	var notes []page.Spans
	for _, l := range list {
		r := l.Rungs[0]
		t.Rows = append(t.Rows, page.Row(l.Target(), b.in(l.Medium.Name()), b.pollutant(l.Pollutant), b.rungName(r),
			b.amount(r.Amount), b.yes(r.Binds), b.yes(r.Admissible())))
		about := b.rungNotes(r)
		if text := b.noPermit(l.Assessment); text != nil {
			about = append(about, text)
		}
		for _, text := range about {
			notes = append(notes, page.Cat(l.Target()+" "+b.pollutant(l.Pollutant)+b.t("：", ": "), text))
		}
	}
	return page.Block{Table: &t, Notes: notes}
}

func (b *builder) rank(r permit.Rung) string {
	if r.Rank == 0 {
		return none
	}
	return string(rune('0' + r.Rank))
}

func (b *builder) standing(r permit.Rung) string {
	var out []string
	if r.Strictest {
		out = append(out, b.t("最严", "strictest"))
	}
	if r.Chosen {
		out = append(out, b.t("采用", "taken"))
	}
	return b.list(out)
}

func (b *builder) notStated(l permit.Ladder) string {
	var names []string
	for _, m := range l.NotStated {
		names = append(names, b.in(m.Name()))
	}
	if len(names) == 0 {
		return ""
	}
	return b.t("材料中没有：", "Not in the dossier: ") + b.list(names) + b.t("。", ".")
}

// rungNotes says what a table has no room for: why a rung does not count, what
// is in it, and the further turning points.
func (b *builder) rungNotes(r permit.Rung) []page.Spans {
	var out []page.Spans
	say := func(text any) { out = append(out, page.Cat(b.rungName(r)+b.t("：", ": "), text)) }
	if !r.Admissible() || (!r.Binds && r.Side == nil) {
		text := b.in(r.Why)
		if !r.Amount.OK() && r.Amount.Err() != nil && r.Amount.Err() != calc.ErrAbsent {
			text = strings.Join(page.Present(text, b.in(calc.ErrorText(r.Amount.Err()))), b.t("；", "; "))
		}
		say(text)
	}
	if r.Side != nil && r.Side.Abnormal.OK() {
		say(b.s("其中非正常排放 %s kg/a", "of it, out of normal operation: %s kg/a", b.amount(r.Side.Abnormal)))
	}
	if r.Side != nil && r.Side.Fugitive.OK() && r.Side.Fugitive.Sign() > 0 {
		say(b.s("另有无组织排放 %s kg/a，不计入排气筒", "beside it, fugitive: %s kg/a, no part of the stack",
			b.amount(r.Side.Fugitive)))
	}
	for i, f := range r.Flips {
		if i > 0 && !f.Never && !f.Always() {
			say(b.flip(f))
		}
	}
	return out
}

func (b *builder) firstFlip(r permit.Rung) string {
	if len(r.Flips) == 0 {
		return ""
	}
	return b.flip(r.Flips[0])
}

// flip says for which values of a number the amount is the strictest.
func (b *builder) flip(f permit.Flip) string {
	unit := f.Now.Unit().String()
	if unit != "" {
		unit = " " + unit
	}
	name, now := b.term(f.Term), plain(f.Now)
	low, high := f.LowShown(), f.HighShown()
	switch {
	case f.Never:
		return b.f("%s取任何值都不是最严（现 %s）", "never, whatever the %s (now %s)", name, now)
	case f.Always():
		return b.f("%s取任何值都最严（现 %s）", "always, whatever the %s (now %s)", name, now)
	case f.Low == nil:
		return b.f("%s不高于 %s%s（现 %s）", "%s at most %s%s (now %s)", name, high, unit, now)
	case f.High == nil:
		return b.f("%s不低于 %s%s（现 %s）", "%s at least %s%s (now %s)", name, low, unit, now)
	}
	return b.f("%s在 %s 与 %s%s 之间（现 %s）", "%s between %s and %s%s (now %s)", name, low, high, unit, now)
}

func (b *builder) methodsCSV() page.Grid {
	return page.Grid{Columns: []page.Head{{Head: b.t("排放口", "outlet")}, {Head: b.t("介质", "medium")},
		{Head: b.t("污染物", "pollutant")}, {Head: b.t("方法", "method")},
		{Head: b.t("依据", "by")}, {Head: b.t("数额（kg/a）", "amount (kg/a)"), Right: true},
		{Head: b.t("数额（kg/a，六位小数）", "amount (kg/a, 6 decimals)"), Right: true},
		{Head: b.t("有约束力", "binds")}, {Head: b.t("可采用", "counts")}, {Head: b.t("次序", "rank")},
		{Head: b.t("最严", "strictest")}, {Head: b.t("采用", "taken")},
		{Head: b.t("何时最严", "strictest when")}, {Head: b.t("说明", "why")},
		{Head: b.t("未经原文核对的数值", "figures not read in the text")}}}
}

func (b *builder) ladderRows(l permit.Ladder) [][]page.Spans {
	var out [][]page.Spans
	for _, r := range l.Rungs {
		var when []string
		for _, f := range r.Flips {
			when = append(when, b.flip(f))
		}
		out = append(out, page.Row(l.Target(), b.in(l.Medium.Name()), string(l.Pollutant), b.in(r.Method.Name()),
			b.in(r.Detail), shown(r.Amount), fine(r.Amount),
			b.yes(r.Binds), b.yes(r.Admissible()), b.rank(r), b.yes(r.Strictest), b.yes(r.Chosen),
			strings.Join(when, b.t("；", "; ")), b.in(r.Why), doubts(r.Amount)))
	}
	return out
}
