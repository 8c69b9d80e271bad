package permit

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

func builtinBook(t *testing.T) *factors.Book {
	t.Helper()
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// permitted is the amount of one metal at one water or air outlet.
func permitted(t *testing.T, name, spec, process, capacity string, p calc.Pollutant, o dossier.Outlet,
	want string) calc.Step {
	t.Helper()
	all, findings := plant{spec: spec, process: process, capacity: capacity, pollutants: metals(p),
		outlets: []dossier.Outlet{o}}.assess(t)
	a := target(t, all, o.ID, p)
	if !a.Permitted.OK() {
		t.Errorf("%s: %v; findings %v", name, a.Permitted.Err(), findings)
		return calc.Step{}
	}
	wantStep(t, name, a.Permitted, want)
	return a.Permitted
}

func total(class calc.LimitClass) dossier.Outlet {
	o := water(class)
	o.ID, o.Position = "DW002", calc.TotalOutlet
	return o
}

// factorOf is the id of the one factor of an amount that begins with prefix.
func factorOf(s calc.Step, prefix string) calc.Step {
	for _, f := range s.Factors() {
		if strings.HasPrefix(f.Origin().Factor, prefix) {
			return f
		}
	}
	return calc.Step{}
}

// Every known trap of the texts, by its number.
func TestTraps(t *testing.T) {
	for name, trap := range map[string]func(*testing.T){
		"trap 1: workshop volume, not the total outlet's": trapVolume,
		"trap 2: units of HJ 855 and HJ 967":              trapUnits,
		"trap 3: HJ 859.1 under special limits":           trapLeather,
		"trap 4: HJ 863.4 takes table 9, and the ratchet": trapSecondary,
		"trap 5: HJ 863.1 has two formulas (3)":           trapTwoFormulas,
		"trap 6: HJ 937 total outlet is 1.5 times":        trapCobalt,
		"trap 7: HJ 1036 formula against its factor":      trapMercury,
		"trap 8: tin without acid-making":                 trapTin,
		"trap 9: GB 31573 has no volume and no Cr in air": trapInorganic,
		"trap 10: items the standards do not have":        trapNoItem,
		"trap 11: the base volume is a ceiling":           trapCeiling,
		"trap 12: every figure has edition and dates":     trapEditions,
	} {
		t.Run(name, trap)
	}
}

// 10 kt, Pb: C × 2 m3/t × 10^4 t; the total outlet's volume would overstate it
// 4, 5, 7.5 and 2.5 times, and permits no metal.
func trapVolume(t *testing.T) {
	for _, c := range []struct{ spec, process, want, total string }{
		{"HJ 863.1-2017", "lead", "10 kg/a", "8"},    // 0.5 × 2; 8 / 2 = 4
		{"HJ 863.3-2017", "copper", "10 kg/a", "10"}, // 0.5 × 2; 10 / 2 = 5
		{"HJ 934-2017", "nickel", "10 kg/a", "15"},   // 0.5 × 2; 15 / 2 = 7.5
		{"HJ 936-2017", "tin", "4 kg/a", "5"},        // 0.2 × 2; 5 / 2 = 2.5
	} {
		permitted(t, c.spec, c.spec, c.process, "10000 t 产品/a", pb, water("new"), c.want)
		v, err := builtinBook(t).Find(factors.Query{Kind: factors.BenchmarkVolume, Instrument: c.spec,
			Medium: calc.Water, Outlet: "total", Class: "new", Process: c.process})
		if err != nil || v.Amount.Exact() != c.total {
			t.Errorf("%s: total outlet %s, %v; want %s m3/t", c.spec, v.Amount, err, c.total)
		}
		all, _ := plant{spec: c.spec, process: c.process, capacity: "10000 t 产品/a", pollutants: metals(pb),
			outlets: []dossier.Outlet{total("new")}}.assess(t)
		if a := target(t, all, "DW002", pb); a.Permitted.OK() || a.NoAmount.EN == "" {
			t.Errorf("%s: the total outlet permits %s of lead", c.spec, a.Permitted.Value())
		}
	}
}

// HJ 855 gives kg/a: 1.0 × 500 × 10^6 mg = 500 kg; the others t/a. HJ 967: 1000
// 万kVAh is 10^7 kVAh: 0.1 g × 10^7 = 1 t into air, 0.5 × 0.16 × 10^7 = 0.8 t
// into water, the same for either way of writing; Ni-Cd per 万只: 0.05 mg/L × 0.2
// m3 × 500 万只 = 5 g.
func trapUnits(t *testing.T) {
	book := builtinBook(t)
	for _, r := range book.Rules("") {
		want := "t/a"
		if r.Specification == "HJ 855-2017" {
			want = "kg/a"
		}
		// a special period of HJ 855 is in kg/d
		if r.Formula != factors.NoAmount && r.Formula != factors.SpecialPeriod && r.Unit.String() != want {
			t.Errorf("%s is printed in %s, want %s", r.ID, r.Unit, want)
		}
	}
	permitted(t, "HJ 855", "HJ 855-2017", "multilayer", "1000000 m2/a", cr, water("new"), "500 kg/a")
	for _, capacity := range []string{"1000万kVAh/a", "10000000 kVAh/a"} {
		permitted(t, "air "+capacity, "HJ 967-2018", "plates+assembly", capacity, pb, stack("DA001", "new"), "1 t/a")
		permitted(t, "water "+capacity, "HJ 967-2018", "plates+assembly", capacity, pb, water("new"), "0.8 t/a")
	}
	p := plant{spec: "HJ 967-2018", process: "cells", industry: "nickel-cadmium", capacity: "500万只/a",
		pollutants: metals(cd), outlets: []dossier.Outlet{water("new")}}
	all, _ := p.assess(t)
	wantStep(t, "Ni-Cd", target(t, all, "DW001", cd).Permitted, "0.005 kg/a")
}

// Literally 0.5 × 40 = 20 g/t, more than the ordinary 1.5 × 12 = 18; the default
// is the stricter 0.5 × 12 = 6, and the literal reading is there.
func trapLeather(t *testing.T) {
	permitted(t, "ordinary", "HJ 859.1-2017", "raw-finished", "1000 t 生皮/a", cr, water("new"), "18 kg/a")
	permitted(t, "special", "HJ 859.1-2017", "raw-finished", "1000 t 生皮/a", cr, water("special"), "6 kg/a")
	p := plant{spec: "HJ 859.1-2017", process: "raw-finished", capacity: "1000 t 生皮/a", pollutants: metals(cr),
		outlets: []dossier.Outlet{water("special")},
		choices: map[string]string{"leather_special_volume": "literal"}}
	all, _ := p.assess(t)
	wantStep(t, "literal", target(t, all, "DW001", cr).Permitted, "20 kg/a")
}

// Formula (4) refers to table 7 (gas of secondary lead) for Q; the water volume
// stands in table 9: 0.2 × 0.5 × 10^5 g = 10 kg. Last year's 7 kg bind below it.
func trapSecondary(t *testing.T) {
	s := permitted(t, "secondary lead", "HJ 863.4-2018", "secondary-lead", "100000 t 产品/a", pb, water("new"),
		"10 kg/a")
	if q := factorOf(s, "hj863-4."); !strings.Contains(q.Clause().Locator, "表9") {
		t.Errorf("the volume is of %s, want table 9", q.Clause())
	}
	p := plant{spec: "HJ 863.4-2018", process: "secondary-lead", capacity: "100000 t 产品/a", pollutants: metals(pb),
		outlets: []dossier.Outlet{water("new")},
		actual: []dossier.Ceiling{{StatedAmount: dossier.StatedAmount{Outlet: "DW001", Pollutant: pb,
			Value: has1("7 kg/a")},
			Document: "年度执行报告"}}}
	all, _ := p.assess(t)
	wantStep(t, "ratchet", target(t, all, "DW001", pb).Permitted, "7 kg/a")
}

// The cap is the formula (3) of 5.2.3.2.1 with table 3, 31.53 × 10^5 g, not the
// other (3); and no page of the copy, whose header has no number, is cited
// for what an amount rests on.
func trapTwoFormulas(t *testing.T) {
	p := plant{spec: "HJ 863.1-2017", process: "lead", capacity: "100000 t 产品/a", pollutants: metals(pb),
		outlets: []dossier.Outlet{stack("DA001", "new", "hood")}}
	all, _ := p.assess(t)
	a := target(t, all, "DA001", pb)
	wantStep(t, "cap", a.Permitted, "3153 kg/a")
	if f := factorOf(a.Permitted, "hj863-1.t3."); !strings.Contains(f.Clause().Locator, "表3") ||
		!strings.Contains(a.Rule.Clause.Locator, "5.2.3.2") {
		t.Errorf("cap by %s, rule by %s: the clause must tell the two formulas (3) apart", f.Clause(), a.Rule.Clause)
	}
	page := regexp.MustCompile(`页|\bp\.?\s*\d`)
	for _, kind := range []factors.Kind{factors.BenchmarkVolume, factors.Performance} {
		for _, v := range builtinBook(t).Values(factors.Query{Kind: kind, Instrument: "HJ 863.1-2017"}) {
			if page.MatchString(v.Clause.Locator) {
				t.Errorf("%s cites a page: %s", v.ID, v.Clause.Locator)
			}
		}
	}
}

// 22.5 / 15 = 1.5 for lead; the metals are permitted at the workshop outlet:
// 15 g/t × 1000 t.
func trapCobalt(t *testing.T) {
	permitted(t, "workshop", "HJ 937-2017", "cobalt.hydro", "1000 t 产品/a", pb, water("new"), "15 kg/a")
	for p, want := range map[calc.Pollutant]string{pb: "22.5", as: "22.5", hg: "2.25", cd: "4.5"} {
		v, err := builtinBook(t).Find(factors.Query{Kind: factors.Performance, Instrument: "HJ 937-2017", Pollutant: p,
			Medium: calc.Water, Outlet: "total"})
		if err != nil || v.Amount.Exact() != want {
			t.Errorf("%s at the total outlet: %s, %v; want %s g/t", p, v.Amount, err, want)
		}
	}
	all, _ := plant{spec: "HJ 937-2017", process: "cobalt.hydro", capacity: "1000 t 产品/a", pollutants: metals(pb),
		outlets: []dossier.Outlet{total("new")}}.assess(t)
	if a := target(t, all, "DW002", pb); a.Permitted.OK() {
		t.Errorf("the total outlet permits %s", a.Permitted.Value())
	}
}

// 0.003 × 0.04 = 0.00012 g/t by formula: 0.12 kg per 10^6 t. Set beside it, the
// factor of 0.015 g/t gives 15 kg, 125 times as much: it is said that the line
// as designed cannot keep its permit, and it does not bind.
func trapMercury(t *testing.T) {
	p := plant{spec: "HJ 1036-2019", process: "acetylene-pvc", capacity: "1000000 t 产品/a", pollutants: metals(hg),
		outlets: []dossier.Outlet{water("new")},
		side: []SideAmount{{Line: "L", Outlet: "DW001", Pollutant: hg, Medium: calc.Water,
			Amount: calc.Product("D", "source-intensity", calc.Clause{}, stated("0.015 g/t 产品"),
				stated("1000000 t 产品/a")).In(quantity.KgPerYear)}}}
	all, findings := p.assess(t)
	a := target(t, all, "DW001", hg)
	wantStep(t, "formula", a.Permitted, "0.12 kg/a")
	f := find(findings, CodeHigher)
	if f.Severity != calc.Warning || len(f.Figures) != 2 {
		t.Fatalf("findings %v, want %s", findings, CodeHigher)
	}
	wantStep(t, "factor", f.Figures[0].Amount, "15 kg/a")
	ratio, err := f.Figures[0].Amount.Value().Div(f.Figures[1].Amount.Value())
	if err != nil || ratio.Exact() != "125" {
		t.Errorf("ratio %s, %v; want 125", ratio, err)
	}
}

// 0.2 × 2 against 0.2 × 5 m3/t (GB 30770), 1000 t.
func trapTin(t *testing.T) {
	permitted(t, "with acid-making", "HJ 936-2017", "tin", "1000 t 产品/a", pb, water("new"), "0.4 kg/a")
	s := permitted(t, "without", "HJ 936-2017", "tin.no-acid-plant", "1000 t 产品/a", pb, water("new"), "1 kg/a")
	if f := factorOf(s, "gb30770.t2.volume"); !f.OK() {
		t.Errorf("factors %v, want the volume of GB 30770", s.Factors())
	}
}

// No volume: the measured one is asked for, never zero; no limit of chromium
// compounds in air: the standard was read and has none.
func trapInorganic(t *testing.T) {
	p := plant{spec: "HJ 1035-2019", process: "chromium", capacity: "1000 t 产品/a", pollutants: metals(cr),
		outlets: []dossier.Outlet{water("new")}}
	all, findings := p.assess(t)
	if a := target(t, all, "DW001", cr); a.Permitted.OK() || !errors.Is(a.Candidates[0].Amount.Err(),
		factors.ErrUseMeasured) {
		t.Errorf("permitted %s, findings %v; want the measured volume asked for", a.Permitted.Value(), findings)
	}
	p.unitVolume = "2 m3/t 产品"
	all, _ = p.assess(t)
	wantStep(t, "1 × 2", target(t, all, "DW001", cr).Permitted, "2 kg/a")
	noSuchItem(t, factors.Query{Kind: factors.Limit, Instrument: "GB 31573-2015", Pollutant: cr, Medium: calc.Air,
		Outlet: "stack", Class: "new"})
	noSuchItem(t, factors.Query{Kind: factors.BenchmarkVolume, Instrument: "GB 31573-2015", Medium: calc.Water})
	noSuchItem(t, factors.Query{Kind: factors.BenchmarkVolume, Instrument: "GB 31573-2015", Medium: calc.Air})
}

func noSuchItem(t *testing.T, q factors.Query) {
	t.Helper()
	if v, err := builtinBook(t).Find(q); !errors.Is(err, factors.ErrNoSuchItem) {
		t.Errorf("%s %s in %s: %s, %v; want: no such item", q.Instrument, q.Pollutant, q.Medium, v.Amount, err)
	}
}

// GB 31574 has no Hg in air, GB 21900 no As: read, and different from zero and
// from not known. GB 30486 has none of As: no row, no amount.
func trapNoItem(t *testing.T) {
	noSuchItem(t, factors.Query{Kind: factors.Limit, Instrument: "GB 31574-2015", Pollutant: hg, Medium: calc.Air,
		Class: "new"})
	noSuchItem(t, factors.Query{Kind: factors.Limit, Instrument: "GB 21900-2008", Pollutant: as, Medium: calc.Water,
		Class: "new"})
	if v, err := builtinBook(t).Find(factors.Query{Kind: factors.Limit, Instrument: "GB 30486-2013", Pollutant: as,
		Medium: calc.Water, Class: "new"}); err == nil {
		t.Errorf("GB 30486 has As: %s", v.Amount)
	}
	for spec, process := range map[string]string{"HJ 855-2017": "multilayer", "HJ 859.1-2017": "raw-finished"} {
		capacity := map[string]string{"HJ 855-2017": "1000 m2/a", "HJ 859.1-2017": "1000 t 生皮/a"}[spec]
		all, _ := plant{spec: spec, process: process, capacity: capacity, pollutants: metals(as),
			outlets: []dossier.Outlet{water("new")}}.assess(t)
		if a := target(t, all, "DW001", as); a.Permitted.OK() || a.NoAmount.ZH == "" {
			t.Errorf("%s permits %s of As", spec, a.Permitted.Value())
		}
	}
}

// The permitted amount is limit × base volume × capacity whatever is really
// discharged: a smaller or larger measured volume changes the concentration
// that is judged, never the amount. 0.5 × 2 × 1000 g.
func trapCeiling(t *testing.T) {
	for _, volume := range []string{"", "1 m3/t 产品", "5 m3/t 产品"} {
		p := plant{spec: "HJ 863.1-2017", process: "lead", capacity: "1000 t 产品/a", unitVolume: volume,
			pollutants: metals(pb), outlets: []dossier.Outlet{water("new")}}
		all, _ := p.assess(t)
		wantStep(t, "measured "+volume, target(t, all, "DW001", pb).Permitted, "1 kg/a")
	}
}

// Every figure names the edition of its instrument; what is dated does not hold
// before, and what has ended not after.
func trapEditions(t *testing.T) {
	book := builtinBook(t)
	edition := regexp.MustCompile(`-(19|20)\d\d$`)
	for _, kind := range []factors.Kind{factors.Limit, factors.BenchmarkVolume, factors.Performance} {
		for _, v := range book.Values(factors.Query{Kind: kind}) {
			if !edition.MatchString(v.Instrument) || v.Clause.Locator == "" || v.Status == "" {
				t.Errorf("%s: instrument %q, clause %q, status %q", v.ID, v.Instrument, v.Clause.Locator, v.Status)
			}
		}
	}
	for _, c := range []struct {
		class, on, want string
		why             error
	}{
		{"new", "2008-07-31", "", factors.ErrNotInForce},
		{"new", "2008-08-01", "1", nil},
		{"existing", "2010-06-30", "1.5", nil},
		{"existing", "2010-07-01", "", factors.ErrEnded},
	} {
		v, err := book.Find(factors.Query{Kind: factors.Limit, Instrument: "GB 21900-2008", Pollutant: cr,
			Medium: calc.Water, Class: c.class, On: calc.MustDate(c.on)})
		if !errors.Is(err, c.why) || (err == nil && v.Amount.Exact() != c.want) {
			t.Errorf("GB 21900 Cr, %s on %s: %s, %v; want %s, %v", c.class, c.on, v.Amount, err, c.want, c.why)
		}
	}
}

// The worked values of the specifications, from the figures in factors/.
func TestWorkedValuesFromFactors(t *testing.T) {
	lead := []dossier.Outlet{stack("DA001", "new", "acid-plant", "desulphurisation", "hood")}
	for _, c := range []struct {
		name, spec, process, capacity, want string
		p                                   calc.Pollutant
		o                                   dossier.Outlet
	}{
		{"plating, multilayer Cr: 1.0 × 500 × 10^6 mg", "HJ 855-2017", "multilayer", "1000000 m2/a", "500 kg/a", cr,
			water("new")},
		{"plating, multilayer Cr(VI): 0.2 × 500", "HJ 855-2017", "multilayer", "1000000 m2/a", "100 kg/a", cr6,
			water("new")},
		{"plating, special Cr: 0.5 × 250", "HJ 855-2017", "multilayer", "1000000 m2/a", "125 kg/a", cr,
			water("special")},
		{"lead 100 kt, Pb air: 23.2 t, cap 31.53 g × 10^5", "HJ 863.1-2017", "lead", "100000 t 产品/a", "3.153 t/a", pb,
			lead[0]},
		{"lead 100 kt, Hg air: 0.145 t, cap 0.124 g × 10^5", "HJ 863.1-2017", "lead", "100000 t 产品/a", "0.0124 t/a",
			hg, lead[0]},
		{"lead 100 kt, Pb water: 0.5 × 2 × 10^5 g", "HJ 863.1-2017", "lead", "100000 t 产品/a", "0.1 t/a", pb,
			water("new")},
		{"lead 100 kt, Pb water, special: 0.2 × 2 × 10^5", "HJ 863.1-2017", "lead", "100000 t 产品/a", "0.04 t/a", pb,
			water("special")},
		{"copper 400 kt, As air: 0.4 × 16500 × 4·10^5 mg", "HJ 863.3-2017", "copper", "400000 t 产品/a", "2.64 t/a", as,
			stack("DA001", "new", "acid-plant", "anode-furnace", "hood")},
		{"battery 1000 万kVAh, Pb air: 0.1 × 10^7 g", "HJ 967-2018", "plates+assembly", "1000万kVAh/a", "1 t/a", pb,
			stack("DA001", "new")},
		{"battery, Pb water: 0.5 × 0.16 × 10^7 g", "HJ 967-2018", "plates+assembly", "1000万kVAh/a", "0.8 t/a", pb,
			water("new")},
		{"leather 10 kt, Cr: 1.5 × 12 × 10^4 g", "HJ 859.1-2017", "raw-finished", "10000 t 生皮/a", "0.18 t/a", cr,
			water("new")},
		{"leather, special, stricter: 0.5 × 12 × 10^4", "HJ 859.1-2017", "raw-finished", "10000 t 生皮/a", "0.06 t/a",
			cr, water("special")},
		{"secondary lead 100 kt, Pb air: 2 × 10000 × 10^5 mg", "HJ 863.4-2018", "secondary-lead", "100000 t 产品/a",
			"2 t/a", pb, stack("DA001", "new", "furnace", "hood", "refining-kettle")},
		{"secondary lead 100 kt, Pb water: 0.2 × 0.5 × 10^5 g", "HJ 863.4-2018", "secondary-lead", "100000 t 产品/a",
			"0.01 t/a", pb, water("new")},
		{"PVC 500 kt, Hg water: 0.003 × 0.04 × 5·10^5 g", "HJ 1036-2019", "acetylene-pvc", "500000 t 产品/a",
			"0.00006 t/a", hg, water("new")},
	} {
		permitted(t, c.name, c.spec, c.process, c.capacity, c.p, c.o, c.want)
	}
}
