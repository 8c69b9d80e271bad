package sheet

import "strings"

// Format is how a number is shown by its cell: with so many decimals, as a
// percentage, or (the zero Format) in a way that is not told here, such as General.
type Format uint8

const (
	formatKnown   Format = 1 << 7
	formatPercent Format = 1 << 6
	maxDecimals          = 30 // that a spreadsheet shows
)

// Decimals are the decimals that are shown; false where the format does not fix
// them.
func (f Format) Decimals() (int, bool) {
	return int(f &^ (formatKnown | formatPercent)), f&formatKnown != 0
}

// Percent reports whether the number is shown as a hundred times itself, with %.
func (f Format) Percent() bool { return f&formatPercent != 0 }

// builtinFormats are the number formats of ECMA-376 part 1, 18.8.30 that fix
// decimals and are no dates.
var builtinFormats = map[int]string{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
	37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"}

// FormatOf reads a format code such as 0.00, #,##0.0_ or 0.0%: its first section,
// which is that of positive numbers. Codes that do more (exponents, fractions,
// optional decimals, a comma that divides by a thousand) tell nothing here.
func FormatOf(code string) Format {
	section, _, _ := strings.Cut(code, ";")
	digits, ok := plainSection(section)
	if !ok || digits == "" {
		return 0
	}
	out := formatKnown
	if rest, percent := strings.CutSuffix(digits, "%"); percent {
		digits, out = rest, out|formatPercent
	}
	whole, decimals, _ := strings.Cut(digits, ".")
	if !strings.HasSuffix(whole, "0") || strings.Trim(whole, "#0,") != "" || strings.Trim(decimals, "0") != "" ||
		len(decimals) > maxDecimals {
		return 0
	}
	return out | Format(len(decimals))
}

// plainSection takes off what shows no digit: quoted words, escapes, colours and
// conditions in brackets, blanks.
func plainSection(code string) (string, bool) {
	var out strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"', '[':
			closing := byte('"')
			if c == '[' {
				closing = ']'
			}
			end := strings.IndexByte(code[i+1:], closing)
			if end < 0 {
				return "", false
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case ' ':
		default:
			out.WriteByte(c)
		}
	}
	return out.String(), true
}

// formatWords are the words that a format code puts beside a number above zero:
// what is quoted or escaped in its first part.
func formatWords(code string) string {
	var words strings.Builder
	for i := 0; i < len(code) && code[i] != ';'; i++ {
		switch code[i] {
		case '"':
			quoted, _, _ := strings.Cut(code[i+1:], "\"")
			words.WriteString(quoted)
			i += len(quoted) + 1
		case '\\':
			if i++; i < len(code) {
				words.WriteByte(code[i])
			}
		case '_', '*': // room as wide as the sign behind it, and a sign that fills the cell
			i++
		case '[':
			i += max(strings.IndexByte(code[i:], ']'), 0)
		case '/':
			words.WriteByte('/')
		}
	}
	return strings.TrimSpace(words.String())
}
