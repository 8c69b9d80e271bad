package view

import (
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
)

func TestNamesForIDs(t *testing.T) {
	d := &dossier.Dossier{
		Dischargers: []dossier.Discharger{{ID: "B", Name: "示例乙公司"}},
		Lines:       []dossier.Line{{ID: "B-L1", Name: "镀铬线", Discharger: "B"}},
		Outlets: []dossier.Outlet{{ID: "B-W", Code: "DW001", Discharger: "B"}, {ID: "DW002", Code: "DW002",
			Discharger: "B"}},
		Permits: []dossier.Permit{{ID: "B-P", Number: "91220203MA00000028001P"}},
		Sources: []dossier.ReductionSource{{ID: "S1", Line: "B-L1"}, {ID: "S10", Line: "B-L1"}},
	}
	n := namesIn(d)
	for text, want := range map[string]string{
		"来源 S1 的 Cr 超出":       "来源示例乙公司“镀铬线”的 Cr 超出",
		"来源 S1, S10 在其他市":     "来源示例乙公司“镀铬线”,示例乙公司“镀铬线”在其他市",
		"B-W Cr：缺 3 小时":       "示例乙公司DW001 Cr：缺 3 小时",
		"DW002 的镉":            "DW002 的镉",
		"生产线 B-L1（镀铬线）不属于":    "生产线镀铬线不属于",
		"许可证 B-P（v1）":         "许可证 91220203MA00000028001P（v1）",
		"HJ 855-2017、BS1、S1x": "HJ 855-2017、BS1、S1x",
		"机构 B 的 B 类":          "机构 B 的 B 类",
	} {
		if got := n.in(text, calc.ZH); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if got := n.in("source S1 is refused", calc.EN); got != "source 示例乙公司“镀铬线” is refused" {
		t.Error(got)
	}
}

// What an opinion leaves out are names of keys and places in files: never a medium, a unit
// or a number.
func TestOpinionKeepsFacts(t *testing.T) {
	o := &opinionWriter{builder: newBuilder(calc.EN)}
	for text, want := range map[string]string{
		"the permitted Pb (air) of 8.00 kg/a":     "the permitted Pb (air) of 8.00 kg/a",
		"the amount (limit_class) of 3 (kg)":      "the amount  of 3 (kg)",
		"rests on gb21900.t2.water.cr (GB 21900)": "rests on (GB 21900)",
	} {
		if got := o.plainly(text); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
			t.Errorf("%s: %s", text, got)
		}
	}
	o = &opinionWriter{builder: newBuilder(calc.ZH)}
	for text, want := range map[string]string{"许可量 3（kg），铅（废气）": "许可量 3（kg），铅（废气）",
		"有数值的工艺（process）：镀铬": "有数值的工艺：镀铬"} {
		if got := o.plainly(text); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}
