package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"sync"

	"tidai/calc/monitoring"
)

// spareBuffers are chunks read and not yet hashed, beside one for each
// goroutine.
const spareBuffers = 6

// belt hands out the work of one pass: parts to read, and chunks read to be
// hashed in their order.
type belt struct {
	*Pool
	parts   []int // to read, in order
	workers int
	hashes  bool

	mu      sync.Mutex
	changed sync.Cond
	free    [][]byte
	next    int // of parts
	left    int // parts that are not done with
	open    []*opened
	hashing []*opened // of which chunks are read and not all are hashed
	err     error
}

// opened is a file of which parts are being read.
type opened struct {
	*pooled
	at     int // its number
	once   sync.Once
	file   File
	err    error
	parts  int // that are not done with
	hash   hash.Hash
	head   []byte           // what stands before the rows
	ready  map[int]readText // chunks read and not hashed
	hashed int
	busy   bool // a chunk is being hashed
}

// readText is a chunk in the buffer it was read into.
type readText struct{ buf, text []byte }

func (p *Pool) newBelt(only func(part int) bool) *belt {
	b := &belt{Pool: p, hashes: only == nil}
	b.changed.L = &b.mu
	b.open = make([]*opened, len(p.files))
	for i, f := range p.files {
		o := &opened{pooled: f, at: i}
		for c := range f.chunks {
			if only == nil || only(f.first+c) {
				b.parts = append(b.parts, f.first+c)
				o.parts++
			}
		}
		if b.hashes && f.plain != nil {
			o.hash, o.ready = sha256.New(), map[int]readText{}
		}
		b.open[i] = o
	}
	b.left = len(b.parts)
	b.workers = max(min(p.o.Workers, b.left), 1)
	b.free = make([][]byte, b.workers+spareBuffers)
	return b
}

// run works until all is done.
func (b *belt) run(sinks []Sink) error {
	var wg sync.WaitGroup
	for _, sink := range sinks {
		w := &worker{belt: b, sink: sink, scanners: map[string]*scanner{}}
		wg.Go(w.work)
	}
	wg.Wait()
	for _, o := range b.open {
		o.close()
	}
	return b.err
}

func (o *opened) close() {
	if o.file != nil {
		o.file.Close()
		o.file = nil
	}
}

// worker is one goroutine.
type worker struct {
	*belt
	sink     Sink
	scanners map[string]*scanner // by what plain rows mean
}

func (w *worker) work() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.err == nil && w.left > 0 {
		if o := w.toHash(); o != nil {
			w.hashNext(o)
		} else if w.next < len(w.parts) && len(w.free) > 0 {
			w.readNext()
		} else {
			w.changed.Wait()
			continue
		}
		w.changed.Broadcast()
	}
}

// toHash finds a file whose next chunk can be hashed.
func (b *belt) toHash() *opened {
	for _, o := range b.hashing {
		if !o.busy && o.ready[o.hashed].buf != nil {
			return o
		}
	}
	return nil
}

func (w *worker) hashNext(o *opened) {
	next := o.ready[o.hashed]
	o.busy = true
	w.mu.Unlock()
	if o.hashed == 0 {
		o.hash.Write(o.head)
	}
	o.hash.Write(next.text)
	w.mu.Lock()
	delete(o.ready, o.hashed)
	w.free = append(w.free, next.buf[:0])
	o.hashed, o.busy = o.hashed+1, false
	if o.hashed == len(o.chunks) {
		o.record.SHA256, o.record.Bytes = hex.EncodeToString(o.hash.Sum(nil)), o.size
		w.hashing = slices.DeleteFunc(w.hashing, func(x *opened) bool { return x == o })
	}
	w.done(o)
}

// done says that a part is done with.
func (b *belt) done(o *opened) {
	b.left--
	if o.parts--; o.parts == 0 {
		o.close()
	}
}

// readNext reads the next part.
func (w *worker) readNext() {
	part := w.parts[w.next]
	w.next++
	o := w.open[w.File(part)]
	if o.plain == nil {
		w.mu.Unlock()
		err := w.inOrder(o, part)
		w.mu.Lock()
		w.fail(err)
		w.done(o)
		return
	}
	if o.hash != nil && part == o.first {
		w.hashing = append(w.hashing, o)
	}
	buf := w.free[len(w.free)-1]
	w.free = w.free[:len(w.free)-1]
	w.mu.Unlock()
	read, err := w.chunk(o, part, buf)
	w.mu.Lock()
	if err == nil && o.hash != nil {
		o.ready[part-o.first] = read
		return
	}
	w.free = append(w.free, buf[:0])
	if err != nil && w.hashes { // the reader of cells says what is wrong with the file
		o.inOrder, err = true, errInOrder
	}
	w.fail(err)
	w.done(o)
}

func (b *belt) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// inOrder reads a file that is one part.
func (w *worker) inOrder(o *opened, part int) (err error) {
	w.sink.Begin(part)
	s := *o.Looked
	s.faults = s.faults.clone()
	sink := w.sink
	if w.o.InOrder {
		sink = nil
	}
	record, err := s.read(func(r monitoring.Reading) error {
		r.Place.Row = numbered(s.page, r.Place.Row)
		return w.sink.Take(r)
	}, sink)
	if w.hashes {
		o.record, o.read = record, s.faults
	}
	return err
}

// chunk reads a chunk.
func (w *worker) chunk(o *opened, part int, buf []byte) (readText, error) {
	o.once.Do(o.begin)
	if o.err != nil {
		return readText{}, o.err
	}
	i := part - o.first
	from := o.plain.start + int64(i)*int64(w.o.Chunk)
	c := chunk{from, min(from+int64(w.o.Chunk), o.size), o.size, i == 0}
	text, lead, begin, err := c.read(o.file, buf)
	if err != nil {
		return readText{}, err
	}
	s := w.scanner(o)
	result := &chunkPart{}
	s.rows.in(o.Looked, result)
	w.sink.Begin(part)
	end := len(text)
	text = append(text, make([]byte, spare)...)
	s.scan(text[begin:], end-begin)
	result.add(s)
	if o.hash != nil {
		o.chunks[i] = result
	}
	return readText{text, text[lead : int64(lead)+c.to-c.from]}, s.err
}

// begin opens the file.
func (o *opened) begin() {
	if o.file, o.err = o.open(o.Name); o.err != nil || o.hash == nil {
		return
	}
	o.head = make([]byte, o.plain.start)
	if n, err := o.file.ReadAt(o.head, 0); n < len(o.head) {
		o.err = err
	}
}

// scanner reads the plain rows of a file; files of one layout share it.
func (w *worker) scanner(o *opened) *scanner {
	s := w.scanners[o.same]
	if s == nil {
		if len(w.scanners) == mostScanners {
			clear(w.scanners)
		}
		s = newScanner(o.Looked, o.plain, w.sink)
		w.scanners[o.same] = s
	}
	return s
}

const mostScanners = 16

// add takes the plain rows of a scanned chunk in.
func (c *chunkPart) add(s *scanner) {
	rec := &c.record
	c.lines = s.line
	rec.Rows += s.count
	rec.Handed += s.count * int64(s.each())
	if s.first > 0 && (rec.First == 0 || s.first < rec.First) {
		rec.First = s.first
	}
	rec.Last = max(rec.Last, s.prior)
}
