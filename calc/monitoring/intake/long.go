package intake

import (
	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// A long table names the pollutant of each row. Its flow stands in a column,
// or in rows of its own; those are gathered in a pass before the readings.

type flowKey struct {
	outlet string
	start  monitoring.Minute
}

type flowRow struct {
	value    monitoring.Value
	place    faultPlace
	conflict bool
}

// long reads a row of a long table.
func (t *table) long(r monitoring.Reading) error {
	text := t.text(t.layout.PollutantCol)
	n := t.name(text)
	switch n.kind {
	case otherName:
		t.sayRefused(n, text)
		t.skipped(ReasonOther, 1, text)
		return nil
	case unknownName:
		t.faults.at(CodePollutant, ReasonPollutant, calc.Error, t.row, t.layout.PollutantCol, text,
			calc.Text{ZH: "污染物名称不认识", EN: "names of pollutants that are not known"},
			calc.Text{ZH: "写明该名称的含义（[[monitoring.column]] 的 header 写该名称，--column 名称=Pb，或 ignore）",
				EN: "state what the name means (as header of a [[monitoring.column]], --column NAME=Pb, or ignore)"})
		t.invalid(ReasonPollutant, 1)
		return nil
	case flowName:
		return t.flowAgain(r)
	case meterName:
		return t.meterAgain(r)
	}
	r.Pollutant = n.pollutant
	if f, ok := t.flows[flowKey{r.Outlet, r.Start}]; ok {
		if !f.conflict {
			r.Flow = f.value
		}
	} else {
		r.Flow = t.flow(r.Outlet, r.Start)
		t.besideFlow(&r)
	}
	unit, ok := t.rowUnit(n, isConcentration)
	if !ok {
		t.invalid(ReasonUnit, 1)
		return nil
	}
	unit = t.stackUnit(unit, r.Flow)
	return t.value(r, t.layout.ValueCol, t.layout.MarkOf, t.layout.LimitCol, unit)
}

// name looks a pollutant's name up, first in what the dossier states.
func (t *table) name(text string) named {
	k := plainText(text)
	if n, ok := t.names[k]; ok {
		return n
	}
	h := readHeading(k)
	n := named{unit: h.unit, hasUnit: h.unitText != ""}
	for _, s := range t.set.Columns {
		if sameHeader(s.Header, k) {
			n = t.statedName(s.Means, s.Unit, n)
			t.names[k] = n
			return n
		}
	}
	switch {
	case h.refusal != nil:
		n.kind, n.refusal = otherName, h.refusal
	case h.role == Concentration && h.pollutant != "":
		n.kind, n.pollutant = metalName, h.pollutant
	case h.role == Flow || h.role == Volume:
		n.kind = t.flowName()
	case h.role == Totaliser && t.flowName() == flowName:
		n.kind = meterName
	case h.role == Totaliser || h.role == Ignored || h.role == Converted || h.role == Load || h.role == Mass:
		n.kind = otherName
	}
	if len(t.names) < mostNames {
		t.names[k] = n
	}
	return n
}

const mostNames = 10000 // names of pollutants kept in memory

// flowName is what a row of flows is: nothing where a column has the flow.
func (t *table) flowName() nameKind {
	if t.layout.FlowCol > 0 {
		return otherName
	}
	return flowName
}

func (t *table) statedName(means, unit string, n named) named {
	role, p, ok := parseMeaning(means)
	switch {
	case !ok:
		return n
	case role == Concentration && p != "":
		n.kind, n.pollutant = metalName, p
	case role == Flow || role == Volume:
		n.kind = t.flowName()
	case role == Totaliser && t.flowName() == flowName:
		n.kind = meterName
	case role == Ignored || role == Totaliser:
		n.kind = otherName
	}
	if unit != "" {
		n.unit, n.hasUnit = ParseUnit(unit)
	}
	return n
}

// rowUnit is the unit of a row's value: stated for its pollutant, in the unit
// column, in the name, or in the header.
func (t *table) rowUnit(n named, fits func(quantity.Unit) bool) (quantity.Unit, bool) {
	col, text := t.layout.ValueCol, ""
	u, has := n.unit, n.hasUnit
	if !has && t.layout.UnitCol > 0 {
		col = t.layout.UnitCol
		text = plainText(t.text(col))
		if known, ok := t.units[text]; ok {
			u, has = known, true
		} else if parsed, ok := ParseUnit(text); ok && text != "" {
			u, has = parsed, true
			if len(t.units) < mostNames {
				t.units[text] = parsed
			}
		}
	}
	if c := t.layout.Column(t.layout.ValueCol); !has && text == "" && c.HasUnit {
		u, has = c.Unit, true
	}
	if has && fits(u) {
		return u, true
	}
	t.unitFault(col, text)
	return u, false
}

// unitFault says why a row has no unit that fits.
func (t *table) unitFault(col int, text string) {
	if _, known := ParseUnit(text); text != "" && !known {
		t.faults.at(CodeUnit, ReasonUnit+" unknown", calc.Error, t.row, col, text, calc.Text{ZH: "单位不认识",
			EN: "units that are not known"}, unitAdvice(text, "mg/L, ug/L, mg/Nm3"))
		return
	}
	t.faults.at(CodeUnit, ReasonUnit, calc.Error, t.row, col, text, calc.Text{ZH: "没有单位，或不是这类量的单位",
		EN: "no unit, or none of this kind of quantity"},
		calc.Text{ZH: "增加单位列，或为该污染物写明单位",
			EN: "add a column of units, or state the unit of the pollutant"})
}

func isFlow(u quantity.Unit) bool {
	if w, ok := waterUnit(u); ok {
		u = w
	}
	return isRate(u) || isVolume(u)
}

// belongs says which outlet and interval a row of a first pass is of; ok is false for
// one that is no data.
func (t *table) belongs(at clocked) (outlet string, start monitoring.Minute, ok bool) {
	if _, sum := t.summary(); sum {
		return "", 0, false
	}
	if start, ok = t.start(at); ok {
		outlet, ok = t.outlet()
	}
	return outlet, start, ok
}

// gatherFlow is the first pass over a long table: it keeps the flows that
// stand in rows of their own.
func (t *table) gatherFlow(at clocked) {
	kind := t.name(t.text(t.layout.PollutantCol)).kind
	if t.refused || kind != flowName && kind != meterName {
		return
	}
	outlet, start, ok := t.belongs(at)
	if !ok {
		return
	}
	if kind == meterName {
		t.gatherNamed(outlet, start)
		return
	}
	v, reason := t.flowValue(isFlow)
	if reason != "" {
		return
	}
	k := flowKey{outlet, start}
	if old, found := t.flows[k]; found {
		old.conflict = old.conflict || old.value.Decimal != v.Decimal || old.value.Unit.String() != v.Unit.String()
		t.flows[k] = old
		return
	}
	t.flows[k] = flowRow{value: v, place: t.placeOf(t.layout.ValueCol)}
}

// placeOf is the place of a cell of the row, and what stands there.
func (t *table) placeOf(col int) faultPlace {
	p := t.place(col)
	return faultPlace{sheet: t.faults.sheet, row: p.Row, col: p.Col, text: clip(t.text(col))}
}

// flowValue reads the value of a row that is a flow.
func (t *table) flowValue(fits func(quantity.Unit) bool) (monitoring.Value, string) {
	col := t.layout.ValueCol
	if t.layout.MarkOf > 0 {
		flag, ok := t.flags.read(t.text(t.layout.MarkOf))
		if !ok {
			return monitoring.Value{}, ReasonFlag
		}
		if flag != monitoring.Normal && flag != monitoring.ManualEntry {
			return monitoring.Value{}, ReasonNoValue
		}
	}
	d, kind, text := t.parse(col)
	switch kind {
	case number:
	case blank:
		t.noValue(col, text)
		return monitoring.Value{}, ReasonNoValue
	case flagWord:
		t.word(col, text)
		return monitoring.Value{}, ReasonNoValue
	default:
		return monitoring.Value{}, t.number(kind, col, text)
	}
	unit, ok := t.rowUnit(t.name(t.text(t.layout.PollutantCol)), fits)
	if !ok {
		return monitoring.Value{}, ReasonUnit
	}
	unit, _ = waterUnit(unit)
	if t.dayVolumeNamed(unit) {
		return monitoring.Value{}, ReasonDayVolume
	}
	return monitoring.Value{Decimal: d, Unit: unit, Set: true}, ""
}

// flowAgain counts a row that is a flow: used with the readings of its hour,
// the same again, or in conflict.
func (t *table) flowAgain(r monitoring.Reading) error {
	v, reason := t.flowValue(isFlow)
	if reason != "" {
		t.invalid(reason, 1)
		return nil
	}
	col := t.layout.ValueCol
	switch f, here := t.flows[flowKey{r.Outlet, r.Start}], t.placeOf(col); {
	case f.conflict:
		t.invalid(ReasonConflict, 1)
		if v.Decimal == f.value.Decimal && v.Unit.String() == f.value.Unit.String() {
			return nil // what differs is held against the first
		}
		t.faults.at(CodeTwice, ReasonConflict, calc.Error, t.row, col, here.text,
			calc.Text{ZH: "同一排放口同一时段有不同的流量，均不采用",
				EN: "different flows of one outlet and interval; none is used"},
			calc.Text{ZH: "核对后只留一个", EN: "check, and keep one"})
		t.faults.against(CodeTwice, ReasonConflict, col, f.place)
	case here != f.place:
		t.record.Tally.Read++
		t.record.Tally.Duplicate++
	default:
		t.record.Tally.Read++
		t.record.Tally.Used++
	}
	return nil
}
