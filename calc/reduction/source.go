package reduction

import (
	"cmp"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// sourceAssessor works on one source.
type sourceAssessor struct {
	*assessor
	r     SourceResult
	known map[accountKey]*Evidence // of the monitoring data, as far as it was asked for
}

func (a *assessor) source(s dossier.ReductionSource) SourceResult {
	x := &sourceAssessor{assessor: a, r: SourceResult{Source: s, Rule: a.Policy.RuleID(ruleOf(s.Basis))}}
	x.r.Line, _ = a.Dossier.Line(s.Line)
	x.r.Discharger, _ = a.Dossier.Discharger(x.r.Line.Discharger)
	if s.Basis == dossier.GovernmentReserve {
		x.r.Line, x.r.Discharger = holder(s)
	}
	x.r.Own = x.r.Discharger.ID == a.Dossier.Project.Discharger
	x.eligible()
	x.admitted()
	switch s.Basis {
	case dossier.PermitDifference:
		x.permitDifference()
	case dossier.Closure:
		x.closure()
	case dossier.EIADifference:
		x.eiaDifference()
	case dossier.Accounting:
		x.accounting()
	case dossier.GovernmentReserve:
		x.reserve()
	}
	x.finishRows()
	x.checkKept()
	x.besideMonitoring()
	x.compareActual()
	x.weigh()
	return x.r
}

// refuse records why the source is not accepted and what would cure it. For
// the project's own old line (以新带老) the same rules hold (JL-2.0).
func (x *sourceAssessor) refuse(code string, rule calc.Rule, curable bool, message, remedy calc.Text) {
	if !x.Policy.Asks(rule) {
		return
	}
	f := x.Policy.Cited(calc.Finding{Stage: calc.StageReduction, Code: code, Severity: calc.Error, Key: rule,
		At:      x.r.Source.At,
		Subject: "source:" + x.r.Source.ID, Message: message, Remedy: remedy,
		Role: calc.Text{ZH: "重金属污染防治部门（指标来源审核）", EN: "heavy-metal department (review of sources)"}})
	x.report(f)
	x.r.Refusals = append(x.r.Refusals, Refusal{Finding: f, Curable: curable})
}

func (x *sourceAssessor) remark(code string, rule calc.Rule, severity calc.Severity, message, remedy calc.Text,
	figures ...calc.Figure) {
	x.report(calc.Finding{Stage: calc.StageReduction, Code: code, Severity: severity, Key: rule,
		At:      x.r.Source.At,
		Subject: "source:" + x.r.Source.ID, Message: message, Remedy: remedy, Figures: figures})
}

func (x *sourceAssessor) clause(rule calc.Rule) calc.Clause { return x.Policy.Clause(rule) }

// eligible applies the rules that hold for every basis.
func (x *sourceAssessor) eligible() {
	s := x.r.Source
	if s.Void != "" {
		x.refuse(CodeVoid, calc.RuleFalseData, false,
			calc.Textf("来源 %s 的指标已被认定无效：%s", "source %s has been voided: %s", s.ID, s.Void),
			calc.Text{ZH: "从方案中去掉该来源", EN: "take the source out of the plan"})
	}
	if city := x.r.Discharger.City; city != "" && !strings.HasPrefix(city, x.Policy.Prefix) {
		x.refuse(CodeProvince, calc.RuleWithinProvince, false,
			calc.Textf("来源 %s 的排污单位不在%s内", "source %s: the discharger is outside %s", s.ID,
				x.Policy.Province),
			calc.Text{ZH: "换用省内的来源", EN: "use a source within the province"})
	}
	held := s.Basis == dossier.GovernmentReserve
	if !held && !x.isKey() {
		x.refuse(CodeNotKey, calc.RuleNonKeyLine, false,
			calc.Textf("来源 %s 的生产线 %s（%s）不属于重点行业，其削减量不可作为指标来源",
				"source %s: line %s (%s) is outside the key industries; its reduction is not usable", s.ID, x.r.Line.ID,
				x.r.Line.Name),
			calc.Text{ZH: "换用重点行业生产线的削减量；如归类有误，改正 industry",
				EN: "use the reduction of a key-industry line; if the class is wrong, correct industry"})
	}
	if x.r.Own && s.Basis != dossier.Closure && slices.Contains(x.Dossier.Project.Lines, s.Line) {
		x.refuse(CodeRebuilt, calc.RuleSubstitution, true,
			calc.Textf("来源 %s：生产线 %s 改建后的排放量已计入新增量，再扣减前后差值会重复计算",
				"source %s: the new state of line %s is counted as new emission already; a difference to it would "+
					"count it twice", s.ID, s.Line),
			calc.Text{ZH: "把改建前的旧线另列一条生产线，以关停（closure）作为以新带老来源",
				EN: "state the old line as a line of its own and its closure as the own reduction"})
	}
	for _, other := range x.Dossier.Sources {
		if other.Line == s.Line && other.ID < s.ID && !held {
			x.refuse(CodeSameLine, calc.RuleUsedOnce, false,
				calc.Textf("来源 %s 与 %s 是同一条生产线 %s，同一削减量不得重复使用",
					"source %s is of line %[3]s like source %[2]s: one reduction is not used twice", s.ID, other.ID,
					s.Line),
				calc.Text{ZH: "把同一生产线的削减合并为一个来源", EN: "state the reduction of one line as one source"})
			break
		}
	}
	if c := x.Dossier.Project.Commissioning; !s.Deadline.IsZero() && !c.IsZero() && s.Deadline.After(c) {
		x.refuse(CodeLate, calc.RuleReadyInTime, true,
			calc.Textf("来源 %s 的完成时限 %s 晚于项目投产日期 %s（解读 5）",
				"source %s is due on %s, after the project's commissioning on %s (reading 5)", s.ID,
				s.Deadline.String(), c.String()),
			calc.Textf("将完成时限提前到 %s 以前", "bring the deadline forward to %s or earlier", c.String()))
	}
	if c := x.Dossier.Project.Commissioning; s.Basis == dossier.Closure && !c.IsZero() && s.Closed.After(c) &&
		!s.Deadline.After(c) {
		x.refuse(CodeLate, calc.RuleCancelledPermit, true,
			calc.Textf("来源 %s 的关停日期 %s 晚于项目投产日期 %s（解读 5）",
				"source %s closes on %s, after the project's commissioning on %s (reading 5)", s.ID, s.Closed.String(),
				c.String()),
			calc.Textf("将关停日期提前到 %s 以前", "close on %s or earlier", c.String()))
	}
	x.checkMeasures()
	x.byPolicy()
}

// isKey reports whether the line is of a key industry.
func (x *sourceAssessor) isKey() bool {
	_, ok := x.industryOf(x.r.Line)
	return ok
}

func (x *sourceAssessor) checkMeasures() {
	s := x.r.Source
	if slices.Contains(s.Measures, "other") && s.MeasureNote == "" {
		x.remark(CodeMeasure, calc.RuleMeasures, calc.Error,
			calc.Textf("来源 %s 的措施为“其他”，但没有说明", "source %s has the measure \"other\" without words", s.ID),
			calc.Text{ZH: "填写 measure_note", EN: "add measure_note"})
	}
	if !slices.Contains(s.Measures, "special-limits") {
		return
	}
	for _, o := range x.outletsOf(x.r.Line.ID) {
		if o.LimitClass != calc.SpecialLimits || o.LimitSince.IsZero() || o.LimitSince.After(s.Deadline) {
			continue
		}
		message := calc.Textf("来源 %s：排放口 %s 自 %s 起已依 %s 执行特别排放限值，其削减量不属于额外削减",
			"source %s: special limits bind outlet %s since %s by %s; the reduction is not surplus",
			s.ID, o.ID, o.LimitSince.String(), o.LimitOrder)
		remedy := calc.Text{ZH: "只申报法定要求之外的削减量，或改正 limit_since",
			EN: "claim only what goes beyond the legal duty, or correct limit_since"}
		if x.Policy.Choice("special_limits_already_binding") == "refuse" {
			x.refuse(CodeAlreadyBinds, calc.RuleBeyondDuty, false, message, remedy)
		} else {
			x.remark(CodeAlreadyBinds, calc.RuleBeyondDuty, calc.Warning, message, remedy)
		}
	}
}

func (x *sourceAssessor) outletsOf(line string) []dossier.Outlet {
	var out []dossier.Outlet
	l, _ := x.Dossier.Line(line)
	for _, o := range x.Dossier.Outlets {
		if slices.ContainsFunc(o.Receives, func(f dossier.Feed) bool {
			return f.Line == line && slices.ContainsFunc(l.Products,
				func(p dossier.Product) bool { return f.Product == "" || f.Product == p.ID })
		}) {
			out = append(out, o)
		}
	}
	return out
}

// row returns the row of a pollutant and medium, making it where it is new.
func (x *sourceAssessor) row(p calc.Pollutant, m calc.Medium) *Row {
	for i := range x.r.Rows {
		if x.r.Rows[i].Pollutant == p && x.r.Rows[i].Medium == m {
			return &x.r.Rows[i]
		}
	}
	x.r.Rows = append(x.r.Rows, Row{Pollutant: p, Medium: m})
	return &x.r.Rows[len(x.r.Rows)-1]
}

// finishRows takes the difference of every row and what is committed
// elsewhere off it.
func (x *sourceAssessor) finishRows() {
	slices.SortStableFunc(x.r.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Pollutant.Order(), b.Pollutant.Order()),
			cmp.Compare(calc.Media.Index(a.Medium), calc.Media.Index(b.Medium)))
	})
	rule := ruleOf(x.r.Source.Basis)
	for i := range x.r.Rows {
		row := &x.r.Rows[i]
		if !row.Reduction.OK() && row.Before.OK() && row.After.OK() {
			row.Reduction = calc.Difference("ΔE", "reduction", x.clause(rule), row.Before, row.After).
				In(quantity.KgPerYear)
		}
		if !row.Reduction.OK() {
			row.Usable = row.Reduction
			continue
		}
		if row.Reduction.Sign() < 0 {
			x.remark(CodeNegative, rule, calc.Error,
				calc.Textf("来源 %s 的 %s（%s）削减后高于削减前，没有可用削减量",
					"source %s: %s (%s) is higher after than before; nothing is usable", x.r.Source.ID,
					string(row.Pollutant), row.Medium.Name()),
				calc.Text{ZH: "核对前后两份文件的数值", EN: "check the amounts of both documents"},
				calc.Figure{Name: calc.Text{ZH: "削减前", EN: "before"}, Amount: row.Before},
				calc.Figure{Name: calc.Text{ZH: "削减后", EN: "after"}, Amount: row.After})
			row.Usable = calc.Greatest("ΔE", "usable-reduction", x.clause(rule), row.Reduction, zeroAmount())
			continue
		}
		row.Usable = x.lessCommitted(row).Named("ΔE", "usable-reduction")
	}
}

func zeroAmount() calc.Step {
	return calc.ZeroAmount("0", "zero", quantity.KgPerYear, calc.Origin{Kind: calc.FromDefinition})
}

func (x *sourceAssessor) mediumOf(m dossier.StatedAmount) calc.Medium {
	if o, ok := x.Dossier.Outlet(m.Outlet); ok {
		return o.Medium
	}
	return m.Medium
}

// ruleOf is the rule of notice 三 a basis rests on.
func ruleOf(b dossier.Basis) calc.Rule {
	switch b {
	case dossier.PermitDifference:
		return calc.RulePermitDifference
	case dossier.Closure:
		return calc.RuleCancelledPermit
	case dossier.EIADifference:
		return calc.RuleEIADifference
	case dossier.GovernmentReserve:
		return "" // no case of a notice: the parameter reserve admits it
	}
	return calc.RuleAccounting
}
