package intake

import (
	"strings"
	"testing"

	"tidai/calc/dossier"
)

var sampled = dossier.MonitoringFiles{ID: "M", Kind: dossier.ManualData, Files: []string{"a.csv"}, Outlet: "DW001"}

// A mark in a column of its own: below the limit the number is the limit, or
// the limit stands in its column; a mark that is not known leaves no value.
func TestQualifiers(t *testing.T) {
	const head = "采样日期,污染物,结果,单位,符号,检出限\n"
	for row, want := range map[string]string{
		"0.40,mg/L,,0.05": "c=0.4mg/L ", "0.05,mg/L,<,0.05": "c=<0.05mg/L ", "0.05,mg/L,＜,0.05": "c=<0.05mg/L ",
		"0.05,mg/L,L,": "c=<0.05mg/L ", "0.3,mg/L,U,0.3": "c=<0.3mg/L ", ",mg/L,未检出,0.05": "c=<0.05mg/L ",
		"0,mg/L,ND,0.05": "c=<0.05mg/L ", "0.40,mg/L,检出,0.05": "c=0.4mg/L ", "0.40,mg/L,=,": "c=0.4mg/L ",
		"0.05,mg/L,>,0.05": " TD-IMP-008:warning", "0.6,mg/L,M,0.05": " TD-IMP-010:error",
		"0,mg/L,ND,": " TD-IMP-009:error", "<0.05,mg/L,<,": "c=<0.05mg/L ",
	} {
		got, found, says := briefs(t, sampled, map[string]string{"a.csv": head + "2025-01-05,总铅," + row + "\n"})
		if got+" "+found != want {
			t.Errorf("%s = %s %s, want %s\n%s", row, got, found, want, says)
		}
	}
	set := sampled
	set.FlagMeanings = []dossier.NameMap{{Name: "M", Is: "N"}}
	marked := map[string]string{"a.csv": head + "2025-01-05,总铅,0.6,mg/L,M,0.05\n"}
	if got, found, _ := briefs(t, set, marked); got != "c=0.6mg/L" || found != "" {
		t.Errorf("a stated mark: %s %s", got, found)
	}
	two := "采样日期,总铅(mg/L),总镉(mg/L),符号\n2025-01-05,0.1,0.2,<\n"
	if got, found, _ := briefs(t, sampled, map[string]string{"a.csv": two}); got != "" || found != "TD-IMP-014:error" {
		t.Errorf("one mark for two metals: %s %s", got, found)
	}
}

// The limit's own unit, in a column, in the header of the limit, or with the
// limit in the header of the value. 50 ug/L is not 50 mg/L.
func TestLimitUnits(t *testing.T) {
	for text, want := range map[string]string{
		"采样日期,污染物,结果,单位,检出限,检出限单位\n2025-01-05,总铅,ND,mg/L,50,ug/L\n": "c=<50ug/L ",
		"采样日期,污染物,结果,单位,检出限,检出限单位\n2025-01-05,总铅,ND,mg/L,0.05,\n":   "c=<0.05mg/L ",
		"采样日期,污染物,结果,单位,检出限,检出限单位\n2025-01-05,总铅,ND,mg/L,0.05,ppm\n"://
		" TD-IMP-003:error TD-IMP-009:error",
		"采样日期,污染物,结果,单位,检出限(ug/L)\n2025-01-05,总铅,未检出,mg/L,50\n":         "c=<50ug/L ",
		"采样日期,\"总铅(mg/L,检出限0.05)\"\n2025-01-05,未检出\n":                   "c=<0.05mg/L ",
		"采样日期,总铅(mg/L)（检出限：50ug/L）\n2025-01-05,ND\n":                    "c=<50ug/L ",
		"采样日期,总铅（检出限0.05mg/L）(mg/L)\n2025-01-05,0.4\n":                  "c=0.4mg/L ",
		"采样日期,\"总铅(MDL=0.05,mg/L)\"\n2025-01-05,ND\n":                   "c=<0.05mg/L ",
		"采样日期,总铅(mg/L)（检出限见附表）\n2025-01-05,ND\n":                        " TD-IMP-009:error",
		"采样日期,总铅(mg/L)（检出限0.05克）\n2025-01-05,ND\n":                      " TD-IMP-009:error",
		"采样日期,总铅(mg/L),总铅检出限(mg/L)\n2025-01-05,ND,0.05\n2025-01-06,,\n": "c=<0.05mg/L TD-IMP-013:note",
	} {
		got, found, says := briefs(t, sampled, map[string]string{"a.csv": text})
		if got+" "+found != want {
			t.Errorf("%s = %s %s, want %s\n%s", text, got, found, want, says)
		}
	}
}

// A table after the national disclosure template, with an invented firm: every
// header has a meaning, and nothing is called unknown.
func TestDisclosureTemplate(t *testing.T) {
	text := "行政区,企业名称,行业名称,受纳水体,监测点名称,执行标准名称,执行标准条件名称,监测日期," +
		"生产负荷(%),监测点流量(吨/天),监测项目名称,污染物浓度,标准限值,单位,是否达标,超标倍数,备注\n" +
		"甲区,示例丙公司,电镀,示例河,车间口,GB 21900-2008,表3,2025-04-02,75,90,总铬,0.2,0.5,mg/L,是,,\n" +
		"甲区,示例丙公司,电镀,示例河,车间口,GB 21900-2008,表3,2025-04-02,75,90,六价铬,0.004L,0.1,mg/L,是,,\n" +
		"甲区,示例丙公司,电镀,示例河,车间口,GB 21900-2008,表3,2025-04-02,75,90,总镍,0.1,0.1,mg/L,是,,\n"
	set := sampled
	set.Outlet = ""
	got, _, findings := readAll(t, set, map[string]string{"a.csv": text})
	var lines []string
	for _, r := range got {
		lines = append(lines, brief(r)+" "+r.Load.Decimal.String()+"%")
	}
	want := "车间口 Cr 2025-04-02 00:00/0 c=0.2mg/L q=90m3/d 75%; " +
		"车间口 Cr6+ 2025-04-02 00:00/0 c=<0.004mg/L q=90m3/d 75%"
	if strings.Join(lines, "; ") != want || codes(findings) != "TD-IMP-032:note TD-IMP-017:note" {
		t.Errorf("%s\n%+v", strings.Join(lines, "\n"), findings)
	}
}

// Headers of platforms and day reports.
func TestFieldHeaders(t *testing.T) {
	for text, want := range map[string]string{
		"监控时间": "time", "采样日": "date", "排口编码": "outlet", "监测点位名称": "outlet", "污染物种类": "pollutant",
		"监测因子名称": "pollutant", "检测值": "value", "负荷率(%)": "load [%]",
		"检出限单位": "limit-unit", "是否检出": "qualifier",
		"标干流量(×10⁴m³/h)": "flow [万Nm3/h]", "废水瞬时流量(m3/h)": "flow [m3/h]", "烟气流量万m3/h": "flow [万m3/h]",
		"小时排水量(吨)": "flow [t]", "废气排放量(m3/h)": "flow [m3/h]", "铅及其化合物排放量(kg/h)": "mass:Pb [kg/h]",
		"总铅折算浓度(mg/m3)": "converted [mg/m3]",
		"执行标准名称":        "ignore", "分析日期": "ignore", "统一社会信用代码": "ignore",
		"总铅小时均值(mg/L)": "Pb [mg/L]", "总铅-实测(mg/m3)": "Pb [mg/m3]",
	} {
		h := readHeading(text)
		c := Column{Role: h.role, Pollutant: h.pollutant}
		got := meaning(c)
		if h.unitText != "" {
			got += " [" + h.unit.String() + "]"
		}
		if got != want {
			t.Errorf("%s = %s, want %s", text, got, want)
		}
	}
}

// No header crashes, and one with a limit has a limit above zero.
func FuzzHeading(f *testing.F) {
	for _, s := range []string{"总铅(mg/L,检出限0.05)", "铬(六价)（mg/L）", "标干流量(×10⁴m³/h)", "总铅标记", "((",
		"检出限)("} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h := readHeading(s)
		if h.limit.Set && h.limit.Sign() <= 0 {
			t.Errorf("%q has the limit %s", s, h.limit.Decimal)
		}
		if again := readHeading(plainText(s)); again.role != h.role || again.pollutant != h.pollutant {
			t.Errorf("%q and its plain text are not the same header", s)
		}
	})
}

// Names and codes beside each other: the outlet by its code, the pollutant by
// its name.
func TestNamesAndCodes(t *testing.T) {
	set := sampled
	set.Outlet = ""
	got, _, findings := readAll(t, set, map[string]string{"a.csv": "排放口名称,排放口编码,采样日期,污染物编码," +
		"监测项目名称,结果,单位\n车间口,DW002,2025-03-05,x9,总镉,0.1,mg/L\n"})
	if len(got) != 1 || brief(got[0]) != "DW002 Cd 2025-03-05 00:00/0 c=0.1mg/L" || len(findings) > 0 {
		t.Errorf("%v %v", got, findings)
	}
}
