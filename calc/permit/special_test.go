package permit

import (
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
)

// find is the first finding of a code.
func find(fs []calc.Finding, code string) calc.Finding {
	for _, f := range fs {
		if f.Code == code {
			return f
		}
	}
	return calc.Finding{}
}

// HJ 859.1 under special limits, wet blue to leather, 3 kt of wet blue a year,
// total chromium 0.5 mg/L (GB 30486 table 3). Table 4: 28 m3/t for sheep and
// goat, 15 for the others. GB 30486 table 3: 40 m3 per t of raw hide, by table
// 3 of HJ 859.1 per t of wet blue:
//
//	cattle 40 × 25  / 12.5 =  80      pig  40 × 5   / 2.5 =  80
//	sheep  40 × 4.5 / 1.2  = 150      goat 40 × 2.2 / 0.6 = 440/3
//
// so that 3000 t × 0.5 g/m3 gives 1.5 kg for every m3/t.
func TestWetBlueUnderSpecialLimits(t *testing.T) {
	for _, c := range []struct{ hide, process, strictest, literal, volume string }{
		{"cattle", "wetblue-finished.other", "22.5 kg/a", "120 kg/a", "80"},
		{"pig", "wetblue-finished.other", "22.5 kg/a", "120 kg/a", "80"},
		{"sheep", "wetblue-finished.sheep", "42 kg/a", "225 kg/a", "150"},
		{"goat", "wetblue-finished.sheep", "42 kg/a", "220 kg/a", "440/3"},
	} {
		for choice, want := range map[string]string{"strictest": c.strictest, "literal": c.literal} {
			p := wetBlue(c.process, c.hide)
			p.choices = map[string]string{"leather_special_volume": choice}
			all, findings := p.assess(t)
			a := target(t, all, "DW001", cr)
			wantStep(t, c.hide+" "+choice, a.Permitted, want)
			if !a.Permitted.OK() {
				continue
			}
			if err := a.Permitted.Recheck(); err != nil {
				t.Errorf("%s: %v", c.hide, err)
			}
			f := find(findings, CodeConverted)
			if len(f.Figures) != 2 || !strings.Contains(f.Clause.Locator, "解读7") {
				t.Fatalf("%s: finding %+v: the conversion is our reading and must say so", c.hide, f)
			}
			if got := f.Figures[0].Amount.Value(); got.Rat().RatString() != c.volume ||
				got.Unit().String() != "m3/t 蓝湿革" {
				t.Errorf("%s: converted to %s, want %s m3/t 蓝湿革", c.hide, got, c.volume)
			}
		}
	}
}

func wetBlue(process, hide string) plant {
	return plant{spec: "HJ 859.1-2017", process: process, hide: hide, capacity: "3000 t 蓝湿革/a",
		pollutants: metals(cr), outlets: []dossier.Outlet{water("special")}}
}

// A line of raw hide, and one under ordinary limits, convert nothing.
func TestRawHideIsNotConverted(t *testing.T) {
	raw := plant{spec: "HJ 859.1-2017", process: "raw-wetblue", capacity: "1000 t 生皮/a", pollutants: metals(cr),
		outlets: []dossier.Outlet{water("special")}}
	ordinary := wetBlue("wetblue-finished.other", "cattle")
	ordinary.outlets = []dossier.Outlet{water("new")}
	// 0.5 × min(4, 40) × 10^3 g; 1.5 × 15 × 3·10^3 g
	for want, p := range map[string]plant{"2 kg/a": raw, "67.5 kg/a": ordinary} {
		all, findings := p.assess(t)
		wantStep(t, p.process, target(t, all, "DW001", cr).Permitted, want)
		if has(findings, CodeConverted) {
			t.Errorf("%s: converted", p.process)
		}
	}
}

// Whose hide it is is asked for, and must fit the row of table 4.
func TestHideIsStated(t *testing.T) {
	for name, c := range map[string]struct{ process, hide, says string }{
		"not stated":        {"wetblue-finished.other", "", "state hide"},
		"goat as other":     {"wetblue-finished.other", "goat", "contradicts hide"},
		"cattle as sheep":   {"wetblue-finished.sheep", "cattle", "contradicts hide"},
		"nobody tanned yet": {"wetblue-finished.sheep", "", "state hide"},
	} {
		all, findings := wetBlue(c.process, c.hide).assess(t)
		if target(t, all, "DW001", cr).Permitted.OK() {
			t.Errorf("%s: an amount", name)
		}
		if f := find(findings, CodeNotComputed); !strings.Contains(f.Message.EN, c.says) {
			t.Errorf("%s: findings %v, want %q", name, findings, c.says)
		}
	}
}
