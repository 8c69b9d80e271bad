package monitoring

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// coefficient is Σ output × coefficient over the products the outlet receives,
// in kg. named reports whether the dossier names the factor.
func (x *accounter) coefficient(m Method) (amount calc.Step, named bool) {
	fail := func(zh, en string, args ...any) calc.Step {
		return calc.Missing("E", "actual-emission", calc.Explain(zh, en, args...))
	}
	feeds := x.Facts.FeedsOf(x.Outlet)
	named = slices.ContainsFunc(x.Basis.Fallback, func(f dossier.FactorUse) bool { return f.Pollutant == x.Pollutant })
	var steps []calc.Step
	for _, out := range x.Basis.Output {
		if !slices.ContainsFunc(feeds, func(f dossier.LineProduct) bool {
			return f.Line.ID == out.Line && (out.Product == "" || f.Product.ID == out.Product)
		}) {
			continue
		}
		steps = append(steps, x.coefficientOf(m, out))
	}
	if len(steps) == 0 {
		return fail("没有写明该排放口生产线的实际产量（output）",
			"the real output of the outlet's lines (output) is not stated"), named
	}
	for _, s := range steps {
		if s.Err() != nil {
			x.find(CodeNoFactor, calc.Error, calc.Textf("没有可用的系数：%s", "no coefficient can be used: %s",
				calc.ErrorText(s.Err())),
				calc.Text{ZH: "在 actual 的 fallback 中写明系数编号（tidai factors search），并核对产量的单位",
					EN: "name the factor in fallback of the actual basis (tidai factors search), and check the unit " +
						"of the output"})
			break
		}
	}
	return calc.Total("E", "actual-emission", x.Rule.FallbackClause, steps...), named
}

func (x *accounter) coefficientOf(m Method, out dossier.LineOutput) calc.Step {
	activity := out.Amount.Step("M", "activity")
	for _, f := range x.Basis.Fallback {
		if f.Pollutant != x.Pollutant {
			continue
		}
		v, ok := x.Book.Value(f.Factor)
		switch {
		case !ok:
			return calc.Missing("β", "generation-factor", calc.Explain("没有编号为 %s 的系数",
				"no factor has the id %s", f.Factor))
		case v.Kind != kindOf(m) || (v.Pollutant != "" && v.Pollutant != x.Pollutant) ||
			(v.Medium != "" && v.Medium != x.Outlet.Medium):
			return calc.Missing("β", "generation-factor", calc.Explain("系数 %s 不是%s的 %s %s",
				"factor %s is not one of %[3]s into %[4]s by %[2]s", f.Factor, m.Name(), string(x.Pollutant),
				x.Outlet.Medium.Name()))
		}
		return calc.Product("E", "actual-emission", x.Rule.FallbackClause, activity, v.Step("β")).In(kilogram)
	}
	return x.printed(m, out, activity)
}

func kindOf(m Method) factors.Kind {
	if m == ByEmission {
		return factors.EmissionFactor
	}
	return factors.GenerationFactor
}

// printed looks for the coefficient the specification itself prints: the
// tabulated one, else the default, of which the treatment passes 1 − η.
func (x *accounter) printed(m Method, out dossier.LineOutput, activity calc.Step) calc.Step {
	line, _ := x.Facts.Line(out.Line)
	product, _ := line.Product(out.Product)
	q := factors.Query{Kind: kindOf(m), Instrument: x.Specification, Pollutant: x.Pollutant, Medium: x.Outlet.Medium,
		Industry: line.Industry, Process: product.Process, On: x.On}
	v, n := x.only(q)
	if n == 1 {
		return calc.Product("E", "actual-emission", x.Rule.FallbackClause, activity, v.Step("β")).In(kilogram)
	}
	if n > 1 {
		return calc.Missing("β", string(q.Kind), calc.Explain("%s 有 %d 个可能的系数",
			"%s has %d coefficients that may apply", x.Specification, n))
	}
	q.Kind = factors.DefaultGeneration
	alpha, n := x.only(q)
	if n != 1 {
		return calc.Missing("β", string(kindOf(m)), calc.Explain("%s 没有列出 %s 的%s；可引用普查手册或地方系数",
			"%s prints no %[3]s of %[2]s; the census manual or a local one may be named", x.Specification,
			string(x.Pollutant), m.Name()))
	}
	if m == ByGeneration {
		return calc.Product("E", "actual-emission", x.Rule.FallbackClause, activity, alpha.Step("α")).In(kilogram)
	}
	q.Kind = factors.DefaultRemoval
	eta, n := x.only(q)
	if n != 1 {
		return calc.Missing("η", "removal-efficiency", calc.Explain("%s 没有列出 %s 的缺省治理率",
			"%s prints no default removal of %s", x.Specification, string(x.Pollutant)))
	}
	passed := calc.Difference("1−η", "passing-share", x.Rule.FallbackClause, calc.Definition("1", "one", 1),
		eta.Step("η").In(quantity.One))
	return calc.Product("E", "actual-emission", x.Rule.FallbackClause, activity, alpha.Step("α"), passed).In(kilogram)
}

// only returns the single value a query selects, or how many there are.
func (x *accounter) only(q factors.Query) (factors.Value, int) {
	if x.Book == nil {
		return factors.Value{}, 0
	}
	var found []factors.Value
	for _, v := range x.Book.Values(q) {
		if _, words := v.Words(); !words && !v.Suspect {
			found = append(found, v)
		}
	}
	if len(found) != 1 {
		return factors.Value{}, len(found)
	}
	return found[0], 1
}
