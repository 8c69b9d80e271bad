package plausibility

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// amounts holds every amount that a document states against the formula of its
// line, and the amounts of one document against one another.
func (d *doubter) amounts() {
	papers := d.papers()
	var all []claim
	for _, p := range papers {
		for _, readings := range d.claims(p) {
			for _, c := range readings[0] {
				d.asked[c.at()] = d.againstFormula(c, papers)
			}
			for _, claims := range readings {
				for _, c := range claims {
					if !d.asked[c.at()] {
						d.asked[c.at()] = d.outOfProportion(c, claims)
					}
				}
			}
			for _, c := range readings[0] {
				d.againstAccount(c)
			}
			all = append(all, readings[0]...)
		}
	}
	d.neighbours(all)
}

// againstFormula is A1 with A4; it reports whether it asks.
func (d *doubter) againstFormula(c claim, papers []paper) bool {
	stated := c.total()
	l := Look{At: c.at(), Stated: stated, Of: calc.Textf("%s，排放口 %s，%s", "%s, outlet %s, %s", c.name,
		c.expected.Target(), c.rows[0].Pollutant.Name())}
	if c.ratio == nil {
		if err := c.expected.formula.Err(); err != nil {
			l.Why = calc.ErrorText(err)
			d.look(CodeFormula, NoReference, l)
		}
		return false
	}
	l.Expected, l.Against = c.expected.formula, calc.Text{ZH: "公式", EN: "by the formula"}
	bound, far := d.farFromFormula(c)
	if !far {
		d.look(CodeFormula, Passed, l)
		return false
	}
	d.look(CodeFormula, Doubtful, l)
	d.caused[causeKey(c.source, c.rows[0].Pollutant, c.expected.Medium)] = true
	d.ask(calc.Finding{Stage: calc.StagePlausibility, Code: CodeFormula, Severity: d.gradeOf(c,
		papers), Clause: c.expected.Rule.Clause, At: c.at(),
		Subject: c.subject(),
		Message: calc.Textf("%s写明排放口 %s 的%s为 %s kg/a，是该线按公式计算的 %s kg/a 的 %s（%s）",
			"%s states %[4]s kg/a of %[3]s at outlet %[2]s, %[6]s the %[5]s kg/a of the line's own formula (%[7]s)",
			c.name, c.expected.Target(), c.rows[0].Pollutant.Name(), stated.Value().ShownAmount(),
			c.expected.formula.Value().ShownAmount(), shownRatio(c.ratio),
			named(c.ratio, d.bound(CodeFormula, "slip"))),
		Remedy: calc.Text{ZH: "核对该数值的单位和小数点、该线的产能与 limit_class；数值无误的，在方案中说明依据",
			EN: "check the unit and point of the amount, and the capacity and limit_class of the line; where the " +
				"amount is right, say in the plan what it rests on"},
		Figures: []calc.Figure{{Name: calc.Text{ZH: "文件写明", EN: "stated"}, Amount: stated},
			{Name: calc.Text{ZH: "公式计算", EN: "by the formula"}, Amount: c.expected.formula}}}, bound)
	return true
}

// causeKey names an amount of a source.
func causeKey(source string, p calc.Pollutant, m calc.Medium) string {
	return source + "|" + string(p) + "|" + string(m)
}

// farFromFormula reports whether a claim lies outside the bounds, and which one
// it passes.
func (d *doubter) farFromFormula(c claim) (factors.Bound, bool) {
	small := d.bound(CodeFormula, "small").Amount.Rat()
	stated, _ := kg(c.total())
	formula, _ := kg(c.expected.formula)
	invented := d.bound(CodeFormula, "invented").Amount.Rat()
	if stated.Cmp(small) < 0 && formula.Cmp(small) < 0 && apart(c.ratio).Cmp(invented) < 0 {
		return factors.Bound{}, false
	}
	if above := d.bound(CodeFormula, "project"); c.role == ofProject && c.ratio.Cmp(above.Amount.Rat()) >= 0 {
		return above, true
	}
	if high := d.bound(CodeFormula, "high"); c.ratio.Cmp(high.Amount.Rat()) >= 0 {
		return high, true
	}
	low := d.bound(CodeFormula, "low")
	if c.role == afterReduction {
		low = d.bound(CodeFormula, "low-after")
	}
	return low, c.ratio.Cmp(low.Amount.Rat()) <= 0
}

// outOfProportion asks for an amount that stands to the formula as no other of
// its document does, by a power of ten: the others agree with one another. Of
// two, it asks for the one that can be less.
func (d *doubter) outOfProportion(c claim, all []claim) bool {
	slack := d.bound(CodeProportion, "slip")
	margin := new(big.Rat).Add(big.NewRat(1, 1), slack.Amount.Rat())
	var others []*big.Rat
	for _, o := range all {
		if o.ratio != nil && o.at() != c.at() {
			others = append(others, o.ratio)
		}
	}
	if c.ratio == nil || len(others) == 0 || !agree(others, margin) {
		return false
	}
	off := new(big.Rat).Quo(c.ratio, others[0])
	if !powerOfTen(off, margin) || len(others) == 1 && likelier(others[0], c.ratio) {
		return false
	}
	stated, severity := c.total(), calc.Warning
	if c.source != "" && d.negative(c) {
		severity = calc.Error
	}
	d.ask(calc.Finding{Stage: calc.StagePlausibility, Code: CodeProportion, Severity: severity,
		Clause: c.expected.Rule.Clause, At: c.at(),
		Subject: c.subject(),
		Message: calc.Textf("%s的其余数值与公式成同一比例，只有排放口 %s 的%s %s kg/a 是这一比例的 %s（%s）",
			"all other amounts of %s stand in one proportion to the formula; %[4]s kg/a of %[3]s at outlet %[2]s is "+
				"%[5]s it (%[6]s)",
			c.name, c.expected.Target(), c.rows[0].Pollutant.Name(), stated.Value().ShownAmount(), shownRatio(off),
			named(off, slack)),
		Remedy: calc.Text{ZH: "核对该数值的单位和小数点", EN: "check the unit and point of the amount"},
		Figures: []calc.Figure{{Name: calc.Text{ZH: "文件写明", EN: "stated"}, Amount: stated},
			{Name: calc.Text{ZH: "公式计算", EN: "by the formula"}, Amount: c.expected.formula}}}, slack)
	return true
}

// likelier reports whether of two ratios to the formula the first is the one
// that cannot stand: one above the formula, or the farther one.
func likelier(a, b *big.Rat) bool {
	one := big.NewRat(1, 1)
	if x, y := a.Cmp(one) > 0, b.Cmp(one) > 0; x != y {
		return x
	}
	return apart(a).Cmp(apart(b)) > 0
}

// agree reports whether ratios are equal but for rounding.
func agree(ratios []*big.Rat, margin *big.Rat) bool {
	return !slices.ContainsFunc(ratios, func(r *big.Rat) bool {
		return apart(new(big.Rat).Quo(r, ratios[0])).Cmp(margin) > 0
	})
}

// powerOfTen reports whether a ratio is 10 or more times a power of ten, or as
// much less, but for rounding.
func powerOfTen(ratio, margin *big.Rat) bool {
	ratio = apart(ratio)
	for n := 1; n <= 6; n++ {
		if apart(new(big.Rat).Quo(ratio, quantity.Pow10(n))).Cmp(margin) <= 0 {
			return true
		}
	}
	return false
}

// gradeOf is an error where a source would give a reduction that never was, or
// where its states exclude each other; a note where an old EIA stays below the
// formula and a permit came later.
func (d *doubter) gradeOf(c claim, papers []paper) calc.Severity {
	invented := c.ratio.Cmp(d.bound(CodeFormula, "invented").Amount.Rat()) >= 0
	reduced := c.role == beforeReduction || c.role == afterReduction
	if c.role == beforeReduction && invented || reduced && d.negative(c) {
		return calc.Error
	}
	low := c.ratio.Cmp(big.NewRat(1, 1)) < 0 && apart(c.ratio).Cmp(d.bound(CodeFormula, "invented").Amount.Rat()) < 0
	if c.eia && low && slices.ContainsFunc(papers, func(p paper) bool {
		return p.permit && p.date.After(c.date) && slices.ContainsFunc(p.amounts, func(a dossier.StatedAmount) bool {
			return a.Outlet == c.rows[0].Outlet && a.Pollutant == c.rows[0].Pollutant
		})
	}) {
		return calc.Note
	}
	return calc.Warning
}

// negative reports whether the source that rests on a claim comes out with more
// after than before.
func (d *doubter) negative(c claim) bool {
	for _, s := range d.Reduced.Sources {
		if s.Source.ID != c.source {
			continue
		}
		for _, r := range s.Rows {
			if r.Pollutant == c.rows[0].Pollutant && r.Medium == c.expected.Medium && r.Reduction.OK() {
				return r.Reduction.Sign() < 0
			}
		}
	}
	return false
}
