package intake

import (
	"testing"

	"tidai/calc"
)

func TestReadHeading(t *testing.T) {
	for _, c := range []struct {
		text string
		role Role
		p    calc.Pollutant
		unit string
	}{
		{"总铅(mg/L)", Concentration, calc.Lead, "mg/L"},
		{"总铅（毫克/升）", Concentration, calc.Lead, "mg/L"},
		{"总铅[ug/L]", Concentration, calc.Lead, "ug/L"},
		{"总铅 mg/L", Concentration, calc.Lead, "mg/L"},
		{"总铅mg/L", Concentration, calc.Lead, "mg/L"},
		{"Pb_mg/L", Concentration, calc.Lead, "mg/L"},
		{"pb_mg_l", Concentration, calc.Lead, "mg/L"},
		{"Pb (μg/L)", Concentration, calc.Lead, "ug/L"},
		{"Lead concentration (mg/L)", Concentration, calc.Lead, "mg/L"},
		{"铅及其化合物实测浓度(mg/m³)", Concentration, calc.Lead, "mg/m3"},
		{"铅及其化合物折算浓度(mg/m3)", Converted, calc.Lead, "mg/m3"},
		{"总铅浓度最大值(mg/L)", Ignored, "", "mg/L"},
		{"Pb min (mg/L)", Ignored, calc.Lead, "mg/L"},
		{"总汞", Concentration, calc.Mercury, ""},
		{"六价铬(mg/L)", Concentration, calc.CrVI, "mg/L"},
		{"铬(六价)(mg/L)", Concentration, calc.CrVI, "mg/L"},
		{"铬（Cr6+） mg/L", Concentration, calc.CrVI, "mg/L"},
		{"Cr(VI) (mg/L)", Concentration, calc.CrVI, "mg/L"},
		{"六价铬(Cr6+)(mg/L)", Concentration, calc.CrVI, "mg/L"},
		{"总铬(Cr)(mg/L)", Concentration, calc.Chromium, "mg/L"},
		{"三价铬(mg/L)", Ignored, "", "mg/L"},
		{"铬酸雾(mg/m3)", Ignored, "", "mg/m3"},
		{"As (ug/L)", Concentration, calc.Arsenic, "ug/L"},
		{"总铅标记", FlagMark, calc.Lead, ""},
		{"数据标识", FlagMark, "", ""},
		{"标记", FlagMark, "", ""},
		{"总镉检出限(mg/L)", Limit, calc.Cadmium, "mg/L"},
		{"检出限", Limit, "", ""},
		{"总铅排放量(kg)", Mass, calc.Lead, "kg"},
		{"流量（m3/h）", Flow, "", "m3/h"},
		{"废水流量(L/s)", Flow, "", "L/s"},
		{"flow m3/h", Flow, "", "m3/h"},
		{"标干流量(Nm3/h)", Flow, "", "Nm3/h"},
		{"标干流量(m3/h)", Flow, "", "Nm3/h"}, // the header itself says standard, dry
		{"排水量(m3)", Volume, "", "m3"},
		{"流量（吨/天）", Flow, "", "t/d"},
		{"累计流量(m3)", Totaliser, "", "m3"}, {"水表读数(m3)", Totaliser, "", "m3"},
		{"小时累计流量(m3)", Volume, "", "m3"},
		{"监测时间", Time, "", ""}, {"时间（年-月-日 时）", Time, "", ""}, {"日期", Day, "", ""},
		{"小时", Hour, "", ""},
		{"排放口", Outlet, "", ""}, {"排放口编号", Outlet, "", ""}, {"污染物", Pollutant, "", ""},
		{"监测因子", Pollutant, "", ""},
		{"浓度(mg/L)", Concentration, "", "mg/L"}, {"负荷(%)", Load, "", "%"}, {"报告编号", Report, "", ""},
		{"开始时间", Begin, "", ""}, {"结束时间", End, "", ""}, {"时段末", End, "", ""}, {"时段初", Begin, "", ""}, {"单位", UnitName, "", ""},
		{"化学需氧量(mg/L)", Ignored, "", "mg/L"}, {"COD (mg/L)", Ignored, "", "mg/L"}, {"总镍(mg/L)", Ignored, "",
			"mg/L"},
		{"总铅 浓度(mg/L)", Concentration, calc.Lead, "mg/L"}, {"总铅 排放量(kg)", Mass, calc.Lead, "kg"},
		{"污染物浓度(mg/L) 总镉", Concentration, calc.Cadmium, "mg/L"},
		{"总铅排放标准限值(mg/L)", Ignored, "", "mg/L"},
		{"Total chromium [ug/L]", Concentration, calc.Chromium, "ug/L"},
		{"modc", Unknown, "", ""}, {"loc", Unknown, "", ""}, {"site", Outlet, "", ""}, {"param", Pollutant, "", ""},
	} {
		h := readHeading(c.text)
		if h.role != c.role || h.pollutant != c.p || h.unit.String() != c.unit {
			t.Errorf("%s = %q %q %q, want %q %q %q", c.text, h.role, h.pollutant, h.unit, c.role, c.p, c.unit)
		}
	}
	if h := readHeading("总铅(ppm/x)"); h.badUnit != "ppm/x" || h.unitText != "" {
		t.Errorf("an unknown unit = %+v", h)
	}
	if h := readHeading("总铅(MG/L)"); h.unitText != "" {
		t.Errorf("MG/L = %v: may be a megagram", h.unit)
	}
}
