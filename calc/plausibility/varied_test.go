package plausibility_test

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tidai/calc"
	"tidai/calc/application"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// The six examples, and forty right dossiers made of them: capacities from half
// to double, the project in other cities, other classes of limits. None gets a
// new error and none more than two warnings of this room.
func TestVariedExamplesStayQuiet(t *testing.T) {
	names, err := os.ReadDir("../../testdata/dossiers")
	if err != nil || len(names) != 6 {
		t.Fatal(err, len(names))
	}
	varied, warned, most := 0, 0, 0
	for _, n := range names {
		dir := filepath.Join("../../testdata/dossiers", n.Name())
		plain, _ := dossier.Open(dir)
		for name, v := range variants(plain) {
			d, findings := dossier.OpenVariant(dir, v)
			if d == nil {
				t.Fatal(n.Name(), name, findings)
			}
			c, err := application.Open(application.Input{Dossier: d, Book: builtin(t), Findings: findings})
			if err != nil {
				t.Fatal(err)
			}
			asked := doubts(c.Doubted().Findings)
			varied++
			most = max(most, len(asked))
			if len(asked) > 0 {
				warned++
			}
			if calc.HasErrors(asked) || len(asked) > 2 || name == "as it is" && len(asked) > 0 {
				t.Errorf("%s, %s: %v", n.Name(), name, asked)
			}
		}
	}
	if varied < 46 {
		t.Errorf("only %d dossiers", varied)
	}
	t.Logf("%d dossiers: %d with a warning, at most %d; no error", varied, warned, most)
}

func variants(d *dossier.Dossier) map[string]dossier.Variant {
	set := func(pairs ...string) dossier.Variant {
		var v dossier.Variant
		for i := 0; i < len(pairs); i += 2 {
			v.Set = append(v.Set, dossier.Change{Path: pairs[i], Value: pairs[i+1]})
		}
		return v
	}
	out := map[string]dossier.Variant{"as it is": {},
		"in another city": set("project.city", "220400", "project.county", "220402")}
	capacity := func(l dossier.Line, percent int64) []dossier.Change {
		var list []dossier.Change
		for _, p := range l.Products {
			if p.Capacity.Set {
				x := new(big.Rat).Mul(p.Capacity.Amount.Rat(), big.NewRat(percent, 100))
				list = append(list, dossier.Exactly(fmt.Sprintf("line.%s.product.%s.capacity", l.ID, p.ID),
					quantity.New(x, p.Capacity.Amount.Unit()), l.At))
			}
		}
		return list
	}
	for _, percent := range []int64{50, 75, 150, 200} {
		var v dossier.Variant
		for _, l := range d.Lines {
			if slices.Contains(d.Project.Lines, l.ID) {
				v.Set = append(v.Set, capacity(l, percent)...)
			}
		}
		out[fmt.Sprintf("capacity × %d %%", percent)] = v
	}
	for _, o := range d.Outlets {
		if o.LimitClass == calc.NewLimits {
			out["special limits at "+o.ID] = set("outlet."+o.ID+".limit_class", "special", "outlet."+o.ID+".limit_order",
				"示例通告", "outlet."+o.ID+".limit_since", "2020-07-01")
			break
		}
	}
	for _, l := range d.Lines {
		if list := capacity(l, 80); !slices.Contains(d.Project.Lines, l.ID) && len(list) > 0 {
			out["capacity of "+l.ID+" × 80 %"] = dossier.Variant{Set: list}
			break
		}
	}
	return out
}
