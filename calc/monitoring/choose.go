package monitoring

import (
	"tidai/calc"
	"tidai/calc/dossier"
)

// choose takes the method the specification asks for: automatic data where
// they are required or carry the amount, else manual data, else a coefficient.
func (x *accounter) choose() {
	required := x.required()
	order := []Method{ByAutomatic, ByManual, ByHalfYear}
	if required {
		order = []Method{ByAutomatic, ByHalfYear}
		if x.Basis.NoFault != "" {
			order = []Method{ByAutomatic, ByManual, ByHalfYear}
		}
	}
	for _, m := range order {
		for i := range x.Candidates {
			if c := &x.Candidates[i]; c.Method == m && c.Usable {
				x.take(c)
				return
			}
		}
	}
	if required {
		for i := range x.Candidates {
			if c := &x.Candidates[i]; c.Method == ByManual && c.Usable {
				c.Usable, c.Why = false, calc.Text{ZH: "要求自动监测而未采用，不得以手工监测代替",
					EN: "automatic monitoring is required and was not used; manual data cannot take its place"}
			}
		}
		x.fallBack(x.Rule.NotUsed, calc.Text{ZH: "要求采用自动监测而未采用",
			EN: "automatic monitoring is required and was not used"})
		return
	}
	x.fallBack(x.Rule.NoManual, calc.Text{ZH: "没有有效的监测数据", EN: "there are no valid monitoring data"})
}

func (x *accounter) take(c *Candidate) {
	c.Chosen = true
	x.Normal = c.Amounts
}

// required reports whether automatic monitoring is required here, by the
// specification, the permit or a local order.
func (x *accounter) required() bool {
	if x.Basis.Required != dossier.Unstated {
		return x.Basis.Required == dossier.Yes || x.bySpecification()
	}
	if x.bySpecification() {
		return true
	}
	if x.auto != nil {
		x.find(CodeRequired, calc.Warning,
			calc.Text{ZH: "有自动监测数据，但未写明排污许可证或地方是否要求自动监测；按不要求处理",
				EN: "there are automatic data, but whether the permit or a local order requires them is not stated; " +
					"taken as not required"},
			calc.Text{ZH: "在 [[actual_basis]] 中写明 required（true 或 false）及其依据 basis",
				EN: "state required (true or false) and its basis in [[actual_basis]]"})
	}
	return false
}

func (x *accounter) bySpecification() bool {
	for _, f := range x.Facts.FeedsOf(x.Outlet) {
		if _, ok := x.Rule.AutomaticRequired(x.Pollutant, f.Line.Industry); ok {
			return true
		}
	}
	return false
}

// fallBack takes a coefficient: "generation" is direct discharge without any
// removal; "emission-or-generation" an emission coefficient where the
// treatment works.
func (x *accounter) fallBack(rule string, why calc.Text) {
	method := ByGeneration
	if rule == "emission-or-generation" {
		switch {
		case x.Basis.Treatment == dossier.Yes, x.Basis.Treatment == dossier.Unstated && x.Use == BeforeState:
			method = ByEmission
		case x.Basis.Treatment == dossier.Unstated:
			x.find(CodeTreatment, calc.Warning, calc.Text{ZH: "未写明治理设施是否有效运行；按产污系数直排核算",
				EN: "whether the treatment worked is not stated; taken as direct discharge"},
				calc.Text{ZH: "在 [[actual_basis]] 中写明 treatment", EN: "state treatment in [[actual_basis]]"})
		}
	}
	c := Candidate{Method: method, Formula: x.Rule.FallbackClause, Why: why, Usable: true}
	amount, named := x.coefficient(method)
	if rule == "" && !named {
		x.noMethod(why)
		return
	}
	c.Amounts = byPolicy(func(NonDetect) calc.Step { return amount })
	c.Detail = calc.Textf("活动水平 × %s", "activity × %s", method.Name())
	if err := amount.Err(); err != nil {
		c.Usable = false
		c.Why = calc.Textf("%s；%s", "%s; %s", why, calc.ErrorText(err))
	}
	x.Candidates = append(x.Candidates, c)
	if !c.Usable {
		x.noMethod(c.Why)
		return
	}
	x.take(&x.Candidates[len(x.Candidates)-1])
	x.Fallback = true
	sev := calc.Warning
	if x.Use == BeforeState {
		sev = calc.Error
	}
	code := CodeFallback
	if x.Use == BeforeState {
		code = CodeNoEvidence
	}
	x.findBy(code, sev, x.Rule.FallbackClause,
		calc.Textf("实际排放量由%s得出（%s）；该数值不反映企业的实际排放，不能作为削减的证据",
			"the actual emission is by %s (%s); such a figure says nothing about what was emitted and is not "+
				"evidence of a reduction", method.Name(), why),
		calc.Text{ZH: "补充有效的监测数据", EN: "supply valid monitoring data"}, calc.Figure{Name: method.Name(),
			Amount: amount})
}

func (x *accounter) noMethod(why calc.Text) {
	x.Normal = byPolicy(func(NonDetect) calc.Step {
		return calc.Missing("E", "actual-emission", calc.Explain("没有可用的核算方法：%s", "no method can be used: %s",
			why))
	})
	x.find(CodeNoMethod, calc.Error, calc.Textf("实际排放量无法核算：%s",
		"the actual emission cannot be determined: %s", why),
		calc.Text{ZH: "补充监测数据，或在 [[actual_basis]] 中写明 output 与 fallback 系数",
			EN: "supply monitoring data, or state output and a fallback factor in [[actual_basis]]"})
}
