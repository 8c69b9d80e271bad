package intake

import "tidai/calc"

// Some loggers write the value of an hour some minutes after it, at 01:05, and
// others at its last second, 00:59:59. Where all times stand at the same minute,
// and hours apart, it is taken for the hour: a few minutes past it, or at the end
// of the one that is over in any case.
const (
	earlyOffset = 15 // as many minutes past the hour, or fewer
	lateOffset  = 45 // as many, or more
)

// settleOffset takes the minutes past the hour at which times of hours stand;
// false where the hour cannot be told.
func (l *Layout) settleOffset(e *evidence, f *faults) bool {
	if l.Clock.Interval != minutesPerHour || e.mixed || e.offset == 0 || e.spanRow > 0 {
		return true
	}
	switch l.Clock.Offset = e.offset; {
	case e.offset <= earlyOffset:
		f.one(CodeOffset, calc.Note, l.HeaderEnd+1, calc.Textf("时间都在每小时的第 %d 分，按该整点读取",
			"all times stand %d minutes past the hour: they are read as that hour", e.offset), calc.Text{})
	case e.offset >= lateOffset:
		f.one(CodeOffset, calc.Note, l.HeaderEnd+1, calc.Textf("时间都在每小时的第 %d 分，按刚结束的那一小时读取",
			"all times stand %d minutes past the hour: they are read as the hour that is about to end", e.offset),
			calc.Text{})
	default:
		f.one(CodeOffset, calc.Error, l.HeaderEnd+1, calc.Textf("时间都在每小时的第 %d 分，属于哪一小时无法判断",
			"all times stand %d minutes past the hour: nothing tells which hour they are of", e.offset),
			calc.Text{ZH: "把时间改为整点", EN: "write them on the hour"})
		return false
	}
	return true
}
