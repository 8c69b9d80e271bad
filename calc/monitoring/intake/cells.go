package intake

import (
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// side reads what stands beside the values and decides no amount.
func (t *table) side(r *monitoring.Reading) {
	for _, s := range []struct {
		col  int
		want quantity.Unit
		to   *monitoring.Value
	}{{t.layout.LoadCol, percent, &r.Load}, {t.layout.DurCol, unitHour, &r.Duration}} {
		d, kind, text := t.parse(s.col)
		if s.col == 0 || kind == blank || kind == flagWord {
			continue
		}
		c := t.layout.Column(s.col)
		unit, has := c.Unit, c.HasUnit
		if cut, found := strings.CutSuffix(plainText(text), "%"); found {
			d, kind = parseValue(cut)
			unit, has = percent, true
		}
		if kind != number || !has || !unit.Same(s.want) {
			t.faults.at(CodeSide, "side", calc.Warning, t.row, s.col, text,
				calc.Textf("“%s”没有读取：不是数，或没有单位", "“%s” is not read: no number, or no unit", c.Header),
				calc.Text{ZH: "在表头写明单位", EN: "write the unit into the header"})
			continue
		}
		*s.to = monitoring.Value{Decimal: d, Unit: unit, Set: true}
	}
}

var percent = quantity.MustUnit("%")

// flow reads the flow of the row. A flow that is absent leaves the value
// without an amount; that is for the reader of readings to judge.
func (t *table) flow(outlet string, start monitoring.Minute) monitoring.Value {
	col := t.layout.FlowCol
	if col == 0 && t.layout.MeterCol > 0 {
		if f := t.flows[flowKey{outlet, start}]; !f.conflict {
			return f.value
		}
	}
	if col == 0 || !t.flowStands() {
		return monitoring.Value{}
	}
	c := t.layout.Column(col)
	d, kind, text := t.parse(col)
	switch kind {
	case number:
		if t.sharedVolume(c, col, text) {
			return monitoring.Value{}
		}
		t.negative(d, col, text)
		return monitoring.Value{Decimal: d, Unit: c.Unit, Set: true}
	case blank:
		t.noValue(col, text)
	case flagWord:
		t.word(col, text)
	default:
		t.number(kind, col, text)
	}
	return monitoring.Value{}
}

// flowStands reports whether the flow's own flag, where it has one, says that
// the flow is valid.
func (t *table) flowStands() bool {
	if t.layout.FlowMark == 0 {
		return true
	}
	flag, ok := t.flag(t.layout.FlowMark)
	return ok && (flag == monitoring.Normal || flag == monitoring.ManualEntry)
}

// flag reads a flag, and reports one that is not understood.
func (t *table) flag(col int) (monitoring.Flag, bool) {
	text := t.text(col)
	flag, ok := t.flags.read(text)
	if !ok {
		t.faults.at(CodeFlag, ReasonFlag, calc.Error, t.row, col, text, calc.Text{ZH: "数据标记无法识别",
			EN: "flags that are not understood"},
			calc.Text{ZH: "写明标记的含义（[monitoring.flags]，--flag）：N 正常 F 停运 M 维护 S 手工 D 故障 C 校" +
				"准 T 超量程 B 通讯异常；例如 --flag 0=N，空白的写 --flag =N", EN: "state what the flags mean " +
				"([monitoring.flags], --flag): N normal, F stopped, M maintenance, S manual entry, D fault, C " +
				"calibration, T over range, B communication; such as --flag 0=N, for blank ones --flag =N"})
	}
	return flag, ok
}

// negative says that a number is below zero, which no concentration or flow is.
func (t *table) negative(d quantity.Decimal, col int, text string) {
	if d.Sign() < 0 {
		t.faults.at(CodeNegative, "negative", calc.Warning, t.row, col, text, calc.Textf("“%s”为负，不采用",
			"“%s” is negative and not used", t.layout.Column(col).Header),
			calc.Text{ZH: "核对仪器零点；像 -9999 这样的占位值留空或加标记 D",
				EN: "check the zero of the instrument; leave signs for no value such as -9999 empty, or flag them D"})
	}
}

// word says that the word of a flag stands where a number should.
func (t *table) word(col int, text string) {
	flag, _ := t.flags.word(text)
	t.faults.at(CodeWord, string(rune(flag)), calc.Note, t.row, col, text,
		calc.Textf("“%s”写的不是数，按标记 %s 处理", "“%s” has a word for a number, taken as flag %s",
			t.layout.Column(col).Header, string(rune(flag))),
		calc.Text{ZH: "不是这个意思的，用 --flag（[monitoring.flags]）写明",
			EN: "where it means something else, state it with --flag ([monitoring.flags])"})
}

func (t *table) noValue(col int, text string) {
	t.faults.at(CodeNoValue, ReasonNoValue, calc.Note, t.row, col, text, calc.Textf("“%s”没有数值", "“%s” has no value",
		t.layout.Column(col).Header), calc.Text{})
}

// number reports a cell that is no number, and returns the reason.
func (t *table) number(kind cellKind, col int, text string) string {
	head := t.layout.Column(col).Header
	if w, ok := wrongCells[kind]; ok {
		t.faults.at(CodeNumber, w.what, calc.Error, t.row, col, text, calc.Textf(w.message.ZH, w.message.EN, head),
			w.remedy)
		return ReasonNumber
	}
	switch kind {
	case over:
		t.faults.at(CodeNumber, ReasonOver, calc.Warning, t.row, col, text, calc.Textf("“%s”超出量程，没有数值",
			"“%s” is over range and has no value", head), calc.Text{ZH: "按无效数据处理；核对仪器量程",
			EN: "counted as invalid; check the range of the instrument"})
		return ReasonOver
	case tooLong:
		t.faults.at(CodeNumber, ReasonDigits, calc.Error, t.row, col, text,
			calc.Textf("“%s”的数超过 18 位有效数字，没有采用", "“%s”: numbers of more than 18 digits are not used",
				head), calc.Text{ZH: "按仪器的分辨力给出", EN: "give them as the instrument resolves them"})
		return ReasonDigits
	}
	t.faults.at(CodeNumber, ReasonNumber, calc.Error, t.row, col, text, calc.Textf("“%s”不是数", "“%s” is not a number",
		head), calc.Text{ZH: "改正，或留空", EN: "mend it, or leave it empty"})
	return ReasonNumber
}

// metal reads one pollutant of a wide row.
func (t *table) metal(r monitoring.Reading, m Metal) error {
	r.Pollutant = m.Pollutant
	c := t.layout.Column(m.Value)
	mark := m.Flag
	if mark == 0 {
		mark = t.layout.MarkOf
	}
	limit := m.Limit
	if limit == 0 && len(t.layout.Metals) == 1 {
		limit = t.layout.LimitCol
	}
	if m.MassAt > 0 {
		if d, kind, _ := t.parse(m.MassAt); kind == number {
			r.Mass = monitoring.Value{Decimal: d, Unit: t.layout.Column(m.MassAt).Unit, Set: true}
		}
	}
	t.massAt = m.MassAt
	return t.value(r, m.Value, mark, limit, c.Unit)
}

// compareMass holds the mass a row states against concentration and flow.
func (t *table) compareMass(r *monitoring.Reading, col int) {
	if !r.Mass.Set {
		return
	}
	digits := massDigits{conc: placesOf(t.text(col)), flow: placesOf(t.text(t.layout.FlowCol)),
		mass: placesOf(t.text(t.massAt))}
	if doubt, contradicts := t.mass.compare(r, digits); contradicts {
		t.faults.mass(r, doubt)
	}
	if !r.Mass.Unit.Same(unitMass) { // a rate is compared, and no amount of the interval
		r.Mass = monitoring.Value{}
	}
}

// value reads the concentration of a reading, and hands it over.
func (t *table) value(r monitoring.Reading, col, mark, limit int, unit quantity.Unit) error {
	r.Place = t.place(col)
	if mark > 0 {
		flag, ok := t.flag(mark)
		if !ok {
			t.invalid(ReasonFlag, 1)
			return nil
		}
		r.Flag = flag
	}
	if _, kind, text := t.parse(col); kind == flagWord && (r.Flag == monitoring.NoFlag || r.Flag == monitoring.Normal) {
		r.Flag, _ = t.flags.word(text)
	}
	v, reason := t.concentration(r.Pollutant, col, limit, unit)
	stands := r.Flag != monitoring.NoFlag && r.Flag != monitoring.Normal
	if reason != "" && !(reason == ReasonNoValue && (stands || r.Flow.Set)) { // a flow counts by itself
		t.invalid(reason, 1)
		return nil
	}
	r.Concentration = v
	t.compareMass(&r, col)
	t.record.Handed++
	return t.take(r)
}

// place is where a column of the row stands in the file.
func (t *table) place(col int) monitoring.Place {
	p := monitoring.Place{File: t.file, Row: t.row, Col: col}
	if t.faults.where == nil {
		return p
	}
	row, at := t.faults.where(col)
	if p.Col = at; row > 0 {
		p.Row = row
	}
	return p
}

// concentration reads a value; reason says why there is none.
func (t *table) concentration(p calc.Pollutant, col, limit int, unit quantity.Unit) (monitoring.Value, string) {
	d, kind, text := t.parse(col)
	if col <= len(t.cells) && t.cells[col-1].Merged { // one measurement for several rows is one, not several
		kind, text = blank, ""
	}
	kind, understood := t.qualified(d, kind)
	if !understood {
		return monitoring.Value{}, ReasonFlag
	}
	switch kind {
	case number, censored:
		t.negative(d, col, text)
		return monitoring.Value{Decimal: d, Unit: unit, Set: true, NonDetect: kind == censored}, ""
	case blank:
		t.noValue(col, text)
		return monitoring.Value{}, ReasonNoValue
	case flagWord:
		t.word(col, text)
		return monitoring.Value{}, ReasonNoValue
	case undetect:
		if v, ok := t.limit(p, col, limit, unit); ok {
			return v, ""
		}
		t.faults.at(CodeLimit, ReasonNoLimit, calc.Error, t.row, col, text, calc.Textf("“%s”未检出，但没有检出限（%s）",
			"“%s”: not detected, and no detection limit is known (%s)", t.layout.Column(col).Header, p),
			calc.Text{ZH: "增加检出限列，或写明该污染物的检出限（[monitoring.limits]，--limit）",
				EN: "add a column of detection limits, or state the pollutant's limit ([monitoring.limits], --limit)"})
		return monitoring.Value{}, ReasonNoLimit
	}
	return monitoring.Value{}, t.number(kind, col, text)
}

// limit is the detection limit of the row, else the one in the header of the
// value, else the one stated for the pollutant.
func (t *table) limit(p calc.Pollutant, value, col int, unit quantity.Unit) (monitoring.Value, bool) {
	if col > 0 {
		if d, kind, _ := t.parse(col); (kind == number || kind == censored) && d.Sign() > 0 {
			u, ok := t.limitUnit(col, unit)
			return monitoring.Value{Decimal: d, Unit: u, Set: true, NonDetect: true}, ok
		}
	}
	if v := t.layout.Column(value).heading.limit; v.Set {
		if v.Unit.String() == "" {
			v.Unit = unit
		}
		return v, true
	}
	q, ok := t.limits[p]
	if !ok {
		return monitoring.Value{}, false
	}
	d, ok := quantity.DecimalOf(q.Rat())
	return monitoring.Value{Decimal: d, Unit: q.Unit(), Set: true, NonDetect: true}, ok && d.Sign() > 0
}
