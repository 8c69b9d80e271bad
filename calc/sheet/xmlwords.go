package sheet

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// content appends the words of the element whose start tag was just read, up
// to its end tag. Without xml:space="preserve" space at the ends is not part
// of them.
func (x *scanner) content(dst []byte) ([]byte, error) {
	if x.empty {
		return dst, nil
	}
	keep, start := string(attr(x.attrs, "space")) == "preserve", len(dst)
	for {
		if err := x.next(); err != nil {
			return dst, err
		}
		switch x.kind {
		case atEnd:
			return dst, x.fill()
		case endTag:
			return dst, nil
		case startTag:
			return dst, malformed("文字中有标签 %q", "the tag %q within words", x.name)
		}
		raw := x.raw
		switch {
		case x.cdata:
			dst = append(dst, raw...)
			continue
		case !keep && start == len(dst):
			raw = trimLeft(trimRight(raw))
		case !keep:
			raw = trimRight(raw)
		}
		var err error
		if dst, err = resolve(dst, raw); err != nil {
			return dst, err
		}
	}
}

// resolve appends raw with its references resolved and line ends as XML wants
// them.
func resolve(dst, raw []byte) ([]byte, error) {
	if !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
		return dst, fault(CodeEncoding, "XML 中有不是 UTF-8 的字节", "bytes in XML that are not UTF-8")
	}
	for len(raw) > 0 {
		i := 0
		for i < len(raw) && raw[i] != '&' && raw[i] != '\r' {
			i++
		}
		if i == len(raw) {
			return append(dst, raw...), nil
		}
		dst, raw = append(dst, raw[:i]...), raw[i:]
		if raw[0] == '\r' {
			if len(raw) == 1 || raw[1] != '\n' {
				dst = append(dst, '\n')
			}
			raw = raw[1:]
			continue
		}
		end := bytes.IndexByte(raw[:min(len(raw), 12)], ';')
		r := rune(0)
		if end > 1 {
			r = reference(string(raw[1:end]))
		}
		if r == 0 {
			return dst, malformed("不认识的 XML 引用 %q", "an XML reference %q that is not known",
				raw[:min(len(raw), max(end+1, 8))])
		}
		dst, raw = utf8.AppendRune(dst, r), raw[end+1:]
	}
	return dst, nil
}

// reference is the character a reference stands for, 0 for none.
func reference(name string) rune {
	switch name {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	var n uint64
	var err error
	switch {
	case len(name) > 2 && name[0] == '#' && name[1] == 'x':
		n, err = strconv.ParseUint(name[2:], 16, 32)
	case len(name) > 1 && name[0] == '#':
		n, err = strconv.ParseUint(name[1:], 10, 32)
	default:
		return 0
	}
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0
	}
	return rune(n)
}

// unescape resolves _x000D_ and the like in dst[start:], by which Excel writes
// characters that XML cannot hold.
func unescape(dst []byte, start int) []byte {
	if !bytes.Contains(dst[start:], []byte("_x")) {
		return dst
	}
	in := bytes.Clone(dst[start:])
	dst = dst[:start]
	for len(in) > 0 {
		if len(in) >= 7 && in[0] == '_' && in[1] == 'x' && in[6] == '_' {
			if n, err := strconv.ParseUint(string(in[2:6]), 16, 16); err == nil && n != 0 && utf8.ValidRune(rune(n)) {
				dst, in = utf8.AppendRune(dst, rune(n)), in[7:]
				continue
			}
		}
		dst, in = append(dst, in[0]), in[1:]
	}
	return dst
}

// rich appends the words of a string item or inline string, plain or in runs,
// without phonetic guides, and says how they are marked.
func (x *scanner) rich(dst []byte) ([]byte, Marks, error) {
	start, plain := len(dst), false
	var own, marks Marks
	words := func() (err error) {
		from := len(dst)
		if dst, err = x.content(dst); err != nil {
			return err
		}
		if dst = unescape(dst, from); len(dst)-start > x.limit {
			return errToken
		}
		if len(bytes.TrimSpace(dst[from:])) > 0 {
			marks |= own
			plain = plain || own&StruckAll == 0
		}
		return nil
	}
	inRun := func(name string) (err error) {
		switch name {
		case "t":
			return words()
		case "rPr":
			own, err = x.runMarks()
			return err
		}
		return x.skip()
	}
	err := x.each(func(name string) error {
		if own = 0; name == "r" {
			return x.each(inRun)
		}
		return inRun(name)
	})
	if plain && marks&StruckAll != 0 {
		marks ^= StruckAll | StruckPart
	}
	return dst, marks, err
}

// runMarks reads the properties of a run of words.
func (x *scanner) runMarks() (m Marks, err error) {
	err = x.each(func(name string) error {
		switch v := attr(x.attrs, "val"); name {
		case "strike":
			if v == nil || isTrue(v) {
				m |= StruckAll
			}
		case "vertAlign":
			if string(v) == "superscript" || string(v) == "subscript" {
				m |= Raised
			}
		}
		return x.skip()
	})
	return m, err
}
