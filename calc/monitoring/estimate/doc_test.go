package estimate

import (
	"math"
	"testing"
)

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
