package plausibility

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// massOf is C8: the amount that concentration and volume give.
func (d *doubter) massOf(x yearAmount) {
	q := x.ask(CodeMass, calc.Warning)
	if !x.amount.Concentration.Set || !x.Volume.Set {
		return
	}
	q.expected = oneYear(calc.Product("E", "actual-emission", calc.Clause{},
		x.amount.Concentration.Step("ρ", "concentration"), x.Volume.Step("Q", "discharge-volume")), quantity.KgPerYear)
	q.against = calc.Text{ZH: "浓度乘排放量", EN: "concentration times volume"}
	ratio, ok := ratioOf(x.kg, q.expected)
	if !ok {
		d.without(q, calc.Text{ZH: "浓度、排放量的单位与介质不符", EN: "units of concentration and volume do not fit"})
		return
	}
	margin := new(big.Rat).Add(big.NewRat(1, 1), d.number(CodeMass, "rounding"))
	q.message = calc.Textf("%s：写明 %s kg，而浓度 %s 乘排放量 %s 为 %s kg，相差 %s（%s）",
		"%s: %s kg is stated, while concentration %s times volume %s is %s kg: %s it (%s)", q.of,
		x.kg.Value().ShownAmount(), x.amount.Concentration.Written, x.Volume.Written, q.expected.Value().ShownAmount(),
		shownRatio(ratio), named(ratio, d.bound(CodeFormula, "slip")))
	q.remedy = calc.Text{ZH: "核对三个数的单位和小数点", EN: "check unit and point of all three"}
	q.decided = d.checks[CodeMass].Bounds
	d.settle(q, apart(ratio).Cmp(margin) > 0)
}

// dust is P2: metals are part of the particulate matter that carries them.
func (d *doubter) dust(y dossier.Year) {
	if !y.Dust.Set {
		return
	}
	var parts []calc.Step
	var names []string
	for _, a := range y.Amounts {
		if a.Pollutant != calc.CrVI && a.Pollutant != calc.Mercury { // a part of Cr; mostly vapour
			parts = append(parts, oneYear(a.Value.Step("E", "actual-emission"), quantity.KgPerYear))
			names = append(names, string(a.Pollutant))
		}
	}
	if len(parts) == 0 {
		return
	}
	sum := calc.Total("ΣE", "actual-emission", calc.Clause{}, parts...)
	dust := oneYear(y.Dust.Step("E尘", "particulate-matter"), quantity.KgPerYear)
	q := question{code: CodeDust, severity: calc.Error, at: y.Dust.At, subject: "outlet:" + y.Outlet, stated: sum,
		expected: dust, against: calc.Text{ZH: "颗粒物", EN: "particulate matter"},
		of: calc.Textf("%s 年，排放口 %s，颗粒物", "%s, outlet %s, particulate matter", fmt.Sprint(y.Year), y.Outlet),
		message: calc.Textf("%s 年排放口 %s 的金属（%s）合计 %s kg，多于颗粒物 %s kg，而金属在颗粒物之中",
			"%s, outlet %s: the metals (%s), %s kg, are more than the particulate matter, %s kg, that carries them",
			fmt.Sprint(y.Year), y.Outlet, strings.Join(names, ", "), shownKg(sum), shownKg(dust)),
		remedy:  calc.Text{ZH: "核对颗粒物和金属的单位", EN: "check the units of dust and metals"},
		decided: d.checks[CodeDust].Bounds}
	d.settle(q, d.exceeds(CodeDust, sum, dust))
}

// water is T3: waste water against the water taken in, and against what the
// product's benchmark volume gives.
func (d *doubter) water(y dossier.Year) {
	o, ok := d.Dossier.Outlet(y.Outlet)
	if !ok || o.Medium != calc.Water || !y.Volume.Set {
		return
	}
	volume := y.Volume.Step("Q", "discharge-volume")
	q := question{code: CodeWater, severity: calc.Warning, at: y.Volume.At, subject: "outlet:" + y.Outlet,
		stated: volume,
		of:     calc.Textf("%s 年，排放口 %s，废水量", "%s, outlet %s, waste water", fmt.Sprint(y.Year), y.Outlet),
		remedy: calc.Text{ZH: "核对水量的单位（万）；雨水等另有来源的，说明",
			EN: "check the unit (\"万\") of the volumes; where other water joins, say so"},
		decided: d.checks[CodeWater].Bounds}
	if y.Taken.Set {
		q := q
		q.expected, q.against = y.Taken.Step("Q取", "water-taken"), calc.Text{ZH: "取水量", EN: "water taken"}
		ratio, known := ratioOf(volume, q.expected)
		q.message = calc.Textf("%s %s 多于取水量 %s", "%s, %s, is more than the water taken in, %s", q.of,
			y.Volume.Written,
			y.Taken.Written)
		d.settle(q, known && d.above(ratio, CodeWater, "taken"))
	}
	base, known := d.baseVolume(o)
	output := outputOf(y)
	if !known || !output.OK() {
		d.without(q, calc.Text{ZH: "没有基准排水量或产量", EN: "no benchmark volume, or no output"})
		return
	}
	perUnit := calc.Quotient("q", "discharge-volume", calc.Clause{}, volume, output)
	q.stated, q.expected, q.against = perUnit, base, calc.Text{ZH: "基准排水量", EN: "benchmark volume"}
	ratio, fits := ratioOf(perUnit, base)
	if !fits {
		d.without(q, calc.Text{ZH: "产量与基准排水量的基数不同",
			EN: "output and benchmark volume count different things"})
		return
	}
	q.message = calc.Textf("%s：单位产品 %s，是基准排水量 %s 的 %s",
		"%s: %s a unit of product, %[4]s the benchmark volume %[3]s",
		q.of, shown(perUnit.In(base.Value().Unit())), shown(base), shownRatio(ratio))
	d.settle(q, d.above(ratio, CodeWater, "high"))
}

// baseVolume is the benchmark volume of an outlet that one product reaches.
func (d *doubter) baseVolume(o dossier.Outlet) (calc.Step, bool) {
	feeds := d.Dossier.FeedsOf(o)
	if len(feeds) != 1 {
		return calc.Step{}, false
	}
	for _, e := range d.expect([]string{feeds[0].Line.ID}, d.On, "") {
		if slices.ContainsFunc(e.Outlets, func(x dossier.Outlet) bool { return x.ID == o.ID }) {
			if s, ok := termOf(e.formula, "benchmark-volume"); ok {
				return s, true
			}
		}
	}
	return calc.Step{}, false
}
