package page

import (
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

// Clean takes out of texts what could steer a terminal. Line breaks become
// spaces: layout decides where lines end.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
}
