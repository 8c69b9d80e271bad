package dossier

import "tidai/calc"

// FlowSources are where an outlet's flow may come from.
var FlowSources = calc.Words[string]{
	{Key: "meter", Name: calc.Text{ZH: "流量计", EN: "a flow meter"}},
	{Key: "water-balance", Name: calc.Text{ZH: "水平衡", EN: "a water balance"}},
	{Key: "total-outlet", Name: calc.Text{ZH: "总排放口流量", EN: "the flow of the total outlet"},
		Also: []string{"总排放口"}},
}

// Encodings are the encodings of text files.
var Encodings = calc.Words[string]{
	{Key: "utf-8", Name: calc.Text{ZH: "UTF-8", EN: "UTF-8"}},
	{Key: "gb18030", Name: calc.Text{ZH: "国标", EN: "GB 18030"}},
	{Key: "utf-16le", Name: calc.Text{ZH: "UTF-16LE", EN: "UTF-16LE"}},
	{Key: "utf-16be", Name: calc.Text{ZH: "UTF-16BE", EN: "UTF-16BE"}},
}

// Delimiters stand between the cells of a text file.
var Delimiters = calc.Words[string]{
	{Key: ",", Name: calc.Text{ZH: "逗号", EN: "comma"}},
	{Key: ";", Name: calc.Text{ZH: "分号", EN: "semicolon"}},
	{Key: "|", Name: calc.Text{ZH: "竖线", EN: "bar"}},
	{Key: "tab", Name: calc.Text{ZH: "制表符", EN: "tab"}},
}

// ThousandSigns are signs that part the thousands of a number. A comma may part
// decimals too, so it is never taken for one unless it is stated.
var ThousandSigns = calc.Words[string]{
	{Key: ",", Name: calc.Text{ZH: "逗号", EN: "comma"}},
}

// DateOrders are the orders of year, month and day.
var DateOrders = calc.Words[string]{
	{Key: "ymd", Name: calc.Text{ZH: "年月日", EN: "year, month, day"}},
	{Key: "dmy", Name: calc.Text{ZH: "日月年", EN: "day, month, year"}},
	{Key: "mdy", Name: calc.Text{ZH: "月日年", EN: "month, day, year"}},
}

// HourMarks say which end of an interval its time names.
var HourMarks = calc.Words[string]{
	{Key: "beginning", Name: calc.Text{ZH: "时段开始", EN: "beginning of the interval"}},
	{Key: "ending", Name: calc.Text{ZH: "时段结束", EN: "end of the interval"}},
}

// Intervals are what one row of data stands for.
var Intervals = calc.Words[string]{
	{Key: "minute", Name: calc.Text{ZH: "分钟", EN: "minute"}},
	{Key: "hour", Name: calc.Text{ZH: "小时", EN: "hour"}},
	{Key: "day", Name: calc.Text{ZH: "日", EN: "day"}},
	{Key: "sample", Name: calc.Text{ZH: "样品", EN: "sample"}},
}

// ColumnMeaning is what a column of data holds.
type ColumnMeaning string

// The meanings. A pollutant's own name stands for its concentration.
const (
	MeansTime          ColumnMeaning = "time" // date and time of day
	MeansDay           ColumnMeaning = "date" // date
	MeansHour          ColumnMeaning = "hour" // time of day, or an hour of the day
	MeansYear          ColumnMeaning = "year" // of the date, where year, month and day are columns
	MeansMonth         ColumnMeaning = "month"
	MeansMonthDay      ColumnMeaning = "day"   // of the month
	MeansBegin         ColumnMeaning = "begin" // when the interval begins
	MeansEnd           ColumnMeaning = "end"   // when it ends
	MeansOutlet        ColumnMeaning = "outlet"
	MeansPollutant     ColumnMeaning = "pollutant" // names the pollutant of the row
	MeansConcentration ColumnMeaning = "value"     // of the column's pollutant, or of the row's
	MeansFlow          ColumnMeaning = "flow"      // a rate
	MeansVolume        ColumnMeaning = "volume"    // of the interval
	MeansTotaliser     ColumnMeaning = "totaliser" // what a meter has counted up to the time
	MeansMass          ColumnMeaning = "mass"      // emitted in the interval, for comparison only
	MeansFlag          ColumnMeaning = "flag"
	MeansFlowFlag      ColumnMeaning = "flow-flag" // of the flow alone
	MeansLoad          ColumnMeaning = "load"
	MeansDuration      ColumnMeaning = "duration"
	MeansReport        ColumnMeaning = "report"
	MeansLab           ColumnMeaning = "lab"
	MeansLimit         ColumnMeaning = "limit" // detection limit
	MeansLimitUnit     ColumnMeaning = "limit-unit"
	MeansQualifier     ColumnMeaning = "qualifier" // a mark of values not detected, beside the number
	MeansUnit          ColumnMeaning = "unit"      // unit of the row's value
	MeansNothing       ColumnMeaning = "ignore"
	MeansConverted     ColumnMeaning = "converted" // found in a header, never stated
)

// ColumnMeanings lists the meanings.
var ColumnMeanings = calc.Words[ColumnMeaning]{
	{Key: MeansTime, Name: calc.Text{ZH: "时间", EN: "date and time"}},
	{Key: MeansDay, Name: calc.Text{ZH: "日期", EN: "date"}},
	{Key: MeansHour, Name: calc.Text{ZH: "时刻", EN: "time of day"}},
	{Key: MeansYear, Name: calc.Text{ZH: "年", EN: "year"}},
	{Key: MeansMonth, Name: calc.Text{ZH: "月", EN: "month"}},
	{Key: MeansMonthDay, Name: calc.Text{ZH: "日", EN: "day of the month"}},
	{Key: MeansBegin, Name: calc.Text{ZH: "开始时间", EN: "beginning"}},
	{Key: MeansEnd, Name: calc.Text{ZH: "结束时间", EN: "end"}},
	{Key: MeansOutlet, Name: calc.Text{ZH: "排放口", EN: "outlet"}},
	{Key: MeansPollutant, Name: calc.Text{ZH: "污染物", EN: "pollutant"}},
	{Key: MeansConcentration, Name: calc.Text{ZH: "浓度", EN: "concentration"}},
	{Key: MeansFlow, Name: calc.Text{ZH: "流量", EN: "flow"}},
	{Key: MeansVolume, Name: calc.Text{ZH: "时段流量", EN: "volume"}, Also: []string{"累计流量"}},
	{Key: MeansTotaliser, Name: calc.Text{ZH: "累计读数", EN: "totaliser"}},
	{Key: MeansMass, Name: calc.Text{ZH: "排放量", EN: "mass"}},
	{Key: MeansFlag, Name: calc.Text{ZH: "标记", EN: "flag"}},
	{Key: MeansFlowFlag, Name: calc.Text{ZH: "流量标记", EN: "flag of the flow"}},
	{Key: MeansLoad, Name: calc.Text{ZH: "负荷", EN: "load"}},
	{Key: MeansDuration, Name: calc.Text{ZH: "时长", EN: "duration"}},
	{Key: MeansReport, Name: calc.Text{ZH: "报告编号", EN: "number of the report"}},
	{Key: MeansLab, Name: calc.Text{ZH: "检测机构", EN: "laboratory"}},
	{Key: MeansLimit, Name: calc.Text{ZH: "检出限", EN: "detection limit"}},
	{Key: MeansLimitUnit, Name: calc.Text{ZH: "检出限单位", EN: "unit of the detection limit"}},
	{Key: MeansQualifier, Name: calc.Text{ZH: "检出符号", EN: "qualifier"}},
	{Key: MeansUnit, Name: calc.Text{ZH: "单位", EN: "unit"}},
	{Key: MeansNothing, Name: calc.Text{ZH: "忽略", EN: "not read"}},
	{Key: MeansConverted, Name: calc.Text{ZH: "折算浓度", EN: "converted concentration"}},
}
