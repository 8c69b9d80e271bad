package sheet

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"tidai/calc"
)

// Names of encodings in Dialect. GBK and GB2312 are parts of GB18030.
const (
	UTF8    = "utf-8"
	UTF8BOM = "utf-8-bom"
	GB18030 = "gb18030"
	UTF16LE = "utf-16le"
	UTF16BE = "utf-16be"
)

const bomUTF8 = "\xef\xbb\xbf"

var boms = []struct{ mark, encoding string }{{bomUTF8, UTF8BOM}, {"\xff\xfe", UTF16LE}, {"\xfe\xff", UTF16BE}}

// spelled are the names under which an encoding may be stated.
var spelled = map[string]string{
	"utf-8": UTF8, "utf8": UTF8, "utf-8-bom": UTF8, "utf-8-sig": UTF8,
	"gb18030": GB18030, "gbk": GB18030, "gb2312": GB18030, "cp936": GB18030,
	"utf-16le": UTF16LE, "utf16le": UTF16LE, "utf-16be": UTF16BE, "utf16be": UTF16BE, "utf-16": "utf-16",
	"utf16": "utf-16",
}

// findEncoding sets encoding and BOM: by the mark, the place of the NUL bytes,
// valid UTF-8, strictly valid GB18030, in this order; else it is an error.
// whole says that head is the whole file.
func findEncoding(head []byte, whole bool, stated string) (Dialect, error) {
	d := Dialect{Format: CSV}
	for _, b := range boms {
		if bytes.HasPrefix(head, []byte(b.mark)) {
			d.Encoding, d.BOM = b.encoding, len(b.mark)
			break
		}
	}
	if stated != "" {
		return d, d.stateEncoding(stated)
	}
	if d.Encoding != "" {
		return d, nil
	}
	if bytes.IndexByte(head, 0) >= 0 {
		d.Encoding = utf16Pattern(head)
		if d.Encoding == "" {
			line := 1 + bytes.Count(head[:bytes.IndexByte(head, 0)], []byte("\n"))
			return d, fault(CodeEncoding, "文件含有 NUL 字节，不是文本表格",
				"the file holds NUL bytes and is no text table").at(line, 0).
				remedy("若为 UTF-16，请用 --encoding 写明", "if it is UTF-16, state --encoding")
		}
		return d, nil
	}
	var err error
	d.Encoding, err = byValidity(head, whole)
	d.ASCII = err == nil && !whole && !slices.ContainsFunc(head, func(b byte) bool { return b >= utf8.RuneSelf })
	return d, err
}

func (d *Dialect) stateEncoding(stated string) error {
	name, known := spelled[strings.ToLower(stated)]
	fits := d.Encoding == "" || d.Encoding == name || (d.Encoding == UTF8BOM && name == UTF8) ||
		(name == "utf-16" && strings.HasPrefix(d.Encoding, "utf-16"))
	switch {
	case !known:
		return fault(CodeEncoding, "不认识编码 %q", "no encoding is called %q", stated).
			remedy("写 utf-8、gb18030、utf-16le 或 utf-16be", "write utf-8, gb18030, utf-16le or utf-16be")
	case !fits:
		return fault(CodeEncoding, "写明的编码是 %s，但文件以 %s 的标记开头",
			"the stated encoding is %s, but the file begins with the mark of %s", stated, d.Encoding)
	case name == "utf-16" && d.Encoding == "":
		return fault(CodeEncoding, "UTF-16 文件没有字节序标记", "a UTF-16 file without a byte order mark").
			remedy("写 utf-16le 或 utf-16be", "write utf-16le or utf-16be")
	case d.Encoding == "":
		d.Encoding = name
	}
	return nil
}

// utf16Pattern recognises UTF-16 without a mark: at least a fifth of the
// characters have a NUL byte, as digits, separators and line ends make them in
// any table, and nearly always it is the high one (一 is U+4E00).
func utf16Pattern(head []byte) string {
	var nul [2]int
	for i, b := range head {
		if b == 0 {
			nul[i%2]++
		}
	}
	enough := len(head)%2 == 0 && 10*(nul[0]+nul[1]) >= len(head)
	switch {
	case enough && 4*nul[0] <= nul[1]:
		return UTF16LE
	case enough && 4*nul[1] <= nul[0]:
		return UTF16BE
	}
	return ""
}

// byValidity tells UTF-8 from GB18030. UTF-8 of Chinese practically never is
// what GB18030 made; but a text whose only characters beyond ASCII have two
// bytes in UTF-8 ("һ" is 一 in GB18030) can be both, and a text whose GB18030
// reading has no character of GB 2312 is more probably of some other encoding.
func byValidity(head []byte, whole bool) (string, error) {
	if len(head) == 0 {
		return UTF8, nil
	}
	u := survey(head, whole, utf8Form)
	if u.ok && (u.sure || !u.beyond) {
		return UTF8, nil
	}
	g := survey(head, whole, gbForm)
	switch {
	case u.ok && !g.ok:
		return UTF8, nil
	case u.ok:
		return "", openEncoding(u.firstBeyond, calc.Text{ZH: "既可读作 UTF-8，也可读作 GB18030",
			EN: "can be read as UTF-8 and as GB18030"})
	case g.ok && twoEncodings(head, u.badLine):
		return "", fault(CodeEncoding, "第 %d 行不是 UTF-8，其余各行是：文件里混有两种编码",
			"line %d is not UTF-8 as the other lines are: two encodings in one file", u.badLine).at(u.badLine, 0).
			remedy("把该行改存为 UTF-8，或重新导出", "save the line as UTF-8, or export the file again")
	case g.ok && g.sure:
		return GB18030, nil
	case g.ok:
		return "", openEncoding(g.firstBeyond, calc.Text{ZH: "不是 UTF-8，读作 GB18030 也没有常用汉字",
			EN: "is not UTF-8, and as GB18030 holds no common character"})
	}
	return "", openEncoding(max(u.badLine, g.badLine), calc.Textf("在第 %d 行不是 UTF-8，在第 %d 行不是 GB18030",
		"is not UTF-8 in line %d and not GB18030 in line %d", u.badLine, g.badLine))
}

// twoEncodings reports whether at least as many lines are UTF-8 without a doubt as
// are none, up to the first few of these: a text of GB18030 has none of the former.
func twoEncodings(head []byte, badLine int) bool {
	const few = 8
	sure, bad := 0, 0
	for number := 1; len(head) > 0 && bad < few; number++ {
		line, rest, _ := bytes.Cut(head, []byte("\n"))
		head = rest
		switch s := survey(line, true, utf8Form); {
		case !s.ok:
			bad++
		case s.sure:
			sure++
		}
	}
	return badLine > 0 && sure >= bad
}

func openEncoding(line int, why calc.Text) error {
	return fault(CodeEncoding, "编码不明：文本%s", "the encoding is open: the text %s", why).at(line, 0).
		remedy("用 --encoding 写明编码（utf-8、gb18030、utf-16le、utf-16be）",
			"state it with --encoding (utf-8, gb18030, utf-16le, utf-16be)")
}

// seen is what a survey under one encoding saw.
type seen struct {
	ok, beyond, sure     bool // valid; holds more than ASCII; holds what tells the encoding
	badLine, firstBeyond int
}

// form returns the length of the character b begins with (0 = invalid, -1 =
// cut off) and whether it tells the encoding.
type form func(b []byte) (n int, sure bool)

func survey(b []byte, whole bool, next form) seen {
	s, line := seen{ok: true}, 1
	for len(b) > 0 {
		if n := asciiRun(b); n > 0 { // most of most files
			line += bytes.Count(b[:n], []byte{'\n'})
			b = b[n:]
			continue
		}
		if b[0] < utf8.RuneSelf {
			if b[0] == '\n' {
				line++
			}
			b = b[1:]
			continue
		}
		n, sure := next(b)
		if n == 0 || (n < 0 && whole) {
			s.ok, s.badLine = false, line
			return s
		}
		if n < 0 {
			return s
		}
		if !s.beyond {
			s.beyond, s.firstBeyond = true, line
		}
		s.sure = s.sure || sure
		b = b[n:]
	}
	return s
}

// asciiRun says how many of the first bytes are ASCII, in steps of eight.
func asciiRun(b []byte) (n int) {
	for ; n+8 <= len(b); n += 8 {
		if binary.LittleEndian.Uint64(b[n:])&0x8080808080808080 != 0 {
			break
		}
	}
	return n
}

func utf8Form(b []byte) (int, bool) {
	if !utf8.FullRune(b) {
		return -1, false
	}
	r, n := utf8.DecodeRune(b)
	if r == utf8.RuneError && n == 1 {
		return 0, false
	}
	return n, n > 2
}

func gbForm(b []byte) (int, bool) {
	r, n := decodeGB(b)
	if n <= 0 {
		return n, false
	}
	common := n == 2 && b[0] >= 0xa1 && b[1] >= 0xa1
	return n, common && r > 0
}

// order is the byte order of a UTF-16 encoding.
func order(encoding string) binary.ByteOrder {
	if encoding == UTF16BE {
		return binary.BigEndian
	}
	return binary.LittleEndian
}
