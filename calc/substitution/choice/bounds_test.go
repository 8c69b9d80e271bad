package choice

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The bound in whole numbers never contradicts one in fractions, with a table of
// sums and without, and is unsure only where they are all but equal.
func TestBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := func(name string) *big.Rat {
			return big.NewRat(rapid.Int64Range(0, 40).Draw(t, name), rapid.Int64Range(1, 9).Draw(t, name+" of"))
		}
		p := Problem{Demand: []*big.Rat{amount("demand")}}
		for i := range rapid.IntRange(1, 6).Draw(t, "sources") {
			p.Sources = append(p.Sources, ReductionSource{ID: fmt.Sprint(i), Party: fmt.Sprint(i),
				Supply: []*big.Rat{amount("supply")}})
		}
		s := newSearch(p)
		s.ranks()
		s.pool()
		covered := amount("covered")
		b := s.newBounds([]*big.Rat{covered})
		if rapid.Bool().Draw(t, "no room") {
			b.room = 0
		}
		at := rapid.IntRange(0, len(s.groups)).Draw(t, "at")
		n := rapid.IntRange(0, len(s.groups)-at).Draw(t, "n")
		var gains []*big.Rat
		for _, g := range s.groups[at:] {
			gains = append(gains, g.gain[0])
		}
		slices.SortFunc(gains, func(x, y *big.Rat) int { return y.Cmp(x) })
		sum := new(big.Rat).Set(covered)
		for _, x := range gains[:n] {
			sum.Add(sum, x)
		}
		c := sum.Cmp(s.open[0])
		switch got := b.covers(0, at, n, covered); {
		case got == yes && c < 0, got == no && c >= 0, got == unsure && c != 0:
			t.Fatalf("answer %d, but %s against %s", got, sum, s.open[0])
		}
	})
}
