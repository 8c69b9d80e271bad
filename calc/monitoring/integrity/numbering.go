package integrity

import (
	"cmp"
	"math"
	"slices"

	"tidai/calc/quantity"
)

// numbering gives equal numbers equal ids, from 0 on, and counts them. Short ones
// stand in a list, which a map would take ten times as long for.
type numbering struct {
	dense  [256][]uint32 // by exponent and coefficient: id + 1
	sparse map[quantity.Decimal]uint32
	count  []int64
}

// dense is how large a number in a list may be.
const dense = 1 << 17

func (n *numbering) id(d quantity.Decimal) uint32 {
	var at *uint32
	if uint64(d.Coef) < dense {
		list := n.dense[uint8(d.Exp)]
		if int(d.Coef) >= len(list) {
			list = append(list, make([]uint32, int(d.Coef)+1-len(list))...)
			n.dense[uint8(d.Exp)] = list
		}
		at = &list[d.Coef]
	} else {
		id, known := n.sparse[d]
		if !known {
			if n.sparse == nil {
				n.sparse = map[quantity.Decimal]uint32{}
			}
			n.count = append(n.count, 0)
			id = uint32(len(n.count) - 1)
			n.sparse[d] = id
		}
		n.count[id]++
		return id
	}
	if *at == 0 {
		n.count = append(n.count, 0)
		*at = uint32(len(n.count))
	}
	n.count[*at-1]++
	return *at - 1
}

// number gives the valid readings their ids, once.
func (c *checker) number() {
	if c.ids != nil || len(c.good) == 0 {
		return
	}
	n := &numbering{}
	c.ids = make([]uint32, len(c.good))
	for i := range c.good {
		c.ids[i] = n.id(c.good[i].C.Decimal)
	}
	c.counts = n.count
}

// stepCounts counts whole numbers that are mostly small.
type stepCounts struct {
	small [2*dense + 1]int64
	other map[float64]int64
}

func (s *stepCounts) add(x float64) {
	if x >= -dense && x <= dense {
		s.small[int(x)+dense]++
		return
	}
	if s.other == nil {
		s.other = map[float64]int64{}
	}
	s.other[x]++
}

// squares is Σq².
func squares(counts ...[]int64) float64 {
	var n, pairs int64
	for _, list := range counts {
		for _, k := range list {
			n, pairs = n+k, pairs+k*k
		}
	}
	return float64(pairs) / float64(n) / float64(n)
}

// firsts remembers where each hash was met first.
type firsts struct {
	hashes []uint64 // of which the places are
	slots  []int32  // place + 1, by hash
	mask   uint64
}

func newFirsts(hashes []uint64) *firsts {
	size := 1
	for size < 2*len(hashes) {
		size *= 2
	}
	return &firsts{hashes, make([]int32, size), uint64(size - 1)}
}

// meet is where the hash of a place was met before; first: it is met now.
func (f *firsts) meet(i int) (at int, first bool) {
	h := f.hashes[i]
	for k := h * 0x9e3779b97f4a7c15 >> 20 & f.mask; ; k = (k + 1) & f.mask {
		switch at := f.slots[k]; {
		case at == 0:
			f.slots[k] = int32(i + 1)
			return i, true
		case f.hashes[at-1] == h:
			return int(at - 1), false
		}
	}
}

// nth is the element that would stand at a place if a list was sorted; it puts the
// list into another order.
func nth[T cmp.Ordered](list []T, k int) T {
	for len(list) > 64 {
		a, b, c := list[0], list[len(list)/2], list[len(list)-1]
		pivot := max(min(a, b), min(max(a, b), c))
		low, high := 0, len(list)-1
		for low <= high {
			for list[low] < pivot {
				low++
			}
			for pivot < list[high] {
				high--
			}
			if low <= high {
				list[low], list[high] = list[high], list[low]
				low, high = low+1, high-1
			}
		}
		switch {
		case k <= high:
			list = list[:high+1]
		case k >= low:
			list, k = list[low:], k-low
		default:
			return list[k]
		}
	}
	slices.Sort(list)
	return list[k]
}

// tens are powers of ten, as math.Pow gives them.
var tens = func() (out [256]float64) {
	for e := range out {
		out[e] = math.Pow(10, float64(int8(e)))
	}
	return out
}()

func float(d quantity.Decimal) float64 { return float64(d.Coef) * tens[uint8(d.Exp)] }
