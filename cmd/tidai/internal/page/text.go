package page

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// Cells counts terminal columns: a Chinese character takes two. Characters of
// ambiguous width take one whatever the environment says, so that equal input
// gives equal bytes.
var Cells = &runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}

// Width is how many columns of a terminal a text takes.
func Width(s string) int { return Cells.StringWidth(s) }

// Pad fills a text with blanks up to w columns.
func Pad(s string, w int) string { return s + strings.Repeat(" ", max(w-Width(s), 0)) }

const markRune = '\u2063' // MarkBegin

// Clean takes out of texts what could steer a terminal. Line breaks become
// spaces: layout decides where lines end.
func Clean(s string) string {
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

// MarkBegin stands before the marks of footnotes in a text, so that Word can make
// footnotes of them and m³ stays what it is. Every other form takes it out (clean).
const MarkBegin = "\u2063"

const MarkSigns = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻˙"

// Superscript writes a number as marks of footnotes are.
func Superscript(n int) string {
	var out strings.Builder
	for _, d := range fmt.Sprint(n) {
		out.WriteRune([]rune(MarkSigns)[d-'0'])
	}
	return out.String()
}
