package intake

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// massReading is an hour whose numbers are written as given, with their units.
func massReading(t interface{ Fatal(...any) }, conc, flow, mass string) (monitoring.Reading, massDigits) {
	value := func(s string) (monitoring.Value, int) {
		number, u, _ := strings.Cut(s, " ")
		limit := strings.HasPrefix(number, "<")
		d, ok := quantity.ParseDecimal([]byte(strings.TrimPrefix(number, "<")))
		if !ok {
			t.Fatal(s)
		}
		return monitoring.Value{Decimal: d, Unit: quantity.MustUnit(u), Set: true, NonDetect: limit}, placesOf(number)
	}
	r := monitoring.Reading{Pollutant: calc.Lead, Minutes: 60, Place: monitoring.Place{Row: 2}}
	var digits massDigits
	r.Concentration, digits.conc = value(conc)
	r.Flow, digits.flow = value(flow)
	r.Mass, digits.mass = value(mass)
	return r, digits
}

func TestMassAgainstProduct(t *testing.T) {
	for _, x := range []struct{ conc, flow, mass, want string }{
		// 150 ug/L × 63.0 m3 = 9.45 g
		{"150 ug/L", "63.0 m3", "9.45 g", ""},
		{"150 ug/L", "63.0 m3", "9.4 g", ""}, // cut off: 9.4 to 9.5
		{"150 ug/L", "63.0 m3", "9.5 g", ""}, // rounded
		{"150 ug/L", "63.0 m3", "9.45 kg", "9.45 kg / 0.00945 kg ×1,000"},
		{"150 ug/L", "63.0 m3", "0.00945 g", "0.00000945 kg / 0.00945 kg ×1,000"},
		// 0.5 mg/L × 10 m3/h × 1 h = 5 g: (0.4 to 0.6) × (9 to 11) is 3.6 to 6.6 g
		{"0.5 mg/L", "10 m3/h", "0.006 kg", ""},
		{"0.5 mg/L", "10 m3/h", "0.05 kg", "0.05 kg / 0.005 kg ×10"},
		{"0.500 mg/L", "10.00 m3/h", "0.00550 kg", "0.0055 kg / 0.005 kg ×1.1"},
		// 17.5 L/s is 63 m3 an hour
		{"150 ug/L", "17.5 L/s", "9.45 g", ""},
		{"150 ug/L", "17.5 L/s", "0.00945 kg/h", ""},
		{"2 mg/m3", "5000 m3", "0.010 kg", ""},
		// below the limit: anything up to 0.05 mg/L × 10 m3 = 0.5 g
		{"<0.05 mg/L", "10 m3", "0 g", ""}, {"<0.05 mg/L", "10 m3", "0.45 g", ""},
		{"<0.05 mg/L", "10.0 m3", "5.0 g", "0.005 kg / 0.0005 kg ×10"},
		{"0.5 mg/L", "10.0 m3", "0.000 g", "0 kg / 0.005 kg ×"},
		{"0.5 mg/L", "10.0 m3", "3 m3", ""},     // no mass: nothing to compare
		{"0.5 mg/Nm3", "10.0 m3", "3 g", ""},    // the product is none
		{"100 mg/L", "1500 m3", "150 kg", ""},   // digits, not powers of ten: ±1, not ±100
		{"1.5e2 ug/L", "63.0 m3", "9.45 g", ""}, // 140 to 160
	} {
		r, digits := massReading(t, x.conc, x.flow, x.mass)
		got := ""
		if d, yes := new(massCheck).compare(&r, digits); yes {
			got = fmt.Sprintf("%s ×%s", d, factorText(d.ratio()))
		}
		if got != x.want {
			t.Errorf("%s × %s, %s: %q, want %q", x.conc, x.flow, x.mass, got, x.want)
		}
	}
	r, digits := massReading(t, "150 ug/L", "63.0 m3", "9.45 kg")
	r.Flag = monitoring.Fault
	if _, yes := new(massCheck).compare(&r, digits); yes {
		t.Error("a value that is not valid contradicts nothing")
	}
}

// What float64 decides is what exact numbers decide.
func TestMassIsDecidedExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[0-9]{1,3}(\.[0-9]{0,4})?`)
		r, digits := massReading(t, number.Draw(t, "c")+" ug/L", number.Draw(t, "q")+" m3", number.Draw(t, "m")+" g")
		k := new(massCheck)
		_, got := k.compare(&r, digits)
		// by hand: ug/L × m3 is mg; every number from half a unit of its last digit less to a whole one
		// more, none below zero
		span := func(v monitoring.Value, places int) (low, high *big.Rat) {
			unit := new(big.Rat).SetFrac64(1, int64(math.Pow10(places)))
			low = new(big.Rat).Sub(v.Rat(), new(big.Rat).Quo(unit, big.NewRat(2, 1)))
			if low.Sign() < 0 {
				low.SetInt64(0)
			}
			return low, new(big.Rat).Add(v.Rat(), unit)
		}
		c0, c1 := span(r.Concentration, digits.conc)
		q0, q1 := span(r.Flow, digits.flow)
		m0, m1 := span(r.Mass, digits.mass)
		thousand := big.NewRat(1000, 1)
		m0.Mul(m0, thousand)
		m1.Mul(m1, thousand)
		want := m1.Cmp(c0.Mul(c0, q0)) < 0 || m0.Cmp(c1.Mul(c1, q1)) > 0
		if got != want {
			t.Fatalf("%v, by hand %v: %+v", got, want, r)
		}
		if exact := k.scale(&r).exactly(r.Concentration, r.Flow, r.Mass, digits); exact != want {
			t.Fatalf("exactly: %v, by hand %v: %+v", exact, want, r)
		}
	})
}

func TestMassFindings(t *testing.T) {
	f := &faults{file: "a.csv"}
	k := new(massCheck)
	for i, x := range [][3]string{{"150 ug/L", "63.0 m3", "9.45 kg"}, {"160 ug/L", "63.0 m3", "10.08 kg"},
		{"150 ug/L", "63.0 m3", "9.60 g"}, {"150 ug/L", "63.0 m3", "18.9 g"}} {
		r, digits := massReading(t, x[0], x[1], x[2])
		r.Place.Row = 2 + i
		if d, yes := k.compare(&r, digits); yes {
			f.mass(&r, d)
		}
	}
	var got []string
	for _, g := range f.findings() {
		got = append(got, fmt.Sprintf("%s %s %d %s", g.Code, g.Severity, g.At.Line, g.Message.ZH))
	}
	want := []string{
		"TD-IMP-040 warning 2 Pb 的质量 9.45 kg 与浓度×流量 0.00945 kg 矛盾，相差 1,000 倍：2 处" +
			"（第一处：行 2 “9.45 kg / 0.00945 kg”）",
		// (149.5 to 151) × (62.95 to 63.1) is 9.41 to 9.53 g
		"TD-IMP-040 note 4 Pb 的质量 0.0096 kg 与浓度×流量 0.00945 kg 矛盾，相差 1.02 倍：1 处" +
			"（行 4 “0.0096 kg / 0.00945 kg”）",
		"TD-IMP-040 warning 5 Pb 的质量 0.0189 kg 与浓度×流量 0.00945 kg 矛盾，相差 2 倍：1 处" +
			"（行 5 “0.0189 kg / 0.00945 kg”）",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestPlacesOf(t *testing.T) {
	for text, want := range map[string]int{"15": 0, "15.0": 1, "0.05L": 2, "<0.050": 3, "1.5e3": -2, "1.5E-3": 4,
		"ND(0.01)": 2, "1,234.50": 2, "": 0, "1e999": -30} {
		if got := placesOf(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
