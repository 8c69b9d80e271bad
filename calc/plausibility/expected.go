package plausibility

import (
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
	"tidai/calc/quantity"
)

// expected is what the specification permits the lines at an outlet, or at
// those that it counts together.
type expected struct {
	permit.Assessment
	formula calc.Step // kg/a; why not, where there is none
}

// covers reports whether the amount of an outlet is part of what is expected.
func (e expected) covers(outlet string, p calc.Pollutant) bool {
	return e.Pollutant == p && slices.ContainsFunc(e.Outlets, func(o dossier.Outlet) bool { return o.ID == outlet })
}

// expect computes the formulas of some lines on a day; under a class of limits
// where one is named, else under that of each outlet.
func (d *doubter) expect(lines []string, on calc.Date, class calc.LimitClass) []expected {
	slices.Sort(lines)
	key := strings.Join(lines, "\x00") + "|" + on.String() + "|" + string(class)
	if known, ok := d.known[key]; ok {
		return known
	}
	from := d.Dossier
	if class != "" {
		from = classed(from, class)
	}
	d.known[key] = d.assess(from, lines, on)
	return d.known[key]
}

func (d *doubter) assess(from *dossier.Dossier, lines []string, on calc.Date) []expected {
	all, _ := permit.Assess(permit.Input{Dossier: from, Book: d.Book, Policy: d.Policy, On: on, Lines: lines})
	out := make([]expected, len(all))
	for i, a := range all {
		out[i] = expected{a, formulaOf(a)}
	}
	return out
}

// classed is a dossier all of whose outlets have a class of limits.
func classed(d *dossier.Dossier, class calc.LimitClass) *dossier.Dossier {
	c := *d
	c.Outlets = slices.Clone(d.Outlets)
	for i := range c.Outlets {
		c.Outlets[i].LimitClass = class
	}
	return &c
}

func formulaOf(a permit.Assessment) calc.Step {
	if len(a.Candidates) > 0 && a.Candidates[0].Method == permit.ByFormula {
		return a.Candidates[0].Amount.In(quantity.KgPerYear)
	}
	why := a.NoAmount
	if why == (calc.Text{}) {
		why = calc.Text{ZH: "技术规范没有公式", EN: "the specification has no formula"}
	}
	return calc.Missing("E", "permitted-emission", calc.Explain(why.ZH, why.EN))
}

// kg is an amount in kg/a; ok is false where there is none or it is zero.
func kg(s calc.Step) (x *big.Rat, ok bool) {
	if !s.OK() {
		return nil, false
	}
	q, err := s.Value().In(quantity.KgPerYear)
	if err != nil || q.Sign() <= 0 {
		return nil, false
	}
	return q.Rat(), true
}
