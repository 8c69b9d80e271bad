package intake

import (
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// Clock is how a file's times are to be read.
type Clock struct {
	Order    string // of day, month and year where the year is not first: "dmy", "mdy"; "" if no time needs it
	Mark     string // which end of its interval a time names: "beginning", "ending"; "" where that makes no difference
	Interval int32  // minutes of an interval: 1, 60, 1440; 0: samples
	Offset   int    // minutes past the hour at which times of hours stand
	OrderRow int    // row that decided Order, 0 where it is stated
	Open     bool   // nothing tells Mark, which makes a difference
	Assumed  bool   // nothing tells Mark, and no total depends on it
}

// Marks and orders, as dossiers write them.
const (
	Beginning = "beginning"
	Ending    = "ending"
	YMD       = "ymd"
	DMY       = "dmy"
	MDY       = "mdy"
)

// moment is a time as written: a date, a time of day, or both.
type moment struct {
	date     calc.Date
	hour     int
	minute   int
	hasDate  bool
	hasClock bool
	open     bool // day and month cannot be told apart: a and b are they, in the order written
	a, b     int
	dateOnly bool    // a spreadsheet's date without a time of day, which is midnight there
	until    *moment // end of a range, 00:00~01:00
}

// parseMoment reads a time: 2025-01-01 00:00:00, 2025/1/1 0:00,
// 20250101000000, 2025年1月1日1时, 01/02/2025 (in the given order), 8:00, 24,
// 00:00~01:00, 1:00 PM, 下午1:00, and the zone of China behind any of them.
// Years of two digits are refused: 01/02/03 has too many readings.
func parseMoment(text, order string) (moment, bool) {
	if m, ok := commonMoment(text); ok {
		return m, true
	}
	s := plainText(text)
	if len(s) > 60 {
		return moment{}, false
	}
	if head, tail, found := cutRange(s); found {
		m, ok := markedMoment(head, order)
		until, fine := markedMoment(tail, order)
		if !ok || !fine || !m.hasClock || !until.hasClock {
			return moment{}, false
		}
		if !until.hasDate {
			until.date, until.hasDate = m.date, m.hasDate
		}
		m.until = &until
		return m, true
	}
	return markedMoment(s, order)
}

// cutSeconds cuts :00 behind a time of the common length.
func cutSeconds(s string) (string, bool) {
	if len(s) != len("2025-01-01 00:00:00") {
		return s, false
	}
	return strings.CutSuffix(s, ":00")
}

// commonMoment reads the form in which most data come, 2025-01-01 00:00, at a
// fraction of the cost; of everything else, hour 24 included, it says no.
func commonMoment(s string) (moment, bool) {
	if s, _ = cutSeconds(s); len(s) != len("2025-01-01 00:00") || s[4] != '-' || s[7] != '-' || s[10] != ' ' ||
		s[13] != ':' {
		return moment{}, false
	}
	var n [16]int
	for i := range len(s) {
		switch i {
		case 4, 7, 10, 13:
			continue
		}
		if s[i] < '0' || s[i] > '9' {
			return moment{}, false
		}
		n[i] = int(s[i] - '0')
	}
	m := moment{hasDate: true, hasClock: true, hour: 10*n[11] + n[12], minute: 10*n[14] + n[15]}
	m.date = calc.Date{Year: 1000*n[0] + 100*n[1] + 10*n[2] + n[3], Month: 10*n[5] + n[6], Day: 10*n[8] + n[9]}
	return m, m.hour < 24 && m.minute < 60
}

func cutRange(s string) (head, tail string, ok bool) {
	for _, sep := range []string{"~", "～", "至", "—", "–", " - ", " to "} {
		if head, tail, ok = strings.Cut(s, sep); ok {
			return strings.TrimSpace(head), strings.TrimSpace(tail), true
		}
	}
	if head, tail, ok = strings.Cut(s, "-"); ok && !strings.Contains(tail, "-") && (strings.Contains(s, ":") ||
		strings.HasSuffix(s, "时")) {
		return strings.TrimSpace(head), strings.TrimSpace(tail), true
	}
	return "", "", false
}

// token is a number of a time, and what stands behind it.
type token struct {
	digits string
	sep    string
}

func tokens(s string) ([]token, bool) {
	var out []token
	for s != "" {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n == 0 || len(out) == 7 {
			return nil, false
		}
		m := n
		for m < len(s) && (s[m] < '0' || s[m] > '9') {
			m++
		}
		out = append(out, token{s[:n], strings.TrimSpace(s[n:m])})
		s = s[m:]
	}
	return out, len(out) > 0
}

func oneMoment(s, order string) (moment, bool) {
	ts, ok := tokens(s)
	if !ok {
		return moment{}, false
	}
	if ts, ok = expandCompact(ts); !ok {
		return moment{}, false
	}
	var m moment
	switch {
	case len(ts[0].digits) == 4:
		if ts, ok = m.yearFirst(ts); !ok {
			return moment{}, false
		}
	case len(ts) >= 3 && len(ts[2].digits) == 4:
		if ts, ok = m.yearLast(ts, order); !ok {
			return moment{}, false
		}
	}
	if len(ts) == 0 {
		return m, true
	}
	return m, m.clock(ts)
}

// expandCompact takes 20250101 and 20250101000000 apart.
func expandCompact(ts []token) ([]token, bool) {
	d, sep := ts[0].digits, ts[0].sep
	switch n := len(d); {
	case n == 8 || n == 10 || n == 12 || n == 14:
		out := []token{{d[:4], "-"}, {d[4:6], "-"}, {d[6:8], ""}}
		for i := 8; i < n; i += 2 {
			out = append(out, token{d[i : i+2], ":"})
		}
		out[len(out)-1].sep = sep
		rest := ts[1:]
		if len(rest) == 1 && (len(rest[0].digits) == 4 || len(rest[0].digits) == 6) && n == 8 {
			for i := 0; i < len(rest[0].digits); i += 2 {
				out = append(out, token{rest[0].digits[i : i+2], ":"})
			}
			out[len(out)-1].sep = rest[0].sep
			rest = nil
		}
		if len(rest) > 0 && n != 8 {
			return nil, false
		}
		return append(out, rest...), true
	case n > 4:
		return nil, false
	}
	return ts, true
}

func (m *moment) yearFirst(ts []token) ([]token, bool) {
	if len(ts) < 3 || len(ts[1].digits) > 2 || len(ts[2].digits) > 2 {
		return nil, false
	}
	switch seps := ts[0].sep + ts[1].sep; seps {
	case "--", "//", "..", "年月":
	default:
		return nil, false
	}
	switch ts[2].sep {
	case "", "日", "T", "号":
	default:
		return nil, false
	}
	m.hasDate = true
	m.date = calc.Date{Year: int2(ts[0].digits), Month: int2(ts[1].digits), Day: int2(ts[2].digits)}
	return ts[3:], true
}

func (m *moment) yearLast(ts []token, order string) ([]token, bool) {
	if seps := ts[0].sep + ts[1].sep; seps != "--" && seps != "//" && seps != ".." || len(ts[0].digits) > 2 ||
		len(ts[1].digits) > 2 || (ts[2].sep != "" && ts[2].sep != "T") {
		return nil, false
	}
	a, b, year := int2(ts[0].digits), int2(ts[1].digits), int2(ts[2].digits)
	m.hasDate, m.a, m.b = true, a, b
	switch order {
	case DMY:
		m.date = calc.Date{Year: year, Month: b, Day: a}
	case MDY:
		m.date = calc.Date{Year: year, Month: a, Day: b}
	case YMD: // stated, and this time contradicts it
		return nil, false
	default:
		m.open = true
	}
	return ts[3:], true
}

// clock reads h, h:m and h:m:s, with the Chinese signs too. Seconds are read
// and dropped: readings stand on minutes.
func (m *moment) clock(ts []token) bool {
	if len(ts) > 4 || (len(ts) == 4 && ts[2].sep != ".") || len(ts[0].digits) > 2 {
		return false
	}
	for i, t := range ts {
		last := i == len(ts)-1
		if (i < 3 && len(t.digits) > 2) || (last && t.sep != "" && t.sep != unitSigns[i]) ||
			(!last && !has(clockSigns[i], t.sep)) {
			return false
		}
	}
	m.hasClock, m.hour = true, int2(ts[0].digits)
	if len(ts) > 1 {
		m.minute = int2(ts[1].digits)
	}
	second := 0
	if len(ts) > 2 {
		second = int2(ts[2].digits)
	}
	return m.hour <= 24 && m.minute < 60 && second < 60 && (m.hour < 24 || m.minute+second == 0)
}

// clockSigns stand behind hours, minutes and seconds where more follows;
// unitSigns where nothing does.
var (
	clockSigns = [][]string{{":", "时", "点"}, {":", "分"}, {"."}, {}}
	unitSigns  = []string{"时", "分", "秒", ""}
)

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// int2 reads a short number of digits.
func int2(s string) int {
	n := 0
	for i := 0; i < len(s) && i < 9; i++ {
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// with joins a date and a time of day that stand in two columns.
func (m moment) with(clock moment) moment {
	m.hour, m.minute, m.hasClock = clock.hour, clock.minute, clock.hasClock
	if clock.until != nil {
		until := *clock.until
		until.date, until.hasDate = m.date, m.hasDate
		m.until = &until
	}
	return m
}

func (m moment) at() (monitoring.Minute, bool) {
	if !m.hasDate || m.open {
		return 0, false
	}
	return monitoring.At(m.date, m.hour, m.minute)
}

// Start returns the first minute of the interval that a time names, and
// whether the time fits the interval: hourly data stand on the hour, a day has
// no time of day but midnight.
func (c Clock) start(m moment) (monitoring.Minute, bool) {
	at, ok := m.at()
	if !ok {
		return 0, false
	}
	if m.until != nil {
		end, fine := m.until.at()
		if fine && end < at && m.until.date == m.date { // 23:00~00:00
			end += minutesPerDay
		}
		return at, fine && (c.Interval == 0 && end > at || int32(end-at) == c.Interval &&
			(c.Interval < minutesPerHour || m.minute == 0))
	}
	switch c.Interval {
	case minutesPerDay:
		day, _ := monitoring.At(m.date, 0, 0)
		if c.Mark == Ending && m.hasClock && !m.dateOnly && m.hour == 0 { // midnight ends the day before
			day -= minutesPerDay
		}
		return day, m.minute == 0 && (m.hour == 0 || m.hour == 24)
	case minutesPerHour:
		if m.minute != c.Offset || !m.hasClock {
			return 0, false
		}
		if at -= monitoring.Minute(c.Offset); c.Offset >= lateOffset {
			return at, true
		}
	case 1:
		if !m.hasClock {
			return 0, false
		}
	}
	if c.Mark == Ending {
		at -= monitoring.Minute(c.Interval)
	}
	return at, true
}

const (
	minutesPerHour = 60
	minutesPerDay  = 24 * 60
)
