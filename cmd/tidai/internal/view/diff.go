package view

import (
	"path/filepath"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/review"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// difference is two versions of a dossier and what they do not have in common.
type difference struct {
	before, after string // folders
	a, b          substitution.Plan
	moved         []review.Moved
	changed       []dossier.StatementDiff
}

// diffTable is a difference as an object of JSON.
var diffTable = page.Table[difference]{Name: "diff", Columns: []page.Column{
	page.ConstOf[difference]("schema", "tidai/diff/2"),
	page.TextOf("before", page.H("原版本", "before"), func(d difference) string { return filepath.ToSlash(d.before) }),
	page.TextOf("after", page.H("新版本", "after"), func(d difference) string { return filepath.ToSlash(d.after) }),
	page.ChoiceOf("status_before", page.H("原结论", "verdict before"), substitution.Statuses,
		func(d difference) substitution.Status { return d.a.Status }),
	page.ChoiceOf("status_after", page.H("新结论", "verdict after"), substitution.Statuses,
		func(d difference) substitution.Status { return d.b.Status }),
	page.RowsOf("moved", movedNumberTable, func(d difference) []review.Moved { return d.moved }),
	page.RowsOf("inputs", statementDiffTable, func(d difference) []dossier.StatementDiff { return d.changed }),
}}

// movedNumberTable is every result that moved.
var movedNumberTable = page.Table[review.Moved]{Name: "moved", Columns: []page.Column{
	page.TextOf("target", page.H("名称", "target"), func(m review.Moved) string { return m.Target }).Wrap(),
	yearlyOf("before", page.H("原值", "before"), func(m review.Moved) calc.Step { return m.Before }),
	yearlyOf("after", page.H("新值", "after"), func(m review.Moved) calc.Step { return m.After }),
	page.AmountOf("change", page.H("变化", "change"), func(m review.Moved) calc.Step { return m.Change }).
		InSheet("变化", "change").
		Cell(page.By(func(_ page.Voice, m review.Moved) page.Spans { return page.T(changed(m)) })).
		Sheet(page.By(func(_ page.Voice, m review.Moved) string { return changed(m) })),
	page.CellOf(page.H("原因（各占多少）", "because of (its share)"), func(v page.Voice, m review.Moved) page.Spans {
		return page.T(say(v).because(m))
	}).Wrap().In(page.People | page.Sheet),
	page.RowsOf("inputs", movedInputTable, movedInputs),
	page.DoubtsOf("factors_not_from_text", func(m review.Moved) calc.Step { return m.Before },
		func(m review.Moved) calc.Step { return m.After }),
}}

// movedInput is what differs below a number, with its share of the change.
type movedInput struct {
	review.Differing
	share  quantity.Quantity
	shared bool
}

func movedInputs(m review.Moved) []movedInput {
	var out []movedInput
	for i, x := range m.Inputs {
		in := movedInput{Differing: x}
		if i < len(m.Shares) {
			in.share, in.shared = perYear(m.Shares[i].Amount), true
		}
		out = append(out, in)
	}
	return out
}

var movedInputTable = page.Table[movedInput]{Name: "moved-input", Columns: []page.Column{
	page.WordsOf("what", page.H("输入", "input"), func(x movedInput) calc.Text { return x.What }),
	page.AmountOf("before", page.H("原值", "before"), func(x movedInput) calc.Step { return x.Before }),
	page.AmountOf("after", page.H("新值", "after"), func(x movedInput) calc.Step { return x.After }),
	page.FlagOf("structure", page.H("推导不同", "derived otherwise"), func(x movedInput) bool { return x.Structure }),
	page.QuantityOf("share", page.H("占变化", "share"),
		func(x movedInput) (quantity.Quantity, bool) { return x.share, x.shared }),
}}

// statementDiffTable is every statement of the files that differs.
var statementDiffTable = page.Table[dossier.StatementDiff]{Name: "statement-diff",
	Columns: []page.Column{
		page.TextOf("path", page.H("输入", "input"), func(d dossier.StatementDiff) string { return d.Path }).Wrap(),
		page.SomeTextOf("before", page.H("原值", "before"), func(d dossier.StatementDiff) (string, bool) {
			return d.Before.Value, d.Before.Path != ""
		}).Missing(none, none).Wrap(),
		page.SomeTextOf("after", page.H("新值", "after"), func(d dossier.StatementDiff) (string, bool) {
			return d.After.Value, d.After.Path != ""
		}).Missing(none, none).Wrap(),
		page.TextOf("at", page.H("位置", "place"), placeOf).OrNull().Wrap(),
	}}

// placeOf is where a statement that differs stands: in the second version, where it
// is made there.
func placeOf(d dossier.StatementDiff) string {
	if d.After.At.IsZero() {
		return d.Before.At.String()
	}
	return d.After.At.String()
}

// Diff is what moved between two versions of a dossier.
func Diff(before, after string, a, b substitution.Plan, list []review.Moved, changed []dossier.StatementDiff,
	lang calc.Lang) page.Page {
	w := newBuilder(lang)
	d := difference{before, after, a, b, list, changed}
	verdict := w.f("变化的结果 %d 个，改动的输入 %d 个", "%d results moved, %d inputs changed", len(list), len(changed))
	if a.Status != b.Status {
		verdict += w.f("；结论由“%s”变为“%s”", "; the verdict was: %s, and is: %s", a.Status.Name(), b.Status.Name())
	}
	doc := page.Doc{Title: w.f("%s 与 %s 之比较（kg/a）", "%s against %s (kg/a)", after, before), Verdict: verdict}
	if len(list) > 0 {
		section := page.Section{Title: w.t("变化的结果", "Results that moved"),
			Blocks: []page.Block{movedNumberTable.With(w.Voice, list).Block()}}
		section.Blocks = append(section.Blocks, footnotes(section)...)
		doc.Sections = append(doc.Sections, section)
	}
	if len(changed) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Title: w.t("改动的输入（不改变结果的也在内）",
			"Inputs that changed, also those that move no result"),
			Blocks: []page.Block{statementDiffTable.With(w.Voice, changed).Block()}})
	}
	doc.Sections = w.numbered(doc.Sections)
	return page.Page{Doc: doc, Main: movedNumberTable.With(w.Voice, list).CSV(), Data: diffTable.One(w.Voice, d).
		Object()}
}

// changed is a change with its sign.
func changed(m review.Moved) string {
	if !m.Change.OK() {
		return none
	}
	text := shown(m.Change)
	if m.Change.Sign() > 0 {
		text = "+" + text
	}
	return text
}

// because names the inputs that differ, each with its share of the change.
func (b *builder) because(m review.Moved) string {
	var parts []string
	for _, s := range m.Shares {
		parts = append(parts, b.differing(s.Differing)+b.paren(signedAmount(s.Amount)))
	}
	if len(m.Shares) == 0 {
		for _, x := range m.Inputs {
			parts = append(parts, b.differing(x))
		}
	}
	return strings.Join(parts, b.t("；", "; "))
}

func (b *builder) differing(x review.Differing) string {
	if x.Structure {
		return b.in(x.What) + b.t(" 的推导不同", " is derived otherwise")
	}
	return b.in(x.What) + b.t("：", ": ") + plain(x.Before.Value()) + " → " + plain(x.After.Value())
}

func signedAmount(q quantity.Quantity) string {
	if q = perYear(q); q.Sign() > 0 {
		return "+" + q.ShownAmount()
	}
	return q.ShownAmount()
}

// perYear is an amount in kg/a, where it is one of a year.
func perYear(q quantity.Quantity) quantity.Quantity {
	if kg, err := q.In(quantity.KgPerYear); err == nil {
		return kg
	}
	return q
}
