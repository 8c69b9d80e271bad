package hj212

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"tidai/calc"
)

// Codes of the problems this package reports. A code is stable: it is never
// reused for another fault.
const (
	CodeHead      = "TD-FRM-001" // "##" without four digits of length behind it
	CodeCut       = "TD-FRM-002" // the file or another frame begins before the frame ends
	CodeLength    = "TD-FRM-003" // the length does not lead to the end of the data segment
	CodeCheck     = "TD-FRM-004" // check value wrong
	CodeHeadless  = "TD-FRM-005" // a data segment without "##" and length
	CodeSegment   = "TD-FRM-006" // data segment not of the form of 6.3.2
	CodeTime      = "TD-FRM-007" // DataTime missing, not of 14 digits, or not in the calendar
	CodeConflict  = "TD-FRM-008" // a field twice with different values
	CodePart      = "TD-FRM-009" // PNUM, PNO and Flag contradict each other, or parts do
	CodeParts     = "TD-FRM-010" // parts of a split message missing
	CodeLong      = "TD-FRM-011" // warning: data segment above 1024 bytes
	CodeEncoding  = "TD-FRM-012" // the file is UTF-16; warning: a data segment is not UTF-8
	CodeUnknown   = "TD-FRM-013" // a code that is not in annex B: to be mapped
	CodeMark      = "TD-FRM-014" // a data flag the standard does not know
	CodeVersion   = "TD-FRM-015" // warning: an edition of the standard unknown here
	CodeMidnight  = "TD-FRM-016" // warning: hour 24
	CodeManyCodes = "TD-FRM-017" // more unknown codes than are kept apart
)

// Problem is something wrong in what was read.
type Problem struct {
	Place    Place
	Code     string
	Severity calc.Severity
	Lost     bool   // the frame, or the whole split message, is not used
	Raw      string // beginning of the frame, for a person to recognise; without the password
	Message  calc.Text
	Remedy   calc.Text
}

// Stats counts what was read. Frames = Whole + Parts + Broken, and
// Messages = Whole + Joined.
type Stats struct {
	Bytes  int64
	Lines  int
	Frames int // beginnings of frames, sound or not, and data segments without one

	Whole    int // sound frames that are messages of their own
	Parts    int // sound frames that are parts of split messages
	Broken   int // not used
	Repeated int // of Parts: sent again, the same
	Orphaned int // of Parts: lost, because others are missing or contradict

	Messages int // handed on
	Joined   int // of Messages: from parts
	ByKind   KindCount

	Problems int           // errors, all of them, listed or not
	Warnings int           // warnings, all of them, listed or not
	Unknown  []UnknownCode // in the order first seen
}

// KindCount counts messages by kind.
type KindCount struct{ RealTime, Minutes, Hour, Day, Other int }

func (k *KindCount) add(kind Kind) {
	switch kind {
	case RealTime:
		k.RealTime++
	case Minutes:
		k.Minutes++
	case Hour:
		k.Hour++
	case Day:
		k.Day++
	default:
		k.Other++
	}
}

// UnknownCode is a code of measurements that annex B does not list, as written
// where first seen.
type UnknownCode struct {
	Code   string
	Place  Place
	Fields int // measurements under this code
}

// report counts a problem and keeps it while there is room; the texts are made
// only then, so that a file full of faults is not slower than a good one.
func (s *scanner) report(p Problem, text func() (message, remedy calc.Text), raw []byte) {
	if p.Severity == calc.Error {
		s.stats.Problems++
	} else {
		s.stats.Warnings++
	}
	if len(s.problems) >= s.most {
		return
	}
	p.Message, p.Remedy = text()
	p.Raw = excerpt(raw)
	s.problems = append(s.problems, p)
}

// broken reports a frame that is not used.
func (s *scanner) broken(at Place, code string, raw []byte, remedy calc.Text, zh, en string, args ...any) {
	s.stats.Broken++
	s.report(Problem{Place: at, Code: code, Severity: calc.Error, Lost: true}, func() (calc.Text, calc.Text) {
		return calc.Textf(zh, en, args...), remedy
	}, raw)
}

// warn reports something about a frame that is used.
func (s *scanner) warn(at Place, code string, raw []byte, remedy calc.Text, zh, en string, args ...any) {
	s.report(Problem{Place: at, Code: code, Severity: calc.Warning}, func() (calc.Text, calc.Text) {
		return calc.Textf(zh, en, args...), remedy
	}, raw)
}

const excerptBytes = 160

var password = regexp.MustCompile(`(?i)(PW=)[^;]*`)

// excerpt is the beginning of a frame, up to the end of its line. The password
// of the device is left out: reports are handed on.
func excerpt(raw []byte) string {
	raw = raw[:min(len(raw), excerptBytes)]
	if i := bytes.IndexAny(raw, "\r\n"); i >= 0 {
		raw = raw[:i]
	}
	text := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return '·'
		}
		return r
	}, strings.ToValidUTF8(string(raw), "·"))
	return password.ReplaceAllString(text, "$1…")
}

// resend is the remedy for frames that were damaged on their way.
var resend = calc.Text{ZH: "该帧不予采用；请从数采仪重新导出或补传该时段数据，不要手工改动报文",
	EN: "the frame is not used; export this period again from the data logger or have it sent again, and do not " +
		"edit frames by hand"}
