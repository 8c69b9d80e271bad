package intake

import "strings"

// firstWords are those of the first filled cell of the row.
func (t *table) firstWords() string {
	for i := range t.cells {
		if text := plainText(t.text(i + 1)); text != "" {
			return text
		}
	}
	return ""
}

// wordsAlone reports whether a row without a time is a title, a note or the foot of
// a page: words, and nothing in any column of a number. A merged cell stands in
// every column it covers.
func (t *table) wordsAlone() bool {
	words := t.firstWords()
	if words == "" || words[0] < 0x80 && !strings.ContainsAny(words[:1], "(<[*#") && !letter(words[0]) {
		return false
	}
	l := t.layout
	for _, c := range l.Columns {
		switch c.Role {
		case Concentration, Flow, Volume, Totaliser, Mass, Limit, Load, Duration:
			if text := plainText(t.text(c.Col)); text != "" && text != words {
				return false
			}
		}
	}
	_, flag := t.flags.word(words)
	_, pollutant := pollutantIn(words)
	return !flag && !pollutant
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
