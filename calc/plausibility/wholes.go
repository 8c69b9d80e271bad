package plausibility

import (
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// wholes looks at what has to add up, and at what one discharger can be of a
// city.
func (d *doubter) wholes() {
	for _, p := range d.papers() {
		d.totals(p)
		d.ofCity(p)
		d.ratios(p.name, p.amounts)
	}
	for _, s := range d.Dossier.Sources {
		d.ratios(calc.Textf("来源 %s 的实际排放量", "actual emission of source %s", s.ID), s.Actual)
	}
	for _, y := range d.Dossier.Years {
		var list []dossier.StatedAmount
		for _, a := range y.Amounts {
			list = append(list, dossier.StatedAmount{At: a.At, Outlet: y.Outlet, Pollutant: a.Pollutant,
				Value: a.Value})
		}
		d.ratios(calc.Textf("%d 年", "%d", y.Year), list)
	}
	d.shares()
}

func perYear(a dossier.StatedAmount) calc.Step {
	return oneYear(a.Value.Step("E", "stated-amount"), quantity.KgPerYear)
}

// totals is A14: what a document states of a line against the sum of what it
// states of its outlets.
func (d *doubter) totals(p paper) {
	for _, whole := range p.amounts {
		if whole.Outlet != "" {
			continue
		}
		var parts []calc.Step
		for _, a := range p.amounts {
			o, ok := d.Dossier.Outlet(a.Outlet)
			if ok && a.Pollutant == whole.Pollutant && o.Medium == whole.Medium && (a.Line == whole.Line ||
				a.Line == "" &&
					slices.Equal(d.linesAt(a), []string{whole.Line})) {
				parts = append(parts, perYear(a))
			}
		}
		if len(parts) == 0 {
			continue
		}
		sum := calc.Total("ΣE", "stated-amount", calc.Clause{}, parts...)
		q := question{code: CodeTotal, severity: calc.Warning, at: whole.Value.At, subject: "line:" + whole.Line,
			stated: perYear(whole), expected: sum, against: calc.Text{ZH: "各排放口合计", EN: "sum of the outlets"},
			of: calc.Textf("%s，生产线 %s，%s（%s）合计", "%s, line %s, total of %s (%s)", p.name, whole.Line,
				whole.Pollutant.Name(), whole.Medium.Name()),
			remedy: calc.Text{ZH: "核对合计和各排放口的数值", EN: "check the total and its parts"}}
		ratio, ok := ratioOf(q.stated, sum)
		if !ok {
			d.without(q, calc.Text{ZH: "合计或各项为零", EN: "the total or its parts are zero"})
			continue
		}
		off := new(big.Rat).Abs(new(big.Rat).Sub(ratio, big.NewRat(1, 1)))
		if d.above(off, CodeTotal, "wrong") {
			q.severity = calc.Error
		}
		q.decided = d.checks[CodeTotal].Bounds
		q.message = calc.Textf("%s %s kg/a，与各排放口之和 %s kg/a 不一致",
			"%s, %s kg/a, contradicts the sum of the outlets, "+
				"%s kg/a", q.of, shownKg(q.stated), shownKg(sum))
		d.settle(q, d.above(off, CodeTotal, "differs"))
	}
}

// ofCity is A11: one document of one discharger against the base total of its
// city.
func (d *doubter) ofCity(p paper) {
	for _, base := range d.Dossier.Totals {
		var parts []calc.Step
		var at calc.Position
		subject := ""
		for _, a := range p.amounts {
			o, ok := d.Dossier.Outlet(a.Outlet)
			firm, _ := d.Dossier.Discharger(o.Discharger)
			if !ok || a.Pollutant != base.Pollutant || firm.City != base.City {
				continue
			}
			if len(parts) == 0 {
				at, subject = a.Value.At, "discharger:"+firm.ID
			}
			parts = append(parts, perYear(a))
		}
		if len(parts) == 0 {
			continue
		}
		sum := calc.Total("ΣE", "stated-amount", calc.Clause{}, parts...)
		q := question{code: CodeCity, severity: calc.Warning, at: at, subject: subject, stated: sum,
			expected: base.Value.Step("B", "base-total"), against: calc.Text{ZH: "全市总量基数",
				EN: "base total of the city"},
			of: calc.Textf("%s，%s，占全市总量基数", "%s, %s, share of the base total of the city", p.name,
				base.Pollutant.Name()),
			remedy:  calc.Text{ZH: "核对单位和小数点", EN: "check unit and point"},
			decided: d.checks[CodeCity].Bounds}
		ratio, ok := ratioOf(sum, q.expected)
		floor := d.bound(CodeCity, "floor."+string(base.Pollutant))
		q.message = calc.Textf("%s的%s %s kg/a，是全市总量基数 %s 的 %s",
			"%[2]s of %[1]s, %[3]s kg/a, is %[5]s the base total of "+
				"the city, %[4]s", p.name, base.Pollutant.Name(), shownKg(sum), base.Value.Written,
			shownRatio(orOne(ratio)))
		d.settle(q, ok && d.above(ratio, CodeCity, "part") && exceedsBound(sum, floor))
	}
}

func orOne(x *big.Rat) *big.Rat {
	if x == nil {
		return big.NewRat(1, 1)
	}
	return x
}

// shares is P3: where a row of a table leaves by several outlets, their shares
// are the whole.
func (d *doubter) shares() {
	type row struct{ line, stack string }
	sums := map[row]*big.Rat{}
	first := map[row]dossier.Outlet{}
	ids := map[row][]string{}
	var order []row
	for _, o := range d.Dossier.Outlets {
		for _, f := range d.Dossier.FeedsOf(o) {
			for _, stack := range o.Stacks {
				k := row{f.Line.ID, stack}
				if sums[k] == nil {
					sums[k], first[k] = new(big.Rat), o
					order = append(order, k)
				}
				part := big.NewRat(1, 1)
				if o.Share.Set {
					part = asPart(o.Share.Amount)
				}
				sums[k].Add(sums[k], part)
				ids[k] = append(ids[k], o.ID)
				if o.Share.Set && !first[k].Share.Set {
					first[k] = o
				}
			}
		}
	}
	for _, k := range order {
		o := first[k]
		if !o.Share.Set {
			continue
		}
		sum := calc.Given("x", "share", quantity.New(sums[k], quantity.One), calc.Origin{Kind: calc.FromDossier,
			At:  o.Share.At,
			Key: o.Share.Key})
		q := question{code: CodeShares, severity: calc.Error, at: o.Share.At, subject: "line:" + k.line, stated: sum,
			expected: count(1), against: calc.Text{ZH: "整体", EN: "the whole"},
			of: calc.Textf("生产线 %s 的 %s 分到各排放口的份额", "shares of %[2]s of line %[1]s over its outlets",
				k.line, k.stack),
			remedy: calc.Text{ZH: "各份额之和应为 100 %；补列漏掉的排放口，或改正 share",
				EN: "the shares come to 100 %: add the outlet that is missing, or correct share"}}
		percent := quantity.Exact(new(big.Rat).Mul(sums[k], big.NewRat(100, 1)))
		q.message = calc.Textf("%s（%s）合计 %s %%，不是 100 %%", "%s (%s) come to %s %%, not to 100 %%", q.of,
			strings.Join(ids[k], ", "), percent)
		d.settle(q, sums[k].Cmp(big.NewRat(1, 1)) != 0)
	}
}

func asPart(q quantity.Quantity) *big.Rat {
	if x, err := q.In(quantity.One); err == nil {
		return x.Rat()
	}
	return q.Rat()
}

// ratios is P4: metals of one ore leave in proportions that are known where few
// plants differ.
func (d *doubter) ratios(name calc.Text, list []dossier.StatedAmount) {
	for _, b := range d.checks[CodeRatio].Bounds {
		part := strings.Split(b.ID, ".") // class, metals, end
		if len(part) != 3 || part[2] != "least" {
			continue
		}
		one, other, _ := strings.Cut(part[1], "-")
		most := d.bound(CodeRatio, part[0]+"."+part[1]+".most")
		for _, x := range list {
			y := slices.IndexFunc(list, func(y dossier.StatedAmount) bool {
				return y.Outlet == x.Outlet && y.Line == x.Line && string(y.Pollutant) == other
			})
			if string(x.Pollutant) != one || y < 0 || !d.ofClass(x, part[0]) {
				continue
			}
			ratio, ok := ratioOf(perYear(x), perYear(list[y]))
			if !ok {
				continue
			}
			wide := d.number(CodeRatio, "factor")
			low := new(big.Rat).Quo(b.Amount.Rat(), wide)
			high := new(big.Rat).Mul(most.Amount.Rat(), wide)
			q := question{code: CodeRatio, severity: calc.Note, at: x.Value.At, subject: "outlet:" + x.Outlet,
				stated:   perYear(x),
				expected: perYear(list[y]), against: list[y].Pollutant.Name(),
				of: calc.Textf("%s，排放口 %s，%s与%s之比", "%s, outlet %s, %s by %s", name, x.Outlet,
					x.Pollutant.Name(),
					list[y].Pollutant.Name()),
				remedy: calc.Text{ZH: "核对两数的单位和小数点", EN: "check unit and point of both"}}
			q.message = calc.Textf("%s为 %s，同类矿山为 %s 至 %s", "%s is %s; mines of the kind have %s to %s", q.of,
				quantity.Exact(quantity.RoundSignificant(ratio, 3)), b.Amount.String(), most.Amount.String())
			d.settle(q, ratio.Cmp(low) < 0 || ratio.Cmp(high) > 0)
		}
	}
}

// ofClass reports whether an amount is of water of lines of a class of GB/T 4754.
func (d *doubter) ofClass(a dossier.StatedAmount, class string) bool {
	o, ok := d.Dossier.Outlet(a.Outlet)
	lines := d.linesAt(a)
	return ok && o.Medium == calc.Water && len(lines) > 0 && !slices.ContainsFunc(lines, func(id string) bool {
		l, _ := d.Dossier.Line(id)
		return l.GBT4754 != class
	})
}
