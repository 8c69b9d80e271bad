package factors

import (
	"testing"

	"tidai/calc"
)

// A parameter is set as a policy file would write it; the clause stays that of
// what it replaces, and the value is local.
func TestSet(t *testing.T) {
	p, _ := builtinBook(t).Policy("jilin-2022-12")
	for _, c := range []struct{ id, value, stated string }{
		{"ratio", "1.5", "1.5"},
		{"hot_air_factor", " 3 ", "3"},
		{"permit_change_days", "45 d", "45 d"},
		{"permit_change_days", "45", "45 d"},
		{"media", "separate", "separate"},
		{"bank_life", "5 a", "5 a"}, // Jilin's notice has none
		{"eia_amount_since", "2016-01-01", "2016-01-01"},
	} {
		before, had := p.Parameter(c.id)
		q, was, err := p.Set(Override{Parameter: c.id, Value: c.value, Reason: "示例函"})
		x, _ := q.Parameter(c.id)
		if err != nil || x.Stated() != c.stated || !x.Local || x.Source != "示例函" || x.Status != calc.StatusRecalled {
			t.Errorf("%s = %s: %v, %+v", c.id, c.value, err, x)
		}
		if had && (x.Clause != before.Clause || was.Stated() != before.Stated()) {
			t.Errorf("%s: clause %v, was %s", c.id, x.Clause, was.Stated())
		}
		if again, _ := p.Parameter(c.id); again.Stated() != before.Stated() {
			t.Errorf("%s: the policy itself is changed", c.id)
		}
	}
	for _, c := range [][2]string{{"ratio", "much"}, {"ratio", "1 kg"}, {"ratio", "-1"}, {"bank_life", "1.5 a"},
		{"media", "both"}, {"eia_amount_since", "2016-02-30"}, {"ratios", "1"}} {
		if _, _, err := p.Set(Override{Parameter: c[0], Value: c[1]}); err == nil {
			t.Errorf("%s = %s is taken", c[0], c[1])
		}
	}
}
