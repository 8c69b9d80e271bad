package render

import (
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// cells counts terminal columns: a Chinese character takes two. Characters of
// ambiguous width take one whatever the environment says, so that equal input
// gives equal bytes.
var cells = &runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}

func width(s string) int { return cells.StringWidth(s) }

func pad(s string, w int) string { return s + strings.Repeat(" ", max(w-width(s), 0)) }

const markRune = '\u2063' // markBegin

// clean takes out of texts what could steer a terminal. Line breaks become
// spaces: layout decides where lines end.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r == markRune:
			return -1
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
}

// Characters that may not begin or end a line (行首行尾禁则).
const (
	noStart = "，。；：、！？）】〕》〉」』”’…—％,.;:!?)]}%¹²³⁴⁵⁶⁷⁸⁹⁰⁻˙"
	noEnd   = "（【〔《〈「『“‘([{"
)

// wrap breaks a text into lines of at most w cells: at spaces, and between
// Chinese characters where the rules of line ends allow.
func wrap(text string, w int) []string {
	w = max(w, 2)
	var lines []string
	line := ""
	for _, atom := range atoms(clean(text)) {
		if width(line)+width(strings.TrimRight(atom, " ")) <= w {
			line += atom
			continue
		}
		if t := strings.TrimRight(line, " "); t != "" {
			lines = append(lines, t)
		}
		line = ""
		for wider(atom, w) {
			head, rest := cut(atom, w)
			lines = append(lines, head)
			atom = rest
		}
		line = atom
	}
	if t := strings.TrimRight(line, " "); t != "" || len(lines) == 0 {
		lines = append(lines, t)
	}
	return lines
}

// wider reports whether a text without the blanks at its end is wider than w;
// it looks no further than it must.
func wider(text string, w int) bool {
	used := 0
	for _, r := range strings.TrimRight(text, " ") {
		if used += cells.RuneWidth(r); used > w {
			return true
		}
	}
	return false
}

// atoms splits a text into pieces that stay together on a line.
func atoms(text string) []string {
	var out []string
	var prev rune
	start := 0
	for i, r := range text {
		if i > 0 && breakable(prev, r) {
			out = append(out, text[start:i])
			start = i
		}
		prev = r
	}
	if text != "" {
		out = append(out, text[start:])
	}
	return out
}

func breakable(prev, next rune) bool {
	switch {
	case next == ' ', strings.ContainsRune(noStart, next), strings.ContainsRune(noEnd, prev):
		return false
	case prev == ' ':
		return true
	}
	return cells.RuneWidth(prev) == 2 || cells.RuneWidth(next) == 2
}

// cut breaks an atom that is wider than a line, after a sign of a path or a
// code where there is one.
func cut(atom string, w int) (head, rest string) {
	at, used, good := 0, 0, 0
	for i, r := range atom {
		n := cells.RuneWidth(r)
		if used+n > w && i > 0 {
			break
		}
		used += n
		at = i + len(string(r))
		if strings.ContainsRune("/\\-_.,;+", r) {
			good = at
		}
	}
	if good*2 > at {
		at = good
	}
	return atom[:at], atom[at:]
}
