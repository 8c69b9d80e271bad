package review

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring/intake"
	"tidai/calc/quantity"
	"tidai/calc/sheet"
)

// heads are the names a column may have, in the file's header; marks such as * and
// a unit in brackets may stand behind them.
var heads = map[string][]string{
	"target":         {"target", "指标", "目标", "对应结果", "数字名称", "编号", "名称", "指标名称", "项目"},
	"value":          {"value", "申报值", "数值", "申报数值", "申报数字", "申报量"},
	"unit":           {"unit", "单位", "计量单位"},
	"table":          {"table", "表", "所在表", "表名"},
	"accepted":       {"accepted", "认可理由", "理由"},
	"accepted_until": {"accepted_until", "认可至", "有效期"},
}

// totals are words for a row that adds up others.
var totals = []string{"合计", "总计", "小计", "共计", "total", "sum", "subtotal"}

// column is where a value stands, with the unit that its head states.
type column struct {
	at   int
	head string
	unit string
}

type tableReader struct {
	name     string
	sheet    string
	headed   bool // a header was found
	columns  map[string]int
	values   []column
	shared   string // unit that a title states for all of a sheet
	date1904 bool
	figures  []Submitted
	findings []calc.Finding
	void     leftOut // values that are signs for nothing
	total    leftOut // rows of totals
}

// leftOut counts rows of one sort that are no figures.
type leftOut struct {
	count int64
	first calc.Position
}

func (l *leftOut) add(at calc.Position) {
	if l.count == 0 {
		l.first = at
	}
	l.count++
}

func (t *tableReader) row(r *sheet.Row) error {
	if t.header(r) {
		return nil
	}
	if t.columns == nil {
		if unit := titleUnit(r); unit != "" {
			t.shared = unit
		}
		return nil
	}
	for _, v := range t.values {
		t.figure(r, v)
	}
	return nil
}

// figure reads one value of a row.
func (t *tableReader) figure(r *sheet.Row, v column) {
	c := cellOf(r, v.at)
	s := Submitted{Target: t.text(r, "target"), Unit: t.unitOf(r, v),
		At: calc.Position{File: t.name, Sheet: t.sheet, Line: r.Number}}
	s.Claimed = t.claim(r, s.At)
	f := intake.ReadFigure(c, v.head, t.date1904)
	s.Written = f.Text
	cell := sheet.CellName(v.at+1, r.Number)
	switch {
	case c.Kind == sheet.Empty:
		return // not filled in
	case slices.Contains(totals, strings.ToLower(s.Target)):
		t.total.add(s.At)
		return
	case f.Void:
		t.void.add(s.At)
		return
	case c.Merged:
		s.Fault = calc.Textf("单元格 %s 在合并单元格中，一个值不能代表几行",
			"cell %s is part of a merged one: one value is not that of several rows", cell)
		s.Remedy = calc.Text{ZH: "取消合并，逐行填写", EN: "unmerge it and fill in every row"}
	case f.Message != (calc.Text{}):
		s.Fault, s.Remedy = calc.Textf("单元格 %s：%s", "cell %s: %s", cell, f.Message), f.Remedy
	case f.Undetect:
		s.Written = "<" + f.Text
	case f.Percent && s.Unit != "%":
		s.Fault = calc.Textf("单元格 %s 是百分数，而单位是 %q", "cell %s is a percentage, and the unit is %q", cell,
			s.Unit)
		s.Remedy = calc.Text{ZH: "改为数值格式，或把单位写成 %", EN: "format it as a number, or write the unit as %"}
	}
	if name := t.text(r, "table"); name != "" {
		var ok bool
		if s.Table, ok = dossier.FigureTables.Read(name); !ok {
			t.fault(r.Number, unknownTable(name))
		}
	}
	t.hidden(r, s)
	t.printed(s, f, cell)
	t.figures = append(t.figures, s)
}

// hidden names a figure in a hidden row: it is checked, and it is said.
func (t *tableReader) hidden(r *sheet.Row, s Submitted) {
	if !r.Hidden {
		return
	}
	t.findings = append(t.findings, calc.Finding{Stage: calc.StageReview, Code: CodeUnread, Severity: calc.Error,
		At:      s.At,
		Subject: "submitted:" + s.Target, Message: calc.Textf("%s 的申报值在隐藏的行中",
			"the figure %s stands in a hidden row",
			s.Target), Remedy: calc.Text{ZH: "取消隐藏；不申报的，删去该行",
			EN: "show the row; delete it where nothing is submitted"}})
}

// printed names a number of which the cell shows other digits than it holds. What
// is printed is what is submitted.
func (t *tableReader) printed(s Submitted, f intake.Figure, cell string) {
	if f.Stored == "" {
		return
	}
	t.findings = append(t.findings, calc.Finding{Stage: calc.StageReview, Code: CodePrinted, Severity: calc.Note,
		At:      s.At,
		Subject: "submitted:" + s.Target,
		Message: calc.Textf("%s：单元格 %s 显示 %s，存的是 %s；按显示的核对",
			"%s: cell %s shows %s and holds %s; what it shows is checked",
			s.Target, cell, f.Text, f.Stored),
		Remedy: calc.Text{ZH: "使单元格的数与打印的位数一致", EN: "let the cell hold the digits that are printed"}})
}

// claim is what the author writes of a difference that may stand. It is a claim of
// the author's, reported and not followed; a day that cannot be read is named.
func (t *tableReader) claim(r *sheet.Row, at calc.Position) Acceptance {
	a := Acceptance{Reason: t.text(r, "accepted")}
	i, ok := t.columns["accepted_until"]
	if c := cellOf(r, i); ok && c.Kind != sheet.Empty {
		if a.Until, ok = intake.ReadDay(c, t.date1904); !ok {
			t.fault(r.Number, calc.Textf("日期 %q 无法读取，写成 2026-12-31",
				"the day %q cannot be read: write it as 2026-12-31",
				string(c.Text)))
		}
	}
	return a
}

// unitOf is the unit of a value: of its row, of its column's head, of the title.
func (t *tableReader) unitOf(r *sheet.Row, v column) string {
	for _, unit := range []string{t.text(r, "unit"), v.unit, t.shared} {
		if unit != "" {
			return commonUnit(unit)
		}
	}
	return ""
}

// commonUnits are spellings of units that people use in tables of amounts, without
// regard to case: no other unit is meant by them there.
var commonUnits = map[string]string{"t/a": "t/a", "kg/a": "kg/a", "g/a": "g/a", "mg/l": "mg/L", "kg/h": "kg/h",
	"吨/年": "t/a", "吨/a": "t/a", "千克/年": "kg/a", "公斤/年": "kg/a", "克/年": "g/a", "kg/年": "kg/a", "t/年": "t/a",
	"吨每年": "t/a", "千克每年": "kg/a"}

func commonUnit(s string) string {
	if unit, ok := commonUnits[strings.ToLower(strings.ReplaceAll(plainDigits(s), " ", ""))]; ok {
		return unit
	}
	return s
}

// header takes a row for the header where it names target and value: the first such
// row, below whatever titles, and any further one of a second table.
func (t *tableReader) header(r *sheet.Row) bool {
	columns := map[string]int{}
	var values []column
	for i, c := range r.Cells {
		name, unit := headOf(string(c.Text))
		for key, names := range heads {
			if !slices.Contains(names, name) || c.Merged {
				continue
			}
			if key == "value" {
				values = append(values, column{at: i, head: strings.TrimSpace(string(c.Text)), unit: unit})
			} else if _, twice := columns[key]; !twice {
				columns[key] = i
			}
		}
	}
	if _, ok := columns["target"]; !ok || len(values) == 0 {
		return false
	}
	t.columns, t.values, t.headed = columns, values, true
	return true
}

// headOf is the head of a column without marks, and the unit in its brackets.
func headOf(text string) (name, unit string) {
	name = strings.ToLower(strings.Trim(plainDigits(text), " *:：#"))
	if before, after, ok := strings.Cut(name, "("); ok {
		inside, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(after, "单位"), ":"), ")")
		if unit = commonUnit(strings.TrimSpace(inside)); isUnit(unit) {
			return strings.Trim(before, " *"), unit
		}
		name = before
	}
	return strings.Trim(name, " *"), ""
}

func isUnit(s string) bool {
	_, err := quantity.ParseUnit(s)
	return err == nil && s != ""
}

// titleUnit is the unit that a title above the header states: 单位：kg/a.
func titleUnit(r *sheet.Row) string {
	for _, c := range r.Cells {
		_, after, ok := strings.Cut(plainDigits(string(c.Text)), "单位:")
		unit, _, _ := strings.Cut(after, ")")
		if unit = commonUnit(strings.TrimSpace(unit)); ok && isUnit(unit) {
			return unit
		}
	}
	return ""
}

func cellOf(r *sheet.Row, i int) sheet.Cell {
	if i < 0 || i >= len(r.Cells) {
		return sheet.Cell{}
	}
	return r.Cells[i]
}

// text is the words of a cell; a number of a workbook as a person typed it.
func (t *tableReader) text(r *sheet.Row, key string) string {
	i, ok := t.columns[key]
	if !ok {
		return ""
	}
	c := cellOf(r, i)
	if c.Kind == sheet.Number {
		return string(sheet.Typed(c.Text))
	}
	return strings.TrimSpace(string(c.Text))
}

// leftOutSaid names the rows that are no figures.
func (t *tableReader) leftOutSaid() {
	say := func(l leftOut, message calc.Text) {
		if l.count > 0 {
			t.findings = append(t.findings, calc.Finding{Stage: calc.StageReview, Code: CodeLeftOut,
				Severity: calc.Note, At: l.first, Subject: "file:" + t.name, Message: message, Count: l.count,
				Remedy: calc.Text{ZH: "要核对的，写出指标和数值",
					EN: "write target and value where it is to be checked"}})
		}
	}
	say(t.void, calc.Textf("%d 个申报值写“/”“—”“无”等，没有核对", "%d values are signs for nothing and not checked",
		t.void.count))
	say(t.total, calc.Textf("%d 行合计没有核对", "%d rows of totals are not checked", t.total.count))
}
