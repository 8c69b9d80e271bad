package intake

import "unicode/utf8"

// stands reports whether the cell at pos is text.
func (s *scanner) stands(text string, buf []byte, pos int) bool {
	n := len(text)
	if pos+n >= len(buf) || string(buf[pos:pos+n]) != text {
		return false
	}
	c := buf[pos+n]
	return c == s.dialect.Delimiter || c == '\n' || c == '\r'
}

// cellEnd finds the end of a cell without quotes.
func (s *scanner) cellEnd(buf []byte, pos int) int {
	for ; pos < len(buf); pos++ {
		if c := buf[pos]; c == s.dialect.Delimiter || c == '\n' || c == '\r' {
			break
		}
	}
	return min(pos, len(buf)-1)
}

// skip finds the end of a cell that does not matter; ok is false where the
// reader of cells has to look at it.
func (s *scanner) skip(buf []byte, pos int) (end int, ok bool) {
	if buf[pos] == '"' {
		return 0, false
	}
	for ; buf[pos] != s.dialect.Delimiter; pos++ {
		if c := buf[pos]; c < ' ' {
			return pos, c == '\n' || c == '\r'
		} else if c >= utf8.RuneSelf && !s.beyond {
			return 0, false
		}
	}
	return pos, true
}

// lineEnd expects the end of the line at pos, or columns that do not matter;
// what stands behind the last named one is for the reader of cells to judge.
func (s *scanner) lineEnd(buf []byte, pos int) (next int, ok bool) {
	for more := s.named - 1 - s.last; buf[pos] == s.dialect.Delimiter; more-- {
		if more <= 0 {
			pos++
		} else if at := s.named - more; at < len(s.columns) && s.columns[at] == remarkCell {
			if pos, ok = s.remark(buf, pos+1, at); !ok {
				return 0, false
			}
		} else if pos, ok = s.skip(buf, pos+1); !ok {
			return 0, false
		}
	}
	if buf[pos] == '\r' {
		pos++
	}
	return pos + 1, buf[pos] == '\n'
}
