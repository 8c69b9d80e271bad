package view

import (
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Checks are the questions that the tool asks by itself, with their bounds and
// how often they err.
func Checks(list []factors.Check, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	doc := page.Doc{Sections: []page.Section{{
		Title:  b.t("合理性检查", "Checks of plausibility") + b.f("（%d 项）", " (%d)", len(list)),
		Blocks: []page.Block{{Records: checkList.With(b.Voice, list).Records()}},
	}}}
	return page.Page{Doc: doc, Main: checkList.With(b.Voice, list).CSV(), Data: checkLists.One(b.Voice, list).Object()}
}

var checkLists = page.Table[[]factors.Check]{Name: "checks", Columns: []page.Column{
	page.ConstOf[[]factors.Check]("schema", "tidai/checks/2"),
	page.RowsOf("checks", checkList, func(list []factors.Check) []factors.Check { return list }),
}}

var checkList = page.Table[factors.Check]{Name: "check", Columns: []page.Column{
	page.TextOf("id", page.H("编号", "id"), func(c factors.Check) string { return c.ID }),
	page.TextOf("code", page.H("代码", "code"), func(c factors.Check) string { return c.Code }),
	page.TextOf("entry", page.H("条目", "entry"), func(c factors.Check) string { return c.Entry }),
	page.WordsOf("name", page.H("名称", "name"), func(c factors.Check) calc.Text { return c.Name }),
	page.WordsOf("applies_if", page.H("适用", "applies if"), func(c factors.Check) calc.Text { return c.AppliesIf }),
	page.WordsOf("quiet_if", page.H("不提出", "quiet if"), func(c factors.Check) calc.Text { return c.QuietIf }),
	page.WordsOf("reason", page.H("理由", "reason"), func(c factors.Check) calc.Text { return c.Reason }),
	saidOf("source", page.H("来源", "source"), func(c factors.Check) string { return c.Source }),
	page.RowsOf("bounds", boundList, func(c factors.Check) []factors.Bound { return c.Bounds }),
	page.TextOf("right", page.H("正确材料", "right"), func(c factors.Check) string { return c.Measured.Right }),
	page.TextOf("alarms", page.H("误报", "alarms"), func(c factors.Check) string { return c.Measured.Alarms }),
	page.TextOf("wrong", page.H("错误材料", "wrong"), func(c factors.Check) string { return c.Measured.Wrong }),
	page.TextOf("found", page.H("发现", "found"), func(c factors.Check) string { return c.Measured.Found }),
}, Record: &page.RecordForm[factors.Check]{
	Head: func(v page.Voice, c factors.Check) page.Spans {
		return page.T(c.Code + "  " + c.ID + "  " + c.Name.In(v.Lang))
	},
	Line: func(v page.Voice, c factors.Check) []page.Field { return checkFields(say(v), c) },
}}

func checkFields(b *builder, c factors.Check) []page.Field {
	var bounds []string
	for _, x := range c.Bounds {
		text := x.Name.In(b.Lang) + b.t("：", ": ") + x.Amount.Exact()
		if unit := x.Amount.Unit(); !unit.Same(quantity.One) {
			text += " " + unit.String()
		}
		if x.Local {
			text += b.t("（本地）", " (local)")
		}
		bounds = append(bounds, text)
	}
	rates := b.t("尚未测定", "not measured")
	if m := c.Measured; m.Right != "" {
		rates = b.f("%s 份正确材料误报 %s；%s 份错误材料发现 %s",
			"%s right dossiers, %s alarms; %s wrong ones, %s found",
			m.Right, m.Alarms, m.Wrong, m.Found)
	}
	var out []page.Field
	for _, x := range []struct{ name, text string }{
		{b.t("界限", "bounds"), strings.Join(bounds, b.t("；", "; "))},
		{b.t("适用", "applies if"), c.AppliesIf.In(b.Lang)},
		{b.t("不提出", "quiet if"), c.QuietIf.In(b.Lang)},
		{b.t("理由", "reason"), c.Reason.In(b.Lang)},
		{b.t("来源", "source"), b.said(c.Source)},
		{b.t("测定", "measured"), rates},
	} {
		if x.text != "" {
			out = append(out, page.Field{Name: x.name, Text: page.T(x.text)})
		}
	}
	return out
}

var boundList = page.Table[factors.Bound]{Name: "bound", Columns: []page.Column{
	page.TextOf("id", page.H("编号", "id"), func(b factors.Bound) string { return b.ID }),
	page.WordsOf("name", page.H("名称", "name"), func(b factors.Bound) calc.Text { return b.Name }),
	page.QuantityOf("value", page.H("数值", "value"), func(b factors.Bound) (quantity.Quantity, bool) {
		return b.Amount, true
	}),
	page.FlagOf("local", page.H("本地", "local"), func(b factors.Bound) bool { return b.Local }),
}}
