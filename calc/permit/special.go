package permit

import (
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// specialVolume is the benchmark volume under special limits where the
// specification's own table, own, and the one it refers to disagree: the
// smaller of both, or by the policy's reading literally the other
// (HJ 859.1-2017 and GB 30486-2013 table 3, reading 7).
func (a *assessor) specialVolume(g *group, q lookup, own calc.Step) calc.Step {
	r := g.rule
	q.from = r.SpecialVolume
	other := a.find(q)
	if own.OK() && other.OK() && r.SpecialWeight != (factors.Selector{}) && !own.Value().Unit().
		Same(other.Value().Unit()) {
		other = a.perWetBlue(g, q, own, other)
		a.reportConverted(q, own, other)
	}
	if a.Policy.Choice("leather_special_volume") == "literal" {
		return other
	}
	return calc.Least("Q", "benchmark-volume", r.Clause, own, other)
}

// perWetBlue is a volume per tonne of raw hide for a line that starts from wet
// blue: Q·W生皮/W蓝湿革, both weights of one hide by HJ 859.1-2017 table 3. The
// text does not say how to compare; the conversion is our reading.
func (a *assessor) perWetBlue(g *group, q lookup, own, perRaw calc.Step) calc.Step {
	product := q.feed.Product
	ovine := product.Hide == "sheep" || product.Hide == "goat" // 羊皮 of table 4
	switch {
	case product.Hide == "":
		return calc.Missing("Q", "benchmark-volume",
			calc.Explain(
				"产品 %s/%s 以蓝湿革计，须写明 hide（牛、猪、绵羊、山羊），才能把每吨原料皮的排水量换算为每吨蓝湿革",
				"product %s/%s counts wet blue: state hide (cattle, pig, sheep, goat), so that a volume per t of raw "+
					"hide can be converted", q.feed.Line.ID, product.ID))
	case ovine != strings.HasSuffix(product.Process, ".sheep"):
		return calc.Missing("Q", "benchmark-volume", calc.Explain("产品 %s/%s 的 process = %s 与 hide = %s 不符",
			"product %s/%s: process = %s contradicts hide = %s", q.feed.Line.ID, product.ID, product.Process,
			product.Hide))
	}
	reading := calc.Clause{Instrument: g.rule.SpecialWeight.Instrument, Locator: "表3（解读7）"}
	raw := a.hideWeight(g, product.Hide, "W生皮", "raw-per-hide")
	wet := a.hideWeight(g, product.Hide, "W蓝湿革", "wetblue-per-hide")
	perHide := calc.Product("Q·W", "volume-per-hide", reading, perRaw, raw)
	return calc.Quotient("Q", "benchmark-volume", reading, perHide, wet).In(own.Value().Unit())
}

func (a *assessor) hideWeight(g *group, hide, symbol, of string) calc.Step {
	v, err := a.Book.Find(factors.Query{Kind: factors.Conversion, Instrument: g.rule.SpecialWeight.Instrument,
		Process: hide, Product: of, On: a.On})
	if err != nil {
		return calc.Missing(symbol, string(factors.Conversion), lookupError{err})
	}
	return v.Step(symbol)
}

// reportConverted says that two volumes of different bases were compared.
func (a *assessor) reportConverted(q lookup, own, converted calc.Step) {
	if !converted.OK() {
		return
	}
	a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeConverted, Severity: calc.Note,
		Key:    calc.RuleSpecification,
		Clause: converted.Clause(),
		At:     q.outlet.At, Subject: "outlet:" + q.outlet.ID,
		Message: calc.Textf("排放口 %s：%s 的基准排水量以原料皮计，按表3重量换算为 %s，再与表4的 %s 比较（解读 7，原"+
			"文没有说明如何比较）",
			"outlet %s: the volume of %s counts raw hide; converted by the weights of table 3 it is %s, compared "+
				"with %s of table 4 (reading 7: the text does not say how to compare)",
			q.outlet.ID, q.from.Instrument, converted.Value().Shown(4)+" "+converted.Value().Unit().String(),
			own.Value().String()),
		Remedy: calc.Text{ZH: "核对 hide；政策参数 leather_special_volume 决定取小或按字面取值",
			EN: "check hide; the policy parameter leather_special_volume decides between the smaller and the literal one"},
		Figures: []calc.Figure{{Name: calc.Text{ZH: "换算后", EN: "converted"}, Amount: converted},
			{Name: calc.Text{ZH: "表4", EN: "table 4"}, Amount: own}}})
}

// capacity is a product's capacity in the base of the formula. Leather counted in
// hides or in area of leather is converted to the mass that the table of volumes
// counts, by the weights of HJ 859.1-2017 table 3; hide says of which animal.
func (a *assessor) capacity(g *group, f dossier.LineProduct) calc.Step {
	stated := f.Product.CapacityStep("S")
	if g.rule.SpecialWeight == (factors.Selector{}) || !stated.OK() {
		return stated
	}
	of := ""
	switch unit := stated.Value().Unit(); {
	case unit.Same(hidesPerYear):
		of = "per-hide"
	case unit.Same(areaPerYear):
		of = "per-area"
	default:
		return stated
	}
	if f.Product.Hide == "" {
		return calc.Missing("S", "capacity", calc.Explain(
			"产品 %s/%s 的产能按张或面积计，须写明 hide（牛、猪、绵羊、山羊）才能按 %s 表3 换算为质量",
			"the capacity of %s/%s counts hides or area: state hide (cattle, pig, sheep, goat), so that it can be "+
				"converted to mass by table 3 of %s", f.Line.ID, f.Product.ID, g.rule.SpecialWeight.Instrument))
	}
	base := "raw-"
	if strings.HasPrefix(f.Product.Process, "wetblue") {
		base = "wetblue-"
	}
	weight := a.hideWeight(g, f.Product.Hide, "W", base+of)
	by := calc.Clause{Instrument: g.rule.SpecialWeight.Instrument, Locator: "表3"}
	return calc.Product("S", "capacity", by, stated, weight)
}

var (
	hidesPerYear = quantity.MustUnit("张/a")
	areaPerYear  = quantity.MustUnit("m2/a")
)
