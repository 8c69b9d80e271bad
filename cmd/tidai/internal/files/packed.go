package files

import (
	"errors"
	"io"
	"os"
	"sync"

	"github.com/klauspost/compress/gzip"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/sheet"
)

// packed is a file that has to be unpacked before it can be read, or that can
// be read once only. It is unpacked into a file beside others of its kind when
// it is first opened.
type packed struct {
	set  *Set
	open func() (io.ReadCloser, error)
	gz   bool
	size int64 // of a member of a zip, packed

	once sync.Once
	name string // of the unpacked file
	err  error
}

func (p *packed) file() (application.File, error) {
	p.once.Do(func() { p.err = p.unpack() })
	if p.err != nil {
		return nil, p.err
	}
	return application.OpenFile(p.name)
}

func (p *packed) unpack() error {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.Close()
	b := &bounded{Reader: in, set: p.set, left: p.set.limits.File, packed: func() int64 { return p.size }}
	if p.gz {
		read := &counter{Reader: in}
		if b.Reader, err = gzip.NewReader(read); err != nil {
			return damaged(err)
		}
		b.packed = func() int64 { return read.n }
	}
	out, err := os.CreateTemp("", "tidai-*")
	if err != nil {
		return err
	}
	p.name = out.Name()
	_, err = io.CopyBuffer(onlyWriter{out}, b, make([]byte, 256<<10))
	return errors.Join(err, out.Close())
}

// onlyWriter keeps io.CopyBuffer to its buffer.
type onlyWriter struct{ io.Writer }

func (p *packed) remove() error {
	if p.name == "" {
		return nil
	}
	return os.Remove(p.name)
}

// Beyond bombSize, what swells more than bombRatio times is refused; tables
// swell 5 to 30 times.
const (
	bombSize  = 64 << 20
	bombRatio = 200
)

// bounded ends in an error where more is unpacked than is allowed.
type bounded struct {
	io.Reader
	set    *Set
	left   int64
	n      int64
	packed func() int64 // bytes that what was read so far was packed in; 0: it was not
}

func (b *bounded) Read(to []byte) (int, error) {
	n, err := b.Reader.Read(to)
	packed := b.packed()
	if err != nil && !errors.Is(err, io.EOF) && packed > 0 {
		err = damaged(err)
	}
	b.n += int64(n)
	if b.left -= int64(n); b.left < 0 || !b.set.budget.take(int64(n)) ||
		packed > 0 && b.n > bombSize && b.n > bombRatio*packed {
		return n, calc.Explain("解压后过大，可能是压缩炸弹；确是数据的，解压后再读取",
			"it unpacks to too much and may be a zip bomb; if it is data, unpack it and read that")
	}
	return n, err
}

// counter counts what is read.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(to []byte) (int, error) {
	n, err := c.Reader.Read(to)
	c.n += int64(n)
	return n, err
}

// budget is what may still be unpacked.
type budget struct {
	mu   sync.Mutex
	left int64
}

func (b *budget) take(n int64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left -= n
	return b.left >= 0
}

func damaged(err error) error {
	return calc.Explain("压缩文件已损坏或不完整：%s", "the compressed file is damaged or incomplete: %s",
		sheet.PackedText(err))
}
