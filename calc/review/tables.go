package review

import (
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
)

// TableName names a table for a person; "" is a figure that names none.
func TableName(key string) calc.Text {
	if key == "" {
		return calc.Text{ZH: "材料", EN: "the dossier"}
	}
	return dossier.FigureTables.Name(key)
}

// same reports whether two figures can be one number printed twice: the one with
// more digits rounds to the other by GB/T 8170, half up, or cut off. Zero is only
// the same as zero.
func same(a, b Outcome) bool {
	if a.Value.Equal(b.Value) {
		return true
	}
	x, errX := readNumber(a.Submitted)
	y, errY := readNumber(b.Submitted)
	if errX != nil || errY != nil || !x.unit.Same(y.unit) || x.value.Sign() == 0 || y.value.Sign() == 0 {
		return false
	}
	if in, ok := y.intervalIn(x.unit); ok && in.Cmp(x.interval) > 0 {
		x, y = y, x // x is the coarser
	}
	q, err := quantity.New(y.value, y.unit).In(x.unit)
	return err == nil && lastRounding(q.Rat(), x) != ""
}

// inTables checks that the totals stand in every table of which anything was
// submitted, and fine enough.
func (r *reviewer) inTables() {
	var used []string
	for _, t := range dossier.FigureTables {
		if slices.ContainsFunc(r.outcomes, func(o Outcome) bool { return o.Submitted.Table == t.Key }) {
			used = append(used, t.Key)
		}
	}
	for _, o := range r.outcomes {
		if o.Submitted.Table != "" {
			r.coarse(o)
		}
	}
	if len(used) < 2 {
		return
	}
	for _, n := range r.Plan.Needs {
		if n.Medium != "" || !n.New.OK() {
			continue
		}
		target := "new/" + string(n.Pollutant)
		for _, table := range used {
			if slices.ContainsFunc(r.outcomes, func(o Outcome) bool {
				return o.Submitted.Target == target &&
					o.Submitted.Table == table
			}) {
				continue
			}
			i := slices.IndexFunc(r.outcomes, func(o Outcome) bool { return o.Submitted.Table == table })
			f := r.outcomes[i].Submitted
			r.report(calc.Finding{Stage: calc.StageReview, Code: CodeTables, Severity: calc.Warning, At: f.At,
				Subject: "submitted:" + target,
				Clause:  consistencyClause,
				Message: calc.Textf("%s 没有写在《%s》中", "%s is not in the table %s", target, TableName(table)),
				Remedy: calc.Text{ZH: "工程分析、排放汇总与总量指标三表均应列出本项目新增排放量",
					EN: "engineering analysis, emission summary and total-quota table all list the new emission of the project"}})
		}
	}
}

var consistencyClause = calc.Clause{Instrument: "HJ 1299-2023", Locator: "4.2.2、4.2.3"}

// finest is 10⁻⁶ t, to which report tables are written so that small metals do
// not vanish: the convention of this program, not of an instrument.
var finest = quantity.Pow10(-6)

// coarse warns of a figure in tonnes whose digits end before 10⁻⁶ t and do not
// hold the exact value.
func (r *reviewer) coarse(o Outcome) {
	n, err := readNumber(o.Submitted)
	tonnes := tonnesPerYear
	if err != nil || n.unit.String() != tonnes.String() || n.interval.Cmp(finest) <= 0 || !o.Computed.OK() {
		return
	}
	exact, err := o.Computed.Value().In(tonnes)
	if err != nil || exact.Rat().Cmp(n.value) == 0 || quantity.RoundTo(exact.Rat(), finest).Cmp(n.value) == 0 {
		return
	}
	r.reportFigure(CodeCoarse, calc.Warning, o.Submitted,
		calc.Textf("%s 以 t/a 表示而未写到 10⁻⁶：%s，复算 %s", "%s is in t/a and not written to 10⁻⁶: %s; computed %s",
			o.Submitted.Target, o.Submitted.Written, quantity.Fixed(exact.Rat(), 6)),
		calc.Text{ZH: "重金属总量以 t/a 表示时写到小数点后六位，或用 kg/a",
			EN: "write quota amounts in t/a to six decimals, or in kg/a"})
}

// wholeSite are the amounts of the three-column account of a site (三本账):
// what the permits grant before the own reduction, and the whole site after the
// project, existing − own reduction + new. A metal that no permit states has
// neither.
func (t *targets) wholeSite(p substitution.Plan) {
	d := p.Dossier
	if d == nil {
		return
	}
	for _, n := range p.Needs {
		if n.Medium != "" || !n.New.OK() {
			continue
		}
		existing := permitted(p, n.Pollutant)
		if len(existing) == 0 {
			continue
		}
		sum := calc.Sum("E现有", "existing-permitted", calc.Clause{}, existing...).In(quantity.KgPerYear)
		t.add("existing/"+string(n.Pollutant), sum)
		kept := sum
		if n.Own.OK() {
			kept = calc.Difference("E现有−E以新带老", "existing-permitted", calc.Clause{}, sum, n.Own)
		} else if len(ownSources(p)) > 0 {
			continue // what they reduce is not known
		}
		t.add("whole/"+string(n.Pollutant), calc.Sum("E全厂", "whole-site", calc.Clause{}, kept, n.New).
			In(quantity.KgPerYear))
	}
}

// ownSources are those on the project's own site.
func ownSources(p substitution.Plan) []dossier.ReductionSource {
	var out []dossier.ReductionSource
	for _, s := range p.Result.Sources {
		if s.Own {
			out = append(out, s.Source)
		}
	}
	return out
}

// permitted are the amounts of one metal in the permits of the project's own
// discharger: of the version before the own reduction, where there is one, since
// the reduction is deducted from it; else of the one in force on the dossier's
// date.
func permitted(p substitution.Plan, m calc.Pollutant) []calc.Step {
	d := p.Dossier
	var out []calc.Step
	for _, permit := range d.Permits {
		if permit.Discharger != d.Project.Discharger || !permit.Cancelled.IsZero() && !permit.Cancelled.After(d.Date) {
			continue
		}
		for _, a := range existingVersion(permit, ownSources(p), d.Date).Amounts {
			if a.Pollutant == m && a.Value.Set {
				out = append(out, a.Value.Step("E许可", "permitted-emission"))
			}
		}
	}
	return out
}

func existingVersion(p dossier.Permit, own []dossier.ReductionSource, on calc.Date) dossier.PermitVersion {
	var inForce dossier.PermitVersion
	for _, v := range p.Versions { // in the order of their first days
		if slices.ContainsFunc(own, func(s dossier.ReductionSource) bool {
			return s.Permit == p.ID &&
				s.VersionBefore == v.ID
		}) {
			return v
		}
		if !v.ValidFrom.After(on) && !on.After(v.ValidTo) {
			inForce = v
		}
	}
	return inForce
}

// differing says by how much two printings of one number are apart.
func differing(a, b Outcome) string {
	q, err := b.Value.In(a.Value.Unit())
	if err != nil {
		return ""
	}
	off := new(big.Rat).Sub(q.Rat(), a.Value.Rat())
	return strings.TrimPrefix(quantity.New(off.Abs(off), a.Value.Unit()).Shown(3), "-") + " " + a.Value.Unit().String()
}
