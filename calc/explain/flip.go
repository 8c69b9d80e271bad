package explain

import (
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/permit"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
)

// flips asks whether the verdict hangs on what the texts leave open in the
// monitoring data: how values below the detection limit count, and how well
// the amounts are known. It plans again and reports what would turn; the plan
// itself stays as it is.
func (e *explainer) flips() {
	measured := e.Monitored()
	if measured == nil || !e.countsMonitored() {
		return
	}
	for _, policy := range monitoring.NonDetects.Values() {
		other := measured.Under(policy)
		if other.Same(measured) {
			continue // nothing below the detection limit
		}
		again := e.WithReadings(other).Planned()
		if again.Status == e.plan.Status {
			continue
		}
		e.report(calc.Finding{Stage: calc.StageSubstitution, Code: substitution.CodeFlip, Severity: calc.Warning,
			Key:     calc.RuleStrictest,
			At:      e.Dossier().Project.At,
			Subject: "project",
			Message: calc.Textf("结论取决于未检出值的取法：%s时为“%s”，现为“%s”",
				"the verdict hangs on values below the detection limit: with \"%s\" it is \"%s\", and now \"%s\"",
				policy.Name(), again.Status.Name(), e.plan.Status.Name()),
			Remedy: calc.Text{ZH: "降低检出限或增加样品，或向审核部门说明所用取法",
				EN: "use a method with a lower limit or more samples, or explain the choice to the reviewer"},
			Figures: e.compared(again)})
	}
	for _, forClaim := range []bool{reduction.AgainstClaim, reduction.ForClaim} {
		again := e.WithReadings(measured.Within(forClaim)).Planned()
		if again.Status == e.plan.Status {
			continue
		}
		end := calc.Text{ZH: "对申报方不利的一端", EN: "the end against the claimant"}
		if forClaim {
			end = calc.Text{ZH: "对申报方有利的一端", EN: "the end for the claimant"}
		}
		e.report(calc.Finding{Stage: calc.StageSubstitution, Code: substitution.CodeWithin, Severity: calc.Warning,
			Key:     calc.RuleStrictest,
			At:      e.Dossier().Project.At,
			Subject: "project",
			Message: calc.Textf("结论在监测数据的不确定度之内：取 95 %% 区间%s时为“%s”，现为“%s”",
				"the verdict lies within the uncertainty of the monitoring data: at %s of the 95 %% interval it is "+
					"\"%s\", and now \"%s\"", end, again.Status.Name(), e.plan.Status.Name()),
			Remedy: calc.Text{ZH: "留出余量，或增加监测频次；区间只作说明，不改变结论",
				EN: "leave a margin, or monitor more often; the interval describes and does not change the verdict"},
			Figures: e.compared(again)})
	}
}

// countsMonitored reports whether a monitored amount can count at all: as a
// method of an accounting report, or where the specification holds the permit
// to last year's emission. Elsewhere it only stands beside.
func (e *explainer) countsMonitored() bool {
	for _, s := range e.result.Sources {
		for _, r := range s.Rows {
			if slices.ContainsFunc(r.Methods, func(m reduction.MethodRow) bool {
				return m.Method ==
					calc.ByMonitoring
			}) {
				return true
			}
		}
	}
	return slices.ContainsFunc(e.result.Outlets, func(a permit.Assessment) bool { return a.Rule.Ratchet })
}

// compared are the demand and what is missing of every pollutant whose figures
// differ, now and then.
func (e *explainer) compared(other substitution.Plan) []calc.Figure {
	var out []calc.Figure
	add := func(name calc.Text, a, b calc.Step) {
		if a.OK() && b.OK() && a.Value().Equal(b.Value()) || !a.OK() && !b.OK() {
			return
		}
		now := calc.Textf("%s（现）", "%s (now)", name)
		then := calc.Textf("%s（变动后）", "%s (then)", name)
		for _, f := range []calc.Figure{{Name: now, Amount: a}, {Name: then, Amount: b}} {
			if f.Amount.OK() {
				out = append(out, f)
			}
		}
	}
	for i, n := range e.plan.Needs {
		if i >= len(other.Needs) || other.Needs[i].Pollutant != n.Pollutant {
			break
		}
		m := other.Needs[i]
		add(calc.Textf("%s 需求", "demand of %s", n.Pollutant.Name()), n.Demand, m.Demand)
		add(calc.Textf("%s 已落实", "assigned of %s", n.Pollutant.Name()), n.Allocated, m.Allocated)
		add(calc.Textf("%s 缺口", "missing of %s", n.Pollutant.Name()), n.Shortfall, m.Shortfall)
	}
	return out
}
