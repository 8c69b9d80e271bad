package intake

import (
	"bytes"
	"io"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/hj212"
	"tidai/calc/quantity"
)

const framesHead = 64 << 10

// IsFrames recognises a log of HJ 212 by the data segment of a frame.
func IsFrames(file File) bool {
	head := make([]byte, min(file.Size(), framesHead))
	n, _ := file.ReadAt(head, 0)
	return bytes.Contains(head[:n], []byte("CP=&&"))
}

// frames turns the messages of a log into readings. Of the kinds of data in
// it one is read, so that no hour counts twice: hours where there are any,
// else days, else minutes, unless the dossier states which.
type frames struct {
	*table
	codes map[string]*codeUse
	order []*codeUse
	flows map[frameFlow]monitoring.Value
	kind  hj212.Kind
	clock Clock
}

type frameFlow struct {
	outlet string
	start  monitoring.Minute
	medium calc.Medium
}

// codeUse is what a code stands for: annex B, or the dossier.
type codeUse struct {
	code    string
	kind    nameKind
	metal   calc.Pollutant
	medium  calc.Medium
	unit    quantity.Unit // of Avg
	total   quantity.Unit // of Cou
	noTotal bool
	stated  bool
	asked   bool // unit in doubt, and not stated
	seen    bool
}

func readFrames(file File, set dossier.MonitoringFiles, record *monitoring.FileRecord, f *faults, take func(monitoring.Reading) error) error {
	if _, ok := optionsOf(set, f); !ok {
		return nil
	}
	r := &frames{table: newTable(set, &Layout{}, f, record, take), codes: map[string]*codeUse{}, flows: map[frameFlow]monitoring.Value{}}
	record.Encoding = "hj212"
	if f.errors() || !r.survey(file) {
		return nil
	}
	var stop error
	o := hj212.Options{Mapped: r.mapped, MaxProblems: 1000}
	if _, _, err := o.Read(io.NewSectionReader(file, 0, file.Size()), func(m hj212.Message) error { r.gather(m); return nil }); err != nil {
		f.fault(err)
		return nil
	}
	problems, stats, err := o.Read(io.NewSectionReader(file, 0, file.Size()), func(m hj212.Message) error {
		stop = r.message(m)
		return stop
	})
	r.report(problems, stats)
	record.Layout = r.uses()
	if err != nil && stop == nil {
		f.fault(err)
	}
	return stop
}

func (r *frames) mapped(code string) bool {
	for _, s := range r.set.Columns {
		if sameCode(s.Header, code) && s.Means != "" {
			return true
		}
	}
	return false
}

func sameCode(header, code string) bool {
	h := strings.TrimSuffix(plainText(header), "-Avg")
	return strings.EqualFold(h, code)
}

var frameKinds = map[string]hj212.Kind{"hour": hj212.Hour, "day": hj212.Day, "minute": hj212.Minutes}

// survey decides which kind of data is read, and how its times are meant.
func (r *frames) survey(file File) bool {
	counts, midnight, gap, last := map[hj212.Kind]int{}, false, monitoring.Minute(0), map[string]monitoring.Minute{}
	_, _, err := hj212.Read(io.NewSectionReader(file, 0, file.Size()), func(m hj212.Message) error {
		k := m.Kind()
		counts[k]++
		day, h, min, _, ok := m.When()
		midnight = midnight || (k == hj212.Hour && h == 24)
		if at, fine := monitoring.At(day, h, min); ok && fine && k == hj212.Minutes {
			if d := at - last[m.MN]; last[m.MN] != 0 && d > 0 && (gap == 0 || d < gap) {
				gap = d
			}
			last[m.MN] = at
		}
		return nil
	})
	if err != nil {
		r.faults.fault(err)
		return false
	}
	kind, stated := frameKinds[r.set.Interval]
	if !stated {
		for _, k := range []hj212.Kind{hj212.Minutes, hj212.Day, hj212.Hour} {
			if counts[k] > 0 {
				kind = k
			}
		}
	}
	r.kind = kind
	if counts[kind] == 0 {
		r.faults.one(CodeHeader, calc.Error, 0, calc.Textf("没有可用的小时、日或分钟数据报文（实时 %d 条）", "no usable messages of hours, days or minutes (%d of real time)", counts[hj212.RealTime]),
			calc.Text{ZH: "从数采仪导出 2061（小时）或 2031（日）报文", EN: "export messages 2061 (hours) or 2031 (days) from the data logger"})
		problems, stats, _ := hj212.Options{Mapped: r.mapped}.Read(io.NewSectionReader(file, 0, file.Size()), func(hj212.Message) error { return nil })
		r.report(problems, stats)
		return false
	}
	r.skippedKinds(counts)
	return r.settleClock(kind, midnight, gap)
}

func (r *frames) skippedKinds(counts map[hj212.Kind]int) {
	var zh, en []string
	for _, k := range []hj212.Kind{hj212.RealTime, hj212.Minutes, hj212.Hour, hj212.Day, hj212.Other} {
		if n := counts[k]; n > 0 && k != r.kind {
			t := calc.Textf("%s %d 条", "%s %d", kindName(k), n)
			zh, en = append(zh, t.ZH), append(en, t.EN)
		}
	}
	if len(zh) > 0 {
		r.faults.one(CodeSkipped, calc.Note, 0, calc.Textf("只读取%s报文；未读取：%s", "only messages of %s data are read; not read: %s", kindName(r.kind),
			calc.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}), calc.Text{})
	}
}

func kindName(k hj212.Kind) calc.Text {
	switch k {
	case hj212.RealTime:
		return calc.Text{ZH: "实时", EN: "real-time"}
	case hj212.Minutes:
		return calc.Text{ZH: "分钟", EN: "minute"}
	case hj212.Hour:
		return calc.Text{ZH: "小时", EN: "hourly"}
	case hj212.Day:
		return calc.Text{ZH: "日", EN: "daily"}
	}
	return calc.Text{ZH: "其他", EN: "other"}
}

func (r *frames) settleClock(kind hj212.Kind, midnight bool, gap monitoring.Minute) bool {
	r.clock = Clock{Interval: minutesPerHour, Mark: r.set.HourMark}
	switch kind {
	case hj212.Day:
		r.clock.Interval = minutesPerDay
	case hj212.Minutes:
		if gap == 0 || minutesPerHour%gap != 0 {
			r.faults.one(CodeInterval, calc.Error, 0, calc.Text{ZH: "看不出分钟数据的间隔", EN: "nothing tells the interval of the minute data"}, calc.Text{ZH: "改用小时数据（2061）", EN: "use hourly data (2061)"})
			return false
		}
		r.clock.Interval = int32(gap)
	}
	switch {
	case r.clock.Mark != "" || kind == hj212.Day:
	case midnight:
		r.clock.Mark = Ending
	default:
		r.clock.Mark = Beginning
		r.faults.one(CodeRecalled, calc.Note, 0, calc.Text{ZH: "DataTime 按时段的开始理解（HJ 212-2017，凭记忆，未核对原文）", EN: "DataTime is taken as the beginning of the interval (HJ 212-2017, recalled, not read in the text)"},
			calc.Text{ZH: "若数采仪以时段结束计时，写明时间所指 ending", EN: "if the logger names the end, state the hour mark ending"})
	}
	return true
}

// use looks a code up, once.
func (r *frames) use(code string) *codeUse {
	k := strings.ToUpper(code)
	if u, ok := r.codes[k]; ok {
		return u
	}
	u := &codeUse{code: code}
	if c, ok := hj212.Lookup(code); ok {
		u.medium, u.unit, u.total = c.Medium, c.Concentration, c.Total
		switch {
		case c.What == hj212.Flow:
			u.kind, u.unit = flowName, c.Flow
		case c.What == hj212.Concentration && c.Pollutant != "" && !c.Ambient:
			u.kind, u.metal, u.asked = metalName, c.Pollutant, c.UnitInDoubt
		case c.What == hj212.Concentration && c.Ambient:
			u.kind = unknownName
		default:
			u.kind = otherName
		}
	}
	for _, s := range r.set.Columns {
		if sameCode(s.Header, code) {
			r.state(u, s)
		}
	}
	if len(r.codes) < mostNames {
		r.codes[k] = u
		r.order = append(r.order, u)
	}
	return u
}

// state applies what the dossier says of a code.
func (r *frames) state(u *codeUse, s dossier.MonitoringColumn) {
	u.stated = true
	role, p, ok := parseMeaning(s.Means)
	switch {
	case s.Means == "":
	case !ok:
		r.faults.one(CodeStated, calc.Error, 0, calc.Textf("代码“%s”的含义 %q 不认识", "code “%s”: the meaning %q is not known", s.Header, s.Means), knownMeanings())
	case role == Concentration && p != "":
		if u.metal != p {
			u.noTotal = true
		}
		u.kind, u.metal = metalName, p
	case role == Flow || role == Volume:
		u.kind = flowName
	default:
		u.kind = otherName
	}
	if s.Unit == "" {
		return
	}
	unit, fine := ParseUnit(s.Unit)
	if !fine || (u.kind == metalName && !isConcentration(unit)) || (u.kind == flowName && !isRate(unit) && !isVolume(unit)) {
		r.faults.one(CodeUnit, calc.Error, 0, calc.Textf("代码“%s”的单位 %q 不是这类量的单位", "code “%s”: the unit %q is none of this kind of quantity", s.Header, s.Unit), calc.Text{ZH: "例如 ug/L、mg/L、mg/m3、L/s、m3/s", EN: "such as ug/L, mg/L, mg/m3, L/s, m3/s"})
		return
	}
	// Another unit of the average says nothing of the total's, except that
	// the default may not hold either.
	u.noTotal = u.noTotal || unit.String() != u.unit.String()
	u.unit, u.asked = unit, false
}

// codesOf lists the codes of a message that carry measurements, in order.
func (r *frames) codesOf(m hj212.Message) []*codeUse {
	var out []*codeUse
	last := ""
next:
	for _, f := range m.CP {
		if f.Code == "" || f.Code == last {
			continue
		}
		last = f.Code
		u := r.use(f.Code)
		for _, x := range out {
			if x == u {
				continue next
			}
		}
		u.seen = true
		out = append(out, u)
	}
	return out
}

func (r *frames) when(m hj212.Message) (monitoring.Minute, bool) {
	day, hour, minute, _, ok := m.When()
	if !ok {
		return 0, false
	}
	return r.clock.start(moment{date: day, hour: hour, minute: minute, hasDate: true, hasClock: true})
}

func (r *frames) outletOf(m hj212.Message) string {
	if r.set.Outlet != "" {
		return r.set.Outlet
	}
	if id, ok := r.outlets[m.MN]; ok {
		return id
	}
	return m.MN
}

// gather keeps the flow of every interval: it may stand in a message of its
// own, behind that of the metal. The total of the interval goes before the
// average; a flow that is not normal is none.
func (r *frames) gather(m hj212.Message) {
	start, ok := r.when(m)
	if m.Kind() != r.kind || !ok {
		return
	}
	for _, u := range r.codesOf(m) {
		if u.kind != flowName {
			continue
		}
		if mark, has := m.Mark(u.code); has && mark != hj212.Normal && mark != hj212.ManualEntry {
			continue
		}
		v := monitoring.Value{}
		if text, has := m.Value(u.code, "Cou"); has && !u.noTotal {
			if d, kind := parseValue(text); kind == number {
				v = monitoring.Value{Decimal: d, Unit: u.total, Set: true}
			}
		}
		if text, has := m.Value(u.code, "Avg"); has && !v.Set {
			if d, kind := parseValue(text); kind == number {
				v = monitoring.Value{Decimal: d, Unit: u.unit, Set: true}
			}
		}
		k := frameFlow{r.outletOf(m), start, u.medium}
		if old, found := r.flows[k]; found && v.Set && (old.Decimal != v.Decimal || old.Unit.String() != v.Unit.String()) {
			r.faults.at(CodeTwice, ReasonConflict, calc.Error, m.Place.Line, 0, m.DataTime, calc.Text{ZH: "同一时段有不同的流量，均不采用", EN: "different flows of one interval; none is used"}, calc.Text{ZH: "核对后只留一个", EN: "check, and keep one"})
			v = monitoring.Value{}
		}
		if v.Set || r.hasFlow(k) {
			r.flows[k] = v
		}
	}
}

func (r *frames) hasFlow(k frameFlow) bool { _, ok := r.flows[k]; return ok }

// message reads the metals of one message.
func (r *frames) message(m hj212.Message) error {
	if m.Kind() != r.kind {
		return nil
	}
	rec := r.record
	rec.Rows++
	if rec.First == 0 {
		rec.First = m.Place.Line
	}
	rec.Last = max(rec.Last, m.Place.Line)
	start, ok := r.when(m)
	for _, u := range r.codesOf(m) {
		switch {
		case u.kind == unknownName:
			r.unknownCode(u, m)
		case u.kind != metalName:
		case !ok:
			r.faults.at(CodeTime, "fit", calc.Error, m.Place.Line, 0, m.DataTime, calc.Text{ZH: "DataTime 与数据的时段长度不符", EN: "DataTime does not fit the length of the interval"}, calc.Text{ZH: "小时数据应在整点", EN: "hourly data stand on the hour"})
			r.invalid(ReasonTime, 1)
		case u.asked:
			r.faults.at(CodeUnit, ReasonUnit+u.code, calc.Error, m.Place.Line, 0, u.code, calc.Textf("代码 %s 的默认单位在 2005 版和 2017 版中不同", "the default unit of code %s differs between the editions of 2005 and 2017", u.code),
				calc.Text{ZH: "写明该代码的单位（mg/L 或 ug/L）", EN: "state the unit of the code (mg/L or ug/L)"})
			r.invalid(ReasonUnit, 1)
		default:
			if err := r.metalOf(m, u, start); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *frames) unknownCode(u *codeUse, m hj212.Message) {
	_, listed := hj212.Lookup(u.code)
	if listed { // of ambient air: package hj212 does not report it
		r.faults.at(CodePollutant, u.code, calc.Error, m.Place.Line, 0, u.code, calc.Textf("代码 %s 是环境空气的，不是排放口的", "code %s is of ambient air, not of an outlet", u.code), calc.Text{ZH: "写明该代码的含义和单位，或 ignore", EN: "state what the code means and its unit, or ignore"})
	}
	r.invalid(ReasonPollutant, 1)
}

// metalOf hands the average of one metal over.
func (r *frames) metalOf(m hj212.Message, u *codeUse, start monitoring.Minute) error {
	x := monitoring.Reading{Kind: monitoring.Kind(r.set.Kind), Outlet: r.outletOf(m), Pollutant: u.metal, Start: start, Minutes: r.clock.Interval,
		Flow: r.flows[frameFlow{r.outletOf(m), start, u.medium}], Place: monitoring.Place{File: r.file, Row: m.Place.Line, Col: m.Place.Column}}
	if mark, has := m.Mark(u.code); has {
		x.Flag = monitoring.Flag(mark)
	} else if _, written := m.Value(u.code, "Flag"); written {
		r.invalid(ReasonFlag, 1) // package hj212 reports it
		return nil
	}
	if text, has := m.Value(u.code, "Cou"); has && !u.noTotal {
		if d, kind := parseValue(text); kind == number {
			x.Mass = monitoring.Value{Decimal: d, Unit: u.total, Set: true}
		}
	}
	text, _ := m.Value(u.code, "Avg")
	d, kind := parseValue(text)
	stands := x.Flag != monitoring.NoFlag && x.Flag != monitoring.Normal
	switch {
	case kind == number || kind == censored:
		x.Concentration = monitoring.Value{Decimal: d, Unit: u.unit, Set: true, NonDetect: kind == censored}
	case kind == blank && stands:
	case kind == blank:
		r.faults.at(CodeNoValue, u.code, calc.Note, m.Place.Line, 0, "", calc.Textf("%s-Avg 没有数值", "%s-Avg has no value", u.code), calc.Text{})
		r.invalid(ReasonNoValue, 1)
		return nil
	default:
		r.faults.at(CodeNumber, u.code, calc.Error, m.Place.Line, 0, text, calc.Textf("%s-Avg 不是数", "%s-Avg is not a number", u.code), calc.Text{ZH: "从数采仪重新导出", EN: "export it again from the data logger"})
		r.invalid(ReasonNumber, 1)
		return nil
	}
	r.record.Handed++
	return r.take(x)
}

// report hands the problems of the frames on. A frame that is lost is a row,
// and a value at least.
func (r *frames) report(problems []hj212.Problem, stats hj212.Stats) {
	for _, p := range problems {
		what := p.Code
		if p.Code == hj212.CodeUnknown {
			what = p.Message.EN
		}
		r.faults.at(p.Code, what, p.Severity, p.Place.Line, 0, p.Raw, p.Message, p.Remedy)
	}
	if lost := int64(stats.Broken + stats.Orphaned); lost > 0 {
		r.record.Rows += lost
		r.invalid(ReasonFrame, lost)
	}
}

// uses lists the codes that were met.
func (r *frames) uses() []monitoring.ColumnUse {
	var out []monitoring.ColumnUse
	for _, u := range r.order {
		if !u.seen {
			continue
		}
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
