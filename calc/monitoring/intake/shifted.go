package intake

import (
	"slices"
	"strings"

	"tidai/calc"
)

// A comma that parts a number moves what stands behind it one column to the
// right. Where the last column is one of words, left blank, it takes the cell
// that would be too many: the row is as long as its header.

// wordHeads are headers below which no number stands.
var wordHeads = strings.Fields(
	"备注 说明 备注说明 remark remarks note notes 是否达标 达标情况 达标判定 是否超标 超标原因 未监测原因 " +
		"填报人 审核人 采样人 分析人 天气 运维单位 数据来源 检测单位 监测单位 检测机构 监测机构")

// wordsOnly reports whether the column is one of words that is not read.
func (c Column) wordsOnly() bool {
	return !c.Stated && !c.HasUnit && (c.Role == Ignored || c.Role == Unknown || c.Role == Lab) &&
		slices.Contains(wordHeads, key(plainText(c.Header)))
}

// likeNumber reports whether a cell is digits with at most one point.
func likeNumber(text string) bool {
	whole, part, _ := strings.Cut(plainText(text), ".")
	return whole != "" && strings.Trim(whole+part, "0123456789") == ""
}

// shifted reports whether a number stands in a column of words, behind a whole
// number in one that is read: both may be one number, parted by a comma.
func (t *table) shifted() bool {
	l := t.layout
	if l.Delimiter != ',' {
		return false
	}
	for _, c := range l.Columns {
		if c.Col < 2 || !c.words || !likeNumber(t.text(c.Col)) {
			continue
		}
		before := l.Column(c.Col - 1)
		left := plainText(t.text(c.Col - 1))
		if before.Role != Concentration && before.Role != Flow && before.Role != Volume && before.Role != Mass ||
			left == "" || strings.Trim(left, "0123456789") != "" {
			continue
		}
		t.faults.at(CodeSurplus, "shifted", calc.Error, t.row, c.Col, t.text(c.Col),
			calc.Textf("“%s”里是数，左边是整数：多半是没有加引号的逗号（1,200 或 0,1）把一个数分成了两格，其后错一"+
				"列，整行不采用",
				"“%s” has a number behind a whole one: most likely an unquoted comma (1,200 or 0,1) made two cells of a "+
					"number and moved what follows; the row is not used", clip(c.Header)),
			calc.Textf("去掉千位逗号，小数点写“.”，或给带逗号的数加引号；该列确是数的，写明 --column %s=ignore",
				"leave out the comma of thousands and write the decimal point as ., or quote the number; where the column "+
					"does hold numbers, state --column %s=ignore", clip(c.Header)))
		return true
	}
	return false
}
