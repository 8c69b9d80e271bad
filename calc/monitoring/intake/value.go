package intake

import (
	"slices"
	"strings"

	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/calc/sheet"
)

// reading of a cell that should hold a number.
type cellKind int

const (
	number       cellKind = iota // a number
	censored                     // not detected, with the detection limit
	undetect                     // not detected, without one
	blank                        // nothing, or a sign for nothing
	over                         // above a stated bound: no number
	separated                    // a thousands separator, or a decimal comma
	tooLong                      // a number of more digits than are held
	notNumber                    // anything else
	flagWord                     // the word of a flag in place of a number
	uncalculated                 // a formula whose value was not saved
	dated                        // a date, by the format of the cell
	struck                       // a number that is struck out, or a part of it
	raised                       // a number with superscript or subscript in it
	shownOther                   // a number whose format shows another unit with it
)

// blanks are the signs that stand for nothing.
var blanks = []string{"", "-", "--", "---", "—", "——", "–", "/", `\`, "//", "null", "nan", "n/a", "na", "#n/a", "none",
	"nil", "无", "无数据", "缺失", "缺测", "空", "…", "...", "*"}

// undetects are the ways laboratories write "not detected" without a limit.
var undetects = []string{"nd", "n.d.", "n.d", "未检出", "低于检出限", "<dl", "<mdl", "<lod", "bdl", "未检测出",
	"notdetected"}

// parseValue reads a concentration, a flow or another number as files hold
// them. With censored the number is the detection limit (HJ 91.1-2019 writes
// 0.05L, others <0.05, ND(0.05), 未检出（0.05）).
func parseValue(text string) (quantity.Decimal, cellKind) {
	s := plainText(text)
	if d, ok := quantity.ParseDecimal([]byte(s)); ok {
		return d, number
	}
	low := strings.ToLower(strings.ReplaceAll(s, " ", ""))
	if slices.Contains(blanks, low) {
		return quantity.Decimal{}, blank
	}
	if slices.Contains(undetects, low) {
		return quantity.Decimal{}, undetect
	}
	if strings.HasPrefix(low, ">") || strings.HasPrefix(low, "≥") {
		return quantity.Decimal{}, over
	}
	if limit, ok := cutUndetected(strings.ToLower(s)); ok {
		d, kind := plainNumber(strings.TrimSpace(limit))
		if kind == number && d.Sign() > 0 {
			return d, censored
		}
		return quantity.Decimal{}, max(kind, notNumber)
	}
	return plainNumber(strings.ToLower(s))
}

// cutUndetected takes the mark of a non-detect off its limit.
func cutUndetected(s string) (limit string, ok bool) {
	if rest, found := strings.CutPrefix(s, "<"); found {
		return rest, true
	}
	for _, mark := range []string{"nd", "未检出"} {
		if rest, found := strings.CutPrefix(s, mark); found {
			return inner(rest), true
		}
		if rest, found := strings.CutSuffix(s, mark); found {
			return inner(rest), true
		}
		if rest, found := strings.CutSuffix(s, "("+mark+")"); found {
			return rest, true
		}
	}
	for _, mark := range []string{"(l)", "l"} {
		if rest, found := strings.CutSuffix(s, mark); found && rest != "" {
			return rest, true
		}
	}
	return "", false
}

// inner takes off brackets, and the sign a limit inside them may carry.
func inner(s string) string {
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s = s[1 : len(s)-1]
	}
	return strings.TrimPrefix(strings.TrimPrefix(s, "<"), "检出限")
}

func plainNumber(s string) (quantity.Decimal, cellKind) {
	if d, ok := quantity.ParseDecimal([]byte(s)); ok {
		return d, number
	}
	if _, err := quantity.ParseNumber(s); err == nil {
		return quantity.Decimal{}, tooLong
	}
	if strings.Contains(s, ",") && len(s) <= quantity.MaxText {
		if _, ok := quantity.ParseDecimal([]byte(strings.ReplaceAll(s, ",", ""))); ok {
			return quantity.Decimal{}, separated
		}
	}
	return quantity.Decimal{}, notNumber
}

// parse reads the cell of the row in column col, which should hold a number,
// with all that its writing says.
func (t *table) parse(col int) (quantity.Decimal, cellKind, string) {
	text := t.text(col)
	if col < 1 || col > len(t.cells) {
		return quantity.Decimal{}, blank, text
	}
	c := t.cells[col-1]
	if kind := unwritten(c); kind == dated {
		return quantity.Decimal{}, dated, dateText(text, t.layout.Date1904)
	} else if kind != number {
		return quantity.Decimal{}, kind, ""
	}
	d, kind := parseValue(text)
	switch {
	case kind == separated && t.set.Thousands == ",":
		if whole, ok := joinThousands(plainText(text)); ok {
			d, kind = parseValue(whole)
		}
	case kind == notNumber:
		if flag, ok := t.flags.word(text); ok && flag != monitoring.Normal {
			return quantity.Decimal{}, flagWord, text
		}
	}
	if kind = marked(c, kind); kind == struck || kind == raised {
		return quantity.Decimal{}, kind, text
	}
	if (kind == number || kind == censored) && c.Beside != "" && t.otherUnit(col, c.Beside) {
		return quantity.Decimal{}, shownOther, text + " " + c.Beside
	}
	return d, kind, text
}

// unwritten is why a cell holds no number whatever its words are: a formula without
// a value, or a date by its format; number where neither is so.
func unwritten(c sheet.Cell) cellKind {
	switch {
	case c.Kind == sheet.Error && len(c.Text) == 0:
		return uncalculated
	case c.Kind == sheet.Date:
		return dated
	}
	return number
}

// marked is what the marks of a cell make of a number in it.
func marked(c sheet.Cell, kind cellKind) cellKind {
	switch {
	case kind != number && kind != censored:
	case c.Marks&(sheet.StruckPart|sheet.StruckAll) != 0:
		return struck
	case c.Marks&sheet.Raised != 0 && kind == number:
		return raised
	}
	return kind
}

// joinThousands takes the commas out of a number that has them where thousands
// are parted, and nowhere else.
func joinThousands(s string) (string, bool) {
	whole, rest, _ := strings.Cut(s, ".")
	groups := strings.Split(strings.TrimLeft(whole, "+-"), ",")
	for i, g := range groups {
		if strings.Trim(g, "0123456789") != "" || i > 0 && len(g) != 3 || i == 0 && (len(g) < 1 || len(g) > 3) {
			return s, false
		}
	}
	return strings.ReplaceAll(s, ",", ""), !strings.Contains(rest, ",")
}

// dateText writes the date that a cell shows, for a message.
func dateText(serial string, date1904 bool) string {
	m, ok := serialMoment(serial, date1904)
	if at, fine := m.at(); ok && fine {
		return at.Date().String()
	}
	return serial
}

// unquoted takes off the ="…" by which a program keeps a spreadsheet from
// changing a text.
func unquoted(s string) string {
	if len(s) < 3 || s[0] != '=' || s[1] != '"' || s[len(s)-1] != '"' {
		return s
	}
	inner := strings.ReplaceAll(s[2:len(s)-1], `""`, "\x00")
	if strings.Contains(inner, `"`) {
		return s
	}
	return strings.ReplaceAll(inner, "\x00", `"`)
}

// plainText brings full-width and typographic signs to plain ones and takes
// off what stands around: white space, the apostrophe by which a spreadsheet
// marks text or the ="…" that does the same, a byte order mark.
func plainText(s string) string {
	if isPlain(s) {
		return s
	}
	s = unquoted(strings.TrimSpace(s))
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000', r == '\u00a0', r == '\u2009', r == '\t', r == '\n', r == '\r':
			return ' '
		case r == '−' || r == '‐' || r == '‑':
			return '-'
		case r == '【' || r == '〔':
			return '['
		case r == '】' || r == '〕':
			return ']'
		case r == '\ufeff' || r == '\u200b':
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "'"))
}

func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '\'' || c == '=' {
			return false
		}
	}
	return true
}
