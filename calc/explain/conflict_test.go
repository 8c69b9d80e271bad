package explain_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"

	"pgregory.net/rapid"
)

// The base dossier needs 50 kg/a of lead. S1 gives 18, S2 4.72, S3 40: 12.72
// more than is needed. By hand, what is taken from that and what gives it back.
func TestConflict(t *testing.T) {
	late := edit{"deadline = 2026-02-28", "deadline = 2027-10-02"}
	for name, c := range map[string]struct {
		edits  []edit
		short  string
		sets   []string
		still  string
		repair string
	}{
		"S3 is late": {[]edit{late}, "27.28 kg/a", []string{"refused S3"}, "",
			"deadline forward"},
		"S3 is void": {[]edit{on("S3", `void = "示例"`)}, "27.28 kg/a", nil, "27.28 kg/a", ""},
		"lot of 41, S1 keeps 9": {[]edit{on("S3", `lot = "41 kg/a"`), on("S1", `keep = "50 %"`)},
			"36.28 kg/a", []string{"lot S3"}, "", "lot of at most 40.000 kg/a"},
		"S3 keeps 20, S1 1.8: 40.92 left": {[]edit{on("S3", `keep = "50 %"`), on("S1", `keep = "10 %"`)}, "9.08 kg/a",
			[]string{"kept S3"}, "", "at most 10.920 kg/a is kept"},
		"S3 keeps 10, S1 9: either": {[]edit{on("S3", `keep = "25 %"`), on("S1", `keep = "50 %"`)}, "6.28 kg/a",
			[]string{"kept S1", "kept S3"}, "", "at most 2.720 kg/a is kept"},
		"S3 keeps 20, S1 16.2: both": {[]edit{on("S3", `keep = "50 %"`), on("S1", `keep = "90 %"`)}, "23.48 kg/a",
			[]string{"kept S1+kept S3"}, "", "nothing is kept"},
		"S3 is late and void is not cured": {[]edit{late, on("S3", `void = "示例"`), on("S1", `keep = "50 %"`)},
			"36.28 kg/a", nil, "27.28 kg/a", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := planOf(t, c.edits...)
			if len(p.Conflicts) != 1 {
				t.Fatalf("%d conflicts", len(p.Conflicts))
			}
			x := p.Conflicts[0]
			wantAmount(t, "short", x.Need.Shortfall, c.short)
			wantAmount(t, "still", x.Still, c.still)
			if got := setNames(x); !slices.Equal(got, c.sets) {
				t.Errorf("sets %q, want %q", got, c.sets)
			}
			if !strings.Contains(p.Repairs[0].Text.EN, c.repair) {
				t.Errorf("first repair %q, want %q", p.Repairs[0].Text.EN, c.repair)
			}
		})
	}
}

func setNames(c substitution.Conflict) []string {
	var out []string
	for _, set := range c.Sets {
		var names []string
		for _, i := range set {
			names = append(names, string(c.Obstacles[i].Kind)+" "+c.Obstacles[i].Source)
		}
		out = append(out, strings.Join(names, "+"))
	}
	return out
}

// The amount a transferor may still keep holds to the last gram.
func TestKeepLess(t *testing.T) {
	for kept, want := range map[string]substitution.Status{"10.92 kg/a": substitution.Complete,
		"10.921 kg/a": substitution.Short} {
		p := planOf(t, on("S1", `keep = "10 %"`),
			on("S3", `kept = [{pollutant = "Pb", outlet = "K-DW001", amount = "`+kept+`"}]`))
		if p.Status != want {
			t.Errorf("kept %s: %s, want %s; %v", kept, p.Status, want, p.Findings)
		}
	}
}

// More obstacles than are combined: 14 late sources of 2 kg/a each beside S1
// to S3, which keep everything. All together give 28 + 62.72, and the three that
// keep give 62.72 of the 50 needed: S1's 18 and S3's 40 do, S2 is not needed.
func TestConflictOfMany(t *testing.T) {
	first := base(t).Dossier()
	d := first
	for i := range 14 {
		d = plus(d, fmt.Sprintf("R%02d", i), 14_000, "220100", "lead-battery")
	}
	many := *d
	many.Sources = slices.Clone(d.Sources)
	for i := range many.Sources {
		if s := &many.Sources[i]; strings.HasPrefix(s.ID, "R") {
			s.Deadline = calc.MustDate("2027-10-02")
		} else {
			s.Keep = dossier.Stated{Set: true, Amount: quantity.Int(100, quantity.MustUnit("%"))}
		}
	}
	c := opened(&many).Explained().Conflicts[0]
	if !c.Cut || len(c.Sets) == 0 || setNames(c)[0] != "kept S1+kept S3" {
		t.Errorf("cut %v, sets %v", c.Cut, setNames(c))
	}
	// 20 late ones of 3 kg/a: twelve give 36, too little; 17 of them give 51.
	d = first
	for i := range 20 {
		d = plus(d, fmt.Sprintf("R%02d", i), 21_000, "220100", "lead-battery")
	}
	many = *d
	many.Sources = slices.Clone(d.Sources)
	for i := range many.Sources {
		many.Sources[i].Deadline = calc.MustDate("2027-10-02")
		if s := &many.Sources[i]; strings.HasPrefix(s.ID, "S") {
			s.Void = "x"
		}
	}
	c = opened(&many).Explained().Conflicts[0]
	if !c.Cut || len(c.Sets) != 1 || len(c.Sets[0]) != 17 {
		t.Errorf("cut %v, sets %v", c.Cut, setNames(c))
	}
}

// Of any dossier: each set closes the gap by plain addition of what the
// obstacles give back, no set can do with less, and where there is none, all
// together do not suffice.
func TestConflictProperties(t *testing.T) {
	first := base(t).Dossier()
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		d := terms(t, region(t, first))
		for i := range d.Sources {
			s := &d.Sources[i]
			if strings.HasPrefix(s.ID, "S") {
				s.Keep = dossier.Stated{Set: true, Amount: quantity.Int(rapid.Int64Range(0, 100).Draw(t, "keep %"),
					quantity.MustUnit("%"))}
			}
			switch rapid.IntRange(0, 8).Draw(t, "against") {
			case 0, 1:
				s.Deadline = calc.MustDate("2027-10-02")
			case 2:
				s.Void = "x"
			}
		}
		p := opened(d).Explained()
		for _, c := range p.Conflicts {
			gap := kilograms(c.Need.Shortfall)
			// What a set gives back, source by source: a lot counts again once lifted.
			back := func(set []int) *big.Rat {
				total := new(big.Rat)
				for _, s := range p.Result.Sources {
					total.Add(total, givenBack(p, c, s.Source.ID, set))
				}
				return total
			}
			for _, set := range c.Sets {
				if back(set).Cmp(gap) < 0 {
					t.Fatalf("set %v gives back %s of %s", setNames(c), back(set), gap)
				}
				for i := range set {
					if back(slices.Delete(slices.Clone(set), i, i+1)).Cmp(gap) >= 0 {
						t.Fatalf("set %v can do with less", setNames(c))
					}
				}
			}
			var all []int
			for i, o := range c.Obstacles {
				if o.Liftable {
					all = append(all, i)
				}
			}
			if (len(c.Sets) > 0) != (back(all).Cmp(gap) >= 0) {
				t.Fatalf("%d sets, all give back %s of %s", len(c.Sets), back(all), gap)
			}
			if c.Still.OK() && new(big.Rat).Sub(gap, back(all)).Cmp(kilograms(c.Still)) != 0 {
				t.Fatalf("still %s, want %s − %s", c.Still.Value(), gap, back(all))
			}
			seen[fmt.Sprint(len(c.Sets) > 0)]++
		}
	})
	if seen["true"] == 0 || seen["false"] == 0 {
		t.Errorf("conflicts with and without a set: %v", seen)
	}
}

// givenBack is what one source gives after a set is lifted, less what it gave.
func givenBack(p substitution.Plan, c substitution.Conflict, id string, set []int) *big.Rat {
	i := slices.IndexFunc(p.Result.Sources, func(s reduction.SourceResult) bool { return s.Source.ID == id })
	s := p.Result.Sources[i]
	has := func(kind substitution.ObstacleKind) bool {
		return slices.ContainsFunc(set, func(i int) bool {
			return c.Obstacles[i].Source == id &&
				c.Obstacles[i].Kind == kind
		})
	}
	usable := func(kept, lot bool) *big.Rat {
		total := new(big.Rat)
		for _, r := range s.Rows {
			if r.Pollutant == c.Need.Pollutant && r.Usable.OK() {
				total.Add(total, kilograms(r.Usable))
				if kept && r.Kept.OK() {
					total.Add(total, kilograms(r.Kept))
				}
			}
		}
		if s.Source.Lot.Set && !s.Source.Whole && !lot && total.Cmp(kilograms(substitution.LotOf(s))) < 0 {
			return new(big.Rat)
		}
		return total
	}
	before, after := new(big.Rat), new(big.Rat)
	if s.Accepted() && !s.Own {
		before = usable(false, false)
	}
	if (s.Accepted() || has(substitution.ObstacleRefused)) && !s.Own {
		after = usable(has(substitution.ObstacleKept), has(substitution.ObstacleLot))
	}
	return after.Sub(after, before)
}
