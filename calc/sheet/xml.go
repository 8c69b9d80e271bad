package sheet

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// tokenKind is what a scanner stands at.
type tokenKind uint8

const (
	atEnd tokenKind = iota // of the part
	startTag
	endTag
	words
)

// scanner reads the tags and words of one XML part. It knows the XML of
// spreadsheets: UTF-8, no document type, no entities beyond the five of XML.
// What it returns is valid until the next call.
type scanner struct {
	r        io.Reader
	buf      []byte
	pos, end int
	eof      bool
	limit    int // of one tag or run of words

	kind  tokenKind
	name  []byte // of a tag, without prefix
	attrs []byte // of a start tag
	empty bool   // a start tag that is its own end
	raw   []byte // words, with references
	cdata bool   // words without references
}

func newScanner(r io.Reader, limit int) (*scanner, error) {
	x := &scanner{r: r, buf: make([]byte, 64<<10), limit: limit + 64<<10}
	if err := x.fill(); err != nil {
		return nil, err
	}
	head := x.buf[:x.end]
	for _, b := range boms[1:] {
		if bytes.HasPrefix(head, []byte(b.mark)) {
			return nil, fault(CodeFormat, "XML 不是 UTF-8", "XML that is not UTF-8")
		}
	}
	if bytes.HasPrefix(head, []byte(bomUTF8)) {
		x.pos = len(bomUTF8)
	}
	return x, x.declaration()
}

// declaration refuses another encoding.
func (x *scanner) declaration() error {
	head := x.buf[x.pos:x.end]
	end := bytes.Index(head, []byte("?>"))
	if !bytes.HasPrefix(head, []byte("<?xml")) || end < 0 {
		return nil
	}
	if name := attr(head[5:end], "encoding"); name != nil && !bytes.EqualFold(name, []byte("utf-8")) && !bytes.EqualFold(name, []byte("us-ascii")) {
		return fault(CodeFormat, "XML 的编码是 %q，不是 UTF-8", "XML in %q, not in UTF-8", name)
	}
	return nil
}

// fill reads more behind what is not yet used.
func (x *scanner) fill() error {
	if x.eof {
		return fault(CodeFormat, "XML 中途结束", "XML that ends in the middle").remedy("文件已损坏：重新另存", "the file is damaged: save it again")
	}
	if x.pos > 0 {
		x.end = copy(x.buf, x.buf[x.pos:x.end])
		x.pos = 0
	}
	if x.end == len(x.buf) {
		if len(x.buf) > x.limit {
			return errToken
		}
		x.buf = append(x.buf, make([]byte, len(x.buf))...)
	}
	n, err := io.ReadAtLeast(x.r, x.buf[x.end:], 1)
	x.end += n
	if err == io.EOF {
		x.eof = true
		return nil
	}
	return err
}

var errToken = fault(CodeSize, "XML 中的文字或标签太长", "words or a tag in XML that are too long")

// next moves to the next tag or words.
func (x *scanner) next() error {
	for {
		b := x.buf[x.pos:x.end]
		if len(b) == 0 && x.eof {
			x.kind = atEnd
			return nil
		}
		n := 0
		if len(b) > 0 && b[0] != '<' {
			if n = bytes.IndexByte(b, '<'); n < 0 && x.eof {
				n = len(b)
			}
			x.kind, x.raw, x.cdata = words, b[:max(n, 0)], false
		} else if len(b) > 1 {
			var err error
			if n, err = x.markup(b); err != nil {
				return err
			}
		}
		if n > 0 {
			x.pos += n
			if x.kind != atEnd {
				return nil
			}
			continue
		}
		if err := x.fill(); err != nil {
			return err
		}
	}
}

// markup reads what begins with '<'; n is its length, 0 if more is needed.
// The kind stays atEnd for what is passed over.
func (x *scanner) markup(b []byte) (n int, err error) {
	x.kind = atEnd
	switch b[1] {
	case '?':
		return upTo(b, "?>"), nil
	case '!':
		return x.declared(b)
	case '/':
		n := bytes.IndexByte(b, '>') + 1
		if n > 0 {
			x.kind, x.name = endTag, local(bytes.TrimRight(b[2:n-1], " \t\r\n"))
		}
		return n, nil
	}
	end := tagEnd(b)
	if end < 0 {
		return 0, nil
	}
	tag := b[1:end]
	if x.empty = tag[len(tag)-1] == '/'; x.empty {
		tag = tag[:len(tag)-1]
	}
	i := 0
	for i < len(tag) && tag[i] > ' ' {
		i++
	}
	if i == 0 {
		return 0, malformed("标签没有名称", "a tag without a name")
	}
	x.kind, x.name, x.attrs = startTag, local(tag[:i]), tag[i:]
	return end + 1, nil
}

// declared reads comments and character data, and refuses document types,
// which could define entities that swell or fetch other files.
func (x *scanner) declared(b []byte) (int, error) {
	const comment, data = "<!--", "<![CDATA["
	switch {
	case bytes.HasPrefix(b, []byte(comment)):
		if n := upTo(b[len(comment):], "-->"); n > 0 {
			return n + len(comment), nil
		}
		return 0, nil
	case bytes.HasPrefix(b, []byte(data)):
		n := upTo(b[len(data):], "]]>")
		if n > 0 {
			x.kind, x.raw, x.cdata = words, b[len(data):len(data)+n-3], true
			n += len(data)
		}
		return n, nil
	case len(b) < len(data) && (bytes.HasPrefix([]byte(comment), b) || bytes.HasPrefix([]byte(data), b)):
		return 0, nil
	}
	return 0, malformed("XML 含有 DOCTYPE 或实体声明，不予读取", "XML with a DOCTYPE or entity declaration, which is not read")
}

func malformed(zh, en string, args ...any) *Fault { return fault(CodeSyntax, zh, en, args...) }

func upTo(b []byte, end string) int {
	if i := bytes.Index(b, []byte(end)); i >= 0 {
		return i + len(end)
	}
	return 0
}

// tagEnd is the place of the '>' that ends the tag b begins with, -1 if b ends
// before. A '>' within quotes is none.
func tagEnd(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch c := b[i]; c {
		case '>':
			if i == 1 {
				return -1
			}
			return i
		case '"', '\'':
			j := bytes.IndexByte(b[i+1:], c)
			if j < 0 {
				return -1
			}
			i += j + 1
		}
	}
	return -1
}

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// nextAttr takes the first attribute off attrs; name is nil at their end.
func nextAttr(attrs []byte) (name, value, rest []byte) {
	i := 0
	for i < len(attrs) && attrs[i] <= ' ' {
		i++
	}
	eq := bytes.IndexByte(attrs[i:], '=')
	if eq < 0 {
		return nil, nil, nil
	}
	name, rest = bytes.TrimRight(attrs[i:i+eq], " \t\r\n"), bytes.TrimLeft(attrs[i+eq+1:], " \t\r\n")
	if len(rest) < 2 || rest[0] != '"' && rest[0] != '\'' {
		return nil, nil, nil
	}
	end := bytes.IndexByte(rest[1:], rest[0])
	if end < 0 {
		return nil, nil, nil
	}
	return name, rest[1 : 1+end], rest[2+end:]
}

// attr is the value of an attribute, nil if it is absent; prefixes do not count.
func attr(attrs []byte, want string) []byte {
	for {
		name, value, rest := nextAttr(attrs)
		if name == nil {
			return nil
		}
		if string(local(name)) == want {
			return value
		}
		attrs = rest
	}
}

// attrText is an attribute with its references resolved, "" if absent.
func (x *scanner) attrText(want string) (string, error) {
	out, err := resolve(nil, attr(x.attrs, want))
	return string(out), err
}

// skip passes over the element whose start tag was just read.
func (x *scanner) skip() error {
	for depth := 1; !x.empty || depth > 1; {
		if err := x.next(); err != nil {
			return err
		}
		switch {
		case x.kind == atEnd:
			return x.fill()
		case x.kind == startTag && !x.empty:
			depth++
		case x.kind == startTag:
			x.empty = false
		case x.kind == endTag:
			if depth--; depth == 0 {
				return nil
			}
		}
	}
	return nil
}

// each calls fn at the start tag of every child of the element whose start
// tag was just read; fn reads the child to its end.
func (x *scanner) each(fn func(name string) error) error {
	if x.empty {
		return nil
	}
	for {
		if err := x.next(); err != nil {
			return err
		}
		switch x.kind {
		case atEnd:
			return x.fill()
		case endTag:
			return nil
		case startTag:
			if err := fn(string(x.name)); err != nil {
				return err
			}
		}
	}
}

// root moves to the start tag of the part.
func (x *scanner) root() error {
	for {
		if err := x.next(); err != nil {
			return err
		}
		switch {
		case x.kind == startTag:
			return nil
		case x.kind != words || len(bytes.TrimSpace(x.raw)) > 0:
			return malformed("不是 XML", "not XML")
		}
	}
}

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
			raw = bytes.Trim(raw, " \t\r\n")
		case !keep:
			raw = bytes.TrimRight(raw, " \t\r\n")
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
			return dst, malformed("不认识的 XML 引用 %q", "an XML reference %q that is not known", raw[:min(len(raw), max(end+1, 8))])
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

// rich appends the words of a string item or inline string: plain or in runs,
// without phonetic guides.
func (x *scanner) rich(dst []byte) ([]byte, error) {
	start := len(dst)
	var item func(string) error
	item = func(name string) (err error) {
		switch name {
		case "t":
			from := len(dst)
			dst, err = x.content(dst)
			dst = unescape(dst, from)
		case "r":
			err = x.each(item)
		default:
			err = x.skip()
		}
		if err == nil && len(dst)-start > x.limit {
			err = errToken
		}
		return err
	}
	err := x.each(item)
	return dst, err
}

// within adds the part, row and column to a fault that does not know them.
func within(err error, sheet string, row, col int) error {
	var f *Fault
	if err == nil || !errors.As(err, &f) || f.Row > 0 {
		return err
	}
	g := *f
	g.Sheet, g.Row, g.Col = sheet, row, col
	return &g
}
