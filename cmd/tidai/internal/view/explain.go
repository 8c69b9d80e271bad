package view

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

func (b *builder) methodName(m reduction.MethodRow) string {
	return b.in(m.Name())
}

// Explain shows how one number came to be, as a tree: one node a line.
func Explain(t substitution.Target, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	w := &treeWriter{builder: b, seen: map[calc.Step]bool{}}
	w.node(t.Step, "", "", "")
	section := page.Section{Blocks: []page.Block{{Tree: w.lines}}}
	section.Blocks = append(section.Blocks, footnotes(section)...)
	doc := page.Doc{Title: t.Name, Sections: []page.Section{section}}
	return page.Page{Doc: doc, Main: w.table(), Data: explainDoc{Schema: "tidai/explain/1", Target: t.Name,
		Trace: t.Step.Trace()}}
}

type explainDoc struct {
	Schema string `json:"schema"`
	Target string `json:"target"`
	calc.Trace
}

type treeWriter struct {
	*builder
	seen  map[calc.Step]bool
	lines []page.TreeLine
	rows  [][]page.Spans
}

// node writes a step and all below it. A derivation used a second time is
// named but not written again.
func (w *treeWriter) node(s calc.Step, lead, below, remark string) {
	operands := s.Operands()
	again := w.seen[s] && len(operands) > 0
	w.seen[s] = true
	text := page.Cat(remark, w.nodeText(s))
	if again {
		text = page.Cat(text, w.paren(w.t("推导同上", "derived above")))
	}
	w.lines = append(w.lines, page.TreeLine{Lead: lead, Below: below + stem(len(operands) > 0 && !again), Text: text})
	w.rows = append(w.rows, page.Row(fmt.Sprint(page.Width(lead)/3), s.Symbol(), w.term(s.TermKey()), exactOf(s),
		unitOf(s), w.formula(s), s.Clause().String(), w.origin(s)))
	if again {
		return
	}
	chosen := s.Chosen()
	for i, o := range operands {
		mark := ""
		if i == chosen && len(operands) > 1 {
			mark = w.t("（采用）", "(taken) ")
		}
		if i == len(operands)-1 {
			w.node(o, below+"└─ ", below+"   ", mark)
		} else {
			w.node(o, below+"├─ ", below+"│  ", mark)
		}
	}
}

func stem(has bool) string {
	if has {
		return "│  "
	}
	return "   "
}

// nodeText is symbol = value unit ← operation, clause, origin.
func (w *treeWriter) nodeText(s calc.Step) page.Spans {
	if key := s.TermKey(); s.OK() && (key == "one" || key == "zero") {
		return page.T(plain(s.Value()) + "  " + w.origin(s))
	}
	head := w.term(s.TermKey()) + " " + s.Symbol()
	if s.OK() {
		head += " = " + plain(s.Value())
	} else {
		head += w.t("：无法算出，", ": could not be computed, ") + s.Err().Error()
	}
	number := page.Span{Text: head}
	if o := s.Origin(); o.Kind == calc.FromFactor && doubtful(s) {
		number.Number = &page.Number{Notes: []page.Note{w.note(s)}}
	}
	text := ""
	if f := w.formula(s); f != "" {
		text += " ← " + f
	}
	if !s.Clause().IsZero() {
		text += "  [" + s.Clause().String() + "]"
	}
	if o := w.origin(s); o != "" {
		text += "  " + o
	}
	return page.Cat(number, text)
}

// formula writes the operation with the symbols of its operands.
func (b *builder) formula(s calc.Step) string {
	var names []string
	for _, o := range s.Operands() {
		name := o.Symbol()
		if strings.ContainsAny(name, "−+") {
			name = "(" + name + ")"
		}
		names = append(names, name)
	}
	switch s.Op() {
	case calc.OpProduct:
		return strings.Join(names, " × ")
	case calc.OpSum:
		return strings.Join(names, " + ")
	case calc.OpDifference:
		return strings.Join(names, " − ")
	case calc.OpQuotient:
		return strings.Join(names, " ÷ ")
	case calc.OpLeast:
		return b.t("最小值", "least of ") + "(" + strings.Join(names, ", ") + ")"
	case calc.OpGreatest:
		return b.t("最大值", "greatest of ") + "(" + strings.Join(names, ", ") + ")"
	case calc.OpConvert, calc.OpRoundDown, calc.OpRoundUp:
		return b.in(s.Op().Name())
	case calc.OpRound:
		return b.in(s.Op().Name()) + " (GB/T 8170)"
	}
	return ""
}

// origin says where a leaf comes from.
func (b *builder) origin(s calc.Step) string {
	o := s.Origin()
	switch o.Kind {
	case calc.FromDossier:
		if o.Note != "" {
			return o.At.String() + b.paren(o.Note)
		}
		return o.At.String()
	case calc.FromFactor:
		if o.Local {
			return o.Factor + b.paren(b.t("本地数值", "local value"))
		}
		return o.Factor
	case calc.FromPlan, calc.FromDefinition:
		return b.in(o.Kind.Name())
	case calc.FromSeries:
		return b.series(o)
	}
	return ""
}

func exactOf(s calc.Step) string {
	if !s.OK() {
		return ""
	}
	return s.Value().Exact()
}

func unitOf(s calc.Step) string { return s.Value().Unit().String() }

func (w *treeWriter) table() page.Grid {
	return page.Grid{Columns: []page.Head{{Head: w.t("层级", "level"), Right: true}, {Head: w.t("符号", "symbol")},
		{Head: w.t("名称", "term")}, {Head: w.t("精确值", "exact"), Right: true},
		{Head: w.t("单位", "unit")}, {Head: w.t("运算", "operation")}, {Head: w.t("条款", "clause")},
		{Head: w.t("出处", "origin")}}, Rows: w.rows}
}

// Targets lists the numbers that can be explained, and the sources that can be
// asked about.
func Targets(list []substitution.Target, p substitution.Plan, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	t := page.Grid{Columns: []page.Head{{Head: b.t("名称", "target"), Wrap: true}, {Head: b.t("含义", "what it is"),
		Wrap: true}, {Head: b.t("数值 kg/a", "kg/a"), Right: true}}}
	data := targetsDoc{Schema: "tidai/targets/1", Targets: []targetJSON{}, Sources: []askableJSON{}}
	for _, x := range list {
		t.Rows = append(t.Rows, page.Row(x.Name, b.term(x.Step.TermKey()), b.yearly(x.Step)))
		data.Targets = append(data.Targets, targetJSON{Name: x.Name, Term: x.Step.TermKey(), Amount: number(x.Step),
			Reason: some(reason(x.Step))})
	}
	sections := []page.Section{{Blocks: []page.Block{{Table: &t}}}}
	sections[0].Blocks = append(sections[0].Blocks, footnotes(sections...)...)
	if asked := b.askable(p, &data); asked != nil {
		sections = append(sections, *asked)
	}
	doc := page.Doc{Title: b.t("可推导的数值", "Numbers that can be explained"), Sections: sections}
	return page.Page{Doc: doc, Main: t, Data: data}
}

// yearly is an amount in kg/a; one of a period of its own is in kg.
func (b *builder) yearly(s calc.Step) page.Span {
	if text := shown(s); text != none || !s.OK() {
		return b.number(text, s)
	}
	return b.number(inKg(s)+" kg", s)
}

type targetsDoc struct {
	Schema  string        `json:"schema"`
	Targets []targetJSON  `json:"targets"`
	Sources []askableJSON `json:"sources"`
}

type askableJSON struct {
	Name  string `json:"name"`
	State string `json:"state"`
}

// askable lists the sources with what became of them.
func (b *builder) askable(p substitution.Plan, data *targetsDoc) *page.Section {
	if len(p.Result.Sources) == 0 {
		return nil
	}
	t := page.Grid{Columns: []page.Head{{Head: b.t("名称", "target"), Wrap: true},
		{Head: b.t("排污单位和生产线", "discharger and line"), Wrap: true}, {Head: b.t("结果", "state"), Wrap: true}}}
	for _, s := range p.Result.Sources {
		state := p.StateOf(s)
		name := "source:" + s.Source.ID
		t.Rows = append(t.Rows, page.Row(name, s.Discharger.Name+" "+s.Line.Name, b.in(state.Name())))
		data.Sources = append(data.Sources, askableJSON{name, string(state)})
	}
	return &page.Section{Title: b.t("可查询的来源：为何采用或未采用", "Sources to ask about: why used, or why not"),
		Blocks: []page.Block{{Table: &t}}}
}

type targetJSON struct {
	Name   string      `json:"name"`
	Term   string      `json:"term"`
	Amount *numberJSON `json:"amount"`
	Reason *string     `json:"amount_reason"`
}

// series names the rows a number was totalled from.
func (b *builder) series(o calc.Origin) string {
	if o.Series == nil {
		if o.At.IsZero() {
			return o.Note
		}
		if o.Note == "" {
			return o.At.String()
		}
		return o.At.String() + b.paren(o.Note)
	}
	x := o.Series
	return b.f("%s 第 %d–%d 行（%s…%s；采用 %d，无效 %d，重复 %d，期外 %d；SHA-256 %.12s）",
		"%s rows %d to %d (%s … %s; %d used, %d invalid, %d duplicate, %d outside; SHA-256 %.12s)",
		o.At.File, x.First, x.Last, x.From, x.To, x.Used, x.Invalid, x.Duplicate, x.Outside, x.SHA256)
}
