package factors

import (
	"math/big"
	"testing"

	"tidai/calc"
)

// n·A / Σ n·A with A(Cr) 51.9961, A(O) 15.9994, A(Pb) 207.2, A(As) 74.9216,
// A(Hg) 200.59, A(Cl) 35.453, A(S) 32.066, worked by hand: CrO3 99.9943,
// PbO 223.1994, As2O3 197.8414, HgCl2 271.496, PbSO4 303.2636; with A(Cd)
// 112.411, CdO 128.4104.
func TestMassShare(t *testing.T) {
	b := builtinBook(t)
	for _, c := range []struct {
		compound string
		element  calc.Pollutant
		num, den string
	}{
		{"CrO3", calc.Chromium, "51.9961", "99.9943"},
		{"PbO", calc.Lead, "207.2", "223.1994"},
		{"As2O3", calc.Arsenic, "149.8432", "197.8414"},
		{"HgCl2", calc.Mercury, "200.59", "271.496"},
		{"PbSO4", calc.Lead, "207.2", "303.2636"},
		{"CdO", calc.Cadmium, "112.411", "128.4104"},
		{"Pb", calc.Lead, "1", "1"},
	} {
		num, _ := new(big.Rat).SetString(c.num)
		den, _ := new(big.Rat).SetString(c.den)
		s, err := b.MassShare(c.compound, c.element)
		if err != nil {
			t.Errorf("%s: %v", c.compound, err)
			continue
		}
		if want := num.Quo(num, den); s.Value().Rat().Cmp(want) != 0 {
			t.Errorf("%s: got %s, want %s", c.compound, s.Value(), want)
		}
		if err := s.Recheck(); err != nil {
			t.Errorf("%s: %v", c.compound, err)
		}
		for _, f := range s.Factors() {
			if f.Origin().Status != calc.StatusRecalled {
				t.Errorf("%s: the status of %s is lost", c.compound, f.Origin().Factor)
			}
		}
	}
	if s, _ := b.MassShare("CrO3", calc.Chromium); len(s.Factors()) != 2 {
		t.Error("CrO3 rests on two atomic masses")
	}
}

func TestMassShareErrors(t *testing.T) {
	for _, c := range []struct {
		compound string
		element  calc.Pollutant
	}{
		{"", calc.Lead}, {"pbo", calc.Lead}, {"PbXx", calc.Lead}, {"PbO", calc.Chromium}, {"Cr2(SO4)3", calc.Chromium},
		{"CrO3", calc.CrVI}, {"PbO0", calc.Lead}, {"PbO99999", calc.Lead}, {"铅", calc.Lead}, {"Pb O", calc.Lead},
	} {
		if s, err := builtinBook(t).MassShare(c.compound, c.element); err == nil || s.OK() {
			t.Errorf("%q, %s: got %s", c.compound, c.element, s.Value())
		}
	}
}

func FuzzParseFormula(f *testing.F) {
	for _, s := range []string{"CrO3", "PbSO4", "Cr2(SO4)3", "O0", "a", "X999999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		parts, err := parseFormula(s)
		if err == nil && len(parts) == 0 {
			t.Errorf("%q: neither parts nor an error", s)
		}
		for _, p := range parts {
			if p.count < 1 || p.element == "" {
				t.Errorf("%q: part %+v", s, p)
			}
		}
	})
}
