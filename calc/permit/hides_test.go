package permit

import (
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// HJ 859.1-2017 table 3: 20万 hides of cattle are 200,000 × 25 kg = 5,000 t of raw
// hide, times 12 m3/t (table 4) times 1.5 mg/L (GB 30486-2013 table 2) = 90 kg/a.
// 1,000,000 m2 of leather are 1,000,000 × 5.5 kg = 5,500 t: 99 kg/a.
func TestHidesAndAreaAreConverted(t *testing.T) {
	for capacity, want := range map[string]string{"20万张/a": "90 kg/a", "1000000 m2/a": "99 kg/a",
		"5000 t 生皮/a": "90 kg/a"} {
		all, findings := leatherOf(t, "capacity = \""+capacity+"\"\nhide = \"cattle\"\n")
		if len(findings) > 0 || len(all) != 1 || !all[0].Permitted.OK() ||
			!all[0].Permitted.Value().Equal(quantity.Must(want)) {
			t.Errorf("%s: %v %v, want %s", capacity, all, findings, want)
		}
	}
	_, findings := leatherOf(t, "capacity = \"20万张/a\"\n")
	if len(findings) != 1 || findings[0].Code != CodeNotComputed || !strings.Contains(findings[0].Message.EN, "hide") {
		t.Errorf("without hide: %v", findings)
	}
}

func leatherOf(t *testing.T, product string) ([]Assessment, []calc.Finding) {
	t.Helper()
	return assessText(t, `[[line]]
id = "L"
discharger = "A"
name = "制革"
gbt4754 = "1910"
industry = "leather"
specification = "HJ 859.1-2017"
[[line.product]]
id = "p"
name = "革"
process = "raw-finished"
pollutants = ["Cr"]
`+product+`
[[outlet]]
id = "W"
code = "DW001"
discharger = "A"
medium = "water"
position = "workshop"
grade = "main"
receives = ["L"]
limit_class = "new"
`, "L")
}

func assessText(t *testing.T, text string, lines ...string) ([]Assessment, []calc.Finding) {
	t.Helper()
	d, _ := dossier.Parse(fstest.MapFS{"dossier.toml": {Data: []byte(text)}})
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	policy, _ := book.Policy("jilin-2022-12")
	return Assess(Input{Dossier: d, Book: book, Policy: policy, On: calc.MustDate("2026-03-31"), Lines: lines})
}

// Of stacks that are counted together the outlet at fault is named, with the rows
// of its route.
func TestWrongStackIsNamed(t *testing.T) {
	text := `[[line]]
id = "Z"
discharger = "A"
name = "锌"
gbt4754 = "3212"
industry = "nonferrous-smelting"
specification = "HJ 863.1-2017"
[[line.product]]
id = "zinc"
name = "锌"
process = "zinc-hydro"
capacity = "60000 t 产品/a"
pollutants = ["Pb"]
`
	for i, stacks := range []string{`"acid-plant"`, `"kiln", "hood"`} {
		n := string(rune('1' + i))
		text += "[[outlet]]\nid = \"A" + n + "\"\ncode = \"DA00" + n + "\"\ndischarger = \"A\"\nmedium = \"air\"\n" +
			"position = \"stack\"\ngrade = \"main\"\nreceives = [\"Z\"]\nlimit_class = \"new\"\nstacks = [" + stacks +
			"]\n"
	}
	_, findings := assessText(t, text, "Z")
	at := strings.Count(text[:strings.Index(text, `"kiln", "hood"`)], "\n")
	if len(findings) != 1 || findings[0].Subject != "outlet:A2" || findings[0].At.Line < at ||
		!strings.Contains(findings[0].Remedy.EN, "acid-plant (stack of the acid plant), kiln (") ||
		!strings.Contains(findings[0].Remedy.ZH, "acid-plant（制酸尾气烟囱）") {
		t.Errorf("%v", findings)
	}
}

// A capacity in wet blue for a formula that counts raw hides: the cure names both bases.
func TestWrongBaseIsNamed(t *testing.T) {
	_, findings := leatherOf(t, "capacity = \"10000 t 蓝湿革/a\"\n")
	if len(findings) == 0 || !strings.Contains(findings[0].Message.ZH, "基数不同") ||
		!strings.Contains(findings[0].Remedy.ZH, "HJ 859.1-2017 按“生皮”计，材料的产能按“蓝湿革”计") {
		t.Errorf("%v", findings)
	}
}
