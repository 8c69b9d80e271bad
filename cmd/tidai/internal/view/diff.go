package view

import (
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/review"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// Diff is what moved between two versions of a dossier.
func Diff(before, after string, a, b substitution.Plan, list []review.Moved, changed []dossier.StatementDiff,
	lang calc.Lang) page.Page {
	w := newBuilder(lang)
	t := page.Grid{Columns: []page.Head{{Head: w.t("名称", "target"), Wrap: true}, {Head: w.t("原值", "before"),
		Right: true},
		{Head: w.t("新值", "after"), Right: true},
		{Head: w.t("变化", "change"), Right: true}, {Head: w.t("原因（各占多少）", "because of (its share)"),
			Wrap: true}}}
	data := diffDoc{Schema: "tidai/diff/1", Before: before, After: after, StatusBefore: string(a.Status),
		StatusAfter: string(b.Status), Moved: []movedJSON{}, Inputs: []statedJSON{}}
	for _, m := range list {
		t.Rows = append(t.Rows, page.Row(m.Target, w.yearly(m.Before), w.yearly(m.After), w.changed(m), w.because(m)))
		data.Moved = append(data.Moved, w.movedOf(m))
	}
	inputs := page.Grid{Columns: []page.Head{{Head: w.t("输入", "input"), Wrap: true}, {Head: w.t("原值", "before"),
		Wrap: true}, {Head: w.t("新值", "after"), Wrap: true}, {Head: w.t("位置", "place"), Wrap: true}}}
	for _, c := range changed {
		at := c.After.At
		if at.IsZero() {
			at = c.Before.At
		}
		inputs.Rows = append(inputs.Rows, page.Row(c.Path, orElse(c.Before.Value, none), orElse(c.After.Value, none),
			at.String()))
		data.Inputs = append(data.Inputs, statedJSON{c.Path, statedIn(c.Before), statedIn(c.After), some(at.String())})
	}
	verdict := w.f("变化的结果 %d 个，改动的输入 %d 个", "%d results moved, %d inputs changed", len(list), len(changed))
	if a.Status != b.Status {
		verdict += w.f("；结论由“%s”变为“%s”", "; the verdict was: %s, and is: %s", a.Status.Name(), b.Status.Name())
	}
	doc := page.Doc{Title: w.f("%s 与 %s 之比较（kg/a）", "%s against %s (kg/a)", after, before), Verdict: verdict}
	if len(list) > 0 {
		doc.Sections = []page.Section{{Title: w.t("变化的结果", "Results that moved"),
			Blocks: append([]page.Block{{Table: &t}},
				footnotes(page.Section{Blocks: []page.Block{{Table: &t}}})...)}}
	}
	if len(changed) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Title: w.t("改动的输入（不改变结果的也在内）",
			"Inputs that changed, also those that move no result"), Blocks: []page.Block{{Table: &inputs}}})
	}
	doc.Sections = w.numbered(doc.Sections)
	return page.Page{Doc: doc, Main: t, Data: data}
}

func (b *builder) changed(m review.Moved) string {
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
	if kg, err := q.In(quantity.KgPerYear); err == nil {
		q = kg
	}
	if q.Sign() > 0 {
		return "+" + q.ShownAmount()
	}
	return q.ShownAmount()
}

type diffDoc struct {
	Schema       string       `json:"schema"`
	Before       string       `json:"before"`
	After        string       `json:"after"`
	StatusBefore string       `json:"status_before"`
	StatusAfter  string       `json:"status_after"`
	Moved        []movedJSON  `json:"moved"`
	Inputs       []statedJSON `json:"inputs"`
}

type statedJSON struct {
	Path   string  `json:"path"`
	Before *string `json:"before"` // null: not stated
	After  *string `json:"after"`
	At     *string `json:"at"`
}

func statedIn(s dossier.Statement) *string {
	if s.Path == "" {
		return nil
	}
	return &s.Value
}

type movedJSON struct {
	Target string      `json:"target"`
	Before *numberJSON `json:"before"`
	After  *numberJSON `json:"after"`
	Change *numberJSON `json:"change"`
	Inputs []inputJSON `json:"inputs"`
}

type inputJSON struct {
	What      string      `json:"what"`
	Before    *numberJSON `json:"before"`
	After     *numberJSON `json:"after"`
	Structure bool        `json:"structure"`
	Share     *numberJSON `json:"share"`
}

func (b *builder) movedOf(m review.Moved) movedJSON {
	out := movedJSON{Target: m.Target, Before: number(m.Before), After: number(m.After), Change: number(m.Change),
		Inputs: []inputJSON{}}
	for i, x := range m.Inputs {
		in := inputJSON{What: b.in(x.What), Before: number(x.Before), After: number(x.After), Structure: x.Structure}
		if i < len(m.Shares) {
			q := m.Shares[i].Amount
			if kg, err := q.In(quantity.KgPerYear); err == nil {
				q = kg
			}
			in.Share = quantityJSON(q)
		}
		out.Inputs = append(out.Inputs, in)
	}
	return out
}
