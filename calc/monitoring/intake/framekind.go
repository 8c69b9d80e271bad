package intake

import (
	"io"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/hj212"
)

var frameKinds = map[string]hj212.Kind{"hour": hj212.Hour, "day": hj212.Day, "minute": hj212.Minutes}

// survey decides which kind of data is read, and how its times are meant.
func (r *frames) survey(file File) bool {
	counts, midnight, gap, last := map[hj212.Kind]int{}, false, monitoring.Minute(0), map[string]monitoring.Minute{}
	_, _, err := hj212.Read(io.NewSectionReader(file, 0, file.Size()), func(m hj212.Message) error {
		k := m.Kind()
		counts[k]++
		day, h, min, _, ok := m.When()
		midnight = midnight || (k == hj212.Hour && h == 24)
		if at, fine := monitoring.At(day, h, min); ok && fine && k == hj212.Minutes {
			if d := at - last[m.MN]; last[m.MN] != 0 && d > 0 && (gap == 0 || d < gap) {
				gap = d
			}
			last[m.MN] = at
		}
		return nil
	})
	if err != nil {
		r.faults.fault(err)
		return false
	}
	kind, stated := frameKinds[r.set.Interval]
	if !stated {
		for _, k := range []hj212.Kind{hj212.Minutes, hj212.Day, hj212.Hour} {
			if counts[k] > 0 {
				kind = k
			}
		}
	}
	r.kind = kind
	if counts[kind] == 0 {
		r.faults.one(CodeHeader, calc.Error, 0, calc.Textf("没有可用的小时、日或分钟数据报文（实时 %d 条）",
			"no usable messages of hours, days or minutes (%d of real time)", counts[hj212.RealTime]),
			calc.Text{ZH: "从数采仪导出 2061（小时）或 2031（日）报文",
				EN: "export messages 2061 (hours) or 2031 (days) from the data logger"})
		problems, stats, _ := hj212.Options{Mapped: r.mapped}.Read(io.NewSectionReader(file, 0, file.Size()),
			func(hj212.Message) error { return nil })
		r.report(problems, stats)
		return false
	}
	r.skippedKinds(counts)
	return r.settleClock(kind, midnight, gap)
}

func (r *frames) skippedKinds(counts map[hj212.Kind]int) {
	var zh, en []string
	for _, k := range hj212.Kinds.Values() {
		if n := counts[k]; n > 0 && k != r.kind {
			t := calc.Textf("%s %d 条", "%s %d", k.Name(), n)
			zh, en = append(zh, t.ZH), append(en, t.EN)
		}
	}
	if len(zh) > 0 {
		r.faults.one(CodeSkipped, calc.Note, 0, calc.Textf("只读取%s报文；未读取：%s",
			"only messages of %s data are read; not read: %s", r.kind.Name(),
			calc.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}), calc.Text{})
	}
}

func (r *frames) settleClock(kind hj212.Kind, midnight bool, gap monitoring.Minute) bool {
	r.clock = Clock{Interval: minutesPerHour, Mark: r.set.HourMark}
	switch kind {
	case hj212.Day:
		r.clock.Interval = minutesPerDay
	case hj212.Minutes:
		if gap == 0 || minutesPerHour%gap != 0 {
			r.faults.one(CodeInterval, calc.Error, 0, calc.Text{ZH: "看不出分钟数据的间隔",
				EN: "nothing tells the interval of the minute data"}, calc.Text{ZH: "改用小时数据（2061）",
				EN: "use hourly data (2061)"})
			return false
		}
		r.clock.Interval = int32(gap)
	}
	switch {
	case r.clock.Mark != "" || kind == hj212.Day:
	case midnight:
		r.clock.Mark = Ending
	default:
		r.clock.Mark = Beginning
		r.faults.one(CodeRecalled, calc.Note, 0,
			calc.Text{ZH: "DataTime 按时段的开始理解（HJ 212-2017，凭记忆，未核对原文）",
				EN: "DataTime is taken as the beginning of the interval (HJ 212-2017, recalled, not read in the text)"},
			calc.Text{ZH: "若数采仪以时段结束计时，写明时间所指 ending",
				EN: "if the logger names the end, state the hour mark ending"})
	}
	return true
}
