package hj212

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
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
	CodeEncrypted = "TD-FRM-018" // CP is encrypted, and there is no key
	CodeKey       = "TD-FRM-019" // CP is encrypted, and not with the key that was given
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

	// How pieces of a file are put together: where the reader was, and the
	// name of what is reported once in a file.
	seq  int64
	late bool
	once string
}

// Stats counts what was read. Frames = Whole + Parts + Broken + Encrypted +
// those of Systems, and Messages = Whole + Joined.
type Stats struct {
	Bytes  int64
	Lines  int
	Frames int // beginnings of frames, sound or not, and data segments without one

	Whole    int // sound frames that are messages of their own
	Parts    int // sound frames that are parts of split messages
	Broken   int // not used
	Repeated int // of Parts: sent again, the same
	Orphaned int // of Parts: lost, because others are missing or contradict

	Encrypted int      // not used: encrypted, without the right key
	Systems   []System // frames of systems that are no outlets, skipped; by ST

	Messages  int // handed on
	Joined    int // of Messages: from parts
	ByKind    KindCount
	ByVersion VersionCount

	Problems int           // errors, all of them, listed or not
	Warnings int           // warnings, all of them, listed or not
	Unknown  []UnknownCode // in the order first seen
}

// KindCount counts messages by kind.
type KindCount struct{ RealTime, Minutes, Hour, Day, Other int }

// Of is the number of messages of a kind.
func (k KindCount) Of(kind Kind) int {
	switch kind {
	case RealTime:
		return k.RealTime
	case Minutes:
		return k.Minutes
	case Hour:
		return k.Hour
	case Day:
		return k.Day
	}
	return k.Other
}

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

// VersionCount counts messages by the edition they say they follow.
type VersionCount [4]int // by Version; the last is of all later ones

func (v *VersionCount) add(version Version) { v[min(int(version), len(v)-1)]++ }

// System is a system whose frames were skipped.
type System struct {
	ST     string
	Place  Place // of the first
	Frames int
}

// skip counts frames of a system.
func (s *Stats) skip(x System) {
	i, found := slices.BinarySearchFunc(s.Systems, x.ST, func(y System, st string) int { return cmp.Compare(y.ST, st) })
	if found {
		s.Systems[i].Frames += x.Frames
		return
	}
	x.ST = strings.Clone(x.ST)
	s.Systems = slices.Insert(s.Systems, i, x)
}

// UnknownCode is a code of measurements that annex B does not list, as written
// where first seen.
type UnknownCode struct {
	Code   string
	Place  Place
	Fields int // measurements under this code
}

// ledger is what is noted of an input, or of a piece of one.
type ledger struct {
	problems []Problem // the first ones, in the order of reporting
	over     []Problem // of the others those that are reported once, without texts
	most     int
	stats    Stats
	seq      int64 // where the reader is
	late     bool  // behind the frames of this place: of parts that were put together

	again    bool
	key      *Key
	mapped   func(string) bool
	names    int             // how many names of a kind are kept apart
	known    map[string]bool // codes that something explains
	last     string          // the last of them
	unknown  map[string]int  // code in capitals -> place in stats.Unknown
	marks    map[string]bool
	versions map[Version]bool
	seen     map[string]string
}

func (o Options) ledger(names int) ledger {
	l := ledger{most: o.MaxProblems, mapped: o.Mapped, key: o.Key, again: o.Again, names: names,
		known: map[string]bool{}, unknown: map[string]int{}, marks: map[string]bool{}, versions: map[Version]bool{}}
	if l.most <= 0 {
		l.most = 1000
	}
	return l
}

// report counts a problem and keeps it while there is room; the texts are made
// only then, so that a file full of faults is not slower than a good one.
func (l *ledger) report(p Problem, text func() (message, remedy calc.Text), raw []byte) {
	l.stats.count(p.Severity, 1)
	p.seq, p.late = l.seq, l.late
	if len(l.problems) >= l.most || l.tooMany(p.once) {
		if p.once != "" {
			l.over = append(l.over, p)
		}
		return
	}
	p.Message, p.Remedy = text()
	p.Raw = excerpt(raw)
	l.problems = append(l.problems, p)
}

// tooMany reports whether there are so many names of a kind before this one
// that no file would report it.
func (l *ledger) tooMany(once string) bool {
	return strings.HasPrefix(once, onceMark) && len(l.marks) > mostNames ||
		strings.HasPrefix(once, onceUnknown) && len(l.unknown) > mostNames+1
}

func (s *Stats) count(severity calc.Severity, n int) {
	if severity == calc.Error {
		s.Problems += n
	} else {
		s.Warnings += n
	}
}

// broken reports a frame that is not used.
func (l *ledger) broken(at Place, code string, raw []byte, remedy calc.Text, zh, en string, args ...any) {
	l.stats.Broken++
	l.report(Problem{Place: at, Code: code, Severity: calc.Error, Lost: true}, func() (calc.Text, calc.Text) {
		return calc.Textf(zh, en, args...), remedy
	}, raw)
}

// lost reports a frame that is not used, and not for being broken.
func (l *ledger) lost(at Place, raw []byte, f *fault, remedy calc.Text) {
	l.report(Problem{Place: at, Code: f.code, Severity: calc.Error, Lost: true}, func() (calc.Text, calc.Text) {
		return calc.Textf(f.zh, f.en, f.args...), remedy
	}, raw)
}

// warn reports something about a frame that is used.
func (l *ledger) warn(at Place, code string, raw []byte, remedy calc.Text, zh, en string, args ...any) {
	l.report(Problem{Place: at, Code: code, Severity: calc.Warning}, func() (calc.Text, calc.Text) {
		return calc.Textf(zh, en, args...), remedy
	}, raw)
}

// sorted returns the problems by place.
func (l *ledger) sorted() []Problem {
	slices.SortStableFunc(l.problems, func(a, b Problem) int { return cmp.Compare(a.Place.Offset, b.Place.Offset) })
	for i := range l.problems {
		p := &l.problems[i]
		p.seq, p.late, p.once = 0, false, ""
	}
	return l.problems
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
