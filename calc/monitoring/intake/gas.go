package intake

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Emission standards of stack gas give mg/m3 of dry gas at standard state, and
// monitoring reports follow them. Nm3 is that state; so where a table shows
// that it is of a stack, mg/m3 is mg/Nm3, which is said once.

// stackWords are headers that only the gas of a stack has.
var stackWords = []string{"烟气", "烟温", "废气", "标干", "含氧", "氧含量", "折算", "排气", "氧气"}

// gasState brings the units of a stack to standard state.
func (l *Layout) gasState(f *faults) {
	flow := l.Column(l.FlowCol)
	standard := flow.HasUnit && (flow.Unit.Same(unitGasRate) || flow.Unit.Same(unitGas))
	stack := standard || slices.ContainsFunc(l.Columns, func(c Column) bool {
		return containsAny(plainText(c.Header), stackWords...)
	})
	if !stack {
		return
	}
	var raised []string
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Role != Concentration || !c.HasUnit {
			continue
		}
		if u, ok := atStandard(c.Unit); ok {
			c.Unit, c.HasUnit = u, true
			raised = append(raised, "“"+clip(c.Header)+"”")
		}
	}
	if len(raised) == 0 {
		return
	}
	what := calc.Textf("%s 按标准状态干烟气的浓度读取", "%s: read as concentrations in dry gas at standard state",
		strings.Join(raised, " "))
	if !standard && flow.HasUnit && !flow.heading.actual {
		if u, ok := standardFlow(flow.Unit); ok {
			l.Columns[l.FlowCol-1].Unit = u
			what = calc.Textf("%s；“%s”没有写明状态，同样按标准状态干烟气",
				"%s; “%s” names no state and is taken alike", what, flow.Header)
		}
	}
	f.one(CodeGas, calc.Note, l.Header, what, calc.Text{
		ZH: "排放标准的浓度都以标准状态干烟气计；流量是工况的，换算为标干流量后填写",
		EN: "emission standards count concentrations so; where the flow is that of the flue, convert it to dry " +
			"gas at standard state"})
}

// atStandard is the unit of a mass in a cubic metre of dry gas at standard
// state for a mass in a cubic metre; mg/L is none.
func atStandard(u quantity.Unit) (quantity.Unit, bool) {
	text := u.String()
	if !u.Same(unitMassPerVolume) || !strings.HasSuffix(text, "/m3") {
		return u, false
	}
	return quantity.MustUnit(strings.TrimSuffix(text, "/m3") + "/Nm3"), true
}

// standardFlow is a flow of so many m3 as one at standard state.
func standardFlow(u quantity.Unit) (quantity.Unit, bool) {
	text := u.String()
	if !isRate(u) && !isVolume(u) || !strings.Contains(text, "m3") || strings.Contains(text, "Nm3") {
		return u, false
	}
	return quantity.MustUnit(strings.Replace(text, "m3", "Nm3", 1)), true
}

// stackUnit is atStandard for a row of a long table, whose flow tells.
func (t *table) stackUnit(u quantity.Unit, flow monitoring.Value) quantity.Unit {
	if !flow.Set || !flow.Unit.Same(unitGasRate) && !flow.Unit.Same(unitGas) {
		return u
	}
	raised, ok := atStandard(u)
	if ok {
		t.faults.at(CodeGas, "gas", calc.Note, t.row, t.layout.ValueCol, u.String(),
			calc.Text{ZH: "流量是标准状态的，浓度按标准状态干烟气读取",
				EN: "the flow is at standard state: concentrations are read as in dry gas at standard state"},
			calc.Text{ZH: "浓度是工况的，换算后填写", EN: "where a concentration is that of the flue, convert it"})
	}
	return raised
}
