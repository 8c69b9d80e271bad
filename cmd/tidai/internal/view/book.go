package view

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/review"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page/book"
)

// Workbook is the plan as a spreadsheet whose amounts are live formulas over
// the cells of the inputs and factors, with the submitted figures beside those
// computed; targets are the numbers that have a name. The same plan gives the same bytes.
func Workbook(p substitution.Plan, targets []substitution.Target, submitted []review.Outcome,
	lang calc.Lang) ([]byte, error) {
	b := newBuilder(lang)
	w := &bookWriter{builder: b, at: map[calc.Step]book.Place{}, leaves: map[calc.LeafID]book.Place{},
		dir: p.Dossier.Dir}
	w.inputs = w.sheet("输入", "Inputs", []string{"名称", "符号", "数值", "单位", "出处", "单元格名称"},
		[]string{"term", "symbol", "value", "unit", "origin", "name of the cell"}, 26, 14, 18, 14, 60, 26)
	w.factors = w.sheet("因子", "Factors", []string{"名称", "符号", "数值", "单位", "因子编号", "条款", "状态", "说明",
		"单元格名称"},
		[]string{"term", "symbol", "value", "unit", "factor", "clause", "status", "note", "name of the cell"}, 24, 14,
		14, 12, 34, 40, 20, 30, 34)
	w.sums = w.sheet("计算", "Calculations", []string{"序号", "目标", "符号", "名称", "运算", "数值", "单位",
		"修约位数", "修约值（kg/a 或 kg）", "条款"},
		[]string{"no.", "target", "symbol", "term", "operation", "value", "unit", "decimals", "rounded (kg/a or kg)",
			"clause"}, 6, 34, 16, 22, 36, 18, 12, 9, 16, 34)
	w.collect(bookSteps(p, targets))
	w.targets(targets)
	plan := w.plan(p)
	sheets := []*book.Sheet{w.guide(p), w.inputs, w.factors, w.sums, plan, w.duties(p), w.submitted(submitted)}
	return book.Write(p.Dossier.Project.Name, sheets, w.names.List)
}

func (w *bookWriter) sheet(zh, en string, headsZH, headsEN []string, widths ...int) *book.Sheet {
	s := &book.Sheet{Name: w.t(zh, en), Widths: widths, Heads: 1}
	heads := headsEN
	if w.zh() {
		heads = headsZH
	}
	s.Add(book.TextCells(book.Head, heads...)...)
	return s
}

// bookSteps are all numbers of the workbook.
func bookSteps(p substitution.Plan, targets []substitution.Target) (out []calc.Step) {
	for _, t := range targets {
		out = append(out, t.Step)
	}
	for _, n := range p.Needs {
		out = append(out, n.Water, n.Air, n.New, n.Own, n.Ratio, n.Demand, n.Allocated, n.Shortfall)
	}
	for _, a := range p.Allocations {
		out = append(out, a.Amount, a.Supply)
	}
	return out
}

// targets writes every number of the plan; one without a value stays empty and
// says why.
func (w *bookWriter) targets(list []substitution.Target) {
	for _, t := range list {
		if !t.Step.OK() {
			w.sums.Add(book.Cell{Text: fmt.Sprint(len(w.sums.Rows))}, book.Cell{Text: t.Name, Style: book.Wrapped},
				book.Cell{Text: t.Step.Symbol()}, book.Cell{Text: w.term(t.Step.TermKey()), Style: book.Wrapped},
				book.Cell{Text: w.t("无法算出：", "could not be computed: ") + t.Step.Err().Error(),
					Style: book.Wrapped})
			continue
		}
		at := w.amountPlace(t.Step)
		name := &w.sums.Rows[at.Row][sumTarget]
		if name.Text != "" {
			name.Text += "; "
		}
		name.Text += t.Name
	}
}

// amountPlace is a row of the calculations, also of a number that is stated.
func (w *bookWriter) amountPlace(s calc.Step) book.Place {
	p := w.place(s)
	if p.Sheet != w.sums {
		p = w.row(s, p.From(w.sums), w.t("采用", "as stated"), s.Clause().String())
		w.at[s] = p
	}
	return p
}

// linked is a cell that shows an amount of the calculations, rounded; empty
// where there is none.
func (w *bookWriter) linked(s calc.Step) book.Cell {
	if !s.OK() {
		return book.Cell{Text: none, Style: book.Number}
	}
	p := w.amountPlace(s)
	p.Col = sumShown
	cell := w.sums.Rows[p.Row][sumShown]
	if cell.Formula == "" {
		p.Col = sumValue
		cell = w.sums.Rows[p.Row][sumValue]
	}
	return book.Cell{Formula: p.Anywhere(), Number: cell.Number, Style: book.Number}
}

// exact links an amount before it is rounded.
func (w *bookWriter) exact(s calc.Step) book.Cell {
	if !s.OK() {
		return book.Cell{Text: none, Style: book.Number}
	}
	p := w.amountPlace(s)
	return book.Cell{Formula: p.Anywhere(), Number: w.sums.Rows[p.Row][p.Col].Number, Style: book.Number}
}

func (w *bookWriter) plan(p substitution.Plan) *book.Sheet {
	s := w.sheet("方案", "Plan", []string{"重金属", "介质", "来源编号", "削减源", "削减来源", "削减措施", "责任主体",
		"完成时限", "削减量 kg/a", "修约前 kg/a", "行业次序"},
		[]string{"metal", "medium", "source", "reduction source", "origin", "measures", "responsible party", "deadline",
			"kg/a", "before rounding", "tier"}, 12, 8, 10, 28, 30, 36, 20, 12, 13, 18, 20)
	for _, a := range p.Allocations {
		cells := book.TextCells(book.Wrapped, w.pollutant(a.Pollutant), w.medium(a.Medium), a.Source, w.in(a.Reduction),
			w.field(w.in(a.Origin)), w.field(w.in(a.Measures)), w.field(a.Responsible), w.field(a.Deadline.String()))
		s.Add(append(cells, w.linked(a.Amount), w.exact(a.Amount), book.Cell{Text: w.order(a), Style: book.Wrapped})...)
	}
	s.Add()
	w.needs(s, p.Needs)
	return s
}

// needs adds the demand of each metal below what is assigned.
func (w *bookWriter) needs(s *book.Sheet, list []substitution.Need) {
	heads := []string{"metal", "medium", "water", "air", "new", "own", "ratio", "demand", "assigned",
		"demand − assigned"}
	if w.zh() {
		heads = []string{"重金属", "介质", "废水", "废气", "新增量", "以新带老", "替代比例", "需求", "已落实",
			"需求 − 已落实"}
	}
	s.Add(book.TextCells(book.Head, heads...)...)
	nothing := book.Cell{Text: none, Style: book.Number}
	for _, n := range list {
		row := append(book.TextCells(book.Wrapped, w.pollutant(n.Pollutant), w.medium(n.Medium)), w.linked(n.Water),
			w.linked(n.Air), w.linked(n.New), w.linked(n.Own), w.linked(n.Ratio), w.linked(n.Demand))
		switch {
		case n.Waived:
			row = append(row, book.Cell{Text: w.t("申请豁免", "waiver claimed"), Style: book.Number}, nothing)
		case !n.Demand.OK():
			row = append(row, w.linked(n.Allocated), nothing)
		default:
			row = append(row, w.linked(n.Allocated), w.open(n))
		}
		s.Add(row...)
	}
}

// medium names the medium of an amount, where it has one.
func (w *bookWriter) medium(m calc.Medium) string {
	if m == "" {
		return ""
	}
	return w.in(m.Name())
}

// open is demand less what is assigned, before rounding.
func (w *bookWriter) open(n substitution.Need) book.Cell {
	left, formula := n.Demand.Value(), w.amountPlace(n.Demand).Anywhere()
	if n.Allocated.OK() {
		formula += "-" + w.amountPlace(n.Allocated).Anywhere()
		var err error
		if left, err = left.Sub(n.Allocated.Value()); err != nil {
			return book.Cell{Text: none, Style: book.Number}
		}
	}
	return book.Cell{Formula: formula, Number: book.Decimal(left.Rat()), Style: book.Number}
}

func (w *bookWriter) duties(p substitution.Plan) *book.Sheet {
	s := w.sheet("义务", "Obligations", []string{"期限", "责任方", "事项", "来源", "依据", "状态"},
		[]string{"due", "party", "duty", "source", "rule", "state"}, 18, 24, 70, 10, 22, 30)
	for _, o := range p.Obligations {
		due := o.Due.String()
		if due == "" {
			due = w.in(o.DueText)
		}
		s.Add(book.TextCells(book.Wrapped, due, w.in(o.Party), w.in(o.Text), o.Source, w.dutyRule(o), w.state(o))...)
	}
	return s
}

func (w *bookWriter) guide(p substitution.Plan) *book.Sheet {
	s := &book.Sheet{Name: w.t("说明", "Notes"), Widths: []int{24, 110}}
	s.Add(book.Cell{Text: p.Dossier.Project.Name + w.t("  重金属总量核算工作簿", ": workbook of heavy-metal amounts"),
		Style: book.Title})
	s.Add(book.TextCells(book.Wrapped, w.t("结论", "verdict"), w.in(p.Status.Name()))...)
	for _, f := range w.planFacts(p) {
		s.Add(book.TextCells(book.Wrapped, f.Name, f.Text.String())...)
	}
	s.Add()
	for _, t := range []calc.Text{
		{ZH: "黄底单元格是材料、监测文件和法规因子的数值，各出现一次；批注写明出处、条款和精确值。改动后，所有数量由" +
			"公式重算。", EN: "Yellow cells are what the dossier, the monitoring files and the law say, each once; " +
			"the note of a cell says where it comes from, under which clause, and what it is exactly. Change one " +
			"and every amount follows."},
		{ZH: "公式不重新选择来源，也不重新判断法规条件：来源中“统筹方案”的分配量是固定值。改动输入后，结论须以 " +
			"tidai plan 重新得出。", EN: "Formulas choose no sources anew and judge no conditions of the law: what " +
			"the plan has assigned is a fixed value. After a change of inputs, the verdict is that of tidai plan."},
		{ZH: "修约按 GB/T 8170 四舍六入五成双，用公式写出（电子表格的 ROUND 是四舍五入）；与五相差不超过 1E-12（相对" +
			"值）的按五处理，因为二进制数不能准确表示多数小数。",
			EN: "Rounding is half to even (GB/T 8170), written as a formula, since a spreadsheet's ROUND takes " +
				"halves away from zero; what is within 1E-12 (relative) of a half counts as one, since binary " +
				"numbers do not hold most decimals."},
		{ZH: "修约值：三位有效数字，且至少两位小数。空白或“—”表示没有该数值，不是零。",
			EN: "Rounded amounts have three significant digits and at least two decimals. An empty cell or — is an " +
				"absent number, not zero."},
		{ZH: "“因子”表中状态不是“原文核对”的数值，使用前须核对原文。",
			EN: "Figures whose status on the sheet Factors is not 'read in the text' must be checked against the " +
				"text before use."},
	} {
		s.Add(book.Cell{}, book.Cell{Text: w.in(t), Style: book.Wrapped})
	}
	return s
}
