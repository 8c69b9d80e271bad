package sheet

import (
	"bytes"
	"errors"
	"io"
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
	if name := attr(head[5:end], "encoding"); name != nil && !bytes.EqualFold(name, []byte("utf-8")) &&
		!bytes.EqualFold(name, []byte("us-ascii")) {
		return fault(CodeFormat, "XML 的编码是 %q，不是 UTF-8", "XML in %q, not in UTF-8", name)
	}
	return nil
}

// fill reads more behind what is not yet used.
func (x *scanner) fill() error {
	if x.eof {
		return fault(CodeFormat, "XML 中途结束", "XML that ends in the middle").remedy("文件已损坏：重新另存",
			"the file is damaged: save it again")
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
			x.kind, x.name = endTag, local(trimRight(b[2:n-1]))
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
	return 0, malformed("XML 含有 DOCTYPE 或实体声明，不予读取",
		"XML with a DOCTYPE or entity declaration, which is not read")
}

func malformed(zh, en string, args ...any) *Fault { return fault(CodeSyntax, zh, en, args...) }

func upTo(b []byte, end string) int {
	if i := bytes.Index(b, []byte(end)); i >= 0 {
		return i + len(end)
	}
	return 0
}

// attrText is an attribute with its references resolved, "" if absent.
func (x *scanner) attrText(want string) (string, error) {
	out, err := resolve(nil, attr(x.attrs, want))
	return string(out), err
}

// skipPast goes on behind the end tag of which last are the last characters,
// without looking at what is before it: whoever reads that checks it.
func (x *scanner) skipPast(last string) error {
	for {
		b := x.buf[x.pos:x.end]
		for from := 0; ; {
			i := bytes.Index(b[from:], []byte(last))
			if i < 0 {
				break
			}
			before, end := b[:from+i], from+i+len(last)
			if tag := bytes.LastIndexByte(before, '<'); tag >= 0 && tag+1 < len(before) && before[tag+1] == '/' {
				x.pos += end
				return nil
			}
			from = end
		}
		x.pos = max(x.pos, x.end-longestName)
		if x.eof {
			return malformed("缺少结束标记 %q", "the end tag %q is missing", last)
		}
		if err := x.fill(); err != nil {
			return err
		}
	}
}

// longestName is more than an end tag takes.
const longestName = 256

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
