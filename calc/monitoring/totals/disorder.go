package totals

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// The order of rows changes no total; rows out of order are counted, since a
// file that is out of order may not be the export it is taken for. A row is out
// of order where its time lies before that of the row before of the same series
// in the same file. Each goroutine compares within its parts of the files, and
// hands on the first and the last time of each series; where a part goes on
// with a series, the file's turns compare them, part by part.

// strand is what one part of a file has of a series.
type strand struct {
	series      int32
	first, last monitoring.Minute
	row         int32 // of first
}

// turn is where one goroutine is in a series.
type turn struct {
	id    int32             // of the series, for all goroutines
	part  int32             // that is read
	prior monitoring.Minute // of the value before, in that part
	strand
}

// never is before all times.
const never = monitoring.Minute(math.MinInt32)

// inTurn takes the time of a row, in the first pass.
func (s *shard) inTurn(x *series, start monitoring.Minute, row int) {
	if t := &x.turn; start < t.prior || t.part != s.part {
		s.outOfTurn(t, start, int32(row))
	}
	x.turn.prior = start
}

// outOfTurn begins a strand, or counts a row; a row that is out of order for
// several pollutants counts once.
func (s *shard) outOfTurn(t *turn, start monitoring.Minute, row int32) {
	if t.part != s.part {
		t.part, t.strand = s.part, strand{series: t.id, first: start, row: row}
		s.strands = append(s.strands, t)
		return
	}
	if n := len(s.behind); n == 0 || s.behind[n-1] != row {
		s.behind = append(s.behind, row)
	}
}

// handOn hands on what the part that was read has.
func (s *shard) handOn() {
	if s.window > 0 || s.tally == nil {
		return
	}
	p := partTurns{behind: slices.Clone(s.behind), strands: make([]strand, len(s.strands)),
		ends: s.input.File(int(s.part)+1) != int(s.file)}
	for i, t := range s.strands {
		p.strands[i] = t.strand
		p.strands[i].last = t.prior
	}
	s.strands, s.behind = s.strands[:0], s.behind[:0]
	s.adder.turns.add(s.part, s.file, s.part == 0 || s.input.File(int(s.part)-1) != int(s.file), p)
}

// partTurns is what one part of a file has.
type partTurns struct {
	strands []strand
	behind  []int32 // rows out of order, as they came
	ends    bool    // no part of the file follows
}

// turns puts the parts of all files together; all goroutines share it.
type turns struct {
	mu    sync.Mutex
	ids   map[seriesKey]int32
	files map[int32]*fileTurns
	spare []monitoring.Minute // for the next file
}

// fileTurns is a file, up to the part that is not handed on yet.
type fileTurns struct {
	next    int32 // part; -1: the first is not known
	waiting map[int32]partTurns
	last    []monitoring.Minute // of each series
	rows    int64               // out of order
	first   place               // of them
}

func newTurns() *turns { return &turns{ids: map[seriesKey]int32{}, files: map[int32]*fileTurns{}} }

// id numbers a series.
func (t *turns) id(k seriesKey) int32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	n, known := t.ids[k]
	if !known {
		n = int32(len(t.ids))
		t.ids[k] = n
	}
	return n
}

// add takes a part; begins says that it is the first of its file.
func (t *turns) add(part, file int32, begins bool, p partTurns) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.files[file]
	if f == nil {
		f = &fileTurns{next: -1, waiting: map[int32]partTurns{}, last: t.spare[:0]}
		t.files[file], t.spare = f, nil
	}
	if begins {
		f.next = part
	}
	f.waiting[part] = p
	for {
		p, found := f.waiting[f.next]
		if !found {
			return
		}
		delete(f.waiting, f.next)
		f.join(p)
		if f.next++; p.ends {
			t.spare, f.last = f.last, nil
		}
	}
}

// join joins the next part on.
func (f *fileTurns) join(p partTurns) {
	rows := p.behind
	for _, x := range p.strands {
		for int(x.series) >= len(f.last) {
			f.last = append(f.last, never)
		}
		if x.first < f.last[x.series] {
			rows = append(rows, x.row)
		}
		f.last[x.series] = x.last
	}
	if len(rows) == 0 {
		return
	}
	slices.Sort(rows)
	rows = slices.Compact(rows)
	if f.rows == 0 {
		f.first = place{f.next, rows[0]}
	}
	f.rows += int64(len(rows))
}

// disorder says how many rows of each file are out of order.
func (a *adder) disorder() []calc.Finding {
	var out []calc.Finding
	var files []*fileTurns
	for _, f := range a.turns.files {
		if f.rows > 0 {
			files = append(files, f)
		}
	}
	slices.SortFunc(files, func(x, y *fileTurns) int { return cmp.Compare(x.first.part, y.first.part) })
	for _, f := range files {
		at := a.position(f.first)
		out = append(out, calc.Finding{Stage: calc.StageTotals, Code: CodeDisorder, Severity: calc.Note, At: at,
			Count: f.rows,
			Message: calc.Textf("%d 行的时间早于同一排放口、同一污染物的上一行，第一处 %s；总量与行的次序无关",
				"%d rows have a time before that of the row before of the same outlet and pollutant, the first at %s; "+
					"no total depends on the order of rows", f.rows, at.String()),
			Remedy: calc.Text{ZH: "次序本来如此的不用改；不是的，核对是否为完整的导出文件",
				EN: "nothing is to be done where they are meant to stand so; else check that the export is whole"}})
	}
	return out
}
