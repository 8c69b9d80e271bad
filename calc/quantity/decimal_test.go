package quantity

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseDecimal(t *testing.T) {
	for text, want := range map[string]Decimal{
		"0": {}, "-0.000": {}, "1": {1, 0}, "+1.50": {15, -1}, "-0.0020": {-2, -3}, "2.43E-1": {243, -3}, "5e3": {5, 3},
		"123456789012345678": {123456789012345678, 0}, "0.28999999999999998": {28999999999999998, -17},
		"1.0000000000000000000": {1, 0}, ".5": {5, -1}, "5.": {5, 0},
		"0.000E0": {}, "000000000000000000012": {12, 0},
	} {
		if got, ok := ParseDecimal([]byte(text)); !ok || got != want {
			t.Errorf("%q = %v, %v; want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", ".", "-", "1 ", " 1", "1,5", "0x1", "1e", "1e+", "1e9999", "1234567890123456789",
		"0.1234567890123456789", "NaN", "１", "1.2.3", "1e61", "--1"} {
		if got, ok := ParseDecimal([]byte(text)); ok {
			t.Errorf("%q = %v, want a refusal", text, got)
		}
	}
}

// The sum agrees with big.Rat, whatever the order and however it is split.
func TestDecimalSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.Custom(func(t *rapid.T) Decimal {
			d, _ := decimal(rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999).Draw(t, "coef"),
				rapid.IntRange(-9, 5).Draw(t, "exp"))
			return d
		})
		var parts [3]DecimalSum
		want := new(big.Rat)
		n := rapid.IntRange(0, 50).Draw(t, "n")
		for range n {
			a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
			part := &parts[rapid.IntRange(0, 2).Draw(t, "part")]
			if rapid.Bool().Draw(t, "product") {
				part.AddProduct(a, b)
				want.Add(want, new(big.Rat).Mul(a.Rat(), b.Rat()))
			} else {
				part.Add(a)
				want.Add(want, a.Rat())
			}
		}
		for _, order := range [][]int{{0, 1, 2}, {2, 0, 1}} {
			var sum DecimalSum
			for _, i := range order {
				sum.Merge(&parts[i])
			}
			if sum.Rat().Cmp(want) != 0 || sum.Count() != int64(n) {
				t.Fatalf("sum of %d = %s, want %s of %d", sum.Count(), sum.Rat(), want, n)
			}
		}
	})
}

// Ten million of the largest products are far beyond 128 bits; doubling by
// merging gets there without adding them one by one.
func TestDecimalSumBeyond128Bits(t *testing.T) {
	largest := Decimal{Coef: 999_999_999_999_999_999}
	var sum DecimalSum
	sum.AddProduct(largest, largest)
	want := new(big.Int).Mul(big.NewInt(largest.Coef), big.NewInt(largest.Coef))
	for range 40 {
		other := DecimalSum{}
		other.Merge(&sum)
		sum.Merge(&other)
		want.Lsh(want, 1)
	}
	if got := sum.Rat(); got.Cmp(new(big.Rat).SetInt(want)) != 0 {
		t.Errorf("2^40 products = %s, want %s", got, want)
	}
}

func FuzzParseDecimal(f *testing.F) {
	for _, s := range []string{"1.5", "-2e-3", "0.000", strings.Repeat("9", 19)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := ParseDecimal([]byte(s))
		if !ok {
			return
		}
		if want, err := ParseNumber(s); err == nil && want.Cmp(d.Rat()) != 0 {
			t.Errorf("%q = %s, ParseNumber says %s", s, d, want)
		}
	})
}

func BenchmarkParseDecimal(b *testing.B) {
	text := []byte("1234.5678")
	for b.Loop() {
		if _, ok := ParseDecimal(text); !ok {
			b.Fatal("refused")
		}
	}
}

func BenchmarkAddProduct(b *testing.B) {
	var sum DecimalSum
	x, y := Decimal{12345, -3}, Decimal{98765, -2}
	for b.Loop() {
		sum.AddProduct(x, y)
	}
}

// Comparing is what comparing fractions is.
func TestDecimalCmp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.Custom(func(t *rapid.T) Decimal {
			return Decimal{rapid.OneOf(rapid.Int64Range(-20, 20), rapid.Int64Range(-1e18, 1e18)).Draw(t, "coef"),
				int8(rapid.OneOf(rapid.IntRange(-3, 3), rapid.IntRange(-60, 60)).Draw(t, "exp"))}
		})
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		if got, want := a.Cmp(b), a.Rat().Cmp(b.Rat()); got != want {
			t.Fatalf("%v against %v = %d, want %d", a, b, got, want)
		}
	})
}

// A product and a sum that are said to be decimals are those of the fractions, and what
// plainly fits is said to: numbers of nine digits, at most six places apart.
func TestDecimalSumsAndProducts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		const most = 999_999_999
		draw := func(most int64) Decimal {
			return Decimal{Coef: rapid.Int64Range(-most, most).Draw(rt, "coef"),
				Exp: int8(rapid.IntRange(-6, 0).Draw(rt, "exp"))}.Trim()
		}
		limit := rapid.SampledFrom([]int64{most, 999_999_999_999_999_999}).Draw(rt, "limit")
		a, b := draw(limit), draw(limit)
		product, ok := a.Times(b)
		if want := new(big.Rat).Mul(a.Rat(), b.Rat()); ok && product.Rat().Cmp(want) != 0 || !ok && limit == most {
			rt.Fatalf("%v × %v is %v, %v", a, b, product, ok)
		}
		var sum DecimalSum
		want := new(big.Rat)
		sum.Add(draw(limit))
		sum.Reset()
		for range rapid.IntRange(0, 5).Draw(rt, "n") {
			d := draw(limit)
			sum.Add(d)
			want.Add(want, d.Rat())
		}
		total, ok := sum.Decimal()
		if ok && (total.Rat().Cmp(want) != 0 || total != total.Trim()) || !ok && limit == most {
			rt.Fatalf("the sum %v is %v, %v", want, total, ok)
		}
	})
}
