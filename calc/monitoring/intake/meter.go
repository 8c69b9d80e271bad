package intake

import (
	"cmp"
	"maps"
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// A totaliser counts what has flowed since it was set to zero. The volume of
// an interval is the difference of the readings at its two ends; a reading
// stands at the moment that its time names. What comes out is compared with
// the column of flows, where there is one, and used where there is none.

// meterRow is a reading of a totaliser.
type meterRow struct {
	value    quantity.Decimal
	text     string
	row      int
	col      int
	sheet    string
	flow     monitoring.Value // of the column of flows
	conflict bool
}

// meters are the readings of a file's totaliser, by outlet and time.
type meters map[string]map[monitoring.Minute]*meterRow

// gatherMeter keeps the reading of a row.
func (t *table) gatherMeter(at clocked) {
	if t.refused {
		return
	}
	outlet, start, ok := t.belongs(at)
	if !ok {
		return
	}
	d, kind, text := t.parse(t.layout.MeterCol)
	if kind != number || d.Sign() < 0 || !t.flowStands() {
		return
	}
	place := t.place(t.layout.MeterCol)
	m := &meterRow{value: d, text: text, row: place.Row, col: place.Col}
	if t.layout.FlowCol > 0 {
		m.flow = t.flow(outlet, start)
	}
	if t.meters[outlet] == nil {
		t.meters[outlet] = map[monitoring.Minute]*meterRow{}
	}
	if old := t.meters[outlet][start]; old != nil {
		old.conflict = old.conflict || old.value.Cmp(d) != 0
		return
	}
	t.meters[outlet][start] = m
}

// meterUse is what the readings of one outlet come to.
type meterUse struct {
	n, open      int
	taken        int      // for flows
	total, flows *big.Rat // in the totaliser's unit, of intervals that have both
	compared     int
	first        *meterRow
}

// differences turns readings into the flows of intervals.
func (t *table) differences() {
	l, n, open := t.layout, 0, 0
	if l.MeterCol == 0 && t.metered == nil {
		return
	}
	for _, outlet := range slices.Sorted(maps.Keys(t.meters)) {
		if u := t.difference(outlet, l); u != nil {
			n, open = n+u.taken, open+u.open
			if l.FlowCol > 0 || u.compared > 0 {
				t.compareMeter(outlet, l, u)
			}
		}
	}
	if l.FlowCol > 0 || n == 0 && (open == 0 || t.metered != nil) {
		return
	}
	t.faults.one(CodeMeter, calc.Note, l.Header, calc.Textf(
		"流量取“%s”相邻读数之差，得 %d 个时段；读数在其时间所指的时刻，%d 个时段的两端不都有可用的读数",
		"flows are differences of readings of “%s”, of %d intervals; a reading stands at the moment its time names, "+
			"and %d "+
			"intervals have none that can be used at both ends", t.meterColumn().Header, n, open),
		calc.Text{ZH: "若是时段流量而不是读数，写明含义 volume",
			EN: "where it is the volume of intervals, state volume"})
}

// difference makes the flows of one outlet.
func (t *table) difference(outlet string, l *Layout) *meterUse {
	rows := t.meters[outlet]
	times := slices.SortedFunc(maps.Keys(rows), cmp.Compare[monitoring.Minute])
	c, step := t.meterColumn(), monitoring.Minute(l.Clock.Interval)
	if len(times) == 0 || step == 0 {
		return nil
	}
	limit := jump(rows, times, step)
	u := &meterUse{total: new(big.Rat), flows: new(big.Rat), first: rows[times[0]]}
	for i, at := range times {
		if i+1 == len(times) || times[i+1] != at+step || rows[at].conflict || rows[times[i+1]].conflict {
			u.open++
			continue
		}
		from, to := rows[at], rows[times[i+1]]
		diff := new(big.Rat).Sub(to.value.Rat(), from.value.Rat())
		if !t.plausible(outlet, l, diff, limit, from, to) {
			u.open++
			continue
		}
		interval, owner := at, from
		if l.Clock.Mark == Ending {
			interval, owner = times[i+1], to
		}
		u.n++
		d, ok := quantity.DecimalOf(diff)
		own, stated := t.flows[flowKey{outlet, interval}]
		if stated && !own.conflict {
			owner.flow = own.value // of a row of its own
		}
		if l.FlowCol == 0 && ok && !stated {
			u.taken++
			t.flows[flowKey{outlet, interval}] = flowRow{value: monitoring.Value{Decimal: d, Unit: c.Unit, Set: true},
				place: faultPlace{row: owner.row}}
		}
		if v, ok := volumeOf(owner.flow, l.Clock.Interval, c.Unit); ok {
			u.compared++
			u.total.Add(u.total, diff)
			u.flows.Add(u.flows, v)
		}
	}
	return u
}

// plausible reports a reading that falls, or rises out of all proportion: the
// meter was set to zero, or another one came in its place.
func (t *table) plausible(outlet string, l *Layout, diff, limit *big.Rat, from, to *meterRow) bool {
	c := t.meterColumn()
	what, zh, en := "", "", ""
	switch {
	case diff.Sign() < 0:
		what, zh, en = "falls", "“%s”的读数下降（归零或换表），该时段没有流量",
			"readings of “%s” fall (set to zero, or another meter); the interval has no flow"
	case limit != nil && diff.Cmp(limit) > 0:
		what, zh, en = "jumps", "“%s”的读数突增（换表或误记），该时段没有流量",
			"readings of “%s” leap (another meter, or an error); the interval has no flow"
	default:
		return true
	}
	t.faults.at(CodeMeter, what+outlet, calc.Warning, to.row, to.col, from.text+" → "+to.text, calc.Textf(zh, en,
		c.Header),
		calc.Text{ZH: "核对换表、归零记录", EN: "check the record of the meter"})
	return false
}

// usualSteps is how many rising steps tell what is usual; unusual is how many
// times the middle one is out of proportion.
const (
	usualSteps = 8
	unusual    = 50
)

// jump is the step from which on a rise is out of proportion; nil where too
// few steps tell.
func jump(rows map[monitoring.Minute]*meterRow, times []monitoring.Minute, step monitoring.Minute) *big.Rat {
	var steps []*big.Rat
	for i := 1; i < len(times); i++ {
		if times[i] != times[i-1]+step {
			continue
		}
		if d := new(big.Rat).Sub(rows[times[i]].value.Rat(), rows[times[i-1]].value.Rat()); d.Sign() > 0 {
			steps = append(steps, d)
		}
	}
	if len(steps) < usualSteps {
		return nil
	}
	slices.SortFunc(steps, (*big.Rat).Cmp)
	return new(big.Rat).Mul(steps[len(steps)/2], big.NewRat(unusual, 1))
}

// volumeOf is what a flow comes to in an interval, in a unit of volume.
func volumeOf(flow monitoring.Value, minutes int32, unit quantity.Unit) (*big.Rat, bool) {
	if !flow.Set {
		return nil, false
	}
	q := flow.Decimal.In(flow.Unit)
	if v, err := q.In(unit); err == nil {
		return v.Rat(), true
	}
	v, err := q.Mul(quantity.New(big.NewRat(int64(minutes), minutesPerHour), unitHour)).In(unit)
	if err != nil {
		return nil, false
	}
	return v.Rat(), true
}

// meterShare is how far the sum of flows and the totaliser may be apart.
var meterShare = big.NewRat(1, 20)

// compareMeter holds the sum of the column of flows against the totaliser.
func (t *table) compareMeter(outlet string, l *Layout, u *meterUse) {
	if u.compared == 0 {
		return
	}
	gap := new(big.Rat).Sub(u.total, u.flows)
	most := u.total
	if most.Cmp(u.flows) < 0 {
		most = u.flows
	}
	if gap.Abs(gap).Cmp(new(big.Rat).Mul(most, meterShare)) <= 0 {
		return
	}
	c := t.meterColumn()
	write := func(r *big.Rat) string { return r.FloatString(0) + " " + c.Unit.String() }
	factor := calc.Text{}
	total, _ := u.total.Float64()
	flows, _ := u.flows.Float64()
	if text := factorText(massDoubt{total, flows}.ratio()); text != "" {
		factor = calc.Textf("，相差 %s 倍", ", by a factor of %s", text)
	}
	t.faults.one(CodeMeter, calc.Warning, u.first.row, calc.Textf("%s：%d 个时段的流量合计 %s，与“%s”的读数之差 %s "+
		"不一致%s",
		"%s: the flows of %d intervals add up to %s, and readings of “%s” differ by %s%s", outlet, u.compared,
		write(u.flows), c.Header, write(u.total), factor),
		calc.Text{ZH: "核对流量的单位和流量计读数；排放量按流量列计算",
			EN: "check the unit of the flow and the meter; amounts follow the column of flows"})
}
