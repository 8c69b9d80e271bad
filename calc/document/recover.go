package document

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"tidai/calc"
)

// Limits of looking for more than the first error of a text: each look decodes it anew.
const (
	maxSyntaxErrors = 20
	maxRecovered    = 1 << 20 // bytes
)

// recovery goes on reading a text after an error, line by line.
type recovery struct {
	name  string
	lines []string
	state map[int]lineState
	found []calc.Finding
}

type lineState int

const (
	asWritten lineState = iota
	halfWidthNow
	takenOut
)

// syntaxFindings lists the errors of a text, the first being err. After each the line is
// mended where it only has marks of full width, else taken out, and reading goes on. What
// only follows from a line that was taken out is not told.
func syntaxFindings(name string, data []byte, err error) []calc.Finding {
	r := recovery{name: name, lines: strings.SplitAfter(string(data), "\n"), state: map[int]lineState{}}
	for r.goOn(err) && len(data) <= maxRecovered && len(r.found) < maxSyntaxErrors {
		text, into := strings.Join(r.lines, ""), map[string]any{}
		if tooDeep([]byte(text)) > 0 { // as marks of full width may hide
			break
		}
		if err = decode(text, &into); err == nil {
			break
		}
	}
	return r.found
}

// goOn notes an error and changes its line; false where reading cannot go on.
func (r *recovery) goOn(err error) bool {
	f := syntaxFinding(r.name, err)
	i := min(f.At.Line, len(r.lines)) - 1
	line := strings.TrimRight(r.lines[i], "\r\n")
	if r.state[i] == takenOut {
		return false
	}
	if half := halfWidth(line); r.state[i] == asWritten && half != line {
		f.Message = calc.Textf("第 %d 行有全角符号", "line %d has marks of full width", f.At.Line)
		f.Remedy = calc.Textf("全角→半角，改成：%s", "write them half-width: %s", clipped(strings.TrimSpace(half)))
		r.found = append(r.found, f)
		r.lines[i], r.state[i] = half+"\n", halfWidthNow
		return true
	}
	if r.state[i-1] != takenOut || begins(line) {
		r.found = append(r.found, f)
	}
	r.lines[i], r.state[i] = instead(line, i), takenOut
	return !spans(err)
}

// mostShown bounds a line in a message, in characters.
const mostShown = 200

func clipped(line string) string {
	if runes := []rune(line); len(runes) > mostShown {
		return string(runes[:mostShown]) + "…"
	}
	return line
}

// spans reports whether an error is of something that goes over several lines: the lines
// behind it belong to it, and nothing can be said of them.
func spans(err error) bool {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		return true
	}
	for _, what := range []string{"array", "inline table", "EOF"} {
		if strings.Contains(pe.Message, what) {
			return true
		}
	}
	return false
}

// begins reports whether a line looks like the begin of something: a header, or a key
// with its value.
func begins(line string) bool {
	s := strings.TrimSpace(line)
	return strings.HasPrefix(s, "[") || strings.Contains(s, "=")
}

// instead is what stands in place of a line that was taken out: of a header another one,
// so that the keys below it do not join the table above.
func instead(line string, i int) string {
	if strings.HasPrefix(strings.TrimSpace(line), "[") {
		return fmt.Sprintf("[\"taken out %d\"]\n", i)
	}
	return "\n"
}

// halves are the marks of full width that Chinese input methods write for those of TOML.
var halves = map[rune]rune{'“': '"', '”': '"', '＂': '"', '„': '"', '‘': '\'', '’': '\'', '＇': '\'', '＝': '=',
	'，': ',', '、': ',', '［': '[', '］': ']', '【': '[', '】': ']', '｛': '{', '｝': '}', '．': '.', '。': '.',
	'＃':      '#',
	'\u3000': ' ', '\u00a0': ' ', '－': '-', '＿': '_'}

// halfWidth writes the marks of a line half-width: all that is not inside quotes, and the
// quotes. A text that begins with one kind of quotes may end with another.
func halfWidth(line string) string {
	var out strings.Builder
	var closing rune // of the text the line is inside of; 0: outside
	runes := []rune(line)
	for i, c := range runes {
		half, wide := halves[c]
		switch {
		case closing != 0 && (c == closing || wide && half == closing && !slices.Contains(runes[i+1:], closing)):
			out.WriteRune(closing)
			closing = 0
		case closing != 0:
			out.WriteRune(c)
		case c == '#' || c == '＃':
			return out.String() + "#" + string(runes[i+1:])
		default:
			if !wide {
				half = fullASCII(c)
			}
			out.WriteRune(half)
			if half == '"' || half == '\'' {
				closing = half
			}
		}
	}
	return out.String()
}

// fullASCII is the letter or digit of ASCII that a character of full width stands for,
// or the character.
func fullASCII(c rune) rune {
	if c >= '！' && c <= '～' {
		return c - '！' + '!'
	}
	return c
}
