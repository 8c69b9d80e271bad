package reduction

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/intensity"
	"tidai/calc/quantity"
	"tidai/factors"
)

// accounting is notice 三(二)2, rule JL-3.2b: a reduction accounting report
// for a unit whose EIA fixes no amount. The activity is the approved capacity,
// never the output. Each method computes both states by itself, and the least
// difference is taken (reading 10).
func (x *sourceAssessor) accounting() {
	s := x.r.Source
	if !x.withoutPermit(calc.RuleAccounting) {
		return
	}
	if s.ApprovedScale == "" {
		x.refuse(CodeNoScale, calc.RuleAccounting, true,
			calc.Textf("来源 %s 没有注明核准或批复的设计规模文件",
				"source %s names no document that approves the design scale", s.ID),
			calc.Text{ZH: "填写 approved_scale", EN: "state approved_scale"})
	}
	before, after := x.accounts(s.Before, intensity.Before), x.accounts(s.After, intensity.After)
	keys := keysOf(before)
	for _, k := range x.monitoredKeys() {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		if x.eiaFixes(k) {
			continue
		}
		x.accountRow(k, before, after)
	}
	if len(x.r.Rows) == 0 && len(x.r.Refusals) == 0 {
		x.noAmounts(calc.RuleAccounting)
	}
}

type accountKey struct {
	pollutant calc.Pollutant
	medium    calc.Medium
}

func (x *sourceAssessor) accounts(list []dossier.Intensity, state intensity.State) []intensity.Account {
	out := make([]intensity.Account, len(list))
	for i, in := range list {
		in.Line = x.r.Line.ID
		out[i] = intensity.Assess(x.intensityInput(state), in)
		out[i] = x.atScale(out[i])
		for _, f := range out[i].Findings {
			f.Subject = "source:" + x.r.Source.ID
			x.report(f)
		}
	}
	x.r.Accounts = append(x.r.Accounts, out...)
	return out
}

func keysOf(list []intensity.Account) []accountKey {
	var out []accountKey
	for _, a := range list {
		if k := (accountKey{a.Pollutant, a.Medium}); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// eiaFixes refuses an accounting where an approval of the line fixes the
// amount: then 三(二)1 applies.
func (x *sourceAssessor) eiaFixes(k accountKey) bool {
	for _, e := range x.Dossier.EIAs {
		if e.Filing || !slices.Contains(e.Lines, x.r.Line.ID) {
			continue
		}
		for _, m := range e.Amounts {
			if m.Pollutant == k.pollutant && x.mediumOf(m) == k.medium {
				x.refuse(CodeEIAFixes, calc.RuleAccounting, true,
					calc.Textf("来源 %s：%s 已规定 %s（%s）的排放量，不应另作核算",
						"source %s: %s fixes the amount of %s (%s); an accounting report does not apply", x.r.Source.ID,
						e.Number, string(k.pollutant), k.medium.Name()),
					calc.Text{ZH: "改用 basis = \"eia-difference\"", EN: "use basis = \"eia-difference\""})
				return true
			}
		}
	}
	return false
}

// accountRow computes one pollutant and medium by every method used.
func (x *sourceAssessor) accountRow(k accountKey, before, after []intensity.Account) {
	var methods []MethodRow
	for _, m := range methodsOf(before, k) {
		methods = append(methods, x.methodRow(k, m, before, after))
	}
	monitored, measured := x.monitoredRow(k)
	if measured {
		methods = append(methods, monitored)
	}
	var differences []calc.Step
	var index []int
	for i, m := range methods {
		if m.Reduction.OK() {
			differences = append(differences, m.Reduction)
			index = append(index, i)
		}
	}
	if !measured || !monitored.Reduction.OK() {
		x.measuredFirst(k, before)
	}
	row := x.row(k.pollutant, k.medium)
	if len(differences) == 0 {
		row.Methods = methods
		row.Reduction = calc.Missing("ΔE", "reduction", calc.Explain("没有方法可同时证明前后两种状态",
			"no method proves both states"))
		x.remark(CodeMethods, calc.RuleAccounting, calc.Error,
			calc.Textf("来源 %s 的 %s（%s）没有一种方法可同时核算前后两种状态",
				"source %s: no method accounts for both states of %s (%s)", x.r.Source.ID, string(k.pollutant),
				k.medium.Name()),
			calc.Text{ZH: "用同一方法列出 account_before 和 account_after",
				EN: "state account_before and account_after by the same method"})
		return
	}
	least := calc.Least("ΔE", "reduction", x.clause(calc.RuleAccounting), differences...)
	chosen := index[max(least.Chosen(), 0)]
	for i := range methods {
		methods[i].Chosen = i == chosen
		if methods[i].Reduction.OK() && i != chosen {
			methods[i].Why = calc.Text{ZH: "差值较大，取各方法中最小者",
				EN: "larger difference; the least of all methods is taken"}
		}
	}
	row.Methods, row.Before, row.After, row.Reduction = methods, methods[chosen].Before, methods[chosen].After, least
	x.spread(k, methods, least)
}

// spread notes that the methods of one row disagree.
func (x *sourceAssessor) spread(k accountKey, methods []MethodRow, least calc.Step) {
	for _, m := range methods {
		if m.Chosen || !m.Reduction.OK() || m.Reduction.Value().Equal(least.Value()) {
			continue
		}
		x.remark(CodeMethodSpread, calc.RuleAccounting, calc.Note,
			calc.Textf("来源 %s 的 %s（%s）：%s得 %s kg/a，采用最小值 %s kg/a（解读 10）",
				"source %s, %s (%s): the %s method gives %s kg/a; the least, %s kg/a, is taken (reading 10)",
				x.r.Source.ID, string(k.pollutant), k.medium.Name(), m.Name(), m.Reduction.Value().ShownAmount(),
				least.Value().ShownAmount()),
			calc.Text{ZH: "在核算报告中说明各方法的差异", EN: "explain in the report why the methods differ"},
			calc.Figure{Name: m.Name(), Amount: m.Reduction},
			calc.Figure{Name: calc.Text{ZH: "采用", EN: "taken"}, Amount: least})
	}
}

func methodsOf(list []intensity.Account, k accountKey) []calc.IntensityMethod {
	var out []calc.IntensityMethod
	for _, a := range list {
		if a.Pollutant == k.pollutant && a.Medium == k.medium && !slices.Contains(out, a.Method) {
			out = append(out, a.Method)
		}
	}
	return out
}

func (x *sourceAssessor) methodRow(k accountKey, m calc.IntensityMethod, before,
	after []intensity.Account) MethodRow {
	row := MethodRow{Method: m, Before: x.state(k, m, before)}
	for _, a := range before {
		if a.Direct && a.Method == m && a.Pollutant == k.pollutant && a.Medium == k.medium {
			x.remark(CodeDirect, calc.RuleAccounting, calc.Error,
				calc.Textf("来源 %s 的 %s（%s）削减前按直排计算，不能证明削减",
					"source %s: the before-state of %s (%s) assumes direct discharge, which proves no reduction",
					x.r.Source.ID, string(k.pollutant), k.medium.Name()),
				calc.Text{ZH: "列出实际治理设施的去除效率 removal/efficiency 与运行率；确无设施时写 efficiency = " +
					"\"0 %\" 并附证据", EN: "state removal or efficiency and the rate of the treatment there is; if " +
					"there is none, write efficiency = \"0 %\" with evidence"})
			row.Why = calc.Text{ZH: "按直排计算，不能证明削减", EN: "direct discharge proves no reduction"}
			row.Reduction = calc.Missing("ΔE", "reduction", calc.Explain("直排不能证明削减",
				"direct discharge proves no reduction"))
			return row
		}
	}
	if why, not := inadmissible(k, m, append(slices.Clone(before), after...)); not {
		row.Why = why
		row.After = x.state(k, m, after)
		row.Reduction = calc.Missing("ΔE", "reduction", calc.Explain(why.ZH, why.EN))
		return row
	}
	if s := x.r.Source; !s.Closed.IsZero() && len(s.After) == 0 {
		row.After = calc.ZeroAmount("D后", "emission-after-closure", quantity.KgPerYear,
			calc.Origin{Kind: calc.FromDossier, At: s.At, Note: s.ClosedEvidence})
	} else {
		row.After = x.state(k, m, after)
	}
	if !row.Before.OK() || !row.After.OK() {
		row.Why = uncounted(k, m, append(slices.Clone(before), after...))
	}
	row.Reduction = calc.Difference("ΔE", "reduction", x.clause(calc.RuleAccounting), row.Before, row.After)
	return row
}

// uncounted says why a method gives no reduction: an account of it has no
// amount, or one state has no account.
func uncounted(k accountKey, m calc.IntensityMethod, list []intensity.Account) calc.Text {
	for _, a := range list {
		if a.Pollutant == k.pollutant && a.Medium == k.medium && a.Method == m && !a.Amount.OK() {
			return calc.ErrorText(a.Amount.Err())
		}
	}
	return calc.Text{ZH: "该方法没有同时给出前后两种状态", EN: "the method does not give both states"}
}

// inadmissible reports a method of which one account may only be shown: it
// proves no reduction, whatever the other state is.
func inadmissible(k accountKey, m calc.IntensityMethod, list []intensity.Account) (why calc.Text, not bool) {
	for _, a := range list {
		if a.Pollutant == k.pollutant && a.Medium == k.medium && a.Method == m && !a.Admissible() {
			return a.Inadmissible, true
		}
	}
	return calc.Text{}, false
}

// measuredFirst notes that an existing source is measured before anything else
// is used (HJ 884-2018 6.4, or the specification's own order).
func (x *sourceAssessor) measuredFirst(k accountKey, before []intensity.Account) {
	for _, a := range before {
		if a.Pollutant == k.pollutant && a.Medium == k.medium && a.Method == calc.Measurement {
			return
		}
	}
	order := x.Book.Order(x.r.Line.Specification, factors.ExistingSource, "")
	if order.Rank(calc.Measurement) != 1 {
		return
	}
	x.report(calc.Finding{Stage: calc.StageIntensity, Code: intensity.CodeNotMeasured, Severity: calc.Note,
		Key: calc.RuleAccounting, Clause: order.Clause,
		At: x.r.Source.At, Subject: "source:" + x.r.Source.ID,
		Message: calc.Textf("来源 %s 的 %s（%s）削减前没有实测数据；现有污染源首选实测法",
			"source %s: the before-state of %s (%s) has no measurement, which comes first for existing sources",
			x.r.Source.ID, string(k.pollutant), k.medium.Name()),
		Remedy: calc.Text{ZH: "用 method = \"measurement\" 列出监测样本，或在核算报告中说明没有有效监测数据",
			EN: "state samples with method = \"measurement\", or say in the report that there are no valid data"}})
}

// state sums one method's accounts of one state, product by product. What is
// emitted out of normal operation counts after the reduction and not before
// it: a fault that no longer happens is no reduction.
func (x *sourceAssessor) state(k accountKey, m calc.IntensityMethod, list []intensity.Account) calc.Step {
	var parts []calc.Step
	for _, a := range list {
		if a.Pollutant != k.pollutant || a.Medium != k.medium || a.Method != m {
			continue
		}
		amount := a.Amount
		if a.State == intensity.After {
			amount = a.Total()
		}
		parts = append(parts, amount)
	}
	switch len(parts) {
	case 0:
		return calc.Missing("D", "source-intensity", calc.Explain("该方法没有核算 %s",
			"no account of %s by this method",
			string(k.pollutant)))
	case 1: // under its own name, which says whether it is at the approved scale
		return parts[0]
	}
	return calc.Sum("D", "source-intensity", calc.Clause{}, parts...)
}
