package estimate

import (
	"math"
	"math/big"
	"testing"

	"tidai/calc/quantity"
)

// GUM 7.2.6: y = 10.05762 Ω with u = 27 mΩ is given as 10.058 Ω.
func TestRound(t *testing.T) {
	for _, c := range []struct {
		value  string
		u      float64
		digits int
		want   string
	}{
		{"10.05762", 0.027, 2, "10.058 ± 0.027"},
		{"10.05762", 0.027, 0, "10.058 ± 0.027"}, // 2…: two digits
		{"10.05762", 0.38, 0, "10.1 ± 0.4"},      // 3…: one
		{"10.05762", 0.38, 2, "10.06 ± 0.38"},
		{"1234.5", 9.96, 2, "1234 ± 10"}, // a tie, to even
		{"0.12345", 0.0996, 2, "0.12 ± 0.10"},
		{"12345", 678, 2, "12340 ± 680"},  // a tie at the tens, to even
		{"12345", 960, 1, "12000 ± 1000"}, // 960 to one digit is 1000
		{"-0.5", 0.25, 2, "-0.50 ± 0.25"},
		{"3", 1, 1, "3 ± 1"},
	} {
		v, err := quantity.ParseNumber(c.value)
		if err != nil {
			t.Fatal(err)
		}
		if got := must(Round(v, c.u, c.digits)); got.String() != c.want {
			t.Errorf("%s, %v, %d: %s, want %s", c.value, c.u, c.digits, got, c.want)
		}
	}
	for _, u := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if _, err := Round(big.NewRat(1, 1), u, 1); err == nil {
			t.Errorf("uncertainty %v accepted", u)
		}
	}
	if _, err := Round(big.NewRat(1, 1), 1, 3); err == nil {
		t.Error("3 digits accepted")
	}
}

func TestShown(t *testing.T) {
	for _, c := range []struct {
		x      float64
		digits int
		want   string
	}{{23.003987, 4, "23.00"}, {0.00012345678, 9, "0.000123457"}, {3153.2, 3, "3153"}, {0, 3, "0"}, {-2.5, 1, "-2"},
		{math.NaN(), 3, ""}, {math.Inf(1), 3, ""}} {
		if got := Shown(c.x, c.digits); got != c.want {
			t.Errorf("%v at %d: %q, want %q", c.x, c.digits, got, c.want)
		}
	}
}
