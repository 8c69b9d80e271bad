package substitution

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
	"pgregory.net/rapid"
)

// Another engine: the allocation of one metal is a linear program. With a cost
// per kg that grows from rank to rank of the notice's order, and the highest
// for what stays uncovered, gonum's simplex method must reach the same cost.
func TestAllocationAgainstSimplex(t *testing.T) {
	base, book := planOf(t), builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		d := region(t, base.Dossier)
		in := given{Dossier: d, Book: book, Policy: base.Policy}
		p := planWith(in)
		n := p.Needs[0]
		ranks := rankedSupply(in, p)
		demand, _ := n.Demand.Value().Rat().Float64()

		// Variables: one per rank, one for the shortfall, one slack per rank.
		k := len(ranks)
		cost := make([]float64, 2*k+1)
		a := mat.NewDense(k+1, 2*k+1, nil)
		b := make([]float64, k+1)
		for i, supply := range ranks {
			cost[i] = float64(i + 1)
			a.Set(0, i, 1)
			a.Set(i+1, i, 1)
			a.Set(i+1, k+1+i, 1)
			b[i+1] = supply
		}
		cost[k] = 100
		a.Set(0, k, 1)
		b[0] = demand
		best, _, err := lp.Simplex(cost, a, b, 1e-9, nil)
		if err != nil {
			t.Fatalf("simplex: %v", err)
		}

		got := 0.0
		for _, x := range p.Allocations {
			kg, _ := x.Amount.Value().Rat().Float64()
			got += kg * float64(rankOf(x.Tier, x.Preference)+1)
		}
		if n.Shortfall.OK() {
			kg, _ := n.Shortfall.Value().Rat().Float64()
			got += 100 * kg
		}
		if math.Abs(got-best) > 1e-6*math.Max(1, best) {
			t.Fatalf("the plan costs %g by rank, the simplex optimum is %g; allocations\n%s", got, best, rows(p))
		}
	})
}

// rankOf numbers the notice's order: same industry before others, then same
// enterprise, same city, province.
func rankOf(tier Tier, pref Preference) int {
	n := map[Preference]int{SameEnterprise: 0, SameCity: 1, Province: 2}[pref]
	if tier == OtherIndustry {
		n += 3
	}
	return n
}

// rankedSupply sums what accepted sources can give, by rank, from the dossier
// and the assessed amounts alone.
func rankedSupply(in given, p Plan) []float64 {
	out := make([]float64, 6)
	project := in.Dossier.Project
	for _, s := range p.Result.Sources {
		amount, ok := s.Usable(p.Needs[0].Pollutant, "")
		if !ok || !s.Accepted() || s.Discharger.ID == project.Discharger {
			continue
		}
		tier, pref := OtherIndustry, Province
		if s.Line.Industry == "lead-battery" {
			tier = SameIndustry
		}
		if s.Discharger.City == project.City {
			pref = SameCity
		}
		kg, _ := amount.Value().Rat().Float64()
		out[rankOf(tier, pref)] += kg
	}
	return out
}
