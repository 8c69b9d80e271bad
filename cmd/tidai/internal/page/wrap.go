package page

import (
	"slices"
	"strings"
)

// Characters that may not begin or end a line (行首行尾禁则).
const (
	noStart = "，。；：、！？）】〕》〉」』”’…—％,.;:!?)]}%¹²³⁴⁵⁶⁷⁸⁹⁰⁻˙"
	noEnd   = "（【〔《〈「『“‘([{"
)

// Wrap breaks a text into lines of at most w cells: at spaces, and between
// Chinese characters where the rules of line ends allow.
func Wrap(text string, w int) []string {
	w = max(w, 2)
	var lines []string
	line := ""
	for _, atom := range Atoms(Clean(text)) {
		if Width(line)+Width(strings.TrimRight(atom, " ")) <= w {
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
		if used += Cells.RuneWidth(r); used > w {
			return true
		}
	}
	return false
}

// Atoms splits a text into pieces that stay together on a line.
func Atoms(text string) []string {
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
	return Cells.RuneWidth(prev) == 2 || Cells.RuneWidth(next) == 2
}

// cut breaks an atom that is wider than a line, after a sign of a path or a
// code where there is one.
func cut(atom string, w int) (head, rest string) {
	at, used, good := 0, 0, 0
	for i, r := range atom {
		n := Cells.RuneWidth(r)
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

// Shorten cuts a text to w columns, with an ellipsis.
func Shorten(s string, w int) string {
	if Width(s) <= w {
		return s
	}
	used := 0
	for i, r := range s {
		if used += Cells.RuneWidth(r); used > w-1 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// Present are the texts that are not empty.
func Present(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}
