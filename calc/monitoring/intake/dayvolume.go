package intake

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// A volume of a day that stands on every hour of it, or that is counted up
// from midnight, is not the volume of the hour: summed it would be many times
// the day's.

// dayWords begin or contain what is called a day's volume.
var dayWords = []string{"日排", "日流量", "日水量", "日废水", "日污水", "日外排",
	"日处理", "日总", "日累", "当日", "今日", "本日", "全日", "每日", "daily"}

// isDayVolume reports whether the column of the flow says it is a day's volume,
// in rows of hours or minutes; a column whose meaning is stated is taken at its
// word.
func (l *Layout) isDayVolume(interval int32) bool {
	c := l.Column(l.FlowCol)
	return interval > 0 && interval < minutesPerDay && c.Role == Volume && !c.Stated && saysDay(c.Header)
}

// meterBefore takes flows from the totaliser where the other column is a day's
// volume.
func (l *Layout) meterBefore(interval int32) {
	if l.MeterCol > 0 && l.isDayVolume(interval) {
		l.FlowCol = 0
	}
}

// dayVolume refuses a volume of a day that would be summed row by row.
func (l *Layout) dayVolume(f *faults) {
	if !l.isDayVolume(l.Clock.Interval) {
		return
	}
	c := l.Column(l.FlowCol)
	f.one(CodeDayVolume, calc.Error, l.Header, calc.Textf("“%s”是一日的水量，而数据逐小时或逐分钟：不能逐行相加",
		"“%s” is the volume of a day, and rows are hours or minutes: it cannot be summed row by row", c.Header),
		calc.Textf("给出逐时段的流量，或每日一行；列名不实、实为时段水量的，写明 --column '%s=volume[%s]'",
			"give the flow of each interval, or one row for each day; where it is the volume of the interval after "+
				"all, state --column '%s=volume[%s]'", c.Header, c.Unit.String()))
}

// dayVolumeNamed is dayVolume for a row of a long table.
func (t *table) dayVolumeNamed(unit quantity.Unit) bool {
	name, interval := t.text(t.layout.PollutantCol), t.layout.Clock.Interval
	stated := slices.ContainsFunc(t.set.Columns, func(c dossier.MonitoringColumn) bool {
		return c.Means != "" && sameHeader(c.Header, name)
	})
	if !isVolume(unit) || interval == 0 || interval >= minutesPerDay || stated || !saysDay(name) {
		return false
	}
	t.faults.at(CodeDayVolume, "named "+plainText(name), calc.Error, t.row, t.layout.ValueCol,
		t.text(t.layout.ValueCol), calc.Textf("“%s”是一日的水量，而数据逐小时或逐分钟：不能逐行相加，没有采用",
			"“%s” is the volume of a day, and rows are hours or minutes: it cannot be summed row by row, and is not used",
			clip(name)),
		calc.Textf("给出逐时段的流量，或每日一行；名称不实、实为时段水量的，写明 --column '%s=volume[%s]'",
			"give the flow of each interval, or one row for each day; where it is the volume of the interval after "+
				"all, state --column '%s=volume[%s]'", clip(name), unit.String()))
	return true
}

func saysDay(header string) bool {
	return containsAny(strings.ToLower(key(plainText(header))), dayWords...)
}

// sharedVolume reports a volume in a merged cell: it is of all its rows
// together, not of each.
func (t *table) sharedVolume(c Column, col int, text string) bool {
	if c.Role != Volume || col > len(t.cells) || !t.cells[col-1].Merged {
		return false
	}
	t.faults.at(CodeDayVolume, "merged", calc.Error, t.row, col, text, calc.Textf(
		"“%s”的合并单元格是几行共有的水量，不能每行各计一次",
		"“%s”: a merged cell is the volume of several rows, and not of each", c.Header),
		calc.Text{ZH: "给出每行自己的水量", EN: "give the volume of each row"})
	return true
}

// totalised refuses the totals of flows in a log that only rise, as the
// readings of a totaliser do and totals of intervals do not.
func (l *frameLog) totalised(s *survey) {
	x := &s.totals
	if !x.readings(sureSteps) {
		return
	}
	l.flows = newFlowStore(l.clock.Interval)
	l.late.one(CodeMeter, calc.Error, x.row, calc.Textf(
		"流量的 Cou 逐条上升，像累计读数，不像时段流量，没有采用：%s → %s（第 %d 行）",
		"Cou of the flow goes one way only, as readings of a totaliser do and totals of intervals do not; it is not "+
			"used: %s → %s (row %d)", x.from, x.to, x.row), calc.Text{
		ZH: "在数采仪上把 Cou 改为时段累计量，或导出只有 Avg 的数据",
		EN: "let the logger send the total of each interval as Cou, or export data that have Avg alone"})
}
