package intake

import (
	"maps"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
)

// leastTimes is how many times tell how far apart they are.
const leastTimes = 6

// step is the shortest distance of the times; regular says that at least half
// of the distances are this one. 0 where there are too few.
func (e *evidence) step() (step monitoring.Minute, regular bool) {
	times := slices.Sorted(maps.Keys(e.seen))
	if len(times) < leastTimes {
		return 0, false
	}
	count := map[monitoring.Minute]int{}
	for i := 1; i < len(times); i++ {
		d := times[i] - times[i-1]
		if count[d]++; step == 0 || d < step {
			step = d
		}
	}
	return step, 2*count[step] >= len(times)-1
}

// settleStep holds the interval that is stated against the distance of the
// times: a value every ten minutes that counted as one minute would lose nine
// tenths of the amount. Parts of an hour are read at their own step; hours with
// gaps between are asked about, for the file may be a part of the data; false
// where the statement cannot be right.
func (l *Layout) settleStep(e *evidence, set dossier.MonitoringFiles, f *faults) bool {
	stated := monitoring.Minute(l.Clock.Interval)
	step, regular := e.step()
	if set.Interval == "" || stated != 1 && stated != minutesPerHour || step <= stated || e.spanRow > 0 ||
		stated == minutesPerHour && !regular {
		return true
	}
	if stated == 1 && regular && step < minutesPerHour && minutesPerHour%step == 0 {
		l.Clock.Interval = int32(step)
		f.one(CodeStep, calc.Note, l.HeaderEnd+1, calc.Textf("时间每 %d 分钟一个，每个数据按 %[1]d 分钟计",
			"times are %d minutes apart: each value counts as %[1]d minutes", step),
			calc.Text{ZH: "若只是每隔几分钟抽取的一分钟数据，给出全部数据",
				EN: "where these are single minutes picked out of more, give all of them"})
		return true
	}
	if stated == minutesPerHour { // hours between may be missing: the author may be right
		f.one(CodeStep, calc.Warning, l.HeaderEnd+1, calc.Textf("写明每个数据是一小时，而时间多相隔 %d 分钟："+
			"按一小时计，其间按没有数据",
			"each value is stated to be an hour, but most times are %d minutes apart: they count as hours, and there "+
				"are no data between", step),
			calc.Text{ZH: "若每个数据代表更长的时段，在表中写明各自的时长（duration）；若有缺失，补充其间的数据",
				EN: "where each stands for a longer time, state their durations in the table; " +
					"where some are missing, give them"})
		return true
	}
	f.one(CodeStep, calc.Error, l.HeaderEnd+1, calc.Textf("写明每个数据是一分钟，而时间最近的相隔 %d 分钟："+
		"其余时间没有数据，排放量会少算",
		"each value is stated to be of a minute, and the nearest times are %d minutes apart: the rest would "+
			"have no amount", step), calc.Text{
		ZH: "写明真正的时段（--interval hour 或 day），或把数据整理成逐小时的一行",
		EN: "state the true interval (--interval hour or day), or bring the data to one row for each hour"})
	return false
}
