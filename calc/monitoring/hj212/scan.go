package hj212

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
	"slices"

	"tidai/calc"
)

// Options say what a reader may know beside annex B.
type Options struct {
	// Mapped reports whether a code, as written, is mapped by hand, so that it
	// is no problem that annex B does not list it. Nil maps none.
	Mapped func(code string) bool
	// MaxProblems is how many problems are listed; 0 stands for 1000. All are
	// counted.
	MaxProblems int
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
	s := &scanner{r: bufio.NewReaderSize(r, windowBytes), fn: fn, mapped: o.Mapped, most: o.MaxProblems,
		at: Place{Line: 1, Column: 1}, unknown: map[string]int{}, marks: map[string]bool{},
		versions: map[Version]bool{}, waiting: newWaiting()}
	if s.most <= 0 {
		s.most = 1000
	}
	err := s.run()
	if err == nil {
		s.giveUpAll()
	}
	s.stats.Bytes = s.at.Offset
	s.stats.Lines = s.at.Line
	if s.at.Column == 1 { // the last line ended
		s.stats.Lines--
	}
	slices.SortStableFunc(s.problems, func(a, b Problem) int { return cmp.Compare(a.Place.Offset, b.Place.Offset) })
	return s.problems, s.stats, err
}

const (
	windowBytes = 64 << 10 // more than any frame
	headBytes   = 6        // "##" and four digits
	checkBytes  = 4
)

var (
	frameMark = []byte("##")
	cpOpens   = []byte("CP=&&")
	cpEnds    = []byte("&&")
)

type scanner struct {
	r  *bufio.Reader
	fn func(Message) error
	at Place

	ended  bool  // nothing comes behind what is in the buffer
	failed error // why, where it is not the end of the input

	// quiet is set behind the head of a broken frame, so that its own data
	// segment is not reported once more, as one without a head.
	quiet bool

	problems []Problem
	most     int
	stats    Stats

	mapped   func(string) bool
	unknown  map[string]int // code -> place in stats.Unknown
	marks    map[string]bool
	versions map[Version]bool
	fields   []Field
	places   []Place
	seen     map[string]string
	waiting  waiting
}

// peek returns the next n bytes, fewer at the end of the input or before an
// error of its reader.
func (s *scanner) peek(n int) []byte {
	if s.ended {
		n = min(n, s.r.Buffered())
	}
	b, err := s.r.Peek(n)
	if err != nil {
		s.ended = true
		if err != io.EOF {
			s.failed = err
		}
	}
	return b
}

// advance moves over n bytes that were peeked at.
func (s *scanner) advance(b []byte) {
	if n := bytes.Count(b, []byte{'\n'}); n > 0 {
		s.at.Line += n
		s.at.Column = len(b) - bytes.LastIndexByte(b, '\n')
	} else {
		s.at.Column += len(b)
	}
	s.at.Offset += int64(len(b))
	_, _ = s.r.Discard(len(b)) // cannot fail: the bytes are in the buffer
}

// run finds what looks like a frame and skips the rest.
func (s *scanner) run() error {
	s.checkEncoding()
	for {
		if len(s.peek(headBytes)) == 0 {
			return s.failed
		}
		b := s.peek(s.r.Buffered())
		if i := bytes.Index(b, frameMark); i >= 0 {
			s.skip(b[:i], i)
			if err := s.frame(); err != nil {
				return err
			}
			continue
		}
		n := len(b)
		if !s.ended {
			n -= len(cpOpens) // what begins here may go on behind the window
		}
		s.skip(b, n)
	}
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
