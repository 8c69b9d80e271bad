package permit

import (
	"testing"

	"tidai/calc"
	"tidai/calc/quantity"

	"pgregory.net/rapid"
)

func stated(s string) calc.Step {
	return calc.Given("x", "x", quantity.Must(s), calc.Origin{Kind: calc.FromDossier, At: calc.Position{File: "t",
		Line: 1}})
}

// The worked values of the specifications, arithmetic by hand from the tables.
// Inputs that carry a concentration recalled from memory are firm as
// arithmetic only.
func TestWorkedValues(t *testing.T) {
	by := func(instrument, locator string) calc.Clause {
		return calc.Clause{Instrument: instrument, Locator: locator}
	}
	hj855, hj967, hj942 := by("HJ 855-2017", "式(4)"), by("HJ 967-2018", "式(3)"), by("HJ 942-2018", "5.2.3")
	kg, tonne := quantity.KgPerYear, quantity.TonnesPerYear
	volume := func(q, s string) Volume { return Volume{stated(q), stated(s)} }
	cases := []struct {
		name string
		got  calc.Step
		want string
	}{
		// 1.0 mg/L × 500 L/m2 × 10^6 m2 = 5·10^8 mg
		{"HJ 855 (4), GB 21900 表2, multilayer Cr", ByCapacityVolumeLimit(hj855, kg, stated("1.0 mg/L"),
			volume("500 L/m2", "1000000 m2/a")), "500 kg/a"},
		{"HJ 855 (4), GB 21900 表2, multilayer Cr(VI)", ByCapacityVolumeLimit(hj855, kg, stated("0.2 mg/L"),
			volume("500 L/m2", "100万m2/a")), "100 kg/a"},
		{"HJ 855 (4), GB 21900 表3, multilayer Cr", ByCapacityVolumeLimit(hj855, kg, stated("0.5 mg/L"),
			volume("250 L/m2", "1000000 m2/a")), "125 kg/a"},
		// 1.0 × (500 × 200 000 + 200 × 120 000) mg = 1.24·10^8 mg
		{"HJ 855 (4), two kinds of plating", ByCapacityVolumeLimit(hj855, kg, stated("1.0 mg/L"),
			volume("500 L/m2", "200000 m2/a"), volume("200 L/m2", "120000 m2/a")), "124 kg/a"},
		// 0.05 mg/L × 30 000 m3/a = 1500 g; the design volume 25 000 m3/a gives 1250 g
		{"HJ 855 (6), received volume", ByReceivedVolume(by("HJ 855-2017", "式(6)"), kg, stated("0.05 mg/L"),
			stated("30000 m3/a"), stated("40000 m3/a")), "1.5 kg/a"},
		{"HJ 855 (6), capped by the design volume", ByReceivedVolume(by("HJ 855-2017", "式(6)"), kg,
			stated("0.05 mg/L"), stated("30000 m3/a"), stated("25000 m3/a")), "1.25 kg/a"},
		// 1000 万kVAh × 0.1 g/kVAh = 10^6 g
		{"HJ 967 (1), plates and assembly, Pb air", ByPerformance(by("HJ 967-2018", "式(1)"), tonne,
			volume("0.1 g/kVAh", "1000万kVAh/a")), "1 t/a"},
		// 0.5 mg/L × 0.16 m3/kVAh × 10^7 kVAh = 8·10^5 g
		{"HJ 967 (3), plates and assembly, Pb water", ByCapacityVolumeLimit(hj967, tonne, stated("0.5 mg/L"),
			volume("0.16 m3/kVAh", "1000万kVAh/a")), "0.8 t/a"},
		// HJ 942 (1)(2): 2 mg/m3 × 10 000 m3/t × 10^5 t = 2·10^9 mg
		{"HJ 942 (1)(2), secondary lead 100 kt, Pb air", ByCapacityVolumeLimit(hj942, tonne, stated("2 mg/Nm3"),
			volume("10000 Nm3/t 产品", "100000 t 产品/a")), "2 t/a"},
		// HJ 942 (6): 0.2 × 0.5 × 10^5 g
		{"HJ 942 (6), secondary lead 100 kt, Pb water", ByCapacityVolumeLimit(hj942, tonne, stated("0.2 mg/L"),
			volume("0.5 m3/t 产品", "100000 t 产品/a")), "0.01 t/a"},
		// HJ 942 (6): 1.5 × 12 × 10^4 g
		{"leather 10 kt hides, Cr", ByCapacityVolumeLimit(hj942, tonne, stated("1.5 mg/L"),
			volume("12 m3/t 生皮", "10000 t 生皮/a")), "0.18 t/a"},
		// HJ 942 (6): 0.003 × 0.04 × 5·10^5 g
		{"acetylene PVC 500 kt, Hg water", ByCapacityVolumeLimit(hj942, tonne, stated("0.003 mg/L"),
			volume("0.04 m3/t 产品", "500000 t 产品/a")), "0.00006 t/a"},
		// HJ 942 (3)(4): 20 000 Nm3/h × 0.5 mg/m3 × 7200 h = 7.2·10^7 mg
		{"HJ 942 (3)(4), no benchmark volume, air", ByFlow(hj942, tonne, stated("20000 Nm3/h"), stated("0.5 mg/Nm3"),
			stated("7200 h/a")), "0.072 t/a"},
		// HJ 942 (7): 120 m3/d × 0.1 mg/L × 300 d = 3600 g
		{"HJ 942 (7), no benchmark volume, water", ByFlow(hj942, tonne, stated("120 m3/d"), stated("0.1 mg/L"),
			stated("300 d/a")), "0.0036 t/a"},
		// HJ 942 (5): 40 kg × (1 − 30 %)
		{"HJ 942 (5), special period", InSpecialPeriod(hj942, stated("40 kg"), stated("30 %")), "28 kg"},
	}
	for _, c := range cases {
		if err := c.got.Err(); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if want := quantity.Must(c.want); !c.got.Value().Equal(want) || c.got.Value().Unit().String() != want.Unit().
			String() {
			t.Errorf("%s: got %s, want %s", c.name, c.got.Value(), want)
		}
		if err := c.got.Recheck(); err != nil {
			t.Errorf("%s: recheck: %v", c.name, err)
		}
	}
}

// A capacity in the wrong base is a unit error, never a number: t of product
// for a volume per t of ore, hours for a daily flow's year, m3 for kVAh.
func TestWrongBasesAreErrors(t *testing.T) {
	by := calc.Clause{Instrument: "HJ 942-2018"}
	for name, got := range map[string]calc.Step{
		"product for ore": ByCapacityVolumeLimit(by, quantity.TonnesPerYear, stated("0.5 mg/L"),
			Volume{stated("2 m3/t 原矿"), stated("1000 t 产品/a")}),
		"plain tonnes": ByCapacityVolumeLimit(by, quantity.TonnesPerYear, stated("0.5 mg/L"),
			Volume{stated("2 m3/t 产品"), stated("1000 t/a")}),
		"area for capacity": ByPerformance(by, quantity.TonnesPerYear, Volume{stated("0.1 g/kVAh"),
			stated("1000 m2/a")}),
		"gas not at standard state": ByFlow(by, quantity.TonnesPerYear, stated("20000 m3/h"), stated("0.5 mg/Nm3"),
			stated("7200 h/a")),
		"no time": ByFlow(by, quantity.TonnesPerYear, stated("120 m3/d"), stated("0.1 mg/L"),
			calc.Step{}),
		"volume for water": ByFlow(by, quantity.TonnesPerYear, stated("120 Nm3/d"), stated("0.1 g/kVAh"),
			stated("300 d/a")),
	} {
		if got.OK() {
			t.Errorf("%s: got %s, want an error", name, got.Value())
		}
	}
}

// More capacity never lowers a permitted amount.
func TestMonotoneInCapacity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Int64Range(0, 1e9).Draw(t, "capacity")
		b := a + rapid.Int64Range(0, 1e9).Draw(t, "more")
		c := rapid.Int64Range(0, 1e6).Draw(t, "limit, ug/L")
		at := func(n int64) calc.Step {
			capacity := calc.Given("S", "capacity", quantity.Int(n, quantity.MustUnit("m2/a")), calc.Origin{})
			limit := calc.Given("C", "limit", quantity.Int(c, quantity.MustUnit("ug/L")), calc.Origin{})
			return ByCapacityVolumeLimit(calc.Clause{}, quantity.KgPerYear, limit, Volume{stated("200 L/m2"), capacity})
		}
		x, err := at(b).Value().Cmp(at(a).Value())
		if err != nil || x < 0 {
			t.Fatalf("capacity %d gives %s, capacity %d gives %s (%v)", a, at(a).Value(), b, at(b).Value(), err)
		}
	})
}
