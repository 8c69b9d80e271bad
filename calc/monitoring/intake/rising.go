package intake

import (
	"tidai/calc"
	"tidai/calc/quantity"
)

// rising watches whether the numbers of a column only go one way, as readings
// of a totaliser do and volumes of intervals do not.
type rising struct {
	last       map[string]quantity.Decimal // by outlet
	ups, downs int
	row        int
	from, to   string // the first two that differ
	lastText   map[string]string
}

func (x *rising) see(outlet string, d quantity.Decimal, text string, row int) {
	if x.last == nil {
		x.last, x.lastText = map[string]quantity.Decimal{}, map[string]string{}
	}
	old, found := x.last[outlet]
	if found {
		switch c := d.Cmp(old); {
		case c > 0:
			x.ups++
		case c < 0:
			x.downs++
		}
		if x.from == "" && d.Cmp(old) != 0 {
			x.from, x.to, x.row = x.lastText[outlet], text, row
		}
	}
	if found || len(x.last) < mostNames {
		x.last[outlet], x.lastText[outlet] = d, text
	}
}

// fewSteps and sureSteps are how many steps one way make readings: where the
// header says so, and where nothing does.
const (
	fewSteps  = 4
	sureSteps = 23
)

// readings reports whether at least so many steps go one way, but for one in
// twenty-four.
func (x *rising) readings(least int) bool {
	less := min(x.ups, x.downs)
	return x.ups+x.downs >= least && less*24 <= x.ups+x.downs
}

// flowSeen keeps what the column of volumes, or the totaliser, says.
func (t *table) flowSeen(x *rising) {
	col := t.layout.MeterCol
	if col == 0 && t.layout.Column(t.layout.FlowCol).Role == Volume {
		col = t.layout.FlowCol
	}
	if col == 0 {
		return
	}
	if d, kind, text := t.parse(col); kind == number {
		outlet := t.set.Outlet
		if outlet == "" {
			outlet = plainText(t.text(t.layout.OutletCol))
		}
		x.see(outlet, d, text, t.row)
	}
}

// settleMeter decides what a column is that may be a totaliser's.
func (l *Layout) settleMeter(x *rising, f *faults) {
	c := l.Column(l.FlowCol)
	sample := calc.Textf("%s → %s（第 %d 行）", "%s → %s (row %d)", x.from, x.to, x.row)
	switch {
	case l.MeterCol > 0 && l.FlowCol == 0 && x.ups+x.downs >= fewSteps && !x.readings(fewSteps):
		c = l.Column(l.MeterCol)
		f.one(CodeMeter, calc.Error, l.Header, calc.Textf("“%s”的数有升有降，是读数还是时段流量无法判断：%s",
			"“%s” rises and falls: readings of a totaliser, or the volume of intervals: %s", c.Header, sample),
			meterAdvice())
	case l.MeterCol > 0 || c.Role != Volume:
	case saysTotal(c) && x.readings(fewSteps):
		f.one(CodeMeter, calc.Error, l.Header, calc.Textf("“%s”是累计读数，不是时段流量：%s",
			"“%s” has readings of a totaliser, not the volume of intervals: %s", c.Header, sample), meterAdvice())
	case x.readings(sureSteps):
		f.one(CodeMeter, calc.Warning, l.Header, calc.Textf("“%s”逐行上升，像累计读数，不像时段流量：%s",
			"“%s” goes one way only, as readings of a totaliser do and the volume of intervals does not: %s", c.Header,
			sample),
			meterAdvice())
	}
}

func meterAdvice() calc.Text {
	return calc.Text{ZH: "累计读数写明含义 totaliser（--column '列名=totaliser[m3]'），按相邻读数之差计算；" +
		"时段流量写 volume",
		EN: "state totaliser for readings (--column 'HEADER=totaliser[m3]'), of which differences are taken; volume " +
			"for " +
			"the volume of intervals"}
}

// saysTotal reports whether the header itself speaks of a total since a
// beginning.
func saysTotal(c Column) bool { return c.heading.role == Totaliser }
