package review

import (
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
)

// operationMistakes are those in an operation.
func (r *reviewer) operationMistakes(s calc.Step) []mistake {
	switch s.Op() {
	case calc.OpSum:
		return r.partMistakes(s)
	case calc.OpDifference:
		if isRemainder(s) {
			return r.efficiencyMistakes(s)
		}
		return r.deductionMistakes(s)
	case calc.OpLeast, calc.OpGreatest:
		return r.choiceMistakes(s)
	case calc.OpProduct:
		return r.factorMistakes(s)
	case calc.OpQuotient:
		return append(r.meanMistakes(s), r.quotientMistakes(s)...)
	}
	return nil
}

// rebuilt does an operation again with other operands.
func rebuilt(s calc.Step, operands []calc.Step) calc.Step {
	if len(operands) == 0 {
		return calc.Step{}
	}
	switch s.Op() {
	case calc.OpSum:
		return calc.Sum(s.Symbol(), s.TermKey(), s.Clause(), operands...)
	case calc.OpDifference:
		return calc.Difference(s.Symbol(), s.TermKey(), s.Clause(), operands...)
	case calc.OpProduct:
		return calc.Product(s.Symbol(), s.TermKey(), s.Clause(), operands...)
	}
	return calc.Step{}
}

// without leaves one operand out of the operation as it is now.
func without(i int) func(calc.Step) calc.Step {
	return func(now calc.Step) calc.Step { return rebuilt(now, slices.Delete(now.Operands(), i, i+1)) }
}

// partMistakes: an outlet, line or medium left out, or counted twice.
func (r *reviewer) partMistakes(s calc.Step) []mistake {
	var list []mistake
	for i, part := range s.Operands() {
		list = append(list,
			mistake{name: "part-omitted", weight: 8, what: calc.Textf("%s 中漏计 %s", "%s without %s", r.where(s),
				r.where(part)), edit: at(s, without(i))},
			mistake{name: "part-twice", weight: 6, what: calc.Textf("%s 中重复计入 %s", "%s with %s counted twice",
				r.where(s), r.where(part)),
				edit: at(s, func(now calc.Step) calc.Step {
					return rebuilt(now,
						append(now.Operands(), now.Operands()[i]))
				})})
	}
	return list
}

// deductionMistakes: something not deducted, deducted twice, or added.
func (r *reviewer) deductionMistakes(s calc.Step) []mistake {
	var list []mistake
	for i, part := range s.Operands() {
		if i == 0 {
			continue
		}
		list = append(list,
			mistake{name: "deduction-omitted", weight: 8, what: calc.Textf("%s 中未扣减 %s",
				"%s without the deduction of %s", r.where(s), r.where(part)), edit: at(s, without(i))},
			mistake{name: "deduction-twice", weight: 4, what: calc.Textf("%s 中重复扣减 %s",
				"%s with %s deducted twice", r.where(s), r.where(part)),
				edit: at(s, func(now calc.Step) calc.Step {
					return rebuilt(now,
						append(now.Operands(), now.Operands()[i]))
				})},
			mistake{name: "deduction-added", weight: 4, what: calc.Textf("%s 中把应扣减的 %s 加上",
				"%s with %s added, not deducted", r.where(s), r.where(part)),
				edit: at(s, func(now calc.Step) calc.Step {
					p := now.Operands()
					return calc.Sum(now.Symbol(), now.TermKey(), calc.Clause{}, calc.Difference(now.Symbol(),
						now.TermKey(), calc.Clause{}, slices.Delete(slices.Clone(p), i, i+1)...), p[i])
				})})
	}
	return list
}

// choiceMistakes: the stricter rule not taken; an EIA amount for the permit's.
func (r *reviewer) choiceMistakes(s calc.Step) []mistake {
	operands := s.Operands()
	if len(operands) < 2 {
		return nil
	}
	var list []mistake
	for i, other := range operands {
		if i == s.Chosen() || other.TermKey() == "zero" {
			continue
		}
		list = append(list, mistake{name: "not-the-strictest", weight: 7, what: calc.Textf("%s 未取应取者，而取 %s",
			"%s not as the rule has it, but %s", r.where(s), r.where(other)),
			edit: at(s, func(now calc.Step) calc.Step { return now.Operands()[i] })})
	}
	return list
}

// factorMistakes: a factor without dimension left out, applied twice, or
// inverted: the substitution ratio, the element's share of a compound.
func (r *reviewer) factorMistakes(s calc.Step) []mistake {
	var list []mistake
	for i, part := range s.Operands() {
		if !part.OK() || !part.Value().Unit().Same(quantity.One) || isRemainder(part) {
			continue
		}
		name, weight := "factor-omitted", 6
		switch part.TermKey() {
		case "substitution-ratio":
			name = "ratio-omitted"
		case "mass-share":
			name, weight = "compound-for-element", 8
		}
		list = append(list,
			mistake{name: name, weight: weight, what: calc.Textf("%s 漏乘 %s", "%s without the factor %s", r.where(s),
				r.where(part)), edit: at(s, without(i))},
			mistake{name: "factor-twice", weight: 4, what: calc.Textf("%s 重复乘 %s", "%s with the factor %s twice",
				r.where(s), r.where(part)),
				edit: at(s, func(now calc.Step) calc.Step {
					return rebuilt(now,
						append(now.Operands(), now.Operands()[i]))
				})},
			mistake{name: "factor-inverted", weight: 4, what: calc.Textf("%s 把乘 %s 误作除",
				"%s divided by the factor %s, not multiplied", r.where(s), r.where(part)),
				edit: at(s, func(now calc.Step) calc.Step {
					p := now.Operands()
					return calc.Quotient(now.Symbol(), now.TermKey(), calc.Clause{},
						rebuilt(now, slices.Delete(slices.Clone(p), i, i+1)), p[i])
				})})
	}
	return list
}

// quotientMistakes: a division left out where it has no dimension, or turned
// into a multiplication.
func (r *reviewer) quotientMistakes(s calc.Step) []mistake {
	p := s.Operands()
	if !p[1].Value().Unit().Same(quantity.One) {
		return nil
	}
	return []mistake{
		{name: "division-omitted", weight: 5, what: calc.Textf("%s 漏除 %s", "%s not divided by %s", r.where(s),
			r.where(p[1])),
			edit: at(s, func(now calc.Step) calc.Step { return now.Operands()[0] })},
		{name: "division-inverted", weight: 4, what: calc.Textf("%s 把除 %s 误作乘", "%s multiplied by %s, not divided",
			r.where(s), r.where(p[1])),
			edit: at(s, func(now calc.Step) calc.Step {
				return calc.Product(now.Symbol(), now.TermKey(), calc.Clause{}, now.Operands()...)
			})},
	}
}

// meanMistakes: the arithmetic mean of concentrations in the place of the one
// weighted by flow, Σc·q ÷ Σq (the means of HJ 863.4-2018 eq. 6 and its likes).
func (r *reviewer) meanMistakes(s calc.Step) []mistake {
	over, under := s.Operands()[0], s.Operands()[1]
	if s.TermKey() != "mean-concentration" || over.Op() != calc.OpSum || under.Op() != calc.OpSum {
		return nil
	}
	var concentrations []calc.Step
	for _, mass := range over.Operands() {
		if mass.Op() != calc.OpProduct {
			return nil
		}
		concentrations = append(concentrations, mass.Operands()[0])
	}
	mean := calc.Quotient(s.Symbol(), s.TermKey(), calc.Clause{}, calc.Sum("Σc", "concentration-total", calc.Clause{},
		concentrations...),
		calc.Definition("n", "sample-count", int64(len(concentrations)))).In(s.Value().Unit())
	if !mean.OK() || mean.Value().Equal(s.Value()) {
		return nil
	}
	return []mistake{{name: "mean-unweighted", weight: 7, what: calc.Textf("%s 用算术平均代替流量加权平均",
		"%s: the arithmetic mean, not the one weighted by flow", r.where(s)),
		edit: at(s, func(calc.Step) calc.Step { return mean })}}
}

// isRemainder reports whether a number is 1 − η: what is not removed.
func isRemainder(s calc.Step) bool {
	if s.Op() != calc.OpDifference || !s.OK() || !s.Value().Unit().Same(quantity.One) {
		return false
	}
	p := s.Operands()
	return len(p) == 2 && p[0].Origin().Kind == calc.FromDefinition && p[0].Value().Equal(quantity.Int(1, quantity.One))
}

// efficiencyMistakes: η for 1 − η, removal not applied, or applied twice.
func (r *reviewer) efficiencyMistakes(s calc.Step) []mistake {
	return []mistake{
		{name: "efficiency-inverted", weight: 8, what: calc.Textf("%s 误用 η 代替 1−η", "%s: η in the place of 1−η",
			r.where(s)),
			edit: at(s, func(now calc.Step) calc.Step { return now.Operands()[1] })},
		{name: "efficiency-omitted", weight: 8, what: calc.Textf("%s 未计去除效率", "%s: removal not applied",
			r.where(s)),
			edit: at(s, func(now calc.Step) calc.Step { return now.Operands()[0] })},
		{name: "efficiency-twice", weight: 7, what: calc.Textf("%s 重复计去除效率", "%s: removal applied twice",
			r.where(s)),
			edit: at(s, func(now calc.Step) calc.Step {
				return calc.Product(now.Symbol(), now.TermKey(), calc.Clause{}, now, now)
			})},
	}
}
