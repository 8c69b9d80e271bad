package cli

import (
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"tidai/calc"
)

// findings writes findings to stderr: place, sentence, code and rule, the line
// of the file, and what to do.
func (e *env) findings(fs []calc.Finding) {
	files := map[string][]string{}
	for _, f := range fs {
		e.finding(f, files)
	}
}

func (e *env) finding(f calc.Finding, files map[string][]string) {
	text := f.Message.In(e.lang)
	if !f.At.IsZero() {
		text = f.At.String() + e.t("：", ": ") + text
	}
	tags := f.Code
	if f.Rule != "" {
		tags += " " + f.Rule
	}
	if tags != "" {
		text += " [" + tags + "]"
	}
	e.say(f.Severity, text)
	if line, ok := excerpt(f.At, files); ok {
		fmt.Fprintf(e.err, "%6d | %s\n", f.At.Line, line)
	}
	if remedy := f.Remedy.In(e.lang); remedy != "" {
		fmt.Fprintf(e.err, e.t("         处理：%s\n", "         to do: %s\n"), printable(remedy))
	}
}

// maxExcerpt bounds a line shown from a file, in bytes.
const maxExcerpt = 160

// excerpt returns the line of a file that a finding is about.
func excerpt(at calc.Position, files map[string][]string) (string, bool) {
	if at.Line < 1 {
		return "", false
	}
	lines, ok := files[at.File]
	if !ok {
		if info, err := os.Stat(at.File); err == nil && info.Mode().IsRegular() && info.Size() <= maxSource {
			data, _ := os.ReadFile(at.File) // unreadable: no excerpt
			lines = strings.Split(string(data), "\n")
		}
		files[at.File] = lines
	}
	if at.Line > len(lines) || !utf8.ValidString(lines[at.Line-1]) {
		return "", false
	}
	line := strings.TrimSpace(printable(lines[at.Line-1]))
	if len(line) > maxExcerpt {
		n := maxExcerpt
		for n > 0 && !utf8.RuneStart(line[n]) {
			n--
		}
		line = line[:n] + "…"
	}
	return line, line != ""
}

const maxSource = 16 << 20 // bytes of a file looked into for excerpts

// printable takes out of a text what could steer a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
}
