package quantity

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// A floor is a multiple at most one interval below; a ceiling likewise above.
func TestFloorAndCeil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		interval := big.NewRat(rapid.Int64Range(1, 1000).Draw(t, "in"), rapid.Int64Range(1, 1000).Draw(t, "id"))
		x := drawRat(t)
		if rapid.Bool().Draw(t, "multiple") {
			x = new(big.Rat).Mul(interval, big.NewRat(rapid.Int64Range(-9999, 9999).Draw(t, "times"), 1))
		}
		floor, ceil := FloorTo(x, interval), CeilTo(x, interval)
		below, above := new(big.Rat).Sub(x, floor), new(big.Rat).Sub(ceil, x)
		for _, y := range []*big.Rat{floor, ceil} {
			if !new(big.Rat).Quo(y, interval).IsInt() {
				t.Fatalf("%s to %s gives %s, not a multiple", x, interval, y)
			}
		}
		if below.Sign() < 0 || below.Cmp(interval) >= 0 || above.Sign() < 0 || above.Cmp(interval) >= 0 {
			t.Fatalf("%s by %s: floor %s, ceiling %s", x, interval, floor, ceil)
		}
	})
	if x := big.NewRat(5, 2); FloorTo(x, new(big.Rat)).Cmp(x) != 0 || CeilTo(x, big.NewRat(-1, 1)).Cmp(x) != 0 {
		t.Error("an interval that is not positive changes the value")
	}
}
