package intensity

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/factors"
)

// Generated is HJ 884-2018's generation factor method, first half:
// D_gen = G·M, with G the factor per unit of activity and M the activity of a
// year; kg/a.
func Generated(factor, activity calc.Step) calc.Step {
	return calc.Product("D产", "generation", byGeneration, factor, activity).In(quantity.KgPerYear)
}

// Captured is the part of the generated gas that reaches the treatment,
// D_gen·c with c the capture share; kg/a.
func Captured(generated, capture calc.Step) calc.Step {
	return calc.Product("D集", "captured", byGeneration, generated, capture).In(quantity.KgPerYear)
}

// Fugitive is the rest, D_gen·(1 − c); it leaves without stack. kg/a.
func Fugitive(generated, capture calc.Step) calc.Step {
	rest := calc.Difference("1−c", "fugitive-share", byGeneration, calc.Definition("1", "one", 1), capture)
	return calc.Product("D无组织", "fugitive-emission", byGeneration, generated, rest).In(quantity.KgPerYear)
}

// Emitted is the method's second half: D = D_gen·(1 − η·k), with η the removal
// efficiency and k the share of the time the treatment really runs; kg/a.
func Emitted(generated, efficiency, rate calc.Step) calc.Step {
	removed := calc.Product("η·k", "removal-efficiency", byGeneration, efficiency, rate).In(quantity.One)
	passed := calc.Difference("1−η·k", "passing-share", byGeneration, calc.Definition("1", "one", 1), removed)
	return calc.Product("D", "source-intensity", byGeneration, generated, passed).In(quantity.KgPerYear)
}

// EmittedByFactor is HJ 884-2018's emission factor method, D = G·M: the
// factor already contains the treatment; kg/a.
func EmittedByFactor(factor, activity calc.Step) calc.Step {
	return calc.Product("D", "source-intensity", byEmission, factor, activity).In(quantity.KgPerYear)
}

func (a *assessor) emissionFactor() calc.Step {
	in := a.acc.Intensity
	factor := a.factor(in.Factor, factors.EmissionFactor)
	if in.Removal != "" || in.Efficiency.Set {
		a.report(CodeTwice, calc.Error,
			calc.Text{ZH: "排污系数已包含治理效果，不得再乘去除效率",
				EN: "an emission factor already contains the treatment; a removal efficiency would count it twice"},
			calc.Text{ZH: "删除 removal/efficiency，或改用产污系数法",
				EN: "remove removal/efficiency, or use the generation factor method"})
		return calc.Missing("D", "source-intensity", fmt.Errorf("removal applied to an emission factor"))
	}
	return a.element(EmittedByFactor(factor, a.activity()))
}

func (a *assessor) generationFactor() {
	in := a.acc.Intensity
	a.acc.Generation = a.element(Generated(a.factor(in.Factor, factors.GenerationFactor), a.activity()))
	treated := a.captured(a.acc.Generation)
	if in.Removal == "" && !in.Efficiency.Set {
		a.acc.Direct = true
		a.acc.Amount = treated.Named("D", "source-intensity")
		return
	}
	a.acc.Amount = Emitted(treated, a.efficiency(), a.rate())
}

// captured takes off what the hood does not catch. That part is emitted all
// the same, but not here: it is shown beside the amount.
func (a *assessor) captured(generated calc.Step) calc.Step {
	in := a.acc.Intensity
	if !in.Capture.Set {
		return generated
	}
	capture := in.Capture.Step("c", "capture-share")
	if in.Medium != calc.Air {
		a.report(CodeCapture, calc.Error,
			calc.Text{ZH: "集气效率只用于废气", EN: "a capture share is for gas"},
			calc.Text{ZH: "删除 capture，或改正介质", EN: "remove capture, or correct the medium"})
		return calc.Missing("D集", "captured", calc.Explain("集气效率只用于废气", "a capture share is for gas"))
	}
	if in.CaptureEvidence == "" {
		a.report(CodeCapture, calc.Warning,
			calc.Text{ZH: "集气效率没有依据", EN: "the capture share is stated without evidence"},
			calc.Text{ZH: "填写 capture_evidence（设计文件、验收报告）",
				EN: "add capture_evidence (design document, acceptance report)"})
	}
	a.acc.Fugitive = Fugitive(generated, capture)
	if a.acc.Fugitive.OK() && a.acc.Fugitive.Sign() > 0 {
		a.report(CodeFugitive, calc.Note,
			calc.Textf("未收集的 %s kg/a 无组织排放，不计入排气筒",
				"%s kg/a are not captured and leave as fugitive emission, beside the stack's amount",
				a.acc.Fugitive.Value().Shown(3)),
			calc.Text{ZH: "环评文件中单独列出无组织排放", EN: "state the fugitive emission apart in the EIA document"},
			calc.Figure{Name: calc.Text{ZH: "无组织排放", EN: "fugitive"}, Amount: a.acc.Fugitive})
	}
	return Captured(generated, capture)
}

func (a *assessor) factor(id string, kind factors.Kind) calc.Step {
	v, ok := a.Book.Value(id)
	if !ok {
		a.report(CodeNoFactor, calc.Error,
			calc.Textf("没有编号为 %s 的系数", "no factor has the id %s", id),
			calc.Text{ZH: "用 tidai factors search 查找编号", EN: "find the id with tidai factors search"})
		return calc.Missing("G", string(kind), fmt.Errorf("no factor has the id %s", id))
	}
	if v.Kind != kind {
		a.report(CodeWrongKind, calc.Error,
			calc.Textf("系数 %s 属于 %s，不适用于此处（应为 %s）",
				"factor %s is of kind %s and does not fit here (wanted: %s)", id, string(v.Kind), string(kind)),
			calc.Text{ZH: "换用相应类别的系数，或改正 method", EN: "take a factor of that kind, or correct method"})
		return calc.Missing("G", string(kind), fmt.Errorf("factor %s is of another kind", id))
	}
	if (v.Pollutant != "" && v.Pollutant != a.acc.Pollutant) || (v.Medium != "" && v.Medium != a.acc.Medium) {
		a.report(CodeWrongTarget, calc.Error,
			calc.Textf("系数 %s 对应 %s（%s），此处为 %s（%s）", "factor %s is for %s (%s), here it is %s (%s)",
				id, string(v.Pollutant), v.Medium.Name(), string(a.acc.Pollutant), a.acc.Medium.Name()),
			calc.Text{ZH: "换用对应污染物和介质的系数", EN: "take the factor of this pollutant and medium"})
		return calc.Missing("G", string(kind), fmt.Errorf("factor %s is for another pollutant or medium", id))
	}
	a.checkIndustry(v)
	a.checkDate(v)
	if kind == factors.Removal {
		return v.Step("η")
	}
	if v.Substance != "" && a.acc.Compound == "" {
		a.report(CodeCompound, calc.Error,
			calc.Textf("系数 %s 按 %s 计，不是 %s 元素的质量", "factor %s counts %s, not the mass of %s as element", id,
				v.Substance, string(a.acc.Pollutant)),
			calc.Text{ZH: "填写 compound（例如 \"CrO3\"），按原子量折算",
				EN: "state compound (\"CrO3\", for example); the element's share is taken"})
		return calc.Missing("G", string(kind), fmt.Errorf("factor %s counts %s, not the element", id, v.Substance))
	}
	if v.Substance == "" && a.acc.Compound != "" {
		a.report(CodeCompound, calc.Error,
			calc.Textf("系数 %s 已按元素计，不应再折算 %s",
				"factor %s counts the element already; %s must not be converted", id, a.acc.Compound),
			calc.Text{ZH: "删除 compound", EN: "remove compound"})
		return calc.Missing("G", string(kind), fmt.Errorf("factor %s counts the element already", id))
	}
	return v.Step("G")
}

// checkDate warns of a factor named by its id that is not in force on the date
// of law: the id leaves no choice to the date.
func (a *assessor) checkDate(v factors.Value) {
	early := !v.Since.IsZero() && a.On.Before(v.Since)
	late := !v.Until.IsZero() && a.On.After(v.Until)
	if !early && !late {
		return
	}
	a.report(CodeDate, calc.Warning,
		calc.Textf("系数 %s 在 %s 不适用（%s 至 %s）", "factor %s is not in force on %s (%s to %s)", v.ID,
			a.On.String(), v.Since.String(), v.Until.String()),
		calc.Text{ZH: "换用该日适用的系数，或说明采用理由",
			EN: "take the factor in force on that day, or say why this one fits"})
}

// checkIndustry warns of a factor made for another industry than the line's.
func (a *assessor) checkIndustry(v factors.Value) {
	line, ok := a.Dossier.Line(a.acc.Line)
	if !ok || v.Industry == "" || line.Industry == v.Industry {
		return
	}
	a.report(CodeIndustry, calc.Warning,
		calc.Textf("系数 %s 属于行业 %s，生产线 %s 属于 %s", "factor %s is of the industry %s, line %s of %s", v.ID,
			v.Industry, line.ID, line.Industry),
		calc.Text{ZH: "换用本行业的系数，或说明采用理由",
			EN: "take a factor of this industry, or say why this one fits"})
}

// element takes the metal's share where the factor counts a compound
// (rule JL-1.2: quantities are mass of the element).
func (a *assessor) element(s calc.Step) calc.Step {
	if a.acc.Compound == "" {
		return s
	}
	share, err := a.Book.MassShare(a.acc.Compound, a.acc.Pollutant)
	if err != nil {
		return calc.Missing(s.Symbol(), s.TermKey(), err)
	}
	return calc.Product(s.Symbol(), s.TermKey(), calc.Clause{}, s, share).In(quantity.KgPerYear)
}

func (a *assessor) efficiency() calc.Step {
	in := a.acc.Intensity
	if in.Removal != "" {
		return a.factor(in.Removal, factors.Removal)
	}
	if in.EfficiencyEvidence == "" {
		a.report(CodeNoEvidence, calc.Warning,
			calc.Text{ZH: "去除效率没有依据", EN: "the removal efficiency is stated without evidence"},
			calc.Text{ZH: "填写 efficiency_evidence（监测报告、设计文件），或用手册系数 removal",
				EN: "add efficiency_evidence (monitoring report, design document), or take a manual's value with removal"})
	}
	return in.Efficiency.Step("η", "removal-efficiency")
}

func (a *assessor) rate() calc.Step {
	if !a.acc.Rate.Set {
		a.report(CodeNoRate, calc.Error,
			calc.Text{ZH: "有去除效率但没有治理设施实际运行率 k",
				EN: "a removal efficiency without the operation rate k of the treatment"},
			calc.Text{ZH: "填写 rate（治理设施运行时间÷正常生产时间，不大于 1）",
				EN: "add rate (running time of the treatment ÷ production time, at most 1)"})
		return calc.Missing("k", "operation-rate", calc.Explain("没有写明运行率 k", "operation rate k is not stated"))
	}
	return a.acc.Rate.Step("k", "operation-rate")
}
