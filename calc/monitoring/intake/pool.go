package intake

import (
	"cmp"
	"errors"
	"runtime"
	"sort"
	"sync"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// Options are how to work, not what comes out.
type Options struct {
	Workers int  // goroutines; 0: one for each core
	Chunk   int  // bytes of a text file; 0: half a mebibyte
	InOrder bool // every row as cells, in the order of the files, by one goroutine
}

// Pool reads sources with several goroutines, as often as is asked: text files
// in chunks, of which each is a part, other files as one part. What a part
// holds does not depend on who reads it.
type Pool struct {
	o     Options
	files []*pooled
}

// pooled is a source and what reading it needs.
type pooled struct {
	*Looked
	*plain       // nil: to be read in order
	inOrder bool // plain was no way to read it
	size    int64
	first   int // number of its first part
	chunks  []*chunkPart
	before  []int // lines before the chunks
	record  monitoring.FileRecord
	read    *faults // of a source that is one part
}

// NewPool makes a pool of the sources that can be read.
func NewPool(sources []*Looked, o Options) *Pool {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.InOrder {
		o.Workers = 1
	}
	if o.Chunk <= 0 {
		o.Chunk = defaultChunk
	}
	p := &Pool{o: o, files: make([]*pooled, len(sources))}
	var wg sync.WaitGroup
	next := make(chan int, len(sources))
	for i := range sources {
		next <- i
	}
	close(next)
	for range o.Workers {
		wg.Go(func() {
			for i := range next {
				p.files[i] = p.newPooled(sources[i])
			}
		})
	}
	wg.Wait()
	p.number()
	return p
}

func (p *Pool) newPooled(s *Looked) *pooled {
	f := &pooled{Looked: s}
	if p.o.InOrder || s.frames != nil || !s.OK() {
		return f
	}
	file, err := s.open(s.Name)
	if err != nil {
		return f // reading it says why
	}
	defer file.Close()
	f.size, f.plain = file.Size(), s.plan(file)
	return f
}

// number gives the parts their numbers.
func (p *Pool) number() {
	n := 0
	for _, f := range p.files {
		f.first = n
		f.chunks = make([]*chunkPart, p.chunksOf(f))
		n += len(f.chunks)
	}
}

func (p *Pool) chunksOf(f *pooled) int {
	if f.plain == nil {
		return 1
	}
	return max(int((f.size-f.start+int64(p.o.Chunk)-1)/int64(p.o.Chunk)), 1)
}

// File is the number of the source that a part is of.
func (p *Pool) File(part int) int {
	return sort.Search(len(p.files), func(i int) bool { return p.files[i].first > part }) - 1
}

// Line is the line of a file on which a row of a part stands, or the sheet of
// a workbook and its row there.
func (p *Pool) Line(part, row int) (sheet string, line int) {
	f := p.files[p.File(part)]
	if f.plain == nil {
		return f.numberedRow(row)
	}
	return "", f.before[part-f.first] + row
}

// Records are what was read, after the first pass.
func (p *Pool) Records() []monitoring.FileRecord {
	var out []monitoring.FileRecord
	for _, f := range p.files {
		if f.record.SHA256 != "" {
			out = append(out, f.record)
		}
	}
	return out
}

// Findings are those of all sources.
func (p *Pool) Findings() []calc.Finding {
	var out []calc.Finding
	var faults []*faults
	for _, f := range p.files {
		if f.read != nil {
			out = append(out, f.read.findings()...)
		} else {
			out = append(out, f.Findings()...)
		}
		faults = append(faults, cmp.Or(f.read, f.faults))
	}
	return append(out, firms(faults)...)
}

// Pass reads all parts, or those asked for. It makes a sink for each goroutine;
// where it makes sinks again, nothing of the ones before is true. The error is
// that of a sink.
func (p *Pool) Pass(sinks func(n int) []Sink, only func(part int) bool) error {
	for {
		b := p.newBelt(only)
		err := b.run(sinks(b.workers))
		if !errors.Is(err, errInOrder) {
			if err == nil && only == nil {
				p.gather()
			}
			return err
		}
		for _, f := range p.files {
			if f.inOrder { // nobody reads its chunks any more
				f.plain = nil
			}
		}
		p.number()
	}
}

// gather puts the chunks of each file together in their order.
func (p *Pool) gather() {
	for _, f := range p.files {
		if f.plain != nil && f.record.Layout == nil {
			f.gather()
		}
	}
}

func (f *pooled) gather() {
	rec := &f.record
	rec.Set, rec.Name, rec.Layout, rec.Encoding = f.Set.ID, f.Name, f.Layout.Uses(), f.Layout.Encoding
	before := f.firstLine - 1
	f.before = nil
	for _, c := range f.chunks {
		f.before = append(f.before, before)
		f.faults.join(&c.faults, before)
		rec.Rows += c.record.Rows
		rec.Handed += c.record.Handed
		rec.Tally.Add(c.record.Tally)
		if first := c.record.First + before; c.record.First > 0 && (rec.First == 0 || first < rec.First) {
			rec.First = first
		}
		if c.record.Last > 0 {
			rec.Last = max(rec.Last, c.record.Last+before)
		}
		before += c.lines
		c.faults, c.record = faults{}, monitoring.FileRecord{}
	}
	if rec.Rows == 0 {
		f.faults.noData(f.Layout)
	}
}
