package intake

import (
	"strings"
	"sync"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/hj212"
)

// frameLog is a log of HJ 212 that was looked at: what reading it takes. Of the
// kinds of data in it one is read, so that no hour counts twice: hours where
// there are any, else days, else minutes, unless the dossier states which.
type frameLog struct {
	set     dossier.MonitoringFiles
	options hj212.Options
	outlets map[string]string
	book    *codeBook
	kind    hj212.Kind
	clock   Clock
	flows   *flowStore

	problems []hj212.Problem
	stats    hj212.Stats
	met      []*codeUse // of messages of the kind, in the order of the file
	late     *faults    // of flows and codes: they do not keep the log from being read
	usable   bool
}

var frameKinds = map[string]hj212.Kind{"hour": hj212.Hour, "day": hj212.Day, "minute": hj212.Minutes}

// surveyed are the kinds of data that can be read; of several the first is.
var surveyed = [...]hj212.Kind{hj212.Hour, hj212.Day, hj212.Minutes}

func surveyedKind(k hj212.Kind) int {
	for i, s := range surveyed {
		if s == k {
			return i
		}
	}
	return -1
}

// frameOptions are how a log is read.
type frameOptions struct {
	open  func(string) (File, error) // finds the file of the key
	piece int64                      // least size of pieces; 0: as is best
}

// lookFrames looks at a log.
func lookFrames(file File, set dossier.MonitoringFiles, f *faults, o frameOptions) *frameLog {
	l := &frameLog{set: set, late: &faults{file: f.file, set: f.set}, flows: newFlowStore(minutesPerHour),
		book: &codeBook{stated: set.Columns, uses: map[string]*codeUse{}}}
	l.options = hj212.Options{Mapped: l.book.mapped, Piece: o.piece}
	if _, ok := optionsOf(set, f); !ok {
		return l
	}
	l.options.Key = readKey(set.SM4Key, o.open, f)
	l.outlets = newTable(set, &Layout{}, f, &monitoring.FileRecord{}, nil).outlets
	if f.errors() {
		return l
	}
	wanted, stated := frameKinds[set.Interval]
	if !stated {
		wanted = hj212.Hour
	}
	s := l.survey(file, wanted, f)
	if s == nil {
		return l
	}
	if l.kind = wanted; !stated {
		l.kind = s.kind()
	}
	if s.counts[max(surveyedKind(l.kind), 0)] == 0 {
		l.nothing(f)
		return l
	}
	l.skippedKinds(f)
	if !l.settleClock(s, f) {
		return l
	}
	if l.kind != wanted { // its flows were not looked for
		l.flows = newFlowStore(l.clock.Interval)
		if s = l.survey(file, l.kind, f); s == nil {
			return l
		}
	}
	l.meet(s)
	l.totalised(s)
	l.usable = true
	return l
}

// survey goes through the log once; it keeps the flows of one kind of data.
func (l *frameLog) survey(file File, wanted hj212.Kind, f *faults) *survey {
	s := &survey{log: l, wanted: wanted, last: map[string]monitoring.Minute{}}
	for i := range s.known {
		s.known[i] = map[int]bool{}
	}
	var err error
	l.problems, l.stats, err = l.each(file, func() hj212.Batch { return s.batch() }, func(m *hj212.Message) error {
		b := s.batch()
		_ = b.Take(m) // has no errors
		return b.Hand(hj212.Place{Line: 1}, 1)
	})
	if err != nil {
		f.fault(err)
		return nil
	}
	return s
}

// survey is what goes through a log comes to.
type survey struct {
	log      *frameLog
	wanted   hj212.Kind
	counts   [len(surveyed)]int
	met      [len(surveyed)][]*codeUse
	known    [len(surveyed)]map[int]bool // by number of the code
	midnight bool                        // an hour is written as 24
	gap      monitoring.Minute           // shortest distance of minute data
	totals   rising                      // totals of flows, by outlet and medium
	last     map[string]monitoring.Minute
	free     sync.Pool // of batches
}

func (s *survey) kind() hj212.Kind {
	for i, k := range surveyed {
		if s.counts[i] > 0 {
			return k
		}
	}
	return ""
}

// surveyBatch is what a piece of the log adds to it.
type surveyBatch struct {
	*survey
	fields   frameFields
	messages int
	kinds    [len(surveyed)]int
	midnight bool
	flows    []flowNote
	codes    []metNote
	seen     [len(surveyed)]map[int]bool
	times    []timeNote

	flowsDone, codesDone, timesDone int // handed on
}

type metNote struct {
	message, kind int
	use           *codeUse
}

type timeNote struct {
	message int
	device  string
	at      monitoring.Minute
}

func (s *survey) batch() *surveyBatch {
	if b, ok := s.free.Get().(*surveyBatch); ok {
		return b
	}
	b := &surveyBatch{survey: s, fields: s.log.fields()}
	for i := range b.seen {
		b.seen[i] = map[int]bool{}
	}
	return b
}

// Done keeps the batch for another piece.
func (b *surveyBatch) Done() {
	b.messages, b.midnight, b.flows, b.codes, b.times = 0, false, b.flows[:0], b.codes[:0], b.times[:0]
	b.flowsDone, b.codesDone, b.timesDone = 0, 0, 0
	for _, seen := range b.seen {
		clear(seen)
	}
	b.free.Put(b)
}

// Take takes a message.
func (b *surveyBatch) Take(m *hj212.Message) error {
	n := b.messages
	b.messages++
	k := m.Kind()
	i := surveyedKind(k)
	if i < 0 {
		return nil
	}
	b.kinds[i]++
	t, ok := b.fields.time(m)
	b.midnight = b.midnight || k == hj212.Hour && ok && t.hour == 24
	if ok && k == hj212.Minutes {
		b.times = append(b.times, timeNote{n, b.fields.outlet(m) + m.MN, t.at()})
	}
	for _, v := range b.fields.read(m) {
		if !b.seen[i][v.use.number] && v.use.number < mostNames {
			b.seen[i][v.use.number] = true
			b.codes = append(b.codes, metNote{n, i, v.use})
		}
		if v.use.kind == flowName && ok && k == b.wanted {
			b.flow(m, n, &v, t)
		}
	}
	return nil
}

// flow notes a flow. One that is not normal, or negative, is none.
func (b *surveyBatch) flow(m *hj212.Message, n int, v *codeValues, t frameTime) {
	u := v.use
	if !v.normal() {
		return
	}
	note := flowNote{message: n, outlet: b.fields.outlet(m), medium: u.medium, at: t.at(), row: m.Place.Line}
	var text string
	if note.value, text = v.flow(); note.value.Set && note.value.Sign() >= 0 {
		note.places = placesOf(text)
		b.flows = append(b.flows, note)
	}
}

// Hand adds what the messages before the n-th came to.
func (b *surveyBatch) Hand(at hj212.Place, n int) error {
	s := b.survey
	for i := range b.kinds {
		s.counts[i] += b.kinds[i]
		b.kinds[i] = 0
	}
	s.midnight = s.midnight || b.midnight
	for ; b.codesDone < len(b.codes) && b.codes[b.codesDone].message < n; b.codesDone++ {
		if c := b.codes[b.codesDone]; !s.known[c.kind][c.use.number] {
			s.known[c.kind][c.use.number] = true
			s.met[c.kind] = append(s.met[c.kind], c.use)
		}
	}
	for ; b.flowsDone < len(b.flows) && b.flows[b.flowsDone].message < n; b.flowsDone++ {
		f := &b.flows[b.flowsDone]
		f.row += at.Line - 1
		if isVolume(f.value.Unit) {
			s.totals.see(f.outlet+string(f.medium), f.value.Decimal, f.value.Decimal.String(), f.row)
		}
		s.log.flows.put(f, s.log.late)
	}
	for ; b.timesDone < len(b.times) && b.times[b.timesDone].message < n; b.timesDone++ {
		t := b.times[b.timesDone]
		if last, ok := s.last[t.device]; ok && t.at > last && (s.gap == 0 || t.at-last < s.gap) {
			s.gap = t.at - last
		}
		s.last[t.device] = t.at
	}
	return nil
}

// meet takes over the codes of the kind that is read.
func (l *frameLog) meet(s *survey) {
	l.met = s.met[surveyedKind(l.kind)]
	for _, u := range l.met {
		for _, n := range u.bad {
			l.late.one(n.code, calc.Error, 0, n.message, n.remedy)
		}
	}
}

// nothing says that no message is of a kind that can be read.
func (l *frameLog) nothing(f *faults) {
	message := calc.Textf("没有可用的小时、日或分钟数据报文（实时 %d 条）",
		"no usable messages of hours, days or minutes (%d of real time)", l.stats.ByKind.RealTime)
	remedy := calc.Text{ZH: "从数采仪导出 2061（小时）或 2031（日）报文",
		EN: "export messages 2061 (hours) or 2031 (days) from the data logger"}
	if l.stats.Encrypted > 0 {
		message = calc.Textf("没有可用的小时、日或分钟数据报文：%d 条报文已加密",
			"no usable messages of hours, days or minutes: %d frames are encrypted", l.stats.Encrypted)
		remedy = calc.Text{ZH: "导出未加密的数据，或用 --sm4-key 给出密钥文件",
			EN: "export plain data, or give the file of the key with --sm4-key"}
	}
	f.one(CodeHeader, calc.Error, 0, message, remedy)
}

func (l *frameLog) skippedKinds(f *faults) {
	var zh, en []string
	for _, k := range hj212.Kinds.Values() {
		if n := l.stats.ByKind.Of(k); n > 0 && k != l.kind {
			t := calc.Textf("%s %d 条", "%s %d", k.Name(), n)
			zh, en = append(zh, t.ZH), append(en, t.EN)
		}
	}
	if len(zh) > 0 {
		f.one(CodeSkipped, calc.Note, 0, calc.Textf("只读取%s报文；未读取：%s",
			"only messages of %s data are read; not read: %s", l.kind.Name(),
			calc.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}), calc.Text{})
	}
}

func (l *frameLog) settleClock(s *survey, f *faults) bool {
	l.clock = Clock{Interval: minutesPerHour, Mark: l.set.HourMark}
	switch l.kind {
	case hj212.Day:
		l.clock.Interval = minutesPerDay
	case hj212.Minutes:
		if s.gap == 0 || minutesPerHour%s.gap != 0 {
			f.one(CodeInterval, calc.Error, 0, calc.Text{ZH: "看不出分钟数据的间隔",
				EN: "nothing tells the interval of the minute data"}, calc.Text{ZH: "改用小时数据（2061）",
				EN: "use hourly data (2061)"})
			return false
		}
		l.clock.Interval = int32(s.gap)
	}
	switch {
	case l.clock.Mark != "" || l.kind == hj212.Day:
	case s.midnight:
		l.clock.Mark = Ending
	default:
		l.clock.Mark = Beginning
		f.one(CodeRecalled, calc.Note, 0,
			calc.Text{ZH: "DataTime 按时段的开始理解（HJ 212-2017，凭记忆，未核对原文）",
				EN: "DataTime is taken as the beginning of the interval (HJ 212-2017, recalled, not read in the text)"},
			calc.Text{ZH: "若数采仪以时段结束计时，写明时间所指 ending",
				EN: "if the logger names the end, state the hour mark ending"})
	}
	return true
}
