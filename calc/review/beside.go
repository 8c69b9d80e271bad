package review

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
)

// Beside compares what two dossiers state about the same things: dischargers by
// credit code, their permits by number and version by first day, EIA approvals by number,
// outlets by code, lines by name. A source must be in the plan what it is in the
// transferor's own dossier, and one reduction is used once (JL-6.1). What only
// one of them states is no contradiction.
func Beside(d, other *dossier.Dossier) []calc.Finding {
	b := &besides{d: d, other: other}
	for _, x := range d.Dischargers {
		for _, y := range other.Dischargers {
			if x.CreditCode != "" && x.CreditCode == y.CreditCode {
				b.discharger(x, y)
			}
		}
	}
	return calc.SortFindings(b.findings)
}

type besides struct {
	d, other *dossier.Dossier
	findings []calc.Finding
}

// differs reports two statements of one thing.
func (b *besides) differs(what calc.Text, here, there string, at, from calc.Position) {
	b.findings = append(b.findings, calc.Finding{Stage: calc.StageReview, Code: CodeBeside, Severity: calc.Error,
		At: at, Subject: "dossier",
		Clause: consistencyClause,
		Message: calc.Textf("%s 本材料为 %s，另一材料（%s）为 %s", "%s: %s here, and in the other dossier (%s) %s",
			what, here, from.String(), there),
		Remedy: calc.Text{ZH: "核对两份材料所依据的文件，改正其一",
			EN: "check the documents behind both, and correct one of them"}})
}

func (b *besides) discharger(x, y dossier.Discharger) {
	name := calc.Text{ZH: x.Name, EN: x.Name}
	if x.Management != "" && y.Management != "" && x.Management != y.Management {
		b.differs(calc.Textf("%s 的管理类别", "management class of %s", name), string(x.Management),
			string(y.Management), x.At, y.At)
	}
	for _, p := range b.d.Permits {
		for _, q := range b.other.Permits {
			if p.Discharger == x.ID && q.Discharger == y.ID && p.Number == q.Number {
				b.permit(p, q)
			}
		}
	}
	for _, e := range b.d.EIAs {
		for _, f := range b.other.EIAs {
			if e.Discharger == x.ID && f.Discharger == y.ID && e.Number == f.Number {
				b.amounts(calc.Textf("环评 %s", "EIA %s", e.Number), e.Amounts, f.Amounts)
			}
		}
	}
	for _, l := range b.d.Lines {
		for _, m := range b.other.Lines {
			if l.Discharger == x.ID && m.Discharger == y.ID && l.Name == m.Name {
				b.line(l, m)
			}
		}
	}
}

func (b *besides) permit(p, q dossier.Permit) {
	name := calc.Textf("排污许可证 %s", "permit %s", p.Number)
	if !p.Cancelled.IsZero() && !q.Cancelled.IsZero() && p.Cancelled != q.Cancelled {
		b.differs(calc.Textf("%s 的注销日期", "day on which %s was cancelled", name), p.Cancelled.String(),
			q.Cancelled.String(), p.At, q.At)
	}
	for _, v := range p.Versions {
		for _, w := range q.Versions {
			if v.ValidFrom != w.ValidFrom {
				continue
			}
			if v.ValidTo != w.ValidTo {
				b.differs(calc.Textf("%s %s 版的有效期", "validity of %s from %s", name, v.ValidFrom.String()),
					v.ValidTo.String(), w.ValidTo.String(), v.At, w.At)
			}
			b.amounts(calc.Textf("%s %s 版", "%s from %s", name, v.ValidFrom.String()), v.Amounts, w.Amounts)
		}
	}
}

// amounts compares amounts of one document, by outlet, line and metal.
func (b *besides) amounts(document calc.Text, here, there []dossier.StatedAmount) {
	for _, a := range here {
		for _, c := range there {
			if a.Pollutant != c.Pollutant || codeOf(b.d, a.Outlet) != codeOf(b.other, c.Outlet) ||
				lineOf(b.d, a.Line) != lineOf(b.other, c.Line) || !a.Value.Set || !c.Value.Set {
				continue
			}
			if a.Medium == c.Medium && !a.Value.Amount.Equal(c.Value.Amount) {
				outlet := codeOf(b.d, a.Outlet)
				b.differs(calc.Textf("%s %s %s", "%s %s %s", document, outlet, string(a.Pollutant)),
					a.Value.Amount.String(), c.Value.Amount.String(), a.Value.At, c.Value.At)
			}
		}
	}
}

func codeOf(d *dossier.Dossier, id string) string {
	o, _ := d.Outlet(id)
	return o.Code
}

func lineOf(d *dossier.Dossier, id string) string {
	l, _ := d.Line(id)
	return l.Name
}

func (b *besides) line(l, m dossier.Line) {
	name := calc.Text{ZH: l.Name, EN: l.Name}
	for _, p := range l.Products {
		for _, q := range m.Products {
			if p.Name == q.Name && p.Process == q.Process && p.Capacity.Set && q.Capacity.Set &&
				!p.Capacity.Amount.Equal(q.Capacity.Amount) {
				b.differs(calc.Textf("生产线 %s 的产能", "capacity of the line %s", name), p.Capacity.Amount.String(),
					q.Capacity.Amount.String(), p.Capacity.At, q.Capacity.At)
			}
		}
	}
	if !l.Closed.IsZero() && !m.Closed.IsZero() && l.Closed != m.Closed {
		b.differs(calc.Textf("生产线 %s 的关闭日期", "day on which the line %s was closed", name), l.Closed.String(),
			m.Closed.String(), l.At, m.At)
	}
	uses := func(d *dossier.Dossier, id string) (dossier.ReductionSource, bool) {
		i := slices.IndexFunc(d.Sources, func(s dossier.ReductionSource) bool { return s.Line == id })
		if i < 0 {
			return dossier.ReductionSource{}, false
		}
		return d.Sources[i], true
	}
	s, here := uses(b.d, l.ID)
	t, there := uses(b.other, m.ID)
	if here && there && b.d.Project.Name != b.other.Project.Name {
		b.findings = append(b.findings, calc.Finding{Stage: calc.StageReview, Code: CodeBeside, Severity: calc.Warning,
			At:      s.At,
			Subject: "source:" + s.ID, Key: calc.RuleUsedOnce,
			Message: calc.Textf("生产线 %s 在两份材料中都是削减来源（另一份：%s）",
				"the line %s is a source of both dossiers (the other: %s)", name, t.At.String()),
			Remedy: calc.Text{
				ZH: "同一削减量只能使用一次：用 tidai plan --region 一并规划，或写明已承诺的部分（committed）",
				EN: "one reduction is used once: plan both with --region, or state what is committed"}})
	}
}
