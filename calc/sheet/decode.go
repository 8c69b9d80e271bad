package sheet

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/bits"
	"slices"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// decoder turns src into UTF-8 as far as dst has room and src has whole
// characters. bad is the length of what is no character at src[nSrc:].
type decoder func(dst, src []byte, last bool) (nDst, nSrc, bad int)

func decoderOf(encoding string) decoder {
	switch encoding {
	case GB18030:
		return decodeGBText
	case UTF16LE, UTF16BE:
		o := order(encoding)
		return func(dst, src []byte, last bool) (int, int, int) { return decodeUTF16(o, dst, src, last) }
	}
	return decodeUTF8
}

// badBytes are bytes that are no character of the encoding.
type badBytes struct {
	encoding string
	offset   int64
	bytes    []byte
	late     bool // the first character beyond ASCII, and not surely UTF-8
}

func (b *badBytes) Error() string {
	return fmt.Sprintf("bytes % x at offset %d are not %s", b.bytes, b.offset, b.encoding)
}

// text reads a file as UTF-8 without NUL. It delivers all that precedes a bad
// byte before it reports it.
type text struct {
	r         io.ReaderAt
	off, size int64
	encoding  string
	decode    decoder
	raw       []byte // read and not yet decoded
	store     []byte
	ascii     bool // nothing beyond ASCII was seen yet
	err       error
}

// roomFor is the room for a file of this size: no more than it can need, and most
// at most. Decoding grows a text by half (GB 18030, UTF-16).
func roomFor(size int64, most int) int {
	return max(4<<10, int(min(2*size+64, int64(most))))
}

// buffers are those of files read before: many files are small.
var buffers, heads bufferPool

type bufferPool struct{ pool sync.Pool }

func (p *bufferPool) get(n int) []byte {
	if b, ok := p.pool.Get().(*[]byte); ok && cap(*b) >= n {
		return (*b)[:n]
	}
	return make([]byte, n, 1<<bits.Len(uint(max(n-1, 0)))) // so that it fits files of about the same size
}

func (p *bufferPool) put(b []byte) { p.pool.Put(&b) }

func newText(r io.ReaderAt, size int64, d Dialect) *text {
	return &text{r: r, off: int64(d.BOM), size: size, encoding: d.Encoding, ascii: d.ASCII,
		decode: decoderOf(d.Encoding), store: buffers.get(roomFor(size, 128<<10))}
}

// Read is io.Reader; p has room for a character at least.
func (t *text) Read(p []byte) (int, error) {
	for {
		if t.err != nil {
			return 0, t.err
		}
		src := t.raw
		if t.ascii {
			if src = t.onlyASCII(); t.err != nil {
				continue
			}
		}
		n, used, bad := t.decode(p, src, t.off == t.size)
		at := t.off - int64(len(t.raw)) + int64(used)
		t.raw = t.raw[used:]
		switch {
		case bad > 0:
			t.err = &badBytes{t.encoding, at, bytes.Clone(t.raw[:bad]), false}
		case n == 0 && t.off == t.size:
			t.err = io.EOF
		case n == 0:
			t.fill()
		}
		if n > 0 {
			return n, nil
		}
	}
}

// lateWindow is how much is looked at where a text leaves ASCII behind.
const lateWindow = 64 << 10

// onlyASCII returns what is left of the ASCII at the head of the raw text, or
// all of it once what follows is known to be UTF-8.
func (t *text) onlyASCII() []byte {
	i := slices.IndexFunc(t.raw, func(b byte) bool { return b >= utf8.RuneSelf })
	if i < 0 {
		return t.raw
	}
	if i > 0 {
		return t.raw[:i]
	}
	for t.off < t.size && len(t.raw) < lateWindow && t.err == nil {
		t.fill()
	}
	if t.err != nil {
		return nil
	}
	if found, _ := byValidity(t.raw, t.off == t.size); found != UTF8 {
		t.err = &badBytes{t.encoding, t.off - int64(len(t.raw)), bytes.Clone(t.raw[:1]), true}
		return nil
	}
	t.ascii = false
	return t.raw
}

func (t *text) fill() {
	kept := copy(t.store, t.raw)
	want := min(int64(len(t.store)-kept), t.size-t.off)
	n, err := t.r.ReadAt(t.store[kept:kept+int(want)], t.off)
	t.raw = t.store[:kept+n]
	t.off += int64(n)
	if int64(n) < want {
		t.err = readFault(err)
	}
}

func decodeUTF8(dst, src []byte, last bool) (int, int, int) {
	b := src[:min(len(dst), len(src))]
	whole := len(b)
	for k := 1; k < utf8.UTFMax && k <= len(b); k++ { // drop a character cut off at the end
		if tail := b[len(b)-k:]; utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				whole -= k
			}
			break
		}
	}
	if utf8.Valid(b[:whole]) && bytes.IndexByte(b[:whole], 0) < 0 {
		if whole == 0 && last && len(b) > 0 {
			return 0, 0, len(b)
		}
		return copy(dst, b[:whole]), whole, 0
	}
	n := 0
	for n < whole {
		r, size := utf8.DecodeRune(b[n:whole])
		if r == 0 || (r == utf8.RuneError && size == 1) {
			break
		}
		n += size
	}
	return copy(dst, b[:n]), n, 1
}

// gbPairs maps the two-byte characters of GB18030; 0 is none.
var gbPairs = sync.OnceValue(func() *[126 * 191]rune {
	table := new([126 * 191]rune)
	d := simplifiedchinese.GB18030.NewDecoder()
	for lead := range 126 {
		for trail := range 191 {
			if trail == 0x7f-0x40 {
				continue
			}
			out, err := d.Bytes([]byte{byte(0x81 + lead), byte(0x40 + trail)})
			if r, n := utf8.DecodeRune(out); err == nil && n == len(out) && r != utf8.RuneError {
				table[lead*191+trail] = r
			}
		}
	}
	return table
})

// decodeGB decodes the first character of b, which is beyond ASCII: n = 0 if
// it is none, -1 if it is cut off.
func decodeGB(b []byte) (r rune, n int) {
	if b[0] == 0x80 || b[0] == 0xff {
		return 0, 0
	}
	if len(b) < 2 {
		return 0, -1
	}
	switch {
	case b[1] >= 0x40 && b[1] <= 0xfe && b[1] != 0x7f:
		if r = gbPairs()[int(b[0]-0x81)*191+int(b[1]-0x40)]; r == 0 {
			return 0, 0
		}
		return r, 2
	case b[1] < '0' || b[1] > '9':
		return 0, 0
	case len(b) < 4:
		return 0, -1
	}
	return decodeGB4(b[:4])
}

func decodeGB4(b []byte) (rune, int) {
	if b[2] < 0x81 || b[2] > 0xfe || b[3] < '0' || b[3] > '9' {
		return 0, 0
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	r, n := utf8.DecodeRune(out)
	// the code of U+FFFD itself
	if err != nil || n != len(out) || (r == utf8.RuneError && string(b) != "\x84\x31\xa4\x37") {
		return 0, 0
	}
	return r, 4
}

func decodeGBText(dst, src []byte, last bool) (int, int, int) {
	n, i := 0, 0
	for i < len(src) && n+utf8.UTFMax <= len(dst) {
		c := src[i]
		if c == 0 {
			return n, i, 1
		}
		if c < utf8.RuneSelf {
			dst[n] = c
			n, i = n+1, i+1
			continue
		}
		r, size := decodeGB(src[i:])
		switch {
		case size < 0 && last:
			return n, i, len(src) - i
		case size < 0:
			return n, i, 0
		case size == 0:
			return n, i, min(2, len(src)-i)
		}
		n += utf8.EncodeRune(dst[n:], r)
		i += size
	}
	return n, i, 0
}

func decodeUTF16(o binary.ByteOrder, dst, src []byte, last bool) (int, int, int) {
	n, i := 0, 0
	for i < len(src) && n+utf8.UTFMax <= len(dst) {
		if len(src)-i < 2 {
			return n, i, cut(last, len(src)-i)
		}
		r, size := rune(o.Uint16(src[i:])), 2
		if utf16.IsSurrogate(r) {
			if r < 0xdc00 && len(src)-i < 4 {
				return n, i, cut(last, len(src)-i)
			}
			if r >= 0xdc00 {
				return n, i, 2
			}
			if r, size = utf16.DecodeRune(r, rune(o.Uint16(src[i+2:]))), 4; r == utf8.RuneError {
				return n, i, 4
			}
		}
		if r == 0 {
			return n, i, 2
		}
		n += utf8.EncodeRune(dst[n:], r)
		i += size
	}
	return n, i, 0
}

// cut is how much of a character that stops at the end of src is bad.
func cut(last bool, n int) int {
	if last {
		return n
	}
	return 0
}
