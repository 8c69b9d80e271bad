package intake

import (
	"maps"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// A table may have two flows of an outlet: the rate of a moment and the volume
// of the interval. One of them is used; they are held against each other, for
// an amount follows its flow.

// flowColumns finds the column of the flow, and the other one. A rate goes
// before a volume, but for one that is of a moment only.
func (l *Layout) flowColumns(f *faults) {
	l.FlowCol, l.FlowBeside = l.find(f, Flow, ""), l.find(f, Volume, "")
	rate, volume := l.Column(l.FlowCol), l.Column(l.FlowBeside)
	switch {
	case l.FlowCol == 0:
		l.FlowCol, l.FlowBeside = l.FlowBeside, 0
	case l.FlowBeside > 0 && momentary(rate.Header) && !rate.Stated && !saysDay(volume.Header):
		l.FlowCol, l.FlowBeside = l.FlowBeside, l.FlowCol
	}
}

// momentary reports whether a header says that a rate is one of a moment.
func momentary(header string) bool {
	return containsAny(strings.ToLower(key(plainText(header))), "瞬时", "瞬间", "instant", "momentary")
}

// flowPair is what the two flows of an outlet come to, in the unit of the one
// that is used. The numbers are binary: they describe, and decide no amount.
type flowPair struct {
	n, apart     int
	used, beside float64
	names        [2]string
	moment       bool       // one of them is a rate of a moment
	first        faultPlace // where they are apart, and both
	said         string
}

// flowsApart is from which ratio on two flows of an interval are apart.
const flowsApart = 1.05

// besideFlow holds the other flow of a row against the one that is used.
func (t *table) besideFlow(r *monitoring.Reading) {
	l := t.layout
	col := l.FlowBeside
	if col == 0 || !r.Flow.Set || r.Minutes == 0 || r.Minutes < minutesPerDay && saysDay(l.Column(col).Header) {
		return
	}
	d, kind, _ := t.parse(col)
	if kind != number || d.Sign() < 0 || r.Flow.Sign() < 0 {
		return
	}
	unit := l.Column(l.FlowCol).Unit
	volume := unit
	if isRate(unit) {
		volume = l.Column(col).Unit
	}
	used, ok1 := volumeOf(r.Flow, r.Minutes, volume)
	beside, ok2 := volumeOf(monitoring.Value{Decimal: d, Unit: l.Column(col).Unit, Set: true}, r.Minutes, volume)
	if !ok1 || !ok2 {
		return // at another state of the gas
	}
	p := t.pairs[r.Outlet]
	if p == nil {
		if t.pairs == nil {
			t.pairs = map[string]*flowPair{}
		}
		p = &flowPair{}
		t.pairs[r.Outlet] = p
	}
	a, _ := used.Float64()
	b, _ := beside.Float64()
	p.n, p.used, p.beside = p.n+1, p.used+a, p.beside+b
	if max(a, b) <= flowsApart*min(a, b) {
		return
	}
	if p.apart++; p.apart == 1 {
		p.first = t.placeOf(col)
		p.said = r.Flow.String() + " " + r.Flow.Unit.String() + ", " + d.String() + " " + l.Column(col).Unit.String()
		p.moment = momentary(l.Column(col).Header) || momentary(l.Column(l.FlowCol).Header)
		p.names = [2]string{l.Column(l.FlowCol).Header, l.Column(col).Header}
	}
}

// compareFlows says of each outlet whose two flows are not the same. A rate of a
// moment may be another than the volume of its hour; their sums may not.
func (t *table) compareFlows() {
	for _, outlet := range slices.Sorted(maps.Keys(t.pairs)) {
		p := t.pairs[outlet]
		sums := max(p.used, p.beside) > flowsApart*min(p.used, p.beside)
		if p.apart == 0 || p.moment && !sums {
			continue
		}
		total := calc.Text{}
		if text := factorText(massDoubt{p.used, p.beside}.ratio()); sums && text != "" {
			total = calc.Textf("，%d 个时段的合计相差 %s 倍", ", and the sums of %d intervals by a factor of %s", p.n,
				text)
		}
		was := t.faults.sheet
		t.faults.sheet = p.first.sheet
		t.faults.one(CodeTwoFlows, calc.Warning, p.first.row, calc.Textf(
			"%s 的两列流量不一致：“%s”与“%s”有 %d 个时段相差超过 5 %%（第一处：%s：%s）%s；采用“%[2]s”",
			"%s: two columns of flows contradict each other: “%s” and “%s” are more than 5 %% apart in %d intervals "+
				"(the first: %s: %s)%s; “%[2]s” is used", outlet, p.names[0], p.names[1], p.apart, p.first.String(),
			p.said, total), calc.Text{
			ZH: "核对两列的单位和含义；采用另一列的，把不用的一列写明 ignore（--column 列名=ignore）",
			EN: "check units and meanings of both; to use the other, state ignore for the one not wanted " +
				"(--column HEADER=ignore)"})
		t.faults.sheet = was
	}
}
