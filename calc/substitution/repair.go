package substitution

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/permit"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
)

// Bounds of the search for repairs: sources considered, and repairs listed.
const (
	maxCurable = 12
	maxCures   = 5
)

// repairs reports every shortfall and what would close it, the least
// intrusive first: refused sources that a document or a date would cure, the
// fewest first; then a smaller project; then more reduction.
func (p *planner) repairs() {
	for i := range p.plan.Needs {
		n := &p.plan.Needs[i]
		if !n.Shortfall.OK() {
			continue
		}
		first := len(p.plan.Repairs)
		p.plan.Repairs = append(p.plan.Repairs, p.cures(*n)...)
		p.plan.Repairs = append(p.plan.Repairs, p.smaller(*n)...)
		p.plan.Repairs = append(p.plan.Repairs, p.more(*n))
		p.reportShort(*n, p.plan.Repairs[first])
	}
}

func (p *planner) reportShort(n Need, cheapest Repair) {
	allocated := n.Allocated
	if !allocated.OK() {
		allocated = zero()
	}
	p.report(calc.Finding{Code: CodeShort, Severity: calc.Error, Rule: "JL-2.1", At: p.Dossier.Project.At, Subject: "demand:" + string(n.Pollutant),
		Message: calc.Textf("%s 缺 %s kg/a：需求 %s kg/a，已落实 %s kg/a", "%s is short by %s kg/a: demand %s kg/a, assigned %s kg/a",
			n.Pollutant.Name(), n.Shortfall.Value().ShownAmount(), n.Demand.Value().ShownAmount(), allocated.Value().ShownAmount()),
		Remedy: cheapest.Text,
		Role:   calc.Text{ZH: "环评审批部门（无明确来源不得批准）", EN: "EIA approval department (no approval without a definite source)"},
		Figures: []calc.Figure{{Name: calc.Text{ZH: "需求", EN: "demand"}, Amount: n.Demand},
			{Name: calc.Text{ZH: "已落实", EN: "assigned"}, Amount: allocated},
			{Name: calc.Text{ZH: "缺口", EN: "shortfall"}, Amount: n.Shortfall}}})
}

// cures finds the smallest sets of refused but curable sources that close the
// shortfall, each verified by planning again.
func (p *planner) cures(n Need) []Repair {
	var curable []reduction.SourceResult
	for _, s := range p.plan.Result.Sources {
		if _, gives := s.Usable(n.Pollutant, n.Medium); gives && !s.Own && s.Curable() && len(curable) < maxCurable {
			curable = append(curable, s)
		}
	}
	slices.SortFunc(curable, func(a, b reduction.SourceResult) int { return strings.Compare(a.Source.ID, b.Source.ID) })
	for size := 1; size <= len(curable); size++ {
		var found []Repair
		for _, set := range subsets(curable, size) {
			if p.closes(n, set) && len(found) < maxCures {
				found = append(found, cure(set, n))
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func subsets(all []reduction.SourceResult, size int) [][]reduction.SourceResult {
	if size == 0 {
		return [][]reduction.SourceResult{nil}
	}
	var out [][]reduction.SourceResult
	for i := 0; i+size <= len(all); i++ {
		for _, rest := range subsets(all[i+1:], size-1) {
			out = append(out, append([]reduction.SourceResult{all[i]}, rest...))
		}
	}
	return out
}

// closes plans again with the given sources accepted, and reports whether that
// leaves no shortfall of the need.
func (p *planner) closes(n Need, extra []reduction.SourceResult) bool {
	d := p.draw(p.unmet(), append(p.accepted(), extra...))
	return !d.needs[needIndex(d.needs, n.Pollutant, n.Medium)].Shortfall.OK()
}

// unmet are the plan's needs before anything is assigned to them.
func (p *planner) unmet() []Need {
	out := slices.Clone(p.plan.Needs)
	for i := range out {
		out[i].SameSupply, out[i].OtherSupply, out[i].Allocated, out[i].Shortfall = calc.Step{}, calc.Step{}, calc.Step{}, calc.Step{}
	}
	return out
}

func cure(set []reduction.SourceResult, n Need) Repair {
	r := Repair{Kind: "cure", Closes: true}
	var zh, en []string
	var parts []calc.Step
	for _, s := range set {
		r.Sources = append(r.Sources, s.Source.ID)
		amount, _ := s.Usable(n.Pollutant, n.Medium)
		parts = append(parts, amount)
		for _, x := range s.Refusals {
			zh = append(zh, fmt.Sprintf("来源 %s（可提供 %s kg/a）：%s", s.Source.ID, amount.Value().ShownAmount(), x.Remedy.ZH))
			en = append(en, fmt.Sprintf("source %s (gives %s kg/a): %s", s.Source.ID, amount.Value().ShownAmount(), x.Remedy.EN))
		}
	}
	r.Amount = sum("ΔE", "usable-reduction", calc.Clause{}, parts)
	r.Text = calc.Text{ZH: "补正后即可使用，" + strings.Join(zh, "；"), EN: "cure what stands against it: " + strings.Join(en, "; ")}
	return r
}

// smaller is the new emission that the sources there are can cover. Where all
// of it follows from capacity, the share of the capacity is told too.
func (p *planner) smaller(n Need) []Repair {
	if !n.Allocated.OK() && !n.Own.OK() {
		return nil
	}
	supply := n.Allocated
	if !supply.OK() {
		supply = zero()
	}
	covered := calc.Quotient("E可覆盖", "coverable-emission", p.Policy.Clause("JL-2.0"), supply, n.Ratio).In(quantity.KgPerYear)
	if n.Own.OK() {
		covered = calc.Sum("E可覆盖", "coverable-emission", p.Policy.Clause("JL-2.0"), covered, n.Own)
	}
	if !covered.OK() || covered.Sign() <= 0 {
		return nil
	}
	share := new(big.Rat).Quo(covered.Value().Rat(), n.New.Value().Rat())
	percent := floorTo(new(big.Rat).Mul(share, big.NewRat(100, 1)), 2)
	text := calc.Textf("将项目的%s新增量降到不超过 %s kg/a", "lower the project's new emission of %s to at most %s kg/a", n.Pollutant.Name(), floorTo(covered.Value().Rat(), 3))
	if p.linear(n) {
		text = calc.Textf("%s（产能不超过现方案的 %s%%）", "%s (capacity at most %s %% of the present)", text, percent)
	}
	return []Repair{{Kind: "capacity", Text: text, Closes: true, Amount: covered}}
}

// floorTo writes x cut to places decimals: a bound must not be rounded up.
func floorTo(x *big.Rat, places int) string {
	scaled := new(big.Rat).Mul(x, quantity.Pow10(places))
	whole := new(big.Int).Div(scaled.Num(), scaled.Denom())
	return quantity.Fixed(new(big.Rat).Mul(new(big.Rat).SetInt(whole), quantity.Pow10(-places)), places)
}

// linear reports whether all of the need's new emission is in proportion to
// capacity.
func (p *planner) linear(n Need) bool {
	for _, a := range p.plan.Result.Outlets {
		if a.Pollutant == n.Pollutant && (n.Medium == "" || a.Medium == n.Medium) && a.Uncounted == (calc.Text{}) && a.CountedBy != permit.ByFormula {
			return false
		}
	}
	return true
}

func (p *planner) more(n Need) Repair {
	return Repair{Kind: "more", Amount: n.Shortfall, Closes: true,
		Text: calc.Textf("另行落实%s削减量至少 %s kg/a（先同一重点行业，后其他重点行业）", "find at least %[2]s kg/a more reduction of %[1]s (the same key industry first, then others)",
			n.Pollutant.Name(), ceilTo(n.Shortfall.Value().Rat(), 3))}
}

func ceilTo(x *big.Rat, places int) string {
	neg := floorTo(new(big.Rat).Neg(x), places)
	return strings.TrimPrefix(neg, "-")
}
