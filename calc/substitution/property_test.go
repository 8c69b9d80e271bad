package substitution

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"

	"pgregory.net/rapid"
)

// region adds n closed plating or battery lines of random amounts and places
// to the base dossier.
func region(t *rapid.T, base *dossier.Dossier) *dossier.Dossier {
	d := *base
	n := rapid.IntRange(0, 8).Draw(t, "sources")
	for i := range n {
		id := fmt.Sprintf("R%d", i)
		grams := rapid.Int64Range(0, 40_000).Draw(t, "g/a of "+id)
		city := rapid.SampledFrom([]string{"220100", "220200", "220300"}).Draw(t, "city")
		industry := rapid.SampledFrom([]string{"lead-battery", "electroplating"}).Draw(t, "industry")
		d = *plus(&d, id, grams, city, industry)
	}
	return &d
}

// plus adds one closed line that gives grams/7 of lead a year: sevenths, so
// that no decimal ends.
func plus(base *dossier.Dossier, id string, grams int64, city, industry string) *dossier.Dossier {
	d := *base
	amount := quantity.New(big.NewRat(grams, 7), quantity.MustUnit("g/a"))
	own := dossier.Discharger{ID: id, Name: "示例" + id, City: city, County: city[:4] + "02",
		Management: calc.KeyManagement}
	d.Dischargers = append(slices.Clone(d.Dischargers), own)
	d.Lines = append(slices.Clone(d.Lines), dossier.Line{ID: id, Discharger: id, Industry: industry,
		GBT4754:  map[string]string{"lead-battery": "3843", "electroplating": "3360"}[industry],
		Products: []dossier.Product{{ID: "p", Pollutants: []calc.Pollutant{calc.Lead}}}})
	d.Outlets = append(slices.Clone(d.Outlets), dossier.Outlet{ID: id, Discharger: id, Medium: calc.Water,
		Receives: []dossier.Feed{{Line: id}}})
	d.Permits = append(slices.Clone(d.Permits), dossier.Permit{ID: id, Discharger: id,
		Cancelled: calc.MustDate("2026-02-01"),
		Versions: []dossier.PermitVersion{{ID: "v", ValidFrom: calc.MustDate("2022-01-01"),
			ValidTo: calc.MustDate("2027-01-01"),
			Amounts: []dossier.StatedAmount{{Outlet: id, Pollutant: calc.Lead, Value: dossier.Stated{Amount: amount,
				Set: true}}}}}})
	d.Sources = append(slices.Clone(d.Sources), dossier.ReductionSource{ID: id, Line: id, Basis: dossier.Closure,
		Permit: id, VersionBefore: "v",
		Closed: calc.MustDate("2026-01-15"), Deadline: calc.MustDate("2026-06-30"), Responsible: "x",
		Measures: []string{"eliminate-outdated"}, Evidence: []string{"x"}})
	return &d
}

func steps(p Plan) []calc.Step {
	var out []calc.Step
	for _, n := range p.Needs {
		out = append(out, n.New, n.Own, n.Net, n.Demand, n.SameSupply, n.OtherSupply, n.Allocated, n.Shortfall)
	}
	for _, a := range p.Allocations {
		out = append(out, a.Amount, a.Supply)
	}
	for _, m := range p.Moved {
		out = append(out, m.Surplus)
	}
	out = append(out, p.Choice.Cost)
	for _, s := range p.Result.Sources {
		for _, r := range s.Rows {
			out = append(out, r.Kept, r.Before, r.After, r.Reduction, r.Usable)
		}
	}
	for _, o := range p.Result.Outlets {
		out = append(out, o.Permitted, o.Contribution)
		for _, c := range o.Candidates {
			out = append(out, c.Amount)
		}
	}
	return out
}

// describe is what must not depend on the order of records.
func describe(p Plan) string {
	var sb strings.Builder
	fmt.Fprintln(&sb, p.Status)
	for _, n := range p.Needs {
		fmt.Fprintln(&sb, n.Pollutant, n.Demand.Value(), n.Allocated.Value(), n.Shortfall.Value())
	}
	for _, a := range p.Allocations {
		fmt.Fprintln(&sb, a.Source, a.Pollutant, a.Tier, a.Preference, a.Amount.Value())
	}
	for _, m := range p.Moved {
		fmt.Fprintln(&sb, m.Source, m.Pollutant, m.Surplus.Value())
	}
	fmt.Fprintln(&sb, p.Choice.Parties, p.Choice.Silent, p.Choice.Cost.Value())
	var lines []string
	for _, f := range p.Findings {
		lines = append(lines, f.Code+f.Subject+f.Message.EN)
	}
	slices.Sort(lines)
	return sb.String() + strings.Join(lines, "\n")
}

// What holds for every plan: allocated + shortfall = demand exactly; nothing
// is drawn beyond its supply; another key industry is drawn on only when the
// same one is exhausted; every derivation rechecks; the order of records in
// the dossier changes nothing.
func TestPlanProperties(t *testing.T) {
	base, book := planOf(t), builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		d := terms(t, region(t, base.Dossier))
		in := given{Dossier: d, Book: book, Policy: base.Policy}
		p := planWith(in)
		n := p.Needs[0]
		if !n.Demand.OK() {
			t.Fatalf("no demand: %v", n.Demand.Err())
		}
		total, used := new(big.Rat), map[string]*big.Rat{}
		sameExhausted := true
		for _, a := range p.Allocations {
			kg := a.Amount.Value().Rat()
			total.Add(total, kg)
			if a.Amount.Sign() <= 0 {
				t.Fatalf("%s is allocated %s", a.Source, a.Amount.Value())
			}
			if c, err := a.Amount.Value().Cmp(a.Supply.Value()); err != nil || c > 0 {
				t.Fatalf("%s gives %s of %s", a.Source, a.Amount.Value(), a.Supply.Value())
			} else if a.Tier == SameIndustry && c < 0 {
				sameExhausted = false
			}
			if used[a.Source] != nil {
				t.Fatalf("%s is drawn on twice", a.Source)
			}
			used[a.Source] = kg
			if a.Tier == OtherIndustry && !sameExhausted {
				t.Fatalf("%s of another industry is used while the same industry has supply left", a.Source)
			}
		}
		if n.Shortfall.OK() {
			total.Add(total, n.Shortfall.Value().Rat())
		}
		demand, _ := n.Demand.Value().In(quantity.KgPerYear)
		if total.Cmp(demand.Rat()) != 0 {
			t.Fatalf("allocated and shortfall make %s, demand is %s", total, demand)
		}
		for _, s := range steps(p) {
			if s.OK() {
				if err := s.Recheck(); err != nil {
					t.Fatalf("recheck: %v", err)
				}
			}
		}
		seed := rapid.Uint64().Draw(t, "order")
		if got := describe(planWith(shuffled(in, seed))); got != describe(p) {
			t.Fatalf("another order of records gives another plan:\n%s\n\nfirst:\n%s", got, describe(p))
		}
	})
}

// shuffled reorders every list of records of the dossier.
func shuffled(in given, seed uint64) given {
	r := rand.New(rand.NewPCG(seed, 1))
	d := *in.Dossier
	d.Dischargers, d.Lines, d.Permits, d.Sources = mix(r, d.Dischargers), mix(r, d.Lines), mix(r, d.Permits),
		mix(r, d.Sources)
	d.EIAs, d.Intensities = mix(r, d.EIAs), mix(r, d.Intensities)
	d.Outlets = mix(r, d.Outlets)
	in.Dossier = &d
	return in
}

func mix[T any](r *rand.Rand, list []T) []T {
	out := slices.Clone(list)
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func builtin(t testing.TB) *factors.Book {
	t.Helper()
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func BenchmarkPlan(b *testing.B) {
	base := planOf(b)
	in := given{Dossier: base.Dossier, Book: builtin(b), Policy: base.Policy}
	b.ReportAllocs()
	for b.Loop() {
		if p := planWith(in); p.Status != Complete {
			b.Fatal(p.Status)
		}
	}
}
