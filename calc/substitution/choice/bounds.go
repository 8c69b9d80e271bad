package choice

import "math/big"

// bounds answers most questions of canCover in whole numbers. Amounts are cut to
// a unit so small that a sum of all is less than 2^60 of them; what is cut off is
// less than a unit a term, so a sum of cut amounts that differs from the cut
// demand by more than its terms decides. What is closer is left to fractions.
type bounds struct {
	s     *search
	unit  []*big.Rat // demand: units in one
	open  []int64
	terms int64 // most of a sum
	gain  [][]int64
	tops  [][][]int64 // demand, group: sums of the largest gains of it and those after it, made when asked for
	room  int         // numbers that tops may still hold
}

// topRoom is how many numbers the table of sums may hold: 64 MB.
const topRoom = 8 << 20

type answer int

const (
	unsure answer = iota
	yes
	no
)

func (s *search) newBounds(covered []*big.Rat) *bounds {
	b := &bounds{s: s, terms: int64(len(s.groups)) + 2, room: topRoom}
	for d := range s.demands {
		all := new(big.Rat).Add(covered[d], s.open[d])
		for _, g := range s.groups {
			add(all, g.gain[d])
		}
		unit := new(big.Rat)
		if all.Sign() > 0 {
			unit.Quo(new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 60)), all)
		}
		b.unit = append(b.unit, unit)
		gain := make([]int64, len(s.groups))
		for i, g := range s.groups {
			gain[i] = b.cut(d, g.gain[d])
		}
		b.gain = append(b.gain, gain)
		b.open = append(b.open, b.cut(d, s.open[d]))
		b.tops = append(b.tops, make([][]int64, len(s.groups)+1))
	}
	return b
}

// cut is an amount in whole units of a demand.
func (b *bounds) cut(d int, x *big.Rat) int64 {
	num := new(big.Int).Mul(x.Num(), b.unit[d].Num()) // a quotient needs no lowest terms
	return num.Quo(num, new(big.Int).Mul(x.Denom(), b.unit[d].Denom())).Int64()
}

// covers says whether covered and the n largest gains from a group on come to
// what is open of a demand.
func (b *bounds) covers(d, at, n int, covered *big.Rat) answer {
	sum := b.cut(d, covered) + b.top(d, at, n)
	switch {
	case sum > b.open[d]:
		return yes
	case sum+b.terms < b.open[d]:
		return no
	}
	return unsure
}

// top is the sum of the n largest gains of the groups from at on.
func (b *bounds) top(d, at, n int) int64 {
	if b.tops[d][at] == nil {
		most := len(b.gain[d]) - at
		if most >= b.room {
			return b.count(d, at, n, nil)
		}
		b.room -= most + 1
		sums := make([]int64, 1, most+1)
		b.count(d, at, most, &sums)
		b.tops[d][at] = sums
	}
	return b.tops[d][at][n]
}

// count adds up the n largest gains, and writes every sum on the way.
func (b *bounds) count(d, at, n int, sums *[]int64) (sum int64) {
	for _, i := range b.s.order[d] {
		if n == 0 {
			break
		}
		if i >= at {
			sum += b.gain[d][i]
			n--
			if sums != nil {
				*sums = append(*sums, sum)
			}
		}
	}
	return sum
}
