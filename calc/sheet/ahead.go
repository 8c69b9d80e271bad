package sheet

import "io"

// aheadSize is how large a part is whose reading is worth a goroutine of its
// own: unzipping takes about as long as what is done with the bytes.
const aheadSize = 4 << 20

const (
	aheadBlock  = 128 << 10
	aheadBlocks = 4
)

// ahead reads on while what was read is looked at.
type ahead struct {
	full chan readBlock
	free chan []byte
	stop chan struct{}
	now  readBlock
	rest []byte // of now
}

type readBlock struct {
	buf []byte
	n   int
	err error
}

func newAhead(r io.Reader) *ahead {
	a := &ahead{full: make(chan readBlock, aheadBlocks), free: make(chan []byte, aheadBlocks),
		stop: make(chan struct{})}
	for range aheadBlocks {
		a.free <- make([]byte, aheadBlock)
	}
	go a.run(r)
	return a
}

func (a *ahead) run(r io.Reader) {
	defer close(a.full)
	for {
		var b readBlock
		select {
		case b.buf = <-a.free:
		case <-a.stop:
			return
		}
		for b.n < len(b.buf) && b.err == nil {
			n, err := r.Read(b.buf[b.n:])
			b.n, b.err = b.n+n, err
		}
		a.full <- b // there is room for all blocks
		if b.err != nil {
			return
		}
	}
}

func (a *ahead) Read(to []byte) (int, error) {
	for len(a.rest) == 0 {
		if a.now.err != nil {
			return 0, a.now.err
		}
		if a.now.buf != nil {
			a.free <- a.now.buf
		}
		a.now = <-a.full
		a.rest = a.now.buf[:a.now.n]
	}
	n := copy(to, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// close waits until nothing is read any more.
func (a *ahead) close() {
	close(a.stop)
	for range a.full {
	}
}
