package hj212

import (
	"bytes"
	"unicode/utf8"

	"tidai/calc"
)

// frame reads what begins with "##".
func (s *scanner) frame() error {
	b := s.peek(headBytes + 64)
	if len(b) > 2 && b[2] == '#' { // a ruler, or a frame behind another #
		s.advance(b[:1])
		return nil
	}
	length, ok := 0, false
	if len(b) >= headBytes {
		length, ok = fourDigits(b[2:headBytes])
	}
	if !ok {
		if looksLike(b) {
			s.stats.Frames++
			s.broken(s.at, CodeHead, b, resend, "“##”后面不是四位数字的数据段长度",
				"## is not followed by the length of the data segment in four digits")
			s.quiet = true
		}
		s.advance(b[:2])
		return nil
	}
	whole := s.peek(headBytes + length + checkBytes)
	if sound(whole, length) {
		err := s.take(whole, length)
		s.advance(whole)
		return err
	}
	if s.win.failed != nil {
		return s.win.failed // it may be whole behind the error
	}
	s.unsound(length)
	return nil
}

// take reads a frame whose length and check value hold.
func (s *scanner) take(whole []byte, length int) error {
	s.quiet = false
	s.stats.Frames++
	if length > MaxSegment {
		s.warn(s.at, CodeLong, whole, calc.Text{ZH: "校验正确，仍予采用；请核对数采仪是否应拆分报文",
			EN: "the check value holds and the frame is used; see whether the data logger should split it"},
			"数据段 %d 字节，超过 HJ 212-2017 的上限 %d", "the data segment has %d bytes, above the %d of HJ 212-2017",
			length, MaxSegment)
	}
	stated, _ := parseHex(whole[headBytes+length:]) // sound has read it
	return s.segment(s.win.string(headBytes, headBytes+length), stated, whole[:min(len(whole), excerptBytes)])
}

func fourDigits(b []byte) (n int, ok bool) {
	for _, c := range b[:4] {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// looksLike reports whether what begins with "##" is meant as a frame, rather
// than as a heading of a log.
func looksLike(b []byte) bool {
	b = b[2:]
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		b = b[:i]
	}
	if i := bytes.Index(b, frameMark); i >= 0 { // what is behind it is another frame's
		b = b[:i]
	}
	for _, key := range []string{"QN=", "ST=", "CN=", "PW=", "MN=", "CP=&&"} {
		if bytes.Contains(b, []byte(key)) {
			return true
		}
	}
	return false
}

// sound reports whether a frame of the stated length is whole: no other frame
// begins in it, and the check value holds.
func sound(whole []byte, length int) bool {
	if len(whole) < headBytes+length+checkBytes {
		return false
	}
	stated, ok := parseHex(whole[headBytes+length:])
	data := whole[headBytes : headBytes+length]
	return ok && bytes.HasSuffix(data, cpEnds) && nextHead(data) < 0 && CRC(data) == stated
}

// nextHead is the place of the first "##" with four digits in b, or -1. Looking
// for it before anything else also keeps a file that is all heads from being
// read ten thousand bytes a head.
func nextHead(b []byte) int {
	for from := 0; ; {
		i := bytes.Index(b[from:], frameMark)
		if i < 0 {
			return -1
		}
		i += from
		if len(b) >= i+headBytes {
			if _, ok := fourDigits(b[i+2 : i+headBytes]); ok {
				return i
			}
		}
		from = i + 1
	}
}

// unsound says what is wrong with a frame and moves to its end where that is
// known, else into it, so that a frame that begins inside is found.
func (s *scanner) unsound(length int) {
	b := s.peek(headBytes + max(length, 2*MaxSegment) + checkBytes)
	n := 2
	if looksLike(b[:min(len(b), headBytes+64)]) {
		s.stats.Frames++
		end := s.diagnose(b, length)
		s.quiet = end == 0
		n = max(n, end)
	}
	s.advance(b[:n])
}

// diagnose reports a broken frame and returns its end, 0 where it is not known.
func (s *scanner) diagnose(b []byte, length int) (end int) {
	rest := b[headBytes:]
	cut := nextHead(rest)
	if cut >= 0 {
		rest = rest[:cut]
	}
	if len(rest) >= length+checkBytes {
		stated, ok := parseHex(rest[length : length+checkBytes])
		if ok && bytes.HasSuffix(rest[:length], cpEnds) {
			s.broken(s.at, CodeCheck, b, resend, "校验码应为 %04X，报文写的是 %04X",
				"the check value should be %04X, the frame says %04X", CRC(rest[:length]), stated)
			return headBytes + length + checkBytes
		}
	}
	actual := segmentEnd(rest)
	if actual >= 0 && utf8.RuneCount(rest[:actual]) == length && actual != length {
		s.broken(s.at, CodeLength, b, charactersCounted, "长度写的是 %d，那是字符数；数据段有 %d 字节",
			"the length says %d, which is the number of characters; the data segment has %d bytes", length, actual)
		return headBytes + actual + checkBytes
	}
	if actual >= 0 {
		s.broken(s.at, CodeLength, b, resend, "长度写的是 %d 字节，数据段实际为 %d 字节",
			"the length says %d bytes, the data segment has %d", length, actual)
		return headBytes + actual + checkBytes
	}
	want := headBytes + length + checkBytes
	switch {
	case cut >= 0 && headBytes+cut < want:
		s.broken(s.at, CodeCut, b, resend, "报文应有 %d 字节，在第 %d 字节处被另一帧截断",
			"the frame should have %d bytes, and another frame begins behind byte %d of it", want, headBytes+cut)
	case len(b) < want:
		s.broken(s.at, CodeCut, b, resend, "报文应有 %d 字节，文件到第 %d 字节就结束",
			"the frame should have %d bytes, and the file ends behind byte %d of it", want, len(b))
	default:
		s.broken(s.at, CodeLength, b, resend, "按长度 %d 找到的位置没有数据段结尾“&&”和四位校验码",
			"where the length of %d leads there is no end && and check value of a data segment", length)
	}
	return 0
}

// charactersCounted is the remedy for lengths that are not of bytes.
var charactersCounted = calc.Text{ZH: "长度应按字节计（UTF-8 的汉字为三个字节）；请数采仪厂家更正程序，该帧不予采用",
	EN: "the length is to be that of bytes (a Chinese character has three in UTF-8): have the maker of the data " +
		"logger correct its program; the frame is not used"}

// segmentEnd is where the data segment at the beginning of b ends, whatever
// its length says, or -1 where it does not end with a check value.
func segmentEnd(b []byte) int {
	open := bytes.Index(b, cpOpens)
	// the segment belongs to another frame, which lost its head
	if open < 0 || bytes.Count(b[:open], []byte("QN=")) > 1 {
		return -1
	}
	open += len(cpOpens)
	end := bytes.Index(b[open:], cpEnds)
	if end < 0 {
		return -1
	}
	end += open + len(cpEnds)
	if _, ok := parseHex(b[end:min(len(b), end+checkBytes)]); !ok {
		return -1
	}
	return end
}
