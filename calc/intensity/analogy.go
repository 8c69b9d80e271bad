package intensity

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// Scaled is the analogy method: the analogue's emission scaled linearly on
// output, D = D₀·M/M₀; kg/a. HJ 884-2018 3.10 prints no exponent, so there is
// none.
func Scaled(amount, output, analogueOutput calc.Step) calc.Step {
	ratio := calc.Quotient("M/M₀", "scale-ratio", byAnalogy, output, analogueOutput).In(quantity.One)
	return calc.Product("D", "source-intensity", byAnalogy, amount, ratio).In(quantity.KgPerYear)
}

// ScaleDifference is |M − M₀| ÷ M₀, in parts of the analogue's output.
func ScaleDifference(output, analogueOutput calc.Step) calc.Step {
	more, less := output, analogueOutput
	if c, err := output.Value().Cmp(analogueOutput.Value()); err == nil && c < 0 {
		more, less = less, more
	}
	gap := calc.Difference("|M−M₀|", "scale-gap", byAnalogy, more, less)
	return calc.Quotient("δ", "scale-difference", byAnalogy, gap, analogueOutput).In(quantity.One)
}

func (a *assessor) analogy() calc.Step {
	g := a.acc.Analogue
	if g == nil {
		return calc.Missing("D", "source-intensity", calc.Explain("没有写明类比对象", "no analogue is stated"))
	}
	output := a.activity()
	analogueOutput := g.Output.Step("M₀", "analogue-output")
	amount := Scaled(g.Amount.Step("D₀", "analogue-emission").In(quantity.KgPerYear), output, analogueOutput)
	if faults := a.analogyFaults(g, output, analogueOutput); len(faults) > 0 {
		list := joined(faults)
		a.exclude(calc.Textf("类比条件不满足：%s", "conditions of the analogy not met: %s", list))
		a.reportAt(g.At, byAnalogy, CodeAnalogy, calc.Warning,
			calc.Textf("类比对象“%s”不可采用：%s", "the analogue %q is not admissible: %s", g.Name, list),
			calc.Text{ZH: "补充各项条件的回答和依据，或换用其他方法；10 % 与 30 % 是审查中常用的数（转录），准则本身没有", EN: "supply answer and evidence for every condition, or use another method; 10 % and 30 % are reviewers' figures (second-hand) and not in the guide"})
	}
	return amount
}

func joined(parts []calc.Text) calc.Text {
	var out calc.Text
	for i, p := range parts {
		if i > 0 {
			out.ZH += "；"
			out.EN += "; "
		}
		out.ZH += p.ZH
		out.EN += p.EN
	}
	return out
}

// analogyFaults lists what is missing or not met, in the order of the guide.
func (a *assessor) analogyFaults(g *dossier.Analogue, output, analogueOutput calc.Step) []calc.Text {
	var out []calc.Text
	for _, asked := range dossier.AnalogyConditions {
		name := asked.Name
		i := slices.IndexFunc(g.Conditions, func(c dossier.Condition) bool { return c.Key == asked.Key })
		switch {
		case i < 0 || g.Conditions[i].Holds == dossier.Unstated:
			out = append(out, calc.Textf("%s：未回答（%s）", "%s: not answered (%s)", name, asked.Key))
		case g.Conditions[i].Holds == dossier.No:
			out = append(out, calc.Textf("%s：否", "%s: no", name))
		case g.Conditions[i].Evidence == "":
			out = append(out, calc.Textf("%s：没有依据", "%s: no evidence", name))
		}
	}
	if g.Evidence == "" {
		out = append(out, calc.Text{ZH: "类比对象的排放量与产量没有依据",
			EN: "emission and output of the analogue without evidence"})
	}
	composition := calc.Text{ZH: "原料成分差异", EN: "difference of composition"}
	if !g.Composition.Set {
		out = append(out, calc.Textf("%s：未写明（composition_difference）", "%s: not stated (composition_difference)",
			composition))
	} else {
		out = append(out, a.above(composition, g.Composition.Step("δ料", "composition-difference"),
			"analogy_composition")...)
	}
	if difference := ScaleDifference(output, analogueOutput); difference.OK() {
		out = append(out, a.above(calc.Text{ZH: "规模差异", EN: "difference of scale"}, difference, "analogy_scale")...)
	}
	return append(out, a.weakerControl(g)...)
}

// above is a fault where a difference exceeds the policy's threshold.
func (a *assessor) above(name calc.Text, difference calc.Step, parameter string) []calc.Text {
	limit, err := a.Policy.Figure(parameter)
	if err != nil {
		return []calc.Text{calc.Textf("%s：%s", "%s: %s", name, calc.ErrorText(err))}
	}
	c, err := difference.Value().Cmp(limit.Value())
	if err != nil || c <= 0 {
		return nil
	}
	return []calc.Text{calc.Textf("%s %s 大于 %s（%s）", "%s %s above %s (%s)", name, percent(difference),
		percent(limit), limit.Origin().Status.Name())}
}

// weakerControl: the design efficiency is not below the analogue's.
func (a *assessor) weakerControl(g *dossier.Analogue) []calc.Text {
	own := a.acc.Efficiency
	if !own.Set || !g.Efficiency.Set {
		return []calc.Text{{ZH: "去除效率：本项目或类比对象未写明（efficiency）",
			EN: "removal efficiency of the line or of the analogue not stated (efficiency)"}}
	}
	var out []calc.Text
	if a.acc.EfficiencyEvidence == "" {
		out = append(out, calc.Text{ZH: "去除效率没有依据（efficiency_evidence）",
			EN: "removal efficiency without evidence (efficiency_evidence)"})
	}
	if c, err := own.Amount.Cmp(g.Efficiency.Amount); err == nil && c < 0 {
		out = append(out, calc.Textf("设计去除效率 %s 低于类比对象的 %s",
			"design removal efficiency %s below the analogue's %s", own.Written, g.Efficiency.Written))
	}
	return out
}

func percent(s calc.Step) string {
	q, err := s.Value().In(percentUnit)
	if err != nil {
		return s.Value().String()
	}
	return q.Shown(3) + " %"
}
