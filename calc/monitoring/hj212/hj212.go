// Package hj212 reads frames of HJ/T 212-2005, HJ 212-2017 and HJ 212-2025 from
// logs.
//
// Rules: a frame counts only where its length and its check value hold; a
// frame that does not is reported with its place and never used, and reading
// goes on behind it. Values stay as written: what an outlet is, and what an
// amount is, others know.
//
// A frame is "##", the length of the data segment in four digits, the data
// segment, and its check value in four hexadecimal digits (6.3). What stands
// between frames is skipped: time stamps, prefixes, line ends of any kind or
// none. Memory is bounded: one window of the input, and the parts of split
// messages that are still waiting, of which there is a limit. A file can be
// read in pieces at the same time (Each), to the same effect.
//
// What the text of the standard leaves to the reader is settled so:
//   - A data segment above 1024 bytes is used where its check value holds,
//     with a warning: the check value covers every byte.
//   - Hexadecimal digits of the check value may be in lower case.
//   - A data segment that is not UTF-8 is used with a warning: separators and
//     digits are the same bytes in UTF-8 and in GB 18030.
//   - DataTime 240000 is the end of its day, with a warning; other hours above
//     23 are refused.
//   - Of HJ 212-2025, which was not read in print, the frame is taken to be that
//     of 2017 but for PNUM and PNO of five digits; frames of the systems 44 and
//     45 are skipped and counted; data that are encrypted need the key.
package hj212

import (
	"fmt"
	"strings"

	"tidai/calc"
)

// Limits of a frame (HJ 212-2017, 6.3).
const (
	MaxSegment  = 1024 // bytes of a data segment
	mostSegment = 9999 // that four digits can say
)

// Place is where a frame begins.
type Place struct {
	Line   int   // from 1; lines end with LF
	Column int   // in bytes, from 1
	Offset int64 // in bytes, from 0
}

// String writes line:column.
func (p Place) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// Message is one message, whole: a frame, or the parts of a split message
// joined. Its strings may be kept, though each keeps the window of the file in
// memory that it is a part of; the slices CP and Parts are used again for the
// next message and have to be copied to be kept.
type Message struct {
	Place    Place   // of the frame; of the first part read where the message was split
	Parts    []Place // of the parts in the order of PNO; nil where the message was not split
	QN       string  // time of the request, 17 digits, as written
	ST       string  // system: 31 stack, 32 waste water, 22 ambient air …
	CN       string  // command, four digits
	MN       string  // of the device, as written
	Flag     int     // as written: bit 0 asks for an answer, bit 1 says split, bits 2–7 are the version
	PNUM     int     // number of parts, 0 where not stated
	PNO      int     // number of the part, 0 in a message joined from parts
	DataTime string  // 14 digits, a time that exists; "" where the message has none, which only Other may
	CP       []Field // in the order written, without DataTime
	CRC      uint16  // check value of the frame; of the first part read
}

// Field is one statement of CP: w20115-Avg=1.2 has code w20115, name Avg and
// value 1.2; RtdInterval=30 has no code.
type Field struct {
	Code  string // as written
	Name  string // Rtd, Cou, Min, Avg, Max, the same with Zs, Flag …
	Value string // as written
}

// Kind is what a message reports.
type Kind string

// The kinds of data (6.6.5), which are never mixed. Other is everything else:
// requests, answers, alarms, states.
const (
	RealTime Kind = "real-time" // 2011
	Minutes  Kind = "minute"    // 2051
	Hour     Kind = "hour"      // 2061
	Day      Kind = "day"       // 2031
	Other    Kind = "other"
)

// Kinds lists the kinds.
var Kinds = calc.Words[Kind]{
	{Key: RealTime, Name: calc.Text{ZH: "实时", EN: "real-time"}},
	{Key: Minutes, Name: calc.Text{ZH: "分钟", EN: "minute"}},
	{Key: Hour, Name: calc.Text{ZH: "小时", EN: "hourly"}},
	{Key: Day, Name: calc.Text{ZH: "日", EN: "daily"}},
	{Key: Other, Name: calc.Text{ZH: "其他", EN: "other"}},
}

// Name returns the kind in words.
func (k Kind) Name() calc.Text { return Kinds.Name(k) }

// Kind returns the kind of the message, by its command.
func (m Message) Kind() Kind {
	switch m.CN {
	case "2011":
		return RealTime
	case "2051":
		return Minutes
	case "2061":
		return Hour
	case "2031":
		return Day
	}
	return Other
}

// Version is the edition of the standard a frame follows.
type Version int

// The editions bits 2 to 7 of Flag can name (6.3.2).
const (
	HJT2005 Version = 0
	HJ2017  Version = 1
	HJ2025  Version = 2
)

// Systems of HJ 212-2025 that are no outlets: their frames are skipped, and
// counted.
const (
	Electricity      = "44"
	WorkingCondition = "45"
)

// Versions lists the editions.
var Versions = []struct {
	Version Version
	Name    string
}{{HJT2005, "HJ/T 212-2005"}, {HJ2017, "HJ 212-2017"}, {HJ2025, "HJ 212-2025"}}

// Version returns the edition the message says it follows.
func (m Message) Version() Version { return Version(m.Flag >> 2) }

// Value returns the value of a field of CP as written; ok is false where the
// message has none. The code is compared without case, as Lookup does.
func (m Message) Value(code, name string) (value string, ok bool) {
	for _, f := range m.CP {
		if f.Name == name && strings.EqualFold(f.Code, code) {
			return f.Value, true
		}
	}
	return "", false
}

// Mark returns the mark of a code; ok is false where the message has none, or
// one the standard does not know. A code without a mark is not normal.
func (m Message) Mark(code string) (mark calc.Flag, ok bool) {
	v, ok := m.Value(code, "Flag")
	if !ok {
		return 0, false
	}
	return ParseMark(v)
}

// When returns DataTime as a date and a time of day. The hour is 24 at the end
// of a day written so; ok is false where there is no DataTime.
func (m Message) When() (day calc.Date, hour, minute, second int, ok bool) {
	if len(m.DataTime) != 14 {
		return calc.Date{}, 0, 0, 0, false
	}
	n := func(from, to int) int {
		v, _ := digits(m.DataTime[from:to])
		return v
	}
	return calc.Date{Year: n(0, 4), Month: n(4, 6), Day: n(6, 8)}, n(8, 10), n(10, 12), n(12, 14), true
}

// ParseMark reads a mark; capitals only, as the standard writes them.
func ParseMark(s string) (calc.Flag, bool) {
	if len(s) != 1 {
		return 0, false
	}
	m := calc.Flag(s[0])
	return m, calc.Flags.Has(m)
}

// digits reads a number of decimal digits and nothing else; it has at most
// nine of them.
func digits(s string) (n int, ok bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
