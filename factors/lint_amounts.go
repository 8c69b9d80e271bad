package factors

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Amounts of a user's own coefficients that cannot be what was printed. Three
// slips of the copies we know are looked for: a volume that is a thousand
// times too small, two rows of a table under one name, and the amount of the
// reference product read as a coefficient.

// What waste water can hold of one substance, in mg/L. Before treatment ten
// grams a litre is a spent bath and no waste water; after treatment a gram is
// what no plant may let go. Metals are found down to a hundredth of the
// detection limit of mercury (HJ 694-2014: 0.04 μg/L), whole parameters such
// as COD not below a tenth of a milligram. The bounds are ours: none of the
// built-in coefficients lies outside, 14 that were wrong did.
var (
	mostBefore  = big.NewRat(10_000, 1)
	mostAfter   = big.NewRat(1_000, 1)
	leastMetal  = big.NewRat(1, 100_000)
	leastOthers = big.NewRat(1, 10)
)

// checkAmounts asks about the local coefficients among the values of one
// instrument.
func checkAmounts(values []Value) []calc.Finding {
	var out []calc.Finding
	volumes := map[string]Value{}
	for _, v := range values {
		if v.Kind == VolumeFactor && v.Medium == calc.Water {
			volumes[v.row()] = v
		}
	}
	for _, v := range values {
		switch {
		case v.Kind != GenerationFactor && v.Kind != EmissionFactor && v.Kind != VolumeFactor:
			continue
		case v.Local && v.isReference():
			out = append(out, askReference(v))
		}
		w, ok := volumes[v.row()]
		if ok && v.Kind != VolumeFactor && v.Medium == calc.Water && (v.Local || w.Local) {
			out = append(out, askConcentration(v, w)...)
		}
	}
	return append(out, checkVariants(values)...)
}

// row is what an amount of water and the amounts of metals in it share.
func (v Value) row() string {
	v.Kind, v.Pollutant, v.Substance, v.Variant, v.Treatment = "", "", "", "", ""
	return v.series()
}

// isReference reports whether a coefficient is 1 or 1,000 to the last digit,
// as the amount of product that a record of a coefficient begins with: 1 t, 1,000 kg.
func (v Value) isReference() bool {
	n := v.Amount.Rat()
	return v.stated && (n.Cmp(big.NewRat(1, 1)) == 0 || n.Cmp(big.NewRat(1000, 1)) == 0)
}

func askReference(v Value) calc.Finding {
	return calc.Finding{Stage: calc.StageFactors, Code: CodeReferenceProduct, Severity: calc.Warning, At: v.At,
		Clause: v.Clause,
		Message: calc.Textf("%s 恰为 %s：可能是记录中的基准产品量（1 t 或 1000 kg），不是系数",
			"%s is exactly %s: it may be the amount of the reference product (1 t or 1,000 kg), not a coefficient",
			v.ID, v.Amount.String()),
		Remedy: calc.Text{ZH: "与手册原表核对；不是系数的，删去该值",
			EN: "compare it with the printed table; delete it if it is no coefficient"}}
}

// askConcentration asks about a concentration that the amounts of a metal and
// of water of one row make together, and that no waste water has.
func askConcentration(v, w Value) []calc.Finding {
	c, ok := concentration(v.Amount, w.Amount)
	if !ok {
		return nil
	}
	least, most := leastMetal, mostAfter
	if v.Pollutant == "" {
		least = leastOthers
	}
	if v.Kind == GenerationFactor {
		most = mostBefore
	}
	if c.Cmp(least) >= 0 && c.Cmp(most) <= 0 {
		return nil
	}
	at := v.At
	if !v.Local {
		at = w.At
	}
	return []calc.Finding{{Stage: calc.StageFactors, Code: CodeConcentration, Severity: calc.Warning, At: at,
		Clause: v.Clause,
		Message: calc.Textf("%s（%s）除以 %s（%s）为 %s mg/L，废水中应在 %s 至 %s mg/L 之间",
			"%s (%s) divided by %s (%s) is %s mg/L, which in waste water is between %s and %s mg/L",
			v.ID, v.Amount.String(), w.ID, w.Amount.String(), quantity.Shown(c, 3), quantity.Exact(least),
			quantity.Exact(most)),
		Remedy: calc.Text{ZH: "核对两者的单位（g 与 kg，t 与 m3 与 kg）是否抄错",
			EN: "check the units of both (g for kg, t for m3 for kg) against the printed table"}}}
}

// concentration is what an amount of a substance in an amount of waste water
// for the same product makes, in mg/L; a tonne of water is a cubic metre.
func concentration(substance, water quantity.Quantity) (*big.Rat, bool) {
	if water.Sign() <= 0 || substance.Sign() <= 0 {
		return nil, false
	}
	ratio, err := substance.Div(water)
	if err != nil {
		return nil, false
	}
	if c, err := ratio.In(milligramPerLitre); err == nil {
		return c.Rat(), true
	}
	c, err := ratio.In(gramPerTonne) // of water
	if err != nil {
		return nil, false
	}
	return c.Rat(), true
}

var (
	milligramPerLitre = quantity.MustUnit("mg/L")
	gramPerTonne      = quantity.MustUnit("g/t")
)

// checkVariants asks about two values that one source gives under one key.
func checkVariants(values []Value) []calc.Finding {
	var out []calc.Finding
	first := map[string]Value{}
	for _, v := range values {
		if v.Variant == "" || !v.stated { // levels of techniques are words
			continue
		}
		key := v
		key.Variant = ""
		was, again := first[key.series()]
		if !again {
			first[key.series()] = v
			continue
		}
		if !v.Local || v.Amount.Equal(was.Amount) {
			continue
		}
		out = append(out, calc.Finding{Stage: calc.StageFactors, Code: CodeTwoValues, Severity: calc.Warning, At: v.At,
			Clause: v.Clause,
			Message: calc.Textf("同一项有两个数值：%s 为 %s，%s 为 %s", "one item has two values: %s is %s, %s is %s",
				was.ID, was.Amount.String(), v.ID, v.Amount.String()),
			Remedy: calc.Text{ZH: "与手册原表核对，写明各自适用的工艺、产品或规模；只有一个正确的，删去另一个",
				EN: "compare them with the printed table and state the process, product or scale of each; " +
					"delete the one that is wrong"}})
	}
	return out
}
