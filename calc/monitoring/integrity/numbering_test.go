package integrity

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc/quantity"
)

// Equal numbers have equal ids, others have others, and each is counted.
func TestNumbering(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		coef := rapid.OneOf(rapid.Int64Range(-2, 5), rapid.Int64Range(dense-2, dense+2), rapid.Int64())
		n, ids := &numbering{}, map[quantity.Decimal]uint32{}
		times := map[quantity.Decimal]int64{}
		for range rapid.IntRange(0, 100).Draw(rt, "numbers") {
			d := quantity.Decimal{Coef: coef.Draw(rt, "coef"), Exp: rapid.Int8Range(-2, 1).Draw(rt, "exp")}
			id := n.id(d)
			if have, known := ids[d]; known && have != id {
				rt.Fatalf("%v is %d and %d", d, have, id)
			}
			ids[d] = id
			times[d]++
		}
		if len(n.count) != len(ids) {
			rt.Fatalf("%d ids of %d numbers", len(n.count), len(ids))
		}
		for d, k := range times {
			if n.count[ids[d]] != k {
				rt.Fatalf("%v: %d times, not %d", d, n.count[ids[d]], k)
			}
		}
	})
}

func TestNth(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := rapid.SliceOfN(rapid.IntRange(0, 40), 1, 400).Draw(rt, "list")
		k := rapid.IntRange(0, len(list)-1).Draw(rt, "k")
		want := slices.Sorted(slices.Values(list))[k]
		if got := nth(slices.Clone(list), k); got != want {
			rt.Fatalf("%d, not %d", got, want)
		}
	})
}

// The first place of each hash is told, also of such as share a slot.
func TestFirsts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		hashes := rapid.SliceOfN(rapid.Uint64Range(0, 20), 0, 200).Draw(rt, "hashes")
		f, seen := newFirsts(hashes), map[uint64]int{}
		for i, h := range hashes {
			at, first := f.meet(i)
			want, known := seen[h]
			if !known {
				seen[h], want = i, i
			}
			if first == known || at != want {
				rt.Fatalf("%d: %d %v, not %d %v", i, at, first, want, !known)
			}
		}
	})
}
