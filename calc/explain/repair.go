package explain

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
)

// Bounds of the search for repairs: obstacles considered, and sets listed.
const (
	maxCurable = 12
	maxCures   = 5
)

// repairs reports every shortfall and what would close it, the least
// intrusive first: the least sets of obstacles to lift, documents and dates
// before terms of transferors; then a smaller project; then more reduction.
func (e *explainer) repairs() {
	for i := range e.plan.Needs {
		n := &e.plan.Needs[i]
		if !n.Shortfall.OK() {
			continue
		}
		first := len(e.plan.Repairs)
		c := e.conflict(*n)
		e.plan.Conflicts = append(e.plan.Conflicts, c.Conflict)
		e.plan.Repairs = append(e.plan.Repairs, e.cures(c)...)
		e.plan.Repairs = append(e.plan.Repairs, e.smaller(*n)...)
		e.plan.Repairs = append(e.plan.Repairs, e.more(*n))
		for j := first; j < len(e.plan.Repairs); j++ {
			e.plan.Repairs[j].Pollutant, e.plan.Repairs[j].Medium = n.Pollutant, n.Medium
		}
		e.reportShort(*n, e.plan.Repairs[first])
	}
}

func (e *explainer) reportShort(n substitution.Need, cheapest substitution.Repair) {
	allocated := n.Allocated
	if !allocated.OK() {
		allocated = zero()
	}
	e.report(calc.Finding{Stage: calc.StageSubstitution, Code: substitution.CodeShort, Severity: calc.Error,
		Key:     calc.RuleDefiniteSource,
		At:      e.Dossier().Project.At,
		Subject: "demand:" + string(n.Pollutant),
		Message: calc.Textf("%s 缺 %s kg/a：需求 %s kg/a，已落实 %s kg/a",
			"%s is short by %s kg/a: demand %s kg/a, assigned %s kg/a",
			n.Pollutant.Name(), n.Shortfall.Value().ShownAmount(), n.Demand.Value().ShownAmount(),
			allocated.Value().ShownAmount()),
		Remedy: cheapest.Text,
		Role: calc.Text{ZH: "环评审批部门（无明确来源不得批准）",
			EN: "EIA approval department (no approval without a definite source)"},
		Figures: []calc.Figure{{Name: calc.Text{ZH: "需求", EN: "demand"}, Amount: n.Demand},
			{Name: calc.Text{ZH: "已落实", EN: "assigned"}, Amount: allocated},
			{Name: calc.Text{ZH: "缺口", EN: "shortfall"}, Amount: n.Shortfall}}})
}

// cures are the least sets of obstacles whose lifting closes the shortfall,
// each planned: what is refused and could be cured, lots and kept shares.
func (e *explainer) cures(c *conflict) []substitution.Repair {
	var out []substitution.Repair
	for _, set := range c.Sets {
		out = append(out, e.cure(c, set))
	}
	return out
}

func subsets(all []int, size int) [][]int {
	if size == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for i := 0; i+size <= len(all); i++ {
		for _, rest := range subsets(all[i+1:], size-1) {
			out = append(out, append([]int{all[i]}, rest...))
		}
	}
	return out
}

func (e *explainer) cure(c *conflict, set []int) substitution.Repair {
	r := substitution.Repair{Kind: "terms", Closes: true}
	var zh, en []string
	var parts []calc.Step
	for _, i := range set {
		o := c.Obstacles[i]
		if o.Kind == substitution.ObstacleRefused {
			r.Kind = "cure"
		}
		if !slices.Contains(r.Sources, o.Source) {
			r.Sources = append(r.Sources, o.Source)
		}
		parts = append(parts, o.Gives)
		text := o.Cure
		if o.Kind == substitution.ObstacleKept && len(set) == 1 {
			text = e.keepLess(c, o)
		}
		zh = append(zh, fmt.Sprintf("来源 %s（可提供 %s kg/a）：%s", o.Source, o.Gives.Value().ShownAmount(), text.ZH))
		en = append(en, fmt.Sprintf("source %s (gives %s kg/a): %s", o.Source, o.Gives.Value().ShownAmount(), text.EN))
	}
	r.Amount = calc.Total("ΔE", "usable-reduction", calc.Clause{}, parts...)
	r.Text = calc.Text{ZH: "补正后即可使用，" + strings.Join(zh, "；"), EN: "cure what stands against it: " +
		strings.Join(en, "; ")}
	if r.Kind == "terms" {
		r.Text = calc.Text{ZH: "改变转让条件，" + strings.Join(zh, "；"), EN: "change the terms: " +
			strings.Join(en, "; ")}
	}
	return r
}

// keepLess says how much a transferor may still keep of the metal, planned
// with that amount: what it keeps less what is missing, rounded down.
func (e *explainer) keepLess(c *conflict, o substitution.Obstacle) calc.Text {
	still := new(big.Rat).Sub(kilograms(o.Gives), kilograms(c.Need.Shortfall))
	src, _ := e.Dossier().Source(o.Source)
	if still.Sign() <= 0 || src.Lot.Set {
		return o.Cure
	}
	text := floorTo(still, 3)
	medium, rows := c.Need.Medium, 0
	for _, s := range e.result.Sources {
		for _, row := range s.Rows {
			if s.Source.ID == o.Source && row.Pollutant == c.Need.Pollutant && row.Usable.OK() &&
				(c.Need.Medium == "" || row.Medium == c.Need.Medium) {
				medium, rows = row.Medium, rows+1
			}
		}
	}
	amount, err := quantity.Parse(text + " kg/a")
	if err != nil || rows != 1 {
		return o.Cure
	}
	then := e.lifted(func(s *dossier.ReductionSource) bool {
		if s.ID == o.Source {
			s.Keep = dossier.Stated{}
			s.Kept = []dossier.StatedAmount{{At: s.At, Medium: medium, Pollutant: c.Need.Pollutant,
				Value: dossier.Stated{Set: true, Amount: amount, At: s.At}}}
		}
		return false
	})
	if metalOf(c.Need).short(then).OK() {
		return o.Cure
	}
	return calc.Textf("与出让方协商，自留不超过 %s kg/a", "agree that at most %s kg/a is kept", text)
}

// smaller is the new emission that the sources there are can cover. Where all
// of it follows from capacity, the share of the capacity is told too.
func (e *explainer) smaller(n substitution.Need) []substitution.Repair {
	if !n.Allocated.OK() && !n.Own.OK() {
		return nil
	}
	supply := n.Allocated
	if !supply.OK() {
		supply = zero()
	}
	by := e.Policy().Clause(calc.RuleSubstitution)
	covered := calc.Quotient("E可覆盖", "coverable-emission", by, supply, n.Ratio).In(quantity.KgPerYear)
	if n.Own.OK() {
		covered = calc.Sum("E可覆盖", "coverable-emission", by, covered, n.Own)
	}
	if !covered.OK() || covered.Sign() <= 0 {
		return nil
	}
	share := new(big.Rat).Quo(covered.Value().Rat(), n.New.Value().Rat())
	percent := floorTo(new(big.Rat).Mul(share, big.NewRat(100, 1)), 2)
	text := calc.Textf("将项目的%s新增量降到不超过 %s kg/a",
		"lower the project's new emission of %s to at most %s kg/a", n.Pollutant.Name(), floorTo(covered.Value().Rat(),
			3))
	if e.linear(n) {
		text = calc.Textf("%s（产能不超过现方案的 %s%%）", "%s (capacity at most %s %% of the present)", text, percent)
	}
	return []substitution.Repair{{Kind: "capacity", Text: text, Closes: true, Amount: covered}}
}

// floorTo writes x cut to places decimals: a bound must not be rounded up.
func floorTo(x *big.Rat, places int) string {
	scaled := new(big.Rat).Mul(x, quantity.Pow10(places))
	whole := new(big.Int).Div(scaled.Num(), scaled.Denom())
	return quantity.Fixed(new(big.Rat).Mul(new(big.Rat).SetInt(whole), quantity.Pow10(-places)), places)
}

// linear reports whether all of the need's new emission is in proportion to
// capacity.
func (e *explainer) linear(n substitution.Need) bool {
	for _, a := range e.result.Outlets {
		if a.Pollutant == n.Pollutant && (n.Medium == "" || a.Medium == n.Medium) && a.Uncounted == (calc.Text{}) &&
			a.CountedBy != permit.ByFormula {
			return false
		}
	}
	return true
}

func (e *explainer) more(n substitution.Need) substitution.Repair {
	return substitution.Repair{Kind: "more", Amount: n.Shortfall, Closes: true,
		Text: calc.Textf("另行落实%s削减量至少 %s kg/a（先同一重点行业，后其他重点行业）",
			"find at least %[2]s kg/a more reduction of %[1]s (the same key industry first, then others)",
			n.Pollutant.Name(), ceilTo(n.Shortfall.Value().Rat(), 3))}
}

func ceilTo(x *big.Rat, places int) string {
	neg := floorTo(new(big.Rat).Neg(x), places)
	return strings.TrimPrefix(neg, "-")
}
