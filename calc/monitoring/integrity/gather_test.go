package integrity

import (
	"fmt"
	"slices"
	"testing"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

func value(t *testing.T, number, unit string) monitoring.Value {
	t.Helper()
	return monitoring.Value{Decimal: dec(t, number).Decimal, Unit: quantity.MustUnit(unit), Set: true}
}

// Readings in several units become series in one, whatever their order; water
// and gas, outlets and metals stay apart. What is no concentration is left out.
func TestGather(t *testing.T) {
	read := func(kind monitoring.Kind, outlet, number, unit string, start int,
		flow monitoring.Value) monitoring.Reading {
		return monitoring.Reading{Kind: kind, Outlet: outlet, Pollutant: calc.Lead, Start: monitoring.Minute(start),
			Minutes:       60,
			Concentration: value(t, number, unit), Flow: flow, Report: "R1", Lab: "L", Flag: monitoring.Normal}
	}
	m3h, m3d := value(t, "10", "m3/h"), value(t, "240", "m3/d")
	list := []monitoring.Reading{
		read(monitoring.Automatic, "B", "250", "ug/L", 60, m3h), read(monitoring.Automatic, "B", "0.2", "mg/L", 0, m3d),
		read(monitoring.Automatic, "B", "300", "mg/m3", 120, monitoring.Value{}),
		read(monitoring.Manual, "B", "0.3", "mg/L", 0, m3h), read(monitoring.Enforcement, "B", "310", "ug/L", 0, m3h),
		read(monitoring.Automatic, "A", "5", "ug/Nm3", 0, value(t, "1", "Nm3/h")), read(monitoring.Automatic, "A", "5",
			"kg/h", 0, m3h),
	}
	var first string
	for range 5 {
		var g Gatherer
		for _, r := range list {
			g.Add(&r)
		}
		var got string
		for _, s := range g.Series() {
			c := map[int]string{}
			flows := 0
			for _, x := range s.Samples {
				c[int(x.Start)] = x.C.String()
				if x.Flow.Set {
					flows++
				}
			}
			manual := []string{}
			for _, m := range s.Manual {
				manual = append(manual, m.C.String()+m.Report)
			}
			slices.Sort(manual)
			got += fmt.Sprintln(s.Outlet, s.Unit, s.FlowUnit, c, flows, manual)
		}
		if first == "" {
			first = got
		}
		if want := "A mg/Nm3 Nm3/h map[0:0.005] 1 []\nB mg/L m3/d map[0:0.2 60:0.25 120:0.3] 1 [0.31R1 0.3R1]\n"; got !=
			want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
		list = append(list[3:], list[:3]...)
	}
}
