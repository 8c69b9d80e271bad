package intake

import "tidai/calc"

// wrongCell is what is said of a cell that holds no number, though the words in
// it may look like one.
type wrongCell struct {
	what    string
	message calc.Text // with the column
	remedy  calc.Text
}

var wrongCells = map[cellKind]wrongCell{
	separated: {"separated",
		calc.Text{ZH: "“%s”的数带逗号，千位还是小数无法判断",
			EN: "“%s”: a comma in a number may part thousands or decimals"},
		calc.Text{ZH: "是千位分隔符的，写明 thousands = \",\"（--thousands ,）；小数点写“.”",
			EN: "where it parts thousands, state thousands = \",\" (--thousands ,); write the decimal point as ."}},
	uncalculated: {"formula",
		calc.Text{ZH: "“%s”的公式未计算，文件里没有结果",
			EN: "“%s”: a formula that is not calculated, its value is not in the file"},
		calc.Text{ZH: "在表格软件中打开、重新计算并保存，或把公式改为数值",
			EN: "open it in a spreadsheet program, calculate and save it, or turn formulas into values"}},
	dated: {"date",
		calc.Text{ZH: "“%s”里是日期，不是数", EN: "“%s” has a date for a number"},
		calc.Text{ZH: "表格软件把输入改成了日期（如 5-1）：按原始记录改回数值，单元格设为数值格式",
			EN: "a spreadsheet program made a date of what was typed (such as 5-1): put the number of the record " +
				"back, in a cell of numbers"}},
	struck: {"struck",
		calc.Text{ZH: "“%s”的数有删除线，作废的是哪一部分无法判断",
			EN: "“%s”: a number is struck out, or a part of it"},
		calc.Text{ZH: "删去作废的文字；数值有效的，去掉删除线",
			EN: "delete what is void; take the line off a number that stands"}},
	shownOther: {"shown unit",
		calc.Text{ZH: "“%s”的单元格格式显示的单位与该列的单位不一致",
			EN: "“%s”: the format of the cell shows another unit than that of the column"},
		calc.Text{ZH: "按所显示的单位换算成该列的单位后填写；格式只是误设的，改为数值格式",
			EN: "convert the number from the unit shown to that of the column; where the format is a slip, make it a number"}},
	raised: {"raised",
		calc.Text{ZH: "“%s”的数里有上标或下标（如 10² 或注号）",
			EN: "“%s”: a number with superscript or subscript (10², a mark of a note)"},
		calc.Text{ZH: "乘方写成 1E2，注号移到备注列", EN: "write a power as 1E2, and a note in a column of its own"}},
}
