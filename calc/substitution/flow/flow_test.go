package flow

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// instance is a random problem with its costs written out, so that the
// engines of the tests can read it too.
type instance struct {
	Problem
	pair [][]Cost // by source, project
	ok   [][]bool
}

const (
	short    = 0
	otherFld = 1
	farther  = 3
	surplus  = 4
	price    = 5
)

func draw(t *rapid.T, most, goods int, amount int64, choices bool) instance {
	n, m := rapid.IntRange(0, most).Draw(t, "sources"), rapid.IntRange(0, most).Draw(t, "projects")
	in := instance{Problem: Problem{Goods: goods, Short: Cost{short: 1}}}
	for i := range n {
		s := ReductionSource{ID: fmt.Sprintf("s%02d", i)}
		for range goods {
			s.Supply = append(s.Supply, rapid.Int64Range(0, amount).Draw(t, "supply"))
		}
		unit := rapid.Int64Range(0, 3).Draw(t, "price")
		s.Bound = Cost{surplus: 1, price: unit}
		if choices {
			switch rapid.IntRange(0, 2).Draw(t, "choice") {
			case 1:
				s.Whole = true
			case 2:
				for _, x := range s.Supply {
					s.Lot = append(s.Lot, rapid.Int64Range(0, x).Draw(t, "lot"))
				}
			}
		}
		in.Sources = append(in.Sources, s)
		in.pair, in.ok = append(in.pair, nil), append(in.ok, nil)
		for range m {
			in.pair[i] = append(in.pair[i], Cost{otherFld: rapid.Int64Range(0, 1).Draw(t, "other"),
				farther: rapid.Int64Range(0, 1).Draw(t, "far"), price: unit})
			in.ok[i] = append(in.ok[i], rapid.IntRange(0, 3).Draw(t, "ok") > 0)
		}
	}
	for j := range m {
		x := Project{ID: fmt.Sprintf("p%02d", j)}
		for range goods {
			x.Demand = append(x.Demand, rapid.Int64Range(0, amount).Draw(t, "demand"))
		}
		in.Projects = append(in.Projects, x)
	}
	in.Cost = func(_, i, j int) (Cost, bool) { return in.pair[i][j], in.ok[i][j] }
	return in
}

// feasible checks a result against the problem from the definitions alone and
// returns its cost.
func feasible(t failer, in instance, r Result) PlanCost {
	t.Helper()
	cost := newPlanCost()
	opened := map[Choice]bool{}
	for _, c := range r.Opened {
		opened[c] = true
	}
	for g, a := range r.Goods {
		got, used := make([]int64, len(in.Projects)), make([]int64, len(in.Sources))
		for _, x := range a.Shipments {
			if !in.ok[x.Source][x.Project] || x.Amount <= 0 {
				t.Fatalf("good %d: %+v", g, x)
			}
			got[x.Project] += x.Amount
			used[x.Source] += x.Amount
			cost.add(in.pair[x.Source][x.Project], x.Amount)
		}
		for j, x := range in.Projects {
			if a.Short[j] < 0 || got[j]+a.Short[j] != x.Demand[g] {
				t.Fatalf("good %d project %d: %d + %d short of %d", g, j, got[j], a.Short[j], x.Demand[g])
			}
			cost.add(in.Short, a.Short[j])
		}
		for i, s := range in.Sources {
			given := a.Given[i]
			if given < used[i] || given > s.Supply[g] {
				t.Fatalf("good %d source %d: gives %d, used %d, has %d", g, i, given, used[i], s.Supply[g])
			}
			if given > used[i] && !s.Whole && s.Lot == nil {
				t.Fatalf("good %d source %d parts with %d and only %d is used", g, i, given, used[i])
			}
			if s.Whole && given != 0 && given != s.Supply[g] {
				t.Fatalf("good %d source %d is whole and gives %d of %d", g, i, given, s.Supply[g])
			}
			if s.Whole && s.Supply[g] > 0 && opened[Choice{i, -1}] != (given > 0) {
				t.Fatalf("good %d source %d: opened %v, gives %d", g, i, opened, given)
			}
			if !s.Whole && s.Lot != nil && given != 0 && given < s.Lot[g] {
				t.Fatalf("good %d source %d gives %d, its lot is %d", g, i, given, s.Lot[g])
			}
			cost.add(s.Bound, given-used[i])
		}
	}
	if cost.Cmp(r.Cost) != 0 {
		t.Fatalf("the plan costs %v, the result says %v", cost, r.Cost)
	}
	return cost
}

// Brute force: every way to divide the supplies, unit by unit. Project after
// project takes every possible number of units of every source; with choices,
// what a source parts with follows from what is used.
func bruteForce(in instance) PlanCost {
	var best PlanCost
	answers := 1 << len(in.Sources)
	for mask := range answers { // a whole source is open or not, for all goods
		cost := newPlanCost()
		for g := range in.Goods {
			one := bruteGood(in, g, mask)
			cost.plus(one)
		}
		if best[0] == nil || cost.Cmp(best) < 0 {
			best = cost
		}
	}
	return best
}

func bruteGood(in instance, g, mask int) PlanCost {
	var best PlanCost
	left := make([]int64, len(in.Sources))
	for i, s := range in.Sources {
		left[i] = s.Supply[g]
		if s.Whole && mask&(1<<i) == 0 {
			left[i] = 0
		}
	}
	var fill func(j, i int, need int64, cost PlanCost)
	fill = func(j, i int, need int64, cost PlanCost) {
		if j == len(in.Projects) {
			cost = cost.clone()
			for i, s := range in.Sources {
				used, open := s.Supply[g]-left[i], mask&(1<<i) != 0
				switch {
				case s.Whole && open:
					cost.add(s.Bound, s.Supply[g]-used)
				case !s.Whole && s.Lot != nil && used > 0 && used < s.Lot[g]:
					cost.add(s.Bound, s.Lot[g]-used)
				}
			}
			if best[0] == nil || cost.Cmp(best) < 0 {
				best = cost
			}
			return
		}
		if i == len(in.Sources) {
			cost = cost.clone()
			cost.add(in.Short, need)
			next := int64(0)
			if j+1 < len(in.Projects) {
				next = in.Projects[j+1].Demand[g]
			}
			fill(j+1, 0, next, cost)
			return
		}
		most := min(need, left[i])
		if !in.ok[i][j] {
			most = 0
		}
		for x := int64(0); x <= most; x++ {
			c := cost.clone()
			c.add(in.pair[i][j], x)
			left[i] -= x
			fill(j, i+1, need-x, c)
			left[i] += x
		}
	}
	first := int64(0)
	if len(in.Projects) > 0 {
		first = in.Projects[0].Demand[g]
	}
	// A closed whole source has left 0: its supply must not count as used.
	in.Sources = append([]ReductionSource(nil), in.Sources...)
	for i := range in.Sources {
		in.Sources[i].Supply = append([]int64(nil), in.Sources[i].Supply...)
		in.Sources[i].Supply[g] = left[i]
	}
	fill(0, 0, first, newPlanCost())
	return best
}

func TestAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t, 3, rapid.IntRange(1, 2).Draw(t, "goods"), 4, true)
		r, err := Solve(in.Problem)
		if err != nil {
			t.Fatal(err)
		}
		if !r.Proven {
			t.Fatalf("not proven after %d nodes", r.Nodes)
		}
		cost := feasible(t, in, r)
		if want := bruteForce(in); cost.Cmp(want) != 0 {
			t.Fatalf("cost %v, brute force %v\n%+v", cost, want, r)
		}
	})
}

// failer is what tests and rapid's checks have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Hall: what is missing of a good is the largest excess of the demand of a set
// of projects over all they may draw on. Levels below the shortage cannot add
// to it. No code is shared with the solver.
func hall(in instance, g int) int64 {
	most := int64(0)
	for set := range 1 << len(in.Projects) {
		need, have := int64(0), int64(0)
		for j, x := range in.Projects {
			if set&(1<<j) != 0 {
				need += x.Demand[g]
			}
		}
		for i, s := range in.Sources {
			for j := range in.Projects {
				if set&(1<<j) != 0 && in.ok[i][j] {
					have += s.Supply[g]
					break
				}
			}
		}
		most = max(most, need-have)
	}
	return most
}

func TestShortageIsHalls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t, 8, 2, 1_000_000_000_000, rapid.Bool().Draw(t, "choices"))
		r, err := Solve(in.Problem)
		if err != nil {
			t.Fatal(err)
		}
		feasible(t, in, r)
		for g, a := range r.Goods {
			missing := int64(0)
			for _, x := range a.Short {
				missing += x
			}
			if want := hall(in, g); missing != want {
				t.Fatalf("good %d: %d missing, by Hall's theorem %d", g, missing, want)
			}
		}
	})
}

// named is a result by ids, which must not depend on the order of input.
func named(in instance, r Result) string {
	out := fmt.Sprintln(r.Cost, r.Nodes, r.Proven)
	for g, a := range r.Goods {
		for _, x := range a.Shipments {
			out += fmt.Sprintln(g, in.Sources[x.Source].ID, in.Projects[x.Project].ID, x.Amount)
		}
	}
	for _, c := range r.Opened {
		out += fmt.Sprintln(in.Sources[c.Source].ID, c.Good)
	}
	return out
}

func TestOrderOfInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t, 7, 2, 50, rapid.Bool().Draw(t, "choices"))
		r, err := Solve(in.Problem)
		if err != nil {
			t.Fatal(err)
		}
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		a, b := rng.Perm(len(in.Sources)), rng.Perm(len(in.Projects))
		mixed := instance{Problem: Problem{Goods: in.Goods, Short: in.Short}}
		for _, i := range a {
			mixed.Sources = append(mixed.Sources, in.Sources[i])
		}
		for _, j := range b {
			mixed.Projects = append(mixed.Projects, in.Projects[j])
		}
		mixed.Cost = func(g, i, j int) (Cost, bool) { return in.Cost(g, a[i], b[j]) }
		again, err := Solve(mixed.Problem)
		if err != nil {
			t.Fatal(err)
		}
		if named(in, r) != named(mixed, again) {
			t.Fatalf("another order gives another plan\n%s\n%s", named(in, r), named(mixed, again))
		}
	})
}

// Two sources of the same cost could share a project that a third can meet
// alone: the greedy pass finds one pair instead of two.
func TestMerge(t *testing.T) {
	p := Problem{Goods: 1, Short: Cost{1},
		Sources: []ReductionSource{{ID: "a", Supply: []int64{6}}, {ID: "b", Supply: []int64{6}},
			{ID: "c", Supply: []int64{10}}},
		Projects: []Project{{ID: "p", Demand: []int64{10}}},
		Cost:     func(int, int, int) (Cost, bool) { return Cost{}, true }}
	r, err := Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	if want := []Shipment{{2, 0, 10}}; len(r.Goods[0].Shipments) != 1 || r.Goods[0].Shipments[0] != want[0] {
		t.Errorf("%v, want %v", r.Goods[0].Shipments, want)
	}
}

func TestErrors(t *testing.T) {
	any := func(int, int, int) (Cost, bool) { return Cost{}, true }
	for name, c := range map[string]struct {
		p    Problem
		want error
	}{
		"negative supply": {Problem{Goods: 1, Sources: []ReductionSource{{Supply: []int64{-1}}}}, ErrNegative},
		"negative demand": {Problem{Goods: 1, Projects: []Project{{Demand: []int64{-1}}}}, ErrNegative},
		"negative cost":   {Problem{Goods: 1, Short: Cost{-1}}, ErrNegative},
		"negative bound": {Problem{Goods: 1, Sources: []ReductionSource{{Supply: []int64{1}, Bound: Cost{5: -1}}}},
			ErrNegative},
		"negative pair": {Problem{Goods: 1, Sources: []ReductionSource{{Supply: []int64{1}}},
			Projects: []Project{{Demand: []int64{1}}},
			Cost:     func(int, int, int) (Cost, bool) { return Cost{-1}, true }}, ErrNegative},
		"goods missing": {Problem{Goods: 2, Sources: []ReductionSource{{Supply: []int64{1}}}}, ErrShape},
		"lots missing": {Problem{Goods: 1, Sources: []ReductionSource{{Supply: []int64{1}, Lot: []int64{}}}},
			ErrShape},
		"same source":  {Problem{Sources: []ReductionSource{{ID: "a"}, {ID: "a"}}}, ErrSameID},
		"same project": {Problem{Projects: []Project{{ID: "a"}, {ID: "a"}}}, ErrSameID},
		"large lot":    {Problem{Goods: 1, Sources: []ReductionSource{{Supply: []int64{1}, Lot: []int64{2}}}}, ErrLot},
		"large sum": {Problem{Goods: 1, Sources: []ReductionSource{{ID: "a", Supply: []int64{math.MaxInt64}},
			{ID: "b", Supply: []int64{1}}}}, ErrTooLarge},
		"large cost": {Problem{Goods: 1, Short: Cost{math.MaxInt64}}, ErrTooLarge},
		"large costs": {Problem{Goods: 1, Short: Cost{1 << 40, 1 << 40, 1 << 40, 1 << 40, 1 << 40, 1 << 40}},
			ErrTooLarge},
	} {
		if c.p.Cost == nil {
			c.p.Cost = any
		}
		if _, err := Solve(c.p); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// Packing is exact for everything it makes room for, and keeps the order.
func TestPacking(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := Cost{1, 1, 1, 1, 1, rapid.Int64Range(1, 1<<32).Draw(t, "price")}
		length := rapid.IntRange(1, 5000).Draw(t, "length")
		p, err := newPacking(most, length)
		if err != nil {
			t.Fatal(err)
		}
		one := func(name string) Cost {
			var c Cost
			for l, x := range most {
				c[l] = rapid.Int64Range(-x*int64(length), x*int64(length)).Draw(t, name)
			}
			return c
		}
		a := one("a")
		if got := p.unpack(p.pack(a)); got != a {
			t.Fatalf("%v comes back as %v", a, got)
		}
		if got := p.pack(a).negative(); got != (a.Cmp(Cost{}) < 0) {
			t.Fatalf("%v < 0: %v", a, got)
		}
	})
}

func TestNodesEnd(t *testing.T) {
	// Subset sums: whole sources of 3, 5, 7 … against demands they meet badly.
	in := instance{Problem: Problem{Goods: 1, Short: Cost{1}, MaxNodes: 3}}
	for i, x := range []int64{31, 53, 71, 97, 113} {
		in.Sources = append(in.Sources, ReductionSource{ID: fmt.Sprint(i), Supply: []int64{x}, Whole: true,
			Bound: Cost{surplus: 1}})
		in.pair, in.ok = append(in.pair, []Cost{{}}), append(in.ok, []bool{true})
	}
	in.Projects = []Project{{ID: "p", Demand: []int64{150}}}
	in.Cost = func(_, i, j int) (Cost, bool) { return in.pair[i][j], true }
	r, err := Solve(in.Problem)
	if err != nil || r.Proven {
		t.Fatalf("%v, proven %v after %d nodes", err, r.Proven, r.Nodes)
	}
	feasible(t, in, r)
	least := r.Bound
	if r.Bound.Cmp(r.Cost) >= 0 {
		t.Errorf("bound %v of an open search, cost %v", r.Bound, r.Cost)
	}
	in.MaxNodes = 0
	r, err = Solve(in.Problem)
	if least.Cmp(r.Cost) > 0 || r.Bound.Cmp(r.Cost) != 0 {
		t.Errorf("cost %v, bound %v, and %v of the open search", r.Cost, r.Bound, least)
	}
	// 53 + 97 = 150 leaves nothing over.
	if err != nil || !r.Proven || r.Cost[surplus].Sign() != 0 {
		t.Fatalf("%v, proven %v, surplus %v", err, r.Proven, r.Cost[surplus])
	}
}

// A large problem has few nodes, so that the prices of all leaves have room:
// 64 MiB hold 66 solutions of a good with 20,000 sources and 971 projects.
func TestNodesBySize(t *testing.T) {
	p := Problem{Goods: 1, Short: Cost{1}, Cost: func(_, _, j int) (Cost, bool) { return Cost{}, j == 0 }}
	for i := range 20_000 {
		p.Sources = append(p.Sources, ReductionSource{ID: fmt.Sprint(i), Supply: []int64{1}})
	}
	for i := range 40 { // subset sums that never meet
		p.Sources[i] = ReductionSource{ID: fmt.Sprint(i), Supply: []int64{1_000_000 + 2*int64(i*i)}, Whole: true,
			Bound: Cost{surplus: 1}}
	}
	for j := range 971 {
		p.Projects = append(p.Projects, Project{ID: fmt.Sprint(j), Demand: []int64{0}})
	}
	p.Projects[0].Demand[0] = 21_000_001
	for i := 40; i < 20_000; i++ {
		p.Sources[i].Supply[0] = 0
	}
	r, err := Solve(p)
	// the other branch of every choice on the way is still closed
	if most := maxPrices / (8 * Levels * (20_000 + 971)); err != nil || r.Proven || r.Nodes < most/2 ||
		r.Nodes > most+40 {
		t.Errorf("%v: %d nodes, proven %v, want about %d", err, r.Nodes, r.Proven, most)
	}
}
