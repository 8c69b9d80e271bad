package hj212

import (
	"bytes"
	"io"
	"math"

	"tidai/calc"
)

// Options say what a reader may know beside annex B.
type Options struct {
	// Mapped reports whether a code, as written, is mapped by hand, so that it
	// is no problem that annex B does not list it. Nil maps none.
	Mapped func(code string) bool
	// Key opens messages whose CP is encrypted by SM4. Nil opens none.
	Key *Key
	// MaxProblems is how many problems are listed; 0 stands for 1000. All are
	// counted.
	MaxProblems int

	// Again is set where the file was read before: what is odd about frames that
	// are used is not looked at once more.
	Again bool

	Piece int64 // least size of a piece of Each, in bytes; 0 stands for a mebibyte
}

// Read reads frames from r and hands every message to fn, in the order in
// which they are complete. Frames that cannot be used are in the problems, by
// place. An error is one of r or of fn, which ends reading; problems and
// counts are then those up to there.
func Read(r io.Reader, fn func(Message) error) ([]Problem, Stats, error) {
	return Options{}.Read(r, fn)
}

// Read is the function of this name, with options.
func (o Options) Read(r io.Reader, fn func(Message) error) ([]Problem, Stats, error) {
	l := o.ledger(mostNames)
	hand := func(m *Message) error { return fn(*m) }
	j := &joiner{ledger: &l, fn: hand, waiting: newWaiting()}
	s := &scanner{ledger: &l, win: newWindow(r, math.MaxInt64), fn: hand, at: Place{Line: 1, Column: 1},
		to: math.MaxInt64, part: j.part}
	err := s.run()
	s.win.close()
	if err == nil {
		j.giveUpAll()
	}
	l.stats.measure(Place{Line: 1, Column: 1}, s.at)
	return l.sorted(), l.stats, err
}

// measure counts the bytes and lines between two places; a line is its first
// place's.
func (s *Stats) measure(from, to Place) {
	s.Bytes += to.Offset - from.Offset
	s.Lines = to.Line
	if to.Column == 1 { // the last line ended
		s.Lines--
	}
}

const (
	headBytes  = 6 // "##" and four digits
	checkBytes = 4
)

var (
	frameMark = []byte("##")
	cpOpens   = []byte("CP=&&")
	cpEnds    = []byte("&&")
)

type scanner struct {
	*ledger
	win  window
	fn   func(*Message) error
	part func(m *Message, body string, raw []byte) error // takes a part of a split message
	at   Place
	to   int64 // where a frame begins that others read

	// quiet is set behind the head of a broken frame, so that its own data
	// segment is not reported once more, as one without a head.
	quiet bool

	message Message
	fields  []Field
}

func (s *scanner) peek(n int) []byte { return s.win.peek(n) }

// advance moves over n bytes that were peeked at.
func (s *scanner) advance(b []byte) {
	if n := bytes.Count(b, []byte{'\n'}); n > 0 {
		s.at.Line += n
		s.at.Column = len(b) - bytes.LastIndexByte(b, '\n')
	} else {
		s.at.Column += len(b)
	}
	s.at.Offset += int64(len(b))
	s.seq = s.at.Offset
	s.win.pass(len(b))
}

// run finds what looks like a frame and skips the rest.
func (s *scanner) run() error {
	if s.at.Offset == 0 {
		s.checkEncoding()
	}
	for s.at.Offset < s.to {
		if len(s.peek(headBytes)) == 0 {
			return s.win.failed
		}
		b := s.win.all()
		if i := bytes.Index(b, frameMark); i >= 0 {
			s.skip(b[:i], i)
			if s.at.Offset >= s.to {
				break
			}
			if err := s.frame(); err != nil {
				return err
			}
			continue
		}
		n := len(b)
		if !s.win.ended {
			n -= len(cpOpens) // what begins here may go on behind the window
		}
		s.skip(b, n)
	}
	return nil
}

// checkEncoding reports a file in UTF-16, in which nothing would be found.
func (s *scanner) checkEncoding() {
	b := s.peek(512)
	if !bytes.HasPrefix(b, []byte{0xFF, 0xFE}) && !bytes.HasPrefix(b, []byte{0xFE, 0xFF}) &&
		!bytes.Contains(b, []byte{'#', 0, '#', 0}) && !bytes.Contains(b, []byte{0, '#', 0, '#'}) {
		return
	}
	s.report(Problem{Place: s.at, Code: CodeEncoding, Severity: calc.Error}, func() (calc.Text, calc.Text) {
		return calc.Text{ZH: "文件是 UTF-16 编码；HJ 212 报文是 ASCII（汉字用 UTF-8）",
				EN: "the file is UTF-16; frames of HJ 212 are ASCII, with Chinese in UTF-8"},
			calc.Text{ZH: "请另存为 UTF-8 后再导入", EN: "save it as UTF-8"}
	}, nil)
}

// skip moves over n bytes of b, which are no frame. A data segment that lies
// there has lost its head, and is reported.
func (s *scanner) skip(b []byte, n int) {
	for n > 0 {
		j := bytes.Index(b, cpOpens)
		if j < 0 || j >= n {
			break
		}
		known := s.quiet && bytes.IndexByte(b[:j], '\n') < 0
		s.advance(b[:j])
		b, n = s.peek(max(len(b)-j, excerptBytes)), n-j // what is shown of it does not end with the window
		if known {
			s.quiet = false
		} else {
			s.headless(b)
		}
		s.advance(b[:len(cpOpens)])
		b, n = b[len(cpOpens):], n-len(cpOpens)
	}
	if n <= 0 {
		return
	}
	if s.quiet && bytes.IndexByte(b[:n], '\n') >= 0 {
		s.quiet = false
	}
	s.advance(b[:n])
}

// headless reports the data segment that b begins with.
func (s *scanner) headless(b []byte) {
	s.stats.Frames++
	s.broken(s.at, CodeHeadless, b, resend,
		"数据段前没有“##”和四位长度，无法校验",
		"a data segment without ## and its length in front of it: it cannot be checked")
}
