package sheet

import (
	"bytes"
	"strconv"
)

// value gives a cell its kind and words.
func (s *sheetReader) value(cell *Cell, letter byte, style int, text []byte) error {
	if len(text) == 0 {
		return nil // Empty
	}
	cell.Text = text
	switch letter {
	case 's':
		words, marks, err := s.shared(text)
		if err != nil {
			return err
		}
		cell.Marks = marks
		if cell.Text = words; len(words) > 0 {
			cell.Kind = Text
		}
	case 't', 'd':
		cell.Kind = Text
	case 'e':
		cell.Kind = Error
	case 'b':
		cell.Kind, cell.Text = Bool, []byte("FALSE")
		if isTrue(text) {
			cell.Text = []byte("TRUE")
		} else if string(text) != "0" && string(text) != "false" {
			return malformed("不是逻辑值：%q", "no truth value: %q", text)
		}
	default:
		if !isNumber(text) {
			return malformed("不是数字：%q", "not a number: %q", text)
		}
		cell.Kind = Number
		if style < len(s.styles) {
			cell.Format, cell.Beside = s.styles[style].format, s.styles[style].words
			if s.styles[style].date {
				cell.Kind = Date
			}
		}
	}
	if style < len(s.styles) && s.styles[style].struck && cell.Kind != Empty && cell.Marks&StruckPart == 0 {
		cell.Marks |= StruckAll
	}
	return nil
}

func (s *sheetReader) shared(index []byte) ([]byte, Marks, error) {
	if s.b.table == nil {
		t, err := s.b.o.Known.strings(s.b.loadStrings)
		if err != nil {
			return nil, 0, err
		}
		s.b.table = t
	}
	t := s.b.table
	n, ok := parseIndex(index)
	if !ok || n >= t.n {
		return nil, 0, malformed("共享字符串 %q 不存在（共 %d 个）", "there is no shared string %q (of %d)", index, t.n)
	}
	return t.at(n), t.marks[n], nil
}

// isNumber tells a decimal number, with an exponent or without.
func isNumber(b []byte) bool {
	digits, point, i := 0, false, 0
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		i++
	}
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' && !point:
			point = true
		case (c == 'e' || c == 'E') && digits > 0:
			_, err := strconv.Atoi(string(b[i+1:]))
			return err == nil
		default:
			return false
		}
	}
	return digits > 0
}

// parseRef reads "AB12".
func parseRef(ref []byte) (col, row int, ok bool) {
	i := 0
	for i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z' {
		col = 26*col + int(ref[i]-'A') + 1
		i++
	}
	row, ok = parseIndex(ref[i:])
	return col, row, ok && col > 0 && row > 0
}

// parseIndex reads a number of at most 10 digits.
func parseIndex(b []byte) (n int, ok bool) {
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, len(b) > 0 && len(b) <= 10
}

// isTrue reads an XML boolean.
func isTrue(v []byte) bool { return bytes.Equal(v, []byte("1")) || bytes.Equal(v, []byte("true")) }
