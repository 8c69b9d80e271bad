package review

import (
	"testing"

	"tidai/calc/substitution"
)

// Words for the numbers of the plating example: its source S1 is of 示例乙…, and no
// two numbers of any example have the same words.
func TestTargetWords(t *testing.T) {
	p, _ := planOf(t, "plating")
	for name, want := range map[string]string{"demand/Cr": "总铬需替代量", "new/Cr/water": "总铬新增排放量（废水）",
		"DW001/Cr/permitted": "DW001 总铬许可排放量", "DW001/Cr6+/permitted": "DW001 六价铬许可排放量",
		"DW002/Cd/formula": "DW002 镉排放量（技术规范公式）"} {
		if got := TargetWords(p.Dossier, name).ZH; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for _, example := range examples {
		p, _ := planOf(t, example)
		seen := map[string]string{}
		for _, x := range Targets(p, nil) {
			words := TargetWords(p.Dossier, x.Name).ZH
			if seen[words] != "" {
				t.Errorf("%s: %s and %s are both %s", example, seen[words], x.Name, words)
			}
			seen[words] = x.Name
		}
	}
}

// What people write for a number, and the number; "" where several fit or none.
func TestTargetsInWords(t *testing.T) {
	p, _ := planOf(t, "plating")
	r := &reviewer{Input: Input{Plan: p}, targets: Targets(p, nil)}
	firm := placeName(p.Dossier, "S1")
	for text, want := range map[string]string{"总铬新增量": "new/Cr", "需替代量/铬": "demand/Cr",
		"铬 需替代量":        "demand/Cr",
		"DW001 总铬许可排放量": "DW001/Cr/permitted", "dw001六价铬许可排放量": "DW001/Cr6+/permitted",
		"ＤＷ００１／总铬／许可排放量": "DW001/Cr/permitted", firm + " 铬削减量": "source:S1/Cr/water",
		string([]rune(firm)[:3]) + "公司 铬削减量": "source:S1/Cr/water", "新增排放量（废气）总铬": "new/Cr/air",
		"S4 铅可用削减量": "", "S4 铅可用削减量（废气）": "source:S4/Pb/air", "总铬": "", "许可排放量": "",
		"DW009 总铬许可排放量": "",
		"铅净增量":          "net/Pb", "demand/Cr": "demand/Cr", "乱写": ""} {
		got := r.inWords(text)
		if (len(got) == 1) != (want != "") || len(got) == 1 && got[0].Name != want {
			t.Errorf("%s: %v, want %q", text, targetNames(got), want)
		}
	}
	// Every number is found by its own words.
	for _, example := range examples {
		p, _ := planOf(t, example)
		r := &reviewer{Input: Input{Plan: p}, targets: Targets(p, nil)}
		missed := 0
		for _, x := range r.targets {
			if got := r.inWords(TargetWords(p.Dossier, x.Name).ZH); len(got) != 1 || got[0].Name != x.Name {
				missed++
				t.Logf("%s: %s by %s: %v", example, x.Name, TargetWords(p.Dossier, x.Name).ZH, targetNames(got))
			}
		}
		if missed > 0 {
			t.Errorf("%s: %d numbers are not found by their own words", example, missed)
		}
	}
}

func targetNames(list []substitution.Target) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.Name)
	}
	return out
}
