package intake

import (
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/hj212"
)

// frameFields takes messages apart, for one goroutine. Messages of a log are
// much alike: codes, device and day of the last one are looked for first.
type frameFields struct {
	log     *frameLog
	local   map[string]codeSlot
	slots   []codeSlot // of the last message, in order
	values  []codeValues
	outlets map[string]string
	mn, id  string // of the last message
	day     string
	first   monitoring.Minute // of the day
	real    bool              // there is such a day
}

type codeSlot struct {
	code string // as written
	use  *codeUse
}

// codeValues is what a message says under one code, as written; the first
// statement counts.
type codeValues struct {
	use                   *codeUse
	avg, zsAvg, cou, mark string
	has                   fieldSet
}

type fieldSet uint8

const (
	hasAvg fieldSet = 1 << iota
	hasZsAvg
	hasCou
	hasMark
)

func (l *frameLog) fields() frameFields {
	return frameFields{log: l, local: map[string]codeSlot{}, outlets: map[string]string{}}
}

// read lists the codes of a message that carry measurements, in order. The
// list is used again.
func (x *frameFields) read(m *hj212.Message) []codeValues {
	x.values = x.values[:0]
	last, n := "", 0
	var v *codeValues
	for i := range m.CP {
		f := &m.CP[i]
		if f.Code == "" {
			continue
		}
		if f.Code != last {
			last = f.Code
			v = x.of(x.use(f.Code, n))
			n++
		}
		switch f.Name {
		case "Avg":
			v.set(&v.avg, f.Value, hasAvg)
		case "ZsAvg":
			v.set(&v.zsAvg, f.Value, hasZsAvg)
		case "Cou":
			v.set(&v.cou, f.Value, hasCou)
		case "Flag":
			v.set(&v.mark, f.Value, hasMark)
		}
	}
	return x.values
}

func (v *codeValues) set(to *string, value string, which fieldSet) {
	if v.has&which == 0 {
		*to, v.has = value, v.has|which
	}
}

// normal reports whether the value counts by its mark: N, S, or none.
func (v *codeValues) normal() bool {
	mark, ok := hj212.ParseMark(v.mark)
	return !ok || mark == calc.FlagNormal || mark == calc.FlagManualEntry
}

// flow is the flow that a code states, and its text. The total of the interval
// goes before the average.
func (v *codeValues) flow() (flow monitoring.Value, text string) {
	if v.has&hasCou != 0 && !v.use.noTotal {
		if d, kind := parseValue(v.cou); kind == number {
			return monitoring.Value{Decimal: d, Unit: v.use.total, Set: true}, v.cou
		}
	}
	if v.has&hasAvg != 0 {
		if d, kind := parseValue(v.avg); kind == number {
			return monitoring.Value{Decimal: d, Unit: v.use.unit, Set: true}, v.avg
		}
	}
	return monitoring.Value{}, ""
}

// of finds what was said of a code in this message.
func (x *frameFields) of(u *codeUse) *codeValues {
	for i := range x.values {
		if x.values[i].use == u {
			return &x.values[i]
		}
	}
	x.values = append(x.values, codeValues{use: u})
	return &x.values[len(x.values)-1]
}

// use looks up the n-th code of a message.
func (x *frameFields) use(code string, n int) *codeUse {
	if n < len(x.slots) && x.slots[n].code == code {
		return x.slots[n].use
	}
	s, ok := x.local[code]
	if !ok {
		if len(x.local) >= mostNames {
			clear(x.local)
		}
		s = codeSlot{strings.Clone(code), x.log.book.use(code)}
		x.local[s.code] = s
	}
	if n < len(x.slots) {
		x.slots[n] = s
	} else if n == len(x.slots) && n < mostNames {
		x.slots = append(x.slots, s)
	}
	return s.use
}

// outlet is what the dossier calls the device of a message.
func (x *frameFields) outlet(m *hj212.Message) string {
	if x.log.set.Outlet != "" {
		return x.log.set.Outlet
	}
	if m.MN == x.mn {
		return x.id
	}
	id, ok := x.outlets[m.MN]
	if !ok {
		if len(x.outlets) >= mostNames {
			clear(x.outlets)
		}
		mn := strings.Clone(m.MN)
		if id, ok = x.log.outlets[mn]; !ok {
			id = mn
		}
		x.outlets[mn] = id
	}
	x.mn, x.id = m.MN, id
	return id
}

// frameTime is the time of a message: its day, and the time of day.
type frameTime struct {
	day          monitoring.Minute
	hour, minute int
}

func (t frameTime) at() monitoring.Minute {
	return t.day + monitoring.Minute(t.hour*minutesPerHour+t.minute)
}

// time is that of DataTime; ok is false where there is none.
func (x *frameFields) time(m *hj212.Message) (t frameTime, ok bool) {
	d := m.DataTime
	if len(d) != len("20060102150405") {
		return t, false
	}
	if d[:8] != x.day {
		x.day = d[:8]
		date := calc.Date{Year: int2(d[:4]), Month: int2(d[4:6]), Day: int2(d[6:8])}
		x.first, x.real = monitoring.At(date, 0, 0)
	}
	return frameTime{x.first, int2(d[8:10]), int2(d[10:12])}, x.real
}

// startOf is the first minute of the interval that a time names, and whether the
// time fits the interval, as Clock.start has it of rows.
func (c Clock) startOf(t frameTime) (monitoring.Minute, bool) {
	at := t.at()
	switch c.Interval {
	case minutesPerDay:
		if c.Mark == Ending && t.hour == 0 { // midnight ends the day before
			return t.day - minutesPerDay, t.minute == 0
		}
		return t.day, t.minute == 0 && (t.hour == 0 || t.hour == 24)
	case minutesPerHour:
		if t.minute != 0 {
			return 0, false
		}
	}
	if c.Mark == Ending {
		at -= monitoring.Minute(c.Interval)
	}
	return at, true
}
