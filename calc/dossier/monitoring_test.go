package dossier

import (
	"testing"

	"tidai/calc"
	"tidai/calc/quantity"
)

// What the whole dossier states of monitoring data, read back.
func TestMonitoring(t *testing.T) {
	d := parseWhole(t)
	equal(t, "sets", len(d.Monitoring), 2)
	m := d.Monitoring[0]
	equal(t, "set", [9]any{m.ID, m.Kind, m.Files[0], m.Encoding, m.Delimiter, m.DateOrder, m.HourMark, m.Interval,
		m.ManualEntry},
		[9]any{"M-auto", AutomaticData, "data/2025.csv", "gb18030", "tab", "ymd", "ending", "hour", true})
	equal(t, "outlet name", m.OutletNames[0].Name+" "+m.OutletNames[0].Is, "1#车间口 B-DW001")
	equal(t, "flag", m.FlagMeanings[0].Name+" "+m.FlagMeanings[0].Is, "停产 F")
	equal(t, "limit", string(m.Limits[0].Pollutant)+" "+m.Limits[0].Value.Written, "Cr 0.03 mg/L")
	equal(t, "range", string(m.Ranges[0].Pollutant)+" "+m.Ranges[0].Value.Written, "Cr 5 mg/L")
	var columns []string
	for _, c := range m.Columns {
		columns = append(columns, c.Header+" "+c.Means+" "+c.Unit)
	}
	equal(t, "columns", columns, []string{"监测时间 time ", "排口 outlet ", "总铬(ug/L) Cr ug/L"})
	equal(t, "checks", m.Checks, []calc.Date{{Year: 2025, Month: 1, Day: 15}, {Year: 2025, Month: 4, Day: 10}})
	m = d.Monitoring[1]
	equal(t, "report", m.ReportNumber+" "+m.Laboratory+" "+m.CMA, "示例检字2025-017 示例检测公司 000000000000")
	equal(t, "second", [5]any{m.Kind, m.Outlet, len(m.Sheets), m.Sheets[0], m.Interval},
		[5]any{ManualData, "B-DW001", 1, "2025", "sample"})
}

func TestActualBasis(t *testing.T) {
	b := parseWhole(t).Bases[0]
	equal(t, "basis", [7]any{b.ID, b.Outlet, b.Required, b.Basis, b.FlowFrom, b.Treatment, b.NoFault},
		[7]any{"AB-2025", "B-DW001", No, "排污许可证副本", "meter", Yes, "示例证明"})
	equal(t, "period", [2]calc.Date{b.From, b.To}, [2]calc.Date{{Year: 2025, Month: 1, Day: 1},
		{Year: 2025, Month: 12, Day: 31}})
	hours, err := b.Operating.Amount.Cmp(quantity.Int(7200, quantity.MustUnit("h")))
	if err != nil || hours != 0 {
		t.Errorf("300 d are %s", b.Operating.Amount)
	}
	equal(t, "output", b.Output[0].Line+" "+b.Output[0].Product+" "+b.Output[0].Amount.Written, "B-L1 hard 90000 m2")
	equal(t, "fallback", string(b.Fallback[0].Pollutant)+" "+b.Fallback[0].Factor, "Cr some.factor")
	a := b.Abnormal[0]
	equal(t, "abnormal", [5]any{a.Name, a.Rate.Written, a.Duration.Written, a.Times.Written, a.Included},
		[5]any{"更换滤料", "0.01 kg/h", "2 h", "3", true})
}

func TestDaysOf(t *testing.T) {
	day := func(y, m, d int) calc.Date { return calc.Date{Year: y, Month: m, Day: d} }
	for _, c := range []struct {
		from, to calc.Date
		want     int64
	}{{day(2024, 1, 1), day(2024, 12, 31), 366}, {day(2025, 1, 1), day(2025, 12, 31), 365},
		{day(2024, 2, 28), day(2024, 3, 1), 3}, {day(2025, 5, 5), day(2025, 5, 5), 1}} {
		equal(t, c.from.String(), daysOf(c.from, c.to), c.want)
	}
}
