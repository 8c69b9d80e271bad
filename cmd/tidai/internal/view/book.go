package view

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/review"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page/book"
)

// Workbook is the plan as a spreadsheet whose amounts are live formulas over
// the cells of the inputs and factors, with the submitted figures beside those
// computed; targets are the numbers that have a name, line
// gives the lines of the dossier's files. The same plan gives the same bytes.
func Workbook(p substitution.Plan, targets []substitution.Target, submitted []review.Outcome,
	line func(calc.Position) string, lang calc.Lang) ([]byte, error) {
	b := newBuilder(lang)
	w := &bookWriter{builder: b, at: map[calc.Step]book.Place{}, leaves: map[leafKey]book.Place{},
		dir: p.Dossier.Dir, line: line}
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
		medium := ""
		if a.Medium != "" {
			medium = w.in(a.Medium.Name())
		}
		cells := book.TextCells(book.Wrapped, w.pollutant(a.Pollutant), medium, a.Source, w.in(a.Reduction),
			w.field(w.in(a.Origin)), w.field(w.in(a.Measures)), w.field(a.Responsible), w.field(a.Deadline.String()))
		s.Add(append(cells, w.linked(a.Amount), w.exact(a.Amount), book.Cell{Text: w.order(a), Style: book.Wrapped})...)
	}
	s.Add()
	heads := []string{"metal", "medium", "water", "air", "new", "own", "ratio", "demand", "assigned",
		"demand − assigned"}
	if w.zh() {
		heads = []string{"重金属", "介质", "废水", "废气", "新增量", "以新带老", "替代比例", "需求", "已落实",
			"需求 − 已落实"}
	}
	s.Add(book.TextCells(book.Head, heads...)...)
	for _, n := range p.Needs {
		medium := ""
		if n.Medium != "" {
			medium = w.in(n.Medium.Name())
		}
		row := append(book.TextCells(book.Wrapped, w.pollutant(n.Pollutant), medium), w.linked(n.Water),
			w.linked(n.Air),
			w.linked(n.New), w.linked(n.Own), w.linked(n.Ratio), w.linked(n.Demand))
		switch {
		case n.Waived:
			row = append(row, book.Cell{Text: w.t("豁免", "waived"), Style: book.Number},
				book.Cell{Text: none, Style: book.Number})
		case !n.Demand.OK():
			row = append(row, w.linked(n.Allocated), book.Cell{Text: none, Style: book.Number})
		default:
			row = append(row, w.linked(n.Allocated), w.open(n))
		}
		s.Add(row...)
	}
	return s
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
		s.Add(book.TextCells(book.Wrapped, due, w.in(o.Party), w.in(o.Text), o.Source, dutyRule(o), w.state(o))...)
	}
	return s
}

// submitted sets each submitted figure beside the computed one, rounded to the
// digits its author wrote.
func (w *bookWriter) submitted(list []review.Outcome) *book.Sheet {
	s := w.sheet("申报核对", "Submitted", []string{"目标", "申报值", "单位", "复算值", "申报位数", "复算修约值",
		"申报 − 复算", "结论", "随输入重算的结论"},
		[]string{"target", "submitted", "unit", "computed", "decimals", "computed, rounded", "submitted − computed",
			"verdict", "verdict as inputs change"}, 34, 14, 10, 20, 10, 16, 20, 26, 26)
	if len(list) == 0 {
		s.Add(book.Cell{Text: w.t("没有申报的数字", "no figure was submitted")})
	}
	for _, o := range list {
		at := len(s.Rows)
		row := []book.Cell{{Text: o.Submitted.Target, Style: book.Wrapped}, {Text: o.Submitted.Written},
			{Text: o.Submitted.Unit}}
		verdict := book.Cell{Text: w.in(o.Verdict.Name()), Style: book.Wrapped}
		same := o.Verdict != review.Unknown && o.Computed.OK() && o.Value.Unit().Same(o.Computed.Value().Unit()) &&
			o.Rounded != ""
		if !same {
			s.Add(append(row, book.Cell{Text: none}, book.Cell{}, book.Cell{Text: none}, book.Cell{Text: none},
				verdict)...)
			continue
		}
		w.collectMore(o.Computed)
		p := w.amountPlace(o.Computed)
		computed, err := o.Computed.Value().In(o.Value.Unit())
		if err != nil {
			s.Add(append(row, book.Cell{Text: none}, book.Cell{}, book.Cell{Text: none}, book.Cell{Text: none},
				verdict)...)
			continue
		}
		places := 0
		if _, behind, ok := strings.Cut(o.Rounded, "."); ok {
			places = len(behind)
		}
		row[1] = book.Cell{Number: book.Decimal(o.Value.Rat()), Style: book.Input,
			Note: w.inside(o.Submitted.At.String()) + "  " + o.Submitted.Written}
		yes, no := w.t("一致", "agrees"), w.t("不一致", "differs")
		state := no
		if o.Rounded == o.Value.Fixed(places) {
			state = yes
		}
		s.Add(append(row,
			book.Cell{Formula: p.Anywhere() + book.Scaled(factorTo(o.Computed.Value().Unit(), o.Value.Unit())),
				Number: book.Decimal(computed.Rat()), Style: book.Number},
			book.Cell{Number: fmt.Sprint(places), Style: book.Number},
			book.Cell{Formula: book.HalfEven(book.CellName(at, 3), book.CellName(at, 4)), Number: o.Rounded,
				Style: book.Shown},
			book.Cell{Formula: book.CellName(at, 1) + "-" + book.CellName(at, 3),
				Number: book.Decimal(o.Difference.Rat()),
				Style:  book.Number}, verdict,
			book.Cell{Formula: book.AgreeOr(book.CellName(at, 1), book.CellName(at, 5), yes, no), Text: state,
				Style: book.Wrapped})...)
	}
	return s
}

// collectMore adds the leaves of a number that is not one of the plan's, such
// as a monitored one.
func (w *bookWriter) collectMore(s calc.Step) {
	for _, x := range s.Leaves() {
		if _, ok := w.leaves[w.keyOf(x)]; !ok {
			w.leaf(x)
		}
	}
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
