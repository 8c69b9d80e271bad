package bulk

import (
	"tidai/calc"
	"tidai/calc/monitoring"
)

// clock reads times as most files write them, 2025-01-31 23:00:00 with - or /
// or a T, with or without minutes and seconds and leading zeros, and keeps the
// last one: rows of one hour follow each other in many files.
type clock struct {
	layout *Layout

	text    [32]byte // last time read
	n       int
	month   int // month of the interval: year × 12 + month − 1
	slot    int // number of the interval in its month
	outside bool

	day      calc.Date // last day read, and where it begins
	midnight monitoring.Minute
}

// beginOf is the first minute of a month.
func beginOf(year, month int) monitoring.Minute {
	m, _ := monitoring.At(calc.Date{Year: year, Month: month, Day: 1}, 0, 0)
	return m
}

func newClock(l *Layout) clock { return clock{layout: l} }

// read reads the time at pos and returns where its cell ends; ok is false
// where it is not plain.
func (c *clock) read(buf []byte, pos int) (end int, ok bool) {
	if n := c.n; n > 0 && string(buf[pos:pos+n]) == string(c.text[:n]) && (buf[pos+n] == c.layout.Delimiter ||
		buf[pos+n] == '\n' || buf[pos+n] == '\r') {
		return pos + n, true
	}
	end, d, hour, minute, timed, ok := civil(buf, pos)
	if !ok || end-pos > len(c.text) || !timed && c.layout.Minutes < minutesPerDay {
		return 0, false
	}
	if d != c.day {
		m, ok := monitoring.At(d, 0, 0)
		if !ok {
			return 0, false
		}
		c.day, c.midnight = d, m
	}
	if hour > 23 || minute > 59 {
		return 0, false
	}
	start := c.midnight + monitoring.Minute(hour*60+minute)
	if start%monitoring.Minute(c.layout.Minutes) != 0 {
		return 0, false
	}
	if c.layout.HourEnding {
		start -= monitoring.Minute(c.layout.Minutes)
	}
	c.month, c.slot = slotOf(start, c.layout.Minutes)
	c.outside = c.layout.Bounded && (start < c.layout.From || start >= c.layout.To)
	c.n = copy(c.text[:], buf[pos:end])
	return end, true
}

const minutesPerDay = 24 * 60

// civil reads year, month, day and the time of day, if there is one.
func civil(buf []byte, pos int) (end int, d calc.Date, hour, minute int, timed, ok bool) {
	var part [6]int
	widths := [6]int{4, 2, 2, 2, 2, 2}
	n, between := 0, byte(0)
	for ; n < len(part); n++ {
		from := pos
		for pos-from < widths[n] && buf[pos]-'0' <= 9 {
			part[n] = part[n]*10 + int(buf[pos]-'0')
			pos++
		}
		if pos == from || (n == 0 && pos-from != 4) || buf[pos]-'0' <= 9 {
			return 0, d, 0, 0, false, false
		}
		if n == 0 {
			between = buf[pos]
		}
		if !separates(n, buf[pos]) || n == 1 && buf[pos] != between {
			n++
			break
		}
		pos++
	}
	d = calc.Date{Year: part[0], Month: part[1], Day: part[2]}
	return pos, d, part[3], part[4], n > 3, n > 2 && part[5] == 0
}

// separates reports whether c stands behind the nth part of a time.
func separates(n int, c byte) bool {
	switch n {
	case 0, 1:
		return c == '-' || c == '/'
	case 2:
		return c == ' ' || c == 'T'
	case 3, 4:
		return c == ':'
	}
	return false
}

func slotsPerMonth(minutes int) int { return 31 * minutesPerDay / minutes }

// slotOf finds the month and the number of the interval that begins at start.
func slotOf(start monitoring.Minute, minutes int) (month, slot int) {
	d := start.Date()
	hour, minute := start.Clock()
	return d.Year*12 + d.Month - 1, ((d.Day-1)*minutesPerDay + hour*60 + minute) / minutes
}
