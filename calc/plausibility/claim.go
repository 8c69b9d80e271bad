package plausibility

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// role is what a document's amounts are good for.
type role int

// The roles: what a source counts from, what remains of it, what the project
// may emit, and what else is in force.
const (
	standing role = iota
	beforeReduction
	afterReduction
	ofProject
)

// paper is a document that states amounts.
type paper struct {
	name    calc.Text
	date    calc.Date // from which it holds
	role    role
	source  string // of the source that rests on it
	eia     bool
	permit  bool
	lines   []string // it is about; empty: those of its outlets
	amounts []dossier.StatedAmount
}

// papers lists the documents of the dossier.
func (d *doubter) papers() []paper {
	var out []paper
	for _, p := range d.Dossier.Permits {
		for _, v := range p.Versions {
			x := paper{name: calc.Textf("排污许可证 %s（版本 %s）", "permit %s (version %s)", p.ID, v.ID),
				date: v.ValidFrom, permit: true, amounts: v.Amounts}
			for _, s := range d.Dossier.Sources {
				if s.Permit == p.ID {
					x.of(s.ID, s.VersionBefore == v.ID, s.VersionAfter == v.ID)
				}
			}
			out = append(out, x)
		}
	}
	for _, e := range d.Dossier.EIAs {
		x := paper{name: calc.Textf("环评（%s）", "EIA %s", e.ID), date: e.Date, eia: true, lines: e.Lines,
			amounts: e.Amounts}
		for _, s := range d.Dossier.Sources {
			x.of(s.ID, s.EIABefore == e.ID, s.EIAAfter == e.ID)
		}
		out = append(out, x)
	}
	out = append(out, ceilings(calc.Text{ZH: "总量控制指标", EN: "quota"}, d.Dossier.Quotas)...)
	out = append(out, ceilings(calc.Text{ZH: "自愿承诺", EN: "promise"}, d.Dossier.Promises)...)
	for i := range out {
		if out[i].role == standing && d.projects(out[i]) {
			out[i].role = ofProject
		}
	}
	return out
}

func (p *paper) of(source string, before, after bool) {
	switch {
	case before:
		p.role, p.source = beforeReduction, source
	case after && p.role == standing:
		p.role, p.source = afterReduction, source
	}
}

// ceilings are documents of one kind, each with the rows that name it.
func ceilings(kind calc.Text, list []dossier.Ceiling) []paper {
	var out []paper
	for _, c := range list {
		i := slices.IndexFunc(out, func(p paper) bool {
			return p.date == c.Date && p.name.ZH == kind.ZH+" "+c.Document
		})
		if i < 0 {
			out = append(out, paper{name: calc.Textf("%s %s", "%s %s", kind, c.Document), date: c.Date})
			i = len(out) - 1
		}
		out[i].amounts = append(out[i].amounts, c.StatedAmount)
	}
	return out
}

// projects reports whether a document is about lines of the project.
func (d *doubter) projects(p paper) bool {
	return slices.ContainsFunc(p.amounts, func(a dossier.StatedAmount) bool {
		return slices.ContainsFunc(d.linesAt(a), func(id string) bool {
			return slices.Contains(d.Dossier.Project.Lines, id)
		})
	})
}

// linesAt lists the lines an amount is of: the one it names, else those of its
// outlet.
func (d *doubter) linesAt(a dossier.StatedAmount) []string {
	if a.Line != "" {
		return []string{a.Line}
	}
	o, ok := d.Dossier.Outlet(a.Outlet)
	if !ok {
		return nil
	}
	var out []string
	for _, f := range d.Dossier.FeedsOf(o) {
		if !slices.Contains(out, f.Line.ID) {
			out = append(out, f.Line.ID)
		}
	}
	return out
}

// claim is what a document states of what is counted together.
type claim struct {
	paper
	rows     []dossier.StatedAmount
	expected expected
	ratio    *big.Rat // of what is stated to what is expected; nil where either is missing or zero
}

// claims sets what a document states beside what is expected of the same lines
// at the same outlets: each list under the classes of limits that the document
// may follow, the likeliest first.
func (d *doubter) claims(p paper) [][][]claim {
	var whole []dossier.StatedAmount
	byLine := map[string][]dossier.StatedAmount{}
	var ids []string
	for _, a := range p.amounts {
		switch {
		case a.Outlet == "":
		case a.Line == "":
			whole = append(whole, a)
		default:
			if byLine[a.Line] == nil {
				ids = append(ids, a.Line)
			}
			byLine[a.Line] = append(byLine[a.Line], a)
		}
	}
	out := [][][]claim{d.claimsOf(p, whole, d.linesOf(p, whole))}
	for _, id := range ids {
		out = append(out, d.claimsOf(p, byLine[id], []string{id}))
	}
	return out
}

func (d *doubter) linesOf(p paper, rows []dossier.StatedAmount) []string {
	var out []string
	for _, a := range rows {
		for _, id := range d.linesAt(a) {
			if !slices.Contains(out, id) && (len(p.lines) == 0 || slices.Contains(p.lines, id)) {
				out = append(out, id)
			}
		}
	}
	return out
}

// claimsOf puts the class of limits first under which the document as a whole
// lies nearest to what is expected: a document follows one class for all metals.
func (d *doubter) claimsOf(p paper, rows []dossier.StatedAmount, lines []string) [][]claim {
	out := [][]claim{claimsUnder(p, rows, d.expect(lines, d.On, ""))}
	for _, class := range d.otherClasses(p, out[0]) {
		other := claimsUnder(p, rows, d.expect(lines, d.On, class))
		far, best := distance(other), distance(out[0])
		if far != nil && (best == nil || far.Cmp(best) < 0) {
			out = slices.Insert(out, 0, other)
			continue
		}
		out = append(out, other)
	}
	return out
}

func claimsUnder(p paper, rows []dossier.StatedAmount, all []expected) []claim {
	var out []claim
	for _, e := range all {
		c := claim{paper: p, expected: e}
		for _, a := range rows {
			if e.covers(a.Outlet, a.Pollutant) {
				c.rows = append(c.rows, a)
			}
		}
		if len(c.rows) == 0 {
			continue
		}
		x, ok := kg(c.total())
		if y, known := kg(e.formula); ok && known {
			c.ratio = new(big.Rat).Quo(x, y)
		}
		out = append(out, c)
	}
	return out
}

// distance is how far the claims lie from what is expected, all factors
// multiplied; nil where nothing can be compared.
func distance(claims []claim) *big.Rat {
	var out *big.Rat
	for _, c := range claims {
		if c.ratio == nil {
			continue
		}
		if out == nil {
			out = big.NewRat(1, 1)
		}
		out = new(big.Rat).Mul(out, apart(c.ratio))
	}
	return out
}

// apart is a ratio or its inverse, whichever is not below 1.
func apart(ratio *big.Rat) *big.Rat {
	if ratio.Cmp(big.NewRat(1, 1)) < 0 {
		return new(big.Rat).Inv(ratio)
	}
	return ratio
}

// otherClasses are the classes of limits that a document may follow besides
// that of the outlets: general ones before special ones were imposed, special
// ones after a reduction, either where none is stated.
func (d *doubter) otherClasses(p paper, claims []claim) []calc.LimitClass {
	if len(claims) == 0 {
		return nil
	}
	o := claims[0].expected.Outlets[0]
	switch {
	case o.LimitClass == "":
		return []calc.LimitClass{calc.NewLimits, calc.SpecialLimits}
	case o.LimitClass == calc.SpecialLimits && (o.LimitSince.IsZero() || p.date.Before(o.LimitSince)):
		return []calc.LimitClass{calc.NewLimits}
	case o.LimitClass != calc.SpecialLimits && p.role == afterReduction:
		return []calc.LimitClass{calc.SpecialLimits}
	case o.LimitClass == calc.ExistingLimits:
		return []calc.LimitClass{calc.NewLimits}
	}
	return nil
}

// total is what the document states of it, in kg/a.
func (c claim) total() calc.Step {
	parts := make([]calc.Step, len(c.rows))
	for i, a := range c.rows {
		parts[i] = a.Value.Step("E", "stated-amount").In(quantity.KgPerYear)
	}
	return calc.Total("E", "stated-amount", calc.Clause{}, parts...)
}

// at is where the document states it.
func (c claim) at() calc.Position { return c.rows[0].Value.At }

// subject is what a finding on it is about.
func (c claim) subject() string {
	if c.source != "" {
		return "source:" + c.source
	}
	return "outlet:" + c.expected.Target()
}
