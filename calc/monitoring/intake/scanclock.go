package intake

import (
	"tidai/calc"
	"tidai/calc/monitoring"
)

// clock reads times as most files write them, 2025-01-31 23:00:00 with - or /
// or a T, with or without minutes and seconds and leading zeros, and keeps the
// last one: rows of one hour follow each other in many files.
type clock struct {
	*plain
	text  [32]byte // last time read
	n     int
	start monitoring.Minute // of its interval

	day      calc.Date // last day read, and where it begins
	midnight monitoring.Minute
}

func newClock(p *plain) clock { return clock{plain: p} }

// read reads the time at pos and returns where its cell ends; ok is false
// where it is not plain.
func (c *clock) read(buf []byte, pos int) (end int, ok bool) {
	if n := c.n; n > 0 && string(buf[pos:pos+n]) == string(c.text[:n]) && (buf[pos+n] == c.dialect.Delimiter ||
		buf[pos+n] == '\n' || buf[pos+n] == '\r') {
		return pos + n, true
	}
	end, d, hour, minute, timed, ok := civil(buf, pos)
	if !ok || end-pos > len(c.text) || !timed && c.minutes < minutesPerDay {
		return 0, false
	}
	if d != c.day {
		m, ok := monitoring.At(d, 0, 0)
		if !ok {
			return 0, false
		}
		c.day, c.midnight = d, m
	}
	of := int32(hour*minutesPerHour + minute)
	if hour > 23 || minute > 59 || of%c.minutes != 0 {
		return 0, false
	}
	c.start = c.midnight + monitoring.Minute(of)
	if c.ending {
		c.start -= monitoring.Minute(c.minutes)
	}
	c.n = copy(c.text[:], buf[pos:end])
	return end, true
}

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
