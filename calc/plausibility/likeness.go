package plausibility

import (
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/intensity"
	"tidai/calc/quantity"
)

// againstAccount is A2: what a document states against the source intensity
// that was accounted for the same outlet, or without one for the same line.
func (d *doubter) againstAccount(c claim) {
	if d.asked[c.at()] {
		return
	}
	q := question{code: CodeAccount, severity: calc.Warning, at: c.at(), subject: c.subject(), stated: c.total(),
		of: calc.Textf("%s，排放口 %s，%s与源强", "%s, outlet %s, %s and source intensity", c.name, c.expected.Target(),
			c.rows[0].Pollutant.Name()),
		against: calc.Text{ZH: "源强核算", EN: "source intensity"}, decided: d.checks[CodeAccount].Bounds,
		remedy: calc.Text{ZH: "核对该数值与源强核算的单位、系数和去除效率",
			EN: "check unit, factor and removal efficiency of the amount and of the account"}}
	a, ok := d.accountOf(c)
	if !ok {
		d.without(q, calc.Text{ZH: "没有该排放口的源强核算", EN: "no source-intensity account of the outlet"})
		return
	}
	q.expected = a.Total().In(quantity.KgPerYear)
	ratio, known := ratioOf(q.stated, q.expected)
	if !known {
		d.without(q, calc.Text{ZH: "源强不能核算或为零", EN: "the source intensity is not known, or zero"})
		return
	}
	far := apart(ratio)
	if c.role == beforeReduction && d.above(far, CodeAccount, "invented") && ratio.Cmp(big.NewRat(1, 1)) > 0 {
		q.severity = calc.Error
	}
	q.message = calc.Textf("%s写明排放口 %s 的%s为 %s kg/a，是源强核算 %s kg/a 的 %s（%s）",
		"%s states %[4]s kg/a of %[3]s at outlet %[2]s, %[6]s the source intensity of %[5]s kg/a (%[7]s)", c.name,
		c.expected.Target(), c.rows[0].Pollutant.Name(), shownKg(q.stated), shownKg(q.expected), shownRatio(ratio),
		named(ratio, d.bound(CodeFormula, "slip")))
	d.settle(q, d.above(far, CodeAccount, "far"))
}

// accountOf finds the account of a claim: of the state it is about.
func (d *doubter) accountOf(c claim) (intensity.Account, bool) {
	list := slices.Clone(d.Reduced.Accounts)
	for _, s := range d.Reduced.Sources {
		for _, a := range s.Accounts {
			if c.source == s.Source.ID && (a.State == intensity.Before) == (c.role == beforeReduction) {
				list = append(list, a)
			}
		}
	}
	i := slices.IndexFunc(list, func(a intensity.Account) bool {
		return a.Admissible() && c.expected.covers(a.Outlet, a.Pollutant)
	})
	if i < 0 {
		return intensity.Account{}, false
	}
	return list[i], true
}

// neighbour is an amount without a formula, with what a unit of capacity of its
// line emits.
type neighbour struct {
	claim
	kind string // trade, process, metal and medium
	rate calc.Step
}

// neighbours holds amounts that no formula gives against those of like lines,
// and of the same line in other documents, per capacity.
func (d *doubter) neighbours(all []claim) {
	var list []neighbour
	for _, c := range all {
		if n, ok := d.neighbourOf(c); ok && c.expected.formula.Err() != nil {
			list = append(list, n)
		}
	}
	for i, n := range list {
		var others []calc.Step
		for j, o := range list {
			if i != j && o.kind == n.kind && o.at() != n.at() {
				others = append(others, o.rate)
			}
		}
		d.besideNeighbours(n, others)
	}
}

func (d *doubter) neighbourOf(c claim) (neighbour, bool) {
	feeds := c.expected.Feeds
	if len(feeds) != 1 || c.role == afterReduction {
		return neighbour{}, false
	}
	f := feeds[0]
	capacity := f.Product.CapacityStep("S")
	if _, ok := kg(c.total()); !ok || !capacity.OK() || capacity.Sign() <= 0 {
		return neighbour{}, false
	}
	kind := strings.Join([]string{f.Line.Specification, f.Line.Industry, f.Product.Process, string(c.expected.Medium),
		string(c.rows[0].Pollutant), capacity.Value().Unit().Dimension(),
		strings.Join(c.expected.Outlets[0].Stacks, "+")}, "|")
	return neighbour{c, kind, calc.Quotient("e", "specific-emission", calc.Clause{}, c.total(), capacity)}, true
}

// besideNeighbours asks for the one that lies far from the middle of the others;
// of two that disagree, for the greater.
func (d *doubter) besideNeighbours(n neighbour, others []calc.Step) {
	q := question{code: CodeNeighbour, severity: calc.Warning, at: n.at(), subject: n.subject(), stated: n.total(),
		of: calc.Textf("%s，排放口 %s，%s与同类生产线", "%s, outlet %s, %s and like lines", n.name, n.expected.Target(),
			n.rows[0].Pollutant.Name()),
		against: calc.Text{ZH: "按同类生产线单位产能推算", EN: "by capacity as like lines"},
		decided: d.checks[CodeNeighbour].Bounds,
		remedy: calc.Text{ZH: "核对单位和小数点；确有差别的，说明依据",
			EN: "check unit and point; where it differs, say why"}}
	if len(others) == 0 {
		d.without(q, calc.Text{ZH: "没有公式，也没有同类生产线", EN: "neither a formula nor a like line"})
		return
	}
	slices.SortFunc(others, func(a, b calc.Step) int {
		order, _ := a.Value().Cmp(b.Value()) // of one kind, so of one dimension
		return order
	})
	ratio, ok := ratioOf(n.rate, others[len(others)/2])
	if !ok {
		d.without(q, calc.Text{ZH: "同类生产线的数值不可比", EN: "the figures of like lines do not compare"})
		return
	}
	amount, _ := kg(n.total())
	like := new(big.Rat).Quo(amount, ratio)
	q.expected = calc.Given("E", "stated-amount", quantity.New(like, quantity.KgPerYear),
		calc.Origin{Kind: calc.FromDossier, At: n.at(), Note: "like lines, by capacity"})
	far := apart(ratio).Cmp(d.number(CodeNeighbour, "far")) >= 0
	if len(others) == 1 && ratio.Cmp(big.NewRat(1, 1)) < 0 {
		far = false
	}
	q.message = calc.Textf("%s写明排放口 %s 的%s为 %s kg/a，是同类生产线按产能推算的 %s kg/a 的 %s（%s）",
		"%s states %[4]s kg/a of %[3]s at outlet %[2]s, %[6]s the %[5]s kg/a that like lines have by capacity (%[7]s)",
		n.name, n.expected.Target(), n.rows[0].Pollutant.Name(), shownKg(n.total()), shownKg(q.expected),
		shownRatio(ratio), named(ratio, d.bound(CodeFormula, "slip")))
	d.settle(q, far)
}
