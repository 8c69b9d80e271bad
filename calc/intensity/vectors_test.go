package intensity

import (
	"math/big"
	"testing"

	"tidai/calc"
	"tidai/calc/quantity"
)

// exact compares a step with an exact fraction in the unit given.
func exact(t *testing.T, name string, got calc.Step, want, unit string) {
	t.Helper()
	w, ok := new(big.Rat).SetString(want)
	if !ok {
		t.Fatalf("%s: bad expectation %q", name, want)
	}
	if err := got.Err(); err != nil {
		t.Errorf("%s: %v, want %s %s", name, err, want, unit)
		return
	}
	q, err := got.Value().In(quantity.MustUnit(unit))
	if err != nil || q.Rat().Cmp(w) != 0 {
		t.Errorf("%s: got %s (%v), want %s %s", name, got.Value(), err, want, unit)
	}
	if err := got.Recheck(); err != nil {
		t.Errorf("%s: recheck: %v", name, err)
	}
}

// Vector 1: traction batteries, plates and assembly, 600 000 kVAh/a. Water
// 0.22 g × 600 000 = 132 kg, behind 90 % 132/10 = 66/5. Air 21.2 × 600 000 =
// 12 720 kg, behind 98 % 12 720/50 = 1272/5; with k = 0.95 the passing share is
// 1 − 0.98 × 0.95 = 0.069, 12 720 × 69/1000 = 21942/25. Direct: 12 720.
func TestVector1LeadBattery(t *testing.T) {
	power, one := stated("600000 kVAh/a"), stated("1")
	water := Generated(stated("0.22 g/kVAh"), power)
	exact(t, "water generated", water, "132", "kg/a")
	exact(t, "water emitted", Emitted(water, stated("90 %"), one), "66/5", "kg/a")
	air := Generated(stated("21.2 g/kVAh"), power)
	exact(t, "air generated, which is the direct discharge", air, "12720", "kg/a")
	exact(t, "air emitted", Emitted(air, stated("98 %"), one), "1272/5", "kg/a")
	exact(t, "air emitted, k = 0.95", Emitted(air, stated("98 %"), stated("0.95")), "21942/25", "kg/a")
}

// Vector 2: 10 000 t of cattle hide, 608 g/t, η 99.3 %: 6 080 kg × 7/1000 =
// 42.56 = 1064/25.
func TestVector2Leather(t *testing.T) {
	g := Generated(stated("608 g/t 牛生皮"), stated("10000 t 牛生皮/a"))
	exact(t, "generated", g, "6080", "kg/a")
	exact(t, "emitted", Emitted(g, stated("99.3 %"), stated("1")), "1064/25", "kg/a")
}

// Vector 3: 200 000 t of PVC. Water 1.13 g/t: 226 kg, behind 75 % 226/4 =
// 113/2. Air 24.9 g/t: 4 980 kg, behind 90 % 498.
func TestVector3PVC(t *testing.T) {
	made, one := stated("200000 t 聚氯乙烯/a"), stated("1")
	water, air := Generated(stated("1.13 g/t 聚氯乙烯"), made), Generated(stated("24.9 g/t 聚氯乙烯"), made)
	exact(t, "water generated", water, "226", "kg/a")
	exact(t, "water emitted", Emitted(water, stated("75 %"), one), "113/2", "kg/a")
	exact(t, "air generated", air, "4980", "kg/a")
	exact(t, "air emitted", Emitted(air, stated("90 %"), one), "498", "kg/a")
}

// Vector 4: a chromium bath of 2 m2 with suppressant, 4 800 h: 0.38 × 9 600 g =
// 3.648 kg of mist. 90 % captured = 3.2832, behind 95 % 0.16416 = 513/3125; the
// other 10 %, 0.3648 = 228/625, is fugitive.
func TestVector4Bath(t *testing.T) {
	surface := calc.Product("A·t", "activity", calc.Clause{}, stated("2 m2"), stated("4800 h/a"))
	g := Generated(stated("0.38 g/(m2·h)"), surface)
	exact(t, "generated", g, "456/125", "kg/a")
	captured := Captured(g, stated("90 %"))
	exact(t, "captured", captured, "2052/625", "kg/a")
	exact(t, "stack", Emitted(captured, stated("95 %"), stated("1")), "513/3125", "kg/a")
	exact(t, "fugitive", Fugitive(g, stated("90 %")), "228/625", "kg/a")
}

// Vector 6: two samples of water, (0.05 mg/L, 100 m3/d) and (0.02, 300): the
// method gives (5 + 6)/2 = 5.5 g/d, over 300 d 1.65 kg = 33/20. The unweighted
// mean, 0.035 × 200 = 7 g/d, 2.1 kg, must not come out, and neither does the
// flow-weighted mean times the sum of flows, 11 g/d.
func TestVector6FlowWeighted(t *testing.T) {
	samples := []Sampled{{stated("0.05 mg/L"), stated("100 m3/d")}, {stated("0.02 mg/L"), stated("300 m3/d")}}
	d := Measured(quantity.MilligramPerL, stated("300 d/a"), samples...)
	exact(t, "weighted", d, "33/20", "kg/a")
	if d.Value().Equal(quantity.Must("2.1 kg/a")) {
		t.Error("the unweighted mean came out")
	}
	mean, flow := means(quantity.MilligramPerL, samples)
	exact(t, "mean concentration, 11 g in 400 m3", mean, "11/400", "mg/L")
	exact(t, "mean flow", flow, "200", "m3/d")
	turned := []Sampled{samples[1], samples[0]}
	if e := Measured(quantity.MilligramPerL, stated("300 d/a"), turned...); !e.Value().Equal(d.Value()) {
		t.Errorf("the order of samples changes the amount: %s against %s", e.Value(), d.Value())
	}
}

// Gas by the same method, family B of the specifications: (0.40 mg/Nm3,
// 20 000 Nm3/h), (0.10, 10 000), 7 000 h: (8 000 + 1 000)/2 mg/h × 7 000 h =
// 31.5 kg; the unweighted mean would give 0.25 × 15 000 × 7 000 = 26.25.
func TestMeasuredGas(t *testing.T) {
	d := Measured(quantity.MilligramPerN, stated("7000 h/a"),
		Sampled{stated("0.40 mg/Nm3"), stated("20000 Nm3/h")}, Sampled{stated("0.10 mg/Nm3"), stated("10000 Nm3/h")})
	exact(t, "gas", d, "63/2", "kg/a")
	exact(t, "one sample: 0.4 × 20 000 × 7 000 mg", Measured(quantity.MilligramPerN, stated("7000 h/a"),
		Sampled{stated("0.40 mg/Nm3"), stated("20000 Nm3/h")}), "56", "kg/a")
}

// A balance of chromium: in 12 t × 52 % = 6 240 kg; product 5 000, sludge 20 t ×
// 6 % = 1 200, recovered 30; left 10 kg. Measured 4 into water and 5 into air:
// closure (10 − 9)/6 240 = 1/6240.
func TestBalanceByHand(t *testing.T) {
	in := []calc.Step{calc.Product("m·w", "stream-metal", byBalance, stated("12 t/a"), stated("52 %")).
		In(quantity.KgPerYear)}
	out := []calc.Step{stated("5000 kg/a"), calc.Product("m·w", "stream-metal", byBalance, stated("20 t/a"),
		stated("60 kg/t")).In(quantity.KgPerYear), stated("30 kg/a")}
	exact(t, "left", Balanced(in, out), "10", "kg/a")
	exact(t, "closure", ClosureError(in, out, []calc.Step{stated("4 kg/a"), stated("5 kg/a")}), "1/6240", "")
	exact(t, "nothing leaves otherwise", Balanced(in, nil), "6240", "kg/a")
}

// An analogue of 80 000 m2/a emits 10 kg/a: 100 000 m2/a emit 12.5 kg/a, a
// difference of scale of 25 %; 50 000 is 37.5 % away, in either direction of M₀.
func TestAnalogyByHand(t *testing.T) {
	exact(t, "scaled", Scaled(stated("10 kg/a"), stated("100000 m2/a"), stated("80000 m2/a")), "25/2", "kg/a")
	exact(t, "larger", ScaleDifference(stated("100000 m2/a"), stated("80000 m2/a")), "1/4", "")
	exact(t, "smaller", ScaleDifference(stated("50000 m2/a"), stated("80000 m2/a")), "3/8", "")
	if s := Scaled(stated("10 kg/a"), stated("100000 m2/a"), stated("80000 t/a")); s.OK() {
		t.Errorf("outputs in different units scale to %s", s.Value())
	}
}

// Abnormal: 0.02 kg/h × 2 h × 6 times = 0.24 kg/a.
func TestAbnormalByHand(t *testing.T) {
	exact(t, "abnormal", AbnormalEmission(stated("20 g/h"), stated("2 h"), stated("6 次/a")), "6/25", "kg/a")
}
