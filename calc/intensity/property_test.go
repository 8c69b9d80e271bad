package intensity

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/quantity"
)

// The amount by samples is Σρq/n·T in whole numbers, whatever the order; the
// mean lies between the least and the greatest concentration.
func TestMeasuredIsTheSumOverN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "n")
		var samples []Sampled
		sum, low, high := new(big.Rat), (*big.Rat)(nil), (*big.Rat)(nil)
		for range n {
			c := big.NewRat(int64(rapid.IntRange(0, 5000).Draw(t, "c")), 1000)
			q := big.NewRat(int64(rapid.IntRange(1, 900).Draw(t, "q")), 1)
			samples = append(samples, Sampled{calc.Given("ρ", "concentration", quantity.New(c, quantity.MilligramPerL),
				calc.Origin{}),
				calc.Given("q", "sample-flow", quantity.New(q, quantity.MustUnit("m3/d")), calc.Origin{})})
			sum.Add(sum, new(big.Rat).Mul(c, q))
			if low == nil || c.Cmp(low) < 0 {
				low = c
			}
			if high == nil || c.Cmp(high) > 0 {
				high = c
			}
		}
		days := int64(rapid.IntRange(0, 365).Draw(t, "days"))
		time := calc.Given("T", "discharge-time", quantity.Int(days, quantity.MustUnit("d/a")), calc.Origin{})
		want := new(big.Rat).Mul(sum, big.NewRat(days, int64(1000*n))) // g/d × d/a / n, in kg
		got := Measured(quantity.MilligramPerL, time, rapid.Permutation(samples).Draw(t, "order")...)
		if got.Err() != nil || got.Value().Rat().Cmp(want) != 0 {
			t.Fatalf("got %s %v, want %s kg/a", got.Value(), got.Err(), want)
		}
		mean, _ := means(quantity.MilligramPerL, samples)
		if m := mean.Value().Rat(); m.Cmp(low) < 0 || m.Cmp(high) > 0 {
			t.Fatalf("mean %s outside %s to %s", m, low, high)
		}
		if err := got.Recheck(); err != nil {
			t.Fatal(err)
		}
	})
}
