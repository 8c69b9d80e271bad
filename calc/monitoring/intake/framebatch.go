package intake

import (
	"math"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/hj212"
	"tidai/calc/quantity"
)

// frameBatch makes readings of the messages of a piece of a log, on a
// goroutine of its own. What is to be reported waits with them, so that all of
// it comes out in the order of the file.
type frameBatch struct {
	*frames
	fields   frameFields
	mass     massCheck
	messages []messageRecord
	readings []readingRecord
	events   []event
	done     int // readings handed on
	told     int // events reported
	at       int // the message the next reading is of

	rows, first, last int
	tally             monitoring.Tally
	counts            map[*codeUse]int
	spans             map[*codeUse]*span
	added             bool // to the log's
}

// messageRecord is what the readings of a message share.
type messageRecord struct {
	outlet   string
	start    monitoring.Minute
	row, col int
	end      int // of its readings
}

// readingRecord is the rest of a reading: batches hold many.
type readingRecord struct {
	use       *codeUse
	flow      *frameFlow
	conc      quantity.Decimal
	mass      quantity.Decimal
	flag      monitoring.Flag
	hasConc   bool
	nonDetect bool
	hasMass   bool
}

// event is something to report before the reading of a number.
type event struct {
	message, reading int
	do               func(f *faults, row int)
	row              int
}

func (r *frames) batch() *frameBatch {
	if b, ok := r.free.Get().(*frameBatch); ok {
		return b
	}
	return &frameBatch{frames: r, fields: r.fields(), counts: map[*codeUse]int{}, spans: map[*codeUse]*span{}}
}

// Done keeps the batch for another piece.
func (b *frameBatch) Done() {
	clear(b.events)
	b.messages, b.readings, b.events = b.messages[:0], b.readings[:0], b.events[:0]
	b.done, b.told, b.at, b.rows, b.first, b.last, b.added = 0, 0, 0, 0, 0, 0, false
	b.tally = monitoring.Tally{}
	clear(b.counts)
	clear(b.spans)
	b.free.Put(b)
}

// fault notes a fault of the present message.
func (b *frameBatch) fault(m *hj212.Message, code, what string, severity calc.Severity, text string, message,
	remedy calc.Text) {
	b.event(m, func(f *faults, row int) { f.at(code, what, severity, row, 0, text, message, remedy) })
}

func (b *frameBatch) event(m *hj212.Message, do func(f *faults, row int)) {
	b.events = append(b.events, event{len(b.messages), len(b.readings), do, m.Place.Line})
}

// Take reads the metals of one message.
func (b *frameBatch) Take(m *hj212.Message) error {
	x := messageRecord{row: m.Place.Line, col: m.Place.Column}
	if m.Kind() == b.kind {
		b.message(m, &x)
	}
	x.end = len(b.readings)
	b.messages = append(b.messages, x)
	return nil
}

func (b *frameBatch) message(m *hj212.Message, x *messageRecord) {
	b.rows++
	if b.first == 0 {
		b.first = m.Place.Line
	}
	b.last = max(b.last, m.Place.Line)
	t, ok := b.fields.time(m)
	if ok {
		x.start, ok = b.clock.startOf(t)
	}
	x.outlet = b.fields.outlet(m)
	flows := flowsAt{store: b.flows, outlet: x.outlet, at: t.at()}
	values := b.fields.read(m)
	for i := range values {
		v := &values[i]
		u := v.use
		b.counts[u]++
		switch {
		case u.kind == unknownName:
			b.unknownCode(m, u)
		case u.kind == flowName:
			if flow, text := v.flow(); flow.Set && flow.Sign() < 0 && v.normal() {
				b.negative(m, u, text)
			}
		case u.kind != metalName:
		case !ok:
			b.fault(m, CodeTime, "fit", calc.Error, m.DataTime,
				calc.Text{ZH: "DataTime 与数据的时段长度不符", EN: "DataTime does not fit the length of the interval"},
				calc.Text{ZH: "小时数据应在整点", EN: "hourly data stand on the hour"})
			countInvalid(&b.tally, ReasonTime, 1)
		case u.asked:
			b.fault(m, CodeUnit, ReasonUnit+u.code, calc.Error, u.code,
				calc.Textf("代码 %s 的默认单位在 2005 版和 2017 版中不同",
					"the default unit of code %s differs between the editions of 2005 and 2017", u.code),
				calc.Text{ZH: "写明该代码的单位（mg/L 或 ug/L）", EN: "state the unit of the code (mg/L or ug/L)"})
			countInvalid(&b.tally, ReasonUnit, 1)
		default:
			b.metal(m, v, x, flows.of(u.medium))
		}
	}
}

// negative reports a number below zero, which no concentration or flow is.
func (b *frameBatch) negative(m *hj212.Message, u *codeUse, text string) {
	b.fault(m, CodeNegative, u.code, calc.Warning, text, calc.Textf("代码 %s 的数值为负，不采用",
		"values of code %s are negative and not used", u.code),
		calc.Text{ZH: "核对仪器零点；像 -9999 这样的占位值留空或加标记 D",
			EN: "check the instrument's zero; leave signs for no value, such as -9999, empty or flag them D"})
}

func (b *frameBatch) unknownCode(m *hj212.Message, u *codeUse) {
	if _, listed := hj212.Lookup(u.code); listed { // of ambient air: package hj212 does not report it
		b.fault(m, CodePollutant, u.code, calc.Error, u.code,
			calc.Textf("代码 %s 是环境空气的，不是排放口的", "code %s is of ambient air, not of an outlet", u.code),
			calc.Text{ZH: "写明该代码的含义和单位，或 ignore", EN: "state what the code means and its unit, or ignore"})
	}
	countInvalid(&b.tally, ReasonPollutant, 1)
}

// metal makes a reading of the average of one metal.
func (b *frameBatch) metal(m *hj212.Message, v *codeValues, of *messageRecord, flow *frameFlow) {
	u := v.use
	x := readingRecord{use: u, flow: flow}
	var digits massDigits
	if mark, ok := hj212.ParseMark(v.mark); ok {
		x.flag = mark
	} else if v.has&hasMark != 0 {
		countInvalid(&b.tally, ReasonFlag, 1) // package hj212 reports it
		return
	}
	if v.has&hasCou != 0 && !u.noTotal {
		if d, kind := parseValue(v.cou); kind == number {
			x.mass, x.hasMass, digits.mass = d, true, placesOf(v.cou)
		}
	}
	text := v.avg
	if b.set.Converted && v.has&hasZsAvg != 0 {
		text = v.zsAvg
	}
	if !b.value(m, v, &x, text) {
		return
	}
	if x.hasMass && flow != nil && flow.unit > 0 {
		digits.conc, digits.flow = placesOf(text), int(flow.places)
		b.compare(m, of, &x, digits)
	}
	b.readings = append(b.readings, x)
}

// compare holds the total of a metal against concentration and flow.
func (b *frameBatch) compare(m *hj212.Message, of *messageRecord, x *readingRecord, digits massDigits) {
	var r monitoring.Reading
	b.reading(&r, of, x)
	if doubt, contradicts := b.mass.compare(&r, digits); contradicts {
		b.doubt(m, x.use.metal, doubt)
	}
}

func (b *frameBatch) doubt(m *hj212.Message, metal calc.Pollutant, doubt massDoubt) {
	b.event(m, func(f *faults, row int) {
		f.mass(&monitoring.Reading{Pollutant: metal, Place: monitoring.Place{Row: row}}, doubt)
	})
}

// reading writes a reading out.
func (b *frameBatch) reading(r *monitoring.Reading, of *messageRecord, x *readingRecord) {
	r.Kind, r.Outlet, r.Pollutant = monitoring.Kind(b.set.Kind), of.outlet, x.use.metal
	r.Start, r.Minutes, r.Flag = of.start, b.clock.Interval, x.flag
	r.Concentration, r.Mass = monitoring.Value{}, monitoring.Value{}
	if x.hasConc {
		r.Concentration = monitoring.Value{Decimal: x.conc, Unit: x.use.unit, Set: true, NonDetect: x.nonDetect}
	}
	if x.hasMass {
		r.Mass = monitoring.Value{Decimal: x.mass, Unit: x.use.total, Set: true}
	}
	r.Flow = b.flows.value(x.flow)
	r.Place = monitoring.Place{File: b.file, Row: of.row, Col: of.col}
}

// value reads the concentration; false where there is none, which is reported.
func (b *frameBatch) value(m *hj212.Message, v *codeValues, x *readingRecord, text string) bool {
	u := v.use
	d, kind := parseValue(text)
	switch {
	case kind == number || kind == censored:
		x.conc, x.hasConc, x.nonDetect = d, true, kind == censored
		switch sign := d.Sign(); {
		case kind == number && sign < 0 && v.normal():
			b.negative(m, u, text)
		case kind == number && sign > 0:
			b.widen(u, float64(d.Coef)*math.Pow10(int(d.Exp)), text)
		}
		return true
	case kind == blank && x.flag != monitoring.NoFlag && x.flag != monitoring.Normal:
		return true
	case kind == blank:
		b.fault(m, CodeNoValue, u.code, calc.Note, "", calc.Textf("%s-Avg 没有数值", "%s-Avg has no value", u.code),
			calc.Text{})
		countInvalid(&b.tally, ReasonNoValue, 1)
		return false
	}
	b.fault(m, CodeNumber, u.code, calc.Error, clip(text),
		calc.Textf("%s-Avg 不是数", "%s-Avg is not a number", u.code),
		calc.Text{ZH: "从数采仪重新导出", EN: "export it again from the data logger"})
	countInvalid(&b.tally, ReasonNumber, 1)
	return false
}

func (b *frameBatch) widen(u *codeUse, v float64, text string) {
	s := b.spans[u]
	if s == nil {
		s = &span{}
		b.spans[u] = s
	}
	if s.most == 0 || v < s.least {
		s.least, s.leastText = v, text
	}
	if v > s.most {
		s.most, s.mostText = v, text
	}
}

// Hand hands the readings of the messages before the n-th on, and reports what
// there is between them.
func (b *frameBatch) Hand(at hj212.Place, n int) error {
	b.add(at)
	var r monitoring.Reading
	for ; b.at < n; b.at++ {
		of := &b.messages[b.at]
		if of.row == 1 {
			of.col += at.Column - 1
		}
		of.row += at.Line - 1
		for ; b.done < of.end; b.done++ {
			b.tell(at, b.at, b.done)
			b.reading(&r, of, &b.readings[b.done])
			b.record.Handed++
			if err := b.take(r); err != nil {
				b.stop = err
				return err
			}
		}
		b.tell(at, b.at, of.end)
	}
	return nil
}

// tell reports what stands before the reading of a number.
func (b *frameBatch) tell(at hj212.Place, message, reading int) {
	for ; b.told < len(b.events); b.told++ {
		e := &b.events[b.told]
		if e.message > message || e.message == message && e.reading > reading {
			return
		}
		e.do(b.faults, e.row+at.Line-1)
	}
}

// add adds the counts of the piece to those of the log, once.
func (b *frameBatch) add(at hj212.Place) {
	if b.added {
		return
	}
	b.added = true
	r, rec := b.frames, b.record
	rec.Rows += int64(b.rows)
	rec.Tally.Add(b.tally)
	if b.rows > 0 {
		if first := b.first + at.Line - 1; rec.First == 0 || first < rec.First {
			rec.First = first
		}
		rec.Last = max(rec.Last, b.last+at.Line-1)
	}
	for u, n := range b.counts {
		r.counts[u] += n
	}
	for u, s := range b.spans {
		if r.spans[u] == nil {
			r.spans[u] = &span{}
		}
		r.spans[u].add(*s)
	}
}
