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
	"sync/atomic"
)

const (
	defaultChunk = 1 << 20
	maxLine      = 10 << 20
)

// run is one Sum: one pass over the file, or two where rows contest an
// interval.
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
	n := int((size - l.Start + int64(o.Chunk) - 1) / int64(o.Chunk))
	return &run{r: r, size: size, layout: l, o: o, chunks: max(n, 0), lines: make([]int, max(n, 0))}
}

func (x *run) sum() (Result, error) {
	all, err := x.pass(nil)
	if err != nil {
		return Result{}, err
	}
	if c := collisions(all); len(c) > 0 {
		if all, err = x.pass(c); err != nil {
			return Result{}, err
		}
	}
	return x.result(all), nil
}

// pass adds up the whole file, chunk by chunk, and merges what the workers
// have.
func (x *run) pass(c contested) (*scanner, error) {
	scanners := make([]*scanner, min(x.o.Workers, max(x.chunks, 1)))
	errs := make([]error, len(scanners))
	var next atomic.Int64
	var stop atomic.Bool
	var wg sync.WaitGroup
	for w := range scanners {
		s := newScanner(&x.layout, c)
		scanners[w] = s
		wg.Go(func() {
			buf := make([]byte, 0, x.o.Chunk+64<<10)
			for !stop.Load() {
				i := int(next.Add(1)) - 1
				if i >= x.chunks {
					return
				}
				if buf, errs[w] = x.chunk(s, i, buf); errs[w] != nil {
					stop.Store(true)
					return
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	for _, s := range scanners[1:] {
		scanners[0].merge(s)
	}
	return scanners[0], nil
}

// chunk reads and scans the lines that begin in chunk i.
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
	if s.sequential {
		return buf, ErrSequential
	}
	if x.o.Progress != nil {
		x.o.Progress(to - from)
	}
	return buf, nil
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
			if b.collided != nil && slices.ContainsFunc(b.collided, func(w uint64) bool { return w != 0 }) {
				if out[name] == nil {
					out[name] = map[int][]uint64{}
				}
				out[name][month] = b.collided
			}
		}
	}
	return out
}

// merge adds what another worker has.
func (s *scanner) merge(o *scanner) {
	s.rows += o.rows
	s.tally.Add(o.tally)
	for reason, places := range o.problems {
		s.problems[reason] = append(s.problems[reason], places...)
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
	}
}

// result orders everything, settles the contests and gives places their lines.
func (x *run) result(s *scanner) Result {
	out := Result{Lines: s.rows}
	for _, name := range sortedNames(s.series) {
		series := Series{Name: name}
		all := s.series[name].all
		for _, month := range slices.Sorted(maps.Keys(all)) {
			b := all[month]
			b.flush()
			duplicates, conflicts := b.settle(func(_ int, c *contest) {
				s.problems[ConflictingDuplicates] = append(s.problems[ConflictingDuplicates], place{c.chunk, c.line, name})
			})
			s.tally.Duplicate += duplicates
			if conflicts > 0 {
				s.tally.Invalid += conflicts
				s.tally.Reasons[ConflictingDuplicates] += conflicts
			}
			s.tally.Used += b.Used
			b.Min, b.Max, b.collided, b.contested = b.Min.Trim(), b.Max.Trim(), nil, nil
			if b.Used > 0 {
				series.Months = append(series.Months, Month{Year: month / 12, Month: month%12 + 1, Block: b})
			}
		}
		if len(series.Months) > 0 {
			out.Series = append(out.Series, series)
		}
	}
	out.Tally = s.tally
	out.Problems = x.places(s.problems)
	return out
}

func (x *run) places(problems map[string][]place) []Problem {
	before := make([]int, len(x.lines)+1)
	for i, n := range x.lines {
		before[i+1] = before[i] + n
	}
	var out []Problem
	for _, reason := range slices.Sorted(maps.Keys(problems)) {
		list := problems[reason]
		slices.SortFunc(list, func(a, b place) int {
			return cmp.Or(cmp.Compare(a.chunk, b.chunk), cmp.Compare(a.line, b.line), compareNames(a.name, b.name))
		})
		for _, p := range list[:min(len(list), MaxProblems)] {
			out = append(out, Problem{Line: x.layout.FirstLine + before[p.chunk] + p.line, Name: p.name, Reason: reason})
		}
	}
	return out
}

func compareNames(a, b Name) int {
	return cmp.Or(strings.Compare(a.Outlet, b.Outlet), strings.Compare(a.Pollutant, b.Pollutant))
}
