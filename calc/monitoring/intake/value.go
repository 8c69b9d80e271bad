package intake

import (
	"slices"
	"strings"

	"tidai/calc/quantity"
)

// reading of a cell that should hold a number.
type cellKind int

const (
	number    cellKind = iota // a number
	censored                  // not detected, with the detection limit
	undetect                  // not detected, without one
	blank                     // nothing, or a sign for nothing
	over                      // above a stated bound: no number
	separated                 // a thousands separator, or a decimal comma
	tooLong                   // a number of more digits than are held
	notNumber                 // anything else
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

// plainText brings full-width and typographic signs to plain ones and takes
// off what stands around: white space, the apostrophe by which a spreadsheet
// marks text, a byte order mark.
func plainText(s string) string {
	if isPlain(s) {
		return s
	}
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
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '\'' {
			return false
		}
	}
	return true
}
