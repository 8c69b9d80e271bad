package intake

import "tidai/calc"

var (
	markOpen = calc.Text{ZH: "看不出时间是时段的开始还是结束（没有 24:00，也没有时间范围）",
		EN: "nothing tells whether a time is the beginning or the end of its hour (no 24:00, no ranges)"}
	stateMark = calc.Text{ZH: "写明时间所指 hour_mark（--hour-mark）：beginning 或 ending",
		EN: "state hour_mark (--hour-mark): beginning or ending"}
)

// SettleMarks decides about files of hours that do not tell which end of an
// hour their times name: they are read as beginnings where no sum depends on
// it, which is said, and else not read, which is said once for all of them. The
// flows of a totaliser depend on it.
// Hours of another file that does tell would be others than they seem, so that
// sums depend on it there.
func SettleMarks(looked []*Looked, depends bool) []calc.Finding {
	var open []*Looked
	for _, s := range looked {
		switch {
		case s.Layout == nil || s.Layout.Clock.Interval != minutesPerHour:
		case s.Layout.Clock.Open:
			open = append(open, s)
			// a reading stands at the moment that its time names: the difference is of
			// the hour before it or behind it
			depends = depends || s.Layout.metered()
		default:
			depends = true
		}
	}
	if len(open) == 0 || depends && len(open) == 1 {
		return nil
	}
	for _, s := range open {
		s.faults.drop(CodeMark)
		if s.unmarked = depends; depends {
			continue
		}
		for _, p := range s.pages {
			c := &p.layout.Clock
			c.Mark, c.Open, c.Assumed = Beginning, false, true
		}
	}
	f := calc.Finding{Stage: calc.StageIntake, Code: CodeMark, Severity: calc.Error,
		At:      calc.Position{File: open[0].Name, Line: open[0].Layout.HeaderEnd + 1},
		Message: calc.Textf("%d 个文件都没有读取：%s", "%d files are not read: %s", len(open), markOpen),
		Remedy:  stateMark}
	if !depends {
		f.Severity = calc.Note
		f.Message = calc.Textf("%s（%d 个文件）：总量与此无关，按开始读取",
			"%s (%d files): the total does not depend on it; read as the beginning",
			markOpen, len(open))
		f.Remedy = calc.Text{ZH: "按年、季、月、日汇总或限定期间时，写明 --hour-mark",
			EN: "state --hour-mark to sum by year, quarter, month or day, or over a period"}
	}
	return []calc.Finding{f}
}
