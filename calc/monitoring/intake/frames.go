package intake

import (
	"bytes"
	"runtime"
	"sync"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/hj212"
)

const framesHead = 64 << 10

// IsFrames recognises a log of HJ 212 by the data segment of a frame.
func IsFrames(file File) bool {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	n, _ := file.ReadAt((*room)[:min(file.Size(), framesHead)], 0)
	return bytes.Contains((*room)[:n], []byte("CP=&&"))
}

// Bounds of the memory that goes through a log take: few goroutines for each,
// since several logs may be read at the same time.
const (
	mostFrameWorkers = 4
	smallLog         = 1 << 20 // bytes; one goroutine is as fast
)

// each goes through a log once.
func (l *frameLog) each(file File, batch func() hj212.Batch,
	joined func(*hj212.Message) error) ([]hj212.Problem, hj212.Stats, error) {
	workers := min(runtime.GOMAXPROCS(0), mostFrameWorkers)
	if file.Size() < smallLog {
		workers = 1
	}
	o := l.options
	o.Again = l.usable
	return o.Each(file, file.Size(), workers, batch, joined)
}

// read hands the readings of a log on, in its order.
func (l *frameLog) read(file File, record *monitoring.FileRecord, f *faults,
	take func(monitoring.Reading) error) error {
	record.Encoding = "hj212"
	if !l.usable {
		l.report(record, f)
		return nil
	}
	f.join(l.late.clone(), 0)
	r := &frames{frameLog: l, file: f.file, record: record, faults: f, take: take, counts: map[*codeUse]int{},
		spans: map[*codeUse]*span{}}
	_, _, err := l.each(file, func() hj212.Batch { return r.batch() }, func(m *hj212.Message) error {
		b := r.batch()
		_ = b.Take(m) // has no errors
		return b.Hand(hj212.Place{Line: 1, Column: 1}, 1)
	})
	l.report(record, f)
	r.remarks()
	record.Layout = l.uses()
	if err != nil && r.stop == nil {
		f.fault(err)
	}
	return r.stop
}

// frames turns the messages of a log into readings.
type frames struct {
	*frameLog
	file   string
	record *monitoring.FileRecord
	faults *faults
	take   func(monitoring.Reading) error
	stop   error // of take

	counts map[*codeUse]int   // messages with the code
	spans  map[*codeUse]*span // of the values of metals
	free   sync.Pool          // of batches
}

// span is what the values of a code lie between, zero apart.
type span struct {
	least, most         float64
	leastText, mostText string
}

func (s *span) add(o span) {
	if o.most == 0 {
		return
	}
	if s.most == 0 || o.least < s.least {
		s.least, s.leastText = o.least, o.leastText
	}
	if o.most > s.most {
		s.most, s.mostText = o.most, o.mostText
	}
}

// report hands the problems of the frames on. A frame that is lost is a row,
// and a value at least.
func (l *frameLog) report(record *monitoring.FileRecord, f *faults) {
	for _, p := range l.problems {
		what := p.Code
		if p.Code == hj212.CodeUnknown {
			what = p.Message.EN
		}
		f.place(calc.StageFrames, p.Code, what, p.Severity, p.Place.Line, 0, p.Raw, p.Message, p.Remedy)
	}
	record.Rows += int64(l.stats.Broken + l.stats.Orphaned + l.stats.Encrypted)
	countInvalid(&record.Tally, ReasonFrame, int64(l.stats.Broken+l.stats.Orphaned))
	countInvalid(&record.Tally, ReasonEncrypted, int64(l.stats.Encrypted))
	l.skippedSystems(f)
}

// countInvalid counts n values that become no reading.
func countInvalid(t *monitoring.Tally, reason string, n int64) {
	if n == 0 {
		return
	}
	t.Read += n
	t.Invalid += n
	if t.Reasons == nil {
		t.Reasons = map[string]int64{}
	}
	t.Reasons[reason] += n
}

// uses lists the codes that were met.
func (l *frameLog) uses() []monitoring.ColumnUse {
	var out []monitoring.ColumnUse
	for _, u := range l.met {
		c := monitoring.ColumnUse{Col: len(out) + 1, Header: u.code, Means: string(Ignored), Stated: u.stated}
		switch u.kind {
		case metalName:
			c.Header, c.Means, c.Unit = u.code+"-Avg", string(u.metal), u.unit.String()
		case flowName:
			c.Means, c.Unit = string(Flow), u.unit.String()
			if !u.noTotal {
				c.Header, c.Unit = u.code+"-Cou", u.total.String()
			}
		case unknownName:
			c.Means = ""
		}
		out = append(out, c)
	}
	return out
}
