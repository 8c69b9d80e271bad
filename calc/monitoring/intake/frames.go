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
	flows map[frameFlow]frameVolume
	kind  hj212.Kind
	clock Clock
	mass  massCheck
}

// frameVolume is a flow and the digits behind the point it is written with.
type frameVolume struct {
	monitoring.Value
	places int
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

func readFrames(file File, set dossier.MonitoringFiles, record *monitoring.FileRecord, f *faults,
	take func(monitoring.Reading) error) error {
	if _, ok := optionsOf(set, f); !ok {
		return nil
	}
	r := &frames{table: newTable(set, &Layout{}, f, record, take), codes: map[string]*codeUse{},
		flows: map[frameFlow]frameVolume{}}
	record.Encoding = "hj212"
	if f.errors() || !r.survey(file) {
		return nil
	}
	var stop error
	o := hj212.Options{Mapped: r.mapped, MaxProblems: 1000}
	if _, _, err := o.Read(io.NewSectionReader(file, 0, file.Size()),
		func(m hj212.Message) error { r.gather(m); return nil }); err != nil {
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
		if mark, has := m.Mark(u.code); has && mark != calc.FlagNormal && mark != calc.FlagManualEntry {
			continue
		}
		v := frameVolume{}
		if text, has := m.Value(u.code, "Cou"); has && !u.noTotal {
			if d, kind := parseValue(text); kind == number {
				v = frameVolume{monitoring.Value{Decimal: d, Unit: u.total, Set: true}, placesOf(text)}
			}
		}
		if text, has := m.Value(u.code, "Avg"); has && !v.Set {
			if d, kind := parseValue(text); kind == number {
				v = frameVolume{monitoring.Value{Decimal: d, Unit: u.unit, Set: true}, placesOf(text)}
			}
		}
		k := frameFlow{r.outletOf(m), start, u.medium}
		if old, found := r.flows[k]; found && v.Set && (old.Decimal != v.Decimal ||
			old.Unit.String() != v.Unit.String()) {
			r.faults.at(CodeTwice, ReasonConflict, calc.Error, m.Place.Line, 0, m.DataTime,
				calc.Text{ZH: "同一时段有不同的流量，均不采用", EN: "different flows of one interval; none is used"},
				calc.Text{ZH: "核对后只留一个", EN: "check, and keep one"})
			v = frameVolume{}
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
			r.faults.at(CodeTime, "fit", calc.Error, m.Place.Line, 0, m.DataTime,
				calc.Text{ZH: "DataTime 与数据的时段长度不符", EN: "DataTime does not fit the length of the interval"},
				calc.Text{ZH: "小时数据应在整点", EN: "hourly data stand on the hour"})
			r.invalid(ReasonTime, 1)
		case u.asked:
			r.faults.at(CodeUnit, ReasonUnit+u.code, calc.Error, m.Place.Line, 0, u.code,
				calc.Textf("代码 %s 的默认单位在 2005 版和 2017 版中不同",
					"the default unit of code %s differs between the editions of 2005 and 2017", u.code),
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
		r.faults.at(CodePollutant, u.code, calc.Error, m.Place.Line, 0, u.code,
			calc.Textf("代码 %s 是环境空气的，不是排放口的", "code %s is of ambient air, not of an outlet", u.code),
			calc.Text{ZH: "写明该代码的含义和单位，或 ignore", EN: "state what the code means and its unit, or ignore"})
	}
	r.invalid(ReasonPollutant, 1)
}

// metalOf hands the average of one metal over.
func (r *frames) metalOf(m hj212.Message, u *codeUse, start monitoring.Minute) error {
	flow, digits := r.flows[frameFlow{r.outletOf(m), start, u.medium}], massDigits{}
	digits.flow = flow.places
	x := monitoring.Reading{Kind: monitoring.Kind(r.set.Kind), Outlet: r.outletOf(m), Pollutant: u.metal, Start: start,
		Minutes: r.clock.Interval, Flow: flow.Value,
		Place: monitoring.Place{File: r.file, Row: m.Place.Line, Col: m.Place.Column}}
	if mark, has := m.Mark(u.code); has {
		x.Flag = mark
	} else if _, written := m.Value(u.code, "Flag"); written {
		r.invalid(ReasonFlag, 1) // package hj212 reports it
		return nil
	}
	if text, has := m.Value(u.code, "Cou"); has && !u.noTotal {
		if d, kind := parseValue(text); kind == number {
			x.Mass, digits.mass = monitoring.Value{Decimal: d, Unit: u.total, Set: true}, placesOf(text)
		}
	}
	text, has := m.Value(u.code, "ZsAvg")
	if !r.set.Converted || !has {
		text, _ = m.Value(u.code, "Avg")
	}
	d, kind := parseValue(text)
	digits.conc = placesOf(text)
	stands := x.Flag != monitoring.NoFlag && x.Flag != monitoring.Normal
	switch {
	case kind == number || kind == censored:
		x.Concentration = monitoring.Value{Decimal: d, Unit: u.unit, Set: true, NonDetect: kind == censored}
	case kind == blank && stands:
	case kind == blank:
		r.faults.at(CodeNoValue, u.code, calc.Note, m.Place.Line, 0, "", calc.Textf("%s-Avg 没有数值",
			"%s-Avg has no value", u.code), calc.Text{})
		r.invalid(ReasonNoValue, 1)
		return nil
	default:
		r.faults.at(CodeNumber, u.code, calc.Error, m.Place.Line, 0, text, calc.Textf("%s-Avg 不是数",
			"%s-Avg is not a number", u.code), calc.Text{ZH: "从数采仪重新导出",
			EN: "export it again from the data logger"})
		r.invalid(ReasonNumber, 1)
		return nil
	}
	if doubt, contradicts := r.mass.compare(&x, digits); contradicts {
		r.faults.mass(&x, doubt)
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
		r.faults.place(calc.StageFrames, p.Code, what, p.Severity, p.Place.Line, 0, p.Raw, p.Message, p.Remedy)
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
