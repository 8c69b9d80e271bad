package flow

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
	"pgregory.net/rapid"
)

// province is a random problem of the shape a region has: industries, cities,
// deadlines, prices. The seed fixes it.
func province(sources, projects, goods int, seed uint64) instance {
	rng := rand.New(rand.NewPCG(seed, 2))
	type place struct{ industry, city, firm, day int }
	where := func(n int) []place {
		out := make([]place, n)
		for i := range out {
			out[i] = place{rng.IntN(6), rng.IntN(9), rng.IntN(400), rng.IntN(100)}
		}
		return out
	}
	in := instance{Problem: Problem{Goods: goods, Short: Cost{short: 1}}}
	from, to := where(sources), where(projects)
	prices := make([]int64, sources)
	for i := range sources {
		s := ReductionSource{ID: fmt.Sprintf("s%05d", i), Supply: make([]int64, goods)}
		for g := range s.Supply {
			s.Supply[g] = rng.Int64N(100_000_000) // up to 100 kg in mg
		}
		prices[i] = rng.Int64N(10_000_00)
		s.Bound = Cost{surplus: 1, price: prices[i]}
		in.Sources = append(in.Sources, s)
	}
	for j := range projects {
		x := Project{ID: fmt.Sprintf("p%05d", j), Demand: make([]int64, goods)}
		for g := range x.Demand {
			x.Demand[g] = rng.Int64N(100_000_000)
		}
		in.Projects = append(in.Projects, x)
	}
	in.Cost = func(_, i, j int) (Cost, bool) {
		a, b := from[i], to[j]
		c := Cost{price: prices[i]}
		if a.industry != b.industry {
			c[otherFld] = 1
		}
		if a.firm != b.firm {
			c[2] = 1
			if a.city != b.city {
				c[farther] = 1
			}
		}
		return c, a.day <= b.day
	}
	in.pair, in.ok = make([][]Cost, sources), make([][]bool, sources)
	for i := range sources {
		for j := range projects {
			c, ok := in.Cost(0, i, j)
			in.pair[i], in.ok[i] = append(in.pair[i], c), append(in.ok[i], ok)
		}
	}
	return in
}

// The size the region planner is made for: 1,000 projects, 1,000 sources, five
// metals.
func BenchmarkProvince(b *testing.B) {
	in := province(1000, 1000, 5, 1)
	b.ReportAllocs()
	for b.Loop() {
		r, err := Solve(in.Problem)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.Pivots), "pivots/op")
	}
}

// weighted is a cost as one number, for engines that know no levels. The
// weights are small enough for float64 and large enough for small problems.
func weighted(c Cost) float64 {
	return 1e5*float64(c[short]) + 1e3*float64(c[otherFld]) + 30*float64(c[2]) + 30*float64(c[farther]) +
		float64(c[price])
}

// tableau is one good in the standard form of gonum: pairs, then what is left
// over at sources, then what is missing at projects.
func tableau(in instance, g int) (c []float64, a *mat.Dense, b []float64) {
	n, m := len(in.Sources), len(in.Projects)
	var pairs [][2]int
	for i := range n {
		for j := range m {
			if in.ok[i][j] {
				pairs = append(pairs, [2]int{i, j})
			}
		}
	}
	k := len(pairs)
	c, a, b = make([]float64, k+n+m), mat.NewDense(n+m, k+n+m, nil), make([]float64, n+m)
	for x, ij := range pairs {
		c[x] = weighted(in.pair[ij[0]][ij[1]])
		a.Set(ij[0], x, 1)
		a.Set(n+ij[1], x, 1)
	}
	for i, s := range in.Sources {
		a.Set(i, k+i, 1)
		b[i] = float64(s.Supply[g])
	}
	for j, p := range in.Projects {
		a.Set(n+j, k+n+j, 1)
		b[n+j] = float64(p.Demand[g])
		c[k+n+j] = weighted(in.Short)
	}
	return c, a, b
}

func costOf(r Result) float64 {
	w := [Levels]float64{short: 1e5, otherFld: 1e3, 2: 30, farther: 30, price: 1}
	sum := 0.0
	for l, x := range r.Cost {
		f, _ := x.Float64()
		sum += f * w[l]
	}
	return sum
}

// Another engine: gonum's simplex method on a tableau.
func TestAgainstGonum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t, 6, 1, 60, false)
		if len(in.Sources) == 0 || len(in.Projects) == 0 {
			t.Skip("nothing to divide")
		}
		r, err := Solve(in.Problem)
		if err != nil {
			t.Fatal(err)
		}
		c, a, b := tableau(in, 0)
		best, _, err := lp.Simplex(c, a, b, 1e-9, nil)
		if err != nil {
			t.Skipf("gonum: %v", err) // it gives up on some degenerate tableaux
		}
		if got := costOf(r); math.Abs(got-best) > 1e-6*math.Max(1, best) {
			t.Fatalf("cost %g, gonum %g", got, best)
		}
	})
}

// A third engine where it is installed: glpsol of GLPK.
func TestAgainstGLPK(t *testing.T) {
	tool, err := exec.LookPath("glpsol")
	if err != nil {
		t.Skip("glpsol is not installed: this comparison was not made")
	}
	rapid.Check(t, func(rt *rapid.T) {
		in := draw(rt, 8, 1, 60, false)
		if len(in.Sources) == 0 || len(in.Projects) == 0 {
			rt.Skip("nothing to divide")
		}
		r, err := Solve(in.Problem)
		if err != nil {
			rt.Fatal(err)
		}
		cmd := exec.Command(tool, "--lp", "/dev/stdin", "--exact", "-w", "/dev/stdout")
		cmd.Stdin = strings.NewReader(modelOf(in))
		out, err := cmd.CombinedOutput()
		found := regexp.MustCompile(`(?m)^s bas (?:\d+ \d+ )?f f (\S+)$`).FindSubmatch(out)
		if err != nil || found == nil {
			rt.Fatalf("glpsol: %v\n%s", err, out)
		}
		best, _ := strconv.ParseFloat(string(found[1]), 64)
		if got := costOf(r); math.Abs(got-best) > 1e-6*math.Max(1, best) {
			rt.Fatalf("cost %g, glpsol %g", got, best)
		}
	})
}

// modelOf writes one good in the LP format of CPLEX, which glpsol reads.
func modelOf(in instance) string {
	var goal, rows strings.Builder
	for j, p := range in.Projects {
		fmt.Fprintf(&goal, " + %g u%d", weighted(in.Short), j)
		fmt.Fprintf(&rows, " d%d: u%d", j, j)
		for i := range in.Sources {
			if in.ok[i][j] {
				fmt.Fprintf(&goal, " + %g x%d_%d", weighted(in.pair[i][j]), i, j)
				fmt.Fprintf(&rows, " + x%d_%d", i, j)
			}
		}
		fmt.Fprintf(&rows, " = %d\n", p.Demand[0])
	}
	for i, s := range in.Sources {
		fmt.Fprintf(&rows, " s%d: l%d", i, i)
		for j := range in.Projects {
			if in.ok[i][j] {
				fmt.Fprintf(&rows, " + x%d_%d", i, j)
			}
		}
		fmt.Fprintf(&rows, " = %d\n", s.Supply[0])
	}
	return "Minimize\n obj:" + goal.String() + "\nSubject To\n" + rows.String() + "End\n"
}

// The same problem for this package and for gonum, of sizes gonum can do. Both
// find the same cost.
func BenchmarkAgainstGonum(b *testing.B) {
	for _, size := range []int{20, 40, 60} {
		in := province(size, size, 1, 3)
		for i := range in.Sources { // amounts float64 solves well
			in.Sources[i].Supply[0] /= 1_000_000
		}
		for j := range in.Projects {
			in.Projects[j].Demand[0] /= 1_000_000
		}
		for i := range in.pair { // and costs whose weights keep the order of the levels along any cycle
			for j, c := range in.pair[i] {
				in.pair[i][j] = Cost{farther: c[farther]}
			}
		}
		in.Cost = func(_, i, j int) (Cost, bool) { return in.pair[i][j], in.ok[i][j] }
		var ours, theirs float64
		b.Run(fmt.Sprintf("flow-%d", size), func(b *testing.B) {
			for b.Loop() {
				r, err := Solve(in.Problem)
				if err != nil {
					b.Fatal(err)
				}
				ours = costOf(r)
			}
		})
		b.Run(fmt.Sprintf("gonum-%d", size), func(b *testing.B) {
			c, a, rhs := tableau(in, 0)
			for b.Loop() {
				best, _, err := lp.Simplex(c, a, rhs, 1e-9, nil)
				if err != nil {
					b.Fatal(err)
				}
				theirs = best
			}
			b.ReportMetric(math.Abs(ours-theirs)/theirs, "difference")
		})
	}
}
