package intake

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
)

// evidence is what the times of a file say about how to read them.
type evidence struct {
	rows           int // with a time
	dmy, mdy       int // first row that can only be read so
	open           int // first row that can be read in both ways
	clock          bool
	minutes, hours bool // a time off the hour; off midnight
	timed, mixed   bool // a time of day; their minutes differ
	offset         int  // minutes past the hour of the first
	hour24         int  // first row with 24:00
	midnight       bool // a row with 00:00
	span           monitoring.Minute
	spanRow        int
	gap            monitoring.Minute // smallest distance of two times that follow each other
	last           monitoring.Minute
	first          calc.Date
	days           bool // more than one date
	begins, ends   bool // columns say which end of the interval they name
	hasLast        bool
	seen           map[monitoring.Minute]bool // times, up to mostSeen: rows may stand in any order
	unread         string                     // first time that could not be read
}

const mostSeen = 1 << 16

// see takes one time in.
func (e *evidence) see(m moment, row int) {
	e.rows++
	if m.open {
		switch {
		case m.a > 12 && m.b <= 12 && e.dmy == 0:
			e.dmy = row
		case m.b > 12 && m.a <= 12 && e.mdy == 0:
			e.mdy = row
		case e.open == 0:
			e.open = row
		}
		// for distances it matters little which
		m.date, m.open = calc.Date{Year: 2000, Month: 1 + m.a%12, Day: 1}, false
	}
	if m.hasClock {
		e.clock = true
		e.hours = e.hours || m.hour%24 != 0
		e.minutes = e.minutes || m.minute != 0
		e.mixed = e.mixed || e.timed && m.minute != e.offset || m.until != nil
		if !e.timed {
			e.timed, e.offset = true, m.minute
		}
		e.midnight = e.midnight || m.hour == 0 && m.minute == 0 && m.until == nil
		if m.hour == 24 && m.until == nil && e.hour24 == 0 {
			e.hour24 = row
		}
	}
	if e.first.IsZero() {
		e.first = m.date
	}
	e.days = e.days || m.date != e.first
	at, ok := m.at()
	if !ok {
		return
	}
	if m.until != nil && e.spanRow == 0 {
		if end, fine := m.until.at(); fine {
			if e.span = end - at; e.span < 0 {
				e.span += minutesPerDay
			}
			e.spanRow = row
		}
	}
	if d := max(at-e.last, e.last-at); e.hasLast && d > 0 && (e.gap == 0 || d < e.gap) {
		e.gap = d
	}
	e.last, e.hasLast = at, true
	e.beside(at)
}

// beside looks for a time a minute or an hour away among those seen, which in a
// file without order may stand anywhere.
func (e *evidence) beside(at monitoring.Minute) {
	for _, d := range []monitoring.Minute{1, minutesPerHour} {
		if (e.seen[at-d] || e.seen[at+d]) && (e.gap == 0 || d < e.gap) {
			e.gap = d
		}
	}
	if e.seen == nil {
		e.seen = map[monitoring.Minute]bool{}
	}
	if len(e.seen) < mostSeen {
		e.seen[at] = true
	}
}

// order decides which of day and month comes first; "" with ok where no time
// asks for it.
func (e *evidence) order(stated string) (order string, row int, ok bool) {
	switch {
	case stated != "":
		return stated, 0, true
	case e.dmy > 0 && e.mdy > 0:
		return "", max(e.dmy, e.mdy), false
	case e.dmy > 0:
		return DMY, e.dmy, true
	case e.mdy > 0:
		return MDY, e.mdy, true
	}
	return "", e.open, e.open == 0
}

// intervals are the words of dossier.MonitoringFiles.Interval.
var intervals = map[string]int32{"minute": 1, "hour": minutesPerHour, "day": minutesPerDay, "sample": 0}

// interval decides how long a reading lasts.
func (e *evidence) interval(set dossier.MonitoringFiles) (minutes int32, ok bool) {
	if n, known := intervals[set.Interval]; known {
		return n, true
	}
	if set.Kind == dossier.ManualData || set.Kind == dossier.EnforcementData {
		return 0, true
	}
	switch {
	case e.spanRow > 0:
		return int32(e.span), e.span == 1 || e.span == minutesPerHour || e.span == minutesPerDay
	case e.rows == 0:
		return 0, false
	case !e.clock:
		return minutesPerDay, true
	case e.minutes && !e.mixed && e.gap == minutesPerHour:
		return minutesPerHour, true
	case e.minutes:
		return 1, e.gap == 1
	case !e.hours:
		return minutesPerDay, e.days && e.hour24 == 0
	}
	return minutesPerHour, e.gap == minutesPerHour
}

// mark decides which end of its interval a time names.
func (e *evidence) mark(set dossier.MonitoringFiles, interval int32) (mark string, ok bool) {
	switch {
	case interval == 0:
		return "", true
	// a day is named by its date unless the dossier says otherwise
	case set.HourMark != "" || interval == minutesPerDay:
		return set.HourMark, true
	case e.begins || e.spanRow > 0:
		return Beginning, true
	case e.ends || e.hour24 > 0:
		return Ending, true
	case interval == 1: // a minute more or less at the ends of a year
		return Beginning, true
	}
	return "", false
}
