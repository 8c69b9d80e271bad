package intake

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

const (
	defaultChunk = 512 << 10
	maxLine      = 10 << 20
)

// chunk is a stretch of a text file; it has the lines that begin in it.
type chunk struct {
	from, to, size int64 // size of the file
	whole          bool  // it begins where the rows do
}

// read reads a chunk, buf[lead:] up to its end, and on to the end of the line
// that goes beyond it; lines begin at begin.
func (c chunk) read(r io.ReaderAt, buf []byte) (text []byte, lead, begin int, err error) {
	if !c.whole { // the byte before tells whether a line begins here
		lead = 1
	}
	if text, err = readLines(r, buf, c.from-int64(lead), c.to, c.size); err != nil {
		return text, lead, 0, err
	}
	if !c.whole {
		begin = bytes.IndexByte(text, '\n') + 1 // there always is one
	}
	if int64(begin)-int64(lead) >= c.to-c.from { // one line goes through the whole chunk
		begin = len(text)
	}
	return text, lead, begin, nil
}

// readLines reads [from, to) and on to the end of the line that goes beyond
// it. A file that does not end in a newline gets one.
func readLines(r io.ReaderAt, buf []byte, from, to, size int64) ([]byte, error) {
	buf = buf[:0]
	for limit := to; ; {
		n := int(limit-from) - len(buf)
		buf = slices.Grow(buf, n+spare+1)
		m, err := r.ReadAt(buf[len(buf):len(buf)+n], from+int64(len(buf)))
		if m < n {
			if err == nil || err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return buf, fmt.Errorf("at byte %d: %w", from+int64(len(buf)+m), err)
		}
		buf = buf[:len(buf)+n]
		last := max(int(to-from)-1, 0)
		if i := bytes.IndexByte(buf[last:], '\n'); i >= 0 {
			return buf[:last+i+1], nil
		}
		if limit == size {
			return append(buf, '\n'), nil
		}
		if limit-to > maxLine {
			return buf, fmt.Errorf("at byte %d: a line is longer than %d bytes", to, maxLine)
		}
		limit = min(limit+max(4096, limit-to), size)
	}
}
