package choice

import (
	"cmp"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func n(x int64) *big.Rat { return big.NewRat(x, 1) }

func rats(xs ...int64) []*big.Rat {
	var out []*big.Rat
	for _, x := range xs {
		out = append(out, n(x))
	}
	return out
}

func src(id string, rank int, supply ...int64) ReductionSource {
	return ReductionSource{ID: id, Party: id, Rank: rank, Supply: rats(supply...)}
}

// said writes a solution: source:counted(moved), by demand.
func said(p Problem, s Solution) string {
	var parts []string
	for _, u := range s.Uses {
		text := p.Sources[u.Source].ID
		for d := range u.Counted {
			text += " " + u.Counted[d].RatString()
			if u.Moved[d].Cmp(u.Counted[d]) != 0 {
				text += "(" + u.Moved[d].RatString() + ")"
			}
		}
		parts = append(parts, text)
	}
	short := ""
	for _, x := range s.Short {
		short += " " + x.RatString()
	}
	return strings.Join(parts, "; ") + " |" + short
}

// By hand, one for each step of the order.
func TestByHand(t *testing.T) {
	lot := func(s ReductionSource, x int64) ReductionSource { s.Lot = n(x); return s }
	whole := func(s ReductionSource) ReductionSource { s.Whole = true; return s }
	price := func(s ReductionSource, x int64) ReductionSource { s.Price = n(x); return s }
	party := func(s ReductionSource, p string) ReductionSource { s.Party = p; return s }
	for name, c := range map[string]struct {
		demand  []*big.Rat
		sources []ReductionSource
		want    string
	}{
		"1 as far as the supply goes": {rats(10), []ReductionSource{src("a", 0, 3), src("b", 5, 4)},
			"a 3; b 4 | 3"},
		"2 rank before number": {rats(5), []ReductionSource{src("a", 1, 9), src("b", 0, 2),
			src("c", 0, 2)}, "b 2; c 2; a 1 | 0"},
		"3 one party instead of two": {rats(5), []ReductionSource{src("a", 0, 1), src("b", 0, 4),
			src("c", 0, 5)}, "c 5 | 0"},
		"3 over both metals: c and d each cover one, e both": {rats(5, 5), []ReductionSource{src("c", 0, 5, 0),
			src("d", 0, 0, 5), src("e", 0, 6, 6)}, "e 5 5 | 0 0"},
		"3 a party of two lines": {rats(6), []ReductionSource{src("a", 0, 5), src("b", 0, 4),
			party(src("c", 0, 3), "x"), party(src("d", 0, 3), "x")}, "c 3; d 3 | 0"},
		"3 a party that gives in a better rank is free": {rats(6), []ReductionSource{party(src("a", 0, 2), "x"),
			src("b", 1, 5), party(src("c", 1, 4), "x")}, "a 2; c 4 | 0"},
		"4 a lot: b gives its lot, a the rest": {rats(6),
			[]ReductionSource{src("a", 0, 5), lot(src("b", 0, 5), 3)}, "a 3; b 3 | 0"},
		"4 a lot larger than the demand": {rats(2), []ReductionSource{lot(src("a", 0, 5), 4)}, "a 2(4) | 0"},
		"4 the source without a lot moves nothing beyond": {rats(2), []ReductionSource{lot(src("a", 0, 5), 4),
			src("b", 0, 5)}, "b 2 | 0"},
		"4 less than its lot is not for sale": {rats(2), []ReductionSource{lot(src("a", 0, 1), 2),
			src("b", 1, 5)}, "b 2 | 0"},
		"4 whole: both metals move": {rats(2, 0), []ReductionSource{whole(src("a", 0, 5, 7))},
			"a 2(5) 0(7) | 0 0"},
		"4 whole, used for one, counts for the other": {rats(5, 3), []ReductionSource{whole(src("a", 0, 5, 2)),
			src("b", 0, 0, 9)}, "a 5 2; b 0 1 | 0 0"},
		"4 whole loses to one that gives parts": {rats(2), []ReductionSource{whole(src("a", 0, 5)), src("b", 0, 5)},
			"b 2 | 0"},
		"5 the cheaper of two": {rats(4), []ReductionSource{price(src("a", 0, 5), 9),
			price(src("b", 0, 5), 8)}, "b 4 | 0"},
		"5 number goes before price": {rats(4), []ReductionSource{price(src("a", 0, 4), 9),
			price(src("b", 0, 2), 1), price(src("c", 0, 2), 1)}, "a 4 | 0"},
		"5 the cheapest pair, the cheaper one full": {rats(5), []ReductionSource{price(src("a", 0, 3), 2),
			price(src("b", 0, 3), 5), price(src("c", 0, 3), 1)}, "a 2; c 3 | 0"},
		"5 absent is not zero: no comparison": {rats(4), []ReductionSource{price(src("a", 0, 5), 9),
			src("b", 0, 5)}, "a 4 | 0"},
		"6 ids, bytewise": {rats(4), []ReductionSource{src("b", 0, 4), src("a", 0, 4),
			src("B", 0, 4)}, "B 4 | 0"},
		"6 the pair first by ids": {rats(5), []ReductionSource{src("d", 0, 4), src("a", 0, 1),
			src("c", 0, 3), src("b", 0, 3)}, "a 1; d 4 | 0"},
		"no demand": {rats(0), []ReductionSource{src("a", 0, 4)}, " | 0"},
		"no source": {rats(4), nil, " | 4"},
	} {
		t.Run(name, func(t *testing.T) {
			p := Problem{Demand: c.demand, Sources: c.sources}
			s := Solve(p)
			if got := said(p, s); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if s.Parties != s.AtLeast || !s.Best {
				t.Errorf("parties %d, at least %d, best %v", s.Parties, s.AtLeast, s.Best)
			}
		})
	}
}

func problem(t *rapid.T, terms bool) Problem {
	var p Problem
	demands := rapid.IntRange(1, 2).Draw(t, "demands")
	for d := range demands {
		p.Demand = append(p.Demand, n(rapid.Int64Range(0, 6).Draw(t, fmt.Sprint("demand", d))))
	}
	priced := terms && rapid.Bool().Draw(t, "priced")
	for i := range rapid.IntRange(0, 4).Draw(t, "sources") {
		s := ReductionSource{ID: string(rune('a' + i)), Party: rapid.SampledFrom([]string{"w", "x", "y", "z"}).Draw(t,
			"party"),
			Rank: rapid.IntRange(0, 1).Draw(t, "rank")}
		for range demands {
			s.Supply = append(s.Supply, n(rapid.Int64Range(0, 4).Draw(t, "supply")))
		}
		if terms {
			s.Whole = rapid.IntRange(0, 3).Draw(t, "whole") == 0
			if rapid.Bool().Draw(t, "with lot") {
				s.Lot = n(rapid.Int64Range(1, 4).Draw(t, "lot"))
			}
		}
		if priced {
			s.Price = n(rapid.Int64Range(0, 3).Draw(t, "price"))
		}
		p.Sources = append(p.Sources, s)
	}
	return p
}

// brute tries every whole number each source can move for each demand and
// returns the least vector: shortfalls; minus what each rank counts, rank by
// rank; parties; surplus by demand; cost. Data are whole numbers, and each
// demand by itself is a knapsack with bounds, so that some best choice is in
// whole numbers. It shares no code with the solver.
func brute(p Problem) []int64 {
	demands := len(p.Demand)
	moved := make([][]int64, len(p.Sources))
	for i := range moved {
		moved[i] = make([]int64, demands)
	}
	var best []int64
	var try func(i, d int)
	try = func(i, d int) {
		if i == len(p.Sources) {
			if v := value(p, moved); best == nil || slices.Compare(v, best) < 0 {
				best = v
			}
			return
		}
		if d == demands {
			try(i+1, 0)
			return
		}
		s := p.Sources[i]
		top := s.Supply[d].Num().Int64()
		if s.Whole {
			if d > 0 {
				return
			}
			for _, all := range []bool{false, true} {
				for e := range demands {
					moved[i][e] = 0
					if all {
						moved[i][e] = s.Supply[e].Num().Int64()
					}
				}
				try(i+1, 0)
			}
			return
		}
		for x := int64(0); x <= top; x++ {
			if s.Lot == nil || x == 0 || n(x).Cmp(s.Lot) >= 0 {
				moved[i][d] = x
				try(i, d+1)
			}
		}
	}
	try(0, 0)
	return best
}

func value(p Problem, moved [][]int64) []int64 {
	var short, ranks, surplus []int64
	parties := map[string]bool{}
	cost := int64(0)
	for i, s := range p.Sources {
		for _, x := range moved[i] {
			if x > 0 {
				parties[s.Party] = true
			}
			if s.Price != nil {
				cost += x * s.Price.Num().Int64()
			}
		}
	}
	for d, want := range p.Demand {
		left, total := want.Num().Int64(), int64(0)
		for r := range 2 {
			sum := int64(0)
			for i, s := range p.Sources {
				if s.Rank == r {
					sum += moved[i][d]
				}
			}
			x := min(sum, left)
			left -= x
			total += sum - x
			ranks = append(ranks, -x)
		}
		short = append(short, left)
		surplus = append(surplus, total)
	}
	out := append(append(short, ranks...), int64(len(parties)))
	return append(append(out, surplus...), cost)
}

// movedBy is the solver's solution as brute wants it; it fails where a source
// gives what it cannot.
func movedBy(t *rapid.T, p Problem, s Solution) [][]int64 {
	moved := make([][]int64, len(p.Sources))
	for i := range moved {
		moved[i] = make([]int64, len(p.Demand))
	}
	counted := zeros(len(p.Demand))
	for _, u := range s.Uses {
		src := p.Sources[u.Source]
		for d, x := range u.Moved {
			lot := src.Lot
			if src.Whole {
				lot = src.Supply[d]
			}
			if u.Counted[d].Cmp(x) > 0 || u.Counted[d].Sign() < 0 || x.Cmp(src.Supply[d]) > 0 ||
				(lot != nil && (x.Sign() > 0 || src.Whole) && x.Cmp(lot) < 0) {
				t.Fatalf("%s counts %s and moves %s of %s (lot %v)", src.ID, u.Counted[d], x, src.Supply[d], lot)
			}
			if !x.IsInt() {
				t.Fatalf("%s moves %s", src.ID, x)
			}
			moved[u.Source][d] = x.Num().Int64()
			counted[d].Add(counted[d], u.Counted[d])
		}
	}
	for d := range counted {
		if counted[d].Add(counted[d], s.Short[d]).Cmp(p.Demand[d]) != 0 {
			t.Fatalf("demand %d: counted and short make %s of %s", d, counted[d], p.Demand[d])
		}
	}
	return moved
}

func TestAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := problem(t, true)
		s := Solve(p)
		got, want := value(p, movedBy(t, p, s)), brute(p)
		// Where some source of the choice lacks a price, costs are not compared;
		// in these problems all state one or none does.
		if !slices.Equal(got, want) {
			t.Fatalf("%s\nvalue %v, brute force %v", said(p, s), got, want)
		}
		if s.Parties != s.AtLeast || !s.Best || s.Parties != int(want[3*len(p.Demand)]) {
			t.Fatalf("parties %d, at least %d, best %v", s.Parties, s.AtLeast, s.Best)
		}
	})
}

// The order of the sources changes nothing.
func TestOrderOfSources(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := problem(t, true)
		want := said(p, Solve(p))
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		q := p
		q.Sources = slices.Clone(p.Sources)
		r.Shuffle(len(q.Sources), func(i, j int) { q.Sources[i], q.Sources[j] = q.Sources[j], q.Sources[i] })
		if got := said(q, Solve(q)); got != want {
			t.Fatalf("%s\nbefore: %s", got, want)
		}
	})
}

// Feasible exactly where all supply together suffices, demand by demand.
func TestFeasible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := problem(t, false)
		s := Solve(p)
		for d, want := range p.Demand {
			sum := new(big.Rat)
			for _, x := range p.Sources {
				sum.Add(sum, x.Supply[d])
			}
			if (sum.Cmp(want) >= 0) != (s.Short[d].Sign() == 0) {
				t.Fatalf("demand %s, supply %s, short %s", want, sum, s.Short[d])
			}
		}
	})
}

// With one demand, the fewest parties are as many as the largest ones needed:
// counted here by sorting.
func TestFewestOfMany(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Problem{Demand: rats(rapid.Int64Range(1, 3000).Draw(t, "demand"))}
		var sizes []int64
		for i := range rapid.IntRange(1, 60).Draw(t, "n") {
			x := rapid.Int64Range(1, 100).Draw(t, "supply")
			sizes = append(sizes, x)
			p.Sources = append(p.Sources, src(fmt.Sprintf("%03d", i), 0, x))
		}
		slices.SortFunc(sizes, func(a, b int64) int { return cmp.Compare(b, a) })
		want, sum := 0, int64(0)
		for sum < p.Demand[0].Num().Int64() && want < len(sizes) {
			sum += sizes[want]
			want++
		}
		s := Solve(p)
		if s.Parties != want || s.Parties != s.AtLeast {
			t.Fatalf("parties %d, proven %v, want %d", s.Parties, s.Parties == s.AtLeast, want)
		}
	})
}

// At the limit the search stops, gives what it has, and does not claim more.
func TestLimit(t *testing.T) {
	p := Problem{Limit: 50, Demand: rats(500, 500, 500, 500, 500)}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 60 {
		s := src(fmt.Sprintf("%02d", i), 0)
		for range 5 {
			s.Supply = append(s.Supply, n(r.Int64N(40)))
		}
		p.Sources = append(p.Sources, s)
	}
	s := Solve(p)
	if s.Best || s.AtLeast > s.Parties || s.AtLeast < 13 { // 500 ÷ 39 is above 12
		t.Errorf("best %v, parties %d, at least %d", s.Best, s.Parties, s.AtLeast)
	}
	for d, x := range s.Short {
		if x.Sign() != 0 {
			t.Errorf("demand %d is short by %s", d, x)
		}
	}
	p.Limit = 0
	if full := Solve(p); full.Parties > s.Parties || full.AtLeast < s.AtLeast {
		t.Errorf("with more time: parties %d, at least %d", full.Parties, full.AtLeast)
	}
}

func BenchmarkSolve(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	p := Problem{Demand: rats(300, 200, 100, 400, 50)}
	for i := range 40 {
		s := src(fmt.Sprintf("%02d", i), i%3)
		for range 5 {
			s.Supply = append(s.Supply, n(r.Int64N(40)))
		}
		p.Sources = append(p.Sources, s)
	}
	b.ReportAllocs()
	nodes := 0
	for b.Loop() {
		nodes = Solve(p).Nodes
	}
	b.ReportMetric(float64(nodes), "nodes")
}
