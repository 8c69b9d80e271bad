package document

import "bytes"

// maxNesting is the depth of arrays and inline tables in one another, and the
// number of dots in one key. A decoder copies its context at every level:
// twenty thousand levels, sixty kilobytes of text, fill the memory.
const maxNesting = 64

// tooDeep returns the first line that nests deeper than maxNesting, 0 if none
// does. It knows of TOML only what hides a bracket: texts and comments.
func tooDeep(data []byte) int {
	depth, dots, start := 0, 0, 0
	for start < len(data) {
		switch c := data[start]; c {
		case '#':
			start += lineLength(data[start:])
			continue
		case '"', '\'':
			start += textLength(data[start:], c)
			continue
		case '[', '{':
			depth++
			dots = 0
		case ']', '}':
			depth--
		case '.':
			dots++
		case '\n', '=', ',':
			dots = 0
		}
		if depth > maxNesting || dots > maxNesting {
			return 1 + bytes.Count(data[:start], []byte{'\n'})
		}
		start++
	}
	return 0
}

// lineLength is the number of bytes before the end of the line.
func lineLength(data []byte) int {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i
	}
	return len(data)
}

// textLength is the length of the text that data begins with, quotes included.
// A text of one line that is not closed ends with its line.
func textLength(data []byte, quote byte) int {
	long := bytes.Repeat([]byte{quote}, 3)
	multi := bytes.HasPrefix(data, long)
	i := 1
	if multi {
		i = 3
	}
	for i < len(data) {
		switch {
		case data[i] == '\\' && quote == '"':
			i++
		case data[i] == '\n' && !multi:
			return i
		case multi && bytes.HasPrefix(data[i:], long):
			for i += 3; i < len(data) && data[i] == quote; { // up to two quotes of the text itself
				i++
			}
			return i
		case data[i] == quote && !multi:
			return i + 1
		}
		i++
	}
	return len(data)
}
