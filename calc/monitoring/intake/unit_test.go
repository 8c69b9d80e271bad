package intake

import (
	"strings"
	"testing"

	"tidai/calc/quantity"
)

// Spellings of the field, each beside the plain one it stands for.
func TestParseUnitSpellings(t *testing.T) {
	for text, want := range map[string]string{
		"mg/L": "mg/L", "mg·L⁻¹": "mg/L", "mg·L-1": "mg/L", "μg·L⁻¹": "ug/L", "mg L-1": "mg/L", "mg.L-1": "mg/L",
		"mg·m⁻³": "mg/m3", "mg·m-3": "mg/m3", "m³·h⁻¹": "m3/h", "L·s-1": "L/s", "m3·d-1": "m3/d", "Nm³·h⁻¹": "Nm3/h",
		"mg/NM3": "mg/Nm3", "mg/m3(标态)": "mg/Nm3", "mg/m3(标准状态)": "mg/Nm3", "mg/m³N": "mg/Nm3",
		"CMH": "m3/h", "NCMH": "Nm3/h", "CMD": "m3/d", "LPS": "L/s", "m3/hr": "m3/h", "M3/H": "m3/h",
		"方/h": "m3/h", "立方/小时": "m3/h", "立方米/日": "m3/d", "万方/d": "万m3/d", "标方/h": "Nm3/h",
		"10⁴m³/h": "万m3/h", "×10^4 m3/h": "万m3/h", "毫克/升": "mg/L", "微克/升": "ug/L", "吨/天": "t/d",
	} {
		u, ok := ParseUnit(text)
		if !ok || u.String() != quantity.MustUnit(want).String() {
			t.Errorf("%q = %s %v, want %s", text, u, ok, want)
		}
	}
	for _, text := range []string{"ppm", "ppb", "mg/kg-1-2", "MG/L", "CFM", "104m3/h", "mg-1", "·L-1", "mg·L-4",
		"方圆/h", "mg·L-", "-1", "mg·-1"} {
		if u, ok := ParseUnit(text); ok {
			t.Errorf("%q = %s, want a refusal", text, u)
		}
	}
}

// A unit that is written and not known is called so; one that is not written
// is absent. Names in brackets are no units.
func TestUnknownUnits(t *testing.T) {
	for head, want := range map[string]string{
		"总铅(ppm),流量(m3/h)": "ppm 是比值", "总铅(mgL),流量(m3/h)": `单位 "mgL" 不认识`,
		"总铅(mg/L),流量(CFM)": `单位 "CFM" 不认识`, "总铅(mg/L),流量(t·x-1)": `单位 "t·x-1" 不认识`,
		"总铅(Pb),流量(m3/h)": "没有单位", "总铅,流量(m3/h)": "没有单位", "总铅(小时值),流量(m3/h)": "没有单位",
		"总铅(%),流量(m3/h)": "不是这类量的单位",
	} {
		got, found, says := briefs(t, hourly, table1(head, "1,2", "1,2"))
		if got != "" || found != "TD-IMP-003:error" || !strings.Contains(says, want) {
			t.Errorf("%s: %s %s, want %s", head, found, says, want)
		}
	}
	long := "监测时间,污染物,结果,单位,流量(m3/h)\n2025-01-01 00:00,总铅,1,ppm,1\n2025-01-01 01:00,总铅,1,mg/L,1\n" +
		"2025-01-01 02:00,总铅,1,,1\n2025-01-01 03:00,总铅,1,克每升,1\n"
	got, _, says := briefs(t, hourly, map[string]string{"a.csv": long})
	if got != "c=1mg/L q=1m3/h" || !strings.Contains(says, "单位不认识：2 处（第一处：行:列 2:4 “ppm”）") ||
		!strings.Contains(says, "没有单位") {
		t.Errorf("%s\n%s", got, says)
	}
}

// The state of stack gas: mg/m3 beside a flow at standard state, or in a table
// that shows by its other columns that it is of a stack, is in dry gas at
// standard state; a flow of the flue is refused; water stays water.
func TestStackUnits(t *testing.T) {
	for head, want := range map[string]string{
		"总铅(mg/m³),流量(Nm³/h)":        "c=0.5mg/Nm3 q=10Nm3/h TD-IMP-033:note",
		"总铅(mg/m3),标干流量(m3/h)":       "c=0.5mg/Nm3 q=10Nm3/h TD-IMP-033:note",
		"总铅(mg/m3),废气排放量(m3/h)":      "c=0.5mg/Nm3 q=10Nm3/h TD-IMP-033:note",
		"总铅(mg/m3),工况烟气流量(m3/h)":     " TD-IMP-033:note TD-IMP-091:error",
		"总铅(ug/m3),废气排放量(m3/d)":      "c=0.5ug/Nm3 q=10Nm3/d TD-IMP-033:note",
		"总铅(mg/Nm3),流量(Nm3/h)":       "c=0.5mg/Nm3 q=10Nm3/h ",
		"总铅(mg/L),废水排放量(m3/h)":       "c=0.5mg/L q=10m3/h ",
		"总铅(mg/m3),流量(m3/h)":         "c=0.5mg/m3 q=10m3/h ",
		"总铅(mg/L),废水流量(吨/天)":         "c=0.5mg/L q=10m3/d TD-IMP-032:note",
		"总铅(mg/L),流量(t/h)":           "c=0.5mg/L q=10m3/h TD-IMP-032:note",
		"总铅实测浓度(mg/m3),废气排放量(万m3/h)": "c=0.5mg/Nm3 q=10万Nm3/h TD-IMP-033:note",
	} {
		got, found, says := briefs(t, hourly, table1(head, "0.5,10", "0.5,10"))
		got, _, _ = strings.Cut(got, ";")
		if got+" "+found != want {
			t.Errorf("%s = %s %s, want %s\n%s", head, got, found, want, says)
		}
	}
	long := "监测时间,污染物,结果,单位\n2025-01-01 00:00,总铅,0.5,mg/m3\n2025-01-01 00:00,烟气流量,10,Nm3/h\n" +
		"2025-01-01 01:00,总铅,0.5,mg/m3\n2025-01-01 01:00,烟气流量,10,Nm3/h\n"
	if got, found, _ := briefs(t, hourly, map[string]string{"a.csv": long}); got !=
		"c=0.5mg/Nm3 q=10Nm3/h; c=0.5mg/Nm3 q=10Nm3/h" || found != "TD-IMP-033:note" {
		t.Errorf("long: %s %s", got, found)
	}
}

// No text is read as a unit that it does not say, and none crashes.
func FuzzUnits(f *testing.F) {
	for _, s := range []string{"mg·L⁻¹", "m³·h⁻¹", "10⁴m³/h", "CMH", "方/h", "mg/m3(标态)", "ppm", "(mg/L"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, ok := ParseUnit(s)
		if !ok {
			return
		}
		again, err := quantity.ParseUnit(u.String())
		if u.String() != "" && (err != nil || !again.Same(u)) {
			t.Errorf("%q is the unit %q, which is read as %q %v", s, u, again, err)
		}
		readHeading("总铅(" + s + ")")
	})
}
