package sheet

import (
	"strconv"
	"strings"
)

// style is what the style of a cell says of its value.
type style struct {
	date   bool // shows a number as a date, a time or a duration
	struck bool // strikes it out
	format Format
	words  string // that it shows beside a number: "ug/L" of 0.00"ug/L"
}

// cellStyles reads the styles of cells, by their numbers.
func (b *book) cellStyles() ([]style, error) {
	if b.styles == "" {
		return nil, nil
	}
	formats := map[int]string{} // number formats of the file
	var fonts []bool            // is it struck out
	var out []style
	err := b.list(b.styles, func(x *scanner) error {
		return x.each(func(name string) error {
			switch name {
			case "numFmts":
				return x.each(func(string) error {
					code, err := x.attrText("formatCode")
					if err != nil {
						return err
					}
					if len(formats) == maxListed {
						return errListed
					}
					if id, err := strconv.Atoi(string(attr(x.attrs, "numFmtId"))); err == nil {
						formats[id] = strings.Clone(code)
					}
					return x.skip()
				})
			case "fonts":
				return x.each(func(string) error {
					if len(fonts) == maxListed {
						return errListed
					}
					marks, err := x.runMarks()
					fonts = append(fonts, marks&StruckAll != 0)
					return err
				})
			case "cellXfs":
				return x.each(func(string) error {
					if len(out) == maxListed {
						return errListed
					}
					out = append(out, styleOf(x.attrs, formats, fonts))
					return x.skip()
				})
			}
			return x.skip()
		})
	})
	return out, err
}

func styleOf(attrs []byte, formats map[int]string, fonts []bool) style {
	id, err := strconv.Atoi(string(attr(attrs, "numFmtId")))
	if err != nil {
		id = 0
	}
	code, own := formats[id]
	font, ok := parseIndex(attr(attrs, "fontId"))
	out := style{date: own && isDateFormat(code) || !own && builtinDate(id), struck: ok && font < len(fonts) &&
		fonts[font]}
	if !own {
		code = builtinFormats[id]
	}
	if !out.date {
		out.format, out.words = FormatOf(code), formatWords(code)
	}
	return out
}

// builtinDate: the number formats of ECMA-376 part 1, 18.8.30 that are dates
// and times, those of Chinese, Japanese, Korean and Thai among them.
func builtinDate(id int) bool {
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58 || id >= 71 &&
		id <= 81
}

// isDateFormat tells whether a format code shows year, month, day, hour,
// minute or second: a letter of these outside quotes, escapes and brackets,
// or elapsed time in brackets.
func isDateFormat(code string) bool {
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return false
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return false
			}
			switch strings.ToLower(code[i+1 : i+end]) {
			case "h", "hh", "m", "mm", "s", "ss":
				return true
			}
			i += end
		case 'y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S':
			return true
		case 'G', 'g': // General
			if len(code)-i >= 7 && strings.EqualFold(code[i:i+7], "General") {
				i += 6
			}
		}
	}
	return false
}
