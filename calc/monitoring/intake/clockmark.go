package intake

import (
	"strings"

	"tidai/calc"
)

// halves are the words for the halves of a day, in lower case.
var halves = []struct {
	word  string
	later bool
}{{"上午", false}, {"下午", true}, {"a.m.", false}, {"p.m.", true}, {"am", false}, {"pm", true}}

// zones are the ways of writing the time of China, which is the local time of
// all files.
var zones = []string{"+08:00", "+0800", "+08"}

// markedMoment reads a time that may say which half of the day it is in, and
// its zone where that is the zone of China.
func markedMoment(s, order string) (moment, bool) {
	s, zoned := cutZone(s)
	s, half, later := cutHalf(s)
	m, ok := oneMoment(s, order)
	switch {
	case !ok || zoned && !m.hasClock:
		return moment{}, false
	case !half:
		return m, true
	case !m.hasClock || m.hour < 1 || m.hour > 12:
		return moment{}, false
	}
	m.hour %= 12
	if later {
		m.hour += 12
	}
	return m, true
}

// cutZone takes the zone of China off the end of a time of day.
func cutZone(s string) (rest string, found bool) {
	for _, z := range zones {
		if rest, ok := strings.CutSuffix(s, z); ok && strings.Contains(rest, ":") {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}

// cutHalf takes the word for a half of the day out of a time.
func cutHalf(s string) (rest string, found, later bool) {
	low := strings.ToLower(s)
	for _, h := range halves {
		if at := strings.Index(low, h.word); at > 0 || at == 0 && h.word[0] >= 0x80 {
			return strings.TrimSpace(s[:at] + " " + s[at+len(h.word):]), true, h.later
		}
	}
	return s, false, false
}

// timeAdvice says what to do about a time that cannot be read, by what it
// looks like.
func timeAdvice(text string) calc.Text {
	s := plainText(text)
	switch {
	case looksSerial(s):
		m, _ := serialMoment(s, false)
		return calc.Textf("像是表格软件的日期序号（%s 可能是 %s）：把该列设为日期格式后重新另存",
			"it looks like an Excel serial (%s may be %s): give the column a date format and save it again", s,
			m.date.String())
	case monthOnly(s):
		return calc.Text{ZH: "只有月份：月均值不能代替逐日、逐小时的数据；手工监测写采样日期，如 2025-01-15",
			EN: "it names a month alone: monthly means do not stand for days or hours; a sample has its date, " +
				"such as 2025-01-15"}
	case strings.HasSuffix(s, "Z") || strings.Contains(s, ":") && strings.ContainsAny(s[strings.Index(s, ":"):], "+"):
		return calc.Text{ZH: "时区不是北京时间（+08:00）：换算成当地时间后写成 2025-01-31 08:00",
			EN: "its zone is not that of China (+08:00): write local time, such as 2025-01-31 08:00"}
	}
	return calc.Text{ZH: "写成 2025-01-31 08:00 这样，或删去该行",
		EN: "write them like 2025-01-31 08:00, or take the rows out"}
}

// monthWords are headers of columns that hold months or longer times.
var monthWords = strings.Fields("月份 月 监测月份 统计月份 月度 季度 年度 年份 month quarter year")

// monthOnly recognises 1月, 2025-01, 2025年1月 and 202501.
func monthOnly(s string) bool {
	s = strings.TrimSuffix(s, "份")
	if rest, ok := strings.CutSuffix(s, "月"); ok {
		return rest != "" && strings.Trim(rest, "0123456789年") == ""
	}
	ts, ok := tokens(s)
	return ok && (len(ts) == 2 && len(ts[0].digits) == 4 && len(ts[1].digits) <= 2 && ts[1].sep == "" ||
		len(ts) == 1 && len(s) == 6 && s[:2] == "20")
}
