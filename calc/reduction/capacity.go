package reduction

import (
	"errors"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/intensity"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// scaled is notice 三(二)2 for an amount from monitoring (JL-3.2b): emission of
// the period ÷ output of the same period × approved capacity. The accounting
// is of the approved scale, never of what happened to be produced.
func (x *sourceAssessor) scaled(a monitoring.Account) calc.Step {
	if x.r.Source.Basis != dossier.Accounting {
		return calc.Step{}
	}
	amount := x.attributed(a)
	if !amount.OK() {
		return amount
	}
	by := x.clause(calc.RuleAccounting)
	output, capacity := x.output(a), x.capacity(a.Pollutant)
	specific := perOutput(calc.Quotient("e", "specific-emission", by, a.Amount, output), output)
	return calc.Product("E产能", "emission-at-capacity", by, specific, capacity).In(quantity.KgPerYear)
}

// atScale is the same for an account by samples, which were measured at what
// happened to be produced.
func (x *sourceAssessor) atScale(a intensity.Account) intensity.Account {
	if a.Method != calc.Measurement || !a.Amount.OK() || !a.Admissible() {
		return a
	}
	a.AtOutput = a.Amount
	if !a.Output.Set {
		a.Amount = calc.Missing("E产能", "emission-at-capacity", calc.Explain("没有写明同期产量（output）",
			"the output of the same period is not stated (output)"))
		a.Findings = append(a.Findings, x.Policy.Cited(calc.Finding{Stage: calc.StageReduction, Code: CodeNoOutput,
			Severity: calc.Error, Key: calc.RuleAccounting, At: a.At,
			Message: calc.Textf("来源 %s 的 %s（%s）：实测法没有写明同期产量，不能按核准规模核算",
				"source %s, %s (%s): measured, and the output of the same period is not stated; there is no amount "+
					"at the approved scale",
				x.r.Source.ID, string(a.Pollutant), a.Medium.Name()),
			Remedy: calc.Text{ZH: "填写 output（与产能同一基数的年产量）",
				EN: "state output, per year and in the base of the capacity"},
			Figures: []calc.Figure{{Name: calc.Text{ZH: "实际产量下", EN: "at the actual output"},
				Amount: a.AtOutput}}}))
		return a
	}
	by := x.clause(calc.RuleAccounting)
	output := a.Output.Step("Y", "output")
	specific := perOutput(calc.Quotient("e", "specific-emission", by, a.Amount, output), output)
	a.Amount = calc.Product("E产能", "emission-at-capacity", by, specific, x.approved(a)).In(quantity.KgPerYear)
	return a
}

// perOutput states an emission per output as factors of handbooks are stated:
// in grams for one unit of the output, such as g/t.
func perOutput(e, output calc.Step) calc.Step {
	base, _ := strings.CutSuffix(output.Value().Unit().String(), "/a")
	u, err := quantity.ParseUnit("g/" + base)
	if err != nil || !e.OK() || !e.Value().Unit().Same(u) {
		return e
	}
	return e.In(u)
}

// approved is the approved capacity an account is brought to: of the product
// it names, else of all that carry the pollutant.
func (x *sourceAssessor) approved(a intensity.Account) calc.Step {
	if p, ok := x.r.Line.Product(a.Product); ok {
		return p.CapacityStep("S")
	}
	if len(x.making(a.Pollutant)) == 0 && len(x.r.Line.Products) == 1 {
		return x.r.Line.Products[0].CapacityStep("S")
	}
	return x.capacity(a.Pollutant)
}

// making are the line's products that carry the pollutant.
func (x *sourceAssessor) making(p calc.Pollutant) []dossier.Product {
	var out []dossier.Product
	for _, product := range x.r.Line.Products {
		if slices.Contains(product.Pollutants, p) {
			out = append(out, product)
		}
	}
	return out
}

func (x *sourceAssessor) capacity(p calc.Pollutant) calc.Step {
	var parts []calc.Step
	for _, product := range x.making(p) {
		parts = append(parts, product.CapacityStep("S"))
	}
	return calc.Total("S", "capacity", calc.Clause{}, parts...)
}

// output is what the line made in the period, of every product that carries
// the pollutant: a product left out would make the specific emission greater
// than it was.
func (x *sourceAssessor) output(a monitoring.Account) calc.Step {
	var parts []calc.Step
	for _, product := range x.making(a.Pollutant) {
		i := slices.IndexFunc(a.Basis.Output, func(o dossier.LineOutput) bool {
			return o.Line == x.r.Line.ID &&
				o.Product == product.ID
		})
		if i < 0 && len(x.making(a.Pollutant)) == 1 {
			i = slices.IndexFunc(a.Basis.Output, func(o dossier.LineOutput) bool {
				return o.Line == x.r.Line.ID &&
					o.Product == ""
			})
		}
		if i < 0 {
			return calc.Missing("Y", "output",
				calc.Explain("没有写明生产线 %s 的产品 %s 同期的产量（actual_basis.output）",
					"the output of product %[2]s of line %[1]s in the same period is not stated (actual_basis.output)",
					x.r.Line.ID, product.ID))
		}
		parts = append(parts, a.Basis.Output[i].Amount.Step("Y", "output"))
	}
	return calc.Total("Y", "output", calc.Clause{}, parts...)
}

// monitoredKeys are the pollutants of the line with monitoring data, for an
// accounting report that states them in no other way.
func (x *sourceAssessor) monitoredKeys() []accountKey {
	var out []accountKey
	for _, p := range calc.MeasuredPollutants().Values() {
		for _, m := range calc.Media.Values() {
			if k := (accountKey{p, m}); x.evidence(k) != nil {
				out = append(out, k)
			}
		}
	}
	return out
}

// monitoredRow is monitoring as one more method of an accounting report, both
// states by it (reading 10).
func (x *sourceAssessor) monitoredRow(k accountKey) (MethodRow, bool) {
	e := x.evidence(k)
	if e == nil {
		return MethodRow{}, false
	}
	row := MethodRow{Method: calc.ByMonitoring, Before: e.Before.Scaled, After: e.After.Scaled}
	s := x.r.Source
	if !s.Closed.IsZero() {
		row.After = calc.ZeroAmount("D后", "emission-after-closure", quantity.KgPerYear,
			calc.Origin{Kind: calc.FromDossier, At: s.At, Note: s.ClosedEvidence})
	}
	for _, state := range []State{e.Before, e.After} {
		if state.Unproven != (calc.Text{}) && row.Why == (calc.Text{}) {
			row.Why = state.Unproven
			row.Reduction = calc.Missing("ΔE", "reduction", calc.Explain("%s", "%s", state.Unproven))
		}
	}
	if row.Why != (calc.Text{}) {
		return row, true
	}
	row.Reduction = calc.Difference("ΔE", "reduction", x.clause(calc.RuleAccounting), row.Before, row.After)
	if err := row.Reduction.Err(); err != nil {
		row.Why = calc.ErrorText(err)
		if errors.Is(err, calc.ErrAbsent) {
			row.Why = calc.Text{ZH: "该方法没有同时给出前后两种状态", EN: "the method does not give both states"}
		} else {
			x.remark(CodeNoOutput, calc.RuleAccounting, calc.Error,
				calc.Textf("来源 %s 的 %s（%s）有监测数据，但不能按核准规模核算：%s",
					"source %s, %s (%s): there are monitoring data, but no amount at the approved scale: %s",
					s.ID, string(k.pollutant), k.medium.Name(), row.Why),
				calc.Text{ZH: "在 [[actual_basis.output]] 中写明同期产量，单位与产能一致",
					EN: "state the output of the same period in [[actual_basis.output]], in the unit of the capacity"})
		}
	}
	return row, true
}

// Name is the method in words.
func (m MethodRow) Name() calc.Text { return m.Method.Name() }
