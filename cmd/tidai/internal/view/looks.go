package view

import (
	"strings"

	"tidai/calc"
	"tidai/calc/plausibility"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
)

// CheckAll is a check with what was compared, also where nothing was found: both
// numbers, or why there is no reference.
func CheckAll(p page.Page, looks []plausibility.Look, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	var lines []string
	for _, l := range looks {
		line := b.in(l.State.Name()) + b.t("：", ": ") + l.Check.Code + b.t("，", ", ") + b.in(l.Of)
		if l.Stated.OK() {
			line += b.t("，写明 ", ", stated ") + lookFigure(l.Stated)
		}
		if l.Expected.OK() {
			line += b.f("，%s ", ", %s ", b.in(l.Against)) + lookFigure(l.Expected)
		}
		if l.Why != (calc.Text{}) {
			line += b.t("，", ", ") + b.in(l.Why)
		}
		lines = append(lines, line+b.paren(l.At.String()))
	}
	p.Doc.Sections = append(p.Doc.Sections, page.Section{Title: b.t("比较过的数值", "Amounts compared") +
		b.f("（%d 项）", " (%d)", len(looks)), Blocks: []page.Block{{List: page.Texts(lines)}}})
	return p
}

// lookFigure writes a figure with its unit.
func lookFigure(s calc.Step) string {
	if s.Value().Unit().Same(quantity.One) && s.Value().Unit().String() == "" {
		return quantity.Exact(quantity.RoundSignificant(s.Value().Rat(), 3)) // a count, a share
	}
	return strings.TrimSpace(s.Value().ShownAmount() + " " + s.Value().Unit().String())
}
