package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mattn/go-runewidth"

	"tidai/calc/application"
)

// progress shows on a terminal how far a file is read, in one line that is
// written over and taken away at the end. It is for waiting only: nothing is
// shown of what takes less than a moment.
type progress struct {
	from func(name string) (application.File, error) // opens files; nil: those of the disk
	w    io.Writer                                   // nil: nothing is shown
	now  func() time.Time
	next atomic.Int64 // when the line is to be written again, Unix nanoseconds
	mu   sync.Mutex
	wide int // columns written
}

const (
	firstMoment = 500 * time.Millisecond
	eachMoment  = 100 * time.Millisecond
	barWidth    = 24
)

// newProgress shows nothing where stderr is no terminal, where the terminal is
// said to be dumb, and where NO_COLOR asks for plain text.
func (e *env) newProgress() *progress {
	p := &progress{now: e.now}
	term, _ := e.lookup("TERM")
	plain, _ := e.lookup("NO_COLOR")
	if e.waiting != nil && e.waiting() && term != "dumb" && plain == "" {
		p.w = e.err
		p.next.Store(e.now().Add(firstMoment).UnixNano())
	}
	return p
}

// at says that a file is read up to a byte. Any goroutine may call it.
func (p *progress) at(name string, done, size int64) {
	if p.w == nil || size <= 0 {
		return
	}
	now, next := p.now(), p.next.Load()
	if now.UnixNano() < next || !p.next.CompareAndSwap(next, now.Add(eachMoment).UnixNano()) {
		return
	}
	full := int(barWidth * min(done, size) / size)
	line := fmt.Sprintf("%s [%s%s] %d %%", filepath.Base(name), strings.Repeat("=", full),
		strings.Repeat(" ", barWidth-full), 100*min(done, size)/size)
	p.write(line)
}

func (p *progress) write(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := runewidth.StringWidth(line)
	fmt.Fprint(p.w, "\r"+line+strings.Repeat(" ", max(p.wide-n, 0)))
	p.wide = n
}

// done takes the line away.
func (p *progress) done() {
	if p.w != nil && p.wide > 0 {
		p.write("")
		fmt.Fprint(p.w, "\r")
		p.wide = 0
	}
}

// open opens files whose reading is shown.
func (p *progress) open(name string) (application.File, error) {
	open := application.OpenFile
	if p.from != nil {
		open = p.from
	}
	f, err := open(name)
	if err != nil {
		return f, err
	}
	return p.watch(name, f), nil
}

// watch is f with its reading shown. A nil progress shows nothing.
func (p *progress) watch(name string, f application.File) application.File {
	if p == nil || p.w == nil {
		return f
	}
	return watchedFile{f, name, p}
}

type watchedFile struct {
	application.File
	name string
	p    *progress
}

func (f watchedFile) ReadAt(b []byte, off int64) (int, error) {
	n, err := f.File.ReadAt(b, off)
	f.p.at(f.name, off+int64(n), f.Size())
	return n, err
}
