package sheet

import (
	"archive/zip"
	"errors"
	"io"
	"strings"
)

// part is one part being read; it counts.
type part struct {
	io.ReadCloser
	b           *book
	f           *zip.File
	read, limit int64
}

func (b *book) open(name string, most int64) (*part, error) {
	f := b.parts[strings.ToLower(name)]
	switch {
	case f == nil:
		return nil, fault(CodeFormat, "压缩包里没有 %q", "the zip does not hold %q", name)
	case f.Flags&1 != 0:
		return nil, fault(CodeFormat, "压缩包有密码", "the zip has a password")
	}
	limit := min(most, b.left.Load(), max(bombSize, bombRatio*int64(min(f.CompressedSize64, 1<<40))))
	if f.UncompressedSize64 > uint64(limit) {
		return nil, b.tooLarge(name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(err)
	}
	return &part{r, b, f, 0, limit}, nil
}

func (b *book) tooLarge(name string) error {
	return fault(CodeSize,
		"%s 解压后太大：整个文件上限 %d MiB，列表类部件 %d MiB，超过 %d MiB 的部件不得大于压缩后的 %d 倍",
		"%s is too large when unzipped: at most %d MiB for the file, %d MiB for parts that are lists, and beyond %d "+
			"MiB at most %d times the zipped size",
		name, b.o.MaxUnzipped>>20, maxList>>20, bombSize>>20, bombRatio)
}

func (p *part) Read(dst []byte) (int, error) {
	n, err := p.ReadCloser.Read(dst)
	p.read += int64(n)
	p.b.left.Add(-int64(n))
	switch {
	case uint64(p.read) > p.f.UncompressedSize64:
		return 0, fault(CodeFormat, "%s 解压后大于其自称的大小", "%s is larger when unzipped than it says", p.f.Name)
	case p.read > p.limit:
		return 0, p.b.tooLarge(p.f.Name)
	case err != nil && err != io.EOF:
		var f *Fault
		if !errors.As(err, &f) {
			err = damaged(err)
		}
		return 0, err
	}
	return n, err
}

// scan opens a part of any size, stands at its root and lets fn read it; list
// does so with a part that is held in memory.
func (b *book) scan(name string, fn func(*scanner) error) error {
	return b.scanUpTo(name, b.o.MaxUnzipped, fn)
}

func (b *book) list(name string, fn func(*scanner) error) error { return b.scanUpTo(name, maxList, fn) }

func (b *book) scanUpTo(name string, most int64, fn func(*scanner) error) error {
	p, err := b.open(name, most)
	if err != nil {
		return err
	}
	defer p.Close()
	from := io.Reader(p)
	if p.f.UncompressedSize64 >= aheadSize {
		a := newAhead(p)
		defer a.close()
		from = a
	}
	x, err := newScanner(from, b.o.MaxCell)
	if err == nil {
		err = x.root()
	}
	if err == nil {
		err = fn(x)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, from) // to the checksum
	}
	return err
}
