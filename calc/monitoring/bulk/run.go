package bulk

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
)

const (
	defaultChunk = 512 << 10
	maxLine      = 10 << 20
	spareBuffers = 6 // read and not yet written to Options.Whole, beside one for each worker
)

// run is one call of Sum.
type run struct {
	r      io.ReaderAt
	size   int64
	layout Layout
	o      Options
	chunks int
	lines  []int // lines of each chunk
}

func newRun(r io.ReaderAt, size int64, l Layout, o Options) *run {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Chunk <= 0 {
		o.Chunk = defaultChunk
	}
	n := max(int((size-l.Start+int64(o.Chunk)-1)/int64(o.Chunk)), 0)
	return &run{r: r, size: size, layout: l, o: o, chunks: n, lines: make([]int, n)}
}

func (x *run) sum() (Result, error) {
	if x.o.Whole != nil {
		if _, err := io.Copy(x.o.Whole, io.NewSectionReader(x.r, 0, min(x.layout.Start, x.size))); err != nil {
			return Result{}, err
		}
	}
	all, workers, err := x.pass(nil)
	if err != nil {
		return Result{}, err
	}
	if c := collisions(all); len(c) > 0 {
		x.o.Whole = nil
		if all, workers, err = x.pass(c); err != nil {
			return Result{}, err
		}
	}
	return x.result(all, workers), nil
}

// belt hands out the work of one pass: chunks to scan, and scanned ones to
// write to Options.Whole in their order.
type belt struct {
	*run
	mu      sync.Mutex
	changed sync.Cond
	free    [][]byte
	ready   map[int][]byte // whole bytes of chunks, scanned and not written
	next    int            // chunk to scan
	written int            // chunks written
	writing bool
	err     error
}

// pass adds up the whole file, chunk by chunk, and merges what the workers
// have.
func (x *run) pass(c contested) (*scanner, []Worker, error) {
	b := &belt{run: x, ready: map[int][]byte{}}
	b.changed.L = &b.mu
	scanners := make([]*scanner, min(x.o.Workers, max(x.chunks, 1)))
	b.free = make([][]byte, len(scanners)+spareBuffers)
	var workers []Worker
	var wg sync.WaitGroup
	for w := range scanners {
		s := newScanner(&x.layout, c)
		scanners[w], workers = s, append(workers, s.worker)
		wg.Go(func() { b.work(s) })
	}
	wg.Wait()
	if b.err != nil {
		return nil, nil, b.err
	}
	for _, s := range scanners[1:] {
		scanners[0].merge(s)
	}
	return scanners[0], workers, nil
}

// work scans and writes until all is done.
func (b *belt) work(s *scanner) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.err == nil && b.written < b.chunks {
		text := b.ready[b.written]
		switch {
		case text != nil && !b.writing:
			b.writing = true
			b.mu.Unlock()
			err := b.write(text)
			b.mu.Lock()
			delete(b.ready, b.written)
			b.free = append(b.free, text[:0])
			b.written, b.writing, b.err = b.written+1, false, cmp.Or(b.err, err)
		case b.next < b.chunks && len(b.free) > 0:
			i, buf := b.next, b.free[len(b.free)-1]
			b.next, b.free = i+1, b.free[:len(b.free)-1]
			b.mu.Unlock()
			text, err := b.chunk(s, i, buf)
			b.mu.Lock()
			b.ready[i], b.err = text, cmp.Or(b.err, err)
		default:
			b.changed.Wait()
			continue
		}
		b.changed.Broadcast()
	}
}

func (b *belt) write(text []byte) error {
	if b.o.Whole == nil {
		return nil
	}
	_, err := b.o.Whole.Write(text)
	return err
}

// chunk reads and scans the lines that begin in chunk i, and returns its bytes.
func (x *run) chunk(s *scanner, i int, buf []byte) ([]byte, error) {
	from := x.layout.Start + int64(i)*int64(x.o.Chunk)
	to := min(from+int64(x.o.Chunk), x.size)
	lead := int64(0)
	if i > 0 { // the byte before tells whether a line begins here
		lead = 1
	}
	buf, err := x.read(buf, from-lead, to)
	if err != nil {
		return buf, err
	}
	begin, end := 0, len(buf)
	if i > 0 {
		begin = bytes.IndexByte(buf, '\n') + 1 // read always ends with one
	}
	if begin < end && int64(begin)-lead < to-from { // otherwise one line goes through the whole chunk
		padded := append(buf, make([]byte, spare)...)
		x.lines[i] = s.scan(i, padded[begin:], end-begin)
	}
	return buf[lead : lead+to-from], s.err
}

// read reads [from, to) and on to the end of the line that goes beyond it. A
// file that does not end in a newline gets one.
func (x *run) read(buf []byte, from, to int64) ([]byte, error) {
	buf = buf[:0]
	for limit := to; ; {
		n := int(limit-from) - len(buf)
		buf = slices.Grow(buf, n+spare+1)
		m, err := x.r.ReadAt(buf[len(buf):len(buf)+n], from+int64(len(buf)))
		if m < n {
			if err == nil || err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return buf, fmt.Errorf("at byte %d: %w", from+int64(len(buf)+m), err)
		}
		buf = buf[:len(buf)+n]
		if i := bytes.IndexByte(buf[max(int(to-from)-1, 0):], '\n'); i >= 0 {
			return buf[:max(int(to-from)-1, 0)+i+1], nil
		}
		if limit == x.size {
			return append(buf, '\n'), nil
		}
		if limit-to > maxLine {
			return buf, fmt.Errorf("at byte %d: a line is longer than %d bytes", to, maxLine)
		}
		limit = min(limit+max(4096, limit-to), x.size)
	}
}

// collisions collects the intervals that several rows fill.
func collisions(s *scanner) contested {
	out := contested{}
	for name, x := range s.series {
		for month, b := range x.all {
			if slots, any := b.collisions(); any {
				if out[name] == nil {
					out[name] = map[int][]uint64{}
				}
				out[name][month] = slots
			}
		}
	}
	return out
}

// merge adds what another worker has.
func (s *scanner) merge(o *scanner) {
	s.rows += o.rows
	s.outside += o.outside
	if o.first.chunk >= 0 && (s.first.chunk < 0 || o.first.before(s.first)) {
		s.first = o.first
	}
	if s.latest.before(o.latest) {
		s.latest = o.latest
	}
	for name, x := range o.series {
		mine := s.seriesOf(name)
		for month, b := range x.all {
			if mine.all[month] == nil {
				mine.all[month] = b
			} else {
				mine.all[month].merge(b)
			}
		}
		delete(o.series, name)
	}
}

// result orders everything and gives places their lines.
func (x *run) result(s *scanner, workers []Worker) Result {
	out := Result{Rows: s.rows, Values: s.rows * int64(s.values), Outside: s.outside, Workers: workers}
	before := x.layout.FirstLine
	for _, n := range x.lines {
		out.Lines = append(out.Lines, before)
		before += n
	}
	if s.rows > 0 {
		out.First, out.Last = out.Lines[s.first.chunk]+s.first.line, out.Lines[s.latest.chunk]+s.latest.line
	}
	for _, name := range sortedNames(s.series) {
		series := Series{Name: name}
		all := s.series[name].all
		for _, month := range slices.Sorted(maps.Keys(all)) {
			b := all[month]
			b.flush()
			b.Min, b.Max, b.claimed, b.contested = b.Min.Trim(), b.Max.Trim(), nil, nil
			if b.Used > 0 {
				series.Months = append(series.Months, Month{Year: month / 12, Month: month%12 + 1, Block: b})
			}
		}
		if len(series.Months) > 0 {
			out.Series = append(out.Series, series)
		}
	}
	return out
}

func compareNames(a, b Name) int {
	return cmp.Or(strings.Compare(a.Outlet, b.Outlet), strings.Compare(a.Pollutant, b.Pollutant))
}
