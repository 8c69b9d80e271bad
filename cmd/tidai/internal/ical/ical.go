// Package ical writes calendars in the form of RFC 5545 (iCalendar): events of
// a whole day, and tasks without a day.
package ical

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tidai/calc"
)

// Calendar is one iCalendar object.
type Calendar struct {
	Product string    // PRODID
	Name    string    // shown by calendars that know NAME (RFC 7986) or X-WR-CALNAME
	Stamp   calc.Date // DTSTAMP of every entry, at midnight UTC
	Entries []Entry
}

// Entry is an event of a whole day, or a task where Day is zero: an event
// needs a day (RFC 5545, 3.6.1), a task does not (3.6.2).
type Entry struct {
	UID         string
	Day         calc.Date
	Summary     string
	Description string
	Category    string
	Done        bool
	Remind      bool // at nine in the morning, fourteen days before Day
}

// Encode writes the calendar. A calendar without entries cannot be written:
// the form asks for one at least (RFC 5545, 3.6).
func (c Calendar) Encode() ([]byte, error) {
	if len(c.Entries) == 0 {
		return nil, calc.Explain("没有可写入日历的事项", "there is nothing to put into a calendar")
	}
	w := &writer{}
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.text("PRODID", c.Product)
	w.line("CALSCALE", "GREGORIAN")
	w.text("NAME", c.Name)
	w.text("X-WR-CALNAME", c.Name)
	for _, e := range c.Entries {
		w.entry(e, compact(c.Stamp)+"T000000Z")
	}
	w.line("END", "VCALENDAR")
	return []byte(w.String()), nil
}

type writer struct{ strings.Builder }

func (w *writer) entry(e Entry, stamp string) {
	kind := "VEVENT"
	if e.Day.IsZero() {
		kind = "VTODO"
	}
	w.line("BEGIN", kind)
	w.text("UID", e.UID)
	w.line("DTSTAMP", stamp)
	if !e.Day.IsZero() {
		w.line("DTSTART;VALUE=DATE", compact(e.Day))
		w.line("TRANSP", "TRANSPARENT") // a due day keeps nobody busy
	}
	w.text("SUMMARY", e.Summary)
	w.text("DESCRIPTION", e.Description)
	w.text("CATEGORIES", e.Category)
	if e.Day.IsZero() {
		status := "NEEDS-ACTION"
		if e.Done {
			status = "COMPLETED"
		}
		w.line("STATUS", status)
	} else if e.Remind {
		w.line("BEGIN", "VALARM")
		w.line("ACTION", "DISPLAY")
		w.line("TRIGGER", "-P13DT15H")
		w.text("DESCRIPTION", e.Summary)
		w.line("END", "VALARM")
	}
	w.line("END", kind)
}

func compact(d calc.Date) string { return fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day) }

func (w *writer) text(name, value string) { w.line(name, escape(value)) }

// maxOctets is the length of a line without its end (RFC 5545, 3.1).
const maxOctets = 75

// line writes a content line, folded between characters: the form allows a
// fold inside one, but readers that decode line by line then lose it.
func (w *writer) line(name, value string) {
	used := 0
	for _, r := range name + ":" + value {
		n := utf8.RuneLen(r)
		if used+n > maxOctets {
			w.WriteString("\r\n ")
			used = 1
		}
		w.WriteRune(r)
		used += n
	}
	w.WriteString("\r\n")
}

// escape writes a value of type TEXT (RFC 5545, 3.3.11). Control characters
// have no place in one, and what is no UTF-8 becomes U+FFFD.
func escape(s string) string {
	var b strings.Builder
	for _, r := range strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n") {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsControl(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
