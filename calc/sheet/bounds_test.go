package sheet

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
)

// endless is a file of one byte repeated behind a head.
type endless struct {
	head string
	fill byte
}

func (e endless) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	if off < int64(len(e.head)) {
		n = copy(p, e.head[off:])
	}
	for i := n; i < len(p); i++ {
		p[i] = e.fill
	}
	return len(p), nil
}

// What is hostile is refused with little memory, however large it says it is.
func TestBoundedMemory(t *testing.T) {
	const gib = 1 << 30
	// 55 MB of XML, a third of a percent packed
	bomb := pack(t, inSheet(strings.Repeat(`<row><c><v>1</v></c></row>`, 1<<21)), nil)
	for name, run := range map[string]func() error{
		"a cell without end": func() error { return count(endless{"a,b\n1,", 'x'}, gib, Options{}) },
		"a quote without end": func() error {
			return count(endless{"a,b\n1,\"", '\n'}, gib,
				Options{Delimiter: ','})
		},
		"separators without end":    func() error { return count(endless{"a,b\n1", ','}, gib, Options{}) },
		"a cell of UTF-16":          func() error { return count(endless{"\xff\xfea\x00,\x00", '0'}, gib, Options{}) },
		"zip cut off":               func() error { return count(endless{"PK\x03\x04", 0}, gib, Options{}) },
		"rows beyond those allowed": func() error { return count(bytes.NewReader(bomb), int64(len(bomb)), Options{}) },
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := run()
		runtime.ReadMemStats(&after)
		var f *Fault
		if used := after.TotalAlloc - before.TotalAlloc; !errors.As(err, &f) || used > 40<<20 {
			t.Errorf("%s: %v, %d MiB used", name, err, used>>20)
		}
	}
}

func count(r io.ReaderAt, size int64, o Options) error {
	_, err := Rows(r, size, o, func(*Row) error { return nil })
	return err
}

// The error of the caller stops the reading and comes back as it is.
func TestStopping(t *testing.T) {
	mine := errors.New("enough")
	for _, data := range [][]byte{[]byte("a,b\n1,2\n"), pack(t, inSheet(`<row><c/></row><row><c/></row>`), nil)} {
		calls := 0
		_, err := Rows(bytes.NewReader(data), int64(len(data)), Options{}, func(*Row) error { calls++; return mine })
		if err != mine || calls != 1 {
			t.Errorf("%v after %d calls", err, calls)
		}
	}
}

// A file shorter than it says is a fault.
func TestShortRead(t *testing.T) {
	for _, size := range []int64{100, 3 << 20} {
		err := count(bytes.NewReader([]byte("a,b\n1,2\n")), size, Options{})
		wantFault(t, "short", err, CodeFormat, 0, 0)
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Error(err)
		}
	}
}
