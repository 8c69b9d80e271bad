package hj212

import (
	"io"
	"sync"
)

const (
	windowBytes = 256 << 10 // far more than any frame
	windowLeast = 16 << 10  // more than is ever peeked at
)

// window is the part of an input that is in memory.
type window struct {
	r        io.Reader
	buf      []byte
	lent     *[]byte // buf, where others may have it afterwards
	from, to int     // of buf: read and not passed
	ahead    int64   // how far it may read without being asked for it

	ended  bool  // nothing comes behind what is in the buffer
	failed error // why, where it is not the end of the input

	// text is buf[at:] as it was when the string was made, so that the strings
	// of a whole window of frames are one allocation.
	text string
	at   int
}

// newWindow reads r, at least the next ahead bytes of it and few behind them.
func newWindow(r io.Reader, ahead int64) window {
	if ahead < windowBytes {
		return window{r: r, buf: make([]byte, ahead+windowLeast), ahead: ahead}
	}
	buf, ok := windows.Get().(*[]byte)
	if !ok {
		buf = new([]byte)
		*buf = make([]byte, windowBytes+windowLeast)
	}
	return window{r: r, buf: *buf, lent: buf, ahead: ahead}
}

// windows are those that are not used now.
var windows sync.Pool

// close ends the use of a window.
func (w *window) close() {
	if w.lent != nil {
		windows.Put(w.lent)
	}
	*w = window{ended: true}
}

// peek returns the next n bytes, fewer at the end of the input or before an
// error of its reader.
func (w *window) peek(n int) []byte {
	for w.to-w.from < n && !w.ended {
		w.fill(n)
	}
	return w.buf[w.from:min(w.from+n, w.to)]
}

// all returns what is in memory.
func (w *window) all() []byte { return w.buf[w.from:w.to] }

// pass moves over n bytes that were peeked at.
func (w *window) pass(n int) { w.from += n }

// string returns bytes i to j of what comes next, which were peeked at.
func (w *window) string(i, j int) string {
	if w.text == "" {
		w.text, w.at = string(w.all()), w.from
	}
	shift := w.from - w.at
	return w.text[shift+i : shift+j]
}

// fill reads more, so that in the end there are n bytes.
func (w *window) fill(n int) {
	w.text = ""
	w.to = copy(w.buf, w.all())
	w.from = 0
	room := w.buf[w.to:]
	if most := max(w.ahead, int64(n-w.to)); most < int64(len(room)) {
		room = room[:most]
	}
	for range 100 {
		k, err := w.r.Read(room)
		w.to += k
		w.ahead -= int64(k)
		if err != nil {
			w.ended = true
			if err != io.EOF {
				w.failed = err
			}
			return
		}
		if k > 0 {
			return
		}
	}
	w.ended, w.failed = true, io.ErrNoProgress
}
