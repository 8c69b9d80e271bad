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
	ladders := laddersOf(p)
	var rungs []rung
	for _, l := range ladders {
		rungs = append(rungs, rungsOf(l)...)
	}
	sections := b.ladders(ladders)
	sections = append(sections, b.closing(p, own, sections...))
	facts := append(b.planFacts(p), page.Field{Name: b.t("从严的范围", "strictest of"),
		Text: page.T(b.strictestOf(p.Policy))})
	doc := page.Doc{Title: p.Dossier.Project.Name + b.t("  各方法并列", ": methods side by side"),
		Facts: append(facts, b.orders(p)...), Sections: b.numbered(sections)}
	return page.Page{Doc: doc, Main: rungTable(false).With(b.Voice, rungs).CSV(),
		Data: methodsTable.One(b.Voice, ownPlan{p, own}).Object()}
}

// ladders shows each ladder in a section of its own, those of one rung or none
// together.
func (b *builder) ladders(list []permit.Ladder) []page.Section {
	var sections []page.Section
	var single []permit.Ladder
	var without []permit.Assessment
	for _, l := range list {
		switch len(l.Rungs) {
		case 0:
			without = append(without, l.Assessment)
		case 1:
			single = append(single, l)
		default:
			sections = append(sections, page.Section{Title: b.ladderTitle(l), Blocks: []page.Block{b.ladder(l)}})
		}
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
	return sections
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

func (b *builder) ladder(l permit.Ladder) page.Block {
	ranked := slices.ContainsFunc(l.Rungs, func(r permit.Rung) bool { return r.Rank > 0 })
	block := rungTable(ranked).With(b.Voice, rungsOf(l)).Block()
	block.Picture = b.methodFigure(l)
	for _, r := range l.Rungs {
		block.Notes = append(block.Notes, b.rungNotes(r)...)
	}
	if rest := b.notStated(l); rest != "" {
		block.Notes = append(block.Notes, page.T(rest))
	}
	if text := b.noPermit(l.Assessment); text != nil {
		block.Notes = append(block.Notes, text)
	}
	return block
}

// single are the ladders of one rung: nothing to compare.
func (b *builder) single(list []permit.Ladder) page.Block {
	var rows []rung
	var notes []page.Spans
	for _, l := range list {
		rows = append(rows, rungsOf(l)...)
		about := b.rungNotes(l.Rungs[0])
		if text := b.noPermit(l.Assessment); text != nil {
			about = append(about, text)
		}
		for _, text := range about {
			notes = append(notes, page.Cat(l.Target()+" "+b.pollutant(l.Pollutant)+b.t("：", ": "), text))
		}
	}
	block := singleTable.With(b.Voice, rows).Block()
	block.Notes = notes
	return block
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
			say(b.in(flipText(f)))
		}
	}
	return out
}
