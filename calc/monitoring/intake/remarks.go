package intake

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/sheet"
)

// Columns that are not read may say that a value does not count: 停产 in a
// column of remarks, 无效 under 数据质量. What such a column says is not guessed
// to be a flag; that it says something is not passed over.

// CodeRemark is the finding on words of flags in a column that is not read.
const CodeRemark = "TD-IMP-093"

var (
	remarkHeads = strings.Fields("备注 说明 未监测原因 remark remarks note notes")
	stateWords  = strings.Fields(
		"停产 停运 停炉 停机 停工 无效 缺失 缺测 校准 校验 校零 标定 质控 维护 检修 故障 超量程 超上限 " +
			"超测量上限 数据异常 仪器异常 设备异常 通讯异常 通信异常 中断 离线 剔除 invalid calibration maintenance " +
			"stopped shutdown overrange offline")
	notWords = strings.Fields("无 未 非 不 没有 not no")
)

// remark reports whether a column that is not read may hold words on the state
// of the values; one that is stated to be ignored may not.
func (c Column) remark() bool {
	if c.Stated || c.Header == "" || c.HasUnit || c.refused != nil {
		return false
	}
	return c.Role == Unknown || c.Role == Ignored && slices.Contains(remarkHeads, key(plainText(c.Header)))
}

// tells reports whether a cell of the column says that values do not count.
func (c Column) tells(text string) bool {
	low := strings.ToLower(plainText(text))
	if low == "" {
		return false
	}
	if slices.Contains([]string{"否", "no", "false"}, low) {
		return containsAny(key(plainText(c.Header)), "有效", "valid")
	}
	if f, ok := (flagTable{}).word(low); ok {
		return f != monitoring.Normal && f != monitoring.ManualEntry
	}
	return slices.ContainsFunc(stateWords, func(w string) bool {
		before, _, found := strings.Cut(low, w)
		before = strings.TrimSpace(before)
		return found && !slices.ContainsFunc(notWords, func(n string) bool { return strings.HasSuffix(before, n) })
	})
}

// speaks reports whether a cell of words that are not read is to be looked at.
func (c Column) speaks(text string) bool {
	return c.remark() && c.tells(text) || c.words && likeNumber(text)
}

// remarks looks at the columns that are not read, where nothing that is read
// says that the row does not count.
func (t *table) remarks() {
	for _, c := range t.layout.Columns {
		text := t.text(c.Col)
		if text == "" || !c.remark() || !c.tells(text) || t.flagged() {
			continue
		}
		t.faults.at(CodeRemark, "remark", calc.Warning, t.row, c.Col, text,
			calc.Textf("列“%s”没有读取，其中写有数据状态（如停产、无效），这些行的数值照常采用",
				"column “%s” is not read and has words on the state of the values, such as stopped or invalid; the "+
					"values of these rows are used as they are", clip(c.Header)),
			calc.Textf("是数据标记的，写明 --column %s=flag（[[monitoring.column]]），空白的写 --flag =N，别的写法"+
				"如 --flag 停产检修=F；"+
				"与数据无关的，写 ignore",
				"where they are flags, state --column %s=flag ([[monitoring.column]]), --flag =N "+
					"for blank ones and --flag WORD=F for other words; where they are not, ignore", clip(c.Header)))
	}
}

// flagged reports whether a flag, or a word in place of a value, says already
// that the row does not count.
func (t *table) flagged() bool {
	l := t.layout
	marks, values := []int{l.MarkOf, l.FlowMark}, []int{l.FlowCol}
	if l.Long {
		values = append(values, l.ValueCol)
	}
	for _, m := range l.Metals {
		marks, values = append(marks, m.Flag), append(values, m.Value)
	}
	for _, col := range marks {
		if f, ok := t.flags.read(t.text(col)); col > 0 && ok && f != monitoring.Normal {
			return true
		}
	}
	return slices.ContainsFunc(values, func(col int) bool {
		_, ok := t.flags.word(t.text(col))
		return ok
	})
}

// quiet reports whether the cells behind the last column that matters say
// nothing on the state of the values.
func (x *cellRows) quiet(cells []sheet.Cell) bool {
	for i, m := range x.plain.columns[:min(len(cells), len(x.plain.columns))] {
		if m == remarkCell && len(cells[i].Text) > 0 && x.layout.Columns[i].speaks(string(cells[i].Text)) {
			return false
		}
	}
	return true
}

// remark passes over a remark that says nothing on the state of the values;
// most repeat the one before.
func (s *scanner) remark(buf []byte, pos, at int) (end int, ok bool) {
	if end, ok = s.skip(buf, pos); !ok || end == pos || string(buf[pos:end]) == s.said {
		return end, ok
	}
	text, ok := s.rows.decode(buf[pos:end])
	if !ok || s.rows.table.layout.Columns[at].speaks(text) {
		return pos, false
	}
	s.said = string(buf[pos:end])
	return end, true
}
