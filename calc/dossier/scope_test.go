package dossier

import (
	"strings"
	"testing"

	"tidai/calc/document"
	"tidai/calc/quantity"
)

// What is not stated is neither yes nor no.
func TestScopeFacts(t *testing.T) {
	d := parseWhole(t)
	l, _ := d.Line("B-L1")
	equal(t, "nothing stated", l.Facts, ScopeFacts{})
	x, _ := d.Discharger("B")
	equal(t, "listed, not stated", x.Listed, Unstated)

	text := strings.Replace(whole, "name = \"硬铬生产线\"", `name = "硬铬生产线"
material = "铬"
battery = "parts"
route = "电石法"
general_process = "水处理"
recycled = true
solid_waste = false
mercury = true
plating = true
tanning = false
mixing_only = false`, 1)
	text = strings.Replace(text, "management = \"重点管理\"",
		"management = \"重点管理\"\nlisted = false\nwater_treated = \"2万 t/d\"", 1)
	d, fs := parseText(text)
	for _, f := range fs {
		t.Errorf("%v", f)
	}
	l, _ = d.Line("B-L1")
	equal(t, "facts", l.Facts, ScopeFacts{Material: "chromium", Battery: "parts", Route: "calcium-carbide",
		GeneralProcess: "water-treatment",
		Recycled:       Yes, SolidWaste: No, Mercury: Yes, Plating: Yes, Tanning: No, MixingOnly: No})
	x, _ = d.Discharger("B")
	equal(t, "listed", x.Listed, No)
	if !x.WaterTreated.Amount.Equal(quantity.Must("20000 t/d")) {
		t.Errorf("water treated: %s", x.WaterTreated.Amount)
	}
}

// A fact that is no choice, or not true or false, is reported and stays open.
func TestScopeFactsRefused(t *testing.T) {
	for line, code := range map[string]string{
		`material = "gold"`:          document.CodeChoice,
		`route = "ethylene oxide"`:   document.CodeChoice,
		`recycled = "yes"`:           document.CodeType,
		`general_process = "boiler"`: document.CodeChoice,
	} {
		d, fs := parseText(strings.Replace(whole, "name = \"硬铬生产线\"", "name = \"硬铬生产线\"\n"+line, 1))
		if len(fs) != 1 || fs[0].Code != code {
			t.Errorf("%s: findings %v, want one %s", line, fs, code)
		}
		if l, _ := d.Line("B-L1"); l.Facts.Material+l.Facts.Route+l.Facts.GeneralProcess != "" {
			t.Errorf("%s is kept: %+v", line, l.Facts)
		}
	}
	text := strings.Replace(whole, "management = \"重点管理\"", "management = \"重点管理\"\nwater_treated = \"-1 t/d\"",
		1)
	if _, fs := parseText(text); len(fs) != 1 || fs[0].Code != CodeRange {
		t.Errorf("negative capacity: findings %v", fs)
	}
}
