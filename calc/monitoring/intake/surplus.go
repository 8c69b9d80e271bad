package intake

import (
	"tidai/calc"
	"tidai/calc/sheet"
)

// A row with more cells than its header has been parted where it should not
// be: 1,200 or 0,1 without quotes. Which of its cells stand in the right
// column nobody can tell.

// lastNamed finds the last column that has a name.
func (l *Layout) lastNamed() int {
	for i := len(l.Columns); i > 0; i-- {
		if plainText(l.Columns[i-1].Header) != "" {
			return i
		}
	}
	return 0
}

// surplus looks at what stands behind the last named column; true where the
// row cannot be used for it.
func (t *table) surplus() bool {
	l := t.layout
	for i := l.Named; i < len(t.cells); i++ {
		c := &t.cells[i]
		if len(c.Text) == 0 || plainText(string(c.Text)) == "" {
			continue
		}
		if t.beside(i, c) {
			t.faults.at(CodeUnnamed, "unnamed", calc.Warning, t.row, i+1, string(c.Text), calc.Text{
				ZH: "没有列名的格里有内容，没有读取", EN: "a cell below no name of a column is not read"},
				calc.Text{ZH: "说明数据状态的（如停产、无效），给该列写上列名“数据标记”；其他的写“备注”，或移到表外",
					EN: "where it tells the state of the values (stopped, invalid), call the column \"数据标记\"; else " +
						"\"备注\", or move it out of the table"})
			continue
		}
		t.tooLong(i+1, string(c.Text))
		return true
	}
	return false
}

// beside reports whether a cell behind the last named column stands there for
// itself: words below a blank cell of the header, in a workbook also numbers
// with a gap before them.
func (t *table) beside(i int, c *sheet.Cell) bool {
	l := t.layout
	_, kind := parseValue(string(c.Text))
	words := c.Kind != sheet.Number && c.Kind != sheet.Date && kind != number && kind != separated
	if l.Format == sheet.XLSX {
		return words || i > l.Named
	}
	return words && i < len(l.Columns)
}

// tooLong says that a row has more cells than the header.
func (t *table) tooLong(col int, text string) {
	message := calc.Textf("行比表头长：表头到第 %d 列为止，这一格没有列，整行不采用",
		"a row is longer than the header, which ends with column %d: this cell has no column, and the row is not used",
		t.layout.Named)
	remedy := calc.Text{ZH: "多出的是另一项数据的，在表头补上列名",
		EN: "where it is another value, name its column in the header"}
	if t.layout.Delimiter == ',' || t.layout.Format == sheet.XLSX {
		message = calc.Textf("%s；多半是没有加引号的千位逗号（1,200）或小数逗号（0,1）把一个数分成了两格",
			"%s; most likely an unquoted comma of thousands (1,200) or of decimals (0,1) made two cells of a number",
			message)
		remedy = calc.Textf("去掉千位逗号，小数点写“.”，或给带逗号的数加引号并写明 "+
			"thousands = \",\"（--thousands ,）；%s",
			"leave out the comma of thousands and write the decimal point as ., or quote the number and state "+
				"thousands = \",\" (--thousands ,); %s", remedy)
	}
	t.faults.at(CodeSurplus, ReasonSurplus, calc.Error, t.row, col, text, message, remedy)
}
