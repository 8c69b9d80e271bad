package plausibility

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// documents looks at what documents state besides amounts: capacities, the unit
// of a figure, how much they cover, and what proves a source.
func (d *doubter) documents() {
	for _, l := range d.Dossier.Lines {
		for _, p := range l.Products {
			d.usualCapacity(l, p)
			d.statedCapacities(l, p)
		}
	}
	for _, p := range d.Dossier.Permits {
		if !p.Cancelled.IsZero() {
			d.proved(p.At, d.subjectOf(p), p.CancelledEvidence != "", "cancelled_evidence",
				calc.Textf("许可证 %s 的注销",
					"cancellation of permit %s", p.ID))
		}
		for i, v := range p.Versions {
			if i > 0 {
				d.units(p, p.Versions[i-1], v)
				d.coverage(p, p.Versions[i-1], v)
			}
		}
	}
	for _, s := range d.Dossier.Sources {
		d.evidence(s)
	}
}

// statedCapacities is T4: the capacity of a line against that of its permit and
// of its EIA.
func (d *doubter) statedCapacities(l dossier.Line, p dossier.Product) {
	if !p.Capacity.Set {
		return
	}
	for _, permit := range d.Dossier.Permits {
		for _, v := range permit.Versions {
			if c, ok := v.CapacityOf(l.ID, p.ID); ok {
				d.capacityAgainst(l, p, c, calc.Textf("排污许可证 %s（版本 %s）", "permit %s (version %s)", permit.ID,
					v.ID))
			}
		}
	}
	for _, e := range d.Dossier.EIAs {
		if c, ok := e.CapacityOf(l.ID, p.ID); ok {
			d.capacityAgainst(l, p, c, calc.Textf("环评（%s）", "EIA %s", e.ID))
		}
	}
}

func (d *doubter) capacityAgainst(l dossier.Line, p dossier.Product, c dossier.StatedCapacity, name calc.Text) {
	if !c.Value.Set {
		return
	}
	q := question{code: CodeCapacity, severity: calc.Warning, at: p.Capacity.At, subject: "line:" + l.ID,
		stated: p.CapacityStep("S"), expected: c.Value.Step("S", "capacity"), against: name,
		of: calc.Textf("生产线 %s 的产能与%s", "capacity of line %s and that of %s", l.ID, name),
		remedy: calc.Text{ZH: "核对产能的单位（万）和小数点；扩建过的，引用扩建的批复",
			EN: "check the unit (\"万\") and point; of an extended line state the approval of the extension"}}
	ratio, ok := ratioOf(q.stated, q.expected)
	if !ok {
		d.without(q, calc.Text{ZH: "两者的基数不同", EN: "both count different things"})
		return
	}
	slip := d.bound(CodeFormula, "slip")
	far := new(big.Rat).Mul(d.number(CodeCapacity, "far"), new(big.Rat).Sub(big.NewRat(1, 1), slip.Amount.Rat()))
	q.decided = d.checks[CodeCapacity].Bounds
	q.message = calc.Textf("生产线 %s 的产能 %s 与%s所载 %s 不一致，是其 %s（%s）",
		"the capacity of line %s, %s, contradicts that of %s, %s: %s it (%s)", l.ID, p.Capacity.Written, name,
		c.Value.Written,
		shownRatio(ratio), named(ratio, slip))
	d.settle(q, apart(ratio).Cmp(far) >= 0)
}

// usualCapacity asks for a capacity that no plant of the trade has.
func (d *doubter) usualCapacity(l dossier.Line, p dossier.Product) {
	if !p.Capacity.Set {
		return
	}
	q := question{code: CodeUsualCapacity, severity: calc.Warning, at: p.Capacity.At, subject: "line:" + l.ID,
		stated: p.CapacityStep("S"), of: calc.Textf("生产线 %s 的产能", "capacity of line %s", l.ID),
		remedy: calc.Text{ZH: "核对单位（万）和小数点；确是如此的，在方案中说明",
			EN: "check the unit (\"万\") and point; where it is so, say so in the plan"}}
	var least, most factors.Bound
	for _, b := range d.checks[CodeUsualCapacity].Bounds {
		industry, rest, _ := strings.Cut(b.ID, ".")
		if industry != l.Industry || !q.stated.OK() || !b.Amount.Unit().Same(q.stated.Value().Unit()) {
			continue
		}
		if strings.HasSuffix(rest, "least") {
			least = b
		} else {
			most = b
		}
	}
	if least.ID == "" || most.ID == "" {
		d.without(q, calc.Text{ZH: "没有该行业这一基数的通常范围", EN: "no usual range of this trade and base"})
		return
	}
	q.expected, q.against = most.Step(), calc.Text{ZH: "通常上限", EN: "usual most"}
	q.decided = []factors.Bound{least, most}
	q.message = calc.Textf("生产线 %s 的产能 %s 不在该行业通常的 %s 至 %s 之间",
		"the capacity of line %s, %s, is not within what is usual in the trade, %s to %s", l.ID, p.Capacity.Written,
		least.Amount.String(), most.Amount.String())
	d.settle(q, belowBound(q.stated, least) || exceedsBound(q.stated, most))
}

// unitOf is the unit of a quantity as it was typed.
func unitOf(written string) string {
	return strings.TrimSpace(strings.TrimLeft(written, "0123456789.,，+-eE×^ \t"))
}

// units is T5: a figure that changed its unit from one version to the next.
func (d *doubter) units(p dossier.Permit, before, after dossier.PermitVersion) {
	for _, a := range after.Amounts {
		i := slices.IndexFunc(before.Amounts, func(b dossier.StatedAmount) bool {
			return b.Outlet == a.Outlet && b.Pollutant == a.Pollutant && b.Line == a.Line
		})
		if i < 0 {
			continue
		}
		b := before.Amounts[i]
		q := question{code: CodeUnitChanged, severity: calc.Warning, at: a.Value.At, subject: d.subjectOf(p),
			stated: a.Value.Step("E", "stated-amount"), expected: b.Value.Step("E", "stated-amount"),
			against: calc.Textf("版本 %s", "version %s", before.ID),
			of: calc.Textf("排污许可证 %s（版本 %s），排放口 %s，%s，单位",
				"permit %s (version %s), outlet %s, %s, unit", p.ID,
				after.ID, a.Outlet, a.Pollutant.Name()),
			remedy: calc.Text{ZH: "照许可证原样核对两个版本的单位；确实改用了单位的，说明",
				EN: "check the unit in both versions; where it was truly changed, say so"}}
		x, y := unitOf(a.Value.Written), unitOf(b.Value.Written)
		q.message = calc.Textf("%s：由 %s 改为 %s（%s → %s）", "%s: changed from %s to %s (%s → %s)", q.of, y, x,
			b.Value.Written, a.Value.Written)
		d.settle(q, x != y && x != "" && y != "")
	}
}

// coverage is T6: outlets and metals of a version against the one before.
func (d *doubter) coverage(p dossier.Permit, before, after dossier.PermitVersion) {
	old, kept := d.rowsAtWork(p, before, after)
	if len(old) == 0 {
		return
	}
	q := question{code: CodeCoverage, severity: calc.Note, at: after.At, subject: d.subjectOf(p),
		stated: count(len(kept)), expected: count(len(old)), against: calc.Textf("版本 %s", "version %s", before.ID),
		of: calc.Textf("排污许可证 %s（版本 %s）所列排放口和污染物",
			"outlets and metals of permit %s (version %s)", p.ID, after.ID),
		remedy: calc.Text{ZH: "补列；确已取消的，在方案中说明",
			EN: "add them; where they are gone, say so in the plan"},
		decided: d.checks[CodeCoverage].Bounds}
	gone := slices.DeleteFunc(slices.Clone(old), func(k string) bool { return slices.Contains(kept, k) })
	lost := big.NewRat(int64(len(gone)), int64(len(old)))
	q.message = calc.Textf("%s比版本 %s 少：%s", "%s: fewer than in version %s: %s", q.of, before.ID, strings.Join(gone,
		", "))
	if d.atLeast(lost, CodeCoverage, "half") {
		q.severity = calc.Warning
	}
	d.settle(q, d.atLeast(lost, CodeCoverage, "quarter"))
}

func count(n int) calc.Step {
	return calc.Given("n", "count", quantity.Int(int64(n), quantity.One), calc.Origin{Kind: calc.FromDefinition})
}

// rowsAtWork lists the rows of a version whose line is not closed, and those of
// them that the next one still has.
func (d *doubter) rowsAtWork(p dossier.Permit, before, after dossier.PermitVersion) (old, kept []string) {
	row := func(a dossier.StatedAmount) string { return fmt.Sprintf("%s/%s", a.Outlet, a.Pollutant) }
	for _, b := range before.Amounts {
		closed := slices.ContainsFunc(d.linesAt(b), func(id string) bool {
			l, _ := d.Dossier.Line(id)
			return !l.Closed.IsZero() || slices.ContainsFunc(d.Dossier.Sources, func(s dossier.ReductionSource) bool {
				return s.Line == id && (s.Basis == dossier.Closure || !s.Closed.IsZero())
			})
		})
		if closed {
			continue
		}
		old = append(old, row(b))
		if slices.ContainsFunc(after.Amounts, func(a dossier.StatedAmount) bool { return row(a) == row(b) }) {
			kept = append(kept, row(b))
		}
	}
	return old, kept
}

// evidence asks what proves the closing of a source.
func (d *doubter) evidence(s dossier.ReductionSource) {
	if !s.Closed.IsZero() {
		d.proved(s.At, "source:"+s.ID, s.ClosedEvidence != "", "closed_evidence", calc.Textf("来源 %s 的关停",
			"closing of source %s", s.ID))
	}
	if s.Basis != dossier.EIADifference {
		return
	}
	for _, e := range d.Dossier.EIAs {
		if !e.Filing && (e.ID == s.EIABefore || e.ID == s.EIAAfter) {
			d.proved(e.At, "source:"+s.ID, len(e.Amounts) > 0, "[[eia.amount]]", calc.Textf("环评 %s 核定的排放量",
				"amounts that EIA %s fixes", e.ID))
		}
	}
}

// proved asks for what shows a fact of a source.
func (d *doubter) proved(at calc.Position, subject string, shown bool, key string, what calc.Text) {
	d.settle(question{code: CodeEvidence, severity: calc.Warning, at: at, subject: subject, of: what,
		message: calc.Textf("%s没有证明文件", "%s without the document that shows it", what),
		remedy:  calc.Textf("填写 %s（文件名称和文号）", "state %s: the document and its number", key)}, !shown)
}
