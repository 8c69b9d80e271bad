package review

import (
	"math/big"
	"os"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// E = C·Q: 1 mg/L × 100000 m3/a = 100 kg/a becomes 0.5 × 120000 = 60. C first
// is −50 and last 60 − 120 = −60, so −55; Q first is +20 and last 60 − 50 =
// +10, so +15. Together −40.
func TestShapley(t *testing.T) {
	made := func(c, q string) calc.Step {
		return calc.Product("E", "permitted-emission", calc.Clause{}, leaf("C", c), leaf("QQ", q)).
			In(quantity.KgPerYear)
	}
	m := moved("x", made("1 mg/L", "100000 m3/a"), made("0.5 mg/L", "120000 m3/a"))
	if got := m.Change.Value().String(); got != "-40 kg/a" {
		t.Errorf("change %s", got)
	}
	if len(m.Shares) != 2 || m.Shares[0].Amount.String() != "-55 kg/a" || m.Shares[1].Amount.String() != "15 kg/a" {
		t.Errorf("shares %+v", m.Shares)
	}
}

// A part more in a sum is a difference of structure: one share, the whole change.
func TestDiffStructure(t *testing.T) {
	one := calc.Sum("E", "x", calc.Clause{}, leaf("a", "1 kg/a"), leaf("bb", "2 kg/a"))
	two := calc.Sum("E", "x", calc.Clause{}, leaf("a", "1 kg/a"), leaf("bb", "2 kg/a"), leaf("ccc", "4 kg/a"))
	m := moved("x", one, two)
	if len(m.Shares) != 1 || !m.Shares[0].Structure || m.Shares[0].Amount.String() != "4 kg/a" {
		t.Errorf("%+v", m.Shares)
	}
}

// In the plating example with 150000 m2/a of the multilayer line for 200000 and
// 100000 of the hard line for 120000, DW001 gives 75 + 20 = 95 of 124: −25 and
// −4. All shares add up to their change, in every number.
func TestDiff(t *testing.T) {
	p, _ := planOf(t, "plating")
	d, findings := dossier.ParseVariant(os.DirFS("../../testdata/dossiers/plating"),
		dossier.Variant{Set: []dossier.Change{
			{Path: "line.A-L2.product.deco.capacity", Value: "150000 m2/a"}, {Path: "line.A-L3.product.hard.capacity",
				Value: "100000 m2/a"}}})
	if calc.HasErrors(findings) {
		t.Fatal(findings)
	}
	policy, book := bookOf(d)
	list := Diff(p, planned(d, book, policy, calc.Date{}))
	seen := false
	for _, m := range list {
		if m.Target == "DW001/Cr/permitted" {
			seen = true
			if len(m.Shares) != 2 || m.Shares[0].Amount.String() != "-25 kg/a" || m.Shares[1].Amount.String() !=
				"-4 kg/a" {
				t.Errorf("%+v", m.Shares)
			}
		}
		sum := new(big.Rat)
		for _, s := range m.Shares {
			sum.Add(sum, s.Amount.Rat())
		}
		if len(m.Shares) > 0 && sum.Cmp(m.Change.Value().Rat()) != 0 {
			t.Errorf("%s: shares add up to %s, the change is %s", m.Target, sum, m.Change.Value())
		}
	}
	if !seen || len(Diff(p, p)) != 0 {
		t.Errorf("seen %v, a version differs from itself: %v", seen, Diff(p, p))
	}
}
