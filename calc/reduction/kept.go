package reduction

import (
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
)

// lessCommitted takes off a row what other projects have and what the
// transferor keeps.
func (x *sourceAssessor) lessCommitted(row *Row) calc.Step {
	var committed []calc.Step
	for _, c := range x.r.Source.Committed {
		if c.Pollutant == row.Pollutant && x.mediumOf(c.StatedAmount) == row.Medium {
			committed = append(committed, c.Value.Step("ΔE已用", "committed").In(quantity.KgPerYear))
		}
	}
	row.Committed = calc.Total("ΔE已用", "committed", calc.Clause{}, committed...)
	kept := x.kept(row)
	row.Kept = calc.Total("ΔE自留", "kept", calc.Clause{}, kept...)
	parts := []calc.Step{row.Reduction}
	parts = append(append(parts, committed...), kept...)
	if len(parts) == 1 {
		return row.Reduction
	}
	rest := calc.Difference("ΔE", "usable-reduction", x.clause(calc.RuleUsedOnce), parts...)
	if rest.Sign() >= 0 {
		return rest
	}
	x.overdrawn(row)
	return calc.Greatest("ΔE", "usable-reduction", x.clause(calc.RuleUsedOnce), rest, zeroAmount())
}

// kept lists what the transferor keeps of a row: a share of the reduction, and
// amounts.
func (x *sourceAssessor) kept(row *Row) []calc.Step {
	var out []calc.Step
	if s := x.r.Source.Keep; s.Set && s.Amount.Sign() > 0 {
		out = append(out, calc.Product("ΔE自留", "kept", calc.Clause{}, row.Reduction, s.Step("k自留", "keep-share")).
			In(quantity.KgPerYear))
	}
	for _, k := range x.r.Source.Kept {
		if k.Pollutant == row.Pollutant && x.mediumOf(k) == row.Medium {
			out = append(out, k.Value.Step("ΔE自留", "kept").In(quantity.KgPerYear))
		}
	}
	return out
}

// overdrawn reports that more is given elsewhere, or kept, than was reduced:
// the first cannot be, the second leaves nothing.
func (x *sourceAssessor) overdrawn(row *Row) {
	figures := []calc.Figure{{Name: calc.Text{ZH: "削减量", EN: "reduction"}, Amount: row.Reduction}}
	if row.Committed.OK() {
		figures = append(figures, calc.Figure{Name: calc.Text{ZH: "已出让", EN: "committed"}, Amount: row.Committed})
		if c, err := row.Committed.Value().Cmp(row.Reduction.Value()); err == nil && c > 0 {
			x.remark(CodeCommitted, calc.RuleUsedOnce, calc.Error,
				calc.Textf("来源 %s 的 %s 已出让量超过削减量",
					"source %s: more %s is committed elsewhere than was reduced", x.r.Source.ID, string(row.Pollutant)),
				calc.Text{ZH: "核对 committed", EN: "check committed"}, figures...)
			return
		}
	}
	x.remark(CodeKept, calc.RuleUsedOnce, calc.Warning,
		calc.Textf("来源 %s 的 %s（%s）自留量与已出让量之和超过削减量，没有可用量",
			"source %s: more %s (%s) is kept and committed than was reduced; nothing is usable", x.r.Source.ID,
			string(row.Pollutant), row.Medium.Name()),
		calc.Text{ZH: "核对 keep、kept 和 committed", EN: "check keep, kept and committed"},
		append(figures, calc.Figure{Name: calc.Text{ZH: "自留", EN: "kept"}, Amount: row.Kept})...)
}

// checkKept reports amounts kept of what the source does not reduce.
func (x *sourceAssessor) checkKept() {
	for _, k := range x.r.Source.Kept {
		m := x.mediumOf(k)
		if slices.ContainsFunc(x.r.Rows, func(r Row) bool { return r.Pollutant == k.Pollutant && r.Medium == m }) {
			continue
		}
		f := calc.Finding{Stage: calc.StageReduction, Code: CodeNoRow, Severity: calc.Warning, Key: calc.RuleUsedOnce,
			At:      k.At,
			Subject: "source:" + x.r.Source.ID,
			Message: calc.Textf("来源 %s 没有 %s（%s）的削减量，自留量不起作用",
				"source %s reduces no %s (%s): keeping some of it has no effect", x.r.Source.ID, string(k.Pollutant),
				m.Name()),
			Remedy: calc.Text{ZH: "核对 [[source.kept]] 的污染物和介质",
				EN: "check pollutant and medium in [[source.kept]]"}}
		x.report(f)
	}
}
