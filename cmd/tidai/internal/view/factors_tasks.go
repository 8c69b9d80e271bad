package view

import (
	"cmp"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Task is one text that nobody read in print, as something for a person to look
// up. A gap is a value without figure and status.
type Task struct {
	value
	Looked string         // where a gap was looked for
	Rules  []factors.Rule // of specifications that name its instrument
	Rests  []Resting      // on it, of the dossiers given
}

// Resting is what of one dossier rests on a figure.
type Resting struct {
	Dir     string
	Targets []string
}

// TaskOf is a text to be confirmed; looked says where a gap was looked for.
func TaskOf(v factors.Value, looked string) Task { return Task{value: v, Looked: looked} }

// Value is the figure as the tool carries it.
func (t Task) Value() factors.Value { return t.value }

func (t Task) gap() bool { return t.Status == "" }

func (t Task) resting() int {
	n := 0
	for _, r := range t.Rests {
		n += len(r.Targets)
	}
	return n
}

// TaskList is what is to be confirmed, and how much was left out.
type TaskList struct {
	Tasks    []Task
	Dossiers []string // whose results are told; none: of no dossier
	LeftOut  int      // texts on which nothing of the dossiers rests
}

// Tasks lists texts to be confirmed, those of one table of one instrument
// together, and first those on which most results rest.
func Tasks(l TaskList, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	l.Tasks = inOrder(l.Tasks)
	groups := map[calc.Clause][]Task{}
	var order []calc.Clause
	for _, t := range l.Tasks {
		if groups[t.Clause] == nil {
			order = append(order, t.Clause)
		}
		groups[t.Clause] = append(groups[t.Clause], t)
	}
	doc := page.Doc{Title: b.t("待核对的原文", "Texts to be confirmed"),
		Verdict: b.f("%d 项，在 %d 张表（条款）里", "%d figures, in %d tables or clauses", len(l.Tasks), len(order))}
	if len(l.Dossiers) > 0 {
		doc.Verdict += b.f("；只列 %s 所依的，另有 %d 项未列", "; only those on which %s rest, %d others are left out",
			strings.Join(l.Dossiers, b.t("、", ", ")), l.LeftOut)
	}
	for _, c := range order {
		doc.Sections = append(doc.Sections, b.taskSection(c, groups[c]))
	}
	return page.Page{Doc: doc, Main: taskTable.With(b.Voice, l.Tasks).CSV(), Data: tasksTable.One(b.Voice, l).Object()}
}

// taskSection is one table to open: its rows, and how to record what was read.
func (b *builder) taskSection(c calc.Clause, list []Task) page.Section {
	first := list[0]
	s := page.Section{Title: c.Instrument + b.t("《"+first.Title.ZH+"》", ", "+first.Title.EN) + "  " + c.Locator +
		b.f("（%d 项）", " (%d)", len(list))}
	s.Blocks = append(s.Blocks, page.Block{Text: page.T(b.t("翻到 "+c.Locator+"，逐行核对数值、单位、限值类别和日期。",
		"Open "+c.Locator+" and compare figure, unit, class of limit and dates row by row.") + b.onRules(list))},
		taskTable.With(b.Voice, list).Block())
	if line := first.command(); line != "" {
		s.Blocks = append(s.Blocks, page.Block{Text: page.T(b.t("与原文一致：", "The text says the same: ") + line +
			b.t("；不同：再加 --value \"数值 单位\"。", "; it says another figure: add --value \"FIGURE UNIT\"."))})
	}
	return s
}

// command records that the text was read; "" for a figure of a policy, which is
// stated in a policy file.
func (t Task) command() string {
	line := "tidai factors confirm " + t.ID + ` --by NAME --copy "COPY" --to DIR`
	switch {
	case t.Kind == factors.PolicyParameter:
		return ""
	case t.gap() || t.Suspect:
		line += ` --value "FIGURE UNIT"`
	}
	return line
}

// onRules names the rules of specifications that take the figures of a group.
func (b *builder) onRules(list []Task) string {
	var out []string
	for _, t := range list {
		for _, r := range t.Rules {
			if name := r.Clause.String(); !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	if len(out) == 0 {
		return ""
	}
	return b.t("取用它的规则：", " Rules that take it: ") + b.list(out) + b.t("。", ".")
}

// inOrder puts first the instruments, then the tables, on which most rests; the
// rest stays in the order of the files.
func inOrder(list []Task) []Task {
	out := slices.Clone(list)
	of, in := map[string]int{}, map[calc.Clause]int{}
	firstOf, firstIn := map[string]int{}, map[calc.Clause]int{}
	for i, t := range out {
		of[t.Instrument] += t.resting()
		in[t.Clause] += t.resting()
		if _, seen := firstOf[t.Instrument]; !seen {
			firstOf[t.Instrument] = i
		}
		if _, seen := firstIn[t.Clause]; !seen {
			firstIn[t.Clause] = i
		}
	}
	slices.SortStableFunc(out, func(a, b Task) int {
		return cmp.Or(cmp.Compare(of[b.Instrument], of[a.Instrument]),
			cmp.Compare(firstOf[a.Instrument], firstOf[b.Instrument]),
			cmp.Compare(in[b.Clause], in[a.Clause]), cmp.Compare(firstIn[a.Clause], firstIn[b.Clause]))
	})
	return out
}

// someTargets are as many names of results as a reader takes in.
const someTargets = 4

// restsIn says in a line what rests on a task.
func (b *builder) restsIn(t Task) string {
	var out []string
	for _, r := range t.Rests {
		names := b.list(r.Targets[:min(someTargets, len(r.Targets))])
		if more := len(r.Targets) - someTargets; more > 0 {
			names += b.f(" 等 %d 个", " and %d more", map[bool]int{true: len(r.Targets), false: more}[b.zh()])
		}
		out = append(out, r.Dir+b.t("：", ": ")+names)
	}
	return strings.Join(out, b.t("；", "; "))
}

// lookFor says what to look up: the row in the words of the instrument.
func (b *builder) lookFor(t Task) string {
	text := b.describe(t.value)
	of := page.Present(t.Process, t.Product, t.Scale, t.Stack, t.Zone, t.Treatment, t.Substance)
	if len(of) > 0 {
		text += b.paren(strings.Join(of, "/"))
	}
	if t.Looked != "" {
		text += b.t("；查找过：", "; looked in: ") + b.said(t.Looked)
	}
	return text
}

// tasksTable is what is to be confirmed as an object of JSON.
var tasksTable = page.Table[TaskList]{Name: "tasks", Columns: []page.Column{
	page.ConstOf[TaskList]("schema", "tidai/tasks/2"),
	page.ListOf("dossiers", page.H("申请材料", "dossiers"), func(l TaskList) []string { return l.Dossiers }),
	page.CountOf("left_out", page.H("未列", "left out"), func(l TaskList) int { return l.LeftOut }),
	page.RowsOf("tasks", taskTable, func(l TaskList) []Task { return l.Tasks }),
}}

var taskTable = page.Table[Task]{Name: "task", Columns: []page.Column{
	page.CellOf(page.H("☐", "☐"), func(page.Voice, Task) page.Spans { return page.T("☐") }),
	page.TextOf("id", page.H("编号", "id"), func(t Task) string { return t.ID }).Wrap(),
	page.TextOf("instrument", page.H("文件", "instrument"), func(t Task) string { return t.Instrument }).In(filter),
	page.TextOf("table", page.H("表或条款", "table or clause"), func(t Task) string { return t.Clause.Locator }).
		In(filter),
	page.CellOf(page.H("查什么", "look up"), func(v page.Voice, t Task) page.Spans {
		return page.T(say(v).lookFor(t))
	}).Wrap().In(page.People | page.Sheet),
	page.TextOf("describe", page.H("原文", "row"), func(t Task) string { return t.Describe }).OrNull().In(page.Data),
	page.ObjectOf("carried", valueTable, func(t Task) (value, bool) { return t.value, !t.gap() }),
	page.CellOf(page.H("所载", "carried"), func(v page.Voice, t Task) page.Spans {
		if t.gap() {
			return page.T(none)
		}
		return page.T(v.In(t.InWords()))
	}).Wrap().In(page.People | page.Sheet),
	page.ChoiceOf("status", page.H("状态", "status"), calc.Statuses, func(t Task) calc.Status { return t.Status }).
		Wrap().Show(page.By(func(v page.Voice, t Task) string {
		if t.gap() {
			return v.T("缺口", "gap")
		}
		return say(v).certainty(t.value)
	})),
	page.WordsOf("formula", page.H("用于", "used in"), func(t Task) calc.Text { return t.Kind.Use() }).Wrap(),
	page.ListOf("rules", page.H("规则", "rules"), func(t Task) []string {
		var out []string
		for _, r := range t.Rules {
			out = append(out, r.ID)
		}
		return out
	}).In(filter),
	page.RowsOf("rests", restingTable, func(t Task) []Resting { return t.Rests }),
	page.CellOf(page.H("依据它的结果", "results that rest on it"), func(v page.Voice, t Task) page.Spans {
		return page.T(say(v).restsIn(t))
	}).Wrap().In(page.People | page.Sheet),
	page.CountOf("resting", page.H("结果数", "results"), Task.resting).In(filter),
	page.TextOf("confirm", page.H("核对命令", "command"), Task.command).OrNull().In(filter),
}}

var restingTable = page.Table[Resting]{Name: "resting", Columns: []page.Column{
	page.FileOf("dossier", page.H("申请材料", "dossier"), func(r Resting) string { return r.Dir }),
	page.ListOf("targets", page.H("结果", "results"), func(r Resting) []string { return r.Targets }),
}}
