package substitution

import (
	"fmt"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/substitution/choice"

	"pgregory.net/rapid"
)

// on adds statements to a source of the base dossier.
func on(source string, lines ...string) edit {
	head := "id = \"" + source + "\"\nline = "
	return edit{head, "id = \"" + source + "\"\n" + strings.Join(lines, "\n") + "\nline = "}
}

// The terms of a transferor, by hand: demand 50, of which S1 gives 18 and S2
// 4.72 (same industry), so that 27.28 of S3's 40 are needed.
func TestTerms(t *testing.T) {
	for name, c := range map[string]struct {
		edits   []edit
		status  Status
		amounts map[string]string
		surplus string // of S3
		code    string
	}{
		"S1 keeps a tenth: 16.2, S3 29.08": {[]edit{on("S1", `keep = "10 %"`)}, Complete,
			map[string]string{"S1": "16.2 kg/a", "S3": "29.08 kg/a"}, "", ""},
		"lot of 30: 2.72 beyond": {[]edit{on("S3", `lot = "30 kg/a"`)}, Complete,
			map[string]string{"S3": "27.28 kg/a"}, "2.72 kg/a", CodeMovedBeyond},
		"lot of 27.28, in grams: nothing beyond": {[]edit{on("S3", `lot = "27280 g/a"`)}, Complete,
			map[string]string{"S3": "27.28 kg/a"}, "", ""},
		"lot of 41 is not to be had": {[]edit{on("S3", `lot = "41 kg/a"`)}, Short,
			map[string]string{"S3": ""}, "", CodeLot},
		"whole: 40 − 27.28 beyond": {[]edit{on("S3", `whole = true`)}, Complete,
			map[string]string{"S3": "27.28 kg/a"}, "12.72 kg/a", CodeMovedBeyond},
		"whole and exhausted": {[]edit{on("S1", `whole = true`)}, Complete,
			map[string]string{"S1": "18 kg/a"}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := planOf(t, c.edits...)
			if p.Status != c.status {
				t.Errorf("status %s, want %s; %v", p.Status, c.status, codes(p, calc.Error))
			}
			for source, want := range c.amounts {
				a, _ := allocation(p, source)
				wantAmount(t, source, a.Amount, want)
			}
			var surplus calc.Step
			for _, m := range p.Moved {
				surplus = m.Surplus
			}
			wantAmount(t, "surplus", surplus, c.surplus)
			for _, code := range []string{CodeMovedBeyond, CodeLot} {
				if _, found := said(p, code); found != (code == c.code) {
					t.Errorf("%s said %v", code, found)
				}
			}
		})
	}
}

// 18 × 100 + 4.72 × 200 + 27.28 × 50 = 1800 + 944 + 1364; a lot of 30 costs
// 30 × 50.
func TestCost(t *testing.T) {
	prices := []edit{on("S1", `price = "100 元/kg"`), on("S2", `price = "200 元/kg"`)}
	p := planOf(t, append(prices, on("S3", `price = "50 元/kg"`))...)
	wantAmount(t, "cost", p.Choice.Cost, "4108 元/a")
	p = planOf(t, append(prices, on("S3", `price = "50000 元/t"`, `lot = "30 kg/a"`))...)
	wantAmount(t, "cost with a lot", p.Choice.Cost, "4244 元/a")
	if err := p.Choice.Cost.Recheck(); err != nil {
		t.Error(err)
	}
	wantAmount(t, "one price is missing", planOf(t, prices...).Choice.Cost, "")
}

// The closure S3 gives whole 40 of lead, and cadmium that nobody needs.
func TestWholeMovesWhatNobodyNeeds(t *testing.T) {
	p := planOf(t, on("S3", "whole = true"), edit{"[[source]]\nid = \"S1\"",
		"[[permit.version.amount]]\noutlet = \"K-DW001\"\npollutant = \"Cd\"\namount = \"3 kg/a\"\n\n[[source]]\nid = \"S1\""},
		edit{"pollutant = \"Pb\"\namount = \"40 kg/a\"\n", "pollutant = \"Pb\"\namount = \"40 kg/a\"\n"})
	got := ""
	for _, m := range p.Moved {
		got += fmt.Sprintf("%s %s %s; ", m.Source, m.Pollutant, m.Surplus.Value())
	}
	if want := "S3 Pb 12.72 kg/a; S3 Cd 3 kg/a; "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// At the limit the plan stands and says what is not proven.
func TestSearchLimit(t *testing.T) {
	in := makeInput(t)
	for i := range 12 {
		in.Dossier = plus(in.Dossier, fmt.Sprintf("R%02d", i), int64(60_000+i*170), "220300", "lead-battery")
	}
	free := planWith(in)
	if !free.Choice.Fewest() || !free.Choice.Best {
		t.Errorf("choice %+v", free.Choice)
	}
	in.Limit = 3
	p := planWith(in)
	if _, found := said(p, CodeSearch); !found || p.Choice.Best || p.Status != Complete ||
		p.Choice.AtLeast > free.Choice.Parties {
		t.Errorf("choice %+v, status %s", p.Choice, p.Status)
	}
	if choice.DefaultLimit < 1000 {
		t.Error("the limit is too low for real plans")
	}
}

// terms gives the random sources of a region terms of their own.
func terms(t *rapid.T, d *dossier.Dossier) *dossier.Dossier {
	out := *d
	out.Sources = nil
	for _, s := range d.Sources {
		if strings.HasPrefix(s.ID, "R") {
			s.Whole = rapid.IntRange(0, 3).Draw(t, "whole") == 0
			if rapid.IntRange(0, 2).Draw(t, "with lot") == 0 {
				s.Lot = dossier.Stated{Set: true, Amount: quantity.Int(rapid.Int64Range(1, 4000).Draw(t, "lot g/a"),
					quantity.MustUnit("g/a"))}
			}
			if rapid.IntRange(0, 2).Draw(t, "keeps") == 0 {
				s.Keep = dossier.Stated{Set: true, Amount: quantity.Int(rapid.Int64Range(0, 100).Draw(t, "keep %"),
					quantity.MustUnit("%"))}
			}
			if rapid.Bool().Draw(t, "priced") {
				s.Price = dossier.Stated{Set: true, Amount: quantity.Int(rapid.Int64Range(0, 900).Draw(t, "price"),
					yuanPerKg)}
			}
		}
		out.Sources = append(out.Sources, s)
	}
	return &out
}
