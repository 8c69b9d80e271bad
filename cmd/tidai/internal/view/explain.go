package view

import (
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
	return page.Page{Doc: doc, Main: nodeTable.With(b.Voice, w.nodes).CSV(), Data: explainDoc{explainSchema, t.Name,
		t.Step.Trace()}}
}

const explainSchema = "tidai/explain/2"

// explainDoc is a derivation as an object of JSON: the trace of the number.
type explainDoc struct {
	Schema string `json:"schema"`
	Target string `json:"target"`
	calc.Trace
}

// explainTable is what explainDoc has before the trace.
var explainTable = page.Table[substitution.Target]{Name: "explain", Columns: []page.Column{
	page.ConstOf[substitution.Target]("schema", explainSchema),
	page.TextOf("target", page.H("名称", "target"), func(t substitution.Target) string { return t.Name }),
}}

// node is a step at its level of a tree.
type node struct {
	level int
	calc.Step
}

// nodeTable is a tree as rows, for spreadsheets.
var nodeTable = page.Table[node]{Name: "node", Columns: []page.Column{
	page.CountOf("", page.H("层级", "level"), func(n node) int { return n.level }).In(page.Sheet),
	page.SheetOf(page.H("符号", "symbol"), func(_ page.Voice, n node) string { return n.Symbol() }),
	page.SheetOf(page.H("名称", "term"), func(v page.Voice, n node) string { return say(v).term(n.TermKey()) }),
	page.SheetOf(page.H("精确值", "exact"), func(_ page.Voice, n node) string { return exactOf(n.Step) }).Right(),
	page.SheetOf(page.H("单位", "unit"), func(_ page.Voice, n node) string { return unitOf(n.Step) }),
	page.SheetOf(page.H("运算", "operation"), func(v page.Voice, n node) string { return say(v).formula(n.Step) }),
	page.SheetOf(page.H("条款", "clause"), func(_ page.Voice, n node) string { return n.Clause().String() }),
	page.SheetOf(page.H("出处", "origin"), func(v page.Voice, n node) string { return say(v).origin(n.Step) }),
	page.DoubtsOf("", func(n node) calc.Step { return n.Step }).In(page.Sheet),
}}

type treeWriter struct {
	*builder
	seen  map[calc.Step]bool
	lines []page.TreeLine
	nodes []node
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
	w.nodes = append(w.nodes, node{page.Width(lead) / 3, s})
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
		head += w.t("：无法算出，", ": could not be computed, ") + w.in(calc.ErrorText(s.Err()))
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
