package quantity

import (
	"errors"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func mustParse(t testing.TB, s string) Quantity {
	t.Helper()
	q, err := Parse(s)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return q
}

// Every spelling on the left is the amount on the right.
func TestSpellings(t *testing.T) {
	for _, c := range []struct{ spelling, same string }{
		{"0.5毫克/升", "0.5 mg/L"}, {"0.5 毫克/升", "0.5 mg/L"}, {"0.5mg/l", "0.5 mg/L"},
		{"０．５ｍｇ／Ｌ", "0.5 mg/L"},
		{"5 μg/L", "0.005 mg/L"}, // U+03BC, Greek
		{"5 µg/L", "0.005 mg/L"}, // U+00B5, micro sign
		{"5 ug/L", "0.005 mg/L"}, {"5微克/升", "0.005 mg/L"}, {"5 ㎍/L", "0.005 mg/L"},
		{"3 m³", "3 m3"}, {"3 m^3", "3 m3"}, {"3立方米", "3 m3"}, {"3 ㎥", "3 m3"}, {"3000 L", "3 m3"},
		{"3 ㎡", "3 m2"}, {"3 m²", "3 m2"}, {"3平方米", "3 m2"}, {"300 dm2", "3 m2"}, {"30000cm2", "3 m2"},
		{"30万m2/a", "300000 m2/a"}, {"30 万 m²/年", "300000 m2/a"}, {"30万平方米/年", "300000 m2/a"},
		{"30万 kVAh/a", "300000 kVAh/a"}, {"30万千伏安时/a", "300000 kVAh/a"}, {"30 万kVA·h/a", "300000 kVAh/a"},
		{"100 L/m2镀件镀层", "0.1 m3/m2"}, {"100 L/㎡镀层", "0.1 m3/m2"}, {"100 L/m2(镀件镀层)", "0.1 m3/m2"},
		{"100 L/m2 plated", "0.1 m3/m2"},
		{"0.16 m3/kVAh", "160 L/kVAh"},
		{"0.38 g/(m2·h)", "0.38 g/m2/h"}, {"0.38g/（㎡·h）", "0.38 g/m2/h"}, {"0.38 g/(m2*h)", "0.38 g/m2/h"},
		{"1 标立方米", "1 Nm3"}, {"1标准立方米", "1 Nm3"}, {"1 m3(标)", "1 Nm3"}, {"1 m³（标态）", "1 Nm3"},
		{"1 Nm³", "1 Nm3"}, {"1标m3", "1 Nm3"},
		{"1 立方米(标)", "1 Nm3"}, {"74 m3(标)/kVAh", "74 Nm3/kVAh"}, {"0.5 mg/m3(标干)", "0.5 mg/Nm3"},
		{"2万标立方米/小时", "20000 Nm3/h"},
		{"2 kg/万kVAh", "0.2 g/kVAh"}, {"20 g/万只", "2 mg/只"},
		{"60 m3/t原料皮", "60 m3/t生皮"}, {"60 m3/t 原皮", "60 m3/t生皮"}, {"60 m3/t rawhide", "60 m3/t生皮"},
		{"60 m3/t(生皮)", "60 m3/t生皮"},
		{"1公斤/年", "1 kg/a"}, {"1千克/年", "1 kg/a"}, {"１公斤／年", "1 kg/a"},
		{"1百万吨/a", "1000000 t/a"}, {"1千吨", "1000 t"}, {"1亿m3", "100000000 m3"}, {"1万千克", "10 t"},
		{"5000 t原矿/a", "5000 t 原矿/a"}, {"5000t ore/a", "5000 t 原矿/a"}, {"0.5万t矿石/年", "5000 t 原矿/a"},
		{"5000 t-原矿/a", "5000 t 原矿/a"},
		{"10 t产品/a", "10 t product/a"}, {"10吨产品/年", "10000 kg产品/a"},
		{"24 h/d", "1 d/d"}, {"1 d", "24 h"}, {"1日", "24 h"}, {"1天", "24小时"}, {"1 h", "60 min"}, {"1 h", "3600 s"},
		{"95 %", "0.95"}, {"95％", "0.95"}, {"950‰", "0.95"}, {"3倍", "3"}, {"1 kWh", "1 kW·h"}, {"1千瓦时", "1 kWh"},
		{"+5 kg", "5 kg"}, {"-5 kg", "-5000 g"}, {"-0 kg", "0 kg"}, {"-0.000 kg", "0 g"}, {".5 kg", "500 g"},
		{"5. kg", "5 kg"},
		{"5e3 g", "5 kg"}, {"5E-3 kg", "5 g"}, {"5e+0003 g", "5 kg"}, {"1e30 g", "1000000000000000000000000 t"},
		{"1e-30 g", "0.001e-27 g"},
		{"010 kg", "10 kg"}, {"0010.50 kg", "10.5 kg"}, // not octal
		{"300 1/a", "300 1/年"}, {" 5\tkg ", "5 kg"}, {"5\u3000kg", "5 kg"}, {"5\u00a0kg", "5 kg"},
	} {
		q, want := mustParse(t, c.spelling), mustParse(t, c.same)
		if !q.Equal(want) {
			t.Errorf("%q reads as %s (%s), want %s (%s)", c.spelling, q, q.Unit().Dimension(), want,
				want.Unit().Dimension())
		}
	}
}

// What looks alike and is not: these refuse to convert into each other.
func TestUnitsKeptApart(t *testing.T) {
	for _, c := range [][]string{
		{"t 原矿/a", "t 产品/a", "t/a", "t 生皮/a", "t 蓝湿革/a", "t 精矿/a", "t 原料/a"},
		{"Nm3", "m3"}, {"mg/Nm3", "mg/m3"}, {"ug/scm", "ug/m3"}, {"ug/scm", "ug/Nm3"}, {"d/a", "1", "1/a"},
		{"t/a", "t/d", "t"}, {"只", "张", "1"},
		{"kVAh", "kWh", "Ah"}, {"m2", "m3", "m"}, {"kg/a", "kg/h"}, {"元", "1"},
	} {
		for i, a := range c {
			for _, b := range c[i+1:] {
				u, v := MustUnit(a), MustUnit(b)
				if u.Same(v) {
					t.Errorf("%s is the same as %s", a, b)
				}
				if _, err := Int(1, u).In(v); !errors.Is(err, ErrUnit) {
					t.Errorf("%s in %s: error %v, want ErrUnit", a, b, err)
				}
				if _, err := Int(1, u).Add(Int(1, v)); !errors.Is(err, ErrUnit) {
					t.Errorf("%s + %s: error %v, want ErrUnit", a, b, err)
				}
				if _, err := Int(1, u).Sub(Int(1, v)); !errors.Is(err, ErrUnit) {
					t.Errorf("%s - %s: error %v, want ErrUnit", a, b, err)
				}
				if _, err := Int(1, u).Cmp(Int(1, v)); !errors.Is(err, ErrUnit) {
					t.Errorf("%s against %s: error %v, want ErrUnit", a, b, err)
				}
				if Int(0, u).Equal(Int(0, v)) {
					t.Errorf("0 %s equals 0 %s", a, b)
				}
			}
		}
	}
}

func TestConversions(t *testing.T) {
	for _, c := range []struct {
		by      string
		factors []string
		unit    string
		want    string
	}{
		{"1 mg/L × 500 L/m2 = 500 mg/m2; × 10^6 m2 = 5×10^8 mg", []string{"1.0 mg/L", "500 L/m2", "1000000 m2/a"},
			"kg/a", "500"},
		{"0.1 g/kVAh × 10^7 kVAh/a = 10^6 g/a", []string{"0.1 g/kVAh", "1000 万kVAh/a"}, "t/a", "1"},
		{"0.5 g/m3 × 0.16 m3/kVAh × 10^7 kVAh/a = 8×10^5 g/a", []string{"0.5 mg/L", "0.16 m3/kVAh", "10000000 kVAh/a"},
			"t/a", "0.8"},
		{"120 m3/d × 300 d/a", []string{"120 m3/d", "300 d/a"}, "m3/a", "36000"},
		{"10 m3/h × 24 h/d × 300 d/a", []string{"10 m3/h", "24 h/d", "300 d/a"}, "m3/a", "72000"},
		{"0.05 g/m3 × 120 m3/d × 300 d/a = 1800 g/a", []string{"0.05 mg/L", "120 m3/d", "300 d/a"}, "kg/a", "1.8"},
		{"0.5 mg/Nm3 × 20000 Nm3/h × 7200 h/a = 72×10^6 mg/a", []string{"0.5 mg/m3(标)", "2万Nm3/h", "7200 h/a"},
			"kg/a", "72"},
		{"0.38 g/(m2·h) × 2 m2 × 4800 h/a = 3648 g/a", []string{"0.38 g/(m2·h)", "2 m2", "4800 h/a"}, "kg/a", "3.648"},
		{"608 g/t × 10000 t × (1 − 0.993) = 42560 g", []string{"608 g/t生皮", "10000 t生皮/a", "0.7 %"}, "kg/a",
			"42.56"},
		{"1 g over s and min: 3600 s/h × 60 min/h", []string{"1 g/s", "1 h/a"}, "kg/a", "3.6"},
	} {
		got := Int(1, One)
		for _, f := range c.factors {
			got = got.Mul(mustParse(t, f))
		}
		in, err := got.In(MustUnit(c.unit))
		if err != nil {
			t.Errorf("%s: %v", c.by, err)
			continue
		}
		if in.Exact() != c.want {
			t.Errorf("%s: got %s, want %s", c.by, in, c.want)
		}
	}
}

func TestArithmetic(t *testing.T) {
	kg, g := Must("2 kg"), Must("500 g")
	if sum, err := kg.Add(g); err != nil || sum.String() != "2.5 kg" {
		t.Errorf("2 kg + 500 g = %s, %v; want 2.5 kg", sum, err)
	}
	if diff, err := g.Sub(kg); err != nil || diff.String() != "-1500 g" {
		t.Errorf("500 g − 2 kg = %s, %v; want -1500 g", diff, err)
	}
	if c, err := kg.Cmp(g); err != nil || c != 1 {
		t.Errorf("2 kg against 500 g: %d, %v", c, err)
	}
	if q, err := kg.Div(g); err != nil || !q.Equal(Int(4, One)) {
		t.Errorf("2 kg ÷ 500 g = %s, %v; want 4", q, err)
	}
	if _, err := kg.Div(Must("0 g")); err == nil {
		t.Error("division by zero is no error")
	}
	if kg.String() != "2 kg" || g.String() != "500 g" {
		t.Errorf("operands changed to %s and %s", kg, g)
	}
	kg.Rat().SetInt64(99)
	one := big.NewRat(1, 1)
	q := New(one, One)
	one.SetInt64(7)
	if kg.String() != "2 kg" || q.String() != "1" {
		t.Error("a quantity can be changed from outside")
	}
	var zero Quantity
	if zero.String() != "0" || zero.Sign() != 0 || !zero.Equal(Int(0, One)) || zero.Rat().Sign() != 0 {
		t.Errorf("the zero quantity is %s", zero)
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct{ in, says string }{
		{"", "empty"}, {"   ", "empty"}, {"\u3000", "empty"},
		{"1,234 kg", "thousands"}, {"1，234 kg", "thousands"}, {"1,5 mg/L", "thousands"}, {"1 000 kg", "two numbers"},
		{"1_000 kg", "not a unit"}, {"1'000", "not a unit"},
		{"1.2.3 kg", "two decimal points"}, {"1..2", "two decimal points"}, {"1e5.5", "two decimal points"},
		{"1e999999999 kg", "exponent"}, {"1e-999999999", "exponent"}, {"1e31", "exponent"}, {"1e-31", "exponent"},
		{"1e00000000000000000031", "exponent"}, {"0e99", "exponent"},
		{strings.Repeat("9", 41) + " kg", "40 digits"}, {"0." + strings.Repeat("9", 41), "40 digits"},
		{strings.Repeat("9", 10_000), "longer"},
		{strings.Repeat("0", 10_000), "longer"}, {"1" + strings.Repeat("0", 80), "too large"},
		{"0." + strings.Repeat("0", 80) + "1", "too small"},
		{"1 parsec", "not a unit"}, {"kg", "begin with a number"}, {"mg/L", "begin with a number"},
		{"<0.05 mg/L", "begin with a number"}, {"≤1", "begin with a number"},
		{"1\x00kg", "not a unit"}, {"\x001", "begin with a number"}, {"1 kg\x00", "not a unit"}, {"1 \xff", "UTF-8"},
		{"\xc3\x28", "UTF-8"},
		{"1/2", "nothing beside"}, {"1 /2", "nothing beside"}, {"3 1/2", "two numbers"}, {"3 1", "two numbers"},
		{"3 1/1", "two numbers"}, {"1/a", "nothing beside"},
		{"0x10", "not a unit"}, {"0b1", "not a unit"}, {"0o7", "not a unit"}, {"NaN", "begin with a number"},
		{"Inf", "begin with a number"}, {"-Inf", "begin with a number"},
		{"--5", "begin with a number"}, {"+-5", "begin with a number"}, {"- 5", "begin with a number"},
		{".", "begin with a number"}, {"-", "begin with a number"},
		{"1e", "not a unit"}, {"1e+", "not a unit"}, {"1p5", "not a unit"}, {"5万1", "not a unit"},
		{"5万", "not a unit"}, {"5万%", "not a unit"},
		// case carries meaning
		{"5 KG", "not a unit"}, {"5 M3", "not a unit"}, {"5 nm3", "not a unit"}, {"5 mG", "not a unit"},
		{"1\nkg", "not a unit"}, {"1 kg 2", "not a unit"},
	} {
		start := time.Now()
		q, err := Parse(c.in)
		if err == nil {
			t.Errorf("Parse(%.50q) gives %s, want an error", c.in, q)
			continue
		}
		if !strings.Contains(err.Error(), c.says) {
			t.Errorf("Parse(%.50q): %q does not say %q", c.in, err, c.says)
		}
		if len(err.Error()) > 1000 {
			t.Errorf("Parse(%.50q): the message has %d bytes", c.in, len(err.Error()))
		}
		if took := time.Since(start); took > time.Second {
			t.Errorf("Parse(%.50q) took %s", c.in, took)
		}
	}
}

func TestUnitRefusals(t *testing.T) {
	for _, c := range []struct{ in, says string }{
		{"mg//L", "nothing beside"}, {"/", "nothing beside"}, {"mg/L/", "nothing beside"}, {"/a", "nothing beside"},
		{"()", "nothing"}, {"mg/()", "nothing"}, {"·", "nothing"}, {"mg··L", "nothing"}, {"·mg", "nothing"},
		{"g/(m2·)", "nothing"},
		{"g/(m2·h", "parenthes"}, {"g/m2·h)", "parenthes"}, {"t(原矿", "parenthes"}, {"t)原矿(", "parenthes"},
		{")(", "parenthes"}, {"((m2", "parenthes"},
		// a space is not nothing
		{"m g", "not a unit"}, {"k g", "not a unit"}, {"m 3", "not a unit"}, {"m L", "not a unit"},
		{"t 煤", "no base called"}, {"t foo/a", "no base called"}, {"gallon", "not a unit"},
		{"t--原矿", "no base called"},
		{"t标", "no base called"}, {"t日", "no base called"}, {"日m3", "not a unit"}, {"标t", "not a unit"},
		{"标", "not a unit"},
		{"1/1", "not a unit"}, {"m2/1", "not a unit"}, {"1·m2", "not a unit"}, {"万1", "not a unit"},
		{"万", "not a unit"}, {"kg2", "not a unit"}, {"m1", "not a unit"}, {"m0", "not a unit"}, {"m02", "not a unit"},
		{strings.Repeat("m", 81), "longer"}, {strings.Repeat("万", 1_000_000), "longer"},
		{strings.Repeat("g*", 39) + "g", "longer"},
	} {
		u, err := ParseUnit(c.in)
		if err == nil {
			t.Errorf("ParseUnit(%.40q) gives %q (%s), want an error", c.in, u, u.Dimension())
			continue
		}
		if !strings.Contains(err.Error(), c.says) {
			t.Errorf("ParseUnit(%.40q): %q does not say %q", c.in, err, c.says)
		}
	}
}

// Limits hold at their edge: forty digits and an exponent of thirty are read.
func TestLimitsAtTheEdge(t *testing.T) {
	for _, in := range []string{
		strings.Repeat("9", 40) + " kg", "-0." + strings.Repeat("9", 40) + " kg", strings.Repeat("9", 20) + "." +
			strings.Repeat("9", 20),
		strings.Repeat("0", 60) + "1 kg", "1." + strings.Repeat("0", 60) + " kg", // zeros on the outside are not digits
		"1e30 kg", "1e-30 kg", strings.Repeat("9", 40) + "e30", "0." + strings.Repeat("9", 40) + "e-30 kg",
	} {
		q, err := Parse(in)
		if err != nil {
			t.Errorf("Parse(%q): %v", in, err)
			continue
		}
		if back, err := Parse(q.String()); err != nil || !back.Equal(q) {
			t.Errorf("Parse(%q) writes itself %q, which reads as %s, %v", in, q, back, err)
		}
	}
	if got := Must("1e30 g").Exact(); got != "1"+strings.Repeat("0", 30) {
		t.Errorf("1e30 is %s", got)
	}
}

func drawSpelling(t *rapid.T) string {
	var units []string
	for s := range symbols {
		units = append(units, s)
	}
	for _, m := range masses {
		for s := range tags {
			units = append(units, m+" "+s)
		}
	}
	slices.Sort(units)
	unit := rapid.SampledFrom(units).Draw(t, "unit")
	if rapid.Bool().Draw(t, "prefixed") {
		unit = rapid.SampledFrom([]string{"万", "亿", "千", "百"}).Draw(t, "prefix") + unit
	}
	for range rapid.IntRange(0, 3).Draw(t, "more") {
		unit += rapid.SampledFrom([]string{"/", "·", "*"}).Draw(t, "sep") + rapid.SampledFrom(units).Draw(t, "next")
	}
	return unit
}

// What a unit writes reads back as the same unit.
func TestUnitRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spelling := drawSpelling(t)
		u, err := ParseUnit(spelling)
		if err != nil {
			return
		}
		back, err := ParseUnit(u.String())
		if err != nil || !back.Same(u) || back.scale().Cmp(u.scale()) != 0 || back.String() != u.String() {
			t.Fatalf("%q writes itself %q, which reads as %q, %v", spelling, u, back, err)
		}
	})
}

// So does the unit of every product and quotient: written traces depend on it.
func TestProductUnitRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := Int(1, One)
		for range rapid.IntRange(1, 5).Draw(t, "factors") {
			u, err := ParseUnit(drawSpelling(t))
			if err != nil {
				continue
			}
			if rapid.Bool().Draw(t, "divide") {
				q, err = q.Div(Int(1, u))
				if err != nil {
					t.Fatal(err)
				}
			} else {
				q = q.Mul(Int(1, u))
			}
		}
		back, err := ParseUnit(q.Unit().String())
		if len(q.Unit().String()) > maxUnitText {
			return
		}
		if err != nil || !back.Same(q.Unit()) || back.scale().Cmp(q.Unit().scale()) != 0 {
			t.Fatalf("%q reads as %q (%s), %v; want %s", q.Unit(), back, back.Dimension(), err, q.Unit().Dimension())
		}
	})
}

// A volume cubed, and a tagged mass or a gas volume squared, still have a name.
func TestHighPowersHaveNames(t *testing.T) {
	for _, in := range []string{"m3·m3·m3·m3", "Nm3·Nm3", "1/Nm3/Nm3", "t生皮·t生皮", "m3·m3·m3", "kVAh·kVAh", "只·只",
		"h·h/a/a"} {
		q := Int(1, MustUnit(in)).Mul(Int(1, One))
		back, err := ParseUnit(q.Unit().String())
		if err != nil || !back.Same(MustUnit(in)) || back.scale().Cmp(big.NewRat(1, 1)) != 0 {
			t.Errorf("%s in base units is %q, which reads as %q, %v", in, q.Unit(), back, err)
		}
	}
}

// What a quantity writes reads back equal wherever its decimal ends.
func TestQuantityRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringMatching(`[+-]?[0-9]{1,25}(\.[0-9]{0,20})?(e[+-]?[0-9]{1,2})?`).Draw(t, "number") + " " +
			drawSpelling(t)
		q, err := Parse(in)
		if err != nil {
			return
		}
		back, err := Parse(q.String())
		if err != nil || !back.Equal(q) || back.String() != q.String() {
			t.Fatalf("%q writes itself %q, which reads as %q, %v", in, q, back, err)
		}
	})
}

// a×b÷b is a, and (a+b)−b is a, exactly.
func TestArithmeticProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := New(drawRat(t), KgPerYear), New(drawRat(t), TonnesPerYear)
		sum, err := a.Add(b)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := sum.Sub(b); err != nil || !back.Equal(a) || back.Unit().String() != "kg/a" {
			t.Fatalf("(%s + %s) − %s = %s, %v", a, b, b, back, err)
		}
		if b.Sign() == 0 {
			return
		}
		if back, err := a.Mul(b).Div(b); err != nil || !back.Equal(a) {
			t.Fatalf("%s × %s ÷ %s = %s, %v", a, b, b, back, err)
		}
		if ab, ba := a.Mul(b), b.Mul(a); !ab.Equal(ba) || ab.String() != ba.String() {
			t.Fatalf("%s × %s is %s one way and %s the other", a, b, ab, ba)
		}
	})
}

// Unit reading depends on no map order: the same text gives the same bytes.
func TestUnitReadingIsDeterministic(t *testing.T) {
	for _, in := range []string{"t 煤/a", "m3(标)/t生皮", "万kVAh·m2镀层/只"} {
		u, err := ParseUnit(in)
		for range 50 {
			again, err2 := ParseUnit(in)
			if again.String() != u.String() || again.dims != u.dims || (err == nil) != (err2 == nil) ||
				(err != nil && err.Error() != err2.Error()) {
				t.Fatalf("%q reads as %q, %v and as %q, %v", in, u, err, again, err2)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, in := range []string{"", "1/2", "0x10", "1_000", "NaN", "Inf", "1e", "1 ", " 1", "1kg", "1,0", "１",
		strings.Repeat("1", 10_000), strings.Repeat("0", 100_000_000)} {
		if r, err := ParseNumber(in); err == nil {
			t.Errorf("ParseNumber(%.20q) gives %s, want an error", in, r)
		}
	}
	if r, err := ParseNumber("010"); err != nil || r.Cmp(big.NewRat(10, 1)) != 0 {
		t.Errorf("010 reads as %s, %v; want ten", r, err)
	}
}

// Dimension speaks to people in the error messages.
func TestErrorsNameBothUnits(t *testing.T) {
	_, err := Must("5 t 原矿/a").In(MustUnit("t 产品/a"))
	if err == nil || !strings.Contains(err.Error(), "t 原矿/a") || !strings.Contains(err.Error(), "t 产品/a") {
		t.Errorf("error %v does not name both units", err)
	}
	_, err = Must("5").In(KgPerYear)
	if err == nil || !strings.Contains(err.Error(), "a plain number") || !strings.Contains(err.Error(), "kg/a") {
		t.Errorf("error %v does not name a plain number and kg/a", err)
	}
}

func TestMustPanics(t *testing.T) {
	for name, f := range map[string]func(){"Must": func() { Must("x") }, "MustUnit": func() { MustUnit("x") }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s(x) does not panic", name)
				}
			}()
			f()
		}()
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"300000 m2/a", "30万m2/a", "0.5毫克/升", "95 %", "0.38 g/(m2·h)", "60 m3/t原料皮",
		"74 m3(标)/kVAh", "1e30 t铜/a",
		"-0", "1e999999999", "1,234", "3 1/2", "300 1/a", "1 g*g*g", "０．５ｍｇ／Ｌ", "1 m3·m3·m3·m3", "1 t(原矿",
		"5万1", "1\x00", "\xff", "5 μg/L", "5 kVA·h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		if err != nil {
			return
		}
		text := q.String()
		if len(text) > MaxText {
			t.Fatalf("%q writes itself with %d bytes", s, len(text))
		}
		back, err := Parse(text)
		if err != nil || !back.Equal(q) || back.String() != text {
			t.Fatalf("%q writes itself %q, which reads as %q, %v", s, text, back, err)
		}
		in, err := q.Mul(q).In(q.Mul(q).Unit())
		if err != nil || in.Sign() < 0 {
			t.Fatalf("(%q)² = %s, %v", s, in, err)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("30万m2/a"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMulIn(b *testing.B) {
	c, v, s := Must("1.0 mg/L"), Must("500 L/m2"), Must("1000000 m2/a")
	for b.Loop() {
		if _, err := c.Mul(v).Mul(s).In(KgPerYear); err != nil {
			b.Fatal(err)
		}
	}
}

// Each base of the census manual is a dimension of its own; spellings that the
// glossary says are the same are one.
func TestBases(t *testing.T) {
	seen := map[string]string{}
	for _, name := range append([]string{"原矿", "产品", "生皮", "蓝湿革", "原料"}, bases...) {
		u, err := ParseUnit("g/t-" + name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if other, ok := seen[u.dims]; ok {
			t.Errorf("%s and %s are one dimension", name, other)
		}
		seen[u.dims] = name
		if again, err := ParseUnit(u.String()); err != nil || !again.Same(u) {
			t.Errorf("%s is written as %q, which is read as %v, %v", name, u, again, err)
		}
	}
	for a, b := range map[string]string{"m3/t铜": "m3/t产品", "m3/t镍": "m3/t 产品", "m3/t钴": "m3/t产品",
		"m3/t矿石":  "m3/t原矿",
		"m3/t原料皮": "m3/t生皮", "m3/t原皮": "m3/t生皮", "m3(标)/t-粗铅": "Nm3/t粗铅",
		"t/t-氧化锌（次氧化锌）": "t/t 氧化锌(次氧化锌)"} {
		if !MustUnit(a).Same(MustUnit(b)) {
			t.Errorf("%s and %s differ", a, b)
		}
	}
	for _, pair := range [][2]string{{"m3/万只(R20)", "m3/万只"}, {"g/t铅锌矿", "g/t铅锌矿石"},
		{"g/t铜矿石", "g/t矿石"}, {"m3/t原料", "m3/t原料(折金属锑)"}} {
		if MustUnit(pair[0]).Same(MustUnit(pair[1])) {
			t.Errorf("%s and %s are one", pair[0], pair[1])
		}
	}
	if g, ok := Must("15.4323583529 grain").Cmp(Must("1 g")); ok != nil || g >= 0 { // 1 g is 15.43235835294… grain
		t.Error("a grain is 0.06479891 g")
	}
}
