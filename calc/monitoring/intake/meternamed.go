package intake

import (
	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// meterNamed is the totaliser of a long table, whose readings are rows named
// 累计流量 and the like.
type meterNamed struct {
	name string
	unit quantity.Unit
}

// meterColumn is the column of the totaliser's readings, or what a long table
// has in its place.
func (t *table) meterColumn() Column {
	if t.metered == nil {
		return t.layout.Column(t.layout.MeterCol)
	}
	return Column{Col: t.layout.ValueCol, Header: t.metered.name, Unit: t.metered.unit, HasUnit: true}
}

func isVolumeRead(u quantity.Unit) bool {
	if w, ok := waterUnit(u); ok {
		u = w
	}
	return isVolume(u)
}

// meterValue reads the row of a reading of the totaliser; all are brought to
// the unit of the first.
func (t *table) meterValue() (monitoring.Value, string) {
	v, reason := t.flowValue(isVolumeRead)
	if reason != "" {
		return v, reason
	}
	if v.Sign() < 0 {
		return v, ReasonNumber
	}
	if t.metered == nil {
		t.metered = &meterNamed{plainText(t.text(t.layout.PollutantCol)), v.Unit}
	}
	if v.Unit.String() == t.metered.unit.String() {
		return v, ""
	}
	q, err := v.Decimal.In(v.Unit).In(t.metered.unit)
	if err != nil {
		return v, ReasonUnit
	}
	d, ok := quantity.DecimalOf(q.Rat())
	if !ok {
		return v, ReasonDigits
	}
	v.Decimal, v.Unit = d, t.metered.unit
	return v, ""
}

// gatherNamed keeps the reading of a row of a long table.
func (t *table) gatherNamed(outlet string, start monitoring.Minute) {
	v, reason := t.meterValue()
	if reason != "" {
		return
	}
	here := t.placeOf(t.layout.ValueCol)
	if t.meters[outlet] == nil {
		t.meters[outlet] = map[monitoring.Minute]*meterRow{}
	}
	if old := t.meters[outlet][start]; old != nil {
		old.conflict = old.conflict || old.value.Cmp(v.Decimal) != 0
		return
	}
	t.meters[outlet][start] = &meterRow{value: v.Decimal, text: here.text, row: here.row, col: here.col,
		sheet: here.sheet}
}

// meterAgain counts a row that is a reading: used for the flows of the
// intervals beside it, the same again, or in conflict.
func (t *table) meterAgain(r monitoring.Reading) error {
	v, reason := t.meterValue()
	if reason != "" {
		t.invalid(reason, 1)
		return nil
	}
	m, here := t.meters[r.Outlet][r.Start], t.placeOf(t.layout.ValueCol)
	switch {
	case m == nil:
		t.invalid(ReasonNoValue, 1)
	case m.conflict:
		t.invalid(ReasonConflict, 1)
		if m.value.Cmp(v.Decimal) == 0 {
			return nil
		}
		t.faults.at(CodeTwice, "meter", calc.Error, t.row, t.layout.ValueCol, here.text,
			calc.Text{ZH: "同一时刻有不同的累计读数，均不采用",
				EN: "different readings of a totaliser at one time; none is used"},
			calc.Text{ZH: "核对后只留一个", EN: "check, and keep one"})
		t.faults.against(CodeTwice, "meter", t.layout.ValueCol,
			faultPlace{sheet: m.sheet, row: m.row, col: m.col, text: m.text})
	default:
		t.record.Tally.Read++
		if here.row == m.row && here.sheet == m.sheet {
			t.record.Tally.Used++
		} else {
			t.record.Tally.Duplicate++
		}
	}
	return nil
}
