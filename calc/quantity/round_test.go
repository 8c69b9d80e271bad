package quantity

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func num(t testing.TB, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("test number %q", s)
	}
	return r
}

// The examples of GB/T 8170-2008, each under its rule. want is the number the
// standard prints; 13×10² stands as 1300.
func TestGBT8170(t *testing.T) {
	for _, c := range []struct{ rule, x, interval, want string }{
		{"3.2.1 first dropped digit < 5, to the unit", "12.1498", "1", "12"},
		{"3.2.1 first dropped digit < 5, one decimal", "12.1498", "0.1", "12.1"},
		{"3.2.2 first dropped digit > 5, to the hundreds", "1268", "100", "1300"},
		{"3.2.3 five followed by a digit that is not zero", "10.5002", "1", "11"},
		{"3.2.4 five and nothing after, even stays", "1.050", "0.1", "1.0"},
		{"3.2.4 five and nothing after, odd goes up", "0.35", "0.1", "0.4"},
		{"3.2.4 even thousands stay", "2500", "1000", "2000"},
		{"3.2.4 odd thousands go up", "3500", "1000", "4000"},
		{"3.2.4 two significant digits, even", "0.0325", "0.001", "0.032"},
		{"3.2.4 two significant digits, even thousands", "32500", "1000", "32000"},
		{"3.2.5 negative, decimals", "-0.0365", "0.001", "-0.036"},
		{"3.2.5 negative, tens, odd goes up", "-355", "10", "-360"},
		{"3.2.5 negative, tens, even stays", "-325", "10", "-320"},
		{"3.3.1 once only", "8.53459", "0.01", "8.53"},
		{"3.3.1 once only: 97.46 is not 97.5 is not 98", "97.46", "1", "97"},
		{"3.3.1 once only: 15.4546 is not 15.5 is not 16", "15.4546", "1", "15"},
		{"3.4.1 half unit 60.25: doubled 120.5 → 120", "60.25", "0.5", "60.0"},
		{"3.4.1 half unit 60.38: doubled 120.76 → 121", "60.38", "0.5", "60.5"},
		{"3.4.1 half unit 60.28: doubled 120.56 → 121", "60.28", "0.5", "60.5"},
		{"3.4.1 half unit -60.75: doubled -121.5 → -122", "-60.75", "0.5", "-61.0"},
		{"3.4.2 fifth unit 830: times five 4150 → 42 hundreds", "830", "20", "840"},
		{"3.4.2 fifth unit 842: times five 4210 → 42 hundreds", "842", "20", "840"},
		{"3.4.2 fifth unit 832: times five 4160 → 42 hundreds", "832", "20", "840"},
		{"3.4.2 fifth unit -930: times five -4650 → -46 hundreds", "-930", "20", "-920"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			if got := RoundTo(num(t, c.x), num(t, c.interval)); got.Cmp(num(t, c.want)) != 0 {
				t.Errorf("%s to %s: got %s, want %s", c.x, c.interval, Exact(got), c.want)
			}
		})
	}
}

// A tie is a tie only exactly: the smallest amount beside it decides.
func TestTieIsExact(t *testing.T) {
	for _, c := range []struct{ x, want string }{
		{"2.5", "2"}, {"2.50000000000000000000000000000000000001", "3"}, {"2.49999999999999999999999999999999999999",
			"2"},
		{"3.5", "4"}, {"3.49999999999999999999999999999999999999", "3"}, {"0.5", "0"}, {"-0.5", "0"}, {"-1.5", "-2"},
	} {
		if got := RoundTo(num(t, c.x), big.NewRat(1, 1)); got.Cmp(num(t, c.want)) != 0 {
			t.Errorf("%s: got %s, want %s", c.x, Exact(got), c.want)
		}
	}
}

func TestRoundKeepsItsArguments(t *testing.T) {
	x, interval := big.NewRat(7, 3), big.NewRat(1, 2)
	RoundTo(x, interval)
	RoundTo(x, new(big.Rat)).SetInt64(9)
	if x.Cmp(big.NewRat(7, 3)) != 0 || interval.Cmp(big.NewRat(1, 2)) != 0 {
		t.Errorf("RoundTo changed its arguments to %s, %s", x, interval)
	}
	for _, interval := range []string{"0", "-0.1"} {
		if got := RoundTo(x, num(t, interval)); got.Cmp(x) != 0 {
			t.Errorf("interval %s: got %s, want x itself", interval, got)
		}
	}
}

func TestRoundSignificant(t *testing.T) {
	for _, c := range []struct {
		x      string
		digits int
		want   string
	}{
		{"0.0325", 2, "0.032"},   // 3.2.4, as the standard prints it
		{"32500", 2, "32000"},    // 32×10³
		{"1268", 2, "1300"},      // 13×10²
		{"9.996", 3, "10"},       // 10.0
		{"99.95", 3, "100"},      // 999.5 tenths, a tie: odd 999 goes up to 1000 tenths
		{"98.85", 3, "98.8"},     // 988.5 tenths, a tie: even 988 stays
		{"-0.0365", 2, "-0.036"}, // 3.2.5
		{"1/3", 3, "0.333"}, {"2/3", 3, "0.667"}, {"0", 3, "0"}, {"1e-20", 1, "1e-20"}, {"1000", 1, "1000"},
		{"999", 1, "1000"},
		{"0.1", 1, "0.1"}, {"0.099", 1, "0.1"}, {"10", 2, "10"}, {"1/10", 2, "0.1"}, {"1/1000", 2, "0.001"},
		{"7/700", 3, "0.01"},
	} {
		if got := RoundSignificant(num(t, c.x), c.digits); got.Cmp(num(t, c.want)) != 0 {
			t.Errorf("%s to %d digits: got %s, want %s", c.x, c.digits, Exact(got), c.want)
		}
	}
}

// The leading digit of powers of ten and their neighbours.
func TestMagnitude(t *testing.T) {
	for n := -25; n <= 25; n++ {
		p := Pow10(n)
		below := new(big.Rat).Mul(p, num(t, "0.9999999999"))
		if got := magnitude(p); got != n {
			t.Errorf("10^%d: magnitude %d", n, got)
		}
		if got := magnitude(below); got != n-1 {
			t.Errorf("just below 10^%d: magnitude %d, want %d", n, got, n-1)
		}
		if got := magnitude(new(big.Rat).Neg(p)); got != n {
			t.Errorf("-10^%d: magnitude %d", n, got)
		}
	}
}

func TestShown(t *testing.T) {
	for _, c := range []struct {
		x      string
		digits int
		want   string
	}{
		{"3153", 3, "3153"}, // digits before the point are never replaced
		{"0.0612345", 3, "0.0612"},
		{"9.996", 3, "10.0"}, // up a decade: one decimal fewer
		{"0", 3, "0"},
		{"124.569", 3, "125"},
		{"0.5", 3, "0.500"},
		{"1/3", 3, "0.333"},
		{"99.95", 3, "100"},   // tie at 999|5 tenths: 999 is odd, up to 100.0; three digits of it are 100
		{"98.85", 3, "98.8"},  // tie at 988|5 tenths: 988 is even
		{"999.5", 3, "1000"},  // tie at 999|5: up
		{"998.5", 3, "998"},   // tie: even
		{"0.9995", 3, "1.00"}, // tie at 999|5 thousandths of a tenth: up
		{"0.09995", 3, "0.100"},
		{"1234.5", 3, "1234"}, // the units are the last digit shown: tie, even
		{"1235.5", 3, "1236"}, // tie, odd
		{"-124.569", 3, "-125"},
		{"-9.996", 3, "-10.0"},
		{"-0.0612345", 3, "-0.0612"},
		{"-1/3", 3, "-0.333"},
		{"12345678901234567890.5", 3, "12345678901234567890"}, // beyond float64: tie, even
		{"1e-9", 3, "0.00000000100"},
		{"0.5", 1, "0.5"}, {"0.95", 1, "1"}, // 9|5: odd, up to 1.0; one digit of it is 1
		{"0.25", 1, "0.2"},
	} {
		if got := Shown(num(t, c.x), c.digits); got != c.want {
			t.Errorf("%s at %d digits: got %q, want %q", c.x, c.digits, got, c.want)
		}
	}
}

// Three significant digits, and up to two decimals that the amount has.
func TestShownAmount(t *testing.T) {
	for x, want := range map[string]string{
		"120": "120", "119.57": "119.57", "119.5691": "119.57", "1626.5": "1626.5", "3153": "3153",
		"120.001": "120.00",                      // rounded: the zeros say so
		"119.565": "119.56", "119.575": "119.58", // ties to the even digit
		"9.996": "10.00", "9.9": "9.90", "99.95": "99.95", "99.995": "100.00",
		"75": "75.0", "0.6": "0.600", "0.569077": "0.569", "0.0612345": "0.0612", "1.3992": "1.40",
		"1/3": "0.333", "440/3": "146.67", "0": "0", "-119.575": "-119.58",
		"12345678901234567890.5": "12345678901234567890.5",
	} {
		if got := ShownAmount(num(t, x)); got != want {
			t.Errorf("%s: got %q, want %q", x, got, want)
		}
	}
}

// What is shown is x rounded once, and amounts that differ by more than a
// hundredth never look equal. Ones exactly a hundredth apart may, as two ties
// that go to the same even digit: 1.115 and 1.125 are both 1.12.
func TestShownAmountsThatDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawRat(t)
		shown := ShownAmount(x)
		back, ok := new(big.Rat).SetString(shown)
		if !ok || back.Cmp(RoundPlaces(x, decimals(shown))) != 0 {
			t.Fatalf("%s is shown as %s", x, shown)
		}
		apart := big.NewRat(rapid.Int64Range(1e9+1, 1e12).Draw(t, "apart"), 1e11) // 0.01 to 10
		y := new(big.Rat).Add(x, apart)
		if ShownAmount(y) == shown {
			t.Fatalf("%s and %s are both %s", x, y, shown)
		}
	})
}

func TestFixed(t *testing.T) {
	for _, c := range []struct {
		x      string
		places int
		want   string
	}{
		{"0.0000005", 6, "0.000000"},  // tie: 0 is even
		{"0.0000015", 6, "0.000002"},  // tie: 1 is odd
		{"-0.0000005", 6, "0.000000"}, // no minus before zero
		{"-0.0000006", 6, "-0.000001"},
		{"2.5", 0, "2"}, {"3.5", 0, "4"}, {"1/3", 6, "0.333333"}, {"2/3", 6, "0.666667"},
		{"500", 6, "500.000000"}, {"1.005", 2, "1.00"}, {"1.015", 2, "1.02"},
		{"1268", -2, "1300"}, {"-49", -2, "0"}, {"-50", -2, "0"}, {"-150", -2, "-200"}, {"0", 2, "0.00"},
	} {
		if got := Fixed(num(t, c.x), c.places); got != c.want {
			t.Errorf("%s at %d places: got %q, want %q", c.x, c.places, got, c.want)
		}
	}
}

func TestExact(t *testing.T) {
	for _, c := range []struct{ x, want string }{
		{"0", "0"}, {"-0", "0"}, {"1/8", "0.125"}, {"-1/8", "-0.125"}, {"1/3", "1/3"}, {"-2/6", "-1/3"}, {"1/7", "1/7"},
		{"100", "100"}, {"0.10", "0.1"}, {"1/625", "0.0016"}, {"3/160", "0.01875"},
		{"1e-30", "0.000000000000000000000000000001"},
	} {
		if got := Exact(num(t, c.x)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.x, got, c.want)
		}
	}
	long := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 2000)) // 2^-2000 has 2000 decimals
	if got := Exact(long); len(got) != 2+2000 || !strings.HasPrefix(got, "0.000") {
		t.Errorf("2^-2000: %d characters, want 2002", len(got))
	}
}

func drawRat(t *rapid.T) *big.Rat {
	n := rapid.Int64().Draw(t, "num")
	d := rapid.Int64Range(1, 1<<40).Draw(t, "den")
	return big.NewRat(n, d)
}

// The rounded value is a multiple, at most half an interval away, even at a
// tie, the same for -x with the sign turned, and rounding it again is nothing.
func TestRoundToProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		interval := big.NewRat(rapid.Int64Range(1, 1000).Draw(t, "in"), rapid.Int64Range(1, 1000).Draw(t, "id"))
		x := drawRat(t)
		if rapid.Bool().Draw(t, "tie") {
			x = new(big.Rat).Mul(interval, big.NewRat(rapid.Int64Range(-9999, 9999).Draw(t, "halves"), 2))
		}
		got := RoundTo(x, interval)
		multiple := new(big.Rat).Quo(got, interval)
		if !multiple.IsInt() {
			t.Fatalf("%s to %s gives %s, not a multiple", x, interval, got)
		}
		off := new(big.Rat).Sub(x, got)
		off.Abs(off).Mul(off, big.NewRat(2, 1))
		switch off.Cmp(interval) {
		case 1:
			t.Fatalf("%s to %s gives %s, more than half an interval away", x, interval, got)
		case 0:
			if multiple.Num().Bit(0) != 0 {
				t.Fatalf("%s to %s is a tie and gives the odd multiple %s", x, interval, multiple)
			}
		}
		if back := RoundTo(new(big.Rat).Neg(x), interval); back.Neg(back).Cmp(got) != 0 {
			t.Fatalf("-%s rounds to -%s, %s to %s", x, back, x, got)
		}
		if again := RoundTo(got, interval); again.Cmp(got) != 0 {
			t.Fatalf("rounding %s again gives %s", got, again)
		}
	})
}

// Fixed states exactly the value GB/T 8170 gives, and Shown never says less
// than the digits asked for.
func TestShownIsTheRoundedNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawRat(t)
		places := rapid.IntRange(0, 12).Draw(t, "places")
		back, ok := new(big.Rat).SetString(Fixed(x, places))
		if !ok || back.Cmp(RoundPlaces(x, places)) != 0 {
			t.Fatalf("Fixed(%s, %d) = %s", x, places, Fixed(x, places))
		}
		digits := rapid.IntRange(1, 8).Draw(t, "digits")
		shown := Shown(x, digits)
		plain := strings.TrimLeft(strings.ReplaceAll(strings.TrimPrefix(shown, "-"), ".", ""), "0")
		if x.Sign() != 0 && len(plain) < digits {
			t.Fatalf("Shown(%s, %d) = %s has fewer digits", x, digits, shown)
		}
		if strings.Contains(shown, ".") && len(plain) != digits {
			t.Fatalf("Shown(%s, %d) = %s has other digits", x, digits, shown)
		}
	})
}

func BenchmarkRoundSignificant(b *testing.B) {
	x := big.NewRat(1234567891, 987654321)
	for b.Loop() {
		RoundSignificant(x, 3)
	}
}

// 142.857… to three digits lies between 142 and 143; what fits is kept.
func TestSignificantUpAndDown(t *testing.T) {
	for _, c := range []struct{ x, down, up string }{
		{"1000/7", "142", "143"}, {"0.31", "0.31", "0.31"}, {"9996/10000", "0.999", "1"},
		{"0.0012345", "0.00123", "0.00124"}, {"123456", "123000", "124000"}, {"0", "0", "0"},
	} {
		x, _ := new(big.Rat).SetString(c.x)
		if got := Exact(SignificantDown(x, 3)); got != c.down {
			t.Errorf("%s down: %s, want %s", c.x, got, c.down)
		}
		if got := Exact(SignificantUp(x, 3)); got != c.up {
			t.Errorf("%s up: %s, want %s", c.x, got, c.up)
		}
	}
}

// decimals counts the digits behind the point of a written number.
func decimals(s string) int {
	_, after, _ := strings.Cut(s, ".")
	return len(after)
}

// What a reader adds up is the printed number.
func TestRoundedAmountIsWhatIsShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := big.NewRat(rapid.Int64Range(-1e9, 1e9).Draw(t, "p"), rapid.Int64Range(1, 1e7).Draw(t, "q"))
		q := New(x, KgPerYear)
		if got, want := q.RoundedAmount().Exact(), q.ShownAmount(); !sameNumber(got, want) {
			t.Fatalf("%s is shown as %s and rounded to %s", x, want, got)
		}
	})
}

func sameNumber(a, b string) bool {
	x, ok := new(big.Rat).SetString(a)
	y, too := new(big.Rat).SetString(b)
	return ok && too && x.Cmp(y) == 0
}
